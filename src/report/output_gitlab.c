/* SPDX-License-Identifier: MIT */
/* GitLab's code quality report: Code Climate's issues in one array. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/memory.h"
#include "report/output.h"

/* A fingerprint must stand once in a report, so findings of one page with the same key are numbered. */
struct keyed {
    uint64_t key;
    size_t index;
};

static int compare(const void *left, const void *right) {
    const struct keyed *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

/* Leaves in output->page which one of those with its key each finding is, from 0. */
static void begin_page(struct output *output, const struct report *report) {
    output->page = NULL;
    if (!report->count)
        return;
    struct keyed *keyed = memory_grow(NULL, report->count, sizeof *keyed);
    uint32_t *ordinals = memory_grow(NULL, report->count, sizeof *ordinals);
    for (size_t i = 0; i < report->count; i++)
        keyed[i] = (struct keyed){report->findings[i].key, i};
    qsort(keyed, report->count, sizeof *keyed, compare);
    for (size_t i = 0; i < report->count; i++) {
        bool again = i && keyed[i].key == keyed[i - 1].key;
        ordinals[keyed[i].index] = again ? ordinals[keyed[i - 1].index] + 1 : 0;
    }
    free(keyed);
    output->page = ordinals;
}

static void end_page(struct output *output, const struct report *report) {
    (void)report;
    free(output->page);
    output->page = NULL;
}

/* GitLab knows pages by their paths in the repository, without "./". */
static struct text clean_path(const char *path) {
    struct text clean = text_of(path);
    while (text_starts(clean, "./"))
        clean = text_from(clean, 2 + text_run(text_from(clean, 2), '/'));
    return clean;
}

static void add_fingerprint(struct text path, uint64_t key, uint32_t ordinal, struct buf *buf) {
    char number[16];
    snprintf(number, sizeof number, "#%u", (unsigned)ordinal);
    buf_print(buf, "\"%016" PRIx64 "%016" PRIx64 "\"", text_hash(path, 0),
              ordinal ? text_hash(text_of(number), key) : key);
}

static const char *severity_of(enum severity severity) {
    static const char *const names[SEVERITY_COUNT] = {"info", "info", "minor", "major"};
    return names[severity];
}

/* A span that ends before the first character of a line does not touch it. */
static uint32_t last_line(const struct place *place) {
    return place->end_line > place->line && place->end_column <= 1 ? place->end_line - 1 : place->end_line;
}

static void write_finding(struct output *output, const struct report *report, const struct finding *finding) {
    const uint32_t *ordinals = output->page;
    struct text path = clean_path(report->path);
    struct buf line = {0}, message = {0};
    output_message(finding, &message);
    buf_add_string(&line, output->first ? "[\n" : ",\n");
    buf_add_string(&line, "{\"type\":\"issue\",\"check_name\":");
    output_json_string(text_of(catalogue_row(finding->message)->name), &line);
    buf_add_string(&line, ",\"description\":");
    output_json_string(buf_text(&message), &line);
    buf_print(&line, ",\"categories\":[\"Style\"],\"severity\":\"%s\",\"fingerprint\":",
              severity_of(finding->severity));
    add_fingerprint(path, finding->key, ordinals[finding - report->findings], &line);
    buf_add_string(&line, ",\"location\":{\"path\":");
    output_json_string(path, &line);
    buf_print(&line, ",\"lines\":{\"begin\":%u,\"end\":%u}}}", (unsigned)finding->place.line,
              (unsigned)last_line(&finding->place));
    fwrite(line.at, 1, line.len, output->stream);
    buf_free(&message);
    buf_free(&line);
}

static void end(struct output *output) {
    fputs(output->first ? "[]\n" : "\n]\n", output->stream);
}

const struct output_format output_gitlab = {
    .name = "gitlab",
    .begin_page = begin_page,
    .finding = write_finding,
    .end_page = end_page,
    .end = end,
};
