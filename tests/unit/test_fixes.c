/* SPDX-License-Identifier: MIT */
/* What must hold for the fixes of every rule: over generated pages with faults in them, over content/ and over
 * the fixtures. Edits are in order and in the page, the page parses to the same structure after each pass, code
 * that no rule is about keeps its bytes, and after some passes nothing is left to fix. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "command/profile_file.h"
#include "base/files.h"
#include "generate.h"
#include "over.h"
#include "read/page.h"
#include "report/fix.h"
#include "rule/rule.h"

enum { PASSES_MOST = 10, ROUNDS = 1500 };

struct bench {
    struct read_context context;
    struct settings settings;
    const char *name; /* of the page under test */
    size_t fixed;     /* findings, so that a test in which nothing was fixed fails */
};

static void fail_page(const struct bench *bench, const char *what, struct text page) {
    fprintf(stderr, "\n%s: %s\n--- page\n%.*s\n---\n", bench->name, what,
            TEXT_ARG(text_slice(page, 0, 3000)));
    fail();
}

struct reading {
    struct source source;
    struct document document;
    struct report report;
};

static void open_page(const struct bench *bench, struct text page, struct reading *reading) {
    source_init(&reading->source, bench->name, page);
    report_init(&reading->report, bench->name, &bench->settings);
    page_read(&bench->context, &reading->source, &reading->document, &reading->report);
    if (!reading->document.unreadable)
        rules_check_page(&reading->document, &reading->report);
    report_sort(&reading->report);
}

static void close_page(struct reading *reading) {
    document_free(&reading->document);
    report_free(&reading->report);
    source_free(&reading->source);
}

static void add_kinds(const struct document *document, uint32_t first, uint32_t count, struct buf *out) {
    for (uint32_t i = first; i < first + count; i++)
        if (document->blocks[i].kind != BLOCK_SEPARATOR)
            buf_print(out, " %s", block_kind_name(document->blocks[i].kind));
    buf_add_byte(out, '\n');
}

static void add_structure(const struct document *document, struct buf *out) {
    add_kinds(document, 0, document->lead_count, out);
    for (uint32_t i = 0; i < document->entry_count; i++) {
        const struct entry *entry = &document->entries[i];
        buf_print(out, "%d %u %u", (int)entry->type, (unsigned)entry->number, entry->level);
        add_kinds(document, entry->first_block, entry->block_count, out);
    }
}

static bool is_about_code(enum message message) {
    return catalogue_matches(TEXT("fence"), message) || catalogue_matches(TEXT("annotation"), message) ||
           catalogue_matches(TEXT("diagram"), message) || message == MESSAGE_FILE_INVISIBLE;
}

static bool is_in_fence(const struct document *document, struct span span) {
    for (uint32_t i = 0; i < document->block_count; i++)
        for (uint32_t k = 0; block_is_code(&document->blocks[i]) && k < document->blocks[i].part_count; k++) {
            const struct part *part = &document->blocks[i].parts[k];
            if (part->shape == SHAPE_FENCE && span.begin < part->span.end && span.end > part->span.begin)
                return true;
        }
    return false;
}

static void check_edits(const struct bench *bench, const struct reading *reading) {
    struct text page = reading->source.bytes;
    for (size_t i = 0; i < reading->report.count; i++) {
        const struct finding *finding = &reading->report.findings[i];
        if (finding->edit_count && catalogue_row(finding->message)->fix != FIX_SAFE)
            fail_page(bench, "a rule without a fix has one", page);
        for (size_t k = 0; k < finding->edit_count; k++) {
            struct span span = finding->edits[k].span;
            if (span.begin > span.end || span.end > page.len ||
                (k && span.begin < finding->edits[k - 1].span.end))
                fail_page(bench, "the edits are out of order", page);
            if (text_equal(source_text(&reading->source, span), finding->edits[k].replacement))
                fail_page(bench, "an edit changes nothing", page);
            if (!is_about_code(finding->message) && is_in_fence(&reading->document, span))
                fail_page(bench, "code is changed by a rule that is about something else", page);
        }
    }
}

