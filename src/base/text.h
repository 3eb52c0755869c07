/* SPDX-License-Identifier: MIT */
/* Borrowed bytes. A text never owns what it points at and need not end in a
 * NUL; lengths and offsets are bytes. "Blank" means space or tab, as in
 * CommonMark 0.30, section 2.1. Nothing here allocates or fails. */
#ifndef EXLINT_BASE_TEXT_H
#define EXLINT_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct text {
    const char *at;
    size_t len;
};

/* A string literal as a text; for tables use plain strings and text_of(). */
#define TEXT(literal) ((struct text){"" literal, sizeof(literal) - 1})

/* For printf's "%.*s": TEXT_ARG(t) gives length and pointer. */
#define TEXT_ARG(t) (int)((t).len > 1000000 ? 1000000 : (t).len), ((t).at ? (t).at : "")

#define TEXT_NONE SIZE_MAX /* "not found", where an offset is given back */

static inline bool byte_is_blank(char c) { return c == ' ' || c == '\t'; }
static inline bool byte_is_eol(char c) { return c == '\n' || c == '\r'; }
static inline bool byte_is_digit(char c) { return c >= '0' && c <= '9'; }
static inline bool byte_is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static inline char byte_lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

/* The bytes of a NUL-terminated string; NULL gives the empty text. */
static inline struct text text_of(const char *string) {
    return (struct text){string, string ? strlen(string) : 0};
}

/* Bytes begin..end (half open); both are clamped to the text. */
static inline struct text text_slice(struct text t, size_t begin, size_t end) {
    if (end > t.len)
        end = t.len;
    if (begin > end)
        begin = end;
    return (struct text){begin ? t.at + begin : t.at, end - begin}; /* NULL + 0 is undefined in C11 */
}

static inline struct text text_from(struct text t, size_t begin) { return text_slice(t, begin, t.len); }

static inline bool text_equal(struct text a, struct text b) {
    /* A text that has a length has bytes. NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker) */
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

static inline bool text_is(struct text t, const char *string) { return text_equal(t, text_of(string)); }

static inline bool text_starts(struct text t, const char *prefix) {
    size_t n = strlen(prefix);
    return t.len >= n && (n == 0 || memcmp(t.at, prefix, n) == 0);
}

static inline bool text_ends(struct text t, const char *suffix) {
    size_t n = strlen(suffix);
    return t.len >= n && (n == 0 || memcmp(t.at + t.len - n, suffix, n) == 0);
}

/* Whether the text is one of some strings, or begins or ends with one; NULL ends the list. */
static inline bool text_is_any(struct text t, const char *const *strings) {
    while (*strings && !text_is(t, *strings))
        strings++;
    return *strings != NULL;
}

static inline bool text_starts_any(struct text t, const char *const *prefixes) {
    while (*prefixes && !text_starts(t, *prefixes))
        prefixes++;
    return *prefixes != NULL;
}

static inline bool text_ends_any(struct text t, const char *const *suffixes) {
    while (*suffixes && !text_ends(t, *suffixes))
        suffixes++;
    return *suffixes != NULL;
}

/* Equal but for the case of ASCII letters. */
bool text_equal_nocase(struct text a, struct text b);
/* Starts with prefix but for the case of ASCII letters. */
bool text_starts_nocase(struct text t, const char *prefix);
/* Byte order; a prefix sorts before what it begins. As strcmp's result. */
int text_compare(struct text a, struct text b);
/* Offset of the first needle at or after from, or TEXT_NONE. An empty needle is found at from. */
size_t text_find(struct text t, struct text needle, size_t from);
/* Offset of the first byte c at or after from, or TEXT_NONE. */
size_t text_find_byte(struct text t, char c, size_t from);
/* Without blanks (text_trim*) or blanks and line ends (text_strip) at the ends. */
struct text text_trim_left(struct text t);
struct text text_trim_right(struct text t);
struct text text_trim(struct text t);
struct text text_strip(struct text t);
/* Only blanks and line ends, or nothing at all. */
bool text_is_blank(struct text t);
/* Whether the pattern is the whole text, "*" standing for any bytes and "?" for any one. */
bool text_matches(struct text t, const char *pattern);
/* Byte order, but runs of digits by their value: "part-2" before "part-10". As strcmp's result. */
int text_compare_natural(struct text a, struct text b);
/* Number of bytes c at the start. */
size_t text_run(struct text t, char c);
/* Takes one line off the front of *rest, without its end (LF, CRLF or CR); false when nothing is left. */
bool text_next_line(struct text *rest, struct text *line);
/* FNV-1a, 64 bits, going on from seed (0 to begin). Stable between versions: baselines hold it. */
uint64_t text_hash(struct text t, uint64_t seed);
/* Levenshtein distance in bytes, but never more than limit + 1; texts over 64 bytes count as far apart. */
unsigned text_distance(struct text a, struct text b, unsigned limit);

#endif
