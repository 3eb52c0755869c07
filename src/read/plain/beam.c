/* SPDX-License-Identifier: MIT */
#include "read/plain/beam.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static const float FALLBACK = -10;

struct trail {
    int32_t before;
    int16_t column;
};

struct search {
    const struct beam *beam;
    char *now, *next; /* states */
    size_t now_count;
    struct beam_choice *choices;
    struct trail *trail;
    size_t trail_count, trail_capacity;
};

static struct beam_state *state_at(const struct search *search, char *states, size_t i) {
    return (struct beam_state *)(void *)(states + i * search->beam->state_size);
}

static int32_t leave_trail(struct search *search, int32_t before, int16_t column) {
    MEMORY_ROOM(search->trail, search->trail_count, search->trail_capacity);
    search->trail[search->trail_count] = (struct trail){before, column};
    return (int32_t)search->trail_count++;
}

/* The best first; of equals the first state and the deepest place. */
static int by_score(const void *a, const void *b) {
    const struct beam_choice *x = a, *y = b;
    if (x->score != y->score)
        return x->score < y->score ? 1 : -1;
    if (x->state != y->state)
        return x->state < y->state ? -1 : 1;
    return x->depth != y->depth ? y->depth - x->depth : x->way - y->way;
}

static size_t choose_all(struct search *search, size_t step) {
    const struct beam *beam = search->beam;
    size_t count = 0;
    for (size_t i = 0; i < search->now_count; i++) {
        size_t added =
            beam->choose(beam->task, state_at(search, search->now, i), step, &search->choices[count]);
        assert(added <= beam->most);
        for (; added; added--)
            search->choices[count++].state = (uint32_t)i;
    }
    if (!count)
        search->choices[count++] =
            (struct beam_choice){.score = state_at(search, search->now, 0)->score + FALLBACK};
    return count;
}

static void take_step(struct search *search, size_t step) {
    const struct beam *beam = search->beam;
    size_t count = choose_all(search, step);
    qsort(search->choices, count, sizeof *search->choices, by_score);
    count = count < beam->width ? count : beam->width;
    for (size_t i = 0; i < count; i++) {
        const struct beam_choice *choice = &search->choices[i];
        struct beam_state *state = state_at(search, search->next, i);
        memcpy(state, state_at(search, search->now, choice->state), beam->state_size);
        state->score = choice->score;
        state->trail = leave_trail(search, state->trail, choice->column);
        beam->place(beam->task, state, step, choice);
    }
    char *swap = search->now;
    search->now = search->next;
    search->next = swap;
    search->now_count = count;
}

static float finished(const struct search *search, size_t i) {
    const struct beam_state *state = state_at(search, search->now, i);
    return search->beam->finish ? search->beam->finish(state) : state->score;
}

static struct beam_result finish(struct search *search, long *column) {
    size_t best = 0;
    float second = -INFINITY;
    for (size_t i = 1; i < search->now_count; i++) {
        float score = finished(search, i), before = finished(search, best);
        second = fmaxf(second, fminf(score, before));
        best = score > before ? i : best;
    }
    int32_t at = state_at(search, search->now, best)->trail;
    for (size_t i = search->beam->steps; i-- > 0; at = search->trail[at].before) {
        assert(at >= 0 && search->trail);
        column[i] = search->trail[at].column;
    }
    float score = finished(search, best);
    return (struct beam_result){score, score - second};
}

struct beam_result beam_search(const struct beam *beam, const void *first, size_t count, long *column) {
    assert(count && count <= beam->width);
    struct search search = {.beam = beam,
                            .now = memory_get(beam->width * beam->state_size),
                            .next = memory_get(beam->width * beam->state_size),
                            .now_count = count,
                            .choices = memory_get((beam->width * beam->most + 1) * sizeof *search.choices)};
    memcpy(search.now, first, count * beam->state_size);
    for (size_t i = 0; i < count; i++)
        state_at(&search, search.now, i)->trail = -1;
    for (size_t i = 0; i < beam->steps; i++)
        take_step(&search, i);
    struct beam_result result = finish(&search, column);
    free(search.now);
    free(search.next);
    free(search.choices);
    free(search.trail);
    return result;
}
