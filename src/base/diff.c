/* SPDX-License-Identifier: MIT */
#include "base/diff.h"

#include <stdlib.h>

#include "base/memory.h"

enum { CONTEXT = 3 };

#ifndef DIFF_LIMIT /* edits looked at in one go; tests build with a small one */
#define DIFF_LIMIT 256
#endif

struct side {
    struct text *lines; /* with their line ends */
    size_t count;
    bool *changed; /* of each line: deleted, or inserted */
};

/* The lines that Myers' algorithm sees: those that occur on both sides, as numbers. */
struct kept {
    uint32_t *ids;
    size_t *places; /* in side.lines */
    size_t count;
};

static void split(struct text t, struct side *side) {
    size_t capacity = 256;
    *side = (struct side){.lines = memory_grow(NULL, capacity, sizeof *side->lines)};
    for (size_t begin = 0; begin < t.len;) {
        size_t lf = text_find_byte(t, '\n', begin), end = lf == TEXT_NONE ? t.len : lf + 1;
        if (side->count == capacity) {
            capacity *= 2;
            side->lines = memory_grow(side->lines, capacity, sizeof *side->lines);
        }
        side->lines[side->count++] = text_slice(t, begin, end);
        begin = end;
    }
    side->changed = memory_get_zeroed(side->count, sizeof *side->changed);
}

/* Numbering equal lines. Sorted, not hashed into a table: lines that were made to collide cost no more. */

struct numbered {
    uint64_t hash;
    struct text line;
    size_t place;
    bool is_new;
};

static int by_content(const void *left, const void *right) {
    const struct numbered *a = left, *b = right;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return text_compare(a->line, b->line);
}

static size_t take_lines(const struct side *side, size_t head, size_t tail, bool is_new,
                         struct numbered *into) {
    size_t count = 0;
    for (size_t i = head; i < side->count - tail; i++)
        into[count++] = (struct numbered){text_hash(side->lines[i], 0), side->lines[i], i, is_new};
    return count;
}

/* Gives every line between head and tail its number in ids (by place), or marks it as changed where the other
 * side does not have it: such a line is in no common subsequence. */
static void number_lines(struct side sides[2], size_t head, size_t tail, uint32_t *ids[2]) {
    size_t count = sides[0].count + sides[1].count - 2 * (head + tail);
    struct numbered *all = memory_grow(NULL, count, sizeof *all);
    size_t first = take_lines(&sides[0], head, tail, false, all);
    take_lines(&sides[1], head, tail, true, all + first);
    qsort(all, count, sizeof *all, by_content);
    uint32_t id = 0;
    for (size_t begin = 0, end; begin < count; begin = end, id++) {
        bool found[2] = {false, false};
        for (end = begin; end < count && by_content(&all[begin], &all[end]) == 0; end++)
            found[all[end].is_new] = true;
        for (size_t i = begin; i < end; i++) {
            ids[all[i].is_new][all[i].place] = id;
            sides[all[i].is_new].changed[all[i].place] = !(found[0] && found[1]);
        }
    }
    free(all);
}

static void keep_lines(const struct side *side, size_t head, size_t tail, const uint32_t *ids,
                       struct kept *kept) {
    size_t most = side->count - head - tail;
    kept->ids = memory_grow(NULL, most, sizeof *kept->ids);
    kept->places = memory_grow(NULL, most, sizeof *kept->places);
    kept->count = 0;
    for (size_t i = head; i < side->count - tail; i++) {
        if (side->changed[i])
            continue;
        kept->ids[kept->count] = ids[i];
        kept->places[kept->count++] = i;
    }
}

/* One go of Myers' greedy algorithm (1986, figure 2), from (x0, y0) of the two sequences. */
struct search {
    struct kept kept[2];
    size_t x0, y0;
    int64_t width, height;  /* what is left of each */
    int64_t *furthest;      /* row d: d + 1 values of x, for the diagonals -d, -d + 2 … d */
    int64_t best_d, best_i; /* the point that came furthest */
};

static int64_t *row_of(const struct search *search, int64_t d) { return search->furthest + d * (d + 1) / 2; }

