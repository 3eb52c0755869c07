/* SPDX-License-Identifier: MIT */
#include "rule/links.h"

#include <stdlib.h>

#include "base/memory.h"
#include "rule/code_span.h"
#include "rule/container.h"

enum {
    OPEN_BRACKETS = 64,
    LONGEST_PIECE = 4096, /* bytes of a destination, a title or a definition's label */
};

struct bracket {
    size_t at; /* of "[" */
    bool image, used;
};

/* Where the scanner stands in one run of text. */
struct scan {
    const struct document *document;
    struct links *links;
    const struct part *part;
    const struct block *block;
    struct text t;
    size_t at;
    bool no_angle, no_comment_end; /* what is known not to come any more */
    struct code_spans spans;
    struct bracket brackets[OPEN_BRACKETS];
    size_t depth;
};

/* What "(…)" or the rest of a definition holds. */
struct target {
    struct text destination;
    size_t end; /* behind it */
};

static bool is_space(char c) { return byte_is_blank(c) || byte_is_eol(c); }

static size_t skip_space(struct text t, size_t at) {
    while (at < t.len && is_space(t.at[at]))
        at++;
    return at;
}

/* A destination (CommonMark 0.30, 6.3): its text and the offset behind it. */
static bool read_destination(struct text t, size_t at, struct target *target) {
    size_t limit = at + LONGEST_PIECE < t.len ? at + LONGEST_PIECE : t.len, i = at;
    if (at < limit && t.at[at] == '<') {
        for (i = at + 1; i < limit && t.at[i] != '>' && t.at[i] != '<' && !byte_is_eol(t.at[i]); i++)
            i += t.at[i] == '\\' && i + 1 < limit;
        target->destination = text_slice(t, at + 1, i);
        target->end = i + 1;
        return i < limit && t.at[i] == '>';
    }
    for (unsigned depth = 0; i < limit && (unsigned char)t.at[i] > ' ' && t.at[i] != 0x7F; i++) {
        if (t.at[i] == '\\' && i + 1 < limit && (unsigned char)t.at[i + 1] > ' ')
            i++;
        else if (t.at[i] == '(' && ++depth > 32)
            return false;
        else if (t.at[i] == ')' && depth-- == 0)
            break;
    }
    target->destination = text_slice(t, at, i);
    target->end = i;
    return i < limit || limit == t.len;
}

/* The offset behind a title that begins at `at`, or TEXT_NONE. */
static size_t behind_title(struct text t, size_t at) {
    char close = t.at[at] == '(' ? ')' : t.at[at];
    if (close != '"' && close != '\'' && close != ')')
        return TEXT_NONE;
    size_t limit = at + LONGEST_PIECE < t.len ? at + LONGEST_PIECE : t.len;
    for (size_t i = at + 1; i < limit; i++) {
        if (t.at[i] == close)
            return i + 1;
        i += t.at[i] == '\\';
    }
    return TEXT_NONE;
}

/* "(destination "title")" at an offset. */
static bool read_target(struct text t, size_t at, struct target *target) {
    size_t begin = skip_space(t, at + 1);
    if (!read_destination(t, begin, target))
        return false;
    size_t end = skip_space(t, target->end);
    if (end < t.len && end > target->end && t.at[end] != ')') {
        end = behind_title(t, end);
        if (end == TEXT_NONE)
            return false;
        end = skip_space(t, end);
    }
    target->end = end + 1;
    return end < t.len && t.at[end] == ')';
}

static void add_link(struct scan *scan, struct link link, struct text destination) {
    struct links *links = scan->links;
    MEMORY_ROOM(links->items, links->count, links->capacity);
    size_t hash = text_find_byte(destination, '#', 0);
    link.destination = source_span_of(scan->document->source, destination);
    link.has_fragment = hash != TEXT_NONE;
    link.fragment = link.destination;
    link.fragment.begin = link.has_fragment ? link.destination.begin + (uint32_t)hash + 1 : link.destination.end;
    link.part = scan->part;
    link.block = scan->block;
    links->items[links->count++] = link;
}

static struct span span_between(const struct scan *scan, size_t begin, size_t end) {
    return source_span_of(scan->document->source, text_slice(scan->t, begin, end));
}

/* A closing bracket: a link where a target follows and its opening bracket is still free. */
static size_t behind_bracket(struct scan *scan) {
    size_t next = scan->at + 1;
    if (!scan->depth)
        return next;
    struct bracket *open = &scan->brackets[--scan->depth];
    struct target target;
    if (open->used || next >= scan->t.len || scan->t.at[next] != '(' || !read_target(scan->t, next, &target))
        return next;
    struct link link = {.image = open->image};
    link.span = span_between(scan, open->at - open->image, target.end);
    link.text = span_between(scan, open->at + 1, scan->at);
    add_link(scan, link, target.destination);
    for (size_t i = 0; !link.image && i < scan->depth; i++) /* a link holds no other */
        scan->brackets[i].used = scan->brackets[i].used || !scan->brackets[i].image;
    return target.end;
}

