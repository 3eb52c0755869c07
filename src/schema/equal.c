/* SPDX-License-Identifier: MIT */
#include "schema/equal.h"

#include <stdlib.h>

#include "base/memory.h"
#include "schema/decimal.h"

static bool is_number(const struct value *value) {
    return value->kind == VALUE_INTEGER || value->kind == VALUE_REAL;
}

/* The bits of a hash well mixed, so that sums of them can stand for sets. */
static uint64_t mix(uint64_t hash) {
    hash ^= hash >> 32;
    hash *= UINT64_C(0x9E3779B97F4A7C15);
    hash ^= hash >> 29;
    hash *= UINT64_C(0xBF58476D1CE4E5B9);
    return hash ^ hash >> 32;
}

/* NOLINTBEGIN(misc-no-recursion): readers let no value nest deeper than VALUE_NESTING_MOST. */
static uint64_t hash_collection(const struct value *value) {
    uint64_t hash = value->kind == VALUE_MAPPING ? 0x6D : 0x73;
    for (size_t i = 0; i < value->count; i++) {
        uint64_t item = value_hash(value->members[i].value);
        if (value->kind == VALUE_MAPPING)
            hash += mix(text_hash(value->members[i].key->scalar, mix(item) | 1));
        else
            hash = mix(hash + item) + i;
    }
    return mix(hash + value->count);
}

uint64_t value_hash(const struct value *value) {
    struct decimal decimal;
    switch (value->kind) {
    case VALUE_NULL: return mix(1);
    case VALUE_BOOL: return mix(value->truth ? 2 : 3);
    case VALUE_INTEGER:
    case VALUE_REAL: decimal_read(value, &decimal); return mix(decimal_hash(&decimal, 0));
    case VALUE_STRING: return mix(text_hash(value->scalar, 0));
    default: return hash_collection(value);
    }
}

static int order_keys(const void *a, const void *b) {
    const struct member *x = a, *y = b;
    return text_compare(x->key->scalar, y->key->scalar);
}

static struct member *sorted_members(const struct value *mapping) {
    struct member *sorted = memory_grow(NULL, mapping->count + 1, sizeof *sorted);
    if (mapping->count) {
        memcpy(sorted, mapping->members, mapping->count * sizeof *sorted);
        qsort(sorted, mapping->count, sizeof *sorted, order_keys);
    }
    return sorted;
}

static bool members_equal(const struct member *a, const struct member *b, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (a[i].key && !text_equal(a[i].key->scalar, b[i].key->scalar))
            return false;
    for (size_t i = 0; i < count; i++)
        if (!values_equal(a[i].value, b[i].value))
            return false;
    return true;
}

static bool mappings_equal(const struct value *a, const struct value *b) {
    struct member *in_a = sorted_members(a), *in_b = sorted_members(b);
    bool equal = members_equal(in_a, in_b, a->count);
    free(in_a);
    free(in_b);
    return equal;
}

bool values_equal(const struct value *a, const struct value *b) {
    if (a == b)
        return true;
    if (is_number(a) && is_number(b)) {
        struct decimal x, y;
        decimal_read(a, &x);
        decimal_read(b, &y);
        return decimal_equal(&x, &y);
    }
    if (a->kind != b->kind || a->count != b->count || a->weight != b->weight)
        return false;
    switch (a->kind) {
    case VALUE_NULL: return true;
    case VALUE_BOOL: return a->truth == b->truth;
    case VALUE_STRING: return text_equal(a->scalar, b->scalar);
    case VALUE_MAPPING: return mappings_equal(a, b);
    default: return members_equal(a->members, b->members, a->count);
    }
}

int hashed_order(const void *a, const void *b) {
    const struct hashed *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

bool hashed_find(const struct hashed *sorted, size_t count, const struct value *value, size_t *index) {
    uint64_t hash = value_hash(value);
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sorted[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < count && sorted[low].hash == hash; low++)
        if (values_equal(sorted[low].value, value)) {
            *index = sorted[low].index;
            return true;
        }
    return false;
}
/* NOLINTEND(misc-no-recursion) */
