/* SPDX-License-Identifier: MIT */
#include "read/plain/shapes.h"

#include "read/plain/words.h"

static size_t count_bytes(struct text t, char c) {
    size_t n = 0;
    for (size_t i = 0; i < t.len; i++)
        n += t.at[i] == c;
    return n;
}

/* "git commit -m x": a name in lower case, then what is no call and no assignment. */
static bool is_command(struct text t) {
    size_t n = 0;
    while (n < t.len && ((t.at[n] >= 'a' && t.at[n] <= 'z') || byte_is_digit(t.at[n]) || t.at[n] == '-'))
        n++;
    if (n < 2 || n + 1 >= t.len || t.at[n] != ' ')
        return false;
    for (size_t i = n; i < t.len; i++)
        if (strchr("=({:;,", t.at[i]) &&
            (i + 1 == t.len || byte_is_blank(t.at[i + 1]) || byte_is_blank(t.at[i - 1])))
            return false;
    return !strchr("=({:<", t.at[n + 1]) && !text_ends(t, ",") && !text_ends(t, "{");
}

/* "name: value" and "- name: value"; "You: List all files of the folder" is speech. */
static bool is_key(struct text t) {
    size_t n = text_starts(t, "- ") ? 2 : 0, begin = n;
    while (n < t.len && (byte_is_word(t.at[n]) || strchr("-./", t.at[n])))
        n++;
    if (count_bytes(text_from(t, n), ' ') > 3 && n + 2 < t.len && t.at[n + 2] >= 'A' && t.at[n + 2] <= 'Z')
        return false;
    return n > begin && n < t.len && t.at[n] == ':' && (n + 1 == t.len || t.at[n + 1] == ' ') &&
           !strchr(",{;(", t.at[t.len - 1]);
}

/* "name=value" */
static bool is_setting(struct text t) {
    size_t n = 0;
    while (n < t.len && (byte_is_word(t.at[n]) || t.at[n] == '.' || t.at[n] == '-'))
        n++;
    return n && n + 1 < t.len && t.at[n] == '=' && t.at[n + 1] != '=' && !byte_is_blank(t.at[n + 1]) &&
           !text_ends(t, ";");
}

static bool is_sentence(struct text t) {
    return count_bytes(t, ' ') >= 4 && t.at[0] >= 'A' && t.at[0] <= 'Z' && !strchr(";{}(,", t.at[t.len - 1]);
}

/* An item of an object: "key: value," */
static bool is_element(struct text t) {
    size_t n = 0;
    while (n < t.len && byte_is_word(t.at[n]))
        n++;
    return n && n + 1 < t.len && t.at[n] == ':' && t.at[n + 1] == ' ' && strchr(",{[", t.at[t.len - 1]);
}

/* A name, then brackets of names: "<p", "</Name>". */
static bool tag_at(struct text t, size_t at) {
    at += at < t.len && t.at[at] == '/';
    return at < t.len && (byte_is_alpha(t.at[at]) || t.at[at] == '>');
}

/* Markup, as it stands on lines of its own or closes on one. */
static bool is_markup(struct text t) {
    return (t.at[0] == '<' && tag_at(t, 1) && !text_ends(t, ",") && !text_ends(t, ";")) ||
           text_ends(t, "/>") || (t.at[t.len - 1] == '>' && text_find(t, TEXT("</"), 0) != TEXT_NONE);
}

/* Words and numbers without a mark of code: what a program prints. */
static bool is_plain(struct text t) {
    size_t words = 0;
    for (size_t i = 0; i < t.len; i++) {
        if (strchr("(){}[];=<>|$\"'`\\@#&*+/_", t.at[i]))
            return false;
        words += byte_is_word(t.at[i]);
    }
    return words && t.at[t.len - 1] != ':' && t.at[t.len - 1] != ',';
}

/* "$ command", "> expression", "ghci> …": what was typed at a prompt. */
static bool is_prompt(struct text t) {
    return text_starts(t, "$ ") || text_starts(t, "% ") || text_starts(t, "❯ ");
}

/* A rule of make: "main.o: main.c util.h", "test: build". */
static bool is_rule(struct text t) {
    size_t n = 0;
    while (n < t.len && (byte_is_word(t.at[n]) || strchr(".%$()/-_", t.at[n])))
        n++;
    if (!n || n == t.len || t.at[n] != ':' || (n + 1 < t.len && t.at[n + 1] != ' '))
        return false;
    for (size_t i = n + 1; i < t.len; i++)
        if (!byte_is_word(t.at[i]) && !strchr(" .%$()/-_|", t.at[i]))
            return false;
    return true;
}

