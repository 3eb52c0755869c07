/* SPDX-License-Identifier: MIT */
/* Code that stands in another version in the sibling: lines that are in both
 * keep the sibling's indentation, and so do, as far as it goes, their
 * neighbours. */
#include <stdlib.h>

#include "base/memory.h"
#include "read/plain/grammar.h"
#include "read/plain/like.h"

enum { CELLS = 1 << 20, /* of the table of an alignment */ TAB = 4, NO_LINE = -1 };
static const double certain = 0.95;

/* A sibling's line; blank lines have no key and count for the line behind them. */
struct sibling_line {
    struct text text, trimmed, code; /* code: trimmed, without its annotation */
    size_t blank_lines;              /* before it */
};

struct sibling {
    struct sibling_line *lines;
    size_t count;
};

/* Copied lines beside the sibling's. */
struct alignment {
    struct sibling sibling;
    long *partner; /* of each copied line: the sibling's line it is, but perhaps for its annotation, or
                      NO_LINE */
    size_t common; /* copied lines that have a partner */
};

/* What stands before a trailing annotation and a blank, trimmed; all of a line that is one. */
static struct text without_annotation(struct text line) {
    line = text_trim(line);
    struct text code = text_slice(line, 0, line_annotation(line));
    return code.len && byte_is_blank(code.at[code.len - 1]) ? text_trim_right(code) : line;
}

static void split(struct text code, struct sibling *sibling) {
    size_t capacity = 1, blank_lines = 0;
    for (size_t at = 0; (at = text_find_byte(code, '\n', at)) != TEXT_NONE; at++)
        capacity++;
    *sibling = (struct sibling){.lines = memory_get(capacity * sizeof *sibling->lines)};
    struct text line;
    while (text_next_line(&code, &line)) {
        if (text_is_blank(line)) {
            blank_lines++;
            continue;
        }
        sibling->lines[sibling->count++] =
            (struct sibling_line){line, text_trim(line), without_annotation(line), blank_lines};
        blank_lines = 0;
    }
}

/* Equal but for the length of runs of blanks. */
static bool same_line(struct text a, struct text b) {
    size_t i = 0, k = 0;
    while (i < a.len && k < b.len) {
        if (byte_is_blank(a.at[i]) && byte_is_blank(b.at[k])) {
            while (i < a.len && byte_is_blank(a.at[i]))
                i++;
            while (k < b.len && byte_is_blank(b.at[k]))
                k++;
        } else if (a.at[i++] != b.at[k++]) {
            return false;
        }
    }
    return i == a.len && k == b.len;
}

/* The longest common subsequence. Nothing is found where the table would grow over CELLS. */
static void find_partners(const struct text *lines, size_t count, struct alignment *found) {
    const struct sibling *sibling = &found->sibling;
    size_t width = sibling->count + 1;
    for (size_t i = 0; i < count; i++)
        found->partner[i] = NO_LINE;
    if (!count || width > CELLS / (count + 1))
        return;
    struct text *codes = memory_get(count * sizeof *codes);
    for (size_t i = 0; i < count; i++)
        codes[i] = without_annotation(lines[i]);
    uint32_t *table = memory_get_zeroed((count + 1) * width, sizeof *table);
    for (size_t i = count; i-- > 0;)
        for (size_t k = sibling->count; k-- > 0;) {
            uint32_t right = table[i * width + k + 1], below = table[(i + 1) * width + k];
            table[i * width + k] = same_line(codes[i], sibling->lines[k].code)
                                       ? table[(i + 1) * width + k + 1] + 1
                                   : right > below ? right
                                                   : below;
        }
    for (size_t i = 0, k = 0; i < count && k < sibling->count;) {
        if (same_line(codes[i], sibling->lines[k].code)) {
            found->partner[i++] = (long)k++;
            found->common++;
        } else if (table[(i + 1) * width + k] >= table[i * width + k + 1]) {
            i++;
        } else {
            k++;
        }
    }
    free(table);
    free(codes);
}

