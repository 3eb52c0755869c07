/* SPDX-License-Identifier: MIT */
/* Blocks whose author left out a closing brace: what cannot stand where the braces put it ends what is open,
 * as often as braces are missing. */
#include "read/plain/nesting.h"

/* What a line shows about its place. */
static const struct {
    const char *languages;
    const char *members; /* first words of what stands in types, and not in functions */
    const char *types;   /* words that begin types */
    const char *margins; /* words that only the margin has, before "main" */
} shapes[] = {
    {"java csharp", "public private protected internal abstract override",
     "class interface record enum struct", ""},
    {"kotlin", "fun override private protected internal public abstract open companion init lateinit",
     "class interface object", "fun"},
    {"typescript javascript php dart", "public private protected abstract static",
     "class interface enum trait", ""},
    {"rust", "", "impl trait mod", "fn"},
    {"go", "func", "", "func"},
    {"swift", "", "class struct enum protocol extension", ""},
};

static size_t shape_of(const struct nesting *n) {
    size_t i = 0;
    while (i < sizeof shapes / sizeof *shapes &&
           !layout_listed(shapes[i].languages, text_of(n->layout->grammar->name)))
        i++;
    return i;
}

static bool has_type_word(struct text code, const char *types) {
    struct text word;
    size_t at = 0;
    for (size_t tries = 0; tries < 6 && words_next(code, &at, &word); tries++)
        if (layout_listed(types, word))
            return true;
    return false;
}

void unclosed_count(struct nesting *n) {
    long open = 0;
    for (size_t i = 0; i < n->layout->count; i++) {
        struct text code = n->layout->lines[i].code;
        for (size_t k = 0; k < code.len; k++)
            open += code.at[k] == '{' ? 1 : code.at[k] == '}' ? -1 : 0;
    }
    n->unclosed = open > 0 && shape_of(n) < sizeof shapes / sizeof *shapes ? (size_t)open : 0;
}

bool unclosed_holds_members(const struct nesting *n, struct text code) {
    size_t shape = n->unclosed ? shape_of(n) : sizeof shapes / sizeof *shapes;
    return shape < sizeof shapes / sizeof *shapes && has_type_word(code, shapes[shape].types);
}

/* Ends braces until the innermost one holds members, or all of them; no more than are missing. */
static void end_braces(struct nesting *n, bool all) {
    while (n->depth && n->unclosed && (all || !nesting_top(n)->members)) {
        n->unclosed -= nesting_top(n)->kind == '{';
        n->depth--;
    }
}

/* "name.call(…)": no member of a type. */
static bool is_call(struct text code) {
    size_t open = text_find_byte(code, '(', 0);
    for (size_t i = 0; i < open && i < code.len; i++)
        if (!byte_is_word(code.at[i]) && code.at[i] != '.')
            return false;
    return open != TEXT_NONE && open && (text_ends(code, ")") || text_ends(code, ");")) &&
           !layout_listed("constructor init get set", layout_word(code));
}

void unclosed_repair(struct nesting *n, struct text code) {
    size_t shape = shape_of(n);
    struct text word = layout_word(code);
    if (!n->depth || !n->unclosed || shape >= sizeof shapes / sizeof *shapes || nesting_top(n)->kind != '{')
        return;
    struct text rest = text_trim_left(text_from(code, word.len));
    bool annotation = code.at[0] == '@' && code.len > 1 && code.at[1] >= 'A' && code.at[1] <= 'Z';
    bool type = annotation ? false : has_type_word(code, shapes[shape].types) && text_ends(code, "{");
    if (layout_listed(shapes[shape].margins, word) && text_starts(rest, "main("))
        end_braces(n, true);
    else if (!nesting_top(n)->members && (annotation || layout_listed(shapes[shape].members, word)))
        end_braces(n, false);
    else if (nesting_top(n)->members && type && n->previous.len &&
             (n->previous.at[0] == '}' || is_call(n->previous)))
        end_braces(n, true);
}
