/* SPDX-License-Identifier: MIT */
#include "read/plain/haskell_search.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

static void bind_all(struct search *search, struct state *state, const uint32_t *names, size_t count,
                     int32_t head, int32_t not_yet) {
    for (size_t i = 0; i < count; i++) {
        MEMORY_ROOM(search->bindings, search->binding_count, search->binding_capacity);
        search->bindings[search->binding_count] = (struct binding){names[i], head, not_yet, state->binding};
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
    while (k && state->frames[k].holds != HOLDS_BRACKET)
        k--;
    return k;
}

/* The line whose names the innermost block sees that has names. */
static int32_t head_of(const struct state *state) {
    size_t k = state->depth;
    while (k && state->frames[k].head == NO_NAMES)
        k--;
    return state->frames[k].head;
}

static int16_t column_of(const struct search *search, const struct state *state, size_t depth, enum way way) {
    const struct frame *frame = &state->frames[depth];
    switch (way) {
    case WAY_JOIN: return frame->column;
    case WAY_REST: return (int16_t)(frame->latest + search->unit);
    case WAY_WHERE: return (int16_t)(frame->column + search->unit);
    default: return state->frames[depth + 1].closing;
    }
}

static size_t choose(const void *task, const void *after, size_t index, struct beam_choice *choices) {
    const struct search *search = task;
    const struct state *state = after;
    const struct haskell_line *line = &search->haskell->lines[index];
    size_t count = 0, bracket = innermost_bracket(state);
    const struct frame *held = &state->frames[bracket];
    bool bar = line->form == FORM_GUARD && state->depth == bracket;
    if (bracket && (line->form == FORM_CLOSE || line->form == FORM_COMMA || bar)) {
        bool close = line->form == FORM_CLOSE;
        choices[0] = (struct beam_choice){state->beam.score, .depth = (int16_t)(bracket - close),
                                          .way = close ? WAY_CLOSE : WAY_JOIN, .column = held->closing};
        return 1;
    }
    enum way own = line->form == FORM_WHERE ? WAY_WHERE : line->form == FORM_IN ? WAY_IN : WAY_JOIN;
    float before = state->beam.score;
    for (size_t depth = state->depth + 1U; depth-- > 0;) {
        for (enum way way = WAY_JOIN; way <= WAY_IN; way++) {
            if (way != WAY_REST && way != own)
                continue;
            float score = before + haskell_score_way(search, state, index, depth, way);
            if (isinf(score))
                continue;
            if (way == WAY_IN) /* the let that it closes is no loss */
                score -= haskell_score_leave(state, depth + 1);
            choices[count++] = (struct beam_choice){score + haskell_score_names(search, state, line, depth),
                                                    .depth = (int16_t)depth, .way = (int16_t)way,
                                                    .column = column_of(search, state, depth, way)};
        }
        if (depth && !haskell_is_complete(&state->frames[depth]))
            break;
        before += depth ? haskell_score_leave(state, depth) : 0;
    }
    return count;
}

/* The brackets that a line opens and closes; true where the last one that stays open began the line. */
static bool place_brackets(const struct search *search, struct state *state, const struct haskell_line *line,
                           int16_t column, int16_t base) {
    struct text code = search->haskell->layout->lines[line->first + line->count - 1].code;
    bool own = false;
    for (size_t k = line->form == FORM_CLOSE ? 1 : 0; k < code.len; k++) {
        char c = code.at[k];
        if (strchr(")]}", c)) {
            size_t inner = innermost_bracket(state);
            state->depth = (uint8_t)(inner ? inner - 1 : state->depth);
            own = false;
        } else if (strchr("([{", c)) {
            size_t gap = 1U + (k + 1 < code.len && code.at[k + 1] == ' ');
            bool last = k + gap >= code.len;
            struct frame frame = {.holds = HOLDS_BRACKET, .last = FORM_EXPRESSION, .head = NO_NAMES};
            frame.closing = (int16_t)(last ? base : column + (int16_t)k);
            frame.column = (int16_t)(last ? base + search->unit : column + (int16_t)(k + gap));
            frame.latest = frame.column;
            frame.count = last ? 0 : 1;
            frame.goes_on = text_ends(code, ",");
            own = push(state, frame) && k == 0;
        }
    }
    return own;
}

/* The column that what a line holds is counted from. */
static int16_t content_of(const struct haskell_line *line, int16_t column, int16_t inner) {
    switch (line->form) {
    case FORM_LET: return (int16_t)(line->names.bind_count ? column + 4 : column);
    case FORM_WHERE: return (int16_t)(line->names.bind_count ? column + 6 : column);
    case FORM_IN: return (int16_t)(column + 3);
    case FORM_GUARD: return (int16_t)(column + 2);
    case FORM_COMMA: return inner;
    default: return column;
    }
}

/* What a line opens for the ones below: bindings of a let, branches, a block at its end. */
static void open_blocks(const struct search *search, struct state *state, size_t index, int16_t column,
                        int16_t content, int32_t head) {
    const struct haskell_line *line = &search->haskell->lines[index];
    bool let = line->form == FORM_LET;
    if (let)
        push(state, (struct frame){.holds = HOLDS_DECLARATIONS,
                                   .owner = OWNER_LET,
                                   .last = FORM_EQUATION,
                                   .lets = true,
                                   .equation = true,
                                   .count = line->bound || line->names.bind_count ? 1 : 0,
                                   .bound = line->bound,
                                   .column = (int16_t)(column + 4),
                                   .latest = (int16_t)(column + 4),
                                   .closing = (int16_t)(column + search->haskell->hanging_in),
                                   .head = head});
    if (line->branches) {
        bool first = !line->question || line->form == FORM_ELSE;
        long at = first ? content : column + (long)line->question;
        push(state, (struct frame){.holds = HOLDS_BRANCHES,
                                   .last = line->answered ? FORM_THEN : FORM_EXPRESSION,
                                   .count = line->answered,
                                   .column = (int16_t)(at + (line->answered ? 0 : search->unit)),
                                   .head = NO_NAMES});
    }
    if (line->opens == HOLDS_NOTHING || (let && !line->names.bind_count))
        return;
    push(state, (struct frame){.holds = (uint8_t)line->opens,
                               .owner = (uint8_t)line->owner,
                               .last = FORM_EXPRESSION,
                               .named = line->lambda,
                               .column = (int16_t)(content + search->unit),
                               .latest = (int16_t)(content + search->unit),
                               .head = (int32_t)index});
}

static void remember(struct frame *frame, const struct haskell_line *line, int16_t content) {
    frame->count = (uint16_t)(frame->count < 60000 ? frame->count + 1 : frame->count);
    frame->last = (uint8_t)line->form;
    frame->latest = content;
    frame->ended = line->leaves && line->opens == HOLDS_NOTHING;
    frame->goes_on = line->goes_on || (frame->holds == HOLDS_BRACKET && line->listed);
    frame->named = frame->named || line->names.bind_count;
    if (frame->holds == HOLDS_DECLARATIONS) {
        frame->equation = line->form == FORM_EQUATION || line->form == FORM_PATTERN;
        frame->bound = line->bound;
        frame->declared = line->form == FORM_SIGNATURE;
        frame->goes_on = frame->goes_on && line->opens == HOLDS_NOTHING;
    }
    if (line->opens != HOLDS_NOTHING)
        frame->goes_on = false;
}

static void place(void *task, void *to, size_t index, const struct beam_choice *choice) {
    struct search *search = task;
    struct state *state = to;
    const struct haskell_line *line = &search->haskell->lines[index];
    int16_t column = choice->column;
    state->depth = (uint8_t)choice->depth;
    struct frame *frame = &state->frames[state->depth];
    int32_t head = frame->head;
    int16_t content = content_of(line, column, frame->column);
    if (choice->way == WAY_REST) {
        frame = push(state, (struct frame){.holds = HOLDS_REST, .column = column, .head = NO_NAMES});
    } else if (choice->way == WAY_WHERE) {
        head = (int32_t)index - 1;
        while (head > 0 && search->haskell->lines[head].form != FORM_EQUATION &&
               search->haskell->lines[head].form != FORM_PATTERN)
            head--;
        frame = push(state, (struct frame){.holds = HOLDS_DECLARATIONS,
                                           .owner = OWNER_WHERE,
                                           .column = (int16_t)(content + (line->bound ? 0 : search->unit)),
                                           .head = head});
    }
    bool type = frame && frame->holds == HOLDS_REST && line->arrow;
    if (frame && choice->way == WAY_CLOSE) {
        frame->latest = column;
        frame->goes_on = line->goes_on || (frame->holds == HOLDS_BRACKET && line->listed);
    } else if (frame && !(choice->way == WAY_WHERE && !line->names.bind_count)) {
        remember(frame, line, content);
        frame->goes_on = frame->goes_on || type;
    }
    head = head == NO_NAMES ? head_of(state) : head;
    bool everywhere = frame && (frame->owner == OWNER_CLASS || frame->owner == OWNER_INSTANCE);
    if (!frame || frame->holds != HOLDS_BRACKET) /* fields of a record are no names of its block */
        bind_all(search, state, line->names.binds, line->names.bind_count, everywhere ? -1 : head,
                 line->form == FORM_BIND ? (int32_t)index : NO_NAMES);
    if (place_brackets(search, state, line, column, content))
        content = state->frames[state->depth].column;
    bool plain = type || (line->form == FORM_PATTERN && choice->way != WAY_REST && frame &&
                          frame->holds != HOLDS_DECLARATIONS && frame->holds != HOLDS_ALTERNATIVES);
    if (!plain && (choice->way != WAY_WHERE || line->names.bind_count))
        open_blocks(search, state, index, column, content, head);
    bind_all(search, state, line->names.inner, line->names.inner_count, (int32_t)index, NO_NAMES);
}

static float final_score(const void *last) {
    const struct state *state = last;
    float score = state->beam.score;
    for (size_t k = 1; k <= state->depth; k++)
        score -= !haskell_is_complete(&state->frames[k]) ? 3 : 0;
    return score;
}

double haskell_search(const struct haskell *haskell, long *column) {
    struct search search = {.haskell = haskell, .unit = (int16_t)haskell->layout->grammar->unit};
    struct beam beam = {.steps = haskell->count,
                        .width = haskell->count > LONG_BLOCK ? WIDTH_LONG : WIDTH,
                        .state_size = sizeof(struct state),
                        .most = 3 * DEPTH,
                        .task = &search,
                        .choose = choose,
                        .place = place,
                        .finish = final_score};
    struct state first = {.binding = -1};
    first.frames[0] = (struct frame){.holds = HOLDS_DECLARATIONS, .owner = OWNER_PAGE, .head = -1};
    struct beam_result result = beam_search(&beam, &first, 1, column);
    free(search.bindings);
    return 1 / (1 + exp(isinf(result.margin) ? -6 : -(double)result.margin));
}
