/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "rule/container.h"
#include "rule/rule.h"
#include "rule/swallow.h"
#include "rule/wording.h"

enum { SHORTEST_FENCE = 3, PIECES_NAMED = 6 };

/* Goes through the top-level fences of a page: set *block to 0 and *part to 0 before the first. */
static const struct part *next_part(const struct document *document, uint32_t *block, uint32_t *part) {
    for (; *block < document->block_count; ++*block, *part = 0)
        if (*part < document->blocks[*block].part_count)
            return &document->blocks[*block].parts[(*part)++];
    return NULL;
}

static const struct part *next_fence(const struct document *document, uint32_t *block, uint32_t *part) {
    const struct part *found;
    while ((found = next_part(document, block, part)))
        if (found->shape == SHAPE_FENCE)
            return found;
    return NULL;
}

/* The opening run alone. */
static struct span opening_run(const struct part *fence) {
    uint32_t begin = fence->span.begin + fence->indent;
    return (struct span){begin, begin + fence->length};
}

/* The opening run with its info string. */
static struct span opening(const struct part *fence) {
    struct span run = opening_run(fence);
    return (struct span){run.begin, span_length(fence->info) ? fence->info.end : run.end};
}

static void check_container(const struct document *document, struct report *report, const struct part *part) {
    struct container_scan scan;
    struct container_fence fence;
    container_scan_init(&scan, document->source, part);
    while (container_next_fence(&scan, &fence))
        if (!fence.closed)
            report_add(report, document, MESSAGE_FENCE_UNCLOSED, fence.opening,
                       "this fence is open where its %s ends; expected: a closing fence inside",
                       part->shape == SHAPE_QUOTE ? "block quote" : "list item");
}

void check_fence_unclosed(const struct document *document, struct report *report) {
    uint32_t block = 0, at = 0;
    for (const struct part *part; (part = next_part(document, &block, &at));) {
        if (part->shape == SHAPE_LIST || part->shape == SHAPE_QUOTE)
            check_container(document, report, part);
        else if (part->shape == SHAPE_FENCE && !part->closed)
            report_add(
                report, document, MESSAGE_FENCE_UNCLOSED, opening(part),
                "this fence is open up to the end of the page; expected: a closing line of %u or more \"%c\"",
                part->length, part->mark);
    }
}

static void add_count(struct buf *buf, size_t count, const char *what) {
    if (count == 0)
        return;
    if (buf->len)
        buf_add_string(buf, ", ");
    if (count == 1)
        buf_print(buf, "one \"%s\" label", what);
    else
        buf_print(buf, "%zu \"%s\" labels", count, what);
}

static void report_swallowed(const struct document *document, struct report *report, const struct part *fence,
                             const struct swallowed *swallowed) {
    const struct profile *profile = document->profile;
    struct buf what = {0};
    if (swallowed->number_count)
        wording_numbers(&what, profile->noun, swallowed->numbers, swallowed->number_count, PIECES_NAMED);
    for (size_t i = 0; i < profile->label_count; i++)
        add_count(&what, swallowed->labels[i], profile->labels[i].spellings[0]);
    if (swallowed->shortcodes)
        buf_print(&what, "%s%zu shortcode%s", what.len ? ", " : "", swallowed->shortcodes,
                  swallowed->shortcodes == 1 ? "" : "s");
    uint32_t own = source_line_at(document->source, fence->span.begin);
    uint32_t last = source_line_at(document->source, fence->span.end);
    if (swallowed->end > own)
        report_add(
            report, document, MESSAGE_FENCE_SWALLOWED, opening(fence),
            "this fence hides %s (from line %u on); it ends in line %u, but was probably meant to end behind "
            "line %u",
            what.at, source_line_at(document->source, swallowed->first), last, swallowed->end);
    else
        report_add(
            report, document, MESSAGE_FENCE_SWALLOWED, opening(fence),
            "this fence hides %s (from line %u on); it ends in line %u, but is probably a stray line that was "
            "meant to close another",
            what.at, source_line_at(document->source, swallowed->first), last);
    buf_free(&what);
}

void check_fence_swallowed(const struct document *document, struct report *report) {
    bool shortcodes = page_has_shortcodes(document);
    uint32_t block = 0, at = 0;
    for (const struct part *fence; (fence = next_fence(document, &block, &at));) {
        struct swallowed swallowed;
        if (!swallowed_find(document, fence, shortcodes, &swallowed))
            continue;
        report_swallowed(document, report, fence, &swallowed);
        swallowed_free(&swallowed);
    }
}

/* Whether fence/swallowed reports the fence: then what else looks odd about it has the same cause. */
static bool hides_something(const struct document *document, const struct part *fence, bool shortcodes) {
    struct swallowed swallowed;
    bool found = swallowed_find(document, fence, shortcodes, &swallowed);
    swallowed_free(&swallowed);
    return found;
}

