/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "doc/document.h"
#include "doc/language.h"

static const char arrow[] = "=>";
enum { ARROW = sizeof arrow - 1 };

/* Something that is sought in all of the text, and where it stands next. */
struct sought {
    struct text what;
    size_t from, next; /* it stands at next, and nowhere in from..next */
};

/* The lines of a text, with what is open at the start of each. */
struct finder {
    const struct language *language;
    struct text text;
    struct language_state state;
    struct annotation *found; /* count of them; on the heap until all are found */
    size_t count, capacity;
    /* of the line that is looked at: its first byte that is no blank; an offset, and the column there */
    size_t first, known_at;
    uint32_t known_column;
    struct sought arrow;
    struct sought openers[LANGUAGE_STRINGS + LANGUAGE_LEADERS + 1]; /* what may go on over lines begins with one of them */
    size_t opener_count;
    bool any_line; /* or anywhere */
    /* where what is open now was opened, and how many annotations stood before */
    size_t open_at, open_count;
    uint32_t open_line;
};

static void add(struct finder *finder, struct annotation annotation) {
    MEMORY_ROOM(finder->found, finder->count, finder->capacity);
    finder->found[finder->count++] = annotation;
}

/* Adds the annotation whose leader stands at begin and whose arrow ends at `behind`; its text goes on to end.
 */
static void add_at(struct finder *finder, struct text line, uint32_t number, size_t begin, size_t leader,
                   size_t behind, size_t end) {
    finder->known_column += (uint32_t)utf8_count(text_slice(line, finder->known_at, begin));
    finder->known_at = begin;
    add(finder, (struct annotation){.line = number,
                                    .column = finder->known_column,
                                    .text = text_strip(text_slice(line, behind, end)),
                                    .leader = text_slice(line, begin, begin + leader),
                                    .own_line = begin <= finder->first,
                                    .begin = (size_t)(line.at - finder->text.at) + begin});
}

/* Offset behind the arrow, where the leader's run at begin is followed by blanks and an arrow; else 0. */
static size_t behind_arrow(struct text line, size_t begin, size_t leader) {
    size_t at = begin + leader;
    while (at < line.len && line.at[at] == line.at[begin] && line.at[at - 1] == line.at[begin])
        at++;
    while (at < line.len && byte_is_blank(line.at[at]))
        at++;
    return text_starts(text_from(line, at), arrow) ? at + ARROW : 0;
}

/* Looks behind the leader of a comment that goes up to the end of a line with an arrow: commented-out code may have
 * an annotation of its own. Goes from arrow to arrow, and from each back over its blanks to a leader. */
static bool find_in_tail(struct finder *finder, struct text line, uint32_t number, size_t from) {
    size_t at = finder->arrow.next - (size_t)(line.at - finder->text.at); /* the line's first */
    if (at < from)
        at = text_find(line, TEXT("=>"), from);
    for (; at != TEXT_NONE; at = text_find(line, TEXT("=>"), at + ARROW)) {
        size_t end = text_trim_right(text_slice(line, 0, at)).len;
        for (int i = 0; finder->language->leaders[i]; i++) {
            const char *leader = finder->language->leaders[i];
            size_t length = strlen(leader);
            if (finder->language->closers[i] || end < from + length ||
                !text_ends(text_slice(line, 0, end), leader))
                continue;
            size_t begin = end - length;
            while (begin > from && leader[0] == leader[length - 1] && line.at[begin - 1] == leader[0])
                begin--;
            if (begin != from && !byte_is_blank(line.at[begin - 1]))
                continue;
            add_at(finder, line, number, begin, length, at + ARROW, line.len);
            return true;
        }
    }
    return false;
}

/* A line of its own with the leader of another language. */
static void find_foreign(struct finder *finder, struct text line, uint32_t number) {
    static const char *const common[] = {"#", "//", "--", ";", "%", NULL};
    size_t begin = finder->first;
    for (int i = 0; common[i]; i++) {
        size_t length = strlen(common[i]), behind;
        if (!text_starts(text_from(line, begin), common[i]) || !(behind = behind_arrow(line, begin, length)))
            continue;
        add_at(finder, line, number, begin, length, behind, line.len);
        return;
    }
}

