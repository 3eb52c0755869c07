/* SPDX-License-Identifier: MIT */
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#define assert_text(t, string) assert_true(text_is((t), (string)))

static void slices_clamp(void **state) {
    (void)state;
    struct text t = TEXT("abc");
    assert_text(text_slice(t, 1, 2), "b");
    assert_text(text_slice(t, 2, 9), "c");
    assert_text(text_slice(t, 3, 1), "");
    assert_text(text_from(t, SIZE_MAX), "");
    assert_true(text_slice((struct text){0}, 1, 2).at == NULL);
    assert_int_equal(text_of(NULL).len, 0);
}

static void ends_and_starts(void **state) {
    (void)state;
    assert_true(text_starts(TEXT("abc"), "ab"));
    assert_false(text_starts(TEXT("a"), "ab"));
    assert_true(text_starts((struct text){0}, ""));
    assert_true(text_ends(TEXT("a.md"), ".md"));
    assert_false(text_ends(TEXT("md"), ".md"));
    assert_true(text_starts_nocase(TEXT("KEY takeaway"), "Key T"));
    assert_false(text_starts_nocase(TEXT("Ke"), "Key"));
    assert_true(text_equal_nocase(TEXT("Why"), TEXT("wHY")));
    assert_false(text_equal_nocase(TEXT("[a"), TEXT("{a")));
    assert_true(text_equal((struct text){0}, TEXT("")));
}

static void order_is_by_bytes(void **state) {
    (void)state;
    assert_true(text_compare(TEXT("a"), TEXT("b")) < 0);
    assert_true(text_compare(TEXT("a"), TEXT("ab")) < 0);
    assert_true(text_compare(TEXT("\xC3"), TEXT("z")) > 0);
    assert_int_equal(text_compare(TEXT(""), (struct text){0}), 0);
}

static void finds(void **state) {
    (void)state;
    struct text t = TEXT("abcabc");
    assert_int_equal(text_find(t, TEXT("bc"), 0), 1);
    assert_int_equal(text_find(t, TEXT("bc"), 2), 4);
    assert_true(text_find(t, TEXT("bc"), 5) == TEXT_NONE);
    assert_int_equal(text_find(t, TEXT(""), 6), 6);
    assert_true(text_find(t, TEXT(""), 7) == TEXT_NONE);
    assert_true(text_find((struct text){0}, TEXT("a"), 0) == TEXT_NONE);
    assert_int_equal(text_find_byte(t, 'c', 3), 5);
    assert_true(text_find_byte(t, 'c', 6) == TEXT_NONE);
    assert_true(text_find_byte(t, 'c', SIZE_MAX) == TEXT_NONE);
}

static void trims(void **state) {
    (void)state;
    assert_text(text_trim(TEXT(" \ta b\t ")), "a b");
    assert_text(text_trim_left(TEXT(" a ")), "a ");
    assert_text(text_trim_right(TEXT(" a ")), " a");
    assert_text(text_trim(TEXT(" a\n")), "a\n");
    assert_text(text_strip(TEXT("\r\n a \n")), "a");
    assert_true(text_is_blank(TEXT(" \t\r\n")));
    assert_true(text_is_blank((struct text){0}));
    assert_false(text_is_blank(TEXT("\f")));
    assert_int_equal(text_run(TEXT("```x`"), '`'), 3);
}

static void lines_end_three_ways(void **state) {
    (void)state;
    static const char *const lines[] = {"a", "", "b", "", "c", "", "d"};
    struct text rest = TEXT("a\n\nb\r\n\rc\r\r\nd"), line;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        assert_true(text_next_line(&rest, &line));
        assert_text(line, lines[i]);
    }
    assert_false(text_next_line(&rest, &line));
    rest = TEXT("x\n");
    assert_true(text_next_line(&rest, &line));
    assert_false(text_next_line(&rest, &line));
}

/* Every place of a line end relative to the windows that are looked at. */
static void long_lines(void **state) {
    (void)state;
    static char bytes[1000];
    for (size_t n = 0; n < sizeof bytes - 2; n++) {
        memset(bytes, 'x', sizeof bytes);
        bytes[n] = '\r';
        bytes[n + 1] = '\n';
        struct text rest = {bytes, sizeof bytes}, line;
        assert_true(text_next_line(&rest, &line));
        assert_int_equal(line.len, n);
        assert_int_equal(rest.len, sizeof bytes - n - 2);
        assert_true(text_next_line(&rest, &line));
        assert_int_equal(line.len, sizeof bytes - n - 2);
        assert_int_equal(rest.len, 0);
    }
}

static void carriage_returns_take_linear_time(void **state) {
    (void)state;
    size_t size = 4 << 20, count = 0;
    char *bytes = malloc(size);
    assert_non_null(bytes);
    memset(bytes, '\r', size);
    struct text rest = {bytes, size}, line;
    clock_t begin = clock();
    while (text_next_line(&rest, &line))
        count++;
    assert_int_equal(count, size);
    assert_true((clock() - begin) / CLOCKS_PER_SEC < 5);
    free(bytes);
}

static void hash_is_stable(void **state) {
    (void)state;
    assert_true(text_hash(TEXT(""), 0) == 0xcbf29ce484222325u);
    assert_true(text_hash(TEXT("a"), 0) == 0xaf63dc4c8601ec8cu);
    assert_true(text_hash(TEXT("foobar"), 0) == 0x85944171f73967e8u);
    assert_true(text_hash(TEXT("bar"), text_hash(TEXT("foo"), 0)) == text_hash(TEXT("foobar"), 0));
}

