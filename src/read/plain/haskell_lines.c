/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/memory.h"
#include "read/plain/brackets.h"
#include "read/plain/haskell.h"

static const char words_of_language[] =
    "module import data newtype type class instance deriving infixl infixr infix foreign default where let in case of if then else do "
    "qualified as hiding forall family stock anyclass via otherwise";
static const char top_words[] =
    "module import data newtype type class instance infixl infixr infix foreign default";
static const char leaving[] =
    "return pure throwIO throwError throwM throw exitFailure exitSuccess exitWith error throwSTM retry";

/* Offset of the first `mark` outside of brackets, or TEXT_NONE. */
static size_t find_outside(struct text t, const char *mark) {
    struct text sought = text_of(mark);
    long depth = 0;
    for (size_t i = 0; i + sought.len <= t.len; i++) {
        if (!depth && t.at[i] == sought.at[0] && text_starts(text_from(t, i), mark))
            return i;
        depth += bracket_step(t.at[i]);
    }
    return TEXT_NONE;
}

static bool begins_with_operator(struct text t) {
    static const char symbols[] = "!#$%&*+./<=>?@^|-~:";
    size_t n = 0;
    while (n < t.len && strchr(symbols, t.at[n]))
        n++;
    if (t.at[0] == '`')
        return true;
    return n && n < t.len && t.at[n] == ' ' && t.at[0] != '|' && !(n == 1 && t.at[0] == '=');
}

static bool ends_with_operator(struct text t) {
    static const char symbols[] = "!#%&*+./<>?^|-~:";
    return t.len > 1 && strchr(symbols, t.at[t.len - 1]) && !text_ends(t, "->") && !text_ends(t, "<-") &&
           !text_ends(t, "::");
}

/* "f, g :: a -> b" */
static bool is_signature(struct text code) {
    size_t at = find_outside(code, ":: ");
    at = at == TEXT_NONE && text_ends(code, "::") ? code.len - 2 : at;
    if (at == TEXT_NONE || !at || code.at[at - 1] != ' ')
        return false;
    if (code.at[0] == '(')
        return text_find_byte(code, ')', 0) + 2 >= at;
    bool wanted = true;
    for (size_t i = 0; i < at; i++) {
        bool part = byte_is_word(code.at[i]) || code.at[i] == '\'';
        if (part && !wanted && code.at[i - 1] == ' ')
            return false;
        wanted = code.at[i] == ',' || (wanted && !part);
        if (!part && !strchr(", ", code.at[i]))
            return false;
    }
    return true;
}

/* A parameter of a lambda, between "\" and "->". */
static bool is_lambda(struct text code, size_t arrow) {
    return arrow != TEXT_NONE && text_find_byte(code, '\\', 0) < arrow;
}

static enum haskell_form form_of(struct text code) {
    struct text word = layout_word(code);
    size_t equal = find_outside(code, " = "), arrow = find_outside(code, "-> "),
           bind = find_outside(code, " <- ");
    if (equal == TEXT_NONE && text_ends(code, " ="))
        equal = code.len - 2;
    if (arrow == TEXT_NONE && text_ends(code, "->"))
        arrow = code.len - 2;
    if (strchr(")]}", code.at[0]))
        return FORM_CLOSE;
    if (code.at[0] == ',')
        return FORM_COMMA;
    if (text_starts(code, "| ") || text_starts(code, "= "))
        return FORM_GUARD;
    if (text_starts(code, "-> ") || text_starts(code, "=> ") || text_starts(code, ":: "))
        return FORM_ARROW;
    if (text_starts(code, "deriving instance") || layout_listed(top_words, word))
        return FORM_TOP;
    if (text_is(word, "deriving"))
        return FORM_DERIVING;
    if (begins_with_operator(code))
        return FORM_OPERATOR;
    static const struct {
        const char *word;
        enum haskell_form form;
    } words[] = {{"where", FORM_WHERE},   {"let", FORM_LET},        {"in", FORM_IN},
                 {"then", FORM_THEN},     {"else", FORM_ELSE},      {"if", FORM_EXPRESSION},
                 {"do", FORM_EXPRESSION}, {"case", FORM_EXPRESSION}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_is(word, words[i].word))
            return words[i].form;
    if (is_signature(code))
        return FORM_SIGNATURE;
    if (bind < equal && bind < arrow)
        return FORM_BIND;
    if (equal < arrow && !is_lambda(code, equal) && code.at[0] != '{')
        return FORM_EQUATION;
    if (arrow != TEXT_NONE && !is_lambda(code, arrow) && code.at[0] != '\\')
        return FORM_ALTERNATIVE;
    return FORM_EXPRESSION;
}

