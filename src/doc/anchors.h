/* SPDX-License-Identifier: MIT */
/* The anchors of a page: what a fragment ("#slug") can lead to. Headings make
 * them, in containers too, and raw HTML with an id or a name. Complete without
 * the page: every text is a copy in the arena. */
#ifndef EXLINT_DOC_ANCHORS_H
#define EXLINT_DOC_ANCHORS_H

#include "doc/document.h"
#include "doc/profile.h"

struct anchor {
    struct text slug;
    struct text heading; /* its heading's Markdown in one line; at == NULL where something else made the anchor */
    struct text plain;   /* the same as rendered text, white space in runs counting as one blank */
    struct text title;   /* examples: the title's Markdown */
    uint32_t number;     /* of the example whose heading it is; 0 for other anchors */
    uint32_t line;
};

struct anchors {
    const struct profile *profile;
    struct anchor *items; /* in page order, but for those of raw HTML, which come last */
    size_t count;
    uint32_t *by_slug;    /* numbers of items, by slug; of equal ones the first comes first */
    size_t example_count; /* items with a number */
    bool hides;           /* lines that look like headings of examples stand in code */
};

void anchors_make(const struct document *document, struct anchors *anchors, struct arena *arena);
/* The anchor with that slug, or NULL. */
const struct anchor *anchors_find(const struct anchors *anchors, struct text slug);

#endif
