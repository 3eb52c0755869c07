/* SPDX-License-Identifier: MIT */
/* file/invisible: characters that nobody sees and that change what is read. */
#include <assert.h>

#include "base/utf8.h"
#include "rule/code.h"
#include "rule/rule.h"

enum { ZERO_WIDTH_NON_JOINER = 0x200C, ZERO_WIDTH_JOINER = 0x200D, MARK_LEFT = 0x200E, MARK_RIGHT = 0x200F };

struct invisible {
    uint32_t first, last;
    const char *name;
};

static const struct invisible table[] = {
    {0x061C, 0x061C, "Arabic letter mark"},
    {0x180E, 0x180E, "Mongolian vowel separator"},
    {0x200B, 0x200B, "zero-width space"},
    {ZERO_WIDTH_NON_JOINER, ZERO_WIDTH_NON_JOINER, "zero-width non-joiner"},
    {ZERO_WIDTH_JOINER, ZERO_WIDTH_JOINER, "zero-width joiner"},
    {MARK_LEFT, MARK_LEFT, "left-to-right mark"},
    {MARK_RIGHT, MARK_RIGHT, "right-to-left mark"},
    {0x202A, 0x202E, "bidirectional control character"},
    {0x2060, 0x2060, "word joiner"},
    {0x2066, 0x2069, "bidirectional control character"},
    {0xFEFF, 0xFEFF, "zero-width no-break space"},
};

static const struct invisible *find_row(uint32_t c) {
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (c >= table[i].first && c <= table[i].last)
            return &table[i];
    return NULL;
}

/* The code point that ends before the offset, 0 at the start. */
static uint32_t point_before(struct text t, size_t at) {
    size_t begin = at, length;
    while (begin > 0 && at - begin < 4 && ((unsigned char)t.at[--begin] & 0xC0) == 0x80)
        continue;
    return begin < at ? utf8_decode(text_from(t, begin), &length) : 0;
}

static uint32_t point_at(struct text t, size_t at) {
    size_t length;
    return at < t.len ? utf8_decode(text_from(t, at), &length) : 0;
}

static bool is_latin(uint32_t c) {
    return c < 0x300;
}

static bool is_right_to_left(uint32_t c) {
    return (c >= 0x590 && c <= 0x8FF) || (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFE);
}

/* Joiners belong to emoji and to many scripts, and stand between quotes where these are taken apart; marks of
 * direction belong to scripts that run from the right. */
static bool is_spelling(struct text t, size_t begin, size_t end, uint32_t c) {
    uint32_t before = point_before(t, begin), behind = point_at(t, end);
    if (c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER)
        return (before == behind && (before == '"' || before == '\'' || before == '`')) ||
               (!is_latin(before) && (c == ZERO_WIDTH_NON_JOINER || !is_latin(behind)));
    return (c == MARK_LEFT || c == MARK_RIGHT) && (is_right_to_left(before) || is_right_to_left(behind));
}

/* The bytes that all of them begin with. */
static const char firsts[] = {'\xD8', '\xE1', '\xE2', '\xEF'};
enum { FIRSTS = sizeof firsts };

/* Offset of the next byte at or after `at` that an invisible character may begin with; next[] remembers where
 * each was found last. */
static size_t next_candidate(struct text t, size_t at, size_t next[FIRSTS]) {
    size_t best = TEXT_NONE;
    for (int i = 0; i < FIRSTS; i++) {
        if (next[i] != TEXT_NONE && next[i] < at)
            next[i] = text_find_byte(t, firsts[i], at);
        best = next[i] < best ? next[i] : best;
    }
    return best;
}

static bool is_plain(uint32_t c) {
    return c >= 0x80 || byte_is_alpha((char)c) || byte_is_digit((char)c);
}

/* Whether a line that begins so, up to an invisible character, could become something else without it: a list
 * item, HTML, a fence's info string, a label. */
