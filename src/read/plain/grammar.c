/* SPDX-License-Identifier: MIT */
#include "read/plain/grammar.h"

#include <assert.h>

#include "read/plain/plain.h"

/* Words count by how few rows share them, so that a row may list whatever its code is made of. */
static const struct grammar grammars[] = {
#include "read/plain/grammar_data.def"
#include "read/plain/grammar_programs.def"
};

static_assert(sizeof grammars / sizeof *grammars <= GRAMMAR_LIMIT, "GRAMMAR_LIMIT must grow");

size_t grammar_count(void) {
    return sizeof grammars / sizeof *grammars;
}

const struct grammar *grammar_at(size_t i) {
    return i < grammar_count() ? &grammars[i] : NULL;
}

const struct language *grammar_language(const struct grammar *grammar) {
    const struct language *language = grammar ? language_find(text_of(grammar->name)) : NULL;
    return language ? language : language_unknown();
}

static int find_row(struct text name) {
    for (size_t i = 0; i < grammar_count(); i++)
        if (text_equal_nocase(name, text_of(grammars[i].name)))
            return (int)i;
    return -1;
}

int grammar_find(struct text name) {
    int row = find_row(name);
    const struct language *language = row < 0 ? language_find(name) : NULL;
    return language ? find_row(text_of(language->name)) : row;
}

const struct grammar *grammar_base(const struct grammar *grammar) {
    return grammar->like ? grammar_at((size_t)find_row(text_of(grammar->like))) : NULL;
}

/* The word of a mark that is a word at a line's start: "^docker ". */
static struct text opening_word(struct text mark) {
    size_t end = 0;
    struct text word;
    bool alone = words_next(mark, &end, &word) && text_starts(mark, "^") && word.at == mark.at + 1 &&
                 end + 1 == mark.len && mark.at[end] == ' ';
    return alone ? word : (struct text){0};
}

void grammar_add_keywords(struct words *vocabulary) {
    for (size_t i = 0; i < grammar_count(); i++) {
        struct text list = text_of(grammars[i].words), marks = text_of(grammars[i].marks), word;
        for (size_t at = 0; words_next(list, &at, &word);)
            *words_at(vocabulary, word) |= WORD_KEYWORD;
        while (marks.len) {
            size_t tab = text_find_byte(marks, '\t', 0);
            word = opening_word(text_slice(marks, 0, tab));
            if (word.len)
                *words_at(vocabulary, word) |= WORD_OPENER;
            marks = tab == TEXT_NONE ? text_from(marks, marks.len) : text_from(marks, tab + 1);
        }
    }
}
