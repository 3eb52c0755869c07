/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "schema/run.h"

/* Bounds. */

static void stop_run(struct run *run, enum stop stop, const struct value *value) {
    if (run->stop)
        return;
    run->stop = stop;
    run->stopped_at = value;
}

bool spend(struct run *run, uint64_t steps, const struct value *value) {
    run->steps += steps;
    if (run->steps > run->steps_most)
        stop_run(run, STOP_STEPS, value);
    return run->stop == STOP_NONE;
}

bool matches(struct run *run, const struct pattern *pattern, struct text subject, const struct value *value) {
    if (!spend(run, 1 + subject.len / 256, value))
        return false;
    enum pattern_outcome outcome = pattern_try(pattern, subject, NULL);
    if (outcome == PATTERN_GAVE_UP)
        stop_run(run, STOP_PATTERN, value);
    return outcome == PATTERN_YES;
}

/* Failures. */

/* The spot that outlives the stack. */
static struct spot *keep_spot(struct run *run, struct spot *spot) {
    struct spot *first = NULL, **link = &first;
    for (; spot; spot = spot->above) {
        if (spot->kept) {
            *link = spot->kept;
            break;
        }
        spot->kept = ARENA_NEW(run->arena, struct spot);
        *spot->kept = *spot;
        spot->kept->kept = spot->kept;
        *link = spot->kept;
        link = &spot->kept->above;
    }
    return first;
}

struct failure *refuse_with(const struct frame *frame, enum keyword keyword) {
    struct run *run = frame->run;
    if (!run->collecting || run->stop || run->failure_count == FAILURES_MOST)
        return NULL;
    MEMORY_ROOM(run->failures, run->failure_count, run->failure_capacity);
    struct failure *failure = &run->failures[run->failure_count++];
    *failure = (struct failure){.keyword = keyword,
                                .node = frame->node,
                                .value = frame->value,
                                .spot = keep_spot(run, frame->spot),
                                .span = frame->value->span};
    return failure;
}

bool refuse(const struct frame *frame, enum keyword keyword) {
    refuse_with(frame, keyword);
    return false;
}

/* What was evaluated. */

void evaluated_begin(struct evaluated *evaluated, const struct value *value) {
    *evaluated = (struct evaluated){.count = value->count};
    if (value->count > 128)
        evaluated->many = memory_get_zeroed(value->count / 64 + 1, sizeof *evaluated->many);
}

void evaluated_end(struct evaluated *evaluated) {
    free(evaluated->many);
}

void evaluated_add(struct evaluated *evaluated, size_t index) {
    if (evaluated)
        (evaluated->many ? evaluated->many : evaluated->few)[index / 64] |= UINT64_C(1) << index % 64;
}

void evaluated_add_all(struct evaluated *evaluated) {
    if (evaluated)
        evaluated->all = true;
}

void evaluated_merge(struct evaluated *into, const struct evaluated *from) {
    if (!into || !from)
        return;
    uint64_t *bits = into->many ? into->many : into->few;
    const uint64_t *more = from->many ? from->many : from->few;
    for (size_t i = 0; i < (into->count + 63) / 64; i++)
        bits[i] |= more[i];
    into->all = into->all || from->all;
}

bool evaluated_has(const struct evaluated *evaluated, size_t index) {
    const uint64_t *bits = evaluated->many ? evaluated->many : evaluated->few;
    return evaluated->all || (bits[index / 64] >> index % 64 & 1);
}

/* Scalars. */

static bool has_type(unsigned types, const struct value *value) {
    static const unsigned bits[VALUE_KIND_COUNT] = {TYPE_NULL,   TYPE_BOOLEAN, TYPE_INTEGER | TYPE_NUMBER,
                                                    TYPE_NUMBER, TYPE_STRING,  TYPE_ARRAY,
                                                    TYPE_OBJECT};
    if (types & bits[value->kind])
        return true;
    struct decimal decimal;
    return (types & TYPE_INTEGER) && value->kind == VALUE_REAL && decimal_read(value, &decimal) &&
           decimal_is_integer(&decimal);
}

static bool check_type(const struct frame *frame) {
    if (!frame->node->types || has_type(frame->node->types, frame->value))
        return true;
    struct failure *failure = refuse_with(frame, KEYWORD_TYPE);
    if (failure)
        failure->types = frame->node->types;
    return false;
}

static bool check_enum(const struct frame *frame) {
    const struct node *node = frame->node;
    const struct value *list = node->keyword[KEYWORD_ENUM], *constant = node->keyword[KEYWORD_CONST];
    size_t index;
    if ((list || constant) && !spend(frame->run, frame->value->weight, frame->value))
        return false;
    if (list && !hashed_find(node->enumerated, list->count, frame->value, &index))
        return refuse(frame, KEYWORD_ENUM);
    return !constant || values_equal(constant, frame->value) || refuse(frame, KEYWORD_CONST);
}

