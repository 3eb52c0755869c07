/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "rule/reference.h"
#include "rule/rule.h"
#include "rule/swallow.h"
#include "rule/wording.h"

static bool has_examples(const struct document *document) {
    for (uint32_t i = 0; i < document->entry_count; i++)
        if (document->entries[i].type == ENTRY_EXAMPLE)
            return true;
    return false;
}

void check_front_matter_missing(const struct document *document, struct report *report) {
    const struct front_matter *front_matter = &document->front_matter;
    if (!document->profile->wants_front_matter || front_matter->present || front_matter->unclosed ||
        !has_examples(document))
        return;
    struct span page = {document->body, (uint32_t)document->source->bytes.len};
    report_add(report, document, MESSAGE_FRONT_MATTER_MISSING, span_first_line(document, page),
               "the page begins without front matter; expected: a YAML block between two lines \"---\"");
}

/* The numbers of a page. */
struct range {
    uint32_t first, last;
    bool certain; /* no heading was meant as an example without saying which */
};

static void add_number(struct range *range, uint32_t number) {
    if (range->first == 0 || number < range->first)
        range->first = number;
    if (number > range->last)
        range->last = number;
}

/* Examples that a fence hides belong to the page too: the fence is what is wrong then. */
static void add_swallowed(const struct document *document, struct range *range) {
    bool shortcodes = page_has_shortcodes(document);
    for (uint32_t i = 0; i < document->block_count; i++) {
        const struct block *block = &document->blocks[i];
        struct swallowed swallowed;
        if (!block_is_code(block) || !block->part_count ||
            !swallowed_find(document, &block->parts[block->part_count - 1], shortcodes, &swallowed))
            continue;
        for (size_t k = 0; k < swallowed.number_count; k++)
            add_number(range, swallowed.numbers[k]);
        swallowed_free(&swallowed);
    }
}

static struct range range_of(const struct document *document) {
    struct range range = {.certain = true};
    for (uint32_t i = 0; i < document->entry_count; i++) {
        const struct entry *entry = &document->entries[i];
        if (entry->type == ENTRY_EXAMPLE)
            add_number(&range, entry->number);
        else if (entry->malformed && entry->stated)
            add_number(&range, entry->stated);
        else if (entry->malformed)
            range.certain = false;
    }
    return range;
}

/* The range that a text names; false where there is none, or more than one. */
static bool find_range(struct text t, const char *noun, struct mention *range) {
    struct mention mention;
    size_t found = 0;
    for (size_t at = 0; (at = text_find(t, text_of(noun), at)) != TEXT_NONE; at++)
        if (mention_read(t, at, noun, &mention) && mention.range) {
            found++;
            *range = mention;
        }
    return found == 1;
}

static struct span range_span(struct span value, const struct mention *range) {
    return (struct span){value.begin + (uint32_t)range->begin, value.begin + (uint32_t)range->end};
}

static void fix_number(struct report *report, struct finding *finding, struct span value,
                       const struct mention_number *number, uint32_t wanted) {
    struct buf buf = {0};
    buf_print(&buf, "%u", wanted);
    struct span span = {value.begin + (uint32_t)number->begin, value.begin + (uint32_t)number->end};
    report_fix(report, finding, span, buf_text(&buf));
    buf_free(&buf);
}

void check_front_matter_range(const struct document *document, struct report *report) {
    const struct value *value = value_get(document->front_matter.value, "description");
    struct mention said, written;
    if (!value || value->kind != VALUE_STRING || !has_examples(document) ||
        !find_range(value->scalar, document->profile->noun, &said))
        return;
    struct range range = range_of(document);
    uint32_t first = said.numbers[0].number, last = said.numbers[1].number;
    if (first == range.first && last == range.last)
        return;
    add_swallowed(document, &range);
    if (first == range.first && last == range.last)
        return;
    bool verbatim =
        find_range(source_text(document->source, value->span), document->profile->noun, &written) &&
        written.numbers[0].number == first && written.numbers[1].number == last;
    struct span span = verbatim ? range_span(value->span, &written) : value->span;
    struct finding *finding = report_add(report, document, MESSAGE_FRONT_MATTER_RANGE, span,
                                         "the description says %u to %u, but the page holds %u to %u", first,
                                         last, range.first, range.last);
    if (!finding || !verbatim || !range.certain)
        return;
    if (first != range.first)
        fix_number(report, finding, value->span, &written.numbers[0], range.first);
    if (last != range.last)
        fix_number(report, finding, value->span, &written.numbers[1], range.last);
}
