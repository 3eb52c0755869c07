/* SPDX-License-Identifier: MIT */
/* What must hold for every page: over generated ones, and over those of content/ and of the fixtures. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "command/profile_file.h"
#include "base/files.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "command/format.h"
#include "over.h"
#include "read/read.h"
#include "same_nodes.h"
#include "write/write.h"

struct bench {
    struct read_context context;
    struct settings settings;
    const char *name; /* of the page under test, for messages */
};

static void fail_page(const struct bench *bench, const char *what, struct text page) {
    fprintf(stderr, "\n%s: %s\n--- page\n%.*s\n---\n", bench->name, what, TEXT_ARG(text_slice(page, 0, 2000)));
    fail();
}

#define CHECK(condition)                                                                                               \
    do {                                                                                                               \
        if (!(condition))                                                                                              \
            fail_page(bench, #condition, page);                                                                        \
    } while (0)

struct page_under_test {
    struct source source;
    struct document document;
    struct report report;
};

static void open_page(const struct bench *bench, const char *reader, struct text page, struct page_under_test *test) {
    source_init(&test->source, bench->name, page);
    report_init(&test->report, bench->name, &bench->settings);
    read_page(&bench->context, reader_find(reader), &test->source, &test->document, &test->report);
}

static void close_page(struct page_under_test *test) {
    document_free(&test->document);
    report_free(&test->report);
    source_free(&test->source);
}

/* Counts for each line how many headings and blocks hold it; blocks come in order and stay inside the page. */
static void check_lines(const struct bench *bench, struct text page) {
    struct page_under_test test;
    open_page(bench, "markdown", page, &test);
    const struct document *document = &test.document;
    unsigned char *held = memory_get_zeroed(test.source.line_count + 2, 1);
    uint32_t behind = document->body;
    uint32_t entry = 0;
    for (uint32_t i = 0; i <= document->block_count; i++) {
        while (entry < document->entry_count && document->entries[entry].first_block == i) {
            const struct entry *e = &document->entries[entry++];
            CHECK(e->span.begin >= behind && e->span.end >= e->span.begin && e->span.end <= page.len);
            for (uint32_t l = source_line_at(&test.source, e->span.begin), last = source_line_at(&test.source, e->span.end); l <= last; l++)
                held[l]++;
            behind = e->span.end;
        }
        if (i == document->block_count)
            break;
        const struct block *b = &document->blocks[i];
        CHECK(b->span.begin >= behind && b->span.end >= b->span.begin && b->span.end <= page.len);
        CHECK(b->part_count > 0 && b->parts[0].span.begin == b->span.begin);
        CHECK(b->parts[b->part_count - 1].span.end == b->span.end);
        CHECK(b->line == source_position(&test.source, b->span.begin).line);
        for (uint32_t l = source_line_at(&test.source, b->span.begin), last = source_line_at(&test.source, b->span.end); l <= last; l++)
            held[l]++;
        behind = b->span.end;
    }
    CHECK(entry == document->entry_count);
    uint32_t body_line = source_line_at(&test.source, document->body);
    for (uint32_t l = body_line; l <= test.source.line_count && document->body < page.len; l++) {
        if (text_is_blank(source_line(&test.source, l)))
            CHECK(held[l] <= 1);
        else if (held[l] != 1) {
            fprintf(stderr, "line %u is held %u times\n", l, held[l]);
            fail_page(bench, "every line is held once", page);
        }
    }
    for (size_t i = 0; i < test.report.count; i++) {
        const struct place *place = &test.report.findings[i].place;
        CHECK(place->span.begin <= place->span.end && place->span.end <= page.len && place->line >= 1);
    }
    free(held);
    close_page(&test);
}

/* The two laws. */
static void check_format(const struct bench *bench, struct text page) {
    struct source source, again;
    struct report report;
    struct buf once = {0}, twice = {0}, html[2] = {{0}, {0}};
    source_init(&source, bench->name, page);
    report_init(&report, bench->name, &bench->settings);
    enum format_result result = format_page(&bench->context, &source, NULL, &once, &report);
    if (result == FORMAT_REFUSED) {
        CHECK(once.len == 0 && report.count > 0);
    } else {
        CHECK((result == FORMAT_SAME) == text_equal(page, buf_text(&once)));
        markdown_html(page, &html[0]);
        markdown_html(buf_text(&once), &html[1]);
        CHECK(text_equal(buf_text(&html[0]), buf_text(&html[1])));
        source_init(&again, bench->name, buf_text(&once));
        CHECK(format_page(&bench->context, &again, NULL, &twice, &report) == FORMAT_SAME);
        CHECK(text_equal(buf_text(&once), buf_text(&twice)));
        source_free(&again);
    }
    buf_free(&once);
    buf_free(&twice);
    buf_free(&html[0]);
    buf_free(&html[1]);
    report_free(&report);
    source_free(&source);
}

/* What shapes prove is what comparing HTML finds. */
static void check_shapes(const struct bench *bench, struct text page) {
    struct source source;
    struct report reports[2];
    struct buf by_shapes = {0}, by_html = {0};
    source_init(&source, bench->name, page);
    report_init(&reports[0], bench->name, &bench->settings);
    report_init(&reports[1], bench->name, &bench->settings);
    enum format_result result = format_page(&bench->context, &source, NULL, &by_shapes, &reports[0]);
    CHECK(format_page_by_html(&bench->context, &source, &by_html, &reports[1]) == result);
    CHECK(text_equal(buf_text(&by_shapes), buf_text(&by_html)));
    CHECK(reports[0].count == reports[1].count);
    buf_free(&by_shapes);
    buf_free(&by_html);
    report_free(&reports[0]);
    report_free(&reports[1]);
    source_free(&source);
}

/* Canonical -> JSON -> canonical is the identity. */
static void check_json(const struct bench *bench, struct text page) {
    struct source source;
    struct report report;
    struct buf canonical = {0}, json = {0}, back = {0};
    source_init(&source, bench->name, page);
    report_init(&report, bench->name, &bench->settings);
    if (format_page(&bench->context, &source, NULL, &canonical, &report) != FORMAT_REFUSED) {
        struct page_under_test first, second;
        open_page(bench, "markdown", buf_text(&canonical), &first);
        write_json(&first.document, NULL, &json);
        open_page(bench, "json", buf_text(&json), &second);
        CHECK(!second.document.unreadable);
        CHECK(first.document.block_count == second.document.block_count);
        CHECK(first.document.entry_count == second.document.entry_count);
        write_markdown(&second.document, NULL, &back);
        if (!text_equal(buf_text(&canonical), buf_text(&back)))
            fprintf(stderr, "--- back\n%s\n--- json\n%s\n", back.at, json.at);
        page = buf_text(&canonical);
        CHECK(text_equal(buf_text(&canonical), buf_text(&back)));
        close_page(&second);
        close_page(&first);
    }
    buf_free(&canonical);
    buf_free(&json);
    buf_free(&back);
    report_free(&report);
    source_free(&source);
}

/* What is found line by line is what libcmark finds. */
static void check_nodes(const struct bench *bench, struct text page) { CHECK(same_nodes(page)); }

typedef void check_function(const struct bench *bench, struct text page);

struct property {
    const struct bench *bench;
    check_function *check;
};

static void check_property(void *context, const char *name, struct text page) {
    const struct property *property = context;
    struct bench here = {property->bench->context, property->bench->settings, name};
    property->check(&here, page);
}

static void check_generated(const struct bench *bench, check_function *check) {
    struct property property = {bench, check};
    over_generated(4000, check_property, &property);
}

static void check_files(const struct bench *bench, check_function *check) {
    static const char *const folders[] = {"content", "tests/fixtures", NULL};
    struct property property = {bench, check};
    over_files(folders, check_property, &property);
}

static void test_nodes_generated(void **state) { check_generated(*state, check_nodes); }
static void test_nodes_files(void **state) { check_files(*state, check_nodes); }
static void test_lines_generated(void **state) { check_generated(*state, check_lines); }
static void test_lines_files(void **state) { check_files(*state, check_lines); }
static void test_format_generated(void **state) { check_generated(*state, check_format); }
static void test_format_files(void **state) { check_files(*state, check_format); }
static void test_shapes_generated(void **state) { check_generated(*state, check_shapes); }
static void test_shapes_files(void **state) { check_files(*state, check_shapes); }
static void test_json_generated(void **state) { check_generated(*state, check_json); }
static void test_json_files(void **state) { check_files(*state, check_json); }

int main(void) {
    struct bench bench = {.name = ""};
    struct profiles *profiles = profiles_built_in();
    bench.context.profiles = profiles;
    settings_init(&bench.settings);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(test_nodes_generated, &bench),  cmocka_unit_test_prestate(test_nodes_files, &bench),
        cmocka_unit_test_prestate(test_lines_generated, &bench),  cmocka_unit_test_prestate(test_lines_files, &bench),
        cmocka_unit_test_prestate(test_format_generated, &bench), cmocka_unit_test_prestate(test_format_files, &bench),
        cmocka_unit_test_prestate(test_shapes_generated, &bench), cmocka_unit_test_prestate(test_shapes_files, &bench),
        cmocka_unit_test_prestate(test_json_generated, &bench),   cmocka_unit_test_prestate(test_json_files, &bench),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    profiles_free(profiles);
    return failed;
}
