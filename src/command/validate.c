/* SPDX-License-Identifier: MIT */
/* exlint validate: YAML and JSON data, and the front matter of pages, against a JSON Schema. */
#include <stdio.h>

#include "base/files.h"
#include "command/command.h"
#include "command/console.h"
#include "command/validate_output.h"
#include "doc/value_json.h"
#include "read/front_matter.h"
#include "read/yaml.h"
#include "report/output.h"
#include "schema/schema.h"

struct validate_options {
    const char *schema;
    int format, colour;
    bool quiet;
};

static const char *colour_choice(size_t i) {
    static const char *const words[] = {"auto", "always", "never", NULL};
    return words[i];
}

#define VALIDATE_OPTION(member) offsetof(struct validate_options, member)

static const struct option option_table[] = {
    {"schema", 0, OPTION_STRING, "SCHEMA", VALIDATE_OPTION(schema), "the schema, in YAML or JSON", NULL},
    {"output-format", 0, OPTION_CHOICE, "FORMAT", VALIDATE_OPTION(format), "print what is wrong in this form",
     validate_format_name},
    {"color", 0, OPTION_CHOICE, "WHEN", VALIDATE_OPTION(colour), "colour the output", colour_choice},
    {"quiet", 'q', OPTION_FLAG, NULL, VALIDATE_OPTION(quiet), "print no summary", NULL},
    OPTION_TABLE_END,
};

enum data_form { DATA_YAML, DATA_JSON, DATA_PAGE };

/* By the name, and where that tells nothing by the first character. */
static enum data_form form_of(const char *path, struct text bytes) {
    struct text name = text_of(path);
    if (text_ends(name, ".md") || text_ends(name, ".markdown"))
        return DATA_PAGE;
    if (text_ends(name, ".json"))
        return DATA_JSON;
    bool looks_so = text_starts(text_strip(bytes), "{") || text_starts(text_strip(bytes), "[");
    return looks_so && !text_ends(name, ".yaml") && !text_ends(name, ".yml") ? DATA_JSON : DATA_YAML;
}

static const struct value *read_front_matter(struct text bytes, struct arena *arena,
                                             struct value_error *error) {
    struct front_matter front_matter = {0};
    front_matter_split(bytes, &front_matter);
    if (front_matter.present)
        return yaml_load(front_matter.text, (uint32_t)(front_matter.text.at - bytes.at), arena, error);
    *error =
        (struct value_error){.message = TEXT("front matter is expected: YAML between two lines \"---\"")};
    return NULL;
}

static const struct value *read_data(const char *path, struct text bytes, struct arena *arena,
                                     struct value_error *error) {
    *error = (struct value_error){.message = {NULL, 0}};
    switch (form_of(path, bytes)) {
    case DATA_JSON: return value_read_json(bytes, arena, error);
    case DATA_PAGE: return read_front_matter(bytes, arena, error);
    default: return yaml_load(bytes, 0, arena, error);
    }
}

static const char *name_of(const char *path) {
    return strcmp(path, "-") == 0 ? "<stdin>" : path;
}

/* A message about a text, with the line where a key stood first. */
static struct text whole_message(const struct source *source, const struct value_error *error,
                                 struct arena *arena) {
    if (!error->has_first)
        return error->message;
    return arena_print(arena, "%.*s, first in line %u", TEXT_ARG(error->message),
                       source_line_at(source, error->first.begin));
}

/* The schema. */

static void load_schema(void *context, const char *path, struct arena *arena, struct schema_text *text) {
    struct buf bytes = {0};
    (void)context;
    text->unreadable = file_read(path, &bytes);
    if (!text->unreadable) {
        text->bytes = arena_copy(arena, buf_text(&bytes));
        text->root = read_data(path, text->bytes, arena, &text->error);
    }
    buf_free(&bytes);
}

static void say_fault(const struct source *source, struct span span, struct text message) {
    struct position at = source_position(source, span.begin);
    struct buf line = {0};
    output_safe(text_of(source->name), &line);
    buf_print(&line, ":%u:%u: error: ", at.line, at.column);
    output_safe(message, &line);
    fprintf(stderr, "%s\n", line.at);
    buf_free(&line);
}

