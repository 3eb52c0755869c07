/* SPDX-License-Identifier: MIT */
/* Names: where they were bound, and where they can be used. */
#include <assert.h>

#include "read/plain/offside_search.h"

bool search_is_scope(uint8_t kind) {
    return kind == KIND_FUNCTION || kind == KIND_CLASS;
}

int32_t search_scope_at(const struct state *state, size_t depth) {
    for (size_t k = depth + 1; k-- > 0;)
        if (search_is_scope(state->frames[k].kind) && state->frames[k].head >= 0)
            return state->frames[k].head;
    return -1;
}

static bool encloses(const struct state *state, size_t depth, int32_t head) {
    if (head == -1)
        return true;
    for (size_t k = 0; k <= depth; k++)
        if (state->frames[k].head == head)
            return true;
    return false;
}

int32_t search_bound_in(const struct search *search, const struct state *state, uint32_t name) {
    int32_t at = state->binding;
    for (size_t steps = 0; at >= 0 && steps < LOOK_BACK; steps++, at = search->bindings[at].before)
        if (search->bindings[at].name == name)
            return search->bindings[at].scope;
    return UNBOUND;
}

/* Whether the name was bound before, in another block of the same scope that has ended: both ways through an
 * "if". */
static bool is_bound_elsewhere(const struct search *search, const struct state *state,
                               const struct binding *binding, size_t depth) {
    int32_t at = binding->before;
    for (size_t steps = 0; at >= 0 && steps < LOOK_BACK; steps++, at = search->bindings[at].before) {
        const struct binding *other = &search->bindings[at];
        if (other->name == binding->name && other->scope == binding->scope &&
            other->within != binding->within)
            return other->within == other->scope || !encloses(state, depth, other->within);
    }
    return false;
}

/* How well a name that is used fits at a depth. */
static float score_name(const struct search *search, const struct state *state, uint32_t name, size_t depth) {
    int32_t at = state->binding;
    float worst = 0;
    for (size_t steps = 0; at >= 0 && steps < LOOK_BACK; steps++) {
        assert(search->bindings);
        const struct binding *binding = &search->bindings[at];
        at = binding->before;
        if (binding->name != name)
            continue;
        if (!encloses(state, depth, binding->scope)) {
            worst = -3;
            continue;
        }
        if (binding->block >= 0)
            return encloses(state, depth, binding->block) ? 0 : -2.5F;
        if (binding->within != binding->scope) {
            bool inside = encloses(state, depth, binding->within);
            bool again = is_bound_elsewhere(search, state, binding, depth);
            bool kept = binding->within >= 0 &&
                        search->statements->at[binding->within].kind == KIND_WITH; /* read there, used behind */
            return inside ? (again ? -0.7F : 0) : again ? 0 : kept ? -0.3F : -0.9F;
        }
        return 0;
    }
    return worst;
}

/* 2 for a name that the head of the innermost block bound, 1 for one that was bound in it, else 0. */
static int is_of_block(const struct search *search, const struct state *state, uint32_t name, int32_t head) {
    int32_t at = state->binding;
    for (size_t steps = 0; at >= 0 && steps < LOOK_BACK; steps++, at = search->bindings[at].before) {
        const struct binding *binding = &search->bindings[at];
        if (binding->name == name && (binding->block == head || binding->within >= head))
            return binding->block == head ? 2 : 1;
    }
    return 0;
}

static bool binds_again(const struct search *search, const struct state *state, const struct statement *st,
                        size_t depth) {
    for (size_t k = 1; k <= depth; k++) {
        enum statement_kind kind = state->frames[k].kind;
        if ((kind != KIND_FOR && kind != KIND_WITH) || st->kind != kind || state->frames[k].head < 0)
            continue;
        const struct statement *head = &search->statements->at[state->frames[k].head];
        for (size_t i = 0; i < head->inner_count; i++)
            for (size_t m = 0; m < st->inner_count; m++)
                if (head->inner[i] == st->inner[m])
                    return true;
    }
    return false;
}

/* What a statement uses that belongs to the block it would stay in. */
static float score_cohesion(const struct search *search, const struct state *state,
                            const struct statement *st, size_t depth) {
    const struct frame *frame = &state->frames[depth];
    if (!depth || !frame->count || frame->head < 0 || frame->bracket || frame->kind == KIND_CLASS ||
        st->kind == KIND_VALUE || st->kind == KIND_LEAVE || st->kind == KIND_TEXT || st->yields ||
        st->breaks || st->kind == KIND_FUNCTION || st->kind == KIND_DECORATOR)
        return 0;
    if (st->uses_self && frame->kind == KIND_FUNCTION)
        return 0;
    const struct statement *head = &search->statements->at[frame->head];
    for (size_t i = 0; i < st->name_count; i++) {
        int belongs = is_of_block(search, state, st->names[i], frame->head);
        if (belongs)
            return belongs == 2 ? 0.2F : 0;
        for (size_t k = 0; k < head->name_count && frame->kind != KIND_FUNCTION && frame->kind != KIND_FOR;
             k++)
            if (head->names[k] == st->names[i])
                return head->tests ? 0.9F : 0.2F;
    }
    return frame->kind == KIND_FUNCTION ? -0.8F : -1.0F;
}

/* Whether it uses a name that is bound in one of the blocks it would stand in. */
static bool uses_local(const struct search *search, const struct state *state, const struct statement *st,
                       size_t depth) {
    if (st->uses_self || st->kind == KIND_LEAVE)
        return true;
    for (size_t k = 1; k <= depth; k++)
        for (size_t i = 0; i < st->name_count; i++)
            if (is_of_block(search, state, st->names[i], state->frames[k].head))
                return true;
    return false;
}

float search_score_names(const struct search *search, const struct state *state, const struct statement *st,
                         size_t depth) {
    float score = 0;
    for (size_t i = 0; i < st->name_count; i++)
        score += score_name(search, state, st->names[i], depth);
    if (score > 3)
        score = 3;
    /* Functions and classes are used behind their end, seldom inside. */
    for (size_t k = 1; k <= depth; k++) {
        const struct frame *frame = &state->frames[k];
        if (!search_is_scope(frame->kind) || frame->head < 0)
            continue;
        const struct statement *head = &search->statements->at[frame->head];
        for (size_t i = 0; i < st->name_count && head->bind_count; i++)
            if (st->names[i] == head->binds[0])
                score -= st->returns ? 0.5F : 3;
    }
    /* A comment before a statement begins something new, mostly at the margin. */
    if (st->commented && depth)
        score -= uses_local(search, state, st, depth) ? 0.5F : depth == 1 ? 1.4F : 1.8F;
    if (binds_again(search, state, st, depth))
        score -= 4;
    return score + score_cohesion(search, state, st, depth);
}