static bool ends_in(struct text code, const char *word) {
    size_t n = strlen(word);
    return text_ends(code, word) && (code.len == n || strchr(" (\\", code.at[code.len - n - 1]));
}

/* What a line opens at its end. */
static enum haskell_block opens_of(const struct haskell_line *line, struct text code) {
    if (ends_in(code, "do") || ends_in(code, "mdo"))
        return HOLDS_STATEMENTS;
    if (ends_in(code, "of") || ends_in(code, "case"))
        return HOLDS_ALTERNATIVES;
    if (ends_in(code, "where") || ends_in(code, "let"))
        return HOLDS_DECLARATIONS;
    if (ends_in(code, "if"))
        return HOLDS_PARTS; /* alternatives "| condition -> …" */
    if (line->head)
        return HOLDS_PARTS;
    if (line->form == FORM_SIGNATURE || (line->form == FORM_TOP && text_starts(code, "type ")))
        return ends_in(code, "::") || text_ends(code, "->") || text_ends(code, "=>") || ends_in(code, "=") ||
                       ends_in(code, ".") || layout_word(code).len == code.len
                   ? HOLDS_REST
                   : HOLDS_NOTHING;
    static const char *const asking[] = {"=", "<-", "$", "then", "else", "in", "<$>", "deriving"};
    for (size_t i = 0; i < sizeof asking / sizeof *asking; i++)
        if (ends_in(code, asking[i]))
            return HOLDS_VALUE;
    if (text_ends(code, "->") &&
        (line->form != FORM_EXPRESSION || text_find_byte(code, '\\', 0) != TEXT_NONE))
        return HOLDS_VALUE;
    return line->form == FORM_DERIVING && text_find_byte(code, '(', 0) == TEXT_NONE &&
                   layout_listed("stock anyclass newtype", layout_word(text_from(code, code.len > 9 ? 9 : 8)))
               ? HOLDS_VALUE
               : HOLDS_NOTHING;
}

static enum haskell_owner owner_of(const struct haskell_line *line, struct text code) {
    static const struct {
        const char *word;
        enum haskell_owner owner;
    } owners[] = {{"class", OWNER_CLASS},
                  {"instance", OWNER_INSTANCE},
                  {"data", OWNER_TYPE},
                  {"newtype", OWNER_TYPE},
                  {"type", OWNER_TYPE}};
    for (size_t i = 0; i < sizeof owners / sizeof *owners; i++)
        if (text_is(layout_word(code), owners[i].word))
            return owners[i].owner;
    return ends_in(code, "let") ? OWNER_LET : line->form == FORM_WHERE ? OWNER_WHERE : OWNER_INSTANCE;
}

static void bind_words(struct haskell *h, uint32_t *list, size_t *count, struct text t) {
    struct text word;
    for (size_t at = 0; words_next(t, &at, &word);)
        if (word.at[0] >= 'a' && word.at[0] <= 'z' && !layout_listed(words_of_language, word))
            statement_bind(&h->names, list, count, word);
}

