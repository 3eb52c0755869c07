/* SPDX-License-Identifier: MIT */
#include "rule/container.h"
#include "rule/rule.h"
#include "rule/wording.h"

/* Only comments and shortcodes, a line each: neither an explanation nor anything else. */
static bool is_frame(const struct block *block) {
    struct text rest = block->markdown, line;
    if (block->kind != BLOCK_PROSE || text_is_blank(rest))
        return false;
    rest = text_strip(rest);
    if (*rest.at != '{' && *rest.at != '<') /* most blocks */
        return false;
    while (text_next_line(&rest, &line)) {
        line = text_trim(line);
        bool shortcode = text_starts(line, "{{") && text_ends(line, "}}");
        bool comment = text_starts(line, "<!--") && text_ends(line, "-->");
        if (line.len && !shortcode && !comment)
            return false;
    }
    return true;
}

/* The first block of an entry that says something, or NULL. */
static const struct block *first_block(const struct document *document, const struct entry *entry) {
    for (uint32_t i = 0; i < entry->block_count; i++) {
        const struct block *block = &document->blocks[entry->first_block + i];
        if (!is_frame(block) && block->kind != BLOCK_SEPARATOR)
            return block;
    }
    return NULL;
}

void check_structure_intro(const struct document *document, struct report *report) {
    const struct profile_part *prose = profile_part_of_kind(document->profile, BLOCK_PROSE);
    if (!prose || prose->wish == PART_OPTIONAL)
        return;
    for (uint32_t i = 0; i < document->entry_count; i++) {
        const struct entry *entry = &document->entries[i];
        const struct block *block = entry->type == ENTRY_EXAMPLE ? first_block(document, entry) : NULL;
        if (!block || block->kind == BLOCK_PROSE || block->kind == BLOCK_QUESTION)
            continue;
        report_add(report, document, MESSAGE_STRUCTURE_INTRO, span_first_line(document, block->span),
                   "begins with this %s; expected: an explanation first",
                   wording_block(document->profile, block));
    }
}

/* Whether a part that the model keeps whole has code inside. */
static bool part_has_code(const struct document *document, const struct part *part) {
    struct container_scan scan;
    struct container_fence fence;
    if (part->shape == SHAPE_LIST || part->shape == SHAPE_QUOTE) {
        container_scan_init(&scan, document->source, part);
        return container_next_fence(&scan, &fence);
    }
    struct text t = source_text(document->source, part->span);
    return (part->shape == SHAPE_HTML && text_find(t, TEXT("<pre"), 0) != TEXT_NONE) ||
           (part->shape == SHAPE_PARAGRAPH &&
            (text_starts(t, "{{< highlight") || text_starts(t, "{{% highlight")));
}

static bool block_has_code(const struct document *document, const struct block *block) {
    if (block->kind == BLOCK_CODE || (block->kind == BLOCK_DIAGRAM && document->profile->diagram_is_code))
        return true;
    for (uint32_t i = 0; !block_is_code(block) && i < block->part_count; i++)
        if (part_has_code(document, &block->parts[i]))
            return true;
    return false;
}

static bool entry_has_code(const struct document *document, const struct entry *entry) {
    for (uint32_t i = 0; i < entry->block_count; i++)
        if (block_has_code(document, &document->blocks[entry->first_block + i]))
            return true;
    return false;
}

void check_structure_code(const struct document *document, struct report *report) {
    const struct profile_part *code = profile_part_of_kind(document->profile, BLOCK_CODE);
    for (uint32_t i = 0; code && code->wish != PART_OPTIONAL && i < document->entry_count; i++) {
        const struct entry *entry = &document->entries[i];
        if (entry->type == ENTRY_EXAMPLE && !entry_has_code(document, entry))
            report_add(report, document, MESSAGE_STRUCTURE_CODE, span_of_heading(entry),
                       entry_find(document, entry, BLOCK_DIAGRAM)
                           ? "no code, only a diagram; expected: a code block"
                           : "no code; expected: a code block");
    }
}

/* Place of a block in the wanted order, or -1 for what may stand anywhere. */
static int order_place(const struct profile *profile, const struct block *block) {
    const struct profile_part *part = profile_part_of(profile, block);
    return part && !part->anywhere ? (int)(part - profile->parts) : -1;
}

static void report_order(const struct document *document, struct report *report, const struct block *block,
                         const struct block *before) {
    const struct profile *profile = document->profile;
    const char *quote = profile_label_of(profile, block->kind) ? "\"" : "";
    const char *quote_before = profile_label_of(profile, before->kind) ? "\"" : "";
    report_add(report, document, MESSAGE_STRUCTURE_ORDER,
               span_length(block->label_span) ? block->label_span : span_first_line(document, block->span),
               "this %s%s%s stands behind the %s%s%s of line %u; expected: before it", quote,
               wording_block(profile, block), quote, quote_before, wording_block(profile, before),
               quote_before, before->line);
}

/* Code, diagrams and output may take turns, so that of each only the first is compared with the others. */
static void check_order(const struct document *document, struct report *report, const struct entry *entry) {
    const struct block *highest = NULL;
    unsigned seen = 0; /* places, a bit each */
    int place = -1;
    for (uint32_t i = 0; i < entry->block_count; i++) {
        const struct block *block = &document->blocks[entry->first_block + i];
        int own = order_place(document->profile, block);
        if (own < 0)
            continue;
        bool first = !(seen & 1u << own);
        if (own < place && (first || !block_is_code(block) || !block_is_code(highest))) {
            report_order(document, report, block, highest);
            return;
        }
        seen |= 1u << own;
        if (own > place) {
            place = own;
            highest = block;
        }
    }
}

void check_structure_order(const struct document *document, struct report *report) {
    for (uint32_t i = 0; i < document->entry_count; i++)
        if (document->entries[i].type == ENTRY_EXAMPLE)
            check_order(document, report, &document->entries[i]);
}

void check_structure_level(const struct document *document, struct report *report) {
    for (uint32_t i = 0; i < document->entry_count; i++) {
        const struct entry *entry = &document->entries[i];
        if (entry->type == ENTRY_EXAMPLE && entry->level != document->entry_level)
            report_add(report, document, MESSAGE_STRUCTURE_LEVEL, span_of_heading(entry),
                       "the heading stands at level %u; expected: level %u, as most of the page",
                       entry->level, document->entry_level);
    }
}
