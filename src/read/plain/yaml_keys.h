/* SPDX-License-Identifier: MIT */
/* Which keys stand under which, in the YAML files that tutorials show: one
 * table, a row a family of keys. */
#ifndef EXLINT_READ_PLAIN_YAML_KEYS_H
#define EXLINT_READ_PLAIN_YAML_KEYS_H

#include "base/text.h"

struct family {
    const char *parents, *children;
    bool free; /* any name may stand under these */
};

/* The row of the keys that stand under a key, or NULL. */
const struct family *family_of(struct text parent);
/* The row of the keys at the margin. */
const struct family *family_of_page(void);
/* Whether the key is one that a job or a service has. */
bool family_of_job(struct text key);
/* Whether a key may stand there with nothing in it. */
bool family_may_be_empty(struct text key);
/* Whether the key stands anywhere in the table. */
bool family_knows(struct text key);

#endif