/* A schema with the text it was made from. */
struct loaded_schema {
    struct arena arena;
    struct source source;
    struct schema *schema; /* NULL where it cannot be used */
};

static void compile_schema(struct loaded_schema *loaded, const struct value *root) {
    static const struct schema_loader loader = {NULL, load_schema};
    size_t count;
    loaded->schema = schema_new(&loaded->source, root, &loader);
    const struct schema_fault *faults = schema_faults(loaded->schema, &count);
    for (size_t i = 0; i < count; i++)
        say_fault(faults[i].source, faults[i].span, faults[i].message);
    if (count) {
        schema_free(loaded->schema);
        loaded->schema = NULL;
    }
}

/* Says what is wrong with the schema. */
static void open_schema(struct loaded_schema *loaded, const char *path) {
    struct schema_text text = {.root = NULL};
    load_schema(NULL, path, &loaded->arena, &text);
    if (text.unreadable) {
        say_path(path, text.unreadable);
        return;
    }
    source_init(&loaded->source, name_of(path), text.bytes);
    if (text.error.message.at)
        say_fault(&loaded->source, text.error.span,
                  whole_message(&loaded->source, &text.error, &loaded->arena));
    else if (!text.root)
        say_fault(&loaded->source, (struct span){0, 0}, TEXT("a schema is expected, but the file is empty"));
    else
        compile_schema(loaded, text.root);
}

static void close_schema(struct loaded_schema *loaded) {
    schema_free(loaded->schema);
    source_free(&loaded->source);
    arena_free(&loaded->arena);
}

/* The data. */

static int validate_source(struct validate_output *output, const struct schema *schema,
                           const struct source *source, struct arena *arena) {
    struct value_error error;
    const struct value *root = read_data(source->name, source->bytes, arena, &error);
    if (error.message.at) {
        struct schema_error syntax = {.span = error.span, .message = whole_message(source, &error, arena)};
        validate_output_error(output, source, "syntax", &syntax);
        return STATUS_TROUBLE;
    }
    struct schema_result result = schema_validate(schema, root, arena);
    for (size_t i = 0; i < result.count; i++)
        validate_output_error(output, source, "schema", &result.errors[i]);
    return result.undecided ? STATUS_TROUBLE : result.count ? STATUS_FINDINGS : STATUS_OK;
}

static int validate_file(struct validate_output *output, const struct schema *schema, const char *path,
                         struct arena *arena) {
    struct buf bytes = {0};
    int status = STATUS_TROUBLE;
    const char *unreadable = file_read(path, &bytes);
    if (unreadable) {
        say_path(path, unreadable);
    } else {
        struct source source;
        source_init(&source, name_of(path), buf_text(&bytes));
        status = validate_source(output, schema, &source, arena);
        source_free(&source);
        validate_output_file(output, status != STATUS_OK);
    }
    buf_free(&bytes);
    arena_reset(arena);
    return status;
}

static int run_validate(const struct command *command, struct arguments arguments) {
    struct validate_options options = {0};
    int status;
    if (!options_parse(command, &arguments, &options, &status))
        return status;
    if (!options.schema || !arguments.count) {
        say("validate needs %s", options.schema ? "files to validate" : "a schema: --schema SCHEMA");
        return STATUS_TROUBLE;
    }
    struct loaded_schema loaded = {.schema = NULL};
    open_schema(&loaded, options.schema);
    if (loaded.schema) {
        struct arena arena = {0};
        struct validate_output output = {.colour = console_colour((enum colour)options.colour),
                                         .quiet = options.quiet};
        validate_output_begin(&output, stdout, options.format);
        for (size_t i = 0; i < arguments.count && console_writable(); i++)
            status = status_worst(status, validate_file(&output, loaded.schema, arguments.at[i], &arena));
        validate_output_end(&output);
        arena_free(&arena);
    } else {
        status = STATUS_TROUBLE;
    }
    close_schema(&loaded);
    return status;
}

const struct command command_validate = {
    "validate",
    "--schema SCHEMA [OPTION...] FILE...",
    "Check YAML and JSON data against a JSON Schema",
    option_table,
    false,
    run_validate,
};