/* One pass. Gives whether something was fixed; *page is then what came out, in place of what *page was. */
static bool fix_once(struct bench *bench, struct buf *page) {
    struct reading before, after;
    struct buf fixed = {0}, structure[2] = {{0}, {0}};
    open_page(bench, buf_text(page), &before);
    check_edits(bench, &before);
    size_t count = fix_apply(buf_text(page), &before.report, &fixed);
    if (count) {
        open_page(bench, buf_text(&fixed), &after);
        add_structure(&before.document, &structure[0]);
        add_structure(&after.document, &structure[1]);
        if (!text_equal(buf_text(&structure[0]), buf_text(&structure[1]))) {
            fprintf(stderr, "--- fixed\n%s\n--- structure\n%s\n%s", fixed.at, structure[0].at,
                    structure[1].at);
            fail_page(bench, "the structure changed", buf_text(page));
        }
        close_page(&after);
    } else if (!text_equal(buf_text(&fixed), buf_text(page))) {
        fail_page(bench, "no finding was fixed, but the page changed", buf_text(page));
    }
    for (size_t i = 0; !count && i < before.report.count; i++)
        if (before.report.findings[i].edit_count)
            fail_page(bench, "a fix is never made", buf_text(page));
    close_page(&before);
    buf_free(&structure[0]);
    buf_free(&structure[1]);
    buf_free(page);
    *page = fixed;
    bench->fixed += count;
    return count > 0;
}

static void check_page(struct bench *bench, struct text bytes) {
    struct buf page = {0};
    buf_add(&page, bytes);
    buf_add_string(&page, "");
    int passes = 0;
    while (fix_once(bench, &page))
        if (++passes > PASSES_MOST)
            fail_page(bench, "the fixes come to no end", bytes);
    buf_free(&page);
}

/* Faults. */

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *pick(uint64_t *state, const char *const *from, size_t count) {
    return from[random_below(state, (unsigned)count)];
}

static void add_faulty_fence(uint64_t *state, struct buf *out) {
    static const char *const infos[] = {"kotlin", "python", "css", "ocaml",  "bash", "sql",     "text",
                                        "json",   "yaml",   "go",  "pyhton", "html", "haskell", "mermaid"};
    static const char *const types[] = {"graph TD", "sequenceDiagram", "A --> B", "---\nx: y\n---\npie",
                                        "%% c"};
    static const char *const lines[] = {"# => one",
                                        "  // => two",
                                        "-- => three",
                                        "x = 1  # =>",
                                        "y  # => => z",
                                        "y #=> stuck",
                                        "y // → arrow",
                                        "# → own",
                                        "",
                                        "  ",
                                        "\t",
                                        "s = \"# => no",
                                        "s = 'x'  // => s",
                                        "/* => c */ code",
                                        "/* open # =>",
                                        "*/ x # => y",
                                        "```",
                                        "``` # =>",
                                        "~~~",
                                        "````",
                                        "a(1)  --  =>",
                                        "x \\",
                                        "# =>",
                                        "// =>=> b",
                                        "<!-- => x -->",
                                        "(* => y *)",
                                        "    style A fill:#f00,color:#fff",
                                        "classDef x stroke:blue",
                                        "A[\"one\\ntwo\\n\"]",
                                        "%%{init: {",
                                        "}}%%",
                                        "x  # => a",
                                        "      # => b",
                                        "cat <<END",
                                        "END",
                                        "key: |",
                                        "\"\"\" # => q",
                                        "{{< tab >}}",
                                        "## Example 9: no",
                                        "é  # => wide",
                                        "--=> op",
                                        "#=>",
                                        "\xE2\x80\x8B# => z"};
    unsigned length = 3 + random_below(state, 2);
    char mark = random_below(state, 5) ? '`' : '~';
    buf_add_run(out, ' ', random_below(state, 4) ? 0 : random_below(state, 4));
    buf_add_run(out, mark, length);
    const char *info = pick(state, infos, COUNT(infos));
    buf_print(out, "%s\n", info);
    if (strcmp(info, "mermaid") == 0)
        buf_print(out, "%s\n", pick(state, types, COUNT(types)));
    for (unsigned i = random_below(state, 9); i > 0; i--)
        buf_print(out, "%s%s", pick(state, lines, COUNT(lines)), random_below(state, 30) ? "\n" : "\r\n");
    if (random_below(state, 20))
        buf_add_run(out, mark, length);
    buf_add_string(out, "\n\n");
}

