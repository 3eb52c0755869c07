/* SPDX-License-Identifier: MIT */
/* Which files a command line means: paths and folders in, a sorted list out.
 *
 * Folders are searched recursively for names with one of the wanted suffixes.
 * .gitignore (gitignore(5): negation, anchoring, "**", folder-only patterns,
 * the files of all parent folders up to the repository root) and .exlintignore
 * (same syntax, read after it) are honoured, .git is never entered, symbolic
 * links to folders are not followed. Files named outright are always taken,
 * ignored or not, whatever their suffix. */
#ifndef EXLINT_BASE_TREE_H
#define EXLINT_BASE_TREE_H

#include "base/arena.h"

struct tree_file {
    const char *path;  /* as given, or the given folder + "/" + what was found below it ("./" is dropped) */
    const char *below; /* its end: the path below the given folder ("a/b.md"); of a file named outright its last part or, where
                           the tree says so, all of it */
    bool named;        /* named outright */
};

/* All zero bytes is an empty one. A file takes its path and some 40 bytes. */
struct tree {
    struct arena paths;
    struct tree_file *files; /* sorted by the bytes of path; a path twice is listed once */
    size_t count, capacity;
    char **errors;           /* "missing: no such file", one message each, with the path, in order */
    size_t error_count, error_capacity;
    bool keeps_folders;      /* set by the caller: files that are named from now on keep their folders in `below`, where
                                these lead nowhere else than down */
    size_t ignored;          /* files with a wanted suffix that ignore files left out; ignored folders are not entered */
};

/* Adds what path means. suffixes: NULL-terminated list (".md", ".markdown"). "-" is taken as a named file. A path
 * that does not exist or a folder that cannot be read becomes an error; the rest goes on. */
void tree_add(struct tree *tree, const char *path, const char *const *suffixes);
/* Sorts and removes repeats; call once after the last tree_add(). */
void tree_finish(struct tree *tree);
void tree_free(struct tree *tree);
/* Whether the file was found below a named folder, but is a symbolic link to one that is not. */
bool tree_leads_out(const struct tree_file *file);
/* Bytes of an absolute path that lead to the folder from which on ignore files (and configurations) count: the one that
 * holds .git or, outside of a repository, the working folder where the path lies in it, else the path itself. */
size_t tree_root(const char *absolute);

#endif
