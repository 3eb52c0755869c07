/* SPDX-License-Identifier: MIT */
/* Profiles from files: the built-in ones, which travel in the program, and those that configurations name.
 * All are made by one thread before pages are read; afterwards they are only read. */
#ifndef EXLINT_COMMAND_PROFILE_FILE_H
#define EXLINT_COMMAND_PROFILE_FILE_H

#include "doc/profile.h"

/* The profiles of schemas/, by which a page's form is recognised. The caller frees them. */
struct profiles *profiles_built_in(void);
/* The same without the schemas of front matter, for those who check nothing. */
struct profiles *profiles_built_in_for_reading(void);

/* Profiles of a user's own, each read once whatever names it. */
struct profile_store;
/* built_in outlives the store. */
struct profile_store *profile_store_new(const struct profiles *built_in);
void profile_store_free(struct profile_store *store);
const struct profiles *profile_store_built_in(const struct profile_store *store);
/* The built-in profiles and, behind them, that of the file. named: its path as the user knows it. NULL after
 * a complaint at file, line and column. */
const struct profiles *profile_store_read(struct profile_store *store, const char *absolute,
                                          const char *named);
/* The last profile of a set. */
static inline const struct profile *profiles_last(const struct profiles *profiles) {
    return profiles_at(profiles, profiles_count(profiles) - 1);
}

#endif