static void open_bracket(struct scan *scan) {
    bool image = scan->at && scan->t.at[scan->at - 1] == '!' && !(scan->at > 1 && scan->t.at[scan->at - 2] == '\\');
    if (scan->depth == OPEN_BRACKETS) { /* the outermost is forgotten */
        memmove(scan->brackets, scan->brackets + 1, (OPEN_BRACKETS - 1) * sizeof *scan->brackets);
        scan->depth--;
    }
    scan->brackets[scan->depth++] = (struct bracket){scan->at, image, false};
}

/* Offset behind a comment, tag or autolink that opens here. */
static size_t behind_angle(struct scan *scan) {
    struct text t = scan->t;
    if (text_starts(text_from(t, scan->at), "<!--") && !scan->no_comment_end) {
        size_t end = text_find(t, TEXT("-->"), scan->at);
        scan->no_comment_end = end == TEXT_NONE;
        return end == TEXT_NONE ? scan->at + 4 : end + 3;
    }
    char next = scan->at + 1 < t.len ? t.at[scan->at + 1] : ' ';
    if (scan->no_angle || !(byte_is_alpha(next) || next == '/'))
        return scan->at + 1;
    size_t end = text_find_byte(t, '>', scan->at);
    scan->no_angle = end == TEXT_NONE;
    return end == TEXT_NONE ? scan->at + 1 : end + 1;
}

/* "[label]: destination "title"" at an offset; gives the offset behind its line, or `at`. */
static size_t behind_definition(struct scan *scan, size_t at) {
    struct text t = scan->t;
    size_t open = at;
    while (open < t.len && open - at < 3 && t.at[open] == ' ')
        open++;
    size_t close = open + 1;
    size_t limit = open + LONGEST_PIECE < t.len ? open + LONGEST_PIECE : t.len;
    while (close < limit && t.at[close] != ']' && t.at[close] != '[')
        close += t.at[close] == '\\' ? 2 : 1;
    if (open + 2 >= t.len || t.at[open] != '[' || t.at[open + 1] == '^' || close + 1 >= limit || t.at[close] != ']' ||
        t.at[close + 1] != ':')
        return at;
    struct target target;
    size_t begin = skip_space(t, close + 2);
    if (begin >= t.len || !read_destination(t, begin, &target) || !target.destination.len)
        return at;
    size_t end = target.end;
    while (end < t.len && byte_is_blank(t.at[end]))
        end++;
    if (end < t.len && !byte_is_eol(t.at[end])) {
        end = end > target.end ? behind_title(t, end) : TEXT_NONE;
        while (end != TEXT_NONE && end < t.len && byte_is_blank(t.at[end]))
            end++;
        if (end == TEXT_NONE || (end < t.len && !byte_is_eol(t.at[end])))
            return at;
    }
    struct link link = {.definition = true, .span = span_between(scan, open, target.end)};
    link.text = span_between(scan, open + 1, close);
    add_link(scan, link, target.destination);
    return end < t.len && byte_is_eol(t.at[end]) ? end + 1 : end;
}

/* Whether a closing bracket is followed by what links and definitions have there. */
static bool may_hold_links(struct text t) {
    for (size_t at = 0; (at = text_find_byte(t, ']', at)) != TEXT_NONE; at++)
        if (at + 1 < t.len && (t.at[at + 1] == '(' || t.at[at + 1] == ':'))
            return true;
    return false;
}

static void scan_text(struct scan *scan, struct text t) {
    if (!may_hold_links(t))
        return;
    scan->t = t;
    scan->depth = 0;
    scan->no_angle = scan->no_comment_end = false;
    scan->spans = (struct code_spans){0};
    scan->at = 0;
    for (size_t next; (next = behind_definition(scan, scan->at)) != scan->at;)
        scan->at = next;
    while (scan->at < t.len) {
        switch (t.at[scan->at]) {
        case '\\': scan->at += 2; break;
        case '`': scan->at = code_span_end(&scan->spans, t, scan->at); break;
        case '<': scan->at = behind_angle(scan); break;
        case '[':
            open_bracket(scan);
            scan->at++;
            break;
        case ']': scan->at = behind_bracket(scan); break;
        default: scan->at++;
        }
    }
}

/* A line of a container. */
struct line {
    bool blank;
    bool begins;    /* an item or a heading, so that no link goes across */
    size_t indent;  /* blanks before its text; quote marks count as blanks */
    size_t content; /* items: where their text begins */
};

static struct line read_line(struct text line) {
    struct line read = {0};
    struct text t = text_trim_left(line);
    while (t.len && *t.at == '>')
        t = text_trim_left(text_from(t, 1));
    read.blank = !t.len;
    read.indent = line.len - t.len;
    size_t digits = 0;
    while (digits < t.len && digits < 9 && byte_is_digit(t.at[digits]))
        digits++;
    bool mark = digits ? digits < t.len && (t.at[digits] == '.' || t.at[digits] == ')')
                       : t.len && strchr("-*+#", *t.at) != NULL;
    size_t behind = digits + 1;
    read.begins = mark && (behind >= t.len || byte_is_blank(t.at[behind]) || *t.at == '#');
    read.content = read.indent + behind + 1;
    return read;
}

