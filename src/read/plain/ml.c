/* SPDX-License-Identifier: MIT */
/* The statements of F# and of languages like it: expressions that end blocks,
 * cases, computation expressions. Haskell's equations and signatures too. */
#include "base/memory.h"
#include "read/plain/offside.h"

static const char words_of_language[] =
    "let rec mutable fun function match with type module open of in then elif else if do member static abstract override interface new when "
    "use async task return yield not and or namespace inherit exception try finally for while to where case data class instance import "
    "deriving newtype qualified as hiding true false string int float bool unit list option None Some Ok Error";

static bool ends_any(struct text t, const char *const *list) {
    for (; *list; list++)
        if (text_ends(t, *list))
            return true;
    return false;
}

static bool is_haskell(const struct layout *layout) {
    return strcmp(layout->grammar->name, "haskell") == 0;
}

/* Whether a line goes on with what the line above said. */
static bool goes_on(struct text code, bool haskell) {
    if (haskell && (text_starts(code, "| ") || text_starts(code, "deriving") ||
                    (code.len && strchr("{[,)]}", code.at[0]))))
        return true;
    static const char *const marks[] = {"|>",  ">>",  "<|", "&& ", "|| ", "+ ",   "* ",  "<$>",
                                        "<*>", "++ ", "$ ", "= ",  "-> ", "=> ",  ":: ", ", ",
                                        ">>=", ".",   "<>", "@ ",  "?> ", "and ", NULL};
    for (size_t i = 0; marks[i]; i++)
        if (text_starts(code, marks[i]))
            return true;
    return layout_listed("deriving", layout_word(code));
}

static long depth_of(struct text code, long depth) {
    for (size_t i = 0; i < code.len; i++)
        depth += strchr("([{", code.at[i]) ? 1 : strchr(")]}", code.at[i]) ? -1 : 0;
    return depth;
}

static bool opens_bracket(struct text code) {
    return depth_of(code, 0) > 0 && (ends_any(code, (const char *const[]){"{", "(", "[", "->", "do", NULL}));
}

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

