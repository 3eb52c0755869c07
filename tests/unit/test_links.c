/* SPDX-License-Identifier: MIT */
/* Where links stand in a page, what they lead to, and that no text makes the search slow. What the rules say about them
 * is in the fixture folders. */
#include "command/profile_file.h"
#include "rule/links.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/files.h"
#include "command/site.h"
#include "rule/rule.h"
#include "rule/targets.h"

struct page {
    struct profiles *profiles;
    struct settings settings;
    struct source source;
    struct report report;
    struct document document;
};

static void page_open(struct page *page, const char *path, struct text bytes) {
    page->profiles = profiles_built_in();
    struct read_context context = {.profiles = page->profiles};
    settings_init(&page->settings);
    source_init(&page->source, path, bytes);
    report_init(&page->report, path, &page->settings);
    read_page(&context, reader_find("markdown"), &page->source, &page->document, &page->report);
}

static void page_close(struct page *page) {
    document_free(&page->document);
    report_free(&page->report);
    source_free(&page->source);
    profiles_free(page->profiles);
}

/* "text>destination;" for each link, with "!" for images, ":" for definitions. */
static void links_text(struct text markdown, struct buf *out) {
    struct page page;
    struct links links;
    page_open(&page, "p.md", markdown);
    links_collect(&page.document, &links);
    buf_cut(out, 0);
    buf_add_string(out, "");
    for (size_t i = 0; i < links.count; i++) {
        const struct link *link = &links.items[i];
        struct text text = source_text(&page.source, link->text), target = source_text(&page.source, link->destination);
        assert_true(link->span.begin <= link->text.begin && link->text.end <= link->destination.begin);
        assert_true(link->destination.end <= link->span.end && link->span.end <= markdown.len);
        assert_true(!link->has_fragment || link->fragment.end == link->destination.end);
        buf_print(out, "%s%.*s>%.*s;", link->image ? "!" : link->definition ? ":" : "", TEXT_ARG(text), TEXT_ARG(target));
    }
    links_free(&links);
    page_close(&page);
}

static void finds_links(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"[a](b) [c](<d e> 'f') [g](h \"i\") [j](k (l))", "a>b;c>d e;g>h;j>k;"},
        {"[a](b(c)d) [e](f\\)g) [h]()", "a>b(c)d;e>f\\)g;h>;"},
        {"[a](b c) [d](e \"f) [g] (h) [i][j] [k]", ""},
        {"[a [b](c) d](e)", "b>c;"},
        {"[![a](b)](c)", "!a>b;![a](b)>c;"},
        {"![a [b](c)](d)", "b>c;!a [b](c)>d;"},
        {"\\[a](b) [c\\](d) \\![e](f)", "e>f;"},
        {"`[a](b)` ``[c](d)`` `[e](f)", "e>f;"},
        {"x <!-- [a](b) --> <i title=\"[c](d)\"> <[e](f)", "e>f;"},
        {"[a\nb](\nc\n\"d\"\n)", "a\nb>c;"},
        {"[a\n\nb](c)", ""},
        {"[a]: b\n[c]: <d e> 'f'\n[g]:\nh\n\n[i](j)", ":a>b;:c>d e;:g>h;i>j;"},
        {"[a]: b\nwords [c](d)", ":a>b;c>d;"},
        {"[^1]: [a](b)", "a>b;"},
        {"# [a](b)\n\n[c](d)\n=====\n", "a>b;c>d;"},
        {"- [a](b)\n- [c\n- d](e)\n- [ ] [f](g)\n", "a>b;f>g;"},
        {"- a\n\n  ```\n  [b](c)\n  ```\n\n  [d](e)\n", "d>e;"},
        {"- a\n\n      [b](c)\n\n  [d](e)\n", "d>e;"},
        {"> [a](b)\n>\n> - [c](d)\n", "a>b;c>d;"},
        {"```\n[a](b)\n```\n\n    [c](d)\n\n<div>\n[e](f)\n</div>\n", ""},
        {"| a | b |\n|---|---|\n| [c](d) | [e](f) |\n", "c>d;e>f;"},
        {"[a](b)\r\n[c](d)\r\n", "a>b;c>d;"},
        {"**Key Takeaway**: [a](b)", "a>b;"},
    };
    struct buf found = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        links_text(text_of(cases[i][0]), &found);
        if (strcmp(found.at, cases[i][1]) != 0)
            fail_msg("\"%s\" gave \"%s\"", cases[i][0], found.at);
    }
    buf_free(&found);
}

