/* SPDX-License-Identifier: MIT */
#include "rule/index_items.h"

#include <stdlib.h>

#include "base/memory.h"
#include "doc/slug.h"

/* Whether nothing but list marks, a task box and emphasis stand before a link on its line. */
static bool begins_item(const struct document *document, const struct link *link) {
    const struct source *source = document->source;
    uint32_t begin = source->line_begin[source_line_at(source, link->span.begin) - 1];
    if (link->span.begin - begin > 256)
        return false;
    struct text t = source_text(source, (struct span){begin, link->span.begin});
    bool marked = false;
    while (t.len) {
        size_t digits = 0;
        while (digits < t.len && byte_is_digit(t.at[digits]))
            digits++;
        bool number = digits && digits < t.len && (t.at[digits] == '.' || t.at[digits] == ')');
        size_t mark = number ? digits + 1 : strchr("-*+", *t.at) ? 1 : 0;
        if (mark && mark < t.len && byte_is_blank(t.at[mark])) {
            marked = true;
            t = text_from(t, mark);
        } else if (byte_is_blank(*t.at) || *t.at == '>' || (marked && strchr("*_", *t.at))) {
            t = text_from(t, 1);
        } else if (marked && t.len >= 3 && t.at[0] == '[' && t.at[2] == ']') {
            t = text_from(t, 3);
        } else {
            return false;
        }
    }
    return marked;
}

/* The number that the slug of an entry's heading begins with, as the profile writes headings ("example-7-…", "7-…"). */
static uint32_t number_of_slug(const struct document *document, struct text slug) {
    struct buf before = {0};
    struct text format = text_of(document->profile->entry_format);
    slug_add(text_slice(format, 0, text_find_byte(format, '{', 0)), &before);
    bool starts = slug.len > before.len && text_equal(text_slice(slug, 0, before.len), buf_text(&before));
    uint32_t number = 0;
    size_t i = before.len, begin = i;
    for (; starts && i < slug.len && i - begin < 9 && byte_is_digit(slug.at[i]); i++)
        number = number * 10 + (uint32_t)(slug.at[i] - '0');
    buf_free(&before);
    return starts && i < slug.len && slug.at[i] == '-' ? number : 0;
}

bool index_text_is_heading(const struct document *document, struct text rendered, uint32_t *number,
                           struct text *title) {
    enum heading_reading reading =
        profile_read_heading(document->profile, rendered, number, title);
    return reading == HEADING_ENTRY || reading == HEADING_DEVIANT;
}

static uint32_t stated_number(const struct document *document, const struct link *link) {
    uint32_t number;
    struct text title, text = text_strip(source_text(document->source, link->text));
    if (text_find_byte(text, '\n', 0) == TEXT_NONE && index_text_is_heading(document, text, &number, &title))
        return number;
    return number_of_slug(document, source_text(document->source, link->fragment));
}

static bool in_example(const struct document *document, const struct link *link) {
    const struct entry *entry = document_entry_at(document, link->span.begin);
    return entry && entry->type == ENTRY_EXAMPLE;
}

static bool read_item(const struct document *document, const struct targets *targets, size_t i,
                      struct index_item *item) {
    const struct link *link = &targets->links.items[i];
    const struct target_page *page = &targets->pages[i];
    if (link->definition || link->image || link->part->shape != SHAPE_LIST || page->kind != TARGET_PAGE ||
        !page->beside || !page->anchors || !page->anchors->example_count || !link->has_fragment ||
        in_example(document, link))
        return false;
    *item = (struct index_item){.link = link, .page = page, .anchor = target_anchor(document, targets, i)};
    item->begins = begins_item(document, link);
    item->number = item->anchor ? item->anchor->number : stated_number(document, link);
    return item->number != 0;
}

static int by_page(const void *a, const void *b) {
    const struct index_item *x = a, *y = b;
    if (x->page->anchors != y->page->anchors)
        return (uintptr_t)x->page->anchors < (uintptr_t)y->page->anchors ? -1 : 1;
    return (x->link > y->link) - (x->link < y->link);
}

static int by_number(const void *a, const void *b) {
    const struct index_item *x = a, *y = b;
    if (x->number != y->number)
        return x->number < y->number ? -1 : 1;
    return (x->link > y->link) - (x->link < y->link);
}

/* Items in page order that lead to one page: those of each list that has enough of them are an index. */
static void mark(struct index_item *items, size_t count) {
    for (size_t i = 0, end; i < count; i = end) {
        size_t begun = 0;
        for (end = i; end < count && items[end].link->part == items[i].link->part; end++)
            begun += items[end].begins;
        for (size_t k = i; k < end; k++)
            items[k].in_index = items[k].begins && begun >= INDEX_LEAST;
    }
}

size_t index_items_run(const struct index_items *items, size_t first) {
    size_t end = first;
    while (end < items->count && items->items[end].page->anchors == items->items[first].page->anchors)
        end++;
    return end - first;
}

void index_items_find(const struct document *document, const struct site *site, const char *root,
                      struct index_items *items) {
    *items = (struct index_items){0};
    targets_find(document, site, root, &items->targets);
    items->items = memory_get_zeroed(items->targets.links.count + 1, sizeof *items->items);
    for (size_t i = 0; i < items->targets.links.count; i++)
        items->count += read_item(document, &items->targets, i, &items->items[items->count]);
    qsort(items->items, items->count, sizeof *items->items, by_page);
    for (size_t i = 0, n; i < items->count; i += n) {
        n = index_items_run(items, i);
        mark(&items->items[i], n);
        qsort(&items->items[i], n, sizeof *items->items, by_number);
    }
}

void index_items_free(struct index_items *items) {
    targets_free(&items->targets);
    free(items->items);
    *items = (struct index_items){0};
}

bool index_text_fits(struct text markdown) {
    size_t depth = 0, ticks = 0;
    for (size_t i = 0; i < markdown.len; i++) {
        char c = markdown.at[i];
        ticks += c == '`';
        depth += c == '[';
        if ((c == ']' && depth-- == 0) || c == '\\' || c == '<')
            return false;
    }
    return depth == 0 && ticks % 2 == 0 && text_find(markdown, TEXT("]("), 0) == TEXT_NONE &&
           text_find(markdown, TEXT("]["), 0) == TEXT_NONE;
}
