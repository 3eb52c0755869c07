/* SPDX-License-Identifier: MIT */
/* Files that travel in the program: a row of the tables that src/embed.c makes
 * when exlint is built, each ended by a row without a name. */
#ifndef EXLINT_COMMAND_EMBEDDED_H
#define EXLINT_COMMAND_EMBEDDED_H

#include "doc/value.h"

struct embedded {
    const char *name; /* of the file, without folders */
    const unsigned char *bytes;
    size_t size;
    const struct value *root; /* what a profile or a schema of front matter holds; NULL for other files */
};

static inline struct text embedded_text(const struct embedded *file) {
    return (struct text){(const char *)file->bytes, file->size};
}

#endif
