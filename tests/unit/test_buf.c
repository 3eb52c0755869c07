/* SPDX-License-Identifier: MIT */
#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void adds(void **state) {
    (void)state;
    struct buf buf = {0};
    buf_add(&buf, TEXT("ab"));
    buf_add_byte(&buf, 'c');
    buf_add_string(&buf, "de");
    buf_add_run(&buf, '-', 3);
    buf_add_run(&buf, '+', 0);
    buf_add(&buf, (struct text){0});
    assert_string_equal(buf.at, "abcde---");
    assert_int_equal(buf.len, 8);
    assert_true(text_is(buf_text(&buf), "abcde---"));
    buf_free(&buf);
    assert_null(buf.at);
    buf_free(&buf);
}

static void grows(void **state) {
    (void)state;
    struct buf buf = {0};
    for (int i = 0; i < 100000; i++) {
        buf_add_byte(&buf, (char)('a' + i % 26));
        assert_int_equal(buf.at[buf.len], '\0');
    }
    assert_int_equal(buf.len, 100000);
    for (int i = 0; i < 100000; i++)
        assert_int_equal(buf.at[i], 'a' + i % 26);
    assert_true(buf.capacity > buf.len);
    buf_free(&buf);
}

static void empty_text_still_ends_in_nul(void **state) {
    (void)state;
    struct buf buf = {0};
    buf_add_string(&buf, "");
    assert_string_equal(buf.at, "");
    buf_free(&buf);
}

static void prints(void **state) {
    (void)state;
    struct buf buf = {0};
    for (int width = 250; width < 262; width++) {
        buf_cut(&buf, 0);
        buf_add_byte(&buf, '<');
        buf_print(&buf, "%*d%s", width, 5, ">");
        assert_int_equal(buf.len, width + 2);
        assert_int_equal(buf.at[width], '5');
        assert_int_equal(buf.at[width + 1], '>');
        assert_int_equal(buf.at[width + 2], '\0');
    }
    buf_free(&buf);
}

static void unix_line_ends(void **state) {
    (void)state;
    struct buf buf = {0};
    buf_add_unix(&buf, TEXT("a\r\nb\rc\n\r\r\nd\r"));
    assert_string_equal(buf.at, "a\nb\nc\n\n\nd\n");
    buf_add_unix(&buf, TEXT("plain\n"));
    buf_add_unix(&buf, (struct text){0});
    assert_string_equal(buf.at, "a\nb\nc\n\n\nd\nplain\n");
    buf_free(&buf);
}

static void cuts(void **state) {
    (void)state;
    struct buf buf = {0};
    buf_cut(&buf, 0);
    assert_null(buf.at);
    buf_add_string(&buf, "abc");
    buf_cut(&buf, 9);
    assert_string_equal(buf.at, "abc");
    buf_cut(&buf, 1);
    assert_string_equal(buf.at, "a");
    buf_free(&buf);
}

static void reserves(void **state) {
    (void)state;
    struct buf buf = {0};
    memset(buf_reserve(&buf, 1000), 'x', 1000);
    assert_int_equal(buf.len, 0);
    buf.len = 1000;
    buf_add_byte(&buf, 'y');
    assert_int_equal(buf.at[999], 'x');
    assert_int_equal(buf.at[1000], 'y');
    buf_free(&buf);
}

static void numbers(void **state) {
    (void)state;
    static const uint64_t cases[] = {0, 9, 10, 4294967295u, UINT64_MAX};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf got = {0}, wanted = {0};
        buf_add_number(&got, cases[i]);
        buf_print(&wanted, "%llu", (unsigned long long)cases[i]);
        assert_true(text_equal(buf_text(&got), buf_text(&wanted)));
        buf_free(&got);
        buf_free(&wanted);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(adds),
        cmocka_unit_test(grows),
        cmocka_unit_test(empty_text_still_ends_in_nul),
        cmocka_unit_test(prints),
        cmocka_unit_test(unix_line_ends),
        cmocka_unit_test(cuts),
        cmocka_unit_test(reserves),
        cmocka_unit_test(numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
