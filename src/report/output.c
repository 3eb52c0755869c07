/* SPDX-License-Identifier: MIT */
#include "report/output.h"

#include "base/json.h"
#include "base/lanes.h"
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

bool output_shows(const struct output *output, const struct finding *finding) {
    return finding->severity != SEVERITY_OFF && finding->severity >= output->lowest;
}

void output_report(struct output *output, const struct output_format *format, const struct report *report) {
    bool any = false;
    if (format->begin_page)
        format->begin_page(output, report);
    for (size_t i = 0; i < report->count; i++) {
        const struct finding *finding = &report->findings[i];
        if (!output_shows(output, finding))
            continue;
        any = true;
        count(output, finding);
        format->finding(output, report, finding);
        output->first = false;
    }
    if (format->end_page)
        format->end_page(output, report);
    output->pages++;
    output->pages_with_findings += any;
}

void output_end(struct output *output, const struct output_format *format) {
    if (format->end)
        format->end(output);
}

void output_message(const struct finding *finding, struct buf *buf) {
    if (finding->example)
        buf_print(buf, "%s %u: ", finding->noun, (unsigned)finding->example);
    buf_add(buf, finding->text);
}

/* Beyond ASCII: C1 controls, and what reorders text (Unicode's Bidi_Control). */
static bool is_unsafe(uint32_t c) {
    return (c >= 0x80 && c <= 0x9F) || c == 0x061C || c == 0x200E || c == 0x200F ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool output_is_plain(struct text t) {
    size_t i = 0;
    for (; t.len - i >= LANES; i += LANES) {
        lanes bytes = lanes_load(t.at + i);
        if (lanes_bits((lanes)(bytes < lanes_all(' ')) | (lanes)(bytes > lanes_all('~'))))
            return false;
    }
    while (i < t.len && t.at[i] >= ' ' && t.at[i] <= '~')
        i++;
    return i == t.len;
}

void output_safe(struct text t, struct buf *buf) {
    if (output_is_plain(t)) {
        buf_add(buf, t);
        return;
    }
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

/* Marks of XML, and a tab, which an attribute would otherwise lose. */
static const char *entity_of(char c) {
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&apos;";
    case '\t': return "&#9;";
    default: return NULL;
    }
}

void output_xml(struct text t, struct buf *buf) {
    struct buf safe = {0};
    output_safe(t, &safe);
    size_t from = 0;
    for (size_t i = 0; i < safe.len; i++) {
        struct text rest = text_from(buf_text(&safe), i);
        /* The only characters that output_safe() lets through and XML 1.0 does not have. */
        bool none = text_starts(rest, "\xEF\xBF\xBE") || text_starts(rest, "\xEF\xBF\xBF");
        const char *entity = none ? (rest.at[2] == '\xBE' ? "\\u{FFFE}" : "\\u{FFFF}") : entity_of(*rest.at);
        if (!entity)
            continue;
        buf_add(buf, text_slice(buf_text(&safe), from, i));
        buf_add_string(buf, entity);
        i += none ? 2 : 0;
        from = i + 1;
    }
    buf_add(buf, text_from(buf_text(&safe), from));
    buf_free(&safe);
}

void output_json_string(struct text t, struct buf *buf) {
    struct json_value *string = json_new_string(t);
    json_write_line(string, buf);
    json_free(string);
}
