/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/json.h"
#include "report/output.h"

struct run {
    struct settings settings;
    struct report report;
    struct output output;
    const struct output_format *format;
    char *written;
    size_t size;
};

static void setup(struct run *run, const char *format) {
    *run = (struct run){.format = output_format_find(format)};
    assert_non_null(run->format);
    settings_init(&run->settings);
    report_init(&run->report, "a/p.md", &run->settings);
    run->output =
        (struct output){.stream = open_memstream(&run->written, &run->size), .lowest = SEVERITY_WARNING};
    output_begin(&run->output, run->format);
}

static void finish(struct run *run, const char *expected) {
    output_end(&run->output, run->format);
    assert_int_equal(fclose(run->output.stream), 0);
    assert_string_equal(run->written, expected);
    free(run->written);
    report_free(&run->report);
}

static struct finding *add(struct run *run, enum message message, const char *excerpt, uint32_t column,
                           uint32_t length) {
    struct place place = {.line = 812,
                          .column = column,
                          .end_line = 812,
                          .end_column = column + length,
                          .excerpt = text_of(excerpt),
                          .excerpt_column = column};
    return report_add_at(&run->report, message, place, 57, "Example", "what is \"wrong\"");
}

static void expect_excerpt(const char *excerpt, uint32_t column, uint32_t length, const char *expected) {
    struct run run;
    struct buf whole = {0};
    setup(&run, "text");
    run.output.quiet = true;
    add(&run, MESSAGE_NUMBERING_GAP, excerpt, column, length);
    output_report(&run.output, run.format, &run.report);
    buf_print(&whole, "a/p.md:812:%u: error[numbering/gap]: Example 57: what is \"wrong\"\n%s",
              (unsigned)column, expected);
    finish(&run, whole.at);
    buf_free(&whole);
}

static void test_carets_stand_under_their_span(void **state) {
    (void)state;
    expect_excerpt("one two three", 5, 3, " 812 | one two three\n     |     ^~~\n");
    expect_excerpt("one", 1, 0, " 812 | one\n     | ^\n");
    expect_excerpt("one", 1, 99, " 812 | one\n     | ^~~\n");
    expect_excerpt("one", 4, 1, " 812 | one\n     |    ^\n");
    expect_excerpt("one", 40, 9, " 812 | one\n     |    ^\n");
    expect_excerpt("  \t ", 1, 1, "");
    expect_excerpt("", 1, 1, "");
}

static void test_carets_count_what_a_terminal_shows(void **state) {
    (void)state;
    expect_excerpt("\tx\ty", 2, 2, " 812 |     x   y\n     |     ^~~~\n");
    expect_excerpt("ab\tc", 4, 1, " 812 | ab  c\n     |     ^\n");
    expect_excerpt("\u4e2d\u6587x", 2, 2, " 812 | \u4e2d\u6587x\n     |   ^~~\n");
    expect_excerpt("e\u0301x", 3, 1, " 812 | e\u0301x\n     |  ^\n");
    expect_excerpt("\033[2Jx", 5, 1, " 812 | \\x1B[2Jx\n     |        ^\n");
    expect_excerpt("\xff\u202ex", 2, 2, " 812 | \\xFF\\u{202E}x\n     |     ^~~~~~~~~\n");
}

static void test_a_span_over_lines_is_marked_to_the_end_of_the_first(void **state) {
    (void)state;
    struct run run;
    setup(&run, "text");
    run.output.quiet = true;
    add(&run, MESSAGE_NUMBERING_GAP, "abcdef", 3, 1)->place.end_line = 900;
    output_report(&run.output, run.format, &run.report);
    finish(&run, "a/p.md:812:3: error[numbering/gap]: Example 57: what is \"wrong\"\n"
                 " 812 | abcdef\n     |   ^~~~\n");
}

static void test_colours(void **state) {
    (void)state;
    struct run run;
    setup(&run, "text");
    run.output.colour = run.output.quiet = true;
    add(&run, MESSAGE_FENCE_LANGUAGE, "ab", 1, 2);
    output_report(&run.output, run.format, &run.report);
    finish(
        &run,
        "\033[1ma/p.md\033[0m:812:1: \033[1;33mwarning\033[0m[fence/language]: Example 57: what is \"wrong\"\n"
        " 812 | ab\n     | \033[1;32m^~\033[0m\n");
}

