/* SPDX-License-Identifier: MIT */
#include "rule/code_span.h"

size_t code_span_end(struct code_spans *spans, struct text t, size_t at) {
    size_t length = text_run(text_from(t, at), '`'), begin = at + length;
    if (length > CODE_SPAN_LONGEST || (spans->known && spans->last[length] < begin))
        return begin;
    for (at = begin; (at = text_find_byte(t, '`', at)) != TEXT_NONE;) {
        size_t run = text_run(text_from(t, at), '`');
        if (run <= CODE_SPAN_LONGEST)
            spans->last[run] = at;
        if (run == length)
            return at + run;
        at += run;
    }
    spans->known = true;
    return begin;
}
