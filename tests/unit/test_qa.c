/* SPDX-License-Identifier: MIT */
/* Questions and answers as copied text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>

#include "command/profile_file.h"
#include "base/files.h"
#include "doc/text_form.h"
#include "read/qa.h"
#include "read/rebuilt.h"
#include "write/write.h"
#include "claimed.h"

static struct profiles *profiles;
static struct settings settings;

struct page {
    struct source source;
    struct document document;
    struct report report;
};

static void open_page(struct text bytes, const char *reader, struct page *page) {
    struct read_context context = {.profiles = profiles};
    source_init(&page->source, "page", bytes);
    report_init(&page->report, "page", &settings);
    const struct reader *row = reader ? reader_find(reader) : reader_for(&context, &page->source);
    read_page(&context, row, &page->source, &page->document, &page->report);
}

static void close_page(struct page *page) {
    document_free(&page->document);
    report_free(&page->report);
    source_free(&page->source);
}

/* All that shows, without white space; of the text form without its marks. */
static void flatten(struct text t, bool form, struct buf *out) {
    struct text line;
    while (text_next_line(&t, &line)) {
        struct bracket bracket;
        unsigned level;
        if (form && (text_form_bracket(line, &bracket) || text_form_underline(line, &level)))
            continue;
        for (size_t i = 0; i < line.len; i++)
            if (!byte_is_blank(line.at[i]))
                buf_add_byte(out, line.at[i]);
    }
}

/* Nothing is dropped, changed or reordered. */
static void keeps_all(struct text bytes) {
    struct page page;
    struct buf text = {0}, flat = {0}, wanted = {0};
    struct write_options options = {.render = markdown_text};
    open_page(bytes, "qa", &page);
    write_text(&page.document, &options, &text);
    flatten(buf_text(&text), true, &flat);
    flatten(bytes, false, &wanted);
    assert_string_equal(flat.at ? flat.at : "", wanted.at ? wanted.at : "");
    close_page(&page);
    buf_free(&text);
    buf_free(&flat);
    buf_free(&wanted);
}

static size_t count_kind(const struct document *document, enum block_kind kind) {
    size_t count = 0;
    for (uint32_t i = 0; i < document->block_count; i++)
        count += document->blocks[i].kind == kind;
    return count;
}

static const struct block *nth(const struct document *document, enum block_kind kind, size_t n) {
    for (uint32_t i = 0; i < document->block_count; i++)
        if (document->blocks[i].kind == kind && n-- == 0)
            return &document->blocks[i];
    fail();
    return NULL;
}

static void check_sockets(const struct document *document) {
    static const char *const titles[] = {"What is a socket?", "Where is it configured?", "Last Words"};
    assert_string_equal(document->profile->name, "qa");
    assert_int_equal(document->entry_count, 3);
    for (uint32_t i = 0; i < 3; i++) {
        assert_int_equal(document->entries[i].type, ENTRY_EXAMPLE);
        assert_int_equal(document->entries[i].number, i + 1);
        assert_true(text_is(document->entries[i].title, titles[i]));
    }
    assert_int_equal(count_kind(document, BLOCK_QUESTION), 4);
    assert_int_equal(count_kind(document, BLOCK_CODE), 3);
    assert_int_equal(count_kind(document, BLOCK_OUTPUT), 1);
    assert_int_equal(count_kind(document, BLOCK_TAKEAWAY), 1);
    const struct block *code = nth(document, BLOCK_CODE, 0), *output = nth(document, BLOCK_OUTPUT, 0);
    assert_true(text_is(code->language, "python"));
    assert_true(text_is(
        code->text,
        "import socket\n\nwith socket.socket() as server:\n    server.bind((\"localhost\", 0))\n    \n"
        "    # the system picks the port\n    host, port = server.getsockname()\n"
        "    print(f\"listening: {host}\")\n\nprint(\"done\")\n"));
    assert_true(text_is(output->label, "Output"));
    assert_true(text_is(output->text, "listening: 127.0.0.1\ndone\n"));
    assert_true(text_is(nth(document, BLOCK_CODE, 1)->language, ""));
    assert_true(text_is(nth(document, BLOCK_CODE, 2)->language, "toml"));
    assert_true(text_is(nth(document, BLOCK_QUESTION, 0)->label, "Q"));
    assert_true(text_is(nth(document, BLOCK_TAKEAWAY, 0)->label, "Note"));
}

