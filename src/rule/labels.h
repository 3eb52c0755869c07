/* SPDX-License-Identifier: MIT */
/* What the rules on parts of an entry (takeaway, why, part) have in common. */
#ifndef EXLINT_RULE_LABELS_H
#define EXLINT_RULE_LABELS_H

#include "rule/rule.h"

/* The first block of the entry that is the part, or NULL. */
const struct block *entry_find_part(const struct document *document, const struct entry *entry,
                                    const struct profile_part *part);

/* An example without a part of that kind that the profile requires. */
void labels_check_missing(const struct document *document, struct report *report, enum block_kind kind,
                          enum message message);
/* A part of that kind that stands a second time in an example, though the profile has it once. */
void labels_check_twice(const struct document *document, struct report *report, enum block_kind kind,
                        enum message message);
/* A label with nothing behind it. */
void labels_check_empty(const struct document *document, struct report *report, enum block_kind kind,
                        enum message message);
/* A label in another spelling than the profile's, or one that is a heading. */
void labels_check_spelling(const struct document *document, struct report *report, enum block_kind kind,
                           enum message message);

/* A labelled part of an example. */
struct passage {
    const struct entry *entry;
    const struct block *block;
    struct text text; /* its content, white space in runs counting as one blank */
};

struct passages {
    struct passage *sorted; /* equal ones side by side, by place in the page; count of them, empty ones left out */
    size_t count;
    struct arena arena; /* private */
};

/* The parts of that kind, so that equal ones stand side by side. */
void passages_make(struct passages *passages, const struct document *document, enum block_kind kind);
void passages_free(struct passages *passages);
/* Number of passages from `first` on that have the same text. */
size_t passages_run(const struct passages *passages, size_t first);

#endif
