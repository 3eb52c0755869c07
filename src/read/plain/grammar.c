/* SPDX-License-Identifier: MIT */
#include "read/plain/grammar.h"

#include "read/plain/plain.h"

/* Words count by how few rows share them, so that a row may list whatever its code is made of. */
static const struct grammar grammars[] = {
#include "read/plain/grammar_programs.def"
#include "read/plain/grammar_data.def"
};

size_t grammar_count(void) { return sizeof grammars / sizeof *grammars; }

const struct grammar *grammar_at(size_t i) { return i < grammar_count() ? &grammars[i] : NULL; }

const struct language *grammar_language(const struct grammar *grammar) {
    const struct language *language = grammar ? language_find(text_of(grammar->name)) : NULL;
    return language ? language : language_unknown();
}

int grammar_find(struct text name) {
    const struct language *language = language_find(name);
    struct text canonical = language ? text_of(language->name) : name;
    for (size_t i = 0; i < grammar_count(); i++)
        if (text_is(canonical, grammars[i].name))
            return (int)i;
    return -1;
}

void grammar_add_keywords(struct words *vocabulary) {
    for (size_t i = 0; i < grammar_count(); i++) {
        struct text list = text_of(grammars[i].words), word;
        for (size_t at = 0; words_next(list, &at, &word);)
            *words_at(vocabulary, word) |= WORD_KEYWORD;
    }
}
