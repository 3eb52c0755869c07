/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/diff.h"

static void expect_diff(const char *old_text, const char *new_text, const char *expected) {
    struct buf out = {0};
    diff_unified(text_of(old_text), text_of(new_text), "p.md", &out);
    struct buf whole = {0};
    buf_print(&whole, "%s%s", *expected ? "--- a/p.md\n+++ b/p.md\n" : "", expected);
    assert_string_equal(out.at ? out.at : "", whole.at ? whole.at : "");
    buf_free(&out);
    buf_free(&whole);
}

static void test_equal_texts_differ_in_nothing(void **state) {
    (void)state;
    expect_diff("", "", "");
    expect_diff("a\nb\n", "a\nb\n", "");
    expect_diff("a", "a", "");
}

static void test_hunks(void **state) {
    (void)state;
    expect_diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nX\n6\n7\n8\n9\n",
                "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+X\n 6\n 7\n 8\n");
    expect_diff("a\n", "b\na\n", "@@ -1 +1,2 @@\n+b\n a\n");
    expect_diff("a\nb\n", "a\n", "@@ -1,2 +1 @@\n a\n-b\n");
    expect_diff("", "a\n", "@@ -0,0 +1 @@\n+a\n");
    expect_diff("a\nb\n", "", "@@ -1,2 +0,0 @@\n-a\n-b\n");
}

static void test_near_hunks_are_one(void **state) {
    (void)state;
    expect_diff("a\n1\n2\n3\n4\n5\n6\nb\n", "A\n1\n2\n3\n4\n5\n6\nB\n",
                "@@ -1,8 +1,8 @@\n-a\n+A\n 1\n 2\n 3\n 4\n 5\n 6\n-b\n+B\n");
    expect_diff("a\n1\n2\n3\n4\n5\n6\n7\nb\n", "A\n1\n2\n3\n4\n5\n6\n7\nB\n",
                "@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n 3\n@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-b\n+B\n");
}

static void test_missing_last_line_end(void **state) {
    (void)state;
    expect_diff("a\nb", "a\nb\n", "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n");
    expect_diff("a\nb\n", "a\nb", "@@ -1,2 +1,2 @@\n a\n-b\n+b\n\\ No newline at end of file\n");
    expect_diff("a\nb", "c\nb", "@@ -1,2 +1,2 @@\n-a\n+c\n b\n\\ No newline at end of file\n");
}

static void test_the_diff_is_short(void **state) {
    (void)state;
    /* The textbook pair: five edits, and no way with fewer. */
    struct buf out = {0};
    diff_unified(TEXT("a\nb\nc\na\nb\nb\na\n"), TEXT("c\nb\na\nb\na\nc\n"), "p", &out);
    size_t edits = 0;
    struct text rest = buf_text(&out), line;
    for (size_t number = 0; text_next_line(&rest, &line); number++)
        edits += number > 2 && (*line.at == '+' || *line.at == '-');
    assert_int_equal(edits, 5);
    buf_free(&out);
}

static void test_names(void **state) {
    (void)state;
    struct buf out = {0};
    diff_unified(TEXT("a\n"), TEXT("b\n"), "my page.md", &out);
    assert_true(text_starts(buf_text(&out), "--- a/my page.md\t\n+++ b/my page.md\t\n@@"));
    buf_free(&out);
    diff_unified(TEXT("a\n"), TEXT("b\n"), "x\n\"\\y", &out);
    assert_true(text_starts(buf_text(&out), "--- \"a/x\\012\\\"\\\\y\"\n+++ \"b/x\\012\\\"\\\\y\"\n@@"));
    buf_free(&out);
}

/* Random edits, tried with patch(1). */