/* The summary after pages, of which the first has the errors and warnings. */
static void expect_summary(size_t errors, size_t warnings, size_t fixes, size_t pages, const char *expected) {
    struct run run;
    setup(&run, "text");
    for (size_t i = 0; i < errors; i++)
        add(&run, MESSAGE_NUMBERING_GAP, "", 1, 1);
    for (size_t i = 0; i < warnings; i++) {
        struct finding *finding = add(&run, MESSAGE_WHY_LABEL, "", 1, 1);
        if (i < fixes)
            report_fix(&run.report, finding, (struct span){0, 1}, TEXT("x"));
    }
    FILE *stream = run.output.stream;
    run.output.stream = fopen("/dev/null", "w");
    struct report empty;
    report_init(&empty, "b.md", &run.settings);
    for (size_t i = 0; i < pages; i++)
        output_report(&run.output, run.format, i ? &empty : &run.report);
    fclose(run.output.stream);
    run.output.stream = stream;
    finish(&run, expected);
}

static void test_summaries(void **state) {
    (void)state;
    expect_summary(0, 0, 0, 0, "");
    expect_summary(0, 0, 0, 1, "no findings in 1 file\n");
    expect_summary(0, 0, 0, 45, "no findings in 45 files\n");
    expect_summary(1, 0, 0, 1, "\n1 error in 1 of 1 file\n");
    expect_summary(12, 3, 2, 45, "\n12 errors, 3 warnings in 1 of 45 files (2 fixable with --fix)\n");
    expect_summary(0, 1, 1, 2, "\n1 warning in 1 of 2 files (1 fixable with --fix)\n");
}

static void test_severities_below_the_lowest_do_not_count(void **state) {
    (void)state;
    struct run run;
    setup(&run, "gcc");
    run.settings.severity[MESSAGE_WHY_LABEL] = SEVERITY_INFO;
    add(&run, MESSAGE_WHY_LABEL, "", 1, 1);
    output_report(&run.output, run.format, &run.report);
    assert_int_equal(run.output.infos, 0);
    assert_int_equal(run.output.pages, 1);
    assert_int_equal(run.output.pages_with_findings, 0);
    run.output.lowest = SEVERITY_INFO;
    output_report(&run.output, run.format, &run.report);
    assert_int_equal(run.output.infos, 1);
    assert_int_equal(run.output.pages_with_findings, 1);
    finish(&run, "a/p.md:812:1: note: Example 57: what is \"wrong\" [why/label]\n");
}

static void test_infos_stand_in_the_summary(void **state) {
    (void)state;
    struct run run;
    setup(&run, "text");
    run.output.lowest = SEVERITY_INFO;
    run.settings.severity[MESSAGE_WHY_LABEL] = SEVERITY_INFO;
    add(&run, MESSAGE_WHY_LABEL, "", 1, 1);
    output_report(&run.output, run.format, &run.report);
    finish(&run, "a/p.md:812:1: info[why/label]: Example 57: what is \"wrong\"\n\n1 info in 1 of 1 file\n");
}

static void test_gcc(void **state) {
    (void)state;
    struct run run;
    setup(&run, "gcc");
    run.report.path = "a\nb\033.md";
    add(&run, MESSAGE_NUMBERING_GAP, "line", 3, 1);
    add(&run, MESSAGE_WHY_LABEL, "line", 4, 1);
    output_report(&run.output, run.format, &run.report);
    finish(&run, "a\\x0Ab\\x1B.md:812:3: error: Example 57: what is \"wrong\" [numbering/gap]\n"
                 "a\\x0Ab\\x1B.md:812:4: warning: Example 57: what is \"wrong\" [why/label]\n");
}

static void fill_for_json(struct run *run) {
    run->report.path = "a\xff.md";
    struct finding *finding = add(run, MESSAGE_WHY_LABEL, "line", 4, 2);
    report_fix(&run->report, finding, (struct span){10, 12}, TEXT("\"x\"\n"));
    report_fix(&run->report, finding, (struct span){20, 20}, TEXT(""));
    finding->key = 0xabc;
    finding = add(run, MESSAGE_NUMBERING_GAP, "line", 1, 1);
    finding->example = 0;
    finding->key = UINT64_MAX;
}

