/* SPDX-License-Identifier: MIT */
/* The block structure of a page (CommonMark 0.30, chapters 4 and 5), as far as it is plain: headings, fences,
 * breaks and paragraphs that stand outside of everything else are found here, line by line, in a fraction of
 * the time that libcmark takes. Lists, quotes, HTML, indented code, link reference definitions, and what is
 * in any doubt, go to libcmark: from the line where they begin, where no block is open, to a line that closes
 * whatever was. That the result is what libcmark makes of the whole page is for tests to show
 * (markdown_parse_whole). */
#include "read/nodes.h"

enum { FENCE_LONGEST = 255, CODE_INDENT = 4, ORDERED_DIGITS = 9 };

enum line_kind {
    LINE_BLANK,
    LINE_CODE, /* indented by four columns or more */
    LINE_TEXT,
    LINE_BRACKET, /* text that begins with "[": perhaps a link reference definition */
    LINE_ATX,
    LINE_FENCE,
    LINE_BREAK,
    LINE_ITEM,
    LINE_QUOTE,
    LINE_HTML, /* perhaps */
};

struct line {
    enum line_kind kind;
    unsigned indent;  /* columns; CODE_INDENT stands for more, too */
    struct text rest; /* from the first byte that is no blank */
};

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_break(struct text t) {
    size_t count = 0;
    for (size_t i = 0; i < t.len; i++) {
        if (t.at[i] == *t.at)
            count++;
        else if (!byte_is_blank(t.at[i]))
            return false;
    }
    return count >= 3;
}

static bool is_fence_opening(struct text t) {
    size_t run = text_run(t, *t.at);
    return run >= 3 && (*t.at == '~' || text_find_byte(t, '`', run) == TEXT_NONE);
}

/* Bytes of the list mark at the start, and the number of an ordered one (1 for a bullet); 0 for none. */
static size_t list_mark(struct text t, unsigned *number) {
    size_t end = 0;
    *number = 1;
    if (*t.at == '-' || *t.at == '+' || *t.at == '*') {
        end = 1;
    } else {
        *number = 0;
        while (end < t.len && end < ORDERED_DIGITS && byte_is_digit(t.at[end]))
            *number = *number * 10 + (unsigned)(t.at[end++] - '0');
        if (!end || end == t.len || (t.at[end] != '.' && t.at[end] != ')'))
            return 0;
        end++;
    }
    return end == t.len || is_space(t.at[end]) ? end : 0;
}

static enum line_kind kind_of_mark(struct text t) {
    unsigned number;
    switch (*t.at) {
    case '#': return line_atx_level(t) ? LINE_ATX : LINE_TEXT;
    case '`':
    case '~': return is_fence_opening(t) ? LINE_FENCE : LINE_TEXT;
    case '_': return is_break(t) ? LINE_BREAK : LINE_TEXT;
    case '*':
    case '-':
        if (is_break(t))
            return LINE_BREAK;
        return list_mark(t, &number) ? LINE_ITEM : LINE_TEXT;
    case '>': return LINE_QUOTE;
    case '<': return t.len > 1 && (byte_is_alpha(t.at[1]) || strchr("/!?", t.at[1])) ? LINE_HTML : LINE_TEXT;
    case '[': return LINE_BRACKET;
    default: return list_mark(t, &number) ? LINE_ITEM : LINE_TEXT;
    }
}

/* Whether a line that begins with the byte may be anything but text. */
static inline bool is_mark(char c) {
    static const bool marks[128] = {
        ['#'] = true, ['`'] = true, ['~'] = true, ['_'] = true, ['*'] = true, ['-'] = true, ['+'] = true,
        ['>'] = true, ['<'] = true, ['['] = true, ['0'] = true, ['1'] = true, ['2'] = true, ['3'] = true,
        ['4'] = true, ['5'] = true, ['6'] = true, ['7'] = true, ['8'] = true, ['9'] = true};
    return (unsigned char)c < 128 && marks[(unsigned char)c];
}

/* The page has no CR, so that a line ends before its LF. */
static struct line read_line(const struct source *source, uint32_t number) {
    uint32_t begin = source->line_begin[number - 1];
    uint32_t end = number < source->line_count ? source->line_begin[number] - 1 : (uint32_t)source->bytes.len;
    struct line line = {.rest = {source->bytes.at + begin, end - begin}};
    if (number == source->line_count && line.rest.len && line.rest.at[line.rest.len - 1] == '\n')
        line.rest.len--;
    while (line.rest.len && byte_is_blank(*line.rest.at)) {
        line.indent += *line.rest.at == '\t' || line.indent == CODE_INDENT ? CODE_INDENT - line.indent : 1;
        line.rest.at++, line.rest.len--;
    }
    if (!line.rest.len)
        line.kind = LINE_BLANK;
    else if (line.indent == CODE_INDENT)
        line.kind = LINE_CODE;
    else
        line.kind = is_mark(*line.rest.at) ? kind_of_mark(line.rest) : LINE_TEXT;
    return line;
}

/* Whether the line ends a paragraph that it follows; a setext heading's underline was looked for before. */
static bool interrupts(const struct line *line) {
    unsigned number;
    switch (line->kind) {
    case LINE_CODE:
    case LINE_TEXT:
    case LINE_BRACKET: return false;
    case LINE_ITEM:
        return !text_is_blank(text_from(line->rest, list_mark(line->rest, &number))) && number == 1;
    default: return true;
    }
}

/* Whether nothing that was open before can go on in the line: a heading or a fence at the margin, or anything
 * else there after a blank line, but for another item of a list. Only an open fence or HTML block can;
 * libcmark tells of those. */
