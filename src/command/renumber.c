/* SPDX-License-Identifier: MIT */
#include "command/renumber.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/files.h"
#include "base/memory.h"
#include "command/console.h"
#include "command/paths.h"
#include "command/renumber_page.h"
#include "command/siblings.h"
#include "rule/reference.h"
#include "rule/wording.h"

/* Reading. */

static void begin_reading(struct renumber_reading *reading, const struct read_context *context,
                          const char *name, struct text bytes) {
    struct settings *nothing = memory_get_zeroed(1, sizeof *nothing); /* SEVERITY_OFF throughout */
    source_init(&reading->source, name, bytes);
    report_init(&reading->report, name, nothing);
    read_page(context, reader_find("markdown"), &reading->source, &reading->document, &reading->report);
    anchors_make(&reading->document, &reading->anchors, &reading->arena);
    report_free(&reading->report);
    free(nothing);
    reading->open = true;
}

static void end_reading(struct renumber_reading *reading) {
    if (!reading->open)
        return;
    document_free(&reading->document);
    source_free(&reading->source);
    arena_free(&reading->arena);
    reading->open = false;
}

static void open_page(struct renumbering *renumbering, size_t item) {
    struct renumber_page *page = &renumbering->pages[item];
    const char *path = inputs_path(renumbering->inputs, item);
    page->name = inputs_name(renumbering->inputs, item);
    page->sequence = item;
    page->order = -1;
    if (strcmp(path, "-") != 0)
        path_resolve(path, &page->path);
    page->error = file_read(renumbering->inputs->tree.files[item].path, &page->bytes);
    if (page->error)
        return;
    begin_reading(&page->old, &renumbering->configs[item]->read, page->name, buf_text(&page->bytes));
    const struct document *document = &page->old.document;
    page->numbers = ARENA_ARRAY(&page->arena, uint32_t, document->entry_count + 1);
    if (page->path.len && document->entry_count)
        page->order = profile_sequence_place(document->profile, page->path.at);
}

/* Edits. */

void renumber_edit(struct renumber_page *page, struct renumber_edits *edits, struct span span,
                   struct text replacement) {
    if (text_equal(source_text(&page->old.source, span), replacement))
        return;
    MEMORY_ROOM(edits->items, edits->count, edits->capacity);
    edits->items[edits->count++] =
        (struct edit){.span = span, .replacement = arena_copy(&page->arena, replacement)};
}

/* The digits that end at a place become another number. */
static void edit_digits(struct renumber_page *page, struct renumber_edits *edits, uint32_t end,
                        uint32_t number) {
    const char *bytes = page->old.source.bytes.at;
    uint32_t begin = end;
    while (begin && byte_is_digit(bytes[begin - 1]))
        begin--;
    char digits[16];
    snprintf(digits, sizeof digits, "%u", (unsigned)number);
    if (begin < end)
        renumber_edit(page, edits, (struct span){begin, end}, text_of(digits));
}

static int by_begin(const void *left, const void *right) {
    const struct edit *a = left, *b = right;
    return (a->span.begin > b->span.begin) - (a->span.begin < b->span.begin);
}

/* Adds the page with its edits; of two that overlap the first counts. */
static void apply(const struct renumber_page *page, struct renumber_edits *edits, struct buf *out) {
    struct text bytes = buf_text(&page->bytes);
    uint32_t from = 0;
    if (edits->count)
        qsort(edits->items, edits->count, sizeof *edits->items, by_begin);
    for (size_t i = 0; i < edits->count; i++) {
        if (edits->items[i].span.begin < from)
            continue;
        buf_add(out, text_slice(bytes, from, edits->items[i].span.begin));
        buf_add(out, edits->items[i].replacement);
        from = edits->items[i].span.end;
    }
    buf_add(out, text_from(bytes, from));
}

/* Sequences. */

static bool in_folder(const struct renumber_page *page, struct text folder) {
    return text_equal(path_folder(buf_text(&page->path)), folder);
}