static void test_page(void **state) {
    (void)state;
    struct page page;
    struct buf bytes = {0};
    assert_null(file_read("tests/fixtures/qa/sockets.txt", &bytes));
    open_page(buf_text(&bytes), NULL, &page);
    assert_int_equal(page.document.form, FORM_QA);
    check_sockets(&page.document);
    assert_true(text_is(page.document.title, "Small Talks about Networks: Sockets, Names & Time"));
    const struct block *code = nth(&page.document, BLOCK_CODE, 0);
    assert_int_equal(code->inferred, INFERRED_FENCE | INFERRED_LANGUAGE);
    assert_int_equal(code->line, 15);
    static const struct {
        enum message message;
        uint32_t line, example;
    } expected[] = {{MESSAGE_IMPORT_UNREADABLE, 9, 1}, {MESSAGE_IMPORT_GUESSED, 15, 1},
                    {MESSAGE_IMPORT_GUESSED, 28, 1},   {MESSAGE_IMPORT_GUESSED, 39, 2},
                    {MESSAGE_IMPORT_GUESSED, 46, 2},   {MESSAGE_IMPORT_UNREADABLE, 56, 3},
                    {MESSAGE_IMPORT_UNREADABLE, 58, 3}};
    report_sort(&page.report);
    assert_int_equal(page.report.count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < page.report.count; i++) {
        assert_int_equal(page.report.findings[i].message, expected[i].message);
        assert_int_equal(page.report.findings[i].place.line, expected[i].line);
        assert_int_equal(page.report.findings[i].example, expected[i].example);
    }
    keeps_all(buf_text(&bytes));
    close_page(&page);
    buf_free(&bytes);
}

/* The same page as Markdown, JSON and text, each read back. */
static void test_forms(void **state) {
    (void)state;
    struct page page, again;
    struct buf bytes = {0}, markdown = {0}, json = {0}, text = {0};
    struct write_options options = {.render = markdown_text};
    assert_null(file_read("tests/fixtures/qa/sockets.txt", &bytes));
    open_page(buf_text(&bytes), "qa", &page);
    write_markdown(&page.document, NULL, &markdown);
    open_page(buf_text(&markdown), NULL, &again);
    check_sockets(&again.document);
    write_json(&again.document, NULL, &json);
    close_page(&again);
    open_page(buf_text(&json), NULL, &again);
    check_sockets(&again.document);
    buf_cut(&markdown, 0);
    write_markdown(&again.document, NULL, &markdown);
    write_text(&again.document, &options, &text);
    close_page(&again);
    open_page(buf_text(&markdown), NULL, &again);
    check_sockets(&again.document);
    close_page(&again);
    open_page(buf_text(&text), NULL, &again);
    assert_int_equal(again.document.form, FORM_TEXT);
    check_sockets(&again.document);
    close_page(&again);
    close_page(&page);
    buf_free(&bytes);
    buf_free(&markdown);
    buf_free(&json);
    buf_free(&text);
}

static void test_bad_input(void **state) {
    (void)state;
    static const char *const pages[] = {
        "",
        "\n\n",
        "1. One",
        "Q: alone",
        "1. One\n\nQ: x\n\nExample:",
        "1. One\n\nQ: x\n\nOutput:\n",
        "x\n1. One\n\nQ: y\n\nOutput:\n\n2. Two\n",
        "T\n\n1. One\n\nQ: x?\n\nExample: Q: quoted\n\nq = \"Q: no\"\nprint('Note: no')\n\nNote: yes\nand more\n\n1. step\n\n2. step\n",
        "Intro\n\n7. Seven\n\nQ: a\n\n    x = 1\n\n\n\n    y = 2\n\nOutput: 3\n\nwords\n\nKey: \n",
        "1. * a\n\nQ: _b_ `c\n\n- d\n- e\n\n> f\n\n<b>\n",
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        keeps_all(text_of(pages[i]));
    struct page page;
    open_page(TEXT("1. One\n\nQ: \xFF"), "qa", &page);
    assert_true(page.document.unreadable);
    close_page(&page);
}

/* Linear time: many chunks, and one long line. */
static void test_size(void **state) {
    (void)state;
    struct buf many = {0};
    buf_add_string(&many, "T\n\n1. One\n\nQ: x\n\n");
    while (many.len < 1 << 20)
        buf_add_string(&many, "x = 1\n\nf(2)\n\n    y\n\n");
    buf_add_string(&many, "2. Two\n\nQ: ");
    buf_add_run(&many, '*', 1 << 20);
    keeps_all(buf_text(&many));
    buf_free(&many);
}

static bool claimed(const char *text) { return claimed_by(qa_claims, profiles, text); }

static void test_claims(void **state) {
    (void)state;
    assert_true(claimed("T\n\n1. One\n\nQ: why?\n"));
    assert_false(claimed("T\n\n1. One\n\nwhy?\n"));
    assert_false(claimed("T\n\nQ: why?\n"));
    assert_false(claimed("## 1. One\n\n1. One\n\nQ: why?\n"));
    assert_false(claimed("1. One\n\nQ: why?\n\n```\nx\n```\n"));
    struct page page;
    open_page(TEXT("## 1. One\n\n**Q**: why?\n"), NULL, &page);
    assert_string_equal(page.document.profile->name, "qa");
    close_page(&page);
    open_page(TEXT("## 1. One\n\nWhy?\n"), NULL, &page);
    assert_string_equal(page.document.profile->name, "concepts");
    close_page(&page);
}

int main(void) {
    profiles = profiles_built_in();
    settings_init(&settings);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_page), cmocka_unit_test(test_forms),  cmocka_unit_test(test_bad_input),
        cmocka_unit_test(test_size), cmocka_unit_test(test_claims),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    profiles_free(profiles);
    return failed;
}
