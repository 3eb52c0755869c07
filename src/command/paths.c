/* SPDX-License-Identifier: MIT */
#include "command/paths.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/files.h"

/* Adds the parts of a path to an absolute one, with "." and ".." taken away by the letter. */
static void add_parts(struct text path, struct buf *out) {
    while (path.len) {
        size_t slash = text_find_byte(path, '/', 0);
        struct text part = text_slice(path, 0, slash);
        path = text_from(path, slash == TEXT_NONE ? path.len : slash + 1);
        if (text_is(part, "..")) {
            while (out->len && out->at[out->len - 1] != '/')
                buf_cut(out, out->len - 1);
            buf_cut(out, out->len ? out->len - 1 : 0);
        } else if (part.len && !text_is(part, ".")) {
            buf_add_byte(out, '/');
            buf_add(out, part);
        }
    }
}

void path_resolve(const char *path, struct buf *out) {
    char *folder = file_folder(path), *real = file_real_path(folder), *working = NULL;
    struct buf made = {0};
    if (!real && *path != '/')
        working = file_working_folder();
    if (real)
        add_parts(text_of(real), &made);
    else if (working)
        add_parts(text_of(working), &made);
    add_parts(text_of(real ? file_name(path) : path), &made);
    buf_add(out, made.len ? buf_text(&made) : TEXT("/"));
    buf_free(&made);
    free(working);
    free(real);
    free(folder);
}

void path_relative(struct text folder, struct text file, struct buf *out) {
    size_t same = 0, i = 0; /* bytes that lead to the last folder both have, with its slash */
    if (text_is(folder, "/"))
        folder.len = 0;
    for (; i < folder.len && i < file.len && folder.at[i] == file.at[i]; i++)
        if (folder.at[i] == '/')
            same = i + 1;
    bool below = i == folder.len && i < file.len && file.at[i] == '/';
    if (below)
        same = i + 1;
    for (size_t k = same; !below && k < folder.len; k++)
        if (k == same || folder.at[k - 1] == '/')
            buf_add_string(out, "../");
    buf_add(out, text_from(file, same));
}

void path_from_working(const char *absolute, struct buf *out) {
    char *working = file_working_folder();
    if (working && strcmp(working, absolute) == 0)
        buf_add_byte(out, '.');
    else if (working)
        path_relative(text_of(working), text_of(absolute), out);
    else
        buf_add_string(out, absolute);
    free(working);
}

struct text path_folder(struct text path) {
    while (path.len && path.at[path.len - 1] != '/')
        path.len--;
    return text_slice(path, 0, path.len ? path.len - 1 : 0);
}

void path_beside(const char *file, struct text path, struct buf *out) {
    struct buf named = {0};
    if (!text_starts(path, "/")) {
        buf_add(&named, path_folder(text_of(file)));
        buf_add_byte(&named, '/');
    }
    buf_add(&named, path);
    path_resolve(named.at, out);
    buf_free(&named);
}
