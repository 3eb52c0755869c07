/* SPDX-License-Identifier: MIT */
#include "rule/swallow.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/memory.h"
#include "doc/language.h"

enum mark_kind { MARK_FENCE, MARK_HEADING, MARK_LABEL, MARK_SHORTCODE };

/* A line of the body that may matter. */
struct mark {
    enum mark_kind kind;
    uint32_t begin;  /* offset of the line */
    uint32_t length; /* fences: of the run */
    char byte;       /* fences: '`' or '~' */
    bool bare;       /* fences: nothing behind the run */
    bool alone;      /* blank lines, or the fence, before and behind it */
    size_t pair;     /* fences: the mark that closes it, or 0 */
};

struct marks {
    struct mark *at;
    size_t count, capacity;
    bool candidates; /* there are others than fences */
};

bool page_has_shortcodes(const struct document *document) {
    for (uint32_t i = 0; i < document->block_count; i++) {
        struct text t = document->blocks[i].markdown;
        if (document->blocks[i].kind == BLOCK_PROSE && (text_starts(t, "{{<") || text_starts(t, "{{%")))
            return true;
    }
    return false;
}

static struct mark *add_mark(struct marks *marks, enum mark_kind kind, uint32_t begin) {
    MEMORY_ROOM(marks->at, marks->count, marks->capacity);
    struct mark *mark = &marks->at[marks->count++];
    *mark = (struct mark){.kind = kind, .begin = begin};
    marks->candidates = marks->candidates || kind != MARK_FENCE;
    return mark;
}

static void add_fence(struct marks *marks, struct text line, uint32_t begin) {
    struct text t = line;
    while (t.len && *t.at == ' ' && line.len - t.len < 3)
        t = text_from(t, 1);
    if (t.len < 3 || (*t.at != '`' && *t.at != '~'))
        return;
    size_t run = text_run(t, *t.at);
    bool bare = text_is_blank(text_from(t, run));
    if (run < 3 || (*t.at == '`' && text_find_byte(t, '`', run) != TEXT_NONE))
        return;
    struct mark *mark = add_mark(marks, MARK_FENCE, begin);
    mark->length = (uint32_t)run;
    mark->byte = *t.at;
    mark->bare = bare;
}

/* Whether a heading of that level can be an entry's. A single # is a comment in too many languages. */
static bool is_entry_level(const struct document *document, size_t level) {
    if (document->entry_level)
        return level == document->entry_level;
    return level > 1 && level >= document->profile->level_min && level <= document->profile->level_max;
}

static void add_line(const struct document *document, struct marks *marks, struct text line, uint32_t begin) {
    if (line.len < 3)
        return;
    switch (*line.at) {
    case ' ':
    case '`':
    case '~': add_fence(marks, line, begin); break;
    case '#': {
        size_t level = text_run(line, '#');
        if (is_entry_level(document, level) && level < line.len && byte_is_blank(line.at[level]))
            add_mark(marks, MARK_HEADING, begin);
        break;
    }
    case '*':
    case '_':
        if (line.at[1] == *line.at)
            add_mark(marks, MARK_LABEL, begin);
        break;
    case '{':
        if (text_starts(line, "{{<") || text_starts(line, "{{%"))
            add_mark(marks, MARK_SHORTCODE, begin);
        break;
    default: break;
    }
}

/* Whether a line that begins there may be a mark that is no fence. */
static bool may_be_mark(const struct document *document, struct text t) {
    if (t.len < 3)
        return false;
    switch (*t.at) {
    case '*':
    case '_':
    case '{': return t.at[1] == *t.at;
    case '#': return is_entry_level(document, text_run(t, '#'));
    default: return false;
    }
}

/* Whether some line of a body may be one, before anybody looks at each. */
static bool has_candidates(const struct document *document, struct text body) {
    if (document->source->has_cr || may_be_mark(document, body))
        return true;
    for (size_t at = 0; (at = text_find_byte(body, '\n', at)) != TEXT_NONE; at++)
        if (may_be_mark(document, text_from(body, at + 1)))
            return true;
    return false;
}

static void collect_marks(const struct document *document, const struct part *fence, struct marks *marks) {
    const struct source *source = document->source;
    struct text rest = source_text(source, fence->body), line;
    bool blank_before = true;
    size_t waiting = SIZE_MAX; /* the mark of the line before, until we know what follows it */
    while (text_next_line(&rest, &line)) {
        bool blank = text_is_blank(line);
        if (waiting != SIZE_MAX)
            marks->at[waiting].alone = marks->at[waiting].alone && blank;
        waiting = SIZE_MAX;
        size_t count = marks->count;
        add_line(document, marks, line, (uint32_t)(line.at - source->bytes.at));
        if (marks->count > count) {
            marks->at[count].alone = blank_before;
            waiting = count;
        }
        blank_before = blank;
    }
}

/* The next fence of the same byte behind mark i, or 0. */
static size_t next_fence(const struct marks *marks, size_t i) {
    for (size_t k = i + 1; k < marks->count; k++)
        if (marks->at[k].kind == MARK_FENCE && marks->at[k].byte == marks->at[i].byte)
            return k;
    return 0;
}

/* Pairs the fences of one byte: a line with an info string opens, a bare one closes the outermost open one
 * that is no longer than itself. open is a stack of marks, of falling length. A bare line where nothing is
 * open begins an inner fence of its own when the next one is bare too. */
