/* SPDX-License-Identifier: MIT */
/* A YAML value with its place: what front matter holds. Types follow the YAML
 * 1.2 core schema (chapter 10.3): `no` and `on` are strings, dates stay strings.
 * Values live in their document's arena. An alias is the anchored value itself,
 * so a value may be reached on several ways (never through itself). */
#ifndef EXLINT_DOC_VALUE_H
#define EXLINT_DOC_VALUE_H

#include "doc/source.h"

enum value_kind {
    VALUE_NULL,
    VALUE_BOOL,
    VALUE_INTEGER,
    VALUE_REAL,
    VALUE_STRING,
    VALUE_SEQUENCE,
    VALUE_MAPPING,
    VALUE_KIND_COUNT
};

struct value {
    enum value_kind kind;
    struct span span;   /* in the source; the value alone, quotes included */
    struct text scalar; /* every scalar: its content without quotes and escapes */
    bool truth;         /* bool */
    bool quoted;        /* a scalar in quotes or a block scalar, so a string whatever it looks like */
    long long integer;  /* integer; one that does not fit is a real */
    double real;        /* real, and integer too */
    const struct member *members; /* mapping: its pairs; sequence: its items (key == NULL); in order */
    size_t count;           /* of members */
    size_t weight;          /* values below it counted with every alias followed, itself included; saturates */
    uint32_t height;        /* levels from it down, aliases followed, itself included; what readers make is bounded */
};

struct member {
    const struct value *key; /* NULL in a sequence */
    const struct value *value;
};

/* The value of a mapping's string key, or NULL (also where mapping is NULL or no mapping). */
const struct value *value_get(const struct value *mapping, const char *key);
/* The scalar of a string key whose value is a string; the empty text with at == NULL otherwise. */
struct text value_get_string(const struct value *mapping, const char *key);
/* "string", "integer", "mapping" …, for messages. */
const char *value_kind_name(enum value_kind kind);

#endif
