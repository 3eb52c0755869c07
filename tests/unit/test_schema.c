/* SPDX-License-Identifier: MIT */
/* JSON Schema: the cases of tests/schema-suite, what is said and where, what is refused, and that hostile
 * schemas and values end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "base/files.h"
#include "base/tree.h"
#include "doc/value_json.h"
#include "read/yaml.h"
#include "schema/schema.h"

/* A text as a schema. */
struct subject {
    struct arena arena;
    struct source source;
    struct schema *schema;
};

static const struct value *load(struct text text, struct arena *arena) {
    struct value_error error;
    const struct value *root = yaml_load(text, 0, arena, &error);
    if (!root)
        fail_msg("%.*s: %.*s", TEXT_ARG(text_slice(text, 0, 60)), TEXT_ARG(error.message));
    return root;
}

/* Other files are texts of their own here: name and text by turns. */
static void load_other(void *context, const char *path, struct arena *arena, struct schema_text *text) {
    const char *const *files = context;
    for (; files && files[0]; files += 2)
        if (text_ends(text_of(path), files[0])) {
            text->bytes = text_of(files[1]);
            text->root = yaml_load(text->bytes, 0, arena, &text->error);
            return;
        }
    text->unreadable = "no such file";
}

static void compile(struct subject *subject, const char *text, const char *const *files) {
    union {
        const char *const *files;
        void *context;
    } bridge = {.files = files};
    struct schema_loader loader = {bridge.context, load_other};
    *subject = (struct subject){.schema = NULL};
    source_init(&subject->source, "schema.yaml", text_of(text));
    subject->schema = schema_new(&subject->source, load(text_of(text), &subject->arena), &loader);
}

static void forget(struct subject *subject) {
    schema_free(subject->schema);
    source_free(&subject->source);
    arena_free(&subject->arena);
}

static size_t fault_count(const struct subject *subject) {
    size_t count;
    const struct schema_fault *faults = schema_faults(subject->schema, &count);
    for (size_t i = 0; i < count; i++) {
        assert_true(faults[i].message.len > 0);
        assert_true(faults[i].span.end <= faults[i].source->bytes.len);
    }
    return count;
}

/* The suite. */

static unsigned check_case(const char *file, const struct source *source, const struct value *group) {
    unsigned wrong = 0;
    struct arena arena = {0};
    const struct value *tests = value_get(group, "tests");
    struct text description = value_get_string(group, "description");
    struct schema *schema = schema_new(source, value_get(group, "schema"), NULL);
    size_t faults;
    const struct schema_fault *fault = schema_faults(schema, &faults);
    if (faults) {
        print_error("%s: %.*s: %.*s\n", file, TEXT_ARG(description), TEXT_ARG(fault->message));
        wrong++;
    }
    for (size_t i = 0; i < tests->count && !faults; i++) {
        const struct value *test = tests->members[i].value;
        struct schema_result result = schema_validate(schema, value_get(test, "data"), &arena);
        if ((result.count == 0) == value_get(test, "valid")->truth)
            continue;
        struct text said = result.count ? result.errors[0].message : TEXT("valid");
        print_error("%s: %.*s: %.*s: %.*s\n", file, TEXT_ARG(description),
                    TEXT_ARG(value_get_string(test, "description")), TEXT_ARG(said));
        wrong++;
    }
    schema_free(schema);
    arena_free(&arena);
    return wrong;
}

static void test_suite(void **state) {
    (void)state;
    static const char *const suffixes[] = {".json", NULL};
    struct tree tree = {0};
    unsigned wrong = 0;
    tree_add(&tree, "tests/schema-suite", suffixes);
    tree_finish(&tree);
    assert_true(tree.count >= 10);
    for (size_t i = 0; i < tree.count; i++) {
        struct buf bytes = {0};
        struct arena arena = {0};
        struct source source;
        assert_null(file_read(tree.files[i].path, &bytes));
        source_init(&source, tree.files[i].path, buf_text(&bytes));
        struct value_error error;
        const struct value *groups = value_read_json(buf_text(&bytes), &arena, &error);
        assert_non_null(groups);
        for (size_t k = 0; k < groups->count; k++)
            wrong += check_case(tree.files[i].path, &source, groups->members[k].value);
        source_free(&source);
        arena_free(&arena);
        buf_free(&bytes);
    }
    tree_free(&tree);
    assert_int_equal(wrong, 0);
}

