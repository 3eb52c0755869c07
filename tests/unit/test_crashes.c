/* SPDX-License-Identifier: MIT */
/* Replays what once crashed the fuzzer, and other nasty bytes, through every fuzz target: tests/fixtures/crashes/, the pages of
 * content/ and of tests/fixtures/pages/. A target aborts where something does not hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>

#include "../../fuzz/targets.h"
#include "base/files.h"
#include "base/tree.h"

static void replay(const char *path) {
    struct buf bytes = {0};
    assert_null(file_read(path, &bytes));
    for (size_t i = 0; fuzz_target_at(i); i++)
        fuzz_target_at(i)->run(bytes.at ? buf_text(&bytes) : TEXT(""));
    buf_free(&bytes);
}

static void replay_folder(const char *folder, size_t least) {
    static const char *const any[] = {"", NULL};
    struct tree tree = {0};
    tree_add(&tree, folder, any);
    tree_finish(&tree);
    assert_true(tree.count >= least);
    for (size_t i = 0; i < tree.count; i++) {
        fprintf(stderr, "# %s\r", tree.files[i].path); /* the last one named is the one that ends it */
        replay(tree.files[i].path);
    }
    fputc('\n', stderr);
    tree_free(&tree);
}

static void test_crashes(void **state) {
    (void)state;
    replay_folder("tests/fixtures/crashes", 8);
}

static void test_pages(void **state) {
    (void)state;
    replay_folder("content", 5);
    replay_folder("tests/fixtures/pages", 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_crashes),
        cmocka_unit_test(test_pages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
