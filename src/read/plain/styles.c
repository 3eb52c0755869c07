/* SPDX-License-Identifier: MIT */
/* Styles that need few words. */
#include "read/plain/layout.h"

void layout_diagram(struct layout *layout) {
    long depth = 0;
    bool typed = false, note = false;
    for (size_t i = 0; i < layout->count; i++) {
        struct layout_line *line = &layout->lines[i];
        struct text t = line->text, word = layout_word(t);
        if (!typed) {
            line->indent = 0;
            typed = !text_starts(t, "%%") && !text_is(t, "---");
            continue;
        }
        bool closes = text_is(word, "end") || t.at[0] == '}';
        bool middle = text_is(word, "else") || text_is(word, "and") || text_is(word, "option");
        if (closes && depth && !(note && text_is(t, "end note") && false))
            depth--;
        line->indent = 4 * (1 + depth - (middle && depth ? 1 : 0));
        if (text_is(t, "end note"))
            note = false;
        bool opens = layout_listed("subgraph loop alt opt par critical rect break box namespace", word) || text_ends(t, "{");
        if (layout_listed("note Note", word) && text_find_byte(t, ':', 0) == TEXT_NONE && text_find_byte(t, '"', 0) == TEXT_NONE)
            opens = note = true;
        depth += opens;
    }
}

void layout_parens(struct layout *layout) { layout_nested(layout); }
void layout_yaml(struct layout *layout) { (void)layout; }
void layout_levels(struct layout *layout) { layout_nested(layout); }
void layout_tags(struct layout *layout) { (void)layout; }