/* Whether it stands in begin..end of the text, a line: each byte is looked at once, however many lines there are. */
static bool stands_in(struct text text, struct sought *sought, size_t begin, size_t end) {
    if (begin < sought->from || begin > sought->next) {
        sought->from = begin;
        sought->next = text_find(text, sought->what, begin);
    }
    return sought->next < end;
}

/* Notes an opening that the text has. */
static void note_opener(struct finder *finder, const char *open) {
    struct text what = text_of(open);
    size_t first = text_find(finder->text, what, 0);
    if (first != TEXT_NONE)
        finder->openers[finder->opener_count++] = (struct sought){what, 0, first};
}

/* Whether something that goes on over lines may begin in the text; if not, only lines with an arrow matter.
 */
static bool may_span(struct finder *finder) {
    const struct language *language = finder->language;
    finder->any_line = (language->traits & LANGUAGE_YAML) != 0;
    if (language->traits & LANGUAGE_HEREDOC)
        note_opener(finder, "<<");
    for (int i = 0; i < LANGUAGE_STRINGS && language->strings[i].open; i++)
        if (language->strings[i].spans_lines)
            note_opener(finder, language->strings[i].open);
    for (int i = 0; language->leaders[i]; i++)
        if (language->closers[i])
            note_opener(finder, language->leaders[i]);
    return finder->any_line || finder->opener_count;
}

/* The same of one line. */
static bool line_may_span(struct finder *finder, size_t begin, size_t end) {
    bool may = finder->any_line;
    for (size_t i = 0; !may && i < finder->opener_count; i++)
        may = stands_in(finder->text, &finder->openers[i], begin, end);
    return may;
}

static void look_at_line(struct finder *finder, struct text line, uint32_t number) {
    struct language_comment comment;
    size_t begin = (size_t)(line.at - finder->text.at), end = begin + line.len;
    bool has_arrow = stands_in(finder->text, &finder->arrow, begin, end),
         inside = language_state_is_open(&finder->state);
    size_t before = finder->count, from = 0, behind;
    if (!has_arrow && !inside && !line_may_span(finder, begin, end))
        return;
    finder->first = line.len - text_trim_left(line).len;
    finder->known_at = 0;
    finder->known_column = 1;
    while (language_next_comment(finder->language, line, from, &finder->state, &comment)) {
        if (has_arrow && !comment.closer)
            find_in_tail(finder, line, number, comment.begin);
        else if (has_arrow && (behind = behind_arrow(line, comment.begin, comment.leader)) &&
                 behind <= comment.end)
            add_at(finder, line, number, comment.begin, comment.leader, behind,
                   comment.closed ? comment.end - strlen(comment.closer) : comment.end);
        if (!comment.closed)
            break;
        from = comment.end;
    }
    if (has_arrow && !inside && finder->count == before)
        find_foreign(finder, line, number);
    if (!inside && language_state_is_open(&finder->state)) {
        finder->open_at = (size_t)(line.at - finder->text.at);
        finder->open_line = number;
        finder->open_count = before;
    }
}

/* What is open at the end of the text is none of what it looked like (an apostrophe in what a shell prints):
 * from now on it ends with its line. */
static void confine(struct finder *finder) {
    struct language_state *state = &finder->state;
    unsigned confined = state->confined;
    if (state->inside)
        confined |= 1u << (state->inside - finder->language->strings);
    else
        confined |= state->closer ? LANGUAGE_CONFINED_COMMENTS : LANGUAGE_CONFINED_BODIES;
    *state = (struct language_state){.confined = confined};
    finder->count = finder->open_count;
}

static struct text line_at(struct text text, size_t at) {
    size_t end = text_find_byte(text, '\n', at);
    return text_slice(text, at, end == TEXT_NONE ? text.len : end);
}