static void use_words(struct haskell *h, struct haskell_line *line, struct text t) {
    struct text word;
    for (size_t at = 0; words_next(t, &at, &word);)
        if (!(word.at > t.at && word.at[-1] == '.' && word.at - t.at > 1 && byte_is_word(word.at[-2])) &&
            word.at[0] >= 'a' && word.at[0] <= 'z' && !layout_listed(words_of_language, word) &&
            !(word.at > t.at && strchr("\"'", word.at[-1])))
            statement_use(&h->names, &line->names, word);
}

/* Names: what a line binds, where it stands or within what it opens, and what it uses. */
static void read_names(struct haskell *h, struct haskell_line *line, struct text code) {
    struct statement *st = &line->names;
    size_t equal = find_outside(code, "="), arrow = find_outside(code, "->"),
           bind = find_outside(code, "<- ");
    struct text word = layout_word(code), rest = text_from(code, word.len), used = code;
    if (bind == TEXT_NONE && text_ends(code, "<-"))
        bind = code.len - 2;
    if (line->form == FORM_LET)
        rest = text_trim_left(rest);
    if (line->form == FORM_EQUATION || line->form == FORM_PATTERN || line->form == FORM_LET) {
        struct text left = line->form == FORM_LET ? rest : code;
        size_t end = text_find_byte(left, '=', 0);
        left = text_slice(left, 0, end);
        struct text name = layout_word(left);
        if (line->form == FORM_LET && name.len && name.at[0] >= 'A' && name.at[0] <= 'Z')
            name.len = 0; /* a pattern binds all names in it */
        bind_words(h, st->binds, &st->bind_count, name.len ? name : left);
        if (name.len)
            bind_words(h, st->inner, &st->inner_count, text_from(left, name.len));
        line->bound = st->bind_count && name.len ? st->binds[0] : 0;
        used = text_from(code, equal);
    } else if (line->form == FORM_SIGNATURE) {
        bind_words(h, st->binds, &st->bind_count, text_slice(code, 0, text_find(code, TEXT("::"), 0)));
        line->bound = st->bind_count ? st->binds[0] : 0;
        used = (struct text){code.at, 0};
    } else if (line->form == FORM_ALTERNATIVE) {
        bind_words(h, st->inner, &st->inner_count, text_slice(code, 0, arrow));
        used = text_from(code, arrow);
    } else if (line->form == FORM_BIND) {
        bind_words(h, st->binds, &st->bind_count, text_slice(code, 0, bind));
        used = text_from(code, bind);
    } else if (line->form == FORM_TOP) {
        used = (struct text){code.at, 0};
    }
    use_words(h, line, used);
    size_t lambda = TEXT_NONE;
    for (size_t at = 0; (at = text_find_byte(code, '\\', at)) != TEXT_NONE; at++)
        lambda = at;
    size_t end = lambda == TEXT_NONE ? TEXT_NONE : text_find(code, TEXT("->"), lambda);
    if (end != TEXT_NONE && line->opens != HOLDS_NOTHING) {
        line->lambda = true;
        bind_words(h, st->inner, &st->inner_count, text_slice(code, lambda, end));
    }
}

/* An "if" whose "then" or "else" must be on a line below. */
static void read_branches(struct haskell_line *line, struct text code) {
    struct text word;
    long open = 0;
    for (size_t at = 0; words_next(code, &at, &word);) {
        if (text_is(word, "if") && at < code.len) {
            line->question = (size_t)(word.at - code.at);
            line->answered = false;
            open++;
        } else if (text_is(word, "then")) {
            line->answered = true;
        } else if (text_is(word, "else") && open) {
            open--;
        }
    }
    line->branches = open > 0;
}

/* Whether the line is a head that the lines below go on with: guards, constructors, fields, what is derived.
 */