static void tells_their_kind(void **state) {
    (void)state;
    static const struct {
        const char *markdown;
        enum link_kind kind;
    } cases[] = {
        {"[a](#b)", LINK_HERE},           {"[a](b.md)", LINK_RELATIVE},        {"[a](./b#c)", LINK_RELATIVE},
        {"[a](/b)", LINK_ABSOLUTE},       {"[a](//b/c)", LINK_EXTERNAL},       {"[a](https://b)", LINK_EXTERNAL},
        {"[a](mailto:b)", LINK_EXTERNAL}, {"[a](?b)", LINK_EXTERNAL},          {"[a]()", LINK_EXTERNAL},
        {"[a](b/c:d)", LINK_RELATIVE},    {"[a](<{{b}}/c>)", LINK_EXTERNAL},   {"[a](b-c.md)", LINK_RELATIVE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct page page;
        struct links links;
        page_open(&page, "p.md", text_of(cases[i].markdown));
        links_collect(&page.document, &links);
        assert_int_equal(links.count, 1);
        if (link_kind(&page.document, &links.items[0]) != cases[i].kind)
            fail_msg("%s", cases[i].markdown);
        links_free(&links);
        page_close(&page);
    }
}

static void decodes(void **state) {
    (void)state;
    struct buf out = {0};
    link_decode(TEXT("a%20b\\_c\\d%zz%4&amp;e%C3%A4"), &out);
    assert_string_equal(out.at, "a b_c\\d%zz%4&e\xC3\xA4");
    buf_free(&out);
}

/* Bytes that are repeated, and then ended by others. */
static void takes_linear_time(void **state) {
    (void)state;
    static const char *const pieces[] = {"[", "](", "[a](", "[a](b ", "[a](b \"", "![", "`", "`` `", "<a ", "<!-- ", "]",
                                         "[a]: b\n", "[a]:", "[a](<b ", "[](", "(", "- [a](b\n", "> [a](\n", "[a\\](",
                                         "[a](b)\n", "[[a](b)](c)", "[a](((("};
    struct buf page = {0}, found = {0};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        buf_cut(&page, 0);
        while (page.len < 300000)
            buf_add_string(&page, pieces[i]);
        clock_t start = clock();
        links_text(buf_text(&page), &found);
        if (clock() - start > 4 * CLOCKS_PER_SEC)
            fail_msg("many \"%s\" take long", pieces[i]);
    }
    buf_free(&page);
    buf_free(&found);
}

/* A folder "…/tea/by-example" to look around in. */
struct folder {
    char root[32], path[64];
};

static void write_page(const struct folder *folder, const char *name, const char *bytes) {
    struct buf path = {0};
    buf_print(&path, "%s/%s", folder->path, name);
    assert_null(file_make_folders(path.at, SIZE_MAX));
    assert_null(file_replace(path.at, text_of(bytes)));
    buf_free(&path);
}

static int folder_make(void **state) {
    struct folder *folder = calloc(1, sizeof *folder);
    if (!folder)
        return 1;
    strcpy(folder->root, "/tmp/exlint-links-XXXXXX");
    if (!mkdtemp(folder->root))
        return 1;
    snprintf(folder->path, sizeof folder->path, "%s/tea/by-example", folder->root);
    write_page(folder, "beginner.md", "## Example 1: Boil\n\n## Example 2: Pour\n\n## Example 3: Drink\n");
    write_page(folder, "part/_index.md", "# Part\n");
    *state = folder;
    return 0;
}

static int folder_remove(void **state) {
    struct folder *folder = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -r '%s'", folder->root);
    int status = system(command);
    free(folder);
    return status;
}

/* What each link of a page beside beginner.md leads to: P page, F file, M missing, "-" not known; small letters where
 * its fragment is not there. */
static void kinds_text(const struct folder *folder, const char *markdown, const char *root, struct buf *out) {
    struct page page;
    struct buf path = {0};
    struct site_visit visit;
    struct targets targets;
    buf_print(&path, "%s/overview.md", folder->path);
    page_open(&page, path.at, text_of(markdown));
    struct read_context context = {.profiles = page.profiles};
    struct site_store *store = site_store_new();
    site_visit_begin(&visit, store, &context, path.at, &page.document);
    targets_find(&page.document, &visit.site, root, &targets);
    buf_cut(out, 0);
    buf_add_string(out, "");
    for (size_t i = 0; i < targets.links.count; i++) {
        char mark = "-MFP"[targets.pages[i].kind];
        bool lost = mark == 'P' && targets.links.items[i].has_fragment && !target_anchor(&page.document, &targets, i);
        buf_add_byte(out, lost ? byte_lower(mark) : mark);
    }
    targets_free(&targets);
    site_visit_end(&visit);
    site_store_free(store);
    page_close(&page);
    buf_free(&path);
}

static void follows_links(void **state) {
    const struct folder *folder = *state;
    static const char *const cases[][2] = {
        {"[a](beginner) [a](./beginner.md) [a](beginner/#example-1-boil) [a](beginner.html#x)", "PPPp"},
        {"[a](part) [a](part/_index.md) [a](../by-example/part#part) [a](../beginner) [a](nothing)", "PPPPM"},
        {"[a](..) [a](../../nothing.png) [a](#a) [a](beginner.md?x#example-2-pour)", "FMpP"},
        /* The names of the folder tell, where there are two. */
        {"[a](/en/tea/by-example/beginner#example-9)", "p"},
        {"[a](/en/wine/by-example/beginner#example-9)", "-"},
        /* So do fragments, most of which are found. */
        {"[a](/x/beginner#example-1-boil) [a](/x/beginner#example-2-pour) [a](/x/beginner#lost)", "PPp"},
        {"[a](/x/beginner#example-1-boil) [a](/x/beginner#lost) [a](/x/beginner#gone)", "---"},
        {"[a](/en/tea/by-example/beginner#a) [a](/en/tea/by-example/beginner#b) [a](/en/tea/by-example/beginner#c)", "---"},
        {"[a](/en/tea/by-example/nothing) [a](/en/tea/by-example/picture.png)", "--"},
    };
    struct buf found = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kinds_text(folder, cases[i][0], NULL, &found);
        if (strcmp(found.at, cases[i][1]) != 0)
            fail_msg("\"%s\" gave \"%s\"", cases[i][0], found.at);
    }
    kinds_text(folder, "[a](/tea/by-example/beginner#lost) [a](/tea/by-example/part/) [a](/wine) [a](/wine.png)", folder->root,
               &found);
    assert_string_equal(found.at, "pPM-");
    buf_free(&found);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_links),
        cmocka_unit_test(tells_their_kind),
        cmocka_unit_test(decodes),
        cmocka_unit_test(takes_linear_time),
        cmocka_unit_test_setup_teardown(follows_links, folder_make, folder_remove),
    };
    return cmocka_run_group_tests_name("links", tests, NULL, NULL);
}
