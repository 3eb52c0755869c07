/* SPDX-License-Identifier: MIT */
#include "base/threads.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

enum { COUNT = 3000 };

/* What went wrong is counted, as cmocka's asserts belong to the main thread. */
struct record {
    atomic_size_t runs[COUNT], begun, wrong;
    atomic_int in_done;
    size_t given; /* guarded by done() being called once at a time */
    size_t stop_at, ahead;
    bool slow;
};

static void run(void *context, size_t item) {
    struct record *record = context;
    if (atomic_fetch_add(&record->runs[item], 1) != 0)
        atomic_fetch_add(&record->wrong, 1);
    atomic_fetch_add(&record->begun, 1);
    if (record->slow && item % 7 == 0)
        nanosleep(&(struct timespec){0, 100000}, NULL);
}

static bool done(void *context, size_t item) {
    struct record *record = context;
    if (atomic_fetch_add(&record->in_done, 1) != 0 || item != record->given ||
        atomic_load(&record->runs[item]) != 1)
        atomic_fetch_add(&record->wrong, 1);
    if (record->ahead && atomic_load(&record->begun) > record->given + record->ahead)
        atomic_fetch_add(&record->wrong, 1);
    if (record->slow && item % 50 == 0) /* long enough for another thread to come along */
        nanosleep(&(struct timespec){0, 300000}, NULL);
    record->given++;
    atomic_fetch_sub(&record->in_done, 1);
    return item != record->stop_at;
}

static struct record *work(unsigned threads, size_t count, size_t ahead, size_t stop_at, bool slow) {
    static struct record record;
    memset(&record, 0, sizeof record);
    record.stop_at = stop_at;
    record.slow = slow;
    record.ahead = ahead <= COUNT ? ahead : 0;
    threads_run(&(struct threads_work){&record, run, done, ahead}, count, threads);
    assert_int_equal(atomic_load(&record.wrong), 0);
    return &record;
}

static void each_item_once_and_in_order(void **state) {
    (void)state;
    static const unsigned threads[] = {0, 1, 2, 3, 8, 100000};
    static const size_t ahead[] = {0, 1, 2, 5, SIZE_MAX};
    for (size_t i = 0; i < sizeof threads / sizeof *threads; i++)
        for (size_t j = 0; j < sizeof ahead / sizeof *ahead; j++) {
            struct record *record = work(threads[i], COUNT, ahead[j], SIZE_MAX, j == 0);
            assert_int_equal(record->given, COUNT);
            assert_int_equal(atomic_load(&record->begun), COUNT);
        }
}

static void few_items(void **state) {
    (void)state;
    for (size_t count = 0; count < 10; count++)
        assert_int_equal(work(4, count, SIZE_MAX, SIZE_MAX, true)->given, count);
}

static void stops_when_asked(void **state) {
    (void)state;
    for (unsigned threads = 1; threads < 6; threads++) {
        struct record *record = work(threads, COUNT, 20, 100, true);
        assert_int_equal(record->given, 101);
        assert_true(atomic_load(&record->begun) <= 121);
    }
}

static void without_done(void **state) {
    (void)state;
    static struct record record;
    threads_run(&(struct threads_work){&record, run, NULL, 1}, COUNT, 4);
    for (size_t i = 0; i < COUNT; i++)
        assert_int_equal(atomic_load(&record.runs[i]), 1);
}

static void processors(void **state) {
    (void)state;
    assert_true(threads_processors() >= 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_item_once_and_in_order), cmocka_unit_test(few_items),
        cmocka_unit_test(stops_when_asked),            cmocka_unit_test(without_done),
        cmocka_unit_test(processors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
