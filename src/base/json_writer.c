/* SPDX-License-Identifier: MIT */
#include "base/json_writer.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/utf8.h"

enum { INDENT = 2 };

static void add_line(struct json_writer *writer) {
    if (!writer->pretty)
        return;
    buf_add_byte(writer->out, '\n');
    buf_add_run(writer->out, ' ', (size_t)INDENT * writer->depth);
}

/* The comma behind the value before, and the line of this one. */
static void begin_item(struct json_writer *writer) {
    if (writer->follows)
        buf_add_byte(writer->out, ',');
    if (writer->depth)
        add_line(writer);
    writer->follows = true;
}

/* What stands before a value. */
static void begin(struct json_writer *writer, const char *name) {
    if (writer->named) {
        writer->named = false;
        return;
    }
    begin_item(writer);
    if (!name)
        return;
    size_t len = strlen(name);
    char *to = buf_reserve(writer->out, len + 4);
    to[0] = '"';
    memcpy(to + 1, name, len); /* NOLINT(bugprone-not-null-terminated-result): more follows */
    memcpy(to + 1 + len, "\": ", 4);
    writer->out->len += len + (writer->pretty ? 4 : 3);
    writer->out->at[writer->out->len] = '\0';
}

static void open_with(struct json_writer *writer, const char *name, char mark) {
    begin(writer, name);
    buf_add_byte(writer->out, mark);
    writer->depth++;
    writer->follows = false;
}

static void close_with(struct json_writer *writer, char mark) {
    writer->depth--;
    if (writer->follows)
        add_line(writer);
    buf_add_byte(writer->out, mark);
    writer->follows = true;
}

void json_open_object(struct json_writer *writer, const char *name) {
    open_with(writer, name, '{');
}

void json_close_object(struct json_writer *writer) {
    close_with(writer, '}');
}

void json_open_array(struct json_writer *writer, const char *name) {
    open_with(writer, name, '[');
}

void json_close_array(struct json_writer *writer) {
    close_with(writer, ']');
}

static bool is_escaped(unsigned char c) {
    return c < ' ' || c == '"' || c == '\\';
}

typedef unsigned char lanes __attribute__((vector_size(16)));
typedef uint64_t halves __attribute__((vector_size(16)));

/* Bytes before the first that has to be escaped. Sixteen at a time are asked. */
static size_t clean_run(const char *at, size_t len) {
    const lanes zero = {0};
    size_t i = 0;
    for (; len - i >= sizeof(lanes); i += sizeof(lanes)) {
        lanes bytes;
        memcpy(&bytes, at + i, sizeof bytes);
        halves hit = (halves)((bytes < zero + ' ') | (bytes == zero + '"') | (bytes == zero + '\\'));
        if (hit[0] | hit[1])
            break;
    }
    while (i < len && !is_escaped((unsigned char)at[i]))
        i++;
    return i;
}

static void add_escape(struct buf *out, unsigned char c) {
    static const char letters[] = {
        ['\b'] = 'b', ['\f'] = 'f', ['\n'] = 'n', ['\r'] = 'r', ['\t'] = 't', ['"'] = '"', ['\\'] = '\\'};
    static const char digits[] = "0123456789ABCDEF";
    char *to = buf_reserve(out, 6);
    to[0] = '\\';
    to[1] = letters[c];
    if (to[1]) {
        to[2] = '\0';
        out->len += 2;
        return;
    }
    memcpy(to + 1, "u00", 3);
    to[4] = digits[c >> 4];
    to[5] = digits[c & 15];
    to[6] = '\0';
    out->len += 6;
}

/* Text that is UTF-8. */
static void add_valid(struct buf *out, struct text t) {
    for (size_t at = 0; at < t.len; at++) {
        size_t run = clean_run(t.at + at, t.len - at);
        buf_add(out, text_slice(t, at, at + run));
        at += run;
        if (at < t.len)
            add_escape(out, (unsigned char)t.at[at]);
    }
}

