/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/json.h"

static char *line_of(const struct json_value *value) {
    struct buf buf = {0};
    json_write_line(value, &buf);
    return buf.at;
}

static void expect_line(struct json_value *value, const char *expected) {
    char *line = line_of(value);
    assert_string_equal(line, expected);
    free(line);
    json_free(value);
}

static struct json_value *read_string(const char *string) {
    struct json_error error;
    struct json_value *value = json_read(text_of(string), &error);
    if (!value)
        fail_msg("%s: %zu:%zu %s", string, error.line, error.column, error.message);
    return value;
}

static void expect_error(struct text t, size_t line, size_t column, const char *part) {
    struct json_error error = {0};
    assert_null(json_read(t, &error));
    assert_non_null(strstr(error.message, part));
    assert_int_equal(error.line, line);
    assert_int_equal(error.column, column);
}

static void test_values_are_written(void **state) {
    (void)state;
    expect_line(json_new_null(), "null");
    expect_line(json_new_bool(true), "true");
    expect_line(json_new_bool(false), "false");
    expect_line(json_new_integer(-9223372036854775807 - 1), "-9223372036854775808");
    expect_line(json_new_object(), "{}");
    expect_line(json_new_array(), "[]");
    expect_line(json_new_string((struct text){0}), "\"\"");
    struct buf buf = {0};
    json_write_line(NULL, &buf);
    assert_string_equal(buf.at, "null");
    buf_free(&buf);
}

static void test_reals_are_short_and_exact(void **state) {
    (void)state;
    expect_line(json_new_real(0.1), "0.1");
    expect_line(json_new_real(1), "1.0");
    expect_line(json_new_real(-2.5), "-2.5");
    expect_line(json_new_real(1e300), "1e300");
    expect_line(json_new_real(0.1 + 0.2), "0.30000000000000004");
    expect_line(json_new_real((double)NAN), "null");
    expect_line(json_new_real(-(double)INFINITY), "null");
}

static void test_strings_are_escaped(void **state) {
    (void)state;
    expect_line(json_new_string(TEXT("a\"b\\c/d\b\f\n\r\t\x01\x1f\x7f")),
                "\"a\\\"b\\\\c/d\\b\\f\\n\\r\\t\\u0001\\u001F\x7f\"");
    expect_line(json_new_string(TEXT("x\0y")), "\"x\\u0000y\"");
    expect_line(json_new_string(TEXT("\u00fc \u4e2d \U0001F600")), "\"\u00fc \u4e2d \U0001F600\"");
}

static void test_invalid_bytes_become_the_replacement(void **state) {
    (void)state;
    expect_line(json_new_string(TEXT("a\xff"
                                     "b\xc3")),
                "\"a\uFFFDb\uFFFD\"");
    expect_line(json_new_string(TEXT("\xed\xa0\x80")), "\"\uFFFD\uFFFD\uFFFD\"");
    struct json_value *object = json_new_object();
    json_set_text(object, TEXT("k\x80"), json_new_null());
    json_set_text(object, TEXT("n\0l"), json_new_null());
    expect_line(object, "{\"k\uFFFD\":null,\"n\\u0000l\":null}");
}

static void test_members_keep_their_order(void **state) {
    (void)state;
    struct json_value *object = json_new_object(), *array = json_new_array();
    json_set_string(object, "z", TEXT("last"));
    json_set_integer(object, "a", 1);
    json_append(array, json_new_integer(1));
    json_append(array, json_new_array());
    json_append(array, json_new_object());
    json_set(object, "m", array);
    json_set_integer(object, "z", 2);
    struct buf buf = {0};
    json_write_pretty(object, &buf);
    assert_string_equal(buf.at, "{\n  \"z\": 2,\n  \"a\": 1,\n  \"m\": [\n    1,\n    [],\n    {}\n  ]\n}");
    buf_free(&buf);
    expect_line(object, "{\"z\":2,\"a\":1,\"m\":[1,[],{}]}");
}

static void add_name(void *context, struct text name, const struct json_value *value) {
    buf_print(context, "%.*s=%lld ", TEXT_ARG(name), json_integer_of(value, -1));
}

