/* SPDX-License-Identifier: MIT */
#include "read/plain/like.h"

#include <stdlib.h>

#include "base/memory.h"
#include "doc/text_form.h"
#include "read/like.h"

/* As like_add_key, without those marks. */
static void add_key_without(struct text t, const char *marks, struct buf *key) {
    for (size_t i = 0; i < t.len; i++) {
        char c = t.at[i];
        if (byte_is_blank(c) || byte_is_eol(c))
            continue;
        bool quote = c == '\xE2' && i + 2 < t.len && t.at[i + 1] == '\x80' && t.at[i + 2] >= '\x98' &&
                     t.at[i + 2] <= '\x9D';
        if (quote) {
            c = (unsigned char)t.at[i + 2] <= 0x99 ? '\'' : '"';
            i += 2;
        }
        if (!c || !strchr(marks, c))
            buf_add_byte(key, c);
    }
}

void like_add_key(struct text t, struct buf *key) {
    add_key_without(t, "", key);
}

static bool same_without(struct text a, struct text b, const char *marks) {
    struct buf keys[2] = {{0}, {0}};
    add_key_without(a, marks, &keys[0]);
    add_key_without(b, marks, &keys[1]);
    bool same = text_equal(buf_text(&keys[0]), buf_text(&keys[1]));
    buf_free(&keys[0]);
    buf_free(&keys[1]);
    return same;
}

bool like_same(struct text a, struct text b) {
    return same_without(a, b, "");
}

bool like_same_words(struct text a, struct text b) {
    return same_without(a, b, "*_`\\");
}

struct text like_source(const struct like *like, const struct like_part *part) {
    return source_text(like->document->source, part->part->span);
}

/* From its first byte to its last: of a shortcode and words behind it the words are copied. */
static bool is_shortcode(struct text t) {
    t = text_strip(t);
    return text_form_verbatim(t) == VERBATIM_SHORTCODE && text_ends(t, "}}");
}

/* The mark of a list item or of a quote at the start of a rendered line goes as well. */
static struct text without_mark(struct text line) {
    line = text_trim_left(line);
    size_t digits = 0;
    while (digits < line.len && byte_is_digit(line.at[digits]))
        digits++;
    bool mark =
        digits < line.len && (digits ? strchr(".)", line.at[digits]) : strchr("-*+", line.at[0])) != NULL;
    return mark && digits + 1 < line.len && byte_is_blank(line.at[digits + 1]) ? text_from(line, digits + 1)
                                                                               : line;
}

static void add_list_key(struct text rendered, struct buf *key) {
    struct text line;
    while (text_next_line(&rendered, &line))
        like_add_key(without_mark(line), key);
}

static bool holds_fence(struct text t) {
    return text_find(t, TEXT("```"), 0) != TEXT_NONE || text_find(t, TEXT("~~~"), 0) != TEXT_NONE;
}

/* What copying leaves of a part. */
static void make_key(struct like *like, struct like_part *made) {
    const struct source *source = like->document->source;
    const struct part *part = made->part;
    struct buf key = {0}, rendered = {0};
    struct text content = source_text(source, part->content);
    switch (part->shape) {
    case SHAPE_FENCE: like_add_key(source_text(source, part->body), &key); break;
    case SHAPE_BREAK: break;
    case SHAPE_LIST:
        made->opaque = holds_fence(content);
        markdown_text(content, &rendered);
        add_list_key(buf_text(&rendered), &key);
        break;
    case SHAPE_QUOTE:
        made->opaque = holds_fence(content);
        like_add_key(content, &key);
        break;
    case SHAPE_HTML:
    case SHAPE_DEFINITIONS:
    case SHAPE_INDENTED: like_add_key(content, &key); break;
    default:
        if (is_shortcode(content))
            break;
        markdown_text(content, &rendered);
        like_add_key(buf_text(&rendered), &key);
    }
    made->key = arena_copy(&like->arena, buf_text(&key));
    buf_free(&rendered);
    buf_free(&key);
}

static void add_part(struct like *like, const struct part *part, const struct block *block) {
    struct like_part *made = &like->parts[like->part_count++];
    *made = (struct like_part){.part = part, .block = block};
    make_key(like, made);
    like->groups[like->group_count - 1].count++;
}

static void add_blocks(struct like *like, uint32_t first, uint32_t count) {
    for (uint32_t i = first; i < first + count; i++) {
        const struct block *block = &like->document->blocks[i];
        for (uint32_t k = 0; k < block->part_count; k++)
            add_part(like, &block->parts[k], block);
    }
}

static uint32_t number_of(const struct like_group *group) {
    return group->entry ? group->entry->number : 0;
}

/* By number; of two with the same the one that stands first. */
static int compare_groups(const void *a, const void *b) {
    const struct like_group *x = a, *y = b;
    if (number_of(x) != number_of(y))
        return number_of(x) < number_of(y) ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

struct like *like_new(const struct document *document) {
    struct like *like = memory_get_zeroed(1, sizeof *like);
    like->document = document;
    size_t parts = document->entry_count;
    for (uint32_t i = 0; i < document->block_count; i++)
        parts += document->blocks[i].part_count;
    like->parts = memory_get_zeroed(parts + 1, sizeof *like->parts);
    like->groups = memory_get_zeroed(document->entry_count + 1, sizeof *like->groups);
    like->group_count = 1;
    add_blocks(like, 0, document->lead_count);
    for (uint32_t i = 0; i < document->entry_count; i++) {
        const struct entry *entry = &document->entries[i];
        if (entry->type == ENTRY_EXAMPLE)
            like->groups[like->group_count++] =
                (struct like_group){.entry = entry, .first = like->part_count};
        else
            add_part(like, &entry->part, NULL);
        add_blocks(like, entry->first_block, entry->block_count);
    }
    qsort(like->groups, like->group_count, sizeof *like->groups, compare_groups);
    return like;
}

void like_free(struct like *like) {
    if (!like)
        return;
    arena_free(&like->arena);
    free(like->groups);
    free(like->parts);
    free(like);
}

const struct like_group *like_find(const struct like *like, uint32_t number) {
    size_t low = 0, high = like->group_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (number_of(&like->groups[middle]) < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low < like->group_count && number_of(&like->groups[low]) == number ? &like->groups[low] : NULL;
}

bool like_is_title(const struct like *like, struct text line) {
    struct text title = value_get_string(like->document->front_matter.value, "title");
    return title.len && like_same(title, line);
}

bool like_write_front_matter(const struct like *like, struct text title, struct buf *out) {
    const struct front_matter *front_matter = &like->document->front_matter;
    if (!front_matter->valid)
        return false;
    const struct value *old = value_get(front_matter->value, "title");
    if (!title.len || (old && like_is_title(like, title))) {
        buf_add(out, front_matter->text);
        return true;
    }
    struct buf line = {0};
    text_form_title_yaml(title, &line); /* "title: …" and a line end */
    if (!old) {
        buf_add(out, buf_text(&line));
        buf_add(out, front_matter->text);
    } else {
        const struct source *source = like->document->source;
        uint32_t begin = source_span_of(source, front_matter->text).begin;
        struct text value = text_strip(text_from(buf_text(&line), strlen("title:")));
        buf_add(out, text_slice(front_matter->text, 0, old->span.begin - begin));
        buf_add(out, value);
        buf_add(out, text_from(front_matter->text, old->span.end - begin));
    }
    buf_free(&line);
    return true;
}
