/* SPDX-License-Identifier: MIT */
/* The statements of Scala 3 where it is written without braces. */
#include "base/memory.h"
#include "read/plain/offside.h"

static const char modifiers[] =
    "private protected override final implicit inline lazy sealed abstract open transparent opaque infix";
static const char keywords[] =
    "def val var class object trait enum extension given type import export package if then else for do while yield match case "
    "try catch finally new with using extends return throw true false this end derives";

/* A head that only indentation can follow: "class A:", "x match", "if a then", "@main def f() =". */
static bool begins_indented(struct text code) {
    static const char *const heads[] = {"class ", "object ",     "trait ",       "enum ",        "extension ",
                                        "given ", "case class ", "case object ", "final class ", NULL};
    if (text_starts_any(code, heads) && text_ends(code, ":"))
        return true;
    return layout_ends_any(code, (const char *const[]){" match", " then", " yield", " do", " with", " catch", " for",
                                                " try", NULL}) ||
           ((text_starts(code, "def ") || text_starts(code, "@main ")) && text_ends(code, " ="));
}

/* A head whose body stands in braces, or what follows such a body. */
static bool begins_braced(struct text code) {
    static const char *const heads[] = {
        "class ",  "object ",       "trait ",       "case class ",     "case object ",
        "def ",    "sealed trait ", "final class ", "abstract class ", "if (",
        "while (", "for {",         "} else",       "try {",           NULL};
    if (text_starts_any(code, heads) && text_ends(code, "{"))
        return true;
    return text_ends(code, " match {") || text_ends(code, " = {");
}

bool scala_is_indented(const struct layout *layout) {
    size_t blocks = 0, braces = 0;
    for (size_t i = 0; i < layout->count; i++) {
        blocks += begins_indented(layout->lines[i].code);
        braces += begins_braced(layout->lines[i].code);
    }
    return blocks > braces;
}

static const struct {
    const char *word;
    enum statement_kind kind;
} heads[] = {
    {"def", KIND_FUNCTION},    {"class", KIND_CLASS}, {"object", KIND_CLASS},    {"trait", KIND_CLASS},
    {"enum", KIND_CLASS},      {"given", KIND_CLASS}, {"extension", KIND_CLASS}, {"val", KIND_SIMPLE},
    {"var", KIND_SIMPLE},      {"type", KIND_SIMPLE}, {"import", KIND_IMPORT},   {"export", KIND_IMPORT},
    {"package", KIND_IMPORT},  {"if", KIND_IF},       {"else", KIND_ELSE},       {"for", KIND_FOR},
    {"while", KIND_WHILE},     {"yield", KIND_YIELD}, {"try", KIND_TRY},         {"catch", KIND_EXCEPT},
    {"finally", KIND_FINALLY}, {"case", KIND_CASE},   {"throw", KIND_LEAVE},     {"return", KIND_LEAVE},
    {"end", KIND_SIMPLE},
};

static void names(struct statements *s, struct text t, uint32_t *list, size_t *count,
                  struct statement *used) {
    struct text word;
    for (size_t at = 0; words_next(t, &at, &word);) {
        char before = word.at > t.at ? word.at[-1] : ' ';
        bool type = before == ':' || (before == ' ' && word.at - t.at > 1 && word.at[-2] == ':');
        if (layout_listed(keywords, word) || before == '.' || type || word.at[0] < 'a')
            continue;
        if (used)
            statement_use(s, used, word);
        else
            statement_bind(s, list, count, word);
    }
}

/* Behind annotations and modifiers; "case" is one before class and object. Members of types have some of
 * them. */
static struct text strip(struct text code, bool *main_method, bool *member) {
    for (;;) {
        struct text word = layout_word(code);
        if (code.at[0] == '@') {
            word = layout_word(text_from(code, 1));
            *main_method = *main_method || text_is(word, "main");
            size_t blank = text_find_byte(code, ' ', 0);
            if (blank == TEXT_NONE)
                return code;
            code = text_trim_left(text_from(code, blank));
        } else if (layout_listed(modifiers, word) || text_starts(code, "case class") ||
                   text_starts(code, "case object")) {
            *member = *member || layout_listed("private protected override", word);
            code = text_trim_left(text_from(code, word.len));
        } else {
            return code;
        }
        if (!code.len)
            return code;
    }
}

