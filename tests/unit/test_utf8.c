/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <time.h>

#include <cmocka.h>

static bool is_scalar(uint32_t c) { return c < 0xD800 || (c > 0xDFFF && c <= 0x10FFFF); }

static void every_code_point_comes_back(void **state) {
    (void)state;
    for (uint32_t c = 0; c <= 0x110010; c++) {
        char bytes[4];
        size_t size = utf8_encode(c, bytes), length;
        struct text t = {bytes, size};
        assert_true(utf8_decode(t, &length) == (is_scalar(c) ? c : 0xFFFD));
        assert_true(length == size && utf8_valid_until(t) == size && utf8_count(t) == 1);
    }
}

static uint32_t decode(const char *bytes, size_t *length) { return utf8_decode(text_of(bytes), length); }

static void refuses_what_the_rfc_refuses(void **state) {
    (void)state;
    static const char *const bad[] = {
        "\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC3", "\xC3(", "\xE0\x80\x80", "\xE0\x9F\xBF",
        "\xED\xA0\x80", "\xED\xBF\xBF", "\xE2\x82", "\xE2\x28\xA1", "\xF0\x80\x80\x80", "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xF0\x9F\x98", "\xFE", "\xFF"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        size_t length;
        assert_int_equal(utf8_valid_until(text_of(bad[i])), 0);
        assert_int_equal(decode(bad[i], &length), 0xFFFD);
        assert_int_equal(length, 1);
    }
}

static void validity_at_every_offset(void **state) {
    (void)state;
    char bytes[40];
    for (size_t at = 0; at < sizeof bytes; at++) {
        memset(bytes, 'a', sizeof bytes);
        bytes[at] = '\xFF';
        assert_int_equal(utf8_valid_until((struct text){bytes, sizeof bytes}), at);
        assert_int_equal(utf8_count((struct text){bytes, sizeof bytes}), sizeof bytes);
    }
    assert_int_equal(utf8_valid_until((struct text){0}), 0);
    assert_int_equal(utf8_valid_until(TEXT("12345678\xC3\xA4" "123456789\xE2\x82\xAC")), 22);
}

static void counts_and_offsets(void **state) {
    (void)state;
    struct text t = TEXT("a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80z");
    assert_int_equal(utf8_count(t), 5);
    assert_int_equal(utf8_count(TEXT("12345678\xC3\xA4" "12345678\xFF\xFF")), 19);
    assert_int_equal(utf8_count((struct text){0}), 0);
    static const size_t offsets[] = {0, 1, 3, 6, 10, 11, 11};
    for (size_t i = 0; i < 7; i++)
        assert_int_equal(utf8_offset(t, i), offsets[i]);
    assert_int_equal(utf8_offset(TEXT("\xE2\x82z"), 2), 2);
}

static void widths(void **state) {
    (void)state;
    assert_int_equal(utf8_width('a'), 1);
    assert_int_equal(utf8_width('\t'), 0);
    assert_int_equal(utf8_width(0x7F), 0);
    assert_int_equal(utf8_width(0x85), 0);
    assert_int_equal(utf8_width(0xE4), 1);
    assert_int_equal(utf8_width(0x2014), 1);
    assert_int_equal(utf8_width(0x301), 0);
    assert_int_equal(utf8_width(0x4E2D), 2);
    assert_int_equal(utf8_width(0x1F600), 2);
    clock_t begin = clock();
    for (uint32_t c = 0; c < 0x110000; c++)
        assert_in_range(utf8_width(c), 0, 2);
    assert_true((clock() - begin) / CLOCKS_PER_SEC < 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_comes_back), cmocka_unit_test(refuses_what_the_rfc_refuses),
        cmocka_unit_test(validity_at_every_offset),    cmocka_unit_test(counts_and_offsets),
        cmocka_unit_test(widths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
