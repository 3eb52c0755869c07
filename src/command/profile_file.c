/* SPDX-License-Identifier: MIT */
#include "command/profile_file.h"

#include <assert.h>
#include <stdlib.h>

#include "base/files.h"
#include "base/memory.h"
#include "command/console.h"
#include "command/embedded.h"
#include "command/paths.h"
#include "command/schema_file.h"
#include "doc/profile_build.h"
#include "read/yaml.h"
#include "schemas.inc" /* schemas[] */

#define FORMAT "profile.schema.yaml"

/* The file of schemas/ that has this name, or NULL. */
static const struct embedded *find_built_in(const char *name) {
    for (size_t i = 0; schemas[i].name; i++)
        if (strcmp(schemas[i].name, name) == 0)
            return &schemas[i];
    return NULL;
}

/* A file that profiles point into. */
struct file {
    struct buf bytes; /* empty where it is built in */
    struct arena arena;
    struct source source;
    const struct value *root;
    struct schema_file front_matter;
};

static void close_file(void *thing) {
    struct file *file = thing;
    schema_file_close(&file->front_matter);
    source_free(&file->source);
    arena_free(&file->arena);
    buf_free(&file->bytes);
    free(file);
}

static struct file *open_file(struct profiles *profiles) {
    struct file *file = memory_get_zeroed(1, sizeof *file);
    profiles_keep(profiles, file, close_file);
    return file;
}

static const struct value *read_built_in(const struct embedded *found, struct arena *arena,
                                         struct value_error *error) {
    return found->root ? found->root : data_read(found->name, embedded_text(found), arena, error);
}

/* What is built in refers to what is built in, by name. */
static void load_built_in(void *context, const char *path, struct arena *arena, struct schema_text *text) {
    (void)context;
    const struct embedded *found = find_built_in(file_name(path));
    if (!found) {
        text->unreadable = "is not built in";
        return;
    }
    text->bytes = embedded_text(found);
    text->root = read_built_in(found, arena, &text->error);
}

static const struct schema_loader built_in_loader = {NULL, load_built_in};

/* Opens a built-in schema. What is built in is sound, or exlint is not: a test compiles them all. */
static const struct schema *open_built_in_schema(struct schema_file *file, const char *name) {
    struct value_error error;
    const struct embedded *found = find_built_in(name);
    assert(found);
    source_init(&file->source, found->name, embedded_text(found));
    const struct value *root = read_built_in(found, &file->arena, &error);
    assert(root);
    bool good = schema_file_compile(file, &file->source, root, &built_in_loader);
    assert(good);
    (void)good;
    return file->schema;
}

static void add_built_in(struct profiles *profiles, const char *name, bool with_schema) {
    struct file *file = open_file(profiles);
    struct profile_problem problem;
    const struct embedded *found = find_built_in(name);
    assert(found && found->root);
    source_init(&file->source, found->name, embedded_text(found));
    file->root = found->root;
    struct profile *profile = profile_build(profiles, file->root, NULL, &problem);
    assert(profile);
    profile->source = &file->source;
    const struct value *schema = value_get(value_get(file->root, "front-matter"), "schema");
    if (with_schema && schema)
        profile->front_matter_schema = open_built_in_schema(&file->front_matter, schema->scalar.at);
}

static struct profiles *make_built_in(bool with_schemas) {
    static const char *const names[] = {"by-example.yaml", "concepts.yaml", "qa.yaml"};
    struct profiles *profiles = profiles_new(NULL);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        add_built_in(profiles, names[i], with_schemas);
    return profiles;
}

struct profiles *profiles_built_in(void) {
    return make_built_in(true);
}

struct profiles *profiles_built_in_for_reading(void) {
    return make_built_in(false);
}

/* A user's own. */

struct own {
    char *absolute, *named;
    struct profiles *profiles; /* NULL: it cannot be used, which was said */
    struct own *next;
};

struct profile_store {
    const struct profiles *built_in;
    struct own *own;
    struct schema_file format; /* what a profile's file obeys; opened when the first one is read */
};

struct profile_store *profile_store_new(const struct profiles *built_in) {
    struct profile_store *store = memory_get_zeroed(1, sizeof *store);
    store->built_in = built_in;
    return store;
}

void profile_store_free(struct profile_store *store) {
    for (struct own *own = store ? store->own : NULL, *next; own; own = next) {
        next = own->next;
        profiles_free(own->profiles);
        free(own->absolute);
        free(own->named);
        free(own);
    }
    if (store)
        schema_file_close(&store->format);
    free(store);
}

const struct profiles *profile_store_built_in(const struct profile_store *store) {
    return store->built_in;
}

/* Whether the values are those of a profile, as far as the schema of its format tells. */
static bool obeys_format(struct profile_store *store, const struct file *file) {
    struct arena arena = {0};
    if (!store->format.schema)
        open_built_in_schema(&store->format, FORMAT);
    struct schema_result result = schema_validate(store->format.schema, file->root, &arena);
    for (size_t i = 0; i < result.count; i++) {
        const struct schema_error *error = &result.errors[i];
        say_at(&file->source, error->span.begin, "%.*s%s%.*s", TEXT_ARG(error->path),
               error->path.len ? ": " : "", TEXT_ARG(error->message));
    }
    arena_free(&arena);
    return !result.count;
}

