/* SPDX-License-Identifier: MIT */
#include "read/markdown.h"

#include <cmark.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "read/front_matter.h"
#include "read/read.h"
#include "read/rebuilt.h"

/* libcmark's memory: a bump allocator, emptied as a whole after each parse. libcmark passes no context, hence one for
 * each thread. Each block is preceded by its size, for realloc. */
static _Thread_local struct arena cmark_arena;

static void free_cmark_arena(void *arena) { arena_free(arena); }

static pthread_key_t arena_key; /* only there so that a thread that ends frees its arena; written once */

static void make_arena_key(void) {
    if (pthread_key_create(&arena_key, free_cmark_arena) != 0)
        memory_die();
}

static void keep_cmark_arena(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_arena_key);
    if (!pthread_getspecific(arena_key) && pthread_setspecific(arena_key, &cmark_arena) != 0)
        memory_die();
}

static char *bump(size_t size) {
    if (size > SIZE_MAX / 2)
        memory_die();
    char *block = arena_get_raw(&cmark_arena, sizeof(max_align_t) + size);
    memcpy(block, &size, sizeof size);
    return block + sizeof(max_align_t);
}

static void *bump_calloc(size_t count, size_t size) {
    if (size && count > SIZE_MAX / size)
        memory_die();
    return memset(bump(count * size), 0, count * size);
}

static void *bump_realloc(void *old, size_t size) {
    size_t old_size = 0;
    if (old)
        memcpy(&old_size, (char *)old - sizeof(max_align_t), sizeof old_size);
    if (old && old_size >= size)
        return old;
    void *block = bump(size);
    if (old_size)
        memcpy(block, old, old_size);
    return block;
}

static void bump_free(void *block) { (void)block; }

/* libcmark's own check of UTF-8 takes as long as all the rest of reading, and changes nothing in what is valid. */
static cmark_node *parse_checked(struct text body, bool valid) {
    keep_cmark_arena();
    cmark_mem *memory = arena_get(&cmark_arena, sizeof *memory); /* nodes point to it */
    *memory = (cmark_mem){bump_calloc, bump_realloc, bump_free};
    cmark_parser *parser = cmark_parser_new_with_mem(valid ? CMARK_OPT_DEFAULT : CMARK_OPT_VALIDATE_UTF8, memory);
    cmark_parser_feed(parser, body.at ? body.at : "", body.len);
    return cmark_parser_finish(parser);
}

static cmark_node *parse(struct text body) { return parse_checked(body, utf8_valid_until(body) == body.len); }

static bool line_is_blank(const struct source *source, uint32_t line) {
    return text_is_blank(source_line(source, line));
}

