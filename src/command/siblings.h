/* SPDX-License-Identifier: MIT */
/* The names of the pages of a folder that a profile counts as one sequence. */
#ifndef EXLINT_COMMAND_SIBLINGS_H
#define EXLINT_COMMAND_SIBLINGS_H

#include "base/arena.h"
#include "doc/profile.h"

struct siblings {
    const char *const *names; /* NULL at the end; in the order of the sequence */
    struct arena arena;       /* private */
};

/* folder: a path with its last slash; empty for the working folder. Where the profile names pages outright these are its
 * names, whether they are there or not; where it has patterns, those of pages that are there. Gives NULL, or why the folder
 * cannot be listed; siblings_free() either way. */
const char *siblings_list(struct siblings *siblings, const struct profile *profile, struct text folder);
void siblings_free(struct siblings *siblings);

#endif
