/* SPDX-License-Identifier: MIT */
/* An arena: memory that is freed all at once. What it gives lives until
 * arena_free() or arena_reset(); nothing is freed one by one. An arena that is
 * all zero bytes is empty and ready. One thread at a time may use it. */
#ifndef EXLINT_BASE_ARENA_H
#define EXLINT_BASE_ARENA_H

#include "base/text.h"

struct arena_block;

struct arena {
    struct arena_block *blocks; /* newest first */
    char *next, *end;           /* what is left of the newest */
};

/* size bytes, zeroed, aligned for any type. Never NULL (see base/memory.h). */
void *arena_get(struct arena *arena, size_t size);
/* The same without the zeros. */
void *arena_get_raw(struct arena *arena, size_t size);
#define ARENA_NEW(arena, type)          ((type *)arena_get((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_get_array((arena), (count), sizeof(type)))
#define ARENA_ARRAY_RAW(arena, type, count) ((type *)arena_get_array_raw((arena), (count), sizeof(type)))
/* As arena_get(count * size), with overflow ending the program. */
void *arena_get_array(struct arena *arena, size_t count, size_t size);
void *arena_get_array_raw(struct arena *arena, size_t count, size_t size);
/* Makes room for one more item behind the `count` that an array of the arena has room for: where it is full, another one
 * for twice as many. An array without room is NULL. The arguments are evaluated more than once. */
#define ARENA_ROOM(arena, array, count, capacity)                                                            \
    ((array) = (count) < (capacity)                                                                          \
                   ? (array)                                                                                 \
                   : arena_get_more((arena), (array), &(capacity), sizeof *(array)))
void *arena_get_more(struct arena *arena, const void *array, size_t *capacity, size_t size);
/* A copy of the bytes, with a NUL behind them that len does not count. */
struct text arena_copy(struct arena *arena, struct text t);
/* The formatted text, with a NUL behind it that len does not count. */
struct text arena_print(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Forgets all that was given, keeps one block of ordinary size for what comes. */
void arena_reset(struct arena *arena);
/* Frees everything; the arena is empty and ready again. */
void arena_free(struct arena *arena);

#endif
