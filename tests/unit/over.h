/* SPDX-License-Identifier: MIT */
/* The pages that a property is checked on: generated ones, and those of files. The environment asks for others:
 * EXLINT_SEED=n for one generated page alone, EXLINT_ROUNDS=n for more of them, EXLINT_PAGES for the files that a
 * list names, a path a line. */
#ifndef EXLINT_TESTS_OVER_H
#define EXLINT_TESTS_OVER_H

#include "base/text.h"

/* name: of the page, for what is said when it fails. */
typedef void page_check(void *context, const char *name, struct text page);
/* Makes the page of a seed, into an empty buffer. */
struct buf;
typedef void page_maker(uint64_t seed, struct buf *page);

/* EXLINT_ROUNDS, or as many as a test does by itself. */
uint64_t over_rounds(uint64_t rounds);
/* Pages of the seeds from 1 on. Gives how many there were. */
uint64_t over_seeds(uint64_t rounds, page_maker *make, page_check *check, void *context);
/* Of each seed the page of generate_page() that has a structure, and the wild one. */
void over_generated(uint64_t rounds, page_check *check, void *context);
/* The Markdown pages of some folders, NULL at the end. Gives how many there were, those of the list aside. */
size_t over_files(const char *const *folders, page_check *check, void *context);

#endif
