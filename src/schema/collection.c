/* SPDX-License-Identifier: MIT */
/* Keywords of arrays and objects. */
#include <stdlib.h>

#include "base/memory.h"
#include "schema/run.h"

static bool is_false(const struct node *node) {
    return node->value->kind == VALUE_BOOL && !node->value->truth;
}

/* Applies a subschema to an item or member. `false` is said as what the keyword means by it. */
static bool apply_to_part(const struct frame *frame, enum keyword keyword, const struct node *node,
                          size_t index) {
    const struct member *member = &frame->value->members[index];
    struct spot spot = {frame->spot, member, index, frame->spot->depth + 1, false, NULL};
    if (!is_false(node))
        return apply(frame, node, member->value, &spot, NULL);
    struct frame part = *frame;
    part.spot = &spot;
    struct failure *failure = refuse_with(&part, keyword);
    if (failure) {
        failure->span = member->key ? member->key->span : member->value->span;
        failure->number = index;
    }
    return false;
}

/* Arrays. */

static bool check_items(const struct frame *frame) {
    const struct node *node = frame->node, *rest = node_child(node, KEYWORD_ITEMS);
    const struct value *prefix = node->keyword[KEYWORD_PREFIX_ITEMS];
    size_t listed = prefix ? prefix->count : 0, count = frame->value->count, i = 0;
    bool good = true, collecting = frame->run->collecting;
    for (; i < listed && i < count && (good || collecting); i++) {
        good =
            apply_to_part(frame, KEYWORD_PREFIX_ITEMS, node->list[KEYWORD_PREFIX_ITEMS - FIRST_LIST][i], i) &&
            good;
        evaluated_add(frame->evaluated, i);
    }
    for (; rest && i < count && (good || collecting) && !frame->run->stop; i++)
        good = apply_to_part(frame, KEYWORD_ITEMS, rest, i) && good;
    if (rest)
        evaluated_add_all(frame->evaluated);
    return good;
}

static bool check_contains(const struct frame *frame) {
    const struct node *node = frame->node, *wanted = node_child(node, KEYWORD_CONTAINS);
    if (!wanted)
        return true;
    bool limited = node->keyword[KEYWORD_MAX_CONTAINS] != NULL;
    uint64_t least =
        node->keyword[KEYWORD_MIN_CONTAINS] ? node->bound[KEYWORD_MIN_CONTAINS - FIRST_BOUND] : 1;
    uint64_t most = node->bound[KEYWORD_MAX_CONTAINS - FIRST_BOUND], found = 0;
    for (size_t i = 0; i < frame->value->count && (frame->evaluated || limited || found < least); i++) {
        const struct member *member = &frame->value->members[i];
        struct spot spot = {frame->spot, member, i, frame->spot->depth + 1, false, NULL};
        if (frame->run->stop)
            return false;
        if (!apply_quietly(frame, wanted, member->value, &spot, NULL))
            continue;
        found++;
        evaluated_add(frame->evaluated, i);
    }
    bool too_many = limited && found > most;
    if (found >= least && !too_many)
        return true;
    enum keyword few = node->keyword[KEYWORD_MIN_CONTAINS] ? KEYWORD_MIN_CONTAINS : KEYWORD_CONTAINS;
    struct failure *failure = refuse_with(frame, too_many ? KEYWORD_MAX_CONTAINS : few);
    if (failure)
        failure->number = (size_t)found;
    return false;
}

static void refuse_twin(const struct frame *frame, size_t first, size_t second) {
    const struct member *member = &frame->value->members[second];
    struct spot spot = {frame->spot, member, second, frame->spot->depth + 1, false, NULL};
    struct frame part = *frame;
    part.spot = &spot;
    part.value = member->value;
    struct failure *failure = refuse_with(&part, KEYWORD_UNIQUE_ITEMS);
    if (failure)
        failure->number = first;
}

/* Equal items stand beside each other once sorted by hash; items that only share a hash are told apart one by
 * one, which costs steps. */
static bool check_sorted(const struct frame *frame, const struct hashed *sorted, size_t count) {
    bool good = true;
    for (size_t begin = 0, end; begin < count; begin = end) {
        for (end = begin + 1; end < count && sorted[end].hash == sorted[begin].hash; end++) {
            size_t i = begin;
            while (i < end && !values_equal(sorted[i].value, sorted[end].value))
                if (!spend(frame->run, sorted[i++].value->weight, frame->value))
                    return false;
            if (i == end)
                continue;
            good = false;
            if (!frame->run->collecting)
                return false;
            refuse_twin(frame, sorted[i].index, sorted[end].index);
        }
    }
    return good;
}

static bool check_unique(const struct frame *frame) {
    const struct value *unique = frame->node->keyword[KEYWORD_UNIQUE_ITEMS], *array = frame->value;
    if (!unique || !unique->truth || array->count < 2)
        return true;
    if (!spend(frame->run, array->weight, array))
        return false;
    struct hashed *sorted = memory_get_zeroed(array->count, sizeof *sorted);
    for (size_t i = 0; i < array->count; i++)
        sorted[i] = (struct hashed){value_hash(array->members[i].value), array->members[i].value, i};
    qsort(sorted, array->count, sizeof *sorted, hashed_order);
    bool good = check_sorted(frame, sorted, array->count);
    free(sorted);
    return good;
}

