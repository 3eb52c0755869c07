/* SPDX-License-Identifier: MIT */
/* The patterns of ignore files, as gitignore(5) has them and git(1) matches
 * them. Levels stack up: one for each ignore file, those of folders further
 * down above, and the last pattern that matches decides. */
#ifndef EXLINT_BASE_IGNORE_H
#define EXLINT_BASE_IGNORE_H

#include "base/arena.h"

struct ignore_level;

/* The patterns of one ignore file, on top of `below` (NULL: of nothing). base: how many bytes of the paths
 * that are asked about lead to the file's folder, with the slash. Gives `below` itself where there are no
 * patterns. The level lives in the arena and borrows nothing else. */
const struct ignore_level *ignore_read(struct arena *arena, struct text content, size_t base,
                                       const struct ignore_level *below);

/* Whether path ("a/b.md", from the lowest level's root, without slashes at its ends) is ignored. What stands
 * in an ignored folder is too, but that is for the caller to know. One thread at a time may ask a level. */
bool ignore_matches(const struct ignore_level *level, struct text path, bool folder);

#endif