static void test_values_are_looked_at(void **state) {
    (void)state;
    struct json_value *value = read_string(
        " {\"s\": \"t\\u0000u\", \"i\": 7, \"r\": 1.5, \"b\": true, \"n\": null, \"a\": [1, \"x\"], \"o\": {\"q\": 3, \"p\": 4}}\n");
    assert_int_equal(json_kind_of(value), JSON_KIND_OBJECT);
    assert_true(text_equal(json_member_text(value, "s"), TEXT("t\0u")));
    assert_null(json_member_text(value, "i").at);
    assert_null(json_member_text(value, "none").at);
    assert_int_equal(json_member_integer(value, "i", 0), 7);
    assert_int_equal(json_member_integer(value, "r", -3), -3);
    assert_true(json_real_of(json_member(value, "r")) == 1.5);
    assert_true(json_real_of(json_member(value, "i")) == 7);
    assert_true(json_is_integer(json_member(value, "i")));
    assert_false(json_is_integer(json_member(value, "r")));
    assert_false(json_is_integer(NULL));
    assert_true(json_is_true(json_member(value, "b")));
    assert_false(json_is_true(json_member(value, "n")));
    assert_int_equal(json_kind_of(json_member(value, "b")), JSON_KIND_BOOL);
    assert_int_equal(json_kind_of(json_member(value, "n")), JSON_KIND_NULL);
    assert_int_equal(json_kind_of(json_member(value, "r")), JSON_KIND_NUMBER);
    assert_int_equal(json_kind_of(NULL), JSON_KIND_NULL);
    const struct json_value *array = json_member(value, "a");
    assert_int_equal(json_count(array), 2);
    assert_int_equal(json_count(value), 0);
    assert_true(text_is(json_text(json_at(array, 1)), "x"));
    assert_null(json_at(array, 2));
    assert_null(json_member(array, "s"));
    struct buf names = {0};
    json_each(json_member(value, "o"), add_name, &names);
    json_each(array, add_name, &names);
    assert_string_equal(names.at, "q=3 p=4 ");
    buf_free(&names);
    json_free(value);
}

static void test_errors_say_where(void **state) {
    (void)state;
    expect_error(TEXT(""), 1, 1, "end of file");
    expect_error(TEXT("{\n  \"a\": nul\n}"), 2, 8, "nul");
    expect_error(TEXT("[1, 2,,]"), 1, 7, "unexpected token");
    expect_error(TEXT("[\"\u00fc\", x]"), 1, 8, "x");
    expect_error(TEXT("[1] 2"), 1, 5, "end of file expected");
    expect_error(TEXT("{\"a\": 1,\n \"a\": 2}"), 2, 2, "duplicate");
    struct json_error error;
    assert_null(json_read(TEXT("\"\xff\""), &error));
    assert_null(json_read(TEXT("[1"), &error));
    assert_null(json_read((struct text){0}, &error));
}

static struct json_value *read_nested(size_t depth, char open, char close) {
    struct buf buf = {0};
    struct json_error error;
    buf_add_run(&buf, open, depth);
    buf_add_run(&buf, close, depth);
    struct json_value *value = json_read(buf_text(&buf), &error);
    if (value) {
        struct buf again = {0};
        json_write_line(value, &again);
        assert_true(text_equal(buf_text(&buf), buf_text(&again)));
        buf_free(&again);
    }
    buf_free(&buf);
    return value;
}

static void test_nesting_is_limited(void **state) {
    (void)state;
    struct json_value *value = read_nested(2048, '[', ']');
    assert_non_null(value);
    json_free(value);
    assert_null(read_nested(2049, '[', ']'));
    assert_null(read_nested(1000000, '[', ']'));
}

static void test_what_is_written_reads_back(void **state) {
    (void)state;
    static const char *const samples[] = {
        "[]", "\"a\\tb\"", "{\"\":[{\"x\":[[],{}]},-0.0,1e-7,true]}",
        "[1,[2,[3,[4,[5,[6,[7,[8,[9,[10,[11,[12,[13,[14,[15,[16,[17,[18]]]]]]]]]]]]]]]]]]"};
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
        expect_line(read_string(samples[i]), samples[i]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values_are_written),
        cmocka_unit_test(test_reals_are_short_and_exact),
        cmocka_unit_test(test_strings_are_escaped),
        cmocka_unit_test(test_invalid_bytes_become_the_replacement),
        cmocka_unit_test(test_members_keep_their_order),
        cmocka_unit_test(test_values_are_looked_at),
        cmocka_unit_test(test_errors_say_where),
        cmocka_unit_test(test_nesting_is_limited),
        cmocka_unit_test(test_what_is_written_reads_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
