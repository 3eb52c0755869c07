/* SPDX-License-Identifier: MIT */
#include "doc/source.h"

#include <assert.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/utf8.h"

/* Offset of the line after the one that begins at `begin`; the length of the bytes when there is none. *lf: where the
 * next LF stands, kept between calls so that lines that end at CR do not make it be sought again. */
static size_t next_line(struct text bytes, size_t begin, bool has_cr, size_t *lf) {
    if (*lf < begin || begin == 0)
        *lf = text_find_byte(bytes, '\n', begin);
    size_t end = *lf == TEXT_NONE ? bytes.len : *lf + 1;
    if (!has_cr)
        return end;
    size_t cr = text_find_byte(text_slice(bytes, 0, end), '\r', begin);
    if (cr == TEXT_NONE)
        return end;
    return cr + 1 < bytes.len && bytes.at[cr + 1] == '\n' ? cr + 2 : cr + 1;
}

void source_init(struct source *source, const char *name, struct text bytes) {
    assert(bytes.len < UINT32_MAX);
    bool has_cr = text_find_byte(bytes, '\r', 0) != TEXT_NONE;
    uint32_t capacity = (uint32_t)(bytes.len / 24 + 16), count = 1;
    uint32_t *begin = memory_grow(NULL, capacity, sizeof *begin);
    begin[0] = 0;
    for (size_t at = 0, lf = 0; bytes.len && (at = next_line(bytes, at, has_cr, &lf)) < bytes.len;) {
        if (count == capacity) {
            capacity *= 2;
            begin = memory_grow(begin, capacity, sizeof *begin);
        }
        begin[count++] = (uint32_t)at;
    }
    *source = (struct source){name, bytes, begin, count};
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
