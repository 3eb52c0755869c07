/* SPDX-License-Identifier: MIT */
/* What is written without jansson is what jansson would have written. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <jansson.h>
#undef json_is_integer
#undef json_is_true

#include "base/json.h"
#include "base/json_writer.h"
#include "base/utf8.h"
#include "command/profile_file.h"
#include "generate.h"
#include "read/read.h"
#include "write/write.h"

static void expect_as_jansson(json_t *value, const struct buf *written, size_t flags, const char *what) {
    char *expected = json_dumps(value, flags | JSON_ENCODE_ANY);
    assert_non_null(expected);
    if (!text_equal(buf_text(written), text_of(expected)))
        fail_msg("%s: %s instead of %s", what, written->at, expected);
    free(expected);
}

static void expect_written(struct text t) {
    struct json_writer writer = {.out = &(struct buf){0}};
    json_add_string(&writer, NULL, t);
    json_t *string = json_stringn(t.len ? t.at : "", t.len);
    assert_non_null(string);
    expect_as_jansson(string, writer.out, JSON_COMPACT, "string");
    json_decref(string);
    buf_free(writer.out);
}

/* Every character below U+0800 and some of each length, at every place of what is looked at sixteen bytes at
 * a time. */
static void characters_are_as_jansson_has_them(void **state) {
    static const uint32_t more[] = {0x800,  0x2028, 0x2029,  0xD7FF,  0xE000,  0xFEFF,
                                    0xFFFD, 0xFFFF, 0x10000, 0x1F600, 0x10FFFF};
    (void)state;
    for (uint32_t i = 0; i < 0x800 + sizeof more / sizeof *more; i++) {
        uint32_t c = i < 0x800 ? i : more[i - 0x800];
        for (size_t before = 0; before < (i < 0x80 ? 36 : 3); before++) {
            struct buf t = {0};
            char encoded[4];
            buf_add_run(&t, 'x', before);
            buf_add(&t, (struct text){encoded, utf8_encode(c, encoded)});
            expect_written(buf_text(&t));
            buf_add_run(&t, 'y', 40);
            expect_written(buf_text(&t));
            buf_free(&t);
        }
    }
}

static void random_strings_are_as_jansson_has_them(void **state) {
    static const uint32_t characters[] = {'a', 'b',  ' ',  '"',  '\\',   '/',    '\n',
                                          0,   0x1F, 0x7F, 0xE9, 0x2028, 0x1F600};
    uint64_t random = 7;
    (void)state;
    expect_written((struct text){0});
    for (int round = 0; round < 3000; round++) {
        struct buf t = {0};
        for (unsigned i = random_below(&random, 90); i > 0; i--) {
            char encoded[4];
            unsigned which = random_below(&random, 4) ? 0 : random_below(&random, 13);
            buf_add(&t, (struct text){encoded, utf8_encode(characters[which], encoded)});
        }
        expect_written(buf_text(&t));
        buf_free(&t);
    }
}

/* jansson takes no bytes that are not UTF-8: each becomes U+FFFD, surrogates and overlong forms byte by byte.
 */
