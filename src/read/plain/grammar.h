/* SPDX-License-Identifier: MIT */
/* What the recovery of copied text knows of languages, beside doc/language.h:
 * one table, a row a language. Whoever adds a language adds a row. */
#ifndef EXLINT_READ_PLAIN_GRAMMAR_H
#define EXLINT_READ_PLAIN_GRAMMAR_H

#include "doc/language.h"
#include "read/plain/words.h"

/* What makes the blocks of a language, so its indentation. */
enum block_style {
    STYLE_FLAT,     /* no nesting but by brackets */
    STYLE_BRACES,   /* brackets; statements may go on over lines */
    STYLE_KEYWORDS, /* words open and close: do … end, if … fi */
    STYLE_OFFSIDE,  /* indentation itself */
    STYLE_TAGS,     /* <a> … </a> */
    STYLE_PARENS,   /* nested parentheses, aligned */
    STYLE_YAML,
    STYLE_LEVELS, /* a first word says how deep a line stands */
    STYLE_LEFT,   /* everything at the margin */
};

enum { GRAMMAR_LIMIT = 128 /* rows, a multiple of 64 */ };

struct grammar {
    const char *name; /* as fences have it; a name or alias of doc/language.c */
    const char *like; /* the row whose words and marks it has beside its own, or NULL */
    bool dialect;     /* a page that has it has it wherever it might have the row that it is like */
    float rare;       /* log odds against it, beside what its text says */
    enum block_style style;
    unsigned unit;     /* columns of a level; 0: a tab */
    const char *words; /* keywords and names that its code is made of, blank between */
    const char
        *marks; /* pieces of text that it has, tab between: "^" at the front and "$" at the end bind to the
                   line's start and end, "~!" at the front speaks against it, "~+" decides, "@name" is a shape (shapes.c) */
    const char *files;  /* suffixes and names of its files, blank between */
    const char *topics; /* names by which pages about it speak of it, beside its own: "React", "Django" */
    const char *opens, *middles,
        *closes; /* keywords, levels: first words (opens: of lines that open a block) */
};

size_t grammar_count(void);
const struct grammar *grammar_at(size_t i);
/* -1 when there is none. */
int grammar_find(struct text name);
/* The row that a row is like, or NULL. */
const struct grammar *grammar_base(const struct grammar *grammar);
/* Marks the keywords of all languages in a vocabulary. */
void grammar_add_keywords(struct words *vocabulary);
/* The comment leaders of a row, as doc/language.c has them. */
const struct language *grammar_language(const struct grammar *grammar);

#endif
