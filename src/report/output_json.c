/* SPDX-License-Identifier: MIT */
/* One array of findings, or one finding a line. Neither is ever held as a whole. */
#include <inttypes.h>

#include "base/json.h"
#include "report/output.h"

static struct json_value *make_fix(const struct finding *finding) {
    if (!finding->edit_count)
        return json_new_null();
    struct json_value *fix = json_new_array();
    for (size_t i = 0; i < finding->edit_count; i++) {
        struct json_value *edit = json_new_object();
        json_set_integer(edit, "start", finding->edits[i].span.begin);
        json_set_integer(edit, "end", finding->edits[i].span.end);
        json_set_string(edit, "replacement", finding->edits[i].replacement);
        json_append(fix, edit);
    }
    return fix;
}

static struct json_value *make_finding(const struct report *report, const struct finding *finding) {
    struct json_value *object = json_new_object();
    struct buf message = {0};
    output_message(finding, &message);
    char key[17];
    snprintf(key, sizeof key, "%016" PRIx64, finding->key);
    json_set_string(object, "path", text_of(report->path));
    json_set_integer(object, "line", finding->place.line);
    json_set_integer(object, "column", finding->place.column);
    json_set_integer(object, "end_line", finding->place.end_line);
    json_set_integer(object, "end_column", finding->place.end_column);
    json_set_string(object, "rule", text_of(catalogue_row(finding->message)->name));
    json_set_string(object, "severity", text_of(severity_name(finding->severity)));
    json_set_string(object, "message", buf_text(&message));
    json_set(object, "fixable", json_new_bool(finding->edit_count > 0));
    json_set(object, "fix", make_fix(finding));
    json_set(object, "example", finding->example ? json_new_integer(finding->example) : json_new_null());
    json_set_string(object, "key", text_of(key));
    buf_free(&message);
    return object;
}

static void write_object(struct output *output, const char *before, const struct report *report,
                         const struct finding *finding) {
    struct buf line = {0};
    struct json_value *object = make_finding(report, finding);
    buf_add_string(&line, before);
    json_write_line(object, &line);
    fwrite(line.at, 1, line.len, output->stream);
    json_free(object);
    buf_free(&line);
}

static void write_item(struct output *output, const struct report *report, const struct finding *finding) {
    write_object(output, output->first ? "[\n" : ",\n", report, finding);
}

static void end_list(struct output *output) { fputs(output->first ? "[]\n" : "\n]\n", output->stream); }

static void write_line(struct output *output, const struct report *report, const struct finding *finding) {
    write_object(output, "", report, finding);
    putc('\n', output->stream);
}

const struct output_format output_json = {.name = "json", .finding = write_item, .end = end_list};
const struct output_format output_json_lines = {.name = "json-lines", .finding = write_line};
