/* SPDX-License-Identifier: MIT */
#include "command/manual.h"

#include "command/embedded.h"
#include "manual.inc" /* manual[] */

size_t manual_count(void) {
    return sizeof manual / sizeof *manual - 1;
}

struct text manual_page(size_t i, const char **name) {
    *name = manual[i].name;
    return embedded_text(&manual[i]);
}
