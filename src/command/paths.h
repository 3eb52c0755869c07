/* SPDX-License-Identifier: MIT */
/* Paths as other files name them: where a page stands as seen from a folder. */
#ifndef EXLINT_COMMAND_PATHS_H
#define EXLINT_COMMAND_PATHS_H

#include "base/buf.h"

/* Adds the absolute path of a file: links in its folder are followed, the last part stays as it is. The file, and its
 * folder, need not exist. */
void path_resolve(const char *path, struct buf *out);
/* Adds the way from a folder to a file, both absolute: "a/b.md", "../c.md". */
void path_relative(struct text folder, struct text file, struct buf *out);
/* Adds an absolute path as it is seen from the working folder. */
void path_from_working(const char *absolute, struct buf *out);
/* Adds where a path leads that a file (absolute) names, seen from its own folder; absolute. */
void path_beside(const char *file, struct text path, struct buf *out);
/* The part of a path before its last slash; empty where there is none. */
struct text path_folder(struct text path);

#endif
