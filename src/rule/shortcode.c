/* SPDX-License-Identifier: MIT */
/* shortcode/unbalanced: {{< tab >}} without {{< /tab >}}, and the other way round. */
#include <stdlib.h>

#include "base/memory.h"
#include "rule/code.h"
#include "rule/container.h"
#include "rule/rule.h"
#include "rule/swallow.h"

struct tag {
    struct text name; /* without the slash */
    struct span span; /* with its braces */
    bool closes;
    bool paired; /* found its other half, or needs none */
};

struct tags {
    const struct document *document;
    struct tag *at; /* count of them, in page order */
    size_t count, capacity;
    size_t
        ends[2]; /* of the text that is read: the next ">}}" and "%}}" that was found, TEXT_NONE for none */
};

/* Reads the shortcode that begins at an offset of the text, "{{<" or "{{%". Gives the offset behind it, or
 * behind its opening braces where it is none. */
static size_t read_tag(struct tags *tags, struct text t, size_t at) {
    bool percent = t.at[at + 2] == '%';
    size_t *end = &tags->ends[percent];
    if (*end != TEXT_NONE && *end < at + 3)
        *end = text_find(t, percent ? TEXT("%}}") : TEXT(">}}"), at + 3);
    size_t close = *end;
    if (close == TEXT_NONE || text_find(text_slice(t, at + 3, close), TEXT("{{"), 0) != TEXT_NONE)
        return at + 3;
    struct text inner = text_strip(text_slice(t, at + 3, close));
    bool closes = text_starts(inner, "/");
    if (closes)
        inner = text_strip(text_from(inner, 1));
    size_t length = 0;
    while (length < inner.len && !byte_is_blank(inner.at[length]) && !byte_is_eol(inner.at[length]))
        length++;
    /* {{< name />}} is complete, and with a comment around it, it is shown. */
    if (length == 0 || text_starts(inner, "*") || (!closes && text_ends(inner, "/")))
        return close + 3;
    MEMORY_ROOM(tags->at, tags->count, tags->capacity);
    tags->at[tags->count++] = (struct tag){
        .name = text_slice(inner, 0, length),
        .span = source_span_of(tags->document->source, text_slice(t, at, close + 3)),
        .closes = closes,
    };
    return close + 3;
}

enum { TICKS = 64 };

/* Offset behind the code span that begins with the backticks at the offset; behind these where they begin
 * none. missing[n]: no run of n backticks stands behind that offset any more. */
static size_t pass_code_span(struct text t, size_t at, bool missing[TICKS]) {
    size_t length = text_run(text_from(t, at), '`');
    if (length >= TICKS || missing[length])
        return at + length;
    for (size_t i = text_find_byte(t, '`', at + length), run; i != TEXT_NONE;
         i = text_find_byte(t, '`', i + run)) {
        run = text_run(text_from(t, i), '`');
        if (run == length)
            return i + run;
    }
    missing[length] = true;
    return at + length;
}

static void read_prose(struct tags *tags, struct text t) {
    bool missing[TICKS] = {false};
    if (text_find_byte(t, '{', 0) == TEXT_NONE)
        return;
    tags->ends[0] = tags->ends[1] = 0;
    for (size_t at = 0; at < t.len;) {
        if (t.at[at] == '`')
            at = pass_code_span(t, at, missing);
        else if (text_starts(text_from(t, at), "{{<") || text_starts(text_from(t, at), "{{%"))
            at = read_tag(tags, t, at);
        else
            at++;
    }
}

/* Without the fences inside. */
static void read_container(struct tags *tags, const struct part *part) {
    const struct source *source = tags->document->source;
    struct container_scan scan;
    struct container_fence fence;
    uint32_t from = part->span.begin;
    if (text_find_byte(source_text(source, part->span), '{', 0) == TEXT_NONE)
        return;
    container_scan_init(&scan, source, part);
    while (container_next_fence(&scan, &fence)) {
        read_prose(tags, source_text(source, (struct span){from, fence.span.begin}));
        from = fence.span.end;
    }
    read_prose(tags, source_text(source, (struct span){from, part->span.end}));
}