static void bytes_that_are_no_text_are_replaced(void **state) {
    static const struct {
        const char *bytes, *written;
    } rows[] = {
        {"\xFF", "\"\uFFFD\""},
        {"a\x80z", "\"a\uFFFDz\""},
        {"\xC3", "\"\uFFFD\""},
        {"\xC3\n", "\"\uFFFD\\n\""},
        {"\xED\xA0\x80", "\"\uFFFD\uFFFD\uFFFD\""},
        {"\xC0\xAF", "\"\uFFFD\uFFFD\""},
        {"\xF4\x90\x80\x80", "\"\uFFFD\uFFFD\uFFFD\uFFFD\""},
        {"\xE2\x80", "\"\uFFFD\uFFFD\""},
        {"0123456789abcdef\xFE\"0123456789abcdef", "\"0123456789abcdef\uFFFD\\\"0123456789abcdef\""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct json_writer writer = {.out = &(struct buf){0}};
        json_add_string(&writer, NULL, text_of(rows[i].bytes));
        assert_string_equal(writer.out->at, rows[i].written);
        buf_free(writer.out);
    }
}

static void numbers_are_as_jansson_has_them(void **state) {
    static const long long integers[] = {0, 1, -1, 9, 10, -10, 4294967296, INT64_MAX, INT64_MIN};
    static const double reals[] = {
        0,    -0.0, 1,    -2.5,  0.1,    0.7,    1e15, 1e16,    1e17,  123456789012345680.0,
        1e-4, 1e-5, 1e-7, 1e300, 1e-300, 5e-324, 1e22, 1.5e-10, 100.0, 1.7976931348623157e308};
    (void)state;
    for (size_t i = 0; i < sizeof integers / sizeof *integers; i++) {
        struct json_writer writer = {.out = &(struct buf){0}};
        json_add_integer(&writer, NULL, integers[i]);
        json_t *value = json_integer(integers[i]);
        expect_as_jansson(value, writer.out, JSON_COMPACT, "integer");
        json_decref(value);
        buf_free(writer.out);
    }
    for (size_t i = 0; i < sizeof reals / sizeof *reals; i++) {
        struct json_writer writer = {.out = &(struct buf){0}};
        json_add_real(&writer, NULL, reals[i]);
        json_t *value = json_real(reals[i]);
        size_t precision = 15;
        char digits[40];
        while (precision < 17 && (snprintf(digits, sizeof digits, "%.*g", (int)precision, reals[i]),
                                  strtod(digits, NULL) != reals[i]))
            precision++;
        expect_as_jansson(value, writer.out, JSON_COMPACT | JSON_REAL_PRECISION(precision), "real");
        assert_true(strtod(writer.out->at, NULL) == reals[i]);
        json_decref(value);
        buf_free(writer.out);
    }
}

static void each_real_has_its_own_digits(void **state) {
    struct json_writer writer = {.out = &(struct buf){0}};
    (void)state;
    json_open_array(&writer, NULL);
    json_add_real(&writer, NULL, 0.7);
    json_add_real(&writer, NULL, 0.1 + 0.2);
    json_add_real(&writer, NULL, (double)NAN);
    json_add_real(&writer, NULL, (double)INFINITY);
    json_close_array(&writer);
    assert_string_equal(writer.out->at, "[0.7,0.30000000000000004,null,null]");
    buf_free(writer.out);
}

static void write_sample(struct json_writer *writer, const struct json_value *tree) {
    json_open_object(writer, NULL);
    json_add_null(writer, "n");
    json_open_array(writer, "a");
    json_close_array(writer);
    json_open_object(writer, "o");
    json_close_object(writer);
    json_open_array(writer, "list");
    json_add_bool(writer, NULL, true);
    json_add_value(writer, NULL, tree);
    json_open_object(writer, NULL);
    json_add_bool(writer, "f", false);
    json_add_value(writer, "tree", tree);
    json_add_integer(writer, "i", 3);
    json_close_object(writer);
    json_open_array(writer, NULL);
    json_add_string(writer, NULL, TEXT("x"));
    json_add_string(writer, NULL, TEXT("y"));
    json_close_array(writer);
    json_close_array(writer);
    json_add_value(writer, "none", NULL);
    json_close_object(writer);
}

static void structure_is_as_jansson_has_it(void **state) {
    struct json_error error;
    struct json_value *tree =
        json_read(TEXT("{\"k\\\"\\n\":[1,{},[],{\"\":null}],\"z\":{\"y\":1.5}}"), &error);
    (void)state;
    assert_non_null(tree);
    for (int pretty = 0; pretty < 2; pretty++) {
        struct json_writer writer = {.out = &(struct buf){0}, .pretty = pretty};
        write_sample(&writer, tree);
        json_t *read = json_loadb(writer.out->at, writer.out->len, 0, NULL);
        assert_non_null(read);
        expect_as_jansson(read, writer.out, pretty ? JSON_INDENT(2) : JSON_COMPACT, "structure");
        json_decref(read);
        buf_free(writer.out);
    }
    json_free(tree);
}

/* Generated pages, as documents: jansson reads what was written, and prints the very same bytes. */
static void documents_are_as_jansson_has_them(void **state) {
    struct profiles *profiles = profiles_built_in();
    struct read_context context = {.profiles = profiles};
    struct settings settings;
    (void)state;
    settings_init(&settings);
    for (uint64_t seed = 1; seed <= 1500; seed++)
        for (int pretty = 0; pretty < 2; pretty++) {
            struct buf page = {0}, out = {0};
            struct source source;
            struct report report;
            struct document document;
            generate_page(seed, seed % 2, &page);
            source_init(&source, "page.md", buf_text(&page));
            report_init(&report, "page.md", &settings);
            read_page(&context, reader_find("markdown"), &source, &document, &report);
            (pretty ? write_json : write_ndjson)(&document, NULL, &out);
            json_t *read = json_loadb(out.at, out.len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
            assert_non_null(read);
            assert_true(out.len && out.at[out.len - 1] == '\n');
            buf_cut(&out, out.len - 1);
            expect_as_jansson(read, &out, pretty ? JSON_INDENT(2) : JSON_COMPACT, "document");
            json_decref(read);
            document_free(&document);
            report_free(&report);
            source_free(&source);
            buf_free(&page);
            buf_free(&out);
        }
    profiles_free(profiles);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(characters_are_as_jansson_has_them),
        cmocka_unit_test(random_strings_are_as_jansson_has_them),
        cmocka_unit_test(bytes_that_are_no_text_are_replaced),
        cmocka_unit_test(numbers_are_as_jansson_has_them),
        cmocka_unit_test(each_real_has_its_own_digits),
        cmocka_unit_test(structure_is_as_jansson_has_it),
        cmocka_unit_test(documents_are_as_jansson_has_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
