/* SPDX-License-Identifier: MIT */
#include "base/pattern.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

static bool find(const struct pattern *pattern, struct text subject, struct pattern_match *match) {
    return pattern_try(pattern, subject, match) == PATTERN_YES;
}

static struct pattern *make(const char *expression) {
    struct pattern_error error;
    struct pattern *pattern = pattern_new(expression, false, &error);
    assert_non_null(pattern);
    return pattern;
}

static void groups_by_name(void **state) {
    (void)state;
    struct pattern *pattern = make("^Example (?<number>[0-9]+)(?<mark>!)?: (?<title>.*)$");
    struct pattern_match match;
    assert_true(find(pattern, TEXT("Example 12: Fl\xC3\xBCsse"), &match));
    assert_true(text_is(match.group[0], "Example 12: Fl\xC3\xBCsse"));
    assert_true(text_is(match.group[pattern_group(pattern, "number")], "12"));
    assert_true(text_is(match.group[pattern_group(pattern, "title")], "Fl\xC3\xBCsse"));
    assert_null(match.group[pattern_group(pattern, "mark")].at);
    assert_null(match.group[PATTERN_GROUPS - 1].at);
    assert_int_equal(pattern_group(pattern, "other"), -1);
    assert_false(find(pattern, TEXT("example 12: x"), &match));
    assert_true(find(pattern, TEXT("Example 1: "), NULL));
    pattern_free(pattern);
    pattern_free(NULL);
}

static void without_regard_to_case(void **state) {
    (void)state;
    struct pattern *pattern = pattern_new("\xC3\xA4rger", true, NULL);
    assert_non_null(pattern);
    assert_true(find(pattern, TEXT("so ein \xC3\x84RGER"), NULL));
    pattern_free(pattern);
}

static void bad_expressions_are_explained(void **state) {
    (void)state;
    struct pattern_error error = {0};
    assert_null(pattern_new("ab(c", false, &error));
    assert_int_equal(error.offset, 4);
    assert_non_null(strstr(error.message, "parenthes"));
    assert_null(pattern_new("a\\Cb", false, &error));
    assert_null(pattern_new("a\xFF", false, &error));
    assert_true(error.message[0] != '\0');
}

static void invalid_subjects_do_not_match(void **state) {
    (void)state;
    struct pattern *pattern = make("a");
    assert_true(find(pattern, TEXT("a"), NULL));
    assert_false(find(pattern, TEXT("a\xFF"), NULL));
    assert_false(find(pattern, TEXT("a\xED\xA0\x80"), NULL));
    assert_false(find(pattern, (struct text){0}, NULL));
    pattern_free(pattern);
    pattern = make("^$");
    assert_true(find(pattern, (struct text){0}, NULL));
    pattern_free(pattern);
}

static void more_groups_than_room(void **state) {
    (void)state;
    struct pattern *pattern = make("(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)(l)(m)(n)(o)(p)(?<last>q)");
    struct pattern_match match;
    assert_true(find(pattern, TEXT("abcdefghijklmnopq"), &match));
    assert_true(text_is(match.group[15], "o"));
    assert_int_equal(pattern_group(pattern, "last"), -1);
    pattern_free(pattern);
}

static void time_is_bounded(void **state) {
    (void)state;
    static char subject[5000];
    memset(subject, 'a', sizeof subject);
    static const char *const slow[] = {"(a+)+$|b", "(?:a|aa)+b|c", "^(([a-z])+.)+[A-Z]([a-z])+$",
                                       "(a*)*\\1b[cd]|e"};
    for (size_t i = 0; i < sizeof slow / sizeof *slow; i++) {
        struct pattern *pattern = make(slow[i]);
        clock_t begin = clock();
        find(pattern, (struct text){subject, sizeof subject - 1}, NULL);
        subject[sizeof subject - 1] = '!';
        find(pattern, (struct text){subject, sizeof subject}, NULL);
        subject[sizeof subject - 1] = 'a';
        assert_true((clock() - begin) / CLOCKS_PER_SEC < 20);
        pattern_free(pattern);
    }
}

