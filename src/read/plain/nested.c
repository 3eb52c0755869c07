/* SPDX-License-Identifier: MIT */
/* Indentation of languages whose blocks are marked: by brackets, by words
 * that open and close, by labels that others stand under. One stack holds
 * what is open; each entry knows where its content and its end belong, and
 * the statement that it is in (running.c). */
#include <math.h>

#include "read/plain/nesting.h"

enum { MOST_CARRIED = 16, GIT_STEP = 4 /* columns */ };

static bool opens_cases(struct text code) {
    struct text word;
    for (size_t at = 0; words_next(code, &at, &word);)
        if (text_is(word, "switch") || text_is(word, "select"))
            return true;
    return false;
}

/* Whether nothing but brackets stands behind `at`. */
static bool opens_at_end(struct text code, size_t at) {
    for (size_t i = at + 1; i < code.len; i++)
        if (!strchr("([{", code.at[i]))
            return false;
    return true;
}

/* In parentheses of their own, as of an "if", operands stand under each other; in those of a call they do
 * not. */
static bool groups_operands(struct text code, size_t at) {
    struct text before = text_trim_right(text_slice(code, 0, at));
    if (at > 1 && code.at[at - 1] == '>' && !strchr("-= >", code.at[at - 2])) /* "create<Item>(" */
        return false;
    if (!before.len || strchr("(=&|!?:>,{", before.at[before.len - 1]))
        return true;
    static const char *const heads[] = {"if", "while", "return", "switch", "match", "and", "or", "not", NULL};
    return text_ends_any(before, heads);
}

/* A bracket with something behind it: what follows goes on with that. */
static void begin_behind(struct nesting *n, struct level *level, struct text code, size_t at, long indent) {
    bool block = strchr("({[", code.at[code.len - 1]) || text_ends(code, "->") || text_ends(code, "=>");
    block = block || text_ends(text_slice(code, 0, at), "_Generic"); /* a list of choices */
    bool resources = text_ends(text_slice(code, 0, at), "try ");
    if ((resources || nesting_is(n, ALIGNS_ARGUMENTS)) && level->kind == '(' && !block) {
        size_t gap = at + 1 < code.len && code.at[at + 1] == ' ' ? 2 : 1;
        level->content = indent + (long)(at + gap);
    } else if (nesting_is(n, ALIGNS_VALUES) && level->kind == '{') {
        level->content = indent + (long)at + 1;
    }
    level->now.begun = level->now.behind = true;
    level->now.first = level->now.last = level->now.operand = level->now.chain = level->content;
    /* A call behind the bracket goes on by itself, the value of a lambda with the line. */
    if (n->list > n->unit && text_find(text_from(code, at), TEXT("->"), 0) == TEXT_NONE)
        level->now.chain = level->content + n->step;
}

static void open_bracket(struct nesting *n, struct text code, size_t at, long indent, long base) {
    char c = code.at[at];
    bool type = c == '{' && (unclosed_holds_members(n, at ? code : n->previous) || nesting_top(n)->now.type);
    bool flat = c == '{' && n->flat_namespaces && text_starts(code, "namespace");
    struct level *level = nesting_push(n, c, base, base + (flat ? 0 : c == '(' ? n->list : n->unit));
    level->cases = c == '{' && opens_cases(at ? text_slice(code, 0, at) : n->previous);
    level->members = type;
    if (c == '{' && n->depth > 1 && n->levels[n->depth - 1].kind == '(' && text_ends(code, ", {") &&
        at + 1 == code.len &&
        layout_listed("dart", text_of(n->layout->grammar->name))) { /* named parameters behind others */
        level->base = n->levels[n->depth - 1].base;
        level->content = n->levels[n->depth - 1].content;
    }
    level->flat = c == '(' && groups_operands(code, at);
    bool tuple = c == '{' && (!at || code.at[at - 1] != '%') && nesting_is(n, ALIGNS_VALUES);
    if ((c != '{' || tuple) && !opens_at_end(code, at))
        begin_behind(n, level, code, at, indent);
}

/* Opens and closes the brackets of a line that stands at `indent`; those at its front were closed already. */
static void take_brackets(struct nesting *n, struct text code, size_t from, long indent, long base) {
    long popped;
    bool counts = nesting_opens_code(n, code);
    for (size_t i = from; i < code.len; i++) {
        if (n->tags && nesting_take_tag(n, code, &i, &indent)) {
            base = indent;
            continue;
        }
        char c = code.at[i];
        if (n->tags && !counts && !nesting_counts_brackets(n))
            continue;
        if (c == '(' || c == '[' || c == '{') {
            open_bracket(n, code, i, indent, i + 1 == code.len || base < indent ? base : indent);
        } else if (c == ')' || c == ']' || c == '}') {
            /* What opens behind the end of a list over several lines belongs to the line that the list began
             * on. */
            if (nesting_pop(n, c, &popped) && popped < base)
                base = indent = popped;
        }
    }
    if (text_ends(code, "<") && !n->markup && code.len > 1 && byte_is_word(code.at[code.len - 2]))
        nesting_push(n, '<', base, base + n->unit);
}

