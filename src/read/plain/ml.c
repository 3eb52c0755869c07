/* SPDX-License-Identifier: MIT */
/* The statements of F# and of languages like it: expressions that end blocks,
 * cases, computation expressions. */
#include "base/memory.h"
#include "read/plain/brackets.h"
#include "read/plain/offside.h"

static const char words_of_language[] =
    "let rec mutable fun function match with type module open of in then elif else if do member static abstract override interface new when "
    "use async task return yield not and or namespace inherit exception try finally for while to where case data class instance import "
    "deriving newtype qualified as hiding true false string int float bool unit list option None Some Ok Error";

/* A binding whose parameters stand on lines of their own, up to the one that ends with "=". */
static size_t head_length(const struct layout *layout, size_t at) {
    struct text first = layout->lines[at].code;
    if (!layout_listed("let member static override", layout_word(first)) ||
        text_find_byte(first, '=', 0) != TEXT_NONE)
        return 0;
    for (size_t i = layout->lines[at].next; i < layout->count && i < at + 30; i = layout->lines[i].next) {
        struct text code = layout->lines[i].code;
        if (!code.len || !strchr("(:", code.at[0]))
            return 0;
        if (text_ends(code, " ="))
            return i + 1 - at;
    }
    return 0;
}

/* A statement is a line, with the lines of a string that it opens, or the head of a binding. */
static size_t length_of(const struct layout *layout, size_t at) {
    size_t head = head_length(layout, at), count = head ? head : 1;
    while (at + count < layout->count && layout->lines[at + count].inside &&
           !layout->lines[at + count].comment)
        count++;
    return count;
}

/* Remembers "Module.name" and "open Module", which say what stands in a module. */
static void note_qualified(struct statements *s, struct text code) {
    if (text_starts(code, "open "))
        *words_at(&s->qualified, code) = 1;
    struct text word;
    for (size_t at = 0; words_next(code, &at, &word);) {
        struct text rest = text_from(code, at);
        if (word.at[0] < 'A' || word.at[0] > 'Z' || !text_starts(rest, "."))
            continue;
        size_t length = layout_word(text_from(rest, 1)).len;
        if (length)
            *words_at(&s->qualified, (struct text){word.at, word.len + 1 + length}) = 1;
    }
}

/* Remembers the constructors of a type: "| Name of …" below "type …"; *type counts the types. */
static void note_constructor(struct statements *s, struct text code, uint32_t *type) {
    if (text_starts(code, "type ") || text_starts(code, "and "))
        ++*type;
    else if (*type && text_starts(code, "| ") && text_find(code, TEXT("->"), 0) == TEXT_NONE)
        statements_note_family(s, layout_word(text_from(code, 2)), *type);
}

static void bind_words(struct statements *s, uint32_t *list, size_t *count, struct text t) {
    struct text word;
    bool type = false;
    for (size_t at = 0; words_next(t, &at, &word);) {
        size_t before = (size_t)(word.at - t.at);
        type = before && (word.at[-1] == ':' || (before > 1 && word.at[-2] == ':'));
        if (!type && word.at[0] >= 'a' && word.at[0] <= 'z' && !layout_listed(words_of_language, word))
            statement_bind(s, list, count, word);
    }
}

static void use_words(struct statements *s, struct statement *st, struct text t) {
    struct text word;
    for (size_t at = 0; words_next(t, &at, &word);)
        if (!(word.at > t.at && strchr(".\"'", word.at[-1])) && !layout_listed(words_of_language, word))
            statement_use(s, st, word);
}

struct head {
    const char *word;
    enum statement_kind kind;
};

static const struct head heads[] = {
    {"let", KIND_SIMPLE},      {"use", KIND_SIMPLE},        {"and", KIND_FUNCTION},
    {"type", KIND_CLASS},      {"module", KIND_CLASS},      {"namespace", KIND_IMPORT},
    {"open", KIND_IMPORT},     {"import", KIND_IMPORT},     {"if", KIND_IF},
    {"elif", KIND_ELIF},       {"else", KIND_ELSE},         {"for", KIND_FOR},
    {"while", KIND_WHILE},     {"try", KIND_TRY},           {"with", KIND_EXCEPT},
    {"finally", KIND_FINALLY}, {"match", KIND_MATCH},       {"member", KIND_FUNCTION},
    {"static", KIND_FUNCTION}, {"override", KIND_FUNCTION}, {"abstract", KIND_FUNCTION},
    {"interface", KIND_BLOCK}, {"new", KIND_FUNCTION},      {"inherit", KIND_SIMPLE},
    {"do", KIND_BLOCK},        {"exception", KIND_SIMPLE},  {"data", KIND_CLASS},
    {"newtype", KIND_CLASS},   {"class", KIND_CLASS},       {"instance", KIND_CLASS},
    {"where", KIND_BLOCK},     {"default", KIND_FUNCTION},  {"val", KIND_SIMPLE},
};

static const char statement_words[] =
    "printfn printf eprintfn eprintf print ignore let use do yield for while raise failwith Console open assert";

