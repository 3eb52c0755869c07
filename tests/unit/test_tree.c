/* SPDX-License-Identifier: MIT */
#include "base/tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/files.h"
#include "base/ignore.h"
#include "folder.h"

static const char *const markdown[] = {".md", ".markdown", NULL};

/* Each test runs in an empty repository of its own. */
static int enter_repository(void **state) { return enter_folder(state) || mkdir(".git", 0700); }

static void write_file(const char *path, const char *content) {
    assert_null(file_make_folders(path, SIZE_MAX));
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(content, file);
    fclose(file);
}

/* paths: names of empty files, with blanks between. */
static void make_files(const char *paths) {
    char *copy = strdup(paths), *rest = copy;
    for (char *path; (path = strtok_r(rest, " ", &rest)) != NULL;)
        write_file(path, "");
    free(copy);
}

/* Searches what `given` names (with blanks between); the paths found must be `expected` (the same way). */
static struct tree search(const char *given, const char *expected) {
    struct tree tree = {0};
    struct buf found = {0};
    char *copy = strdup(given), *rest = copy;
    for (char *path; (path = strtok_r(rest, " ", &rest)) != NULL;)
        tree_add(&tree, path, markdown);
    tree_finish(&tree);
    for (size_t i = 0; i < tree.count; i++)
        buf_print(&found, "%s%s", i ? " " : "", tree.files[i].path);
    buf_add_string(&found, "");
    assert_string_equal(found.at, expected);
    buf_free(&found);
    free(copy);
    return tree;
}

static void expect(const char *given, const char *expected) {
    struct tree tree = search(given, expected);
    assert_int_equal(tree.error_count, 0);
    tree_free(&tree);
}

static void finds_by_suffix_in_byte_order(void **state) {
    (void)state;
    make_files("b.md a.markdown c.txt B.md sub/x.md sub.md sub/deep/er/y.md x.md/z.md md .git/no.md");
    make_files("sub/.git/no.md .hidden/h.md");
    expect(".", ".hidden/h.md B.md a.markdown b.md sub.md sub/deep/er/y.md sub/x.md x.md/z.md");
    expect("./", ".hidden/h.md B.md a.markdown b.md sub.md sub/deep/er/y.md sub/x.md x.md/z.md");
    expect("sub", "sub/deep/er/y.md sub/x.md");
    expect("sub//", "sub/deep/er/y.md sub/x.md");
    expect("./sub", "sub/deep/er/y.md sub/x.md");
    expect("././/sub/.", "sub/deep/er/y.md sub/x.md");
    expect("sub/../sub/deep", "sub/../sub/deep/er/y.md");
    expect("x.md", "x.md/z.md");
}

static void below_is_from_the_named_folder(void **state) {
    (void)state;
    make_files("a/b/c.md");
    struct tree tree = search("a", "a/b/c.md");
    assert_string_equal(tree.files[0].below, "b/c.md");
    assert_false(tree.files[0].named);
    tree_free(&tree);
    tree = search(".", "a/b/c.md");
    assert_string_equal(tree.files[0].below, "a/b/c.md");
    tree_free(&tree);
    tree = search("a/b/c.md", "a/b/c.md");
    assert_string_equal(tree.files[0].below, "c.md");
    assert_true(tree.files[0].named);
    tree_free(&tree);
    struct buf absolute = {0};
    buf_print(&absolute, "%s/a", (char *)*state);
    tree = (struct tree){0};
    tree_add(&tree, absolute.at, markdown);
    assert_int_equal(tree.count, 1);
    assert_string_equal(tree.files[0].below, "b/c.md");
    buf_add_string(&absolute, "/b/c.md");
    assert_string_equal(tree.files[0].path, absolute.at);
    tree_free(&tree);
    buf_free(&absolute);
}

static void named_files_are_always_taken(void **state) {
    (void)state;
    make_files("a.md b.txt");
    write_file(".gitignore", "*\n");
    expect("b.txt a.md -", "- a.md b.txt");
    struct tree tree = search(".", "");
    assert_int_equal(tree.ignored, 1);
    tree_free(&tree);
}

static void a_path_twice_is_listed_once(void **state) {
    (void)state;
    make_files("a/x.md a/y.md");
    struct tree tree = search("a a/x.md . ./a//y.md - -", "- ./a//y.md a/x.md");
    assert_true(tree.files[1].named && tree.files[2].named);
    tree_free(&tree);
    expect("./a/x.md", "./a/x.md");
}

