/* SPDX-License-Identifier: MIT */
/* Sixteen bytes compared at once: vector extensions of GCC and clang, which every processor can run; where
 * SSE2 is there, a comparison becomes bits in one instruction. */
#ifndef EXLINT_BASE_LANES_H
#define EXLINT_BASE_LANES_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

typedef unsigned char lanes __attribute__((vector_size(16)));

enum { LANES = sizeof(lanes) };

/* The bytes at `at`, which need not be aligned. */
static inline lanes lanes_load(const char *at) {
    lanes bytes;
    memcpy(&bytes, at, sizeof bytes);
    return bytes;
}

static inline lanes lanes_all(char c) {
    lanes zero = {0};
    return zero + (unsigned char)c;
}

/* 0xFF where the bytes are equal, else 0. */
static inline lanes lanes_equal(lanes a, lanes b) {
    return (lanes)(a == b);
}

/* The highest bit of each byte: bit 0 is the first one's. */
static inline unsigned lanes_bits(lanes bytes) {
#ifdef __SSE2__
    return (unsigned)_mm_movemask_epi8((__m128i)bytes);
#else
    unsigned bits = 0;
    for (unsigned i = 0; i < LANES; i++)
        bits |= (unsigned)(bytes[i] >> 7) << i;
    return bits;
#endif
}

/* Number of the lowest bit that is set; bits must not be 0. */
static inline unsigned bits_first(uint64_t bits) {
    return (unsigned)__builtin_ctzll(bits);
}

#endif
