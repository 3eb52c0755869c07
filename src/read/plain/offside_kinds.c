/* SPDX-License-Identifier: MIT */
/* Kinds of statements: what follows what, and what stands in what. */
#include <math.h>
#include <stdio.h>

#include "read/plain/offside_search.h"

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
    case KIND_YIELD: return frame->last == KIND_FOR ? 2 : -30;
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

static bool is_headed(const struct search *search, const struct frame *frame, const char *word) {
    const struct statements *s = search->statements;
    return frame->head >= 0 &&
           text_find(s->layout->lines[s->at[frame->head].first].code, text_of(word), 0) != TEXT_NONE;
}

/* Scala: methods stand in types as well as at the margin; types seldom in types, but beside a type of their
 * name. */
static float score_scala(const struct search *search, const struct state *state, const struct statement *st,
                         size_t depth) {
    const struct frame *frame = &state->frames[depth];
    bool type = frame->kind == KIND_CLASS && depth;
    if (st->kind == KIND_CLASS && st->bind_count && !st->binding) {
        int32_t scope = search_bound_in(search, state, st->binds[0]);
        if (scope != UNBOUND)
            return scope == search_scope_at(state, depth) ? 3 : -2;
    }
    if (type && st->kind == KIND_CLASS && frame->head >= 0 && search->statements->at[frame->head].binding)
        return -4;
    struct text code = search->statements->layout->lines[st->first].code;
    if (text_starts(code, "given") && type && !is_headed(search, frame, "object "))
        return -1;
    if (text_starts(code, "extension") && type)
        return frame->opaque ? 1.5F : is_headed(search, frame, "trait ") ? 0.8F : depth > 1 ? 0 : -0.2F;
    if (st->parent && type && search->statements->at[frame->head].bind_count &&
        search->statements->at[frame->head].binds[0] == st->parent)
        return 3.5F;
    if (st->kind == KIND_CLASS)
        return st->binding ? (type     ? (depth > 1 ? 0.8F : 1.5F)
                              : !depth ? 0.5F
                                       : -3)
               : !depth    ? 2
               : type      ? -0.5F
                           : -4;
    if (st->top)
        return 0;
    if (st->method)
        return type ? 3 : -3;
    return type ? 2 : !depth ? 1 : frame->kind == KIND_FUNCTION && !frame->count ? 1 : -1.5F;
}

static float score_definition(const struct search *search, const struct state *state, size_t index,
                              size_t depth) {
    const struct statement *st = &search->statements->at[index];
    const struct frame *frame = &state->frames[depth];
    if (search->statements->scala)
        return score_scala(search, state, st, depth);
    bool in_class = frame->kind == KIND_CLASS && depth, in_function = frame->kind == KIND_FUNCTION && depth;
    if (st->options)
        return in_class ? 6 : -6;
    if (st->kind == KIND_CLASS)
        return depth == 0 ? 2 : -4;
    if (st->method && frame->bracket) /* an object expression */
        return 3;
    if (st->method)
        return in_class && !search->statements->at[frame->head].options ? 6 : depth ? -9 : -7;
    if (depth == 0)
        return 1;
    if (in_class)
        return frame->last == KIND_DECORATOR ? 2 : -4;
    if (!in_function)
        return -2.5F;
    bool first = frame->count == 0 || (frame->count == 1 && frame->documented);
    return (first ? 1.5F : -1.5F) + (is_returned(search->statements, index) ? 4 : 0);
}

/* An assignment in the body of a class, or something else that hardly stands there. */
static float score_field(const struct frame *frame, const struct statement *st) {
    if (st->braces)
        return frame->count < 2 || frame->last == KIND_SIMPLE || frame->last == KIND_VALUE ? 0.5F : -1;
    if (!st->field)
        return -5;
    if (frame->count < 2 && !(frame->fields && st->constant && frame->constants))
        return st->binding ? 0.8F : -0.3F;
    if (frame->fields && !st->commented && st->constant == frame->constants)
        return st->constant ? 1 : 0.8F;
    return st->constant != frame->constants ? -1.5F : st->constant ? 1 : -0.3F;
}

/* Whether "end name" is of the block. */
static bool closes(const struct search *search, const struct frame *frame, const struct statement *st) {
    const struct statement *head = frame->head >= 0 ? &search->statements->at[frame->head] : NULL;
    return head && head->bind_count && st->bind_count && head->binds[0] == st->binds[0];
}