static void errors_do_not_stop_it(void **state) {
    (void)state;
    make_files("a.md closed/b.md");
    chmod("closed", 0);
    if (geteuid() == 0)
        chmod(".", 0777);
    int changed = geteuid() == 0 ? seteuid(65534) : 0;
    struct tree tree = search("missing . a.md/x", "a.md");
    if (getuid() == 0 && !changed)
        assert_int_equal(seteuid(0), 0);
    assert_int_equal(tree.error_count, 3);
    assert_string_equal(tree.errors[0], "missing: no such file");
    assert_string_equal(tree.errors[1], "closed: permission denied");
    assert_string_equal(tree.errors[2], "a.md/x: Not a directory");
    tree_free(&tree);
}

static void links(void **state) {
    (void)state;
    make_files("real/a.md c.txt");
    assert_int_equal(symlink("real", "folder"), 0);
    assert_int_equal(symlink("..", "real/up"), 0);
    assert_int_equal(symlink("real", "folder.md"), 0);
    assert_int_equal(symlink("c.txt", "page.md"), 0);
    assert_int_equal(symlink("nothing", "dangling.md"), 0);
    assert_int_equal(mkfifo("fifo.md", 0600), 0);
    expect(".", "page.md real/a.md");
    expect("folder", "folder/a.md");
}

/* Files that are searched for with one ignore file; in `left` what must be left of them. */
static void ignoring(const char *patterns, const char *files, const char *left) {
    assert_int_equal(system("rm -rf ./*"), 0);
    make_files(files);
    write_file(".gitignore", patterns);
    expect(".", left);
}

static void patterns_of_ignore_files(void **state) {
    (void)state;
    ignoring("", "a.md", "a.md");
    ignoring("a.md\n", "a.md b.md d/a.md", "b.md");
    ignoring("/a.md\n", "a.md d/a.md", "d/a.md");
    ignoring("d/a.md\n", "d/a.md e/d/a.md", "e/d/a.md");
    ignoring("# a.md\n\n   \n\\#b.md\n", "a.md #b.md", "a.md");
    ignoring("*.md\n!keep.md\n", "a.md keep.md d/keep.md", "d/keep.md keep.md");
    ignoring("!keep.md\n*.md\n", "keep.md", "");
    ignoring("d/\n", "d/a.md e/d/a.md x.md", "x.md");
    ignoring("a.md/\n", "a.md d/a.md/b.md", "a.md");
    ignoring("d\n!d/a.md\n", "d/a.md", "");
    ignoring("d/*\n!d/a.md\n", "d/a.md d/b.md", "d/a.md");
    ignoring("**/x.md\n", "x.md a/x.md a/b/x.md xx.md", "xx.md");
    ignoring("a/**/x.md\n", "a/x.md a/b/c/x.md b/a/x.md", "b/a/x.md");
    ignoring("a/**\n!a/b/\n", "a/x.md a/b/y.md", "");
    ignoring("a/*.md\n", "a/x.md a/b/x.md", "a/b/x.md");
    ignoring("?.md\n", "a.md ab.md", "ab.md");
    ignoring("[a-c].md\n[!x]2.md\n", "a.md d.md x2.md y2.md", "d.md x2.md");
    ignoring("[[:digit:]].md\n[]-].md\n", "1.md a.md ].md -.md", "a.md");
    ignoring("[[:no:]].md\n[a\n\\\n", "a.md n.md", "a.md n.md");
    ignoring("\\!a.md\n\\*.md\n", "!a.md a.md *.md", "a.md");
    ignoring("a.md   \r\nb.md\\ \n", "a.md b.md", "b.md");
    ignoring("\xEF\xBB\xBF" "a.md\nb.md", "a.md b.md c.md", "c.md");
    ignoring("a*b*c.md\n", "abc.md axxbxxc.md acb.md", "acb.md");
    ignoring("/\n//\n!\n/ \n", "a.md", "a.md");
}

