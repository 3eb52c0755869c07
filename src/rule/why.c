/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/memory.h"
#include "rule/labels.h"
#include "rule/rule.h"
#include "rule/wording.h"

enum { OTHERS_NAMED = 6 };

void check_why_missing(const struct document *document, struct report *report) {
    labels_check_missing(document, report, BLOCK_WHY, MESSAGE_WHY_MISSING);
}

void check_why_empty(const struct document *document, struct report *report) {
    labels_check_empty(document, report, BLOCK_WHY, MESSAGE_WHY_EMPTY);
}

void check_why_label(const struct document *document, struct report *report) {
    labels_check_spelling(document, report, BLOCK_WHY, MESSAGE_WHY_LABEL);
}

/* Adds the examples of passages first..first+count but the one at `self`; a few by number, the rest by count.
 */
static void add_others(struct buf *buf, const struct passages *passages, size_t first, size_t count,
                       size_t self, const char *noun) {
    uint32_t numbers[OTHERS_NAMED];
    size_t named = 0;
    for (size_t i = first; i < first + count && named < OTHERS_NAMED; i++)
        if (i != self)
            numbers[named++] = passages->sorted[i].entry->number;
    size_t more = count - 1 - named;
    wording_noun(buf, noun, count - 1);
    for (size_t i = 0; i < named; i++)
        buf_print(buf, i == 0 ? " %u" : i + 1 == named && more == 0 ? " and %u" : ", %u", numbers[i]);
    if (more)
        buf_print(buf, " and %zu more", more);
}

/* One passage for each example: a second one in the same example is no boilerplate. Gives how many are left.
 */
static size_t drop_repeated(struct passages *passages, size_t first, size_t count) {
    size_t kept = 0;
    for (size_t i = first; i < first + count; i++)
        if (kept == 0 || passages->sorted[i].entry != passages->sorted[first + kept - 1].entry)
            passages->sorted[first + kept++] = passages->sorted[i];
    return kept;
}

void check_why_boilerplate(const struct document *document, struct report *report) {
    struct passages passages;
    struct buf others = {0};
    passages_make(&passages, document, BLOCK_WHY);
    for (size_t first = 0, run; first < passages.count; first += run) {
        run = passages_run(&passages, first);
        size_t count = drop_repeated(&passages, first, run);
        for (size_t i = first; count > 1 && i < first + count; i++) {
            buf_cut(&others, 0);
            add_others(&others, &passages, first, count, i, document->profile->noun);
            report_add(report, document, MESSAGE_WHY_BOILERPLATE,
                       span_of_content(document, passages.sorted[i].block),
                       "the same paragraph stands under %s; expected: a reason of its own", others.at);
        }
    }
    buf_free(&others);
    passages_free(&passages);
}
