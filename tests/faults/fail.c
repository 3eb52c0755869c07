/* SPDX-License-Identifier: MIT */
/* Loaded before the C library (LD_PRELOAD): makes one call of one function fail.
 *   FAIL_CALL=read|write|rename|open|fsync|malloc|pthread_create   which function
 *   FAIL_AT=N          its N-th call, from 1
 *   FAIL_NOTE=FILE     a file that is made when a call has failed, so that the test knows when N is past the end */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The C library's own allocator: dlsym() itself allocates. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static atomic_long calls;
static const char *chosen, *note;
static long wanted;

__attribute__((constructor)) static void begin(void) {
    const char *at = getenv("FAIL_AT");
    note = getenv("FAIL_NOTE");
    wanted = at ? atol(at) : 0;
    chosen = getenv("FAIL_CALL");
}

/* Whether this call is the one. Nothing fails before the program runs: chosen is NULL until then. */
static int fails(const char *call) {
    if (!chosen || strcmp(chosen, call) != 0 || atomic_fetch_add(&calls, 1) + 1 != wanted)
        return 0;
    if (note)
        syscall(SYS_close, (int)syscall(SYS_openat, AT_FDCWD, note, O_WRONLY | O_CREAT, 0666));
    return 1;
}

ssize_t read(int fd, void *into, size_t size) {
    if (fails("read"))
        return errno = EIO, -1;
    return syscall(SYS_read, fd, into, size);
}

ssize_t write(int fd, const void *from, size_t size) {
    if (fails("write"))
        return errno = ENOSPC, -1;
    return syscall(SYS_write, fd, from, size);
}

int rename(const char *from, const char *to) {
    if (fails("rename"))
        return errno = EIO, -1;
    return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int fsync(int fd) {
    if (fails("fsync"))
        return errno = EIO, -1;
    return (int)syscall(SYS_fsync, fd);
}

int open(const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    if (fails("open"))
        return errno = EMFILE, -1;
    return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

void *malloc(size_t size) {
    if (fails("malloc"))
        return errno = ENOMEM, NULL;
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    if (fails("malloc"))
        return errno = ENOMEM, NULL;
    return __libc_calloc(count, size);
}

void *realloc(void *old, size_t size) {
    if (fails("malloc"))
        return errno = ENOMEM, NULL;
    return __libc_realloc(old, size);
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *), void *argument) {
    int (*create)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    *(void **)&create = dlsym(RTLD_NEXT, "pthread_create");
    return fails("pthread_create") ? EAGAIN : create(thread, attributes, run, argument);
}
