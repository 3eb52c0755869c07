/* SPDX-License-Identifier: MIT */
/* What browsers put between the words of copied text: blanks that no line
 * breaks at, and characters without width (VitePress and others end their
 * headings with one, for the anchor). No heading, label or statement is
 * recognised with them, so they become blanks or go; line ends stay where
 * they are. */
#ifndef EXLINT_READ_PLAIN_COPIED_H
#define EXLINT_READ_PLAIN_COPIED_H

#include "base/buf.h"

struct copied {
    size_t blanks, invisible; /* how many became blanks, how many went */
    size_t first;             /* offset of the first; TEXT_NONE without any */
};

/* Adds the text with plain blanks. */
struct copied copied_add(struct text t, struct buf *out);

#endif
