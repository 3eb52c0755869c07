/* SPDX-License-Identifier: MIT */
/* What shapes prove about formatting, what they must not prove, and that it is what comparing HTML finds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "command/format.h"
#include "command/profile_file.h"
#include "command/shapes.h"
#include "generate.h"
#include "over.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct bench {
    struct read_context context;
    struct settings settings;
};

static bool proven(const struct bench *bench, struct text page) {
    struct source source;
    struct report report;
    struct document document;
    struct buf out = {0};
    struct write_places places = {0};
    struct write_options options = {.places = &places};
    source_init(&source, "page.md", page);
    report_init(&report, "page.md", &bench->settings);
    read_page(&bench->context, reader_find("markdown"), &source, &document, &report);
    write_markdown(&document, &options, &out);
    if (text_equal(page, buf_text(&out)))
        fail_msg("nothing changes: %.*s", TEXT_ARG(page));
    bool holds = shapes_hold(&document, buf_text(&out), &places);
    free(places.at);
    buf_free(&out);
    document_free(&document);
    report_free(&report);
    source_free(&source);
    return holds;
}

/* Everyday changes need no HTML: this is what makes formatting fast. */
static void everyday_changes_are_proven(void **state) {
    static const char *const pages[] = {
        "# h\ntext\n",
        "text\n# h\n",
        "text\n\n\n\ntext\n",
        "\n\ntext\n",
        "text\n\n\n",
        "text",
        "text\n   \ntext\n",
        "---\na: 1\n---\ntext\n",
        "## h ##\n",
        "  ## h\n",
        "h\n===\n",
        "h\n---\ntext\n",
        "````\ncode\n````\n",
        "~~~ go\ncode\n~~~\n",
        "  ```  go\n  code\n  ```\n",
        "```\n````\n```\n\n\ntext\n",
        "one blank \nat the end\n",
        "one `blank` \nat the end\n",
        "one [blank](u) \nat the end\n",
        "> quote\n# h\n",
        "- item\n# h\n",
        "- item\n\n\n\ntext\n",
        "    code\n\n\n\ntext\n",
        "***\ntext\n",
        "<div>\n</div>\n\n# h\ntext\n",
        "[a]: /u\n\n# h\ntext\n",
    };
    for (size_t i = 0; i < COUNT(pages); i++)
        if (!proven(*state, text_of(pages[i])))
            fail_msg("not proven: %s", pages[i]);
}

/* Here HTML would change, or no proof is known. */
static void others_are_not(void **state) {
    static const char *const pages[] = {
        "`a \nb`\n",               /* the blank stands in a code span */
        "x <a title='y \nz'>\n",   /* or in raw HTML */
        "a\\ \nb\n",               /* it would become a hard break */
        "[r] \nx\n\n[r]: /u\n",    /* links may be anything */
        "- ```\n  x\n\n\n\n# h\n", /* the blank lines are code */
        "- <!--\n\n\n\n# h\n",
        "1. one\n\n   [r]: /u\n### h\n", /* a blank line makes libcmark take the list for a tight one */
        "<!-- c -->\ntext\n",
        "# h\n[r]: /u\n",
        "[r]: /u\n\n\n\ntext\n",
        "\n---\n\ntext\n",     /* would begin front matter */
        "````\nx\n    ````\n", /* the fence is not closed */
        "## \v ##\n",
        "a\r\nb\n",
        "\xEF\xBB\xBF# h\ntext\n",
    };
    for (size_t i = 0; i < COUNT(pages); i++)
        if (proven(*state, text_of(pages[i])))
            fail_msg("proven: %s", pages[i]);
}