static void distances(void **state) {
    (void)state;
    assert_int_equal(text_distance(TEXT("kitten"), TEXT("sitting"), 5), 3);
    assert_int_equal(text_distance(TEXT("kitten"), TEXT("sitting"), 2), 3);
    assert_int_equal(text_distance(TEXT(""), TEXT("abc"), 9), 3);
    assert_int_equal(text_distance(TEXT("abc"), TEXT(""), 9), 3);
    assert_int_equal(text_distance(TEXT("same"), TEXT("same"), 0), 0);
    char longest[65];
    memset(longest, 'a', sizeof longest);
    assert_int_equal(text_distance((struct text){longest, 65}, TEXT("a"), 9), 10);
    assert_int_equal(text_distance((struct text){longest, 64}, (struct text){longest, 63}, 9), 1);
}

/* Every needle of every length at every place, among bytes that begin and end as it does. */
static void test_find_everywhere(void **state) {
    (void)state;
    enum { ROOM = 200, LONGEST = 24 };
    static const char needle[LONGEST + 1] = "abcdefghijklmnopqrstuvwx";
    for (size_t length = 1; length <= LONGEST; length++)
        for (size_t at = 0; at + length <= ROOM; at++) {
            char *room = malloc(ROOM); /* exactly as long, for the sanitizer */
            assert_non_null(room);
            for (size_t i = 0; i < ROOM; i++)
                room[i] = i % 3 ? 'a' : needle[length - 1];
            memcpy(room + at, needle, length);
            struct text t = {room, ROOM}, sought = {needle, length};
            size_t first = 0;
            while (memcmp(room + first, needle, length) != 0)
                first++;
            assert_int_equal(text_find(t, sought, 0), first);
            assert_int_equal(text_find(t, sought, at), at);
            for (size_t from = at + 1; from + length <= ROOM; from++)
                if (memcmp(room + from, needle, length) == 0) {
                    assert_int_equal(text_find(t, sought, at + 1), from);
                    break;
                }
            if (length > 2) {
                assert_true(text_find(t, sought, at + 1) == TEXT_NONE);
                assert_true(text_find(text_slice(t, 0, at + length - 1), sought, 0) == TEXT_NONE);
            }
            free(room);
        }
}

/* Lines of every length with each of the line ends. */
static void test_next_line_lengths(void **state) {
    (void)state;
    static const char *const ends[] = {"\n", "\r", "\r\n", ""};
    for (size_t length = 0; length < 70; length++)
        for (size_t e = 0; e < 4; e++) {
            char *room = malloc(length + 4);
            assert_non_null(room);
            memset(room, 'x', length);
            size_t end = strlen(ends[e]);
            memcpy(room + length, ends[e], end);
            if (end)
                room[length + end] = 'y';
            struct text rest = {room, length + end + (end ? 1 : 0)}, line;
            assert_int_equal(text_next_line(&rest, &line), length + end > 0);
            if (length + end)
                assert_int_equal(line.len, length);
            if (end)
                assert_true(text_next_line(&rest, &line) && text_is(line, "y"));
            assert_false(text_next_line(&rest, &line));
            free(room);
        }
}

static void patterns_match_whole_texts(void **state) {
    (void)state;
    static const struct {
        const char *pattern, *text;
        bool matches;
    } rows[] = {
        {"", "", true},           {"", "a", false},        {"*", "", true},          {"*", "abc", true},
        {"a*c", "abc", true},     {"a*c", "ac", true},     {"a*c", "abcd", false},   {"*.md", "a.md", true},
        {"*.md", "a.md.md", true}, {"*.md", "a.mdx", false}, {"?.md", "a.md", true},  {"?.md", ".md", false},
        {"a**b*c", "aXbYbc", true}, {"part-*.md", "part-.md", true}, {"a?*", "a", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(text_matches(text_of(rows[i].text), rows[i].pattern), rows[i].matches);
    char many[20001]; /* linear in pattern times text at the most */
    memset(many, 'a', 20000);
    many[20000] = '\0';
    assert_false(text_matches(text_of(many), "*a*a*a*a*a*a*a*a*b"));
}

static void numbers_sort_by_value(void **state) {
    (void)state;
    static const char *const rising[] = {"a",       "a.md",   "part-2.md", "part-10.md", "part-10a.md",
                                         "part-b", "x007y0", "x7y1",      "x08"};
    for (size_t i = 0; i < sizeof rising / sizeof *rising; i++)
        for (size_t k = 0; k < sizeof rising / sizeof *rising; k++) {
            int order = text_compare_natural(text_of(rising[i]), text_of(rising[k]));
            assert_int_equal(order < 0, i < k);
            assert_int_equal(order > 0, i > k);
        }
    assert_true(text_compare_natural(TEXT("a1"), TEXT("a01")) > 0); /* never equal but for equal bytes */
    assert_true(text_compare_natural(TEXT("a0"), TEXT("a")) > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slices_clamp),         cmocka_unit_test(ends_and_starts),
        cmocka_unit_test(order_is_by_bytes),    cmocka_unit_test(finds),
        cmocka_unit_test(trims),                cmocka_unit_test(lines_end_three_ways),
        cmocka_unit_test(long_lines),           cmocka_unit_test(carriage_returns_take_linear_time),
        cmocka_unit_test(hash_is_stable),       cmocka_unit_test(distances),
        cmocka_unit_test(test_find_everywhere), cmocka_unit_test(patterns_match_whole_texts),
        cmocka_unit_test(numbers_sort_by_value),
        cmocka_unit_test(test_next_line_lengths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
