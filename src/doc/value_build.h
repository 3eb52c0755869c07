/* SPDX-License-Identifier: MIT */
/* Putting values together, event by event, for what reads YAML or JSON. No
 * recursion: open collections stand on a stack of the builder's own. The first
 * failure is kept, with its place; what comes after it is ignored. */
#ifndef EXLINT_DOC_VALUE_BUILD_H
#define EXLINT_DOC_VALUE_BUILD_H

#include "base/arena.h"
#include "doc/value.h"

enum {
    VALUE_NESTING_MOST = 1000, /* levels of a value, aliases followed; so recursion over values is safe */
    VALUE_COUNT_LEAST = 100000,
};

/* Why a text could not be read. */
struct value_error {
    struct span span;
    struct text message; /* one clause, in the arena; at == NULL where nothing is wrong */
    bool has_first;      /* a key stands twice: */
    struct span first;   /* where it stood first, for the caller to name the line */
};

struct value_open; /* a collection that is not closed yet */

struct value_builder {
    struct arena *arena;       /* where the values go */
    struct value_error *error; /* filled by the first failure */
    size_t most;               /* values, counted with every alias followed */
    const struct value *root;
    struct value_open *stack;
    size_t depth, capacity;
};

/* length: of the text in bytes; a text that follows no alias always has fewer values than that, or than
 * VALUE_COUNT_LEAST. */
void value_build_begin(struct value_builder *builder, struct arena *arena, size_t length,
                       struct value_error *error);
/* Frees what the builder itself holds; the values stay. */
void value_build_end(struct value_builder *builder);
bool value_build_failed(const struct value_builder *builder);
void value_build_fail(struct value_builder *builder, struct span span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* A value of weight and height 1, not placed yet. */
struct value *value_build_new(struct value_builder *builder, enum value_kind kind, struct span span);
/* A complete value: the next item, the next key, or what belongs to the last key. */
void value_build_place(struct value_builder *builder, const struct value *value);
/* Opens a mapping or sequence; what is placed from now on goes into it. */
void value_build_open(struct value_builder *builder, struct value *value);
/* Closes the innermost collection, places it and gives it; end: offset behind it. */
struct value *value_build_close(struct value_builder *builder, uint32_t end);
/* The innermost open collection, or NULL. */
const struct value *value_build_innermost(const struct value_builder *builder);
/* Whether it is a mapping whose next value is a key. */
bool value_build_wants_key(const struct value_builder *builder);

#endif
