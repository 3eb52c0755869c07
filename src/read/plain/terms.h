/* SPDX-License-Identifier: MIT */
/* The words and marks by which languages are known, from the table of
 * grammar.c: the fewer rows share a term, the more it says. */
#ifndef EXLINT_READ_PLAIN_TERMS_H
#define EXLINT_READ_PLAIN_TERMS_H

#include "read/plain/grammar.h"

/* A set of rows of the grammar table. */
struct rows {
    uint64_t bits[GRAMMAR_LIMIT / 64];
};

struct terms;

/* The caller frees them with terms_free(). */
struct terms *terms_learn(void);
void terms_free(struct terms *terms);
size_t terms_count(const struct terms *terms);
/* Counts the terms of a line of code in seen, which has terms_count() bytes: in how many lines each was met.
 */
void terms_see(const struct terms *terms, struct text line, uint8_t *seen);
/* Whether a line begins as a row's mark or shape says that its lines do. */
bool terms_starts(const struct terms *terms, struct text line, size_t row);
/* Adds what the terms that were seen say for each row, in units of log odds. */
void terms_weigh(const struct terms *terms, const uint8_t *seen, float score[GRAMMAR_LIMIT]);

#endif
