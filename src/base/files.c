/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* O_TMPFILE; O_DIRECTORY, AT_EACCESS on older systems */
#include "base/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"

static const char too_large[] = "larger than 256 MiB", not_regular[] = "not a regular file",
                  changed_meanwhile[] = "changed in the meantime; it was left as it is";

const char *file_message(int error) {
    switch (error) {
    case ENOENT: return "no such file";
    case EISDIR: return "is a directory";
    case EACCES: return "permission denied";
    default: return strerror(error);
    }
}

static int open_again(const char *path, int flags, mode_t mode) {
    int fd;
    do
        fd = open(path, flags | O_CLOEXEC | O_NOCTTY, mode);
    while (fd < 0 && errno == EINTR);
    return fd;
}

/* Reads up to one byte more than is allowed, so that a page of just the largest size is told from a larger
 * one. */
static const char *read_all(int fd, struct buf *into) {
    enum { LEAST = 64 * 1024 };
    for (;;) {
        size_t room = into->capacity > into->len + 1 ? into->capacity - into->len - 1 : LEAST;
        if (room > (size_t)FILE_LARGEST + 1 - into->len)
            room = (size_t)FILE_LARGEST + 1 - into->len;
        ssize_t got = read(fd, buf_reserve(into, room), room);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return file_message(errno);
        into->len += (size_t)got;
        into->at[into->len] = '\0';
        if (got == 0)
            return NULL;
        if (into->len > FILE_LARGEST)
            return too_large;
    }
}

static const char *read_open(int fd, struct buf *into) {
    struct stat status;
    if (fstat(fd, &status))
        return file_message(errno);
    if (S_ISDIR(status.st_mode))
        return file_message(EISDIR);
    if (S_ISREG(status.st_mode)) {
        if (status.st_size > FILE_LARGEST)
            return too_large;
        buf_reserve(into, (size_t)status.st_size + 1); /* one more, so that the end is seen without growing */
    }
    return read_all(fd, into);
}

const char *file_read_regular(const char *path, struct buf *into) {
    *into = (struct buf){0};
    struct stat status;
    int fd = open_again(path, O_RDONLY | O_NONBLOCK, 0); /* which matters for FIFOs alone */
    if (fd < 0)
        return file_message(errno);
    const char *message = NULL;
    if (fstat(fd, &status))
        message = file_message(errno);
    else if (!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode))
        message = not_regular;
    else
        message = read_open(fd, into);
    if (message)
        buf_free(into);
    close(fd);
    return message;
}

const char *file_read(const char *path, struct buf *into) {
    *into = (struct buf){0};
    bool standard = strcmp(path, "-") == 0;
    int fd = standard ? STDIN_FILENO : open_again(path, O_RDONLY, 0);
    if (fd < 0)
        return file_message(errno);
    const char *message = read_open(fd, into);
    if (message)
        buf_free(into);
    if (!standard)
        close(fd);
    return message;
}

static const char *write_all(int fd, struct text bytes) {
    while (bytes.len) {
        ssize_t put = write(fd, bytes.at, bytes.len);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return file_message(errno);
        bytes = text_from(bytes, (size_t)put);
    }
    return NULL;
}

/* close() that does not hide an error; NFS and quotas report theirs only here. */
static const char *close_checked(int fd, const char *message) {
    if (close(fd) && errno != EINTR && !message)
        message = file_message(errno);
    return message;
}

char *file_folder(const char *path) {
    const char *slash = strrchr(path, '/');
    if (!slash)
        return memory_copy_string(".");
    while (slash > path && slash[-1] == '/')
        slash--;
    size_t len = slash == path ? 1 : (size_t)(slash - path);
    char *folder = memory_get(len + 1);
    memcpy(folder, path, len);
    folder[len] = '\0';
    return folder;
}

static char *unless_out_of_memory(char *path) {
    if (!path && errno == ENOMEM)
        memory_die();
    return path;
}

char *file_working_folder(void) { return unless_out_of_memory(getcwd(NULL, 0)); }

char *file_real_path(const char *path) { return unless_out_of_memory(realpath(path, NULL)); }

const char *file_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* Where the symbolic links that path ends in lead, perhaps to nothing yet; a new string, or NULL with errno
 * set. Links among its folders are left to the kernel. */
