/* SPDX-License-Identifier: MIT */
#include "command/schema_file.h"

#include <stdio.h>

#include "base/buf.h"
#include "base/files.h"
#include "command/console.h"
#include "doc/value_json.h"
#include "read/front_matter.h"
#include "read/yaml.h"
#include "report/output.h"

enum data_form data_form(const char *path, struct text bytes) {
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

const struct value *data_read(const char *path, struct text bytes, struct arena *arena,
                              struct value_error *error) {
    *error = (struct value_error){.message = {NULL, 0}};
    switch (data_form(path, bytes)) {
    case DATA_JSON: return value_read_json(bytes, arena, error);
    case DATA_PAGE: return read_front_matter(bytes, arena, error);
    default: return yaml_load(bytes, 0, arena, error);
    }
}

struct text data_message(const struct source *source, const struct value_error *error, struct arena *arena) {
    if (!error->has_first)
        return error->message;
    return arena_print(arena, "%.*s, first in line %u", TEXT_ARG(error->message),
                       source_line_at(source, error->first.begin));
}

/* context: not NULL for what the command line names, which may be a FIFO. */
static void load_schema(void *context, const char *path, struct arena *arena, struct schema_text *text) {
    struct buf bytes = {0};
    text->unreadable = context ? file_read(path, &bytes) : file_read_regular(path, &bytes);
    if (!text->unreadable) {
        text->bytes = arena_copy(arena, buf_text(&bytes));
        text->root = data_read(path, text->bytes, arena, &text->error);
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

const struct schema_loader schema_file_loader = {NULL, load_schema};

bool schema_file_compile(struct schema_file *file, const struct source *source, const struct value *root,
                         const struct schema_loader *loader) {
    size_t count;
    file->schema = schema_new(source, root, loader);
    const struct schema_fault *faults = schema_faults(file->schema, &count);
    for (size_t i = 0; i < count; i++)
        say_fault(faults[i].source, faults[i].span, faults[i].message);
    if (count) {
        schema_free(file->schema);
        file->schema = NULL;
    }
    return !count;
}

bool schema_file_open(struct schema_file *file, const char *path, bool named) {
    struct schema_text text = {.root = NULL};
    load_schema(named ? file : NULL, path, &file->arena, &text);
    if (text.unreadable) {
        say_path(path, text.unreadable);
        return false;
    }
    source_init(&file->source,
                strcmp(path, "-") == 0 ? "<stdin>" : arena_copy(&file->arena, text_of(path)).at, text.bytes);
    if (text.error.message.at)
        say_fault(&file->source, text.error.span, data_message(&file->source, &text.error, &file->arena));
    else if (!text.root)
        say_fault(&file->source, (struct span){0, 0}, TEXT("a schema is expected, but the file is empty"));
    else
        return schema_file_compile(file, &file->source, text.root, &schema_file_loader);
    return false;
}

void schema_file_close(struct schema_file *file) {
    schema_free(file->schema);
    source_free(&file->source);
    arena_free(&file->arena);
    *file = (struct schema_file){.schema = NULL};
}
