/* SPDX-License-Identifier: MIT */
/* SARIF 2.1.0 (OASIS), of which GitHub's code scanning and many viewers read a part. */
#include <inttypes.h>

#include "report/output.h"

/* Whoever publishes the program says where. */
#ifndef EXLINT_HOME
#define EXLINT_HOME "https://example.com/exlint"
#endif

static const char *level_of(enum severity severity) {
    static const char *const levels[SEVERITY_COUNT] = {"warning", "note", "warning", "error"};
    return levels[severity];
}

static void add_member(const char *before, struct text value, struct buf *buf) {
    buf_add_string(buf, before);
    output_json_string(value, buf);
}

/* What is off by default is a warning once it is turned on. */
static void add_rule(const struct catalogue_row *row, struct buf *buf) {
    struct buf sentence = {0};
    buf_add_string(&sentence, row->headline);
    if (*sentence.at >= 'a' && *sentence.at <= 'z')
        *sentence.at = (char)(*sentence.at - 32);
    buf_add_byte(&sentence, '.');
    add_member("{\"id\":", text_of(row->name), buf);
    add_member(",\"shortDescription\":{\"text\":", buf_text(&sentence), buf);
    buf_print(buf, "},\"help\":{\"text\":\"exlint explain %s\"},\"helpUri\":\"" EXLINT_HOME "#%s\"",
              row->name, row->name);
    buf_print(buf, ",\"defaultConfiguration\":{\"enabled\":%s,\"level\":\"%s\"}}",
              row->severity == SEVERITY_OFF ? "false" : "true", level_of(row->severity));
    buf_free(&sentence);
}

static void begin(struct output *output) {
    struct buf head = {0};
    buf_add_string(&head,
                   "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\n"
                   "\"runs\":[{\"tool\":{\"driver\":{\"name\":\"exlint\",\"version\":\"" EXLINT_VERSION
                   "\",\"informationUri\":\"" EXLINT_HOME "\",\n\"rules\":[");
    for (unsigned i = 0; i < MESSAGE_COUNT; i++) {
        buf_add_string(&head, i ? ",\n" : "\n");
        add_rule(catalogue_row((enum message)i), &head);
    }
    buf_add_string(&head, "\n]}},\n\"columnKind\":\"unicodeCodePoints\",\n\"results\":[");
    fwrite(head.at, 1, head.len, output->stream);
    buf_free(&head);
}

/* The path as a URI reference (RFC 3986), in quotes. A colon in it could look like the end of a scheme. */
static void add_uri(const char *path, struct buf *buf) {
    while (path[0] == '.' && path[1] == '/')
        for (path += 2; *path == '/';)
            path++;
    buf_add_string(buf, *path == '/' ? "{\"uri\":\"file://" : "{\"uri\":\"");
    for (; *path; path++) {
        if (byte_is_alpha(*path) || byte_is_digit(*path) || strchr("-._~/", *path))
            buf_add_byte(buf, *path);
        else
            buf_print(buf, "%%%02X", (unsigned)(unsigned char)*path);
    }
    buf_add_string(buf, "\"}");
}

static void add_region(struct position from, struct position to, struct buf *buf) {
    buf_print(buf, "{\"startLine\":%u,\"startColumn\":%u,\"endLine\":%u,\"endColumn\":%u}",
              (unsigned)from.line, (unsigned)from.column, (unsigned)to.line, (unsigned)to.column);
}

static void add_replacement(const struct edit *edit, struct buf *buf) {
    buf_add_string(buf, "{\"deletedRegion\":");
    if (edit->begin.line)
        add_region(edit->begin, edit->end, buf);
    else
        buf_print(buf, "{\"byteOffset\":%u,\"byteLength\":%u}", (unsigned)edit->span.begin,
                  (unsigned)span_length(edit->span));
    add_member(",\"insertedContent\":{\"text\":", edit->replacement, buf);
    buf_add_string(buf, "}}");
}

static void add_fix(const struct report *report, const struct finding *finding, struct buf *buf) {
    buf_add_string(buf, ",\"fixes\":[{\"artifactChanges\":[{\"artifactLocation\":");
    add_uri(report->path, buf);
    buf_add_string(buf, ",\"replacements\":[");
    for (size_t i = 0; i < finding->edit_count; i++) {
        buf_add_string(buf, i ? "," : "");
        add_replacement(&finding->edits[i], buf);
    }
    buf_add_string(buf, "]}]}]");
}

static void write_finding(struct output *output, const struct report *report, const struct finding *finding) {
    const struct place *place = &finding->place;
    struct buf line = {0}, message = {0};
    output_message(finding, &message);
    buf_add_string(&line, output->first ? "\n" : ",\n");
    add_member("{\"ruleId\":", text_of(catalogue_row(finding->message)->name), &line);
    buf_print(&line, ",\"ruleIndex\":%u,\"level\":\"%s\"", (unsigned)finding->message,
              level_of(finding->severity));
    add_member(",\"message\":{\"text\":", buf_text(&message), &line);
    buf_add_string(&line, "},\"locations\":[{\"physicalLocation\":{\"artifactLocation\":");
    add_uri(report->path, &line);
    buf_add_string(&line, ",\"region\":");
    add_region((struct position){place->line, place->column},
               (struct position){place->end_line, place->end_column}, &line);
    buf_print(&line, "}}],\"partialFingerprints\":{\"exlint/v1\":\"%016" PRIx64 "\"}", finding->key);
    if (finding->edit_count)
        add_fix(report, finding, &line);
    buf_add_byte(&line, '}');
    fwrite(line.at, 1, line.len, output->stream);
    buf_free(&message);
    buf_free(&line);
}

static void end(struct output *output) {
    fputs(output->first ? "]}]}\n" : "\n]}]}\n", output->stream);
}

const struct output_format output_sarif = {
    .name = "sarif", .begin = begin, .finding = write_finding, .end = end};
