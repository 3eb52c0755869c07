/* SPDX-License-Identifier: MIT */
/* What language lines of code are in, by what they say, what is said around
 * them and what the rest of the page is. */
#ifndef EXLINT_READ_PLAIN_GUESS_H
#define EXLINT_READ_PLAIN_GUESS_H

#include "read/plain/grammar.h"
#include "read/plain/plain.h"
#include "read/plain/terms.h"

struct guesser {
    struct terms *terms;
    const struct language *languages[GRAMMAR_LIMIT]; /* of each row */
    float prior[GRAMMAR_LIMIT]; /* what the page says for each row, in units of log odds */
};

/* Learns the table, and from the page's blocks what it is written in; with guesser_free(). */
void guesser_init(struct guesser *guesser, const struct plain_page *page);
void guesser_free(struct guesser *guesser);
/* Looks at the page's blocks again, which have changed. */
void guesser_survey(struct guesser *guesser, const struct plain_page *page);
/* Sets what lines below a lead (which may be empty) say for each row, in units of log odds, without the page.
 */
void guess_weigh(const struct guesser *guesser, struct text lead, const struct text *lines, size_t count,
                 float score[GRAMMAR_LIMIT]);
/* A line without the comment that trails it. */
struct text guess_code(struct text line);
/* The row with the highest score, with its distance to the second. */
int guess_best(const float score[GRAMMAR_LIMIT], float *margin);

#endif