#define FIRST                                                                                                              \
    "{\"path\":\"a\uFFFD.md\",\"line\":812,\"column\":4,\"end_line\":812,\"end_column\":6,\"rule\":\"why/label\","         \
    "\"severity\":\"warning\",\"message\":\"Example 57: what is \\\"wrong\\\"\",\"fixable\":true,"                         \
    "\"fix\":[{\"start\":10,\"end\":12,\"replacement\":\"\\\"x\\\"\\n\"},{\"start\":20,\"end\":20,\"replacement\":\"\"}]," \
    "\"example\":57,\"key\":\"0000000000000abc\"}"
#define SECOND                                                                                                         \
    "{\"path\":\"a\uFFFD.md\",\"line\":812,\"column\":1,\"end_line\":812,\"end_column\":2,\"rule\":\"numbering/gap\"," \
    "\"severity\":\"error\",\"message\":\"what is \\\"wrong\\\"\",\"fixable\":false,\"fix\":null,\"example\":null,"    \
    "\"key\":\"ffffffffffffffff\"}"

static void test_json(void **state) {
    (void)state;
    struct run run;
    setup(&run, "json");
    fill_for_json(&run);
    output_report(&run.output, run.format, &run.report);
    finish(&run, "[\n" FIRST ",\n" SECOND "\n]\n");
    setup(&run, "json");
    output_report(&run.output, run.format, &run.report);
    finish(&run, "[]\n");
    struct json_error error;
    struct json_value *value = json_read(TEXT("[\n" FIRST ",\n" SECOND "\n]\n"), &error);
    assert_int_equal(json_count(value), 2);
    json_free(value);
}

static void test_json_lines(void **state) {
    (void)state;
    struct run run;
    setup(&run, "json-lines");
    fill_for_json(&run);
    output_report(&run.output, run.format, &run.report);
    finish(&run, FIRST "\n" SECOND "\n");
    setup(&run, "json-lines");
    finish(&run, "");
}

static void expect_safe(struct text t, const char *expected) {
    struct buf buf = {0};
    buf_add_string(&buf, "");
    output_safe(t, &buf);
    assert_string_equal(buf.at, expected);
    buf_free(&buf);
}

static void test_what_a_terminal_could_obey(void **state) {
    (void)state;
    expect_safe(TEXT(""), "");
    expect_safe(TEXT("plain \u00fc \u4e2d\ttab"), "plain \u00fc \u4e2d\ttab");
    expect_safe(TEXT("a\nb\rc\0d\x7f\033[0m"), "a\\x0Ab\\x0Dc\\x00d\\x7F\\x1B[0m");
    expect_safe(TEXT("\xc2\x80|\xc2\x9b|\xc2\xa0"), "\\u{0080}|\\u{009B}|\xc2\xa0");
    expect_safe(TEXT("\u202e\u2066\u200f\u061c\u2069\u200b"),
                "\\u{202E}\\u{2066}\\u{200F}\\u{061C}\\u{2069}\u200b");
    expect_safe(TEXT("\xff|\xe4\xb8|\xed\xa0\x80"), "\\xFF|\\xE4\\xB8|\\xED\\xA0\\x80");
}

static void test_the_table(void **state) {
    (void)state;
    assert_true(output_format_count() >= 4);
    assert_string_equal(output_format_at(0)->name, "text");
    for (size_t i = 0; i < output_format_count(); i++)
        assert_ptr_equal(output_format_find(output_format_at(i)->name), output_format_at(i));
    assert_null(output_format_find("xml"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_carets_stand_under_their_span),
        cmocka_unit_test(test_carets_count_what_a_terminal_shows),
        cmocka_unit_test(test_a_span_over_lines_is_marked_to_the_end_of_the_first),
        cmocka_unit_test(test_colours),
        cmocka_unit_test(test_summaries),
        cmocka_unit_test(test_severities_below_the_lowest_do_not_count),
        cmocka_unit_test(test_infos_stand_in_the_summary),
        cmocka_unit_test(test_gcc),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_json_lines),
        cmocka_unit_test(test_what_a_terminal_could_obey),
        cmocka_unit_test(test_the_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
