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

/* The state after the statement was placed at a depth. */
static void place(struct search *search, struct state *state, size_t index, size_t depth) {
    const struct statement *st = &search->statements->at[index];
    struct frame *frame = &state->frames[depth];
    if (depth < state->depth) {
        const struct frame *arm = &state->frames[depth + 1];
        bool first = arm->kind == KIND_IF || arm->kind == KIND_TRY;
        frame->arms_ended = arm->ended && (first || frame->arms_ended);
    }
    state->depth = (uint8_t)depth;
    frame->documented = frame->documented || (!frame->count && st->kind == KIND_TEXT);
    frame->count = (uint16_t)(frame->count < 60000 ? frame->count + 1 : frame->count);
    frame->last = (uint8_t)st->kind;
    frame->unfinished = search->statements->ml && depth && frame->kind != KIND_CLASS &&
                        st->kind == KIND_SIMPLE && st->bind_count;
    frame->ended =
        st->kind == KIND_LEAVE || st->kind == KIND_PASS ||
        (depth && frame->kind != KIND_BRACKET &&
         (st->kind == KIND_VALUE || (st->kind == KIND_CLOSE && !st->opens &&
                                     search->statements->layout->lines[st->first].code.at[0] == '}')));
    frame->constants = st->field && (frame->count <= 1 || (frame->count == 2 && frame->documented))
                           ? st->constant
                           : frame->constants;
    frame->yielded = st->yields;
    frame->fields = st->field;
    frame->unfinished = frame->unfinished || st->declares;
    bind_all(search, state, st->binds, st->bind_count, search_scope_at(state, depth), -2, frame->head);
    if (!st->opens || depth + 1 >= DEPTH)
        return;
    state->depth++;
    state->frames[state->depth] = (struct frame){.kind = (uint8_t)st->kind,
                                                 .last = KIND_SIMPLE,
                                                 .method = st->method,
                                                 .async = st->async,
                                                 .try_ended = frame->arms_ended,
                                                 .level = (uint8_t)(frame->level + !st->level),
                                                 .head = (int32_t)index};
    int32_t scope = search_scope_at(state, state->depth);
    bind_all(search, state, st->inner, st->inner_count, scope,
             st->kind == KIND_FUNCTION ? -2 : (int32_t)index, (int32_t)index);
}

static int32_t leave_trail(struct search *search, int32_t parent, size_t level) {
    if (search->trail_count == search->trail_capacity) {
        search->trail_capacity = search->trail_capacity ? search->trail_capacity * 2 : 1024;
        search->trail = memory_grow(search->trail, search->trail_capacity, sizeof *search->trail);
    }
    search->trail[search->trail_count] = (struct trail){parent, (uint8_t)level};
    return (int32_t)search->trail_count++;
}

struct choice {
    float score;
    uint32_t state;
    uint8_t depth;
};

static int by_score(const void *a, const void *b) {
    const struct choice *x = a, *y = b;
    if (x->score != y->score)
        return x->score < y->score ? 1 : -1;
    return x->state != y->state ? (x->state < y->state ? -1 : 1) : (int)y->depth - (int)x->depth;
}

static void step(struct search *search, size_t index, struct choice *choices) {
    size_t count = 0;
    const struct statement *st = &search->statements->at[index];
    for (size_t i = 0; i < search->now_count; i++) {
        const struct state *state = &search->now[i];
        for (size_t depth = 0; depth <= state->depth; depth++) {
            float ending = search_score_ending(state, st, depth);
            if (isinf(ending))
                continue;
            float score = state->score + ending + search_score_kind(search, state, index, depth) +
                          search_score_names(search, state, st, depth);
            choices[count++] = (struct choice){score, (uint32_t)i, (uint8_t)depth};
        }
    }
    qsort(choices, count, sizeof *choices, by_score);
    search->next_count = count < search->width ? count : search->width;
    for (size_t i = 0; i < search->next_count; i++) {
        struct state *state = &search->next[i];
        *state = search->now[choices[i].state];
        state->score = choices[i].score;
        state->parent = leave_trail(search, state->parent, state->frames[choices[i].depth].level);
        place(search, state, index, choices[i].depth);
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

double offside_search(const struct statements *statements, uint8_t *level) {
    struct search search = {.statements = statements,
                            .width = statements->count > LONG_BLOCK ? BEAM_LONG : BEAM};
    search.now = memory_get_zeroed(search.width, sizeof *search.now);
    search.next = memory_get_zeroed(search.width, sizeof *search.next);
    struct choice *choices = memory_get(search.width * DEPTH * sizeof *choices);
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
        level[i] = search.trail[at].level;
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
