/* SPDX-License-Identifier: MIT */
/* Output formats: a list with a row each (OUTPUT_FORMATS); one file per format.
 * Reports come in one by one, sorted, in the order of paths; what is printed
 * goes to a stdio stream at once, so that any number of findings streams. */
#ifndef EXLINT_REPORT_OUTPUT_H
#define EXLINT_REPORT_OUTPUT_H

#include <stdio.h>

#include "base/buf.h"
#include "report/report.h"

struct output {
    FILE *stream;
    bool colour;            /* human form only */
    bool quiet;             /* no closing summary */
    enum severity lowest;   /* findings below it are not shown, and not counted */
    bool first;             /* nothing was written into the list yet; set by output_begin() */
    size_t errors, warnings, infos, fixable; /* shown so far */
    size_t pages, pages_with_findings;
    size_t fixed;           /* findings that --fix has repaired, for the summary */
    size_t accepted;        /* findings that a baseline left out, for the summary */
    void *page;             /* what the format keeps from begin_page() to end_page() */
};

struct output_format {
    const char *name;
    void (*begin)(struct output *output); /* may be NULL, as may all but finding */
    /* Around the findings of each page, also of one without any. */
    void (*begin_page)(struct output *output, const struct report *report);
    void (*finding)(struct output *output, const struct report *report, const struct finding *finding);
    void (*end_page)(struct output *output, const struct report *report);
    void (*end)(struct output *output);
};

/* Every format, in the order of the help; the first is the default. */
#define OUTPUT_FORMATS(ROW)                                                       \
    ROW(output_text) ROW(output_gcc) ROW(output_json) ROW(output_json_lines)      \
    ROW(output_sarif) ROW(output_github) ROW(output_gitlab) ROW(output_junit) ROW(output_checkstyle)

#define OUTPUT_DECLARE(format) extern const struct output_format format;
OUTPUT_FORMATS(OUTPUT_DECLARE)
#undef OUTPUT_DECLARE

/* NULL for an unknown name. */
const struct output_format *output_format_find(const char *name);
size_t output_format_count(void);
const struct output_format *output_format_at(size_t i);

void output_begin(struct output *output, const struct output_format *format);
/* Whether the finding is printed and counted. */
bool output_shows(const struct output *output, const struct finding *finding);
/* Prints a page's findings and counts them. */
void output_report(struct output *output, const struct output_format *format, const struct report *report);
void output_end(struct output *output, const struct output_format *format);

/* The finding's message with its example in front ("Example 57: …" as far as it has one) added to buf. */
void output_message(const struct finding *finding, struct buf *buf);
/* Adds two lines: the place's excerpt, and a caret with a line of tildes below the span. */
void output_excerpt(const struct place *place, bool colour, struct buf *buf);
/* Nothing but printable ASCII: each byte is a character that takes a column. */
bool output_is_plain(struct text t);
/* Adds t with everything a terminal could obey (control characters, U+0080..U+009F, bidirectional controls, invalid
 * UTF-8) written as \xHH or \u{HHHH}; tabs stay. */
void output_safe(struct text t, struct buf *buf);
/* Adds t for an XML 1.0 attribute or element: as output_safe() with the marks of XML as entities. */
void output_xml(struct text t, struct buf *buf);
/* Adds t as a JSON string, with its quotes; what is not UTF-8 becomes U+FFFD. */
void output_json_string(struct text t, struct buf *buf);

#endif