/* F#: a name that is bound in a module, where "open" or "Module.name" says that it belongs there. */
static float score_in_module(const struct search *search, const struct frame *frame,
                             const struct statement *st) {
    const struct statements *s = search->statements;
    struct text module = s->at[frame->head].name;
    char key[128];
    if (!module.len || module.len + st->name.len + 8 > sizeof key)
        return 0;
    snprintf(key, sizeof key, "open %.*s", TEXT_ARG(module));
    if (words_get(&s->qualified, text_of(key)))
        return 5;
    memcpy(key, module.at, module.len);
    key[module.len] = '.';
    memcpy(key + module.len + 1, st->name.at, st->name.len);
    return words_get(&s->qualified, (struct text){key, module.len + 1 + st->name.len}) ? 5 : 0.5F;
}

/* ML: cases, and lines that go on with an expression. */
static float score_expression(const struct search *search, const struct frame *frame,
                              const struct statement *st, size_t depth) {
    const struct statements *s = search->statements;
    bool matches = frame->kind == KIND_MATCH && depth;
    bool caught = s->ml && depth &&
                  (frame->kind == KIND_EXCEPT || (frame->bracket && s->scala) ||
                   (frame->kind == KIND_CLASS && (!frame->count || frame->last == KIND_CASE)));
    float score = 0;
    if (st->kind == KIND_CASE || matches)
        score += st->kind == KIND_CASE && (matches || caught) ? 2 : -30;
    if (st->kind == KIND_CASE && matches && st->family && frame->family)
        score += st->family == frame->family ? 1.5F : -5;
    bool level =
        !s->steps_operators && (frame->last == KIND_VALUE || frame->last == KIND_SIMPLE) && !frame->bound;
    if (st->operates && s->ml)
        score += frame->count && (frame->argument || level) ? 2 : -4;
    if (frame->argument && depth)
        score += st->operates || st->argues ? 0 : -6;
    if (s->ml && st->kind == KIND_VALUE && (!depth || frame->kind == KIND_CLASS))
        score -= depth ? 5 : 0.5F;
    if (s->ml && frame->kind == KIND_BRACKET && depth && st->kind == KIND_FUNCTION)
        score -= 1;
    if (st->enumerates)
        score += frame->kind == KIND_FOR && depth ? 3 : -20;
    return score;
}

/* Statements that only some blocks have: return, break, await, what uses self. */
static float score_leaving(const struct state *state, const struct statement *st, size_t depth) {
    const struct frame *frame = &state->frames[depth], *function = nearest(state, depth, KIND_FUNCTION);
    float score = 0;
    if ((st->returns || st->yields) && !function)
        score -= 15;
    if (st->breaks && !nearest(state, depth, KIND_FOR) && !nearest(state, depth, KIND_WHILE))
        score -= 15;
    if (st->reraises)
        score += nearest(state, depth, KIND_EXCEPT) ? 3 : -15;
    if (st->returns && frame->kind == KIND_EXCEPT && depth && frame->try_ended && frame->count)
        score += 1.2F;
    if (frame->yielded && depth && frame->kind != KIND_CLASS)
        score += 1.2F;
    if (st->awaits && function && !function->async)
        score -= 8;
    if (st->awaits && !function)
        score -= 4;
    if (st->uses_self && !(function && function->method))
        score -= 10;
    return score;
}

/* What belongs at the margin, and what into the body of a class. */
static float score_level(const struct search *search, const struct frame *frame, const struct statement *st,
                         size_t depth) {
    float score = 0;
    if (st->top)
        score += depth ? -8 : 3;
    if (st->within)
        score -= depth ? 0 : search->statements->ml ? 6 : 1.5F;
    if (st->kind == KIND_IMPORT)
        score += depth == 0 ? 1 : -0.5F;
    if (st->module)
        score += depth == 0 ? 8 : -8;
    if (st->kind == KIND_TEXT && frame->count)
        score -= 1;
    if (frame->kind != KIND_CLASS || !depth)
        return score;
    if (st->kind == KIND_SIMPLE)
        score += score_field(frame, st) - (frame->last == KIND_FUNCTION ? 3 : 0);
    else if (st->kind == KIND_IF || st->kind == KIND_FOR || st->kind == KIND_WITH || st->kind == KIND_TRY ||
             st->kind == KIND_WHILE)
        score -= 5;
    return score;
}