/* What is said, and where: "line:column path: message" for each error, in order. */
static void expect_errors(const char *schema, const char *data, const char *const *expected) {
    struct subject subject;
    struct arena arena = {0};
    struct source source;
    compile(&subject, schema, NULL);
    assert_int_equal(fault_count(&subject), 0);
    source_init(&source, "data", text_of(data));
    struct schema_result result = schema_validate(subject.schema, load(text_of(data), &arena), &arena);
    size_t i = 0;
    for (; i < result.count && expected[i]; i++) {
        const struct schema_error *error = &result.errors[i];
        struct position at = source_position(&source, error->span.begin);
        struct text line = arena_print(&arena, "%u:%u %.*s: %.*s", at.line, at.column, TEXT_ARG(error->path),
                                       TEXT_ARG(error->message));
        assert_string_equal(line.at, expected[i]);
    }
    assert_int_equal(i, result.count);
    assert_null(expected[i]);
    source_free(&source);
    arena_free(&arena);
    forget(&subject);
}

#define EXPECT(schema, data, ...) expect_errors(schema, data, (const char *const[]){__VA_ARGS__, NULL})

static void test_places(void **state) {
    (void)state;
    EXPECT("{type: object, required: [title], properties: {tags: {items: {type: string}}}}",
           "# page\ntags:\n  - a\n  - b\n  - 3\nfront: {}\n", "2:1 : the key \"title\" is missing",
           "5:5 tags[2]: a string is expected, not the integer 3");
    EXPECT("{properties: {front: {properties: {title: {type: string}}}}}", "{\"front\": {\"title\": null}}",
           "1:21 front.title: a string is expected, not null");
    EXPECT("{additionalProperties: false, properties: {title: {}}}", "a: 1\ntitel: x\n",
           "1:1 a: the key \"a\" is not expected",
           "2:1 titel: the key \"titel\" is not expected; did you mean \"title\"?");
    EXPECT("{properties: {a b: {properties: {\"x.y\": false}}}}", "a b:\n  x.y: 1\n",
           "2:3 [\"a b\"][\"x.y\"]: the key \"x.y\" is not expected");
    EXPECT("{items: {type: integer}}", "- \xC3\xA9\n- &a [1]\n- *a\n",
           "1:3 [0]: an integer is expected, not the string \"\xC3\xA9\"",
           "2:3 [1]: an integer is expected, not an array of 1 item",
           "2:3 [2]: an integer is expected, not an array of 1 item");
    EXPECT("{propertyNames: {pattern: ^a}}", "ab: 1\nba: 2\n",
           "2:1 ba: the key \"ba\": text that matches /^a/ is expected, not \"ba\"");
    EXPECT("{required: [a], properties: {b: {type: string}}}", "b:\n", "1:1 : the key \"a\" is missing",
           "1:3 b: a string is expected, not nothing (null)");
}

