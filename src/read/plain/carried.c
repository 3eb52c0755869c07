/* SPDX-License-Identifier: MIT */
/* Examples whose code goes on in the next block: what one block leaves open, a later one closes. */
#include <stdlib.h>

#include "base/memory.h"
#include "read/plain/layout.h"

enum { FARTHEST = 24 /* blocks, code and others */ };

/* Braces that a block opens and does not close; negative: the other way round. */
static long braces_of(const struct plain_page *page, const struct plain_block *block) {
    struct layout layout;
    layout_init(&layout, page, block);
    long open = 0;
    for (size_t i = 0; i < layout.count; i++) {
        struct text code = layout.lines[i].code;
        for (size_t k = 0; k < code.len; k++)
            open += code.at[k] == '{' ? 1 : code.at[k] == '}' ? -1 : 0;
    }
    layout_free(&layout);
    return open;
}

static bool has_braces(const struct plain_block *block) {
    return block->kind == BLOCK_CODE && block->grammar >= 0 &&
           grammar_at((size_t)block->grammar)->style == STYLE_BRACES;
}

/* The blocks from `first` on, which leaves braces open; sets what is open at the beginning of the others, if
 * all is closed in the end. braces: of each block of the page. */
static void carry(struct plain_page *page, size_t first, const long *braces) {
    long depth = braces[first];
    size_t last = first;
    for (size_t i = first + 1; i < page->block_count && i <= first + FARTHEST && depth > 0; i++) {
        const struct plain_block *block = &page->blocks[i];
        if (block->kind == BLOCK_HEADING || block->kind == BLOCK_TAKEAWAY)
            return;
        if (block->kind != BLOCK_CODE)
            continue;
        if (block->grammar != page->blocks[first].grammar)
            return;
        depth += braces[i];
        last = i;
    }
    if (depth)
        return;
    depth = braces[first];
    for (size_t i = first + 1; i <= last; i++)
        if (page->blocks[i].kind == BLOCK_CODE) {
            page->blocks[i].open = (size_t)depth;
            depth += braces[i];
        }
}

void plain_carry(struct plain_page *page) {
    long *braces = memory_get_zeroed(page->block_count, sizeof *braces);
    for (size_t i = 0; i < page->block_count; i++)
        if (has_braces(&page->blocks[i]))
            braces[i] = braces_of(page, &page->blocks[i]);
    for (size_t i = 0; i < page->block_count; i++)
        if (braces[i] > 0 && !page->blocks[i].open)
            carry(page, i, braces);
    free(braces);
}
