/* SPDX-License-Identifier: MIT */
/* JSON (RFC 8259): read with jansson (this is its only user) into a tree, and
 * trees made and written again; what is written without one has
 * base/json_writer.h. A json_value is counted: whoever made it frees it with
 * json_free(); what is put into an array or object belongs to that from then
 * on. Strings are UTF-8; bytes that are not are written as U+FFFD. Order of
 * members is kept. */
#ifndef EXLINT_BASE_JSON_H
#define EXLINT_BASE_JSON_H

#include "base/buf.h"

/* Opaque; in truth jansson's json_t. */
struct json_value;

struct json_error {
    size_t line, column; /* from 1; column in bytes */
    char message[160];
};

enum json_kind {
    JSON_KIND_NULL,
    JSON_KIND_BOOL,
    JSON_KIND_NUMBER,
    JSON_KIND_STRING,
    JSON_KIND_ARRAY,
    JSON_KIND_OBJECT
};

struct json_value *json_new_object(void);
struct json_value *json_new_array(void);
struct json_value *json_new_string(struct text t);
struct json_value *json_new_integer(long long number);
struct json_value *json_new_real(double number); /* NaN and infinities become null */
struct json_value *json_new_bool(bool value);
struct json_value *json_new_null(void);
void json_free(struct json_value *value);

/* Takes value over. A member that is there already is replaced. */
void json_set(struct json_value *object, const char *name, struct json_value *value);
void json_set_text(struct json_value *object, struct text name, struct json_value *value);
void json_append(struct json_value *array, struct json_value *value);

/* Shorthands for json_set(). */
void json_set_string(struct json_value *object, const char *name, struct text t);
void json_set_integer(struct json_value *object, const char *name, long long number);

/* Reads one value that fills the text but for white space. NULL with *error filled when it is not JSON, repeats a
 * member's name, or nests deeper than 2,048. */
struct json_value *json_read(struct text t, struct json_error *error);

enum json_kind json_kind_of(const struct json_value *value); /* NULL counts as null */
/* The member, borrowed; NULL where the value is no object or has none of that name. */
const struct json_value *json_member(const struct json_value *object, const char *name);
/* The string member, borrowed from the value; the empty text with at == NULL where there is none. */
struct text json_member_text(const struct json_value *object, const char *name);
/* The integer member, or otherwise where there is none. */
long long json_member_integer(const struct json_value *object, const char *name, long long otherwise);
struct text json_text(const struct json_value *string);
/* Not json_integer() and json_real(): those are jansson's own symbols. A real has no integer, an integer has a real. */
long long json_integer_of(const struct json_value *number, long long otherwise);
double json_real_of(const struct json_value *number); /* 0 where it is no number */
bool json_is_integer(const struct json_value *value);
bool json_is_true(const struct json_value *value);
size_t json_count(const struct json_value *array); /* 0 where it is no array */
const struct json_value *json_at(const struct json_value *array, size_t i);
/* Calls visit for each member of an object, in order. */
void json_each(const struct json_value *object,
               void (*visit)(void *context, struct text name, const struct json_value *value), void *context);

/* Adds the value to buf as base/json_writer.h has it: on one line without blanks, or with an indent of two. No line end
 * behind it. */
void json_write_line(const struct json_value *value, struct buf *buf);
void json_write_pretty(const struct json_value *value, struct buf *buf);

#endif
