/* SPDX-License-Identifier: MIT */
/* A beam search takes the most plausible nesting of keys and items. */
#include "read/plain/yaml.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "read/plain/beam.h"
#include "read/plain/yaml_schema.h"

enum { DEPTH = 16, KEYS = 24, BEAM = 40, LONG_BLOCK = 600, SHORT_BEAM = 20, STEP = 2 };

struct frame {
    long indent;
    bool list;
    bool scalars;    /* a list of scalars, as far as is known */
    bool last_opens; /* its last key has something under it */
    bool known;      /* it has keys of its kind */
    bool taken;      /* it has the one of several keys that exclude each other */
    uint16_t type;   /* of the mapping, or of the mappings in the list */
    uint32_t keys[KEYS];
    uint8_t count;
    uint32_t first_key; /* of the first item of a list */
};

struct state {
    struct beam_state beam;
    uint8_t depth;
    bool open;                 /* the last line may have something under it */
    struct schema_child child; /* and what that is */
    struct frame frames[DEPTH];
};

struct search {
    const struct yaml_line *lines;
    size_t count;
};

static bool has_key(const struct frame *frame, uint32_t key) {
    for (size_t i = 0; i < frame->count; i++)
        if (frame->keys[i] == key)
            return true;
    return false;
}

static void add_key(struct frame *frame, uint32_t key) {
    if (frame->count < KEYS)
        frame->keys[frame->count++] = key;
}

/* A key where any may be; as one of the author's own. */
static const float UNKNOWN = 0.5F;

/* How well a key fits into a mapping of a kind. */
static float score_fit(const struct yaml_line *line, size_t type) {
    struct schema_child child;
    switch (schema_fit(type, line->key, &child)) {
    case FIT_KNOWN: return child.form == FORM_SCALAR && line->opens && !child.empty ? 1 : 3;
    case FIT_FREE:
        if (child.form == FORM_MAPPING)
            return line->opens || child.empty ? 0.7F : -2;
        return line->opens && child.scalars ? -0.4F : 0.5F;
    case FIT_STRANGE: return -3;
    default: return UNKNOWN;
    }
}

static float score_item(const struct yaml_line *line, bool scalars, size_t type) {
    if (scalars)
        return line->pair && line->number ? -1.5F : 0.5F;
    if (line->pair)
        return score_fit(line, type) / 2;
    return type == SCHEMA_ANY ? 0 : -0.5F;
}

/* A line that stands further in than the one above, which asked for it. */
static float score_deeper(const struct state *state, const struct yaml_line *line) {
    const struct schema_child *child = &state->child;
    float score = 1;
    if (line->item)
        score += child->form == FORM_LIST || child->form == FORM_EITHER ? 0.5F
                 : child->form == FORM_MAPPING                          ? -4
                                                                        : 0;
    else
        score += child->form == FORM_MAPPING || child->form == FORM_EITHER ? 0.5F
                 : child->form == FORM_LIST                                ? -4
                                                                           : 0;
    if (line->item)
        return score + score_item(line, child->scalars, child->form == FORM_LIST ? child->type : SCHEMA_ANY);
    return score + score_fit(line, child->form == FORM_LIST ? SCHEMA_ANY : child->type);
}

/* A line joins one of the frames, or a new one behind the last. */
static float score_choice(const struct search *search, const struct state *state, size_t index, size_t k) {
    const struct yaml_line *line = &search->lines[index];
    bool deeper = k == (size_t)state->depth + 1;
    if (deeper)
        return state->open ? state->beam.score + score_deeper(state, line) : -INFINITY;
    const struct frame *frame = &state->frames[k];
    if (line->item != frame->list)
        return -INFINITY;
    float score = state->beam.score - 0.25F * (float)(state->depth - k);
    if (state->open && !state->child.empty)
        score -= 4;
    if (line->commented && k < state->depth)
        score += 0.3F;
    if (k < state->depth && state->frames[state->depth].count == 1)
        score -= 0.4F;
    if (line->item) {
        score += 0.5F + score_item(line, frame->scalars, frame->type);
        if (frame->first_key)
            return score + (frame->first_key == line->number ? 2 : line->number ? -0.7F : -2);
        return score + (line->number ? -2 : 0.5F);
    }
    if (has_key(frame, line->number))
        return score - 20;
    float fit = score_fit(line, frame->type);
    score += fit + (fit > 2                            ? 0.1F * (float)k
                    : frame->last_opens == line->opens ? (line->opens ? 0.2F : 0.5F)
                                                       : 0);
    if (line->beside)
        score += has_key(frame, line->beside) ? 2 : line->depends ? -6 : 0;
    struct schema_child child;
    if (!k && frame->known && line->opens && schema_fit(frame->type, line->key, &child) == FIT_FREE)
        score += 1; /* beside its own, a file holds those of the application */
    if (frame->taken && schema_fit(frame->type, line->key, &child) == FIT_KNOWN && child.only)
        score -= 6;
    bool item = fit < 1 && k && state->frames[k - 1].list;
    if (item && has_key(&state->frames[k - 1], line->number))
        score += 1.5F;
    else if (item && line->opens) /* items are alike, and mostly flat */
        score -= 0.4F;
    return score;
}

