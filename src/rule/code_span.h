/* SPDX-License-Identifier: MIT */
/* Code spans (CommonMark 0.30, section 6.1), for those who scan a page's bytes
 * and have to pass over them. */
#ifndef EXLINT_RULE_CODE_SPAN_H
#define EXLINT_RULE_CODE_SPAN_H

#include "base/text.h"

enum { CODE_SPAN_LONGEST = 80 }; /* backticks a run may have to open a span; longer ones are text, as in libcmark */

/* Where runs of backticks are known to stand for the last time, so that none is searched twice. All zero at the start of
 * each text. */
struct code_spans {
    bool known;
    size_t last[CODE_SPAN_LONGEST + 1];
};

/* Offset in t, bytes, behind the code span that opens at `at`, where a backtick stands; behind its opening run when
 * nothing closes it. A whole text scanned from left to right takes linear time. */
size_t code_span_end(struct code_spans *spans, struct text t, size_t at);

#endif
