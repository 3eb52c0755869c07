/* SPDX-License-Identifier: MIT */
/* The statements of a Python block and what they say about their place. */
#include <stdlib.h>

#include "base/memory.h"
#include "read/plain/brackets.h"
#include "read/plain/offside.h"

/* Lines of a statement, and how many brackets may stay open before each line is taken for itself. */
enum { LONGEST = 400, FAILURES = 20 };

static const char keywords[] =
    "and as assert async await break class continue def del elif else except finally for from global if import in is "
    "lambda nonlocal not or pass raise return try while with yield None True False print self cls";

/* Django, Pydantic, Graphene, factory_boy: classes that say something about the class they stand in. */
static const char classes_of_options[] = "Meta Config Media Arguments Params";

static uint32_t name_number(struct statements *s, struct text word) {
    uint32_t number = words_get(&s->names, word);
    if (!number)
        number = *words_at(&s->names, arena_copy(&s->arena, word)) = ++s->name_count;
    return number;
}

static void use(struct statements *s, struct statement *st, struct text word) {
    if (byte_is_digit(word.at[0]) || layout_listed(keywords, word))
        return;
    uint32_t number = name_number(s, word);
    for (size_t i = 0; i < st->name_count; i++)
        if (st->names[i] == number)
            return;
    if (st->name_count < STATEMENT_NAMES)
        st->names[st->name_count++] = number;
}

static void bind(struct statements *s, uint32_t *list, size_t *count, struct text word) {
    if (word.len && *count < STATEMENT_BINDS && !byte_is_digit(word.at[0]) && !layout_listed(keywords, word))
        list[(*count)++] = name_number(s, word);
}

/* Binds the names of a list such as "a, (b, *c)" or of parameters "a: int = 1, *b". */
static void bind_list(struct statements *s, uint32_t *list, size_t *count, struct text t) {
    bool wanted = true;
    long depth = 0;
    for (size_t i = 0; i < t.len;) {
        char c = t.at[i];
        depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
        if (byte_is_word(c)) {
            struct text word = layout_word(text_from(t, i));
            if (wanted && depth == 0)
                bind(s, list, count, word);
            wanted = false;
            i += word.len;
            continue;
        }
        if (c == ',' && depth == 0)
            wanted = true;
        if (c == ':' || c == '=' || c == '.')
            wanted = false;
        i++;
    }
}

/* Names in the braces of f-strings are used too. */
static void use_fields(struct statements *s, struct statement *st, struct text t) {
    if (text_find(t, TEXT("f\""), 0) == TEXT_NONE && text_find(t, TEXT("f'"), 0) == TEXT_NONE)
        return;
    bool in = false;
    for (size_t i = 0; i < t.len; i++) {
        if (t.at[i] == '{' || t.at[i] == '}') {
            in = t.at[i] == '{';
        } else if (in && byte_is_word(t.at[i])) {
            struct text word = layout_word(text_from(t, i));
            if (i && t.at[i - 1] != '.' && t.at[i - 1] != ':')
                use(s, st, word);
            if (text_is(word, "self"))
                st->uses_self = true;
            i += word.len - 1;
        }
    }
}

void statement_use(struct statements *s, struct statement *st, struct text word) {
    use(s, st, word);
}

void statement_bind(struct statements *s, uint32_t *list, size_t *count, struct text word) {
    bind(s, list, count, word);
}

static void use_names(struct statements *s, struct statement *st, struct text code) {
    struct text word;
    for (size_t at = 0; words_next(code, &at, &word);) {
        bool attribute = word.at > code.at && word.at[-1] == '.';
        bool keyword = at < code.len && code.at[at] == '=' && at + 1 < code.len && code.at[at + 1] != '=';
        if (text_is(word, "self") || text_is(word, "super"))
            st->uses_self = true;
        else if (text_is(word, "await"))
            st->awaits = true;
        else if (text_is(word, "yield"))
            st->yields = true;
        else if (!attribute && !keyword &&
                 !(word.len >= 1 && word.at[0] == 'x' && text_run(word, 'x') == word.len &&
                   word.at > code.at && strchr("\"'", word.at[-1])))
            use(s, st, word);
    }
}

struct head {
    const char *word;
    enum statement_kind kind;
};

