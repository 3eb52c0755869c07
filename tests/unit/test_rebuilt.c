/* SPDX-License-Identifier: MIT */
/* Plain text as Markdown and back, and pages that are rebuilt from pieces. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>

#include "command/profile_file.h"
#include "generate.h"
#include "read/rebuilt.h"

static void protects(const char *plain, const char *markdown) {
    struct buf out = {0};
    prose_protect(text_of(plain), &out);
    assert_string_equal(out.at ? out.at : "", markdown);
    buf_free(&out);
}

/* Only marks that act get a backslash. */
static void test_marks(void **state) {
    (void)state;
    protects("Nothing to see: 1 + 2, (a), a.b!", "Nothing to see: 1 + 2, (a), a.b!");
    protects("__init__ is called", "\\_\\_init\\_\\_ is called");
    protects("snake_case and other_name", "snake_case and other_name");
    protects("a lone _name stays", "a lone _name stays");
    protects("2 * 3 * 4", "2 * 3 * 4");
    protects("*args and **kwargs", "*args and **kwargs");
    protects("so *much* more", "so \\*much\\* more");
    protects("a ` alone", "a ` alone");
    protects("two `of` them", "two \\`of\\` them");
    protects("List<T> of x < y", "List\\<T> of x < y");
    protects("<T> comes first", "\\<T> comes first");
    protects("write &amp; for & there", "write \\&amp; for & there");
    protects("a[0] and [x](y)", "a[0] and [x\\](y)");
    protects("[x]: /not-a-definition", "\\[x]: /not-a-definition");
    protects("C:\\new and \\* here", "C:\\new and \\\\* here");
    protects("ends in \\", "ends in \\");
}

/* What begins lines. */
static void test_starts(void **state) {
    (void)state;
    protects("# no heading", "\\# no heading");
    protects("#hashtag", "#hashtag");
    protects("1. one\n2. two", "1. one\n2. two");
    protects("- one\n- two", "- one\n- two");
    protects("* star", "\\* star");
    protects("+ plus", "\\+ plus");
    protects("1) one", "1\\) one");
    protects("> quoted", "> quoted");
    protects("> quoted\nand not", "\\> quoted\nand not");
    protects("===", "===");
    protects("a\n===", "a\n\\===");
    protects("a\n---", "a\n\\---");
    protects("---", "\\---");
    protects("```", "\\```");
    protects("    indented four", "indented four");
    protects("two blanks  \nhere ", "two blanks\nhere");
    protects("a\n\nb", "a\nb");
    protects("- call __init__", "- call \\_\\_init\\_\\_");
    protects("- one\nnot one", "\\- one\nnot one");
    protects("we saw Example 5: x and a Key Takeaway: y", "we saw Example 5: x and a Key Takeaway: y");
    protects("- item\n      code()\n- next", "- item\n\n      code()\n- next");
    protects("a\n  b", "a\n&#32; b");
}

static void renders(const char *markdown, const char *text) {
    struct buf out = {0};
    markdown_text(text_of(markdown), &out);
    assert_string_equal(out.at ? out.at : "", text);
    buf_free(&out);
}

static void test_markdown_text(void **state) {
    (void)state;
    renders("", "");
    renders("**a** *b* `c  d` [e](f) ![g](h) <i>j</i> &amp; \\*", "a b c  d e g <i>j</i> & *");
    renders("a  \nb\\\nc\nd", "a\nb\nc\nd");
    renders("![](picture.png) [](/page)", "picture.png /page");
    renders("* a\n* b\n\n  c\n", "- a\n- b\n  c");
    renders("3) a\n   - b\n4) c", "3. a\n   - b\n4. c");
    renders("> a\n> > b\n\n> c", "> a\n> > b\n> c");
    renders("- a\n\n  ```sh\n  cd /\n\n    ls\n  ```\n", "- a\n      cd /\n        ls");
    renders("-\n- x\n", "-\n- x");
    renders(">", ">");
    renders("- - a\n  - b", "- - a\n  - b");
    renders("a&#10;&#10;b &#32; ", "a\nb");
}

/* Thousands of containers inside each other, and lines that go on with them. */
static void test_nesting(void **state) {
    (void)state;
    struct buf deep = {0}, out = {0};
    buf_add_run(&deep, '>', 50000);
    for (int i = 0; i < 50000; i++)
        buf_add_string(&deep, "a\n");
    markdown_text(buf_text(&deep), &out);
    assert_true(out.len > 100000 && out.len < 50000 * 200);
    buf_free(&deep);
    buf_free(&out);
}

/* Two megabytes in one line, of what is hard on parsers. */
static void test_long_lines(void **state) {
    (void)state;
    static const char *const units[] = {"a *b", "[", "`", "_a ", "](", "<a", "&a;", "\\", "**a _b `c "};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        struct buf plain = {0}, out = {0}, text = {0};
        buf_add_byte(&plain, 'x');
        while (plain.len < 2 << 20)
            buf_add_string(&plain, units[i]);
        prose_protect(buf_text(&plain), &out);
        markdown_text(buf_text(&out), &text);
        size_t end = plain.len;
        while (plain.at[end - 1] == ' ')
            end--;
        assert_true(text_equal(buf_text(&text), text_slice(buf_text(&plain), 0, end)));
        buf_free(&plain);
        buf_free(&out);
        buf_free(&text);
    }
}