static void test_messages(void **state) {
    (void)state;
    EXPECT("{enum: [red, green]}", "gren",
           "1:1 : one of \"red\", \"green\" is expected, not \"gren\"; did you mean \"green\"?");
    EXPECT("{const: 1}", "2", "1:1 : 1 is expected, not 2");
    EXPECT("{type: [string, 'null', integer]}", "1.5",
           "1:1 : null, an integer or a string is expected, not the number 1.5");
    EXPECT("{maximum: 2, multipleOf: 0.5}", "2.25", "1:1 : a multiple of 0.5 is expected, not 2.25",
           "1:1 : at most 2 is expected, not 2.25");
    EXPECT("{minLength: 1}", "''", "1:1 : at least 1 character is expected, not 0");
    EXPECT("{maxItems: 2, uniqueItems: true}", "[1, 2, 1.0]", "1:1 : at most 2 items are expected, not 3",
           "1:8 [2]: 1.0 stands twice, first as item [0]; each item is expected once");
    EXPECT("{format: date}", "2024-02-30", "1:1 : a date such as 2024-02-29 is expected, not \"2024-02-30\"");
    EXPECT("{dependentRequired: {a: [b]}}", "a: 1",
           "1:1 : the key \"b\" is missing, which is required beside \"a\"");
    EXPECT("{not: {type: string}}", "x", "1:1 : the string \"x\" is what the schema rules out with \"not\"");
    EXPECT("{contains: {type: string}}", "[1]",
           "1:1 : an item that fits \"contains\" is expected; there is none");
    EXPECT("{prefixItems: [{}], items: false}", "[1, 2]", "1:5 [1]: no item is expected here");
    EXPECT("{allOf: [{type: string}, {type: string}]}", "1", "1:1 : a string is expected, not the integer 1");
}

static void test_alternatives(void **state) {
    (void)state;
    EXPECT("{anyOf: [{type: string}, {type: array}]}", "5",
           "1:1 : a string or an array is expected, not the integer 5");
    EXPECT("{oneOf: [{const: a}, {const: b}]}", "c", "1:1 : one of \"a\", \"b\" is expected, not \"c\"");
    EXPECT("{anyOf: [{type: string}, {type: object, required: [a, b], properties: {c: {type: string}}}]}",
           "{a: 1, c: 2}",
           "1:11 c: a string is expected, not the integer 2 (so says the closest of 2 alternatives, anyOf); "
           "it has 1 more to say");
    EXPECT(
        "{oneOf: [{properties: {k: {const: a}}, required: [x]}, {properties: {k: {const: b}}, required: [y, z, w]}]}",
        "{k: b, y: 1, z: 2}",
        "1:1 : the key \"w\" is missing (so says the closest of 2 alternatives, oneOf)");
    EXPECT("{oneOf: [{type: integer}, {minimum: 2}, {type: number}]}", "3",
           "1:1 : exactly one of 3 alternatives is expected to fit, but the 1st and the 2nd do");
    EXPECT("{anyOf: [{type: string}]}", "1", "1:1 : a string is expected, not the integer 1");
}

/* Refused schemas. */

static void expect_fault(const char *schema, const char *place, const char *part) {
    static const char *const files[] = {
        "good.yaml",   "type: integer\n$defs: {s: {$anchor: s, type: string}}\n",
        "bad.yaml",    "type: [string,\n  strin]\n",
        "broken.yaml", "a: [\n",
        "empty.yaml",  "# nothing\n",
        NULL};
    struct subject subject;
    char at[64];
    compile(&subject, schema, files);
    size_t count;
    const struct schema_fault *fault = schema_faults(subject.schema, &count);
    if (!place) {
        if (count)
            print_error("%.*s\n", TEXT_ARG(fault->message));
        assert_int_equal(count, 0);
    } else {
        assert_int_equal(count, 1);
        struct position position = source_position(fault->source, fault->span.begin);
        snprintf(at, sizeof at, "%u:%u", position.line, position.column);
        if (text_find(fault->message, text_of(part), 0) == TEXT_NONE)
            fail_msg("%s: %.*s", schema, TEXT_ARG(fault->message));
        assert_string_equal(at, place);
    }
    forget(&subject);
}

