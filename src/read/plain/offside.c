/* SPDX-License-Identifier: MIT */
#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "read/plain/offside_search.h"

static void bind_all(struct search *search, struct state *state, const uint32_t *names, size_t count,
                     int32_t scope, int32_t block, int32_t within) {
    for (size_t i = 0; i < count; i++) {
        if (search->binding_count == search->binding_capacity) {
            search->binding_capacity = search->binding_capacity ? search->binding_capacity * 2 : 1024;
            search->bindings =
                memory_grow(search->bindings, search->binding_capacity, sizeof *search->bindings);
        }
        search->bindings[search->binding_count] =
            (struct binding){names[i], scope, block, within, state->binding};
        state->binding = (int32_t)search->binding_count++;
    }
}

static struct frame *push(struct state *state, struct frame frame) {
    if (state->depth + 1 >= DEPTH)
        return NULL;
    state->frames[++state->depth] = frame;
    return &state->frames[state->depth];
}

static size_t innermost_bracket(const struct state *state) {
    size_t k = state->depth;
    while (k && !state->frames[k].bracket)
        k--;
    return k;
}

/* The brackets that a line opens and closes; true where one that it opened is open at an arrow at its end:
 * its content is the function's body. */
static bool place_brackets(const struct search *search, struct state *state, const struct statement *st,
                           int16_t column) {
    const struct layout_line *line = &search->statements->layout->lines[st->first + st->count - 1];
    struct text code = line->code;
    bool arrow = text_ends(code, "->") || text_ends(code, "=>");
    long base = column;
    size_t opened = 0;
    for (size_t k = st->kind == KIND_CLOSE ? 1 : 0; k < code.len; k++) {
        char c = code.at[k];
        if (strchr(")]}", c)) {
            size_t inner = innermost_bracket(state);
            if (inner)
                state->depth = (uint8_t)(inner - 1);
            opened -= opened != 0;
            base = opened ? state->frames[state->depth].column : column;
        } else if (strchr("([{", c)) {
            size_t bar = k + 1 < code.len && code.at[k + 1] == '|';
            size_t gap = 1 + bar + (k + bar + 1 < code.len && code.at[k + bar + 1] == ' ');
            bool last = k + gap >= code.len;
            struct frame frame = {.kind = KIND_BRACKET, .last = KIND_VALUE, .bracket = true, .head = -1};
            frame.closing = (int16_t)(last ? base : column + (long)k);
            frame.column = (int16_t)(last ? base + search->unit : column + (long)(k + gap));
            if (c == '{' && text_ends(code, " with"))
                frame.column = (int16_t)(frame.closing + search->unit);
            frame.latest = frame.column;
            frame.count = last ? 0 : 1;
            opened += push(state, frame) != NULL;
            base = last ? base : frame.column;
        }
    }
    if (!arrow || !opened)
        return false;
    struct frame *frame = &state->frames[state->depth];
    frame->closing = column;
    frame->column = frame->latest = (int16_t)(column + search->unit);
    frame->count = 0;
    return true;
}

static void remember(const struct search *search, struct frame *frame, const struct statement *st,
                     size_t depth) {
    bool ml = search->statements->ml;
    frame->documented = frame->documented || (!frame->count && st->kind == KIND_TEXT);
    frame->count = (uint16_t)(frame->count < 60000 ? frame->count + 1 : frame->count);
    frame->last = (uint8_t)st->kind;
    frame->unfinished =
        st->declares || (ml && depth && !frame->bracket && !frame->argument && frame->kind != KIND_CLASS &&
                         st->kind == KIND_SIMPLE && st->bind_count);
    frame->ended = st->kind == KIND_LEAVE || st->kind == KIND_PASS || (frame->single && !st->opens) ||
                   (depth && !frame->bracket && !frame->argument && st->kind == KIND_VALUE);
    frame->constants = st->field && (frame->count <= 1 || (frame->count == 2 && frame->documented))
                           ? st->constant
                           : frame->constants;
    frame->guards = frame->guards || st->guard;
    frame->bound = st->bind_count ? st->binds[0] : 0;
    frame->valued = frame->valued || (st->kind == KIND_CASE && st->values);
    frame->yielded = st->yields;
    frame->fields = st->field;
}

struct choice {
    float score;
    uint32_t state;
    uint8_t depth; /* one more than the state has: what goes on with the last statement */
    int16_t column;
};

/* The state after the statement was placed at a depth. */
static void place(struct search *search, struct state *state, size_t index, const struct choice *choice) {
    const struct statement *st = &search->statements->at[index];
    size_t depth = choice->depth;
    if (depth > state->depth)
        push(state, (struct frame){.kind = KIND_BLOCK,
                                   .last = KIND_SIMPLE,
                                   .argument = true,
                                   .column = choice->column,
                                   .head = -1});
    struct frame *frame = &state->frames[depth];
    if (depth < state->depth) {
        const struct frame *arm = &state->frames[depth + 1];
        bool first = arm->kind == KIND_IF || arm->kind == KIND_TRY;
        frame->arms_ended = arm->ended && (first || frame->arms_ended);
    }
    state->depth = (uint8_t)depth;
    remember(search, frame, st, depth);
    frame->latest = choice->column;
    bind_all(search, state, st->binds, st->bind_count, search_scope_at(state, depth), -2, frame->head);
    bool held = search->statements->ml && place_brackets(search, state, st, choice->column);
    if (st->lets)
        push(state, (struct frame){.kind = KIND_BLOCK,
                                   .last = KIND_SIMPLE,
                                   .argument = true,
                                   .lets = true,
                                   .count = 1,
                                   .column = (int16_t)(choice->column + 4),
                                   .head = -1});
    if (!st->opens || held)
        return;
    const struct frame *outer = &state->frames[state->depth];
    long base =
        outer->bracket && outer->count && outer->column > choice->column ? outer->column : choice->column;
    bool deeper = st->lets ? false : !st->level;
    if (st->lets)
        base = outer->column + search->unit;
    if (!push(state, (struct frame){.kind = (uint8_t)(st->block ? st->block : st->kind),
                                    .last = KIND_SIMPLE,
                                    .method = st->method,
                                    .async = st->async,
                                    .try_ended = frame->arms_ended,
                                    .runs = st->runs,
                                    .single = st->single,
                                    .column = (int16_t)(base + (deeper ? search->unit : 0)),
                                    .head = (int32_t)index}))
        return;
    int32_t scope = search_scope_at(state, state->depth);
    bind_all(search, state, st->inner, st->inner_count, scope,
             st->kind == KIND_FUNCTION ? -2 : (int32_t)index, (int32_t)index);
}

