/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/memory.h"
#include "rule/rule.h"
#include "rule/wording.h"

/* One numbered heading of a sequence. */
struct numbered {
    const struct outline_entry *entry;
    size_t page;
    size_t at;  /* place in the sequence */
    bool alone; /* no other well-formed heading has its number */
};

/* The headings of a sequence, in page order and by number. */
struct numbers {
    struct numbered *in_order;
    struct numbered *sorted;
    size_t count;
};

static int compare_numbered(const void *a, const void *b) {
    const struct numbered *x = a, *y = b;
    if (x->entry->number != y->entry->number)
        return x->entry->number < y->entry->number ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

/* Sets alone in both lists. */
static void find_repeated(struct numbers *numbers) {
    for (size_t i = 0; i < numbers->count;) {
        size_t end = i, written = 0;
        for (; end < numbers->count && numbers->sorted[end].entry->number == numbers->sorted[i].entry->number;
             end++)
            written += !numbers->sorted[end].entry->malformed;
        for (; i < end; i++) {
            numbers->sorted[i].alone = written < 2;
            numbers->in_order[numbers->sorted[i].at].alone = written < 2;
        }
    }
}

static void numbers_make(const struct sequence *sequence, struct numbers *numbers) {
    *numbers = (struct numbers){0};
    size_t capacity = 0;
    for (size_t page = 0; page < sequence->count; page++)
        capacity += sequence->pages[page]->entry_count;
    numbers->in_order = memory_get_zeroed(capacity + 1, sizeof *numbers->in_order);
    numbers->sorted = memory_get_zeroed(capacity + 1, sizeof *numbers->sorted);
    for (size_t page = 0; page < sequence->count; page++) {
        const struct outline *outline = sequence->pages[page];
        for (size_t i = 0; i < outline->entry_count; i++, numbers->count++)
            numbers->in_order[numbers->count] =
                (struct numbered){&outline->entries[i], page, numbers->count, true};
    }
    memcpy(numbers->sorted, numbers->in_order, numbers->count * sizeof *numbers->sorted);
    qsort(numbers->sorted, numbers->count, sizeof *numbers->sorted, compare_numbered);
    find_repeated(numbers);
}

static void numbers_free(struct numbers *numbers) {
    free(numbers->in_order);
    free(numbers->sorted);
}

static void add(const struct sequence *sequence, const struct numbered *numbered, enum message message,
                struct buf *text) {
    struct report *report = sequence->reports[numbered->page];
    if (report)
        report_add_at(report, message, numbered->entry->place,
                      numbered->entry->malformed ? 0 : numbered->entry->number,
                      sequence->pages[numbered->page]->noun, "%.*s", TEXT_ARG(buf_text(text)));
    buf_cut(text, 0);
}

static const char *noun_of(const struct sequence *sequence, const struct numbered *numbered) {
    return sequence->pages[numbered->page]->noun;
}

/* Adds "(page.md:12)". */
static void add_place(struct buf *buf, const struct sequence *sequence, const struct numbered *numbered) {
    buf_print(buf, "(%s:%u)", sequence->pages[numbered->page]->path, numbered->entry->place.line);
}

void check_numbering_duplicate(const struct sequence *sequence) {
    struct numbers numbers;
    struct buf text = {0};
    numbers_make(sequence, &numbers);
    const struct numbered *first = NULL;
    for (size_t i = 0; i < numbers.count; i++) {
        const struct numbered *numbered = &numbers.sorted[i];
        if (numbered->alone || numbered->entry->malformed)
            continue;
        if (!first || first->entry->number != numbered->entry->number) {
            first = numbered;
            continue;
        }
        wording_range(&text, noun_of(sequence, numbered), numbered->entry->number, numbered->entry->number);
        buf_print(&text, " stands here again: the first one is \"%.*s\" ", TEXT_ARG(first->entry->title));
        add_place(&text, sequence, first);
        add(sequence, numbered, MESSAGE_NUMBERING_DUPLICATE, &text);
    }
    buf_free(&text);
    numbers_free(&numbers);
}

/* Whether a heading stands between smaller numbers, as one that was moved or mistyped does: then its
 * neighbours by number are not its neighbours on the page, and the order is what is wrong. */
static bool is_astray(const struct numbers *numbers, const struct numbered *numbered, uint32_t before) {
    if (numbered->at > 0 && numbers->in_order[numbered->at - 1].entry->number == before)
        return false;
    return numbered->at + 1 < numbers->count &&
           numbers->in_order[numbered->at + 1].entry->number < numbered->entry->number;
}

static void add_gap(const struct sequence *sequence, const struct numbers *numbers,
                    const struct numbered *before, const struct numbered *numbered, struct buf *text) {
    uint32_t first = before->entry->number + 1, last = numbered->entry->number - 1;
    wording_range(text, noun_of(sequence, numbered), first, last);
    buf_add_string(text, first == last ? " is missing: " : " are missing: ");
    const struct numbered *previous = numbered->at ? &numbers->in_order[numbered->at - 1] : NULL;
    if (previous && previous->entry->number == before->entry->number) {
        buf_print(text, "%u is followed by %u ", first - 1, last + 1);
        add_place(text, sequence, previous);
    } else {
        buf_print(text, "the number before %u is %u ", last + 1, first - 1);
        add_place(text, sequence, before);
    }
    add(sequence, numbered, MESSAGE_NUMBERING_GAP, text);
}

void check_numbering_gap(const struct sequence *sequence) {
    struct numbers numbers;
    struct buf text = {0};
    numbers_make(sequence, &numbers);
    for (size_t i = 1; i < numbers.count; i++) {
        const struct numbered *before = &numbers.sorted[i - 1], *numbered = &numbers.sorted[i];
        uint32_t number = before->entry->number;
        if (numbered->entry->number - number > 1 && !is_astray(&numbers, numbered, number))
            add_gap(sequence, &numbers, before, numbered, &text);
    }
    buf_free(&text);
    numbers_free(&numbers);
}

void check_numbering_order(const struct sequence *sequence) {
    struct numbers numbers;
    struct buf text = {0};
    numbers_make(sequence, &numbers);
    const struct numbered *before = NULL;
    for (size_t i = 0; i < numbers.count; i++) {
        const struct numbered *numbered = &numbers.in_order[i];
        if (numbered->entry->malformed || !numbered->alone)
            continue;
        if (before && numbered->entry->number < before->entry->number) {
            buf_print(&text, "%u stands after %u ", numbered->entry->number, before->entry->number);
            add_place(&text, sequence, before);
            buf_print(&text, "; expected: a number above %u", before->entry->number);
            add(sequence, numbered, MESSAGE_NUMBERING_ORDER, &text);
        }
        before = numbered;
    }
    buf_free(&text);
    numbers_free(&numbers);
}

static const char *fault_of(const struct entry *entry) {
    if (entry->malformed)
        return "does not have one whole number";
    return entry->title.len ? "is not how such a heading is written" : "has no title";
}

static void add_malformed(const struct document *document, struct report *report, const struct entry *entry) {
    struct span span = span_of_heading(entry);
    struct buf wanted = {0};
    uint32_t number = entry->malformed ? entry->stated : entry->number;
    /* The title of a malformed heading is all of it, so only its number helps to say what was meant. */
    struct text title = {0};
    if (!entry->malformed)
        title = entry->title;
    wording_heading(&wanted, document->profile, number ? number : 1, title);
    report_add(report, document, MESSAGE_NUMBERING_MALFORMED, span, "\"%.*s\" %s; expected: \"%.*s\"",
               TEXT_ARG(source_text(document->source, span)), fault_of(entry), TEXT_ARG(buf_text(&wanted)));
    buf_free(&wanted);
}

void check_numbering_malformed(const struct document *document, struct report *report) {
    for (uint32_t i = 0; i < document->entry_count; i++)
        if (document->entries[i].malformed || document->entries[i].deviant)
            add_malformed(document, report, &document->entries[i]);
}
