/* SPDX-License-Identifier: MIT */
/* The parts of an entry that have no rules of their own: those that a profile adds, and questions, diagrams,
 * output. */
#include "rule/labels.h"
#include "rule/rule.h"

/* The kinds that a group or a rule is named after; what else a profile lists is looked at here. */
static bool has_own_rule(enum block_kind kind) {
    return kind == BLOCK_TAKEAWAY || kind == BLOCK_WHY || kind == BLOCK_CODE || kind == BLOCK_PROSE;
}

void check_part_missing(const struct document *document, struct report *report) {
    for (unsigned kind = 0; kind < BLOCK_KIND_COUNT; kind++)
        if (!has_own_rule((enum block_kind)kind))
            labels_check_missing(document, report, (enum block_kind)kind, MESSAGE_PART_MISSING);
}

void check_part_empty(const struct document *document, struct report *report) {
    labels_check_empty(document, report, BLOCK_PART, MESSAGE_PART_EMPTY);
    labels_check_empty(document, report, BLOCK_QUESTION, MESSAGE_PART_EMPTY);
}

void check_part_label(const struct document *document, struct report *report) {
    labels_check_spelling(document, report, BLOCK_PART, MESSAGE_PART_LABEL);
}

void check_part_duplicate(const struct document *document, struct report *report) {
    for (unsigned kind = 0; kind < BLOCK_KIND_COUNT; kind++)
        if (kind != BLOCK_TAKEAWAY && kind != BLOCK_PROSE)
            labels_check_twice(document, report, (enum block_kind)kind, MESSAGE_PART_DUPLICATE);
}
