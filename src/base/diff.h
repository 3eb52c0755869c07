/* SPDX-License-Identifier: MIT */
/* Unified diff (as POSIX diff -u and patch(1) have it) of two texts by lines. */
#ifndef EXLINT_BASE_DIFF_H
#define EXLINT_BASE_DIFF_H

#include "base/buf.h"

/* Adds the diff from old to new to out: "--- a/NAME", "+++ b/NAME", hunks with three lines of context, and
 * "\ No newline at end of file" where it is so. Nothing when they are equal. The result is right for every input and
 * patch(1) accepts it; it is the shortest one only while the work stays bounded (Myers 1986, a limited number of edits
 * at a time), so time is linear in the input for any number of changes, but for sorting the lines. Lines end at LF; a CR
 * before it is part of the line. */
void diff_unified(struct text old_text, struct text new_text, const char *name, struct buf *out);

#endif
