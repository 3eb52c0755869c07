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

/* Whether the annotations from a line on say what a whole loop gave back: several, behind its last statement,
 * before a line at the margin or the end. */
static bool tell_of_loop(const struct layout *layout, size_t loop, size_t i) {
    size_t behind = i;
    while (behind < layout->count && layout->lines[behind].annotation)
        behind++;
    size_t next = layout->lines[i].next;
    return loop < i && behind > i + 1 && (next == layout->count || !layout->lines[next].indent) &&
           layout->lines[loop].indent == 0;
}

/* Whether an annotation behind the last case of a match, which is one line, is of the match. */
static bool tells_of_match(const struct layout *layout, size_t i) {
    const struct layout_line *line = &layout->lines[i], *above = &layout->lines[i ? i - 1 : 0];
    return line->annotation && text_starts(above->code, "case ") && !text_ends(above->code, "=>") &&
           text_find(above->code, TEXT("=> "), 0) != TEXT_NONE &&
           (line->next == layout->count || layout->lines[line->next].indent < above->indent);
}

/* Annotations stand with the line above, unless that opens a block; other comments with the one below. */
static void place_comments(struct layout *layout) {
    long below = 0;
    for (size_t i = layout->count; i-- > 0;) {
        if (!layout->lines[i].comment)
            below = layout->lines[i].indent;
        else
            layout->lines[i].indent = below;
    }
    long above = 0;
    bool opened = false, closed = false, any = false, python = strcmp(layout->grammar->name, "python") == 0;
    size_t last = layout->count;
    while (last && layout->lines[last - 1].comment)
        last--;
    size_t loop = layout->count;
    for (size_t i = 0; i < layout->count; i++) {
        struct layout_line *line = &layout->lines[i];
        if (!line->comment) {
            above = line->indent;
            closed = !python && line->code.len && strchr(")]}", line->code.at[0]);
            opened = text_ends(line->code, ":") || text_ends(line->code, "(") || text_ends(line->code, "[") ||
                     text_ends(line->code, "{") ||
                     (layout->grammar->style == STYLE_OFFSIDE &&
                      (text_ends(line->code, "=") || text_ends(line->code, "->") ||
                       text_ends(line->code, "then")));
            any = true;
            loop = !python ? loop : text_starts(line->code, "for ") ? i : above ? loop : layout->count;
            continue;
        }
        /* An annotation that other comments go on with is of the whole block above. */
        bool closes = line->annotation && i + 1 < last && layout->lines[i + 1].comment &&
                      !layout->lines[i + 1].annotation && line->next < layout->count &&
                      layout->lines[line->next].indent == 0 && python;
        /* … and one behind the end of a value at the margin is of that. */
        closes = closes || tell_of_loop(layout, loop, i) ||
                 (closed && line->next < layout->count && layout->lines[line->next].indent == 0);
        if (line->annotation && i && layout->lines[i - 1].comment)
            line->indent = layout->lines[i - 1].indent;
        else if (closes && any && !opened)
            line->indent = 0;
        else if (any && tells_of_match(layout, i))
            line->indent = above - (long)layout->grammar->unit;
        else if (any && line->annotation && (!opened || i >= last))
            line->indent = above;
        else if (any && i >= last)
            line->indent = python || !above ? 0 : (long)layout->grammar->unit;
        else if (line->annotation && i && layout->lines[i - 1].comment)
            line->indent = layout->lines[i - 1].indent;
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
    struct statements statements;
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
    place_comments(layout);
}
