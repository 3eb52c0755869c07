/* SPDX-License-Identifier: MIT */
#include "read/plain/terms.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "read/plain/shapes.h"

enum { OFTEN = 4 };
#define NO_TERM UINT32_MAX

/* Weights by what a term is, in units of log odds for each halving (in nats) of the rows that share it. */
static const float weight_word = 0.5F, weight_mark = 0.8F, weight_against = -3, weight_decides = 16;

enum place { PLACE_ANYWHERE, PLACE_START, PLACE_END, PLACE_LINE, PLACE_SHAPE, PLACE_COUNT };

struct term {
    struct text text; /* of a mark: without "^", "$" and "~!" */
    struct rows rows;
    float weight;
    bool against, decides;
    enum place place;    /* marks */
    uint32_t next;       /* marks: the next one of the same place and byte, or NO_TERM */
    line_shape_fit fits; /* PLACE_SHAPE */
};

struct terms {
    struct words index; /* words and, as they stand in the table, marks: number of the term + 1 */
    struct term *terms; /* words first, then marks */
    size_t words, count, capacity;
    uint32_t heads[PLACE_COUNT][256]; /* marks by place and first byte (PLACE_END: last byte) */
};

static size_t rows_count(const struct rows *rows) {
    size_t n = 0;
    for (size_t i = 0; i < GRAMMAR_LIMIT / 64; i++)
        for (uint64_t bits = rows->bits[i]; bits; bits &= bits - 1)
            n++;
    return n;
}

static struct term *find_term(struct terms *terms, struct text t) {
    uint32_t *index = words_at(&terms->index, t);
    if (!*index) {
        MEMORY_ROOM(terms->terms, terms->count, terms->capacity);
        terms->terms[terms->count++] = (struct term){.text = t};
        *index = (uint32_t)terms->count;
    }
    return &terms->terms[*index - 1];
}

static void add_row(struct term *term, size_t row) {
    term->rows.bits[row / 64] |= (uint64_t)1 << row % 64;
}

static void learn_words(struct terms *terms, struct text list, size_t row) {
    struct text word;
    for (size_t at = 0; words_next(list, &at, &word);)
        add_row(find_term(terms, word), row);
}

static void place_mark(struct term *term) {
    struct text t = term->text;
    term->against = text_starts(t, "~!");
    term->decides = text_starts(t, "~+");
    t = text_from(t, term->against || term->decides ? 2 : 0);
    term->fits = line_shape_find(t);
    bool start = t.len > 1 && t.at[0] == '^' && !term->fits;
    t = text_from(t, start);
    bool end = t.len > 1 && t.at[t.len - 1] == '$' && !term->fits;
    t.len -= end;
    term->text = t;
    term->place = term->fits ? PLACE_SHAPE
                  : start    ? (end ? PLACE_LINE : PLACE_START)
                  : end      ? PLACE_END
                             : PLACE_ANYWHERE;
}

static void learn_marks(struct terms *terms, struct text list, size_t row) {
    while (list.len) {
        size_t tab = text_find_byte(list, '\t', 0);
        struct text mark = text_slice(list, 0, tab);
        if (mark.len)
            add_row(find_term(terms, mark), row);
        list = tab == TEXT_NONE ? text_from(list, list.len) : text_from(list, tab + 1);
    }
}

/* A row has the terms of the row that it is like, and so on. */
static void learn_all(struct terms *terms, bool marks) {
    for (size_t row = 0; row < grammar_count(); row++)
        for (const struct grammar *from = grammar_at(row); from; from = grammar_base(from))
            if (marks)
                learn_marks(terms, text_of(from->marks), row);
            else
                learn_words(terms, text_of(from->words), row);
}

static void index_marks(struct terms *terms) {
    memset(terms->heads, 0xFF, sizeof terms->heads);
    for (size_t i = terms->words; i < terms->count; i++) {
        struct term *term = &terms->terms[i];
        place_mark(term);
        size_t key = term->place == PLACE_END ? term->text.len - 1 : 0;
        uint32_t *head = &terms->heads[term->place][term->fits ? 0 : (unsigned char)term->text.at[key]];
        term->next = *head;
        *head = (uint32_t)i;
    }
}

