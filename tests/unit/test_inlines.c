/* SPDX-License-Identifier: MIT */
/* Text rendered without libcmark is what libcmark renders, and everyday prose is rendered so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "generate.h"
#include "over.h"
#include "read/markdown.h"
#include "read/rebuilt.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool rendered_alike(struct text markdown, bool *plain) {
    struct buf by_hand = {0}, whole = {0};
    buf_add_string(&by_hand, "before ");
    *plain = markdown_text_plain(markdown, &by_hand);
    markdown_text_whole(markdown, &whole);
    bool alike = *plain ? text_equal(text_from(buf_text(&by_hand), 7), buf_text(&whole)) : by_hand.len == 7;
    buf_free(&by_hand);
    buf_free(&whole);
    return alike;
}

static void expect(struct text markdown, bool plain) {
    bool is_plain;
    if (!rendered_alike(markdown, &is_plain))
        fail_msg("rendered in another way: %.*s", TEXT_ARG(markdown));
    if (is_plain != plain)
        fail_msg("%s: %.*s", plain ? "not plain" : "plain", TEXT_ARG(markdown));
}

static void everyday_prose_is_plain(void **state) {
    static const char *const rows[] = {
        "Words alone.",
        "Two lines,\nand a second one.",
        "A hard  \nbreak, a soft \nbreak,\n   an indent",
        "The `code` span, ``a ` b``, `` `x` `` and `f(*a, **b)`.",
        "`code` first",
        "A *word* and **two words**, (then) **bold `code` here**.",
        "**Bold** first, _too_.",
        "snake_case and __init__ inside a_b_c? No: x_y",
        "2 * 3 * 4 and a _ b",
        "1986 was a year; 3 < 4 & 5 > 4",
        "x < 5",
        "a **",
        "a\rb",
        "A dash \u2014 and \u00E9t\u00E9.",
        "{{ braces }} | pipes |",
        "What! A ] bracket.",
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        expect(text_of(rows[i]), true);
}

static void what_is_in_doubt_is_not(void **state) {
    static const char *const rows[] = {
        "",          " indented",  "    code", "- item",     "* item",     "1. one",     "12) twelve",
        "# heading", "> quote",    "```\nx",   "~~~",        "---",        "***",        "** *",
        "_ _ _",     "a\n===",     "a\n---",   "a\n- b",     "a\n\nb",     "[link](u)",  "[ref]",
        "![i](s)",   "<b>raw</b>", "a <b> c",  "&amp;",      "a &copy; b", "back\\",     "\\*",
        "`open",     "a `b\nc` d", "` a`",     "a *b",       "a *b\nc* d", "*a **b***",  "a**b**c",
        "*a _b_ c*", "**a*",       "***a***",  "`a`` b",     "a\vb",       "a\fb",       "\xFF",
        "\u00A0*a*", "*\u00A0a*",  "\uFEFFa",  "<!-- c -->", "*a *b*",     "a\n    * b", "`  `",
        "a\n1. b",   "a\n2. b",    "a\n> b",   "a\n# b",     "a\n```",     "a\n<div>",   "+ a",
        "=",         "|---|\n---",
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        expect(text_of(rows[i]), false);
}

/* Marks, words and blanks in any order. */
static void random_lines_are_rendered_alike(void **state) {
    static const char *const pieces[] = {
        "a",      "word", " ",     " ",   " ",   "  ",    "\n",  "\n",  "*",   "*",  "**",     "**",
        "_",      "__",   "***",   "`",   "`",   "``",    "```", "x y", "(",   ")",  ".",      ",",
        "!",      "-",    "1",     "2.",  "3)",  "<",     "&",   "[",   "]",   "\\", "\u00E9", "\u00A0",
        "\u2014", "#",    ">",     "+",   "=",   "~",     "|",   ":",   "\"",  "'",  "/",      "{",
        "}",      "\t",   "&amp;", "<b>", "a_b", "**b**", "*i*", "`c`", "_u_", "\v", "~~~",
    };
    uint64_t count = over_rounds(100000), plain_count = 0;
    (void)state;
    for (uint64_t seed = 1; seed <= count; seed++) {
        uint64_t random = seed * 0x9E3779B97F4A7C15u + 5;
        struct buf page = {0};
        bool plain;
        if (seed % 4)
            buf_add_string(&page, seed % 2 ? "Word " : "w");
        for (unsigned i = 1 + random_below(&random, 14); i > 0; i--)
            buf_add_string(&page,
                           pieces[random_below(&random, random_below(&random, 3) ? 20 : COUNT(pieces))]);
        if (!rendered_alike(buf_text(&page), &plain))
            fail_msg("seed %llu: %s", (unsigned long long)seed, page.at);
        plain_count += plain;
        buf_free(&page);
    }
    assert_true(plain_count > count / 20);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everyday_prose_is_plain),
        cmocka_unit_test(what_is_in_doubt_is_not),
        cmocka_unit_test(random_lines_are_rendered_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