/* Compiled code has only a small stack; what overflows it is matched all the same. */
static void long_subjects_match(void **state) {
    (void)state;
    size_t size = 20000;
    char *subject = malloc(size);
    assert_non_null(subject);
    memset(subject, 'x', size);
    struct pattern *pattern = make("^(?:(x)|y)*$");
    assert_true(find(pattern, (struct text){subject, size}, NULL));
    pattern_free(pattern);
    free(subject);
}

static void *match_often(void *context) {
    static const char *const subjects[] = {"id 1", "id 22", "id 333"};
    const struct pattern *pattern = context;
    for (size_t i = 0; i < 3000; i++) {
        struct pattern_match match;
        if (!find(pattern, text_of(subjects[i % 3]), &match) || match.group[1].len != i % 3 + 1)
            return context;
    }
    return NULL;
}

static void from_several_threads(void **state) {
    (void)state;
    struct pattern *pattern = make("id ([0-9]+)$");
    pthread_t threads[4];
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, match_often, pattern), 0);
    for (size_t i = 0; i < 4; i++) {
        void *failed;
        assert_int_equal(pthread_join(threads[i], &failed), 0);
        assert_null(failed);
    }
    pattern_free(pattern);
}

/* Of a pattern for many short subjects: whole, at the start, and within few steps. */
static void at_start(void **state) {
    (void)state;
    struct pattern *whole = pattern_new_at_start("(?<number>[0-9]+)[.] (?<title>.*)", false, true, NULL);
    struct pattern *part = pattern_new_at_start("recipe [0-9]", true, false, NULL);
    struct pattern *evil = pattern_new_at_start("(a+)+b", false, true, NULL);
    struct pattern_match match;
    assert_true(find(whole, TEXT("12. A title"), &match));
    assert_true(text_is(match.group[pattern_group(whole, "title")], "A title"));
    assert_false(find(whole, TEXT(" 12. A title"), NULL));
    assert_false(find(whole, TEXT("12. A\nB"), NULL));
    assert_true(find(part, TEXT("Recipe 5 and more"), NULL));
    assert_false(find(part, TEXT("A recipe 5"), NULL));
    assert_int_equal(pattern_try(evil, TEXT("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaacb"), NULL), PATTERN_GAVE_UP);
    assert_int_equal(pattern_try(evil, TEXT("aab"), &match), PATTERN_YES);
    assert_int_equal(pattern_try(evil, TEXT("x"), NULL), PATTERN_NO);
    pattern_free(whole);
    pattern_free(part);
    pattern_free(evil);
}

static void expect_first(const char *expression, bool nocase, const char *bytes) {
    bool first[256] = {false};
    pattern_first_bytes(expression, nocase, first);
    for (unsigned b = 1; b < 256; b++)
        assert_int_equal(first[b], !bytes || strchr(bytes, (int)b) != NULL);
}

static void first_bytes(void **state) {
    (void)state;
    expect_first("^Recipe [0-9]", false, "R");
    expect_first("^Recipe [0-9]", true, "Rr");
    expect_first("[*_]{0,3}recipe", true, "*_Rr");
    expect_first("^[1-3]\\.", false, "123");
    expect_first("^(?:a|b)c", false, "ab");
    expect_first("^\xC3\xA4x", false, "\xC3");
    expect_first("a*", false, NULL); /* matches nothing, so that anything may follow */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_by_name),        cmocka_unit_test(without_regard_to_case),
        cmocka_unit_test(bad_expressions_are_explained), cmocka_unit_test(invalid_subjects_do_not_match),
        cmocka_unit_test(more_groups_than_room), cmocka_unit_test(time_is_bounded),
        cmocka_unit_test(long_subjects_match),   cmocka_unit_test(from_several_threads),
        cmocka_unit_test(at_start), cmocka_unit_test(first_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