/* Pages of one folder and profile that follow each other are one sequence: that of the first of them. */
static void find_sequences(struct renumbering *renumbering) {
    for (size_t i = 0; i < renumbering->count; i++) {
        struct renumber_page *page = &renumbering->pages[i];
        if (page->order < 0)
            continue;
        struct text folder = path_folder(buf_text(&page->path));
        for (size_t k = 0; k < i; k++) {
            const struct renumber_page *other = &renumbering->pages[k];
            if (other->order >= 0 && in_folder(other, folder) &&
                other->old.document.profile == page->old.document.profile &&
                profile_sequence_compare(page->old.document.profile, other->path.at, page->path.at) != 0) {
                page->sequence = other->sequence;
                break;
            }
        }
    }
}

static bool is_input(const struct renumbering *renumbering, struct text path) {
    for (size_t i = 0; i < renumbering->count; i++)
        if (text_equal(buf_text(&renumbering->pages[i].path), path))
            return true;
    return false;
}

/* Whether all pages of the page's sequence are among the inputs. */
static bool is_complete(const struct renumbering *renumbering, const struct renumber_page *page) {
    struct siblings siblings = {.names = NULL};
    struct buf folder = {0};
    bool complete = true;
    buf_add(&folder, path_folder(buf_text(&page->path)));
    buf_add_byte(&folder, '/');
    const char *error =
        page->order >= 0 ? siblings_list(&siblings, page->old.document.profile, buf_text(&folder)) : NULL;
    if (error) {
        say("%s: not renumbered: %s: %s", page->name, folder.at, error);
        complete = false;
    }
    for (const char *const *names = siblings.names; names && *names; names++) {
        struct buf path = {0};
        struct stat status;
        buf_print(&path, "%s%s", folder.at, *names);
        if (stat(path.at, &status) == 0 && S_ISREG(status.st_mode) &&
            !is_input(renumbering, buf_text(&path))) {
            say("%s: not renumbered: %s follows in the same sequence or comes before; name it, too, or the folder",
                page->name, *names);
            complete = false;
        }
        buf_free(&path);
    }
    siblings_free(&siblings);
    buf_free(&folder);
    return complete;
}

static void count_page(struct renumber_page *page, uint32_t *next) {
    for (uint32_t e = 0; e < page->old.document.entry_count; e++) {
        const struct entry *entry = &page->old.document.entries[e];
        if (entry->type != ENTRY_EXAMPLE)
            continue;
        *next = *next ? *next + 1 : entry->number;
        page->numbers[e] = *next;
    }
}

/* Gives the pages of a sequence their numbers, in the order of the sequence. It is called by its first page. */
static void count_sequence(struct renumbering *renumbering, size_t sequence) {
    struct renumber_page **pages = NULL;
    const struct profile *profile = renumbering->pages[sequence].old.document.profile;
    uint32_t next = 0;
    size_t count = 0;
    for (size_t i = sequence; i < renumbering->count; i++) {
        struct renumber_page *page = &renumbering->pages[i];
        if (!page->old.open || page->sequence != sequence)
            continue;
        if ((count & (count - 1)) == 0)
            pages = memory_grow(pages, count ? count * 2 : 1, sizeof *pages);
        size_t at = count++;
        for (; at && profile_sequence_compare(profile, pages[at - 1]->path.at, page->path.at) > 0; at--)
            pages[at] = pages[at - 1];
        pages[at] = page;
    }
    for (size_t i = 0; i < count; i++)
        count_page(pages[i], &next);
    free(pages);
}

static int by_old(const void *left, const void *right) {
    const struct renumber_row *a = left, *b = right;
    if (a->sequence != b->sequence)
        return a->sequence < b->sequence ? -1 : 1;
    if (a->old != b->old)
        return a->old < b->old ? -1 : 1;
    return (a->page > b->page) - (a->page < b->page);
}

