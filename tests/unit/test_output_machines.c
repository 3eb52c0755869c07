/* SPDX-License-Identifier: MIT */
/* The forms that machines read: exact bytes, what must be escaped, and that they stay well-formed for any
 * bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/json.h"
#include "base/utf8.h"
#include "generate.h"
#include "report/output.h"

struct run {
    struct settings settings;
    struct report report;
    struct output output;
    const struct output_format *format;
    char *written;
    size_t size;
};

static void setup(struct run *run, const char *format, const char *path) {
    *run = (struct run){.format = output_format_find(format)};
    assert_non_null(run->format);
    settings_init(&run->settings);
    report_init(&run->report, path, &run->settings);
    run->output =
        (struct output){.stream = open_memstream(&run->written, &run->size), .lowest = SEVERITY_WARNING};
    output_begin(&run->output, run->format);
}

/* Prints the page; run->written is good until teardown(). */
static void print(struct run *run) {
    output_report(&run->output, run->format, &run->report);
    output_end(&run->output, run->format);
    assert_int_equal(fclose(run->output.stream), 0);
}

static void teardown(struct run *run) {
    free(run->written);
    report_free(&run->report);
}

static void finish(struct run *run, const char *expected) {
    print(run);
    assert_string_equal(run->written, expected);
    teardown(run);
}

static struct finding *add(struct run *run, enum message message, struct text text) {
    const struct place place = {.line = 8, .column = 3, .end_line = 9, .end_column = 1, .excerpt = TEXT("x")};
    return report_add_at(&run->report, message, place, 57, "Example", "%.*s", TEXT_ARG(text));
}

/* A line is 8, 3 to 9, 1. */
static void fill(struct run *run) {
    add(run, MESSAGE_NUMBERING_GAP, TEXT("a <b> & \"c\" 100%"))->key = 0xabc;
    add(run, MESSAGE_WHY_LABEL, TEXT("one\ntwo"))->key = 0xdef;
    run->settings.severity[MESSAGE_FENCE_LENGTH] = SEVERITY_INFO;
    add(run, MESSAGE_FENCE_LENGTH, TEXT("not shown"));
}

static void test_github(void **state) {
    (void)state;
    struct run run;
    setup(&run, "github", "a,b:c%.md");
    fill(&run);
    finish(&run,
           "::error file=a%2Cb%3Ac%25.md,line=8,col=3,endLine=9,endColumn=1,title=exlint (numbering/gap)"
           "::Example 57: a <b> & \"c\" 100%25\n"
           "::warning file=a%2Cb%3Ac%25.md,line=8,col=3,endLine=9,endColumn=1,title=exlint (why/label)"
           "::Example 57: one%0Atwo\n");
    setup(&run, "github", "p.md");
    run.output.lowest = SEVERITY_INFO;
    run.settings.severity[MESSAGE_WHY_LABEL] = SEVERITY_INFO;
    add(&run, MESSAGE_WHY_LABEL, TEXT("a\r\n::error::b\033[0m\xff"))->example = 0;
    finish(&run, "::notice file=p.md,line=8,col=3,endLine=9,endColumn=1,title=exlint (why/label)"
                 "::a%0D%0A::error::b\\x1B[0m\\xFF\n");
    setup(&run, "github", "p.md");
    finish(&run, "");
}

#define ISSUE(rule, message, severity, fingerprint)                                                          \
    "{\"type\":\"issue\",\"check_name\":\"" rule "\",\"description\":\"" message                             \
    "\",\"categories\":[\"Style\"],\"severity\":\"" severity "\",\"fingerprint\":\"" fingerprint             \
    "\",\"location\":{\"path\":\"a/p.md\",\"lines\":{\"begin\":8,\"end\":8}}}"

static void test_gitlab(void **state) {
    (void)state;
    struct run run;
    setup(&run, "gitlab", ".//./a/p.md");
    fill(&run);
    finish(&run,
           "[\n" ISSUE(
               "numbering/gap", "Example 57: a <b> & \\\"c\\\" 100%", "major",
               "9676f051050434d60000000000000abc") ",\n" ISSUE("why/label", "Example 57: one\\ntwo", "minor",
                                                               "9676f051050434d60000000000000def") "\n]\n");
    setup(&run, "gitlab", "p.md");
    finish(&run, "[]\n");
}

static struct text fingerprint_of(const struct json_value *issues, size_t i) {
    return json_member_text(json_at(issues, i), "fingerprint");
}

/* Prints the page as gitlab and reads it back. */
static struct json_value *read_issues(struct run *run) {
    struct json_error error;
    print(run);
    struct json_value *issues = json_read((struct text){run->written, run->size}, &error);
    assert_non_null(issues);
    return issues;
}

