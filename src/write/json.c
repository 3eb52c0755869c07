/* SPDX-License-Identifier: MIT */
/* Documents as JSON (schemas/document.schema.json), written straight into the
 * buffer: pages are large, and nothing of them is needed twice. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "write/write.h"

/* One value of front matter may stand under many aliases; what they make of it together is bounded. */
enum { FRONT_MATTER_MOST = 64 * 1024 * 1024 };

struct writing {
    struct buf *out;
    bool pretty;
    bool first; /* nothing stands in the innermost object or array yet */
    unsigned depth;
    unsigned flat;      /* pretty: objects and arrays from this depth on stand on one line; 0: none do */
    struct buf scratch; /* what a block would be written as */
};

static bool is_flat(const struct writing *w) {
    return w->flat && w->depth >= w->flat;
}

static void add_line(struct writing *w) {
    if (!w->pretty || is_flat(w))
        return;
    buf_add_byte(w->out, '\n');
    buf_add_run(w->out, ' ', 2 * (size_t)w->depth);
}

static void separate(struct writing *w) {
    if (!w->first)
        buf_add_byte(w->out, ',');
    if (!w->first && w->pretty && is_flat(w))
        buf_add_byte(w->out, ' ');
    if (w->depth)
        add_line(w);
    w->first = false;
}

static void open_value(struct writing *w, char bracket) {
    buf_add_byte(w->out, bracket);
    w->depth++;
    w->first = true;
}

static void close_value(struct writing *w, char bracket) {
    bool empty = w->first;
    bool flat = is_flat(w);
    w->depth--;
    if (!empty && !flat)
        add_line(w);
    buf_add_byte(w->out, bracket);
    w->first = false;
}

static void add_escaped(struct buf *out, char c) {
    switch (c) {
    case '"': buf_add_string(out, "\\\""); break;
    case '\\': buf_add_string(out, "\\\\"); break;
    case '\n': buf_add_string(out, "\\n"); break;
    case '\t': buf_add_string(out, "\\t"); break;
    case '\r': buf_add_string(out, "\\r"); break;
    default: buf_print(out, "\\u%04x", (unsigned)(unsigned char)c); break;
    }
}

/* The text's bytes, which are valid UTF-8, escaped. */
static void add_plain(struct buf *out, struct text t) {
    size_t from = 0;
    for (size_t i = 0; i < t.len; i++) {
        if ((unsigned char)t.at[i] >= 0x20 && t.at[i] != '"' && t.at[i] != '\\')
            continue;
        buf_add(out, text_slice(t, from, i));
        add_escaped(out, t.at[i]);
        from = i + 1;
    }
    buf_add(out, text_from(t, from));
}

static void add_string(struct writing *w, struct text t) {
    buf_add_byte(w->out, '"');
    while (t.len) {
        size_t valid = utf8_valid_until(t);
        add_plain(w->out, text_slice(t, 0, valid));
        if (valid < t.len)
            buf_add_string(w->out, "\xEF\xBF\xBD");
        t = text_from(t, valid + 1);
    }
    buf_add_byte(w->out, '"');
}

static void add_name_text(struct writing *w, struct text name) {
    separate(w);
    add_string(w, name);
    buf_add_string(w->out, w->pretty ? ": " : ":");
}

static void add_name(struct writing *w, const char *name) {
    add_name_text(w, text_of(name));
}

static void add_text_member(struct writing *w, const char *name, struct text t) {
    add_name(w, name);
    add_string(w, t);
}

static void add_integer_member(struct writing *w, const char *name, unsigned long number) {
    add_name(w, name);
    buf_print(w->out, "%lu", number);
}

/* The text with LF line ends. */
static void add_unix_member(struct writing *w, const char *name, struct text t) {
    if (text_find_byte(t, '\r', 0) == TEXT_NONE) {
        add_text_member(w, name, t);
        return;
    }
    struct buf buf = {0};
    buf_add_unix(&buf, t);
    add_text_member(w, name, buf_text(&buf));
    buf_free(&buf);
}

/* With the fewest digits that read back as the same number, and as a real. */
static void add_real(struct buf *out, double real) {
    char digits[40];
    for (int precision = 15; precision <= 17; precision++) {
        snprintf(digits, sizeof digits, "%.*g", precision, real);
        if (strtod(digits, NULL) == real)
            break;
    }
    buf_add_string(out, digits);
    if (!strpbrk(digits, ".e"))
        buf_add_string(out, ".0");
}

