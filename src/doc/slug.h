/* SPDX-License-Identifier: MIT */
/* Slugs: the fragment that a heading's text makes on a site, exactly as
 * github-slugger 2 has it. The text is the rendered one (without Markdown's
 * marks): lower case, punctuation and symbols gone, a hyphen for each blank;
 * the second heading of a page with the same slug gets "-1", and so on. */
#ifndef EXLINT_DOC_SLUG_H
#define EXLINT_DOC_SLUG_H

#include "base/arena.h"
#include "base/buf.h"

/* Adds the slug of a text, without a number for repeated ones. Bytes that are not UTF-8 count as U+FFFD. */
void slug_add(struct text plain, struct buf *out);

struct slugger_row;

/* The slugs that a page has so far. All zero bytes is none. */
struct slugger {
    struct slugger_row *rows; /* a hash table; capacity is a power of two, or 0 */
    size_t count, capacity;
};

/* The slug of the next heading of the page, in the arena, which must outlive the slugger. */
struct text slugger_next(struct slugger *slugger, struct text plain, struct arena *arena);
void slugger_free(struct slugger *slugger);

#endif
