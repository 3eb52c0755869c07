/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "command/profile_file.h"
#include "base/json.h"
#include "read/json.h"
#include "write/write.h"

/* One page on its way from bytes to a document; freed with shut(). */
struct opened {
    struct source source;
    struct document document;
    struct report report;
    struct settings settings;
};

static struct profiles *profiles;

static void open_page(struct opened *opened, const char *reader, struct text bytes) {
    struct read_context context = {.profiles = profiles};
    settings_init(&opened->settings);
    source_init(&opened->source, "page.md", bytes);
    report_init(&opened->report, "page.md", &opened->settings);
    read_page(&context, reader_find(reader), &opened->source, &opened->document, &opened->report);
}

static void shut(struct opened *opened) {
    document_free(&opened->document);
    report_free(&opened->report);
    source_free(&opened->source);
}

/* The input, read and written; the caller frees the buffer. */
static struct buf convert(const char *reader, const char *writer, struct text bytes) {
    struct opened opened;
    struct buf out = {0};
    struct write_options options = {0};
    open_page(&opened, reader, bytes);
    assert_false(opened.document.unreadable);
    writer_find(writer)->write(&opened.document, &options, &out);
    shut(&opened);
    return out;
}

static const char page[] =
    "---\ntitle: \"Tools\" # kept\nweight: 3\nratio: 0.1\nday: 2025-01-02\nnone: ~\ntags: [a, \"b\"]\n---\n"
    "\n"
    "Before the first one.\n"
    "\n"
    "## Example 7: A *hammer*\n"
    "\n"
    "Why one needs it.\n"
    "\n"
    "```python\n"
    "x = 1  # => one\n"
    "# => own\n"
    "```\n"
    "\n"
    "~~~ a`b\n"
    "never canonical\n"
    "~~~\n"
    "\n"
    "```mermaid\n"
    "graph TD\n"
    "```\n"
    "\n"
    "#### More\n"
    "\n"
    "- a list\n"
    "\n"
    "  of two\n"
    "\n"
    "---\n"
    "\n"
    "**Key takeaway:** hit it.\n"
    "\n"
    "**Why It Matters**: nails.\n"
    "\n"
    "## Summary\n"
    "\n"
    "<div>\n"
    "</div>\n";

static void writes_what_the_page_holds(void **state) {
    (void)state;
    struct json_error error;
    struct buf out = convert("markdown", "json", text_of(page));
    struct json_value *root = json_read(buf_text(&out), &error);
    assert_non_null(root);
    assert_true(text_is(json_member_text(root, "exlint"), "document/1"));
    assert_true(text_is(json_member_text(root, "path"), "page.md"));
    assert_true(text_is(json_member_text(root, "form"), "annotated"));
    assert_true(text_is(json_member_text(root, "title"), "Tools"));
    const struct json_value *front = json_member(root, "front_matter");
    assert_int_equal(json_member_integer(front, "weight", 0), 3);
    assert_true(json_real_of(json_member(front, "ratio")) == 0.1);
    assert_true(text_is(json_member_text(front, "day"), "2025-01-02"));
    assert_int_equal(json_kind_of(json_member(front, "none")), JSON_KIND_NULL);
    assert_int_equal(json_count(json_member(front, "tags")), 2);
    assert_true(text_starts(json_member_text(root, "front_matter_source"), "title: \"Tools\" # kept\n"));
    assert_int_equal(json_count(json_member(root, "blocks")), 1);
    const struct json_value *entry = json_at(json_member(root, "entries"), 0),
                            *blocks = json_member(entry, "blocks");
    assert_int_equal(json_member_integer(entry, "number", 0), 7);
    assert_int_equal(json_member_integer(entry, "line", 0), 12);
    assert_true(text_is(json_member_text(entry, "title"), "A *hammer*"));
    assert_null(json_member(entry, "source"));
    static const char *const kinds[] = {"prose", "code",      "code",     "diagram", "heading",
                                        "prose", "separator", "takeaway", "why"};
    assert_int_equal(json_count(blocks), sizeof kinds / sizeof *kinds);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        assert_true(text_is(json_member_text(json_at(blocks, i), "kind"), kinds[i]));
    const struct json_value *code = json_at(blocks, 1), *annotations = json_member(code, "annotations");
    assert_true(text_is(json_member_text(code, "text"), "x = 1  # => one\n# => own\n"));
    assert_int_equal(json_count(annotations), 2);
    assert_int_equal(json_member_integer(json_at(annotations, 0), "column", 0), 8);
    assert_true(json_is_true(json_member(json_at(annotations, 1), "own_line")));
    assert_true(text_is(json_member_text(json_at(blocks, 7), "source"), "**Key takeaway:** hit it."));
    assert_true(text_is(json_member_text(json_at(blocks, 7), "label"), "Key takeaway"));
    assert_null(json_member(json_at(blocks, 8), "source"));
    const struct json_value *section = json_at(json_member(root, "entries"), 1);
    assert_true(text_is(json_member_text(section, "type"), "section"));
    assert_null(json_member(section, "number"));
    json_free(root);
    buf_free(&out);
}

