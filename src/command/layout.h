/* SPDX-License-Identifier: MIT */
/* file/layout: a page that formatting would change, said once, at the first
 * line that would change. */
#ifndef EXLINT_COMMAND_LAYOUT_H
#define EXLINT_COMMAND_LAYOUT_H

#include "read/read.h"
#include "report/report.h"

/* Adds the finding, where the page and its canonical form differ. */
void layout_report(const struct document *document, struct text canonical, struct report *report);
/* Formats the page, which is Markdown, and adds the finding. */
void layout_check(const struct read_context *read, const struct document *document, struct report *report);

#endif
