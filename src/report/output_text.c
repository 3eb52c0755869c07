/* SPDX-License-Identifier: MIT */
/* The form for people: the message, the source line with a caret, and a summary at the end. */
#include "base/utf8.h"
#include "report/output.h"

enum { TAB_STOP = 4 };

enum colour { COLOUR_PATH, COLOUR_ERROR, COLOUR_WARNING, COLOUR_INFO, COLOUR_CARET };

static const char *const colours[] = {"\033[1m", "\033[1;31m", "\033[1;33m", "\033[1;36m", "\033[1;32m"};
#define PLAIN "\033[0m"

static void add_coloured(bool on, enum colour colour, struct text t, struct buf *buf) {
    buf_add_string(buf, on ? colours[colour] : "");
    buf_add(buf, t);
    buf_add_string(buf, on ? PLAIN : "");
}

static enum colour colour_of(enum severity severity) {
    static const enum colour rows[SEVERITY_COUNT] = {COLOUR_INFO, COLOUR_INFO, COLOUR_WARNING, COLOUR_ERROR};
    return rows[severity];
}

static void add_message(const struct output *output, const struct report *report,
                        const struct finding *finding, struct buf *buf) {
    struct buf path = {0};
    output_safe(text_of(report->path), &path);
    add_coloured(output->colour, COLOUR_PATH, buf_text(&path), buf);
    buf_free(&path);
    buf_add_byte(buf, ':');
    buf_add_number(buf, finding->place.line);
    buf_add_byte(buf, ':');
    buf_add_number(buf, finding->place.column);
    buf_add_string(buf, ": ");
    add_coloured(output->colour, colour_of(finding->severity), text_of(severity_name(finding->severity)), buf);
    buf_add_byte(buf, '[');
    buf_add_string(buf, catalogue_row(finding->message)->name);
    buf_add_string(buf, "]: ");
    if (finding->example) {
        output_safe(text_of(finding->noun), buf);
        buf_add_byte(buf, ' ');
        buf_add_number(buf, finding->example);
        buf_add_string(buf, ": ");
    }
    output_safe(finding->text, buf);
    buf_add_byte(buf, '\n');
}

/* Adds the character at the start of t as it is shown at a terminal's column, and gives the columns it takes
 * there. */
static size_t add_character(struct text t, size_t length, uint32_t c, size_t column, struct buf *buf) {
    if (c == '\t') {
        size_t blanks = TAB_STOP - column % TAB_STOP;
        buf_add_run(buf, ' ', blanks);
        return blanks;
    }
    size_t before = buf->len;
    output_safe(text_slice(t, 0, length), buf);
    bool escaped = buf->len - before != length;
    return escaped ? buf->len - before : (size_t)utf8_width(c);
}

/* Column in the excerpt, exclusive, where the span ends; UINT32_MAX where that is on a later line. */
static uint32_t span_end(const struct place *place) {
    if (place->end_line != place->line)
        return UINT32_MAX;
    uint32_t length = place->end_column > place->column ? place->end_column - place->column : 1;
    return length < UINT32_MAX - place->excerpt_column ? place->excerpt_column + length : UINT32_MAX;
}

/* The columns, from 0, that the carets under an excerpt take. */
struct carets {
    size_t begin, end;
};

static struct carets add_line(const struct place *place, struct buf *buf) {
    uint32_t end = span_end(place), number = 1;
    size_t column = 0, length;
    struct carets carets = {SIZE_MAX, SIZE_MAX};
    if (output_is_plain(place->excerpt)) {
        buf_add(buf, place->excerpt);
        column = place->excerpt.len;
        carets = (struct carets){place->excerpt_column - 1, end - 1};
    } else {
        for (struct text rest = place->excerpt; rest.len; rest = text_from(rest, length), number++) {
            if (number == place->excerpt_column)
                carets.begin = column;
            if (number == end)
                carets.end = column;
            uint32_t c = utf8_decode(rest, &length);
            column += add_character(rest, length, c, column, buf);
        }
    }
    carets.begin = carets.begin < column ? carets.begin : column;
    carets.end = carets.end < column ? carets.end : column;
    return carets;
}

void output_excerpt(const struct place *place, bool colour, struct buf *buf) {
    size_t margin = buf->len;
    buf_add_byte(buf, ' ');
    buf_add_number(buf, place->line);
    margin = buf->len - margin;
    buf_add_string(buf, " | ");
    struct carets carets = add_line(place, buf);
    buf_add_byte(buf, '\n');
    buf_add_run(buf, ' ', margin + 1);
    buf_add_string(buf, "| ");
    buf_add_run(buf, ' ', carets.begin);
    buf_add_string(buf, colour ? colours[COLOUR_CARET] : "");
    buf_add_byte(buf, '^');
    buf_add_run(buf, '~', carets.end > carets.begin + 1 ? carets.end - carets.begin - 1 : 0);
    buf_add_string(buf, colour ? PLAIN : "");
    buf_add_byte(buf, '\n');
}

static void write_finding(struct output *output, const struct report *report, const struct finding *finding) {
    struct buf buf = {0};
    add_message(output, report, finding, &buf);
    /* There is nothing to point at in a blank line. */
    if (!text_is_blank(finding->place.excerpt))
        output_excerpt(&finding->place, output->colour, &buf);
    fwrite(buf.at, 1, buf.len, output->stream);
    buf_free(&buf);
}

static void add_count(size_t count, const char *noun, struct buf *buf) {
    if (count)
        buf_print(buf, "%s%zu %s%s", buf->len ? ", " : "", count, noun, count == 1 ? "" : "s");
}

static void write_summary(struct output *output) {
    if (output->quiet || !output->pages)
        return;
    struct buf counts = {0};
    add_count(output->errors, "error", &counts);
    add_count(output->warnings, "warning", &counts);
    add_count(output->infos, "info", &counts);
    const char *files = output->pages == 1 ? "file" : "files";
    if (!counts.len)
        fprintf(output->stream, "no findings in %zu %s", output->pages, files);
    else
        fprintf(output->stream, "\n%s in %zu of %zu %s", counts.at, output->pages_with_findings,
                output->pages, files);
    buf_cut(&counts, 0);
    if (output->accepted)
        buf_print(&counts, "%zu in the baseline", output->accepted);
    if (output->fixed)
        buf_print(&counts, "%s%zu fixed", counts.len ? ", " : "", output->fixed);
    if (output->fixable)
        buf_print(&counts, "%s%zu fixable with --fix", counts.len ? ", " : "", output->fixable);
    if (counts.len)
        fprintf(output->stream, " (%s)", counts.at);
    putc('\n', output->stream);
    buf_free(&counts);
}

const struct output_format output_text = {.name = "text", .finding = write_finding, .end = write_summary};
