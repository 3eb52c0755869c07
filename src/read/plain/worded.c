/* SPDX-License-Identifier: MIT */
/* Blocks that words open and close: do … end, if … fi, function … end; and
 * what stands in them under patterns and clauses. */
#include "read/plain/nesting.h"

static bool is_one(const struct nesting *n, const char *list) {
    return layout_listed(list, text_of(n->layout->grammar->name));
}

static bool has_word(struct text code, const char *list) {
    struct text word;
    for (size_t at = 0; words_next(code, &at, &word);)
        if (layout_listed(list, word) && !(word.at > code.at && strchr(".:@$", word.at[-1])) &&
            !(word.at + word.len < code.at + code.len && word.at[word.len] == ':'))
            return true;
    return false;
}

/* A pattern of a shell's case: "start)", "*)", "a|b)". */
static bool is_shell_pattern(struct text code) {
    size_t close = text_find_byte(code, ')', 0);
    if (close == TEXT_NONE || !close)
        return false;
    struct text before = text_slice(code, 0, close);
    return text_find_byte(before, '(', 0) == TEXT_NONE && text_find_byte(before, '$', 0) == TEXT_NONE;
}

/* Elixir: "pattern -> …", no function of its own. */
static bool is_clause(const struct nesting *n, struct text code) {
    return is_one(n, "elixir") && !has_word(code, "fn") &&
           (text_ends(code, "->") || text_find(code, TEXT(" -> "), 0) != TEXT_NONE);
}

static bool opens_clauses(struct text code) {
    return has_word(code, "case cond receive with fn rescue else catch after");
}

bool worded_is_label(const struct nesting *n, struct text code) {
    const struct level *level = &n->levels[n->depth];
    return level->kind == 'k' &&
           ((level->cases && is_shell_pattern(code)) || (level->clauses && is_clause(n, code)));
}

bool worded_closes(const struct nesting *n, struct text code) {
    struct text first = layout_word(code);
    const struct grammar *g = n->layout->grammar;
    return layout_listed(g->closes, first) || layout_listed(g->middles, first);
}

/* The innermost block that a word opened, or 0. */
static size_t innermost(const struct nesting *n) {
    size_t look = n->depth;
    while (look && n->levels[look].kind != 'k')
        look--;
    return look;
}

static bool is_key(struct text code, struct text word) {
    return word.len < code.len && (code.at[word.len] == ':' || code.at[word.len] == '=') &&
           code.at[word.len + 1] == ' ';
}

bool worded_place(struct nesting *n, struct text code, long *indent) {
    struct text first = layout_word(code);
    const struct grammar *g = n->layout->grammar;
    size_t look = is_key(code, first) ? 0 : innermost(n);
    if (look && layout_listed(g->closes, first)) {
        *indent = n->levels[look].base;
        n->depth = look - 1;
        return true;
    }
    if (look && layout_listed(g->middles, first)) {
        n->depth = look;
        struct level *level = nesting_top(n);
        *indent = level->base;
        level->content = level->base + n->unit;
        level->clauses = is_one(n, "elixir");
        level->now = running_none();
        n->opened = true;
        return true;
    }
    if (!worded_is_label(n, code))
        return false;
    struct level *level = nesting_top(n);
    *indent = level->base + n->unit;
    n->opened = is_one(n, "bash") || text_ends(code, "->");
    level->content = *indent + (n->opened ? n->unit : 0);
    level->now = running_none();
    return true;
}

/* Words that close blocks behind the front of the line. */
static size_t count_closers(const struct nesting *n, struct text code) {
    struct text word;
    size_t closed = 0;
    for (size_t at = 0; words_next(code, &at, &word);)
        closed += word.at != code.at && layout_listed(n->layout->grammar->closes, word) &&
                  (word.at[-1] == ' ' || word.at[-1] == ';') &&
                  !(at < code.len && strchr(":=?", code.at[at]));
    return closed;
}

