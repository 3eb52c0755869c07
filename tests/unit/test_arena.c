/* SPDX-License-Identifier: MIT */
#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void gives_zeroed_aligned_memory(void **state) {
    (void)state;
    struct arena arena = {0};
    for (size_t size = 0; size < 3000; size++) {
        unsigned char *given = arena_get(&arena, size);
        assert_non_null(given);
        assert_int_equal((uintptr_t)given % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(given[i], 0);
        memset(given, 0xAA, size);
    }
    arena_free(&arena);
    assert_null(arena.blocks);
}

static void what_was_given_stays(void **state) {
    (void)state;
    enum { COUNT = 20000 };
    static int *numbers[COUNT];
    struct arena arena = {0};
    for (int i = 0; i < COUNT; i++) {
        numbers[i] = ARENA_NEW(&arena, int);
        *numbers[i] = i;
        if (i % 100 == 0)
            arena_get(&arena, 100000);
    }
    for (int i = 0; i < COUNT; i++)
        assert_int_equal(*numbers[i], i);
    arena_free(&arena);
}

static void copies_end_in_nul(void **state) {
    (void)state;
    struct arena arena = {0};
    struct text copy = arena_copy(&arena, (struct text){"abc", 2});
    assert_string_equal(copy.at, "ab");
    assert_int_equal(copy.len, 2);
    copy = arena_copy(&arena, (struct text){0});
    assert_string_equal(copy.at, "");
    assert_int_equal(copy.len, 0);
    arena_free(&arena);
}

static void prints_short_and_long(void **state) {
    (void)state;
    struct arena arena = {0};
    assert_string_equal(arena_print(&arena, "%s-%d", "a", 7).at, "a-7");
    for (int width = 250; width < 262; width++) {
        struct text t = arena_print(&arena, "%*d", width, 5);
        assert_int_equal(t.len, width);
        assert_int_equal(t.at[width - 1], '5');
        assert_int_equal(t.at[width], '\0');
    }
    arena_free(&arena);
}

static void reset_gives_the_same_again(void **state) {
    (void)state;
    struct arena arena = {0};
    arena_reset(&arena);
    for (int i = 0; i < 10; i++)
        arena_get(&arena, 48);
    arena_reset(&arena);
    struct arena_block *kept = arena.blocks;
    char *given = arena_get(&arena, 16);
    assert_ptr_equal(arena.blocks, kept);
    memset(given, 1, 16);
    arena_reset(&arena);
    char *again = arena_get(&arena, 16);
    assert_ptr_equal(again, given);
    assert_int_equal(again[0], 0);
    arena_free(&arena);
    assert_non_null(arena_get(&arena, 1));
    arena_free(&arena);
}

static void arrays(void **state) {
    (void)state;
    struct arena arena = {0};
    long *numbers = ARENA_ARRAY(&arena, long, 1000);
    numbers[999] = 1;
    assert_int_equal(numbers[0], 0);
    assert_non_null(arena_get_array(&arena, 0, 8));
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_zeroed_aligned_memory), cmocka_unit_test(what_was_given_stays),
        cmocka_unit_test(copies_end_in_nul),           cmocka_unit_test(prints_short_and_long),
        cmocka_unit_test(reset_gives_the_same_again),  cmocka_unit_test(arrays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