static size_t length_of(const struct layout *layout, size_t at, size_t *failures) {
    long depth = 0;
    struct text first = layout->lines[at].code;
    size_t count = 0;
    if (opens_bracket(first))
        return 1;
    size_t head = head_length(layout, at);
    if (head)
        return head;
    for (size_t i = at; i < layout->count && i < at + (*failures > 20 ? 1 : 300); i++) {
        const struct layout_line *line = &layout->lines[i];
        depth = depth_of(line->code, depth);
        count = i + 1 - at;
        size_t next = line->next;
        bool more = next < layout->count && (layout->lines[next].inside || depth > 0 ||
                                             goes_on(layout->lines[next].code, is_haskell(layout)));
        if (depth > 0 && i > at && opens_bracket(line->code))
            return 1;
        bool guard =
            next < layout->count && is_haskell(layout) && text_starts(layout->lines[next].code, "| ");
        bool block = !guard &&
                     ends_any(line->code, (const char *const[]){" =", "->", " then", " else", " do", " of",
                                                                " where", NULL}) &&
                     depth <= 0;
        if (!more || block)
            return count;
        i = next - 1;
    }
    ++*failures;
    return 1;
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
        if (!(word.at > t.at && word.at[-1] == '.') && !layout_listed(words_of_language, word) &&
            word.at[0] != 'x')
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
    "printfn printf eprintfn print putStrLn mapM_ forM_ ignore let use do return yield for while raise failwith Console "
    "open assert printStrLn";

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

static void read_statement(struct statements *s, struct statement *st, struct text code, bool haskell) {
    struct text word = layout_word(code);
    size_t k = 0;
    for (; k < sizeof heads / sizeof *heads; k++)
        if (text_is(word, heads[k].word))
            break;
    st->opens = ends_any(code, (const char *const[]){" =", "->", " then", " else", " do", " try", " where",
                                                     " of", " finally", NULL}) ||
                text_is(code, "else") || text_is(code, "try") || text_is(code, "finally") ||
                text_is(code, "do") || text_is(code, "where");
    st->kind = k < sizeof heads / sizeof *heads ? heads[k].kind : KIND_VALUE;
    use_words(s, st, code);
    if (code.at[0] == '|' && !text_starts(code, "|>") && !text_starts(code, "||") && !haskell) {
        st->kind = KIND_CASE;
        bind_words(s, st->inner, &st->inner_count, code);
        return;
    }
    if (strchr(")]}", code.at[0])) {
        st->kind = KIND_CLOSE;
        st->opens = opens_bracket(code);
        return;
    }
    if (text_is(word, "let") || text_is(word, "use") || text_starts(code, "let!"))
        read_let(s, st, code, word);
    st->method =
        layout_listed("member static override abstract inherit default", word) || text_is(word, "new");
    if (st->method && st->kind == KIND_FUNCTION)
        bind_words(s, st->inner, &st->inner_count, text_from(code, word.len));
    st->top = layout_listed("open namespace", word) || text_starts(code, "[<EntryPoint") ||
              (text_is(word, "type") && !haskell);
    if (st->kind == KIND_CLASS) {
        struct text name = layout_word(text_trim_left(text_from(code, word.len)));
        statement_bind(s, st->binds, &st->bind_count, name);
    }
    bool matches =
        text_ends(code, " with") || text_ends(code, " function") || (text_ends(code, " of") && haskell);
    if (matches && !text_is(word, "with") && !text_starts(code, "{")) {
        st->level = text_is(word, "match");
        st->opens = true;
        st->kind = haskell ? KIND_BLOCK : KIND_MATCH;
    } else if (text_is(word, "with") && st->kind == KIND_EXCEPT) {
        st->opens = text_is(code, "with") || text_ends(code, "->");
        st->level = text_is(code, "with");
    } else if (opens_bracket(code)) {
        st->opens = true;
        st->kind = KIND_BRACKET;
    } else if (st->kind == KIND_VALUE && (is_unit(code) || text_starts(code, "[<"))) {
        st->kind = KIND_SIMPLE;
    }
}

/* Whether the block has a signature of that name. */
static bool is_signed(const struct layout *layout, struct text name) {
    for (size_t i = 0; i < layout->count && i < 500; i++) {
        struct text code = layout->lines[i].code;
        if (name.len && text_equal(layout_word(code), name) && text_starts(text_from(code, name.len), " ::"))
            return true;
    }
    return false;
}

/* Haskell: signatures and equations stand at the margin, alternatives under "of", all else in some block. */
static void read_haskell(const struct layout *layout, struct statement *st, struct text code) {
    struct text word = layout_word(code);
    bool head = layout_listed("module import data newtype type class instance main infixl infixr", word);
    size_t equal = text_find(code, TEXT(" = "), 0);
    bool signature = word.len && text_starts(text_from(code, word.len), " ::");
    bool equation =
        word.len && word.at[0] >= 'a' && !layout_listed("let where case if do return", word) &&
        (equal != TEXT_NONE || text_ends(code, " =") || text_find(code, TEXT(" | "), 0) != TEXT_NONE);
    if (text_is(word, "module")) {
        st->opens = false;
        st->kind = KIND_IMPORT;
    }
    st->top = head || (signature && word.len) || (equation && is_signed(layout, word));
    size_t arrow = text_find(code, TEXT("->"), 0);
    bool lambda = text_find_byte(code, '\\', 0) != TEXT_NONE && text_find_byte(code, '\\', 0) < arrow;
    if (text_ends(code, " of")) {
        st->kind = KIND_MATCH;
        st->opens = true;
    } else if (arrow != TEXT_NONE && !signature && !lambda && !head && !equation && !text_is(word, "let")) {
        st->kind = KIND_CASE;
    } else if (signature || equation) {
        st->kind = st->opens ? KIND_FUNCTION : KIND_SIMPLE;
    } else if (st->kind == KIND_VALUE) {
        st->kind = KIND_SIMPLE;
    }
    st->within = !st->top && !head && !equation;
}

void statements_find_ml(struct statements *s, struct layout *layout) {
    *s = (struct statements){.layout = layout, .ml = true};
    s->at = memory_get_zeroed(layout->count + 1, sizeof *s->at);
    struct buf joined = {0};
    bool commented = false, haskell = is_haskell(layout);
    size_t failures = 0;
    for (size_t i = 0; i < layout->count;) {
        if (layout->lines[i].comment) {
            commented = commented || !layout->lines[i].annotation;
            i++;
            continue;
        }
        struct statement *st = &s->at[s->count++];
        *st =
            (struct statement){.first = i, .count = length_of(layout, i, &failures), .commented = commented};
        commented = false;
        buf_cut(&joined, 0);
        for (size_t k = 0; k < st->count && k < 40; k++) {
            struct text code = text_trim(layout->lines[i + k].code);
            if (k && code.len)
                buf_add_byte(&joined, ' ');
            buf_add(&joined, code);
        }
        if (joined.len)
            read_statement(s, st, buf_text(&joined), haskell);
        if (joined.len && haskell)
            read_haskell(layout, st, buf_text(&joined));
        i += st->count;
    }
    buf_free(&joined);
}
