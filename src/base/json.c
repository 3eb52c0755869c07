/* SPDX-License-Identifier: MIT */
#include <jansson.h>
/* jansson's macros of the same names; it has no functions of them. */
#undef json_is_integer
#undef json_is_true

#include "base/json.h"

#include <assert.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/json_writer.h"
#include "base/memory.h"
#include "base/utf8.h"

/* jansson takes pointers to non-const where it only looks. */
static json_t *inner(const struct json_value *value) { return (json_t *)(uintptr_t)value; }

static struct json_value *outer(json_t *made) {
    if (!made)
        memory_die();
    return (struct json_value *)made;
}

/* Adds t to clean with every byte that is not UTF-8 replaced. */
static void add_clean(struct text t, struct buf *clean) {
    while (t.len) {
        size_t good = utf8_valid_until(t);
        buf_add(clean, text_slice(t, 0, good));
        t = text_from(t, good);
        if (t.len) {
            buf_add_string(clean, "\xEF\xBF\xBD");
            t = text_from(t, 1);
        }
    }
}

struct json_value *json_new_object(void) {
    return outer(json_object());
}

struct json_value *json_new_array(void) {
    return outer(json_array());
}

struct json_value *json_new_string(struct text t) {
    if (utf8_valid_until(t) == t.len)
        return outer(json_stringn_nocheck(t.len ? t.at : "", t.len));
    struct buf clean = {0};
    add_clean(t, &clean);
    struct json_value *made = outer(json_stringn_nocheck(clean.at, clean.len));
    buf_free(&clean);
    return made;
}

struct json_value *json_new_integer(long long number) {
    return outer(json_integer(number));
}

struct json_value *json_new_real(double number) {
    return isfinite(number) ? outer(json_real(number)) : json_new_null();
}

struct json_value *json_new_bool(bool value) {
    return outer(json_boolean(value));
}

struct json_value *json_new_null(void) {
    return outer(json_null());
}

void json_free(struct json_value *value) { json_decref((json_t *)value); }

void json_set_text(struct json_value *object, struct text name, struct json_value *value) {
    assert(json_is_object(inner(object)) && value);
    struct buf clean = {0};
    if (utf8_valid_until(name) != name.len) {
        add_clean(name, &clean);
        name = buf_text(&clean);
    }
    if (json_object_setn_new_nocheck(inner(object), name.len ? name.at : "", name.len, inner(value)))
        memory_die();
    buf_free(&clean);
}

void json_set(struct json_value *object, const char *name, struct json_value *value) {
    json_set_text(object, text_of(name), value);
}

void json_append(struct json_value *array, struct json_value *value) {
    assert(json_is_array(inner(array)) && value);
    if (json_array_append_new(inner(array), inner(value)))
        memory_die();
}

void json_set_string(struct json_value *object, const char *name, struct text t) {
    json_set(object, name, json_new_string(t));
}

void json_set_integer(struct json_value *object, const char *name, long long number) {
    json_set(object, name, json_new_integer(number));
}

/* jansson says how far it has read, which is behind the token it names. */
static size_t error_offset(const json_error_t *from, struct text t) {
    size_t offset = from->position > 0 ? (size_t)from->position : 0;
    struct text message = text_of(from->text);
    size_t near = text_find(message, TEXT(" near '"), 0);
    if (near != TEXT_NONE && text_ends(message, "'")) {
        size_t token = message.len - 1 - (near + 7);
        if (token <= offset)
            offset -= token;
    }
    return offset < t.len ? offset : t.len;
}

static void fill_error(const json_error_t *from, struct text t, struct json_error *error) {
    size_t offset = error_offset(from, t), begin = 0, line = 1;
    for (size_t lf; (lf = text_find_byte(t, '\n', begin)) < offset; line++)
        begin = lf + 1;
    error->line = line;
    error->column = offset - begin + 1;
    snprintf(error->message, sizeof error->message, "%.*s", (int)sizeof error->message - 1, from->text);
    /* The cut may have gone through a character. */
    error->message[utf8_valid_until(text_of(error->message))] = '\0';
}

struct json_value *json_read(struct text t, struct json_error *error) {
    if (t.len > INT_MAX) {
        *error = (struct json_error){1, 1, "larger than 2 GiB"};
        return NULL;
    }
    json_error_t problem;
    const size_t flags = JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL;
    json_t *made = json_loadb(t.len ? t.at : "", t.len, flags, &problem);
    if (!made && json_error_code(&problem) == json_error_out_of_memory)
        memory_die();
    if (!made)
        fill_error(&problem, t, error);
    return (struct json_value *)made;
}

enum json_kind json_kind_of(const struct json_value *value) {
    if (!value)
        return JSON_KIND_NULL;
    switch (json_typeof(inner(value))) {
    case JSON_OBJECT: return JSON_KIND_OBJECT;
    case JSON_ARRAY: return JSON_KIND_ARRAY;
    case JSON_STRING: return JSON_KIND_STRING;
    case JSON_INTEGER:
    case JSON_REAL: return JSON_KIND_NUMBER;
    case JSON_TRUE:
    case JSON_FALSE: return JSON_KIND_BOOL;
    case JSON_NULL: break;
    }
    return JSON_KIND_NULL;
}

const struct json_value *json_member(const struct json_value *object, const char *name) {
    return (const struct json_value *)json_object_get(inner(object), name);
}

struct text json_member_text(const struct json_value *object, const char *name) {
    return json_text(json_member(object, name));
}

long long json_member_integer(const struct json_value *object, const char *name, long long otherwise) {
    return json_integer_of(json_member(object, name), otherwise);
}

struct text json_text(const struct json_value *string) {
    if (json_kind_of(string) != JSON_KIND_STRING)
        return (struct text){0};
    return (struct text){json_string_value(inner(string)), json_string_length(inner(string))};
}

bool json_is_integer(const struct json_value *value) {
    return value && json_typeof(inner(value)) == JSON_INTEGER;
}

bool json_is_true(const struct json_value *value) { return value && json_typeof(inner(value)) == JSON_TRUE; }

long long json_integer_of(const struct json_value *number, long long otherwise) {
    return json_is_integer(number) ? json_integer_value(inner(number)) : otherwise;
}

double json_real_of(const struct json_value *number) { return json_number_value(inner(number)); }

size_t json_count(const struct json_value *array) { return json_array_size(inner(array)); }

const struct json_value *json_at(const struct json_value *array, size_t i) {
    return (const struct json_value *)json_array_get(inner(array), i);
}

static struct text iterator_key(void *iterator) {
    return (struct text){json_object_iter_key(iterator), json_object_iter_key_len(iterator)};
}

void json_each(const struct json_value *object,
               void (*visit)(void *context, struct text name, const struct json_value *value),
               void *context) {
    for (void *i = json_object_iter(inner(object)); i; i = json_object_iter_next(inner(object), i))
        visit(context, iterator_key(i), (const struct json_value *)json_object_iter_value(i));
}

void json_write_line(const struct json_value *value, struct buf *buf) {
    struct json_writer writer = {.out = buf};
    json_add_value(&writer, NULL, value);
}

void json_write_pretty(const struct json_value *value, struct buf *buf) {
    struct json_writer writer = {.out = buf, .pretty = true};
    json_add_value(&writer, NULL, value);
}
