/* SPDX-License-Identifier: MIT */
#include "read/json.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "doc/value_json.h"
#include "read/front_matter.h"
#include "read/page.h"

struct reading {
    const struct read_context *context;
    struct document *document;
    struct report *report;
    struct buf place; /* of the value that is read: "entries[3].blocks[0]." */
    bool failed;
};

static bool is_space(char c) {
    return byte_is_blank(c) || byte_is_eol(c);
}

static struct text skip_space(struct text t) {
    while (t.len && is_space(*t.at))
        t = text_from(t, 1);
    return t;
}

/* Offset behind the object that begins the text, or its length. */
static size_t object_end(struct text t) {
    size_t depth = 0;
    bool in_string = false;
    for (size_t i = 0; i < t.len; i++) {
        char c = t.at[i];
        if (in_string) {
            if (c == '\\')
                i++;
            else if (c == '"')
                in_string = false;
        } else if (c == '"')
            in_string = true;
        else if (c == '{' || c == '[')
            depth++;
        else if ((c == '}' || c == ']') && --depth == 0)
            return i + 1;
    }
    return t.len;
}

bool json_next_document(struct text *rest, struct text *one) {
    struct text t = *rest;
    if (text_starts(t, "\xEF\xBB\xBF"))
        t = text_from(t, 3);
    while (t.len && (is_space(*t.at) || *t.at == '[' || *t.at == ',' || *t.at == ']'))
        t = text_from(t, 1);
    size_t end = t.len && *t.at == '{' ? object_end(t) : t.len;
    *one = text_slice(t, 0, end);
    *rest = text_from(t, end);
    return end > 0;
}

bool json_claims(const struct read_context *context, const struct source *source) {
    enum { LOOKED_AT = 4096 };
    (void)context;
    struct text t = text_from(source->bytes, front_matter_bom(source->bytes)), name = text_of(source->name);
    t = skip_space(t);
    if (t.len && *t.at == '[')
        t = skip_space(text_from(t, 1));
    if (!t.len || *t.at != '{')
        return false;
    struct text head = text_slice(t, 0, LOOKED_AT), first = skip_space(text_from(t, 1));
    if (!first.len || (*first.at != '"' && *first.at != '}'))
        return false;
    if (text_ends(name, ".json") || text_ends(name, ".ndjson") || text_ends(name, ".jsonl"))
        return true;
    return text_find(head, TEXT("\"exlint\""), 0) != TEXT_NONE &&
           text_find(head, TEXT("document/"), 0) != TEXT_NONE;
}