static void make_rows(struct renumbering *renumbering) {
    size_t count = 0;
    for (size_t i = 0; i < renumbering->count; i++)
        count += renumbering->pages[i].old.open ? renumbering->pages[i].old.document.entry_count : 0;
    renumbering->rows = memory_get_zeroed(count + 1, sizeof *renumbering->rows);
    for (size_t i = 0; i < renumbering->count; i++) {
        const struct renumber_page *page = &renumbering->pages[i];
        for (uint32_t e = 0; page->old.open && e < page->old.document.entry_count; e++)
            if (page->numbers[e])
                renumbering->rows[renumbering->row_count++] = (struct renumber_row){
                    page->sequence, page->old.document.entries[e].number, page->numbers[e], i};
    }
    qsort(renumbering->rows, renumbering->row_count, sizeof *renumbering->rows, by_old);
}

/* The first row that is not before the wanted one. */
static size_t first_row(const struct renumbering *renumbering, struct renumber_row wanted) {
    size_t low = 0, high = renumbering->row_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (by_old(&renumbering->rows[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The new number of the example that a page means by an old one; 0 where there is none, or more than one (which is
 * said). */
static uint32_t number_for(const struct renumbering *renumbering, const struct renumber_page *page,
                           uint32_t old, uint32_t offset) {
    const struct renumber_row *rows = renumbering->rows;
    size_t item = (size_t)(page - renumbering->pages), sequence = page->sequence;
    size_t first = first_row(renumbering, (struct renumber_row){sequence, old, 0, 0});
    size_t end = first_row(renumbering, (struct renumber_row){sequence, old, 0, SIZE_MAX});
    size_t own = first_row(renumbering, (struct renumber_row){sequence, old, 0, item});
    size_t own_end = first_row(renumbering, (struct renumber_row){sequence, old, 0, item + 1});
    if (own_end - own == 1 || end - first == 1)
        return rows[own_end - own == 1 ? own : first].number;
    if (end > first) {
        struct position at = source_position(&page->old.source, offset);
        say("%s:%u:%u: not renumbered: %u stands %zu times in the sequence", page->name, (unsigned)at.line,
            (unsigned)at.column, (unsigned)old, end - first);
    }
    return 0;
}

/* What is to be changed. */

static void change_headings(struct renumber_page *page) {
    const struct document *document = &page->old.document;
    for (uint32_t e = 0; e < document->entry_count; e++)
        if (page->numbers[e]) {
            uint32_t number = document->entries[e].number;
            struct span span = span_of_number(document, &document->entries[e], number);
            edit_digits(page, &page->headings, span.end, page->numbers[e]);
        }
}

struct visitor {
    const struct renumbering *renumbering;
    struct renumber_page *page;
};

static void change_reference(void *context, struct span span, uint32_t number) {
    const struct visitor *visitor = context;
    uint32_t new = number_for(visitor->renumbering, visitor->page, number, span.begin);
    if (new)
        edit_digits(visitor->page, &visitor->page->others, span.end, new);
}

void renumber_mentions(const struct renumbering *renumbering, struct renumber_page *page, struct text piece,
                       const struct renumber_page *of) {
    const char *noun = of->old.document.profile->noun;
    struct mention mention;
    for (size_t at = 0; *noun && (at = text_find(piece, text_of(noun), at)) != TEXT_NONE;) {
        if (!mention_read(piece, at, noun, &mention)) {
            at++;
            continue;
        }
        for (size_t i = 0; i < mention.count; i++) {
            uint32_t end =
                source_span_of(&page->old.source, text_slice(piece, 0, mention.numbers[i].end)).end;
            uint32_t new = number_for(renumbering, of, mention.numbers[i].number, 0);
            if (new)
                edit_digits(page, &page->others, end, new);
        }
        at = mention.end;
    }
}

/* Prose, headings that are no examples, front matter. */
static void change_text(const struct renumbering *renumbering, struct renumber_page *page) {
    const struct document *document = &page->old.document;
    struct visitor visitor = {renumbering, page};
    reference_each(document, change_reference, &visitor);
    renumber_mentions(renumbering, page, source_text(&page->old.source, document->front_matter.span), page);
    for (uint32_t e = 0; e < document->entry_count; e++)
        if (!page->numbers[e])
            renumber_mentions(renumbering, page,
                              source_text(&page->old.source, span_of_heading(&document->entries[e])), page);
    for (uint32_t b = 0; b < document->block_count; b++)
        if (document->blocks[b].kind == BLOCK_HEADING && document->blocks[b].part_count)
            renumber_mentions(renumbering, page,
                              source_text(&page->old.source, document->blocks[b].parts[0].span), page);
}

/* All edits of headings, those of sections too, so that fragments can be made from the result. */
static void change_page(struct renumbering *renumbering, size_t item) {
    struct renumber_page *page = &renumbering->pages[item];
    if (!page->old.open || page->old.document.unreadable)
        return;
    change_headings(page);
    for (size_t i = 0; i < page->headings.count; i++)
        renumber_edit(page, &page->others, page->headings.items[i].span, page->headings.items[i].replacement);
    change_text(renumbering, page);
    struct buf changed = {0};
    apply(page, &page->others, &changed);
    begin_reading(&page->new, &renumbering->configs[item]->read, page->name,
                  arena_copy(&page->arena, buf_text(&changed)));
    buf_free(&changed);
}

/* The same entries, but for the numbers. */
static bool keeps_entries(const struct renumber_page *page, const struct document *after) {
    const struct document *before = &page->old.document;
    bool same = before->entry_count == after->entry_count && before->block_count == after->block_count;
    for (uint32_t e = 0; same && e < before->entry_count; e++)
        same = before->entries[e].type == after->entries[e].type &&
               before->entries[e].level == after->entries[e].level &&
               after->entries[e].number == page->numbers[e];
    return same;
}

static void conclude(struct renumbering *renumbering, size_t item) {
    struct renumber_page *page = &renumbering->pages[item];
    struct renumber_reading check = {0};
    if (!page->new.open)
        return;
    renumber_links(renumbering, page);
    apply(page, &page->others, &page->after);
    begin_reading(&check, &renumbering->configs[item]->read, page->name, buf_text(&page->after));
    if (!keeps_entries(page, &check.document)) {
        say("%s: not renumbered: the page would not have had the same examples", page->name);
        buf_free(&page->after);
    }
    end_reading(&check);
}

bool renumber_make(struct renumbering *renumbering, const struct inputs *inputs,
                   const struct page_config *const *configs) {
    size_t count = inputs->tree.count;
    bool complete = true;
    *renumbering = (struct renumbering){.inputs = inputs, .configs = configs, .count = count};
    renumbering->pages = memory_get_zeroed(count + 1, sizeof *renumbering->pages);
    for (size_t i = 0; i < count; i++)
        open_page(renumbering, i);
    for (size_t i = 0; i < count; i++)
        complete = is_complete(renumbering, &renumbering->pages[i]) && complete;
    if (!complete)
        return false;
    find_sequences(renumbering);
    for (size_t i = 0; i < count; i++)
        if (renumbering->pages[i].sequence == i)
            count_sequence(renumbering, i);
    make_rows(renumbering);
    for (size_t i = 0; i < count; i++)
        change_page(renumbering, i);
    for (size_t i = 0; i < count; i++)
        conclude(renumbering, i);
    return true;
}

struct text renumber_before(const struct renumbering *renumbering, size_t item, const char **error) {
    *error = renumbering->pages[item].error;
    return buf_text(&renumbering->pages[item].bytes);
}

struct text renumber_after(const struct renumbering *renumbering, size_t item) {
    const struct renumber_page *page = &renumbering->pages[item];
    return page->after.at ? buf_text(&page->after) : buf_text(&page->bytes);
}

void renumber_free(struct renumbering *renumbering) {
    for (size_t i = 0; i < renumbering->count; i++) {
        struct renumber_page *page = &renumbering->pages[i];
        end_reading(&page->old);
        end_reading(&page->new);
        free(page->headings.items);
        free(page->others.items);
        arena_free(&page->arena);
        buf_free(&page->path);
        buf_free(&page->bytes);
        buf_free(&page->after);
    }
    free(renumbering->pages);
    free(renumbering->rows);
    *renumbering = (struct renumbering){0};
}
