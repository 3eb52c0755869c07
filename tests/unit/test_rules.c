/* SPDX-License-Identifier: MIT */
/* What the fixture folders under tests/fixtures/check do not show: corners of the helpers, sequences of which
 * only some pages are wanted, and that nothing takes more than linear time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "command/profile_file.h"
#include "base/buf.h"
#include "read/page.h"
#include "read/read.h"
#include "rule/container.h"
#include "rule/reference.h"
#include "rule/rule.h"
#include "rule/wording.h"

/* "begin-end: numbers", or "" where no mention begins at the first "Ex". */
static void mention_text(const char *text, struct buf *out) {
    struct mention mention;
    struct text t = text_of(text);
    size_t at = text_find(t, TEXT("Ex"), 0);
    buf_cut(out, 0);
    buf_add_string(out, "");
    if (at == TEXT_NONE || !mention_read(t, at, "Example", &mention))
        return;
    buf_print(out, "%zu-%zu:", mention.begin, mention.end);
    for (size_t i = 0; i < mention.count; i++)
        buf_print(out, " %u", mention.numbers[i].number);
    if (mention.range)
        buf_add_string(out, " range");
}

static void test_mentions(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"see Example 93.", "4-14: 93"},
        {"Examples 3-5", "0-12: 3 5 range"},
        {"Examples 3–5,", "0-14: 3 5 range"},
        {"Examples 3 — 5", "0-16: 3 5 range"},
        {"Examples 3 to 5 of", "0-15: 3 5 range"},
        {"Examples 3 tons", "0-10: 3"},
        {"Example 3 to 5", "0-9: 3"},
        {"Example 3-5", "0-11: 3 5 range"},
        {"Example 3-based", "0-9: 3"},
        {"Examples 4 and 7", "0-16: 4 7"},
        {"Examples 4, 7, and 9", "0-20: 4 7 9"},
        {"Examples 1-3, 7", "0-15: 1 3 7"},
        {"Examples 4 android", "0-10: 4"},
        {"Example 4, 20 users", "0-9: 4"},
        {"Example\n  12 goes on", "0-12: 12"},
        {"Example\n\n12", ""},
        {"Example 67.1", ""},
        {"Example 67.", "0-10: 67"},
        {"Example 50%", ""},
        {"Example 5a", ""},
        {"Example 12345678901", ""},
        {"Counter-Example 7", ""},
        {"MyExample 7", ""},
        {"Example", ""},
        {"Examples", ""},
        {"Example seven", ""},
        {"example 7 Ex", ""},
    };
    struct buf found = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        mention_text(cases[i][0], &found);
        if (strcmp(found.at, cases[i][1]) != 0)
            fail_msg("\"%s\" gave \"%s\"", cases[i][0], found.at);
    }
    buf_free(&found);
}

/* Each fence of a container as its first line, with "!" where it is not closed. */
static void fences_text(const char *text, enum shape shape, struct buf *out) {
    struct source source;
    source_init(&source, "p.md", text_of(text));
    struct part part = {.shape = shape, .span = {0, (uint32_t)source.bytes.len}};
    struct container_scan scan;
    struct container_fence fence;
    container_scan_init(&scan, &source, &part);
    buf_cut(out, 0);
    buf_add_string(out, "");
    while (container_next_fence(&scan, &fence))
        buf_print(out, "%.*s%s;", TEXT_ARG(source_text(&source, fence.opening)), fence.closed ? "" : "!");
    source_free(&source);
}

