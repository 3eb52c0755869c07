/* SPDX-License-Identifier: MIT */
/* annotation/density, annotation/none, annotation/alignment: how many annotations code has, and where they
 * stand. */
#include "base/utf8.h"
#include "rule/annotations.h"
#include "rule/wording.h"

/* Code that annotations may be expected in. */
static bool takes_annotations(const struct block *block) {
    const struct language *language = block->kind == BLOCK_CODE ? code_language(block) : NULL;
    return language && language->leaders[0] && annotation_is_certain(language, block->language) &&
           !text_is_blank(block->text);
}

/* The first block of an example that could be annotated; NULL where there is none, or where one is. */
static const struct block *find_bare(const struct document *document, const struct entry *entry,
                                     bool *annotated) {
    const struct block *found = NULL;
    *annotated = false;
    for (uint32_t i = 0; i < entry->block_count; i++) {
        const struct block *block = &document->blocks[entry->first_block + i];
        *annotated = *annotated || block->annotation_count > 0;
        if (!found && takes_annotations(block))
            found = block;
    }
    return *annotated ? NULL : found;
}

/* A page annotates when it is of the annotated form, and at least half of its examples have an annotation. */
void check_annotation_none(const struct document *document, struct report *report) {
    uint32_t with = 0, without = 0;
    bool annotated;
    if (document->form != FORM_ANNOTATED)
        return;
    for (uint32_t i = 0; i < document->entry_count; i++) {
        without += find_bare(document, &document->entries[i], &annotated) != NULL;
        with += annotated;
    }
    for (uint32_t i = 0; with >= without && i < document->entry_count; i++) {
        const struct entry *entry = &document->entries[i];
        const struct block *block = find_bare(document, entry, &annotated);
        if (!block || entry->type != ENTRY_EXAMPLE)
            continue;
        struct buf noun = {0};
        wording_noun(&noun, document->profile->noun, with);
        report_add(report, document, MESSAGE_ANNOTATION_NONE, span_first_line(document, block->span),
                   "no annotation here, while %u %s of the page %s; expected: what the lines do, behind \"%s =>\"",
                   with, noun.at, with == 1 ? "has one" : "have some", code_language(block)->leaders[0]);
        buf_free(&noun);
    }
}

struct counts {
    size_t annotations, lines;
};

/* Whether a line has more than blanks and comments. Goes on from state. */
static bool is_code_line(const struct language *language, struct text line, struct language_state *state) {
    struct language_comment comment;
    size_t behind = 0; /* the last comment */
    bool code = false;
    if (state->closer) {
        size_t close = text_find(line, text_of(state->closer), 0);
        behind = close == TEXT_NONE ? line.len : close + strlen(state->closer);
    }
    for (size_t from = 0; language_next_comment(language, line, from, state, &comment); from = comment.end) {
        code = code || !text_is_blank(text_slice(line, behind, comment.begin));
        behind = comment.end;
        if (!comment.closed)
            break;
    }
    return code || !text_is_blank(text_from(line, behind));
}

static void count_block(const struct block *block, bool own_line, struct counts *counts) {
    struct language_state state = {0};
    struct text rest = block->text, line;
    for (uint32_t i = 0; i < block->annotation_count; i++)
        counts->annotations += own_line || !block->annotations[i].own_line;
    while (text_next_line(&rest, &line))
        counts->lines += is_code_line(code_language(block), line, &state);
}

static void check_density(const struct document *document, struct report *report, struct span span,
                          const struct counts *counts) {
    const struct options *options = &report->settings->options;
    double density = counts->lines ? (double)counts->annotations / (double)counts->lines : 0;
    if (!counts->lines || (density >= options->density_min && density <= options->density_max))
        return;
    report_add(report, document, MESSAGE_ANNOTATION_DENSITY, span,
               "%zu annotation%s for %zu line%s of code, %.2f a line; expected: %.2f to %.2f",
               counts->annotations, counts->annotations == 1 ? "" : "s", counts->lines,
               counts->lines == 1 ? "" : "s", density, options->density_min, options->density_max);
}

