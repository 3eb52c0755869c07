/* SPDX-License-Identifier: MIT */
/* JSON (RFC 8259) as values with places. base/json.h is for JSON that is built
 * and written; this is for JSON whose lines and columns matter. */
#ifndef EXLINT_DOC_VALUE_JSON_H
#define EXLINT_DOC_VALUE_JSON_H

#include "doc/value_build.h"

/* Reads one value that fills the text but for white space and a byte order mark. NULL with *error filled
 * where it is not JSON, not UTF-8, holds a lone surrogate, repeats a member's name or nests too deep. Spans
 * are offsets into the text, which need not outlive the values. A number keeps its digits in scalar, however
 * many there are. */
const struct value *value_read_json(struct text bytes, struct arena *arena, struct value_error *error);

#endif
