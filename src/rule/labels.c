/* SPDX-License-Identifier: MIT */
#include "rule/labels.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/memory.h"
#include "rule/wording.h"

const struct block *entry_find_part(const struct document *document, const struct entry *entry,
                                    const struct profile_part *part) {
    for (uint32_t i = 0; i < entry->block_count; i++) {
        const struct block *block = &document->blocks[entry->first_block + i];
        if (block->kind == part->kind && profile_part_of(document->profile, block) == part)
            return block;
    }
    return NULL;
}

static bool page_has_part(const struct document *document, const struct profile_part *part) {
    for (uint32_t i = 0; i < document->block_count; i++) {
        const struct block *block = &document->blocks[i];
        if (block->kind == part->kind && profile_part_of(document->profile, block) == part)
            return true;
    }
    return false;
}

static void report_missing(const struct document *document, struct report *report, const struct entry *entry,
                           const struct profile_part *part, enum message message) {
    if (part->label)
        report_add(report, document, message, span_of_heading(entry),
                   part->label->level ? "no \"%s\"; expected: the heading %s"
                                      : "no \"%s\"; expected: a paragraph that begins with %s",
                   part->label->spellings[0], part->label->written);
    else
        report_add(report, document, message, span_of_heading(entry), "no %s; expected: one",
                   block_kind_name(part->kind));
}

void labels_check_missing(const struct document *document, struct report *report, enum block_kind kind,
                          enum message message) {
    const struct profile *profile = document->profile;
    for (size_t p = 0; p < profile->part_count; p++) {
        const struct profile_part *part = &profile->parts[p];
        if (part->kind != kind || part->wish == PART_OPTIONAL ||
            (part->wish == PART_WHERE_USED && !page_has_part(document, part)))
            continue;
        for (uint32_t i = 0; i < document->entry_count; i++)
            if (document->entries[i].type == ENTRY_EXAMPLE &&
                !entry_find_part(document, &document->entries[i], part))
                report_missing(document, report, &document->entries[i], part, message);
    }
}

static void report_second(const struct document *document, struct report *report, const struct block *block,
                          const struct block *first, enum message message) {
    struct buf noun = {0};
    wording_noun(&noun, document->profile->noun, 1);
    if (span_length(block->label_span))
        report_add(report, document, message, block->label_span,
                   "a second \"%.*s\" in one %s; the first one stands in line %u", TEXT_ARG(block->label),
                   noun.at, first->line);
    else
        report_add(report, document, message, span_first_line(document, block->span),
                   "a second part \"%s\" in one %s; the first one stands in line %u",
                   wording_block(document->profile, block), noun.at, first->line);
    buf_free(&noun);
}

/* Each part that stands twice in an entry, though it may not. */
static void check_twice(const struct document *document, struct report *report, const struct entry *entry,
                        enum block_kind kind, enum message message) {
    const struct profile *profile = document->profile;
    const struct block *first[PROFILE_PARTS] = {NULL};
    for (uint32_t i = 0; i < entry->block_count; i++) {
        const struct block *block = &document->blocks[entry->first_block + i];
        const struct profile_part *part = block->kind == kind ? profile_part_of(profile, block) : NULL;
        if (!part || part->repeats)
            continue;
        const struct block **before = &first[part - profile->parts];
        if (*before)
            report_second(document, report, block, *before, message);
        else
            *before = block;
    }
}

void labels_check_twice(const struct document *document, struct report *report, enum block_kind kind,
                        enum message message) {
    bool any = false;
    for (size_t i = 0; i < document->profile->part_count; i++)
        any = any || (document->profile->parts[i].kind == kind && !document->profile->parts[i].repeats);
    for (uint32_t i = 0; any && i < document->entry_count; i++)
        if (document->entries[i].type == ENTRY_EXAMPLE)
            check_twice(document, report, &document->entries[i], kind, message);
}

/* Nothing but blanks and HTML comments, which nobody sees. */
static bool is_empty(struct text content) {
    content = text_strip(content);
    while (text_starts(content, "<!--")) {
        size_t end = text_find(content, TEXT("-->"), 4);
        if (end == TEXT_NONE)
            return true;
        content = text_strip(text_from(content, end + 3));
    }
    return content.len == 0;
}

