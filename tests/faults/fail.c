/* SPDX-License-Identifier: MIT */
/* Loaded before the C library (LD_PRELOAD): makes one call of one function fail.
 *   FAIL_CALL=NAME     which function: one of those below; malloc stands for calloc and realloc, too
 *   FAIL_AT=N          its N-th call, from 1; 0: none, but FAIL_NOTE then holds how many there were
 *   FAIL_NOTE=FILE     a file that is made when a call has failed, so that the test knows when N is past the end */
#define _GNU_SOURCE
#include <dirent.h>
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

static void leave_note(long number) {
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%ld\n", number);
    int fd = (int)syscall(SYS_openat, AT_FDCWD, note, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    syscall(SYS_write, fd, digits, (size_t)length);
    syscall(SYS_close, fd);
}

/* Whether this call is the one. Nothing fails before the program runs: chosen is NULL until then. */
static int fails(const char *call) {
    if (!chosen || strcmp(chosen, call) != 0)
        return 0;
    long number = atomic_fetch_add(&calls, 1) + 1;
    if (number != wanted)
        return 0;
    if (note)
        leave_note(number);
    return 1;
}

__attribute__((destructor)) static void end(void) {
    if (chosen && note && wanted == 0)
        leave_note(atomic_load(&calls));
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

/* The rest is done by the C library's own, where it does not fail. */
#define REAL(name) real_of(#name)

static void *real_of(const char *name) {
    return dlsym(RTLD_NEXT, name);
}

#define FAILING(result, name, error, failed, parameters, arguments)                                                  \
    result name parameters {                                                                                         \
        result(*real) parameters;                                                                                    \
        if (fails(#name))                                                                                            \
            return errno = (error), (failed);                                                                        \
        *(void **)&real = REAL(name);                                                                                \
        return real arguments;                                                                                       \
    }

FAILING(ssize_t, pread, EIO, -1, (int fd, void *into, size_t size, off_t at), (fd, into, size, at))
FAILING(int, mkdir, ENOSPC, -1, (const char *path, mode_t mode), (path, mode))
FAILING(int, stat, EIO, -1, (const char *restrict path, struct stat *restrict into), (path, into))
FAILING(int, lstat, EIO, -1, (const char *restrict path, struct stat *restrict into), (path, into))
FAILING(int, fstat, EIO, -1, (int fd, struct stat *into), (fd, into))
FAILING(int, fchmod, EIO, -1, (int fd, mode_t mode), (fd, mode))
FAILING(int, linkat, EIO, -1, (int a, const char *from, int b, const char *to, int flags), (a, from, b, to, flags))
FAILING(DIR *, opendir, EMFILE, NULL, (const char *path), (path))
FAILING(struct dirent *, readdir, EIO, NULL, (DIR *from), (from))
FAILING(FILE *, fopen, EMFILE, NULL, (const char *restrict path, const char *restrict mode), (path, mode))
FAILING(char *, realpath, EIO, NULL, (const char *restrict path, char *restrict into), (path, into))

/* Fails as it does over a network: the descriptor is gone all the same. */
int close(int fd) {
    int closed = (int)syscall(SYS_close, fd);
    return fails("close") ? (errno = EIO, -1) : closed;
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *), void *argument) {
    int (*create)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    *(void **)&create = REAL(pthread_create);
    return fails("pthread_create") ? EAGAIN : create(thread, attributes, run, argument);
}