static void test_fingerprints_stand_once_and_stay(void **state) {
    (void)state;
    enum { COUNT = 6 };
    static const uint64_t keys[COUNT] = {7, 5, 7, 7, 0, 5};
    struct run run, less;
    setup(&run, "gitlab", "p.md");
    setup(&less, "gitlab", "./p.md");
    for (int i = 0; i < COUNT; i++) {
        add(&run, MESSAGE_WHY_LABEL, TEXT("same"))->key = keys[i];
        if (i < COUNT - 1)
            add(&less, MESSAGE_WHY_LABEL, TEXT("same"))->key = keys[i];
    }
    struct json_value *issues = read_issues(&run), *fewer = read_issues(&less);
    assert_int_equal(json_count(issues), COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        assert_int_equal(fingerprint_of(issues, i).len, 32);
        for (size_t k = 0; k < i; k++)
            assert_false(text_equal(fingerprint_of(issues, i), fingerprint_of(issues, k)));
        if (i < COUNT - 1)
            assert_true(text_equal(fingerprint_of(issues, i), fingerprint_of(fewer, i)));
    }
    json_free(issues);
    json_free(fewer);
    teardown(&run);
    teardown(&less);
}

static void test_checkstyle(void **state) {
    (void)state;
    struct run run;
    setup(&run, "checkstyle", "a&b.md");
    fill(&run);
    finish(&run,
           "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n"
           "  <file name=\"a&amp;b.md\">\n"
           "    <error line=\"8\" column=\"3\" severity=\"error\" message=\"Example 57: a &lt;b&gt; &amp; "
           "&quot;c&quot; 100%\" source=\"exlint.numbering/gap\"/>\n"
           "    <error line=\"8\" column=\"3\" severity=\"warning\" message=\"Example 57: one\\x0Atwo\" "
           "source=\"exlint.why/label\"/>\n"
           "  </file>\n</checkstyle>\n");
}

static void test_junit(void **state) {
    (void)state;
    struct run run;
    setup(&run, "junit", "a&b.md");
    fill(&run);
    finish(
        &run,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"exlint\">\n"
        "  <testsuite name=\"a&amp;b.md\" tests=\"2\" failures=\"2\" errors=\"0\" skipped=\"0\">\n"
        "    <testcase classname=\"a&amp;b.md\" name=\"numbering/gap (8:3)\" file=\"a&amp;b.md\" line=\"8\">\n"
        "      <failure type=\"error\" message=\"Example 57: a &lt;b&gt; &amp; &quot;c&quot; 100%\">"
        "a&amp;b.md:8:3: error: Example 57: a &lt;b&gt; &amp; &quot;c&quot; 100% [numbering/gap]</failure>\n"
        "    </testcase>\n"
        "    <testcase classname=\"a&amp;b.md\" name=\"why/label (8:3)\" file=\"a&amp;b.md\" line=\"8\">\n"
        "      <failure type=\"warning\" message=\"Example 57: one\\x0Atwo\">"
        "a&amp;b.md:8:3: warning: Example 57: one\\x0Atwo [why/label]</failure>\n"
        "    </testcase>\n"
        "  </testsuite>\n</testsuites>\n");
    setup(&run, "junit", "p.md");
    finish(&run, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"exlint\">\n"
                 "  <testsuite name=\"p.md\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\">\n"
                 "    <testcase classname=\"p.md\" name=\"exlint\"/>\n"
                 "  </testsuite>\n</testsuites>\n");
}

static void expect_xml(struct text t, const char *expected) {
    struct buf buf = {0};
    buf_add_string(&buf, "");
    output_xml(t, &buf);
    assert_string_equal(buf.at, expected);
    buf_free(&buf);
}

static void test_what_xml_does_not_have(void **state) {
    (void)state;
    expect_xml(TEXT(""), "");
    expect_xml(TEXT("<a b=\"c\" d='e'>&amp;"), "&lt;a b=&quot;c&quot; d=&apos;e&apos;&gt;&amp;amp;");
    expect_xml(TEXT("a\tb\nc\rd\0e\033f\x7f"), "a&#9;b\\x0Ac\\x0Dd\\x00e\\x1Bf\\x7F");
    expect_xml(TEXT("\xff\xed\xa0\x80|\xc2\x85|\u00fc\u4e2d"), "\\xFF\\xED\\xA0\\x80|\\u{0085}|\u00fc\u4e2d");
    expect_xml(TEXT("<\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xBF\xBD\xEF\xBB\xBF>"),
               "&lt;\\u{FFFE}\\u{FFFF}\xEF\xBF\xBD\xEF\xBB\xBF&gt;");
}

