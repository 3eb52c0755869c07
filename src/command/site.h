/* SPDX-License-Identifier: MIT */
/* What rules ask about the pages around theirs (rule/site.h), answered: pages
 * are read when they are asked for, each once in a run as long as there is
 * room, whichever thread asks. */
#ifndef EXLINT_COMMAND_SITE_H
#define EXLINT_COMMAND_SITE_H

#include <sys/stat.h>

#include "read/read.h"
#include "rule/site.h"

struct site_store;
struct site_entry;

struct site_store *site_store_new(void);
void site_store_free(struct site_store *store);
/* From now on the file holds these bytes, which are borrowed. Before the first visit. */
void site_store_replace(struct site_store *store, const char *file, struct text bytes);

/* The site as one page sees it. */
struct site_visit {
    struct site site;
    struct site_store *store;
    struct read_context read; /* by which pages are read that the page asks about */
    const struct document *document;
    bool placed;             /* the page's file was looked up */
    dev_t device;
    ino_t inode;             /* 0 where it has none */
    struct site_entry *own;  /* NULL until a rule has asked for the page's anchors */
    struct site_entry **held; /* entries that were asked for */
    size_t held_count, held_capacity;
    char *folder; /* of the page, resolved; NULL until it was needed */
};

/* read: what the page was read by, and so those around it are. path: as findings name the page; "<stdin>" and the like
 * have no place. All but read outlive the visit. */
void site_visit_begin(struct site_visit *visit, struct site_store *store, const struct read_context *read,
                      const char *path, const struct document *document);
void site_visit_end(struct site_visit *visit);

#endif
