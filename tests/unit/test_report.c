/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "doc/profile.h"
#include "report/report.h"

/* A page with one section, "Start", and examples that begin where the text says "Example". */
struct page {
    struct source source;
    struct document document;
    struct profile profile;
    struct entry entries[8];
    struct settings settings;
    struct report report;
};

static void setup(struct page *page, struct text bytes) {
    *page = (struct page){.profile = {.noun = "Example"}};
    source_init(&page->source, "p.md", bytes);
    page->document =
        (struct document){.source = &page->source, .profile = &page->profile, .entries = page->entries};
    size_t at = text_find(bytes, TEXT("Start"), 0);
    if (at != TEXT_NONE)
        page->entries[page->document.entry_count++] = (struct entry){
            .type = ENTRY_SECTION, .span = {(uint32_t)at, (uint32_t)at + 5}, .end = (uint32_t)bytes.len};
    for (at = 0; (at = text_find(bytes, TEXT("Example"), at)) != TEXT_NONE; at++) {
        uint32_t number = page->document.entry_count + 10;
        page->entries[page->document.entry_count++] = (struct entry){.type = ENTRY_EXAMPLE,
                                                                     .number = number,
                                                                     .span = {(uint32_t)at, (uint32_t)at + 7},
                                                                     .end = (uint32_t)bytes.len};
    }
    settings_init(&page->settings);
    report_init(&page->report, "p.md", &page->settings);
}

static void teardown(struct page *page) {
    report_free(&page->report);
    source_free(&page->source);
}

static struct span find(const struct page *page, const char *what) {
    size_t at = text_find(page->source.bytes, text_of(what), 0);
    assert_true(at != TEXT_NONE);
    return (struct span){(uint32_t)at, (uint32_t)(at + strlen(what))};
}

static void test_places(void **state) {
    (void)state;
    struct page page;
    setup(&page, TEXT("one\r\n\u00fc\u4e2d two \xff x\nlast"));
    struct place place = place_of(&page.source, find(&page, "two \xff x\nla"), &page.report.arena);
    assert_int_equal(place.line, 2);
    assert_int_equal(place.column, 4);
    assert_int_equal(place.end_line, 3);
    assert_int_equal(place.end_column, 3);
    assert_true(text_is(place.excerpt, "\u00fc\u4e2d two \xff x"));
    assert_int_equal(place.excerpt_column, 4);
    place = place_of(&page.source, (struct span){1000, 3}, &page.report.arena);
    assert_int_equal(place.line, 3);
    assert_int_equal(place.column, 5);
    assert_int_equal(place.end_column, 5);
    place = place_of(&page.source, (struct span){4, 5}, &page.report.arena); /* the LF of a CRLF */
    assert_int_equal(place.line, 1);
    assert_int_equal(place.column, 5);
    assert_int_equal(place.excerpt_column, 4);
    teardown(&page);
}

static void test_an_empty_page_has_a_place(void **state) {
    (void)state;
    struct page page;
    setup(&page, TEXT(""));
    struct place place = place_of(&page.source, (struct span){0, 0}, &page.report.arena);
    assert_int_equal(place.line, 1);
    assert_int_equal(place.column, 1);
    assert_int_equal(place.excerpt.len, 0);
    assert_int_equal(place.excerpt_column, 1);
    teardown(&page);
}

static void test_long_lines_are_cut_between_characters(void **state) {
    (void)state;
    struct buf buf = {0};
    for (int i = 0; i < 1000; i++)
        buf_add_string(&buf, "\u00fc\u4e2d\U0001F600a");
    struct page page;
    setup(&page, buf_text(&buf));
    for (uint32_t at = 0; at <= buf.len; at++) {
        if (at < buf.len && ((unsigned char)buf.at[at] & 0xC0) == 0x80)
            continue;
        struct place place = place_of(&page.source, (struct span){at, at}, &page.report.arena);
        assert_true(place.excerpt.len <= 240 && place.excerpt.len > 230);
        assert_int_equal(utf8_valid_until(place.excerpt), place.excerpt.len);
        size_t offset = utf8_offset(place.excerpt, place.excerpt_column - 1);
        assert_memory_equal(place.excerpt.at + offset, buf.at + at, at < buf.len ? 1 : 0);
        assert_int_equal(place.column, utf8_count(text_slice(buf_text(&buf), 0, at)) + 1);
    }
    teardown(&page);
    buf_free(&buf);
}

