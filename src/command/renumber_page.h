/* SPDX-License-Identifier: MIT */
/* One page that is renumbered, and the edits that do it. Internal to
 * renumber*.c. */
#ifndef EXLINT_COMMAND_RENUMBER_PAGE_H
#define EXLINT_COMMAND_RENUMBER_PAGE_H

#include "command/renumber.h"
#include "doc/anchors.h"

struct renumber_reading {
    bool open;
    struct source source;
    struct report report;
    struct document document;
    struct arena arena; /* the anchors' */
    struct anchors anchors;
};

struct renumber_edits {
    struct edit *items; /* replacements are in the page's arena */
    size_t count, capacity;
};

struct renumber_page {
    const char *name;       /* as messages name it */
    struct buf path;        /* absolute; empty for standard input without a name */
    const char *error;
    struct buf bytes, after;
    struct arena arena;
    struct renumber_reading old, new; /* new: with the headings changed */
    int order;              /* place in the sequence, -1: the page is one of its own */
    size_t sequence;        /* number of its sequence */
    uint32_t *numbers;      /* by entry: the new number, 0 for sections */
    struct renumber_edits headings, others;
};

struct renumber_row {
    size_t sequence;
    uint32_t old, number; /* number: the new one */
    size_t page;
};

/* Adds an edit of the old page's bytes; the replacement is copied. */
void renumber_edit(struct renumber_page *page, struct renumber_edits *edits, struct span span, struct text replacement);
/* Adds the edits that the links of a page need. */
void renumber_links(const struct renumbering *renumbering, struct renumber_page *page);
/* Adds the edits that mentions in a piece of the page's text need, as seen from the page `of`. */
void renumber_mentions(const struct renumbering *renumbering, struct renumber_page *page, struct text piece,
                       const struct renumber_page *of);

#endif
