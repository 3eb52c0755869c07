/* SPDX-License-Identifier: MIT */
/* Code that is nested parentheses: Lisps and the text form of WebAssembly. */
#include "read/plain/layout.h"

/* Lisp: forms whose content stands two columns in; the arguments of others align with the first. The sources
 * are the default indents of cljfmt. */
static const char body_forms[] =
    "ns let letfn fn if if-let if-not if-some when when-let when-not when-some when-first do loop doseq dotimes for binding try "
    "catch finally cond case condp while testing deftest are is future reify extend-type extend-protocol go go-loop thread "
    "locking dosync comment proxy lambda doto cond-> cond->> as-> use-fixtures let-values unless progn fdef delay";
/* Forms that hold definitions of functions, each with a body. */
static const char holding_forms[] =
    "letfn reify defrecord deftype defprotocol extend-type extend-protocol proxy definterface";

static bool is_symbol_byte(char c) {
    return byte_is_word(c) || (c && strchr("-+*/<>=!?.:&%$'", c));
}

static struct text symbol_at(struct text code, size_t at) {
    size_t end = at;
    while (end < code.len && is_symbol_byte(code.at[end]))
        end++;
    return text_slice(code, at, end);
}

static bool has_body(struct text head) {
    return layout_listed(body_forms, head) || text_starts(head, "with-") || text_starts(head, "def") ||
           text_starts(head, "s/def");
}

struct bracket {
    long content;
    bool holds; /* its lists are definitions */
};

struct parens {
    struct bracket forms[200];
    size_t depth;
    bool plain; /* WebAssembly: everything two columns in */
};

enum { DEEPEST = sizeof((struct parens *)0)->forms / sizeof(struct bracket) };

static void open_form(struct parens *parens, struct text code, size_t k, long indent) {
    struct bracket form = {.content = indent + (long)k + 1};
    const struct bracket *outer =
        parens->depth && parens->depth <= DEEPEST ? &parens->forms[parens->depth - 1] : NULL;
    struct text head = symbol_at(code, k + 1);
    size_t end = k + 1 + head.len;
    if (parens->plain) {
        form.content = indent + 2;
    } else if (code.at[k] == '[') {
        form.holds = outer && outer->holds && k && text_ends(text_slice(code, 0, k), "letfn ");
    } else if (code.at[k] == '(' && head.len && head.at[0] != ':') {
        bool defines = outer && outer->holds;
        form.holds = layout_listed(holding_forms, head);
        form.content += has_body(head) || defines || end >= code.len ? 1
                        : code.at[end] == ' '                        ? (long)head.len + 1
                                                                     : 0;
    } else if (code.at[k] == '(' && head.len && end < code.len && code.at[end] == ' ') {
        form.content += (long)head.len + 1;
    }
    if (parens->depth < DEEPEST)
        parens->forms[parens->depth] = form;
    parens->depth++;
}

static long form_column(const struct parens *parens, size_t depth) {
    return depth ? parens->forms[(depth < DEEPEST ? depth : DEEPEST) - 1].content : 0;
}

/* Comments stand with what is below, annotations with the line above unless that opened a form. */
static void place_in_form(struct layout *layout, size_t i, size_t before, size_t depth) {
    struct layout_line *line = &layout->lines[i];
    bool last = line->next >= layout->count;
    if (!line->annotation)
        line->place = last || (line->next < layout->count && layout->lines[line->next].code.at[0] == ')')
                          ? PLACE_SET
                          : PLACE_BELOW;
    else if (i && (layout->lines[i - 1].comment ||
                   (depth && depth <= before && text_ends(layout->lines[i - 1].code, "]"))))
        line->place = PLACE_ABOVE;
}

void layout_parens(struct layout *layout) {
    struct parens parens = {.plain = strcmp(layout->grammar->name, "wat") == 0};
    size_t before = 0; /* depth before the line of code above */
    for (size_t i = 0; i < layout->count; i++) {
        struct layout_line *line = &layout->lines[i];
        struct text code = line->code;
        size_t closed = 0;
        while (parens.plain && closed < code.len && closed < parens.depth && code.at[closed] == ')')
            closed++;
        line->indent = form_column(&parens, parens.depth - closed);
        if (line->comment) {
            place_in_form(layout, i, before, parens.depth);
            continue;
        }
        before = parens.depth;
        for (size_t k = 0; k < code.len; k++) {
            if (strchr(")]}", code.at[k]))
                parens.depth -= parens.depth != 0;
            else if (strchr("([{", code.at[k]))
                open_form(&parens, code, k, line->indent);
        }
    }
    layout_comments(layout);
}
