/* SPDX-License-Identifier: MIT */
/* The links of a page: inline links and images, and link reference
 * definitions, with the bytes of each in the page's own source. Code spans,
 * fences, raw HTML and comments hold none. Linear in the length of the page. */
#ifndef EXLINT_RULE_LINKS_H
#define EXLINT_RULE_LINKS_H

#include "base/buf.h"
#include "doc/document.h"

struct link {
    struct span span;        /* all of it, from its first bracket to its last parenthesis */
    struct span text;        /* between the square brackets */
    struct span destination; /* as written, without angle brackets */
    struct span fragment;    /* what stands behind the "#" of the destination */
    bool has_fragment;
    bool image, definition;
    const struct part *part;  /* the part it stands in */
    const struct block *block; /* NULL in the heading of an entry */
};

struct links {
    struct link *items; /* in page order */
    size_t count, capacity;
};

void links_collect(const struct document *document, struct links *links);
void links_free(struct links *links);

/* Adds a piece of a destination as it is meant: backslash escapes and %XX resolved. */
void link_decode(struct text written, struct buf *out);
/* The destination up to a fragment or query, as written. */
struct text link_path(const struct document *document, const struct link *link);

enum link_kind {
    LINK_EXTERNAL, /* a scheme, a host, or something that a template fills in */
    LINK_HERE,     /* a fragment alone */
    LINK_RELATIVE,
    LINK_ABSOLUTE, /* from the root of the site: "/…" */
};
enum link_kind link_kind(const struct document *document, const struct link *link);

#endif