static bool decides(struct text start) {
    enum { LABEL_LONGEST = 100 };
    if (!start.len || strchr("<`~", *start.at))
        return true;
    size_t digits = 0;
    while (digits < start.len && byte_is_digit(start.at[digits]))
        digits++;
    if (digits == start.len)
        return true;
    bool marked = *start.at == '*' || *start.at == '_';
    return start.len < LABEL_LONGEST && (marked || text_find_byte(start, ':', 0) == TEXT_NONE);
}

/* Whether the offset stands in the title of an example, behind what makes it one. */
static bool is_in_title(const struct document *document, uint32_t offset) {
    const struct entry *entry = document_entry_at(document, offset);
    struct text bytes = document->source->bytes;
    if (!entry || entry->type != ENTRY_EXAMPLE || entry->deviant || entry->title.at < bytes.at ||
        entry->title.at >= bytes.at + bytes.len)
        return false;
    struct span title = source_span_of(document->source, entry->title);
    return offset > title.begin && offset < title.end;
}

/* Whether the offset stands in code, where lines mean nothing to Markdown. */
static bool is_in_code(const struct document *document, uint32_t offset) {
    uint32_t low = 0, high = document->block_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (document->blocks[middle].span.begin <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    const struct block *block = low ? &document->blocks[low - 1] : NULL;
    const struct part *fence = block ? code_fence(block) : NULL;
    return fence && offset >= fence->body.begin && offset < fence->body.end;
}

/* Whether taking the characters away leaves everything around them what it is: they stand inside a line,
 * between letters and blanks. */
static bool is_removable(const struct document *document, struct span span) {
    enum {
        SEEN = 256
    }; /* bytes of a line's start: looking at all of them for each of many would be quadratic */
    struct text t = document->source->bytes;
    uint32_t before = point_before(t, span.begin), behind = point_at(t, span.end);
    struct span line = source_line_span(document->source, source_line_at(document->source, span.begin));
    struct text start = text_trim_left(
        text_slice(t, line.begin, span.begin - line.begin > SEEN ? line.begin + SEEN : span.begin));
    bool ends = span.end >= line.end, blank = before == ' ' || before == '\t';
    if (!start.len || (blank && ends) || !(blank || is_plain(before)) ||
        !(ends || is_plain(behind) || behind == ' ') || (blank && behind == ' '))
        return false;
    if (is_in_title(document, span.begin) || (is_in_code(document, span.begin) && !strchr("`~", *start.at)))
        return true;
    return span.begin >= document->body && *start.at != '#' ? !decides(start) : span.begin < document->body;
}

static void report_run(const struct document *document, struct report *report, struct span span,
                       uint32_t first, size_t count) {
    const struct invisible *row = find_row(first);
    assert(row);
    const char *name = row->name;
    struct finding *finding =
        count == 1 ? report_add(report, document, MESSAGE_FILE_INVISIBLE, span,
                                "U+%04X, a %s that nobody sees; expected: none", first, name)
                   : report_add(report, document, MESSAGE_FILE_INVISIBLE, span,
                                "%zu characters that nobody sees, the first a %s, U+%04X; expected: none",
                                count, name, first);
    if (is_removable(document, span))
        report_fix(report, finding, span, (struct text){0});
}

void check_file_invisible(const struct document *document, struct report *report) {
    struct text t = document->source->bytes;
    size_t at = text_starts(t, "\xEF\xBB\xBF") ? 3 : 0, next[FIRSTS];
    for (int i = 0; i < FIRSTS; i++)
        next[i] = text_find_byte(t, firsts[i], at);
    while ((at = next_candidate(t, at, next)) != TEXT_NONE) {
        size_t end = at, length, count = 0;
        uint32_t first = 0;
        for (uint32_t c; end < t.len; end += length, count++) {
            c = utf8_decode(text_from(t, end), &length);
            if (!find_row(c) || is_spelling(t, end, end + length, c))
                break;
            first = count ? first : c;
        }
        if (count)
            report_run(document, report, (struct span){(uint32_t)at, (uint32_t)end}, first, count);
        at = count ? end : at + 1;
    }
}
