/* SPDX-License-Identifier: MIT */
/* Front matter of a JSON document: it stands there twice, as values and as the
 * YAML they came from. */
#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/memory.h"
#include "read/front_matter.h"
#include "read/json.h"

static const struct settings quiet = {.severity = {SEVERITY_OFF}};

struct pair {
    const struct value *yaml;
    const struct json_value *json;
};

struct comparing {
    struct pair *stack; /* what is still to be compared */
    size_t count, capacity;
};

static void push(struct comparing *comparing, const struct value *yaml, const struct json_value *json) {
    MEMORY_ROOM(comparing->stack, comparing->count, comparing->capacity);
    comparing->stack[comparing->count++] = (struct pair){yaml, json};
}

static void count_member(void *context, struct text name, const struct json_value *value) {
    (void)name, (void)value;
    ++*(size_t *)context;
}

static bool same_scalar(const struct value *yaml, const struct json_value *json) {
    enum json_kind kind = json_kind_of(json);
    switch (yaml->kind) {
    case VALUE_NULL: return json && kind == JSON_KIND_NULL;
    case VALUE_BOOL: return kind == JSON_KIND_BOOL && json_is_true(json) == yaml->truth;
    case VALUE_INTEGER: return json_is_integer(json) && json_integer_of(json, 0) == yaml->integer;
    case VALUE_REAL:
        if (isfinite(yaml->real))
            return kind == JSON_KIND_NUMBER && json_real_of(json) == yaml->real;
        return kind == JSON_KIND_STRING && text_equal(json_text(json), yaml->scalar);
    default: return kind == JSON_KIND_STRING && text_equal(json_text(json), yaml->scalar);
    }
}

/* Compares one level and pushes what is below. Keys are NUL-terminated: they are copies in an arena. */
static bool same_level(struct comparing *comparing, struct pair pair) {
    if (pair.yaml->kind != VALUE_MAPPING && pair.yaml->kind != VALUE_SEQUENCE)
        return same_scalar(pair.yaml, pair.json);
    bool mapping = pair.yaml->kind == VALUE_MAPPING;
    size_t named = 0, there = json_count(pair.json);
    if (json_kind_of(pair.json) != (mapping ? JSON_KIND_OBJECT : JSON_KIND_ARRAY))
        return false;
    for (size_t i = 0; i < pair.yaml->count; i++) {
        const struct member *member = &pair.yaml->members[i];
        if (member->key && (member->key->kind == VALUE_MAPPING || member->key->kind == VALUE_SEQUENCE))
            continue; /* not written as JSON either */
        assert(!mapping || member->key);
        push(comparing, member->value,
             mapping ? json_member(pair.json, member->key->scalar.at) : json_at(pair.json, i));
        named++;
    }
    if (mapping) {
        there = 0;
        json_each(pair.json, count_member, &there);
    }
    return there == named;
}

static bool same_values(const struct value *yaml, const struct json_value *json) {
    struct comparing comparing = {0};
    bool same = true;
    push(&comparing, yaml, json);
    while (same && comparing.count)
        same = same_level(&comparing, comparing.stack[--comparing.count]);
    free(comparing.stack);
    return same;
}

static bool is_plain_key(struct text name) {
    if (!name.len || !byte_is_alpha(*name.at) || text_equal_nocase(name, TEXT("null")) ||
        text_equal_nocase(name, TEXT("true")) || text_equal_nocase(name, TEXT("false")))
        return false;
    for (size_t i = 0; i < name.len; i++)
        if (!byte_is_alpha(name.at[i]) && !byte_is_digit(name.at[i]) && name.at[i] != '_' &&
            name.at[i] != '-')
            return false;
    return true;
}

/* A member as a line of YAML: JSON is YAML's flow style. */
static void add_line(void *context, struct text name, const struct json_value *value) {
    struct buf *out = context;
    if (is_plain_key(name))
        buf_add(out, name);
    else {
        struct json_value *key = json_new_string(name);
        json_write_line(key, out);
        json_free(key);
    }
    buf_add_string(out, ": ");
    json_write_line(value, out);
    buf_add_byte(out, '\n');
}

/* Takes the text as the block's and reads it; false when it would end before its end. */
static bool take(struct document *document, struct text text) {
    enum { OPENING = 4 };
    struct buf page = {0};
    struct front_matter split = {0};
    buf_add_string(&page, "---\n");
    buf_add(&page, text);
    if (text.len && !text_ends(text, "\n"))
        buf_add_byte(&page, '\n');
    size_t end = page.len;
    buf_add_string(&page, "---\n");
    front_matter_split(buf_text(&page), &split);
    bool whole = split.present && split.text.len == end - OPENING;
    document->front_matter = (struct front_matter){.present = true};
    document->front_matter.text = arena_copy(&document->arena, text_slice(buf_text(&page), OPENING, end));
    buf_free(&page);
    if (!whole)
        return false;
    struct report ignored;
    report_init(&ignored, "", &quiet);
    front_matter_read(document, &ignored);
    report_free(&ignored);
    return true;
}

static bool take_values(struct document *document, const struct json_value *values) {
    struct buf yaml = {0};
    json_each(values, add_line, &yaml);
    bool whole = take(document, buf_text(&yaml));
    buf_free(&yaml);
    return whole;
}

static bool agrees(const struct front_matter *front_matter, const struct json_value *values) {
    size_t count = 0;
    if (front_matter->value)
        return same_values(front_matter->value, values);
    json_each(values, count_member, &count);
    return front_matter->valid && count == 0;
}

void json_read_front_matter(struct document *document, const struct json_value *values, struct text source,
                            struct report *report) {
    const struct span begin = {0, document->source->bytes.len > 0};
    bool has_values = json_kind_of(values) == JSON_KIND_OBJECT;
    if (!source.at && !has_values)
        return;
    bool whole = source.at && take(document, source);
    if (has_values && !(whole && agrees(&document->front_matter, values)))
        whole = take_values(document, values);
    if (!whole) {
        document->unreadable = true;
        report_add(report, document, MESSAGE_IMPORT_UNREADABLE, begin,
                   "front_matter_source holds a line \"---\"");
    } else if (!document->front_matter.valid)
        report_add(report, document, MESSAGE_FRONT_MATTER_INVALID, begin,
                   "front_matter_source is not valid YAML");
}
