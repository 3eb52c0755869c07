/* SPDX-License-Identifier: MIT */
/* exlint validate: YAML and JSON data, and the front matter of pages, against a JSON Schema. */
#include <stdio.h>

#include "base/files.h"
#include "command/command.h"
#include "command/console.h"
#include "command/schema_file.h"
#include "command/validate_output.h"

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

static const char *name_of(const char *path) {
    return strcmp(path, "-") == 0 ? "<stdin>" : path;
}

/* The data. */

static int validate_source(struct validate_output *output, const struct schema *schema,
                           const struct source *source, struct arena *arena) {
    struct value_error error;
    const struct value *root = data_read(source->name, source->bytes, arena, &error);
    if (error.message.at) {
        struct schema_error syntax = {.span = error.span, .message = data_message(source, &error, arena)};
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
    struct schema_file loaded = {.schema = NULL};
    if (schema_file_open(&loaded, options.schema, true)) {
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
    schema_file_close(&loaded);
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
