/* SPDX-License-Identifier: MIT */
/* The text form: what it looks like, and two laws over generated pages and the pages of content/. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "command/profile_file.h"
#include "base/files.h"
#include "base/utf8.h"
#include "command/format.h"
#include "doc/text_form.h"
#include "generate.h"
#include "over.h"
#include "read/read.h"
#include "read/rebuilt.h"
#include "read/text.h"
#include "write/write.h"
#include "claimed.h"

static struct profiles *profiles;
static struct settings settings;

struct page {
    struct source source;
    struct document document;
    struct report report;
};

/* reader: "text" is the text form whether its marks show or not. */
static void open_page(const char *reader, struct text bytes, struct page *page) {
    struct read_context context = {.profiles = profiles};
    source_init(&page->source, "page", bytes);
    report_init(&page->report, "page", &settings);
    if (strcmp(reader, "text") == 0)
        text_read(&context, &page->source, &page->document, &page->report);
    else
        read_page(&context, reader_find(reader), &page->source, &page->document, &page->report);
}

static void close_page(struct page *page) {
    document_free(&page->document);
    report_free(&page->report);
    source_free(&page->source);
}

static void write_page(const struct document *document, struct buf *out) {
    struct write_options options = {.render = markdown_text};
    write_text(document, &options, out);
}

static const char *page_name;

static void fail_page(const char *what, struct text page, struct text made) {
    fprintf(stderr, "\n%s: %s\n--- page\n%.*s\n--- made\n%.*s\n---\n", page_name, what,
            TEXT_ARG(text_slice(page, 0, 3000)), TEXT_ARG(text_slice(made, 0, 3000)));
    fail();
}

