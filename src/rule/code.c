/* SPDX-License-Identifier: MIT */
#include "rule/code.h"

#include "rule/swallow.h"

const struct part *code_fence(const struct block *block) {
    for (uint32_t i = 0; block_is_code(block) && i < block->part_count; i++)
        if (block->parts[i].shape == SHAPE_FENCE)
            return &block->parts[i];
    return NULL;
}

bool code_hides_page(const struct document *document, const struct part *fence, bool shortcodes) {
    struct swallowed swallowed;
    bool found = swallowed_find(document, fence, shortcodes, &swallowed);
    swallowed_free(&swallowed);
    return found;
}

/* Finds the current line's end in the text, and its bytes in the page: the page's line may be indented more.
 */
static void take_line(struct code_cursor *cursor) {
    size_t end = text_find_byte(cursor->text, '\n', cursor->begin);
    cursor->end = end == TEXT_NONE ? cursor->text.len : end;
    struct span span = source_line_span(cursor->document->source, cursor->line);
    struct text line = code_line(cursor), there = source_text(cursor->document->source, span);
    cursor->exact = there.len >= line.len && text_equal(text_from(there, there.len - line.len), line);
    cursor->span = cursor->exact ? (struct span){span.end - (uint32_t)line.len, span.end} : span;
}

bool code_begin(struct code_cursor *cursor, const struct document *document, const struct block *block) {
    const struct part *part = code_fence(block);
    if (!part || !block->text.len)
        return false;
    *cursor = (struct code_cursor){.document = document, .part = part, .text = block->text};
    cursor->line = source_line_at(document->source, part->span.begin) + 1;
    take_line(cursor);
    return true;
}

bool code_next(struct code_cursor *cursor) {
    if (cursor->end + 1 >= cursor->text.len)
        return false;
    cursor->begin = cursor->end + 1;
    cursor->line++;
    take_line(cursor);
    return true;
}

void code_seek(struct code_cursor *cursor, size_t offset) {
    if (offset <= cursor->end)
        return;
    size_t end = cursor->end;
    while (end < offset && end + 1 < cursor->text.len) {
        cursor->begin = end + 1;
        cursor->line++;
        end = text_find_byte(cursor->text, '\n', cursor->begin);
        end = end == TEXT_NONE ? cursor->text.len : end;
    }
    take_line(cursor);
}

struct span code_span(const struct code_cursor *cursor, size_t begin, size_t end) {
    if (!cursor->exact)
        return cursor->span;
    return (struct span){cursor->span.begin + (uint32_t)(begin - cursor->begin),
                         cursor->span.begin + (uint32_t)(end - cursor->begin)};
}

struct span code_whole_line(const struct code_cursor *cursor) {
    const struct source *source = cursor->document->source;
    struct span span = source_line_span(source, cursor->line);
    span.end =
        cursor->line < source->line_count ? source->line_begin[cursor->line] : (uint32_t)source->bytes.len;
    return span;
}

bool code_may_cut(const struct code_cursor *cursor, size_t end) {
    struct text left = text_trim(text_slice(cursor->text, cursor->begin, end));
    return !left.len || *left.at != cursor->part->mark || text_run(left, cursor->part->mark) < left.len;
}

const struct language *code_language(const struct block *block) {
    return block_is_code(block) ? language_find(block->language) : NULL;
}

bool code_has_leader(const struct language *language, struct text leader) {
    for (int i = 0; language->leaders[i]; i++)
        if (text_is(leader, language->leaders[i]) ||
            (leader.len == 1 &&
             text_run(text_of(language->leaders[i]), *leader.at) == strlen(language->leaders[i])))
            return true;
    return false;
}
