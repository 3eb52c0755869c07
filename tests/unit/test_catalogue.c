/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>

#include "report/catalogue.h"

static void test_rows_are_well_formed(void **state) {
    (void)state;
    for (unsigned i = 0; i < MESSAGE_COUNT; i++) {
        const struct catalogue_row *row = catalogue_row((enum message)i);
        struct text name = text_of(row->name), headline = text_of(row->headline);
        size_t slash = text_find_byte(name, '/', 0);
        assert_true(slash != TEXT_NONE && slash > 0 && slash + 1 < name.len);
        assert_true(headline.len && !text_ends(headline, ".") && byte_lower(*headline.at) == *headline.at);
        assert_int_equal(catalogue_find(name), i);
    }
}

static void test_rows_say_what_the_list_says(void **state) {
    (void)state;
    const struct catalogue_row *row = catalogue_row(MESSAGE_FRONT_MATTER_RANGE);
    assert_string_equal(row->name, "front-matter/range");
    assert_int_equal(row->severity, SEVERITY_ERROR);
    assert_int_equal(row->fix, FIX_SAFE);
    assert_false(row->is_fault);
    row = catalogue_row(MESSAGE_FILE_ENCODING);
    assert_true(row->is_fault);
    assert_int_equal(row->fix, FIX_NONE);
    assert_int_equal(catalogue_row(MESSAGE_FENCE_LANGUAGE)->severity, SEVERITY_WARNING);
}

static void test_names_are_found(void **state) {
    (void)state;
    assert_int_equal(catalogue_find(TEXT("numbering/gap")), MESSAGE_NUMBERING_GAP);
    assert_int_equal(catalogue_find(TEXT("numbering/ga")), MESSAGE_COUNT);
    assert_int_equal(catalogue_find(TEXT("")), MESSAGE_COUNT);
}

static void test_misspelt_names(void **state) {
    (void)state;
    assert_string_equal(catalogue_nearest(TEXT("numbering/gpa")), "numbering/gap");
    assert_string_equal(catalogue_nearest(TEXT("numbering_gap")), "numbering/gap");
    assert_string_equal(catalogue_nearest(TEXT("nubering")), "numbering/*");
    assert_string_equal(catalogue_nearest(TEXT("whi")), "why/*");
    assert_null(catalogue_nearest(TEXT("zzzzzz")));
    assert_string_equal(catalogue_nearest(TEXT("fence/gap")), "numbering/gap");
    assert_string_equal(catalogue_nearest(TEXT("swallowed")), "fence/swallowed");
    assert_string_equal(catalogue_nearest(TEXT("takaway/empty")), "takeaway/empty");
    assert_string_equal(catalogue_nearest(TEXT("numbring/*")), "numbering/*");
    assert_null(catalogue_nearest(TEXT("whitespace/*")));
    for (size_t i = 0; i < MESSAGE_COUNT; i++) { /* every group can be suggested */
        char misspelt[80];
        const char *name = catalogue_row((enum message)i)->name;
        int group = (int)(strchr(name, '/') - name);
        snprintf(misspelt, sizeof misspelt, "%.*sx/*", group, name);
        struct text found = text_of(catalogue_nearest(text_of(misspelt)));
        assert_int_equal(found.len, group + 2);
        assert_memory_equal(found.at, name, (size_t)group);
    }
    assert_null(catalogue_nearest(TEXT("line-length")));
    assert_null(catalogue_nearest(TEXT("")));
}

static void test_selectors(void **state) {
    (void)state;
    assert_true(catalogue_matches(TEXT("all"), MESSAGE_WHY_EMPTY));
    assert_true(catalogue_matches(TEXT("why"), MESSAGE_WHY_EMPTY));
    assert_true(catalogue_matches(TEXT("why/*"), MESSAGE_WHY_EMPTY));
    assert_true(catalogue_matches(TEXT("why/empty"), MESSAGE_WHY_EMPTY));
    assert_false(catalogue_matches(TEXT("why/label"), MESSAGE_WHY_EMPTY));
    assert_false(catalogue_matches(TEXT("wh"), MESSAGE_WHY_EMPTY));
    assert_false(catalogue_matches(TEXT("why/"), MESSAGE_WHY_EMPTY));
    assert_false(catalogue_matches(TEXT("/*"), MESSAGE_WHY_EMPTY));
    assert_false(catalogue_matches(TEXT("why/empty/*"), MESSAGE_WHY_EMPTY));
    assert_false(catalogue_matches(TEXT(""), MESSAGE_WHY_EMPTY));
}

static void test_severities(void **state) {
    (void)state;
    for (int i = 0; i < SEVERITY_COUNT; i++)
        assert_int_equal(severity_from_name(text_of(severity_name((enum severity)i))), i);
    assert_string_equal(severity_name(SEVERITY_WARNING), "warning");
    assert_int_equal(severity_from_name(TEXT("warn")), -1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows_are_well_formed),
        cmocka_unit_test(test_rows_say_what_the_list_says),
        cmocka_unit_test(test_names_are_found),
        cmocka_unit_test(test_misspelt_names),
        cmocka_unit_test(test_selectors),
        cmocka_unit_test(test_severities),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
