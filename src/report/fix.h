/* SPDX-License-Identifier: MIT */
/* Fixes: the edits of findings, applied to the bytes of the page they were
 * found in. */
#ifndef EXLINT_REPORT_FIX_H
#define EXLINT_REPORT_FIX_H

#include "base/buf.h"
#include "report/report.h"

/* Adds the page with the edits of the report's findings to out, in one pass. Findings come in the report's order (sort it
 * first); one of whose edits touches the bytes of an edit that was taken before is left out as a whole, for the next
 * pass, and so is one with an edit outside the page. Gives the number of findings that were fixed; when it is 0, out
 * is the page. Linear in the page and the edits, but for sorting these. */
size_t fix_apply(struct text page, const struct report *report, struct buf *out);

#endif