/* Any text comes back as it was, but for blanks at line ends and blank lines. */
static void test_any_text(void **state) {
    (void)state;
    static const char *const pieces[] = {"a",  "b c", " ",  "  ",    "\n",    "\n", "*",        "**",
                                         "_",  "__",  "`",  "``",    "[",     "]",  "(",        ")",
                                         "](", "<",   ">",  "<b>",   "&amp;", "&",  "\\",       "!",
                                         "#",  "# ",  "- ", "1. ",   "> ",    "=",  "===",      "---",
                                         "+ ", "\t",  ":",  "]: /u", "~~~",   "\v", "\xC3\xA9", "http://x.y"};
    uint64_t random = 7;
    for (int round = 0; round < 20000; round++) {
        struct buf plain = {0}, wanted = {0}, out = {0}, text = {0};
        for (unsigned i = 1 + random_below(&random, 12); i > 0; i--)
            buf_add_string(&plain, pieces[random_below(&random, sizeof pieces / sizeof *pieces)]);
        struct text rest = buf_text(&plain), line;
        while (text_next_line(&rest, &line)) {
            line = wanted.len ? text_trim_right(line) : text_trim(line);
            if (wanted.len && line.len)
                buf_add_byte(&wanted, '\n');
            buf_add(&wanted, line);
        }
        prose_protect(buf_text(&plain), &out);
        markdown_text(buf_text(&out), &text);
        if (!text_equal(buf_text(&text), buf_text(&wanted)))
            fail_msg("round %d: <%s> became <%s>, which is <%s>", round, plain.at, out.at, text.at);
        buf_free(&plain);
        buf_free(&wanted);
        buf_free(&out);
        buf_free(&text);
    }
}

static void test_pieces(void **state) {
    (void)state;
    struct profiles *profiles = profiles_built_in();
    struct settings settings;
    struct report report;
    struct source source;
    struct document document;
    struct rebuilt rebuilt = {0};
    struct read_context context = {.profiles = profiles};
    const struct profile *profile = profiles_find(profiles, "by-example");
    settings_init(&settings);
    report_init(&report, "page.txt", &settings);
    source_init(&source, "page.txt", TEXT("one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n"));
    rebuilt_title(&rebuilt, TEXT("A \"title\""));
    rebuilt_heading(&rebuilt, (struct rebuilt_piece){.original_line = 2, .confidence = 1}, 2,
                    TEXT("Example 7: x # #"));
    rebuilt_prose(&rebuilt, (struct rebuilt_piece){.original_line = 3, .confidence = 1}, TEXT("- a"));
    rebuilt_prose(&rebuilt, (struct rebuilt_piece){.original_line = 4, .confidence = 1}, TEXT("- b"));
    rebuilt_code(&rebuilt,
                 (struct rebuilt_piece){
                     .original_line = 5, .inferred = INFERRED_FENCE | INFERRED_LANGUAGE, .confidence = 0.5},
                 TEXT("a`b&c\\"), TEXT("~~~\n"));
    rebuilt_labelled(
        &rebuilt,
        (struct rebuilt_piece){.original_line = 7, .inferred = INFERRED_BOUNDARY, .confidence = 0.8},
        profile_label_of(profile, BLOCK_TAKEAWAY), TEXT("Key takeaway"), TEXT("# all of it"));
    rebuilt_read(&context, NULL, FORM_PLAIN, &source, &rebuilt, &document, &report);
    assert_int_equal(document.form, FORM_PLAIN);
    assert_int_equal(document.entry_count, 1);
    assert_int_equal(document.entries[0].number, 7);
    assert_int_equal(document.entries[0].line, 2);
    assert_int_equal(document.block_count, 4);
    static const uint32_t lines[] = {3, 4, 5, 7};
    static const enum block_kind kinds[] = {BLOCK_PROSE, BLOCK_PROSE, BLOCK_CODE, BLOCK_TAKEAWAY};
    for (uint32_t i = 0; i < 4; i++) {
        assert_int_equal(document.blocks[i].line, lines[i]);
        assert_int_equal(document.blocks[i].kind, kinds[i]);
    }
    assert_true(text_is(document.title, "A \"title\""));
    assert_true(text_is(document.blocks[2].info, "a`b&c\\"));
    assert_true(text_is(document.blocks[2].text, "~~~\n"));
    assert_true(document.blocks[2].inferred == (INFERRED_FENCE | INFERRED_LANGUAGE) &&
                document.blocks[2].confidence < 0.6);
    assert_true(text_is(document.blocks[3].label, "Key takeaway"));
    assert_true(text_is(document.blocks[3].markdown, "# all of it"));
    assert_int_equal(report.count, 2);
    assert_int_equal(report.findings[0].message, MESSAGE_IMPORT_GUESSED);
    assert_int_equal(report.findings[0].severity, SEVERITY_WARNING);
    assert_int_equal(report.findings[0].place.line, 5);
    assert_int_equal(report.findings[0].example, 7);
    assert_int_equal(report.findings[1].severity, SEVERITY_INFO);
    document_free(&document);
    report_free(&report);
    source_free(&source);
    profiles_free(profiles);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_marks),         cmocka_unit_test(test_starts),
        cmocka_unit_test(test_markdown_text), cmocka_unit_test(test_nesting),
        cmocka_unit_test(test_long_lines),    cmocka_unit_test(test_any_text),
        cmocka_unit_test(test_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
