/* SPDX-License-Identifier: MIT */
/* fmt --renumber: the examples of each sequence get successive numbers, from
 * that of its first example on, and what refers to them follows: headings,
 * "Example 12" in prose, front matter and headings, fragments of links. */
#ifndef EXLINT_COMMAND_RENUMBER_H
#define EXLINT_COMMAND_RENUMBER_H

#include "command/config.h"

struct renumber_page;
struct renumber_row;

struct renumbering {
    const struct inputs *inputs;
    const struct page_config *const *configs;
    struct renumber_page *pages; /* one for each input */
    size_t count;
    struct renumber_row *rows;   /* every example: by sequence, old number, page */
    size_t row_count;
};

/* Reads the inputs and renumbers them, in memory. False when nothing may be done: a page of a sequence is not among the
 * inputs; that was said. The caller frees *renumbering in any case. */
bool renumber_make(struct renumbering *renumbering, const struct inputs *inputs,
                   const struct page_config *const *configs);
/* The page as it was read, and as it is now; at == NULL where it could not be read (*error says why). */
struct text renumber_before(const struct renumbering *renumbering, size_t item, const char **error);
struct text renumber_after(const struct renumbering *renumbering, size_t item);
void renumber_free(struct renumbering *renumbering);

#endif