/* Whether code, or a heading below it, stands right behind a label of the profile's own: then the label is
 * about that. */
static bool announces(const struct document *document, uint32_t i) {
    const struct block *label = &document->blocks[i], *next = label + 1;
    if (label->kind != BLOCK_PART || i + 1 == document->block_count ||
        document_entry_at(document, label->span.begin) != document_entry_at(document, next->span.begin))
        return false;
    return block_is_code(next) ||
           (next->kind == BLOCK_HEADING && label->label_is_heading && next->level > label->level);
}

void labels_check_empty(const struct document *document, struct report *report, enum block_kind kind,
                        enum message message) {
    for (uint32_t i = 0; i < document->block_count; i++) {
        const struct block *block = &document->blocks[i];
        if (block->kind == kind && is_empty(block->markdown) && !announces(document, i))
            report_add(report, document, message,
                       span_length(block->label_span) ? block->label_span : block->span,
                       "\"%.*s\" has no text; expected: a sentence behind the label", TEXT_ARG(block->label));
    }
}

static bool line_is_blank(const struct source *source, uint32_t line) {
    return line < 1 || line > source->line_count || text_is_blank(source_line(source, line));
}

/* Whether a heading that is a label can become a paragraph without changing anything around it: blank lines
 * on both sides, and no closing #s. */
static bool heading_is_replaceable(const struct document *document, const struct block *block) {
    const struct part *heading = &block->parts[0];
    if (heading->shape != SHAPE_ATX)
        return false;
    uint32_t line = source_line_at(document->source, heading->span.begin);
    return line_is_blank(document->source, line - 1) && line_is_blank(document->source, line + 1) &&
           !text_ends(text_trim_right(source_text(document->source, heading->span)), "#");
}

/* Bytes of a dash that stands for the colon of a label without one: "**Words** - text". */
static size_t dash_length(struct text label, struct text behind) {
    static const char *const dashes[] = {"- ", "– ", "— "};
    struct text t = text_trim_left(behind);
    for (size_t i = 0; i < 3 && text_find_byte(label, ':', 0) == TEXT_NONE; i++)
        if (text_starts(t, dashes[i]))
            return behind.len - t.len + strlen(dashes[i]) - 1;
    return 0;
}

static void fix_spelling(const struct document *document, struct report *report, struct finding *finding,
                         const struct block *block, const struct profile_label *label) {
    struct span span = block->label_span;
    if (block->label_is_heading) {
        if (!heading_is_replaceable(document, block))
            return;
        span.begin = block->parts[0].span.begin;
        /* A heading without a colon in its label may have one behind it. */
        struct text behind = source_text(document->source, (struct span){span.end, block->parts[0].span.end});
        struct text colon = text_trim_left(behind);
        if (text_ends(text_of(label->written), ":") && text_starts(colon, ":"))
            span.end += (uint32_t)(behind.len - colon.len) + 1;
    }
    span.end +=
        (uint32_t)dash_length(source_text(document->source, span),
                              source_text(document->source, (struct span){span.end, block->span.end}));
    struct text bytes = document->source->bytes;
    bool stuck =
        span.end < bytes.len && !byte_is_blank(bytes.at[span.end]) && !byte_is_eol(bytes.at[span.end]);
    struct buf replacement = {0};
    buf_add_string(&replacement, label->written);
    if (stuck)
        buf_add_byte(&replacement, ' ');
    report_fix(report, finding, span, buf_text(&replacement));
    buf_free(&replacement);
}

/* A label that the profile writes as a heading. */
static void check_heading(const struct document *document, struct report *report, const struct block *block,
                          const struct profile_label *label, enum message message) {
    struct text spelt = source_text(document->source, block->label_span);
    struct finding *finding = NULL;
    if (block->label_is_heading && block->level != label->level)
        report_add(report, document, message, block->label_span,
                   "the label is a heading of level %u; expected: \"%s\"", block->level, label->written);
    else if (!block->label_is_heading || !text_is(spelt, label->spellings[0]))
        finding = report_add(report, document, message, block->label_span,
                             "the label is spelt \"%.*s\"; expected: the heading \"%s\"", TEXT_ARG(spelt),
                             label->written);
    if (finding && block->label_is_heading && block->label_span.end == block->parts[0].content.end)
        report_fix(report, finding, block->label_span, text_of(label->spellings[0]));
}

