/* SPDX-License-Identifier: MIT */
/* Two forms of the same examples side by side: what one has and the other
 * lacks, and what is said or coded in another way. Examples are the same when
 * they have the same number. */
#ifndef EXLINT_RULE_VARIANT_H
#define EXLINT_RULE_VARIANT_H

#include "base/buf.h"
#include "doc/document.h"
#include "report/report.h"

struct variant {
    const char *path;             /* as findings name it */
    const struct source *source;  /* what was read, whatever the document was made from */
    const struct document *document;
    struct report *report;
};

/* Findings about both: what only `first` has is reported there, all else in `second`. render adds the text that Markdown
 * renders as. */
void variants_compare(const struct variant *first, const struct variant *second,
                      void (*render)(struct text markdown, struct buf *out));

#endif
