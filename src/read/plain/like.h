/* SPDX-License-Identifier: MIT */
/* A sibling page that holds the same examples as the copied text, in Markdown:
 * what stands in both is taken from it as it stands there, and what is only
 * alike takes languages, indentation and inline marks from it.
 *
 *   like.c        the sibling, part by part, as copying would leave it
 *   like_match.c  which parts of an example stand in the copied text
 *   like_code.c   code that is alike: its language, its lines' indentation
 *   like_prose.c  prose that is alike: its code spans, emphasis and links
 *
 * Texts are compared without their blanks and line ends, which copying does
 * not keep, and with straight quotes. Words are never taken from the sibling:
 * where the texts differ, the copied one stands. */
#ifndef EXLINT_READ_PLAIN_LIKE_H
#define EXLINT_READ_PLAIN_LIKE_H

#include "read/plain/layout.h"
#include "read/plain/plain.h"

struct like_part {
    const struct part *part;
    const struct block *block; /* that it is a part of; NULL: the heading of a section */
    struct text key;           /* what copying leaves of it, as like_add_key; empty where that is nothing */
    bool opaque;               /* a container with code in it: not known what copying leaves */
};

/* An example and what follows it up to the next one; or what stands before the first. */
struct like_group {
    const struct entry *entry; /* NULL: before the first example */
    size_t first, count;       /* in parts */
};

struct like {
    const struct document *document;
    struct arena arena;
    struct like_part *parts;
    size_t part_count;
    struct like_group *groups; /* groups[0] is before the first example, the others by rising number */
    size_t group_count;
};

/* Adds the bytes of a text that count in comparisons: no blanks, no line ends, typographic quotes as straight
 * ones. */
void like_add_key(struct text t, struct buf *key);
/* Whether two texts have the same key. */
bool like_same(struct text a, struct text b);
/* The same but for marks that were copied along, such as the stars of emphasis. */
bool like_same_words(struct text a, struct text b);
/* The group of the example with that number (0: what stands before the first), or NULL. */
const struct like_group *like_find(const struct like *like, uint32_t number);
/* The Markdown of a part, whole lines without the last line end. */
struct text like_source(const struct like *like, const struct like_part *part);

/* Adds the blocks of a section, as plain_section_blocks does; false where the sibling has no such section and
 * nothing was added. */
bool like_take_section(struct plain_page *page, const struct plain_section *section, bool last);
/* The heading of an example: level and, where it says the same, Markdown of the sibling's. */
void like_take_heading(struct plain_page *page, struct plain_block *block);
/* Sets the languages of the blocks of code that the sibling has something alike for. */
void like_set_languages(struct plain_page *page);

/* How alike two blocks of code are: the share of the shorter one's lines that stand in both, annotations
 * apart, 0..1. */
double like_compare_code(const struct text *lines, size_t count, struct text code);
/* Adds the code: lines in both as they stand in the sibling, with the blank lines between them; those that
 * differ in their annotation with the sibling's indentation; the others with what was found for them, moved
 * as the line above is. False, and nothing added, where the blocks are too long to be compared. */
bool like_write_code(const struct layout *layout, struct text code, struct buf *out);

/* How alike two paragraphs of prose are: the share of words that stand in both, 0..1. */
double like_compare_prose(struct text plain, struct text rendered);
/* Adds the copied prose as Markdown with the inline marks of the sibling's where the marked words stand in
 * both. False, and nothing added, where no mark could be placed. */
bool like_write_prose(struct text plain, struct text markdown, struct buf *out);

/* Adds the sibling's front matter, lines with their ends, under the copied title where there is one. False
 * where it has none that is valid. */
bool like_write_front_matter(const struct like *like, struct text title, struct buf *out);
/* Whether a copied line is the sibling's title. */
bool like_is_title(const struct like *like, struct text line);

#endif