static bool closes_all(const struct line *line, bool after_blank) {
    if (line->indent > 0 || line->kind == LINE_BLANK)
        return false;
    return line->kind == LINE_ATX || line->kind == LINE_FENCE || (after_blank && line->kind != LINE_ITEM);
}

/* Gives the lines from first on to libcmark; gives the line to go on with. */
static uint32_t take_any(struct node_builder *builder, uint32_t first) {
    const struct source *source = builder->source;
    for (uint32_t least = 1, next;;
         least = 2 * (next - first)) { /* doubled, to keep time linear */
        bool after_blank = false;
        for (next = first + 1; next <= source->line_count; next++) {
            struct line line = read_line(source, next);
            if (next - first >= least && closes_all(&line, after_blank))
                break;
            after_blank = line.kind == LINE_BLANK;
        }
        if (markdown_add_lines(builder, first, next - 1))
            return next;
    }
}

static bool ends_fence(const struct line *line, char mark, size_t length) {
    size_t run = text_run(line->rest, mark);
    return line->indent < CODE_INDENT && run >= length && text_is_blank(text_from(line->rest, run));
}

/* The literal of a fence that the page ends in, without a line end: libcmark gives it one. */
static struct text end_literal(struct node_builder *builder, const struct node *node) {
    struct text body = source_text(builder->source, node->part.body);
    char *copy = arena_get(builder->arena, body.len + 2);
    memcpy(copy, body.at, body.len);
    copy[body.len] = '\n';
    return (struct text){copy, body.len + 1};
}

static uint32_t take_fence(struct node_builder *builder, const struct line *opening, uint32_t first) {
    const struct source *source = builder->source;
    char mark = *opening->rest.at;
    size_t length = text_run(opening->rest, mark);
    uint32_t last = first;
    if (opening->indent > 0 || length > FENCE_LONGEST)
        return take_any(builder, first);
    for (bool closed = false; !closed && last < source->line_count;) {
        struct line line = read_line(source, ++last);
        closed = line.rest.len && *line.rest.at == mark && ends_fence(&line, mark, length);
    }
    struct node *node = nodes_add_fence(builder, first, last);
    if (!node->literal.at)
        node->literal = end_literal(builder, node);
    if (!node->info.at)
        node->info = markdown_info(source_text(source, node->part.info), builder->arena);
    return last + 1;
}

/* Whether a link reference definition may stand at the start of a paragraph of these lines. */
static bool may_define(const struct source *source, uint32_t first, uint32_t last) {
    uint32_t end = last < source->line_count ? source->line_begin[last] : (uint32_t)source->bytes.len;
    struct text lines = source_text(source, (struct span){source->line_begin[first - 1], end});
    return text_find(lines, TEXT("]:"), 0) != TEXT_NONE;
}

static uint32_t take_paragraph(struct node_builder *builder, const struct line *opening, uint32_t first) {
    const struct source *source = builder->source;
    unsigned level = 0;
    uint32_t next = first + 1;
    for (; next <= source->line_count; next++) {
        struct line line = read_line(source, next);
        if (line.kind == LINE_HTML)
            return take_any(builder, first);
        if (line.kind != LINE_BLANK && line.kind != LINE_CODE && (level = line_setext_level(line.rest)))
            break;
        if (interrupts(&line))
            break;
    }
    uint32_t last = level ? next : next - 1;
    if (opening->kind == LINE_BRACKET && may_define(source, first, last))
        return take_any(builder, first);
    if (level)
        nodes_add_heading(builder, level, first, last);
    else
        nodes_add(builder, SHAPE_PARAGRAPH, first, last);
    return last + 1;
}

static uint32_t take_block(struct node_builder *builder, uint32_t first) {
    struct line line = read_line(builder->source, first);
    switch (line.kind) {
    case LINE_BLANK: return first + 1;
    case LINE_TEXT:
    case LINE_BRACKET: return take_paragraph(builder, &line, first);
    case LINE_ATX: nodes_add_heading(builder, line_atx_level(line.rest), first, first); return first + 1;
    case LINE_FENCE: return take_fence(builder, &line, first);
    case LINE_BREAK: nodes_add(builder, SHAPE_BREAK, first, first); return first + 1;
    default: return take_any(builder, first);
    }
}

static struct node_builder begin(const struct source *source, uint32_t body, struct arena *arena) {
    return (struct node_builder){.source = source,
                                 .arena = arena,
                                 .body = body,
                                 .next = source_line_at(source, body),
                                 .plain_bytes = source_is_plain(source)};
}

struct node_list markdown_parse_whole(const struct source *source, uint32_t body, struct arena *arena) {
    struct node_builder builder = begin(source, body, arena);
    if (body < source->bytes.len)
        markdown_add_lines(&builder, builder.next, source->line_count);
    return nodes_take(&builder);
}

/* A byte order mark is no text for libcmark where it begins to read, and only there. */
static bool begins_plain(const struct node_builder *builder) {
    uint32_t body = builder->body;
    return builder->plain_bytes && builder->source->line_begin[builder->next - 1] == body &&
           !text_starts(text_from(builder->source->bytes, body), "\xEF\xBB\xBF");
}

struct node_list markdown_parse(const struct source *source, uint32_t body, struct arena *arena) {
    struct node_builder builder = begin(source, body, arena);
    if (body >= source->bytes.len || !begins_plain(&builder))
        return markdown_parse_whole(source, body, arena);
    for (uint32_t line = builder.next; line <= source->line_count;)
        line = take_block(&builder, line);
    return nodes_take(&builder);
}
