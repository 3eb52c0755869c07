/* SPDX-License-Identifier: MIT */
/* index/coverage, index/text. */
#include <stdlib.h>

#include "base/memory.h"
#include "rule/index_items.h"
#include "rule/rule.h"
#include "rule/wording.h"

/* The items that lead to one page, and the examples of that page by number, each once. */
struct listing {
    const struct document *document;
    struct report *report;
    const struct site *site;
    const struct index_item *items; /* by number */
    size_t count;
    const struct target_page *page;
    const struct anchor **examples;
    size_t example_count;
};

static int compare_examples(const void *a, const void *b) {
    const struct anchor *const *x = a, *const *y = b;
    if ((*x)->number != (*y)->number)
        return (*x)->number < (*y)->number ? -1 : 1;
    return (*x > *y) - (*x < *y);
}

static void find_examples(struct listing *listing) {
    const struct anchors *anchors = listing->page->anchors;
    size_t count = 0;
    listing->examples = memory_get_zeroed(anchors->count + 1, sizeof *listing->examples);
    for (size_t i = 0; i < anchors->count; i++)
        if (anchors->items[i].number)
            listing->examples[count++] = &anchors->items[i];
    qsort(listing->examples, count, sizeof *listing->examples, compare_examples);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || listing->examples[i]->number != listing->examples[i - 1]->number)
            listing->examples[listing->example_count++] = listing->examples[i];
}

