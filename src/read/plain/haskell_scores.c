/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "read/plain/haskell_search.h"

static bool sees(const struct state *state, size_t depth, int32_t head) {
    for (size_t k = 0; k <= depth; k++)
        if (state->frames[k].head == head)
            return true;
    return false;
}

float haskell_score_names(const struct search *search, const struct state *state,
                          const struct haskell_line *line, size_t depth) {
    float score = 0;
    for (size_t i = 0; i < line->names.name_count; i++) {
        bool found = false, seen = false;
        int32_t at = state->binding;
        for (size_t steps = 0; at >= 0 && steps < LOOK_BACK && !seen; steps++) {
            const struct binding *binding = &search->bindings[at];
            at = binding->before;
            if (binding->name != line->names.names[i])
                continue;
            found = true;
            seen = sees(state, depth, binding->head) &&
                   !(binding->not_yet != NO_NAMES && sees(state, depth, binding->not_yet));
        }
        score -= found && !seen ? 3 : 0;
    }
    return score;
}

static bool uses_local(const struct search *search, const struct state *state,
                       const struct haskell_line *line, int32_t head) {
    int32_t at = state->binding;
    for (size_t steps = 0; at >= 0 && steps < LOOK_BACK; steps++, at = search->bindings[at].before)
        for (size_t i = 0; i < line->names.name_count && search->bindings[at].head == head; i++)
            if (line->names.names[i] == search->bindings[at].name)
                return true;
    return false;
}

/* Whether lines from..to use a name. */
static bool is_used(const struct haskell *h, size_t from, size_t to, uint32_t name) {
    for (size_t i = from; i < to; i++)
        for (size_t k = 0; k < h->lines[i].names.name_count; k++)
            if (h->lines[i].names.names[k] == name)
                return true;
    return false;
}

bool haskell_is_complete(const struct frame *frame) {
    switch (frame->holds) {
    case HOLDS_BRANCHES: return frame->last == FORM_ELSE;
    case HOLDS_BRACKET: return false;
    default: return frame->count && !frame->goes_on;
    }
}

float haskell_score_leave(const struct state *state, size_t k) {
    const struct frame *frame = &state->frames[k];
    if (frame->declared && frame->owner != OWNER_CLASS && frame->owner != OWNER_TYPE)
        return -4;
    if (frame->lets)
        return state->frames[k - 1].holds == HOLDS_STATEMENTS ? 0 : -6;
    if (frame->holds == HOLDS_STATEMENTS)
        return frame->last == FORM_BIND || frame->last == FORM_LET ? -8
               : frame->count == 1                                 ? -1.6F
               : frame->ended                                      ? 0.5F
                                                                   : -0.4F;
    if (frame->holds == HOLDS_ALTERNATIVES)
        return frame->count == 1 ? -1.5F : 0;
    return 0;
}

static float score_declaration(const struct search *search, const struct frame *frame, size_t index) {
    const struct haskell *h = search->haskell;
    const struct haskell_line *line = &h->lines[index];
    bool same = line->bound && line->bound == frame->bound;
    float score = frame->declared && !same && frame->owner != OWNER_CLASS && frame->owner != OWNER_TYPE ? -4
                  : same                                                                                ? 3
                                                                                                        : 0;
    bool signature = line->form == FORM_SIGNATURE;
    switch ((enum haskell_owner)frame->owner) {
    case OWNER_CLASS: return score + (signature ? 2 : 0.3F);
    case OWNER_INSTANCE: return score + (signature ? -2 : 2);
    case OWNER_TYPE: return signature && line->constructor ? 3 : signature ? -6 : 1;
    case OWNER_LET: return score + (signature ? 0 : 1);
    case OWNER_WHERE:
        if (same)
            return score;
        return score + (is_used(h, (size_t)frame->head, index, line->bound) ? 1.5F : -1) -
               (signature ? 0.3F : 0);
    default: return score + (signature ? 1.5F : same || !h->program ? 0.5F : -1);
    }
}

/* A line where declarations stand. */
static float score_in_declarations(const struct search *search, const struct frame *frame, size_t index) {
    const struct haskell_line *line = &search->haskell->lines[index];
    switch (line->form) {
    case FORM_TOP:
        if (line->associated && (frame->owner == OWNER_CLASS || frame->owner == OWNER_INSTANCE))
            return !frame->count ? 5 : frame->last == FORM_TOP ? 4 : 0;
        return frame->owner == OWNER_PAGE ? 4 : -INFINITY;
    case FORM_SIGNATURE:
    case FORM_EQUATION:
    case FORM_PATTERN: return score_declaration(search, frame, index);
    case FORM_EXPRESSION:
    case FORM_BIND:
    case FORM_LET:
    case FORM_ALTERNATIVE:
        return frame->owner == OWNER_PAGE ? (search->haskell->program ? -5 : -0.5F) : -INFINITY;
    default: return frame->owner == OWNER_PAGE ? -12 : -INFINITY;
    }
}

/* Whether a line is a call of the function that it stands in. */
static bool recurs(const struct search *search, const struct state *state, const struct haskell_line *line,
                   size_t depth) {
    for (size_t k = 1; k <= depth && line->names.name_count; k++) {
        int32_t head = state->frames[k].head;
        uint32_t bound = head >= 0 ? search->haskell->lines[head].bound : 0;
        if (bound && bound == line->names.names[0])
            return true;
    }
    return false;
}

