/* SPDX-License-Identifier: MIT */
/* Regular expressions (PCRE2, 8 bit, UTF), compiled once and matched from any
 * number of threads. The only user of libpcre2. Match limits are set, so that
 * no pattern takes more than bounded time; a match that hits one is no match.
 * Patterns are for text that first byte and length have already picked. */
#ifndef EXLINT_BASE_PATTERN_H
#define EXLINT_BASE_PATTERN_H

#include "base/text.h"

struct pattern;

enum { PATTERN_GROUPS = 16 }; /* groups whose text a match gives back; 0 is the whole */

struct pattern_match {
    struct text group[PATTERN_GROUPS]; /* parts of the subject; at == NULL where a group took no part */
};

struct pattern_error {
    size_t offset;     /* bytes into the expression, from 0 */
    char message[160]; /* PCRE2's own words */
};

/* A compiled pattern, freed with pattern_free(); NULL with *error filled when the expression is no pattern.
 * nocase: without regard to case. */
struct pattern *pattern_new(const char *expression, bool nocase, struct pattern_error *error);
/* The same, but tried at the subject's first byte only, and where `whole` is set, up to its last; with limits for many
 * short subjects. */
struct pattern *pattern_new_at_start(const char *expression, bool nocase, bool whole, struct pattern_error *error);
void pattern_free(struct pattern *pattern);
/* Sets first[b] for each byte b that a subject can begin with for such a pattern to match; for all where that cannot be
 * told. The expression is known to compile. */
void pattern_first_bytes(const char *expression, bool nocase, bool first[256]);
/* Whether the pattern matches somewhere in the subject; *match (may be NULL) is filled only then. The subject must be
 * valid UTF-8; one that is not does not match. Safe from several threads at once. */
enum pattern_outcome { PATTERN_NO, PATTERN_YES, PATTERN_GAVE_UP /* not within the limits */ };
enum pattern_outcome pattern_try(const struct pattern *pattern, struct text subject, struct pattern_match *match);
/* The number of a named group, or -1. */
int pattern_group(const struct pattern *pattern, const char *name);

#endif