static void add_scalar(struct writing *w, const struct value *value) {
    switch (value->kind) {
    case VALUE_NULL: buf_add_string(w->out, "null"); break;
    case VALUE_BOOL: buf_add_string(w->out, value->truth ? "true" : "false"); break;
    case VALUE_INTEGER: buf_print(w->out, "%lld", value->integer); break;
    case VALUE_REAL:
        if (isfinite(value->real))
            add_real(w->out, value->real);
        else
            add_string(w, value->scalar);
        break;
    default: add_string(w, value->scalar); break;
    }
}

struct open_value {
    const struct value *value;
    size_t next; /* member to write */
};

static bool is_collection(const struct value *value) {
    return value->kind == VALUE_MAPPING || value->kind == VALUE_SEQUENCE;
}

/* Writes a value with an explicit stack: YAML may nest deep. false when it became too large. */
static bool add_value(struct writing *w, const struct value *root) {
    struct open_value *stack = NULL;
    size_t depth = 0, capacity = 0, begin = w->out->len;
    const struct value *value = root;
    while (w->out->len - begin <= FRONT_MATTER_MOST) {
        if (value && is_collection(value)) {
            if (depth == capacity)
                stack = memory_grow(stack, capacity = capacity ? capacity * 2 : 16, sizeof *stack);
            stack[depth++] = (struct open_value){value, 0};
            open_value(w, value->kind == VALUE_MAPPING ? '{' : '[');
        } else if (value) {
            add_scalar(w, value);
        }
        value = NULL;
        if (!depth)
            break;
        struct open_value *top = &stack[depth - 1];
        if (top->next == top->value->count) {
            close_value(w, top->value->kind == VALUE_MAPPING ? '}' : ']');
            depth--;
            continue;
        }
        const struct member *member = &top->value->members[top->next++];
        if (member->key && is_collection(member->key))
            continue; /* JSON has no such names; front_matter_source has it */
        if (member->key)
            add_name_text(w, member->key->scalar);
        else
            separate(w);
        value = member->value;
    }
    free(stack);
    return depth == 0;
}

static void add_front_matter(struct writing *w, const struct front_matter *front_matter) {
    if (!front_matter->present)
        return;
    add_name(w, "front_matter");
    struct writing before = *w;
    size_t begin = w->out->len;
    if (!front_matter->valid)
        buf_add_string(w->out, "null");
    else if (!front_matter->value)
        buf_add_string(w->out, "{}");
    else if (!add_value(w, front_matter->value)) {
        buf_cut(w->out, begin);
        w->depth = before.depth;
        w->first = before.first;
        buf_add_string(w->out, "null");
    }
    add_unix_member(w, "front_matter_source", front_matter->text);
}

/* Objects and arrays inside the next member stand on one line. */
static void begin_flat(struct writing *w) {
    w->flat = w->depth + 1;
}
static void end_flat(struct writing *w) {
    w->flat = 0;
}

static void add_annotations(struct writing *w, const struct block *block) {
    add_name(w, "annotations");
    open_value(w, '[');
    for (uint32_t i = 0; i < block->annotation_count; i++) {
        const struct annotation *annotation = &block->annotations[i];
        separate(w);
        begin_flat(w);
        open_value(w, '{');
        add_integer_member(w, "line", annotation->line);
        add_integer_member(w, "column", annotation->column);
        add_text_member(w, "text", annotation->text);
        add_name(w, "own_line");
        buf_add_string(w->out, annotation->own_line ? "true" : "false");
        close_value(w, '}');
        end_flat(w);
    }
    close_value(w, ']');
}

