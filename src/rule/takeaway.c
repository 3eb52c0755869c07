/* SPDX-License-Identifier: MIT */
#include "rule/labels.h"
#include "rule/rule.h"
#include "rule/wording.h"

void check_takeaway_missing(const struct document *document, struct report *report) {
    labels_check_missing(document, report, BLOCK_TAKEAWAY, MESSAGE_TAKEAWAY_MISSING);
}

void check_takeaway_empty(const struct document *document, struct report *report) {
    labels_check_empty(document, report, BLOCK_TAKEAWAY, MESSAGE_TAKEAWAY_EMPTY);
}

void check_takeaway_label(const struct document *document, struct report *report) {
    labels_check_spelling(document, report, BLOCK_TAKEAWAY, MESSAGE_TAKEAWAY_LABEL);
}

void check_takeaway_duplicate(const struct document *document, struct report *report) {
    labels_check_twice(document, report, BLOCK_TAKEAWAY, MESSAGE_TAKEAWAY_DUPLICATE);
    struct passages passages;
    passages_make(&passages, document, BLOCK_TAKEAWAY);
    struct buf noun = {0};
    wording_noun(&noun, document->profile->noun, 1);
    for (size_t i = 0; i < passages.count;) {
        const struct passage *first = &passages.sorted[i];
        size_t end = i + passages_run(&passages, i);
        for (i++; i < end; i++)
            if (passages.sorted[i].entry != first->entry)
                report_add(report, document, MESSAGE_TAKEAWAY_DUPLICATE,
                           span_of_content(document, passages.sorted[i].block),
                           "the same text as in %s %u, line %u", noun.at, first->entry->number,
                           first->block->line);
    }
    buf_free(&noun);
    passages_free(&passages);
}
