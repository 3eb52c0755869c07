/* SPDX-License-Identifier: MIT */
/* Equality of values as JSON Schema has it (core, 4.2.2): numbers by what they
 * mean, objects in any order of keys; true is not 1. Recursion is bounded by
 * the height of values. */
#ifndef EXLINT_SCHEMA_EQUAL_H
#define EXLINT_SCHEMA_EQUAL_H

#include "doc/value.h"

bool values_equal(const struct value *a, const struct value *b);
/* Equal values have equal hashes. */
uint64_t value_hash(const struct value *value);

/* A value to be looked for among others by its hash. */
struct hashed {
    uint64_t hash;
    const struct value *value;
    size_t index;
};

/* By hash, then index; for qsort(). */
int hashed_order(const void *a, const void *b);
/* Whether one of the values, which are in that order, equals value; its index in *index. */
bool hashed_find(const struct hashed *sorted, size_t count, const struct value *value, size_t *index);

#endif
