/* SPDX-License-Identifier: MIT */
/* JSON Schema, draft 2020-12, over values with places. A schema is compiled
 * once and then only read, by any number of threads.
 *
 * Every keyword of the core, applicator, unevaluated and validation
 * vocabularies is known; `format` is asserted for the formats of format.h.
 * What the draft does not define is an annotation and ignored; what older
 * drafts asserted, and this one does not, is refused. The network is never
 * asked: a reference leads within the schema, to a file beside it, or to the
 * draft's own metaschema, which is built in. */
#ifndef EXLINT_SCHEMA_SCHEMA_H
#define EXLINT_SCHEMA_SCHEMA_H

#include "doc/value_build.h"

struct schema;

/* What reading a file gave. */
struct schema_text {
    struct text bytes;        /* in the arena, like all else */
    const struct value *root; /* NULL where there is none */
    const char *unreadable;   /* why the file could not be read ("no such file"), or NULL */
    struct value_error error; /* why its text could not be */
};

/* How other schema files are read: by whoever knows YAML and files. */
struct schema_loader {
    void *context;
    void (*load)(void *context, const char *path, struct arena *arena, struct schema_text *text);
};

/* Why a schema cannot be used; in one of its files. */
struct schema_fault {
    const struct source *source;
    struct span span;
    struct text message;
};

enum { SCHEMA_FAULTS_MOST = 20, SCHEMA_ERRORS_MOST = 1000 };

/* Compiles the schema that `root` is: a whole file, or a value within one. source->name is the path that
 * other files are found from. source and root must outlive the schema. loader may be NULL: other files are
 * then unknown. */
struct schema *schema_new(const struct source *source, const struct value *root,
                          const struct schema_loader *loader);
void schema_free(struct schema *schema);
/* In order of finding; at most SCHEMA_FAULTS_MOST. A schema without faults can be used, another must not be.
 */
const struct schema_fault *schema_faults(const struct schema *schema, size_t *count);

/* What is wrong with a value. Texts are in the arena of the call. */
struct schema_error {
    struct span span;    /* the value; of a key that is not expected, the key */
    struct text path;    /* "tags[2]", "front.title"; empty for the value as a whole */
    struct text message; /* what was expected and what stands there */
    const char *keyword; /* that refuses it: "type"; NULL where checking had to stop */
};

struct schema_result {
    const struct schema_error *errors; /* by place; at most SCHEMA_ERRORS_MOST; none: the value is valid */
    size_t count;
    bool undecided; /* checking took more than is allowed; the only error says so */
};

/* root is NULL for a text that holds no value, which counts as null at the offset 0. Bounded in time: each
 * evaluation of a subschema is a step, and the steps are limited. */
struct schema_result schema_validate(const struct schema *schema, const struct value *root,
                                     struct arena *arena);

#endif
