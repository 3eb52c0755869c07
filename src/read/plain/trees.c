/* SPDX-License-Identifier: MIT */
/* Trees of files, drawn with lines: what stands under the last entry of a folder has lost the blanks before
 * it. */
#include "read/plain/layout.h"

enum { DEEP = 16, TREE_STEP = 4 };

static bool is_last_entry(struct text t) {
    return text_starts(t, "└──");
}

static bool is_entry(struct text t) {
    return text_starts(t, "├──") || is_last_entry(t) || text_starts(t, "│");
}

void layout_trees(struct layout *layout) {
    struct {
        long column;
        bool ended; /* its last entry was met */
    } levels[DEEP] = {{0, false}};
    size_t depth = 0;
    for (size_t i = 1; i < layout->count; i++) {
        struct layout_line *line = &layout->lines[i];
        const struct layout_line *above = &layout->lines[i - 1];
        if (!is_entry(line->text))
            continue;
        if (!is_entry(above->text)) {
            depth = 0;
            levels[0].column = above->indent;
        } else if (is_last_entry(above->text) && text_ends(above->code, "/") && depth + 1 < DEEP) {
            levels[depth + 1].column = levels[depth].column + TREE_STEP;
            depth++;
        } else if (is_last_entry(above->text)) {
            size_t open = depth;
            while (open && levels[open].ended)
                open--;
            depth = levels[open].ended ? depth : open;
        }
        levels[depth].ended = is_last_entry(line->text);
        line->indent = levels[depth].column;
    }
}
