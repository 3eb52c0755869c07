/* SPDX-License-Identifier: MIT */
#include "read/yaml.h"

#include <assert.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <yaml.h>

#include "base/memory.h"
#include "base/utf8.h"

enum { ANCHORS_MOST = 1000 };

struct anchor {
    struct text name;
    const struct value *value;
    bool open;
};

struct loader {
    struct text bytes;          /* what libyaml reads */
    uint32_t begin;             /* what is added to every offset in it */
    size_t mark_at, mark_index; /* a byte offset and the code point index that libyaml has for it */
    struct value_builder build;
    struct anchor *anchors;
    size_t anchor_count, anchor_capacity;
    int documents;
};

static bool continues(struct text t, size_t at) {
    return ((unsigned char)t.at[at] & 0xC0) == 0x80;
}

/* libyaml counts code points; they come nearly in order, so the way to each is short. */
static uint32_t offset_of(struct loader *loader, const yaml_mark_t *mark) {
    struct text bytes = loader->bytes;
    assert(bytes.at);
    while (loader->mark_index < mark->index && loader->mark_at < bytes.len) {
        size_t length;
        utf8_decode(text_from(bytes, loader->mark_at), &length);
        loader->mark_at += length;
        loader->mark_index++;
    }
    while (loader->mark_index > mark->index && loader->mark_at > 0) {
        loader->mark_at--;
        while (loader->mark_at > 0 && continues(bytes, loader->mark_at))
            loader->mark_at--;
        loader->mark_index--;
    }
    return loader->begin + (uint32_t)loader->mark_at;
}

static struct span span_of(struct loader *loader, const yaml_event_t *event) {
    uint32_t begin = offset_of(loader, &event->start_mark);
    uint32_t end = offset_of(loader, &event->end_mark);
    return (struct span){begin, end > begin ? end : begin};
}

/* YAML 1.2 core schema, 10.3.2: numbers in another base. */
static bool read_based(struct value *value) {
    const char *digits = value->scalar.at + 2;
    bool hex = digits[-1] == 'x';
    if (!*digits || strspn(digits, hex ? "0123456789abcdefABCDEF" : "01234567") != value->scalar.len - 2)
        return false;
    errno = 0;
    value->integer = strtoll(digits, NULL, hex ? 16 : 8);
    value->real = (double)value->integer;
    value->kind = errno ? VALUE_STRING : VALUE_INTEGER;
    return true;
}

static bool is_spelt(const char *word, const char *const spellings[3]) {
    return !strcmp(word, spellings[0]) || !strcmp(word, spellings[1]) || !strcmp(word, spellings[2]);
}

/* .inf and .nan; digits is behind the sign. */
static bool read_special(struct value *value, const char *digits) {
    static const char *const infinities[] = {".inf", ".Inf", ".INF"}, *const nans[] = {".nan", ".NaN",
                                                                                       ".NAN"};
    bool has_sign = digits != value->scalar.at;
    if (is_spelt(digits, infinities))
        value->real = *value->scalar.at == '-' ? -HUGE_VAL : HUGE_VAL;
    else if (!has_sign && is_spelt(digits, nans))
        value->real = (double)NAN;
    else
        return false;
    value->kind = VALUE_REAL;
    return true;
}

/* YAML 1.2 core schema, 10.3.2: numbers as they may be written. A NUL stands behind the scalar. */
static bool read_number(struct value *value) {
    struct text t = value->scalar;
    if (!t.len || memchr(t.at, '\0', t.len))
        return false;
    if (text_starts(t, "0o") || text_starts(t, "0x"))
        return read_based(value);
    const char *digits = t.at + (*t.at == '-' || *t.at == '+');
    char *end;
    size_t count = strspn(digits, "0123456789");
    if (count && !digits[count]) {
        errno = 0;
        value->integer = strtoll(t.at, &end, 10);
        value->kind = errno ? VALUE_REAL : VALUE_INTEGER;
        value->real = strtod(t.at, &end);
        return true;
    }
    if (!byte_is_digit(digits[0]) && !(digits[0] == '.' && byte_is_digit(digits[1])))
        return read_special(value, digits);
    if (strspn(digits, "0123456789.eE+-") != strlen(digits))
        return false;
    value->real = strtod(t.at, &end);
    if (*end)
        return false;
    value->kind = VALUE_REAL;
    return true;
}

static void read_plain(struct value *value) {
    static const char *const nulls[] = {"", "~", "null", "Null", "NULL", NULL};
    static const char *const truths[] = {"true", "True", "TRUE", "false", "False", "FALSE", NULL};
    value->kind = VALUE_STRING;
    for (int i = 0; nulls[i]; i++)
        if (text_is(value->scalar, nulls[i]))
            value->kind = VALUE_NULL;
    for (int i = 0; truths[i]; i++)
        if (text_is(value->scalar, truths[i])) {
            value->kind = VALUE_BOOL;
            value->truth = i < 3;
        }
    if (value->kind == VALUE_STRING && !read_number(value))
        value->kind = VALUE_STRING;
}

/* What a tag of the core schema says: the kind, or -1 for one that is not known. VALUE_KIND_COUNT: nothing.
 */
static int tag_kind(const char *tag) {
    static const char core[] = "tag:yaml.org,2002:";
    static const char *const names[VALUE_KIND_COUNT] = {"null", "bool", "int", "float", "str", "seq", "map"};
    if (!tag || !strcmp(tag, "!"))
        return VALUE_KIND_COUNT;
    if (strncmp(tag, core, sizeof core - 1) != 0)
        return -1;
    for (int i = 0; i < VALUE_KIND_COUNT; i++)
        if (!strcmp(tag + sizeof core - 1, names[i]))
            return i;
    return -1;
}

