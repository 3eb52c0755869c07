/* SPDX-License-Identifier: MIT */
/* One validation on its way: what validate.c (subschemas applied in place),
 * collection.c (to items and members) and message.c (what is said) share.
 *
 * It goes twice: first quietly, ending at the first failure; and only where
 * there is one, again collecting failures. Recursion is bounded by
 * DEPTH_MOST. */
#ifndef EXLINT_SCHEMA_RUN_H
#define EXLINT_SCHEMA_RUN_H

#include "schema/node.h"

enum {
    DEPTH_MOST = 2000,      /* subschemas within each other */
    STEPS_LEAST = 10000000, /* subschemas applied in all, whatever the value */
    STEPS_PER_VALUE = 1000, /* and for each value more */
    FAILURES_MOST = 100000, /* kept at a time, those of alternatives included */
};

/* Where in the value: a chain on the stack, copied to the arena where a failure keeps it. */
struct spot {
    struct spot *above;          /* NULL at the top */
    const struct member *member; /* of the collection above */
    size_t index;
    unsigned depth;
    bool is_key; /* the member's key itself */
    struct spot *kept;
};

/* The resources that led here ($dynamicRef asks them), the innermost first. */
struct scope {
    const struct resource *resource;
    const struct scope *outer;
};

/* Items or members that a subschema has looked at, for unevaluatedItems and unevaluatedProperties. */
struct evaluated {
    size_t count;
    bool all;
    uint64_t few[2]; /* bits, where they are enough */
    uint64_t *many;  /* else */
};

void evaluated_begin(struct evaluated *evaluated, const struct value *value);
void evaluated_end(struct evaluated *evaluated);
/* All of these do nothing for NULL. */
void evaluated_add(struct evaluated *evaluated, size_t index);
void evaluated_add_all(struct evaluated *evaluated);
void evaluated_merge(struct evaluated *into, const struct evaluated *from);
bool evaluated_has(const struct evaluated *evaluated, size_t index);

struct failure {
    enum keyword keyword; /* KEYWORD_COUNT: the schema `false` */
    const struct node *node;
    const struct value *value;
    const struct spot *spot;
    struct span span;
    size_t number, other; /* what the message needs: a count, an index … */
    struct text detail;
    unsigned types;        /* type: what would do */
    size_t branches;       /* alternatives of which this is the closest one's first failure; 0: none */
    size_t more;           /* failures that it has beside this */
    enum keyword combined; /* anyOf or oneOf, with branches */
};

enum stop { STOP_NONE, STOP_DEPTH, STOP_STEPS, STOP_PATTERN };

struct run {
    const struct schema *schema;
    struct arena *arena; /* the caller's; only used while collecting */
    bool collecting;
    uint64_t steps, steps_most;
    unsigned depth;
    enum stop stop;
    const struct value *stopped_at;
    struct failure *failures;
    size_t failure_count, failure_capacity;
};

/* A subschema that is being applied. */
struct frame {
    struct run *run;
    const struct node *node;
    const struct value *value;
    struct spot *spot;
    const struct scope *scope;
    struct evaluated *evaluated; /* NULL where nobody asks */
};

/* Applies a subschema to a value: the frame's own with its evaluated, or a part of it with NULL. */
bool apply(const struct frame *frame, const struct node *node, const struct value *value, struct spot *spot,
           struct evaluated *evaluated);
/* The same without collecting. */
bool apply_quietly(const struct frame *frame, const struct node *node, const struct value *value,
                   struct spot *spot, struct evaluated *evaluated);
/* Counts work that is no application; false when it is too much. */
bool spend(struct run *run, uint64_t steps, const struct value *value);
/* Whether a pattern matches; a match that goes beyond the limits stops the run. */
bool matches(struct run *run, const struct pattern *pattern, struct text subject, const struct value *value);
/* Notes that the frame's value fails a keyword; gives false. */
bool refuse(const struct frame *frame, enum keyword keyword);
/* The same for further words: the failure to fill, or NULL while not collecting. */
struct failure *refuse_with(const struct frame *frame, enum keyword keyword);

/* collection.c: the keywords of arrays and of objects, unevaluated ones apart. */
bool apply_to_array(const struct frame *frame);
bool apply_to_object(const struct frame *frame);
bool apply_to_unevaluated(const struct frame *frame);

/* message.c: the failures as errors, sorted, each once. */
struct schema_result errors_of(struct run *run);
struct schema_result error_of_stop(struct run *run, const struct value *root);

#endif