static void add_faulty_prose(uint64_t *state, struct buf *out) {
    static const char *const pieces[] = {"## Group (Examples 3-9)",
                                         "# Part (Examples 1 to 2)",
                                         "# => leaked",
                                         "// => leaked",
                                         "**Key takeaway:** t",
                                         "**Why it matters** - w",
                                         "### Key Takeaway",
                                         "{{< tabs >}}",
                                         "{{< /tab >}}",
                                         "Words and words.",
                                         "**Key Takeaways**:",
                                         "1. one",
                                         "- item",
                                         "<div>",
                                         "Key Takeaway: plain",
                                         "> quote",
                                         "| a | b |",
                                         "## Example 7: Seven",
                                         "    indented"};
    for (unsigned i = 1 + random_below(state, 3); i > 0; i--)
        buf_print(out, "%s\n%s", pick(state, pieces, COUNT(pieces)), random_below(state, 3) ? "\n" : "");
    buf_add_byte(out, '\n');
}

/* Invisible characters here and there, between characters. */
static void sprinkle(uint64_t *state, struct buf *page) {
    static const char *const invisible[] = {"\xE2\x80\x8B", "\xE2\x80\x8D", "\xEF\xBB\xBF",
                                            "\xE2\x80\xAE\xE2\x81\xA6", "\xD8\x9C"};
    for (unsigned i = random_below(state, 5); i > 0 && page->len; i--) {
        size_t at = random_below(state, (unsigned)page->len);
        while (at < page->len && ((unsigned char)page->at[at] & 0xC0) == 0x80)
            at++;
        struct buf made = {0};
        buf_add(&made, text_slice(buf_text(page), 0, at));
        buf_add_string(&made, pick(state, invisible, COUNT(invisible)));
        buf_add(&made, text_from(buf_text(page), at));
        buf_free(page);
        *page = made;
    }
}

static void generate_faulty(uint64_t seed, struct buf *out) {
    uint64_t state = seed * 0x9E3779B97F4A7C15u + 7;
    generate_page(seed, random_below(&state, 6) == 0, out);
    buf_add_string(out, "\n\n");
    for (unsigned i = 1 + random_below(&state, 4); i > 0; i--) {
        if (random_below(&state, 2))
            buf_print(out, "## Example %u: A title\n\nText.\n\n", i);
        if (random_below(&state, 3))
            add_faulty_fence(&state, out);
        else
            add_faulty_prose(&state, out);
    }
    if (random_below(&state, 2))
        sprinkle(&state, out);
}

static void check_named(void *context, const char *name, struct text page) {
    struct bench *bench = context;
    bench->name = name;
    check_page(bench, page);
}

static void test_generated(void **state) {
    struct bench *bench = *state;
    bench->fixed = 0;
    uint64_t count = over_seeds(ROUNDS, generate_faulty, check_named, bench);
    assert_true(count == 1 || bench->fixed > count / 2);
}

static void test_files(void **state) {
    static const char *const folders[] = {"content", "tests/fixtures", NULL};
    struct bench *bench = *state;
    bench->fixed = 0;
    size_t count = over_files(folders, check_named, bench);
    assert_true(count > 50 && bench->fixed > 50);
}

/* Time. */

static void test_linear_time(void **state) {
#define EXAMPLE "---\ntitle: T\n---\n\n## Example 1: A\n\n"
    static const char *const cases[][2] = {
        {EXAMPLE "```go\n", "/* => */ "},
        {EXAMPLE "```python\n", "x # =>\n"},
        {EXAMPLE "```go\n", "/*=>=> a*/ "},
        {EXAMPLE "```python\nx # => 1\n", "# \xE2\x86\x92 "},
        {EXAMPLE "```kotlin\n", "# => it's\n"},
        {EXAMPLE "```python\nx # => 1\n", "  # => b\n"},
        {EXAMPLE "```mermaid\ngraph TD\n", "\\n"},
        {EXAMPLE "```mermaid\npie\nstyle A ", "fill:( "},
        {EXAMPLE "```mermaid\npie\n", "style A fill:red\n"},
        {EXAMPLE, "a\xE2\x80\x8B"},
        {EXAMPLE "                                 ", "\xE2\x80\x8B "},
        {EXAMPLE, "{{< tab >}}\n\n"},
        {EXAMPLE, "{{< /tab >}} {{< "},
        {EXAMPLE, "```pyhton\n\nx\n\n```\n"},
        {EXAMPLE "```text\n", "\n"},
        {EXAMPLE, "# => a\n\n// => b\n\n"},
        {EXAMPLE, "## G (Examples 2-9)\n\n### Example 7: B\n\n```x\n## Example 8: C\n```\n\n"},
        {EXAMPLE "# ", "(Examples 1-9 "},
    };
    struct bench *bench = *state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buf page = {0};
        buf_add_string(&page, cases[i][0]);
        while (page.len < 1 << 18)
            buf_add_string(&page, cases[i][1]);
        bench->name = cases[i][1];
        clock_t begin = clock();
        check_page(bench, buf_text(&page));
        double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
        buf_free(&page);
        if (seconds > 10)
            fail_msg("case %zu took %f s", i, seconds);
    }
}

