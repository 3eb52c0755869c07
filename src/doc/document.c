/* SPDX-License-Identifier: MIT */
#include "doc/document.h"

static const char *const kind_names[BLOCK_KIND_COUNT] = {"prose",    "heading", "code",     "diagram",  "output",
                                                         "takeaway", "why",     "question", "part",     "separator"};
static const char *const form_names[FORM_COUNT] = {"page",  "hugo", "annotated", "concepts",
                                                   "plain", "qa",   "text",      "json"};

static int find_name(const char *const *names, int count, struct text name) {
    for (int i = 0; i < count; i++)
        if (text_is(name, names[i]))
            return i;
    return -1;
}

void document_free(struct document *document) {
    if (document->own_source)
        source_free(document->own_source);
    document->own_source = NULL;
    arena_free(&document->arena);
    document->blocks = NULL;
    document->entries = NULL;
    document->block_count = document->entry_count = 0;
}

const char *block_kind_name(enum block_kind kind) { return kind_names[kind]; }
int block_kind_from_name(struct text name) { return find_name(kind_names, BLOCK_KIND_COUNT, name); }
const char *form_name(enum form form) { return form_names[form]; }
int form_from_name(struct text name) { return find_name(form_names, FORM_COUNT, name); }

const struct entry *document_entry_at(const struct document *document, uint32_t offset) {
    uint32_t low = 0, high = document->entry_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (document->entries[middle].span.begin <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? &document->entries[low - 1] : NULL;
}

const struct block *entry_find(const struct document *document, const struct entry *entry, enum block_kind kind) {
    for (uint32_t i = 0; i < entry->block_count; i++) {
        const struct block *block = &document->blocks[entry->first_block + i];
        if (block->kind == kind)
            return block;
    }
    return NULL;
}

struct text document_gap(const struct document *document, const struct part *part) {
    struct text rest = text_from(document->source->bytes, part->span.end);
    size_t end = 0;
    for (size_t i = 0; i < rest.len && (byte_is_blank(rest.at[i]) || byte_is_eol(rest.at[i])); i++)
        if (byte_is_eol(rest.at[i]))
            end = i + 1;
    return text_slice(rest, 0, text_is_blank(rest) ? rest.len : end);
}

bool document_has_level_one(const struct document *document) {
    for (uint32_t i = 0; i < document->entry_count; i++)
        if (document->entries[i].level == 1)
            return true;
    for (uint32_t i = 0; i < document->block_count; i++)
        if (document->blocks[i].kind == BLOCK_HEADING && document->blocks[i].level == 1)
            return true;
    return false;
}
