/* SPDX-License-Identifier: MIT */
#include "read/nodes.h"

#include <assert.h>
#include <stdlib.h>

#include "base/memory.h"

static bool line_is_blank(const struct source *source, uint32_t line) {
    return text_is_blank(source_line(source, line));
}

unsigned line_setext_level(struct text line) {
    struct text t = text_trim(line);
    if (!t.len || (*t.at != '=' && *t.at != '-') || text_run(t, *t.at) != t.len)
        return 0;
    return *t.at == '=' ? 1 : 2;
}

unsigned line_atx_level(struct text line) {
    struct text t = text_trim_left(line);
    size_t run = text_run(t, '#');
    return run >= 1 && run <= 6 && (run == t.len || byte_is_blank(t.at[run])) ? (unsigned)run : 0;
}

static struct node *grow(struct node_builder *builder, uint32_t line) {
    MEMORY_ROOM(builder->nodes, builder->count, builder->capacity);
    struct node *node = &builder->nodes[builder->count++];
    *node = (struct node){.line = line, .part = {.node = UINT32_MAX}};
    return node;
}

static struct span lines_span(const struct source *source, uint32_t first, uint32_t last) {
    return (struct span){source_line_span(source, first).begin, source_line_span(source, last).end};
}

void nodes_add_definitions(struct node_builder *builder, uint32_t before) {
    for (uint32_t line = builder->next; line < before; line++) {
        if (line_is_blank(builder->source, line))
            continue;
        uint32_t last = line;
        while (last + 1 < before && !line_is_blank(builder->source, last + 1))
            last++;
        struct node *node = grow(builder, line);
        node->part.shape = SHAPE_DEFINITIONS;
        node->part.span = lines_span(builder->source, line, last);
        node->part.content = node->part.span;
        line = last;
    }
    if (builder->next < before)
        builder->next = before;
}

struct node *nodes_add(struct node_builder *builder, enum shape shape, uint32_t first, uint32_t last) {
    const struct source *source = builder->source;
    bool keeps_blank = shape == SHAPE_FENCE || shape == SHAPE_HTML;
    nodes_add_definitions(builder, first);
    builder->next = last + 1;
    while (!keeps_blank && last > first && line_is_blank(source, last))
        last--;
    struct node *node = grow(builder, first);
    node->part.node = builder->number++;
    node->part.shape = shape;
    node->part.span = lines_span(source, first, last);
    node->part.content = node->part.span;
    if (shape == SHAPE_PARAGRAPH)
        node->part.content = source_span_of(source, text_strip(source_text(source, node->part.span)));
    return node;
}

/* The content of "## Title ##": between the opening run and the optional closing one (CommonMark 0.30, 4.2).
 */
static struct text atx_content(struct text line) {
    struct text t = text_trim(line);
    t = text_trim(text_from(t, text_run(t, '#')));
    size_t end = t.len;
    while (end && t.at[end - 1] == '#')
        end--;
    if (end == 0)
        return text_slice(t, 0, 0);
    return end < t.len && byte_is_blank(t.at[end - 1]) ? text_trim_right(text_slice(t, 0, end)) : t;
}

struct node *nodes_add_heading(struct node_builder *builder, unsigned level, uint32_t first, uint32_t last) {
    const struct source *source = builder->source;
    struct text line = source_line(source, first), content;
    bool atx = line_atx_level(line) > 0;
    while (!atx && last > first + 1 && !line_setext_level(source_line(source, last)))
        last--; /* libcmark may count a line of definitions to the heading above */
    struct node *node = nodes_add(builder, atx ? SHAPE_ATX : SHAPE_SETEXT, first, atx ? first : last);
    node->level = level;
    if (atx)
        content = atx_content(line);
    else
        content = text_strip(
            source_text(source, (struct span){node->part.span.begin, source->line_begin[last - 1]}));
    node->part.content = source_span_of(source, content);
    return node;
}

/* The page line of a fence's opening, taken apart. */
static void read_fence(const struct source *source, struct node *node, uint32_t first, uint32_t last) {
    struct span open = source_line_span(source, first);
    struct text line = source_text(source, open);
    struct part *part = &node->part;
    part->indent = (uint32_t)text_run(line, ' ');
    assert(line.at && part->indent < line.len); /* libcmark has seen a mark there */
    struct text trimmed = text_from(line, part->indent);
    part->mark = *trimmed.at;
    part->length = (uint32_t)text_run(trimmed, part->mark);
    struct text info = text_trim(text_from(trimmed, part->length));
    part->info = source_span_of(source, info);
    struct text end = text_trim(source_line(source, last));
    part->closed = last > first && end.len >= part->length && text_run(end, part->mark) == end.len;
    part->body.begin = first < source->line_count ? source->line_begin[first] : (uint32_t)source->bytes.len;
    if (part->closed)
        part->body.end = source->line_begin[last - 1];
    else
        part->body.end = last < source->line_count ? source->line_begin[last] : (uint32_t)source->bytes.len;
}

struct node *nodes_add_fence(struct node_builder *builder, uint32_t first, uint32_t last) {
    const struct source *source = builder->source;
    struct node *node = nodes_add(builder, SHAPE_FENCE, first, last);
    read_fence(source, node, first, last);
    if (!builder->plain_bytes)
        return node;
    struct text info = source_text(source, node->part.info), body = source_text(source, node->part.body);
    if (text_find_byte(info, '\\', 0) == TEXT_NONE && text_find_byte(info, '&', 0) == TEXT_NONE)
        node->info = info;
    if (node->part.indent == 0 && (!body.len || body.at[body.len - 1] == '\n'))
        node->literal = body;
    return node;
}

struct node_list nodes_take(struct node_builder *builder) {
    struct node_list list = {.count = builder->count};
    list.nodes = ARENA_ARRAY_RAW(builder->arena, struct node, list.count);
    if (list.count)
        memcpy(list.nodes, builder->nodes, list.count * sizeof *list.nodes);
    free(builder->nodes);
    *builder = (struct node_builder){.source = builder->source, .arena = builder->arena};
    return list;
}