/* Whether the best way to diagonal number i of row d comes from above, by an insertion. */
static bool from_above(const struct search *search, int64_t d, int64_t i) {
    const int64_t *before = row_of(search, d - 1);
    return i == 0 || (i < d && before[i - 1] < before[i]);
}

static int64_t reach(const struct search *search, int64_t d, int64_t i) {
    int64_t x = 0;
    if (d)
        x = from_above(search, d, i) ? row_of(search, d - 1)[i] : row_of(search, d - 1)[i - 1] + 1;
    int64_t y = x - (2 * i - d);
    const uint32_t *old_ids = search->kept[0].ids + search->x0, *new_ids = search->kept[1].ids + search->y0;
    while (x < search->width && y < search->height && old_ids[x] == new_ids[y])
        x++, y++;
    return x;
}

/* Fills the rows until the end is reached, or the limit. */
static void run(struct search *search) {
    int64_t best_sum = -1;
    for (int64_t d = 0; d <= DIFF_LIMIT; d++) {
        for (int64_t i = 0; i <= d; i++) {
            int64_t x = reach(search, d, i), y = x - (2 * i - d);
            row_of(search, d)[i] = x;
            if (x > search->width || y > search->height || x + y <= best_sum)
                continue;
            best_sum = x + y;
            search->best_d = d;
            search->best_i = i;
        }
        if (best_sum == search->width + search->height)
            return;
    }
}

/* Marks the edits on the way to the best point, and goes on from there. */
static void commit(struct search *search, struct side sides[2]) {
    int64_t d = search->best_d, i = search->best_i;
    int64_t x_end = row_of(search, d)[i], y_end = x_end - (2 * i - d);
    for (; d > 0; d--) {
        bool above = from_above(search, d, i);
        if (!above)
            i--;
        int64_t x = row_of(search, d - 1)[i], y = x - (2 * i - (d - 1));
        if (above)
            sides[1].changed[search->kept[1].places[search->y0 + (size_t)y]] = true;
        else
            sides[0].changed[search->kept[0].places[search->x0 + (size_t)x]] = true;
    }
    search->x0 += (size_t)x_end;
    search->y0 += (size_t)y_end;
}

static void mark_rest(const struct kept *kept, size_t from, struct side *side) {
    for (size_t i = from; i < kept->count; i++)
        side->changed[kept->places[i]] = true;
}

static void compare(struct side sides[2], size_t head, size_t tail) {
    struct search search = {0};
    uint32_t *ids[2];
    for (int i = 0; i < 2; i++)
        ids[i] = memory_grow(NULL, sides[i].count, sizeof *ids[i]);
    number_lines(sides, head, tail, ids);
    for (int i = 0; i < 2; i++) {
        keep_lines(&sides[i], head, tail, ids[i], &search.kept[i]);
        free(ids[i]);
    }
    search.furthest =
        memory_grow(NULL, (size_t)(DIFF_LIMIT + 1) * (DIFF_LIMIT + 2) / 2, sizeof *search.furthest);
    while (search.x0 < search.kept[0].count && search.y0 < search.kept[1].count) {
        search.width = (int64_t)(search.kept[0].count - search.x0);
        search.height = (int64_t)(search.kept[1].count - search.y0);
        run(&search);
        commit(&search, sides);
    }
    mark_rest(&search.kept[0], search.x0, &sides[0]);
    mark_rest(&search.kept[1], search.y0, &sides[1]);
    for (int i = 0; i < 2; i++) {
        free(search.kept[i].ids);
        free(search.kept[i].places);
    }
    free(search.furthest);
}

/* Writing. */

/* A name with control characters, quotes or backslashes is quoted as git does it, and patch(1) reads that;
 * behind one with blanks a tab says where it ends. */