static void add_quoted(struct buf *out, struct text t) {
    buf_add_byte(out, '"');
    for (size_t valid; (valid = utf8_valid_until(t)) < t.len; t = text_from(t, valid + 1)) {
        add_valid(out, text_slice(t, 0, valid));
        buf_add_string(out, "\xEF\xBF\xBD");
    }
    add_valid(out, t);
    buf_add_byte(out, '"');
}

void json_add_string(struct json_writer *writer, const char *name, struct text t) {
    begin(writer, name);
    add_quoted(writer->out, t);
}

void json_add_integer(struct json_writer *writer, const char *name, long long number) {
    begin(writer, name);
    if (number < 0)
        buf_add_byte(writer->out, '-');
    buf_add_number(writer->out, number < 0 ? 0 - (uint64_t)number : (uint64_t)number);
}

/* The fewest digits that give the number back, 15 to 17: with 17 for all, 0.1 would be 0.10000000000000001.
 */
static void print_real(double number, char *digits, size_t size) {
    for (int precision = 15; precision <= 17; precision++) {
        snprintf(digits, size, "%.*g", precision, number);
        if (strtod(digits, NULL) == number)
            return;
    }
}

/* As printf's %g, but with a sign of being real (1.0) and exponents without plus and leading zeros (1e7,
 * 1e-7). */
void json_add_real(struct json_writer *writer, const char *name, double number) {
    char digits[40];
    if (!isfinite(number)) {
        json_add_null(writer, name);
        return;
    }
    print_real(number, digits, sizeof digits);
    begin(writer, name);
    size_t mantissa = strcspn(digits, "e");
    buf_add(writer->out, (struct text){digits, mantissa});
    if (!digits[mantissa]) {
        buf_add_string(writer->out, strchr(digits, '.') ? "" : ".0");
        return;
    }
    const char *exponent = digits + mantissa + 1;
    buf_add_string(writer->out, *exponent == '-' ? "e-" : "e");
    buf_add_string(writer->out, exponent + strspn(exponent, "+-0"));
}

void json_add_bool(struct json_writer *writer, const char *name, bool value) {
    begin(writer, name);
    buf_add_string(writer->out, value ? "true" : "false");
}

void json_add_null(struct json_writer *writer, const char *name) {
    begin(writer, name);
    buf_add_string(writer->out, "null");
}

static void add_member(void *context, struct text name, const struct json_value *value);

/* NOLINTBEGIN(misc-no-recursion): as said below. */
/* Recursion: whoever makes a tree bounds how deep it nests (json_read(), VALUE_NESTING_MOST). */
static void add_tree(struct json_writer *writer, const struct json_value *value) {
    switch (json_kind_of(value)) {
    case JSON_KIND_OBJECT:
        json_open_object(writer, NULL);
        json_each(value, add_member, writer);
        json_close_object(writer);
        break;
    case JSON_KIND_ARRAY:
        json_open_array(writer, NULL);
        for (size_t i = 0; i < json_count(value); i++)
            add_tree(writer, json_at(value, i));
        json_close_array(writer);
        break;
    case JSON_KIND_STRING: json_add_string(writer, NULL, json_text(value)); break;
    case JSON_KIND_NUMBER:
        if (json_is_integer(value))
            json_add_integer(writer, NULL, json_integer_of(value, 0));
        else
            json_add_real(writer, NULL, json_real_of(value));
        break;
    case JSON_KIND_BOOL: json_add_bool(writer, NULL, json_is_true(value)); break;
    case JSON_KIND_NULL: json_add_null(writer, NULL); break;
    }
}

static void add_member(void *context, struct text name, const struct json_value *value) {
    struct json_writer *writer = context;
    begin_item(writer);
    add_quoted(writer->out, name);
    buf_add_string(writer->out, writer->pretty ? ": " : ":");
    writer->named = true;
    add_tree(writer, value);
}
/* NOLINTEND(misc-no-recursion) */

void json_add_value(struct json_writer *writer, const char *name, const struct json_value *value) {
    begin(writer, name);
    writer->named = true;
    add_tree(writer, value);
}
