/* SPDX-License-Identifier: MIT */
/* From the nodes of a Markdown page to entries, blocks and labels, under a
 * profile. Knows no libcmark. */
#ifndef EXLINT_READ_PAGE_H
#define EXLINT_READ_PAGE_H

#include "read/markdown.h"
#include "read/read.h"

/* Reads a whole Markdown page: encoding, front matter, body. A struct reader's read(). */
void page_read(const struct read_context *context, const struct source *source, struct document *document,
               struct report *report);

/* The same into a document that is all zero but for its arena, which may hold the source's bytes. */
void page_read_into(const struct read_context *context, const struct source *source, struct document *document,
                    struct report *report);

/* Reports file/encoding at the first byte that is not UTF-8 text (invalid sequence, NUL, UTF-16) and sets
 * document->unreadable. */
void encoding_check(struct document *document, struct report *report);
/* Whether it would report nothing. */
bool encoding_is_text(struct text bytes);

#endif