static void test_cursors_count_as_the_line_table_does(void **state) {
    (void)state;
    struct buf buf = {0};
    for (int i = 0; i < 400; i++)
        buf_add(&buf, i % 37 == 36 ? TEXT("\r\n")
                      : i % 11     ? TEXT("\u00e9x\U0001F600")
                                   : TEXT("\x80\xe4\xbd"));
    struct page page;
    setup(&page, buf_text(&buf));
    struct place_cursor cursors[2] = {{0}};
    unsigned random = 5;
    for (int i = 0; i < 20000; i++) {
        random = random * 1664525u + 1013904223u;
        uint32_t begin = (random >> 8) % (uint32_t)(buf.len + 1), end = begin + (random >> 28) * 9;
        struct span span = {begin, end < buf.len ? end : (uint32_t)buf.len};
        struct place place = place_from(cursors, &page.source, span, &page.report.arena);
        struct position from = source_position(&page.source, span.begin),
                        to = source_position(&page.source, span.end);
        assert_int_equal(place.line, from.line);
        assert_int_equal(place.column, from.column);
        assert_int_equal(place.end_line, to.line);
        assert_int_equal(place.end_column, to.column);
        if (i % 64 == 0)
            arena_reset(&page.report.arena);
    }
    teardown(&page);
    buf_free(&buf);
}

static void test_a_line_of_many_findings(void **state) {
    (void)state;
    struct buf buf = {0};
    buf_add_run(&buf, 'x', 20 * 1024 * 1024);
    struct page page;
    setup(&page, buf_text(&buf));
    clock_t begin = clock();
    for (uint32_t i = 0; i < 10000; i++) {
        uint32_t at = i * 2000;
        struct finding *finding = report_add(&page.report, &page.document, MESSAGE_FENCE_LENGTH,
                                             (struct span){at, at + 3}, "number %u", i);
        assert_int_equal(finding->place.column, at + 1);
        assert_int_equal(finding->place.end_column, at + 4);
    }
    assert_true((double)(clock() - begin) / CLOCKS_PER_SEC <
                10); /* minutes, were each counted from the line's begin */
    teardown(&page);
    buf_free(&buf);
}

static void test_findings_name_their_example(void **state) {
    (void)state;
    struct page page;
    setup(&page, TEXT("intro\nExample one\ntext\nExample two\nmore\n"));
    struct finding *finding = report_add(&page.report, &page.document, MESSAGE_WHY_EMPTY,
                                         find(&page, "intro"), "nothing %s", "here");
    assert_int_equal(finding->example, 0);
    assert_null(finding->noun);
    assert_true(text_is(finding->text, "nothing here"));
    assert_int_equal(finding->severity, SEVERITY_ERROR);
    finding = report_add(&page.report, &page.document, MESSAGE_WHY_LABEL, find(&page, "more"), "x");
    assert_int_equal(finding->example, 11);
    assert_string_equal(finding->noun, "Example");
    assert_int_equal(finding->severity, SEVERITY_WARNING);
    assert_int_equal(finding->place.line, 5);
    teardown(&page);
    setup(&page, TEXT("Start\ntext\n"));
    assert_int_equal(
        report_add(&page.report, &page.document, MESSAGE_WHY_LABEL, find(&page, "text"), "x")->example, 0);
    teardown(&page);
}

static void test_long_messages_are_whole(void **state) {
    (void)state;
    struct page page;
    setup(&page, TEXT("a\n"));
    for (int length = 500; length < 520; length++) {
        struct finding *finding = report_add(&page.report, &page.document, MESSAGE_WHY_EMPTY,
                                             (struct span){0, 1}, "%0*d|", length, 7);
        assert_int_equal(finding->text.len, length + 1);
        assert_true(text_ends(finding->text, "07|"));
    }
    teardown(&page);
}

static uint64_t key_in(const char *bytes, const char *at, const char *message) {
    struct page page;
    setup(&page, text_of(bytes));
    uint64_t key =
        report_add(&page.report, &page.document, MESSAGE_WHY_EMPTY, find(&page, at), "%s", message)->key;
    teardown(&page);
    return key;
}