static unsigned next_random(unsigned *seed, unsigned below) {
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

static void add_random_line(unsigned *seed, unsigned words, struct buf *buf) {
    static const char *const ends[] = {"\n", "\n", "\n", "\r\n"};
    buf_print(buf, "%s%u%s", next_random(seed, 9) ? "line " : "", next_random(seed, words),
              ends[next_random(seed, 4)]);
}

/* The text with every one-in-`odds` line deleted, changed, or with lines before it. */
static void edit_randomly(unsigned *seed, struct text t, unsigned odds, unsigned words, struct buf *edited) {
    while (t.len) {
        size_t lf = text_find_byte(t, '\n', 0), end = lf == TEXT_NONE ? t.len : lf + 1;
        unsigned what = next_random(seed, odds);
        if (what == 1 || what == 2)
            add_random_line(seed, words, edited);
        if (what != 0 && what != 1)
            buf_add(edited, text_slice(t, 0, end));
        t = text_from(t, end);
    }
    if (next_random(seed, 3) == 0 && edited->len)
        buf_cut(edited, edited->len - 1);
}

static void write_file(const char *path, struct text t) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(t.len ? t.at : "", 1, t.len, file), t.len);
    assert_int_equal(fclose(file), 0);
}

static void expect_file(const char *path, struct text expected) {
    struct buf is = {0};
    FILE *file = fopen(path, "rb");
    if (file) { /* patch removes a file that becomes empty */
        char part[4096];
        for (size_t n; (n = fread(part, 1, sizeof part, file)) > 0;)
            buf_add(&is, (struct text){part, n});
        fclose(file);
    }
    assert_true(text_equal(buf_text(&is), expected));
    buf_free(&is);
}

static void test_patch_applies_random_edits(void **state) {
    (void)state;
    char folder[] = "/tmp/test_diff_XXXXXX";
    if (system("patch --version >/dev/null 2>&1") != 0) {
        print_message("patch(1) is not here: nothing was tried with it\n");
        skip();
    }
    assert_non_null(mkdtemp(folder));
    unsigned seed = 20240607;
    for (int round = 0; round < 120; round++) {
        unsigned words = 1 + next_random(&seed, round % 2 ? 6 : 400), odds = 3 + next_random(&seed, 40);
        unsigned lines = next_random(&seed, round % 10 ? 60 : 2500);
        struct buf old_text = {0}, new_text = {0}, diff = {0}, path = {0}, command = {0};
        for (unsigned i = 0; i < lines; i++)
            add_random_line(&seed, words, &old_text);
        edit_randomly(&seed, buf_text(&old_text), odds, words, &new_text);
        diff_unified(buf_text(&old_text), buf_text(&new_text), "page.md", &diff);
        buf_print(&path, "%s/page.md", folder);
        write_file(path.at, buf_text(&old_text));
        buf_print(&command, "cd %s && patch --binary -s -F0 -p1 <d", folder);
        struct buf diff_path = {0};
        buf_print(&diff_path, "%s/d", folder);
        write_file(diff_path.at, buf_text(&diff));
        if (diff.len)
            assert_int_equal(system(command.at), 0);
        expect_file(path.at, buf_text(&new_text));
        unlink(path.at);
        unlink(diff_path.at);
        buf_free(&old_text), buf_free(&new_text), buf_free(&diff), buf_free(&path), buf_free(&command);
        buf_free(&diff_path);
    }
    assert_int_equal(rmdir(folder), 0);
}

/* Lines that all differ, or all repeat, must not cost the square of their number. */
static void test_time_is_bounded(void **state) {
    (void)state;
    for (unsigned words = 2; words <= 200000; words *= 1000) {
        unsigned seed = 7;
        struct buf old_text = {0}, new_text = {0}, out = {0};
        for (int i = 0; i < 60000; i++) {
            buf_print(&old_text, "%u\n", next_random(&seed, words));
            buf_print(&new_text, "%u\n", next_random(&seed, words));
        }
        clock_t begin = clock();
        diff_unified(buf_text(&old_text), buf_text(&new_text), "p", &out);
        double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
        assert_true(out.len > 0);
        assert_true(seconds < 8); /* some hundredths without sanitizers */
        buf_free(&old_text), buf_free(&new_text), buf_free(&out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_equal_texts_differ_in_nothing),
        cmocka_unit_test(test_hunks),
        cmocka_unit_test(test_near_hunks_are_one),
        cmocka_unit_test(test_missing_last_line_end),
        cmocka_unit_test(test_the_diff_is_short),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_patch_applies_random_edits),
        cmocka_unit_test(test_time_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
