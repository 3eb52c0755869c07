/* SPDX-License-Identifier: MIT */
#include "doc/anchors.h"

#include <stdlib.h>

#include "base/memory.h"
#include "doc/slug.h"

struct maker {
    const struct document *document;
    struct anchors *anchors;
    struct arena *arena;
    struct slugger slugger;
    size_t capacity;
};

static struct anchor *add(struct maker *maker, struct text slug, uint32_t line) {
    struct anchors *anchors = maker->anchors;
    MEMORY_ROOM(anchors->items, anchors->count, maker->capacity);
    struct anchor *anchor = &anchors->items[anchors->count++];
    *anchor = (struct anchor){.slug = slug, .line = line};
    return anchor;
}

/* A copy with white space in runs as one blank. */
static struct text flatten(struct arena *arena, struct text t) {
    t = text_strip(t);
    char *flat = arena_get(arena, t.len + 1);
    size_t length = 0;
    for (size_t i = 0; i < t.len; i++) {
        bool space = byte_is_blank(t.at[i]) || byte_is_eol(t.at[i]);
        if (!space || flat[length - 1] != ' ')
            flat[length++] = space ? ' ' : t.at[i];
    }
    return (struct text){flat, length};
}

/* "Title {#name}": Hugo takes the name. */
static void add_own_name(struct maker *maker, struct text heading, uint32_t line) {
    size_t open = text_ends(heading, "}") ? text_find(heading, TEXT("{#"), 0) : TEXT_NONE;
    if (open == TEXT_NONE)
        return;
    struct text name = text_slice(heading, open + 2, heading.len - 1);
    if (name.len && text_find_byte(name, ' ', 0) == TEXT_NONE)
        add(maker, arena_copy(maker->arena, name), line);
}

static struct anchor *add_heading(struct maker *maker, struct text content, struct text plain, uint32_t line) {
    struct text slug = slugger_next(&maker->slugger, plain, maker->arena);
    struct text flat = flatten(maker->arena, content);
    add_own_name(maker, flat, line);
    struct anchor *anchor = add(maker, slug, line);
    anchor->heading = flat;
    anchor->plain = text_equal(text_strip(plain), flat) ? flat : flatten(maker->arena, plain);
    return anchor;
}

/* Takes quote marks, blanks and list marks off the front of a container's line. */
static struct text strip_marks(struct text line) {
    for (;;) {
        struct text t = text_trim_left(line);
        size_t digits = 0;
        while (digits < t.len && digits < 9 && byte_is_digit(t.at[digits]))
            digits++;
        size_t mark = digits && digits < t.len && (t.at[digits] == '.' || t.at[digits] == ')') ? digits + 1 : 0;
        if (!mark && t.len && strchr("-*+>", *t.at) && *t.at)
            mark = 1;
        if (!mark || (t.at[0] != '>' && mark < t.len && !byte_is_blank(t.at[mark])))
            return t;
        line = text_from(t, mark);
    }
}

static bool is_fence(struct text t) { return text_starts(t, "```") || text_starts(t, "~~~"); }

/* Headings inside a list or a block quote. */
static void add_contained(struct maker *maker, const struct part *part) {
    struct text rest = source_text(maker->document->source, part->span), line;
    if (text_find(rest, TEXT("# "), 0) == TEXT_NONE)
        return;
    uint32_t number = source_line_at(maker->document->source, part->span.begin);
    for (bool code = false; text_next_line(&rest, &line); number++) {
        struct text t = strip_marks(line);
        size_t run = text_run(t, '#');
        if (is_fence(t))
            code = !code;
        else if (!code && run >= 1 && run <= 6 && run < t.len && byte_is_blank(t.at[run])) {
            struct text content = text_trim(text_from(t, run));
            add_heading(maker, content, content, number);
        }
    }
}

static void add_block(struct maker *maker, const struct block *block) {
    if (block->kind == BLOCK_HEADING)
        add_heading(maker, block->markdown, block->plain.at ? block->plain : block->markdown, block->line);
    else if (block->label_is_heading && block->part_count)
        add_heading(maker, source_text(maker->document->source, block->parts[0].content), block->plain, block->line);
    for (uint32_t i = 0; i < block->part_count; i++)
        if (block->parts[i].shape == SHAPE_LIST || block->parts[i].shape == SHAPE_QUOTE)
            add_contained(maker, &block->parts[i]);
}

static void add_blocks(struct maker *maker, uint32_t first, uint32_t count) {
    for (uint32_t i = first; i < first + count; i++)
        if (!block_is_code(&maker->document->blocks[i]))
            add_block(maker, &maker->document->blocks[i]);
}