static void add_name(const char *mark, const char *prefix, const char *name, struct buf *out) {
    bool quote = false, blank = false;
    for (const char *c = name; *c; c++) {
        quote |= (unsigned char)*c < 0x20 || *c == 0x7F || *c == '"' || *c == '\\';
        blank |= *c == ' ';
    }
    buf_add_string(out, mark);
    buf_add_string(out, quote ? "\"" : "");
    buf_add_string(out, prefix);
    for (const char *c = name; *c; c++) {
        if ((unsigned char)*c < 0x20 || *c == 0x7F)
            buf_print(out, "\\%03o", (unsigned)(unsigned char)*c);
        else if (*c == '"' || *c == '\\')
            buf_print(out, "\\%c", *c);
        else
            buf_add_byte(out, *c);
    }
    buf_add_string(out, quote ? "\"" : "");
    buf_add_string(out, blank && !quote ? "\t\n" : "\n");
}

static void add_line(char mark, struct text line, struct buf *out) {
    buf_add_byte(out, mark);
    buf_add(out, line);
    if (!text_ends(line, "\n"))
        buf_add_string(out, "\n\\ No newline at end of file\n");
}

static void add_range(char mark, size_t begin, size_t end, struct buf *out) {
    /* An empty range is named by the line before it. */
    buf_print(out, " %c%zu", mark, end > begin ? begin + 1 : begin);
    if (end - begin != 1)
        buf_print(out, ",%zu", end - begin);
}

/* The end of the hunk whose first change is at (x, y): behind its last change. */
static void find_hunk_end(const struct side sides[2], size_t *x, size_t *y) {
    size_t i = *x, j = *y;
    for (size_t same = 0; same <= 2 * CONTEXT;) {
        if (i < sides[0].count && sides[0].changed[i])
            i++;
        else if (j < sides[1].count && sides[1].changed[j])
            j++;
        else if (i < sides[0].count) {
            i++, j++, same++;
            continue;
        } else
            break;
        *x = i, *y = j, same = 0;
    }
}

static void add_hunk(const struct side sides[2], size_t x, size_t y, size_t x_end, size_t y_end,
                     struct buf *out) {
    size_t before = x < y ? x : y;
    before = before < CONTEXT ? before : CONTEXT;
    size_t left = sides[0].count - x_end, after = left < CONTEXT ? left : CONTEXT;
    x -= before, y -= before, x_end += after, y_end += after;
    buf_add_string(out, "@@");
    add_range('-', x, x_end, out);
    add_range('+', y, y_end, out);
    buf_add_string(out, " @@\n");
    while (x < x_end || y < y_end) {
        if (x < x_end && sides[0].changed[x])
            add_line('-', sides[0].lines[x++], out);
        else if (y < y_end && sides[1].changed[y])
            add_line('+', sides[1].lines[y++], out);
        else {
            add_line(' ', sides[0].lines[x++], out);
            y++;
        }
    }
}

static void add_hunks(const struct side sides[2], struct buf *out) {
    size_t x = 0, y = 0;
    while (x < sides[0].count || y < sides[1].count) {
        if ((x < sides[0].count && sides[0].changed[x]) || (y < sides[1].count && sides[1].changed[y])) {
            size_t x_end = x, y_end = y;
            find_hunk_end(sides, &x_end, &y_end);
            add_hunk(sides, x, y, x_end, y_end, out);
            x = x_end, y = y_end;
        } else
            x++, y++;
    }
}

void diff_unified(struct text old_text, struct text new_text, const char *name, struct buf *out) {
    if (text_equal(old_text, new_text))
        return;
    struct side sides[2];
    split(old_text, &sides[0]);
    split(new_text, &sides[1]);
    size_t least = sides[0].count < sides[1].count ? sides[0].count : sides[1].count, head = 0, tail = 0;
    while (head < least && text_equal(sides[0].lines[head], sides[1].lines[head]))
        head++;
    while (tail < least - head &&
           text_equal(sides[0].lines[sides[0].count - 1 - tail], sides[1].lines[sides[1].count - 1 - tail]))
        tail++;
    compare(sides, head, tail);
    add_name("--- ", "a/", name, out);
    add_name("+++ ", "b/", name, out);
    add_hunks(sides, out);
    for (int i = 0; i < 2; i++) {
        free(sides[i].lines);
        free(sides[i].changed);
    }
}
