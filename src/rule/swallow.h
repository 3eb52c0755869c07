/* SPDX-License-Identifier: MIT */
/* What a code fence hides: parts of the page that stand in its body at
 * column 0, where only the lines of balanced inner fences belong. Linear in
 * the length of the body. */
#ifndef EXLINT_RULE_SWALLOW_H
#define EXLINT_RULE_SWALLOW_H

#include "doc/document.h"
#include "doc/profile.h"

struct swallowed {
    uint32_t *numbers; /* of entry headings, in the order of the body; number_count of them */
    size_t number_count;
    size_t labels[PROFILE_PARTS]; /* how many of each label of the profile */
    size_t shortcodes;
    uint32_t first; /* offset of the first line that is hidden */
    uint32_t end;   /* number of the line behind which the fence was probably meant to end */
};

/* Whether the page has shortcodes outside fences: without any, those in a fence are samples. */
bool page_has_shortcodes(const struct document *document);
/* Whether the fence hides something; fills *swallowed then, which the caller frees with swallowed_free(). */
bool swallowed_find(const struct document *document, const struct part *fence, bool shortcodes,
                    struct swallowed *swallowed);
void swallowed_free(struct swallowed *swallowed);

#endif