/* What a fence hides would be found if the fence ended where it should: that is fence/swallowed's. */
static void read_hidden(struct tags *tags, const struct part *fence, bool shortcodes) {
    struct text body = source_text(tags->document->source, fence->body);
    if (text_find(body, TEXT("\n{{"), 0) != TEXT_NONE && code_hides_page(tags->document, fence, shortcodes))
        read_prose(tags, body);
}

/* hidden: what fences hide, too. */
static void collect(struct tags *tags, const struct document *document, bool hidden) {
    bool shortcodes = hidden && page_has_shortcodes(document);
    tags->count = 0;
    for (uint32_t i = 0; i < document->block_count; i++) {
        const struct block *block = &document->blocks[i];
        for (uint32_t k = 0; k < block->part_count; k++) {
            const struct part *part = &block->parts[k];
            if (part->shape == SHAPE_FENCE && hidden)
                read_hidden(tags, part, shortcodes);
            else if (part->shape == SHAPE_LIST || part->shape == SHAPE_QUOTE)
                read_container(tags, part);
            else if (part->shape != SHAPE_FENCE && part->shape != SHAPE_INDENTED)
                read_prose(tags, source_text(document->source, part->span));
        }
    }
}

static int compare_names(const void *a, const void *b) {
    return text_compare(*(const struct text *)a, *(const struct text *)b);
}

static bool is_known(const struct profile *profile, struct text name) {
    for (const char *const *known = profile->shortcodes; known && *known; known++)
        if (text_is(name, *known))
            return true;
    return false;
}

/* Those that enclose nothing need no other half: names that the profile does not know and that are closed
 * nowhere. */
static void leave_single(struct tags *tags) {
    struct text *closed = memory_grow(NULL, tags->count, sizeof *closed);
    size_t count = 0;
    for (size_t i = 0; i < tags->count; i++)
        if (tags->at[i].closes)
            closed[count++] = tags->at[i].name;
    qsort(closed, count, sizeof *closed, compare_names);
    for (size_t i = 0; i < tags->count; i++) {
        struct tag *tag = &tags->at[i];
        tag->paired = !tag->closes && !is_known(tags->document->profile, tag->name) &&
                      !(count && bsearch(&tag->name, closed, count, sizeof *closed, compare_names));
    }
    free(closed);
}

/* Each closing tag takes the nearest open one of its name; what was opened in between is left without its
 * close. One whose name is not open takes none. */
static void pair(struct tags *tags) {
    size_t *open = memory_grow(NULL, tags->count, sizeof *open), depth = 0;
    for (size_t i = 0; i < tags->count; i++) {
        struct tag *tag = &tags->at[i];
        if (tag->paired)
            continue;
        if (!tag->closes) {
            open[depth++] = i;
            continue;
        }
        /* Far up is no partner: that keeps a page of nothing but stray tags linear. */
        enum { FAR = 64 };
        size_t at = depth, least = depth > FAR ? depth - FAR : 0;
        while (at > least && !text_equal(tags->at[open[at - 1]].name, tag->name))
            at--;
        if (at == least)
            continue;
        tag->paired = tags->at[open[at - 1]].paired = true;
        depth = at - 1;
    }
    free(open);
}

/* Whether all tags have found their other halves. */
static bool match(struct tags *tags) {
    bool all = true;
    if (!tags->count)
        return true;
    leave_single(tags);
    pair(tags);
    for (size_t i = 0; i < tags->count; i++)
        all = all && tags->at[i].paired;
    return all;
}

void check_shortcode_unbalanced(const struct document *document, struct report *report) {
    struct tags tags = {.document = document};
    collect(&tags, document, false);
    if (!match(&tags)) {
        collect(&tags, document, true);
        match(&tags);
    }
    for (size_t i = 0; i < tags.count; i++) {
        const struct tag *tag = &tags.at[i];
        if (tag->paired)
            continue;
        bool percent = document->source->bytes.at[tag->span.begin + 2] == '%';
        report_add(report, document, MESSAGE_SHORTCODE_UNBALANCED, tag->span,
                   tag->closes ? "nothing is open that \"/%.*s\" could close; expected: %s %.*s %s before it"
                               : "\"%.*s\" is never closed; expected: %s /%.*s %s behind it",
                   TEXT_ARG(tag->name), percent ? "{{%" : "{{<", TEXT_ARG(tag->name),
                   percent ? "%}}" : ">}}");
    }
    free(tags.at);
}