static void test_keys_do_not_move_with_lines(void **state) {
    (void)state;
    uint64_t key = key_in("Example\nthis line\n", "this", "see (beginner.md:812), line 3 and lines 4-5");
    assert_int_equal(key, key_in("new\n\nExample\n  this line \t\n", "line",
                                 "see (beginner.md:9:17), line 44 and lines 50-71"));
    assert_int_not_equal(
        key, key_in("Example\nthat line\n", "that", "see (beginner.md:812), line 3 and lines 4-5"));
    assert_int_not_equal(
        key, key_in("Start\nExample\nthis line\n", "this", "see (beginner.md:812), line 3 and lines 4-5"));
    assert_int_not_equal(key_in("a", "a", "28 is missing"), key_in("a", "a", "29 is missing"));
    assert_int_not_equal(key_in("ab", "a", "c"), key_in("a", "a", "bc"));
    /* Baselines hold keys, so this one may never change: FNV-1a of the four parts with a NUL between them. */
    assert_true(key_in("Example\nthis line\n", "this", "x") == 0x8bfa3b97928d93bau);
}

static void test_rules_that_are_off_add_nothing(void **state) {
    (void)state;
    struct page page;
    setup(&page, TEXT("a"));
    page.settings.severity[MESSAGE_WHY_EMPTY] = SEVERITY_OFF;
    assert_false(report_wants(&page.report, MESSAGE_WHY_EMPTY));
    assert_true(report_wants(&page.report, MESSAGE_WHY_LABEL));
    struct finding *finding =
        report_add(&page.report, &page.document, MESSAGE_WHY_EMPTY, (struct span){0, 1}, "x");
    assert_null(finding);
    report_fix(&page.report, finding, (struct span){0, 1}, TEXT("y"));
    assert_null(report_add_at(&page.report, MESSAGE_WHY_EMPTY, (struct place){0}, 0, NULL, "x"));
    assert_int_equal(page.report.count, 0);
    teardown(&page);
}

static void test_fixes_keep_their_edits(void **state) {
    (void)state;
    struct page page;
    setup(&page, TEXT("a"));
    struct finding *finding =
        report_add(&page.report, &page.document, MESSAGE_WHY_LABEL, (struct span){0, 1}, "x");
    assert_int_equal(finding->edit_count, 0);
    for (uint32_t i = 0; i < 100; i++) {
        char replacement[8] = {(char)('a' + i % 26), 0};
        report_fix(&page.report, finding, (struct span){i, i + 1}, text_of(replacement));
    }
    assert_int_equal(finding->edit_count, 100);
    for (uint32_t i = 0; i < 100; i++) {
        assert_int_equal(finding->edits[i].span.begin, i);
        assert_int_equal(*finding->edits[i].replacement.at, 'a' + i % 26);
    }
    teardown(&page);
}

static void test_places_from_elsewhere(void **state) {
    (void)state;
    struct page page;
    setup(&page, TEXT("a"));
    char excerpt[] = "kept";
    struct place place = {.line = 7, .column = 2, .end_line = 7, .end_column = 3, .excerpt = {excerpt, 4}};
    struct finding *finding =
        report_add_at(&page.report, MESSAGE_NUMBERING_GAP, place, 28, "Concept", "%d left out", 27);
    excerpt[0] = '?';
    assert_true(text_is(finding->place.excerpt, "kept"));
    assert_int_equal(finding->example, 28);
    assert_string_equal(finding->noun, "Concept");
    assert_true(text_is(finding->text, "27 left out"));
    assert_null(report_add_at(&page.report, MESSAGE_NUMBERING_GAP, place, 0, "Concept", "x")->noun);
    teardown(&page);
}