void check_fence_language(const struct document *document, struct report *report) {
    bool shortcodes = page_has_shortcodes(document);
    uint32_t block = 0, at = 0;
    for (const struct part *fence; (fence = next_fence(document, &block, &at));)
        if (span_length(fence->info) == 0 && !hides_something(document, fence, shortcodes))
            report_add(report, document, MESSAGE_FENCE_LANGUAGE, opening_run(fence),
                       "this fence names no language; expected: one behind the %s, such as \"text\"",
                       fence->mark == '`' ? "backticks" : "tildes");
}

/* The runs of a fence's own mark that begin lines of its body. */
struct runs {
    uint32_t closing;  /* the longest that could close a shorter fence, 0 for none */
    uint32_t opening;  /* the longest with an info string behind it, 0 for none */
    struct span first; /* the first of those that is as long as the fence: its run and info string */
};

/* A body line that begins with the fence's own mark, which its caller has seen to. */
static void read_run(const struct document *document, const struct part *fence, struct text line,
                     struct runs *runs) {
    uint32_t length = (uint32_t)text_run(line, fence->mark);
    struct text behind = text_trim(text_from(line, length));
    if (length < SHORTEST_FENCE)
        return;
    if (behind.len == 0) {
        runs->closing = length > runs->closing ? length : runs->closing;
        return;
    }
    if (fence->mark == '`' && text_find_byte(behind, '`', 0) != TEXT_NONE)
        return;
    runs->opening = length > runs->opening ? length : runs->opening;
    if (length >= fence->length && span_length(runs->first) == 0)
        runs->first = source_span_of(document->source, text_trim_right(line));
}

/* Whether nothing but up to three blanks stands before the offset in its line. */
static bool begins_line(struct text body, size_t at) {
    size_t begin = at;
    while (begin && at - begin < 3 && body.at[begin - 1] == ' ')
        begin--;
    return !begin || byte_is_eol(body.at[begin - 1]);
}

static struct runs find_runs(const struct document *document, const struct part *fence) {
    struct runs runs = {0};
    struct text body = source_text(document->source, fence->body), line;
    const char marks[] = {fence->mark, fence->mark, fence->mark};
    struct text run = {marks, sizeof marks};
    for (size_t at = 0; (at = text_find(body, run, at)) != TEXT_NONE;) {
        struct text rest = text_from(body, at);
        bool begins = begins_line(body, at);
        if (begins && text_next_line(&rest, &line))
            read_run(document, fence, line, &runs);
        at = begins ? body.len - rest.len : at + text_run(rest, fence->mark);
    }
    return runs;
}

static void fix_length(const struct document *document, struct report *report, struct finding *finding,
                       const struct part *fence, uint32_t needed) {
    struct buf replacement = {0};
    buf_add_run(&replacement, fence->mark, needed);
    report_fix(report, finding, opening_run(fence), buf_text(&replacement));
    if (fence->closed) {
        struct span closing = {fence->body.end, fence->span.end};
        struct text line = text_trim(source_text(document->source, closing));
        report_fix(report, finding, source_span_of(document->source, line), buf_text(&replacement));
    }
    buf_free(&replacement);
}

void check_fence_length(const struct document *document, struct report *report) {
    uint32_t block = 0, at = 0;
    for (const struct part *fence; (fence = next_fence(document, &block, &at));) {
        if (fence->length <= SHORTEST_FENCE)
            continue;
        struct runs runs = find_runs(document, fence);
        uint32_t needed = runs.closing >= SHORTEST_FENCE ? runs.closing + 1 : SHORTEST_FENCE;
        /* An inner opening fence as long as the outer one would be read as fence/nested. */
        if (fence->length <= needed || runs.opening >= needed)
            continue;
        struct finding *finding =
            report_add(report, document, MESSAGE_FENCE_LENGTH, opening_run(fence),
                       "this fence is %u long; expected: %u, which is all that its content needs",
                       fence->length, needed);
        fix_length(document, report, finding, fence, needed);
    }
}

void check_fence_nested(const struct document *document, struct report *report) {
    bool shortcodes = page_has_shortcodes(document);
    uint32_t block = 0, at = 0;
    for (const struct part *fence; (fence = next_fence(document, &block, &at));) {
        struct runs runs = find_runs(document, fence);
        if (span_length(runs.first) == 0 || hides_something(document, fence, shortcodes))
            continue;
        report_add(
            report, document, MESSAGE_FENCE_NESTED, runs.first,
            "this fence stands inside the one of line %u, which is no longer than it and so ends at the first "
            "closing line; expected: an outer fence of %u or more, or its closing line before this one",
            source_line_at(document->source, fence->span.begin), runs.opening + 1);
    }
}
