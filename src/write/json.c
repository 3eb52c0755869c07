/* SPDX-License-Identifier: MIT */
/* Documents as JSON (schemas/document.schema.json). */
#include <math.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/json_writer.h"
#include "base/memory.h"
#include "write/write.h"

struct writing {
    const struct document *document;
    bool strip; /* --annotations strip */
    struct json_writer json;
    struct buf scratch; /* what a block would be written as */
};

/* The text with LF line ends. */
static void add_unix(struct json_writer *json, const char *name, struct text t) {
    struct buf buf = {0};
    bool plain = text_find_byte(t, '\r', 0) == TEXT_NONE;
    if (!plain)
        buf_add_unix(&buf, t);
    json_add_string(json, name, plain ? t : buf_text(&buf));
    buf_free(&buf);
}

static struct json_value *new_scalar(const struct value *value) {
    switch (value->kind) {
    case VALUE_NULL: return json_new_null();
    case VALUE_BOOL: return json_new_bool(value->truth);
    case VALUE_INTEGER: return json_new_integer(value->integer);
    case VALUE_REAL:
        return isfinite(value->real) ? json_new_real(value->real) : json_new_string(value->scalar);
    case VALUE_SEQUENCE: return json_new_array();
    case VALUE_MAPPING: return json_new_object();
    default: return json_new_string(value->scalar);
    }
}

static bool is_collection(const struct value *value) {
    return value->kind == VALUE_MAPPING || value->kind == VALUE_SEQUENCE;
}

struct open_value {
    const struct value *value;
    struct json_value *made;
    size_t next; /* member to add */
};

/* One value of front matter may stand under many aliases; what they make of it together is bounded. */
enum { FRONT_MATTER_MOST = 64 * 1024 * 1024 };

/* A YAML value with every alias followed, or null where that is too much. An explicit stack, since YAML may
 * nest deep. A key that is a collection has no name in JSON; front_matter_source has it. */
static struct json_value *new_value(const struct value *root) {
    size_t depth = 0, capacity = 16, bytes = 0;
    struct open_value *stack = memory_grow(NULL, capacity, sizeof *stack);
    struct json_value *made = new_scalar(root);
    if (is_collection(root))
        stack[depth++] = (struct open_value){root, made, 0};
    while (depth && bytes <= FRONT_MATTER_MOST) {
        struct open_value *top = &stack[depth - 1];
        if (top->next == top->value->count) {
            depth--;
            continue;
        }
        const struct member *member = &top->value->members[top->next++];
        if (member->key && is_collection(member->key))
            continue;
        struct json_value *child = new_scalar(member->value);
        bytes += member->value->scalar.len + (member->key ? member->key->scalar.len : 0);
        if (member->key)
            json_set_text(top->made, member->key->scalar, child);
        else
            json_append(top->made, child);
        if (depth == capacity)
            stack = memory_grow(stack, capacity *= 2, sizeof *stack);
        if (is_collection(member->value))
            stack[depth++] = (struct open_value){member->value, child, 0};
    }
    free(stack);
    if (bytes <= FRONT_MATTER_MOST)
        return made;
    json_free(made);
    return json_new_null();
}

/* A tree, since keys that differ in YAML may be one name in JSON: the last then counts. */
static void add_front_matter(struct json_writer *json, const struct front_matter *front_matter) {
    if (!front_matter->present)
        return;
    struct json_value *values = NULL;
    if (front_matter->valid)
        values = front_matter->value ? new_value(front_matter->value) : json_new_object();
    json_add_value(json, "front_matter", values);
    json_free(values);
    add_unix(json, "front_matter_source", front_matter->text);
}

static void add_annotations(struct json_writer *json, const struct block *block) {
    json_open_array(json, "annotations");
    for (uint32_t i = 0; i < block->annotation_count; i++) {
        const struct annotation *annotation = &block->annotations[i];
        json_open_object(json, NULL);
        json_add_integer(json, "line", annotation->line);
        json_add_integer(json, "column", annotation->column);
        json_add_string(json, "text", annotation->text);
        json_add_bool(json, "own_line", annotation->own_line);
        json_close_object(json);
    }
    json_close_array(json);
}

static void add_inferred(struct json_writer *json, const struct block *block) {
    static const char *const names[] = {"fence", "language", "indentation",
                                        "boundary"}; /* by enum inferred */
    json_open_array(json, "inferred");
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
        if (block->inferred & 1u << i)
            json_add_string(json, NULL, text_of(names[i]));
    json_close_array(json);
    json_add_real(json, "confidence", isfinite(block->confidence) ? block->confidence : 0);
}

/* What stands behind a part in its page, where the writer would put something else there: one blank line, or
 * at the end of the page one line end. Otherwise nothing. */
static struct text unusual_gap(const struct document *document, const struct part *part) {
    if (!part)
        return (struct text){NULL, 0};
    struct text gap = document_gap(document, part);
    bool last = gap.at + gap.len == document->source->bytes.at + document->source->bytes.len;
    bool usual = last ? !gap.len || text_is(gap, "\n") || text_is(gap, "\r\n")
                      : text_is(gap, "\n\n") || text_is(gap, "\r\n\r\n");
    return usual ? (struct text){NULL, 0} : gap;
}

