/* SPDX-License-Identifier: MIT */
/* YAML says its structure by indentation alone, so most of it is lost. What
 * remains: keys without a value have something under them, list items belong
 * to lists, a mapping has no key twice, and well-known files have known keys
 * (yaml_schema.def). Lines are read first (yaml.c), then nested (yaml_search.c). */
#ifndef EXLINT_READ_PLAIN_YAML_H
#define EXLINT_READ_PLAIN_YAML_H

#include "read/plain/layout.h"

struct yaml_line {
    size_t line;     /* of the layout */
    struct text key; /* of "key: …", or of what follows "- " */
    bool item, opens, scalar, pair;
    bool commented;  /* a comment stands above it */
    uint32_t number; /* of the key */
    uint32_t beside; /* number of the key that this one stands beside, or 0 */
    bool depends;    /* … and cannot be without */
    uint32_t inner;  /* "- { key: …": number of its first key, or 0 */
};

/* Sets the column of each line; gives what speaks for them, by line: 3 where the schema knows them all, 0
 * where nothing is known. */
double yaml_search(const struct yaml_line *lines, size_t count, long *indent);

#endif