static uint32_t count_lines(struct text text, size_t from, size_t to) {
    uint32_t count = 0;
    for (size_t at = text_find_byte(text, '\n', from); at < to; at = text_find_byte(text, '\n', at + 1))
        count++;
    return count;
}

static void look_at_arrows(struct finder *finder) {
    struct text text = finder->text;
    uint32_t number = 1;
    for (size_t at = 0, hit; (hit = text_find(text, TEXT("=>"), at)) != TEXT_NONE;) {
        size_t begin = hit;
        while (begin > at && text.at[begin - 1] != '\n')
            begin--;
        number += count_lines(text, at, begin);
        struct text line = line_at(text, begin);
        look_at_line(finder, line, number);
        at = begin + line.len + 1;
        number++;
        if (at >= text.len)
            break;
    }
}

/* Every unclosed opening costs one more pass from its line on, and confines one kind of opening: a bounded
 * number. */
static void look_at_all(struct finder *finder) {
    struct text text = finder->text;
    uint32_t number = 1;
    for (size_t at = 0; at < text.len;) {
        struct text line = line_at(text, at);
        look_at_line(finder, line, number);
        at += line.len + 1;
        number++;
        /* A block scalar needs no end. */
        if (at < text.len || !language_state_is_open(&finder->state) || finder->state.scalar)
            continue;
        confine(finder);
        at = finder->open_at;
        number = finder->open_line;
    }
}

static const struct language *scanned_language(const struct block *block) {
    const struct language *language = language_find(block->language);
    return language && language->leaders[0] ? language : language_unknown();
}

void block_annotate(struct block *block, struct arena *arena) {
    block->annotations = NULL;
    block->annotation_count = 0;
    size_t first = text_find(block->text, TEXT("=>"), 0);
    if (first == TEXT_NONE)
        return;
    struct finder finder = {.language = scanned_language(block), .text = block->text, .arrow = {TEXT("=>"), 0, first}};
    if (may_span(&finder))
        look_at_all(&finder);
    else
        look_at_arrows(&finder);
    if (finder.count) {
        struct annotation *annotations = ARENA_ARRAY(arena, struct annotation, finder.count);
        memcpy(annotations, finder.found, finder.count * sizeof *annotations);
        block->annotations = annotations;
        block->annotation_count = (uint32_t)finder.count;
    }
    free(finder.found);
}

/* Whether the comment of an annotation takes the rest of its line: a block comment must close there, with
 * nothing behind it. */
static bool ends_line(const struct language *language, struct text rest, struct text leader) {
    const char *closer = NULL;
    for (int i = 0; language->leaders[i]; i++)
        if (text_is(leader, language->leaders[i]))
            closer = language->closers[i];
    if (!closer)
        return true;
    size_t close = text_find(rest, text_of(closer), leader.len);
    return close != TEXT_NONE && text_is_blank(text_from(rest, close + strlen(closer)));
}

struct text block_without_annotations(const struct block *block, struct arena *arena) {
    struct text text = block->text;
    if (!block->annotation_count)
        return text;
    const struct language *language = scanned_language(block);
    char *copy = arena_get(arena, text.len + 1), *to = copy;
    size_t from = 0, end = 0;
    for (uint32_t i = 0; i < block->annotation_count; i++) {
        const struct annotation *annotation = &block->annotations[i];
        size_t begin = annotation->begin;
        if (begin >= end)
            end = begin + line_at(text, begin).len;
        if (begin < from || !ends_line(language, text_slice(text, begin, end), annotation->leader))
            continue;
        while (begin > from && byte_is_blank(text.at[begin - 1]))
            begin--;
        if (annotation->own_line && end < text.len)
            end++;
        memcpy(to, text.at + from, begin - from);
        to += begin - from;
        from = end;
    }
    if (from < text.len)
        memcpy(to, text.at + from, text.len - from);
    to += text.len - from;
    return (struct text){copy, (size_t)(to - copy)};
}