static void test_sorting(void **state) {
    (void)state;
    struct page page;
    setup(&page, TEXT("ab\ncd\n"));
    report_sort(&page.report);
    static const struct {
        enum message message;
        uint32_t at;
        const char *text;
    } in[] = {
        {MESSAGE_WHY_EMPTY, 3, "6"},     {MESSAGE_WHY_EMPTY, 1, "5b"},   {MESSAGE_WHY_EMPTY, 1, "5a"},
        {MESSAGE_NUMBERING_GAP, 1, "4"}, {MESSAGE_FENCE_NESTED, 1, "3"}, {MESSAGE_WHY_MISSING, 0, "1"},
        {MESSAGE_WHY_MISSING, 0, "2"},
    };
    static const char *const sorted[] = {"1", "2", "3", "4", "5a", "5b", "6"};
    for (size_t i = 0; i < 7; i++)
        report_add(&page.report, &page.document, in[i].message, (struct span){in[i].at, in[i].at + 1}, "%s",
                   in[i].text);
    report_sort(&page.report);
    for (size_t i = 0; i < 7; i++)
        assert_true(text_is(page.report.findings[i].text, sorted[i]));
    teardown(&page);
}

static void test_selecting(void **state) {
    (void)state;
    struct settings settings;
    struct text unknown;
    settings_init(&settings);
    assert_int_equal(settings.severity[MESSAGE_WHY_LABEL], SEVERITY_WARNING);
    assert_true(settings_select(&settings, "why/*, numbering/gap ,", &unknown));
    assert_int_equal(settings.severity[MESSAGE_WHY_LABEL], SEVERITY_WARNING);
    assert_int_equal(settings.severity[MESSAGE_NUMBERING_GAP], SEVERITY_ERROR);
    assert_int_equal(settings.severity[MESSAGE_NUMBERING_ORDER], SEVERITY_OFF);
    assert_true(settings_ignore(&settings, "why", &unknown));
    assert_int_equal(settings.severity[MESSAGE_WHY_LABEL], SEVERITY_OFF);
    assert_int_equal(settings.severity[MESSAGE_NUMBERING_GAP], SEVERITY_ERROR);
    assert_false(settings_ignore(&settings, "numbering,nonsense,more", &unknown));
    assert_true(text_is(unknown, "nonsense"));
    assert_int_equal(settings.severity[MESSAGE_NUMBERING_GAP], SEVERITY_ERROR);
    assert_false(settings_select(&settings, " , ", &unknown));
    assert_int_equal(unknown.len, 0);
}

static void test_selecting_what_is_off(void **state) {
    (void)state;
    struct settings settings;
    struct text unknown;
    settings_init(&settings);
    assert_int_equal(settings.severity[MESSAGE_ANNOTATION_DENSITY], SEVERITY_OFF);
    assert_true(settings_select(&settings, "annotation,all,diagram/*", &unknown));
    assert_int_equal(settings.severity[MESSAGE_ANNOTATION_DENSITY], SEVERITY_OFF);
    assert_true(settings_select(&settings, "why/label, annotation/density", &unknown));
    assert_int_equal(settings.severity[MESSAGE_ANNOTATION_DENSITY], SEVERITY_WARNING);
    assert_int_equal(settings.severity[MESSAGE_ANNOTATION_ALIGNMENT], SEVERITY_OFF);
    assert_int_equal(settings.severity[MESSAGE_NUMBERING_GAP], SEVERITY_OFF);
    settings.severity[MESSAGE_NUMBERING_GAP] = SEVERITY_OFF; /* as a configuration may say */
    assert_true(settings_select(&settings, "numbering/gap", &unknown));
    assert_int_equal(settings.severity[MESSAGE_NUMBERING_GAP], SEVERITY_ERROR);
    settings_init(&settings);
    assert_false(settings_select(&settings, "annotation/density,nonsense", &unknown));
    assert_int_equal(settings.severity[MESSAGE_ANNOTATION_DENSITY], SEVERITY_OFF);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_an_empty_page_has_a_place),
        cmocka_unit_test(test_long_lines_are_cut_between_characters),
        cmocka_unit_test(test_cursors_count_as_the_line_table_does),
        cmocka_unit_test(test_a_line_of_many_findings),
        cmocka_unit_test(test_findings_name_their_example),
        cmocka_unit_test(test_long_messages_are_whole),
        cmocka_unit_test(test_keys_do_not_move_with_lines),
        cmocka_unit_test(test_rules_that_are_off_add_nothing),
        cmocka_unit_test(test_fixes_keep_their_edits),
        cmocka_unit_test(test_places_from_elsewhere),
        cmocka_unit_test(test_sorting),
        cmocka_unit_test(test_selecting),
        cmocka_unit_test(test_selecting_what_is_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
