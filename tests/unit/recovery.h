/* SPDX-License-Identifier: MIT */
/* How much of a Markdown page comes back from its flattened text: the page is
 * read as it is and as recovered, and the two documents are compared, example
 * by example. */
#ifndef EXLINT_TESTS_RECOVERY_H
#define EXLINT_TESTS_RECOVERY_H

#include <stdio.h>

#include "read/read.h"

enum { RECOVERY_LANGUAGES = 128, RECOVERY_BINS = 11 };

struct share {
    size_t right, all;
};

struct language_score {
    char name[24]; /* as the page's fences have it, aliases resolved; "-" for none */
    struct share code, language, lines;
};

struct recovery {
    struct share examples;  /* found: number and title */
    struct share sequences; /* kinds and languages of an example's blocks, all exact */
    struct share takeaways, whys;
    struct share code;     /* of all code blocks: text exact but for white space */
    struct share language; /* of those: language exact */
    struct share lines;    /* of those: lines whose indentation is exact */
    struct share blocks;   /* of those: all lines exact */
    struct language_score languages[RECOVERY_LANGUAGES];
    size_t language_count;
    /* Of blocks recovered with confidence 0.0 .. 0.1, 0.1 .. 0.2, … 1.0: those of which everything was right.
     */
    struct share bins[RECOVERY_BINS];
    double claimed[RECOVERY_BINS]; /* sum of the confidences */
};

/* Adds what comes back of a page. Misses are told to the file, one a line, unless it is NULL. False where the
 * recovered page does not flatten to the text that it was recovered from. */
bool recovery_measure(const struct read_context *context, const char *name, struct text page,
                      struct recovery *recovery, FILE *misses);
/* Per cent; 100 where there was nothing to get right. */
double share_percent(struct share share);

#endif
