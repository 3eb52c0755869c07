/* SPDX-License-Identifier: MIT */
#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"

#ifndef ARENA_BLOCK /* tests build with a tiny block, so that the rare path runs */
#define ARENA_BLOCK (4 * 1024)
#endif
#define ARENA_LARGEST (1024 * ARENA_BLOCK)

struct arena_block {
    struct arena_block *older;
    size_t size; /* of data */
    _Alignas(max_align_t) char data[];
};

/* Blocks double up to ARENA_LARGEST, so that a large page needs few of them. */
static void add_block(struct arena *arena, size_t at_least) {
    size_t size = arena->blocks ? arena->blocks->size * 2 : ARENA_BLOCK;
    if (size > ARENA_LARGEST)
        size = ARENA_LARGEST;
    if (size < at_least)
        size = at_least;
    if (size > SIZE_MAX - sizeof(struct arena_block))
        memory_die();
    struct arena_block *block = memory_get(sizeof *block + size);
    block->older = arena->blocks;
    block->size = size;
    arena->blocks = block;
    arena->next = block->data;
    arena->end = block->data + size;
}

void *arena_get_raw(struct arena *arena, size_t size) {
    const size_t align = _Alignof(max_align_t);
    if (size > SIZE_MAX - align)
        memory_die();
    size = (size + align - 1) / align * align;
    if (!arena->blocks || (size_t)(arena->end - arena->next) < size)
        add_block(arena, size);
    void *given = arena->next;
    arena->next += size;
    return given;
}

void *arena_get(struct arena *arena, size_t size) {
    void *given = arena_get_raw(arena, size);
    return size ? memset(given, 0, size) : given;
}

void *arena_get_array_raw(struct arena *arena, size_t count, size_t size) {
    if (size && count > SIZE_MAX / size)
        memory_die();
    return arena_get_raw(arena, count * size);
}

void *arena_get_array(struct arena *arena, size_t count, size_t size) {
    void *given = arena_get_array_raw(arena, count, size);
    return count && size ? memset(given, 0, count * size) : given;
}

void *arena_get_more(struct arena *arena, const void *array, size_t *capacity, size_t size) {
    size_t count = *capacity;
    *capacity = count ? count * 2 : 8;
    void *more = arena_get_array(arena, *capacity, size);
    return count ? memcpy(more, array, count * size) : more;
}

struct text arena_copy(struct arena *arena, struct text t) {
    char *copy = arena_get_raw(arena, t.len + 1);
    if (t.len)
        memcpy(copy, t.at, t.len);
    copy[t.len] = '\0';
    return (struct text){copy, t.len};
}

struct text arena_print(struct arena *arena, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    char small[256];
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(small, sizeof small, format, arguments);
    va_end(arguments);
    if (length < 0)
        length = 0;
    char *copy = arena_get(arena, (size_t)length + 1);
    if ((size_t)length < sizeof small)
        memcpy(copy, small, (size_t)length);
    else
        vsnprintf(copy, (size_t)length + 1, format, again);
    va_end(again);
    return (struct text){copy, (size_t)length};
}

void arena_reset(struct arena *arena) {
    struct arena_block *keep = arena->blocks;
    if (!keep || keep->size > ARENA_LARGEST) {
        arena_free(arena);
        return;
    }
    for (struct arena_block *block = keep->older, *older; block; block = older) {
        older = block->older;
        free(block);
    }
    keep->older = NULL;
    arena->next = keep->data;
    arena->end = keep->data + keep->size;
}

void arena_free(struct arena *arena) {
    for (struct arena_block *block = arena->blocks, *older; block; block = older) {
        older = block->older;
        free(block);
    }
    *arena = (struct arena){0};
}