static const struct anchor *example_of(const struct listing *listing, uint32_t number) {
    size_t low = 0, high = listing->example_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (listing->examples[middle]->number < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low < listing->example_count && listing->examples[low]->number == number ? listing->examples[low] : NULL;
}

/* Whether the items are an index and no selection: between the first and the last, at least half is listed. */
static bool is_index(const struct listing *listing) {
    uint32_t first = 0, last = 0;
    size_t listed = 0, within = 0;
    bool index = false;
    for (size_t i = 0; i < listing->count; i++) {
        const struct index_item *item = &listing->items[i];
        index = index || item->in_index;
        if (!example_of(listing, item->number) || item->number == last)
            continue;
        first = first ? first : item->number;
        last = item->number;
        listed++;
    }
    for (size_t i = 0; i < listing->example_count; i++)
        within += listing->examples[i]->number >= first && listing->examples[i]->number <= last;
    return index && listed && listed * 2 >= within;
}

static const char *page_name(const struct listing *listing) {
    return listing->page->file ? listing->page->file : "this page";
}

/* The line of an item, without its end; empty where the item is not that line alone. */
static struct span line_of_item(const struct listing *listing, const struct link *link) {
    const struct source *source = listing->document->source;
    uint32_t number = source_line_at(source, link->span.begin);
    struct span line = source_line_span(source, number);
    struct text text = source_text(source, line), next = source_line(source, number + 1);
    size_t indent = text.len - text_trim_left(text).len, below = next.len - text_trim_left(next).len;
    bool ends = number >= source->line_count || text_is_blank(next) || line.end >= link->part->span.end ||
                (below <= indent && text_trim_left(next).len && strchr("-*+0123456789", *text_trim_left(next).at));
    return ends && line.end >= link->span.end ? line : (struct span){0, 0};
}

/* The same with its line end; on the last line of the page with the one before it. */
static struct span line_with_end(const struct listing *listing, const struct link *link) {
    const struct source *source = listing->document->source;
    struct span line = line_of_item(listing, link);
    uint32_t number = source_line_at(source, link->span.begin);
    if (!span_length(line))
        return line;
    if (number < source->line_count)
        line.end = source->line_begin[number];
    else if (number > 1)
        line.begin = source_line_span(source, number - 1).end;
    return line;
}

/* Adds the marks before an item's link, the number of an ordered list raised by `more`. */
static void add_marks(struct text marks, int more, struct buf *out) {
    size_t begin = 0, end;
    while (begin < marks.len && !byte_is_digit(marks.at[begin]))
        begin++;
    long number = 0;
    for (end = begin; end < marks.len && end - begin < 9 && byte_is_digit(marks.at[end]); end++)
        number = number * 10 + (marks.at[end] - '0');
    buf_add(out, text_slice(marks, 0, begin));
    if (end > begin)
        buf_print(out, "%ld", number + more > 0 ? number + more : 1);
    buf_add(out, text_from(marks, end));
}

/* Adds an item for an example, made as the item `like` is. False where its heading cannot be a link's text. */
static bool add_item(const struct listing *listing, const struct index_item *like, const struct anchor *anchor, int more,
                     struct buf *out) {
    const struct source *source = listing->document->source;
    struct span line = line_of_item(listing, like->link);
    struct text marks = source_text(source, (struct span){line.begin, like->link->span.begin}), title;
    uint32_t number;
    struct text text = text_strip(source_text(source, like->link->text));
    bool whole = index_text_is_heading(listing->document, text, &number, &title);
    struct text heading = whole ? anchor->heading : anchor->title;
    if (!index_text_fits(heading) || !heading.len)
        return false;
    add_marks(marks, more, out);
    buf_print(out, "[%.*s](%.*s%.*s)", TEXT_ARG(heading),
              TEXT_ARG(source_text(source, (struct span){like->link->destination.begin, like->link->fragment.begin})),
              TEXT_ARG(anchor->slug));
    size_t emphasis = marks.len;
    while (emphasis && (marks.at[emphasis - 1] == '*' || marks.at[emphasis - 1] == '_'))
        emphasis--;
    buf_add(out, text_from(marks, emphasis));
    return true;
}

/* The line ends of the page, as far as a line tells. */
static const char *line_end(const struct source *source, struct span line) {
    return line.end < source->bytes.len && source->bytes.at[line.end] == '\r' ? "\r\n" : "\n";
}

/* Puts items for the examples first..first+count-1 behind (or before) the item `like`. */
static void fix_missing(const struct listing *listing, struct finding *finding, const struct index_item *like,
                        size_t first, size_t count, bool behind) {
    struct span line = line_of_item(listing, like->link);
    struct buf lines = {0};
    bool good = span_length(line) > 0;
    const char *end = line_end(listing->document->source, line);
    for (size_t i = 0; good && i < count; i++) {
        if (behind)
            buf_add_string(&lines, end);
        int more = behind ? (int)i + 1 : (int)i - (int)count;
        good = add_item(listing, like, listing->examples[first + i], more, &lines);
        if (!behind)
            buf_add_string(&lines, end);
    }
    uint32_t at = behind ? line.end : line.begin;
    if (good)
        report_fix(listing->report, finding, (struct span){at, at}, buf_text(&lines));
    buf_free(&lines);
}

static void report_missing(const struct listing *listing, size_t first, size_t count, const struct index_item *before,
                           const struct index_item *after) {
    enum { PIECES_NAMED = 6 };
    const struct index_item *like = before ? before : after;
    struct buf what = {0};
    uint32_t *numbers = memory_get_zeroed(count, sizeof *numbers);
    for (size_t i = 0; i < count; i++)
        numbers[i] = listing->examples[first + i]->number;
    wording_numbers(&what, listing->document->profile->noun, numbers, count, PIECES_NAMED);
    struct finding *finding =
        report_add(listing->report, listing->document, MESSAGE_INDEX_COVERAGE, like->link->text,
                   "the list leaves out %s of %s (line %u there); expected: %s %s %u", what.at, page_name(listing),
                   listing->examples[first]->line, count == 1 ? "an item" : "items", before ? "behind" : "before",
                   like->number);
    fix_missing(listing, finding, like, first, count, before != NULL);
    free(numbers);
    buf_free(&what);
}

static void check_missing(const struct listing *listing) {
    const struct index_item *before = NULL;
    size_t item = 0;
    for (size_t i = 0, run; i < listing->example_count; i += run) {
        while (item < listing->count && listing->items[item].number < listing->examples[i]->number) {
            before = example_of(listing, listing->items[item].number) ? &listing->items[item] : before;
            item++;
        }
        const struct index_item *after = item < listing->count ? &listing->items[item] : NULL;
        for (run = 0; i + run < listing->example_count; run++)
            if (after && listing->examples[i + run]->number >= after->number)
                break;
        if (run && (before || after))
            report_missing(listing, i, run, before, after);
        run = run ? run : 1;
    }
}

static void check_superfluous(const struct listing *listing) {
    struct buf noun = {0};
    wording_noun(&noun, listing->document->profile->noun, 1);
    for (size_t i = 0; i < listing->count; i++) {
        const struct index_item *item = &listing->items[i];
        if (!item->in_index || item->anchor || example_of(listing, item->number))
            continue;
        bool hides = listing->page->anchors->hides;
        struct finding *finding =
            report_add(listing->report, listing->document, MESSAGE_INDEX_COVERAGE, item->link->text,
                       "the list names %s %u, which %s does not have%s; its numbers go from %u to %u", noun.at,
                       item->number, page_name(listing), hides ? " (a code block hides headings there)" : "",
                       listing->examples[0]->number, listing->examples[listing->example_count - 1]->number);
        struct span line = line_with_end(listing, item->link);
        if (!hides && span_length(line))
            report_fix(listing->report, finding, line, TEXT(""));
    }
    buf_free(&noun);
}

static void flatten(struct buf *buf) {
    struct text t = text_strip(buf_text(buf));
    size_t length = 0;
    for (size_t i = 0; i < t.len; i++) {
        bool space = byte_is_blank(t.at[i]) || byte_is_eol(t.at[i]);
        if (!space || buf->at[length - 1] != ' ')
            buf->at[length++] = space ? ' ' : t.at[i];
    }
    buf_cut(buf, length);
}

static void check_text(const struct listing *listing, const struct index_item *item) {
    const struct source *source = listing->document->source;
    const struct anchor *anchor = item->anchor;
    struct text text = text_strip(source_text(source, item->link->text)), title;
    uint32_t number = 0;
    if (text_equal(text, anchor->heading) || text_equal(text, anchor->title))
        return;
    struct buf shown = {0}, own_title = {0};
    buf_add_string(&shown, "");
    listing->site->render(text, &shown);
    listing->site->render(anchor->title, &own_title);
    flatten(&shown);
    bool whole = index_text_is_heading(listing->document, buf_text(&shown), &number, &title);
    bool number_alone = whole && number == anchor->number && !title.len;
    struct text wanted = whole ? anchor->heading : anchor->title;
    if (!number_alone && !text_equal(buf_text(&shown), anchor->plain) &&
        !text_equal(buf_text(&shown), buf_text(&own_title))) {
        struct finding *finding =
            report_add(listing->report, listing->document, MESSAGE_INDEX_TEXT, item->link->text,
                       "the list says \"%.*s\", but the heading in line %u of %s is \"%.*s\"", TEXT_ARG(text),
                       anchor->line, page_name(listing), TEXT_ARG(wanted));
        if (index_text_fits(wanted))
            report_fix(listing->report, finding, item->link->text, wanted);
    }
    buf_free(&shown);
    buf_free(&own_title);
}

/* Calls check for the items of each page. */
static void for_each_listing(const struct document *document, const struct site *site, struct report *report,
                             void (*check)(struct listing *listing)) {
    struct index_items items;
    index_items_find(document, site, report->settings->options.site_root, &items);
    for (size_t i = 0, n; i < items.count; i += n) {
        n = index_items_run(&items, i);
        struct listing listing = {
            .document = document, .report = report, .site = site, .items = &items.items[i], .count = n};
        listing.page = items.items[i].page;
        check(&listing);
        free(listing.examples);
    }
    index_items_free(&items);
}

static void check_coverage(struct listing *listing) {
    find_examples(listing);
    if (!is_index(listing))
        return;
    check_missing(listing);
    check_superfluous(listing);
}

static void check_texts(struct listing *listing) {
    find_examples(listing);
    if (!is_index(listing)) /* a selection may call things as it likes */
        return;
    for (size_t i = 0; i < listing->count; i++)
        if (listing->items[i].in_index && listing->items[i].anchor)
            check_text(listing, &listing->items[i]);
}

void check_index_coverage(const struct document *document, const struct site *site, struct report *report) {
    for_each_listing(document, site, report, check_coverage);
}

void check_index_text(const struct document *document, const struct site *site, struct report *report) {
    for_each_listing(document, site, report, check_texts);
}