/* How many bytes at the front close something; *indent is where such a line belongs. */
static size_t take_closers(struct nesting *n, struct text code, long *indent) {
    size_t i = 0;
    long base;
    if (n->tags && (i = nesting_close_tag(n, code, indent)))
        return i;
    if (n->tags && !nesting_counts_brackets(n))
        return 0;
    if (nesting_top(n)->kind == 'w' && code.len && strchr("{};", code.at[0])) {
        *indent = nesting_top(n)->base;
        n->depth--;
    }
    if (nesting_top(n)->kind == '<' && text_starts(code, ">") && nesting_pop(n, '>', indent))
        return 1;
    for (; i < code.len && strchr(")]}", code.at[i]); i++)
        if (nesting_pop(n, code.at[i], &base) && *indent == NO_COLUMN)
            *indent = base;
    return i;
}

/* A list of constraints under "where", which ends with the block's brace. */
static void open_where(struct nesting *n, struct text code, long indent) {
    if (nesting_is(n, WHERE_CLAUSES) && text_is(code, "where"))
        nesting_push(n, 'w', indent, indent + n->unit);
}

static void take_line(struct nesting *n, struct text code, size_t closers, long indent) {
    size_t depth = n->depth;
    long base = closers ? indent : running_base(n, code, indent);
    n->opened = false;
    take_brackets(n, code, closers, indent, base);
    open_where(n, code, indent);
    if (n->keywords)
        worded_open(n, code, indent);
    n->previous = code;
    if (n->depth <= depth) {
        running_take(n, code, indent);
        return;
    }
    n->opened = true;
    struct running *outer = &n->levels[depth].now;
    outer->begun = true;
    outer->last = indent;
    outer->first = outer->first == NO_COLUMN ? indent : outer->first;
    outer->asks = ASKS_NOTHING;
    outer->valued = false;
}

/* The lines of a macro end with a backslash; they stand a level further in than "#define". */
static struct text take_macro(struct nesting *n, struct text code) {
    bool goes_on = text_ends(code, "\\");
    if (n->macro && !n->macro_goes_on) {
        n->depth = n->macro - 1;
        n->macro = 0;
    }
    if (!n->macro && goes_on && text_starts(code, "#")) {
        nesting_push(n, 'm', 0, n->unit);
        n->macro = n->depth;
    }
    n->macro_goes_on = goes_on;
    return goes_on ? text_trim_right(text_slice(code, 0, code.len - 1)) : code;
}

static void place_line(struct nesting *n, size_t i) {
    struct layout_line *line = &n->layout->lines[i];
    if (n->markup)
        nesting_follow_language(n);
    struct text code = nesting_is(n, PREPROCESSOR) ? take_macro(n, line->code) : line->code;
    if (line->comment) {
        quoted_comment(n, i);
        return;
    }
    if (line->inside) {
        quoted_place(n, i);
        take_brackets(n, code, 0, line->indent, line->indent);
        if (i + 1 < n->layout->count && !n->layout->lines[i + 1].inside)
            running_take(n, code, line->indent);
        return;
    }
    long indent = NO_COLUMN;
    if (nesting_is_section(n, code)) {
        n->levels[0].content = GIT_STEP;
        return;
    }
    if (!n->markup && text_starts(line->text, "{%")) /* what is made with it has no blanks of its own */
        return;
    if (n->directives && nesting_place_directive(n, line->text, &line->indent))
        return;
    if (n->unclosed && code.len)
        unclosed_repair(n, code);
    size_t closers = take_closers(n, code, &indent);
    n->opened = false;
    if (indent < 0 && !(n->keywords && worded_place(n, code, &indent)))
        indent = running_place(n, code);
    if (nesting_is(n, ENDS_STATEMENTS))
        indent += quoted_columns(n, line->text);
    bool labelled = n->opened;
    size_t depth = n->depth;
    line->indent = n->string_base = indent;
    take_line(n, code, closers, indent);
    if (labelled && n->depth == depth) {
        nesting_top(n)->now = running_none();
        n->opened = true;
    }
}

/* What is open at the end although it had to be closed: the brackets say less than they seem to. */
static double certainty(const struct nesting *n) {
    enum { MANY = 40 };
    size_t guesses = n->guesses < MANY ? n->guesses : MANY;
    return (n->depth ? 0.8 : 1) * pow(0.99, (double)guesses);
}

void layout_nested(struct layout *layout) {
    if (strcmp(layout->grammar->name, "scala") == 0 && scala_is_indented(layout)) {
        layout_offside(layout);
        return;
    }
    struct nesting n;
    nesting_init(&n, layout);
    for (size_t i = 0; i < layout->open && i < MOST_CARRIED; i++)
        nesting_push(&n, '{', (long)i * n.unit, ((long)i + 1) * n.unit);
    for (size_t i = 0; i < layout->count; i++)
        place_line(&n, i);
    layout_comments(layout);
    layout->confidence *= certainty(&n);
    nesting_free(&n);
}
