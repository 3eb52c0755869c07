/* SPDX-License-Identifier: MIT */
#include "report/output.h"

#include "base/utf8.h"

#define ADDRESS(format) &format,
static const struct output_format *const formats[] = {OUTPUT_FORMATS(ADDRESS)};
#undef ADDRESS

size_t output_format_count(void) { return sizeof formats / sizeof *formats; }

const struct output_format *output_format_at(size_t i) { return formats[i]; }

const struct output_format *output_format_find(const char *name) {
    for (size_t i = 0; i < output_format_count(); i++)
        if (strcmp(formats[i]->name, name) == 0)
            return formats[i];
    return NULL;
}

void output_begin(struct output *output, const struct output_format *format) {
    output->first = true;
    if (format->begin)
        format->begin(output);
}

static void count(struct output *output, const struct finding *finding) {
    if (finding->severity == SEVERITY_ERROR)
        output->errors++;
    else if (finding->severity == SEVERITY_WARNING)
        output->warnings++;
    else
        output->infos++;
    output->fixable += finding->edit_count > 0;
}

void output_report(struct output *output, const struct output_format *format, const struct report *report) {
    bool any = false;
    for (size_t i = 0; i < report->count; i++) {
        const struct finding *finding = &report->findings[i];
        if (finding->severity == SEVERITY_OFF || finding->severity < output->lowest)
            continue;
        any = true;
        count(output, finding);
        format->finding(output, report, finding);
        output->first = false;
    }
    output->pages++;
    output->pages_with_findings += any;
}

void output_end(struct output *output, const struct output_format *format) {
    if (format->end)
        format->end(output);
}

void output_message(const struct finding *finding, struct buf *buf) {
    if (finding->example)
        buf_print(buf, "%s %u: ", finding->noun ? finding->noun : "Example", (unsigned)finding->example);
    buf_add(buf, finding->text);
}

/* Beyond ASCII: C1 controls, and what reorders text (Unicode's Bidi_Control). */
static bool is_unsafe(uint32_t c) {
    return (c >= 0x80 && c <= 0x9F) || c == 0x061C || c == 0x200E || c == 0x200F ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

void output_safe(struct text t, struct buf *buf) {
    size_t from = 0;
    for (size_t i = 0, step; i < t.len; i += step) {
        unsigned char byte = (unsigned char)t.at[i];
        step = 1;
        if ((byte >= 0x20 && byte < 0x7F) || byte == '\t')
            continue;
        uint32_t c = utf8_decode(text_from(t, i), &step);
        if (step > 1 && !is_unsafe(c))
            continue;
        buf_add(buf, text_slice(t, from, i));
        if (step > 1)
            buf_print(buf, "\\u{%04X}", (unsigned)c);
        else
            buf_print(buf, "\\x%02X", byte);
        from = i + step;
    }
    buf_add(buf, text_from(t, from));
}
