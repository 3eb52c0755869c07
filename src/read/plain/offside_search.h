/* SPDX-License-Identifier: MIT */
/* The state of the search for a block's indentation (offside.c), and what speaks for a place: the names that
 * a statement uses (offside_names.c), its kind and what ends before it (offside_kinds.c). Scores are log
 * odds, by and large. */
#ifndef EXLINT_READ_PLAIN_OFFSIDE_SEARCH_H
#define EXLINT_READ_PLAIN_OFFSIDE_SEARCH_H

#include "read/plain/beam.h"
#include "read/plain/offside.h"

enum { DEPTH = 24, BEAM = 48, BEAM_LONG = 3, LONG_BLOCK = 1200, LOOK_BACK = 240 };

struct frame {
    uint8_t kind;    /* of the statement that opened it; frames[0] is the module */
    uint8_t last;    /* kind of its last statement */
    bool ended;      /* its last statement leaves it */
    bool unfinished; /* its last statement binds a name: in ML a value must follow */
    bool arms_ended; /* of its last if or try, all blocks so far were left */
    bool closed_try; /* a try that has its except or finally */
    bool method, async, documented;
    bool constants;  /* its fields are constants: an enumeration */
    bool fields;     /* its last statement is a field */
    bool yielded;    /* its last statement yields */
    bool try_ended;  /* of an except: the way through its try was left */
    uint16_t count;  /* statements in it */
    bool bracket;    /* it is one, and ends with it */
    bool valued;     /* of a match: one of its cases gave a value on its line */
    bool opaque;     /* Scala: holds an opaque type */
    uint32_t family; /* of a match: of its cases, or 0 */
    bool bound;      /* its last statement binds a name */
    bool named;      /* what opened it binds a name to its value */
    bool argument;   /* holds what a statement goes on with */
    int16_t column;  /* of its statements */
    int16_t closing; /* of a bracket: the column of a line that begins with its end */
    int16_t latest;  /* column of its last statement */
    int32_t head;    /* the statement that opened it, -1 for the module */
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
    struct beam_state beam;
    int32_t binding;
    uint8_t depth;
    struct frame frames[DEPTH];
};

struct search {
    const struct statements *statements;
    int16_t unit;
    struct binding *bindings;
    size_t binding_count, binding_capacity;
};

bool search_is_scope(uint8_t kind);
/* The function or class that a depth lies in, -1 for the module. */
int32_t search_scope_at(const struct state *state, size_t depth);
/* The scope that a name was bound in last: the function or class, -1 for the module, or UNBOUND. */
enum { UNBOUND = -2 };
int32_t search_bound_in(const struct search *search, const struct state *state, uint32_t name);
/* How well the names of a statement fit at a depth. */
float search_score_names(const struct search *search, const struct state *state, const struct statement *st,
                         size_t depth);
/* What the kind of statement says about the block it stands in. */
float search_score_kind(const struct search *search, const struct state *state, size_t index, size_t depth);
/* Whether nothing can follow in a block: its last statement leaves it, or gives its value, or all ways
 * through it do. */
bool search_is_over(const struct state *state, size_t depth);
/* How likely the blocks above `depth` end before the statement; -INFINITY where they cannot. */
float search_score_ending(const struct state *state, const struct statement *st, size_t depth);

/* ML: how likely a statement goes on with the one above, a level further in; -INFINITY where it cannot. */
float search_score_argument(const struct search *search, const struct state *state, size_t index);

#endif