/* Whether the value is what its tag says. "!!float 5" is a number as it is. */
static void check_tag(struct loader *loader, const struct value *value, const char *tag) {
    int kind = tag_kind(tag);
    if (kind < 0)
        value_build_fail(&loader->build, value->span, "a tag that is not supported: %.200s", tag);
    else if (kind != VALUE_KIND_COUNT && kind != (int)value->kind &&
             !(kind == VALUE_REAL && value->kind == VALUE_INTEGER))
        value_build_fail(&loader->build, value->span, "a tag that does not fit what it stands at: %.200s",
                         tag);
}

static void add_anchor(struct loader *loader, const yaml_char_t *name, const struct value *value, bool open) {
    if (!name)
        return;
    MEMORY_ROOM(loader->anchors, loader->anchor_count, loader->anchor_capacity);
    struct text copy = arena_copy(loader->build.arena, text_of((const char *)name));
    loader->anchors[loader->anchor_count++] = (struct anchor){copy, value, open};
    if (loader->anchor_count > ANCHORS_MOST)
        value_build_fail(&loader->build, value->span, "more than %d anchors", ANCHORS_MOST);
}

static void close_anchors(struct loader *loader, const struct value *value) {
    for (size_t i = loader->anchor_count; i-- > 0;)
        if (loader->anchors[i].value == value)
            loader->anchors[i].open = false;
}

static void take_alias(struct loader *loader, const yaml_event_t *event) {
    struct text name = text_of((const char *)event->data.alias.anchor);
    size_t i = loader->anchor_count;
    while (i > 0 && !text_equal(loader->anchors[i - 1].name, name))
        i--;
    if (i == 0)
        value_build_fail(&loader->build, span_of(loader, event),
                         "an alias without an anchor before it: *%.*s", TEXT_ARG(text_slice(name, 0, 200)));
    else if (loader->anchors[i - 1].open)
        value_build_fail(&loader->build, span_of(loader, event), "an alias inside its own anchor: *%.*s",
                         TEXT_ARG(text_slice(name, 0, 200)));
    else
        value_build_place(&loader->build, loader->anchors[i - 1].value);
}

static void take_scalar(struct loader *loader, const yaml_event_t *event) {
    struct value *value = value_build_new(&loader->build, VALUE_STRING, span_of(loader, event));
    struct text content = {(const char *)event->data.scalar.value, event->data.scalar.length};
    value->scalar = arena_copy(loader->build.arena, content);
    const char *tag = (const char *)event->data.scalar.tag;
    int kind = tag_kind(tag);
    value->quoted =
        kind == VALUE_STRING || (event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE && kind >= VALUE_STRING);
    if (!value->quoted)
        read_plain(value);
    check_tag(loader, value, tag);
    add_anchor(loader, event->data.scalar.anchor, value, false);
    value_build_place(&loader->build, value);
}

static void begin_collection(struct loader *loader, const yaml_event_t *event, enum value_kind kind,
                             const yaml_char_t *anchor, const yaml_char_t *tag) {
    struct value *value = value_build_new(&loader->build, kind, span_of(loader, event));
    check_tag(loader, value, (const char *)tag);
    if (value_build_wants_key(&loader->build))
        value_build_fail(&loader->build, value->span, "a key is expected to be a scalar, not a %s",
                         value_kind_name(kind));
    add_anchor(loader, anchor, value, true);
    value_build_open(&loader->build, value);
}

static void take_event(struct loader *loader, const yaml_event_t *event) {
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        if (++loader->documents > 1)
            value_build_fail(&loader->build, span_of(loader, event), "a second YAML document");
        break;
    case YAML_ALIAS_EVENT: take_alias(loader, event); break;
    case YAML_SCALAR_EVENT: take_scalar(loader, event); break;
    case YAML_SEQUENCE_START_EVENT:
        begin_collection(loader, event, VALUE_SEQUENCE, event->data.sequence_start.anchor,
                         event->data.sequence_start.tag);
        break;
    case YAML_MAPPING_START_EVENT:
        begin_collection(loader, event, VALUE_MAPPING, event->data.mapping_start.anchor,
                         event->data.mapping_start.tag);
        break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        close_anchors(loader, value_build_close(&loader->build, offset_of(loader, &event->end_mark)));
        break;
    default: break;
    }
}

static void fail_syntax(struct loader *loader, const yaml_parser_t *parser) {
    size_t length = loader->bytes.len;
    uint32_t at =
        parser->error == YAML_READER_ERROR
            ? loader->begin + (uint32_t)(parser->problem_offset < length ? parser->problem_offset : length)
            : offset_of(loader, &parser->problem_mark);
    value_build_fail(&loader->build, (struct span){at, at}, "not valid YAML: %s%s%s",
                     parser->problem ? parser->problem : "unreadable", parser->context ? " " : "",
                     parser->context ? parser->context : "");
}

static void parse_events(struct loader *loader) {
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        memory_die();
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)(loader->bytes.at ? loader->bytes.at : ""),
                                 loader->bytes.len);
    for (bool more = true; more && !value_build_failed(&loader->build);) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) {
            if (parser.error == YAML_MEMORY_ERROR)
                memory_die();
            fail_syntax(loader, &parser);
            break;
        }
        more = event.type != YAML_STREAM_END_EVENT;
        take_event(loader, &event);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
}

const struct value *yaml_load(struct text bytes, uint32_t begin, struct arena *arena,
                              struct value_error *error) {
    struct loader loader = {.bytes = bytes, .begin = begin};
    value_build_begin(&loader.build, arena, bytes.len, error);
    parse_events(&loader);
    value_build_end(&loader.build);
    free(loader.anchors);
    return value_build_failed(&loader.build) ? NULL : loader.build.root;
}
