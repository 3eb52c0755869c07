/* SPDX-License-Identifier: MIT */
/* The beam search, over a task whose best way is known: numbers that must not be the same twice in a row. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "read/plain/beam.h"

struct state {
    struct beam_state beam;
    int16_t last;
};

struct task {
    const float (*worth)[2]; /* of column 0 and 1, for each step */
    bool stuck;              /* no state has a choice */
};

static size_t choose(const void *to, const void *after, size_t step, struct beam_choice *choices) {
    const struct task *task = to;
    const struct state *state = after;
    size_t count = 0;
    for (int16_t column = 0; column < 2 && !task->stuck; column++)
        if (column != state->last)
            choices[count++] =
                (struct beam_choice){.score = state->beam.score + task->worth[step][column], .column = column};
    return count;
}

static void place(void *task, void *state, size_t step, const struct beam_choice *choice) {
    (void)task;
    (void)step;
    ((struct state *)state)->last = choice->column;
}

static float half(const void *state) {
    return ((const struct state *)state)->beam.score / 2;
}

static struct beam make(struct task *task, size_t steps, size_t width) {
    return (struct beam){.steps = steps,
                         .width = width,
                         .state_size = sizeof(struct state),
                         .most = 2,
                         .task = task,
                         .choose = choose,
                         .place = place};
}

static const float worth[][2] = {{1, 0}, {0, 0}, {0, 3}};

/* The first step's best choice leads to the worse way. */
static void finds_the_best_way(void **state) {
    (void)state;
    struct task task = {worth, false};
    struct beam beam = make(&task, 3, 4);
    struct state first = {.last = -1};
    long column[3];
    struct beam_result result = beam_search(&beam, &first, 1, column);
    assert_int_equal(column[0], 1);
    assert_int_equal(column[1], 0);
    assert_int_equal(column[2], 1);
    assert_float_equal(result.score, 3, 1e-6);
    assert_float_equal(result.margin, 2, 1e-6);
    beam.finish = half;
    result = beam_search(&beam, &first, 1, column);
    assert_float_equal(result.margin, 1, 1e-6);
}

static void is_greedy_with_a_width_of_one(void **state) {
    (void)state;
    struct task task = {worth, false};
    struct beam beam = make(&task, 3, 1);
    struct state first = {.last = -1};
    long column[3];
    struct beam_result result = beam_search(&beam, &first, 1, column);
    assert_int_equal(column[0], 0);
    assert_int_equal(column[2], 0);
    assert_true(isinf(result.margin));
}

static void goes_on_where_nothing_fits(void **state) {
    (void)state;
    struct task task = {worth, true};
    struct beam beam = make(&task, 2, 4);
    struct state first = {.last = -1};
    long column[2] = {7, 7};
    struct beam_result result = beam_search(&beam, &first, 1, column);
    assert_int_equal(column[0], 0);
    assert_int_equal(column[1], 0);
    assert_true(result.score < -10);
}

static void does_nothing_in_no_steps(void **state) {
    (void)state;
    struct task task = {worth, false};
    struct beam beam = make(&task, 0, 4);
    struct state first[2] = {{.beam.score = 1}, {.beam.score = 4}};
    struct beam_result result = beam_search(&beam, first, 2, NULL);
    assert_float_equal(result.score, 4, 1e-6);
    assert_float_equal(result.margin, 3, 1e-6);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_best_way),
        cmocka_unit_test(is_greedy_with_a_width_of_one),
        cmocka_unit_test(goes_on_where_nothing_fits),
        cmocka_unit_test(does_nothing_in_no_steps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
