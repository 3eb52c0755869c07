/* SPDX-License-Identifier: MIT */
/* The stack of what is open in code whose blocks are marked, and the statement that each entry is in. */
#ifndef EXLINT_READ_PLAIN_NESTING_H
#define EXLINT_READ_PLAIN_NESTING_H

#include "read/plain/conventions.h"
#include "read/plain/layout.h"

/* What a line leaves to the next one. */
enum asking {
    ASKS_NOTHING,
    ASKS_VALUE,    /* "x =", "=>" */
    ASKS_OPERAND,  /* "a &&" */
    ASKS_BODY,     /* "if (…)" without a brace */
    ASKS_ARGUMENT, /* "call a," without parentheses */
    ASKS_ITEM,     /* "if let a = b,": a list that no bracket holds */
};

enum { NO_COLUMN = -1 };

/* The statement that a level is in; columns are NO_COLUMN until there is such a line. */
struct running {
    bool begun;
    long first, last; /* of its first and last line */
    long chain;       /* of its lines that begin with a call: ".map(…)" */
    long operand;     /* of its other lines that go on */
    long question;    /* of its "? …" */
    long value;       /* of what stands behind "=" or an operator to align with */
    long bare;        /* of the last head whose body has no braces */
    enum asking asks;
    bool keyed;    /* it is an argument with a name */
    bool quoted;   /* that is a string: other strings stand under it */
    bool behind;   /* its first line is the bracket's, behind which it began */
    bool braced;   /* its last line began with a closing brace */
    bool closed;   /* … or with another bracket */
    bool valued;   /* its last line is the value that the one before asked for */
    bool texts;    /* its last line is a string alone, beside which others stand */
    bool arrow;    /* its last line ends with "=>" */
    bool controls; /* begins with if, while, for … */
    bool returns;  /* the value is that of a return or an assignment: operators at the front of lines do not
                      align */
    bool type;     /* begins a type: class, interface */
    bool property; /* begins with "name: value" */
};

struct level {
    char kind; /* the bracket, or 'k' for a keyword, 't' for a tag, 'h' for a tag's head over lines, 'd' for a
                  directive, 'w' for the list of a where clause */
    long base; /* column of its end, and of the line that opened it */
    long content; /* column of what stands in it */
    bool cases;   /* holds labels: switch, select, case … in */
    bool clauses; /* holds clauses "pattern ->" with bodies under them */
    bool members; /* the body of a type */
    bool script;  /* of tags: its content is code in brackets */
    bool sheet;   /* in a tag whose content is a style sheet */
    bool flat;    /* operands in it stand under each other */

    struct running now;
};

struct nesting {
    struct layout *layout;
    const struct conventions *conventions;
    long unit;
    long step;            /* columns that what goes on with a statement stands further in */
    long list;            /* … and what stands in parentheses */
    bool tags;            /* tags count as brackets do */
    bool markup;          /* what is no tag is text */
    bool keywords;        /* words open and close blocks */
    bool directives;      /* lines of templates hold others */
    bool blade;           /* … also those that begin with "@" */
    bool component;       /* a component of Vue, whose scripts stand at the margin */
    bool flat_namespaces; /* what is in a namespace stands where the namespace does */
    bool flush_labels;    /* case labels stand in the column of their switch */
    bool annotated;       /* a line within the statement has its annotation under it */
    bool opened;          /* the line of code above opened what the next one stands in */
    struct text previous; /* the line of code above */
    struct level *levels; /* levels[0] is the block itself */
    size_t depth, capacity;
    size_t guesses;  /* lines whose column no bracket says: what goes on, annotations */
    size_t unclosed; /* braces that are never closed */
    size_t macro;    /* depth of the macro that is being defined, or 0 */
    bool macro_goes_on;
    long string_base; /* column of the statement that the open string over lines is in */
    struct inner inner;
    enum string_place string_place;
    bool object;  /* between the strings '{' and '}' of a log format */
    bool session; /* the string shows a session of an interpreter */
    long star;    /* columns that the lines of a block comment stand further in than its first */
};

/* With the habits and the conventions of a block; with nesting_free(). */
void nesting_init(struct nesting *nesting, struct layout *layout);
void nesting_free(struct nesting *nesting);
/* Whether a line begins a section of settings of git, which the others stand under. */
bool nesting_is_section(const struct nesting *nesting, struct text code);
struct level *nesting_top(struct nesting *nesting);
struct level *nesting_push(struct nesting *nesting, char kind, long base, long content);
/* Closes the innermost open bracket or tag that fits, with what was left open in it; false when there is
 * none. */
bool nesting_pop(struct nesting *nesting, char closer, long *base);
bool nesting_is(const struct nesting *nesting, enum convention convention);

/* Statements (running.c). */
struct running running_none(void);
/* The column of a line of code that does not begin with an end, and what it does to the statement. */
long running_place(struct nesting *nesting, struct text code);
/* The column of the line that a block belongs to which opens on a line at `indent`. */
long running_base(const struct nesting *nesting, struct text code, long indent);
/* Takes a line that stands at `indent` and leaves the level as deep as it was, or less. */
void running_take(struct nesting *nesting, struct text code, long indent);
/* Whether a line goes on with the statement that its level is in. */
bool running_goes_on(const struct nesting *nesting, struct text code);
bool running_is_label(const struct nesting *nesting, struct text code);
bool running_begins_chain(const struct nesting *nesting, struct text code);

/* Words (worded.c). */
bool worded_place(struct nesting *nesting, struct text code, long *indent);
void worded_open(struct nesting *nesting, struct text code, long indent);
/* Whether a line is a pattern or a clause that others stand under, in the innermost level. */
bool worded_is_label(const struct nesting *nesting, struct text code);
/* Whether a line ends the block above it: "end", "else". */
bool worded_closes(const struct nesting *nesting, struct text code);

/* Strings and comments over lines (quoted.c); i: the line's index. */
void quoted_place(struct nesting *n, size_t i);
/* Columns that a string stands further in since others before it opened an object: '{'. */
long quoted_columns(struct nesting *n, struct text line);
void quoted_comment(struct nesting *n, size_t i);

/* Braces that are missing (unclosed.c). */
void unclosed_count(struct nesting *nesting);
/* Whether a line that opens a brace begins a type. */
bool unclosed_holds_members(const struct nesting *nesting, struct text code);
/* Ends what is open where the line cannot stand in it. */
void unclosed_repair(struct nesting *nesting, struct text code);

/* Tags (tags.c). The tag at *at, if there is one: opens or closes it and moves *at to its last byte. */
bool nesting_take_tag(struct nesting *nesting, struct text code, size_t *at, long *indent);
/* The tags that a line begins by closing: sets *indent and gives the bytes taken. */
size_t nesting_close_tag(struct nesting *nesting, struct text code, long *indent);
/* The column of a line that is a directive of a template, and what that does to what is open. */
bool nesting_place_directive(struct nesting *nesting, struct text line, long *indent);
/* Whether brackets mean something where we are. */
bool nesting_counts_brackets(const struct nesting *nesting);
/* Takes the conventions of what the next line is in. */
void nesting_follow_language(struct nesting *nesting);
/* Whether a line of a page opens brackets that hold code: "@{". */
bool nesting_opens_code(const struct nesting *nesting, struct text code);

#endif
