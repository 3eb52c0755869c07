/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* memmem */
#include "base/text.h"

#include "base/lanes.h"

bool text_equal_nocase(struct text a, struct text b) {
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (byte_lower(a.at[i]) != byte_lower(b.at[i]))
            return false;
    return true;
}

bool text_starts_nocase(struct text t, const char *prefix) {
    size_t n = strlen(prefix);
    return t.len >= n && text_equal_nocase(text_slice(t, 0, n), text_of(prefix));
}

int text_compare(struct text a, struct text b) {
    size_t n = a.len < b.len ? a.len : b.len;
    int order = n ? memcmp(a.at, b.at, n) : 0;
    if (order)
        return order;
    return a.len < b.len ? -1 : a.len > b.len;
}

/* Short needles are what rules look for on every page, and memmem() takes a nanosecond a byte for them. Here 64
 * places at a time are asked for the needle's first and last byte; what has both is compared. */

enum { STRIDE = 4 * LANES, NEEDLE_SHORT = 16 };

static inline lanes both(const char *at, size_t apart, lanes first, lanes last) {
    return lanes_equal(lanes_load(at), first) & lanes_equal(lanes_load(at + apart), last);
}

/* The first of the places from `at` on that bits name where the needle stands. */
static const char *find_among(const char *at, unsigned bits, struct text needle) {
    for (; bits; bits &= bits - 1) {
        const char *place = at + bits_first(bits);
        if (needle.len == 2 || memcmp(place + 1, needle.at + 1, needle.len - 2) == 0)
            return place;
    }
    return NULL;
}

static const char *find_from(const char *at, const char *end, struct text needle) {
    for (; at < end; at++)
        if (*at == *needle.at && memcmp(at, needle.at, needle.len) == 0)
            return at;
    return NULL;
}

/* end: behind the last place where the needle may begin. */
static const char *find_short(const char *begin, const char *end, struct text needle) {
    const char *at = begin, *hit;
    size_t apart = needle.len - 1;
    lanes first = lanes_all(needle.at[0]), last = lanes_all(needle.at[apart]);
    if (end - at >= STRIDE) { /* what is sought is often near */
        if ((hit = find_among(at, lanes_bits(both(at, apart, first, last)), needle)))
            return hit;
        at += LANES;
    }
    while (end - at >= STRIDE) {
        lanes masks[STRIDE / LANES], any = {0};
        for (unsigned i = 0; i < STRIDE / LANES; i++)
            any |= masks[i] = both(at + i * LANES, apart, first, last);
        for (unsigned i = 0; lanes_bits(any) && i < STRIDE / LANES; i++)
            if ((hit = find_among(at + i * LANES, lanes_bits(masks[i]), needle)))
                return hit;
        at += STRIDE;
    }
    for (; end - at >= LANES; at += LANES)
        if ((hit = find_among(at, lanes_bits(both(at, apart, first, last)), needle)))
            return hit;
    if (end - begin < LANES)
        return find_from(at, end, needle);
    /* The last places together with some that were asked before. */
    return find_among(end - LANES, lanes_bits(both(end - LANES, apart, first, last)), needle);
}

size_t text_find(struct text t, struct text needle, size_t from) {
    if (from > t.len)
        return TEXT_NONE;
    if (needle.len == 0)
        return from;
    if (needle.len > t.len - from)
        return TEXT_NONE;
    const char *begin = t.at + from, *hit;
    if (needle.len > 1 && needle.len <= NEEDLE_SHORT)
        hit = find_short(begin, t.at + t.len - needle.len + 1, needle);
    else
        hit = memmem(begin, t.len - from, needle.at, needle.len);
    return hit ? (size_t)(hit - t.at) : TEXT_NONE;
}

size_t text_find_byte(struct text t, char c, size_t from) {
    if (from >= t.len)
        return TEXT_NONE;
    const char *hit = memchr(t.at + from, c, t.len - from);
    return hit ? (size_t)(hit - t.at) : TEXT_NONE;
}

struct text text_trim_left(struct text t) {
    while (t.len && byte_is_blank(*t.at))
        t.at++, t.len--;
    return t;
}

struct text text_trim_right(struct text t) {
    while (t.len && byte_is_blank(t.at[t.len - 1]))
        t.len--;
    return t;
}

struct text text_trim(struct text t) { return text_trim_left(text_trim_right(t)); }

