/* SPDX-License-Identifier: MIT */
#include "command/validate_output.h"

#include "base/json.h"
#include "report/output.h"

enum format { FORMAT_TEXT, FORMAT_GCC, FORMAT_JSON, FORMAT_JSON_LINES };

const char *validate_format_name(size_t i) {
    static const char *const names[] = {"text", "gcc", "json", "json-lines", NULL};
    return names[i];
}

void validate_output_begin(struct validate_output *output, FILE *stream, int format) {
    output->stream = stream;
    output->format = format;
}

/* "tags[2]: a string is expected ..." */
static void add_message(const struct schema_error *error, struct buf *line) {
    struct buf message = {0};
    if (error->path.len) {
        buf_add(&message, error->path);
        buf_add_string(&message, ": ");
    }
    buf_add(&message, error->message);
    output_safe(buf_text(&message), line);
    buf_free(&message);
}

static void add_coloured(const struct validate_output *output, const char *code, struct text t,
                         struct buf *line) {
    buf_add_string(line, output->colour ? code : "");
    buf_add(line, t);
    buf_add_string(line, output->colour ? "\033[0m" : "");
}

static void add_text(const struct validate_output *output, const char *path, const struct place *place,
                     const char *kind, const struct schema_error *error, struct buf *line) {
    struct buf name = {0};
    output_safe(text_of(path), &name);
    add_coloured(output, "\033[1m", buf_text(&name), line);
    buf_print(line, ":%u:%u: ", place->line, place->column);
    add_coloured(output, "\033[1;31m", TEXT("error"), line);
    buf_print(line, "[%s]: ", kind);
    add_message(error, line);
    buf_add_byte(line, '\n');
    if (!text_is_blank(place->excerpt))
        output_excerpt(place, output->colour, line);
    buf_free(&name);
}

static void add_gcc(const char *path, const struct place *place, const char *kind,
                    const struct schema_error *error, struct buf *line) {
    output_safe(text_of(path), line);
    buf_print(line, ":%u:%u: error: ", place->line, place->column);
    add_message(error, line);
    buf_print(line, " [%s]\n", kind);
}

static void add_json(const char *path, const struct place *place, const char *kind,
                     const struct schema_error *error, struct buf *line) {
    struct json_value *object = json_new_object();
    json_set_string(object, "path", text_of(path));
    json_set_integer(object, "line", place->line);
    json_set_integer(object, "column", place->column);
    json_set_integer(object, "end_line", place->end_line);
    json_set_integer(object, "end_column", place->end_column);
    json_set_string(object, "rule", text_of(kind));
    json_set_string(object, "severity", TEXT("error"));
    json_set_string(object, "message", error->message);
    json_set_string(object, "instance", error->path);
    json_set(object, "keyword", error->keyword ? json_new_string(text_of(error->keyword)) : json_new_null());
    json_write_line(object, line);
    json_free(object);
}

void validate_output_error(struct validate_output *output, const struct source *source, const char *kind,
                           const struct schema_error *error) {
    struct arena arena = {0};
    struct buf line = {0};
    if (output->counted != source) {
        output->counted = source;
        memset(output->cursors, 0, sizeof output->cursors);
    }
    struct place place = place_from(output->cursors, source, error->span, &arena);
    switch ((enum format)output->format) {
    case FORMAT_TEXT: add_text(output, source->name, &place, kind, error, &line); break;
    case FORMAT_GCC: add_gcc(source->name, &place, kind, error, &line); break;
    case FORMAT_JSON:
        buf_add_string(&line, output->errors ? ",\n" : "[\n");
        add_json(source->name, &place, kind, error, &line);
        break;
    case FORMAT_JSON_LINES:
        add_json(source->name, &place, kind, error, &line);
        buf_add_byte(&line, '\n');
        break;
    }
    fwrite(line.at, 1, line.len, output->stream);
    output->errors++;
    buf_free(&line);
    arena_free(&arena);
}

void validate_output_file(struct validate_output *output, bool had_errors) {
    output->files++;
    output->files_with_errors += had_errors;
    output->counted = NULL;
}

void validate_output_end(struct validate_output *output) {
    const char *files = output->files == 1 ? "file" : "files";
    if (output->format == FORMAT_JSON)
        fputs(output->errors ? "\n]\n" : "[]\n", output->stream);
    if (output->format != FORMAT_TEXT || output->quiet || !output->files)
        return;
    if (!output->errors)
        fprintf(output->stream, "no findings in %zu %s\n", output->files, files);
    else
        fprintf(output->stream, "\n%zu error%s in %zu of %zu %s\n", output->errors,
                output->errors == 1 ? "" : "s", output->files_with_errors, output->files, files);
}
