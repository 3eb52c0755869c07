/* SPDX-License-Identifier: MIT */
/* Regular expressions of ECMA-262 (the dialect of JSON Schema, core 6.4),
 * rewritten for PCRE2: `$` is the very end, `\d` and `\w` are ASCII, `\s` and
 * `.` know Unicode's spaces and line ends, `\uHHHH` and surrogate pairs are
 * code points, `[^]` is anything. What ECMA-262 does not have is an error. */
#ifndef EXLINT_SCHEMA_ECMA_H
#define EXLINT_SCHEMA_ECMA_H

#include "base/buf.h"
#include "base/pattern.h"

/* A compiled pattern, freed with pattern_free(); NULL with *error filled. */
struct pattern *ecma_pattern(struct text expression, struct pattern_error *error);

#endif