static bool check_bound(const struct frame *frame, enum keyword most, enum keyword least, uint64_t count) {
    const struct node *node = frame->node;
    enum keyword broken = KEYWORD_COUNT;
    if (node->keyword[most] && count > node->bound[most - FIRST_BOUND])
        broken = most;
    else if (node->keyword[least] && count < node->bound[least - FIRST_BOUND])
        broken = least;
    if (broken == KEYWORD_COUNT)
        return true;
    struct failure *failure = refuse_with(frame, broken);
    if (failure)
        failure->number = (size_t)count;
    return false;
}

static bool number_fits(enum keyword keyword, const struct decimal *number, const struct decimal *bound) {
    if (keyword == KEYWORD_MULTIPLE_OF)
        return decimal_is_multiple(number, bound);
    bool ordered;
    int order = decimal_compare(number, bound, &ordered);
    if (!ordered)
        return false;
    switch (keyword) {
    case KEYWORD_MAXIMUM: return order <= 0;
    case KEYWORD_EXCLUSIVE_MAXIMUM: return order < 0;
    case KEYWORD_MINIMUM: return order >= 0;
    default: return order > 0;
    }
}

static bool check_number(const struct frame *frame) {
    bool good = true;
    for (int i = 0; i < NUMBER_COUNT && (good || frame->run->collecting); i++) {
        const struct decimal *bound = frame->node->number[i];
        struct decimal number;
        if (bound && decimal_read(frame->value, &number) &&
            !number_fits((enum keyword)(FIRST_NUMBER + i), &number, bound))
            good = refuse(frame, (enum keyword)(FIRST_NUMBER + i));
    }
    return good;
}

static bool check_string(const struct frame *frame) {
    const struct node *node = frame->node;
    struct text text = frame->value->scalar;
    if (node->keyword[KEYWORD_MAX_LENGTH] || node->keyword[KEYWORD_MIN_LENGTH])
        if (!check_bound(frame, KEYWORD_MAX_LENGTH, KEYWORD_MIN_LENGTH, utf8_count(text)))
            return false;
    if (node->pattern && !matches(frame->run, node->pattern, text, frame->value))
        return refuse(frame, KEYWORD_PATTERN);
    return !node->format || node->format->check(text) || refuse(frame, KEYWORD_FORMAT);
}

/* Subschemas of the same value. */

static const struct node *dynamic_target(const struct frame *frame) {
    const struct node *target = frame->node->dynamic_ref;
    if (!frame->node->dynamic_name.at)
        return target;
    for (const struct scope *scope = frame->scope; scope; scope = scope->outer)
        for (const struct anchor *anchor = scope->resource->dynamic_anchors; anchor; anchor = anchor->next)
            if (text_equal(anchor->name, frame->node->dynamic_name))
                target = anchor->node;
    return target;
}

/* NOLINTBEGIN(misc-no-recursion): apply() goes no deeper than DEPTH_MOST. */
static bool apply_here(const struct frame *frame, const struct node *node) {
    return apply(frame, node, frame->value, frame->spot, frame->evaluated);
}

static bool check_references(const struct frame *frame) {
    const struct node *node = frame->node;
    bool good = !node->ref || apply_here(frame, node->ref);
    if (node->dynamic_ref && (good || frame->run->collecting))
        good = apply_here(frame, dynamic_target(frame)) && good;
    return good;
}

/* How far a branch's failures are from what it wants; less is closer. */
static size_t distance_of(const struct frame *frame, size_t begin, size_t end) {
    size_t distance = end - begin, here = frame->spot->depth;
    for (size_t i = begin; i < end; i++) {
        const struct failure *failure = &frame->run->failures[i];
        bool value = failure->keyword == KEYWORD_CONST || failure->keyword == KEYWORD_ENUM;
        if (failure->spot->depth == here &&
            (failure->keyword == KEYWORD_TYPE || failure->keyword == KEYWORD_COUNT))
            distance += 10000;
        else if (value && failure->spot->depth <= here + 1)
            distance += 100; /* a tag that says which branch is meant */
    }
    return begin == end ? SIZE_MAX : distance;
}

/* Whether all branches failed by the same keyword of this very value alone. */
static bool all_failed_by(const struct frame *frame, enum keyword keyword, size_t begin, size_t count) {
    const struct run *run = frame->run;
    if (run->failure_count - begin != count)
        return false;
    for (size_t i = begin; i < run->failure_count; i++)
        if (run->failures[i].keyword != keyword || run->failures[i].spot->depth != frame->spot->depth ||
            run->failures[i].branches)
            return false;
    return true;
}

