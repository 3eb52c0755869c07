/* SPDX-License-Identifier: MIT */
#include "doc/source.h"

#include <assert.h>
#include <stdlib.h>

#include "base/lanes.h"
#include "base/memory.h"
#include "base/utf8.h"

enum { STRIDE = 64 }; /* bytes that are looked at together */

/* What is found while the lines are counted. */
struct scan {
    uint32_t *begin;
    uint32_t count, capacity;
    size_t first_high; /* offset of the first byte that is not ASCII, or a little before it */
    bool has_cr, has_nul;
};

/* Makes room for the lines of a stride. */
static void reserve(struct scan *scan) {
    if (scan->capacity - scan->count > STRIDE)
        return;
    scan->capacity = scan->capacity * 2 + STRIDE;
    scan->begin = memory_grow(scan->begin, scan->capacity, sizeof *scan->begin);
}

/* Bits of the line feeds among the bytes of a stride. */
static uint64_t scan_stride(struct scan *scan, const char *at, size_t offset) {
    uint64_t feeds = 0;
    lanes high = {0}, odd = {0};
    for (unsigned i = 0; i < STRIDE / LANES; i++) {
        lanes bytes = lanes_load(at + i * LANES);
        feeds |= (uint64_t)lanes_bits(lanes_equal(bytes, lanes_all('\n'))) << i * LANES;
        high |= bytes;
        odd |= lanes_equal(bytes, lanes_all('\r')) | lanes_equal(bytes, lanes_all('\0'));
    }
    if (scan->first_high == SIZE_MAX && lanes_bits(high))
        scan->first_high = offset;
    if (lanes_bits(odd)) {
        scan->has_cr = scan->has_cr || memchr(at, '\r', STRIDE) != NULL;
        scan->has_nul = scan->has_nul || memchr(at, '\0', STRIDE) != NULL;
    }
    return feeds;
}

/* Lines that end at a line feed. */
static void scan_lines(struct scan *scan, struct text bytes) {
    char last[STRIDE]; /* the rest of the bytes, with others behind them that mean nothing */
    memset(last, ' ', sizeof last);
    for (size_t offset = 0; offset < bytes.len; offset += STRIDE) {
        const char *at = bytes.at + offset;
        if (bytes.len - offset < STRIDE)
            at = memcpy(last, at, bytes.len - offset);
        reserve(scan);
        for (uint64_t feeds = scan_stride(scan, at, offset); feeds; feeds &= feeds - 1)
            scan->begin[scan->count++] = (uint32_t)(offset + bits_first(feeds) + 1);
    }
}

/* Lines again, where some end at a carriage return. */
static void scan_returns(struct scan *scan, struct text bytes) {
    scan->count = 1;
    for (size_t i = 0; i < bytes.len; i++) {
        bool pair = bytes.at[i] == '\r' && i + 1 < bytes.len && bytes.at[i + 1] == '\n';
        if (!byte_is_eol(bytes.at[i]) || pair)
            continue;
        reserve(scan);
        scan->begin[scan->count++] = (uint32_t)i + 1;
    }
}

void source_init(struct source *source, const char *name, struct text bytes) {
    assert(bytes.len < UINT32_MAX);
    struct scan scan = {
        .count = 1, .capacity = (uint32_t)(bytes.len / 24 + 2 * STRIDE), .first_high = SIZE_MAX};
    scan.begin = memory_grow(NULL, scan.capacity, sizeof *scan.begin);
    scan.begin[0] = 0;
    scan_lines(&scan, bytes);
    if (scan.has_cr)
        scan_returns(&scan, bytes);
    if (scan.count > 1 && scan.begin[scan.count - 1] == bytes.len)
        scan.count--;
    size_t ascii = scan.first_high < bytes.len ? scan.first_high : bytes.len;
    *source = (struct source){.name = name,
                              .bytes = bytes,
                              .line_begin = scan.begin,
                              .line_count = scan.count,
                              .valid = (uint32_t)(ascii + utf8_valid_until(text_from(bytes, ascii))),
                              .has_cr = scan.has_cr,
                              .has_nul = scan.has_nul};
}

void source_free(struct source *source) {
    free(source->line_begin);
    source->line_begin = NULL;
}

uint32_t source_line_at(const struct source *source, uint32_t offset) {
    uint32_t low = 0, high = source->line_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (source->line_begin[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low + 1;
}

struct position source_position(const struct source *source, uint32_t offset) {
    if (offset > source->bytes.len)
        offset = (uint32_t)source->bytes.len;
    uint32_t line = source_line_at(source, offset), begin = source->line_begin[line - 1];
    return (struct position){line, (uint32_t)utf8_count(text_slice(source->bytes, begin, offset)) + 1};
}

struct span source_line_span(const struct source *source, uint32_t line) {
    if (line < 1 || line > source->line_count)
        return (struct span){0, 0};
    uint32_t begin = source->line_begin[line - 1];
    uint32_t end = line < source->line_count ? source->line_begin[line] : (uint32_t)source->bytes.len;
    if (end > begin && source->bytes.at[end - 1] == '\n')
        end--;
    if (end > begin && source->bytes.at[end - 1] == '\r')
        end--;
    return (struct span){begin, end};
}

struct text source_line(const struct source *source, uint32_t line) {
    return source_text(source, source_line_span(source, line));
}