struct text text_strip(struct text t) {
    while (t.len && (byte_is_blank(*t.at) || byte_is_eol(*t.at)))
        t.at++, t.len--;
    while (t.len && (byte_is_blank(t.at[t.len - 1]) || byte_is_eol(t.at[t.len - 1])))
        t.len--;
    return t;
}

bool text_is_blank(struct text t) { return text_strip(t).len == 0; }

size_t text_run(struct text t, char c) {
    size_t n = 0;
    while (n < t.len && t.at[n] == c)
        n++;
    return n;
}

/* Length of the line at the start of t. */
static size_t line_length(struct text t) {
    lanes lf = lanes_all('\n'), cr = lanes_all('\r');
    size_t i = 0;
    for (; t.len - i >= LANES; i += LANES) {
        lanes bytes = lanes_load(t.at + i);
        unsigned bits = lanes_bits(lanes_equal(bytes, lf) | lanes_equal(bytes, cr));
        if (bits)
            return i + bits_first(bits);
    }
    while (i < t.len && !byte_is_eol(t.at[i]))
        i++;
    return i;
}

bool text_next_line(struct text *rest, struct text *line) {
    if (rest->len == 0)
        return false;
    size_t end = line_length(*rest), skip = end;
    *line = text_slice(*rest, 0, end);
    if (skip < rest->len)
        skip += rest->at[skip] == '\r' && skip + 1 < rest->len && rest->at[skip + 1] == '\n' ? 2 : 1;
    *rest = text_from(*rest, skip);
    return true;
}

uint64_t text_hash(struct text t, uint64_t seed) {
    uint64_t hash = seed ? seed : 14695981039346656037u;
    for (size_t i = 0; i < t.len; i++)
        hash = (hash ^ (unsigned char)t.at[i]) * 1099511628211u;
    return hash;
}

unsigned text_distance(struct text a, struct text b, unsigned limit) {
    enum { LONGEST = 64 };
    unsigned row[LONGEST + 1];
    size_t apart = a.len > b.len ? a.len - b.len : b.len - a.len;
    if (a.len > LONGEST || b.len > LONGEST || apart > limit)
        return limit + 1;
    for (unsigned j = 0; j <= b.len; j++)
        row[j] = j;
    for (unsigned i = 1; i <= a.len; i++) {
        unsigned diagonal = row[0];
        row[0] = i;
        for (unsigned j = 1; j <= b.len; j++) {
            unsigned cost = diagonal + (a.at[i - 1] != b.at[j - 1]);
            diagonal = row[j];
            if (row[j] + 1 < cost)
                cost = row[j] + 1;
            if (row[j - 1] + 1 < cost)
                cost = row[j - 1] + 1;
            row[j] = cost;
        }
    }
    return row[b.len] > limit ? limit + 1 : row[b.len];
}

/* What the last star stands for grows until the rest fits. */
bool text_matches(struct text t, const char *pattern) {
    const char *star = NULL;
    size_t at = 0, from = 0;
    while (at < t.len) {
        if (*pattern == '*') {
            star = pattern++;
            from = at;
        } else if (*pattern && (*pattern == '?' || *pattern == t.at[at])) {
            pattern++;
            at++;
        } else if (star) {
            pattern = star + 1;
            at = ++from;
        } else {
            return false;
        }
    }
    while (*pattern == '*')
        pattern++;
    return !*pattern;
}

/* A run of digits without the zeros before it; moves *at behind it. */
static struct text digits_at(struct text t, size_t *at) {
    while (*at < t.len && t.at[*at] == '0')
        ++*at;
    size_t begin = *at;
    while (*at < t.len && byte_is_digit(t.at[*at]))
        ++*at;
    return text_slice(t, begin, *at);
}

int text_compare_natural(struct text a, struct text b) {
    size_t i = 0, k = 0;
    while (i < a.len && k < b.len) {
        if (byte_is_digit(a.at[i]) && byte_is_digit(b.at[k])) {
            struct text x = digits_at(a, &i), y = digits_at(b, &k);
            int order = x.len != y.len ? (x.len < y.len ? -1 : 1) : text_compare(x, y);
            if (order)
                return order;
        } else if (a.at[i] != b.at[k]) {
            return (unsigned char)a.at[i] < (unsigned char)b.at[k] ? -1 : 1;
        } else {
            i++;
            k++;
        }
    }
    if (i < a.len || k < b.len)
        return i < a.len ? 1 : -1;
    return text_compare(a, b);
}