static void comes_back_as_it_was(void **state) {
    (void)state;
    static const char *const writers[] = {"json", "ndjson"};
    for (int i = 0; i < 2; i++) {
        struct buf json = convert("markdown", writers[i], text_of(page));
        struct buf back = convert("json", "markdown", buf_text(&json)),
                   again = convert("json", writers[i], buf_text(&json));
        assert_true(text_is(buf_text(&back), page));
        assert_true(text_equal(buf_text(&json), buf_text(&again)));
        size_t line_ends = 0;
        for (size_t j = 0; j < json.len; j++)
            line_ends += json.at[j] == '\n';
        assert_true(i == 0 ? line_ends > 20 : line_ends == 1);
        buf_free(&again);
        buf_free(&back);
        buf_free(&json);
    }
}

/* In the page's JSON, and then in the Markdown made from it, one text for another. */
static void edit_gives(const char *json_before, const char *json_after, const char *before,
                       const char *after) {
    struct buf json = convert("markdown", "ndjson", text_of(page)), edited = {0}, expected = {0};
    size_t at = text_find(buf_text(&json), text_of(json_before), 0),
           in_page = text_find(text_of(page), text_of(before), 0);
    assert_true(at != TEXT_NONE && in_page != TEXT_NONE);
    buf_add(&edited, text_slice(buf_text(&json), 0, at));
    buf_add_string(&edited, json_after);
    buf_add(&edited, text_from(buf_text(&json), at + strlen(json_before)));
    buf_add(&expected, text_slice(text_of(page), 0, in_page));
    buf_add_string(&expected, after);
    buf_add(&expected, text_from(text_of(page), in_page + strlen(before)));
    struct buf back = convert("json", "markdown", buf_text(&edited));
    if (!text_equal(buf_text(&back), buf_text(&expected)))
        fail_msg("%s -> %s gives\n%s", json_before, json_after, back.at);
    buf_free(&json);
    buf_free(&edited);
    buf_free(&expected);
    buf_free(&back);
}

static void edits_count(void **state) {
    (void)state;
    edit_gives("A *hammer*", "Nails", "A *hammer*", "Nails");
    edit_gives("\"number\":7", "\"number\":8", "Example 7", "Example 8");
    edit_gives("\"markdown\":\"hit it.\"", "\"markdown\":\"wait.\"", "**Key takeaway:** hit it.",
               "**Key takeaway**: wait.");
    edit_gives("\"label\":\"Key takeaway\"", "\"label\":\"Key Takeaway\"", "**Key takeaway:**",
               "**Key Takeaway**:");
    edit_gives("\"text\":\"never canonical\\n\"", "\"text\":\"````\\n\"", "~~~ a`b\nnever canonical\n",
               "~~~a`b\n````\n");
    edit_gives("\"language\":\"python\"", "\"language\":\"ruby\"", "```python", "```ruby");
    edit_gives("- a list", "- no list", "- a list", "- no list");
    edit_gives(
        "\"weight\":3", "\"weight\":4",
        "title: \"Tools\" # kept\nweight: 3\nratio: 0.1\nday: 2025-01-02\nnone: ~\ntags: [a, \"b\"]\n",
        "title: \"Tools\"\nweight: 4\nratio: 0.1\nday: \"2025-01-02\"\nnone: null\ntags: [\"a\",\"b\"]\n");
    edit_gives("\"text\":\"graph TD\\n\"", "\"text\":\"graph LR\"", "graph TD", "graph LR");
}

static void needs_little(void **state) {
    (void)state;
    struct buf back =
        convert("json", "markdown",
                TEXT("{\"exlint\":\"document/1\",\"form\":\"concepts\",\"blocks\":[],\"entries\":["
                     "{\"type\":\"example\",\"number\":2,\"title\":\"T\",\"level\":2,\"blocks\":["
                     "{\"kind\":\"code\",\"language\":\"go\",\"text\":\"a\\r\\nb\"},"
                     "{\"kind\":\"takeaway\",\"markdown\":\"t\"}]}]}"));
    assert_true(text_starts(buf_text(&back), "## 2. T\n\n```go\na\nb\n```\n\n**Summary**"));
    buf_free(&back);
    back = convert(
        "json", "markdown",
        TEXT("{\"exlint\":\"document/1\",\"form\":\"page\",\"title\":\"x\",\"front_matter\":"
             "{\"title\":\"x\",\"a b\":[1,{\"c\":null}],\"null\":1.5},\"blocks\":[],\"entries\":[]}"));
    assert_true(
        text_is(buf_text(&back), "---\ntitle: \"x\"\n\"a b\": [1,{\"c\":null}]\n\"null\": 1.5\n---\n"));
    buf_free(&back);
}

