/* SPDX-License-Identifier: MIT */
/* Names that some syntax highlighter (Chroma, highlight.js, Prism, Shiki,
 * Pygments, Rouge) knows as a language: those of doc/language.h and many more
 * of which nothing else is known here. Case does not count. */
#ifndef EXLINT_DOC_HIGHLIGHTER_H
#define EXLINT_DOC_HIGHLIGHTER_H

#include "base/text.h"

bool highlighter_knows(struct text name);
/* The known name that a misspelt one is nearest to; NULL when none is near. */
const char *highlighter_nearest(struct text name);

#endif
