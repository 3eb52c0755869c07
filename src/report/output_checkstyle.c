/* SPDX-License-Identifier: MIT */
/* Checkstyle's XML: a file element for each page, an error element for each finding. */
#include "report/output.h"

static void begin(struct output *output) {
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n", output->stream);
}

static void begin_page(struct output *output, const struct report *report) {
    struct buf line = {0};
    buf_add_string(&line, "  <file name=\"");
    output_xml(text_of(report->path), &line);
    buf_add_string(&line, "\">\n");
    fwrite(line.at, 1, line.len, output->stream);
    buf_free(&line);
}

static void write_finding(struct output *output, const struct report *report, const struct finding *finding) {
    struct buf line = {0}, message = {0};
    (void)report;
    output_message(finding, &message);
    buf_print(&line, "    <error line=\"%u\" column=\"%u\" severity=\"%s\" message=\"",
              (unsigned)finding->place.line, (unsigned)finding->place.column,
              severity_name(finding->severity));
    output_xml(buf_text(&message), &line);
    buf_print(&line, "\" source=\"exlint.%s\"/>\n", catalogue_row(finding->message)->name);
    fwrite(line.at, 1, line.len, output->stream);
    buf_free(&message);
    buf_free(&line);
}

static void end_page(struct output *output, const struct report *report) {
    (void)report;
    fputs("  </file>\n", output->stream);
}

static void end(struct output *output) {
    fputs("</checkstyle>\n", output->stream);
}

const struct output_format output_checkstyle = {"checkstyle",  begin,    begin_page,
                                                write_finding, end_page, end};