static void add_entry(struct maker *maker, const struct entry *entry) {
    struct text content = source_text(maker->document->source, entry->part.content);
    if (!content.len)
        content = entry->title;
    struct anchor *anchor = add_heading(maker, content, entry->plain.at ? entry->plain : content, entry->line);
    if (entry->type == ENTRY_EXAMPLE) {
        anchor->number = entry->number;
        anchor->title = flatten(maker->arena, entry->title);
        maker->anchors->example_count++;
    }
    add_blocks(maker, entry->first_block, entry->block_count);
}

/* id="…" and name="…" in a part that holds raw HTML. */
static void add_named(struct maker *maker, struct text t, const char *attribute) {
    size_t length = strlen(attribute);
    for (size_t at = 0; (at = text_find(t, text_of(attribute), at)) != TEXT_NONE; at += length) {
        char quote = at + length < t.len ? t.at[at + length] : '\0';
        if (at == 0 || (!byte_is_blank(t.at[at - 1]) && !byte_is_eol(t.at[at - 1])) || (quote != '"' && quote != '\''))
            continue;
        size_t begin = at + length + 1, end = text_find_byte(text_slice(t, 0, begin + 256), quote, begin);
        if (end != TEXT_NONE)
            add(maker, arena_copy(maker->arena, text_slice(t, begin, end)), 0);
    }
}

static void add_html(struct maker *maker) {
    const struct document *document = maker->document;
    for (uint32_t i = 0; i < document->block_count; i++)
        for (uint32_t k = 0; !block_is_code(&document->blocks[i]) && k < document->blocks[i].part_count; k++) {
            struct text t = source_text(document->source, document->blocks[i].parts[k].span);
            if (text_find_byte(t, '<', 0) == TEXT_NONE)
                continue;
            add_named(maker, t, "id=");
            add_named(maker, t, "name=");
        }
}

/* Whether a line of code reads as an example's heading. */
static bool hides_example(const struct document *document, struct text code) {
    struct text noun = text_of(document->profile->noun);
    for (size_t at = 0; noun.len && (at = text_find(code, noun, at)) != TEXT_NONE; at++) {
        size_t begin = at;
        while (begin && byte_is_blank(code.at[begin - 1]))
            begin--;
        size_t marks = begin;
        while (begin && code.at[begin - 1] == '#')
            begin--;
        struct text content = text_from(code, at), title;
        content = text_slice(content, 0, text_find_byte(content, '\n', 0));
        uint32_t number;
        if (marks - begin >= 2 && (begin == 0 || code.at[begin - 1] == '\n') &&
            profile_read_heading(document->profile, content, &number, &title) == HEADING_ENTRY)
            return true;
    }
    return false;
}

static bool hides(const struct document *document) {
    for (uint32_t i = 0; i < document->block_count; i++)
        if (block_is_code(&document->blocks[i]) && hides_example(document, document->blocks[i].text))
            return true;
    return false;
}

struct sorting {
    struct text slug;
    uint32_t item;
};

static int by_slug(const void *a, const void *b) {
    const struct sorting *x = a, *y = b;
    int order = text_compare(x->slug, y->slug);
    return order ? order : (x->item > y->item) - (x->item < y->item);
}

static void finish(struct maker *maker) {
    struct anchors *anchors = maker->anchors;
    struct anchor *items = ARENA_ARRAY(maker->arena, struct anchor, anchors->count + 1);
    struct sorting *sorting = memory_get_zeroed(anchors->count + 1, sizeof *sorting);
    for (uint32_t i = 0; i < anchors->count; i++) {
        items[i] = anchors->items[i];
        sorting[i] = (struct sorting){items[i].slug, i};
    }
    free(anchors->items);
    anchors->items = items;
    qsort(sorting, anchors->count, sizeof *sorting, by_slug);
    anchors->by_slug = ARENA_ARRAY(maker->arena, uint32_t, anchors->count + 1);
    for (size_t i = 0; i < anchors->count; i++)
        anchors->by_slug[i] = sorting[i].item;
    free(sorting);
    slugger_free(&maker->slugger);
}

void anchors_make(const struct document *document, struct anchors *anchors, struct arena *arena) {
    struct maker maker = {.document = document, .anchors = anchors, .arena = arena};
    *anchors = (struct anchors){.profile = document->profile};
    add_blocks(&maker, 0, document->lead_count);
    for (uint32_t i = 0; i < document->entry_count; i++)
        add_entry(&maker, &document->entries[i]);
    add_html(&maker);
    anchors->hides = hides(document);
    finish(&maker);
}

const struct anchor *anchors_find(const struct anchors *anchors, struct text slug) {
    size_t low = 0, high = anchors->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (text_compare(anchors->items[anchors->by_slug[middle]].slug, slug) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    const struct anchor *anchor = low < anchors->count ? &anchors->items[anchors->by_slug[low]] : NULL;
    return anchor && text_equal(anchor->slug, slug) ? anchor : NULL;
}
