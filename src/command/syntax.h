/* SPDX-License-Identifier: MIT */
/* fence/syntax: what the checkers of a configuration say about code blocks. */
#ifndef EXLINT_COMMAND_SYNTAX_H
#define EXLINT_COMMAND_SYNTAX_H

#include "command/config.h"

enum { SYNTAX_MILLISECONDS = 10000 /* for one block */ };

/* Adds a finding for each block that the checker of its language refuses. What keeps a checker from running is added to
 * trouble, ended by a NUL. */
void syntax_check(const struct page_config *config, const struct document *document, struct report *report,
                  struct buf *trouble);

#endif
