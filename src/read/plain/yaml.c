/* SPDX-License-Identifier: MIT */
/* YAML says its structure by indentation alone, so most of it is lost. What
 * remains: keys without a value have something under them, list items belong
 * to lists, a mapping has no key twice, and well-known files have known keys.
 * A beam search takes the most plausible nesting. */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "read/plain/layout.h"
#include "read/plain/yaml_keys.h"

enum { DEPTH = 14, KEYS = 24, BEAM = 24, LONG_BLOCK = 2000, SHORT_BEAM = 4 };

struct yaml_line {
    size_t line;
    struct text key; /* of "key: …", or of what follows "- " */
    bool item, opens, scalar, pair;
    uint32_t number;             /* of the key */
    const struct family *family; /* of what stands under its key, or NULL */
    bool job;                    /* its key is one of a job's or a service's */
};

struct frame {
    long indent;
    bool list;
    int32_t opener; /* index of the line whose key holds it, -1 for the page */
    uint32_t keys[KEYS];
    uint8_t count;
    uint32_t first_key; /* of the first item of a list, or of a mapping in one */
};

struct state {
    float score;
    int32_t parent;
    uint8_t depth;
    bool open; /* the last line may have something under it */
    struct frame frames[DEPTH];
};

struct trail {
    int32_t parent;
    long indent;
};

struct search {
    struct yaml_line *lines;
    size_t count;
    struct state *now, *next;
    size_t now_count, next_count, width;
    struct trail *trail;
    size_t trail_count, trail_capacity;
};

static size_t key_length(struct text t) {
    if (t.len && (t.at[0] == '"' || t.at[0] == '\'')) {
        size_t close = text_find_byte(t, t.at[0], 1);
        return close != TEXT_NONE && close + 1 < t.len && t.at[close + 1] == ':' ? close + 1 : 0;
    }
    size_t n = 0;
    while (n < t.len && (byte_is_word(t.at[n]) || strchr("-./$*<@", t.at[n]) ||
                         (t.at[n] == ' ' && n + 1 < t.len && byte_is_alpha(t.at[n + 1]) && n < 30)))
        n++;
    if (!n || n >= t.len || t.at[n] != ':')
        return 0;
    return n + 1 == t.len || byte_is_blank(t.at[n + 1]) ? n : 0;
}

static const struct family *family_under(const struct search *search, const struct frame *frame) {
    return frame->opener < 0 ? family_of_page() : search->lines[frame->opener].family;
}

/* The key that holds a frame; items of lists are held by the list's key. */
static struct text holder(const struct search *search, const struct frame *frame) {
    return frame->opener < 0 ? TEXT("/") : search->lines[frame->opener].key;
}

static bool has_key(const struct frame *frame, uint32_t key) {
    for (size_t i = 0; i < frame->count; i++)
        if (frame->keys[i] == key)
            return true;
    return false;
}

static float score_key(const struct search *search, const struct state *state, size_t k,
                       const struct yaml_line *line) {
    const struct frame *frame = &state->frames[k];
    if (has_key(frame, line->number))
        return -20;
    /* Names of the author's, of jobs and services, may be any word; what stands under them is known. */
    struct text over = k && frame->opener >= 0 ? holder(search, &state->frames[k - 1]) : TEXT("");
    if (text_is(over, "jobs") || text_is(over, "services"))
        return line->job ? 3 : -1;
    const struct family *family = family_under(search, frame);
    float score = 0;
    if (family && layout_listed(family->children, line->key))
        score += 3;
    else if (family)
        score += family->free ? 0.5F : -2;
    return score;
}

static void add_key(struct frame *frame, uint32_t key) {
    if (frame->count < KEYS)
        frame->keys[frame->count++] = key;
}

static int32_t leave_trail(struct search *search, int32_t parent, long indent) {
    if (search->trail_count == search->trail_capacity) {
        search->trail_capacity = search->trail_capacity ? search->trail_capacity * 2 : 512;
        search->trail = memory_grow(search->trail, search->trail_capacity, sizeof *search->trail);
    }
    search->trail[search->trail_count] = (struct trail){parent, indent};
    return (int32_t)search->trail_count++;
}

/* Where a line may stand. */
struct choice {
    float score;
    uint32_t state;
    int8_t depth; /* frame it joins; behind the last one: a new frame */
};

