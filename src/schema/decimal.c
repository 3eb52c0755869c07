/* SPDX-License-Identifier: MIT */
#include "schema/decimal.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>

/* Exponents beyond this are as good as each other, and sums of them stay in range. */
#define EXPONENT_MOST INT64_C(1000000000000000)

static int64_t read_exponent(struct text t) {
    bool negative = t.len && *t.at == '-';
    if (t.len && (*t.at == '-' || *t.at == '+'))
        t = text_from(t, 1);
    int64_t exponent = 0;
    for (size_t i = 0; i < t.len && exponent < EXPONENT_MOST; i++)
        exponent = exponent * 10 + (t.at[i] - '0');
    return negative ? -exponent : exponent;
}

/* digits: a sign, digits with at most one point, an exponent. */
static void read_digits(struct text t, struct decimal *decimal) {
    decimal->sign = 1;
    if (t.len && (*t.at == '-' || *t.at == '+')) {
        decimal->sign = *t.at == '-' ? -1 : 1;
        t = text_from(t, 1);
    }
    size_t e = 0;
    while (e < t.len && (byte_is_digit(t.at[e]) || t.at[e] == '.'))
        e++;
    int64_t exponent = read_exponent(text_from(t, e + 1));
    t = text_slice(t, 0, e);
    size_t point = text_find_byte(t, '.', 0);
    size_t first = 0, last = t.len;
    while (first < t.len && (t.at[first] == '0' || t.at[first] == '.'))
        first++;
    while (last > first && (t.at[last - 1] == '0' || t.at[last - 1] == '.'))
        last--;
    decimal->digits = text_slice(t, first, last);
    bool point_inside = point != TEXT_NONE && point > first && point < last;
    decimal->count = decimal->digits.len - point_inside;
    if (!decimal->count) {
        decimal->sign = 0;
        return;
    }
    size_t whole_end = point == TEXT_NONE ? t.len : point;
    decimal->exponent = last <= whole_end ? exponent + (int64_t)(whole_end - last)
                                          : exponent - (int64_t)(last - whole_end - 1);
}

bool decimal_read(const struct value *value, struct decimal *decimal) {
    *decimal = (struct decimal){.sign = 0};
    if (value->kind != VALUE_INTEGER && value->kind != VALUE_REAL)
        return false;
    struct text t = value->scalar;
    if (text_starts(t, "0x") || text_starts(t, "0o")) {
        int length = snprintf(decimal->own, sizeof decimal->own, "%lld", value->integer);
        t = (struct text){decimal->own, length > 0 ? (size_t)length : 0};
    } else if (t.len && byte_is_alpha(t.at[t.len - 1])) { /* .inf, .nan */
        decimal->is_nan = isnan(value->real);
        decimal->is_infinite = !decimal->is_nan;
        decimal->sign = value->real < 0 ? -1 : 1;
        return true;
    }
    read_digits(t, decimal);
    return true;
}

/* The next digit behind *at, or 0 behind the last. */
static char next_digit(const struct decimal *decimal, size_t *at) {
    if (*at < decimal->digits.len && decimal->digits.at[*at] == '.')
        ++*at;
    return *at < decimal->digits.len ? decimal->digits.at[(*at)++] : '0';
}

static int compare_magnitude(const struct decimal *a, const struct decimal *b) {
    if (a->is_infinite || b->is_infinite)
        return a->is_infinite - b->is_infinite;
    int64_t above_a = (int64_t)a->count + a->exponent, above_b = (int64_t)b->count + b->exponent;
    if (above_a != above_b)
        return above_a < above_b ? -1 : 1;
    size_t at_a = 0, at_b = 0, most = a->count > b->count ? a->count : b->count;
    for (size_t i = 0; i < most; i++) {
        int order = next_digit(a, &at_a) - next_digit(b, &at_b);
        if (order)
            return order;
    }
    return 0;
}

int decimal_compare(const struct decimal *a, const struct decimal *b, bool *ordered) {
    *ordered = !a->is_nan && !b->is_nan;
    if (!*ordered)
        return 0;
    if (a->sign != b->sign)
        return a->sign < b->sign ? -1 : 1;
    return a->sign * compare_magnitude(a, b);
}

bool decimal_equal(const struct decimal *a, const struct decimal *b) {
    bool ordered;
    int order = decimal_compare(a, b, &ordered);
    return ordered ? order == 0 : a->is_nan && b->is_nan;
}

uint64_t decimal_hash(const struct decimal *decimal, uint64_t seed) {
    char head[48];
    int length = snprintf(head, sizeof head, "#%d%d%d,%lld,", decimal->sign, decimal->is_nan,
                          decimal->is_infinite, (long long)decimal->exponent);
    uint64_t hash = text_hash((struct text){head, length > 0 ? (size_t)length : 0}, seed);
    size_t point = text_find_byte(decimal->digits, '.', 0);
    hash = text_hash(text_slice(decimal->digits, 0, point), hash);
    return point == TEXT_NONE ? hash : text_hash(text_from(decimal->digits, point + 1), hash);
}

bool decimal_is_integer(const struct decimal *decimal) {
    return !decimal->is_nan && !decimal->is_infinite && (decimal->sign == 0 || decimal->exponent >= 0);
}

bool decimal_to_count(const struct decimal *decimal, uint64_t *count) {
    if (!decimal_is_integer(decimal) || decimal->sign < 0)
        return false;
    *count = 0;
    if (decimal->sign == 0)
        return true;
    if ((int64_t)decimal->count + decimal->exponent > 19) {
        *count = UINT64_MAX;
        return true;
    }
    size_t at = 0;
    for (size_t i = 0; i < decimal->count + (size_t)decimal->exponent; i++)
        *count = *count * 10 + (uint64_t)(next_digit(decimal, &at) - '0');
    return true;
}

bool decimal_is_multiple(const struct decimal *a, const struct decimal *divisor) {
    if (a->is_nan || a->is_infinite)
        return false;
    int64_t zeros = a->exponent - divisor->exponent;
    if (a->sign == 0)
        return true;
    if (zeros < 0) /* the last digit of a is no zero, and the divisor ends with zeros below it */
        return false;
    uint64_t by = 0, left = 0;
    size_t at = 0;
    for (size_t i = 0; i < divisor->count; i++)
        by = by * 10 + (uint64_t)(next_digit(divisor, &at) - '0');
    assert(by); /* the compiler of schemas refuses a multipleOf that is not above 0 */
    at = 0;
    for (size_t i = 0; i < a->count; i++) /* by is below 10^18, so ten times what is left fits */
        left = (left * 10 + (uint64_t)(next_digit(a, &at) - '0')) % by;
    /* Zeros bring in factors 2 and 5 only, and by has fewer than 64 of each. */
    for (int64_t i = 0; i < zeros && i < 64; i++)
        left = left * 10 % by;
    return left == 0;
}
