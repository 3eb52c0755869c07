/* SPDX-License-Identifier: MIT */
/* Haskell, and languages that took its layout from it: what kind each line is (haskell_lines.c), and which of
 * the blocks that are open it stands in (haskell_search.c, haskell_scores.c). Source: the Haskell 2010
 * report, sections 3, 4 and 10.3; columns as ormolu and stylish-haskell set them. */
#ifndef EXLINT_READ_PLAIN_HASKELL_H
#define EXLINT_READ_PLAIN_HASKELL_H

#include "read/plain/offside.h"

/* What a line begins with. */
enum haskell_form {
    FORM_EXPRESSION,  /* and all that is not below */
    FORM_TOP,         /* module, import, data, class … */
    FORM_SIGNATURE,   /* f :: … */
    FORM_EQUATION,    /* f x = … */
    FORM_ALTERNATIVE, /* pattern -> … */
    FORM_PATTERN,     /* the head of an equation or an alternative, with its guards below */
    FORM_GUARD,       /* | …, or = … of a type */
    FORM_DERIVING,
    FORM_WHERE,
    FORM_BIND, /* x <- … */
    FORM_LET,
    FORM_IN,
    FORM_THEN,
    FORM_ELSE,
    FORM_OPERATOR,
    FORM_ARROW, /* -> …, => …, :: … of a type */
    FORM_COMMA,
    FORM_CLOSE,
};

/* What stands in a block. */
enum haskell_block {
    HOLDS_NOTHING,
    HOLDS_DECLARATIONS, /* signatures and equations; the page itself */
    HOLDS_STATEMENTS,   /* of a do */
    HOLDS_ALTERNATIVES,
    HOLDS_PARTS,    /* guards of a head; constructors of a type and what it derives */
    HOLDS_VALUE,    /* one expression */
    HOLDS_REST,     /* what goes on with the line above: operators, arguments, parts of a type */
    HOLDS_BRANCHES, /* then and else */
    HOLDS_BRACKET,
};

/* Who declares: what may be declared there. */
enum haskell_owner { OWNER_PAGE, OWNER_CLASS, OWNER_INSTANCE, OWNER_TYPE, OWNER_WHERE, OWNER_LET };

struct haskell_line {
    size_t first, count; /* lines of the layout */
    enum haskell_form form;
    enum haskell_block opens; /* at its end */
    enum haskell_owner owner; /* of declarations that it opens */
    bool commented;           /* a comment stands above it */
    bool head;                /* guards, constructors or "where" follow for it */
    bool goes_on;             /* its end asks for more: an operator, an arrow of a type */
    bool listed;              /* ends with a comma */
    bool arrow;               /* ends with an arrow, and is no lambda */
    bool branches;            /* an if of it lacks its then, or its else */
    bool leaves;              /* return, pure, throw …: mostly the last of its block */
    bool associated;          /* a type, which classes and instances may hold, too */
    bool constructor;         /* begins with a constructor, or a type */
    bool lambda;              /* its block has parameters */
    bool answered;            /* it has its then */
    size_t question;          /* offset of that if */
    uint32_t bound;           /* the name that it declares, or 0 */
    struct statement names;   /* names used, bound, and bound within */
};

struct haskell {
    struct statements names; /* their numbers; no statements */
    struct layout *layout;
    struct haskell_line *lines;
    size_t count;
    bool program;    /* has signatures at the margin: a module, no session */
    bool hanging_in; /* "in" stands a column further in than its let, as ormolu writes it */
};

void haskell_read(struct haskell *haskell, struct layout *layout);
void haskell_free(struct haskell *haskell);
/* Sets the column of each line; gives the confidence. */
double haskell_search(const struct haskell *haskell, long *column);

#endif
