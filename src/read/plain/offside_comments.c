/* SPDX-License-Identifier: MIT */
/* Comments between lines whose indentation is their structure: annotations stand with the line above, unless
 * that opens a block or they are of all that the block has said; other comments stand with the line below. */
#include "read/plain/brackets.h"
#include "read/plain/offside.h"

/* The code above a comment. */
struct above {
    bool any, opens, closes; /* there is some; it opens a block; it closes a bracket of a line above */
    long indent;             /* of its last line; in Haskell of the expression that operators go on with */
    size_t margin; /* the last line at the margin */
    size_t loop;   /* the loop at the margin that it is in, or the number of lines */
};

static bool is_python(const struct layout *layout) {
    return strcmp(layout->grammar->name, "python") == 0;
}

static bool opens_block(struct text code) {
    return text_ends_any(code, (const char *const[]){":", "(", "[", "{", "=", "->", "then", NULL});
}

/* Whether a line closes a bracket of a line above. */
static bool closes_more(struct text code) {
    long depth = 0;
    for (size_t i = 0; i < code.len && depth >= 0; i++)
        depth += bracket_step(code.at[i]);
    return depth < 0;
}

static void look_above(struct above *above, const struct layout *layout, size_t i) {
    const struct layout_line *line = &layout->lines[i];
    bool operator= line->code.len> 1 && strchr("$.<>&|+*", line->code.at[0]) &&
        !text_starts(line->code, "| ");
    bool stays = operator&& strcmp(layout->grammar->name, "haskell") == 0 && above->any;
    above->any = true;
    if (!stays || line->indent < above->indent)
        above->indent = line->indent;
    above->opens = opens_block(line->code);
    above->closes = closes_more(line->code);
    above->margin = line->indent ? above->margin : i;
    if (!line->indent)
        above->loop = text_starts(line->code, "for ") ? i : layout->count;
}

/* Whether what begins at a line at the margin is a value, which annotations behind it are of: "let x =",
 * an expression; and no function, whose last line they are of. */
static bool is_value(struct text code) {
    struct text word = layout_word(code);
    if (layout_listed(
            "type module class instance data newtype object trait enum def if match case try while member",
            word) ||
        code.at[0] == '[' || code.at[0] == '@')
        return false;
    if (!layout_listed("let val use", word))
        return text_ends(code, "->") || text_ends(code, "=>");
    struct text rest = text_trim_left(text_from(code, word.len));
    rest = text_trim_left(text_from(rest, layout_word(rest).len));
    return rest.len && (rest.at[0] == '=' || rest.at[0] == ':');
}

/* Whether annotations from a line on are of all that began at the margin. */
static bool tells_of_all(const struct layout *layout, const struct above *above, size_t i) {
    size_t behind = i, next = layout->lines[i].next;
    if (!layout->lines[i].annotation || !above->any || above->opens ||
        (next < layout->count && layout->lines[next].indent))
        return false;
    while (behind < layout->count && layout->lines[behind].annotation)
        behind++;
    if (above->loop < layout->count && above->loop < i && behind > i + 1)
        return true;
    if (is_python(layout)) /* other comments go on with it */
        return next < layout->count && i + 1 < next && layout->lines[i + 1].comment &&
               !layout->lines[i + 1].annotation;
    return (above->closes && next < layout->count) ||
           (above->indent && is_value(layout->lines[above->margin].code));
}

/* Whether an annotation behind the last case of a match, which is one line, is of the match. */
static bool tells_of_match(const struct layout *layout, size_t i) {
    const struct layout_line *line = &layout->lines[i], *case_line = &layout->lines[i ? i - 1 : 0];
    return line->annotation && text_starts(case_line->code, "case ") && !text_ends(case_line->code, "=>") &&
           text_find(case_line->code, TEXT("=> "), 0) != TEXT_NONE &&
           (line->next == layout->count || layout->lines[line->next].indent < case_line->indent);
}

static void stand_below(struct layout *layout) {
    long below = 0;
    for (size_t i = layout->count; i-- > 0;) {
        if (!layout->lines[i].comment)
            below = layout->lines[i].indent;
        else
            layout->lines[i].indent = below;
    }
}

void offside_comments(struct layout *layout) {
    struct above above = {.loop = layout->count};
    long unit = (long)layout->grammar->unit;
    stand_below(layout);
    for (size_t i = 0; i < layout->count; i++) {
        struct layout_line *line = &layout->lines[i];
        bool whole = text_starts(line->text, "{-# MINIMAL"); /* of the class above */
        bool last = line->next == layout->count, goes_on = i && layout->lines[i - 1].comment;
        if (!line->comment)
            look_above(&above, layout, i);
        else if (whole && above.any)
            line->indent = above.indent;
        else if (goes_on && (line->annotation || (last && !is_python(layout))))
            line->indent = layout->lines[i - 1].indent;
        else if (tells_of_all(layout, &above, i))
            line->indent = 0;
        else if (above.any && tells_of_match(layout, i))
            line->indent = above.indent - unit;
        else if (above.any && line->annotation && (!above.opens || last))
            line->indent = above.indent;
        else if (above.any && last)
            line->indent = is_python(layout) || !above.indent ? 0 : unit;
    }
}
