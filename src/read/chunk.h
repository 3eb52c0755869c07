/* SPDX-License-Identifier: MIT */
/* Lines of copied text and of the text form, and chunks: runs of lines that are not blank. Lines count from 1; what lies
 * outside of the source is blank. A byte order mark is no part of the first line. */
#ifndef EXLINT_READ_CHUNK_H
#define EXLINT_READ_CHUNK_H

#include "doc/source.h"

/* The line without its end. */
struct text chunk_line(const struct source *source, uint32_t line);
bool chunk_is_blank(const struct source *source, uint32_t line);
/* Number of the line behind the chunk that begins with the line; the line itself where it is blank. */
uint32_t chunk_end(const struct source *source, uint32_t line);
/* Lines from..end (half open, at least one), the last one without its end. */
struct text chunk_lines(const struct source *source, uint32_t from, uint32_t end);

#endif