/* Applying. */

static void apply(const struct finding *findings, size_t count, const char *expected, size_t fixed) {
    struct report report = {.count = count};
    struct finding copy[4];
    memcpy(copy, findings, count * sizeof *copy);
    report.findings = copy;
    struct buf out = {0};
    assert_int_equal(fix_apply(TEXT("0123456789"), &report, &out), fixed);
    assert_string_equal(out.at, expected);
    buf_free(&out);
}

static void test_applying(void **state) {
    (void)state;
    static const struct edit ends[] = {{.span = {0, 1}, .replacement = {"a", 1}},
                                       {.span = {9, 10}, .replacement = {"z", 1}}};
    static const struct edit middle[] = {{.span = {4, 6}, .replacement = {NULL, 0}}};
    static const struct edit overlapping[] = {{.span = {2, 3}, .replacement = {"x", 1}},
                                              {.span = {5, 7}, .replacement = {"x", 1}}};
    static const struct edit insertion[] = {{.span = {4, 4}, .replacement = {"+", 1}}};
    static const struct edit inserted_last[] = {{.span = {10, 10}, .replacement = {"!", 1}}};
    static const struct edit outside[] = {{.span = {1, 2}, .replacement = {"x", 1}},
                                          {.span = {10, 11}, .replacement = {NULL, 0}}};
    static const struct edit backwards[] = {{.span = {3, 2}, .replacement = {NULL, 0}}};
    const struct finding f_ends = {.edits = ends, .edit_count = 2},
                         f_middle = {.edits = middle, .edit_count = 1};
    const struct finding f_overlapping = {.edits = overlapping, .edit_count = 2};
    const struct finding f_insertion = {.edits = insertion, .edit_count = 1};
    const struct finding f_last = {.edits = inserted_last, .edit_count = 1}, none = {0};
    const struct finding f_outside = {.edits = outside, .edit_count = 2};
    const struct finding f_backwards = {.edits = backwards, .edit_count = 1};
    apply((struct finding[]){none}, 1, "0123456789", 0);
    apply((struct finding[]){f_middle, none, f_ends}, 3,
          "a1236"
          "78z",
          2);
    apply((struct finding[]){f_ends, f_middle, f_overlapping}, 3,
          "a1236"
          "78z",
          2);
    apply((struct finding[]){f_overlapping, f_middle}, 2, "01x34x789", 1);
    apply((struct finding[]){f_middle, f_insertion, f_last}, 3, "01236789!", 2);
    apply((struct finding[]){f_insertion, f_middle, f_insertion}, 3, "0123+456789", 1);
    apply((struct finding[]){f_outside, f_backwards, f_last}, 3, "0123456789!", 1);
}

int main(void) {
    struct bench bench = {.name = ""};
    struct profiles *profiles = profiles_built_in();
    bench.context.profiles = profiles;
    settings_init(&bench.settings);
    for (unsigned i = 0; i < MESSAGE_COUNT; i++)
        if (bench.settings.severity[i] == SEVERITY_OFF)
            bench.settings.severity[i] = SEVERITY_WARNING;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_applying),
        cmocka_unit_test_prestate(test_files, &bench),
        cmocka_unit_test_prestate(test_generated, &bench),
        cmocka_unit_test_prestate(test_linear_time, &bench),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    profiles_free(profiles);
    return failed;
}
