/* SPDX-License-Identifier: MIT */
/* From the levels of statements to the columns of lines: what stands behind a
 * statement's first line, and comments. */
#include <stdlib.h>

#include "base/memory.h"
#include "read/plain/haskell.h"
#include "read/plain/offside.h"

/* Lines of a statement behind its first: by brackets and strings. */
static void place_rest(struct layout *layout, size_t first, size_t count, long indent) {
    long unit = (long)layout->grammar->unit;
    long bases[64];
    size_t depth = 0;
    for (size_t i = 0; i < count; i++) {
        struct layout_line *line = &layout->lines[first + i];
        struct text code = line->code;
        long here = depth ? bases[depth - 1] + unit : indent + (i && !line->inside ? unit : 0);
        size_t k = 0;
        for (; k < code.len && strchr(")]}", code.at[k]) && depth; k++)
            here = bases[--depth];
        if (!i || (line->inside && !depth))
            here = indent;
        line->indent = here;
        for (; k < code.len; k++) {
            if (strchr("([{", code.at[k]) && depth < 64)
                bases[depth++] = here;
            else if (strchr(")]}", code.at[k]) && depth)
                depth--;
        }
    }
}

static void layout_haskell(struct layout *layout) {
    struct haskell haskell;
    haskell_read(&haskell, layout);
    long *column = memory_get_zeroed(haskell.count + 1, sizeof *column);
    layout->confidence *= haskell_search(&haskell, column) * 0.65;
    for (size_t i = 0; i < haskell.count; i++)
        place_rest(layout, haskell.lines[i].first, haskell.lines[i].count, column[i]);
    free(column);
    haskell_free(&haskell);
}

static void layout_statements(struct layout *layout) {
    struct statements statements = {0};
    const char *name = layout->grammar->name;
    (strcmp(name, "scala") == 0 ? statements_find_scala
     : layout_listed("fsharp ocaml", text_of(name)) ? statements_find_ml
                                                    : statements_find)(&statements, layout);
    long *column = memory_get_zeroed(statements.count + 1, sizeof *column);
    /* Expressions end in more ways than statements do. */
    layout->confidence *= offside_search(&statements, column) * (statements.ml ? 0.65 : 1);
    for (size_t i = 0; i < statements.count; i++)
        place_rest(layout, statements.at[i].first, statements.at[i].count, column[i]);
    free(column);
    statements_free(&statements);
}

void layout_offside(struct layout *layout) {
    bool haskell = layout_listed("haskell purescript elm", text_of(layout->grammar->name));
    (haskell ? layout_haskell : layout_statements)(layout);
    offside_comments(layout);
}