static const struct json_value *member(const struct json_value *value, const char *name, size_t i) {
    const struct json_value *list = json_member(value, name);
    assert_int_equal(json_kind_of(list), JSON_KIND_ARRAY);
    assert_true(i < json_count(list));
    return json_at(list, i);
}

static struct json_value *read_sarif(struct run *run, const struct json_value **results) {
    struct json_error error;
    print(run);
    struct json_value *log = json_read((struct text){run->written, run->size}, &error);
    assert_non_null(log);
    assert_true(text_is(json_member_text(log, "version"), "2.1.0"));
    *results = json_member(member(log, "runs", 0), "results");
    assert_int_equal(json_kind_of(*results), JSON_KIND_ARRAY);
    return log;
}

static void expect_uri(const char *path, const char *expected) {
    struct run run;
    const struct json_value *results;
    setup(&run, "sarif", path);
    add(&run, MESSAGE_WHY_LABEL, TEXT("x"));
    struct json_value *log = read_sarif(&run, &results);
    const struct json_value *physical =
        json_member(member(json_at(results, 0), "locations", 0), "physicalLocation");
    struct text uri = json_member_text(json_member(physical, "artifactLocation"), "uri");
    assert_true(text_is(uri, expected));
    json_free(log);
    teardown(&run);
}

static void test_uris(void **state) {
    (void)state;
    expect_uri("a/b-c_d.e~f.md", "a/b-c_d.e~f.md");
    expect_uri("./a.md", "a.md");
    expect_uri(".//././a.md", "a.md");
    expect_uri("../a.md", "../a.md");
    expect_uri("/tmp/a b.md", "file:///tmp/a%20b.md");
    expect_uri("http:x?y#z%.md", "http%3Ax%3Fy%23z%25.md");
    expect_uri("\u00fc\xff\"\\.md", "%C3%BC%FF%22%5C.md");
    expect_uri("<stdin>", "%3Cstdin%3E");
}

static void test_rules_of_sarif(void **state) {
    (void)state;
    struct run run;
    const struct json_value *results;
    setup(&run, "sarif", "p.md");
    struct json_value *log = read_sarif(&run, &results);
    assert_int_equal(json_count(results), 0);
    assert_true(text_is(json_member_text(member(log, "runs", 0), "columnKind"), "unicodeCodePoints"));
    const struct json_value *driver = json_member(json_member(member(log, "runs", 0), "tool"), "driver");
    assert_true(text_is(json_member_text(driver, "version"), EXLINT_VERSION));
    assert_int_equal(json_count(json_member(driver, "rules")), MESSAGE_COUNT);
    for (unsigned i = 0; i < MESSAGE_COUNT; i++) {
        const struct catalogue_row *row = catalogue_row((enum message)i);
        const struct json_value *rule = member(driver, "rules", i);
        const struct json_value *usual = json_member(rule, "defaultConfiguration");
        struct text sentence = json_member_text(json_member(rule, "shortDescription"), "text");
        assert_true(text_is(json_member_text(rule, "id"), row->name));
        assert_true(sentence.len > 1 && text_ends(sentence, ".") && !text_ends(sentence, ".."));
        assert_true(text_ends(json_member_text(rule, "helpUri"), row->name));
        assert_int_equal(json_is_true(json_member(usual, "enabled")), row->severity != SEVERITY_OFF);
        assert_true(text_is(json_member_text(usual, "level"), row->severity == SEVERITY_ERROR  ? "error"
                                                              : row->severity == SEVERITY_INFO ? "note"
                                                                                               : "warning"));
    }
    json_free(log);
    teardown(&run);
}

/* The region of a fix's edit is the span, for every edit: "startLine:startColumn-endLine:endColumn". */
static void expect_region(const struct source *source, struct span span,
                          const struct json_value *replacement) {
    const struct json_value *region = json_member(replacement, "deletedRegion");
    struct position begin = source_position(source, span.begin), end = source_position(source, span.end);
    assert_int_equal(json_member_integer(region, "startLine", 0), begin.line);
    assert_int_equal(json_member_integer(region, "startColumn", 0), begin.column);
    assert_int_equal(json_member_integer(region, "endLine", 0), end.line);
    assert_int_equal(json_member_integer(region, "endColumn", 0), end.column);
}