static void refuses(void **state) {
    (void)state;
    static const struct {
        const char *json;
        uint32_t line, column;
        const char *says;
    } rows[] = {
        {"", 1, 1, "there is none"},
        {"[]", 1, 1, "there is none"},
        {"{\n \"exlint\": }", 2, 12, "not valid JSON"},
        {"{} ", 1, 1, "document/1"},
        {"[1]", 1, 0, "not valid JSON"},
        {"{\"exlint\":\"document/2\"}", 1, 11, "document/1"},
        {"{\"exlint\":\"document/1\",\"form\":\"odd\",\"blocks\":[],\"entries\":[]}", 1, 31, "form"},
        {"{\"exlint\":\"document/1\",\"form\":\"page\",\"entries\":[]}", 1, 1, "blocks: an array"},
        {"{\"exlint\":\"document/1\",\"form\":\"page\",\"blocks\":[{\"kind\":\"poem\"}],\"entries\":[]}", 1, 56, "blocks[0].kind: "},
        {"{\"exlint\":\"document/1\",\"form\":\"page\",\"blocks\":[{\"kind\":\"code\"}],\"entries\":[]}", 1, 48, "blocks[0].text: a string"},
        {"{\"exlint\":\"document/1\",\"form\":\"page\",\"blocks\":[],\"entries\":[{\"type\":\"example\",\"number\":0,"
         "\"title\":\"\",\"level\":2,\"blocks\":[]}]}", 1, 88, "entries[0].number: a whole number"},
        {"{\"exlint\":\"document/1\",\"form\":\"page\",\"blocks\":[],\"entries\":[{\"type\":\"section\","
         "\"title\":\"\",\"level\":7,\"blocks\":[]}]}", 1, 98, "entries[0].level: a whole number"},
        {"{\"exlint\":\"document/1\",\"form\":\"page\",\"blocks\":[{\"kind\":\"prose\",\"markdown\":[]}],\"entries\":[]}", 1, 75, "blocks[0].markdown: a string"},
        {"{\"exlint\":\"document/1\",\"form\":\"page\",\"blocks\":[],\"entries\":[]}\n{}", 2, 1,
         "a second document"},
        {"{\"exlint\":\"document/1\",\"form\":\"page\",\"front_matter_source\":\"a: 1\\n---\\n\",\"blocks\":[],"
         "\"entries\":[]}", 1, 1, "holds a line"},
        {"{\"exlint\":\"document/1\",\"exlint\":\"document/1\"}", 1, 0, "not valid JSON"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct opened opened;
        open_page(&opened, "json", text_of(rows[i].json));
        if (!opened.document.unreadable || opened.report.count != 1)
            fail_msg("%s: %zu findings", rows[i].json, opened.report.count);
        const struct finding *finding = &opened.report.findings[0];
        assert_int_equal(finding->message, MESSAGE_IMPORT_UNREADABLE);
        if (text_find(finding->text, text_of(rows[i].says), 0) == TEXT_NONE ||
            finding->place.line != rows[i].line ||
            (rows[i].column && finding->place.column != rows[i].column))
            fail_msg("%s: %u:%u %.*s", rows[i].json, finding->place.line, finding->place.column,
                     TEXT_ARG(finding->text));
        shut(&opened);
    }
}

static void takes_documents_apart(void **state) {
    (void)state;
    static const struct {
        const char *file, *documents; /* joined with | */
    } rows[] = {
        {"{}", "{}"},
        {"  {\"a\":[{}]}\n", "{\"a\":[{}]}"},
        {"[\n{\"a\":\"}\\\"]\"},\n{}\n]\n", "{\"a\":\"}\\\"]\"}|{}"},
        {"{}\n{\"b\":1}\n\n{}\n", "{}|{\"b\":1}|{}"},
        {"\xEF\xBB\xBF{}", "{}"},
        {"[]", ""},
        {"", ""},
        {"{\"a\":", "{\"a\":"},
        {"{}junk{}", "{}|junk{}"},
        {"{\"a\":\"\\", "{\"a\":\"\\"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct text rest = text_of(rows[i].file), one;
        struct buf found = {0};
        while (json_next_document(&rest, &one)) {
            if (found.len)
                buf_add_byte(&found, '|');
            buf_add(&found, one);
        }
        if (!text_is(buf_text(&found), rows[i].documents))
            fail_msg("%s: %.*s", rows[i].file, TEXT_ARG(buf_text(&found)));
        buf_free(&found);
    }
}

static bool claims(const char *name, const char *bytes) {
    struct source source;
    source_init(&source, name, text_of(bytes));
    bool claimed = json_claims(NULL, &source);
    source_free(&source);
    return claimed;
}

static void claims_json_alone(void **state) {
    (void)state;
    assert_true(claims("x", "{\"exlint\":\"document/1\""));
    assert_true(claims("-", "\xEF\xBB\xBF [ {\n \"exlint\": \"document/1\""));
    assert_true(claims("x.json", "{\"blocks\":[]"));
    assert_false(claims("x.md", "{\"blocks\":[]"));
    assert_false(claims("x.md", "{{< tabs >}} \"exlint\" document/1"));
    assert_false(claims("x.md", "[a]: /b"));
    assert_false(claims("x.json", "# Title"));
    assert_false(claims("x.md", ""));
}

static void strips_annotations(void **state) {
    (void)state;
    struct opened opened;
    struct buf out = {0};
    struct json_error error;
    struct write_options options = {.strip_annotations = true};
    open_page(&opened, "markdown",
              TEXT("## Example 1: T\n\n~~~python\nx = 1  # => one\n# => own\ns = '# => no'\n~~~\n"));
    write_json(&opened.document, &options, &out);
    struct json_value *root = json_read(buf_text(&out), &error);
    const struct json_value *code =
        json_at(json_member(json_at(json_member(root, "entries"), 0), "blocks"), 0);
    assert_true(text_is(json_member_text(code, "text"), "x = 1\ns = '# => no'\n"));
    assert_null(json_member(code, "annotations"));
    assert_null(json_member(code, "source"));
    json_free(root);
    buf_free(&out);
    shut(&opened);
}

static void front_matter_of_all_kinds(void **state) {
    (void)state;
    static const struct {
        const char *page, *expected; /* NULL: no member */
    } rows[] = {
        {"---\n---\n", "{}"},
        {"text\n", NULL},
        {"---\na: [\n---\n", "null"},
        {"---\na: &x {b: 1}\nc: *x\n---\n", "{\"a\":{\"b\":1},\"c\":{\"b\":1}}"},
        {"---\na: .inf\nb: 1.0\nc: -0x\nd: 0x1F\ne: no\nf: 1e3\n---\n",
         "{\"a\":\".inf\",\"b\":1.0,\"c\":\"-0x\",\"d\":31,\"e\":\"no\",\"f\":1000.0}"},
        {"---\n1: one\ntrue: two\n---\n", "{\"1\":\"one\",\"true\":\"two\"}"},
        {"---\na: []\nb: {}\nc: \"\\u0001\\\"\\\\\"\n---\n", "{\"a\":[],\"b\":{},\"c\":\"\\u0001\\\"\\\\\"}"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf out = convert("markdown", "ndjson", text_of(rows[i].page)), expected = {0};
        buf_print(&expected, "\"front_matter\":%s,\"front_matter_source\"",
                  rows[i].expected ? rows[i].expected : "");
        size_t at =
            text_find(buf_text(&out), rows[i].expected ? buf_text(&expected) : TEXT("front_matter"), 0);
        if ((at != TEXT_NONE) != (rows[i].expected != NULL))
            fail_msg("%s: %s", rows[i].page, out.at);
        struct buf back = convert("json", "markdown", buf_text(&out));
        assert_true(text_is(buf_text(&back), rows[i].page));
        buf_free(&back);
        buf_free(&expected);
        buf_free(&out);
    }
}

/* An alias to a large text, many times over: what is written stays bounded. */
static void survives_large_aliases(void **state) {
    (void)state;
    struct buf bytes = {0};
    buf_add_string(&bytes, "---\na: &x ");
    buf_add_run(&bytes, 'x', 1 << 20);
    buf_add_string(&bytes, "\nb: [");
    for (int i = 0; i < 5000; i++)
        buf_add_string(&bytes, "*x , ");
    buf_add_string(&bytes, "]\n---\n");
    struct buf out = convert("markdown", "ndjson", buf_text(&bytes));
    assert_true(text_find(buf_text(&out), TEXT("\"front_matter\":null,"), 0) != TEXT_NONE);
    assert_true(out.len < 4u << 20);
    buf_free(&out);
    buf_free(&bytes);
}

static int set_up(void **state) {
    (void)state;
    profiles = profiles_built_in();
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    profiles_free(profiles);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_what_the_page_holds),
        cmocka_unit_test(comes_back_as_it_was),
        cmocka_unit_test(edits_count),
        cmocka_unit_test(needs_little),
        cmocka_unit_test(refuses),
        cmocka_unit_test(takes_documents_apart),
        cmocka_unit_test(claims_json_alone),
        cmocka_unit_test(strips_annotations),
        cmocka_unit_test(front_matter_of_all_kinds),
        cmocka_unit_test(survives_large_aliases),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
