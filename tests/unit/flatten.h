/* SPDX-License-Identifier: MIT */
/* What is left of a Markdown page when its rendered text is copied: no front
 * matter (the title stays), no fences, blank lines, indentation or marks; runs
 * of blanks are one; quotes in prose are typographic; the last line of code,
 * unless it is mermaid's, runs into what follows. */
#ifndef EXLINT_TESTS_FLATTEN_H
#define EXLINT_TESTS_FLATTEN_H

#include "base/buf.h"

/* Adds the flattened page to out, LF line ends. */
void flatten_page(struct text markdown, struct buf *out);
/* Adds a line without blanks at its ends and with runs of blanks as one. */
void flatten_line(struct text line, struct buf *out);

#endif
