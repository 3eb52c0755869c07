/* SPDX-License-Identifier: MIT */
/* The patterns of a profile, compiled: for those who make and read profiles. */
#ifndef EXLINT_DOC_PROFILE_PATTERNS_H
#define EXLINT_DOC_PROFILE_PATTERNS_H

#include "base/pattern.h"

struct heading_pattern {
    struct pattern *pattern; /* NULL: none */
    int number, title;       /* groups, -1 for none */
};

struct profile_patterns {
    struct heading_pattern entry, deviant, malformed;
    bool first[256]; /* bytes that a heading which one of them matches can begin with, so that most need no pattern */
};

#endif