#define CHECK(condition)                                                                                     \
    do {                                                                                                     \
        if (!(condition))                                                                                    \
            fail_page(#condition, page, buf_text(&text));                                                    \
    } while (0)

/* What both documents say of their entries' titles: their text, not their marks. */
static bool same_title(struct text a, struct text b) {
    struct buf texts[2] = {{0}, {0}};
    const struct text titles[] = {a, b};
    for (int i = 0; i < 2; i++) {
        struct buf shielded = {0};
        buf_add_string(&shielded, "x ");
        buf_add(&shielded, titles[i]);
        markdown_text(buf_text(&shielded), &texts[i]);
        for (size_t j = 0; j < texts[i].len; j++)
            if (texts[i].at[j] == '\n')
                texts[i].at[j] = ' ';
        buf_free(&shielded);
    }
    bool same = text_equal(buf_text(&texts[0]), buf_text(&texts[1]));
    buf_free(&texts[0]);
    buf_free(&texts[1]);
    return same;
}

static void check_page(struct text page) {
    struct source source;
    struct report report;
    struct buf canonical = {0}, text = {0}, again = {0};
    struct read_context context = {.profiles = profiles};
    source_init(&source, "page", page);
    report_init(&report, "page", &settings);
    if (format_page(&context, &source, NULL, &canonical, &report) !=
        FORMAT_REFUSED) {
        struct page first, second;
        open_page("markdown", buf_text(&canonical), &first);
        write_page(&first.document, &text);
        open_page("text", buf_text(&text), &second);
        const struct document *a = &first.document, *b = &second.document;
        page = buf_text(&canonical);
        for (size_t i = 0; i < second.report.count; i++)
            CHECK(second.report.findings[i].message == MESSAGE_FRONT_MATTER_INVALID);
        CHECK(a->entry_count == b->entry_count);
        for (uint32_t i = 0; i < a->entry_count; i++) {
            CHECK(a->entries[i].type == b->entries[i].type && a->entries[i].number == b->entries[i].number);
            CHECK(a->entries[i].level == b->entries[i].level);
            CHECK(a->entries[i].block_count == b->entries[i].block_count);
            /* marks around the number of a deviant heading may be cut apart */
            CHECK(a->entries[i].deviant || same_title(a->entries[i].title, b->entries[i].title));
        }
        CHECK(a->block_count == b->block_count && a->lead_count == b->lead_count);
        for (uint32_t i = 0; i < a->block_count; i++) {
            CHECK(a->blocks[i].kind == b->blocks[i].kind);
            CHECK(text_equal(a->blocks[i].language, b->blocks[i].language));
            CHECK(text_equal(a->blocks[i].info, b->blocks[i].info));
            CHECK(text_equal(a->blocks[i].text, b->blocks[i].text));
        }
        CHECK(a->front_matter.present == b->front_matter.present || a->front_matter.unclosed);
        write_page(b, &again);
        if (!text_equal(buf_text(&text), buf_text(&again)))
            fail_page("text, document, text is the identity", buf_text(&text), buf_text(&again));
        close_page(&second);
        close_page(&first);
    }
    buf_free(&canonical);
    buf_free(&text);
    buf_free(&again);
    report_free(&report);
    source_free(&source);
}

static void check_named(void *context, const char *name, struct text page) {
    (void)context;
    page_name = name;
    check_page(page);
}

static void test_generated(void **state) {
    (void)state;
    over_generated(2000, check_named, NULL);
}

/* Letters and digits that show, but for those of bracket lines. */
static void letters(struct text t, struct buf *out) {
    struct text line;
    while (text_next_line(&t, &line)) {
        struct bracket bracket;
        if (text_form_bracket(line, &bracket))
            line = bracket.info;
        for (size_t i = 0; i < line.len; i++)
            if (byte_is_alpha(line.at[i]) || byte_is_digit(line.at[i]) || (line.at[i] & 0x80))
                buf_add_byte(out, line.at[i]);
    }
}

/* A page in the text form that was damaged loses nothing that shows. */
static void test_damage(void **state) {
    (void)state;
    uint64_t random = 11;
    for (uint64_t seed = 1; seed <= 1500; seed++) {
        struct buf page = {0}, text = {0}, again = {0}, before = {0}, after = {0};
        struct page first, second;
        generate_page(seed, seed % 2, &page);
        open_page("markdown", buf_text(&page), &first);
        write_page(&first.document, &text);
        close_page(&first);
        for (unsigned i = random_below(&random, 6); i > 0 && text.len; i--)
            text.at[random_below(&random, (unsigned)text.len)] = "\n  x9[]=-*"[random_below(&random, 10)];
        bool front_matter = text_find(buf_text(&text), TEXT(TEXT_FORM_FRONT_MATTER), 0) !=
                            TEXT_NONE; /* has the title twice */
        if (!front_matter && utf8_valid_until(buf_text(&text)) == text.len) {
            open_page("text", buf_text(&text), &second);
            write_page(&second.document, &again);
            close_page(&second);
            letters(buf_text(&text), &before);
            letters(buf_text(&again), &after);
            page_name = "damaged";
            if (!text_equal(buf_text(&before), buf_text(&after)))
                fail_page("nothing that shows is lost", buf_text(&text), buf_text(&again));
        }
        buf_free(&page);
        buf_free(&text);
        buf_free(&again);
        buf_free(&before);
        buf_free(&after);
    }
}

static void test_files(void **state) {
    (void)state;
    static const char *const folders[] = {"content", NULL};
    over_files(folders, check_named, NULL);
}

static void converts(const char *markdown, const char *expected) {
    struct page page;
    struct buf text = {0};
    open_page("markdown", text_of(markdown), &page);
    write_page(&page.document, &text);
    assert_string_equal(text.at ? text.at : "", expected);
    close_page(&page);
    buf_free(&text);
    page_name = "literal";
    check_page(text_of(markdown));
}

static void test_layout(void **state) {
    (void)state;
    converts(
        "---\ntitle: \"Advanced\"\n---\n\nThis section *covers* [it](/x).\n\n## Example 55: `A` Class\n\n```python\n"
        "class A(type):\n\n    pass\n```\n\n**Key Takeaway**: Use `it`.\n\n**Why It Matters**:\n\n- **one**\n- two\n\n"
        "---\n\n### \xE6\xBC\xA2\xE5\xAD\x97 b\n",
        "Advanced\n========\n\nThis section covers it.\n\nExample 55: A Class\n-------------------\n\n"
        "[python, 3 lines]\n    class A(type):\n\n        pass\n\nKey Takeaway: Use it.\n\nWhy It Matters:\n- one\n- two\n\n"
        "* * *\n\n\xE6\xBC\xA2\xE5\xAD\x97 b\n~~~~~~\n");
    converts("---\ntitle: T\nweight: 3\n---\n",
             "[front matter, 2 lines]\n    title: T\n    weight: 3\n\nT\n===\n");
    converts("# One\n\n#### Four\n\n###### Six\n", "One\n###\n\nFour\n^^^^\n\nSix\n'''\n");
    converts("<!-- a\n\nb -->\n\n{{< tab >}}\n\n[a]: /u\n\n<div>\nx\n</div>\n",
             "<!-- a\n\nb -->\n\n{{< tab >}}\n\n[a]: /u\n\n<div>\nx\n</div>\n");
}

/* Prose, titles and info strings that look like the form's marks. */
static void test_look_alikes(void **state) {
    (void)state;
    converts("\\===\n\nx\n\\---\n", "\\===\n\nx\n\\---\n");
    converts("\\[python, 3 lines]\n\n\\* * *\n", "\\[python, 3 lines]\n\n\\* * *\n");
    converts("\\\\[3 lines]\n", "\\\\[3 lines]\n");
    converts("Key Takeaway\\: no\n", "\\Key Takeaway: no\n");
    converts("\\<div>\n\n`{{< x >}}` here\n\n\\[a]: b\n", "\\<div>\n\n\\{{< x >}} here\n\n\\[a]: b\n");
    converts("## `Example 1: no`\n\n## Example 2: yes\n",
             "\\Example 1: no\n--------------\n\nExample 2: yes\n--------------\n");
    converts("## Example 2: yes\n\n### `Key Takeaway`\n\nx\n",
             "Example 2: yes\n--------------\n\n\\Key Takeaway\n~~~~~~~~~~~~~\n\nx\n");
    converts("##\n\n## \\\\\n", "\\\n---\n\n\\\\\n---\n");
    converts("```a], 3 lines]\nx\n```\n", "[a], 3 lines], 1 lines]\n    x\n");
    converts("```front matter\n[9 lines]\n* * *\n```\n",
             "[\\front matter, 2 lines]\n    [9 lines]\n    * * *\n");
    converts("```\n\n\n  \n===\n\n```\n", "[5 lines]\n\n\n      \n    ===\n\n");
    converts("- a\n- b\n\n* c\n* d\n", "- a\n- b\n\n- c\n- d\n");
    converts("**Key Takeaways**:\n\n- a\n\n**Related `x`**:\n\n- b\n",
             "Key Takeaways:\n- a\n\nRelated x:\n\n- b\n");
}

/* Reads text that must be reported once as unreadable, at a place; expected is what it is written as then. */
static void damaged(const char *text, uint32_t line, uint32_t column, const char *expected) {
    struct page page;
    struct buf again = {0};
    open_page("text", text_of(text), &page);
    assert_int_equal(page.report.count, 1);
    assert_int_equal(page.report.findings[0].message, MESSAGE_IMPORT_UNREADABLE);
    assert_int_equal(page.report.findings[0].place.line, line);
    assert_int_equal(page.report.findings[0].place.column, column);
    write_page(&page.document, &again);
    assert_string_equal(again.at, expected);
    close_page(&page);
    buf_free(&again);
}

static void test_wrong_counts(void **state) {
    (void)state;
    damaged("[c, 9 lines]\n    a\n    b\n\nprose\n", 1, 5, "[c, 2 lines]\n    a\n    b\n\nprose\n");
    damaged("x\n\n[1 lines]\n    a\n\n    b\n", 3, 2, "x\n\n[3 lines]\n    a\n\n    b\n");
    damaged("[2 lines]\n    a\nb\n", 1, 2, "[1 lines]\n    a\n\nb\n");
    damaged("[999999999 lines]", 1, 2, "[0 lines]\n");
    damaged("[front matter, 4 lines]\n    title: x\n\n\nA\n===\n\nb\n", 1, 16,
            "[front matter, 1 lines]\n    title: x\n\nx\n===\n\nA\n###\n\nb\n");
}

/* What people may write by hand. */
static void test_by_hand(void **state) {
    (void)state;
    struct page page;
    open_page("text",
              TEXT("\xEF\xBB\xBFTitle\r\n=========\r\n\r\nwords\r\n[sh, 1 lines]\r\n    ls\r\nmore\r\n"),
              &page);
    assert_int_equal(page.report.count, 0);
    assert_int_equal(page.document.form, FORM_TEXT);
    assert_true(text_is(page.document.title, "Title"));
    assert_int_equal(page.document.block_count, 3);
    assert_true(text_is(page.document.blocks[1].text, "ls\n"));
    assert_int_equal(page.document.blocks[1].line, 5);
    assert_int_equal(page.document.blocks[2].line, 7);
    close_page(&page);
    open_page("text", TEXT("x\0y"), &page);
    assert_true(page.document.unreadable);
    close_page(&page);
    open_page("text", TEXT(""), &page);
    assert_int_equal(page.document.block_count, 0);
    close_page(&page);
}

static bool claimed(const char *text) { return claimed_by(text_claims, profiles, text); }

static void test_claims(void **state) {
    (void)state;
    assert_true(claimed("[front matter, 1 lines]\n    title: x\n"));
    assert_true(claimed("Title\n=====\n\nA ` here.\n\n[c, 1 lines]\n    x\n"));
    assert_true(claimed("One\n###\n\nx *y*\n"));
    assert_true(claimed("Title\n=====\n\nPlain words.\n"));
    assert_false(claimed("Title\n=====\n\nSome *Markdown*.\n"));
    assert_false(claimed("# Title\n\n[c, 1 lines]\n    x\n"));
    assert_false(claimed("Text:\n\n```\nTitle\n=====\n\n[c, 1 lines]\n    x\n```\n"));
    assert_false(claimed("Title of a copied page\nExample 1: x\nprint(1)\n"));
    assert_false(claimed("a\n\n~~~\ncode\n~~~\n"));
    assert_false(claimed("---\ntitle: x\n---\n\nOne\n---\n"));
    assert_false(claimed(""));
}

int main(void) {
    profiles = profiles_built_in();
    settings_init(&settings);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_layout),       cmocka_unit_test(test_look_alikes),
        cmocka_unit_test(test_wrong_counts), cmocka_unit_test(test_by_hand),
        cmocka_unit_test(test_claims),       cmocka_unit_test(test_generated),
        cmocka_unit_test(test_damage),       cmocka_unit_test(test_files),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    profiles_free(profiles);
    return failed;
}