static void open_frame(struct state *state, const struct yaml_line *line) {
    long indent = state->frames[state->depth].indent + STEP;
    const struct schema_child *child = &state->child;
    bool fits =
        line->item ? child->form == FORM_LIST : child->form == FORM_MAPPING || child->form == FORM_EITHER;
    state->frames[++state->depth] = (struct frame){.indent = indent,
                                                   .list = line->item,
                                                   .scalars = line->item && child->scalars,
                                                   .type = fits ? child->type : (uint16_t)SCHEMA_ANY,
                                                   .first_key = line->number ? line->number : line->inner};
}

static void place(void *task, void *to, size_t index, const struct beam_choice *choice) {
    const struct search *search = task;
    struct state *state = to;
    const struct yaml_line *line = &search->lines[index];
    size_t k = (size_t)choice->depth;
    if (k == (size_t)state->depth + 1)
        open_frame(state, line);
    state->depth = (uint8_t)k;
    struct frame *frame = &state->frames[k];
    state->open = line->opens && k + 2 < DEPTH;
    bool known = schema_fit(frame->type, line->key, &state->child) == FIT_KNOWN;
    if (!line->item) {
        frame->known = frame->known || known;
        frame->taken = frame->taken || (known && state->child.only);
        frame->last_opens = line->opens;
        add_key(frame, line->number);
        if (k && state->frames[k - 1].list && !has_key(&state->frames[k - 1], line->number))
            add_key(&state->frames[k - 1], line->number);
        return;
    }
    if (!frame->first_key && !frame->scalars)
        frame->first_key = line->number ? line->number : line->inner;
    if (!line->number || k + 2 >= DEPTH)
        return;
    /* The item is a mapping, whose keys stand two columns further in. */
    state->frames[++state->depth] = (struct frame){.indent = frame->indent + STEP,
                                                   .type = frame->type,
                                                   .last_opens = line->opens,
                                                   .taken = known && state->child.only};
    add_key(&state->frames[state->depth], line->number);
}

static size_t choose(const void *task, const void *after, size_t index, struct beam_choice *choices) {
    const struct search *search = task;
    const struct state *state = after;
    size_t count = 0;
    for (size_t k = 0; k <= (size_t)state->depth + 1 && k < DEPTH; k++) {
        float score = score_choice(search, state, index, k);
        long column = k > state->depth ? state->frames[state->depth].indent + STEP : state->frames[k].indent;
        if (!isinf(score))
            choices[count++] =
                (struct beam_choice){score, .depth = (int16_t)k, .column = (int16_t)column};
    }
    return count;
}

/* A state for each kind of document that there is; gives their number, at most BEAM. */
static size_t begin(const struct yaml_line *lines, size_t count, struct state *states) {
    bool item = count && lines[0].item, list;
    size_t begun = 0;
    for (size_t i = 0; i < schema_count() && begun < BEAM; i++) {
        if (!schema_is_root(i, &list) || (item && !list) || (!item && list && i))
            continue;
        states[begun++].frames[0] = (struct frame){.list = item, .type = (uint16_t)i};
    }
    return begun;
}

double yaml_search(const struct yaml_line *lines, size_t count, long *indent) {
    struct search search = {lines, count};
    struct state *first = memory_get_zeroed(BEAM, sizeof *first);
    size_t begun = begin(lines, count, first);
    struct beam beam = {.steps = count,
                        .width = count > LONG_BLOCK ? SHORT_BEAM : BEAM,
                        .state_size = sizeof *first,
                        .most = DEPTH + 1,
                        .task = &search,
                        .choose = choose,
                        .place = place};
    begun = begun < beam.width ? begun : beam.width;
    struct beam_result result = beam_search(&beam, first, begun, indent);
    free(first);
    return (double)result.score / (double)(count ? count : 1);
}