static bool is_value(struct text code) {
    if (strchr("\"'([{", code.at[0]) || byte_is_digit(code.at[0]) || (code.at[0] >= 'A' && code.at[0] <= 'Z'))
        return true;
    if (text_find(code, TEXT(" <- "), 0) != TEXT_NONE)
        return false;
    if (text_find(code, TEXT(" => "), 0) != TEXT_NONE) /* a function */
        return true;
    return text_find_byte(code, '(', 0) == TEXT_NONE && text_find(code, TEXT(" = "), 0) == TEXT_NONE &&
           text_find(code, TEXT("= "), 0) == TEXT_NONE && text_find(code, TEXT(" ! "), 0) == TEXT_NONE;
}

/* What a line begins with, and what it asks for at its end. */
static void read_shape(struct statement *st, struct text whole, struct text code) {
    struct text word = layout_word(code), rest = text_trim_left(text_from(code, word.len));
    st->kind = is_value(code) ? KIND_VALUE : KIND_SIMPLE;
    for (size_t k = 0; k < sizeof heads / sizeof *heads; k++)
        if (text_is(word, heads[k].word))
            st->kind = heads[k].kind;
    if (st->kind == KIND_ELSE && text_starts(rest, "if "))
        st->kind = KIND_ELIF;
    st->opens = layout_ends_any(code, (const char *const[]){" =", "=>", " then", " else", " do", " try", " match",
                                                     " yield", " catch", " finally", " for", ":", NULL}) ||
                (text_is(word, "given") && text_ends(code, " with")) ||
                (text_is(word, "extension") && text_find(code, TEXT(" def "), 0) == TEXT_NONE);
    st->operates = (code.at[0] == '.' && code.len > 1 && byte_is_alpha(code.at[1])) ||
                   text_starts(code, "&& ") || text_starts(code, "|| ") || text_starts(code, "++ ") ||
                   text_starts(code, "+ ") || text_starts(code, "| ") ||
                   layout_listed("derives extends", word);
    st->opaque = text_find(whole, TEXT("opaque type "), 0) != TEXT_NONE;
    st->inherits = layout_listed("derives extends", word);
    st->field = layout_listed("val var type", word);
    st->binding = st->field || layout_listed("given extension", word);
    st->enumerates =
        text_find(code, TEXT(" <- "), 0) != TEXT_NONE && !layout_listed("for case val def", word);
    st->braces = st->kind <= KIND_SIMPLE && !st->field && text_ends(code, "{");
    st->closes = text_is(word, "end") && layout_word(rest).len;
}

/* The names that it binds and uses; the type that it extends or matches. */
static void read_names(struct statements *s, struct statement *st, struct text code) {
    struct text rest = text_from(code, layout_word(code).len), name = layout_word(text_trim_left(rest));
    size_t equal = text_find(code, TEXT(" ="), 0), arrow = text_find(code, TEXT("=>"), 0);
    size_t extends = text_find(code, TEXT(" extends "), 0), list = text_find_byte(rest, '(', 0);
    bool field = st->kind == KIND_SIMPLE && st->field;
    if (extends != TEXT_NONE && st->kind == KIND_CLASS)
        st->parent = words_get(&s->names, layout_word(text_from(code, extends + 9)));
    if (st->closes || field || st->kind == KIND_FUNCTION || st->kind == KIND_CLASS)
        statement_bind(s, st->binds, &st->bind_count, name);
    if (st->kind == KIND_CLASS)
        return;
    if (st->kind == KIND_CASE) {
        names(s, text_slice(code, 0, arrow), st->inner, &st->inner_count, NULL);
        st->family = statements_family(s, text_slice(rest, 0, text_find(rest, TEXT("=>"), 0)));
        st->values = arrow != TEXT_NONE && arrow + 3 < code.len && is_value(text_from(code, arrow + 3));
        return;
    }
    if (st->kind == KIND_FUNCTION)
        names(s, text_from(rest, list == TEXT_NONE ? 0 : list), st->inner, &st->inner_count, NULL);
    bool whole = st->kind == KIND_VALUE || st->kind == KIND_SIMPLE;
    bool value = st->kind == KIND_FUNCTION || st->field;
    names(s,
          value   ? text_from(code, equal == TEXT_NONE ? code.len : equal)
          : whole ? code
                  : rest,
          NULL, NULL, st);
}

