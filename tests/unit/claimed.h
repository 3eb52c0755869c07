/* SPDX-License-Identifier: MIT */
/* Whether a reader takes a text for one of its form. */
#ifndef EXLINT_TESTS_CLAIMED_H
#define EXLINT_TESTS_CLAIMED_H

#include "read/read.h"

/* claims: of a row of the readers. profiles: those of the context. */
static inline bool claimed_by(bool (*claims)(const struct read_context *, const struct source *),
                              const struct profiles *profiles, const char *text) {
    struct source source;
    struct read_context context = {.profiles = profiles};
    source_init(&source, "page", text_of(text));
    bool claimed = claims(&context, &source);
    source_free(&source);
    return claimed;
}

#endif