static void blanks_at_the_end(void **state) {
    (void)state;
    static const struct { const char *pattern, *path; bool ignored; } cases[] = {
        {"a  \n", "a", true}, {"a\\ \n", "a ", true}, {"a\\ \n", "a", false}, {"a\\   \n", "a ", true},
        {"a\\\\ \n", "a\\", true}, {"a\t\n", "a", false}, {"a\t\n", "a\t", true}, {" a\n", " a", true}};
    struct arena arena = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct ignore_level *level = ignore_read(&arena, text_of(cases[i].pattern), 0, NULL);
        assert_int_equal(ignore_matches(level, text_of(cases[i].path), false), cases[i].ignored);
    }
    arena_free(&arena);
}

static void levels_and_both_files(void **state) {
    (void)state;
    make_files("a/x.md a/y.md a/b/x.md a/b/z.md c/x.md");
    write_file(".gitignore", "x.md\n/a/b/z.md\n");
    write_file("a/b/.gitignore", "!x.md\n");
    expect(".", "a/b/x.md a/y.md");
    expect("a", "a/b/x.md a/y.md");
    expect("a/b", "a/b/x.md");
    write_file(".exlintignore", "!x.md\ny.md\n");
    expect(".", "a/b/x.md a/x.md c/x.md");
    assert_int_equal(chdir("a"), 0);
    expect(".", "b/x.md x.md");
    expect("b", "b/x.md");
    expect("../c", "../c/x.md");
}

static void nothing_counts_above_the_root(void **state) {
    (void)state;
    make_files("out/in/x.md out/in/y.md");
    write_file(".gitignore", "x.md\n");
    write_file("out/in/.gitignore", "y.md\n");
    expect("out/in", "");
    assert_int_equal(mkdir("out/.git", 0700), 0);
    expect("out/in", "out/in/x.md");
    assert_int_equal(rmdir("out/.git"), 0);
    assert_int_equal(rmdir(".git"), 0);
    assert_int_equal(chdir("out"), 0);
    expect("in", "in/x.md");
    write_file(".exlintignore", "in/x.md\n");
    expect("in", "");
    expect(".", "");
}

static void strange_ignore_files(void **state) {
    (void)state;
    make_files("a.md other");
    assert_int_equal(mkdir(".gitignore", 0700), 0);
    assert_int_equal(mkfifo(".exlintignore", 0600), 0);
    expect(".", "a.md");
    assert_int_equal(rmdir(".gitignore"), 0);
    write_file("other", "a.md\n");
    assert_int_equal(symlink("other", ".gitignore"), 0);
    expect(".", "a.md");
    assert_int_equal(unlink(".exlintignore"), 0);
    assert_int_equal(symlink("other", ".exlintignore"), 0);
    expect(".", "");
}

static void deep_folders(void **state) {
    (void)state;
    struct buf path = {0};
    for (int i = 0; i < 1500; i++)
        buf_add_string(&path, "d/");
    buf_add_string(&path, "x.md");
    write_file(path.at, "");
    expect(".", path.at);
    write_file(".gitignore", "**/d/**/x.md\n");
    expect(".", "");
    buf_free(&path);
}

static void no_pattern_takes_long(void **state) {
    (void)state;
    struct arena arena = {0};
    struct buf pattern = {0}, path = {0};
    for (int i = 0; i < 200; i++)
        buf_add_string(&pattern, i % 2 ? "**/a" : "*a*");
    buf_add_string(&pattern, "b");
    buf_add_run(&path, 'a', 2000);
    const struct ignore_level *level = ignore_read(&arena, buf_text(&pattern), 0, NULL);
    assert_non_null(level);
    assert_false(ignore_matches(level, buf_text(&path), false));
    buf_free(&pattern);
    buf_free(&path);
    arena_free(&arena);
}

#define IN_REPOSITORY(test) cmocka_unit_test_setup_teardown(test, enter_repository, leave_folder)

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_REPOSITORY(finds_by_suffix_in_byte_order),
        IN_REPOSITORY(below_is_from_the_named_folder),
        IN_REPOSITORY(named_files_are_always_taken),
        IN_REPOSITORY(a_path_twice_is_listed_once),
        IN_REPOSITORY(errors_do_not_stop_it),
        IN_REPOSITORY(links),
        IN_REPOSITORY(patterns_of_ignore_files),
        cmocka_unit_test(blanks_at_the_end),
        IN_REPOSITORY(levels_and_both_files),
        IN_REPOSITORY(nothing_counts_above_the_root),
        IN_REPOSITORY(strange_ignore_files),
        IN_REPOSITORY(deep_folders),
        cmocka_unit_test(no_pattern_takes_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
