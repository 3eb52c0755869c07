/* SPDX-License-Identifier: MIT */
/* The state of the search for the layout of Haskell (haskell_search.c), and what speaks for a place
 * (haskell_scores.c): scores are log odds, by and large; -INFINITY where a line cannot stand. */
#ifndef EXLINT_READ_PLAIN_HASKELL_SEARCH_H
#define EXLINT_READ_PLAIN_HASKELL_SEARCH_H

#include "read/plain/beam.h"
#include "read/plain/haskell.h"

enum { DEPTH = 24, WIDTH = 32, WIDTH_LONG = 3, LONG_BLOCK = 1200, LOOK_BACK = 200, NO_NAMES = -2 };

struct frame {
    uint8_t holds; /* enum haskell_block */
    uint8_t owner; /* enum haskell_owner */
    uint8_t last;  /* enum haskell_form of its last line */
    bool ended;    /* its last line leaves it */
    bool goes_on;  /* its last line asks for more */
    bool equation; /* its last line was an equation, or part of one */
    bool lets;     /* the bindings of a let: "in" may follow */
    bool named;    /* something was bound in it */
    uint16_t count;
    int16_t column, latest;
    int16_t closing; /* bracket: of a line that begins with its end; let: of its "in" */
    int32_t head;    /* the line whose names it sees, -1 for the page; or NO_NAMES */
    uint32_t bound;  /* what its last line declared */
    bool declared;   /* … with its type */
};

/* How a line joins a frame. */
enum way {
    WAY_JOIN,
    WAY_REST,  /* goes on with its last line */
    WAY_WHERE, /* declares for its last equation */
    WAY_IN,    /* closes the let above it */
    WAY_CLOSE, /* ends the bracket above it */
};

struct binding {
    uint32_t name;
    int32_t head;    /* of the frames that see it */
    int32_t not_yet; /* of the block that gives its value, where it is not seen; or NO_NAMES */
    int32_t before;
};

struct state {
    struct beam_state beam;
    int32_t binding;
    uint8_t depth;
    struct frame frames[DEPTH];
};

struct search {
    const struct haskell *haskell;
    int16_t unit;
    struct binding *bindings;
    size_t binding_count, binding_capacity;
};

/* A line as one of a frame, in a way other than WAY_CLOSE. */
float haskell_score_way(const struct search *search, const struct state *state, size_t index, size_t depth,
                        enum way way);
/* Names that are used where they cannot be seen. */
float haskell_score_names(const struct search *search, const struct state *state,
                          const struct haskell_line *line, size_t depth);
/* The end of the frame k. */
float haskell_score_leave(const struct state *state, size_t k);
/* Whether a frame may end before the next line. */
bool haskell_is_complete(const struct frame *frame);

#endif
