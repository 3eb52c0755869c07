/* SPDX-License-Identifier: MIT */
/* A beam search over the lines of a block whose indentation is its structure. Each line has a few places
 * where it can stand after what came before; the most plausible ways to place all lines so far are kept, and
 * go on with the next. Time is the number of steps times the width of the beam. */
#ifndef EXLINT_READ_PLAIN_BEAM_H
#define EXLINT_READ_PLAIN_BEAM_H

#include <stddef.h>
#include <stdint.h>

/* What each task's state begins with. */
struct beam_state {
    float score;   /* log odds, by and large */
    int32_t trail; /* the columns so far; the task leaves it alone */
};

struct beam_choice {
    float score; /* of the state that this leads to */
    uint32_t state;
    int16_t depth; /* of the block it joins, and how: they mean what the task wants them to */
    int16_t way;
    int16_t column;
};

/* A task: states are plain structs without pointers of their own, copied byte by byte. */
struct beam {
    size_t steps, width, state_size;
    size_t most; /* choices that one state has at most */
    void *task;
    /* The places a step can have after a state; gives their number, fills in all but the state. */
    size_t (*choose)(const void *task, const void *state, size_t step, struct beam_choice *choices);
    /* Makes a copy of the state the one after the choice. Where no state has a choice, the first state is
     * given depth, way and column 0. */
    void (*place)(void *task, void *state, size_t step, const struct beam_choice *choice);
    /* The state's score at the end; NULL: as it is. */
    float (*finish)(const void *state);
};

struct beam_result {
    float score;  /* of the best way */
    float margin; /* how much better it is than the second; INFINITY where there is none */
};

/* first: the states to begin with, count of them, at most width. Sets the column of each step. */
struct beam_result beam_search(const struct beam *beam, const void *first, size_t count, long *column);

#endif