static float score_statement(const struct search *search, const struct state *state,
                             const struct haskell_line *line, size_t depth) {
    const struct frame *frame = &state->frames[depth];
    if (line->form != FORM_BIND && line->form != FORM_LET && line->form != FORM_EXPRESSION)
        return -INFINITY;
    float score = line->form == FORM_EXPRESSION ? 0.5F : 1;
    if (!frame->count)
        return score + 1;
    score -= (frame->ended ? 2.0F : 0) + (line->form == FORM_EXPRESSION && line->constructor ? 2.0F : 0);
    bool body = frame->head >= 0 && search->haskell->lines[frame->head].form == FORM_EQUATION;
    if (body)
        return score;
    if (uses_local(search, state, line, frame->head))
        return score + 0.6F;
    if (depth == state->depth && !frame->ended && recurs(search, state, line, depth))
        return score + 0.8F;
    return score - (frame->named ? 1.2F : frame->count > 1 ? 1.0F : 0.4F) - (line->commented ? 0.8F : 0);
}

/* A line as a further one of a frame. */
static float score_join(const struct search *search, const struct state *state, size_t index, size_t depth) {
    const struct haskell_line *line = &search->haskell->lines[index];
    const struct frame *frame = &state->frames[depth];
    bool value = line->form == FORM_EXPRESSION || line->form == FORM_LET || line->form == FORM_PATTERN;
    if (frame->goes_on && frame->holds != HOLDS_BRACKET && frame->holds != HOLDS_REST &&
        frame->holds != HOLDS_VALUE)
        return -INFINITY;
    switch ((enum haskell_block)frame->holds) {
    case HOLDS_DECLARATIONS: return score_in_declarations(search, frame, index);
    case HOLDS_STATEMENTS: return score_statement(search, state, line, depth);
    case HOLDS_ALTERNATIVES:
        return line->form == FORM_ALTERNATIVE ? 2 : line->form == FORM_PATTERN ? 1.5F : -INFINITY;
    case HOLDS_PARTS:
        return line->form == FORM_GUARD || line->form == FORM_DERIVING ? 3
               : line->form == FORM_EXPRESSION && !frame->count        ? 1
                                                                       : -INFINITY;
    case HOLDS_VALUE:
        return (!frame->count || frame->goes_on) && (value || line->form == FORM_ARROW) ? 1 : -INFINITY;
    case HOLDS_REST:
        if (line->form == FORM_OPERATOR || line->form == FORM_ARROW)
            return 2;
        if (frame->goes_on || !frame->count)
            return 3;
        return value && frame->last == FORM_EXPRESSION ? 0.2F : -INFINITY;
    case HOLDS_BRANCHES:
        return (line->form == FORM_THEN && !frame->count) ||
                       (line->form == FORM_ELSE && frame->last == FORM_THEN)
                   ? 4
                   : -INFINITY;
    case HOLDS_BRACKET: return !frame->count || frame->goes_on ? 1 : -2;
    default: return -INFINITY;
    }
}

/* A line that goes on with the last one of a frame. */
static float score_rest(const struct search *search, const struct state *state, size_t index, size_t depth) {
    const struct haskell_line *line = &search->haskell->lines[index];
    const struct frame *frame = &state->frames[depth];
    char first = search->haskell->layout->lines[line->first].code.at[0];
    if (!frame->count || (frame->holds == HOLDS_REST && first != '{') || state->depth + 3 >= DEPTH)
        return -INFINITY;
    if (line->form == FORM_OPERATOR || line->form == FORM_ARROW)
        return frame->holds == HOLDS_VALUE || frame->holds == HOLDS_BRACKET ? 2 : 1;
    bool let = line->form == FORM_LET && frame->goes_on;
    if (line->form != FORM_EXPRESSION && !let)
        return -INFINITY;
    if (frame->goes_on && frame->holds != HOLDS_BRACKET)
        return 2;
    if (first == '{')
        return depth == state->depth ? 3 : 1;
    bool argument = strchr("([\"'", first) || byte_is_digit(first) || line->constructor;
    float score = frame->last == FORM_CLOSE ? -2 : argument ? -0.3F : -2;
    if (frame->holds == HOLDS_VALUE || (frame->last == FORM_TOP && argument))
        score += 2;
    return score;
}

static float score_where(const struct search *search, const struct state *state, size_t index, size_t depth) {
    const struct haskell *h = search->haskell;
    const struct frame *frame = &state->frames[depth];
    if (frame->holds != HOLDS_DECLARATIONS || !frame->equation || !frame->count)
        return -INFINITY;
    float score = 2 + 0.1F * (float)depth;
    size_t first = h->lines[index].bound ? index : index + 1;
    if (first < h->count && h->lines[first].bound && frame->head < (int32_t)index)
        score +=
            depth && is_used(h, (size_t)(frame->head > 0 ? frame->head : 0), index, h->lines[first].bound)
                ? 0
                : 0.5F;
    return score;
}

float haskell_score_way(const struct search *search, const struct state *state, size_t index, size_t depth,
                        enum way way) {
    switch (way) {
    case WAY_JOIN: return score_join(search, state, index, depth);
    case WAY_REST: return score_rest(search, state, index, depth);
    case WAY_WHERE: return score_where(search, state, index, depth);
    default: return depth < state->depth && state->frames[depth + 1].lets ? 3 : -INFINITY;
    }
}