bool apply_to_array(const struct frame *frame) {
    bool collecting = frame->run->collecting, good = check_items(frame);
    if (good || collecting)
        good = check_contains(frame) && good;
    return (good || collecting) && check_unique(frame) && good;
}

/* Objects. */

static bool check_key(const struct frame *frame, size_t index) {
    const struct member *member = &frame->value->members[index];
    struct value key = *member->key;
    key.kind = VALUE_STRING;
    struct spot spot = {frame->spot, member, index, frame->spot->depth + 1, true, NULL};
    size_t before = frame->run->failure_count;
    bool good = apply(frame, node_child(frame->node, KEYWORD_PROPERTY_NAMES), &key, &spot, NULL);
    for (size_t i = before; i < frame->run->failure_count; i++)
        frame->run->failures[i].value = member->key; /* which outlives this */
    return good;
}

static bool check_member(const struct frame *frame, size_t index, bool present[]) {
    const struct node *node = frame->node, *other = node_child(node, KEYWORD_ADDITIONAL_PROPERTIES);
    const struct value *key = frame->value->members[index].key;
    bool good = true, collecting = frame->run->collecting, listed = false;
    size_t place = node_find_name(node, key->scalar);
    if (place < node->name_count) {
        present[place] = true;
        const struct node *property = node->names[place].property;
        listed = property != NULL;
        good = !property || apply_to_part(frame, KEYWORD_PROPERTIES, property, index);
    }
    for (size_t i = 0; i < node->pattern_count && (good || collecting); i++) {
        if (!matches(frame->run, node->patterns[i].pattern, key->scalar, key))
            continue;
        listed = true;
        good = apply_to_part(frame, KEYWORD_PATTERN_PROPERTIES, node->patterns[i].node, index) && good;
    }
    if (!listed && other && (good || collecting))
        good = apply_to_part(frame, KEYWORD_ADDITIONAL_PROPERTIES, other, index) && good;
    if (listed || other)
        evaluated_add(frame->evaluated, index);
    if (node_child(node, KEYWORD_PROPERTY_NAMES) && (good || collecting))
        good = check_key(frame, index) && good;
    return good;
}

static bool refuse_missing(const struct frame *frame, enum keyword keyword, struct text key,
                           size_t needed_by) {
    struct failure *failure = refuse_with(frame, keyword);
    if (failure) {
        failure->detail = key;
        failure->number = needed_by;
    }
    return false;
}

static bool check_name(const struct frame *frame, size_t place, const bool present[]) {
    const struct name *name = &frame->node->names[place];
    bool good = true, collecting = frame->run->collecting;
    if (!present[place])
        return !name->required || refuse_missing(frame, KEYWORD_REQUIRED, name->key, place);
    for (size_t i = 0; name->needs && i < name->needs->count && (good || collecting); i++)
        if (!present[name->needed[i]])
            good = refuse_missing(frame, KEYWORD_DEPENDENT_REQUIRED, name->needs->members[i].value->scalar,
                                  place);
    if (name->dependent && (good || collecting))
        good = apply(frame, name->dependent, frame->value, frame->spot, frame->evaluated) && good;
    return good;
}

bool apply_to_object(const struct frame *frame) {
    const struct node *node = frame->node;
    enum { FEW = 64 };
    bool few[FEW] = {false}, *present = few, good = true, collecting = frame->run->collecting;
    if (!spend(frame->run, node->name_count / 16, frame->value))
        return false;
    if (node->name_count > FEW)
        present = memory_get_zeroed(node->name_count, sizeof *present);
    for (size_t i = 0; i < frame->value->count && (good || collecting) && !frame->run->stop; i++)
        good = check_member(frame, i, present) && good;
    for (size_t i = 0; i < node->name_count && (good || collecting) && !frame->run->stop; i++)
        good = check_name(frame, i, present) && good;
    if (present != few)
        free(present);
    return good;
}

/* What nothing else has looked at. */
bool apply_to_unevaluated(const struct frame *frame) {
    enum keyword keyword =
        frame->value->kind == VALUE_SEQUENCE ? KEYWORD_UNEVALUATED_ITEMS : KEYWORD_UNEVALUATED_PROPERTIES;
    const struct node *node = node_child(frame->node, keyword);
    if (!node || (frame->value->kind != VALUE_SEQUENCE && frame->value->kind != VALUE_MAPPING))
        return true;
    bool good = true;
    for (size_t i = 0; i < frame->value->count && (good || frame->run->collecting) && !frame->run->stop; i++)
        if (!evaluated_has(frame->evaluated, i))
            good = apply_to_part(frame, keyword, node, i) && good;
    evaluated_add_all(frame->evaluated);
    return good;
}