/* The page line of a fence's opening, taken apart. */
static void read_fence(const struct source *source, struct node *node, uint32_t first, uint32_t last) {
    struct span open = source_line_span(source, first);
    struct text line = source_text(source, open), trimmed = line;
    while (trimmed.len && *trimmed.at == ' ')
        trimmed.at++, trimmed.len--;
    struct part *part = &node->part;
    part->indent = (uint32_t)(trimmed.at - line.at);
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

/* Literals that stand in the source as they are need no copy. */
static void read_code(const struct source *source, cmark_node *from, struct node *node, bool plain_bytes,
                      struct arena *arena) {
    struct text literal = text_of(cmark_node_get_literal(from));
    bool same = node->part.shape == SHAPE_FENCE && node->part.closed && node->part.indent == 0 && plain_bytes;
    node->literal = same ? source_text(source, node->part.body) : arena_copy(arena, literal);
    if (node->part.shape != SHAPE_FENCE)
        return;
    struct text info = source_text(source, node->part.info);
    bool escaped = text_find_byte(info, '\\', 0) != TEXT_NONE || text_find_byte(info, '&', 0) != TEXT_NONE;
    node->info = escaped || !plain_bytes ? arena_copy(arena, text_of(cmark_node_get_fence_info(from))) : info;
}

/* The content of "## Title ##": between the opening run and the optional closing one (CommonMark 0.30, 4.2). */
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

static bool line_is_atx(struct text line) {
    struct text t = text_trim_left(line);
    size_t run = text_run(t, '#');
    return run >= 1 && run <= 6 && (run == t.len || byte_is_blank(t.at[run]));
}

static void read_heading(const struct source *source, cmark_node *from, struct node *node, uint32_t first,
                         uint32_t last) {
    node->level = (unsigned)cmark_node_get_heading_level(from);
    struct text line = source_line(source, first);
    struct text content;
    if (first == last || line_is_atx(line)) {
        node->part.shape = SHAPE_ATX;
        content = atx_content(line);
    } else {
        node->part.shape = SHAPE_SETEXT;
        content = text_strip(source_text(source, (struct span){node->part.span.begin, source->line_begin[last - 1]}));
    }
    node->part.content = source_span_of(source, content);
}

/* Lines first..last (numbers from 1) as a part; trailing blank lines are left out where the node does not own them. */
static struct span lines_span(const struct source *source, uint32_t first, uint32_t *last, bool keep_blank) {
    while (!keep_blank && *last > first && line_is_blank(source, *last))
        --*last;
    return (struct span){source_line_span(source, first).begin, source_line_span(source, *last).end};
}

struct builder {
    const struct source *source;
    struct arena *arena;
    struct node_list list;
    uint32_t capacity;
    bool plain_bytes; /* neither CR nor NUL nor invalid UTF-8: literals are the source's own bytes */
};

static struct node *add(struct builder *builder, uint32_t line) {
    if (builder->list.count == builder->capacity) {
        builder->capacity = builder->capacity ? builder->capacity * 2 : 256;
        builder->list.nodes =
            memory_grow(builder->list.nodes, builder->capacity, sizeof *builder->list.nodes);
    }
    struct node *node = &builder->list.nodes[builder->list.count++];
    *node = (struct node){.line = line, .part = {.node = UINT32_MAX}};
    return node;
}

/* Lines between two nodes that are not blank: link reference definitions, which libcmark takes out of the tree. */
static void add_definitions(struct builder *builder, uint32_t from, uint32_t before) {
    for (uint32_t line = from; line < before; line++) {
        if (line_is_blank(builder->source, line))
            continue;
        uint32_t last = line;
        while (last + 1 < before && !line_is_blank(builder->source, last + 1))
            last++;
        struct node *node = add(builder, line);
        node->part.shape = SHAPE_DEFINITIONS;
        node->part.span = lines_span(builder->source, line, &last, false);
        node->part.content = node->part.span;
        line = last;
    }
}

/* libcmark's end line of an HTML block that ends with its own mark ("-->") is one too small. */
static uint32_t html_end(const struct source *source, uint32_t start, uint32_t end, uint32_t limit) {
    if (end < start)
        return start;
    return end < limit && !line_is_blank(source, end + 1) ? end + 1 : end;
}

static void add_node(struct builder *builder, cmark_node *from, uint32_t number, uint32_t first, uint32_t last) {
    const struct source *source = builder->source;
    struct node *node = add(builder, first);
    cmark_node_type type = cmark_node_get_type(from);
    bool code = type == CMARK_NODE_CODE_BLOCK;
    struct text opening = source_line(source, first);
    opening = text_from(opening, text_run(text_slice(opening, 0, 3), ' '));
    bool fence = code && opening.len && (*opening.at == '`' || *opening.at == '~');
    node->part.node = number;
    node->part.span = lines_span(source, first, &last, fence || type == CMARK_NODE_HTML_BLOCK);
    node->part.content = node->part.span;
    switch (type) {
    case CMARK_NODE_HEADING: read_heading(source, from, node, first, last); break;
    case CMARK_NODE_CODE_BLOCK:
        node->part.shape = fence ? SHAPE_FENCE : SHAPE_INDENTED;
        if (fence)
            read_fence(source, node, first, last);
        read_code(source, from, node, builder->plain_bytes, builder->arena);
        break;
    case CMARK_NODE_PARAGRAPH:
        node->part.shape = SHAPE_PARAGRAPH;
        node->part.content = source_span_of(source, text_strip(source_text(source, node->part.span)));
        break;
    case CMARK_NODE_LIST: node->part.shape = SHAPE_LIST; break;
    case CMARK_NODE_BLOCK_QUOTE: node->part.shape = SHAPE_QUOTE; break;
    case CMARK_NODE_THEMATIC_BREAK: node->part.shape = SHAPE_BREAK; break;
    default: node->part.shape = SHAPE_HTML; break;
    }
}

struct node_list markdown_parse(const struct source *source, uint32_t body, struct arena *arena) {
    struct text bytes = text_from(source->bytes, body);
    struct builder builder = {.source = source, .arena = arena};
    bool valid = utf8_valid_until(bytes) == bytes.len;
    builder.plain_bytes = valid && text_find_byte(bytes, '\r', 0) == TEXT_NONE &&
                          text_find_byte(bytes, '\0', 0) == TEXT_NONE;
    cmark_node *root = parse_checked(bytes, valid);
    uint32_t shift = source_line_at(source, body) - 1; /* lines before the body */
    uint32_t next = shift + 1, number = 0;             /* first line that no node has yet */
    for (cmark_node *node = cmark_node_first_child(root), *after; node; node = after) {
        after = cmark_node_next(node);
        uint32_t first = (uint32_t)cmark_node_get_start_line(node) + shift;
        uint32_t limit = after ? (uint32_t)cmark_node_get_start_line(after) + shift - 1 : source->line_count;
        int given = cmark_node_get_end_line(node);
        uint32_t last = given > 0 ? (uint32_t)given + shift : 0;
        if (cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK)
            last = html_end(source, first, last, limit);
        if (last < first)
            last = first;
        if (last > limit && limit >= first)
            last = limit;
        add_definitions(&builder, next, first);
        add_node(&builder, node, number++, first, last);
        next = last + 1;
    }
    if (source->bytes.len > body)
        add_definitions(&builder, next, source->line_count + 1);
    struct node_list list = builder.list;
    list.nodes = arena_get(arena, (list.count ? list.count : 1) * sizeof *list.nodes);
    if (list.count)
        memcpy(list.nodes, builder.list.nodes, list.count * sizeof *list.nodes);
    free(builder.list.nodes);
    arena_reset(&cmark_arena);
    return list;
}

static cmark_node *parse_page(struct text page) {
    struct front_matter front_matter = {0};
    return parse(text_from(page, front_matter_split(page, &front_matter)));
}

void markdown_html(struct text page, struct buf *out) {
    buf_add_string(out, cmark_render_html(parse_page(page), CMARK_OPT_UNSAFE));
    arena_reset(&cmark_arena);
}

int markdown_compare(struct text before, struct text after, bool *changed, size_t changed_count) {
    cmark_node *old_root = parse_page(before), *new_root = parse_page(after);
    int result = 0;
    if (strcmp(cmark_render_html(old_root, CMARK_OPT_UNSAFE), cmark_render_html(new_root, CMARK_OPT_UNSAFE)) != 0) {
        cmark_node *a = cmark_node_first_child(old_root), *b = cmark_node_first_child(new_root);
        for (size_t i = 0; a && b; i++, a = cmark_node_next(a), b = cmark_node_next(b))
            if (i < changed_count)
                changed[i] = strcmp(cmark_render_html(a, CMARK_OPT_UNSAFE), cmark_render_html(b, CMARK_OPT_UNSAFE)) != 0;
        result = a || b ? 2 : 1;
    }
    arena_reset(&cmark_arena);
    return result;
}

/* Whether the content may render as something else than its own bytes. */
static bool has_marks(struct text content) {
    for (size_t i = 0; i < content.len; i++)
        if (strchr("*_`[]<&\\!", content.at[i]) || byte_is_eol(content.at[i])) /* a NUL, too */
            return true;
    return false;
}

void markdown_heading_text(struct text content, struct buf *out) {
    if (!has_marks(content)) {
        buf_add(out, content);
        return;
    }
    struct buf heading = {0};
    bool lines = text_find_byte(content, '\n', 0) != TEXT_NONE || text_find_byte(content, '\r', 0) != TEXT_NONE;
    buf_add_string(&heading, lines ? "" : "# ");
    buf_add(&heading, content);
    buf_add_string(&heading, lines ? "\n===\n" : " #\n");
    cmark_iter *iter = cmark_iter_new(parse(buf_text(&heading)));
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_IMAGE && event == CMARK_EVENT_ENTER)
            cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
        else if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
            buf_add_string(out, cmark_node_get_literal(node));
        else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
            buf_add_byte(out, '\n');
    }
    buf_free(&heading);
    arena_reset(&cmark_arena);
}