static void test_results_of_sarif(void **state) {
    (void)state;
    static const struct span spans[] = {{0, 0}, {4, 6}, {5, 12}, {14, 14}, {14, 20}, {20, 24}};
    enum { EDITS = sizeof spans / sizeof *spans };
    struct source source;
    source_init(&source, "p.md", TEXT("a \u00fc b\r\n\u4e2d\u6587\tc\n\nlast\xff\n"));
    struct document document = {.source = &source};
    struct run run;
    const struct json_value *results;
    setup(&run, "sarif", "p.md");
    struct finding *finding = report_add(&run.report, &document, MESSAGE_WHY_LABEL, (struct span){9, 15},
                                         "says \"%s\"", "\xff\033");
    for (size_t i = 0; i < EDITS; i++)
        report_fix(&run.report, finding, spans[i], TEXT("new \"\n"));
    finding->key = 0xabc;
    struct json_value *log = read_sarif(&run, &results);
    const struct json_value *result = json_at(results, 0);
    assert_true(text_is(json_member_text(result, "ruleId"), "why/label"));
    assert_int_equal(json_member_integer(result, "ruleIndex", -1), MESSAGE_WHY_LABEL);
    assert_true(text_is(json_member_text(result, "level"), "warning"));
    assert_true(text_is(json_member_text(json_member(result, "message"), "text"), "says \"\uFFFD\033\""));
    assert_true(text_is(json_member_text(json_member(result, "partialFingerprints"), "exlint/v1"),
                        "0000000000000abc"));
    const struct json_value *change = member(member(result, "fixes", 0), "artifactChanges", 0);
    assert_int_equal(json_count(json_member(change, "replacements")), EDITS);
    for (size_t i = 0; i < EDITS; i++) {
        const struct json_value *replacement = member(change, "replacements", i);
        expect_region(&source, spans[i], replacement);
        assert_true(
            text_is(json_member_text(json_member(replacement, "insertedContent"), "text"), "new \"\n"));
    }
    json_free(log);
    teardown(&run);
    source_free(&source);
}

/* A fix whose source nobody knows: no lines, but bytes. */
static void test_a_fix_of_a_place(void **state) {
    (void)state;
    struct run run;
    const struct json_value *results;
    setup(&run, "sarif", "p.md");
    struct finding *finding = add(&run, MESSAGE_WHY_LABEL, TEXT("x"));
    report_fix(&run.report, finding, (struct span){3, 7}, TEXT(""));
    struct json_value *log = read_sarif(&run, &results);
    const struct json_value *change = member(member(json_at(results, 0), "fixes", 0), "artifactChanges", 0);
    const struct json_value *region = json_member(member(change, "replacements", 0), "deletedRegion");
    assert_int_equal(json_member_integer(region, "byteOffset", -1), 3);
    assert_int_equal(json_member_integer(region, "byteLength", -1), 4);
    assert_null(json_member(region, "startLine"));
    json_free(log);
    teardown(&run);
}

/* Valid UTF-8 without what XML 1.0 forbids, and in `lines` lines. */
static void expect_clean(const struct run *run, size_t lines) {
    const struct text written = {run->written, run->size};
    size_t found = 0;
    for (size_t i = 0; i < written.len; i++) {
        found += written.at[i] == '\n';
        assert_true((unsigned char)written.at[i] >= 0x20 || written.at[i] == '\n' || written.at[i] == '\t');
    }
    assert_int_equal(found, lines);
    assert_int_equal(utf8_valid_until(written), written.len);
    assert_null(strstr(run->written, "\xEF\xBF\xBE"));
}

static void test_any_bytes_in_paths_and_messages(void **state) {
    (void)state;
    static const struct {
        const char *format;
        size_t lines;
        bool json;
    } kinds[] = {{"github", 1, false}, {"gitlab", 3, true},      {"json", 3, true},
                 {"junit", 8, false},  {"checkstyle", 6, false}, {"sarif", MESSAGE_COUNT + 8, true}};
    uint64_t seed = 1;
    for (int round = 0; round < 300; round++) {
        char bytes[41];
        for (size_t i = 0; i < sizeof bytes - 1; i++)
            bytes[i] = (char)(1 + random_below(&seed, 255));
        bytes[sizeof bytes - 1] = '\0';
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
            struct run run;
            setup(&run, kinds[k].format, bytes);
            add(&run, MESSAGE_NUMBERING_GAP, text_of(bytes));
            print(&run);
            expect_clean(&run, kinds[k].lines);
            struct json_error error;
            struct json_value *value = json_read((struct text){run.written, run.size}, &error);
            assert_int_equal(value != NULL, kinds[k].json);
            json_free(value);
            teardown(&run);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_github),
        cmocka_unit_test(test_gitlab),
        cmocka_unit_test(test_fingerprints_stand_once_and_stay),
        cmocka_unit_test(test_checkstyle),
        cmocka_unit_test(test_junit),
        cmocka_unit_test(test_what_xml_does_not_have),
        cmocka_unit_test(test_uris),
        cmocka_unit_test(test_rules_of_sarif),
        cmocka_unit_test(test_results_of_sarif),
        cmocka_unit_test(test_a_fix_of_a_place),
        cmocka_unit_test(test_any_bytes_in_paths_and_messages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