static void read_line(struct statements *s, struct statement *st, struct text whole) {
    if (strchr(")]}", whole.at[0])) {
        st->kind = KIND_CLOSE;
        st->opens = text_ends(whole, ":") || text_ends(whole, " =") || text_ends(whole, " match");
        st->block = text_ends(whole, ":")       ? KIND_CLASS
                    : text_ends(whole, "match") ? KIND_MATCH
                                                : KIND_FUNCTION;
        return;
    }
    struct text code = strip(whole, &st->top, &st->method);
    if (!code.len || code.at[0] == '@') {
        st->kind = KIND_DECORATOR;
        return;
    }
    read_shape(st, whole, code);
    read_names(s, st, code);
    if (st->field && text_ends(code, " for")) {
        st->kind = KIND_FOR;
    } else if (text_ends(code, " match") && st->kind == KIND_FUNCTION) {
        st->block = KIND_MATCH;
    } else if (text_ends(code, " match")) {
        st->kind = KIND_MATCH;
        st->field = false;
    } else if (st->opens && (st->kind == KIND_VALUE || st->kind == KIND_SIMPLE)) {
        st->kind = KIND_BLOCK;
    }
}

/* Remembers constructors: "case Name(…)" of an enumeration, "case class Name … extends Type". */
static void note_constructors(struct statements *s) {
    uint32_t type = 0;
    for (size_t i = 0; i < s->layout->count; i++) {
        struct text code = s->layout->lines[i].code;
        if (text_find(code, TEXT("enum "), 0) != TEXT_NONE)
            type++;
        else if (type && text_starts(code, "case ") && text_find(code, TEXT("=>"), 0) == TEXT_NONE)
            for (struct text list = text_from(code, 5); list.len;) {
                statements_note_family(s, layout_word(list), type);
                size_t comma = text_find(list, TEXT(", "), 0);
                bool more = comma != TEXT_NONE && text_find_byte(list, '(', 0) == TEXT_NONE;
                list = more ? text_from(list, comma + 2) : text_from(list, list.len);
            }
    }
}

/* Whether its statements stand in methods, as they do in programs and not in scripts. */
static bool is_program(const struct layout *layout) {
    for (size_t i = 0; i < layout->count; i++)
        if (text_starts(layout->lines[i].code, "@main") ||
            text_find(layout->lines[i].code, TEXT("def main("), 0) != TEXT_NONE ||
            text_find(layout->lines[i].code, TEXT("extends App"), 0) != TEXT_NONE)
            return true;
    return false;
}

void statements_find_scala(struct statements *s, struct layout *layout) {
    *s = (struct statements){.layout = layout, .ml = true, .steps_operators = true, .scala = true};
    s->at = memory_get_zeroed(layout->count + 1, sizeof *s->at);
    bool commented = false, program = is_program(layout);
    note_constructors(s);
    for (size_t i = 0; i < layout->count; i++) {
        if (layout->lines[i].comment) {
            commented = commented || !layout->lines[i].annotation;
            continue;
        }
        struct statement *st = &s->at[s->count++];
        *st = (struct statement){.first = i, .count = 1, .commented = commented};
        commented = false;
        while (i + 1 < layout->count && layout->lines[i + 1].inside && !layout->lines[i + 1].comment) {
            st->count++;
            i++;
        }
        if (layout->lines[st->first].code.len)
            read_line(s, st, layout->lines[st->first].code);
        st->within = program && (st->kind == KIND_VALUE || (st->kind == KIND_SIMPLE && !st->field));
    }
    for (size_t i = 0; i + 1 < s->count; i++) { /* functions by cases */
        struct statement *st = &s->at[i];
        bool enumeration = text_find(layout->lines[st->first].code, TEXT("enum "), 0) != TEXT_NONE;
        if (st->opens && !enumeration && s->at[i + 1].kind == KIND_CASE)
            st->block = KIND_MATCH;
        else if (st->kind == KIND_CLASS && text_ends(layout->lines[st->first].code, " ="))
            st->block = KIND_BLOCK;
    }
}