static void check_paragraph(const struct document *document, struct report *report, const struct block *block,
                            const struct profile_label *label, enum message message) {
    struct text spelt = source_text(document->source, block->label_span);
    struct finding *finding = NULL;
    if (block->label_is_heading)
        finding =
            report_add(report, document, message, block->label_span,
                       "the label is a heading; expected: a paragraph that begins with %s", label->written);
    else if (!text_is(spelt, label->written))
        finding =
            report_add(report, document, message, block->label_span,
                       "the label is spelt \"%.*s\"; expected: \"%s\"", TEXT_ARG(spelt), label->written);
    if (finding)
        fix_spelling(document, report, finding, block, label);
}

void labels_check_spelling(const struct document *document, struct report *report, enum block_kind kind,
                           enum message message) {
    for (uint32_t i = 0; i < document->block_count; i++) {
        const struct block *block = &document->blocks[i];
        if (block->kind != kind || span_length(block->label_span) == 0)
            continue;
        const struct profile_label *label = profile_label_for(document->profile, kind, block->label);
        if (label)
            (label->level ? check_heading : check_paragraph)(document, report, block, label, message);
    }
}

static int compare_passages(const void *a, const void *b) {
    const struct passage *x = a, *y = b;
    if (x->text.len != y->text.len)
        return x->text.len < y->text.len ? -1 : 1;
    int order = memcmp(x->text.at, y->text.at, x->text.len);
    return order ? order : (x->block > y->block) - (x->block < y->block);
}

/* Whether the only white space is single blanks, as in most paragraphs. */
static bool is_normal(struct text t) {
    return text_find_byte(t, '\n', 0) == TEXT_NONE && text_find_byte(t, '\r', 0) == TEXT_NONE &&
           text_find_byte(t, '\t', 0) == TEXT_NONE && text_find(t, TEXT("  "), 0) == TEXT_NONE;
}

/* The text with white space in runs as one blank; a copy in the arena where that changes something. */
static struct text normalise(struct text t, struct arena *arena) {
    bool blank = false;
    t = text_strip(t);
    if (is_normal(t))
        return t;
    char *begin = arena_get_raw(arena, t.len), *to = begin;
    for (size_t i = 0; i < t.len; i++) {
        bool white = byte_is_blank(t.at[i]) || byte_is_eol(t.at[i]);
        if (!white || !blank)
            *to++ = white ? ' ' : t.at[i];
        blank = white;
    }
    return (struct text){begin, (size_t)(to - begin)};
}

void passages_make(struct passages *passages, const struct document *document, enum block_kind kind) {
    size_t capacity = 0;
    *passages = (struct passages){0};
    for (uint32_t i = 0; i < document->entry_count; i++) {
        const struct entry *entry = &document->entries[i];
        for (uint32_t k = 0; entry->type == ENTRY_EXAMPLE && k < entry->block_count; k++) {
            const struct block *block = &document->blocks[entry->first_block + k];
            if (block->kind != kind || is_empty(block->markdown))
                continue;
            MEMORY_ROOM(passages->sorted, passages->count, capacity);
            passages->sorted[passages->count++] =
                (struct passage){entry, block, normalise(block->markdown, &passages->arena)};
        }
    }
    if (passages->count)
        qsort(passages->sorted, passages->count, sizeof *passages->sorted, compare_passages);
}

void passages_free(struct passages *passages) {
    free(passages->sorted);
    arena_free(&passages->arena);
    *passages = (struct passages){0};
}

size_t passages_run(const struct passages *passages, size_t first) {
    size_t end = first + 1;
    while (end < passages->count && text_equal(passages->sorted[end].text, passages->sorted[first].text))
        end++;
    return end - first;
}