static void test_refused(void **state) {
    (void)state;
    expect_fault("type: strin", "1:7", "no type \"strin\"");
    expect_fault("type: null", "1:7", "quotes");
    expect_fault("a: 1\nminimum: x", "2:10", "a number is expected");
    expect_fault("minLength: -1", "1:12", "a whole number");
    expect_fault("minLength: 1.5", "1:12", "a whole number");
    expect_fault("multipleOf: 0", "1:13", "above 0");
    expect_fault("properties: {a: {items: [1]}}", "1:25", "a schema is expected");
    expect_fault("allOf: []", "1:8", "not empty");
    expect_fault("required: [a, b, a]", "1:18", "stands twice");
    expect_fault("required: a", "1:11", "a list of keys");
    expect_fault("pattern: '(a'", "1:10", "no regular expression");
    expect_fault("patternProperties: {'[': {}}", "1:21", "no regular expression");
    expect_fault("dependencies: {}", "1:1", "older drafts");
    expect_fault("items: {additionalItems: false}", "1:9", "older drafts");
    expect_fault("$schema: http://json-schema.org/draft-07/schema#", "1:10", "not supported");
    expect_fault("$id: 'x#y'", "1:6", "fragment");
    expect_fault("$anchor: '#x'", "1:10", "a name");
    expect_fault("$defs: {a: {$anchor: x}, b: {$anchor: x}}", "1:39", "twice");
    expect_fault("$defs: {a: {$id: x}, b: {$id: x}}", "1:31", "same $id");
    expect_fault("$ref: #/x", "1:6", "begins a comment");
    expect_fault("$ref: '#/x'", "1:7", "nothing stands there");
    expect_fault("$ref: '#x'", "1:7", "no such anchor");
    expect_fault("{type: [string], $ref: '#/type'}", "1:8", "a schema is expected");
}

static void test_other_files(void **state) {
    (void)state;
    expect_fault("$ref: good.yaml", NULL, NULL);
    expect_fault("$ref: 'good.yaml#s'", NULL, NULL);
    expect_fault("$ref: 'good.yaml#/$defs/s'", NULL, NULL);
    expect_fault("$ref: folder/../good.yaml", NULL, NULL);
    expect_fault("{$id: 'https://example.org/s/x.yaml', $ref: good.yaml}", NULL, NULL);
    expect_fault("$ref: missing.yaml", "1:7", "no such file");
    expect_fault("$ref: 'good.yaml#t'", "1:7", "no such anchor");
    expect_fault("$ref: https://example.org/good", "1:7", "network");
    expect_fault("$ref: bad.yaml", "2:3", "no type \"strin\"");
    expect_fault("$ref: broken.yaml", "1:6", "not valid YAML");
    expect_fault("$ref: empty.yaml", "1:1", "empty");
}

static void test_endless(void **state) {
    (void)state;
    expect_fault("$ref: '#'", "1:7", "never end");
    expect_fault("{$ref: '#/$defs/a', $defs: {a: {$ref: '#/$defs/b'}, b: {allOf: [{$ref: '#/$defs/a'}]}}}",
                 "1:39", "never end");
    expect_fault("properties: {a: {anyOf: [{type: string}, {$ref: '#/properties/a'}]}}", "1:49", "never end");
    expect_fault("{if: true, then: {$ref: '#'}}", "1:25", "never end");
    expect_fault("dependentSchemas: {a: {$ref: '#'}}", "1:30", "never end");
    expect_fault("not: {$ref: '#'}", "1:13", "never end");
    expect_fault("items: {$ref: '#'}", NULL, NULL);
}

/* Hostile input: it ends, and soon. */

static void expect_undecided(const char *schema, struct text data) {
    struct subject subject;
    struct arena arena = {0};
    struct timespec begin, end;
    compile(&subject, schema, NULL);
    assert_int_equal(fault_count(&subject), 0);
    clock_gettime(CLOCK_MONOTONIC, &begin);
    struct schema_result result = schema_validate(subject.schema, load(data, &arena), &arena);
    clock_gettime(CLOCK_MONOTONIC, &end);
    assert_true(result.undecided);
    assert_int_equal(result.count, 1);
    assert_true(end.tv_sec - begin.tv_sec < 20);
    arena_free(&arena);
    forget(&subject);
}

