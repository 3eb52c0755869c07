/* SPDX-License-Identifier: MIT */
#include "read/qa_code.h"

enum { WORDS = 20 };

/* What lines of a language begin with ("^") or hold. A language more is a row more. */
static const struct {
    const char *language;
    const char *words[WORDS];
} languages[] = {
    {"python",
     {"^def ", "^class ", "^import ", "^from ", "^async def ", "^elif ", "^except", "^with ", "^try:",
      "^else:", "^raise ", "^@", "^if __name__", "print(", "self.", "await ", "lambda ", " in range("}},
    {"toml", {"^[", "^name = \"", "^version = \"", "^requires = ["}},
    {"javascript",
     {"^const ", "^let ", "^function ", "^export ", "console.log(", " => {", "^});", "require("}},
    {"java", {"^public ", "^private ", "^@Override", "System.out.", "new ArrayList", "^package "}},
    {"go", {"^func ", "^package ", ":= ", "fmt.", "^defer ", "^go "}},
    {"sql", {"^SELECT ", "^INSERT ", "^UPDATE ", "^DELETE ", "^CREATE ", "^FROM ", "^WHERE "}},
    {"bash",
     {"^$ ", "^#!/bin", "^cd ", "^echo ", "^sudo ", "^pip ", "^npm ", "^git ", "^export ", "^fi", "^done"}},
};

enum { LANGUAGES = sizeof languages / sizeof *languages };

static bool has_word(struct text line, const char *word) {
    return *word == '^' ? text_starts(line, word + 1) : text_find(line, text_of(word), 0) != TEXT_NONE;
}

/* Trees of files, as the program tree(1) draws them. */
static bool is_tree(struct text line) {
    return text_starts(line, "\xE2\x94") || text_starts(line, "\xE2\x95");
}

static bool is_key(struct text line) {
    size_t i = 0;
    while (i < line.len &&
           (byte_is_alpha(line.at[i]) || byte_is_digit(line.at[i]) || strchr("_.[]'\"", line.at[i])))
        i++;
    size_t equals = i;
    while (equals < line.len && byte_is_blank(line.at[equals]))
        equals++;
    if (equals < line.len && strchr("+-*/|", line.at[equals]))
        equals++;
    return i && equals < line.len && line.at[equals] == '=';
}

/* "name(…)" or "name.name(…)" and nothing behind it but punctuation. */
static bool is_call(struct text line) {
    size_t i = 0;
    while (i < line.len &&
           (byte_is_alpha(line.at[i]) || byte_is_digit(line.at[i]) || line.at[i] == '_' || line.at[i] == '.'))
        i++;
    return i && i < line.len && line.at[i] == '(' && strchr(")(,{:;]", line.at[line.len - 1]);
}

/* Words that begin with a capital and end like a sentence. */
static bool is_sentence(struct text line) {
    size_t blanks = 0;
    for (size_t i = 0; i < line.len; i++)
        blanks += line.at[i] == ' ';
    return blanks >= 3 && line.at[0] >= 'A' && line.at[0] <= 'Z' && strchr(".!?", line.at[line.len - 1]);
}

static bool is_code_line(struct text line) {
    struct text t = text_trim(line);
    if (line.at[0] == '\t' || text_starts(line, "  "))
        return true;
    if (is_sentence(t))
        return false;
    if (strchr("#@{}[]<$|)", t.at[0]) || text_starts(t, "//") || text_starts(t, "--") || is_tree(t))
        return true;
    if (is_key(t) || is_call(t) || strchr(";{}", t.at[t.len - 1]))
        return true;
    if (text_ends(t, "/") && text_find_byte(t, ' ', 0) == TEXT_NONE)
        return true;
    for (size_t i = 0; i < LANGUAGES; i++)
        for (size_t j = 0; j < WORDS && languages[i].words[j]; j++)
            if (languages[i].words[j][0] == '^' && has_word(t, languages[i].words[j]))
                return true;
    return text_ends(t, ":") && (text_starts(t, "for ") || text_starts(t, "if ") || text_starts(t, "while "));
}

bool qa_is_code(struct text chunk) {
    size_t code = 0, lines = 0;
    struct text line;
    while (text_next_line(&chunk, &line)) {
        if (text_is_blank(line))
            continue;
        lines++;
        code += is_code_line(line);
    }
    return lines && code * 2 >= lines;
}

struct qa_guess qa_guess_language(struct text code, struct text usual) {
    size_t score[LANGUAGES] = {0}, best = 0;
    struct text rest = code, line;
    bool tree = false;
    while (text_next_line(&rest, &line)) {
        line = text_trim(line);
        tree = tree || is_tree(line);
        for (size_t i = 0; i < LANGUAGES; i++)
            for (size_t j = 0; j < WORDS && languages[i].words[j]; j++)
                score[i] += has_word(line, languages[i].words[j]);
    }
    for (size_t i = 1; i < LANGUAGES; i++)
        if (score[i] > score[best])
            best = i;
    if (tree && usual.len)
        return (struct qa_guess){TEXT(""), 0.9};
    if (score[best])
        return (struct qa_guess){text_of(languages[best].language), score[best] > 2 ? 0.9 : 0.7};
    return (struct qa_guess){usual, 0.5};
}
