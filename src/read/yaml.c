/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <yaml.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "read/front_matter.h"

enum { VALUES_MOST = 100000, NESTING_MOST = 1000 };

/* A collection that is still open. */
struct open_value {
    struct value *value;
    const struct value *key; /* of a mapping: read, but its value is not */
    struct member *members;
    size_t count, capacity;
    bool is_alias_target; /* has an anchor, so may not contain itself */
};

struct anchor {
    struct text name;
    const struct value *value;
    bool open;
};

struct loader {
    struct document *document;
    struct report *report;
    struct text bytes;   /* what libyaml reads */
    uint32_t begin;      /* its offset in the page */
    size_t mark_at, mark_index; /* a byte offset and the code point index that libyaml has for it */
    struct open_value *stack;
    size_t depth, stack_capacity;
    struct anchor *anchors;
    size_t anchor_count, anchor_capacity;
    const struct value *root;
    bool failed;
};

/* libyaml counts code points; they come nearly in order, so the way to each is short. */
static uint32_t offset_of(struct loader *loader, const yaml_mark_t *mark) {
    if (mark->index < loader->mark_index)
        loader->mark_at = loader->mark_index = 0;
    while (loader->mark_index < mark->index && loader->mark_at < loader->bytes.len) {
        size_t length;
        utf8_decode(text_from(loader->bytes, loader->mark_at), &length);
        loader->mark_at += length;
        loader->mark_index++;
    }
    return loader->begin + (uint32_t)loader->mark_at;
}

static struct span span_of(struct loader *loader, const yaml_event_t *event) {
    uint32_t begin = offset_of(loader, &event->start_mark);
    uint32_t end = offset_of(loader, &event->end_mark);
    return (struct span){begin, end > begin ? end : begin};
}

static void fail(struct loader *loader, struct span span, const char *what, struct text detail) {
    if (!loader->failed)
        report_add(loader->report, loader->document, MESSAGE_FRONT_MATTER_INVALID, span, "%s%.*s", what,
                   TEXT_ARG(detail));
    loader->failed = true;
}

static struct text event_text(const yaml_char_t *bytes, size_t length) {
    return (struct text){(const char *)bytes, length};
}

