/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "read/plain/offside_search.h"

static void bind_all(struct search *search, struct state *state, const uint32_t *names, size_t count,
                     int32_t scope, int32_t block, int32_t within) {
    for (size_t i = 0; i < count; i++) {
        MEMORY_ROOM(search->bindings, search->binding_count, search->binding_capacity);
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
    bool arrow = text_ends(code, "->") || text_ends(code, "=>") || text_ends(code, "(function");
    long base = column, item = column;
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
            long step = search->statements->scala && c == '(' && search_is_scope((uint8_t)st->kind)
                            ? 2L * search->unit
                            : search->unit;
            struct frame frame = {.kind = KIND_BRACKET, .last = KIND_VALUE, .bracket = true, .head = -1};
            frame.closing = (int16_t)(last ? base : column + (long)k);
            frame.column = (int16_t)(last ? base + step : column + (long)(k + gap));
            if (c == '{' && text_ends(code, " with"))
                frame.column = (int16_t)(frame.closing + search->unit);
            frame.latest = frame.column;
            frame.count = last ? 0 : 1;
            opened += push(state, frame) != NULL;
            item = k == 0 && c != '(' ? frame.column : item;
            base = last ? base : frame.column;
        }
    }
    if (!arrow || !opened)
        return false;
    struct frame *frame = &state->frames[state->depth];
    frame->closing = (int16_t)item;
    frame->column = frame->latest = (int16_t)(item + search->unit);
    frame->count = text_ends(code, "(function");
    return !frame->count;
}

static void remember(const struct search *search, struct frame *frame, const struct statement *st,
                     size_t depth) {
    bool ml = search->statements->ml;
    if (st->kind == KIND_CLOSE && !st->opens) /* it ends what the line said that opened the bracket */
        return;
    frame->documented = frame->documented || (!frame->count && st->kind == KIND_TEXT);
    frame->count = (uint16_t)(frame->count < 60000 ? frame->count + 1 : frame->count);
    frame->last = (uint8_t)st->kind;
    bool body = ml && depth && !frame->bracket && !frame->argument && frame->kind != KIND_CLASS;
    frame->unfinished = st->declares || (body && st->kind == KIND_SIMPLE && st->bind_count && !st->closes) ||
                        (body && st->kind == KIND_FUNCTION && (search->statements->scala || !st->method));
    frame->ended = st->kind == KIND_LEAVE || st->kind == KIND_PASS ||
                   (depth && !frame->bracket && !frame->argument &&
                    (st->kind == KIND_VALUE || (st->kind == KIND_YIELD && !st->opens && !frame->bound)));
    frame->constants = st->field && (frame->count <= 1 || (frame->count == 2 && frame->documented))
                           ? st->constant
                           : frame->constants;
    frame->valued = frame->valued || (st->kind == KIND_CASE && st->values);
    frame->yielded = st->yields;
    frame->opaque = frame->opaque || st->opaque;
    if (st->kind == KIND_CASE && !frame->family)
        frame->family = st->family;
    frame->bound = st->bind_count > 0;
    frame->fields = st->field;
}

/* The state after the statement was placed at a depth. */
static void place(void *task, void *to, size_t index, const struct beam_choice *choice) {
    struct search *search = task;
    struct state *state = to;
    const struct statement *st = &search->statements->at[index];
    size_t depth = (size_t)choice->depth;
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
        frame->arms_ended = search_is_over(state, depth + 1) && (first || frame->arms_ended);
    }
    state->depth = (uint8_t)depth;
    remember(search, frame, st, depth);
    frame->latest = choice->column;
    bind_all(search, state, st->binds, st->bind_count, search_scope_at(state, depth), -2, frame->head);
    bool held = search->statements->ml && place_brackets(search, state, st, choice->column);
    if (held) {
        state->frames[state->depth].head = (int32_t)index;
        bind_all(search, state, st->inner, st->inner_count, search_scope_at(state, state->depth),
                 (int32_t)index, (int32_t)index);
    }
    if (!st->opens || held)
        return;
    const struct frame *outer = &state->frames[state->depth];
    long base =
        outer->bracket && outer->count && outer->column > choice->column ? outer->column : choice->column;
    if (!push(state, (struct frame){.kind = (uint8_t)(st->block ? st->block : st->kind),
                                    .last = KIND_SIMPLE,
                                    .method = st->method,
                                    .async = st->async,
                                    .named = st->bind_count || search_is_scope((uint8_t)st->kind),
                                    .try_ended = frame->arms_ended,
                                    .column = (int16_t)(base + (st->level ? 0 : search->unit)),
                                    .head = (int32_t)index}))
        return;
    int32_t scope = search_scope_at(state, state->depth);
    bind_all(search, state, st->inner, st->inner_count, scope,
             st->kind == KIND_FUNCTION ? -2 : (int32_t)index, (int32_t)index);
}

/* The places that a statement may have after a state. */
static size_t choose(const void *task, const void *after, size_t index, struct beam_choice *choices) {
    const struct search *search = task;
    const struct state *state = after;
    const struct statement *st = &search->statements->at[index];
    size_t count = 0, bracket = search->statements->ml ? innermost_bracket(state) : 0;
    const struct frame *held = &state->frames[bracket];
    float before = state->beam.score;
    if (st->kind == KIND_CLOSE && bracket) {
        choices[0] = (struct beam_choice){before, .depth = (int16_t)(bracket - 1), .column = held->closing};
        return 1;
    }
    for (size_t depth = 0; depth <= state->depth; depth++) {
        float ending = search_score_ending(state, st, depth);
        if (isinf(ending))
            continue;
        float score = before + ending + search_score_kind(search, state, index, depth) +
                      search_score_names(search, state, st, depth);
        choices[count++] =
            (struct beam_choice){score, .depth = (int16_t)depth, .column = state->frames[depth].column};
    }
    const struct frame *top = &state->frames[state->depth];
    if (search->statements->ml && index && top->count && !top->argument && state->depth + 2 < DEPTH) {
        float score = before + search_score_argument(search, state, index);
        if (!isinf(score))
            choices[count++] =
                (struct beam_choice){score, .depth = (int16_t)(state->depth + 1),
                                     .column = (int16_t)(top->latest + search->unit * (1 + st->inherits))};
    }
    return count;
}

/* A try that nothing catches cannot be. */
static float final_score(const void *last) {
    const struct state *state = last;
    float score = state->beam.score;
    for (size_t k = 1; k <= state->depth; k++)
        score -= state->frames[k].kind == KIND_TRY ? 15 : !state->frames[k].count ? 3 : 0;
    return score;
}

double offside_search(const struct statements *statements, long *column) {
    struct search search = {.statements = statements, .unit = (int16_t)statements->layout->grammar->unit};
    struct beam beam = {.steps = statements->count,
                        .width = statements->count > LONG_BLOCK ? BEAM_LONG : BEAM,
                        .state_size = sizeof(struct state),
                        .most = DEPTH + 1,
                        .task = &search,
                        .choose = choose,
                        .place = place,
                        .finish = final_score};
    struct state first = {.binding = -1};
    first.frames[0].head = -1;
    struct beam_result result = beam_search(&beam, &first, 1, column);
    free(search.bindings);
    return 1 / (1 + exp(isinf(result.margin) ? -6 : -(double)result.margin));
}
