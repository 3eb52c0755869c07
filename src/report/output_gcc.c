/* SPDX-License-Identifier: MIT */
/* The form of compilers, which editors and CI systems know how to jump on. */
#include "report/output.h"

static void write_finding(struct output *output, const struct report *report, const struct finding *finding) {
    struct buf line = {0}, message = {0};
    output_message(finding, &message);
    output_safe(text_of(report->path), &line);
    buf_print(&line, ":%u:%u: %s: ", (unsigned)finding->place.line, (unsigned)finding->place.column,
              finding->severity == SEVERITY_INFO ? "note" : severity_name(finding->severity));
    output_safe(buf_text(&message), &line);
    buf_print(&line, " [%s]\n", catalogue_row(finding->message)->name);
    fwrite(line.at, 1, line.len, output->stream);
    buf_free(&message);
    buf_free(&line);
}

const struct output_format output_gcc = {.name = "gcc", .finding = write_finding};