/* Containers deeper than this leave no marks in rendered text, or its size would be depth times lines. */
enum { FLOW_DEPTH = 48 };

struct flow_level {
    cmark_node_type type; /* block quote, list or item */
    bool pending;         /* its mark was not written yet */
    int number;           /* lists: of the next item; items: its own; -1 for bullets */
    unsigned width;       /* items: of the mark */
};

/* Lines of rendered text that are being written; each begins when it has something that shows. */
struct flow {
    struct buf *out;
    struct buf blanks; /* not written until something follows them */
    bool begun;        /* out holds a line */
    bool in_line;
    size_t depth;
    struct flow_level levels[FLOW_DEPTH];
};

static void begin_line(struct flow *flow) {
    if (flow->in_line)
        return;
    if (flow->begun)
        buf_add_byte(flow->out, '\n');
    flow->begun = flow->in_line = true;
    for (size_t i = 0; i < flow->depth && i < FLOW_DEPTH; i++) {
        struct flow_level *level = &flow->levels[i];
        size_t from = flow->out->len;
        if (level->type == CMARK_NODE_BLOCK_QUOTE)
            buf_add_string(flow->out, "> ");
        else if (level->type == CMARK_NODE_ITEM && !level->pending)
            buf_add_run(flow->out, ' ', level->width);
        else if (level->type == CMARK_NODE_ITEM && level->number < 0)
            buf_add_string(flow->out, "- ");
        else if (level->type == CMARK_NODE_ITEM)
            buf_print(flow->out, "%d. ", level->number);
        if (level->pending)
            level->width = (unsigned)(flow->out->len - from);
        level->pending = false;
    }
}