/* Where in the file a problem is: inside a scalar as far as its text stands there as it is. */
static uint32_t place_of_problem(const struct file *file, const struct profile_problem *problem) {
    const struct value *value = problem->value;
    if (!value || value->span.begin > file->source.bytes.len)
        return 0;
    struct text written = source_text(&file->source, value->span);
    size_t at = text_find(written, value->scalar, 0);
    return value->span.begin + (at == TEXT_NONE ? 0 : (uint32_t)(problem->offset ? at + problem->offset : 0));
}

/* The built-in profile that the file begins with. */
static const struct value *find_base(const struct file *file) {
    struct buf name = {0};
    struct text extends = value_get_string(file->root, "extends");
    if (!extends.at)
        return NULL;
    buf_print(&name, "%.*s.yaml", TEXT_ARG(extends));
    const struct embedded *base = find_built_in(name.at);
    buf_free(&name);
    return base ? base->root : NULL;
}

static bool read_schema(struct profile_store *store, struct file *file, const char *absolute,
                        struct profile *profile) {
    const struct value *front_matter = value_get(file->root, "front-matter");
    const struct value *schema = value_get(front_matter, "schema");
    if (!front_matter) {
        struct text extends = value_get_string(file->root, "extends");
        for (size_t i = 0; i < profiles_count(store->built_in); i++)
            if (text_is(extends, profiles_at(store->built_in, i)->name))
                profile->front_matter_schema = profiles_at(store->built_in, i)->front_matter_schema;
        return true;
    }
    bool good = true;
    if (schema && schema->kind != VALUE_STRING) {
        good = schema_file_compile(&file->front_matter, &file->source, schema, &schema_file_loader);
    } else if (schema) {
        struct buf path = {0}, named = {0};
        path_beside(absolute, schema->scalar, &path);
        path_from_working(path.at, &named);
        good = schema_file_open(&file->front_matter, named.at, false) ||
               say_at(&file->source, schema->span.begin, "%s cannot be used as a schema", named.at);
        buf_free(&path);
        buf_free(&named);
    }
    profile->front_matter_schema = file->front_matter.schema;
    return good;
}

/* What the schema of the format cannot say of rules. */
static bool check_rules(const struct file *file, const struct value *rules) {
    for (size_t i = 0; rules && i < rules->count; i++) {
        const struct value *options = rules->members[i].value;
        const struct value *least = value_get(options, "min"), *most = value_get(options, "max");
        if (least && most && least->real > most->real)
            return say_at(&file->source, least->span.begin, "min is greater than max");
    }
    return true;
}

static bool is_built_in(const struct profile_store *store, const struct value *name) {
    for (size_t i = 0; i < profiles_count(store->built_in); i++)
        if (text_is(name->scalar, profiles_at(store->built_in, i)->name))
            return true;
    return false;
}

static bool read_own(struct profile_store *store, const struct own *own) {
    struct file *file = open_file(own->profiles);
    struct profile_problem problem = {.value = NULL};
    struct value_error error;
    const char *unreadable = file_read_regular(own->named, &file->bytes);
    source_init(&file->source, own->named, buf_text(&file->bytes));
    if (unreadable) {
        say_path(own->named, unreadable);
        return false;
    }
    file->root = yaml_load(buf_text(&file->bytes), 0, &file->arena, &error);
    if (error.message.at)
        return say_at(&file->source, error.span.begin, "%.*s",
                      TEXT_ARG(data_message(&file->source, &error, &file->arena)));
    if (!obeys_format(store, file))
        return false;
    const struct value *name = value_get(file->root, "name");
    if (is_built_in(store, name))
        return say_at(&file->source, name->span.begin,
                      "\"%.*s\" is a built-in profile; expected: a name of its own", TEXT_ARG(name->scalar));
    struct profile *profile = profile_build(own->profiles, file->root, find_base(file), &problem);
    if (!profile)
        return say_at(&file->source, place_of_problem(file, &problem), "%.*s", TEXT_ARG(problem.message));
    profile->source = &file->source;
    return check_rules(file, value_get(file->root, "rules")) && read_schema(store, file, own->absolute, profile);
}

const struct profiles *profile_store_read(struct profile_store *store, const char *absolute,
                                          const char *named) {
    for (const struct own *own = store->own; own; own = own->next)
        if (strcmp(own->absolute, absolute) == 0)
            return own->profiles;
    struct own *own = memory_get_zeroed(1, sizeof *own);
    *own = (struct own){memory_copy_string(absolute), memory_copy_string(named),
                        profiles_new(store->built_in), store->own};
    store->own = own;
    if (!read_own(store, own)) {
        profiles_free(own->profiles);
        own->profiles = NULL;
    }
    return own->profiles;
}
