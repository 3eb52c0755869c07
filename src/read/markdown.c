/* SPDX-License-Identifier: MIT */
#include "read/markdown.h"

#include <cmark.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "read/front_matter.h"
#include "read/nodes.h"
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

/* begins: the text is what a page's body begins with. libcmark's own check of UTF-8 takes as long as all the rest of
 * reading, and changes nothing in what is valid. */
static cmark_node *parse_checked(struct text body, bool valid, bool begins) {
    keep_cmark_arena();
    cmark_mem *memory = arena_get(&cmark_arena, sizeof *memory); /* nodes point to it */
    *memory = (cmark_mem){bump_calloc, bump_realloc, bump_free};
    cmark_parser *parser = cmark_parser_new_with_mem(valid ? CMARK_OPT_DEFAULT : CMARK_OPT_VALIDATE_UTF8, memory);
    if (!begins && body.len) { /* a byte order mark is skipped where what is fed begins with it, even within the first line */
        size_t head = text_starts(text_from(body, 1), "\xEF\xBB\xBF") ? 2 : 1;
        cmark_parser_feed(parser, body.at, head);
        body = text_from(body, head);
    }
    cmark_parser_feed(parser, body.at ? body.at : "", body.len);
    return cmark_parser_finish(parser);
}

static cmark_node *parse(struct text body) { return parse_checked(body, utf8_valid_until(body) == body.len, true); }

/* libcmark's end line of an HTML block that ends with its own mark ("-->") is one too small. */
static uint32_t html_end(const struct source *source, uint32_t start, uint32_t end, uint32_t limit) {
    if (end < start)
        return start;
    return end < limit && !text_is_blank(source_line(source, end + 1)) ? end + 1 : end;
}

/* Literals and info strings that do not stand in the source as they are. */
static void copy_code(cmark_node *from, struct node *node, struct arena *arena) {
    if (!node->literal.at)
        node->literal = arena_copy(arena, text_of(cmark_node_get_literal(from)));
    if (!node->info.at && node->part.shape == SHAPE_FENCE)
        node->info = arena_copy(arena, text_of(cmark_node_get_fence_info(from)));
}

static bool is_fence(struct text line) {
    struct text opening = text_from(line, text_run(text_slice(line, 0, 3), ' '));
    return opening.len && (*opening.at == '`' || *opening.at == '~');
}

static void add_code(struct node_builder *builder, cmark_node *from, uint32_t first, uint32_t last) {
    bool fence = is_fence(source_line(builder->source, first));
    struct node *node =
        fence ? nodes_add_fence(builder, first, last) : nodes_add(builder, SHAPE_INDENTED, first, last);
    copy_code(from, node, builder->arena);
}

static void add_node(struct node_builder *builder, cmark_node *from, uint32_t first, uint32_t last) {
    switch (cmark_node_get_type(from)) {
    case CMARK_NODE_HEADING:
        nodes_add_heading(builder, (unsigned)cmark_node_get_heading_level(from), first, last);
        break;
    case CMARK_NODE_CODE_BLOCK: add_code(builder, from, first, last); break;
    case CMARK_NODE_PARAGRAPH: nodes_add(builder, SHAPE_PARAGRAPH, first, last); break;
    case CMARK_NODE_LIST: nodes_add(builder, SHAPE_LIST, first, last); break;
    case CMARK_NODE_BLOCK_QUOTE: nodes_add(builder, SHAPE_QUOTE, first, last); break;
    case CMARK_NODE_THEMATIC_BREAK: nodes_add(builder, SHAPE_BREAK, first, last); break;
    default: nodes_add(builder, SHAPE_HTML, first, last); break;
    }
}

/* Adds the children of root, which stand in lines first..last. */
static void add_nodes(struct node_builder *builder, cmark_node *root, uint32_t first, uint32_t last) {
    uint32_t shift = first - 1; /* lines before those that libcmark saw */
    for (cmark_node *node = cmark_node_first_child(root), *after; node; node = after) {
        after = cmark_node_next(node);
        uint32_t begin = (uint32_t)cmark_node_get_start_line(node) + shift;
        uint32_t limit = after ? (uint32_t)cmark_node_get_start_line(after) + shift - 1 : last;
        int given = cmark_node_get_end_line(node);
        uint32_t end = given > 0 ? (uint32_t)given + shift : 0;
        if (cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK)
            end = html_end(builder->source, begin, end, limit);
        if (end < begin)
            end = begin;
        if (end > limit && limit >= begin)
            end = limit;
        add_node(builder, node, begin, end);
    }
    nodes_add_definitions(builder, last + 1);
}

/* Whether the lines end in a fence or an HTML block that goes on, for all that libcmark saw. */
static bool is_open(const struct node_builder *builder, cmark_node *root, uint32_t first, uint32_t last) {
    cmark_node *node = cmark_node_last_child(root);
    if (!node || cmark_node_get_end_line(node) <= (int)(last - first))
        return false;
    uint32_t begin = first + (uint32_t)cmark_node_get_start_line(node) - 1;
    bool code = cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK;
    return cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK || (code && is_fence(source_line(builder->source, begin)));
}

bool markdown_add_lines(struct node_builder *builder, uint32_t first, uint32_t last) {
    const struct source *source = builder->source;
    uint32_t begin = source->line_begin[first - 1];
    uint32_t end = last < source->line_count ? source->line_begin[last] : (uint32_t)source->bytes.len;
    if (begin < builder->body)
        begin = builder->body;
    bool valid = source->valid == source->bytes.len;
    cmark_node *root = parse_checked(source_text(source, (struct span){begin, end}), valid, begin == builder->body);
    bool whole = last == source->line_count || !is_open(builder, root, first, last);
    if (whole)
        add_nodes(builder, root, first, last);
    arena_reset(&cmark_arena);
    return whole;
}

struct text markdown_info(struct text info, struct arena *arena) {
    struct buf fence = {0};
    buf_add_string(&fence, "~~~ ");
    buf_add(&fence, info);
    struct text read = arena_copy(arena, text_of(cmark_node_get_fence_info(cmark_node_first_child(parse(buf_text(&fence))))));
    buf_free(&fence);
    arena_reset(&cmark_arena);
    return read;
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
    static const bool marks[256] = {['*'] = true, ['_'] = true, ['`'] = true, ['['] = true,  [']'] = true,  ['<'] = true,
                                    ['&'] = true, ['\\'] = true, ['!'] = true, ['\n'] = true, ['\r'] = true, ['\0'] = true};
    for (size_t i = 0; i < content.len; i++)
        if (marks[(unsigned char)content.at[i]])
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
        for (end = at; end < t.len && !byte_is_eol(t.at[end]);)
            end++;
        struct text line = text_slice(t, at, end), shown = text_trim_right(line);
        if (shown.len) {
            begin_line(flow);
            buf_add(flow->out, buf_text(&flow->blanks));
            buf_add(flow->out, shown);
            buf_cut(&flow->blanks, 0);
        }
        buf_add(&flow->blanks, text_from(line, shown.len));
        if (end < t.len) {
            end_line(flow);
            end++;
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

void markdown_text_whole(struct text markdown, struct buf *out) {
    struct flow flow = {.out = out};
    bool valid = utf8_valid_until(markdown) == markdown.len;
    cmark_iter *iter = cmark_iter_new(parse_checked(markdown, valid, false));
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