static void end_line(struct flow *flow) {
    flow->in_line = false;
    buf_cut(&flow->blanks, 0);
}

static void add_shown(struct flow *flow, struct text t) {
    for (size_t at = 0, end; at < t.len; at = end) {
        end = at + 1;
        if (byte_is_eol(t.at[at])) {
            end_line(flow);
        } else if (byte_is_blank(t.at[at])) {
            buf_add_byte(&flow->blanks, t.at[at]);
        } else {
            while (end < t.len && !byte_is_eol(t.at[end]) && !byte_is_blank(t.at[end]))
                end++;
            begin_line(flow);
            buf_add(flow->out, buf_text(&flow->blanks));
            buf_add(flow->out, text_slice(t, at, end));
            buf_cut(&flow->blanks, 0);
        }
    }
}

static void add_shown_lines(struct flow *flow, const char *literal, const char *indent) {
    struct text rest = text_of(literal), line;
    while (text_next_line(&rest, &line)) {
        if (text_is_blank(line))
            continue;
        end_line(flow);
        add_shown(flow, text_of(indent));
        add_shown(flow, line);
    }
    end_line(flow);
}

static void enter_container(struct flow *flow, cmark_node *node, cmark_node_type type) {
    if (flow->depth < FLOW_DEPTH) {
        struct flow_level level = {.type = type, .pending = type != CMARK_NODE_LIST, .number = -1};
        struct flow_level *parent = flow->depth ? &flow->levels[flow->depth - 1] : NULL;
        if (type == CMARK_NODE_LIST && cmark_node_get_list_type(node) == CMARK_ORDERED_LIST)
            level.number = cmark_node_get_list_start(node);
        if (type == CMARK_NODE_ITEM && parent && parent->number >= 0)
            level.number = parent->number++;
        flow->levels[flow->depth] = level;
    }
    flow->depth++;
}

/* An empty item or quote shows as its mark alone. */
static void leave_container(struct flow *flow) {
    end_line(flow);
    if (flow->depth <= FLOW_DEPTH && flow->levels[flow->depth - 1].pending) {
        begin_line(flow);
        while (flow->out->len && byte_is_blank(flow->out->at[flow->out->len - 1]))
            buf_cut(flow->out, flow->out->len - 1);
        end_line(flow);
    }
    flow->depth--;
}

static void add_leaf(struct flow *flow, cmark_node *node, cmark_node_type type) {
    switch (type) {
    case CMARK_NODE_TEXT:
    case CMARK_NODE_CODE:
    case CMARK_NODE_HTML_INLINE: add_shown(flow, text_of(cmark_node_get_literal(node))); break;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK: end_line(flow); break;
    case CMARK_NODE_IMAGE:
    case CMARK_NODE_LINK:
        if (!cmark_node_first_child(node))
            add_shown(flow, text_of(cmark_node_get_url(node)));
        break;
    case CMARK_NODE_CODE_BLOCK: add_shown_lines(flow, cmark_node_get_literal(node), "    "); break;
    case CMARK_NODE_HTML_BLOCK: add_shown_lines(flow, cmark_node_get_literal(node), ""); break;
    case CMARK_NODE_THEMATIC_BREAK:
        add_shown(flow, TEXT("* * *"));
        end_line(flow);
        break;
    default: break;
    }
}

void markdown_text(struct text markdown, struct buf *out) {
    struct flow flow = {.out = out};
    cmark_iter *iter = cmark_iter_new(parse(markdown));
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        bool container = type == CMARK_NODE_BLOCK_QUOTE || type == CMARK_NODE_LIST || type == CMARK_NODE_ITEM;
        if (container && event == CMARK_EVENT_ENTER)
            enter_container(&flow, node, type);
        else if (container)
            leave_container(&flow);
        else if (event == CMARK_EVENT_ENTER)
            add_leaf(&flow, node, type);
        else if (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING)
            end_line(&flow);
    }
    buf_free(&flow.blanks);
    arena_reset(&cmark_arena);
}
