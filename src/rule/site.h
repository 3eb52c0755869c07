/* SPDX-License-Identifier: MIT */
/* What rules may ask about the pages around theirs. Rules read no files:
 * whoever runs them answers (src/command/site.c), once for each page whichever
 * rule asks, and the same whether or not the other pages are checked too.
 * What is given stays as it is until the page's rules are done. */
#ifndef EXLINT_RULE_SITE_H
#define EXLINT_RULE_SITE_H

#include "base/buf.h"
#include "doc/anchors.h"

enum site_target {
    SITE_NOTHING,
    SITE_FILE, /* something that is no page */
    SITE_PAGE,
};

/* A page of a folder, as far as its front matter tells. */
struct site_page {
    const char *name;  /* "beginner.md" */
    struct text title; /* without quotes */
    bool weighted;
    long long weight;
    uint32_t line; /* of the weight */
};

/* A value in the front matter of a page: of a key of its own line, "slug: x". A page that has no slug has its name. */
struct site_value {
    uint64_t hash;     /* of key and value: site_value_hash() */
    struct text value; /* without quotes */
    size_t page;
    uint32_t line; /* 0: it is the page's name */
};

static inline uint64_t site_value_hash(struct text key, struct text value) {
    return text_hash(value, text_hash(key, 0));
}

struct site_folder {
    const struct site_page *pages; /* by name; without _index.md and index.md */
    size_t count;
    const struct site_value *values; /* by hash, then by page */
    size_t value_count;
    size_t *by_weight; /* weighted_count numbers of pages, by weight, then by name */
    size_t weighted_count;
};

struct schema;

struct targets; /* rule/targets.h */

struct site {
    void *context;
    const struct schema *front_matter; /* what the page's front matter is to obey; NULL: nothing */
    const char *path; /* of the page that is checked; NULL where it has no place, so that relative links lead nowhere */
    struct targets *found;     /* where its links lead, once a rule has asked (targets_find); NULL: not kept */
    /* What a path leads to, seen from the page's folder or, where it begins with "/", from root; a page is found without
     * its suffix, too ("X.md", "X/_index.md", "X/index.md"). *file (emptied first) gets the file's path. */
    enum site_target (*resolve)(const struct site *site, const char *root, struct text path, struct buf *file);
    /* The page's own anchors, made when they are first asked for. */
    const struct anchors *(*own)(const struct site *site);
    /* The anchors of a page that resolve() found; NULL where it cannot be read. */
    const struct anchors *(*anchors)(const struct site *site, const char *file);
    /* How many of the last names of a path ("/en/java/by-example") are those of the page's own folder. */
    size_t (*matches)(const struct site *site, struct text folder);
    /* The pages of the page's folder; NULL where it cannot be listed. */
    const struct site_folder *(*folder)(const struct site *site);
    /* Adds the text that a link's text renders as. */
    void (*render)(struct text markdown, struct buf *out);
};

#endif
