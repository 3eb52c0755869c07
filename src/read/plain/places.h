/* SPDX-License-Identifier: MIT */
/* The places inside lines of code where other code may begin, by what stands on either side of each. */
#ifndef EXLINT_READ_PLAIN_PLACES_H
#define EXLINT_READ_PLAIN_PLACES_H

#include "read/plain/plain.h"

enum { JOINTS = 16 };

/* A place in a block where other code may begin. */
struct joint {
    size_t piece, at; /* piece of the page, offset in it */
    long depth;       /* of brackets, from the block's begin; what stands in comments does not count */
    long hidden;      /* of brackets right of it that did not count, as it stands in a comment */
    bool comment;     /* it stands in one */
    float local;      /* by what stands right and left of it */
    bool taken;
};

/* The candidates of a block: the likeliest JOINTS, in order. */
struct joints {
    struct joint list[JOINTS];
    size_t count;
};

/* Adds the places of one line; *depth is that of the brackets before it, and then behind it. next: the next
 * line of the block, or empty. */
void joints_find(const struct plain_page *page, size_t piece, struct text next, long *depth,
                 struct joints *joints);
/* Whether a word begins lines: of any language by its marks, or of this page. */
bool joint_begins_lines(const struct plain_page *page, struct text word);

#endif
