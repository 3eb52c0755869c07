/* SPDX-License-Identifier: MIT */
#include "doc/slug.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/utf8.h"

struct slug_range {
    uint32_t first, last;
};

struct slug_case {
    uint32_t first, last, step;
    int32_t delta;
};

#include "doc/slug_table.inc"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { CAPITAL_SIGMA = 0x3A3, FINAL_SIGMA = 0x3C2, CAPITAL_I_DOT = 0x130, DOT_ABOVE = 0x307 };

static bool is_in(const struct slug_range *ranges, size_t count, uint32_t c) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ranges[middle].last < c)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && ranges[low].first <= c;
}

static uint32_t lower(uint32_t c) {
    size_t low = 0, high = COUNT(slug_lower);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (slug_lower[middle].last < c)
            low = middle + 1;
        else
            high = middle;
    }
    /* Runs of every second code point may lie within each other. */
    for (; low < COUNT(slug_lower) && slug_lower[low].first <= c; low++)
        if ((c - slug_lower[low].first) % slug_lower[low].step == 0)
            return (uint32_t)((int64_t)c + slug_lower[low].delta);
    return c;
}

/* Whether the next code point that is not case-ignorable has a case. */
static bool goes_on(struct text rest) {
    size_t length;
    for (; rest.len; rest = text_from(rest, length)) {
        uint32_t c = utf8_decode(rest, &length);
        if (!is_in(slug_ignorable, COUNT(slug_ignorable), c))
            return is_in(slug_cased, COUNT(slug_cased), c);
    }
    return false;
}

static void add_point(struct buf *out, uint32_t c) {
    char bytes[4];
    if (!is_in(slug_removed, COUNT(slug_removed), c))
        buf_add(out, (struct text){bytes, utf8_encode(c, bytes)});
}

static void add_ascii(struct buf *out, char c) {
    if (c == ' ' || c == '-')
        buf_add_byte(out, '-');
    else if (byte_is_alpha(c) || byte_is_digit(c) || c == '_')
        buf_add_byte(out, byte_lower(c));
}

void slug_add(struct text plain, struct buf *out) {
    bool after_cased = false; /* the last code point that is not case-ignorable has a case */
    for (size_t at = 0, length; at < plain.len; at += length) {
        uint32_t c = utf8_decode(text_from(plain, at), &length);
        if (c == CAPITAL_SIGMA) {
            bool final = after_cased && !goes_on(text_from(plain, at + length));
            add_point(out, final ? FINAL_SIGMA : lower(c));
        } else if (c == CAPITAL_I_DOT) {
            add_point(out, 'i');
            add_point(out, DOT_ABOVE);
        } else if (c < 0x80) {
            add_ascii(out, (char)c);
        } else {
            add_point(out, lower(c));
        }
        if (c < 0x80 ? c != '\'' && c != '.' && c != ':' && c != '^' && c != '`'
                     : !is_in(slug_ignorable, COUNT(slug_ignorable), c))
            after_cased = c < 0x80 ? byte_is_alpha((char)c) : is_in(slug_cased, COUNT(slug_cased), c);
    }
}

struct slugger_row {
    struct text slug; /* at == NULL: free */
    uint32_t count;   /* the last number that was put behind it */
};

static struct slugger_row *find(const struct slugger *slugger, struct text slug) {
    size_t at = (size_t)text_hash(slug, 0) & (slugger->capacity - 1);
    while (slugger->rows[at].slug.at && !text_equal(slugger->rows[at].slug, slug))
        at = (at + 1) & (slugger->capacity - 1);
    return &slugger->rows[at];
}

static void grow(struct slugger *slugger) {
    struct slugger old = *slugger;
    slugger->capacity = old.capacity ? old.capacity * 2 : 64;
    slugger->rows = memory_get_zeroed(slugger->capacity, sizeof *slugger->rows);
    for (size_t i = 0; i < old.capacity; i++)
        if (old.rows[i].slug.at)
            *find(slugger, old.rows[i].slug) = old.rows[i];
    free(old.rows);
}

struct text slugger_next(struct slugger *slugger, struct text plain, struct arena *arena) {
    struct buf slug = {0};
    if (slugger->count * 2 >= slugger->capacity)
        grow(slugger);
    slug_add(plain, &slug);
    buf_add_string(&slug, ""); /* never NULL, which marks a free row */
    size_t length = slug.len;
    struct slugger_row *original = find(slugger, buf_text(&slug)), *row = original;
    while (row->slug.at) {
        buf_cut(&slug, length);
        buf_print(&slug, "-%u", ++original->count);
        row = find(slugger, buf_text(&slug));
    }
    *row = (struct slugger_row){arena_copy(arena, buf_text(&slug)), 0};
    slugger->count++;
    buf_free(&slug);
    return row->slug;
}

void slugger_free(struct slugger *slugger) {
    free(slugger->rows);
    *slugger = (struct slugger){0};
}
