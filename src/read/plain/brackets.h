/* SPDX-License-Identifier: MIT */
/* Brackets of code, counted without looking at strings and comments. */
#ifndef EXLINT_READ_PLAIN_BRACKETS_H
#define EXLINT_READ_PLAIN_BRACKETS_H

#include "base/text.h"

/* What a byte adds to the depth: 1 for a bracket that opens, -1 for one that closes, else 0. */
static inline long bracket_step(char c) {
    switch (c) {
    case '(':
    case '[':
    case '{': return 1;
    case ')':
    case ']':
    case '}': return -1;
    default: return 0;
    }
}

/* How many more a text opens than it closes; negative where it closes more. */
static inline long brackets_balance(struct text t) {
    long depth = 0;
    for (size_t i = 0; i < t.len; i++)
        depth += bracket_step(t.at[i]);
    return depth;
}

#endif
