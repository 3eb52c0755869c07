/* SPDX-License-Identifier: MIT */
/* Where the links of a page lead. Links from the root of the site are followed
 * below site.root where that is set. Without it, those that lead to the page's
 * own folder are still told: by the names of the folder, or by fragments most
 * of which are found in the pages beside it. */
#ifndef EXLINT_RULE_TARGETS_H
#define EXLINT_RULE_TARGETS_H

#include "rule/links.h"
#include "rule/site.h"

enum target_kind {
    TARGET_UNKNOWN, /* elsewhere, or not to be told */
    TARGET_MISSING, /* a file that does not exist */
    TARGET_FILE,    /* something that is no page of Markdown */
    TARGET_PAGE,
};

struct target_page {
    enum target_kind kind;
    const struct anchors *anchors; /* pages; NULL where it cannot be read, or no link to it has a fragment */
    const char *file;              /* pages: as messages call it; NULL for the page itself */
    bool beside;                   /* pages: the page itself, or one of the same folder */
};

struct targets {
    struct links links;
    struct target_page *pages; /* of each link */
    struct arena arena;
    bool kept; /* in site->found, for the other rules of the page: targets_free() leaves them there */
};

void targets_find(const struct document *document, const struct site *site, const char *root, struct targets *targets);
void targets_free(struct targets *targets);
/* Frees what was kept. */
void targets_forget(struct targets *found);

/* The anchor that the fragment of a link leads to; NULL where there is none, or it is not known. */
const struct anchor *target_anchor(const struct document *document, const struct targets *targets, size_t link);
/* Whether the fragment is one that a browser or a template makes something of without an anchor. */
bool fragment_is_free(struct text fragment);

#endif