static bool is_head(const struct haskell *h, const struct haskell_line *line, struct text code) {
    const struct layout *layout = h->layout;
    size_t next = layout->lines[line->first + line->count - 1].next;
    if (next >= layout->count || !layout->lines[next].code.len)
        return false;
    struct text below = layout->lines[next].code;
    bool bar = text_starts(below, "| ") || text_starts(below, "= ");
    if (layout_listed("data newtype", layout_word(code)))
        return !ends_in(code, "where") && !ends_in(code, "=") &&
               (bar || below.at[0] == '{' || text_is(layout_word(below), "deriving"));
    if (text_is(layout_word(code), "class") || text_is(layout_word(code), "type"))
        return bar;
    return text_starts(below, "| ") && !brackets_balance(code) && line->form == FORM_EXPRESSION;
}

/* A name alone whose type begins on the line below. */
static bool begins_signature(const struct haskell *h, const struct haskell_line *line, struct text code) {
    size_t next = h->layout->lines[line->first].next;
    return layout_word(code).len == code.len && next < h->layout->count &&
           text_starts(h->layout->lines[next].code, ":: ");
}

static void read_line(struct haskell *h, struct haskell_line *line, struct text code) {
    line->form = begins_signature(h, line, code) ? FORM_SIGNATURE : form_of(code);
    line->head = is_head(h, line, code);
    if (line->head && line->form == FORM_EXPRESSION)
        line->form = FORM_PATTERN;
    line->opens = opens_of(line, code);
    line->owner = line->opens == HOLDS_DECLARATIONS ? owner_of(line, code) : OWNER_PAGE;
    line->listed = text_ends(code, ",");
    line->goes_on = ends_with_operator(code) || line->opens == HOLDS_REST || text_ends(code, "->") ||
                    text_ends(code, "=>");
    struct text word = layout_word(code);
    line->arrow =
        (text_ends(code, "->") || text_ends(code, "=>")) && text_find_byte(code, '\\', 0) == TEXT_NONE;
    line->constructor =
        code.at[0] >= 'A' && code.at[0] <= 'Z' && !(word.len < code.len && code.at[word.len] == '.');
    line->associated = line->form == FORM_TOP && layout_listed("type data newtype", word) && !line->head;
    line->leaves = (word.len == code.len && line->form == FORM_EXPRESSION && !line->constructor) ||
                   layout_listed(leaving, word) ||
                   ((line->form == FORM_THEN || line->form == FORM_ELSE) &&
                    layout_listed(leaving, layout_word(text_trim_left(text_from(code, word.len)))));
    read_branches(line, code);
    read_names(h, line, code);
}

/* The "where" of a module whose exports stand on lines of their own. */
static bool ends_module_head(bool module, struct text code) {
    return module && ends_in(code, "where");
}

void haskell_read(struct haskell *h, struct layout *layout) {
    *h = (struct haskell){.layout = layout, .names = {.layout = layout}};
    h->lines = memory_get_zeroed(layout->count + 1, sizeof *h->lines);
    bool commented = false, module = false;
    size_t leading = 0, trailing = 0;
    for (size_t i = 0; i < layout->count; i++) {
        struct text code = layout->lines[i].code;
        if (layout->lines[i].comment) {
            commented = commented || !layout->lines[i].annotation;
            continue;
        }
        struct haskell_line *line = &h->lines[h->count++];
        *line = (struct haskell_line){.first = i, .count = 1, .commented = commented};
        commented = false;
        while (i + 1 < layout->count && layout->lines[i + 1].inside && !layout->lines[i + 1].comment) {
            line->count++;
            i++;
        }
        if (!code.len)
            continue;
        read_line(h, line, code);
        module = module || text_is(layout_word(code), "module");
        if (ends_module_head(module, code)) {
            line->opens = HOLDS_NOTHING;
            line->form = line->form == FORM_WHERE ? FORM_TOP : line->form;
            module = false;
        }
        h->program = h->program || line->form == FORM_SIGNATURE;
        leading += line->form == FORM_COMMA;
        trailing += text_ends(code, ",");
    }
    h->hanging_in = trailing > leading;
}

void haskell_free(struct haskell *h) {
    free(h->lines);
    statements_free(&h->names);
}