static void test_containers(void **state) {
    (void)state;
    static const struct {
        enum shape shape;
        const char *text, *fences;
    } cases[] = {
        {SHAPE_LIST, "- a\n\n  ```c\n  x\n  ```\n", "```c;"},
        {SHAPE_LIST, "- ```c\n  x\n- ```d\n  ```", "```c!;```d;"},
        {SHAPE_LIST, "1. a\n   - b\n\n     ```c\n   - c\n     ```d\n     ```\n", "```c!;```d;"},
        {SHAPE_LIST, "- ~~~\n  ```\n  ~~~\n  ```x", "~~~;```x!;"},
        {SHAPE_LIST, "- a\n\n      ```indented code\n", ""},
        {SHAPE_LIST, "- ``` not ` a fence\n", ""},
        {SHAPE_LIST, "-\t```c\n\tx\n\t```\n", "```c;"},
        {SHAPE_LIST, "- a\n  > ```c\n  > x\n\n  b\n", "```c!;"},
        {SHAPE_QUOTE, "> ```c\n> x\n> ```\n", "```c;"},
        {SHAPE_QUOTE, "> ```c\n>\n> x\n", "```c!;"},
        {SHAPE_QUOTE, "> > ```c\n> x\n> ```d\n> ```", "```c!;```d;"},
        {SHAPE_QUOTE, "> - ```c\n>   ```\n", "```c;"},
    };
    struct buf found = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fences_text(cases[i].text, cases[i].shape, &found);
        if (strcmp(found.at, cases[i].fences) != 0)
            fail_msg("\"%s\" gave \"%s\"", cases[i].text, found.at);
    }
    buf_free(&found);
}