static void read_let(struct statements *s, struct statement *st, struct text code, struct text word) {
    struct text rest = text_trim_left(text_from(code, word.len));
    for (struct text next = layout_word(rest);
         layout_listed("rec mutable inline private internal public", next); next = layout_word(rest))
        rest = text_trim_left(text_from(rest, next.len));
    if (text_starts(rest, "!"))
        rest = text_trim_left(text_from(rest, 1));
    size_t equal = text_find(rest, TEXT("="), 0);
    struct text target = text_slice(rest, 0, equal);
    struct text name = layout_word(target), parameters = text_trim_left(text_from(target, name.len));
    bool function = name.len && parameters.len && parameters.at[0] != ':' && parameters.at[0] != ',';
    st->name = name;
    if (name.len)
        statement_bind(s, st->binds, &st->bind_count, name);
    else
        bind_words(s, st->binds, &st->bind_count, target);
    if (function)
        bind_words(s, st->inner, &st->inner_count, parameters);
    if (st->opens)
        st->kind = function ? KIND_FUNCTION : KIND_BLOCK;
}

static bool is_unit(struct text code) {
    struct text word = layout_word(code);
    return layout_listed(statement_words, word) || text_find(code, TEXT("<-"), 0) != TEXT_NONE ||
           text_ends(code, "ignore") || text_find(code, TEXT("printfn"), 0) != TEXT_NONE ||
           text_find(code, TEXT("List.iter"), 0) != TEXT_NONE ||
           text_find(code, TEXT("Seq.iter"), 0) != TEXT_NONE ||
           text_find(code, TEXT("Array.iter"), 0) != TEXT_NONE;
}

/* A method of a value, which may give nothing back: "reply.Reply x", "log.Add(x)". */
static bool calls_method(struct text code) {
    size_t end = layout_word(code).len, dots = 0;
    while (end + 1 < code.len && code.at[end] == '.' && code.at[end + 1] >= 'A' && code.at[end + 1] <= 'Z') {
        end += 1 + layout_word(text_from(code, end + 1)).len;
        dots++;
    }
    struct text rest = text_from(code, end);
    bool argument = text_starts(rest, "(") || (rest.len > 1 && rest.at[0] == ' ' &&
                                               (byte_is_word(rest.at[1]) || strchr("([{\"'", rest.at[1])));
    return code.at[0] >= 'a' && code.at[0] <= 'z' && dots && argument &&
           text_find(code, TEXT("|>"), 0) == TEXT_NONE;
}

/* "|> f", "<!> g", "+ 1": an operator alone, and what it is applied to. */
static bool begins_with_operator(struct text code) {
    size_t n = 0;
    while (n < code.len && strchr("!%&*+./<=>?@^|~-:$", code.at[n]))
        n++;
    bool bar = n == 1 && (code.at[0] == '|' || code.at[0] == '=');
    return (n && n < code.len && code.at[n] == ' ' && !bar) ||
           (code.at[0] == '.' && code.len > 1 && byte_is_alpha(code.at[1]));
}

/* Whether a line closes a bracket that it did not open. */
static bool closes_more(struct text code) {
    long depth = 0, least = 0;
    for (size_t i = 0; i < code.len; i++) {
        depth += bracket_step(code.at[i]);
        least = depth < least ? depth : least;
    }
    return least < 0;
}

/* What a line shows as a part of an expression. */
static void read_expression(struct statement *st, struct text code) {
    st->operates = begins_with_operator(code);
    struct text word = layout_word(code);
    struct text called = st->operates ? text_trim_left(text_from(code, text_find_byte(code, ' ', 0))) : code;
    st->lone = word.len == code.len && word.at[0] >= 'A' && word.at[0] <= 'Z';
    st->argues = strchr("([{\"'", code.at[0]) || byte_is_digit(code.at[0]) ||
                 (word.len == code.len && !layout_listed(words_of_language, word));
    st->applies = layout_word(called).len && !layout_listed("let use if for while match", word) &&
                  !strchr("]})", code.at[code.len - 1]) && text_find_byte(code, ';', 0) == TEXT_NONE &&
                  !closes_more(code);
}

/* Parameters of functions without a name, and of loops; what a line binds for itself it does not use. */
static void read_parameters(struct statements *s, struct statement *st, struct text code) {
    for (size_t at = 0; (at = text_find(code, TEXT("fun "), at)) != TEXT_NONE; at++)
        bind_words(s, st->inner, &st->inner_count, text_slice(code, at + 4, text_find(code, TEXT("->"), at)));
    if (st->kind == KIND_FOR)
        bind_words(s, st->inner, &st->inner_count, text_slice(code, 4, text_find(code, TEXT(" in "), 0)));
    size_t kept = 0;
    for (size_t i = 0; i < st->name_count; i++) {
        bool bound = false;
        for (size_t k = 0; k < st->inner_count; k++)
            bound = bound || st->inner[k] == st->names[i];
        if (!bound)
            st->names[kept++] = st->names[i];
    }
    st->name_count = kept;
}

