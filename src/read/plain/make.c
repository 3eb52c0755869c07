/* SPDX-License-Identifier: MIT */
/* Makefiles: what follows a rule is its recipe, behind a tab, up to the next rule or assignment; what stands
 * between conditionals outside recipes steps in by blanks. Source: the manual of GNU make, "Rule Syntax" and
 * "Conditional Syntax". */
#include "read/plain/layout.h"

enum { CONDITIONAL_STEP = 2 };

struct make {
    struct layout *layout;
    bool recipe;
    bool goes_on; /* the line above ends with a backslash */
    long list;    /* column of the items of an assignment over lines, or 0 */
    long depth;   /* of conditionals outside recipes */
    long nesting; /* of what is open in the shell's command */
};

static bool is_rule(struct text code) {
    size_t colon = text_find_byte(code, ':', 0);
    return colon != TEXT_NONE && colon && (colon + 1 == code.len || strchr(" :", code.at[colon + 1])) &&
           text_find_byte(text_slice(code, 0, colon), '=', 0) == TEXT_NONE &&
           text_find_byte(text_slice(code, 0, colon), '"', 0) == TEXT_NONE;
}

/* Length of "NAME := ", or 0. */
static size_t assignment_length(struct text code) {
    static const char *const signs[] = {":::=", "::=", ":=", "?=", "+=", "!=", "=", NULL};
    size_t n = 0;
    while (n < code.len && (byte_is_word(code.at[n]) || strchr(".-", code.at[n])))
        n++;
    struct text rest = text_trim_left(text_from(code, n));
    for (const char *const *sign = signs; n && *sign; sign++)
        if (text_starts(rest, *sign)) {
            struct text value = text_from(rest, strlen(*sign));
            return code.len - text_trim_left(value).len;
        }
    return 0;
}

/* "PORT=8080 ./server": a setting for one command. */
static bool is_command(struct text code) {
    size_t equals = text_find_byte(code, '=', 0), blank = text_find_byte(code, ' ', 0);
    return equals != TEXT_NONE && blank != TEXT_NONE && equals < blank &&
           (text_find(code, TEXT(" ./"), 0) != TEXT_NONE || text_find(code, TEXT(" $("), 0) != TEXT_NONE);
}

static bool is_conditional(struct text code) {
    return layout_listed("ifeq ifneq ifdef ifndef else endif", layout_word(code));
}

static bool is_head(const struct make *make, struct text code) {
    if (make->recipe && is_command(code))
        return false;
    struct text word = layout_word(text_from(code, code.len && code.at[0] == '-'));
    return is_rule(code) || assignment_length(code) ||
           layout_listed("include sinclude define endef export unexport override vpath undefine", word);
}

/* A conditional belongs to the recipe if what it holds is of the recipe. */
static bool in_recipe(const struct make *make, size_t i) {
    if (!make->recipe)
        return false;
    for (size_t next = make->layout->lines[i].next, tries = 0; next < make->layout->count && tries < 8;
         tries++) {
        struct text code = make->layout->lines[next].code;
        if (!is_conditional(code))
            return !is_head(make, code);
        next = make->layout->lines[next].next;
    }
    return true;
}

static void place_conditional(struct make *make, size_t i) {
    struct layout_line *line = &make->layout->lines[i];
    struct text word = layout_word(line->code);
    bool opens = text_starts(word, "if"), ends = text_is(word, "endif");
    if (in_recipe(make, i) && !make->depth)
        return;
    make->recipe = make->recipe && make->depth && !opens;
    if (!opens && make->depth)
        make->depth--;
    line->indent = CONDITIONAL_STEP * make->depth;
    make->depth += !ends;
}

/* A line of the shell's command that goes on over several. */
static void place_command(struct make *make, struct layout_line *line) {
    struct text code =
        text_trim_right(text_slice(line->code, 0, line->code.len - text_ends(line->code, "\\")));
    struct text word = layout_word(code);
    bool closes = layout_listed("done fi esac", word) || text_starts(code, "}") || text_starts(code, ")");
    bool middle = layout_listed("else elif", word);
    if (!make->goes_on)
        make->nesting = 0;
    else if (closes && make->nesting)
        make->nesting--;
    bool argument = make->goes_on && !make->nesting && !closes && !middle;
    line->tabs = (size_t)(1 + make->nesting - (middle && make->nesting ? 1 : 0) + argument);
    if (text_ends(code, " do") || text_ends(code, "then") || text_ends(code, " {") || text_ends(code, "("))
        make->nesting++;
}

static void place_line(struct make *make, size_t i) {
    struct layout_line *line = &make->layout->lines[i];
    struct text code = line->code;
    if (make->goes_on && !make->recipe) {
        line->indent = make->list;
        line->tabs = make->list == 0;
    } else if (is_conditional(code)) {
        place_conditional(make, i);
    } else if (!(make->goes_on && make->recipe) && is_head(make, code)) {
        make->recipe = !assignment_length(code) && is_rule(code) && code.at[0] != '.';
        make->list = (long)assignment_length(code);
        if (text_trim_right(text_slice(code, 0, code.len - text_ends(code, "\\"))).len <= (size_t)make->list)
            make->list = 0;
        line->indent = CONDITIONAL_STEP * make->depth;
    } else if (make->recipe) {
        place_command(make, line);
    } else {
        line->indent = CONDITIONAL_STEP * make->depth;
    }
    make->goes_on = text_ends(code, "\\");
}

void layout_make(struct layout *layout) {
    struct make make = {.layout = layout};
    for (size_t i = 0; i < layout->count; i++) {
        struct layout_line *line = &layout->lines[i];
        if (!line->comment)
            place_line(&make, i);
        else if (line->annotation && make.recipe && i && layout->lines[i - 1].tabs)
            line->tabs = 1;
        else
            line->indent = CONDITIONAL_STEP * make.depth;
    }
}