/* YAML 1.2 core schema, 10.3.2: numbers as they may be written. */
static bool read_number(struct value *value) {
    struct text t = value->scalar;
    if (!t.len || t.len > 60)
        return false;
    char copy[64];
    memcpy(copy, t.at, t.len);
    copy[t.len] = '\0';
    const char *digits = copy + (*copy == '-' || *copy == '+');
    char *end;
    errno = 0;
    if (text_starts(t, "0o") || text_starts(t, "0x")) {
        bool hex = copy[1] == 'x';
        if (strspn(copy + 2, hex ? "0123456789abcdefABCDEF" : "01234567") != t.len - 2 || t.len == 2)
            return false;
        value->integer = strtoll(copy + 2, &end, hex ? 16 : 8);
        value->real = (double)value->integer;
        value->kind = errno ? VALUE_STRING : VALUE_INTEGER;
        return true;
    }
    if (strspn(digits, "0123456789") == strlen(digits) && *digits) {
        value->integer = strtoll(copy, &end, 10);
        value->kind = errno ? VALUE_REAL : VALUE_INTEGER;
        value->real = strtod(copy, &end);
        return true;
    }
    const char *word = digits[0] == '.' ? digits + 1 : "";
    if (!strcmp(word, "inf") || !strcmp(word, "Inf") || !strcmp(word, "INF")) {
        value->kind = VALUE_REAL;
        value->real = *copy == '-' ? -HUGE_VAL : HUGE_VAL;
        return true;
    }
    if (digits == copy && (!strcmp(word, "nan") || !strcmp(word, "NaN") || !strcmp(word, "NAN"))) {
        value->kind = VALUE_REAL;
        value->real = (double)NAN;
        return true;
    }
    if (!byte_is_digit(digits[0]) && !(digits[0] == '.' && byte_is_digit(digits[1])))
        return false;
    if (strspn(digits, "0123456789.eE+-") != strlen(digits))
        return false;
    value->real = strtod(copy, &end);
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

/* Only the tags of the core schema are known, and they change nothing that the style does not say already but for
 * "!!str 5". */
static bool tag_is_known(const char *tag) {
    static const char core[] = "tag:yaml.org,2002:";
    static const char *const names[] = {"str", "int", "float", "bool", "null", "map", "seq", NULL};
    if (!tag || !strcmp(tag, "!"))
        return true;
    if (strncmp(tag, core, sizeof core - 1) != 0)
        return false;
    for (int i = 0; names[i]; i++)
        if (!strcmp(tag + sizeof core - 1, names[i]))
            return true;
    return false;
}

static int order_members(const void *a, const void *b) {
    const struct member *x = a, *y = b;
    int order = text_compare(x->key->scalar, y->key->scalar);
    return order ? order : x->key->span.begin < y->key->span.begin ? -1 : 1;
}

static void check_duplicates(struct loader *loader, const struct open_value *open) {
    if (open->count < 2)
        return;
    struct member *sorted = memory_grow(NULL, open->count, sizeof *sorted);
    memcpy(sorted, open->members, open->count * sizeof *sorted);
    qsort(sorted, open->count, sizeof *sorted, order_members);
    for (size_t i = 1; i < open->count; i++) {
        const struct value *first = sorted[i - 1].key, *second = sorted[i].key;
        if (second->members || first->members || !text_equal(first->scalar, second->scalar))
            continue;
        struct position place = source_position(loader->document->source, first->span.begin);
        fail(loader, second->span, "",
             arena_print(&loader->document->arena, "the key \"%.*s\" stands twice, first in line %u",
                         TEXT_ARG(second->scalar), place.line));
        break;
    }
    free(sorted);
}

/* Puts a complete value where it belongs: into the innermost open collection, or at the root. */
static void place_value(struct loader *loader, const struct value *value) {
    if (!loader->depth) {
        loader->root = value;
        return;
    }
    struct open_value *open = &loader->stack[loader->depth - 1];
    bool mapping = open->value->kind == VALUE_MAPPING;
    if (mapping && !open->key) {
        open->key = value;
        return;
    }
    if (open->count == open->capacity) {
        open->capacity = open->capacity ? open->capacity * 2 : 8;
        open->members = memory_grow(open->members, open->capacity, sizeof *open->members);
    }
    open->members[open->count++] = (struct member){mapping ? open->key : NULL, value};
    open->key = NULL;
    size_t more = value->weight < VALUES_MOST ? value->weight : VALUES_MOST;
    open->value->weight += more;
    if (open->value->weight > VALUES_MOST)
        fail(loader, value->span, "more than 100000 values once aliases are followed", TEXT(""));
}

static void add_anchor(struct loader *loader, const yaml_char_t *name, const struct value *value, bool open) {
    if (!name)
        return;
    if (loader->anchor_count == loader->anchor_capacity) {
        loader->anchor_capacity = loader->anchor_capacity ? loader->anchor_capacity * 2 : 8;
        loader->anchors = memory_grow(loader->anchors, loader->anchor_capacity, sizeof *loader->anchors);
    }
    struct text copy = arena_copy(&loader->document->arena, text_of((const char *)name));
    loader->anchors[loader->anchor_count++] = (struct anchor){copy, value, open};
    if (loader->anchor_count > 1000)
        fail(loader, value->span, "more than 1000 anchors", TEXT(""));
}

static void take_alias(struct loader *loader, const yaml_event_t *event) {
    struct text name = text_of((const char *)event->data.alias.anchor);
    for (size_t i = loader->anchor_count; i-- > 0;) {
        if (!text_equal(loader->anchors[i].name, name))
            continue;
        if (loader->anchors[i].open)
            fail(loader, span_of(loader, event), "an alias inside its own anchor: *", name);
        else
            place_value(loader, loader->anchors[i].value);
        return;
    }
    fail(loader, span_of(loader, event), "an alias without an anchor before it: *", name);
}

static void take_scalar(struct loader *loader, const yaml_event_t *event) {
    struct value *value = ARENA_NEW(&loader->document->arena, struct value);
    value->span = span_of(loader, event);
    value->scalar = arena_copy(&loader->document->arena,
                               event_text(event->data.scalar.value, event->data.scalar.length));
    value->weight = 1;
    const char *tag = (const char *)event->data.scalar.tag;
    value->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE || (tag && text_ends(text_of(tag), ":str"));
    value->kind = VALUE_STRING;
    if (!tag_is_known(tag))
        fail(loader, value->span, "a tag that is not supported: ", text_of(tag));
    if (!value->quoted)
        read_plain(value);
    add_anchor(loader, event->data.scalar.anchor, value, false);
    place_value(loader, value);
}

static void begin_collection(struct loader *loader, const yaml_event_t *event, enum value_kind kind,
                             const yaml_char_t *anchor, const yaml_char_t *tag) {
    struct value *value = ARENA_NEW(&loader->document->arena, struct value);
    value->kind = kind;
    value->span = span_of(loader, event);
    value->weight = 1;
    if (!tag_is_known((const char *)tag))
        fail(loader, value->span, "a tag that is not supported: ", text_of((const char *)tag));
    if (loader->depth == NESTING_MOST)
        fail(loader, value->span, "nested more than 1000 levels deep", TEXT(""));
    if (loader->depth == loader->stack_capacity) {
        loader->stack_capacity = loader->stack_capacity ? loader->stack_capacity * 2 : 16;
        loader->stack = memory_grow(loader->stack, loader->stack_capacity, sizeof *loader->stack);
    }
    add_anchor(loader, anchor, value, true);
    loader->stack[loader->depth++] = (struct open_value){.value = value, .is_alias_target = anchor != NULL};
}

static void end_collection(struct loader *loader, const yaml_event_t *event) {
    struct open_value open = loader->stack[--loader->depth];
    open.value->span.end = offset_of(loader, &event->end_mark);
    if (open.value->kind == VALUE_MAPPING)
        check_duplicates(loader, &open);
    open.value->members = ARENA_ARRAY(&loader->document->arena, struct member, open.count);
    if (open.count)
        memcpy(open.value->members, open.members, open.count * sizeof *open.members);
    open.value->count = open.count;
    free(open.members);
    if (open.is_alias_target)
        for (size_t i = loader->anchor_count; i-- > 0;)
            if (loader->anchors[i].value == open.value)
                loader->anchors[i].open = false;
    place_value(loader, open.value);
}

static void take_event(struct loader *loader, const yaml_event_t *event, int *documents) {
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        if (++*documents > 1)
            fail(loader, span_of(loader, event), "a second YAML document", TEXT(""));
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
    case YAML_MAPPING_END_EVENT: end_collection(loader, event); break;
    default: break;
    }
}