void check_annotation_density(const struct document *document, struct report *report) {
    const struct options *options = &report->settings->options;
    struct counts page = {0};
    const struct entry *first = NULL;
    for (uint32_t i = 0; i < document->entry_count; i++) {
        const struct entry *entry = &document->entries[i];
        struct counts example = {0};
        for (uint32_t k = 0; entry->type == ENTRY_EXAMPLE && k < entry->block_count; k++) {
            const struct block *block = &document->blocks[entry->first_block + k];
            struct counts own = {0};
            if (takes_annotations(block))
                count_block(block, options->density_own_line, &own);
            if (options->density_unit == UNIT_BLOCK)
                check_density(document, report, span_first_line(document, block->span), &own);
            example.annotations += own.annotations;
            example.lines += own.lines;
        }
        if (options->density_unit == UNIT_EXAMPLE)
            check_density(document, report, span_of_heading(entry), &example);
        first = first || entry->type != ENTRY_EXAMPLE ? first : entry;
        page.annotations += example.annotations;
        page.lines += example.lines;
    }
    if (first && options->density_unit == UNIT_PAGE)
        check_density(document, report, span_of_heading(first), &page);
}

/* A line of code with an annotation behind it, for those that follow. */
struct anchor {
    size_t indent;   /* of the code */
    uint32_t column; /* of the annotation, from 0 */
};

/* Columns before the offset, TEXT_NONE where there are tabs, of which nobody knows the width. */
static size_t columns(struct text before) {
    return text_find_byte(before, '\t', 0) == TEXT_NONE ? utf8_count(before) : TEXT_NONE;
}

/* Whether an annotation on its own line is nearer to the annotation above than to the code's indent: it goes
 * on with what was said there. */
static bool goes_on(const struct anchor *anchor, size_t column) {
    size_t from_anchor = column > anchor->column ? column - anchor->column : anchor->column - column;
    return column > anchor->indent && from_anchor < column - anchor->indent;
}

static void align(const struct code_cursor *cursor, struct report *report, const struct anchor *anchor,
                  const struct annotation *annotation) {
    struct finding *finding =
        report_add(report, cursor->document, MESSAGE_ANNOTATION_ALIGNMENT,
                   code_span(cursor, annotation->begin, annotation->begin + annotation->leader.len),
                   "the annotation goes on in column %u; expected: column %u, under the first",
                   annotation->column, anchor->column + 1);
    if (!cursor->exact)
        return;
    struct buf blanks = {0};
    buf_add_run(&blanks, ' ', anchor->column);
    report_fix(report, finding, code_span(cursor, cursor->begin, annotation->begin), buf_text(&blanks));
    buf_free(&blanks);
}

static void check_alignment(const struct document *document, struct report *report,
                            const struct block *block) {
    struct code_cursor cursor;
    struct anchor anchor = {0};
    bool anchored = false;
    uint32_t last = 0; /* number of the line looked at before */
    if (!block->annotation_count || !code_begin(&cursor, document, block))
        return;
    for (uint32_t i = 0; i < block->annotation_count; i++) {
        const struct annotation *annotation = &block->annotations[i];
        if (annotation->line == last)
            continue;
        code_seek(&cursor, annotation->begin);
        struct text before = text_slice(cursor.text, cursor.begin, annotation->begin);
        bool follows = anchored && annotation->line == last + 1, known = columns(before) != TEXT_NONE;
        last = annotation->line;
        if (!annotation->own_line) {
            anchored = known;
            anchor = (struct anchor){before.len - text_trim_left(before).len, annotation->column - 1};
        } else {
            anchored = follows && known && goes_on(&anchor, annotation->column - 1);
            if (anchored && annotation->column - 1 != anchor.column)
                align(&cursor, report, &anchor, annotation);
        }
    }
}

void check_annotation_alignment(const struct document *document, struct report *report) {
    for (uint32_t i = 0; i < document->block_count; i++)
        check_alignment(document, report, &document->blocks[i]);
}
