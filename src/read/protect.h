/* SPDX-License-Identifier: MIT */
/* Plain text as Markdown that renders as that text; what rebuilt.c needs of it
 * beyond prose_protect(). */
#ifndef EXLINT_READ_PROTECT_H
#define EXLINT_READ_PROTECT_H

#include "base/buf.h"
#include "doc/document.h"

enum protect_as {
    PROTECT_BLOCK,     /* a paragraph, list or quote */
    PROTECT_PARAGRAPH, /* goes on behind prefix, in one paragraph with it */
    PROTECT_TITLE,     /* one line behind prefix, which is a heading's opening */
};

/* Adds the text as Markdown, without the prefix that stands before it, and gives the shape that it has. */
enum shape protect(enum protect_as as, struct text prefix, struct text plain, struct buf *out);
/* Whether the Markdown is one top-level node and renders as the text. */
bool protect_holds(struct text markdown, struct text plain, enum shape shape);
/* What the Markdown is as a page of its own: the shape of its only top-level node, or SHAPE_NONE. */
enum shape protect_shape(struct text markdown);

#endif