static const struct head heads[] = {
    {"def", KIND_FUNCTION},   {"class", KIND_CLASS},     {"if", KIND_IF},         {"elif", KIND_ELIF},
    {"else", KIND_ELSE},      {"for", KIND_FOR},         {"while", KIND_WHILE},   {"try", KIND_TRY},
    {"except", KIND_EXCEPT},  {"finally", KIND_FINALLY}, {"with", KIND_WITH},     {"match", KIND_MATCH},
    {"case", KIND_CASE},      {"return", KIND_LEAVE},    {"raise", KIND_LEAVE},   {"break", KIND_LEAVE},
    {"continue", KIND_LEAVE}, {"pass", KIND_PASS},       {"import", KIND_IMPORT}, {"from", KIND_IMPORT},
};

static struct text between(struct text t, const char *open, const char *close) {
    size_t begin = text_find(t, text_of(open), 0);
    if (begin == TEXT_NONE)
        return (struct text){t.at, 0};
    begin += strlen(open);
    size_t end = text_find(t, text_of(close), begin);
    return text_slice(t, begin, end);
}

/* Parameters stand between the first parenthesis and its partner. */
static struct text parameters(struct text code) {
    size_t open = text_find_byte(code, '(', 0), depth = 0;
    for (size_t i = open; i < code.len; i++) {
        depth += code.at[i] == '(';
        depth -= code.at[i] == ')' && depth ? 1 : 0;
        if (!depth)
            return text_slice(code, open + 1, i);
    }
    return open == TEXT_NONE ? (struct text){code.at, 0} : text_from(code, open + 1);
}

static void read_definition(struct statements *s, struct statement *st, struct text code, struct text rest) {
    struct text name = layout_word(text_trim_left(rest));
    bind(s, st->binds, &st->bind_count, name);
    if (st->kind == KIND_CLASS) {
        st->options = layout_listed(classes_of_options, name);
        return;
    }
    struct text list = parameters(code), first = layout_word(text_trim_left(list));
    st->method = text_is(first, "self") || text_is(first, "cls") || text_is(first, "mcs");
    st->uses_self = false;
    bind_list(s, st->inner, &st->inner_count, list);
}

static void read_assignment(struct statements *s, struct statement *st, struct text code) {
    long depth = 0;
    for (size_t i = 0; i < code.len; i++) {
        char c = code.at[i];
        depth += bracket_step(c);
        if (depth || c != '=')
            continue;
        if ((i + 1 < code.len && code.at[i + 1] == '=') || (i && strchr("=!<>+-*/%|&^@", code.at[i - 1])))
            return;
        struct text target = text_slice(code, 0, i);
        if (text_find_byte(target, '(', 0) == TEXT_NONE && text_find_byte(target, '[', 0) == TEXT_NONE &&
            text_find_byte(target, '.', 0) == TEXT_NONE)
            bind_list(s, st->binds, &st->bind_count, target);
        st->field = st->bind_count > 0;
        return;
    }
    struct text word = layout_word(code);
    st->field = word.len && word.len < code.len && code.at[word.len] == ':' && !st->opens;
}

static size_t count_word(struct statements *s, struct text code, uint32_t name) {
    struct text word;
    size_t count = 0;
    for (size_t at = 0; words_next(code, &at, &word);)
        count += words_get(&s->names, word) == name;
    return count;
}

static bool is_among(const uint32_t *list, size_t count, uint32_t name) {
    for (size_t i = 0; i < count; i++)
        if (list[i] == name)
            return true;
    return false;
}

/* What a statement binds it does not use, unless it says it twice. */
static void drop_bound(struct statements *s, struct statement *st, struct text code) {
    size_t kept = 0;
    for (size_t i = 0; i < st->name_count; i++) {
        uint32_t name = st->names[i];
        bool bound = is_among(st->binds, st->bind_count, name) || is_among(st->inner, st->inner_count, name);
        if (!bound || (st->kind != KIND_FUNCTION && count_word(s, code, name) > 1))
            st->names[kept++] = name;
    }
    st->name_count = kept;
}

static bool is_capitals(struct text word) {
    for (size_t i = 0; i < word.len; i++)
        if (word.at[i] >= 'a' && word.at[i] <= 'z')
            return false;
    return true;
}

