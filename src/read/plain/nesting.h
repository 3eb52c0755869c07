/* SPDX-License-Identifier: MIT */
/* The stack of what is open in code whose blocks are marked. */
#ifndef EXLINT_READ_PLAIN_NESTING_H
#define EXLINT_READ_PLAIN_NESTING_H

#include "read/plain/layout.h"

struct level {
    char kind;    /* the bracket, or 'k' for a keyword, 't' for a tag, 'h' for a tag's head over lines */
    long base;    /* column of the line that opened it */
    long content; /* column of what stands in it */
    bool cases;   /* holds labels: switch, select, case … in */
    bool clauses; /* holds clauses "pattern ->" with bodies under them */
    long hang;    /* columns that the next line stands further in, besides */
    long last;    /* column of the last line of code in it */
    bool chain;   /* that line was part of a chain of calls */
    bool goes_on; /* that line was not complete */
    bool script;  /* of tags: its content is code in brackets */
    bool single;  /* the next line alone belongs under it: if (…) without braces */
};

struct nesting {
    struct layout *layout;
    long unit;
    bool tags;            /* tags count as brackets do */
    bool markup;          /* what is no tag is text */
    struct text previous; /* the line of code above */
    struct level *levels; /* levels[0] is the block itself */
    size_t depth, capacity;
};

struct level *nesting_push(struct nesting *nesting, char kind, long base, long content);
/* Closes the innermost open bracket or tag that fits, with what was left open in it; false when there is
 * none. */
bool nesting_pop(struct nesting *nesting, char closer, long *base);

/* Tags (tags.c). The tag at *at, if there is one: opens or closes it and moves *at to its last byte. */
bool nesting_take_tag(struct nesting *nesting, struct text code, size_t *at, long *indent);
/* The tags that a line begins by closing: sets *indent and gives the bytes taken. */
size_t nesting_close_tag(struct nesting *nesting, struct text code, long *indent);
/* Whether brackets mean something where we are. */
bool nesting_counts_brackets(const struct nesting *nesting);

#endif
