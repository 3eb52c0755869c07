/* SPDX-License-Identifier: MIT */
/* fence/unknown-language, fence/blank-edges. */
#include "doc/highlighter.h"
#include "rule/code.h"
#include "rule/rule.h"
#include "rule/swallow.h"

static bool is_name_byte(char c) {
    return byte_is_alpha(c) || byte_is_digit(c) || (c && strchr("_+#*.-", c)) || (c & 0x80);
}

/* The language that an info string names: its first word, without what highlighters read as attributes
 * ("go{1-3}", "js:a.js", "rust,ignore", "{.python}", "{r}"). Empty where the first word is an attribute
 * itself. */
static struct text language_name(struct text info) {
    size_t begin = 0;
    if (text_starts(info, "{"))
        begin = 1;
    if (begin && text_starts(text_from(info, begin), "."))
        begin++;
    size_t end = begin;
    while (end < info.len && is_name_byte(info.at[end]))
        end++;
    return text_slice(info, begin, end < info.len && info.at[end] == '=' ? begin : end);
}

static bool is_extra(const struct options *options, struct text name) {
    for (const char *const *extra = options->languages; extra && *extra; extra++)
        if (text_equal_nocase(name, text_of(*extra)))
            return true;
    return false;
}

static bool is_known(const struct document *document, const struct report *report, struct text name) {
    return highlighter_knows(name) || profile_is_diagram(document->profile, name) ||
           is_extra(&report->settings->options, name);
}

void check_fence_unknown_language(const struct document *document, struct report *report) {
    struct text before = {0}; /* a slip of the pen is often made again */
    const char *nearest = NULL;
    for (uint32_t i = 0; i < document->block_count; i++) {
        const struct part *fence = code_fence(&document->blocks[i]);
        struct text name =
            fence ? language_name(source_text(document->source, fence->info)) : (struct text){0};
        if (!name.len || is_known(document, report, name))
            continue;
        nearest = before.at && text_equal(name, before) ? nearest : highlighter_nearest(name);
        before = name;
        report_add(report, document, MESSAGE_FENCE_UNKNOWN_LANGUAGE, source_span_of(document->source, name),
                   "no highlighter knows the language \"%.*s\"; expected: %s%s%s", TEXT_ARG(name),
                   nearest ? "\"" : "", nearest ? nearest : "the name of a language, or \"text\"",
                   nearest ? "\"" : "");
    }
}

struct edges {
    struct span first, last; /* the blank lines at either end, with their line ends; empty for none */
};

static struct edges find_edges(const struct document *document, const struct part *fence) {
    struct text body = source_text(document->source, fence->body), rest = body, line;
    struct edges edges = {{fence->body.begin, fence->body.begin}, {fence->body.end, fence->body.end}};
    struct text stripped = text_strip(body);
    if (!stripped.len)
        return edges;
    while (text_next_line(&rest, &line) && text_is_blank(line))
        edges.first.end = fence->body.end - (uint32_t)rest.len;
    /* The last line with something on it goes on up to its line end. */
    uint32_t last = source_line_at(document->source, source_span_of(document->source, stripped).end - 1);
    if (last < document->source->line_count && document->source->line_begin[last] < fence->body.end)
        edges.last.begin = document->source->line_begin[last];
    return edges;
}

static void report_edge(const struct document *document, struct report *report, struct span lines,
                        const char *where) {
    if (!span_length(lines))
        return;
    struct finding *finding =
        report_add(report, document, MESSAGE_FENCE_BLANK_EDGES, (struct span){lines.begin, lines.begin},
                   "a blank line at the %s of the code; expected: none", where);
    report_fix(report, finding, lines, (struct text){0});
}

void check_fence_blank_edges(const struct document *document, struct report *report) {
    bool shortcodes = page_has_shortcodes(document);
    for (uint32_t i = 0; i < document->block_count; i++) {
        const struct part *fence = code_fence(&document->blocks[i]);
        if (!fence || !fence->closed)
            continue;
        struct edges edges = find_edges(document, fence);
        if ((!span_length(edges.first) && !span_length(edges.last)) ||
            code_hides_page(document, fence, shortcodes))
            continue;
        report_edge(document, report, edges.first, "start");
        report_edge(document, report, edges.last, "end");
    }
}
