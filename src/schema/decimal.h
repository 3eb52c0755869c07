/* SPDX-License-Identifier: MIT */
/* Numbers by their decimal digits as written, so that 1 equals 1.0, 0.3 is a
 * multiple of 0.1 and no digit of a long integer is lost. */
#ifndef EXLINT_SCHEMA_DECIMAL_H
#define EXLINT_SCHEMA_DECIMAL_H

#include "doc/value.h"

struct decimal {
    bool is_nan, is_infinite;
    int sign;           /* -1, 0, 1 */
    struct text digits; /* from the first to the last that is no zero; one point may stand among them; may
                           point to own */
    size_t count;       /* of digits, without the point */
    int64_t exponent;   /* the power of ten of the last one */
    char own[24];       /* digits of numbers that were not written in decimal */
};

/* Fills *decimal from a number; false where the value is none. It borrows the value's scalar, and must not be
 * copied. */
bool decimal_read(const struct value *value, struct decimal *decimal);
/* As strcmp. NaN has no order: *ordered is false then. */
int decimal_compare(const struct decimal *a, const struct decimal *b, bool *ordered);
bool decimal_equal(const struct decimal *a, const struct decimal *b);
uint64_t decimal_hash(const struct decimal *decimal, uint64_t seed);
bool decimal_is_integer(const struct decimal *decimal);
/* A whole number of 0 or more; UINT64_MAX for greater ones. false for others. */
bool decimal_to_count(const struct decimal *decimal, uint64_t *count);

enum { DECIMAL_DIVISOR_DIGITS = 18 };
/* Whether a / divisor is a whole number. divisor is above 0 and finite and has at most that many digits. */
bool decimal_is_multiple(const struct decimal *a, const struct decimal *divisor);

#endif