/* The bytes as they stood, where they are not what scratch holds, which the members alone give. */
static void add_source(struct writing *w, struct text source, const struct part *last) {
    if (!source.at)
        return;
    /* A fence that never closes may end in blank lines; the last line end is then more than a gap. */
    bool ends_blank = last && source.len && byte_is_eol(source.at[source.len - 1]);
    struct text gap = ends_blank ? document_gap(w->document, last) : unusual_gap(w->document, last);
    if (!gap.len && text_equal(source, buf_text(&w->scratch)))
        return;
    struct buf bytes = {0};
    buf_add_unix(&bytes, source);
    buf_add_unix(&bytes, gap);
    if (!text_equal(buf_text(&bytes), buf_text(&w->scratch)))
        json_add_string(&w->json, "source", buf_text(&bytes));
    buf_free(&bytes);
}

static void add_code(struct json_writer *json, const struct block *block, bool strip) {
    struct arena arena = {0};
    if (block->label.len)
        json_add_string(json, "label", block->label);
    json_add_string(json, "language", block->language);
    json_add_string(json, "info", block->info);
    json_add_string(json, "text", strip ? block_without_annotations(block, &arena) : block->text);
    if (block->annotation_count && !strip)
        add_annotations(json, block);
    arena_free(&arena);
}

static void add_block(struct writing *w, const struct block *block) {
    struct json_writer *json = &w->json;
    bool strip = w->strip && block->annotation_count;
    json_open_object(json, NULL);
    json_add_string(json, "kind", text_of(block_kind_name(block->kind)));
    json_add_integer(json, "line", block->line);
    if (block->kind == BLOCK_HEADING)
        json_add_integer(json, "level", block->level);
    if (block_kind_is_labelled(block->kind))
        json_add_string(json, "label", block->label);
    if (block_is_code(block))
        add_code(json, block, strip);
    else if (block->kind != BLOCK_SEPARATOR)
        json_add_string(json, "markdown", block->markdown);
    if (block->inferred)
        add_inferred(json, block);
    if (!strip) {
        buf_cut(&w->scratch, 0);
        write_markdown_block(w->document->profile, block, &w->scratch);
        add_source(w, block->source, block->part_count ? &block->parts[block->part_count - 1] : NULL);
    }
    json_close_object(json);
}

static void add_blocks(struct writing *w, uint32_t first, uint32_t count) {
    json_open_array(&w->json, "blocks");
    for (uint32_t i = 0; i < count; i++)
        add_block(w, &w->document->blocks[first + i]);
    json_close_array(&w->json);
}

static void add_entry(struct writing *w, const struct entry *entry) {
    struct json_writer *json = &w->json;
    json_open_object(json, NULL);
    json_add_string(json, "type", text_of(entry->type == ENTRY_EXAMPLE ? "example" : "section"));
    if (entry->type == ENTRY_EXAMPLE)
        json_add_integer(json, "number", entry->number);
    json_add_string(json, "title", entry->title);
    json_add_integer(json, "level", entry->level);
    json_add_integer(json, "line", entry->line);
    buf_cut(&w->scratch, 0);
    write_markdown_heading(w->document->profile, entry, &w->scratch);
    add_source(w, entry->source, entry->part.shape == SHAPE_NONE ? NULL : &entry->part);
    add_blocks(w, entry->first_block, entry->block_count);
    json_close_object(json);
}

/* The profile that a form has when nothing else is said; a reader of the JSON assumes it. */
static const struct profile *usual_profile(const struct document *document) {
    for (size_t i = 0; i < profiles_count(document->profiles); i++)
        if (profiles_at(document->profiles, i)->form == document->form)
            return profiles_at(document->profiles, i);
    return profiles_at(document->profiles, 0);
}

static void add_document(struct writing *w) {
    const struct document *document = w->document;
    struct json_writer *json = &w->json;
    json_open_object(json, NULL);
    json_add_string(json, "exlint", TEXT("document/1"));
    json_add_string(json, "path", text_of(document->source->name));
    json_add_string(json, "form", text_of(form_name(document->form)));
    if (document->profiles && usual_profile(document) != document->profile)
        json_add_string(json, "profile", text_of(document->profile->name));
    if (document->title.at)
        json_add_string(json, "title", document->title);
    else
        json_add_null(json, "title");
    add_front_matter(json, &document->front_matter);
    add_blocks(w, 0, document->lead_count);
    json_open_array(json, "entries");
    for (uint32_t i = 0; i < document->entry_count; i++)
        add_entry(w, &document->entries[i]);
    json_close_array(json);
    json_close_object(json);
}

static void write_document(const struct document *document, const struct write_options *options, bool pretty,
                           struct buf *out) {
    struct writing w = {.document = document,
                        .strip = options && options->strip_annotations,
                        .json = {.out = out, .pretty = pretty}};
    /* Members and escapes take a fifth of what they are around, or less. */
    buf_reserve(out, document->source->bytes.len + document->source->bytes.len / 5);
    add_document(&w);
    buf_add_byte(out, '\n');
    buf_free(&w.scratch);
}

void write_json(const struct document *document, const struct write_options *options, struct buf *out) {
    write_document(document, options, true, out);
}

void write_ndjson(const struct document *document, const struct write_options *options, struct buf *out) {
    write_document(document, options, false, out);
}