struct terms *terms_learn(void) {
    struct terms *terms = memory_get_zeroed(1, sizeof *terms);
    learn_all(terms, false);
    terms->words = terms->count;
    words_free(&terms->index); /* a mark may be a word, too */
    terms->index = (struct words){0};
    learn_all(terms, true);
    words_free(&terms->index);
    terms->index = (struct words){0};
    for (size_t i = 0; i < terms->words; i++)
        *words_at(&terms->index, terms->terms[i].text) = (uint32_t)i + 1;
    index_marks(terms);
    for (size_t i = 0; i < terms->count; i++) {
        struct term *term = &terms->terms[i];
        float share = (float)rows_count(&term->rows) / (float)grammar_count();
        term->weight = -logf(share) * (i < terms->words ? weight_word : weight_mark);
        if (term->fits && line_shape_weight(term->fits) > 0)
            term->weight = line_shape_weight(term->fits);
        if (term->against)
            term->weight = weight_against;
        if (term->decides)
            term->weight = weight_decides;
    }
    return terms;
}

void terms_free(struct terms *terms) {
    words_free(&terms->index);
    free(terms->terms);
    free(terms);
}

size_t terms_count(const struct terms *terms) {
    return terms->count;
}

static void see_words(const struct terms *terms, struct text line, uint8_t *seen) {
    struct text word;
    bool quoted = false;
    for (size_t at = 0, last = 0; words_next(line, &at, &word); last = at) {
        for (size_t i = last; i < (size_t)(word.at - line.at); i++)
            quoted ^= line.at[i] == '"' || line.at[i] == '`';
        if (quoted) /* words of strings say little */
            continue;
        uint32_t index = words_get(&terms->index, word);
        if (index && seen[index - 1] < OFTEN)
            seen[index - 1]++;
    }
}

/* Marks of the place whose text stands at the offset; met marks those that the line has had. */
static void see_marks(const struct terms *terms, enum place place, struct text line, size_t at,
                      uint8_t *met) {
    size_t key = place == PLACE_END ? line.len - 1 : at;
    for (uint32_t i = terms->heads[place][(unsigned char)line.at[key]]; i != NO_TERM;
         i = terms->terms[i].next) {
        struct text mark = terms->terms[i].text;
        if (mark.len > line.len - at || met[i])
            continue;
        size_t begin = place == PLACE_END ? line.len - mark.len : at;
        met[i] =
            memcmp(line.at + begin, mark.at, mark.len) == 0 && (place != PLACE_LINE || mark.len == line.len);
    }
}

void terms_see(const struct terms *terms, struct text line, uint8_t *seen) {
    if (!line.len)
        return;
    see_words(terms, line, seen);
    uint8_t *met = memory_get_zeroed(terms->count, 1);
    see_marks(terms, PLACE_START, line, 0, met);
    see_marks(terms, PLACE_LINE, line, 0, met);
    see_marks(terms, PLACE_END, line, 0, met);
    for (size_t at = 0; at < line.len; at++)
        see_marks(terms, PLACE_ANYWHERE, line, at, met);
    for (uint32_t i = terms->heads[PLACE_SHAPE][0]; i != NO_TERM; i = terms->terms[i].next)
        met[i] = terms->terms[i].fits(line);
    for (size_t i = terms->words; i < terms->count; i++)
        if (met[i] && seen[i] < OFTEN)
            seen[i]++;
    free(met);
}

static bool has_row(const struct term *term, size_t row) {
    return term->rows.bits[row / 64] >> row % 64 & 1;
}

bool terms_starts(const struct terms *terms, struct text line, size_t row) {
    static const enum place places[] = {PLACE_START, PLACE_LINE, PLACE_SHAPE};
    for (size_t k = 0; k < sizeof places / sizeof *places && line.len; k++) {
        unsigned char key = places[k] == PLACE_SHAPE ? 0 : (unsigned char)line.at[0];
        for (uint32_t i = terms->heads[places[k]][key]; i != NO_TERM; i = terms->terms[i].next) {
            const struct term *term = &terms->terms[i];
            if (term->against || !has_row(term, row) || (term->fits && !line_shape_is_own(term->fits)))
                continue;
            struct text start = text_slice(line, 0, places[k] == PLACE_START ? term->text.len : line.len);
            if (term->fits ? term->fits(line) : text_equal(start, term->text))
                return true;
        }
    }
    return false;
}

void terms_weigh(const struct terms *terms, const uint8_t *seen, float score[GRAMMAR_LIMIT]) {
    static const float times[OFTEN + 1] = {0, 1, 1.35F, 1.6F, 1.8F};
    for (size_t i = 0; i < terms->count; i++)
        for (size_t row = 0; seen[i] && row < grammar_count(); row++)
            if (has_row(&terms->terms[i], row))
                score[row] += terms->terms[i].weight * times[seen[i]];
}
