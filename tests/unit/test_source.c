/* SPDX-License-Identifier: MIT */
#include "doc/source.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "base/utf8.h"

static void lines_of(const char *page, const char *const *lines, uint32_t count) {
    struct source source;
    source_init(&source, "page", text_of(page));
    assert_int_equal(source.line_count, count);
    for (uint32_t i = 0; i < count; i++)
        assert_true(text_is(source_line(&source, i + 1), lines[i]));
    assert_int_equal(source_line(&source, 0).len, 0);
    assert_int_equal(source_line(&source, count + 1).len, 0);
    source_free(&source);
    source_free(&source);
}

static void lines(void **state) {
    (void)state;
    lines_of("", (const char *[]){""}, 1);
    lines_of("\n", (const char *[]){""}, 1);
    lines_of("a", (const char *[]){"a"}, 1);
    lines_of("a\nb\n", (const char *[]){"a", "b"}, 2);
    lines_of("a\r\nb\rc\n\r\r\nd", (const char *[]){"a", "b", "c", "", "", "d"}, 6);
    lines_of("\r\r", (const char *[]){"", ""}, 2);
    lines_of("\n\n\nx", (const char *[]){"", "", "", "x"}, 4);
}

static void lines_agree_with_text_next_line(void **state) {
    (void)state;
    static const char bytes[] = "a\r\n\xC3";
    unsigned random = 1;
    for (int round = 0; round < 2000; round++) {
        char page[64];
        size_t len = (size_t)round % sizeof page;
        for (size_t i = 0; i < len; i++) {
            random = random * 1103515245u + 12345;
            page[i] = bytes[random >> 16 & 3];
        }
        struct source source;
        struct text rest = {page, len}, line;
        source_init(&source, "page", rest);
        uint32_t number = 0;
        while (text_next_line(&rest, &line)) {
            number++;
            assert_ptr_equal(source_line(&source, number).at, line.at);
            assert_int_equal(source_line(&source, number).len, line.len);
        }
        assert_int_equal(source.line_count, number ? number : 1);
        for (uint32_t offset = 0; offset < len; offset++) {
            uint32_t at = source_line_at(&source, offset);
            assert_true(source.line_begin[at - 1] <= offset);
            assert_true(at == source.line_count || source.line_begin[at] > offset);
        }
        source_free(&source);
    }
}

/* Pages of several strides, with one odd thing or none at any place. */
static void odd_bytes_are_seen(void **state) {
    (void)state;
    static const char *const odd[] = {"", "\r", "\xC3\xA4", "\xE2\x82\xAC", "\xFF", "\xC3", "\r\n", "\n\n"};
    for (size_t kind = 0; kind <= sizeof odd / sizeof *odd; kind++)
        for (size_t at = 0; at < 200; at++) {
            char page[260];
            memset(page, 'x', sizeof page);
            page[70] = page[127] = page[128] = '\n';
            bool nul = kind == sizeof odd / sizeof *odd;
            if (nul)
                page[at] = '\0';
            else
                memcpy(page + at, odd[kind], strlen(odd[kind]));
            struct text bytes = {page, at % 2 ? at + 3 : sizeof page}, rest = bytes, line;
            struct source source;
            source_init(&source, "page", bytes);
            uint32_t number = 0;
            while (text_next_line(&rest, &line))
                assert_ptr_equal(source_line(&source, ++number).at, line.at);
            assert_int_equal(source.line_count, number);
            assert_int_equal(source.valid, utf8_valid_until(bytes));
            assert_int_equal(source.has_nul, nul);
            assert_int_equal(source.has_cr, memchr(page, '\r', bytes.len) != NULL);
            source_free(&source);
        }
}

static void positions_count_code_points(void **state) {
    (void)state;
    struct source source;
    source_init(&source, "page", TEXT("\xC3\xA4" "b\n\xE2\x82\xAC\xFFz"));
    static const struct { uint32_t offset, line, column; } cases[] = {
        {0, 1, 1}, {2, 1, 2}, {3, 1, 3}, {4, 2, 1}, {7, 2, 2}, {8, 2, 3}, {9, 2, 4}, {500, 2, 4}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct position position = source_position(&source, cases[i].offset);
        assert_int_equal(position.line, cases[i].line);
        assert_int_equal(position.column, cases[i].column);
    }
    source_free(&source);
}

static void carriage_returns_take_linear_time(void **state) {
    (void)state;
    size_t size = 2 << 20;
    char *page = malloc(size);
    assert_non_null(page);
    memset(page, '\r', size);
    struct source source;
    clock_t begin = clock();
    source_init(&source, "page", (struct text){page, size});
    assert_true((clock() - begin) / CLOCKS_PER_SEC < 5);
    assert_int_equal(source.line_count, size);
    source_free(&source);
    free(page);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines),
        cmocka_unit_test(lines_agree_with_text_next_line),
        cmocka_unit_test(odd_bytes_are_seen),
        cmocka_unit_test(positions_count_code_points),
        cmocka_unit_test(carriage_returns_take_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
