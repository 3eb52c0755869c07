/* SPDX-License-Identifier: MIT */
/* A profile from the values of its file. */
#ifndef EXLINT_DOC_PROFILE_BUILD_H
#define EXLINT_DOC_PROFILE_BUILD_H

#include "doc/profile.h"

/* Why a file is no profile. */
struct profile_problem {
    const struct value *value; /* where; the whole file where it is NULL */
    size_t offset;             /* bytes into the value's scalar */
    struct text message;       /* in the set's arena */
};

/* Makes the profile that `root` describes and adds it to the set, whose arena it lives in; root and base outlive it.
 * base: another profile's values, which count where root has no such key; or NULL. The values obey
 * schemas/profile.schema.yaml; what that cannot say is checked here: that patterns compile and have their groups, that
 * headings and labels are read back as what they were written for. NULL with *problem filled where that fails. The
 * schema of front matter is left to the caller. */
struct profile *profile_build(struct profiles *profiles, const struct value *root, const struct value *base,
                              struct profile_problem *problem);

#endif
