/* SPDX-License-Identifier: MIT */
/* The text form: what it looks like, and two laws over generated pages, the pages of content/ and the files named in
 * EXLINT_PAGES (a list file). A failure prints the seed; EXLINT_SEED=n runs that page alone, EXLINT_ROUNDS more. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/files.h"
#include "base/tree.h"
#include "command/format.h"
#include "generate.h"
#include "read/read.h"
#include "read/rebuilt.h"
#include "write/write.h"

static struct profiles *profiles;
static struct settings settings;

struct page {
    struct source source;
    struct document document;
    struct report report;
};

static void open_page(const char *reader, struct text bytes, struct page *page) {
    struct read_context context = {.profiles = profiles};
    source_init(&page->source, "page", bytes);
    report_init(&page->report, "page", &settings);
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

#define CHECK(condition)                                                                                               \
    do {                                                                                                               \
        if (!(condition))                                                                                              \
            fail_page(#condition, page, buf_text(&text));                                                              \
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
    if (format_page(&context, reader_find("markdown"), &source, NULL, &canonical, &report) != FORMAT_REFUSED) {
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

static void test_generated(void **state) {
    (void)state;
    const char *seed = getenv("EXLINT_SEED"), *rounds = getenv("EXLINT_ROUNDS");
    uint64_t first = seed ? strtoull(seed, NULL, 10) : 1, count = seed ? 1 : rounds ? strtoull(rounds, NULL, 10) : 2000;
    for (uint64_t i = first; i < first + count; i++)
        for (int wild = 0; wild < 2; wild++) {
            char name[64];
            struct buf page = {0};
            snprintf(name, sizeof name, "seed %llu, %s", (unsigned long long)i, wild ? "wild" : "page");
            page_name = name;
            generate_page(i, wild, &page);
            check_page(buf_text(&page));
            buf_free(&page);
        }
}

static void check_file(const char *path) {
    struct buf page = {0};
    page_name = path;
    assert_null(file_read(path, &page));
    check_page(buf_text(&page));
    buf_free(&page);
}

static void test_files(void **state) {
    (void)state;
    static const char *const suffixes[] = {".md", ".markdown", NULL};
    struct tree tree = {0};
    tree_add(&tree, "content", suffixes);
    tree_finish(&tree);
    assert_true(tree.count > 0);
    for (size_t i = 0; i < tree.count; i++)
        check_file(tree.files[i].path);
    tree_free(&tree);
    const char *list = getenv("EXLINT_PAGES");
    struct buf names = {0};
    if (list && !file_read(list, &names)) {
        struct text rest = buf_text(&names), line;
        while (text_next_line(&rest, &line)) {
            struct arena arena = {0};
            check_file(arena_copy(&arena, line).at);
            arena_free(&arena);
        }
    }
    buf_free(&names);
}

int main(void) {
    profiles = profiles_new();
    settings_init(&settings);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_generated),
        cmocka_unit_test(test_files),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    profiles_free(profiles);
    return failed;
}
