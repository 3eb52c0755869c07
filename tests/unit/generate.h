/* SPDX-License-Identifier: MIT */
/* Random pages for property tests: by-example pages with every kind of
 * CommonMark between their parts, damaged here and there. The same seed gives
 * the same page. */
#ifndef EXLINT_TESTS_GENERATE_H
#define EXLINT_TESTS_GENERATE_H

#include "base/buf.h"

/* Next number of a sequence (xorshift64*); *state must not be 0. */
uint64_t random_next(uint64_t *state);
/* 0 .. below - 1. */
unsigned random_below(uint64_t *state, unsigned below);
/* Adds a page to out. wild: lines are thrown together without regard to structure. */
void generate_page(uint64_t seed, bool wild, struct buf *out);

#endif
