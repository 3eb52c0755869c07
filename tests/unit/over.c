/* SPDX-License-Identifier: MIT */
#include "over.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/files.h"
#include "base/tree.h"
#include "generate.h"

uint64_t over_rounds(uint64_t rounds) {
    const char *asked = getenv("EXLINT_ROUNDS");
    return asked ? strtoull(asked, NULL, 10) : rounds;
}

static void over_seed(uint64_t seed, const char *kind, page_maker *make, page_check *check, void *context) {
    char name[64];
    struct buf page = {0};
    snprintf(name, sizeof name, "EXLINT_SEED=%llu%s", (unsigned long long)seed, kind);
    make(seed, &page);
    check(context, name, buf_text(&page));
    buf_free(&page);
}

static uint64_t over_seeds_of(uint64_t rounds, const char *kind, page_maker *make, page_check *check, void *context) {
    const char *seed = getenv("EXLINT_SEED");
    uint64_t first = seed ? strtoull(seed, NULL, 10) : 1, count = seed ? 1 : over_rounds(rounds);
    for (uint64_t i = first; i < first + count; i++)
        over_seed(i, kind, make, check, context);
    return count;
}

uint64_t over_seeds(uint64_t rounds, page_maker *make, page_check *check, void *context) {
    return over_seeds_of(rounds, "", make, check, context);
}

static void make_page(uint64_t seed, struct buf *page) { generate_page(seed, false, page); }
static void make_wild_page(uint64_t seed, struct buf *page) { generate_page(seed, true, page); }

void over_generated(uint64_t rounds, page_check *check, void *context) {
    over_seeds_of(rounds, ", page", make_page, check, context);
    over_seeds_of(rounds, ", wild", make_wild_page, check, context);
}

static void over_file(const char *path, page_check *check, void *context) {
    struct buf page = {0};
    assert_null(file_read(path, &page));
    check(context, path, buf_text(&page));
    buf_free(&page);
}

size_t over_files(const char *const *folders, page_check *check, void *context) {
    static const char *const suffixes[] = {".md", ".markdown", NULL};
    struct tree tree = {0};
    for (; *folders; folders++)
        tree_add(&tree, *folders, suffixes);
    tree_finish(&tree);
    size_t count = tree.count;
    assert_true(count > 0);
    for (size_t i = 0; i < count; i++)
        over_file(tree.files[i].path, check, context);
    tree_free(&tree);
    const char *list = getenv("EXLINT_PAGES");
    struct buf names = {0};
    struct arena arena = {0};
    if (list) {
        assert_null(file_read(list, &names));
        struct text rest = buf_text(&names), line;
        while (text_next_line(&rest, &line))
            over_file(arena_copy(&arena, line).at, check, context);
    }
    arena_free(&arena);
    buf_free(&names);
    return count;
}
