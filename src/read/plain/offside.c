/* SPDX-License-Identifier: MIT */
#include "read/plain/offside.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

enum { DEPTH = 14, BEAM = 48, BEAM_LONG = 3, LONG_BLOCK = 1200, LOOK_BACK = 240 };

struct frame {
    uint8_t kind;    /* of the statement that opened it; frames[0] is the module */
    uint8_t last;    /* kind of its last statement */
    bool ended;      /* its last statement leaves it */
    bool unfinished; /* its last statement binds a name: in ML a value must follow */
    bool arms_ended; /* of its last if or try, all blocks so far were left */
    bool closed_try; /* a try that has its except or finally */
    bool method, async, documented;
    uint16_t count; /* statements in it */
    uint8_t level;  /* of indentation */
    int32_t head;   /* the statement that opened it, -1 for the module */
};

/* Where a name was bound. Nodes form a tree; each state holds a leaf. */
struct binding {
    uint32_t name;
    int32_t scope;  /* function or class that holds it, -1 for the module */
    int32_t block;  /* the block whose head bound it, -2 for a plain statement */
    int32_t within; /* the innermost block it was bound in, -1 for the module */
    int32_t before; /* the one before, -1 at the root */
};

struct state {
    float score;
    int32_t parent; /* in trail */
    int32_t binding;
    uint8_t depth;
    struct frame frames[DEPTH];
};

struct trail {
    int32_t parent;
    uint8_t level;
};

struct search {
    const struct statements *statements;
    struct state *now, *next;
    size_t now_count, next_count, width;
    struct trail *trail;
    size_t trail_count, trail_capacity;
    struct binding *bindings;
    size_t binding_count, binding_capacity;
};

static bool is_scope(uint8_t kind) {
    return kind == KIND_FUNCTION || kind == KIND_CLASS;
}

static int32_t scope_at(const struct state *state, size_t depth) {
    for (size_t k = depth + 1; k-- > 0;)
        if (is_scope(state->frames[k].kind) && state->frames[k].head >= 0)
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
            return inside ? (again ? -0.7F : 0) : again ? 0 : -0.9F;
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
        if (binding->name == name && (binding->block == head || binding->within == head))
            return binding->block == head ? 2 : 1;
    }
    return 0;
}

static bool binds_again(const struct search *search, const struct state *state, const struct statement *st,
                        size_t depth) {
    for (size_t k = 1; k <= depth; k++) {
        if (state->frames[k].kind != KIND_FOR)
            continue;
        const struct statement *head = &search->statements->at[state->frames[k].head];
        for (size_t i = 0; i < head->inner_count; i++)
            for (size_t m = 0; m < st->inner_count; m++)
                if (head->inner[i] == st->inner[m] && st->kind == KIND_FOR)
                    return true;
    }
    return false;
}

