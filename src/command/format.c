/* SPDX-License-Identifier: MIT */
#include "command/format.h"

#include <stdlib.h>

#include "base/memory.h"
#include "read/front_matter.h"

enum { ROUNDS_MOST = 6, SETTLE_MOST = 4 };

static uint32_t node_count(const struct document *document) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < document->entry_count; i++)
        if (document->entries[i].part.node != UINT32_MAX && document->entries[i].part.node >= count)
            count = document->entries[i].part.node + 1;
    for (uint32_t i = 0; i < document->block_count; i++)
        for (uint32_t j = 0; j < document->blocks[i].part_count; j++) {
            uint32_t node = document->blocks[i].parts[j].node;
            if (node != UINT32_MAX && node >= count)
                count = node + 1;
        }
    return count;
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

/* Writes the document so that the HTML stays: what differs is written again as it stood. false when nothing helps. */
static bool write_lawfully(const struct document *document, struct buf *out) {
    uint32_t count = node_count(document);
    unsigned char *keep = memory_get_zeroed(count + 1, 1);
    bool *changed = memory_get_zeroed(count + 1, sizeof *changed);
    bool lawful = false;
    for (int round = 0; round < ROUNDS_MOST && !lawful; round++) {
        struct write_options options = {.keep = keep, .keep_count = count};
        buf_cut(out, 0);
        write_markdown(document, &options, out);
        struct text page = document->source->bytes;
        if (text_equal(page, buf_text(out)))
            lawful = true;
        else if (markdown_compare(page, buf_text(out), changed, count) == 0)
            lawful = same_front_matter(page, buf_text(out));
        for (uint32_t i = 0; i < count; i++)
            keep[i] = (unsigned char)(keep[i] + (changed[i] && keep[i] < KEEP_GAP));
    }
    free(keep);
    free(changed);
    return lawful;
}

/* One pass over a page that can be formatted. */
static bool format_once(const struct read_context *context, const struct reader *reader, const struct source *source,
                        struct buf *out, struct report *report, bool *refused) {
    struct document document;
    read_page(context, reader, source, &document, report);
    *refused = document.unreadable || document.front_matter.unclosed;
    bool lawful = !*refused && write_lawfully(&document, out);
    document_free(&document);
    return lawful;
}

/* Formats what was formatted until nothing changes; false when it never settles. */
static bool settle(const struct read_context *context, const struct reader *reader, const struct source *source,
                   struct buf *page, const struct settings *settings) {
    for (int pass = 0; pass < SETTLE_MOST; pass++) {
        struct source again;
        struct report ignored;
        struct buf next = {0};
        bool refused;
        source_init(&again, source->name, buf_text(page));
        report_init(&ignored, source->name, settings);
        bool lawful = format_once(context, reader, &again, &next, &ignored, &refused);
        bool same = lawful && text_equal(buf_text(page), buf_text(&next));
        report_free(&ignored);
        source_free(&again);
        struct buf old = *page;
        *page = next;
        buf_free(&old);
        if (same || !lawful)
            return same;
    }
    return false;
}

/* --annotations strip changes what the page says, so the laws do not apply. */
static bool write_stripped(const struct read_context *context, const struct reader *reader,
                           const struct source *source, const struct write_options *options, struct buf *out,
                           struct report *report) {
    struct document document;
    read_page(context, reader, source, &document, report);
    bool refused = document.unreadable || document.front_matter.unclosed;
    if (!refused)
        write_markdown(&document, options, out);
    document_free(&document);
    return !refused;
}

/* The canonical page, or nothing where the laws cannot be held: then the page is canonical as it stands. */
static bool write_canonical(const struct read_context *context, const struct reader *reader,
                            const struct source *source, struct buf *page, struct report *report, bool *refused) {
    if (!format_once(context, reader, source, page, report, refused))
        return false;
    if (text_equal(source->bytes, buf_text(page)))
        return true;
    return settle(context, reader, source, page, report->settings) &&
           markdown_compare(source->bytes, buf_text(page), NULL, 0) == 0 &&
           same_front_matter(source->bytes, buf_text(page));
}

enum format_result format_page(const struct read_context *context, const struct reader *reader,
                               const struct source *source, const struct write_options *options, struct buf *out,
                               struct report *report) {
    struct buf page = {0};
    bool refused = false, written;
    if (options && options->strip_annotations) {
        written = write_stripped(context, reader, source, options, &page, report);
        refused = !written;
    } else {
        written = write_canonical(context, reader, source, &page, report, &refused);
    }
    enum format_result result = FORMAT_REFUSED;
    if (!refused) {
        struct text text = written ? buf_text(&page) : source->bytes;
        result = text_equal(text, source->bytes) ? FORMAT_SAME : FORMAT_CHANGED;
        buf_add(out, text);
    }
    buf_free(&page);
    return result;
}
