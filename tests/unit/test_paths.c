/* SPDX-License-Identifier: MIT */
/* Paths as other files name them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "command/paths.h"

static void expect_relative(const char *folder, const char *file, const char *expected) {
    struct buf out = {0};
    path_relative(text_of(folder), text_of(file), &out);
    assert_string_equal(out.at, expected);
    buf_free(&out);
}

static void test_relative(void **state) {
    (void)state;
    expect_relative("/a/b", "/a/b/c.md", "c.md");
    expect_relative("/a/b", "/a/b/c/d.md", "c/d.md");
    expect_relative("/a/b", "/a/c.md", "../c.md");
    expect_relative("/a/b", "/a/bc/d.md", "../bc/d.md");
    expect_relative("/a/bc", "/a/b/d.md", "../b/d.md");
    expect_relative("/a/b/c", "/d.md", "../../../d.md");
    expect_relative("/a/b", "/x/y/z.md", "../../x/y/z.md");
    expect_relative("/", "/a/b.md", "a/b.md");
    expect_relative("", "/a/b.md", "a/b.md");
}

static void expect_resolved(const char *path, const char *expected) {
    struct buf out = {0};
    path_resolve(path, &out);
    assert_string_equal(out.at, expected);
    buf_free(&out);
}

static void test_resolve(void **state) {
    (void)state;
    assert_int_equal(chdir("/"), 0);
    expect_resolved("/nowhere/at/all/../x.md", "/nowhere/at/x.md");
    expect_resolved("/nowhere/./a//b.md", "/nowhere/a/b.md");
    expect_resolved("/nowhere/../../../b.md", "/b.md");
    expect_resolved("nowhere/b.md", "/nowhere/b.md");
    expect_resolved("b.md", "/b.md");
    expect_resolved("./b.md", "/b.md");
    expect_resolved("/", "/");
}

static void test_links(void **state) {
    (void)state;
    char folder[] = "/tmp/exlint-paths-XXXXXX";
    struct buf real = {0}, link = {0}, out = {0};
    assert_non_null(mkdtemp(folder));
    buf_print(&link, "%s/link", folder);
    assert_int_equal(symlink(folder, link.at), 0);
    buf_add(&real, buf_text(&link));
    buf_add_string(&real, "/link/a.md"); /* link/link is the folder again */
    path_resolve(real.at, &out);
    buf_cut(&real, 0);
    buf_print(&real, "%s/a.md", folder);
    assert_string_equal(out.at, real.at);
    buf_cut(&out, 0);
    path_resolve(link.at, &out); /* the last part stays */
    assert_string_equal(out.at, link.at);
    unlink(link.at);
    rmdir(folder);
    buf_free(&real);
    buf_free(&link);
    buf_free(&out);
}

static void test_folder(void **state) {
    (void)state;
    assert_true(text_is(path_folder(TEXT("/a/b.md")), "/a"));
    assert_true(text_is(path_folder(TEXT("/b.md")), ""));
    assert_true(text_is(path_folder(TEXT("b.md")), ""));
}

static void test_working(void **state) {
    (void)state;
    struct buf out = {0};
    assert_int_equal(chdir("/"), 0);
    path_from_working("/", &out);
    assert_string_equal(out.at, ".");
    buf_cut(&out, 0);
    path_from_working("/a/b.md", &out);
    assert_string_equal(out.at, "a/b.md");
    buf_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_relative), cmocka_unit_test(test_resolve), cmocka_unit_test(test_links),
        cmocka_unit_test(test_folder),   cmocka_unit_test(test_working),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