/* Short pages of what blank lines, indents and blanks at line ends may mean something to. */
static void add_dense_page(uint64_t seed, struct buf *page) {
    static const char *const pieces[] = {
        "- a",        "* b",     "+ c",           "1. one", "2. two",   "1) x",    "10. ten",
        "-",          "1.",      "- - d",         "> q",    ">",        "> - e",   "> 1. f",
        "- > g",      "[r]: /u", "[r]: /u \"t\"", "[r]",    "[r]: <u>", "```",     "```x",
        "~~~",        "~~~ y",   "````",          "<div>",  "</div>",   "<!-- c",  "-->",
        "<!-- d -->", "<pre>",   "<b>",           "text",   "te`xt",    "te`xt ",  "text ",
        "text  ",     "text\\",  "text\\ ",       "te<b ",  "b>x ",     "# h",     "## h ##",
        "#",          "===",     "---",           "***",    "a\t",      "**k**: ", "    code",
        "\tcode",     "&amp",    "[x](y ",        "z) ",    "<?",       "?>",      "<!X",
        "=",          "--",      "x\v",           "\fx",    "# \v",     "\u00A0",  "\uFEFF",
        "## x #\\#",  "h\\",     "~~~ a`b",
    };
    static const char *const indents[] = {"", "", "", " ", "  ", "   ", "    ", "     ", "\t", "      "};
    static const char *const gaps[] = {"\n", "\n", "\n", "\n\n", "\n\n\n", "\n  \n", "\n     \n\n", "\n\t\n"};
    uint64_t random = seed * 0x9E3779B97F4A7C15u + 3;
    if (random_below(&random, 20) == 0)
        buf_add_string(page, "\uFEFF");
    for (unsigned lines = 2 + random_below(&random, 9); lines > 0; lines--) {
        buf_add_string(page, indents[random_below(&random, COUNT(indents))]);
        buf_add_string(page, pieces[random_below(&random, COUNT(pieces))]);
        buf_add_string(page, gaps[random_below(&random, COUNT(gaps))]);
    }
}

static void dense_pages_come_out_as_by_html(void **state) {
    const struct bench *bench = *state;
    uint64_t count = over_rounds(20000);
    for (uint64_t seed = 1; seed <= count; seed++) {
        struct buf page = {0}, by_shapes = {0}, by_html = {0}, before = {0}, after = {0};
        struct source source;
        struct report report;
        add_dense_page(seed, &page);
        source_init(&source, "page.md", buf_text(&page));
        report_init(&report, "page.md", &bench->settings);
        enum format_result result = format_page(&bench->context, &source, NULL, &by_shapes, &report);
        enum format_result expected = format_page_by_html(&bench->context, &source, &by_html, &report);
        markdown_html(buf_text(&page), &before);
        markdown_html(buf_text(&by_shapes), &after);
        bool lawful = result == FORMAT_REFUSED || text_equal(buf_text(&before), buf_text(&after));
        if (!lawful || result != expected || !text_equal(buf_text(&by_shapes), buf_text(&by_html)))
            fail_msg("seed %llu:\n%s---\n%s", (unsigned long long)seed, page.at,
                     by_shapes.len ? by_shapes.at : "");
        report_free(&report);
        source_free(&source);
        buf_free(&page);
        buf_free(&by_shapes);
        buf_free(&by_html);
        buf_free(&before);
        buf_free(&after);
    }
}

/* Byte order marks and carriage returns go, but one mark of two stays, or the second would be next. */
static void marks_and_returns_go(void **state) {
    static const struct {
        const char *page, *canonical;
    } rows[] = {
        {"\uFEFFtext\n", "text\n"},
        {"\uFEFF# h\ntext\n", "# h\n\ntext\n"},
        {"\uFEFF---\na: 1\n---\ntext\n", "---\na: 1\n---\n\ntext\n"},
        {"\uFEFF\uFEFFtext\n", "\uFEFF\uFEFFtext\n"},
        {"\uFEFF", ""},
        {"a\r\nb\rc\r\n\r\n\r\n# h", "a\nb\nc\n\n# h\n"},
        {"\uFEFF```\r\nx\r\n```\r\n", "```\nx\n```\n"},
    };
    const struct bench *bench = *state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct source source;
        struct report report;
        struct buf out = {0};
        source_init(&source, "page.md", text_of(rows[i].page));
        report_init(&report, "page.md", &bench->settings);
        assert_int_not_equal(format_page(&bench->context, &source, NULL, &out, &report), FORMAT_REFUSED);
        if (!text_is(buf_text(&out), rows[i].canonical))
            fail_msg("%s gives %s", rows[i].page, out.at);
        buf_free(&out);
        report_free(&report);
        source_free(&source);
    }
}

int main(void) {
    struct profiles *profiles = profiles_built_in();
    struct bench bench = {.context = {.profiles = profiles}};
    settings_init(&bench.settings);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(everyday_changes_are_proven, &bench),
        cmocka_unit_test_prestate(others_are_not, &bench),
        cmocka_unit_test_prestate(marks_and_returns_go, &bench),
        cmocka_unit_test_prestate(dense_pages_come_out_as_by_html, &bench),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    profiles_free(profiles);
    return failed;
}
