/* SPDX-License-Identifier: MIT */
/* structure/range, structure/count: how many examples a group, a page or a folder holds. */
#include <assert.h>
#include <stdlib.h>

#include "base/memory.h"
#include "rule/code.h"
#include "rule/reference.h"
#include "rule/rule.h"
#include "rule/swallow.h"
#include "rule/wording.h"

/* The examples of a group. */
struct group {
    uint32_t first, last; /* lowest and highest number; 0 where there is none */
    bool certain;         /* none is hidden in a fence or has no whole number */
};

/* The range in parentheses that a heading names: "Closures (Examples 10-18)". */
static bool find_range(struct text title, const char *noun, struct mention *range) {
    for (size_t at = text_find_byte(title, '(', 0); at != TEXT_NONE;
         at = text_find_byte(title, '(', at + 1)) {
        if (!mention_read(title, at + 1, noun, range) || !range->range)
            continue;
        size_t behind = range->end;
        while (behind < title.len && byte_is_blank(title.at[behind]))
            behind++;
        if (behind < title.len && title.at[behind] == ')')
            return true;
    }
    return false;
}

static void add_number(struct group *group, uint32_t number) {
    if (number && (!group->first || number < group->first))
        group->first = number;
    if (number > group->last)
        group->last = number;
}

/* The numbers of the examples that fences of the page hide, in rising order. They belong to the group that
 * names them: the fence is what is wrong then. */
struct hidden {
    bool known; /* the rest is filled */
    uint32_t *numbers;
    size_t count;
};

static int compare_numbers(const void *a, const void *b) {
    const uint32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void find_hidden(const struct document *document, struct hidden *hidden) {
    bool shortcodes = page_has_shortcodes(document);
    hidden->known = true;
    for (uint32_t i = 0; i < document->block_count; i++) {
        const struct part *fence = code_fence(&document->blocks[i]);
        struct swallowed swallowed;
        if (!fence || !swallowed_find(document, fence, shortcodes, &swallowed))
            continue;
        size_t count = hidden->count + swallowed.number_count;
        if (swallowed.number_count) {
            hidden->numbers = memory_grow(hidden->numbers, count, sizeof *hidden->numbers);
            memcpy(hidden->numbers + hidden->count, swallowed.numbers,
                   swallowed.number_count * sizeof *hidden->numbers);
        }
        hidden->count = count;
        swallowed_free(&swallowed);
    }
    if (hidden->count)
        qsort(hidden->numbers, hidden->count, sizeof *hidden->numbers, compare_numbers);
}

/* Number of the hidden ones below `number`. */
static size_t count_below(const struct hidden *hidden, uint32_t number) {
    size_t low = 0, high = hidden->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (hidden->numbers[middle] < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void add_hidden(const struct hidden *hidden, const struct mention *said, struct group *group) {
    size_t first = count_below(hidden, said->numbers[0].number),
           end = count_below(hidden, said->numbers[1].number + 1);
    if (first >= end)
        return;
    assert(hidden->numbers);
    add_number(group, hidden->numbers[first]);
    add_number(group, hidden->numbers[end - 1]);
    group->certain = false;
}

/* From behind the group's heading to the next heading that is no example and stands no deeper. */
static struct group read_group(const struct document *document, uint32_t heading) {
    struct group group = {.certain = true};
    const struct entry *entries = document->entries;
    for (uint32_t i = heading; i < document->entry_count; i++) {
        const struct entry *entry = &entries[i];
        bool section = entry->type == ENTRY_SECTION && !entry->malformed;
        if (i > heading && entry->level <= entries[heading].level &&
            (section || entry->level < entries[heading].level))
            break;
        add_number(&group, entry->type == ENTRY_EXAMPLE ? entry->number : entry->stated);
        group.certain = group.certain && !entry->malformed;
    }
    return group;
}

static bool holds(const struct group *group, const struct mention *said) {
    return group->first == said->numbers[0].number && group->last == said->numbers[1].number;
}

static void fix_number(struct report *report, struct finding *finding, struct span title,
                       const struct mention_number *number, uint32_t wanted) {
    struct buf buf = {0};
    buf_print(&buf, "%u", wanted);
    struct span span = {title.begin + (uint32_t)number->begin, title.begin + (uint32_t)number->end};
    if (number->number != wanted)
        report_fix(report, finding, span, buf_text(&buf));
    buf_free(&buf);
}

static void check_group(const struct document *document, struct report *report, uint32_t heading,
                        const struct mention *said, struct hidden *hidden) {
    struct group group = read_group(document, heading);
    if (!group.first || holds(&group, said))
        return;
    if (!hidden->known)
        find_hidden(document, hidden);
    add_hidden(hidden, said, &group);
    if (holds(&group, said))
        return;
    struct span title = span_of_heading(&document->entries[heading]);
    struct span span = {title.begin + (uint32_t)said->begin, title.begin + (uint32_t)said->end};
    struct buf held = {0};
    wording_range(&held, document->profile->noun, group.first, group.last);
    struct finding *finding = report_add(report, document, MESSAGE_STRUCTURE_RANGE, span,
                                         "the heading says %u to %u, but the group holds %s",
                                         said->numbers[0].number, said->numbers[1].number, held.at);
    buf_free(&held);
    if (!group.certain || group.first == group.last)
        return;
    fix_number(report, finding, title, &said->numbers[0], group.first);
    fix_number(report, finding, title, &said->numbers[1], group.last);
}

void check_structure_range(const struct document *document, struct report *report) {
    struct hidden hidden = {0};
    for (uint32_t i = 0; document->entry_level && i < document->entry_count; i++) {
        const struct entry *entry = &document->entries[i];
        struct mention said;
        struct text title = source_text(document->source, span_of_heading(entry));
        if (entry->type == ENTRY_SECTION && !entry->malformed &&
            find_range(title, document->profile->noun, &said))
            check_group(document, report, i, &said, &hidden);
    }
    free(hidden.numbers);
}

static size_t count_entries(const struct outline *outline) {
    size_t count = 0;
    for (size_t i = 0; i < outline->entry_count; i++)
        count += !outline->entries[i].malformed;
    return count;
}

static void report_count(const struct sequence *sequence, size_t page, size_t count, const char *what) {
    const struct outline *outline = sequence->pages[page];
    struct report *report = sequence->reports[page];
    if (!report || !count)
        return;
    const struct options *options = &report->settings->options;
    if (count >= options->count_min && count <= options->count_max)
        return;
    struct buf noun = {0};
    wording_noun(&noun, outline->noun, count);
    report_add_at(report, MESSAGE_STRUCTURE_COUNT, outline->entries[0].place, 0, outline->noun,
                  "this %s holds %zu %s; expected: %u to %u", what, count, noun.at, options->count_min,
                  options->count_max);
    buf_free(&noun);
}

void check_structure_count(const struct sequence *sequence) {
    size_t total = 0, first = SIZE_MAX;
    bool by_folder = false;
    for (size_t i = 0; i < sequence->count; i++) {
        size_t count = count_entries(sequence->pages[i]);
        const struct report *report = sequence->reports[i];
        bool folder = report && report->settings->options.count_unit == UNIT_FOLDER;
        if (!folder)
            report_count(sequence, i, count, "page");
        by_folder = by_folder || folder;
        first = first == SIZE_MAX && count ? i : first;
        total += count;
    }
    if (by_folder && first != SIZE_MAX)
        report_count(sequence, first, total, "folder");
}
