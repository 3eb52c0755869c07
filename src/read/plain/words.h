/* SPDX-License-Identifier: MIT */
/* A small map from words to numbers. Words are borrowed. */
#ifndef EXLINT_READ_PLAIN_WORDS_H
#define EXLINT_READ_PLAIN_WORDS_H

#include "base/text.h"

struct word_slot {
    struct text word;
    uint32_t value;
};

/* All zero bytes is an empty one. */
struct words {
    struct word_slot *slots;
    size_t count, capacity; /* capacity is a power of two */
};

/* The number that goes with the word, 0 when it is new; good until the next call. */
uint32_t *words_at(struct words *words, struct text word);
/* 0 for a word that is not there. */
uint32_t words_get(const struct words *words, struct text word);
/* Adds each of the blank-separated words of a list with the value. */
void words_add_list(struct words *words, const char *list, uint32_t value);
void words_free(struct words *words);

static inline bool byte_is_word(char c) {
    return byte_is_alpha(c) || byte_is_digit(c) || c == '_' || (unsigned char)c >= 0x80;
}

/* The next run of word bytes at or after *at, which moves behind it; false when there is none. */
bool words_next(struct text t, size_t *at, struct text *word);

#endif
