/* SPDX-License-Identifier: MIT */
/* Allocation that never fails: when memory runs out the program prints one
 * line on stderr and exits 2, so that callers need not test for NULL. */
#ifndef EXLINT_BASE_MEMORY_H
#define EXLINT_BASE_MEMORY_H

#include <stddef.h>

/* Before the first allocation of a program that reads one page after the other: what one page gave back is kept for the
 * next, instead of going to the system and coming back. */
void memory_begin(void);
/* As malloc, calloc and realloc; the caller frees with free(). Overflow of count * size also ends the program. */
void *memory_get(size_t size);
void *memory_get_zeroed(size_t count, size_t size);
void *memory_grow(void *old, size_t count, size_t size);
/* Makes room for one more item behind the `count` that an array of `capacity` has: where it is full, for as many again.
 * An array without room is NULL. The arguments are evaluated more than once. */
#define MEMORY_ROOM(array, count, capacity)                                                                  \
    do {                                                                                                     \
        if ((count) == (capacity)) {                                                                         \
            (capacity) = (capacity) ? (capacity) * 2 : MEMORY_ROOM_LEAST;                                    \
            (array) = memory_grow((array), (capacity), sizeof *(array));                                     \
        }                                                                                                    \
    } while (0)
enum { MEMORY_ROOM_LEAST = 16 };
/* A copy of a NUL-terminated string, freed by the caller. */
char *memory_copy_string(const char *string);
/* Prints "exlint: out of memory" and exits 2. */
_Noreturn void memory_die(void);
/* Around what must not stay half done when another thread runs out of memory meanwhile: memory_die() waits until nobody
 * holds. Whoever holds must not allocate. */
void memory_hold(void);
void memory_release(void);

#endif