static void read_statement(struct statements *s, struct statement *st, struct text code) {
    struct text word = layout_word(code);
    size_t k = 0;
    for (; k < sizeof heads / sizeof *heads; k++)
        if (text_is(word, heads[k].word))
            break;
    st->opens = text_ends_any(code, (const char *const[]){" =", "->", " then", " else", " do", " try", " where",
                                                     " of", " finally", NULL}) ||
                text_is(code, "else") || text_is(code, "try") || text_is(code, "finally") ||
                text_is(code, "do") || text_is(code, "where") || text_is(code, "return") ||
                text_is(code, "return!");
    st->kind = k < sizeof heads / sizeof *heads ? heads[k].kind : KIND_VALUE;
    use_words(s, st, code);
    if (code.at[0] == '|' && !text_starts(code, "|>") && !text_starts(code, "||")) {
        st->kind = KIND_CASE;
        size_t arrow = text_find(code, TEXT("-> "), 0);
        st->values = arrow != TEXT_NONE && !is_unit(text_from(code, arrow + 3)) && !text_ends(code, "()");
        bind_words(s, st->inner, &st->inner_count, text_slice(code, 0, arrow));
        read_parameters(s, st, code);
        st->family = statements_family(s, text_slice(code, 0, arrow));
        return;
    }
    read_parameters(s, st, code);
    if (strchr(")]}", code.at[0])) {
        st->kind = KIND_CLOSE;
        return;
    }
    read_expression(st, code);
    if (text_is(word, "let") || text_is(word, "use"))
        read_let(s, st, code, word);
    st->method =
        layout_listed("member static override abstract inherit default", word) || text_is(word, "new");
    if (st->method && st->kind == KIND_FUNCTION)
        bind_words(s, st->inner, &st->inner_count, text_from(code, word.len));
    st->top = layout_listed("open namespace", word) || text_starts(code, "[<EntryPoint") ||
              text_is(word, "type");
    if (text_is(word, "and") && st->bind_count == 0 && code.len > 4 && code.at[4] >= 'A' && code.at[4] <= 'Z')
        st->kind = KIND_CLASS;
    if (st->kind == KIND_CLASS) {
        st->name = layout_word(text_trim_left(text_from(code, word.len)));
        statement_bind(s, st->binds, &st->bind_count, st->name);
        st->contains = text_is(word, "module");
    }
    bool function = text_is(code, "function");
    bool matches =
        text_ends(code, " with") || text_ends(code, " function") || text_ends(code, "(function") || function;
    size_t brace = text_find_byte(code, '{', 0);
    bool copies = brace != TEXT_NONE && text_find_byte(code, '}', brace) == TEXT_NONE;
    if (matches && !text_is(word, "with") && !copies) {
        st->level = text_is(word, "match") || function || text_ends(code, "(function");
        st->opens = true;
        st->kind = KIND_MATCH;
    } else if (text_is(word, "with") && st->kind == KIND_EXCEPT) {
        st->opens = text_is(code, "with") || text_ends(code, "->");
        st->level = text_is(code, "with");
    } else if (st->kind == KIND_ELSE && text_starts(code, "else if ")) {
        st->kind = KIND_ELIF;
    } else if (st->kind == KIND_IF && !st->opens && text_find(code, TEXT(" else "), 0) != TEXT_NONE) {
        st->kind =
            is_unit(text_from(code, text_find(code, TEXT(" else "), 0) + 6)) ? KIND_SIMPLE : KIND_VALUE;
    } else if (st->kind == KIND_VALUE && (is_unit(code) || calls_method(code) || text_starts(code, "[<"))) {
        st->kind = KIND_SIMPLE;
    }
}

void statements_find_ml(struct statements *s, struct layout *layout) {
    *s = (struct statements){.layout = layout, .ml = true};
    s->at = memory_get_zeroed(layout->count + 1, sizeof *s->at);
    struct buf joined = {0};
    bool commented = false;
    uint32_t type = 0;
    for (size_t i = 0; i < layout->count;) {
        if (layout->lines[i].comment) {
            commented = commented || !layout->lines[i].annotation;
            i++;
            continue;
        }
        struct statement *st = &s->at[s->count++];
        *st = (struct statement){.first = i, .count = length_of(layout, i), .commented = commented};
        note_qualified(s, text_trim(layout->lines[i].code));
        note_constructor(s, text_trim(layout->lines[i].code), &type);
        commented = false;
        buf_cut(&joined, 0);
        for (size_t k = 0; k < st->count && k < 40; k++) {
            struct text code = text_trim(layout->lines[i + k].code);
            if (k && code.len)
                buf_add_byte(&joined, ' ');
            buf_add(&joined, code);
        }
        if (joined.len)
            read_statement(s, st, buf_text(&joined));
        struct text code = layout->lines[i].code;
        size_t name = st->name.len ? text_find(code, st->name, 0) : TEXT_NONE;
        st->name =
            name == TEXT_NONE ? (struct text){code.at, 0} : text_slice(code, name, name + st->name.len);
        i += st->count;
    }
    buf_free(&joined);
}