static void test_bounds(void **state) {
    (void)state;
    struct buf text = {0};
    buf_add_string(&text, "\"");
    buf_add_run(&text, 'a', 40);
    buf_add_string(&text, "!\"");
    expect_undecided("pattern: '^(a+)+$'", buf_text(&text));
    expect_undecided("$dynamicRef: '#x'\n$dynamicAnchor: x\n", TEXT("1"));
    buf_cut(&text, 0);
    buf_add_string(&text, "$defs:\n  d40: {type: integer}\n");
    for (int i = 0; i < 40; i++)
        buf_print(&text, "  d%d: {allOf: [{$ref: '#/$defs/d%d'}, {$ref: '#/$defs/d%d'}]}\n", i, i + 1, i + 1);
    buf_add_string(&text, "$ref: '#/$defs/d0'\n");
    expect_undecided(text.at, TEXT("1"));
    buf_free(&text);
}

static void expect_unreadable(struct text text, bool json, const char *part) {
    struct arena arena = {0};
    struct value_error error;
    assert_null(json ? value_read_json(text, &arena, &error) : yaml_load(text, 0, &arena, &error));
    assert_non_null(error.message.at);
    assert_true(error.span.begin <= text.len);
    if (text_find(error.message, text_of(part), 0) == TEXT_NONE)
        fail_msg("%.*s: %.*s", TEXT_ARG(text_slice(text, 0, 40)), TEXT_ARG(error.message));
    arena_free(&arena);
}

static void test_nesting(void **state) {
    (void)state;
    struct buf text = {0};
    buf_add_run(&text, '[', 10000);
    expect_unreadable(buf_text(&text), true, "nested");
    expect_unreadable(buf_text(&text), false, "nested");
    buf_cut(&text, 0);
    buf_add_string(&text, "a: &a [x, x, x, x, x, x, x, x, x]\n");
    for (char c = 'b'; c < 'k'; c++) {
        buf_print(&text, "%c: &%c [", c, c);
        for (int i = 0; i < 9; i++)
            buf_print(&text, "%s*%c", i ? ", " : "", c - 1);
        buf_add_string(&text, "]\n");
    }
    expect_unreadable(buf_text(&text), false, "aliases");
    buf_cut(&text, 0); /* anchors within anchors: deep, though no line is */
    buf_add_string(&text, "- &a0 [[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]]\n");
    for (int i = 1; i < 100; i++)
        buf_print(&text, "- &a%d [[[[[[[[[[[[[[[[[[[[*a%d ]]]]]]]]]]]]]]]]]]]]\n", i, i - 1);
    expect_unreadable(buf_text(&text), false, "nested");
    buf_free(&text);
}

/* The readers. */

static void test_json(void **state) {
    (void)state;
    static const char *const broken[] = {"",       "{",           "[1,]",      "{\"a\":1,}",  "{a:1}",
                                         "[1 2]",  "01",          "1.",        "1e",          "-",
                                         "tru",    "\"a",         "\"\\x\"",   "\"\\ud800\"", "\"\\udc00\"",
                                         "\"\n\"", "1 2",         "{\"a\" 1}", "[}",          "{\"a\":}",
                                         "nul",    "\"\\u12g4\"", "+1",        ".5",          "\xEF\xBB\xBF",
                                         "[1}",    NULL};
    for (size_t i = 0; broken[i]; i++)
        expect_unreadable(text_of(broken[i]), true, "not valid JSON");
    expect_unreadable(TEXT("\"\xC3\""), true, "UTF-8");
    expect_unreadable(TEXT("{\"a\":1, \"b\":2, \"a\":3}"), true, "stands twice");
    struct arena arena = {0};
    struct value_error error;
    const struct value *value = value_read_json(
        TEXT(
            "\xEF\xBB\xBF {\"k\\u0041\\n\": [1, -0.5e+2, 123456789012345678901234567890, true, null,\n \"\\ud83d\\ude00\\u0000\"]} "),
        &arena, &error);
    assert_non_null(value);
    const struct value *list = value_get(value, "kA\n");
    assert_non_null(list);
    assert_int_equal(list->count, 6);
    assert_int_equal(value->weight, 8);
    assert_int_equal(value->height, 3);
    assert_int_equal(list->members[0].value->integer, 1);
    assert_true(list->members[1].value->real == -50);
    assert_int_equal(list->members[2].value->kind, VALUE_REAL);
    assert_true(text_is(list->members[2].value->scalar, "123456789012345678901234567890"));
    assert_true(list->members[3].value->truth);
    assert_true(text_equal(list->members[5].value->scalar, TEXT("\xF0\x9F\x98\x80\0")));
    assert_int_equal(list->members[5].value->span.begin, 76);
    arena_free(&arena);
}

