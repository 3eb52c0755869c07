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

/* Two in one example. */
static void check_second(const struct document *document, struct report *report, const struct entry *entry) {
    const struct block *first = NULL;
    for (uint32_t i = 0; i < entry->block_count; i++) {
        const struct block *block = &document->blocks[entry->first_block + i];
        if (block->kind != BLOCK_TAKEAWAY)
            continue;
        if (first)
            report_add(report, document, MESSAGE_TAKEAWAY_DUPLICATE, block->label_span,
                       "a second \"%.*s\" in one example; the first one stands in line %u",
                       TEXT_ARG(block->label), first->line);
        else
            first = block;
    }
}

void check_takeaway_duplicate(const struct document *document, struct report *report) {
    for (uint32_t i = 0; i < document->entry_count; i++)
        if (document->entries[i].type == ENTRY_EXAMPLE)
            check_second(document, report, &document->entries[i]);
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
