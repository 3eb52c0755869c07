/* SPDX-License-Identifier: MIT */
#include "doc/value_json.h"

#include <errno.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"

struct reader {
    struct text bytes;
    size_t at;
    struct value_builder build;
    struct buf content; /* of the string that is being read */
};

static int peek(const struct reader *reader) {
    return reader->at < reader->bytes.len ? (unsigned char)reader->bytes.at[reader->at] : -1;
}

static bool take(struct reader *reader, char c) {
    if (peek(reader) != c)
        return false;
    reader->at++;
    return true;
}

static void skip_space(struct reader *reader) {
    int c;
    while ((c = peek(reader)) == ' ' || c == '\t' || c == '\n' || c == '\r')
        reader->at++;
}

/* At the next character, or the end. Gives false, for callers to give on. */
static bool fail(struct reader *reader, const char *what) {
    size_t begin = reader->at < reader->bytes.len ? reader->at : reader->bytes.len, length = 0;
    if (begin < reader->bytes.len)
        utf8_decode(text_from(reader->bytes, begin), &length);
    struct span span = {(uint32_t)begin, (uint32_t)(begin + length)};
    value_build_fail(&reader->build, span, "not valid JSON: %s%s", what,
                     begin == reader->bytes.len ? ", but the text ends" : "");
    return false;
}

static struct value *new_value(struct reader *reader, enum value_kind kind, size_t begin) {
    return value_build_new(&reader->build, kind, (struct span){(uint32_t)begin, (uint32_t)reader->at});
}

static bool read_hex(struct reader *reader, uint32_t *unit) {
    *unit = 0;
    for (int i = 0; i < 4; i++, reader->at++) {
        int c = peek(reader);
        if (c >= '0' && c <= '9')
            *unit = *unit * 16 + (uint32_t)(c - '0');
        else if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))
            *unit = *unit * 16 + (uint32_t)((c | 0x20) - 'a' + 10);
        else
            return fail(reader, "four hexadecimal digits are expected behind \\u");
    }
    return true;
}

/* Behind "\u". */
static bool read_unicode(struct reader *reader) {
    uint32_t c, low;
    size_t begin = reader->at - 2;
    if (!read_hex(reader, &c))
        return false;
    bool high = c >= 0xD800 && c < 0xDC00;
    if (high && text_starts(text_from(reader->bytes, reader->at), "\\u")) {
        reader->at += 2;
        if (!read_hex(reader, &low))
            return false;
        if (low >= 0xDC00 && low < 0xE000)
            c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
    }
    if (c >= 0xD800 && c < 0xE000) {
        reader->at = begin;
        return fail(reader, "one half of a surrogate pair stands alone");
    }
    char *room = buf_reserve(&reader->content, 4);
    reader->content.len += utf8_encode(c, room);
    return true;
}

static bool read_escape(struct reader *reader) {
    static const char letters[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    int c = peek(reader);
    if (c == 'u') {
        reader->at++;
        return read_unicode(reader);
    }
    const char *letter = c > 0 ? strchr(letters, c) : NULL;
    if (!letter)
        return fail(reader, "an escape that JSON does not know");
    buf_add_byte(&reader->content, meant[letter - letters]);
    reader->at++;
    return true;
}

static bool read_string(struct reader *reader) {
    size_t begin = reader->at++;
    buf_cut(&reader->content, 0);
    for (;;) {
        size_t plain = reader->at;
        int c;
        while ((c = peek(reader)) >= 0x20 && c != '"' && c != '\\')
            reader->at++;
        buf_add(&reader->content, text_slice(reader->bytes, plain, reader->at));
        if (take(reader, '"'))
            break;
        if (c < 0)
            return fail(reader, "a closing quote is expected");
        if (c != '\\')
            return fail(reader, "a control character in a string is to be written with an escape");
        reader->at++;
        if (!read_escape(reader))
            return false;
    }
    struct value *value = new_value(reader, VALUE_STRING, begin);
    value->scalar = arena_copy(reader->build.arena, buf_text(&reader->content));
    value->quoted = true;
    value_build_place(&reader->build, value);
    return true;
}

static bool read_digits(struct reader *reader) {
    if (!byte_is_digit((char)peek(reader)))
        return fail(reader, "a digit is expected");
    while (peek(reader) >= 0 && byte_is_digit((char)peek(reader)))
        reader->at++;
    return true;
}

static bool read_number(struct reader *reader) {
    size_t begin = reader->at;
    bool whole = true;
    take(reader, '-');
    if (take(reader, '0')) {
        if (peek(reader) >= 0 && byte_is_digit((char)peek(reader)))
            return fail(reader, "a number does not begin with a zero before other digits");
    } else if (!read_digits(reader)) {
        return false;
    }
    if (take(reader, '.')) {
        whole = false;
        if (!read_digits(reader))
            return false;
    }
    if (take(reader, 'e') || take(reader, 'E')) {
        whole = false;
        if (!take(reader, '+'))
            take(reader, '-');
        if (!read_digits(reader))
            return false;
    }
    struct value *value = new_value(reader, VALUE_REAL, begin);
    value->scalar = arena_copy(reader->build.arena, text_slice(reader->bytes, begin, reader->at));
    value->real = strtod(value->scalar.at, NULL);
    errno = 0;
    value->integer = whole ? strtoll(value->scalar.at, NULL, 10) : 0;
    value->kind = whole && !errno ? VALUE_INTEGER : VALUE_REAL;
    value_build_place(&reader->build, value);
    return true;
}

static bool read_word(struct reader *reader) {
    static const struct {
        const char *word;
        enum value_kind kind;
    } words[] = {{"true", VALUE_BOOL}, {"false", VALUE_BOOL}, {"null", VALUE_NULL}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!text_starts(text_from(reader->bytes, reader->at), words[i].word))
            continue;
        size_t begin = reader->at;
        reader->at += strlen(words[i].word);
        struct value *value = new_value(reader, words[i].kind, begin);
        value->scalar = text_of(words[i].word);
        value->truth = i == 0;
        value_build_place(&reader->build, value);
        return true;
    }
    return fail(reader, "a value is expected");
}