static void test_yaml(void **state) {
    (void)state;
    static const struct {
        const char *text;
        enum value_kind kind;
    } plain[] = {{"no", VALUE_STRING},
                 {"on", VALUE_STRING},
                 {"yes", VALUE_STRING},
                 {"true", VALUE_BOOL},
                 {"~", VALUE_NULL},
                 {"null", VALUE_NULL},
                 {"2024-01-01", VALUE_STRING},
                 {"1_000", VALUE_STRING},
                 {"0x1F", VALUE_INTEGER},
                 {"0o17", VALUE_INTEGER},
                 {"017", VALUE_INTEGER},
                 {"1.", VALUE_REAL},
                 {".5", VALUE_REAL},
                 {".inf", VALUE_REAL},
                 {"-.INF", VALUE_REAL},
                 {".nan", VALUE_REAL},
                 {"+.nan", VALUE_STRING},
                 {"1e3", VALUE_REAL},
                 {"12:30:45", VALUE_STRING},
                 {"\"1\"", VALUE_STRING},
                 {"!!str 1", VALUE_STRING},
                 {"!!int '5'", VALUE_INTEGER},
                 {"!!float 5", VALUE_INTEGER},
                 {"99999999999999999999", VALUE_REAL},
                 {"|\n  1", VALUE_STRING},
                 {"1e", VALUE_STRING}};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        struct arena arena = {0};
        struct value_error error;
        const struct value *value = yaml_load(text_of(plain[i].text), 0, &arena, &error);
        assert_non_null(value);
        if (value->kind != plain[i].kind)
            fail_msg("%s is %s", plain[i].text, value_kind_name(value->kind));
        arena_free(&arena);
    }
    expect_unreadable(TEXT("a: 1\nb: 2\na: 3\n"), false, "stands twice");
    expect_unreadable(TEXT("!x 1"), false, "tag");
    expect_unreadable(TEXT("!!int x"), false, "tag");
    expect_unreadable(TEXT("[a]: 1"), false, "a key");
    expect_unreadable(TEXT("? {a: 1}\n: 1"), false, "a key");
    expect_unreadable(TEXT("&a [*a]"), false, "inside its own anchor");
    expect_unreadable(TEXT("*a"), false, "without an anchor");
    expect_unreadable(TEXT("--- 1\n--- 2\n"), false, "second");
    expect_unreadable(TEXT("a: [1"), false, "not valid YAML");
    expect_unreadable(TEXT("\xFF"), false, "not valid YAML");
}

/* Numbers that YAML writes in its own ways are numbers to a schema. */
static void test_yaml_numbers(void **state) {
    (void)state;
    EXPECT("{items: {type: integer, maximum: 31, minimum: -5}}",
           "[0x1F, 0o37, 31.0, +7, 007, 0x20, .inf, 1.5]", "1:29 [5]: at most 31 is expected, not 0x20",
           "1:35 [6]: an integer is expected, not the number .inf",
           "1:41 [7]: an integer is expected, not the number 1.5");
    EXPECT("{enum: [0x10, .inf]}", "17", "1:1 : one of 0x10, .inf is expected, not 17");
    EXPECT("{items: {minimum: 0}}", "[.nan, .inf, -.inf]", "1:2 [0]: at least 0 is expected, not .nan",
           "1:14 [2]: at least 0 is expected, not -.inf");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_suite),    cmocka_unit_test(test_places),
        cmocka_unit_test(test_messages), cmocka_unit_test(test_alternatives),
        cmocka_unit_test(test_refused),  cmocka_unit_test(test_other_files),
        cmocka_unit_test(test_endless),  cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_nesting),  cmocka_unit_test(test_json),
        cmocka_unit_test(test_yaml),     cmocka_unit_test(test_yaml_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
