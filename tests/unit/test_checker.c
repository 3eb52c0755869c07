/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "base/threads.h"
#include "command/checker.h"

enum { SOON = 20000, AT_ONCE = 150 };

static void expect_run(const char *command, const char *input, enum checker_end how, const char *output) {
    struct buf out = {0};
    assert_int_equal(checker_run(command, text_of(input), SOON, &out), how);
    assert_string_equal(out.at ? out.at : "", output);
    buf_free(&out);
}

static void test_statuses(void **state) {
    (void)state;
    expect_run("cat", "one\ntwo\n", CHECKER_CONTENT, "one\ntwo\n");
    expect_run("cat", "", CHECKER_CONTENT, "");
    expect_run("cat >&2; exit 1", "x", CHECKER_COMPLAINS, "x");
    expect_run("printf a; printf b >&2; printf c; exit 125", "", CHECKER_COMPLAINS, "abc");
    expect_run("kill -9 $$", "x", CHECKER_COMPLAINS, "");
    expect_run("exit 127", "", CHECKER_ABSENT, "");
    expect_run("exit 126", "", CHECKER_ABSENT, "");
    expect_run("true", "nobody reads this", CHECKER_CONTENT, "");
}

static long long milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

/* What does not end is ended, and what it began too. */
static void test_time(void **state) {
    (void)state;
    static const char *const commands[] = {"sleep 30", "sleep 30 | sleep 30", "trap '' TERM; while :; do :; done"};
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        struct buf out = {0};
        long long begun = milliseconds();
        assert_int_equal(checker_run(commands[i], TEXT("x"), AT_ONCE, &out), CHECKER_LATE);
        assert_true(milliseconds() - begun < 10000);
        buf_free(&out);
    }
    expect_run("sleep 30 & echo left", "", CHECKER_CONTENT, "left\n");
}

static void test_output(void **state) {
    (void)state;
    struct buf out = {0}, input = {0};
    assert_int_equal(checker_run("yes", TEXT(""), SOON, &out), CHECKER_LATE); /* without end */
    assert_int_equal(out.len, CHECKER_OUTPUT_MOST);
    buf_add_run(&input, 'x', 3000000);
    assert_int_equal(checker_run("wc -c", buf_text(&input), SOON, &out), CHECKER_CONTENT);
    assert_int_equal(atoi(out.at), 3000000);
    buf_free(&out);
    buf_free(&input);
}

static void test_complaints(void **state) {
    (void)state;
    static const struct {
        const char *output;
        uint32_t line;
        const char *words;
    } cases[] = {
        {"", 0, ""},
        {"\n  it is wrong\nreally\n", 0, "it is wrong"},
        {"note\nSyntaxError: no\n", 0, "SyntaxError: no"},
        {"<stdin>:3:14: expected ')'\n", 3, "expected ')'"},
        {"-:3: syntax error, unexpected end\n", 3, "syntax error, unexpected end"},
        {"bash: line 4: syntax error near `fi'\nbash: line 4: `fi'\n", 4, "syntax error near `fi'"},
        {"sh: 2: Syntax error: end of file\n", 2, "Syntax error: end of file"},
        {"/x/[stdin]:2\nlet = 5 +;\n         ^\n\nSyntaxError: Unexpected token ';'\n    at x (node:1:2)\n", 2,
         "SyntaxError: Unexpected token ';'"},
        {"  File \"-\", line 3\n    y = = 2\n        ^\nSyntaxError: invalid syntax\n", 3,
         "SyntaxError: invalid syntax"},
        {"Traceback (most recent call last):\n  File \"<string>\", line 1, in <module>\n  File \"-\", line 5\n"
         "IndentationError: unexpected indent\n",
         5, "IndentationError: unexpected indent"},
        {"In file included from <stdin>:1:\n<stdin>:7:1: error: unknown type\n<stdin>:2:1: note: here\n", 7,
         "error: unknown type"},
        {"<stdin>:11:1: error: end of file\n", 10, "error: end of file"},
        {"<stdin>:12:1: error: beyond\n", 0, "<stdin>:12:1: error: beyond"},
        {"<stdin>:0:1: error: before\n", 0, "<stdin>:0:1: error: before"},
        {"x2:99:5:3: and line 4 of it\n", 4, "x2:99:5:3: and line 4 of it"},
        {"a:b:3: c\n", 3, "c"},
        {":\n::\n:9", 9, ":9"},
        {"at 99999999999999999999: error\n", 0, "at 99999999999999999999: error"},
        {"the deadline 3 is no line\n", 0, "the deadline 3 is no line"},
        {"Parse error on line 2:\n...graph TD A --\n", 2, "Parse error on line 2:"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct complaint complaint = complaint_read(text_of(cases[i].output), 10);
        char words[200];
        snprintf(words, sizeof words, "%.*s", TEXT_ARG(complaint.words));
        assert_string_equal(words, cases[i].words);
        assert_int_equal(complaint.line, cases[i].line);
    }
}

static bool all_right[40];

static void run_one(void *context, size_t item) {
    char command[40], expected[20];
    struct buf out = {0};
    (void)context;
    snprintf(command, sizeof command, "cat; echo %zu", item);
    snprintf(expected, sizeof expected, "in%zu\n", item);
    all_right[item] = checker_run(command, TEXT("in"), SOON, &out) == CHECKER_CONTENT && out.at &&
                      strcmp(out.at, expected) == 0;
    buf_free(&out);
}

static bool go_on(void *context, size_t item) {
    (void)context;
    (void)item;
    return true;
}

static void test_threads(void **state) {
    (void)state;
    struct threads_work work = {NULL, run_one, go_on, 0};
    threads_run(&work, 40, 8);
    for (size_t i = 0; i < 40; i++)
        assert_true(all_right[i]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_statuses),   cmocka_unit_test(test_time),    cmocka_unit_test(test_output),
        cmocka_unit_test(test_complaints), cmocka_unit_test(test_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
