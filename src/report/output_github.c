/* SPDX-License-Identifier: MIT */
/* Workflow commands of GitHub Actions, which it shows beside the changed lines. */
#include "report/output.h"

/* Adds t with what the runner would take for its own syntax as %XX; values of properties have more of that.
 */
static void add_escaped(struct text t, bool property, struct buf *buf) {
    size_t from = 0;
    for (size_t i = 0; i < t.len; i++) {
        if (!t.at[i] || !strchr(property ? "%\r\n:," : "%\r\n", t.at[i]))
            continue;
        output_safe(text_slice(t, from, i), buf);
        buf_print(buf, "%%%02X", (unsigned)(unsigned char)t.at[i]);
        from = i + 1;
    }
    output_safe(text_from(t, from), buf);
}

static const char *command_of(enum severity severity) {
    return severity == SEVERITY_INFO ? "notice" : severity_name(severity);
}

static void write_finding(struct output *output, const struct report *report, const struct finding *finding) {
    const struct place *place = &finding->place;
    struct buf line = {0}, message = {0};
    output_message(finding, &message);
    buf_print(&line, "::%s file=", command_of(finding->severity));
    add_escaped(text_of(report->path), true, &line);
    buf_print(&line, ",line=%u,col=%u,endLine=%u,endColumn=%u", (unsigned)place->line,
              (unsigned)place->column, (unsigned)place->end_line, (unsigned)place->end_column);
    buf_print(&line, ",title=exlint (%s)::", catalogue_row(finding->message)->name);
    add_escaped(buf_text(&message), false, &line);
    buf_add_byte(&line, '\n');
    fwrite(line.at, 1, line.len, output->stream);
    buf_free(&message);
    buf_free(&line);
}

const struct output_format output_github = {.name = "github", .finding = write_finding};
