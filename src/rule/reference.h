/* SPDX-License-Identifier: MIT */
/* References to examples in running text: "Example 93", "Examples 3-5",
 * "Examples 4, 7 and 9". The noun is the profile's. */
#ifndef EXLINT_RULE_REFERENCE_H
#define EXLINT_RULE_REFERENCE_H

#include "rule/rule.h"

enum { MENTION_NUMBERS = 16 };

struct mention_number {
    uint32_t number;
    size_t begin, end; /* its digits, offsets in the text */
};

struct mention {
    size_t begin, end; /* offsets in the text */
    bool range;        /* exactly two numbers with a dash, "to" or "through" between them */
    size_t count;
    struct mention_number numbers[MENTION_NUMBERS];
};

/* Whether a mention of entries begins at an offset of the text; fills *mention then. */
bool mention_read(struct text t, size_t at, const char *noun, struct mention *mention);
/* Calls visit for each number that the document's prose refers to; the span ends with its digits. What refers to examples
 * of others (a link to another page, "Example 3 of the book") is left out. */
void reference_each(const struct document *document,
                    void (*visit)(void *context, struct span span, uint32_t number), void *context);
/* Adds the references of a document's prose to the outline, but for those to its own examples. */
void reference_collect(const struct document *document, struct outline *outline, struct arena *arena);

#endif