static void add_inferred(struct writing *w, const struct block *block) {
    static const char *const names[] = {"fence", "language", "indentation", "boundary"};
    add_name(w, "inferred");
    begin_flat(w);
    open_value(w, '[');
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
        if (block->inferred & 1u << i) {
            separate(w);
            add_string(w, text_of(names[i]));
        }
    close_value(w, ']');
    end_flat(w);
    add_name(w, "confidence");
    add_real(w->out, isfinite(block->confidence) ? block->confidence : 0);
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

/* The bytes as they stood, where they are not what w->scratch holds, which the members alone give. */
static void add_source(struct writing *w, const struct document *document, struct text source,
                       const struct part *last) {
    if (!source.at)
        return;
    /* A fence that never closes may end in blank lines; the last line end is then more than a gap. */
    bool ends_blank = last && source.len && byte_is_eol(source.at[source.len - 1]);
    struct text gap = ends_blank ? document_gap(document, last) : unusual_gap(document, last);
    if (!gap.len && text_equal(source, buf_text(&w->scratch)))
        return;
    struct buf bytes = {0};
    buf_add_unix(&bytes, source);
    buf_add_unix(&bytes, gap);
    if (!text_equal(buf_text(&bytes), buf_text(&w->scratch)))
        add_text_member(w, "source", buf_text(&bytes));
    buf_free(&bytes);
}

static void add_code_members(struct writing *w, const struct block *block, bool strip) {
    struct arena arena = {0};
    if (block->label.len)
        add_text_member(w, "label", block->label);
    add_text_member(w, "language", block->language);
    add_text_member(w, "info", block->info);
    add_text_member(w, "text", strip ? block_without_annotations(block, &arena) : block->text);
    if (block->annotation_count && !strip)
        add_annotations(w, block);
    arena_free(&arena);
}

static void add_block(struct writing *w, const struct document *document, const struct block *block,
                      const struct write_options *options) {
    bool strip = options && options->strip_annotations && block->annotation_count;
    separate(w);
    open_value(w, '{');
    add_text_member(w, "kind", text_of(block_kind_name(block->kind)));
    add_integer_member(w, "line", block->line);
    if (block_is_code(block))
        add_code_members(w, block, strip);
    else {
        if (block->kind == BLOCK_HEADING)
            add_integer_member(w, "level", block->level);
        if (block->kind == BLOCK_TAKEAWAY || block->kind == BLOCK_WHY || block->kind == BLOCK_QUESTION)
            add_text_member(w, "label", block->label);
        if (block->kind != BLOCK_SEPARATOR)
            add_text_member(w, "markdown", block->markdown);
    }
    if (block->inferred)
        add_inferred(w, block);
    if (!strip) {
        buf_cut(&w->scratch, 0);
        write_markdown_block(document->profile, block, &w->scratch);
        add_source(w, document, block->source,
                   block->part_count ? &block->parts[block->part_count - 1] : NULL);
    }
    close_value(w, '}');
}

static void add_blocks(struct writing *w, const struct document *document, uint32_t first, uint32_t count,
                       const struct write_options *options) {
    add_name(w, "blocks");
    open_value(w, '[');
    for (uint32_t i = 0; i < count; i++)
        add_block(w, document, &document->blocks[first + i], options);
    close_value(w, ']');
}

static void add_entry(struct writing *w, const struct document *document, const struct entry *entry,
                      const struct write_options *options) {
    separate(w);
    open_value(w, '{');
    add_text_member(w, "type", text_of(entry->type == ENTRY_EXAMPLE ? "example" : "section"));
    if (entry->type == ENTRY_EXAMPLE)
        add_integer_member(w, "number", entry->number);
    add_text_member(w, "title", entry->title);
    add_integer_member(w, "level", entry->level);
    add_integer_member(w, "line", entry->line);
    buf_cut(&w->scratch, 0);
    write_markdown_heading(document->profile, entry, &w->scratch);
    add_source(w, document, entry->source, entry->part.shape == SHAPE_NONE ? NULL : &entry->part);
    add_blocks(w, document, entry->first_block, entry->block_count, options);
    close_value(w, '}');
}

/* The profile that a form has when nothing else is said; a reader of the JSON assumes it. */
static const struct profile *usual_profile(const struct document *document) {
    for (size_t i = 0; i < profiles_count(document->profiles); i++)
        if (profiles_at(document->profiles, i)->form == document->form)
            return profiles_at(document->profiles, i);
    return profiles_at(document->profiles, 0);
}

static void add_document(struct writing *w, const struct document *document,
                         const struct write_options *options) {
    open_value(w, '{');
    add_text_member(w, "exlint", TEXT("document/1"));
    add_text_member(w, "path", text_of(document->source->name));
    add_text_member(w, "form", text_of(form_name(document->form)));
    if (document->profiles && usual_profile(document) != document->profile)
        add_text_member(w, "profile", text_of(document->profile->name));
    if (document->title.at)
        add_text_member(w, "title", document->title);
    else {
        add_name(w, "title");
        buf_add_string(w->out, "null");
    }
    add_front_matter(w, &document->front_matter);
    add_blocks(w, document, 0, document->lead_count, options);
    add_name(w, "entries");
    open_value(w, '[');
    for (uint32_t i = 0; i < document->entry_count; i++)
        add_entry(w, document, &document->entries[i], options);
    close_value(w, ']');
    close_value(w, '}');
    buf_add_byte(w->out, '\n');
}

static void write_document(const struct document *document, const struct write_options *options, bool pretty,
                           struct buf *out) {
    struct writing w = {.out = out, .pretty = pretty, .first = true};
    add_document(&w, document, options);
    buf_free(&w.scratch);
}

void write_json(const struct document *document, const struct write_options *options, struct buf *out) {
    write_document(document, options, true, out);
}

void write_ndjson(const struct document *document, const struct write_options *options, struct buf *out) {
    write_document(document, options, false, out);
}
