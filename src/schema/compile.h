/* SPDX-License-Identifier: MIT */
/* Compiling a schema: what compile.c (nodes), keyword.c (the values of
 * keywords) and reference.c (URIs, anchors, files) share. */
#ifndef EXLINT_SCHEMA_COMPILE_H
#define EXLINT_SCHEMA_COMPILE_H

#include "schema/node.h"

struct known_node {
    const struct value *value;
    const struct resource *parent; /* the resource it stands in, not the one it begins with $id */
    struct node *node;
};

/* A hash table of things that have a name within an owner: anchors of a resource, members of a mapping. */
struct named {
    const void *owner;
    struct text name;
    const void *thing; /* NULL: the slot is free */
};

struct named_table {
    struct named *slots;
    size_t count, capacity;
};

struct reference {
    struct node *node;
    enum keyword keyword;
};

struct compiler {
    struct schema *schema;
    struct arena *arena; /* the schema's */
    const struct schema_loader *loader;
    struct known_node *known; /* a hash table with open addressing */
    size_t known_count, known_capacity;
    struct named_table resources, anchors, members;
    struct reference *references;
    size_t reference_count, reference_capacity, reference_next;
    size_t node_next; /* the first node whose keywords are not read yet */
};

void compile_fault(struct compiler *compiler, const struct resource *resource, struct span span,
                   const char *format, ...) __attribute__((format(printf, 4, 5)));
/* The node of a subschema that stands in a resource; made where it is new. value is anything: what is no
 * schema becomes a fault when its keywords are read. */
struct node *compile_node(struct compiler *compiler, const struct value *value, struct resource *parent);
/* The node if there is one. */
struct node *compile_known(const struct compiler *compiler, const struct value *value,
                           const struct resource *parent);
/* Notes that child is applied to the same value as node. */
void compile_in_place(struct compiler *compiler, struct node *node, struct node *child);

/* What has the name, or NULL. */
const void *named_find(const struct named_table *table, const void *owner, struct text name);
/* The first thing of a name stays. The name is borrowed. */
void named_add(struct named_table *table, const void *owner, struct text name, const void *thing);

/* keyword.c: reads every keyword of a node whose value is a mapping. */
void keywords_read(struct compiler *compiler, struct node *node);

/* reference.c */
void resource_add(struct compiler *compiler, struct text uri, const struct resource *resource);
struct resource *resource_find(const struct compiler *compiler, struct text uri);
struct anchor *resource_anchor(const struct compiler *compiler, const struct resource *resource,
                               struct text name);
/* A file that has been read; then, where it holds a value, the node of that. */
struct schema_file *file_add(struct compiler *compiler, const struct source *source, struct text uri);
struct node *file_begin(struct compiler *compiler, struct schema_file *file, const struct value *root);
/* Finds what $ref or $dynamicRef of a node refers to. False where a file was loaded for it, whose nodes are
 * to be read before it is asked again. */
bool reference_resolve(struct compiler *compiler, const struct reference *reference);

/* The metaschema of the draft, and its URI (metaschema.c). */
#define METASCHEMA_URI "https://json-schema.org/draft/2020-12/schema"
extern const char metaschema_text[];

#endif