static float score_choice(const struct search *search, const struct state *state, size_t index, size_t k) {
    const struct yaml_line *line = &search->lines[index];
    bool deeper = k == (size_t)state->depth + 1;
    if (deeper && !state->open)
        return -INFINITY;
    float score = state->score;
    if (deeper) {
        struct text over = holder(search, &state->frames[state->depth]);
        bool named = !line->item && (text_is(over, "jobs") || text_is(over, "services"));
        const struct family *family = named ? NULL : search->lines[index - 1].family;
        score += named && line->job ? 3 : 1;
        if (line->pair && !line->item && family && layout_listed(family->children, line->key))
            score += 2;
        else if (line->pair && family && !family->free)
            score -= 1;
        return score;
    }
    const struct frame *frame = &state->frames[k];
    if (state->open) {
        struct text key = search->lines[index - 1].key;
        bool alike = k == state->depth && !frame->list;
        bool volume = text_is(holder(search, &state->frames[state->depth]), "volumes") ||
                      text_is(holder(search, &state->frames[state->depth]), "networks");
        score -= family_may_be_empty(key) || volume                  ? 0
                 : alike && text_find(key, TEXT("data"), 0) != TEXT_NONE ? 1
                                                                         : 4;
    }
    if (line->item != frame->list)
        return line->item || line->pair || !line->number ? -INFINITY : -INFINITY;
    score -= 0.25F * (float)(state->depth - k);
    if (line->item) {
        score += 0.5F;
        if (frame->first_key)
            score += frame->first_key == line->number ? 2 : line->number ? -0.7F : -2;
        else
            score += line->number ? -2 : 0.5F;
        const struct family *family = family_under(search, frame);
        if (family && line->number)
            score += layout_listed(family->children, line->key) ? 1.5F : -1;
        return score;
    }
    return score + score_key(search, state, k, line);
}

static void place(struct search *search, struct state *state, size_t index, size_t k) {
    const struct yaml_line *line = &search->lines[index];
    if (k == (size_t)state->depth + 1) {
        long indent = state->frames[state->depth].indent + 2;
        state->depth++;
        state->frames[k] = (struct frame){.indent = indent, .list = line->item, .opener = (int32_t)index - 1};
        if (line->item)
            state->frames[k].first_key = line->number;
    }
    state->depth = (uint8_t)k;
    struct frame *frame = &state->frames[k];
    state->parent = leave_trail(search, state->parent, frame->indent);
    state->open = line->opens && k + 2 < DEPTH;
    if (!line->item) {
        add_key(frame, line->number);
        return;
    }
    if (!line->number || k + 2 >= DEPTH)
        return;
    /* The item is a mapping, whose keys stand two columns further in. */
    state->depth++;
    state->frames[state->depth] =
        (struct frame){.indent = frame->indent + 2, .opener = frame->opener, .first_key = line->number};
    add_key(&state->frames[state->depth], line->number);
}

static int by_score(const void *a, const void *b) {
    const struct choice *x = a, *y = b;
    if (x->score != y->score)
        return x->score < y->score ? 1 : -1;
    return x->state != y->state ? (x->state < y->state ? -1 : 1) : (int)y->depth - (int)x->depth;
}

static void step(struct search *search, size_t index, struct choice *choices) {
    size_t count = 0;
    for (size_t i = 0; i < search->now_count; i++) {
        const struct state *state = &search->now[i];
        for (size_t k = 0; k <= (size_t)state->depth + 1 && k < DEPTH; k++) {
            float score = score_choice(search, state, index, k);
            if (!isinf(score))
                choices[count++] = (struct choice){score, (uint32_t)i, (int8_t)k};
        }
    }
    if (!count) /* nothing fits: begin anew at the margin */
        choices[count++] = (struct choice){search->now[0].score - 10, 0, 0};
    qsort(choices, count, sizeof *choices, by_score);
    search->next_count = count < search->width ? count : search->width;
    for (size_t i = 0; i < search->next_count; i++) {
        struct state *state = &search->next[i];
        *state = search->now[choices[i].state];
        state->score = choices[i].score;
        place(search, state, index, (size_t)choices[i].depth);
    }
    struct state *swap = search->now;
    search->now = search->next;
    search->next = swap;
    search->now_count = search->next_count;
}

/* Lines of a block scalar: what follows "key: |" up to the next line that is surely a key or an item with
 * one. */
static bool ends_scalar(const struct layout *layout, size_t i) {
    struct text t = layout->lines[i].text;
    bool item = text_starts(t, "- ");
    struct text rest = item ? text_from(t, 2) : t;
    size_t n = key_length(rest);
    if (!n)
        return text_is(t, "---");
    struct text key = text_slice(rest, 0, n);
    if (text_find_byte(key, ' ', 0) != TEXT_NONE)
        return false;
    if (family_knows(key))
        return true;
    return n + 1 == rest.len;
}

static void read_line(struct yaml_line *line, struct words *keys, uint32_t *number, struct text t,
                      struct text code) {
    line->item = text_starts(t, "- ") || text_is(t, "-");
    struct text rest = line->item ? text_trim_left(text_from(t, 1)) : t;
    size_t n = key_length(rest);
    line->pair = n > 0;
    if (!n)
        return;
    line->key = text_slice(rest, 0, n);
    uint32_t *slot = words_at(keys, line->key);
    if (!*slot)
        *slot = ++*number;
    line->number = *slot;
    line->family = family_of(line->key);
    line->job = family_of_job(line->key);
    struct text said = text_trim_right(code);
    line->opens = text_ends(said, ":");
    line->scalar = text_ends(said, "|") || text_ends(said, ">") || text_ends(said, "|-") ||
                   text_ends(said, ">-") || text_ends(said, "|+");
}

