/* SPDX-License-Identifier: MIT */
/* Questions and answers as text that was copied from a page: numbered titles,
 * lines "Q: …", and code that kept its indentation but lost its fences. */
#ifndef EXLINT_READ_QA_H
#define EXLINT_READ_QA_H

#include "read/read.h"

/* Whether the page has numbered titles and questions, and no marks of Markdown. */
bool qa_claims(const struct read_context *context, const struct source *source);
/* A struct reader's read(). Labels whose list was lost in copying, and questions that nothing answers, are
 * import/unreadable. */
void qa_read(const struct read_context *context, const struct source *source, struct document *document,
             struct report *report);

#endif
