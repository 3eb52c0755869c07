/* SPDX-License-Identifier: MIT */
#include "command/siblings.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/files.h"
#include "base/memory.h"

static bool belongs(const struct profile *profile, const char *name) {
    struct text t = text_of(name);
    return (text_ends(t, ".md") || text_ends(t, ".markdown")) && profile_sequence_place(profile, name) >= 0;
}

/* Sorts as merge sort does, from the shortest runs up: qsort() would not know the profile. */
static void sort(const struct profile *profile, const char **names, size_t count) {
    const char **other = memory_get_zeroed(count + 1, sizeof *other);
    for (size_t run = 1; run < count; run *= 2) {
        for (size_t begin = 0; begin < count; begin += 2 * run) {
            size_t middle = begin + run < count ? begin + run : count;
            size_t end = begin + 2 * run < count ? begin + 2 * run : count, a = begin, b = middle;
            for (size_t i = begin; i < end; i++) {
                bool left =
                    b == end || (a < middle && profile_sequence_compare(profile, names[a], names[b]) <= 0);
                other[i] = left ? names[a++] : names[b++];
            }
        }
        memcpy(names, other, count * sizeof *names);
    }
    free(other);
}

/* Adds the names that belong; NULL or a message. */
static const char *list_folder(struct siblings *siblings, const struct profile *profile, const char *path,
                               const char ***names, size_t *count) {
    DIR *directory = opendir(path);
    if (!directory)
        return file_message(errno);
    for (struct dirent *entry; errno = 0, (entry = readdir(directory));) {
        if (!belongs(profile, entry->d_name))
            continue;
        if ((*count & (*count - 1)) == 0)
            *names = memory_grow(*names, *count ? *count * 2 : 1, sizeof **names);
        (*names)[(*count)++] = arena_copy(&siblings->arena, text_of(entry->d_name)).at;
    }
    const char *error = errno ? file_message(errno) : NULL;
    closedir(directory);
    return error;
}

const char *siblings_list(struct siblings *siblings, const struct profile *profile, struct text folder) {
    static const char *const none[] = {NULL};
    *siblings = (struct siblings){.names = profile->sequence ? profile->sequence : none};
    if (!profile->sequence_has_globs)
        return NULL;
    struct buf path = {0};
    const char **names = NULL;
    size_t count = 0;
    buf_add(&path, folder.len ? folder : TEXT("."));
    const char *error = list_folder(siblings, profile, path.at, &names, &count);
    const char **kept = ARENA_ARRAY(&siblings->arena, const char *, count + 1);
    if (count) {
        sort(profile, names, count);
        memcpy(kept, names, count * sizeof *kept);
    }
    free(names);
    buf_free(&path);
    siblings->names = kept;
    return error;
}

void siblings_free(struct siblings *siblings) {
    arena_free(&siblings->arena);
}
