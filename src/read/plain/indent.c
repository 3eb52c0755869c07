/* SPDX-License-Identifier: MIT */
#include "read/plain/like.h"

typedef void style_function(struct layout *layout);

static void layout_left(struct layout *layout) {
    (void)layout;
}

/* What lays out the blocks of a style, and how sure one may be of it. */
static const struct {
    style_function *lay_out;
    double confidence;
} styles[] = {
    [STYLE_FLAT] = {layout_nested, 0.9},      [STYLE_BRACES] = {layout_nested, 0.9},
    [STYLE_KEYWORDS] = {layout_nested, 0.85}, [STYLE_OFFSIDE] = {layout_offside, 0.8},
    [STYLE_TAGS] = {layout_tags, 0.8},        [STYLE_PARENS] = {layout_parens, 0.6},
    [STYLE_YAML] = {layout_yaml, 0.5},        [STYLE_LEVELS] = {layout_levels, 0.7},
    [STYLE_LEFT] = {layout_left, 0.7},
};

static void write_lines(const struct layout *layout, struct buf *out) {
    for (size_t i = 0; i < layout->count; i++) {
        long indent = layout->lines[i].indent;
        /* Flattening takes a fence for the block's end however far in it stands, so that ours must be longer.
         */
        if (indent > 3 &&
            (text_starts(layout->lines[i].text, "```") || text_starts(layout->lines[i].text, "~~~")))
            indent = 0;
        buf_add_run(out, '\t', layout->lines[i].tabs);
        buf_add_run(out, ' ', indent > 0 ? (size_t)(indent > 200 ? 200 : indent) : 0);
        buf_add(out, layout->lines[i].text);
        buf_add_byte(out, '\n');
    }
}

double plain_indent(const struct plain_page *page, const struct plain_block *block, struct buf *out) {
    struct layout layout;
    layout_init(&layout, page, block);
    if (block->kind == BLOCK_DIAGRAM) {
        layout.confidence = 0.95;
        layout_diagram(&layout);
    } else {
        layout.confidence = styles[layout.grammar->style].confidence;
        styles[layout.grammar->style].lay_out(&layout);
        layout_trees(&layout);
    }
    if (!block->like || !like_write_code(&layout, block->like->text, out))
        write_lines(&layout, out);
    double confidence = layout.confidence;
    layout_free(&layout);
    return confidence;
}
