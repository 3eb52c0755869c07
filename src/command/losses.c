/* SPDX-License-Identifier: MIT */
#include "command/losses.h"

#include "read/rebuilt.h"

struct counts {
    size_t links, marked; /* link targets; blocks and titles with other marks */
    struct buf rendered;
};

static size_t count_links(struct text markdown) {
    size_t count = 0;
    for (size_t at = 0; (at = text_find(markdown, TEXT("]("), at)) != TEXT_NONE; at += 2)
        count++;
    return count;
}

static void count_marks(struct counts *counts, struct text markdown) {
    buf_cut(&counts->rendered, 0);
    markdown_text(markdown, &counts->rendered);
    if (text_equal(text_strip(markdown), buf_text(&counts->rendered)))
        return;
    size_t links = count_links(markdown);
    counts->links += links;
    counts->marked += links == 0;
}

static void find_lost_marks(const struct document *document, struct buf *lines) {
    struct counts counts = {0};
    for (uint32_t i = 0; i < document->entry_count; i++)
        count_marks(&counts, document->entries[i].title);
    for (uint32_t i = 0; i < document->block_count; i++)
        if (!block_is_code(&document->blocks[i]))
            count_marks(&counts, document->blocks[i].markdown);
    if (counts.links)
        buf_print(lines, "the text form holds no link targets: %zu lost\n", counts.links);
    if (counts.marked)
        buf_print(lines, "the text form holds no marks (emphasis, code, HTML): lost in %zu places\n", counts.marked);
    buf_free(&counts.rendered);
}

static void find_missing_keys(const struct document *document, struct buf *lines) {
    const char *const *keys = document->profile->front_matter_keys;
    size_t missing = 0;
    for (; keys && *keys; keys++) {
        bool title = strcmp(*keys, "title") == 0 && document->title.len;
        if (title || value_get(document->front_matter.value, *keys))
            continue;
        buf_add_string(lines, missing++ ? ", " : "front matter is missing: ");
        buf_add_string(lines, *keys);
    }
    if (missing)
        buf_add_byte(lines, '\n');
}

void losses_find(const struct document *document, const struct writer *writer, struct buf *lines) {
    bool recovered = document->form == FORM_PLAIN || document->form == FORM_QA || document->form == FORM_TEXT;
    if (writer == writer_find("text"))
        find_lost_marks(document, lines);
    else if (writer == writer_find("markdown") && recovered && document->profile->wants_front_matter)
        find_missing_keys(document, lines);
}
