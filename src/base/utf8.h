/* SPDX-License-Identifier: MIT */
/* UTF-8 as RFC 3629 defines it: no overlong forms, no surrogates, nothing
 * above U+10FFFF. Offsets are bytes, columns and counts are code points. */
#ifndef EXLINT_BASE_UTF8_H
#define EXLINT_BASE_UTF8_H

#include "base/text.h"

/* Offset of the first byte that does not belong to valid UTF-8, or t.len. */
size_t utf8_valid_until(struct text t);
/* Number of code points; each byte of an invalid sequence counts as one. */
size_t utf8_count(struct text t);
/* Byte offset of code point number n (from 0), or t.len when there are fewer. */
size_t utf8_offset(struct text t, size_t n);
/* The code point at the start of t, its length in bytes in *length (1 for an invalid byte, which gives
 * U+FFFD). t must not be empty. */
uint32_t utf8_decode(struct text t, size_t *length);
/* Writes code point c to out (4 bytes of room) and gives its length; surrogates and values above U+10FFFF give
 * U+FFFD. */
size_t utf8_encode(uint32_t c, char *out);
/* Columns a terminal uses for code point c: 0 for controls and combining marks, 2 for wide ones, else 1
 * (as wcwidth(3) has it). */
int utf8_width(uint32_t c);

#endif
