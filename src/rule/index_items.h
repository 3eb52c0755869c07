/* SPDX-License-Identifier: MIT */
/* Index lists: lists outside of examples whose items begin with links to the
 * entries of the page or of a page beside it, at least INDEX_LEAST of them to
 * one page. */
#ifndef EXLINT_RULE_INDEX_ITEMS_H
#define EXLINT_RULE_INDEX_ITEMS_H

#include "rule/targets.h"

enum { INDEX_LEAST = 3 };

/* An item that begins with a link to an entry, or to something that is called as one. */
struct index_item {
    const struct link *link;
    const struct target_page *page;
    const struct anchor *anchor; /* NULL where nothing has its fragment */
    uint32_t number;             /* of the entry; where there is no anchor, what the item says */
    bool begins;                 /* the link begins an item of the list */
    bool in_index;               /* it does, and the list is an index; else it only names an entry */
};

struct index_items {
    struct targets targets;
    struct index_item *items; /* page by page, then in the order of their numbers */
    size_t count;
};

void index_items_find(const struct document *document, const struct site *site, const char *root,
                      struct index_items *items);
void index_items_free(struct index_items *items);
/* Number of items from `first` on that lead to the same page. */
size_t index_items_run(const struct index_items *items, size_t first);

/* Whether a link's text reads as an entry's whole heading ("Example 7: Closures") rather than as its title. */
bool index_text_is_heading(const struct document *document, struct text rendered, uint32_t *number, struct text *title);
/* Whether Markdown can stand between a link's square brackets. */
bool index_text_fits(struct text markdown);

#endif
