/* SPDX-License-Identifier: MIT */
/* Slugs are those of github-slugger: a few hundred headings and what the real package made of them. */
#include "doc/slug.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "base/files.h"

static void unescape(struct text t, struct buf *out) {
    buf_cut(out, 0);
    buf_add_string(out, "");
    for (size_t i = 0; i < t.len; i++) {
        bool tab = t.at[i] == '\\' && i + 1 < t.len && t.at[i + 1] == 't';
        buf_add_byte(out, tab ? '\t' : t.at[i]);
        i += tab;
    }
}

static void as_the_package_makes_them(void **state) {
    (void)state;
    struct buf file = {0}, heading = {0};
    struct arena arena = {0};
    struct slugger slugger = {0};
    assert_null(file_read("tests/fixtures/slugs.tsv", &file));
    struct text rest = buf_text(&file), line;
    size_t count = 0, bad = 0;
    while (rest.len) {
        size_t end = text_find_byte(rest, '\n', 0);
        line = text_slice(rest, 0, end);
        rest = text_from(rest, end == TEXT_NONE ? rest.len : end + 1);
        size_t tab = text_find_byte(line, '\t', 0);
        if (tab == TEXT_NONE)
            continue;
        unescape(text_slice(line, 0, tab), &heading);
        struct text slug = slugger_next(&slugger, buf_text(&heading), &arena);
        count++;
        if (!text_equal(slug, text_from(line, tab + 1))) {
            print_error("\"%.*s\" gave \"%.*s\"\n", TEXT_ARG(line), TEXT_ARG(slug));
            bad++;
        }
    }
    assert_int_equal(bad, 0);
    assert_true(count > 400);
    slugger_free(&slugger);
    arena_free(&arena);
    buf_free(&heading);
    buf_free(&file);
}

static void any_bytes_will_do(void **state) {
    (void)state;
    struct buf slug = {0};
    slug_add((struct text){"a\xFF\0b\xC3", 5}, &slug);
    assert_string_equal(slug.at, "ab");
    buf_free(&slug);
    slug_add((struct text){NULL, 0}, &slug);
    assert_int_equal(slug.len, 0);
    buf_free(&slug);
}

/* Many headings that are alike, and many capital sigmas, in linear time. */
static void takes_linear_time(void **state) {
    (void)state;
    enum { MANY = 200000 };
    clock_t start = clock();
    struct arena arena = {0};
    struct slugger slugger = {0};
    struct text last = {0};
    for (size_t i = 0; i < MANY; i++)
        last = slugger_next(&slugger, TEXT("Summary"), &arena);
    assert_true(text_is(last, "summary-199999"));
    slugger_free(&slugger);
    arena_free(&arena);
    struct buf sigmas = {0}, slug = {0};
    for (size_t i = 0; i < MANY; i++)
        buf_add_string(&sigmas, "Σ''");
    slug_add(buf_text(&sigmas), &slug);
    assert_int_equal(slug.len, 2 * MANY);
    buf_free(&sigmas);
    buf_free(&slug);
    assert_true(clock() - start < 5 * CLOCKS_PER_SEC);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_the_package_makes_them),
        cmocka_unit_test(any_bytes_will_do),
        cmocka_unit_test(takes_linear_time),
    };
    return cmocka_run_group_tests_name("slug", tests, NULL, NULL);
}
