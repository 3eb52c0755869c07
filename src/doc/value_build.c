/* SPDX-License-Identifier: MIT */
#include "doc/value_build.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"

struct value_open {
    struct value *value;
    const struct value *key; /* of a mapping: read, but its value is not */
    struct member *members;
    size_t count, capacity;
};

void value_build_begin(struct value_builder *builder, struct arena *arena, size_t length,
                       struct value_error *error) {
    *error = (struct value_error){.message = {NULL, 0}};
    *builder = (struct value_builder){.arena = arena, .error = error};
    builder->most = length > VALUE_COUNT_LEAST ? length : VALUE_COUNT_LEAST;
}

void value_build_end(struct value_builder *builder) {
    while (builder->depth)
        free(builder->stack[--builder->depth].members);
    free(builder->stack);
    builder->stack = NULL;
}

bool value_build_failed(const struct value_builder *builder) {
    return builder->error->message.at != NULL;
}

void value_build_fail(struct value_builder *builder, struct span span, const char *format, ...) {
    if (value_build_failed(builder))
        return;
    char message[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    builder->error->span = span;
    builder->error->message = arena_copy(builder->arena, text_of(message));
}

struct value *value_build_new(struct value_builder *builder, enum value_kind kind, struct span span) {
    struct value *value = ARENA_NEW(builder->arena, struct value);
    value->kind = kind;
    value->span = span;
    value->weight = 1;
    value->height = 1;
    return value;
}

static void grow_taller(struct value_builder *builder, struct value *above, const struct value *value) {
    if (above->height <= value->height)
        above->height = value->height + 1;
    if (builder->depth + value->height > VALUE_NESTING_MOST + 1)
        value_build_fail(builder, value->span, "nested more than %d levels deep", VALUE_NESTING_MOST);
}

void value_build_place(struct value_builder *builder, const struct value *value) {
    if (!builder->depth) {
        builder->root = value;
        return;
    }
    struct value_open *open = &builder->stack[builder->depth - 1];
    if (value_build_wants_key(builder)) {
        if (value->kind == VALUE_MAPPING || value->kind == VALUE_SEQUENCE)
            value_build_fail(builder, value->span, "a key is expected to be a scalar, not a %s",
                             value_kind_name(value->kind));
        open->key = value;
        return;
    }
    MEMORY_ROOM(open->members, open->count, open->capacity);
    open->members[open->count++] = (struct member){open->key, value};
    open->key = NULL;
    grow_taller(builder, open->value, value);
    open->value->weight += value->weight < builder->most ? value->weight : builder->most;
    if (open->value->weight > builder->most)
        value_build_fail(builder, value->span, "more than %zu values once aliases are followed",
                         builder->most);
}

void value_build_open(struct value_builder *builder, struct value *value) {
    if (builder->depth == VALUE_NESTING_MOST)
        value_build_fail(builder, value->span, "nested more than %d levels deep", VALUE_NESTING_MOST);
    MEMORY_ROOM(builder->stack, builder->depth, builder->capacity);
    builder->stack[builder->depth++] = (struct value_open){.value = value};
}

static int order_members(const void *a, const void *b) {
    const struct member *x = a, *y = b;
    int order = text_compare(x->key->scalar, y->key->scalar);
    return order ? order : x->key->span.begin < y->key->span.begin ? -1 : 1;
}

static void check_duplicates(struct value_builder *builder, const struct value_open *open) {
    if (open->count < 2 || value_build_failed(builder))
        return;
    struct member *sorted = memory_grow(NULL, open->count, sizeof *sorted);
    memcpy(sorted, open->members, open->count * sizeof *sorted);
    qsort(sorted, open->count, sizeof *sorted, order_members);
    const struct value *twice = NULL, *first = NULL;
    for (size_t i = 1; i < open->count; i++) {
        const struct value *key = sorted[i].key, *before = sorted[i - 1].key;
        if (text_equal(before->scalar, key->scalar) && (!twice || key->span.begin < twice->span.begin)) {
            first = before;
            twice = key;
        }
    }
    free(sorted);
    if (!twice)
        return;
    value_build_fail(builder, twice->span, "the key \"%.*s\" stands twice",
                     TEXT_ARG(text_slice(twice->scalar, 0, 200)));
    builder->error->has_first = true;
    builder->error->first = first->span;
}

struct value *value_build_close(struct value_builder *builder, uint32_t end) {
    struct value_open open = builder->stack[--builder->depth];
    struct value *value = open.value;
    value->span.end = end > value->span.begin ? end : value->span.begin;
    if (value->kind == VALUE_MAPPING)
        check_duplicates(builder, &open);
    struct member *members = ARENA_ARRAY(builder->arena, struct member, open.count);
    if (open.count)
        memcpy(members, open.members, open.count * sizeof *open.members);
    value->members = members;
    value->count = open.count;
    free(open.members);
    value_build_place(builder, value);
    return value;
}

const struct value *value_build_innermost(const struct value_builder *builder) {
    return builder->depth ? builder->stack[builder->depth - 1].value : NULL;
}

bool value_build_wants_key(const struct value_builder *builder) {
    const struct value *innermost = value_build_innermost(builder);
    return innermost && innermost->kind == VALUE_MAPPING && !builder->stack[builder->depth - 1].key;
}
