/* SPDX-License-Identifier: MIT */
/* What a conversion cannot bring across, by name. */
#ifndef EXLINT_COMMAND_LOSSES_H
#define EXLINT_COMMAND_LOSSES_H

#include "write/write.h"

/* Adds a line without its end for everything that the document has and the form of the writer does not hold (link
 * targets, marks), or that the form wants and the document lacks (front matter keys); nothing where all is well. */
void losses_find(const struct document *document, const struct writer *writer, struct buf *lines);

#endif
