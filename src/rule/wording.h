/* SPDX-License-Identifier: MIT */
/* Words that several rules use in their messages, taken from the profile. */
#ifndef EXLINT_RULE_WORDING_H
#define EXLINT_RULE_WORDING_H

#include "base/buf.h"
#include "doc/document.h"
#include "doc/profile.h"

/* Adds the noun in lower case, in the plural unless count is 1: "examples". */
void wording_noun(struct buf *buf, const char *noun, size_t count);
/* Adds "example 28", "examples 27 and 28" or "examples 21 to 28". */
void wording_range(struct buf *buf, const char *noun, uint32_t first, uint32_t last);
/* Adds rising numbers, runs drawn together: "examples 3, 5 and 21 to 28"; after limit pieces "… and 9 more".
 */
void wording_numbers(struct buf *buf, const char *noun, const uint32_t *numbers, size_t count, size_t limit);
/* Adds an entry's heading as the profile writes it; an empty title gives "…". */
void wording_heading(struct buf *buf, const struct profile *profile, uint32_t number, struct text title);
/* What a part of an entry is called: the profile's own words where it has a label, else "code", "diagram" … */
const char *wording_kind(const struct profile *profile, enum block_kind kind);
const char *wording_block(const struct profile *profile, const struct block *block);

/* The first line of a span, without its end. */
struct span span_first_line(const struct document *document, struct span span);
/* The content of an entry's heading, without its marks; all of it where there is none. */
struct span span_of_heading(const struct entry *entry);
/* A labelled block's content: what stands behind the label, or the whole block where there is nothing. */
struct span span_of_content(const struct document *document, const struct block *block);
/* "Example 28" of a heading: its content up to the number; the whole content where the number does not stand in it. */
struct span span_of_number(const struct document *document, const struct entry *entry, uint32_t number);

#endif