static size_t count_shell(struct text code) {
    struct text first = layout_word(code);
    if (layout_listed("echo printf", first))
        return 0;
    bool opens = has_word(code, "then do") || (text_is(first, "case") && text_ends(code, " in"));
    return opens ? 1 : 0;
}

static size_t count_elixir(struct text code) {
    size_t opened = text_ends(code, " do") || text_is(code, "do") ? 1 : 0;
    struct text word;
    for (size_t at = 0; words_next(code, &at, &word);)
        opened += text_is(word, "fn");
    return opened;
}

static size_t count_lua(struct text code) {
    size_t opened = has_word(code, "then do") || text_is(layout_word(code), "repeat") ? 1 : 0;
    return opened + (has_word(code, "function") ? 1 : 0);
}

/* Ruby and Julia: the first word, or "do" and what is assigned. */
static size_t count_ruby(struct text code, const char *opens) {
    struct text first = layout_word(code), word = first;
    struct text rest = text_trim_left(text_from(code, first.len));
    if (layout_listed("private protected public private_class_method module_function memoize export", first))
        word = layout_word(rest);
    bool endless = text_is(word, "def") && (text_find(code, TEXT(") = "), 0) != TEXT_NONE ||
                                            text_find(rest, TEXT(" = "), 0) < text_find_byte(rest, '(', 0));
    if (layout_listed(opens, word) && !text_is(word, "do"))
        return endless ? 0 : 1;
    if (has_word(code, "do"))
        return 1;
    static const char *const assigned[] = {"= if ", "= case", "= begin", "= unless ", "= while "};
    for (size_t i = 0; i < sizeof assigned / sizeof *assigned; i++)
        if (text_find(code, text_of(assigned[i]), 0) != TEXT_NONE)
            return 1;
    return 0;
}

static size_t count_openers(const struct nesting *n, struct text code) {
    size_t closed = count_closers(n, code);
    size_t opened = is_one(n, "bash")     ? count_shell(code)
                    : is_one(n, "elixir") ? count_elixir(code)
                    : is_one(n, "lua")    ? count_lua(code)
                                          : count_ruby(code, n->layout->grammar->opens);
    return opened > closed ? opened - closed : 0;
}

/* "x = case y" in Ruby: what belongs to the word stands under it. */
static long assigned_column(const struct nesting *n, struct text code) {
    static const char *const words[] = {"= case", "= if ", "= unless "};
    for (size_t i = 0; is_one(n, "ruby") && i < sizeof words / sizeof *words; i++) {
        size_t at = text_find(code, text_of(words[i]), 0);
        if (at != TEXT_NONE)
            return (long)at + 2;
    }
    return 0;
}

/* Lists over lines ("with a <- b,") belong to their first line; calls and values do not. */
static long base_of(const struct nesting *n, struct text code, long indent) {
    const struct running *now = &n->levels[n->depth].now;
    bool own = now->valued ||
               (is_one(n, "bash") && layout_listed("while for until case if", layout_word(code))) ||
               code.at[0] == '|' || running_begins_chain(n, code);
    return !own && now->begun && now->first != NO_COLUMN && now->first < indent ? now->first : indent;
}

void worded_open(struct nesting *n, struct text code, long indent) {
    if (layout_listed(n->layout->grammar->middles, layout_word(code)))
        return;
    size_t count = count_openers(n, code);
    long base = count ? base_of(n, code, indent) + assigned_column(n, code) : indent;
    for (; count; count--) {
        struct level *level = nesting_push(n, 'k', base, base + n->unit);
        level->cases = is_one(n, "bash") && text_is(layout_word(code), "case");
        level->clauses = is_one(n, "elixir") && opens_clauses(code);
    }
    if (is_one(n, "bash") && text_ends(code, ";;") && nesting_top(n)->cases)
        nesting_top(n)->content = nesting_top(n)->base + n->unit;
}
