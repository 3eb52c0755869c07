/* SPDX-License-Identifier: MIT */
/* Shapes of lines that the marks of a row name: "@command", "@key" … */
#ifndef EXLINT_READ_PLAIN_SHAPES_H
#define EXLINT_READ_PLAIN_SHAPES_H

#include "base/text.h"

typedef bool (*line_shape_fit)(struct text line);

/* NULL for another name. */
line_shape_fit line_shape_find(struct text name);
/* Whether lines of the shape are a language's own, and not what any text may look like. */
bool line_shape_is_own(line_shape_fit fits);
/* What a shape says, in units of log odds; 0 where that depends on how many rows share it, as with other
 * marks. */
float line_shape_weight(line_shape_fit fits);

#endif
