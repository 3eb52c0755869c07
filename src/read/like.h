/* SPDX-License-Identifier: MIT */
/* A page that holds the same examples as the copied text that is to be read
 * (convert --like): front matter, languages, indentation and inline marks are
 * taken from it, example by example, by number and text. */
#ifndef EXLINT_READ_LIKE_H
#define EXLINT_READ_LIKE_H

#include "doc/document.h"

struct like;

/* document: read from Markdown; it and its source are borrowed and must outlive what is made of it, which
 * like_free() frees. Afterwards only read, so that threads may share it. */
struct like *like_new(const struct document *document);
void like_free(struct like *like);

#endif
