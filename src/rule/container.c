/* SPDX-License-Identifier: MIT */
#include "rule/container.h"

/* A line once its quote marks and indentation are off. */
struct stripped {
    struct text text; /* from the first byte that is neither */
    uint32_t quotes;  /* marks taken off */
    uint32_t
        column; /* of text in what is behind the quote marks, tabs counted to the next multiple of four */
};

void container_scan_init(struct container_scan *scan, const struct source *source, const struct part *part) {
    *scan = (struct container_scan){
        .source = source, .rest = source_text(source, part->span), .quote = part->shape == SHAPE_QUOTE};
}

static uint32_t skip_blanks(struct text *t, uint32_t column) {
    while (t->len && byte_is_blank(*t->at)) {
        column = *t->at == '\t' ? column / 4 * 4 + 4 : column + 1;
        *t = text_from(*t, 1);
    }
    return column;
}

/* Takes off blanks and quote marks. Columns go on behind a mark, as if it were blank, so that items of a
 * quote and quotes of an item compare. */
static struct stripped strip_line(struct text line) {
    struct stripped stripped = {.text = line};
    stripped.column = skip_blanks(&stripped.text, 0);
    while (stripped.text.len && *stripped.text.at == '>') {
        stripped.quotes++;
        stripped.text = text_from(stripped.text, 1);
        stripped.column = skip_blanks(&stripped.text, stripped.column + 1);
    }
    return stripped;
}

/* Length of the list marker that the text begins with, without the blanks behind it; 0 for none. */
static size_t marker_length(struct text t) {
    size_t n = 0;
    while (n < t.len && n < 9 && byte_is_digit(t.at[n]))
        n++;
    bool marked = n ? n < t.len && (t.at[n] == '.' || t.at[n] == ')')
                    : t.len && (*t.at == '-' || *t.at == '*' || *t.at == '+');
    if (!marked)
        return 0;
    n++;
    return n == t.len || byte_is_blank(t.at[n]) ? n : 0;
}

/* Opens the items that the line begins with, closes those it is not indented enough for. */
static void follow_items(struct container_scan *scan, struct stripped *line) {
    while (scan->depth && scan->offsets[scan->depth - 1] > line->column)
        scan->depth--;
    size_t length;
    while ((length = marker_length(line->text)) && scan->depth < CONTAINER_DEPTH) {
        uint32_t behind = line->column + (uint32_t)length;
        line->text = text_from(line->text, length);
        line->column = skip_blanks(&line->text, behind);
        bool code = line->text.len == 0 || line->column - behind > 4;
        scan->offsets[scan->depth++] = code ? behind + 1 : line->column;
        while (line->text.len && *line->text.at == '>') {
            line->quotes++;
            line->text = text_from(line->text, 1);
            line->column = skip_blanks(&line->text, line->column + 1);
        }
    }
}

/* Length of the fence that the text begins with; 0 for none. */
static size_t fence_length(struct text t) {
    if (t.len < 3 || (*t.at != '`' && *t.at != '~'))
        return 0;
    size_t n = text_run(t, *t.at);
    if (n < 3 || (*t.at == '`' && text_find_byte(t, '`', n) != TEXT_NONE))
        return 0;
    return n;
}

/* Follows an open fence to its close or to the end of its container. */
static void follow_fence(struct container_scan *scan, struct container_fence *fence,
                         struct stripped opening) {
    uint32_t least = scan->depth ? scan->offsets[scan->depth - 1] : 0;
    size_t length = text_run(opening.text, *opening.text.at);
    struct text line, before = scan->rest;
    while (text_next_line(&scan->rest, &line)) {
        struct stripped stripped = strip_line(line);
        bool outside = stripped.quotes < opening.quotes || (stripped.text.len && stripped.column < least);
        if (outside) { /* the line belongs to what follows */
            scan->rest = before;
            return;
        }
        fence->span.end = source_span_of(scan->source, line).end;
        size_t run = stripped.text.len && *stripped.text.at == *opening.text.at
                         ? text_run(stripped.text, *opening.text.at)
                         : 0;
        if (run >= length && text_is_blank(text_from(stripped.text, run)) && stripped.column < least + 4) {
            fence->closed = true;
            return;
        }
        before = scan->rest;
    }
}

bool container_next_fence(struct container_scan *scan, struct container_fence *fence) {
    struct text line;
    while (text_next_line(&scan->rest, &line)) {
        struct stripped stripped = strip_line(line);
        if (stripped.text.len == 0)
            continue;
        follow_items(scan, &stripped);
        if (stripped.text.len == 0 || fence_length(stripped.text) == 0)
            continue;
        uint32_t base = scan->depth ? scan->offsets[scan->depth - 1] : 0;
        if (!scan->quote && stripped.quotes == 0 && stripped.column >= base + 4)
            continue; /* indented code */
        fence->opening = source_span_of(scan->source, text_trim_right(stripped.text));
        fence->span = fence->opening;
        fence->closed = false;
        follow_fence(scan, fence, stripped);
        return true;
    }
    return false;
}