/* code: the statement's lines, masked and joined. */
static void read_statement(struct statements *s, struct statement *st, struct text code, struct text raw) {
    struct text word = layout_word(code), rest = text_from(code, word.len);
    if (text_is(word, "async")) {
        st->async = true;
        rest = text_trim_left(rest);
        word = layout_word(rest);
        rest = text_from(rest, word.len);
    }
    st->opens = text_ends(code, ":");
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (text_is(word, heads[i].word))
            st->kind = heads[i].kind;
    bool soft = st->kind == KIND_MATCH || st->kind == KIND_CASE;
    if (soft && !st->opens)
        st->kind = KIND_SIMPLE;
    if (code.at[0] == '@')
        st->kind = KIND_DECORATOR;
    else if (code.at[0] == '"' || code.at[0] == '\'')
        st->kind = KIND_TEXT;
    else if (text_is(code, "..."))
        st->kind = KIND_PASS;
    st->reraises = text_is(code, "raise");
    st->declares = layout_listed("global nonlocal", word);
    struct text tested = layout_word(text_trim_left(rest));
    st->tests = st->kind == KIND_IF && tested.len && code.len == tested.len + 4;
    st->returns = text_is(word, "return");
    st->breaks = text_is(word, "break") || text_is(word, "continue");
    st->within = text_is(word, "assert");
    st->module = text_starts(code, "if __name__");
    st->calls = st->kind == KIND_SIMPLE && text_find_byte(code, '(', 0) != TEXT_NONE;
    use_names(s, st, code);
    use_fields(s, st, raw);
    if (st->kind == KIND_FUNCTION || st->kind == KIND_CLASS)
        read_definition(s, st, code, rest);
    else if (st->kind == KIND_FOR)
        bind_list(s, st->inner, &st->inner_count, between(code, "for ", " in "));
    else if (st->kind == KIND_WITH || st->kind == KIND_EXCEPT)
        bind_list(s, st->inner, &st->inner_count, between(code, " as ", ":"));
    else if (st->kind == KIND_CASE)
        bind_list(s, st->inner, &st->inner_count, between(code, "case ", ":"));
    else if (st->kind == KIND_IMPORT) {
        size_t at = text_find(code, TEXT("import "), 0);
        if (at != TEXT_NONE)
            bind_list(s, st->binds, &st->bind_count, text_from(code, at + 7));
    } else if (st->kind == KIND_SIMPLE) {
        read_assignment(s, st, code);
        st->constant = st->field && word.len > 1 && is_capitals(word);
    }
    drop_bound(s, st, code);
}

static long depth_of(struct text code, long depth) {
    depth += brackets_balance(code);
    return depth < 0 ? 0 : depth;
}

/* Whether the brackets of a statement that begins here close again in the block; otherwise each line is one.
 */
static size_t statement_length(const struct layout *layout, size_t at, size_t *failures) {
    long depth = 0;
    size_t room = *failures > FAILURES ? 1 : LONGEST;
    for (size_t i = at; i < layout->count && i < at + room; i++) {
        const struct layout_line *line = &layout->lines[i];
        depth = depth_of(line->code, depth);
        bool more = i + 1 < layout->count && (layout->lines[i + 1].inside || text_ends(line->code, "\\"));
        if (!depth && !more)
            return i + 1 - at;
    }
    ++*failures;
    return 1;
}

static void join(struct buf *buf, const struct layout *layout, const struct statement *st, bool masked) {
    buf_cut(buf, 0);
    for (size_t i = 0; i < st->count && i < 40; i++) {
        const struct layout_line *line = &layout->lines[st->first + i];
        if (i && buf->len)
            buf_add_byte(buf, ' ');
        buf_add(buf, masked ? text_trim(line->code) : text_slice(line->text, 0, line->code.len));
    }
    while (buf->len && buf->at[buf->len - 1] == ' ')
        buf_cut(buf, buf->len - 1);
}

void statements_find(struct statements *s, struct layout *layout) {
    *s = (struct statements){.layout = layout};
    s->at = memory_get_zeroed(layout->count + 1, sizeof *s->at);
    struct buf masked = {0}, raw = {0};
    bool commented = false;
    size_t failures = 0;
    for (size_t i = 0; i < layout->count;) {
        const struct layout_line *line = &layout->lines[i];
        if (line->comment) {
            commented = commented || !line->annotation;
            i++;
            continue;
        }
        struct statement *st = &s->at[s->count++];
        *st = (struct statement){
            .first = i, .count = statement_length(layout, i, &failures), .commented = commented};
        commented = false;
        join(&masked, layout, st, true);
        join(&raw, layout, st, false);
        if (masked.len)
            read_statement(s, st, buf_text(&masked), buf_text(&raw));
        i += st->count;
    }
    buf_free(&masked);
    buf_free(&raw);
}

void statements_free(struct statements *s) {
    free(s->at);
    arena_free(&s->arena);
    words_free(&s->names);
    words_free(&s->qualified);
    words_free(&s->families);
}
