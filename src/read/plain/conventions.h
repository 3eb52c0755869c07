/* SPDX-License-Identifier: MIT */
/* How the formatters of languages lay out what brackets do not say: lines that go on with a statement,
 * labels, strings over several lines. One table, a row a group of languages; whoever adds a language adds its
 * name to a row or a row. Sources: the languages' formatters and style guides (Prettier 3, rustfmt, gofmt,
 * google-java-format, ktlint, dart format, clang-format's Google style, mix format, PSR-12, the conventions
 * of .NET). */
#ifndef EXLINT_READ_PLAIN_CONVENTIONS_H
#define EXLINT_READ_PLAIN_CONVENTIONS_H

#include "base/text.h"

enum convention {
    CASE_AT_MARGIN = 1 << 0,   /* case labels stand in the column of their switch */
    BARE_BODIES = 1 << 1,      /* if (…) may have one statement under it, without braces */
    ALIGNS_ARGUMENTS = 1 << 2, /* arguments that begin behind their bracket go on in that column */
    ALIGNS_VALUES = 1 << 3,    /* a value that begins behind "=" goes on in that column */
    ALIGNS_RETURNS = 1 << 4,   /* operands go on in the column of what return gives back */
    CHAIN_AT_BRACE = 1 << 5, /* ".call" behind a line that begins with a closing brace stays in its column */
    PREPROCESSOR = 1 << 6,   /* lines that begin with "#" stand at the margin */
    PRETTIER = 1 << 7,    /* comments before a label stand in its column; nested ternaries step in; operands
                             stand under each other */
    GOTO_LABELS = 1 << 8, /* "name:" stands in the column of its function */
    ENDS_STATEMENTS = 1 << 9, /* a statement that lacks its semicolon goes on below */
    BLOCK_VALUES = 1 << 10,   /* "{" behind a head of several lines belongs to the head's first line */
    WHERE_CLAUSES = 1 << 11,  /* "where" alone holds a list, in the column of the head */
    QUERIES = 1 << 12,        /* clauses of queries stand under the first: from, where, select */
};

/* Where the lines of a string or a here-document stand, and the line that ends it. */
enum string_place {
    STRING_MARGIN, /* at the margin, both: blanks would be part of it */
    STRING_UNDER,  /* both in the column of the statement */
    STRING_WITHIN, /* a level further in; its end in the column of the statement */
    STRING_DEEPER, /* a level further in, both */
};

struct conventions {
    const char *languages; /* blank between */
    unsigned traits;       /* enum convention, or-ed */
    unsigned chain;        /* columns that ".call" stands further in; 0: a level */
    enum string_place strings;
    const char *const *leading; /* what a line begins with that goes on with the one above; NULL-terminated */
    const char *const *asking;  /* what a line ends with that goes on below */
};

/* Never NULL: languages without a row have the last one. */
const struct conventions *conventions_of(const char *language);

#endif
