/* SPDX-License-Identifier: MIT */
#include "command/page_schema.h"

#include <assert.h>
#include <stdlib.h>

#include "base/memory.h"
#include "command/embedded.h"
#include "read/yaml.h"
#include "schemas.inc" /* schemas[] */

enum { SCHEMAS = sizeof schemas / sizeof *schemas - 1 };

struct page_schema {
    struct arena arena;
    struct source source;
    struct schema *schema;
};

struct page_schemas {
    struct page_schema at[SCHEMAS]; /* by row */
};

/* What is built in is sound, or exlint is not: a test compiles them all. */
static void compile(struct page_schema *own, const struct embedded *file) {
    struct value_error error;
    size_t faults;
    const struct value *root = yaml_load(embedded_text(file), 0, &own->arena, &error);
    assert(root);
    source_init(&own->source, file->name, embedded_text(file));
    own->schema = schema_new(&own->source, root, NULL);
    schema_faults(own->schema, &faults);
    assert(!faults);
}

struct page_schemas *page_schemas_new(void) {
    struct page_schemas *made = memory_get_zeroed(1, sizeof *made);
    for (size_t i = 0; i < SCHEMAS; i++)
        compile(&made->at[i], &schemas[i]);
    return made;
}

void page_schemas_free(struct page_schemas *made) {
    for (size_t i = 0; made && i < SCHEMAS; i++) {
        schema_free(made->at[i].schema);
        source_free(&made->at[i].source);
        arena_free(&made->at[i].arena);
    }
    free(made);
}

const struct schema *page_schemas_of(const struct page_schemas *made, const struct profile *profile) {
    for (size_t i = 0; profile->front_matter_schema && i < SCHEMAS; i++)
        if (strcmp(schemas[i].name, profile->front_matter_schema) == 0)
            return made->at[i].schema;
    return NULL;
}
