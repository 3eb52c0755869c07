/* SPDX-License-Identifier: MIT */
/* A JSON Schema from a file, in YAML or JSON. */
#ifndef EXLINT_COMMAND_SCHEMA_FILE_H
#define EXLINT_COMMAND_SCHEMA_FILE_H

#include "schema/schema.h"

/* A schema with the text it was made from. All zero bytes is one that was not opened. */
struct schema_file {
    struct arena arena;
    struct source source;
    struct schema *schema; /* NULL where it cannot be used */
};

/* Reads the file ("-": standard input) and the files that it refers to. What keeps it from being used is said. named: on
 * the command line; other files have to be regular ones. */
bool schema_file_open(struct schema_file *file, const char *path, bool named);
/* Compiles what was read already, which outlives the file; loader may be NULL. Says what is wrong. */
bool schema_file_compile(struct schema_file *file, const struct source *source, const struct value *root,
                         const struct schema_loader *loader);
void schema_file_close(struct schema_file *file);
/* Files that a schema refers to, from the disk. */
extern const struct schema_loader schema_file_loader;

enum data_form { DATA_YAML, DATA_JSON, DATA_PAGE };
/* What a file holds: by its name, and where that tells nothing by the first character. */
enum data_form data_form(const char *path, struct text bytes);
/* The value that a file's bytes hold: of a page its front matter. NULL with *error as yaml_load() has it. */
const struct value *data_read(const char *path, struct text bytes, struct arena *arena,
                              struct value_error *error);
/* The message with the line where a key stood first. */
struct text data_message(const struct source *source, const struct value_error *error, struct arena *arena);

#endif