static void test_plurals(void **state) {
    static const char *const rows[][2] = {{"Example", "examples"}, {"Story", "stories"}, {"Key", "keys"},
                                          {"Box", "boxes"},        {"Sketch", "sketches"}, {"Class", "classes"},
                                          {"Exercise", "exercises"}, {"Y", "ys"},        {"\u00DCbung", "\u00DCbungs"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf buf = {0};
        buf_add_string(&buf, "all ");
        wording_noun(&buf, rows[i][0], 2);
        assert_string_equal(buf.at + 4, rows[i][1]);
        buf_free(&buf);
    }
}

static void test_wording(void **state) {
    (void)state;
    struct buf buf = {0};
    wording_range(&buf, "Example", 3, 3);
    buf_add_byte(&buf, '|');
    wording_range(&buf, "Example", 3, 4);
    buf_add_byte(&buf, '|');
    wording_range(&buf, "Concept", 3, 5);
    buf_add_byte(&buf, '|');
    wording_numbers(&buf, "Example", (uint32_t[]){1, 2}, 2, 6);
    buf_add_byte(&buf, '|');
    wording_numbers(&buf, "Example", (uint32_t[]){1, 3, 5, 6, 7}, 5, 6);
    buf_add_byte(&buf, '|');
    wording_numbers(&buf, "Example", (uint32_t[]){1, 3, 5, 6, 7}, 5, 2);
    assert_string_equal(
        buf.at, "example 3|examples 3 and 4|concepts 3 to 5|examples 1 and 2|examples 1, 3 and 5 to 7|"
                "examples 1, 3 and 3 more");
    buf_free(&buf);
}

struct page {
    struct source source;
    struct document document;
    struct report report;
    struct outline outline;
    struct arena arena;
};

struct run {
    struct profiles *profiles;
    struct settings settings;
};

static int make_run(void **state) {
    static struct run run;
    run.profiles = profiles_built_in();
    settings_init(&run.settings);
    *state = &run;
    return 0;
}

static int free_run(void **state) {
    struct run *run = *state;
    profiles_free(run->profiles);
    return 0;
}

static void read_one(struct run *run, struct page *page, const char *name, struct text bytes) {
    struct read_context context = {.profiles = run->profiles};
    *page = (struct page){0};
    source_init(&page->source, name, bytes);
    report_init(&page->report, name, &run->settings);
    page_read(&context, &page->source, &page->document, &page->report);
    rules_check_page(&page->document, &page->report);
    outline_make(&page->document, &page->outline, &page->arena);
    report_free(&page->report);
    report_init(&page->report, name, &run->settings);
}

static void free_page(struct page *page) {
    report_free(&page->report);
    document_free(&page->document);
    source_free(&page->source);
    arena_free(&page->arena);
}

static void test_unwanted_pages(void **state) {
    struct page first, second;
    read_one(*state, &first, "beginner.md", TEXT("## Example 1: A\n\nx\n\n## Example 2: B\n\nExample 9\n"));
    read_one(*state, &second, "intermediate.md", TEXT("## Example 2: C\n\nx\n\n## Example 5: D\n\nx\n"));
    const struct outline *pages[] = {&first.outline, &second.outline};
    struct report *only_first[] = {&first.report, NULL}, *only_second[] = {NULL, &second.report};
    rules_check_sequence(&(struct sequence){pages, only_first, 2});
    assert_int_equal(first.report.count, 1);
    assert_int_equal(first.report.findings[0].message, MESSAGE_NUMBERING_REFERENCE);
    rules_check_sequence(&(struct sequence){pages, only_second, 2});
    report_sort(&second.report);
    assert_int_equal(second.report.count, 2);
    assert_int_equal(second.report.findings[0].message, MESSAGE_NUMBERING_DUPLICATE);
    assert_int_equal(second.report.findings[0].place.line, 1);
    assert_int_equal(second.report.findings[1].message, MESSAGE_NUMBERING_GAP);
    assert_int_equal(second.report.findings[1].place.line, 5);
    assert_true(text_find(second.report.findings[1].text, TEXT("examples 3 and 4 are missing"), 0) == 0);
    free_page(&first);
    free_page(&second);
}

static void test_empty_sequence(void **state) {
    struct page page;
    read_one(*state, &page, "beginner.md", TEXT(""));
    const struct outline *pages[] = {&page.outline};
    struct report *reports[] = {&page.report};
    rules_check_sequence(&(struct sequence){pages, reports, 1});
    rules_check_sequence(&(struct sequence){pages, reports, 0});
    assert_int_equal(page.report.count, 0);
    free_page(&page);
}

/* Seconds that reading and checking a page takes: a head, then the piece again and again up to the size. */
static double seconds_for(struct run *run, const char *head, const char *piece, size_t size) {
    struct buf bytes = {0};
    struct page page;
    buf_add_string(&bytes, head);
    while (bytes.len < size)
        buf_add_string(&bytes, piece);
    clock_t begin = clock();
    read_one(run, &page, "beginner.md", buf_text(&bytes));
    const struct outline *pages[] = {&page.outline};
    struct report *reports[] = {&page.report};
    rules_check_sequence(&(struct sequence){pages, reports, 1});
    double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
    free_page(&page);
    buf_free(&bytes);
    return seconds;
}

static void test_linear_time(void **state) {
#define EXAMPLE "---\ntitle: T\n---\n\n## Example 1: A\n\n"
    static const char *const cases[][2] = {
        {EXAMPLE "````\n", "```\n**Key Takeaway**: x\n~~~\n"},
        {EXAMPLE "``````\n", "`````x\n````y\n```z\n```\n## Example 2: B\n"},
        {EXAMPLE, "```\n```\n"},
        {EXAMPLE, "````\n```x\n````\n{{< a >}}\n\n"},
        {EXAMPLE, "Example 99 [Example 98 `Example 97 ``a ](Example < \n"},
        {EXAMPLE, "`Example 97 ``Example 96 ```Example 95 "},
        {EXAMPLE, "- Example 99\n\n  ```x\n"},
        {EXAMPLE, "- > ```x\n"},
        {EXAMPLE, "**Key Takeaway**: the same\n\n**Why It Matters**: the same\n\n"},
        {"", "## Example 7: Again\n\n**Why It Matters**: the same\n\n"},
        {"", "## Example 7.1: Again\n\n# Title\n\n## Example 3: B\n\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double seconds = seconds_for(*state, cases[i][0], cases[i][1], 1 << 20);
        if (seconds > 10)
            fail_msg("case %zu took %f s", i, seconds);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mentions),       cmocka_unit_test(test_containers),
        cmocka_unit_test(test_wording),
        cmocka_unit_test(test_plurals),        cmocka_unit_test(test_unwanted_pages),
        cmocka_unit_test(test_empty_sequence), cmocka_unit_test(test_linear_time),
    };
    return cmocka_run_group_tests(tests, make_run, free_run);
}
