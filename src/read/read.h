/* SPDX-License-Identifier: MIT */
/* Readers: bytes in, document out. A table with a row per input form stands in
 * read.c. Readers never fail: what is wrong with the input becomes a finding
 * in the report, and there is always a document that loses nothing. */
#ifndef EXLINT_READ_READ_H
#define EXLINT_READ_READ_H

#include "base/buf.h"
#include "doc/document.h"
#include "doc/profile.h"
#include "report/report.h"

struct read_context {
    const struct profiles *profiles;
    const struct profile *profile; /* forced by the configuration, or NULL: the recognised form picks */
    const struct like *like; /* copied text: a page that holds the same examples (read/like.h), or NULL */
};

struct reader {
    const char *name; /* what --from calls it: "markdown", "json" … */
    bool (*claims)(const struct read_context *context, const struct source *source); /* "auto" asks in order */
    void (*read)(const struct read_context *context, const struct source *source, struct document *document,
                 struct report *report);
};

/* NULL for an unknown name. */
const struct reader *reader_find(const char *name);
size_t reader_count(void);
const struct reader *reader_at(size_t i);
/* The first reader that claims the source; the last one of the table (Markdown) claims everything. */
const struct reader *reader_for(const struct read_context *context, const struct source *source);

/* Fills *document, which the caller frees with document_free(); the source must outlive it. */
void read_page(const struct read_context *context, const struct reader *reader, const struct source *source,
               struct document *document, struct report *report);

/* What libcmark says about Markdown, for those who must not change it. */

/* Adds the HTML that libcmark renders for a page's body (front matter and byte order mark left out, raw HTML kept). */
void markdown_html(struct text page, struct buf *out);
/* Compares the pages' bodies node by node. Gives 0 when their HTML is the same; 1 when they have the same number of
 * top-level nodes: then changed[i] is set for each node i (of `before`) whose HTML differs; 2 otherwise. changed has room
 * for the nodes of before (struct part.node numbers them). */
int markdown_compare(struct text before, struct text after, bool *changed, size_t changed_count);

#endif
