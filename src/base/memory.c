/* SPDX-License-Identifier: MIT */
#include "base/memory.h"

#include <malloc.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static pthread_rwlock_t half_done = PTHREAD_RWLOCK_INITIALIZER; /* no state: only the order of threads */

void memory_begin(void) {
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 4 << 20);
    mallopt(M_TRIM_THRESHOLD, 8 << 20);
#endif
}

void memory_hold(void) { pthread_rwlock_rdlock(&half_done); }

void memory_release(void) { pthread_rwlock_unlock(&half_done); }

_Noreturn void memory_die(void) {
    pthread_rwlock_wrlock(&half_done); /* for good: this thread ends the program */
    static const char message[] = "exlint: out of memory\n";
    /* Nothing can be done when even this fails. */
    ssize_t written = write(STDERR_FILENO, message, sizeof message - 1);
    (void)written;
    _exit(2);
}

void *memory_get(size_t size) {
    void *block = malloc(size ? size : 1);
    if (!block)
        memory_die();
    return block;
}

void *memory_get_zeroed(size_t count, size_t size) {
    void *block = calloc(count ? count : 1, size ? size : 1);
    if (!block)
        memory_die();
    return block;
}

void *memory_grow(void *old, size_t count, size_t size) {
    if (size && count > SIZE_MAX / size)
        memory_die();
    void *block = realloc(old, count && size ? count * size : 1);
    if (!block)
        memory_die();
    return block;
}

char *memory_copy_string(const char *string) {
    size_t size = strlen(string) + 1;
    return memcpy(memory_get(size), string, size);
}
