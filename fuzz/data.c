/* SPDX-License-Identifier: MIT */
/* Targets about data: front matter, JSON, schemas, configurations. */
#define _GNU_SOURCE /* memfd_create() */
#include "page.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/json.h"
#include "command/config_file.h"
#include "command/schema_file.h"
#include "doc/value_json.h"
#include "read/yaml.h"
#include "schema/equal.h"

/* Front matter, alone and above a page. */
void run_front_matter(struct text bytes) {
    struct arena arena = {0};
    struct value_error error = {0};
    const struct value *root = yaml_load(bytes, 0, &arena, &error);
    REQUIRE(!root || !error.message.at);
    REQUIRE(error.span.begin <= error.span.end && error.span.end <= bytes.len);
    arena_free(&arena);
    struct buf page = {0};
    buf_add_string(&page, "---\n");
    buf_add(&page, bytes);
    buf_add_string(&page, "\n---\n\nText.\n");
    run_page(reader_find("markdown")->read, buf_text(&page));
    buf_free(&page);
}

/* The file that a schema refers to, whatever it is called. */
static void load_other(void *context, const char *path, struct arena *arena, struct schema_text *text) {
    text->bytes = *(const struct text *)context;
    text->root = data_read(path, text->bytes, arena, &text->error);
}

static void check_faults(const struct schema *schema, size_t *count) {
    const struct schema_fault *faults = schema_faults(schema, count);
    REQUIRE(*count <= SCHEMA_FAULTS_MOST);
    for (size_t i = 0; i < *count; i++) {
        REQUIRE(faults[i].message.len > 0 && faults[i].span.begin <= faults[i].span.end);
        REQUIRE(faults[i].span.end <= faults[i].source->bytes.len);
    }
}

/* Errors are in the data, by place, and the same every time. */
static void check_errors(const struct schema *schema, struct text data, const struct value *value,
                         struct arena *arena) {
    struct schema_result result = schema_validate(schema, value, arena);
    struct schema_result again = schema_validate(schema, value, arena);
    REQUIRE(result.count <= SCHEMA_ERRORS_MOST && result.count == again.count);
    REQUIRE(result.undecided == again.undecided);
    for (size_t i = 0; i < result.count; i++) {
        const struct schema_error *error = &result.errors[i];
        REQUIRE(error->message.len > 0 && text_equal(error->message, again.errors[i].message));
        REQUIRE(error->span.begin <= error->span.end && error->span.end <= data.len);
        REQUIRE(i == 0 || error[-1].span.begin <= error->span.begin);
    }
}

/* A schema; behind a line "..." the data, and behind another the file that it refers to. */
void run_schema(struct text bytes) {
    struct text rest = bytes, own = take_part(&rest), data = take_part(&rest), other = rest;
    const struct schema_loader loader = {&other, load_other};
    struct arena arena = {0};
    struct value_error error;
    struct source source;
    size_t faults;
    source_init(&source, "schema", own);
    const struct value *root = data_read(source.name, own, &arena, &error);
    if (!error.message.at && root) {
        struct schema *schema = schema_new(&source, root, &loader);
        check_faults(schema, &faults);
        const struct value *value = data_read("data", data, &arena, &error);
        if (!faults && !error.message.at)
            check_errors(schema, data, value, &arena);
        schema_free(schema);
    }
    source_free(&source);
    arena_free(&arena);
}

/* What JSON and YAML both are is the same value in both. */
static void compare_values(struct text bytes) {
    struct arena arena = {0};
    struct value_error json_error = {0}, yaml_error = {0};
    const struct value *value = value_read_json(bytes, &arena, &json_error);
    if (value && !json_error.message.at) {
        const struct value *same = yaml_load(bytes, 0, &arena, &yaml_error);
        require(yaml_error.message.at || (same && values_equal(value, same)),
                "JSON says as YAML what it says");
    }
    arena_free(&arena);
}

/* Both readers of JSON, and documents. */
void run_json(struct text bytes) {
    struct json_error json_error;
    struct json_value *value = json_read(bytes, &json_error);
    if (value) {
        struct buf once = {0}, twice = {0};
        json_write_line(value, &once);
        struct json_value *again = json_read(buf_text(&once), &json_error);
        require(again, "JSON that was written is JSON");
        json_write_line(again, &twice);
        require(text_equal(buf_text(&once), buf_text(&twice)), "JSON is written the same again");
        json_free(again);
        buf_free(&once);
        buf_free(&twice);
    }
    json_free(value);
    compare_values(bytes);
    run_page(reader_find("json")->read, bytes);
}

/* What the configuration makes of a page's settings; its overrides as if the page were below each folder. */
static void apply_config(const struct config_file *file, struct settings *settings, struct arena *arena) {
    static const char *const paths[] = {"beginner.md", "docs/by-example/overview.md",
                                        "a b/\xC3\xA4.markdown"};
    static struct config_origins origins; /* large, and of no use here */
    for (; file; file = file->base) {
        if (file->rules)
            config_rules_apply(&file->source, file->rules, settings, &origins, arena);
        for (size_t i = 0; i < file->override_count; i++)
            for (size_t k = 0; k < sizeof paths / sizeof *paths; k++)
                if (config_override_matches(&file->overrides[i], text_of(paths[k])) &&
                    file->overrides[i].rules)
                    config_rules_apply(&file->source, file->overrides[i].rules, settings, &origins, arena);
    }
    struct buf printed = {0};
    for (size_t i = 0; rule_option_at(i); i++)
        rule_option_print(rule_option_at(i), &settings->options, &printed);
    buf_free(&printed);
}

/* A page under settings, and a set of profiles with the one that counts. */
static void check_under(const struct settings *settings, const struct profiles *profiles,
                        const struct profile *profile, struct text bytes) {
    struct read_context context = bench()->context;
    struct page page;
    context.profiles = profiles;
    context.profile = profile;
    source_init(&page.source, "beginner.md", bytes);
    report_init(&page.report, "beginner.md", settings);
    reader_find("markdown")->read(&context, &page.source, &page.document, &page.report);
    check_page(&page, true);
    print_page(&page);
    close_page(&page);
}

/* A configuration or a profile (both are tried) and, behind a line "...", a page that it counts for. They are
 * read from files; what keeps them from being used is said on standard error. */
void run_config(struct text bytes) {
    struct text rest = bytes, first = take_part(&rest);
    int fd = memfd_create("config", 0);
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    REQUIRE(fd >= 0 && write(fd, first.at, first.len) == (ssize_t)first.len);
    struct arena arena = {0};
    struct settings settings = bench()->settings;
    struct profile_store *store = profile_store_new(bench()->context.profiles);
    struct config_file *file = config_file_read(path, store);
    apply_config(file, &settings, &arena);
    const struct profiles *own = profile_store_read(store, path, path);
    if (file && file->profile.profiles)
        check_under(&settings, file->profile.profiles, file->profile.profile, rest);
    else if (own)
        check_under(&settings, own, profiles_last(own), rest);
    else
        check_under(&settings, bench()->context.profiles, NULL, rest);
    config_file_free(file);
    profile_store_free(store);
    arena_free(&arena);
    close(fd);
}
