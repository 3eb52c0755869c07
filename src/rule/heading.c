/* SPDX-License-Identifier: MIT */
/* structure/heading: the headings of a page in their order. */
#include "rule/labels.h"
#include "rule/rule.h"
#include "rule/wording.h"

struct headings {
    const struct document *document;
    struct report *report;
    unsigned before;      /* level of the heading before, 0 at the start */
    uint32_t title_line;  /* of the first level-1 heading, 0 for none */
    bool title_elsewhere; /* front matter has the title */
};

static struct span heading_span(const struct block *block) {
    return block->part_count && span_length(block->parts[0].content) ? block->parts[0].content : block->span;
}

/* A second title, or a skipped level. Below an example a heading may stand at any deeper level. */
static void check_level(struct headings *headings, struct span span, unsigned level, uint32_t line,
                        bool in_example) {
    if (level == 1 && headings->title_elsewhere)
        report_add(headings->report, headings->document, MESSAGE_STRUCTURE_HEADING, span,
                   "a level-1 heading, but the front matter has the title; expected: level 2 or deeper");
    else if (level == 1 && headings->title_line)
        report_add(headings->report, headings->document, MESSAGE_STRUCTURE_HEADING, span,
                   "a second level-1 heading; the first one stands in line %u", headings->title_line);
    else if (headings->before && level > headings->before + 1 && !in_example)
        report_add(headings->report, headings->document, MESSAGE_STRUCTURE_HEADING, span,
                   "the heading skips from level %u to %u; expected: level %u", headings->before, level,
                   headings->before + 1);
    bool superfluous = level == 1 && (headings->title_elsewhere || headings->title_line);
    if (level == 1 && !headings->title_line)
        headings->title_line = line;
    /* Behind a title that should not be there, the next heading skips nothing. */
    if (!superfluous)
        headings->before = level;
}

static void check_blocks(struct headings *headings, uint32_t first, uint32_t count, bool in_example) {
    for (uint32_t i = first; i < first + count; i++) {
        const struct block *block = &headings->document->blocks[i];
        if (block->kind == BLOCK_HEADING)
            check_level(headings, heading_span(block), block->level, block->line, in_example);
    }
}

/* The part that the sections from entry i on hold, up to the next example: the one that an example before
 * them was cut off from. */
static const struct block *find_cut_part(const struct document *document, uint32_t i, const struct profile_part *part) {
    for (; i < document->entry_count && document->entries[i].type == ENTRY_SECTION; i++) {
        const struct block *block = entry_find_part(document, &document->entries[i], part);
        if (block)
            return block;
    }
    return NULL;
}

/* The first required label that an example lacks and the sections behind it hold. */
static const struct block *find_cut(const struct document *document, const struct entry *before, uint32_t i) {
    const struct profile *profile = document->profile;
    const struct block *found = NULL;
    for (size_t p = 0; !found && p < profile->part_count; p++) {
        const struct profile_part *part = &profile->parts[p];
        if (part->label && part->wish == PART_REQUIRED && block_kind_is_labelled(part->kind) &&
            !entry_find_part(document, before, part))
            found = find_cut_part(document, i, part);
    }
    return found;
}

/* Entry i, a section right behind an example without a required label, which comes later: no heading of the page, but
 * a line that leaked out of a fence. */
static bool check_cut(struct headings *headings, uint32_t i) {
    const struct document *document = headings->document;
    const struct entry *entry = &document->entries[i], *before = i ? &document->entries[i - 1] : NULL;
    if (!before || entry->type != ENTRY_SECTION || before->type != ENTRY_EXAMPLE)
        return false;
    const struct block *cut = find_cut(document, before, i);
    if (!cut)
        return false;
    struct buf noun = {0};
    wording_noun(&noun, document->profile->noun, 1);
    report_add(
        headings->report, document, MESSAGE_STRUCTURE_HEADING, span_of_heading(entry),
        "this heading cuts %s %u off from its \"%.*s\" in line %u; expected: no heading in between (did the "
        "line leak out of a code fence?)",
        noun.at, before->number, TEXT_ARG(cut->label), cut->line);
    buf_free(&noun);
    return true;
}

void check_structure_heading(const struct document *document, struct report *report) {
    struct text title = value_get_string(document->front_matter.value, "title");
    struct headings headings = {.document = document,
                                .report = report,
                                .title_elsewhere = document->profile->title_in_front_matter && title.len};
    check_blocks(&headings, 0, document->lead_count, false);
    for (uint32_t i = 0; i < document->entry_count; i++) {
        const struct entry *entry = &document->entries[i];
        bool cut = check_cut(&headings, i);
        bool told = entry->type == ENTRY_EXAMPLE && entry->level != document->entry_level; /* structure/level */
        if (cut || told)
            headings.before = entry->level > 1 ? entry->level : headings.before;
        else
            check_level(&headings, span_of_heading(entry), entry->level, entry->line, false);
        check_blocks(&headings, entry->first_block, entry->block_count, entry->type == ENTRY_EXAMPLE);
    }
}