float search_score_kind(const struct search *search, const struct state *state, size_t index, size_t depth) {
    const struct statement *st = &search->statements->at[index];
    const struct frame *frame = &state->frames[depth];
    float score = score_partner(frame, st->kind);
    bool contained = frame->kind == KIND_CLASS && depth && search->statements->at[frame->head].contains;
    if (contained && st->name.len && !st->method)
        return score_in_module(search, frame, st);
    if (st->closes)
        return depth < state->depth && closes(search, &state->frames[depth + 1], st) ? 8 : -8;
    if (st->kind == KIND_FUNCTION || st->kind == KIND_CLASS)
        score += score_definition(search, state, index, depth);
    if (st->kind == KIND_DECORATOR) {
        size_t next = index;
        while (next + 1 < search->statements->count && search->statements->at[next].kind == KIND_DECORATOR)
            next++;
        score += score_definition(search, state, next, depth) + (frame->kind == KIND_CLASS ? 2 : 0);
    } else if (frame->last == KIND_DECORATOR && frame->count && !search_is_scope((uint8_t)st->kind)) {
        score -= 30;
    }
    return score + score_expression(search, frame, st, depth) + score_leaving(state, st, depth) +
           score_level(search, frame, st, depth);
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

bool search_is_over(const struct state *state, size_t depth) {
    bool over = false; /* the block inside */
    for (size_t k = state->depth + 1U; k-- > depth;) {
        const struct frame *frame = &state->frames[k], *arm = k < state->depth ? frame + 1 : NULL;
        if (arm && arm->kind == KIND_MATCH)
            over = (over || arm->valued) && !arm->named;
        else if (arm && (arm->kind == KIND_ELSE || arm->kind == KIND_EXCEPT))
            over = over && frame->arms_ended;
        else if (frame->kind != KIND_MATCH)
            over = false;
        over = over || frame->ended;
    }
    return over;
}

float search_score_ending(const struct state *state, const struct statement *st, size_t depth) {
    float score = 0;
    for (size_t k = depth + 1; k <= state->depth; k++) {
        const struct frame *frame = &state->frames[k];
        if (!frame->count)
            return -INFINITY;
        if (frame->unfinished)
            score -= 8;
        if (frame->count == 1 && frame->documented)
            score -= frame->kind == KIND_FUNCTION ? 5 : frame->kind == KIND_CLASS && st->constant ? 3 : 0;
        if (frame->bracket)
            score -= 20;
        bool partner = k == depth + 1 && (st->kind == KIND_EXCEPT || st->kind == KIND_FINALLY);
        if (frame->kind == KIND_TRY && !partner)
            score -= 15;
        bool ended = search_is_over(state, k);
        if (frame->kind <= KIND_BLOCK && !ended)
            score += closing[frame->kind];
    }
    const struct frame *frame = &state->frames[depth];
    size_t stays = state->depth;
    while (stays > depth && state->frames[stays].argument)
        stays--;
    if (depth == stays) {
        if (frame->ended && !st->operates)
            score -= 12;
        if (depth && frame->count && frame->kind <= KIND_CASE)
            score += staying[frame->kind];
    } else if (depth && frame->kind != KIND_MATCH && !frame->ended && search_is_over(state, depth) &&
               st->kind != KIND_FINALLY && score_partner(frame, st->kind) <= 0) {
        score -= 8;
    }
    return score;
}

float search_score_argument(const struct search *search, const struct state *state, size_t index) {
    const struct statement *st = &search->statements->at[index], *above = &search->statements->at[index - 1];
    const struct frame *top = &state->frames[state->depth];
    bool bracket = search->statements->layout->lines[st->first].code.at[0] == '(';
    if (above->opens || (st->opens && !bracket && !(st->operates && search->statements->scala)) ||
        st->kind == KIND_CASE || st->top)
        return -INFINITY;
    if (st->operates)
        return top->bound || search->statements->steps_operators ? 2.5F : -1;
    if (!st->argues || !above->applies)
        return -INFINITY;
    if (above->operates && byte_is_word(search->statements->layout->lines[st->first].code.at[0]))
        return -4;
    if (above->lone && !byte_is_word(search->statements->layout->lines[st->first].code.at[0]))
        return 1.5F;
    return top->bracket ? -3 : top->last == KIND_VALUE ? 0.5F : -2;
}
