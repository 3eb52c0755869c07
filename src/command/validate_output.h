/* SPDX-License-Identifier: MIT */
/* What `exlint validate` prints. Its findings are no rules of the catalogue,
 * so they have a form of their own that looks like those of check. */
#ifndef EXLINT_COMMAND_VALIDATE_OUTPUT_H
#define EXLINT_COMMAND_VALIDATE_OUTPUT_H

#include <stdio.h>

#include "report/report.h"
#include "schema/schema.h"

struct validate_output {
    bool colour, quiet;
    FILE *stream;
    int format;
    size_t errors, files, files_with_errors;
    const struct source *counted; /* what the cursors are good for */
    struct place_cursor cursors[2];
};

/* The names of the formats by number, NULL behind the last; the first is the default. */
const char *validate_format_name(size_t i);

void validate_output_begin(struct validate_output *output, FILE *stream, int format);
/* Prints an error at once. kind: "schema" or "syntax". */
void validate_output_error(struct validate_output *output, const struct source *source, const char *kind,
                           const struct schema_error *error);
/* After the last error of a file. */
void validate_output_file(struct validate_output *output, bool had_errors);
void validate_output_end(struct validate_output *output);

#endif
