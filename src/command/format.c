/* SPDX-License-Identifier: MIT */
#include "command/format.h"

#include <stdlib.h>

#include "base/memory.h"
#include "command/shapes.h"
#include "read/front_matter.h"
#include "read/markdown.h"
#include "read/page.h"

enum { ROUNDS_MOST = 6, SETTLE_MOST = 4 };

static enum block_kind kind_of(enum shape shape) {
    switch (shape) {
    case SHAPE_ATX:
    case SHAPE_SETEXT: return BLOCK_HEADING;
    case SHAPE_FENCE:
    case SHAPE_INDENTED: return BLOCK_CODE;
    case SHAPE_BREAK: return BLOCK_SEPARATOR;
    default: return BLOCK_PROSE;
    }
}

/* Reads the page as a document of blocks, one for each node: entries and labels mean nothing to the layout.
 * Frees nothing. Gives the number of libcmark's nodes. */
static uint32_t read_blocks(const struct read_context *context, const struct source *source,
                            struct document *document, struct report *report) {
    *document = (struct document){.source = source, .profiles = context->profiles};
    document->profile = profiles_at(context->profiles, 0);
    encoding_check(document, report);
    document->body = front_matter_split(source->bytes, &document->front_matter);
    front_matter_read(document, report);
    if (document->unreadable || document->front_matter.unclosed)
        return 0;
    struct node_list nodes = markdown_parse(source, document->body, &document->arena);
    uint32_t numbered = 0;
    document->blocks = ARENA_ARRAY(&document->arena, struct block, nodes.count);
    document->block_count = document->lead_count = nodes.count;
    for (uint32_t i = 0; i < nodes.count; i++) {
        const struct node *node = &nodes.nodes[i];
        document->blocks[i] = (struct block){.kind = kind_of(node->part.shape),
                                             .span = node->part.span,
                                             .text = node->literal,
                                             .parts = &node->part,
                                             .part_count = 1,
                                             .line = node->line,
                                             .level = node->level,
                                             .confidence = 1};
        numbered += node->part.node != UINT32_MAX;
    }
    return numbered;
}

static bool same_front_matter(struct text before, struct text after) {
    struct front_matter a = {0}, b = {0};
    struct buf unix_a = {0};
    front_matter_split(before, &a);
    front_matter_split(after, &b);
    buf_add_unix(&unix_a, a.text);
    bool same = a.present == b.present && a.unclosed == b.unclosed && text_equal(buf_text(&unix_a), b.text);
    buf_free(&unix_a);
    return same;
}

enum law {
    LAW_BROKEN, /* nothing helps */
    LAW_PROVEN, /* by its shapes, or since nothing changes: it is canonical, too */
    LAW_FOUND,  /* the HTML is the same */
};

/* Writes the document so that the HTML stays: what differs is written again as it stood. */
static enum law write_and_compare(const struct document *document, uint32_t count, struct buf *out) {
    struct text page = document->source->bytes;
    unsigned char *keep = memory_get_zeroed(count + 1, 1);
    bool *changed = memory_get_zeroed(count + 1, sizeof *changed);
    struct write_options options = {.keep = keep, .keep_count = count};
    enum law law = LAW_BROKEN;
    for (int round = 0; round < ROUNDS_MOST && law == LAW_BROKEN; round++) {
        buf_cut(out, 0);
        write_markdown(document, &options, out);
        if (text_equal(page, buf_text(out)))
            law = LAW_PROVEN;
        else if (markdown_compare(page, buf_text(out), changed, count) == 0 &&
                 same_front_matter(page, buf_text(out)))
            law = LAW_FOUND;
        for (uint32_t i = 0; i < count; i++)
            keep[i] = (unsigned char)(keep[i] + (changed[i] && keep[i] < KEEP_GAP));
    }
    free(keep);
    free(changed);
    return law;
}

/* The same, without a look at HTML where shapes tell that nothing has to be kept. */
static enum law write_lawfully(const struct document *document, uint32_t count, bool by_shapes,
                               struct buf *out) {
    struct text page = document->source->bytes;
    struct write_places places = {0};
    struct write_options options = {.places = &places};
    bool proven = false;
    if (by_shapes) {
        buf_reserve(out, page.len + page.len / 16);
        write_markdown(document, &options, out);
        proven = text_equal(page, buf_text(out)) ||
                 (shapes_hold(document, buf_text(out), &places) && same_front_matter(page, buf_text(out)));
    }
    free(places.at);
    return proven ? LAW_PROVEN : write_and_compare(document, count, out);
}

struct formatter {
    const struct read_context *context;
    struct report *report;
    bool by_shapes;
    bool refused;
};

