/* SPDX-License-Identifier: MIT */
/* A compiled schema, as compile.c makes it and validate.c reads it. */
#ifndef EXLINT_SCHEMA_NODE_H
#define EXLINT_SCHEMA_NODE_H

#include "base/pattern.h"
#include "schema/decimal.h"
#include "schema/equal.h"
#include "schema/format.h"
#include "schema/schema.h"

#define KEYWORD(id, name, shape) KEYWORD_##id,
enum keyword {
#include "schema/keyword.def"
    KEYWORD_COUNT
};
#undef KEYWORD

const char *keyword_name(enum keyword keyword);

enum {
    FIRST_CHILD = KEYWORD_NOT,
    CHILD_COUNT = KEYWORD_CONTENT_SCHEMA - KEYWORD_NOT + 1,
    FIRST_LIST = KEYWORD_ALL_OF,
    LIST_COUNT = KEYWORD_PREFIX_ITEMS - KEYWORD_ALL_OF + 1,
    FIRST_NUMBER = KEYWORD_MULTIPLE_OF,
    NUMBER_COUNT = KEYWORD_EXCLUSIVE_MINIMUM - KEYWORD_MULTIPLE_OF + 1,
    FIRST_BOUND = KEYWORD_MAX_LENGTH,
    BOUND_COUNT = KEYWORD_MIN_PROPERTIES - KEYWORD_MAX_LENGTH + 1,
};

enum type_bit {
    TYPE_NULL = 1,
    TYPE_BOOLEAN = 2,
    TYPE_INTEGER = 4,
    TYPE_NUMBER = 8,
    TYPE_STRING = 16,
    TYPE_ARRAY = 32,
    TYPE_OBJECT = 64,
};
enum { TYPE_BITS = 7 };
/* "null", "boolean" … by the number of the bit. */
const char *type_name(int bit);

struct anchor {
    struct text name;
    struct node *node;
    bool dynamic;
    struct anchor *next;
};

/* A schema with a URI of its own: a file's root, or a subschema with $id. */
struct resource {
    struct text uri;
    const struct schema_file *file;
    struct node *root;
    struct anchor *dynamic_anchors; /* what $dynamicRef finds while validating */
};

struct schema_file {
    const struct source *source;
    struct source *own;        /* the same where it was loaded, and so is to be freed */
    struct text uri;           /* of its path */
    struct resource *resource; /* of its root */
};

/* What is said of one key of an object. */
struct name {
    struct text key;
    struct node *property;     /* properties */
    struct node *dependent;    /* dependentSchemas */
    const struct value *needs; /* dependentRequired: a sequence */
    size_t *needed;            /* the places in the node's names of what it needs */
    bool required;
};

struct pattern_property {
    struct pattern *pattern;
    struct node *node;
};

enum mark { MARK_NEW, MARK_OPEN, MARK_DONE };

struct node {
    const struct value *value;
    struct resource *resource;
    const struct value *keyword[KEYWORD_COUNT]; /* their values, or NULL */
    unsigned types;                             /* enum type_bit, or-ed; 0 where any will do */
    struct node *child[CHILD_COUNT];
    struct node **list[LIST_COUNT]; /* as many as the keyword's value has items */
    const struct decimal *number[NUMBER_COUNT];
    uint64_t bound[BOUND_COUNT];
    struct hashed *enumerated; /* by hash; as many as enum has items */
    struct pattern *pattern;
    const struct format *format;
    struct name *names; /* by key */
    size_t name_count;
    struct pattern_property *patterns;
    size_t pattern_count;
    struct node *ref, *dynamic_ref;
    struct text
        dynamic_name; /* $dynamicRef: the anchor that the dynamic scope is asked for; at == NULL for none */
    struct node **in_place; /* every subschema that is applied to the same value */
    size_t in_place_count, in_place_capacity;
    enum mark mark; /* while in-place cycles are sought */
};

static inline struct node *node_child(const struct node *node, enum keyword keyword) {
    return node->child[keyword - FIRST_CHILD];
}

/* The place of a key in the node's names, or name_count. */
size_t node_find_name(const struct node *node, struct text key);

struct schema {
    struct arena arena;
    struct node **nodes; /* every one that was made, for freeing patterns */
    size_t node_count, node_capacity;
    struct schema_file **files; /* the first is the schema's own */
    size_t file_count, file_capacity;
    struct node *root;
    struct schema_fault faults[SCHEMA_FAULTS_MOST];
    size_t fault_count;
};

#endif
