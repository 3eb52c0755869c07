/* SPDX-License-Identifier: MIT */
/* The formats that are asserted: a table with a row each in format.c. */
#ifndef EXLINT_SCHEMA_FORMAT_H
#define EXLINT_SCHEMA_FORMAT_H

#include "base/text.h"

struct format {
    const char *name;
    const char *expected; /* for messages: "a date such as 2024-02-29" */
    bool (*check)(struct text t);
};

/* NULL for formats that are annotations only. */
const struct format *format_find(struct text name);

#endif
