/* SPDX-License-Identifier: MIT */
/* Which keys stand under which, in the YAML files that tutorials show: one table, a row a kind of mapping.
 * Sources: the references of Kubernetes, Compose, GitHub Actions, GitLab CI, Ansible, OpenAPI 3, Helm,
 * Prometheus, Spring Boot, Dart's pubspec. */
#ifndef EXLINT_READ_PLAIN_YAML_SCHEMA_H
#define EXLINT_READ_PLAIN_YAML_SCHEMA_H

#include <stdint.h>

#include "base/text.h"

/* Rows by their place in the table; the first one stands for mappings of which nothing is known. */
enum { SCHEMA_ANY = 0 };

enum schema_form {
    FORM_UNKNOWN,
    FORM_SCALAR,
    FORM_MAPPING,
    FORM_LIST,   /* of mappings, or of scalars where type is SCHEMA_ANY and scalars is set */
    FORM_EITHER, /* a mapping or a list of scalars: environment */
};

/* What stands under a key. */
struct schema_child {
    enum schema_form form;
    uint16_t type; /* of the mapping, or of the mappings in the list */
    bool scalars;  /* the list holds scalars */
    bool empty;    /* nothing may stand there, although there is no value */
    bool only;     /* no other such key stands in the mapping */
};

size_t schema_count(void);
/* Whether a document may be of this kind; *list: as a list of such mappings. */
bool schema_is_root(size_t type, bool *list);
enum schema_fit { FIT_KNOWN, FIT_FREE, FIT_STRANGE, FIT_UNKNOWN };
/* How a key fits into a mapping, and what then stands under it. */
enum schema_fit schema_fit(size_t type, struct text key, struct schema_child *child);
/* The key that this one stands beside, or an empty text; *needed: it is not there without. */
struct text schema_companion(struct text key, bool *needed);
/* Whether the key stands anywhere in the table. */
bool schema_knows(struct text key);

#endif
