/* SPDX-License-Identifier: MIT */
/* The rules of the group variant: a page next to another form of it, as `compare` and the
 * configuration's `variants:` put them. */
#ifndef EXLINT_COMMAND_VARIANTS_H
#define EXLINT_COMMAND_VARIANTS_H

#include "command/config.h"
#include "rule/variant.h"

/* A page that is read to be compared. All zero bytes is one that was not read. */
struct variant_page {
    const char *path; /* as findings name it; borrowed */
    struct buf bytes;
    struct source source;
    struct document document;
    struct report report;
    bool read; /* all but bytes is there */
};

/* Reads the file ("-": standard input) that findings call path. NULL, or why it cannot be compared; variant_page_free()
 * in any case. */
const char *variant_page_read(struct variant_page *page, const char *file, const char *path,
                              const struct read_context *read, const struct settings *settings);
void variant_page_free(struct variant_page *page);
/* As variants_compare() wants it. */
struct variant variant_page_as(struct variant_page *page);

/* Adds to the report of a page what a comparison with its counterparts (by `variants:`) finds about this page. Findings
 * about a counterpart go nowhere: they come when that one is checked. Counterparts that cannot be read are noted in
 * *trouble: messages with their paths, each ended by a NUL. */
void variants_check(const struct page_config *config, const struct source *source, const struct document *document,
                    struct report *report, struct buf *trouble);

#endif