/* The code of a line without a comment behind it. */
static struct text without_comment(struct text t) {
    size_t at = text_find(t, TEXT(" #"), 0);
    return text_trim_right(text_slice(t, 0, at));
}

struct scalar {
    bool open;
    size_t owner; /* index among the yaml lines */
};

static void search_all(struct search *search) {
    search->width = search->count > LONG_BLOCK ? SHORT_BEAM : BEAM;
    search->now = memory_get_zeroed(search->width, sizeof *search->now);
    search->next = memory_get_zeroed(search->width, sizeof *search->next);
    struct choice *choices = memory_get(search->width * (DEPTH + 1) * sizeof *choices);
    search->now_count = 1;
    search->now[0].parent = -1;
    search->now[0].frames[0] = (struct frame){.opener = -1, .list = search->count && search->lines[0].item};
    for (size_t i = 0; i < search->count; i++)
        step(search, i, choices);
    free(choices);
}

static bool is_document_mark(struct text t) {
    return text_is(t, "---") || text_is(t, "...");
}

/* Lays out one document of a stream: lines begin..end. owner[i] is 1 + the line that holds the scalar line i
 * is part of. */
static void lay_out_document(struct layout *layout, size_t begin, size_t end, size_t *owner) {
    struct search search = {.lines = memory_get_zeroed(end - begin + 1, sizeof *search.lines)};
    struct words keys = {0};
    uint32_t numbers = 0;
    size_t scalar = 0;
    long flow = 0;
    for (size_t i = begin; i < end; i++) {
        struct layout_line *line = &layout->lines[i];
        owner[i] = 0;
        if (scalar && !ends_scalar(layout, i)) {
            owner[i] = scalar;
            continue;
        }
        if (flow > 0) {
            owner[i] = search.count ? search.lines[search.count - 1].line + 1 : 0;
        } else if (!line->comment) {
            scalar = 0;
            struct yaml_line *y = &search.lines[search.count++];
            y->line = i;
            read_line(y, &keys, &numbers, line->text, without_comment(line->text));
            if (y->scalar)
                scalar = i + 1;
        }
        for (size_t k = 0; k < line->code.len && !line->comment; k++)
            flow += strchr("[{", line->code.at[k]) ? 1 : strchr("]}", line->code.at[k]) ? -1 : 0;
        flow = flow < 0 ? 0 : flow;
    }
    search_all(&search);
    int32_t at = search.now[0].parent;
    for (size_t i = search.count; i-- > 0 && at >= 0; at = search.trail[at].parent)
        layout->lines[search.lines[i].line].indent = search.trail[at].indent;
    free(search.lines);
    free(search.now);
    free(search.next);
    free(search.trail);
    words_free(&keys);
}

/* Annotations stand with the line above, unless that opens something; so do comments at the end. */
static void place_annotations(struct layout *layout, const size_t *owner) {
    long above = 0;
    bool opened = true;
    size_t last = layout->count;
    while (last && layout->lines[last - 1].comment)
        last--;
    for (size_t i = 0; i < layout->count; i++) {
        struct layout_line *line = &layout->lines[i];
        if (!line->comment) {
            struct text said = without_comment(line->text);
            bool item = text_starts(line->text, "- ") && key_length(text_from(line->text, 2));
            above = line->indent + (item && !owner[i] ? 2 : 0);
            opened = text_ends(said, ":");
        } else if ((line->annotation && !opened) || (i >= last && line->annotation)) {
            line->indent = above;
        } else if (i >= last) {
            line->indent = 0;
        }
    }
}

void layout_yaml(struct layout *layout) {
    size_t *owner = memory_get_zeroed(layout->count + 1, sizeof *owner);
    for (size_t begin = 0; begin < layout->count;) {
        size_t end = begin;
        while (end < layout->count && !is_document_mark(layout->lines[end].text))
            end++;
        if (end > begin)
            lay_out_document(layout, begin, end, owner);
        begin = end + 1;
    }
    long below = 0;
    for (size_t i = layout->count; i-- > 0;) {
        struct layout_line *line = &layout->lines[i];
        if (owner[i]) {
            const struct layout_line *holds = &layout->lines[owner[i] - 1];
            bool closes = line->code.len && strchr("]}", line->code.at[0]);
            line->indent = holds->indent + (text_starts(holds->text, "- ") ? 2 : 0) + (closes ? 0 : 2);
        }
        if (line->comment && !owner[i])
            line->indent = below;
        else if (!owner[i])
            below = line->indent;
    }
    place_annotations(layout, owner);
    free(owner);
}
