/* SPDX-License-Identifier: MIT */
/* Reading and writing whole files. I/O errors come back as messages, they
 * never end the program. */
#ifndef EXLINT_BASE_FILES_H
#define EXLINT_BASE_FILES_H

#include <stdio.h>

#include "base/buf.h"

enum { FILE_LARGEST = 256 * 1024 * 1024 }; /* bytes one page may hold; more is refused */

/* What is said of an errno: "no such file", "is a directory", "permission denied", else strerror's words. */
const char *file_message(int error);

/* Reads all of path (or of standard input for "-") into *into, which the caller frees. Regular files, FIFOs
 * and character devices are read up to FILE_LARGEST; a directory, or more bytes than that, is an error. Gives
 * NULL, or a message without the path ("no such file", "is a directory", "permission denied", "larger than 256
 * MiB") that is a constant or strerror's; then *into is empty. */
const char *file_read(const char *path, struct buf *into);

/* The same of files that nobody named on the command line: anything but a regular file is an error, so that no FIFO is
 * waited for. */
const char *file_read_regular(const char *path, struct buf *into);

/* Replaces path by the bytes, atomically: a temporary file in the same folder, fsync, the old file's mode and
 * owner where there was one, rename, fsync of the folder. A symbolic link stays and its target is replaced. On an
 * error path is as it was, no temporary file is left, and the message (as above) is given; NULL when all is well. Who is
 * killed in between may leave ".exlint-PID-N.tmp", if only where the system has no files without a name (O_TMPFILE), or
 * in the moment between naming it and renaming it. A
 * path that is not a regular file (a device, a FIFO) is written to directly. */
const char *file_replace(const char *path, struct text bytes);
/* The same for what is made from other files and can be made again: without fsync, which takes longer than all the rest
 * (whoever looks sees the old file or the new one, whole; after a power cut it may be neither), and never through a
 * symbolic link, which is replaced itself; what else is no regular file is an error. */
const char *file_replace_unsynced(const char *path, struct text bytes);

/* As file_replace(), of a page that held `was` when it was read: where it is another one by now, that is an error. */
const char *file_rewrite(const char *path, struct text was, struct text bytes);

/* Makes the folders that path's file stands in ("a/b/c.md" makes a and a/b). NULL or a message; one is that a folder
 * behind the first `root` bytes of the path is a symbolic link. */
const char *file_make_folders(const char *path, size_t root);

/* "a/b.md" -> "a"; "b.md" -> "."; the result is a new string that the caller frees. */
char *file_folder(const char *path);
/* As getcwd() and realpath(), for the caller to free(); NULL, with errno, where there is none or it cannot be told. Want of
 * memory is no such reason: it ends the program. */
char *file_working_folder(void);
char *file_real_path(const char *path);
/* The part of path behind the last slash; borrowed from it. */
const char *file_name(const char *path);

#endif