static void align(const struct text *lines, size_t count, struct text code, struct alignment *made) {
    *made = (struct alignment){.partner = memory_get((count + 1) * sizeof *made->partner)};
    split(code, &made->sibling);
    find_partners(lines, count, made);
}

static void alignment_free(struct alignment *alignment) {
    free(alignment->partner);
    free(alignment->sibling.lines);
}

double like_compare_code(const struct text *lines, size_t count, struct text code) {
    struct alignment alignment;
    align(lines, count, code, &alignment);
    size_t least = count < alignment.sibling.count ? count : alignment.sibling.count;
    double share = least ? (double)alignment.common / (double)least : 0;
    alignment_free(&alignment);
    return share;
}

static long columns(struct text line) {
    long column = 0;
    for (size_t i = 0; i < line.len && byte_is_blank(line.at[i]); i++)
        column = line.at[i] == '\t' ? (column / TAB + 1) * TAB : column + 1;
    return column;
}

static long indent_of(const struct layout_line *line) {
    return (long)line->tabs * TAB + line->indent;
}

static bool uses_tabs(const struct sibling *sibling) {
    for (size_t i = 0; i < sibling->count; i++)
        if (sibling->lines[i].text.at[0] == '\t')
            return true;
    return false;
}

static void add_indent(long indent, bool tabs, struct buf *out) {
    if (indent <= 0)
        return;
    buf_add_run(out, '\t', tabs ? (size_t)indent / TAB : 0);
    buf_add_run(out, ' ', tabs ? (size_t)indent % TAB : (size_t)indent);
}

/* The longest run of blank lines between two lines of the sibling. */
static size_t blank_lines_between(const struct sibling *sibling, long before, long at) {
    size_t most = 0;
    for (long i = before + 1; i <= at; i++)
        if (sibling->lines[i].blank_lines > most)
            most = sibling->lines[i].blank_lines;
    return most;
}

static void write_lines(const struct layout *layout, const struct alignment *alignment, struct buf *out) {
    const struct sibling *sibling = &alignment->sibling;
    const long *partner = alignment->partner;
    bool tabs = uses_tabs(sibling);
    long moved = 0, before = NO_LINE;
    size_t first = 0;
    while (first < layout->count && partner[first] == NO_LINE)
        first++;
    if (first < layout->count)
        moved = columns(sibling->lines[partner[first]].text) - indent_of(&layout->lines[first]);
    for (size_t i = 0; i < layout->count; i++) {
        const struct layout_line *line = &layout->lines[i];
        if (partner[i] == NO_LINE) {
            add_indent(indent_of(line) + moved, tabs, out);
            buf_add(out, line->text);
        } else {
            const struct sibling_line *same = &sibling->lines[partner[i]];
            if (i && before != NO_LINE)
                buf_add_run(out, '\n', blank_lines_between(sibling, before, partner[i]));
            moved = columns(same->text) - indent_of(line);
            if (same_line(line->text, same->trimmed)) {
                buf_add(out, text_trim_right(same->text));
            } else {
                add_indent(columns(same->text), tabs, out);
                buf_add(out, line->text);
            }
        }
        before = partner[i];
        buf_add_byte(out, '\n');
    }
}

bool like_write_code(const struct layout *layout, struct text code, struct buf *out) {
    struct text *lines = memory_get((layout->count + 1) * sizeof *lines);
    for (size_t i = 0; i < layout->count; i++)
        lines[i] = layout->lines[i].text;
    struct alignment alignment;
    align(lines, layout->count, code, &alignment);
    bool aligned = alignment.common > 0;
    if (aligned)
        write_lines(layout, &alignment, out);
    alignment_free(&alignment);
    free(lines);
    return aligned;
}

void like_set_languages(struct plain_page *page) {
    for (size_t i = 0; i < page->block_count; i++) {
        struct plain_block *block = &page->blocks[i];
        if (block->kind != BLOCK_CODE || !block->like)
            continue;
        const struct language *language = language_find(block->like->language);
        int row = grammar_find(language ? text_of(language->name) : block->like->language);
        block->grammar = row >= 0 ? row : block->grammar;
        block->certain = certain;
    }
}