/* A key, with its colon. */
static bool read_key(struct reader *reader) {
    skip_space(reader);
    if (peek(reader) != '"')
        return fail(reader, "a key in quotes is expected");
    if (!read_string(reader))
        return false;
    skip_space(reader);
    return take(reader, ':') || fail(reader, "a colon is expected behind a key");
}

static bool open_collection(struct reader *reader, enum value_kind kind) {
    size_t begin = reader->at++;
    value_build_open(&reader->build, new_value(reader, kind, begin));
    skip_space(reader);
    if (!take(reader, kind == VALUE_MAPPING ? '}' : ']'))
        return kind == VALUE_SEQUENCE || read_key(reader);
    value_build_close(&reader->build, (uint32_t)reader->at);
    return true;
}

/* A scalar, a collection without members, or the opening of one. */
static bool read_value(struct reader *reader) {
    skip_space(reader);
    int c = peek(reader);
    if (c == '{' || c == '[')
        return open_collection(reader, c == '{' ? VALUE_MAPPING : VALUE_SEQUENCE);
    if (c == '"')
        return read_string(reader);
    return c == '-' || (c >= '0' && c <= '9') ? read_number(reader) : read_word(reader);
}

/* Behind a value: closes what closes here. False at the end, or after an error. */
static bool go_on(struct reader *reader) {
    const struct value *innermost;
    while ((innermost = value_build_innermost(&reader->build))) {
        bool mapping = innermost->kind == VALUE_MAPPING;
        skip_space(reader);
        if (take(reader, ','))
            return !mapping || read_key(reader);
        if (!take(reader, mapping ? '}' : ']'))
            return fail(reader, mapping ? "a comma or } is expected" : "a comma or ] is expected");
        value_build_close(&reader->build, (uint32_t)reader->at);
    }
    return false;
}

/* Whether read_value() left a collection open whose first item comes next. */
static bool just_opened(const struct reader *reader, size_t depth) {
    return reader->build.depth > depth;
}

static void read_all(struct reader *reader) {
    bool more = true;
    while (more && !value_build_failed(&reader->build)) {
        size_t depth = reader->build.depth;
        more = read_value(reader) && (just_opened(reader, depth) || go_on(reader));
    }
    skip_space(reader);
    if (!value_build_failed(&reader->build) && reader->at < reader->bytes.len)
        fail(reader, "nothing is expected behind the value");
}

const struct value *value_read_json(struct text bytes, struct arena *arena, struct value_error *error) {
    struct reader reader = {.bytes = bytes};
    value_build_begin(&reader.build, arena, bytes.len, error);
    size_t valid = utf8_valid_until(bytes);
    if (valid < bytes.len)
        value_build_fail(&reader.build, (struct span){(uint32_t)valid, (uint32_t)valid + 1},
                         "not valid JSON: a byte that is not UTF-8");
    if (text_starts(bytes, "\xEF\xBB\xBF"))
        reader.at = 3;
    read_all(&reader);
    value_build_end(&reader.build);
    buf_free(&reader.content);
    return value_build_failed(&reader.build) ? NULL : reader.build.root;
}