static int32_t leave_trail(struct search *search, int32_t parent, int16_t column) {
    if (search->trail_count == search->trail_capacity) {
        search->trail_capacity = search->trail_capacity ? search->trail_capacity * 2 : 1024;
        search->trail = memory_grow(search->trail, search->trail_capacity, sizeof *search->trail);
    }
    search->trail[search->trail_count] = (struct trail){parent, column};
    return (int32_t)search->trail_count++;
}

static int by_score(const void *a, const void *b) {
    const struct choice *x = a, *y = b;
    if (x->score != y->score)
        return x->score < y->score ? 1 : -1;
    return x->state != y->state ? (x->state < y->state ? -1 : 1) : (int)y->depth - (int)x->depth;
}

/* The places that a statement may have after a state; gives their number. */
static size_t choose(const struct search *search, uint32_t which, size_t index, struct choice *choices) {
    const struct statement *st = &search->statements->at[index];
    const struct state *state = &search->now[which];
    size_t count = 0, bracket = search->statements->ml ? innermost_bracket(state) : 0;
    if (st->kind == KIND_CLOSE && bracket) {
        const struct frame *frame = &state->frames[bracket];
        choices[count++] = (struct choice){state->score, which, (uint8_t)(bracket - 1), frame->closing};
        return count;
    }
    if (bracket && (st->comma || (st->guard && state->depth == bracket))) {
        choices[count++] =
            (struct choice){state->score, which, (uint8_t)bracket, state->frames[bracket].closing};
        return count;
    }
    for (size_t depth = 0; depth <= state->depth; depth++) {
        float ending = search_score_ending(state, st, depth);
        if (isinf(ending))
            continue;
        float score = state->score + ending + search_score_kind(search, state, index, depth) +
                      search_score_names(search, state, st, depth);
        choices[count++] = (struct choice){score, which, (uint8_t)depth, state->frames[depth].column};
    }
    const struct frame *top = &state->frames[state->depth];
    if (search->statements->ml && index && top->count && !top->argument && state->depth + 2 < DEPTH) {
        float score = search_score_argument(search, state, index);
        if (!isinf(score))
            choices[count++] = (struct choice){state->score + score, which, (uint8_t)(state->depth + 1),
                                               (int16_t)(top->latest + search->unit)};
    }
    return count;
}

static void step(struct search *search, size_t index, struct choice *choices) {
    size_t count = 0;
    for (size_t i = 0; i < search->now_count; i++)
        count += choose(search, (uint32_t)i, index, &choices[count]);
    qsort(choices, count, sizeof *choices, by_score);
    search->next_count = count < search->width ? count : search->width;
    for (size_t i = 0; i < search->next_count; i++) {
        struct state *state = &search->next[i];
        *state = search->now[choices[i].state];
        state->score = choices[i].score;
        state->parent = leave_trail(search, state->parent, choices[i].column);
        place(search, state, index, &choices[i]);
    }
    struct state *swap = search->now;
    search->now = search->next;
    search->next = swap;
    search->now_count = search->next_count;
}

/* A try that nothing catches cannot be. */
static float final_score(const struct state *state) {
    float score = state->score;
    for (size_t k = 1; k <= state->depth; k++)
        score -= state->frames[k].kind == KIND_TRY ? 15 : !state->frames[k].count ? 3 : 0;
    return score;
}

double offside_search(const struct statements *statements, long *column) {
    struct search search = {.statements = statements,
                            .unit = (int16_t)statements->layout->grammar->unit,
                            .width = statements->count > LONG_BLOCK ? BEAM_LONG : BEAM};
    search.now = memory_get_zeroed(search.width, sizeof *search.now);
    search.next = memory_get_zeroed(search.width, sizeof *search.next);
    struct choice *choices = memory_get(search.width * (DEPTH + 1) * sizeof *choices);
    search.now_count = 1;
    search.now[0] = (struct state){.parent = -1, .binding = -1};
    search.now[0].frames[0].head = -1;
    for (size_t i = 0; i < statements->count; i++)
        step(&search, i, choices);
    size_t best = 0;
    for (size_t i = 1; i < search.now_count; i++)
        if (final_score(&search.now[i]) > final_score(&search.now[best]))
            best = i;
    int32_t at = search.now[best].parent;
    assert(at < 0 || search.trail);
    for (size_t i = statements->count; i-- > 0 && at >= 0; at = search.trail[at].parent)
        column[i] = search.trail[at].column;
    float second = -INFINITY;
    for (size_t i = 0; i < search.now_count; i++)
        if (i != best && final_score(&search.now[i]) > second)
            second = final_score(&search.now[i]);
    double margin = isinf(second) ? 6 : (double)(final_score(&search.now[best]) - second);
    free(choices);
    free(search.now);
    free(search.next);
    free(search.trail);
    free(search.bindings);
    return 1 / (1 + exp(-margin));
}
