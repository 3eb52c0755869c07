/* SPDX-License-Identifier: MIT */
#include "command/shapes.h"

#include "read/read.h"

struct proof {
    const struct document *document;
    struct text page, written;
    int definitions; /* whether the page may define links: 1, 0, or -1 while nobody asked */
};

static bool may_define_links(struct proof *proof) {
    if (proof->definitions < 0)
        proof->definitions = text_find(proof->page, TEXT("]:"), 0) != TEXT_NONE;
    return proof->definitions;
}

static bool holds_any(struct text t, const char *marks) {
    for (; *marks; marks++)
        if (text_find_byte(t, *marks, 0) != TEXT_NONE)
            return true;
    return false;
}

/* What libcmark trims is more than blanks; where content ends in something else, both trim alike. */
static bool is_trimmed(struct text content) {
    return content.len && (unsigned char)content.at[0] > ' ' &&
           (unsigned char)content.at[content.len - 1] > ' ';
}

static bool heading_holds(const struct proof *proof, const struct part *part) {
    struct text content = source_text(proof->document->source, part->content);
    return is_trimmed(content) && (part->shape == SHAPE_ATX || content.at[0] != '[');
}

/* A last line that is indented more closes nothing, and is a line of the literal. */
static bool fence_holds(const struct proof *proof, const struct part *part) {
    struct text bytes = source_text(proof->document->source, part->span);
    size_t begin = bytes.len;
    while (begin && bytes.at[begin - 1] != '\n')
        begin--;
    struct text last = text_from(bytes, begin);
    size_t indent = text_run(last, ' ');
    return part->closed && begin && indent < 4 && indent < last.len && last.at[indent] == part->mark;
}

/* A line end before it, so that nothing is taken for front matter or a byte order mark. */
static void render_alone(struct text paragraph, struct buf *html) {
    struct buf page = {0};
    buf_add_byte(&page, '\n');
    buf_add(&page, paragraph);
    markdown_html(buf_text(&page), html);
    buf_free(&page);
}

/* Blanks before a line end act in code spans, raw HTML and links, and behind a backslash. */
static bool paragraph_holds(struct proof *proof, struct text before, struct text after) {
    if (!holds_any(before, "`<[\\"))
        return true;
    if (may_define_links(proof))
        return false;
    struct buf html[2] = {{0}, {0}};
    render_alone(before, &html[0]);
    render_alone(after, &html[1]);
    bool same = text_equal(buf_text(&html[0]), buf_text(&html[1]));
    buf_free(&html[0]);
    buf_free(&html[1]);
    return same;
}

static bool part_holds(struct proof *proof, const struct write_place *place) {
    struct text before = source_text(proof->document->source, place->part->span);
    struct text after = text_slice(proof->written, place->begin, place->end);
    if (text_equal(before, after))
        return true;
    switch (place->part->shape) {
    case SHAPE_ATX:
    case SHAPE_SETEXT: return heading_holds(proof, place->part);
    case SHAPE_FENCE: return fence_holds(proof, place->part);
    case SHAPE_PARAGRAPH: return paragraph_holds(proof, before, after);
    default: return false;
    }
}

enum gap_rule {
    GAP_STAYS,   /* no other gap is known to mean the same */
    GAP_IS_FREE, /* any number of blank lines means the same, none too where there was none */
    GAP_OF_LIST, /* the same, unless its last item ends in a block that blank lines mean something to */
};

static const enum gap_rule gap_rules[SHAPE_COUNT] = {
    /* Closed by their own last line. */
    [SHAPE_ATX] = GAP_IS_FREE,
    [SHAPE_SETEXT] = GAP_IS_FREE,
    [SHAPE_BREAK] = GAP_IS_FREE,
    [SHAPE_FENCE] =
        GAP_IS_FREE, /* where another node follows; one that is not closed reaches to the end of the page */
    /* Closed by a blank line, or by the next node's first line, which then begins that node after a blank
       line, too. */
    [SHAPE_PARAGRAPH] = GAP_IS_FREE,
    [SHAPE_QUOTE] = GAP_IS_FREE,
    /* Blank lines at its end are no part of it (4.4). */
    [SHAPE_INDENTED] = GAP_IS_FREE,
    /* Blank lines behind the last item make no list loose (5.3). */
    [SHAPE_LIST] = GAP_OF_LIST,
    /* Where it ends is for its own marks to say, and libcmark's line numbers are not to be trusted there. */
    [SHAPE_HTML] = GAP_STAYS,
    /* It has no node: where it ends is not known for certain. */
    [SHAPE_DEFINITIONS] = GAP_STAYS,
};

/* Fences and HTML may be open at the end of an item, and blank lines behind it are then theirs. A link
 * definition there makes libcmark 0.30 take the list for a loose one, unless a blank line follows. */
static bool list_is_closed(struct text list) {
    static const char *const marks[] = {"```", "~~~", "<", "]:", NULL};
    for (size_t i = 0; marks[i]; i++)
        if (text_find(list, text_of(marks[i]), 0) != TEXT_NONE)
            return false;
    return true;
}

/* The gap behind a part; next is NULL behind the last one. */
static bool gap_holds(const struct proof *proof, const struct part *part, const struct part *next) {
    struct text gap = text_slice(proof->page, part->span.end, next ? next->span.begin : proof->page.len);
    if (next ? text_is(gap, "\n\n") : gap.len == 0 || text_is(gap, "\n"))
        return true;
    if (!text_is_blank(gap) || (next && next->shape == SHAPE_DEFINITIONS))
        return false;
    if (!next && part->shape == SHAPE_FENCE && !fence_holds(proof, part))
        return false;
    if (next && part->shape == SHAPE_PARAGRAPH && next->shape == SHAPE_PARAGRAPH && text_is(gap, "\n"))
        return false; /* what parts them was taken for no node */
    switch (gap_rules[part->shape]) {
    case GAP_IS_FREE: return true;
    case GAP_OF_LIST: return list_is_closed(source_text(proof->document->source, part->span));
    default: return false;
    }
}

bool shapes_hold(const struct document *document, struct text written, const struct write_places *places) {
    struct proof proof = {document, document->source->bytes, written, -1};
    /* Carriage returns, and a byte order mark that libcmark skips in its first line, are taken away before.
     */
    if (text_find_byte(proof.page, '\r', 0) != TEXT_NONE ||
        text_find(proof.page, TEXT("\xEF\xBB\xBF"), 0) != TEXT_NONE)
        return false;
    uint32_t begin = places->count ? places->at[0].part->span.begin : (uint32_t)proof.page.len;
    if (!text_is_blank(text_slice(proof.page, document->body, begin)))
        return false;
    for (size_t i = 0; i < places->count; i++) {
        const struct part *part = places->at[i].part,
                          *next = i + 1 < places->count ? places->at[i + 1].part : NULL;
        if (!part_holds(&proof, &places->at[i]) || !gap_holds(&proof, part, next))
            return false;
    }
    return true;
}
