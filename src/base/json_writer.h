/* SPDX-License-Identifier: MIT */
/* JSON (RFC 8259) written as it comes, straight into a buffer: no tree, no
 * allocation but the buffer's. Documents are long strings with few members
 * around them; made into a tree first and printed from it (base/json.h) they
 * take six times as long to write, more than libcmark needs to parse them.
 * Hence "JSON through jansson" holds for what is read, not for this.
 *
 * The bytes are those that jansson writes (JSON_COMPACT or JSON_INDENT(2)):
 * strings are UTF-8, with U+FFFD for each byte that is not, and only '"', '\'
 * and what is below U+0020 is escaped. Only reals are shorter: each has the
 * fewest digits that read back as the same number.
 *
 * It is for the caller to open and close in turn, and to give no name twice. */
#ifndef EXLINT_BASE_JSON_WRITER_H
#define EXLINT_BASE_JSON_WRITER_H

#include "base/buf.h"

struct json_value;

/* Ready with out and pretty set and all else zero; nothing to free. */
struct json_writer {
    struct buf *out;
    bool pretty;    /* an indent of two; otherwise one line without blanks */
    bool follows;   /* private: a value stands before in the same array or object */
    bool named;     /* private: the name of the value to come is written */
    unsigned depth; /* private: arrays and objects that are open */
};

/* name: of the member, a text that needs no escape; NULL in an array, and for the outermost value. */
void json_open_object(struct json_writer *writer, const char *name);
void json_close_object(struct json_writer *writer);
void json_open_array(struct json_writer *writer, const char *name);
void json_close_array(struct json_writer *writer);
void json_add_string(struct json_writer *writer, const char *name, struct text t);
void json_add_integer(struct json_writer *writer, const char *name, long long number);
void json_add_real(struct json_writer *writer, const char *name,
                   double number); /* NaN and infinities: null */
void json_add_bool(struct json_writer *writer, const char *name, bool value);
void json_add_null(struct json_writer *writer, const char *name);
/* A value that was made as a tree, and stays the caller's. */
void json_add_value(struct json_writer *writer, const char *name, const struct json_value *value);

#endif
