/* SPDX-License-Identifier: MIT */
/* A page's bytes and where its lines begin. Offsets are bytes from 0; lines
 * and columns count from 1, columns in code points. A line ends at LF, CRLF or
 * a lone CR, as in CommonMark 0.30, section 2.1. */
#ifndef EXLINT_DOC_SOURCE_H
#define EXLINT_DOC_SOURCE_H

#include "base/text.h"

struct span {
    uint32_t begin, end; /* half open */
};

struct position {
    uint32_t line, column;
};

struct source {
    const char *name;     /* as given on the command line; borrowed */
    struct text bytes;    /* borrowed; at most 256 MiB, so that 32 bits hold every offset */
    uint32_t *line_begin; /* line_count offsets; owned */
    uint32_t line_count;  /* an empty page has one line, a final line end begins no further line */
    uint32_t valid;       /* bytes before the first that is no valid UTF-8 */
    bool has_cr, has_nul; /* somewhere in the bytes */
};

/* The caller keeps name and bytes alive and calls source_free(). */
void source_init(struct source *source, const char *name, struct text bytes);
void source_free(struct source *source);

/* Line and column of an offset; one past the end gives the place behind the last byte. */
struct position source_position(const struct source *source, uint32_t offset);
/* Number (from 1) of the line that holds the offset. */
uint32_t source_line_at(const struct source *source, uint32_t offset);
/* The line without its end. line is 1..line_count; others give the empty text. */
struct text source_line(const struct source *source, uint32_t line);
/* The same as a span. */
struct span source_line_span(const struct source *source, uint32_t line);

static inline struct text source_text(const struct source *source, struct span span) {
    return text_slice(source->bytes, span.begin, span.end);
}

/* Neither CR nor NUL nor invalid UTF-8: what stands in a page is then, byte for byte, what libcmark gives. */
static inline bool source_is_plain(const struct source *source) {
    return !source->has_cr && !source->has_nul && source->valid == source->bytes.len;
}

static inline uint32_t span_length(struct span span) { return span.end - span.begin; }

/* The span of a text that is part of the source's bytes. */
static inline struct span source_span_of(const struct source *source, struct text part) {
    uint32_t begin = (uint32_t)(part.at - source->bytes.at);
    return (struct span){begin, begin + (uint32_t)part.len};
}

#endif