static void pair_fences(struct marks *marks, char byte, size_t *open) {
    size_t depth = 0;
    for (size_t i = 0; i < marks->count; i++) {
        struct mark *mark = &marks->at[i];
        if (mark->kind != MARK_FENCE || mark->byte != byte)
            continue;
        size_t outermost = SIZE_MAX;
        while (depth && marks->at[open[depth - 1]].length <= mark->length)
            outermost = open[--depth];
        if (mark->bare && outermost != SIZE_MAX) {
            marks->at[outermost].pair = i;
            continue;
        }
        size_t next = mark->bare ? next_fence(marks, i) : 0;
        if (!mark->bare || (next && marks->at[next].bare && marks->at[next].length >= mark->length))
            open[depth++] = i;
    }
}

static void add_number(struct swallowed *swallowed, uint32_t number) {
    size_t count = swallowed->number_count;
    if (count == 0 || (count >= 8 && (count & (count - 1)) == 0))
        swallowed->numbers =
            memory_grow(swallowed->numbers, count ? count * 2 : 8, sizeof *swallowed->numbers);
    swallowed->numbers[swallowed->number_count++] = number;
}

/* Whether a line of hashes may be a comment in the fence's language. */
static bool hash_is_comment(const struct document *document, const struct part *fence) {
    struct text info = source_text(document->source, fence->info);
    size_t end = 0;
    while (end < info.len && !byte_is_blank(info.at[end]))
        end++;
    if (end == 0)
        return false;
    const struct language *language = language_find(text_slice(info, 0, end));
    if (!language)
        return true;
    for (size_t i = 0; language->leaders[i]; i++)
        if (strcmp(language->leaders[i], "#") == 0)
            return true;
    return false;
}

static struct text line_at(const struct document *document, uint32_t begin, uint32_t end) {
    struct text rest = source_text(document->source, (struct span){begin, end}), line = {0};
    text_next_line(&rest, &line);
    return line;
}

/* Counts a mark as hidden when it is what it looks like. */
static bool count_mark(const struct document *document, const struct part *fence, bool shortcodes,
                       const struct mark *mark, struct swallowed *swallowed) {
    struct text line = line_at(document, mark->begin, fence->body.end), words, title;
    const struct profile_label *label;
    uint32_t number;
    size_t end;
    switch (mark->kind) {
    case MARK_HEADING:
        line = text_trim(text_from(line, text_run(line, '#')));
        if (profile_read_heading(document->profile, line, &number, &title) != HEADING_ENTRY ||
            (!mark->alone && hash_is_comment(document, fence)))
            return false;
        add_number(swallowed, number);
        return true;
    case MARK_LABEL:
        label = profile_read_label(document->profile, line, &words, &end);
        if (!label || !block_kind_is_labelled(label->kind) || label->kind == BLOCK_QUESTION)
            return false;
        swallowed->labels[label - document->profile->labels]++;
        return true;
    case MARK_SHORTCODE: swallowed->shortcodes += shortcodes; return shortcodes;
    default: return false;
    }
}

/* The last line with text before an offset of the body: there the fence should have ended. */
static uint32_t meant_end(const struct document *document, const struct part *fence, uint32_t before) {
    uint32_t opening = source_line_at(document->source, fence->span.begin);
    uint32_t line = source_line_at(document->source, before);
    while (--line > opening && text_is_blank(source_line(document->source, line)))
        continue;
    return line;
}

/* Goes through the marks outside balanced inner fences. An inner fence that opens before anything else is
 * hidden shows that the body was never code, so it ends the fence too. */
static bool count_marks(const struct document *document, const struct part *fence, bool shortcodes,
                        const struct marks *marks, struct swallowed *swallowed) {
    uint32_t end = fence->body.end;
    bool found = false;
    for (size_t i = 0, covered = 0; i < marks->count; i++) {
        const struct mark *mark = &marks->at[i];
        if (covered && i < covered)
            continue;
        if (mark->pair)
            covered = mark->pair;
        if (mark->kind == MARK_FENCE && !found && mark->begin < end && (mark->pair || !mark->bare))
            end = mark->begin;
        if (mark->kind == MARK_FENCE || !count_mark(document, fence, shortcodes, mark, swallowed))
            continue;
        if (!found) {
            swallowed->first = mark->begin;
            end = mark->begin < end ? mark->begin : end;
        }
        found = true;
    }
    if (found)
        swallowed->end = meant_end(document, fence, end);
    return found;
}

static bool is_exempt(const struct document *document, const struct part *fence) {
    struct text info = source_text(document->source, fence->info);
    size_t end = 0;
    while (end < info.len && !byte_is_blank(info.at[end]))
        end++;
    info = text_slice(info, 0, end);
    return text_equal_nocase(info, TEXT("markdown")) || text_equal_nocase(info, TEXT("md"));
}

bool swallowed_find(const struct document *document, const struct part *fence, bool shortcodes,
                    struct swallowed *swallowed) {
    struct marks marks = {0};
    *swallowed = (struct swallowed){0};
    if (fence->shape != SHAPE_FENCE || is_exempt(document, fence) ||
        !has_candidates(document, source_text(document->source, fence->body)))
        return false;
    collect_marks(document, fence, &marks);
    bool found = false;
    if (marks.candidates) {
        size_t *open = memory_get_zeroed(marks.count, sizeof *open);
        pair_fences(&marks, '`', open);
        pair_fences(&marks, '~', open);
        free(open);
        found = count_marks(document, fence, shortcodes, &marks, swallowed);
    }
    free(marks.at);
    if (!found)
        swallowed_free(swallowed);
    return found;
}

void swallowed_free(struct swallowed *swallowed) {
    free(swallowed->numbers);
    *swallowed = (struct swallowed){0};
}
