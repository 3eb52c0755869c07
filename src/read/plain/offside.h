/* SPDX-License-Identifier: MIT */
/* Languages in which indentation is the structure: the search for the most
 * plausible one. Statements are found first (a statement may go over several
 * lines, by brackets and strings); then a beam search decides for each how
 * many of the open blocks end before it. */
#ifndef EXLINT_READ_PLAIN_OFFSIDE_H
#define EXLINT_READ_PLAIN_OFFSIDE_H

#include "read/plain/layout.h"

enum statement_kind {
    KIND_SIMPLE,
    KIND_FUNCTION,
    KIND_CLASS,
    KIND_IF,
    KIND_ELIF,
    KIND_ELSE,
    KIND_FOR,
    KIND_WHILE,
    KIND_TRY,
    KIND_EXCEPT,
    KIND_FINALLY,
    KIND_WITH,
    KIND_MATCH,
    KIND_CASE,
    KIND_DECORATOR,
    KIND_LEAVE, /* return, raise, break, continue: nothing follows in its block */
    KIND_PASS,  /* the only statement of its block */
    KIND_IMPORT,
    KIND_TEXT,    /* a string alone */
    KIND_BLOCK,   /* anything else that opens a block */
    KIND_BRACKET, /* opens a bracket at its end, and a block in it */
    KIND_VALUE,   /* an expression: the last thing in its block */
    KIND_YIELD,   /* Scala: with its for */
    KIND_CLOSE,   /* brackets that close what a line opened */
};

enum { STATEMENT_NAMES = 12, STATEMENT_BINDS = 10 };

struct statement {
    size_t first, count; /* lines of the layout */
    enum statement_kind kind;
    bool opens;                /* a block must follow */
    bool level;                /* that block stands no further in: the cases of a match */
    bool within;               /* belongs to some block: no equation, no heading */
    bool top;                  /* belongs at the margin, as imports and type signatures do */
    bool module;               /* belongs at the margin: if __name__ … */
    bool reraises;             /* "raise" alone: in an except only */
    bool declares;             /* global or nonlocal: something must follow */
    bool constant;             /* binds a name in capitals */
    bool tests;                /* "if name:", a test whether there is something */
    bool options;              /* a class within a class that holds settings, not methods: Django's Meta */
    enum statement_kind block; /* of the block that it opens, where that is another; KIND_SIMPLE: the same */
    /* ML: */
    bool enumerates; /* Scala: "x <- …", in a for */
    bool braces;     /* Scala: a call whose block stands in braces, as tests are written */
    bool inherits;   /* Scala: extends and derives, two levels in as scalafmt has them */
    bool closes;     /* Scala: "end name" */
    struct text name; /* F#: that it binds; in the layout */
    bool contains;    /* F#: a module in the file */
    uint32_t family;  /* of a case: the type that its constructor is of, or 0 */
    uint32_t parent;  /* Scala: name of the type that it extends, or 0 */
    bool lone;        /* one word */
    bool opaque;      /* Scala: an opaque type, which extensions belong to */
    bool operates; /* begins with an operator: goes on with the expression above */
    bool values;  /* a case with its value on the line */
    bool argues;  /* may be an argument of the call above */
    bool applies; /* is a call whose arguments may come below */
    bool binding; /* Scala: a given, a val … */
    bool returns, yields, breaks, awaits, async, method, uses_self, commented, field, calls;
    uint32_t names[STATEMENT_NAMES]; /* used */
    size_t name_count;
    uint32_t binds[STATEMENT_BINDS]; /* bound where it stands; of functions and classes: its own name */
    size_t bind_count;
    uint32_t inner[STATEMENT_BINDS]; /* bound in its block: parameters, loop variables */
    size_t inner_count;
};

struct statements {
    struct layout *layout;
    struct statement *at;
    size_t count;
    struct arena arena; /* of the names */
    bool ml;            /* blocks have values, matches have cases */
    bool scala;
    bool steps_operators; /* lines that begin with operators stand further in than the first */
    struct words families;  /* of constructors */
    struct words qualified; /* F#: "Module.name", "open Module" */
    struct words names;   /* numbers of names, from 1 */
    uint32_t name_count;
};

/* Finds the statements of a block, in Python and in languages like ML. */
void statements_find(struct statements *statements, struct layout *layout);
void statements_find_scala(struct statements *statements, struct layout *layout);
void statements_find_ml(struct statements *statements, struct layout *layout);
/* Numbers of names, for those who read statements. */
void statement_use(struct statements *statements, struct statement *statement, struct text word);
/* Notes a constructor of a type, and gives the type of the constructor that a pattern begins with: a number,
 * or 0. */
void statements_note_family(struct statements *statements, struct text constructor, uint32_t family);
uint32_t statements_family(const struct statements *statements, struct text pattern);
void statement_bind(struct statements *statements, uint32_t *list, size_t *count, struct text word);
void statements_free(struct statements *statements);
/* Puts the comments in their places, once the code has its columns (offside_comments.c). */
void offside_comments(struct layout *layout);
/* Sets the column of each statement; gives a confidence. */
double offside_search(const struct statements *statements, long *column);

#endif
