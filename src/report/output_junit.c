/* SPDX-License-Identifier: MIT */
/* JUnit's XML: a test suite for each page, with a failed test for each finding, or one that passed. */
#include "report/output.h"

static void begin(struct output *output) {
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"exlint\">\n", output->stream);
}

static size_t count_shown(const struct output *output, const struct report *report) {
    size_t shown = 0;
    for (size_t i = 0; i < report->count; i++)
        shown += output_shows(output, &report->findings[i]);
    return shown;
}

static void begin_page(struct output *output, const struct report *report) {
    size_t failures = count_shown(output, report);
    struct buf lines = {0}, path = {0};
    buf_add_string(&path, "");
    output_xml(text_of(report->path), &path);
    buf_print(&lines, "  <testsuite name=\"%s\" tests=\"%zu\" failures=\"%zu\" errors=\"0\" skipped=\"0\">\n",
              path.at, failures ? failures : 1, failures);
    if (!failures)
        buf_print(&lines, "    <testcase classname=\"%s\" name=\"exlint\"/>\n", path.at);
    fwrite(lines.at, 1, lines.len, output->stream);
    buf_free(&path);
    buf_free(&lines);
}

/* The place stands in the name, which viewers tell tests by. */
static void write_finding(struct output *output, const struct report *report, const struct finding *finding) {
    const char *rule = catalogue_row(finding->message)->name;
    unsigned line = finding->place.line, column = finding->place.column;
    struct buf lines = {0}, path = {0}, plain = {0}, message = {0};
    output_message(finding, &plain);
    buf_add_string(&path, "");
    output_xml(text_of(report->path), &path);
    output_xml(buf_text(&plain), &message);
    buf_print(&lines, "    <testcase classname=\"%s\" name=\"%s (%u:%u)\" file=\"%s\" line=\"%u\">\n",
              path.at, rule, line, column, path.at, line);
    buf_print(&lines, "      <failure type=\"%s\" message=\"", severity_name(finding->severity));
    buf_add(&lines, buf_text(&message));
    buf_print(&lines, "\">%s:%u:%u: %s: ", path.at, line, column, severity_name(finding->severity));
    buf_add(&lines, buf_text(&message));
    buf_print(&lines, " [%s]</failure>\n    </testcase>\n", rule);
    fwrite(lines.at, 1, lines.len, output->stream);
    buf_free(&message);
    buf_free(&plain);
    buf_free(&path);
    buf_free(&lines);
}

static void end_page(struct output *output, const struct report *report) {
    (void)report;
    fputs("  </testsuite>\n", output->stream);
}

static void end(struct output *output) {
    fputs("</testsuites>\n", output->stream);
}

const struct output_format output_junit = {"junit", begin, begin_page, write_finding, end_page, end};
