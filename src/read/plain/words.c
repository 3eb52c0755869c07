/* SPDX-License-Identifier: MIT */
#include "read/plain/words.h"

#include <stdlib.h>

#include "base/memory.h"

static struct word_slot *slot_of(struct word_slot *slots, size_t capacity, struct text word) {
    size_t i = (size_t)text_hash(word, 0) & (capacity - 1);
    while (slots[i].word.at && !text_equal(slots[i].word, word))
        i = (i + 1) & (capacity - 1);
    return &slots[i];
}

static void grow(struct words *words) {
    size_t capacity = words->capacity ? words->capacity * 2 : 64;
    struct word_slot *slots = memory_get_zeroed(capacity, sizeof *slots);
    for (size_t i = 0; i < words->capacity; i++)
        if (words->slots[i].word.at)
            *slot_of(slots, capacity, words->slots[i].word) = words->slots[i];
    free(words->slots);
    words->slots = slots;
    words->capacity = capacity;
}

uint32_t *words_at(struct words *words, struct text word) {
    if (words->count * 2 >= words->capacity)
        grow(words);
    struct word_slot *slot = slot_of(words->slots, words->capacity, word);
    if (!slot->word.at) {
        slot->word = word;
        words->count++;
    }
    return &slot->value;
}

uint32_t words_get(const struct words *words, struct text word) {
    return words->capacity ? slot_of(words->slots, words->capacity, word)->value : 0;
}

void words_add_list(struct words *words, const char *list, uint32_t value) {
    struct text rest = text_of(list);
    while (rest.len) {
        size_t blank = text_find_byte(rest, ' ', 0);
        struct text word = text_slice(rest, 0, blank);
        if (word.len)
            *words_at(words, word) = value;
        rest = blank == TEXT_NONE ? text_slice(rest, rest.len, rest.len) : text_from(rest, blank + 1);
    }
}

void words_free(struct words *words) {
    free(words->slots);
    *words = (struct words){0};
}

bool words_next(struct text t, size_t *at, struct text *word) {
    size_t begin = *at;
    while (begin < t.len && !byte_is_word(t.at[begin]))
        begin++;
    size_t end = begin;
    while (end < t.len && byte_is_word(t.at[end]))
        end++;
    *at = end;
    *word = text_slice(t, begin, end);
    return end > begin;
}