/* Leaves one failure of those from `begin` on, which are those of `count` branches that begin at ends[]. */
static void keep_closest(const struct frame *frame, enum keyword keyword, size_t begin, const size_t *ends,
                         size_t count) {
    struct run *run = frame->run;
    if (run->failure_count == begin || count < 2)
        return;
    struct failure closest = run->failures[begin];
    if (all_failed_by(frame, KEYWORD_TYPE, begin, count)) {
        for (size_t i = begin; i < run->failure_count; i++)
            closest.types |= run->failures[i].types;
    } else if (all_failed_by(frame, KEYWORD_CONST, begin, count)) {
        closest.keyword = keyword;
        closest.node = frame->node;
    } else {
        size_t best = 0, least = SIZE_MAX;
        for (size_t i = 0; i < count; i++) {
            size_t distance = distance_of(frame, i ? ends[i - 1] : begin, ends[i]);
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        size_t first = best ? ends[best - 1] : begin;
        closest = run->failures[first];
        closest.more += ends[best] - first - 1;
        if (!closest.branches) {
            closest.branches = count;
            closest.combined = keyword;
        }
    }
    run->failures[begin] = closest;
    run->failure_count = begin + 1;
}

/* anyOf and oneOf. *first and *second: the branches that match, or count. Gives how many do, two for more. */
static size_t try_branches(const struct frame *frame, enum keyword keyword, size_t *first, size_t *second) {
    struct run *run = frame->run;
    const struct node *node = frame->node;
    size_t count = node->keyword[keyword]->count, begin = run->failure_count, good = 0;
    size_t *ends = run->collecting ? memory_get_zeroed(count, sizeof *ends) : NULL;
    bool every = frame->evaluated && keyword == KEYWORD_ANY_OF;
    for (size_t i = 0; i < count && (every || good < (keyword == KEYWORD_ANY_OF ? 1u : 2u)); i++) {
        struct evaluated own;
        if (frame->evaluated)
            evaluated_begin(&own, frame->value);
        if (apply(frame, node->list[keyword - FIRST_LIST][i], frame->value, frame->spot,
                  frame->evaluated ? &own : NULL)) {
            *(good ? second : first) = i;
            good++;
            evaluated_merge(frame->evaluated, frame->evaluated ? &own : NULL);
        }
        if (frame->evaluated)
            evaluated_end(&own);
        if (ends)
            ends[i] = run->failure_count;
    }
    if (ends && good)
        run->failure_count = begin;
    else if (ends)
        keep_closest(frame, keyword, begin, ends, count);
    free(ends);
    return good;
}

static bool check_alternatives(const struct frame *frame) {
    bool good = true;
    size_t first = 0, second = 0;
    if (frame->node->keyword[KEYWORD_ANY_OF])
        good = try_branches(frame, KEYWORD_ANY_OF, &first, &second) > 0;
    if (!frame->node->keyword[KEYWORD_ONE_OF] || (!good && !frame->run->collecting))
        return good;
    size_t matching = try_branches(frame, KEYWORD_ONE_OF, &first, &second);
    struct failure *failure = matching > 1 ? refuse_with(frame, KEYWORD_ONE_OF) : NULL;
    if (failure) {
        failure->number = first + 1;
        failure->other = second + 1;
    }
    return good && matching == 1;
}

static bool check_condition(const struct frame *frame) {
    const struct node *node = frame->node, *condition = node_child(node, KEYWORD_IF);
    const struct node *then_node = node_child(node, KEYWORD_THEN),
                      *else_node = node_child(node, KEYWORD_ELSE);
    if (!condition || (!frame->evaluated && !then_node && !else_node))
        return true;
    struct evaluated own;
    if (frame->evaluated)
        evaluated_begin(&own, frame->value);
    bool holds = apply_quietly(frame, condition, frame->value, frame->spot, frame->evaluated ? &own : NULL);
    if (holds)
        evaluated_merge(frame->evaluated, frame->evaluated ? &own : NULL);
    if (frame->evaluated)
        evaluated_end(&own);
    const struct node *next = holds ? then_node : else_node;
    return !next || apply_here(frame, next);
}

static bool check_in_place(const struct frame *frame) {
    const struct node *node = frame->node;
    const struct value *all = node->keyword[KEYWORD_ALL_OF];
    bool collecting = frame->run->collecting, good = check_references(frame);
    for (size_t i = 0; all && i < all->count && (good || collecting); i++)
        good = apply_here(frame, node->list[KEYWORD_ALL_OF - FIRST_LIST][i]) && good;
    if (good || collecting)
        good = check_alternatives(frame) && good;
    if (good || collecting)
        good = check_condition(frame) && good;
    const struct node *forbidden = node_child(node, KEYWORD_NOT);
    if (forbidden && (good || collecting) && apply_quietly(frame, forbidden, frame->value, frame->spot, NULL))
        good = refuse(frame, KEYWORD_NOT);
    return good;
}

/* The keywords that look at the value and its parts. */
static bool check_value(const struct frame *frame) {
    const struct value *value = frame->value;
    bool good;
    switch (value->kind) {
    case VALUE_INTEGER:
    case VALUE_REAL: return check_number(frame);
    case VALUE_STRING: return check_string(frame);
    case VALUE_SEQUENCE:
        good = check_bound(frame, KEYWORD_MAX_ITEMS, KEYWORD_MIN_ITEMS, value->count);
        return (good || frame->run->collecting) && apply_to_array(frame) && good;
    case VALUE_MAPPING:
        good = check_bound(frame, KEYWORD_MAX_PROPERTIES, KEYWORD_MIN_PROPERTIES, value->count);
        return (good || frame->run->collecting) && apply_to_object(frame) && good;
    default: return true;
    }
}

static bool check_all(const struct frame *frame) {
    bool collecting = frame->run->collecting;
    if (!check_type(frame) || !check_enum(frame)) /* what else is wrong with such a value does not matter */
        return false;
    bool good = check_value(frame);
    if (good || collecting)
        good = check_in_place(frame) && good;
    if (good || collecting)
        good = apply_to_unevaluated(frame) && good;
    return good;
}

static bool tracks(const struct node *node, const struct value *value) {
    return (value->kind == VALUE_SEQUENCE && node_child(node, KEYWORD_UNEVALUATED_ITEMS)) ||
           (value->kind == VALUE_MAPPING && node_child(node, KEYWORD_UNEVALUATED_PROPERTIES));
}

/* A subschema that asks what was evaluated must not see what subschemas beside it have looked at. */
static bool apply_tracking(const struct frame *frame) {
    struct evaluated own;
    struct frame inner = *frame;
    evaluated_begin(&own, frame->value);
    inner.evaluated = &own;
    bool good = check_all(&inner);
    evaluated_merge(frame->evaluated, &own);
    evaluated_end(&own);
    return good;
}

bool apply(const struct frame *above, const struct node *node, const struct value *value, struct spot *spot,
           struct evaluated *evaluated) {
    struct run *run = above->run;
    struct frame frame = {run, node, value, spot, above->scope, evaluated};
    if (!spend(run, 1 + (evaluated ? value->count / 64 : 0), value))
        return false;
    if (node->value->kind == VALUE_BOOL)
        return node->value->truth || refuse(&frame, KEYWORD_COUNT);
    if (run->depth == DEPTH_MOST) {
        stop_run(run, STOP_DEPTH, value);
        return false;
    }
    struct scope scope = {node->resource, above->scope};
    if (!above->scope || above->scope->resource != node->resource)
        frame.scope = &scope;
    run->depth++;
    bool good = tracks(node, value) ? apply_tracking(&frame) : check_all(&frame);
    run->depth--;
    return good && !run->stop;
}

bool apply_quietly(const struct frame *frame, const struct node *node, const struct value *value,
                   struct spot *spot, struct evaluated *evaluated) {
    bool collecting = frame->run->collecting;
    frame->run->collecting = false;
    bool good = apply(frame, node, value, spot, evaluated);
    frame->run->collecting = collecting;
    return good;
}

static bool apply_root(struct run *run, const struct value *root) {
    struct spot spot = {.above = NULL};
    struct frame outside = {run, NULL, root, &spot, NULL, NULL};
    return apply(&outside, run->schema->root, root, &spot, NULL);
}

struct schema_result schema_validate(const struct schema *schema, const struct value *root,
                                     struct arena *arena) {
    static const struct value none = {.kind = VALUE_NULL, .weight = 1, .height = 1};
    root = root ? root : &none;
    struct run run = {.schema = schema, .arena = arena};
    run.steps_most = STEPS_LEAST + STEPS_PER_VALUE * (uint64_t)root->weight;
    if (apply_root(&run, root))
        return (struct schema_result){.errors = NULL};
    if (!run.stop) {
        run.collecting = true;
        run.steps = 0;
        apply_root(&run, root);
    }
    struct schema_result result = run.stop ? error_of_stop(&run, root) : errors_of(&run);
    free(run.failures);
    return result;
}
/* NOLINTEND(misc-no-recursion) */
