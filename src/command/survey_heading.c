/* SPDX-License-Identifier: MIT */
#include "command/survey.h"

enum { WORD_MOST = 40, CODE_MOST = 8, DIGITS_MOST = 9 };

static bool is_letter(char c) {
    return byte_is_alpha(c) || (unsigned char)c >= 0x80;
}

/* A word as in "REQ-12" or "Q3": capitals alone. */
static bool is_code(struct text word) {
    size_t i = 0;
    while (i < word.len && word.at[i] >= 'A' && word.at[i] <= 'Z')
        i++;
    return i && i == word.len && i <= CODE_MOST;
}

/* Splits what stands before the number, of which it is the end, into word and join. */
static bool read_word(struct text before, struct heading_shape *shape) {
    static const char *const joins[] = {" #", "#", " ", "-", "", NULL};
    size_t i = 0;
    while (!text_ends(before, joins[i]))
        i++;
    shape->join = text_of(joins[i]);
    shape->word = text_trim(text_slice(before, 0, before.len - shape->join.len));
    if (!shape->word.len) {
        shape->join = text_trim(shape->join);
        return !shape->join.len || text_is(shape->join, "#");
    }
    bool tight = !shape->join.len || text_is(shape->join, "-");
    return is_letter(shape->word.at[0]) && (!tight || is_code(shape->word));
}

/* Offset of the first digit where only letters, blanks, hyphens and at last a # stand before it; TEXT_NONE for
 * other headings. */
static size_t find_number(struct text t) {
    size_t i = 0;
    while (i < t.len && i <= WORD_MOST && (is_letter(t.at[i]) || t.at[i] == ' ' || t.at[i] == '-'))
        i++;
    i += i < t.len && t.at[i] == '#';
    return i < t.len && t.at[i] >= '1' && t.at[i] <= '9' ? i : TEXT_NONE;
}

/* The mark behind the number, with a blank before it where there is one: the longest row that fits and is
 * followed by a title. */
static bool read_separator(struct text rest, struct text *separator) {
    static const char *const marks[] = {":", ".", ")", " —", " –", " -", " |", " :", "—", "–", NULL};
    for (size_t i = 0; marks[i]; i++) {
        struct text title = text_from(rest, strlen(marks[i]));
        if (!text_starts(rest, marks[i]) || !title.len || !byte_is_blank(title.at[0]) || text_is_blank(title))
            continue;
        *separator = text_of(marks[i]);
        return true;
    }
    return false;
}

/* The shape of a heading's content; false where it has no number or no title. The texts are parts of content or
 * constant. */
static bool read_shape(struct text content, struct heading_shape *shape, uint32_t *number) {
    size_t at = find_number(content), end = at;
    if (at == TEXT_NONE || !read_word(text_slice(content, 0, at), shape) ||
        text_find_byte(content, '\n', 0) != TEXT_NONE)
        return false;
    *number = 0;
    while (end < content.len && byte_is_digit(content.at[end]) && end - at < DIGITS_MOST)
        *number = *number * 10 + (uint32_t)(content.at[end++] - '0');
    return read_separator(text_from(content, end), &shape->separator);
}

static bool same_shape(const struct heading_shape *a, const struct heading_shape *b) {
    return text_equal(a->word, b->word) && text_equal(a->separator, b->separator) && text_equal(a->join, b->join);
}

static struct shape_count *count_of(struct heading_survey *survey, const struct heading_shape *shape,
                                    struct arena *arena) {
    for (size_t i = 0; i < survey->count; i++)
        if (same_shape(&survey->shapes[i].shape, shape))
            return &survey->shapes[i];
    if (survey->count == SHAPES_MOST)
        return NULL;
    struct shape_count *made = &survey->shapes[survey->count++];
    *made = (struct shape_count){.shape = *shape};
    made->shape.word = arena_copy(arena, shape->word);
    return made;
}

static void add_heading(struct heading_survey *survey, struct text content, unsigned level,
                        uint32_t last[SHAPES_MOST], struct arena *arena) {
    struct heading_shape shape;
    uint32_t number;
    if (!read_shape(content, &shape, &number))
        return;
    struct shape_count *count = count_of(survey, &shape, arena);
    if (!count)
        return;
    uint32_t *before = &last[count - survey->shapes];
    count->count++;
    count->level[level]++;
    count->rising += number > *before;
    if (number > *before)
        *before = number;
}

void headings_add(struct heading_survey *survey, const struct document *document, struct arena *arena) {
    uint32_t last[SHAPES_MOST] = {0};
    uint32_t block = 0, entry = 0;
    for (;;) { /* headings in the order of the page */
        uint32_t next =
            entry < document->entry_count ? document->entries[entry].first_block : document->block_count;
        for (; block < next; block++)
            if (document->blocks[block].kind == BLOCK_HEADING)
                add_heading(survey, document->blocks[block].markdown, document->blocks[block].level, last,
                            arena);
        if (entry == document->entry_count)
            return;
        const struct entry *heading = &document->entries[entry++];
        add_heading(survey, source_text(document->source, heading->part.content), heading->level, last,
                    arena);
    }
}

static size_t rising_of(const struct heading_survey *survey, struct text word) {
    size_t rising = 0;
    for (size_t i = 0; i < survey->count; i++)
        if (text_equal(survey->shapes[i].shape.word, word))
            rising += survey->shapes[i].rising;
    return rising;
}

/* Levels of a few stray headings are no levels of entries. */
static void find_levels(const struct heading_survey *survey, struct text word, unsigned *least,
                        unsigned *most, size_t *count) {
    size_t level[7] = {0};
    *count = 0;
    for (size_t i = 0; i < survey->count; i++)
        for (unsigned n = 1; n <= 6 && text_equal(survey->shapes[i].shape.word, word); n++) {
            level[n] += survey->shapes[i].level[n];
            *count += survey->shapes[i].level[n];
        }
    *least = *most = 0;
    for (unsigned n = 1; n <= 6; n++)
        if (level[n] * 20 >= *count) {
            *least = *least ? *least : n;
            *most = n;
        }
}

const struct shape_count *headings_best(const struct heading_survey *survey, unsigned *level_min,
                                        unsigned *level_max, size_t *count) {
    const struct shape_count *best = NULL;
    size_t best_rising = 1;
    for (size_t i = 0; i < survey->count; i++) {
        const struct shape_count *one = &survey->shapes[i];
        size_t rising = rising_of(survey, one->shape.word);
        bool same = best && text_equal(best->shape.word, one->shape.word);
        if (same ? one->count > best->count : rising > best_rising) {
            best = one;
            best_rising = rising;
        }
    }
    if (best)
        find_levels(survey, best->shape.word, level_min, level_max, count);
    return best;
}