/* Reports what is wrong, once: one mistake is enough to refuse a document. */
static void fail_at(struct reading *reading, struct span span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void fail_at(struct reading *reading, struct span span, const char *format, ...) {
    char what[512];
    if (reading->failed)
        return;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    reading->failed = true;
    reading->document->unreadable = true;
    report_add(reading->report, reading->document, MESSAGE_IMPORT_UNREADABLE, span, "%s", what);
}

/* The value that a path leads to from another, "blocks[0].text", as far as there is one. */
static const struct value *follow(const struct value *value, struct text path) {
    struct buf name = {0};
    while (path.len) {
        const struct value *next = NULL;
        size_t end = 0;
        if (*path.at == '[') {
            size_t index = (size_t)strtoul(path.at + 1, NULL, 10);
            next = value->kind == VALUE_SEQUENCE && index < value->count ? value->members[index].value : NULL;
            end = text_find_byte(path, ']', 0) + 1;
        } else {
            while (end < path.len && path.at[end] != '.' && path.at[end] != '[')
                end++;
            buf_cut(&name, 0);
            buf_add(&name, text_slice(path, 0, end));
            next = name.len ? value_get(value, name.at) : NULL;
        }
        if (!next)
            break;
        value = next;
        path = text_from(path, end + (end < path.len && path.at[end] == '.'));
    }
    buf_free(&name);
    return value;
}

/* Where the value of the reading's place with that path behind it stands; jansson does not tell, so it is read once
 * more. What is missing is where the value stands that lacks it. */
static struct span find_place(const struct reading *reading, const char *name) {
    struct text bytes = reading->document->source->bytes, rest = bytes, one;
    struct span span = {0, bytes.len > 0};
    struct arena arena = {0};
    struct value_error error = {0};
    struct buf path = {0};
    buf_print(&path, "%.*s%s", TEXT_ARG(buf_text(&reading->place)), name);
    const struct value *root =
        json_next_document(&rest, &one) ? value_read_json(one, &arena, &error) : NULL;
    if (root && !error.message.at) {
        const struct value *value = follow(root, buf_text(&path));
        bool is_scalar = value->kind != VALUE_MAPPING && value->kind != VALUE_SEQUENCE;
        span.begin = (uint32_t)(one.at - bytes.at) + value->span.begin;
        span.end = is_scalar ? (uint32_t)(one.at - bytes.at) + value->span.end : span.begin + 1;
    }
    buf_free(&path);
    arena_free(&arena);
    return span;
}

static void fail(struct reading *reading, const char *name, const char *expected) {
    if (!reading->failed)
        fail_at(reading, find_place(reading, name), "%.*s%s: %s", TEXT_ARG(buf_text(&reading->place)), name,
                expected);
}

/* A copy in the arena, with LF line ends and without NULs, which no page may hold. */
static struct text keep_text(struct reading *reading, struct text t) {
    struct arena *arena = &reading->document->arena;
    if (text_find_byte(t, '\r', 0) == TEXT_NONE && text_find_byte(t, '\0', 0) == TEXT_NONE)
        return arena_copy(arena, t);
    struct buf clean = {0}, unix_ends = {0};
    buf_add_unix(&unix_ends, t);
    for (size_t i = 0; i < unix_ends.len; i++)
        if (unix_ends.at[i])
            buf_add_byte(&clean, unix_ends.at[i]);
        else
            buf_add_string(&clean, "\xEF\xBF\xBD");
    struct text copy = arena_copy(arena, buf_text(&clean));
    buf_free(&clean);
    buf_free(&unix_ends);
    return copy;
}

/* A string member; at == NULL where there is none, which `wanted` makes a mistake. null counts as none. */
static struct text read_text(struct reading *reading, const struct json_value *object, const char *name,
                             bool wanted) {
    const struct json_value *member = json_member(object, name);
    if (json_kind_of(member) == JSON_KIND_STRING)
        return keep_text(reading, json_text(member));
    if (wanted || json_kind_of(member) != JSON_KIND_NULL)
        fail(reading, name, "a string is expected");
    return (struct text){NULL, 0};
}

/* An integer member from least to most; least - 1 where there is none, which `wanted` makes a mistake. */
static long long read_integer(struct reading *reading, const struct json_value *object, const char *name,
                              long long least, long long most, bool wanted) {
    const struct json_value *member = json_member(object, name);
    if (!member && !wanted)
        return least - 1;
    long long number = json_integer_of(member, least - 1);
    if (!json_is_integer(member) || number < least || number > most) {
        char expected[96];
        snprintf(expected, sizeof expected, "a whole number from %lld to %lld is expected", least, most);
        fail(reading, name, expected);
    }
    return number;
}

static const struct json_value *read_array(struct reading *reading, const struct json_value *object,
                                           const char *name) {
    const struct json_value *member = json_member(object, name);
    if (json_kind_of(member) != JSON_KIND_ARRAY)
        fail(reading, name, "an array is expected");
    return member;
}

static uint32_t read_line(struct reading *reading, const struct json_value *object) {
    long long line = read_integer(reading, object, "line", 0, UINT32_MAX, false);
    return line < 0 ? 0 : (uint32_t)line;
}

/* Descends to an element of an array; the result is for leave(). */
static size_t enter(struct reading *reading, const char *name, size_t i) {
    size_t before = reading->place.len;
    buf_print(&reading->place, "%s[%zu].", name, i);
    return before;
}

static void leave(struct reading *reading, size_t before) {
    buf_cut(&reading->place, before);
}

static size_t first_word(struct text info) {
    size_t end = 0;
    while (end < info.len && !byte_is_blank(info.at[end]))
        end++;
    return end;
}

static struct text lower_case(struct arena *arena, struct text t) {
    char *lower = arena_get(arena, t.len + 1);
    for (size_t i = 0; i < t.len; i++)
        lower[i] = byte_lower(t.at[i]);
    return (struct text){lower, t.len};
}

/* Language and info string say the same twice; where an edit made them differ, the language counts. */
static void read_info(struct reading *reading, const struct json_value *value, struct block *block) {
    struct arena *arena = &reading->document->arena;
    struct text language = text_strip(read_text(reading, value, "language", false));
    struct text info = text_strip(read_text(reading, value, "info", false));
    language = lower_case(arena, text_slice(language, 0, first_word(language)));
    size_t word = first_word(info);
    if (language.len && !text_equal_nocase(language, text_slice(info, 0, word)))
        info = arena_print(arena, "%.*s%.*s", TEXT_ARG(language), TEXT_ARG(text_from(info, word)));
    block->info = info;
    block->language = lower_case(arena, text_slice(info, 0, first_word(info)));
}

static void read_code(struct reading *reading, const struct json_value *value, struct block *block) {
    read_info(reading, value, block);
    block->label = read_text(reading, value, "label", false);
    block->text = read_text(reading, value, "text", true);
    if (block->text.len && !text_ends(block->text, "\n")) /* a fence holds whole lines */
        block->text = arena_print(&reading->document->arena, "%s\n", block->text.at);
    if (block->kind == BLOCK_CODE)
        block_annotate(block, &reading->document->arena);
}

static void read_inferred(struct reading *reading, const struct json_value *value, struct block *block) {
    static const char *const names[] = {"fence", "language", "indentation", "boundary"};
    const struct json_value *inferred = json_member(value, "inferred"),
                            *confidence = json_member(value, "confidence");
    block->confidence = json_kind_of(confidence) == JSON_KIND_NUMBER ? json_real_of(confidence) : 1;
    if (!(block->confidence >= 0 && block->confidence <= 1))
        fail(reading, "confidence", "a number from 0 to 1 is expected");
    if (inferred && json_kind_of(inferred) != JSON_KIND_ARRAY)
        fail(reading, "inferred", "an array is expected");
    for (size_t i = 0; i < json_count(inferred); i++) {
        unsigned bit = 0;
        for (unsigned n = 0; n < sizeof names / sizeof *names; n++)
            if (text_is(json_text(json_at(inferred, i)), names[n]))
                bit = 1u << n;
        if (!bit)
            fail(reading, "inferred", "\"fence\", \"language\", \"indentation\" or \"boundary\" is expected");
        block->inferred |= bit;
    }
}

static void read_block(struct reading *reading, const struct json_value *value, struct block *block) {
    struct text name = json_member_text(value, "kind");
    int kind = block_kind_from_name(name);
    if (kind < 0) {
        fail(reading, "kind",
             "a kind of block (prose, heading, code, diagram, output, takeaway, why, question, part, separator) "
             "is expected");
        return;
    }
    block->kind = (enum block_kind)kind;
    block->line = read_line(reading, value);
    block->source = read_text(reading, value, "source", false);
    read_inferred(reading, value, block);
    if (block_is_code(block)) {
        read_code(reading, value, block);
        return;
    }
    if (block->kind == BLOCK_HEADING)
        block->level = (unsigned)read_integer(reading, value, "level", 1, 6, true);
    if (block_kind_is_labelled(block->kind))
        block->label = read_text(reading, value, "label", false);
    if (block->kind != BLOCK_SEPARATOR)
        block->markdown = read_text(reading, value, "markdown", true);
}

static void read_blocks(struct reading *reading, const struct json_value *array) {
    struct document *document = reading->document;
    for (size_t i = 0; i < json_count(array) && !reading->failed; i++) {
        size_t before = enter(reading, "blocks", i);
        read_block(reading, json_at(array, i), &document->blocks[document->block_count++]);
        leave(reading, before);
    }
}

static void read_entry(struct reading *reading, const struct json_value *value, struct entry *entry) {
    struct text type = json_member_text(value, "type");
    if (!text_is(type, "example") && !text_is(type, "section"))
        fail(reading, "type", "\"example\" or \"section\" is expected");
    entry->type = text_is(type, "example") ? ENTRY_EXAMPLE : ENTRY_SECTION;
    if (entry->type == ENTRY_EXAMPLE)
        entry->number = (uint32_t)read_integer(reading, value, "number", 1, UINT32_MAX, true);
    entry->title = read_text(reading, value, "title", true);
    entry->level = (unsigned)read_integer(reading, value, "level", 1, 6, true);
    entry->line = read_line(reading, value);
    entry->source = read_text(reading, value, "source", false);
    entry->first_block = reading->document->block_count;
    read_blocks(reading, read_array(reading, value, "blocks"));
    entry->block_count = reading->document->block_count - entry->first_block;
}

/* The level most examples stand at, of equal ones the deepest. Where there are sections alone, headings of examples that
 * are malformed made them, and no section is deeper than those. */
static unsigned commonest_level(const struct document *document) {
    size_t at_level[7] = {0};
    unsigned best = 0;
    for (uint32_t i = 0; i < document->entry_count; i++)
        at_level[document->entries[i].level] += document->entries[i].type == ENTRY_EXAMPLE;
    for (unsigned level = 1; level <= 6; level++)
        if (at_level[level] && at_level[level] >= at_level[best])
            best = level;
    for (uint32_t i = 0; !at_level[best] && i < document->entry_count; i++)
        best = document->entries[i].level > best ? document->entries[i].level : best;
    return best;
}

static void read_entries(struct reading *reading, const struct json_value *root) {
    struct document *document = reading->document;
    const struct json_value *lead = read_array(reading, root, "blocks"),
                            *entries = read_array(reading, root, "entries");
    size_t blocks = json_count(lead), count = json_count(entries);
    for (size_t i = 0; i < count; i++)
        blocks += json_count(json_member(json_at(entries, i), "blocks"));
    document->blocks = ARENA_ARRAY(&document->arena, struct block, blocks);
    struct entry *read = ARENA_ARRAY(&document->arena, struct entry, count);
    read_blocks(reading, lead);
    document->lead_count = document->block_count;
    for (size_t i = 0; i < count && !reading->failed; i++) {
        size_t before = enter(reading, "entries", i);
        read_entry(reading, json_at(entries, i), &read[i]);
        leave(reading, before);
    }
    if (reading->failed)
        return;
    document->entries = read;
    document->entry_count = (uint32_t)count;
    document->entry_level = commonest_level(document);
}

/* The form, and the profile it comes with unless another is named. */
static void read_form(struct reading *reading, const struct json_value *root) {
    struct document *document = reading->document;
    const struct profiles *profiles = document->profiles;
    struct text name = read_text(reading, root, "profile", false);
    int form = form_from_name(json_member_text(root, "form"));
    if (form < 0) {
        fail(reading, "form", "a form (page, hugo, annotated, concepts, plain, qa, text) is expected");
        return;
    }
    document->form = (enum form)form;
    const struct profile *profile = profiles_at(profiles, 0);
    for (size_t i = 0; i < profiles_count(profiles) && !name.at; i++)
        if (profiles_at(profiles, i)->form == document->form) {
            profile = profiles_at(profiles, i);
            break;
        }
    if (name.at && profiles_find(profiles, name.at))
        profile = profiles_find(profiles, name.at);
    else if (name.at && !reading->context->profile)
        fail(reading, "profile", "a profile that is known here is expected; one of your own is known where the "
                                 "configuration names its file");
    document->profile = reading->context->profile ? reading->context->profile : profile;
}

static void read_root(struct reading *reading, const struct json_value *root) {
    struct document *document = reading->document;
    if (!text_is(json_member_text(root, "exlint"), "document/1")) {
        fail(reading, "exlint", "an object with \"exlint\": \"document/1\" is expected");
        return;
    }
    read_form(reading, root);
    document->title = read_text(reading, root, "title", false);
    struct text front_matter = read_text(reading, root, "front_matter_source", false);
    const struct json_value *values = json_member(root, "front_matter");
    if (json_kind_of(values) != JSON_KIND_NULL && json_kind_of(values) != JSON_KIND_OBJECT)
        fail(reading, "front_matter", "an object is expected");
    else if (!reading->failed)
        json_read_front_matter(document, values, front_matter, reading->report);
    if (!reading->failed)
        read_entries(reading, root);
}

/* Offset of a line and column (bytes) of a part of the source. */
static uint32_t offset_of(const struct source *source, struct text part, const struct json_error *error) {
    size_t at = 0;
    for (size_t line = 1; line < error->line; line++) {
        size_t lf = text_find_byte(part, '\n', at);
        if (lf == TEXT_NONE)
            break;
        at = lf + 1;
    }
    at += error->column ? error->column - 1 : 0;
    uint32_t begin = (uint32_t)(part.at - source->bytes.at);
    return begin + (uint32_t)(at < part.len ? at : part.len);
}

static void read_text_document(struct reading *reading, const struct source *source) {
    struct text rest = source->bytes, one, other;
    struct json_error error;
    if (!json_next_document(&rest, &one)) {
        fail(reading, "", "an object with \"exlint\": \"document/1\" is expected, but there is none");
        return;
    }
    if (json_next_document(&rest, &other)) {
        uint32_t at = source_span_of(source, other).begin;
        fail_at(reading, (struct span){at, at + 1},
                "a second document, or something else behind the first one");
        return;
    }
    struct json_value *root = json_read(one, &error);
    if (root)
        read_root(reading, root);
    else {
        uint32_t at = offset_of(source, one, &error);
        fail_at(reading, (struct span){at, at}, "not valid JSON: %s", error.message);
    }
    json_free(root);
}

void json_read_document(const struct read_context *context, const struct source *source,
                        struct document *document, struct report *report) {
    *document = (struct document){.source = source, .profiles = context->profiles, .form = FORM_JSON};
    document->profile = context->profile ? context->profile : profiles_at(context->profiles, 0);
    struct reading reading = {.context = context, .document = document, .report = report};
    encoding_check(document, report);
    if (document->unreadable)
        return;
    read_text_document(&reading, source);
    buf_free(&reading.place);
    if (reading.failed) {
        document->block_count = document->lead_count = 0;
        return;
    }
    json_check_sources(context, document);
}
