/* SPDX-License-Identifier: MIT */
/* The text form (DESIGN: "The text form"), read back. */
#ifndef EXLINT_READ_TEXT_H
#define EXLINT_READ_TEXT_H

#include "read/read.h"

/* Whether the page has the form's marks near its top, and nothing before them that Markdown alone has. */
bool text_claims(const struct read_context *context, const struct source *source);
/* A struct reader's read(). */
void text_read(const struct read_context *context, const struct source *source, struct document *document,
               struct report *report);

#endif
