/* SPDX-License-Identifier: MIT */
#include "read/chunk.h"

#include "read/front_matter.h"

struct text chunk_line(const struct source *source, uint32_t line) {
    struct text t = source_line(source, line);
    return line == 1 ? text_from(t, front_matter_bom(t)) : t;
}

bool chunk_is_blank(const struct source *source, uint32_t line) {
    return text_is_blank(chunk_line(source, line));
}

uint32_t chunk_end(const struct source *source, uint32_t line) {
    while (!chunk_is_blank(source, line))
        line++;
    return line;
}

struct text chunk_lines(const struct source *source, uint32_t from, uint32_t end) {
    struct text first = chunk_line(source, from);
    struct span last = source_line_span(source, end - 1);
    return (struct text){first.at, (size_t)(source->bytes.at + last.end - first.at)};
}