/* One pass over a page. */
static enum law format_once(struct formatter *formatter, const struct source *source, struct buf *out) {
    struct document document;
    uint32_t count = read_blocks(formatter->context, source, &document, formatter->report);
    formatter->refused = document.unreadable || document.front_matter.unclosed;
    enum law law = LAW_BROKEN;
    if (!formatter->refused)
        law = write_lawfully(&document, count, formatter->by_shapes, out);
    document_free(&document);
    return law;
}

/* Formats what was formatted until nothing changes; false when it never settles. */
static bool settle(const struct formatter *first, const char *name, struct buf *page) {
    static const struct settings silent;
    for (int pass = 0; pass < SETTLE_MOST; pass++) {
        struct source source;
        struct report ignored;
        struct buf next = {0};
        source_init(&source, name, buf_text(page));
        report_init(&ignored, name, &silent);
        struct formatter again = {first->context, &ignored, first->by_shapes, false};
        bool lawful = format_once(&again, &source, &next) != LAW_BROKEN;
        bool same = lawful && text_equal(buf_text(page), buf_text(&next));
        report_free(&ignored);
        source_free(&source);
        struct buf old = *page;
        *page = next;
        buf_free(&old);
        if (same || !lawful)
            return same;
    }
    return false;
}

/* --annotations strip changes what the page says, so the laws do not apply. */
static bool write_stripped(const struct read_context *context, const struct source *source,
                           const struct write_options *options, struct buf *out, struct report *report) {
    struct document document;
    read_page(context, reader_find("markdown"), source, &document, report);
    bool refused = document.unreadable || document.front_matter.unclosed;
    if (!refused)
        write_markdown(&document, options, out);
    document_free(&document);
    return !refused;
}

/* The canonical page, or nothing where the laws cannot be held: then the page is canonical as it stands. */
static bool write_canonical(struct formatter *formatter, const struct source *source, struct buf *page) {
    switch (format_once(formatter, source, page)) {
    case LAW_PROVEN: return true;
    case LAW_FOUND: break;
    default: return false;
    }
    struct buf first = {0};
    buf_add(&first, buf_text(page));
    bool settled = settle(formatter, source->name, page);
    bool lawful = settled && (text_equal(buf_text(&first), buf_text(page)) ||
                              (markdown_compare(source->bytes, buf_text(page), NULL, 0) == 0 &&
                               same_front_matter(source->bytes, buf_text(page))));
    buf_free(&first);
    return lawful;
}

/* Adds the page, or the source where there is none that is canonical. */
static enum format_result deliver(const struct source *source, const struct buf *page, bool written,
                                  struct buf *out) {
    struct text text = written ? buf_text(page) : source->bytes;
    buf_add(out, text);
    return text_equal(text, source->bytes) ? FORMAT_SAME : FORMAT_CHANGED;
}

/* Without a byte order mark, unless another one would then begin the page. */
static struct text behind_mark(struct text page) {
    struct text rest = text_from(page, front_matter_bom(page));
    return front_matter_bom(rest) ? page : rest;
}

/* A byte order mark and carriage returns mean nothing to libcmark; of a page without them, shapes tell more.
 * A page that is refused is refused as it stands, so that findings tell the right places. */
static bool write_plain(struct formatter *formatter, const struct source *source, struct buf *page) {
    struct text bytes = behind_mark(source->bytes);
    bool plain = bytes.len == source->bytes.len && text_find_byte(bytes, '\r', 0) == TEXT_NONE;
    if (plain || !encoding_is_text(bytes))
        return write_canonical(formatter, source, page);
    struct buf copy = {0};
    struct source copied;
    buf_add_unix(&copy, bytes);
    source_init(&copied, source->name, buf_text(&copy));
    bool written = write_canonical(formatter, &copied, page);
    source_free(&copied);
    buf_free(&copy);
    return written;
}

static enum format_result format(struct formatter *formatter, const struct source *source, struct buf *out) {
    struct buf page = {0};
    bool written = write_plain(formatter, source, &page);
    enum format_result result = formatter->refused ? FORMAT_REFUSED : deliver(source, &page, written, out);
    buf_free(&page);
    return result;
}

enum format_result format_page(const struct read_context *context, const struct source *source,
                               const struct write_options *options, struct buf *out, struct report *report) {
    struct formatter formatter = {context, report, true, false};
    if (!options || !options->strip_annotations)
        return format(&formatter, source, out);
    struct buf page = {0};
    enum format_result result = FORMAT_REFUSED;
    if (write_stripped(context, source, options, &page, report))
        result = deliver(source, &page, true, out);
    buf_free(&page);
    return result;
}

enum format_result format_page_by_html(const struct read_context *context, const struct source *source,
                                       struct buf *out, struct report *report) {
    struct formatter formatter = {context, report, false, false};
    return format(&formatter, source, out);
}
