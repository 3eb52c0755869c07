/* SPDX-License-Identifier: MIT */
#include "command/manual.h"

struct manual_page {
    const char *name;
    const unsigned char *bytes;
    size_t size;
};

#include "manual.inc" /* manual_pages[], ended by a row without a name */

size_t manual_count(void) {
    return sizeof manual_pages / sizeof *manual_pages - 1;
}

struct text manual_page(size_t i, const char **name) {
    *name = manual_pages[i].name;
    return (struct text){(const char *)manual_pages[i].bytes, manual_pages[i].size};
}