static void fail_syntax(struct loader *loader, const yaml_parser_t *parser) {
    uint32_t at = parser->error == YAML_READER_ERROR
                      ? loader->begin + (uint32_t)(parser->problem_offset < loader->bytes.len ? parser->problem_offset
                                                                                             : loader->bytes.len)
                      : offset_of(loader, &parser->problem_mark);
    const struct text context = text_of(parser->context ? parser->context : "");
    struct text detail = arena_print(&loader->document->arena, "%s%s%.*s", parser->problem ? parser->problem : "unreadable",
                                     context.len ? " " : "", TEXT_ARG(context));
    fail(loader, (struct span){at, at}, "not valid YAML: ", detail);
}

static void parse_events(struct loader *loader) {
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        memory_die();
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)(loader->bytes.at ? loader->bytes.at : ""),
                                 loader->bytes.len);
    int documents = 0;
    for (bool more = true; more && !loader->failed;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) {
            fail_syntax(loader, &parser);
            break;
        }
        more = event.type != YAML_STREAM_END_EVENT;
        take_event(loader, &event, &documents);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
}

void front_matter_read(struct document *document, struct report *report) {
    struct front_matter *front_matter = &document->front_matter;
    const struct source *source = document->source;
    if (front_matter->unclosed)
        report_add(report, document, MESSAGE_FRONT_MATTER_INVALID, source_line_span(source, 1),
                   "the front matter that begins here never closes: a line of its own with --- is expected");
    if (!front_matter->present || document->unreadable)
        return;
    struct loader loader = {.document = document, .report = report, .bytes = front_matter->text};
    const char *at = front_matter->text.at; /* of a page read from JSON it is no part of the source */
    if (at >= source->bytes.at && at <= source->bytes.at + source->bytes.len)
        loader.begin = source_span_of(source, front_matter->text).begin;
    parse_events(&loader);
    while (loader.depth)
        free(loader.stack[--loader.depth].members);
    free(loader.stack);
    free(loader.anchors);
    if (!loader.failed && loader.root && loader.root->kind != VALUE_MAPPING && loader.root->kind != VALUE_NULL)
        fail(&loader, loader.root->span, "a mapping of keys and values is expected, not a ",
             text_of(value_kind_name(loader.root->kind)));
    front_matter->valid = !loader.failed;
    front_matter->value = front_matter->valid && loader.root && loader.root->kind == VALUE_MAPPING ? loader.root : NULL;
}