/* Text of a container between two fences, paragraph by paragraph. */
static void scan_lines(struct scan *scan, struct span span) {
    struct text all = source_text(scan->document->source, span), rest = all, line;
    if (!may_hold_links(all))
        return;
    size_t begin = 0, content = 0;
    bool after_blank = false, code = false; /* of the text from begin on: it is indented code */
    while (text_next_line(&rest, &line)) {
        size_t at = (size_t)(line.at - all.at);
        struct line read = read_line(line);
        if (read.blank || read.begins || (after_blank && !code) || (code && read.indent < content + 4)) {
            if (!code)
                scan_text(scan, text_slice(all, begin, at));
            begin = at;
            code = content && !read.blank && after_blank && read.indent >= content + 4;
        }
        if (read.begins && !code)
            content = read.content;
        after_blank = read.blank;
    }
    if (!code)
        scan_text(scan, text_from(all, begin));
}

static void scan_container(struct scan *scan) {
    if (!may_hold_links(source_text(scan->document->source, scan->part->span)))
        return;
    struct container_scan fences;
    struct container_fence fence;
    uint32_t at = scan->part->span.begin;
    container_scan_init(&fences, scan->document->source, scan->part);
    while (container_next_fence(&fences, &fence)) {
        scan_lines(scan, (struct span){at, fence.span.begin});
        at = fence.span.end;
    }
    scan_lines(scan, (struct span){at, scan->part->span.end});
}

static void scan_part(struct scan *scan) {
    const struct source *source = scan->document->source;
    switch (scan->part->shape) {
    case SHAPE_PARAGRAPH:
    case SHAPE_DEFINITIONS: scan_text(scan, source_text(source, scan->part->span)); break;
    case SHAPE_ATX:
    case SHAPE_SETEXT: scan_text(scan, source_text(source, scan->part->content)); break;
    case SHAPE_LIST:
    case SHAPE_QUOTE: scan_container(scan); break;
    default: break;
    }
}

static void scan_blocks(struct scan *scan, uint32_t first, uint32_t count) {
    for (uint32_t i = first; i < first + count; i++) {
        scan->block = &scan->document->blocks[i];
        for (uint32_t k = 0; k < scan->block->part_count; k++) {
            scan->part = &scan->block->parts[k];
            scan_part(scan);
        }
    }
}

void links_collect(const struct document *document, struct links *links) {
    struct scan scan = {.document = document, .links = links};
    *links = (struct links){0};
    scan_blocks(&scan, 0, document->lead_count);
    for (uint32_t i = 0; i < document->entry_count; i++) {
        const struct entry *entry = &document->entries[i];
        scan.block = NULL;
        scan.part = &entry->part;
        scan_part(&scan);
        scan_blocks(&scan, entry->first_block, entry->block_count);
    }
}

void links_free(struct links *links) {
    free(links->items);
    *links = (struct links){0};
}

static int hex_digit(char c) {
    if (byte_is_digit(c))
        return c - '0';
    char l = byte_lower(c);
    return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

static bool is_punctuation(char c) {
    return c > ' ' && c < 0x7F && !byte_is_alpha(c) && !byte_is_digit(c);
}

void link_decode(struct text written, struct buf *out) {
    buf_add_string(out, "");
    for (size_t i = 0; i < written.len; i++) {
        char c = written.at[i];
        if (c == '%' && i + 2 < written.len && hex_digit(written.at[i + 1]) >= 0 && hex_digit(written.at[i + 2]) >= 0) {
            c = (char)(hex_digit(written.at[i + 1]) * 16 + hex_digit(written.at[i + 2]));
            i += 2;
        } else if (c == '\\' && i + 1 < written.len && is_punctuation(written.at[i + 1])) {
            c = written.at[++i];
        } else if (text_starts(text_from(written, i), "&amp;")) {
            i += strlen("amp;");
        }
        buf_add_byte(out, c);
    }
}

struct text link_path(const struct document *document, const struct link *link) {
    struct text t = source_text(document->source, link->destination);
    t = text_slice(t, 0, text_find_byte(t, '#', 0));
    return text_slice(t, 0, text_find_byte(t, '?', 0));
}

enum link_kind link_kind(const struct document *document, const struct link *link) {
    struct text t = source_text(document->source, link->destination);
    size_t i = 0;
    if (t.len && t.at[0] == '#')
        return LINK_HERE;
    if (!t.len || t.at[0] == '?' || text_starts(t, "//") || text_find(t, TEXT("{{"), 0) != TEXT_NONE)
        return LINK_EXTERNAL;
    if (t.at[0] == '/')
        return LINK_ABSOLUTE;
    while (i < t.len && (byte_is_alpha(t.at[i]) || (i && (byte_is_digit(t.at[i]) || strchr("+.-", t.at[i])))))
        i++;
    return i > 1 && i < t.len && t.at[i] == ':' ? LINK_EXTERNAL : LINK_RELATIVE;
}