static size_t name_length(struct text t) {
    size_t n = 0;
    while (n < t.len && (byte_is_word(t.at[n]) || t.at[n] == '$'))
        n++;
    return n;
}

/* Whether a name with a type behind it stands there: "name: string", "name?: T". */
static bool is_typed_name(struct text t) {
    static const char *const types[] = {"string",  "number", "boolean", "void",     "any",
                                        "unknown", "never",  "bigint",  "readonly "};
    size_t n = name_length(t);
    struct text behind = text_from(t, n + (n < t.len && t.at[n] == '?'));
    if (!n || byte_is_digit(t.at[0]) || !text_starts(behind, ": "))
        return false;
    behind = text_from(behind, 2);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (text_starts(behind, types[i]) &&
            !byte_is_word(behind.len > strlen(types[i]) ? behind.at[strlen(types[i])] : ' '))
            return true;
    return behind.len && behind.at[0] >= 'A' && behind.at[0] <= 'Z';
}

/* TypeScript's types: behind the names of constants, parameters and members, behind a list of parameters. */
static bool is_typed(struct text t) {
    static const char *const before[] = {"const ",  "let ",      "(",       "private ",
                                         "public ", "readonly ", "static ", NULL};
    for (size_t i = 0; before[i]; i++)
        for (size_t at = 0; (at = text_find(t, text_of(before[i]), at)) != TEXT_NONE; at++)
            if (is_typed_name(text_from(t, at + strlen(before[i]))))
                return true;
    size_t close = text_find(t, TEXT("): "), 0);
    bool body = text_ends(t, "{") || text_ends(t, "=>") || text_ends(t, ";");
    if (close != TEXT_NONE && body && text_find(t, TEXT(" ? "), 0) == TEXT_NONE && !text_starts(t, "case "))
        return true;
    return is_typed_name(t) && text_ends(t, ";");
}

/* "[name]", "[name.part]", "[name \"part\"]" */
static bool is_section(struct text t) {
    if (t.len < 3 || t.at[0] != '[' || t.at[t.len - 1] != ']' || !(byte_is_word(t.at[1]) || t.at[1] == '['))
        return false;
    for (size_t i = 1; i + 1 < t.len; i++)
        if (strchr(",(){}=;|&", t.at[i]))
            return false;
    return true;
}

/* "name = value" with a value that is neither quoted nor built: settings of INI files. */
static bool is_bare_setting(struct text t) {
    size_t n = 0;
    while (n < t.len && (byte_is_word(t.at[n]) || t.at[n] == '.' || t.at[n] == '-'))
        n++;
    return n && n + 3 < t.len && text_starts(text_from(t, n), " = ") && !strchr("\"'[{($&", t.at[n + 3]) &&
           !strchr(";)}{(", t.at[t.len - 1]);
}

/* "a,b,c": fields without blanks behind their commas. */
static bool is_fields(struct text t) {
    size_t commas = 0;
    for (size_t i = 0; i + 1 < t.len; i++) {
        if (strchr("{}()<>=", t.at[i]) || (t.at[i] == ',' && t.at[i + 1] == ' '))
            return false;
        commas += t.at[i] == ',';
    }
    return commas >= 1;
}

struct line_shape {
    const char *name;
    line_shape_fit fits;
    float weight;
};

static const struct line_shape shapes[] = {
    {"@command", is_command, 4},   {"@key", is_key, 0},         {"@setting", is_setting, 0},
    {"@sentence", is_sentence, 0}, {"@element", is_element, 0}, {"@markup", is_markup, 5},
    {"@plain", is_plain, 0},       {"@prompt", is_prompt, 6},   {"@rule", is_rule, 1},
    {"@typed", is_typed, 5},       {"@section", is_section, 4}, {"@bare", is_bare_setting, 0},
    {"@fields", is_fields, 3},
};

line_shape_fit line_shape_find(struct text name) {
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (text_is(name, shapes[i].name))
            return shapes[i].fits;
    return NULL;
}

bool line_shape_is_own(line_shape_fit fits) {
    return fits && fits != is_plain && fits != is_sentence;
}

float line_shape_weight(line_shape_fit fits) {
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (shapes[i].fits == fits)
            return shapes[i].weight;
    return 0;
}