static char *follow_links(const char *path) {
    enum { MOST = 40 };
    char *at = memory_copy_string(path);
    for (int i = 0; i < MOST; i++) {
        char link[4097];
        ssize_t len = readlink(at, link, sizeof link - 1);
        if (len < 0)
            return at; /* no link; what else may be wrong shows when it is opened */
        link[len] = '\0';
        struct buf next = {0};
        if (link[0] != '/') {
            char *folder = file_folder(at);
            buf_print(&next, "%s/", folder);
            free(folder);
        }
        buf_add_string(&next, link);
        free(at);
        at = next.at;
    }
    free(at);
    errno = ELOOP;
    return NULL;
}

/* Whether a name for a temporary file could be taken. */
enum taken { TAKEN, TAKEN_BY_OTHERS, NOT_TAKEN };

typedef enum taken take_function(int *fd, const char *name, mode_t mode);

/* A new file that has the name. */
static enum taken create(int *fd, const char *name, mode_t mode) {
    *fd = open_again(name, O_WRONLY | O_CREAT | O_EXCL, mode);
    return *fd >= 0 ? TAKEN : errno == EEXIST ? TAKEN_BY_OTHERS : NOT_TAKEN;
}

/* The name for an open file that has none. A take_function. */
static enum taken give_name(int *fd, const char *name, mode_t mode) { /* NOLINT(readability-non-const-parameter) */
    char open_file[40];
    (void)mode;
    snprintf(open_file, sizeof open_file, "/proc/self/fd/%d", *fd);
    if (linkat(AT_FDCWD, open_file, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0)
        return TAKEN;
    return errno == EEXIST ? TAKEN_BY_OTHERS : NOT_TAKEN;
}

/* Takes a name in the folder; it goes to *name, which the caller frees. Holds memory_hold() from then on, so
 * that the file does not stay behind. False with errno set. */
static bool take_name(const char *folder, take_function *take, int *fd, mode_t mode, char **name) {
    enum taken taken = TAKEN_BY_OTHERS;
    for (unsigned i = 0; taken == TAKEN_BY_OTHERS && i < 10000; i++) {
        struct buf path = {0};
        buf_print(&path, "%s/.exlint-%ld-%u.tmp", folder, (long)getpid(), i);
        memory_hold();
        taken = take(fd, path.at, mode);
        if (taken == TAKEN) {
            *name = path.at;
            return true;
        }
        int error = errno;
        memory_release();
        buf_free(&path);
        errno = error;
    }
    return false;
}

/* Gives the open file the mode, and where it may the owner, of the old one. */
static const char *keep_rights(int fd, const struct stat *old) {
    struct stat now;
    if (fstat(fd, &now))
        return file_message(errno);
    mode_t mode = old->st_mode & 07777;
    if ((now.st_uid != old->st_uid || now.st_gid != old->st_gid) && fchown(fd, old->st_uid, old->st_gid)) {
        if (errno != EPERM)
            return file_message(errno);
        mode &= 0777; /* set-id bits are the old owner's to give */
        if (now.st_gid != old->st_gid && fchown(fd, (uid_t)-1, old->st_gid) && errno != EPERM)
            return file_message(errno);
    }
    return fchmod(fd, mode) ? file_message(errno) : NULL;
}

/* Makes the rename last over a power cut. The new file is in place by then, so failing here is no error. */
static void sync_folder(const char *folder) {
    int fd = open_again(folder, O_RDONLY | O_DIRECTORY, 0);
    if (fd < 0)
        return;
    fsync(fd);
    close(fd);
}

/* What is written, and how; old: what stands there, or NULL for nothing. */
struct writing {
    const struct stat *old;
    struct text bytes;
    bool sync;
};

static const char *fill(int fd, const struct writing *writing) {
    const char *message = write_all(fd, writing->bytes);
    if (!message && writing->old)
        message = keep_rights(fd, writing->old);
    if (!message && writing->sync && fsync(fd) && errno != EINVAL && errno != ENOTSUP)
        message = file_message(errno);
    return message;
}

/* Where the system can: a file without a name, which gets one when it is whole, so that a program that is
 * killed leaves nothing behind. *name is NULL after an error, and where the system cannot. */
static const char *write_nameless(const char *folder, const struct writing *writing, mode_t mode,
                                  char **name) {
    int fd = open_again(folder, O_WRONLY | O_TMPFILE, mode);
    if (fd < 0)
        return NULL;
    const char *message = fill(fd, writing);
    if (!message)
        take_name(folder, give_name, &fd, mode, name);
    return close_checked(fd, message);
}

/* Writes the bytes to a new file in the folder. *name, if set, is to be freed, and memory_hold() is held. */
static const char *write_temporary(const char *folder, const struct writing *writing, char **name) {
    mode_t mode = writing->old ? 0600 : 0666;
    const char *message = write_nameless(folder, writing, mode, name);
    if (message || *name)
        return message;
    int fd = -1;
    if (!take_name(folder, create, &fd, mode, name))
        return errno == ENOENT ? "no such folder" : file_message(errno);
    return close_checked(fd, fill(fd, writing));
}

static const char *replace_regular(const char *path, const struct writing *writing) {
    /* rename() would not ask whether the file may be written. */
    if (writing->old && faccessat(AT_FDCWD, path, W_OK, AT_EACCESS))
        return file_message(errno);
    char *folder = file_folder(path), *temporary = NULL;
    const char *message = write_temporary(folder, writing, &temporary);
    if (temporary) {
        if (!message && rename(temporary, path))
            message = file_message(errno);
        if (message)
            unlink(temporary);
        memory_release();
    }
    if (!message && writing->sync)
        sync_folder(folder);
    free(temporary);
    free(folder);
    return message;
}

static const char *write_directly(const char *path, struct text bytes) {
    int fd = open_again(path, O_WRONLY, 0);
    return fd < 0 ? file_message(errno) : close_checked(fd, write_all(fd, bytes));
}

const char *file_replace(const char *path, struct text bytes) {
    char *target = follow_links(path);
    if (!target)
        return file_message(errno);
    struct stat old;
    struct writing writing = {&old, bytes, true};
    const char *message;
    if (stat(target, &old)) {
        writing.old = NULL;
        message = errno == ENOENT ? replace_regular(target, &writing) : file_message(errno);
    } else if (S_ISDIR(old.st_mode))
        message = file_message(EISDIR);
    else if (S_ISREG(old.st_mode))
        message = replace_regular(target, &writing);
    else
        message = write_directly(target, bytes);
    free(target);
    return message;
}

const char *file_replace_unsynced(const char *path, struct text bytes) {
    struct stat old;
    struct writing writing = {&old, bytes, false};
    if (lstat(path, &old)) {
        if (errno != ENOENT)
            return file_message(errno);
        writing.old = NULL;
    } else if (S_ISLNK(old.st_mode))
        writing.old = NULL;
    else if (!S_ISREG(old.st_mode))
        return S_ISDIR(old.st_mode) ? file_message(EISDIR) : not_regular;
    return replace_regular(path, &writing);
}

const char *file_rewrite(const char *path, struct text was, struct text bytes) {
    struct buf now;
    const char *message = file_read_regular(path, &now);
    bool done = !message && text_equal(buf_text(&now), bytes); /* by way of another name of the same file, say */
    if (!message && !done && !text_equal(buf_text(&now), was))
        message = changed_meanwhile;
    buf_free(&now);
    return message || done ? message : file_replace(path, bytes);
}

static bool is_folder(const char *path, bool follow) {
    struct stat status;
    return (follow ? stat(path, &status) : lstat(path, &status)) == 0 && S_ISDIR(status.st_mode);
}

const char *file_make_folders(const char *path, size_t root) {
    char *folder = file_folder(path);
    const char *message = NULL;
    size_t len = strlen(folder);
    for (size_t i = 1; i <= len && !message; i++) {
        if (i < len && (folder[i] != '/' || folder[i - 1] == '/'))
            continue;
        folder[i] = '\0';
        bool follow = i <= root;
        if (!is_folder(folder, follow) && mkdir(folder, 0777) && !(errno == EEXIST && is_folder(folder, follow)))
            message = errno == EEXIST && is_folder(folder, true) ? "a folder on its way is a symbolic link"
                                                                 : file_message(errno == EEXIST ? ENOTDIR : errno);
        if (i < len)
            folder[i] = '/';
    }
    free(folder);
    return message;
}