/* What a statement uses that belongs to the block it would stay in. */
static float score_cohesion(const struct search *search, const struct state *state,
                            const struct statement *st, size_t depth) {
    const struct frame *frame = &state->frames[depth];
    if (!depth || !frame->count || frame->kind == KIND_CLASS || st->kind == KIND_VALUE ||
        st->kind == KIND_LEAVE || st->kind == KIND_TEXT || st->yields || st->breaks ||
        st->kind == KIND_FUNCTION || st->kind == KIND_DECORATOR)
        return 0;
    if (st->uses_self && frame->kind == KIND_FUNCTION)
        return 0;
    const struct statement *head = &search->statements->at[frame->head];
    for (size_t i = 0; i < st->name_count; i++) {
        int belongs = is_of_block(search, state, st->names[i], frame->head);
        if (belongs)
            return belongs == 2 ? 0.2F : 0;
        for (size_t k = 0; k < head->name_count && frame->kind != KIND_FUNCTION; k++)
            if (head->names[k] == st->names[i])
                return 0.2F;
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

static float score_names(const struct search *search, const struct state *state, const struct statement *st,
                         size_t depth) {
    float score = 0;
    for (size_t i = 0; i < st->name_count; i++)
        score += score_name(search, state, st->names[i], depth);
    if (score > 3)
        score = 3;
    /* Functions and classes are used behind their end, seldom inside. */
    for (size_t k = 1; k <= depth; k++) {
        const struct frame *frame = &state->frames[k];
        if (!is_scope(frame->kind) || frame->head < 0)
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

static const struct frame *nearest(const struct state *state, size_t depth, uint8_t kind) {
    for (size_t k = depth + 1; k-- > 1;)
        if (state->frames[k].kind == kind)
            return &state->frames[k];
    return NULL;
}

static float score_partner(const struct frame *frame, enum statement_kind kind) {
    switch (kind) {
    case KIND_ELIF: return frame->last == KIND_IF || frame->last == KIND_ELIF ? 1 : -30;
    case KIND_ELSE:
        if (frame->last == KIND_IF || frame->last == KIND_ELIF)
            return 1;
        return frame->last == KIND_EXCEPT                             ? 0.5F
               : frame->last == KIND_FOR || frame->last == KIND_WHILE ? -2.5F
                                                                      : -30;
    case KIND_EXCEPT: return frame->last == KIND_TRY || frame->last == KIND_EXCEPT ? 1 : -30;
    case KIND_FINALLY:
        return frame->last == KIND_TRY || frame->last == KIND_EXCEPT || frame->last == KIND_ELSE ? 1 : -30;
    default: return 0;
    }
}

/* Whether a later statement gives back the function that this one defines, as decorators and closures do. */
static bool is_returned(const struct statements *s, size_t index) {
    const struct statement *st = &s->at[index];
    for (size_t i = index + 1; i < s->count && i < index + 30 && st->bind_count; i++) {
        const struct statement *later = &s->at[i];
        if (!later->returns)
            continue;
        for (size_t k = 0; k < later->name_count; k++)
            if (later->names[k] == st->binds[0] && later->name_count <= 2)
                return true;
    }
    return false;
}

static float score_definition(const struct search *search, const struct state *state, size_t index,
                              size_t depth) {
    const struct statement *st = &search->statements->at[index];
    const struct frame *frame = &state->frames[depth];
    bool in_class = frame->kind == KIND_CLASS && depth, in_function = frame->kind == KIND_FUNCTION && depth;
    if (st->kind == KIND_CLASS)
        return depth == 0 ? 2 : -4;
    if (st->method)
        return in_class ? 6 : -8;
    if (depth == 0)
        return 1;
    if (in_class)
        return frame->last == KIND_DECORATOR ? 2 : -4;
    if (!in_function)
        return -2.5F;
    bool first = frame->count == 0 || (frame->count == 1 && frame->documented);
    return (first ? 1.5F : -1.5F) + (is_returned(search->statements, index) ? 4 : 0);
}

/* What the kind of statement says about the block it stands in. */
static float score_kind(const struct search *search, const struct state *state, size_t index, size_t depth) {
    const struct statement *st = &search->statements->at[index];
    const struct frame *frame = &state->frames[depth];
    const struct frame *function = nearest(state, depth, KIND_FUNCTION);
    float score = score_partner(frame, st->kind);
    if (st->kind == KIND_FUNCTION || st->kind == KIND_CLASS)
        score += score_definition(search, state, index, depth);
    if (st->kind == KIND_DECORATOR) {
        size_t next = index;
        while (next + 1 < search->statements->count && search->statements->at[next].kind == KIND_DECORATOR)
            next++;
        score += score_definition(search, state, next, depth) + (frame->kind == KIND_CLASS ? 2 : 0);
    } else if (frame->last == KIND_DECORATOR && frame->count && !is_scope((uint8_t)st->kind)) {
        score -= 30;
    }
    bool matches = frame->kind == KIND_MATCH && depth,
         caught =
             search->statements->ml && (frame->kind == KIND_EXCEPT || frame->kind == KIND_CLASS) && depth;
    if (st->kind == KIND_CASE || matches)
        score += st->kind == KIND_CASE && (matches || caught) ? 2 : -30;
    if (st->kind == KIND_CLOSE)
        score += frame->last == KIND_BRACKET ? 3 : -30;
    if (st->top)
        score += depth ? -8 : 3;
    if (st->within)
        score -= depth ? 0 : search->statements->ml ? 6 : 1.5F;
    if ((st->returns || st->yields) && !function)
        score -= 15;
    if (st->breaks && !nearest(state, depth, KIND_FOR) && !nearest(state, depth, KIND_WHILE))
        score -= 15;
    if (st->awaits && function && !function->async)
        score -= 8;
    if (st->awaits && !function)
        score -= 4;
    if (st->uses_self && !(function && function->method))
        score -= 10;
    if (st->kind == KIND_IMPORT)
        score += depth == 0 ? 1 : -0.5F;
    if (st->module)
        score += depth == 0 ? 8 : -8;
    if (frame->kind == KIND_CLASS && depth && st->kind == KIND_SIMPLE)
        score -= (st->field ? 0.3F : 5) + (frame->last == KIND_FUNCTION ? 3 : 0);
    else if (frame->kind == KIND_CLASS && depth &&
             (st->kind == KIND_IF || st->kind == KIND_FOR || st->kind == KIND_WITH || st->kind == KIND_TRY ||
              st->kind == KIND_WHILE))
        score -= 5;
    if (search->statements->ml && st->kind == KIND_VALUE && (!depth || frame->kind == KIND_CLASS))
        score -= depth ? 5 : 0.5F;
    if (st->kind == KIND_TEXT && frame->count)
        score -= 1;
    if (search->statements->ml && frame->kind == KIND_BRACKET && depth && st->kind == KIND_FUNCTION)
        score -= 1;
    return score;
}

static const float staying[] = {
    [KIND_FUNCTION] = 0,   [KIND_CLASS] = 0,       [KIND_IF] = -0.5F, [KIND_ELIF] = -0.5F,
    [KIND_ELSE] = -0.5F,   [KIND_FOR] = -0.2F,     [KIND_WHILE] = 0,  [KIND_TRY] = 0,
    [KIND_EXCEPT] = -0.6F, [KIND_FINALLY] = -0.6F, [KIND_WITH] = 0,   [KIND_CASE] = -0.5F,
    [KIND_BLOCK] = 0};
static const float closing[] = {
    [KIND_FUNCTION] = -1.0F, [KIND_CLASS] = -0.3F, [KIND_IF] = 0,      [KIND_ELIF] = 0,   [KIND_ELSE] = 0,
    [KIND_FOR] = -0.2F,      [KIND_WHILE] = -0.4F, [KIND_TRY] = -0.2F, [KIND_EXCEPT] = 0, [KIND_FINALLY] = 0,
    [KIND_WITH] = -0.3F,     [KIND_CASE] = 0,      [KIND_BLOCK] = 0};

/* Whether all the ways through the statement that ended at a depth leave it: "if … return … else … return".
 */
static bool arms_ended(const struct state *state, size_t depth) {
    const struct frame *arm = &state->frames[depth + 1];
    return (arm->kind == KIND_ELSE || arm->kind == KIND_EXCEPT) && arm->ended &&
           state->frames[depth].arms_ended;
}

/* How likely the blocks above `depth` end before the statement; -INFINITY where they cannot. */
static float score_ending(const struct state *state, const struct statement *st, size_t depth) {
    float score = 0;
    for (size_t k = depth + 1; k <= state->depth; k++) {
        const struct frame *frame = &state->frames[k];
        if (!frame->count)
            return -INFINITY;
        if (frame->unfinished)
            score -= 8;
        if (frame->count == 1 && frame->documented && frame->kind == KIND_FUNCTION)
            score -= 5;
        if (frame->kind == KIND_BRACKET && !(k == depth + 1 && st->kind == KIND_CLOSE))
            score -= 20;
        bool partner = k == depth + 1 && (st->kind == KIND_EXCEPT || st->kind == KIND_FINALLY);
        if (frame->kind == KIND_TRY && !partner)
            score -= 15;
        if (frame->kind <= KIND_BLOCK && !frame->ended)
            score += closing[frame->kind];
    }
    const struct frame *frame = &state->frames[depth];
    if (depth == state->depth) {
        if (frame->ended)
            score -= 12;
        if (depth && frame->count && frame->kind <= KIND_CASE)
            score += staying[frame->kind];
    } else if (arms_ended(state, depth) && st->kind != KIND_FINALLY && score_partner(frame, st->kind) <= 0) {
        score -= 8;
    }
    return score;
}

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
    bind_all(search, state, st->binds, st->bind_count, scope_at(state, depth), -2, frame->head);
    if (!st->opens || depth + 1 >= DEPTH)
        return;
    state->depth++;
    state->frames[state->depth] = (struct frame){.kind = (uint8_t)st->kind,
                                                 .last = KIND_SIMPLE,
                                                 .method = st->method,
                                                 .async = st->async,
                                                 .level = (uint8_t)(frame->level + !st->level),
                                                 .head = (int32_t)index};
    int32_t scope = scope_at(state, state->depth);
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
            float ending = score_ending(state, st, depth);
            if (isinf(ending))
                continue;
            float score = state->score + ending + score_kind(search, state, index, depth) +
                          score_names(search, state, st, depth);
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
