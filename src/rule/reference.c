/* SPDX-License-Identifier: MIT */
#include "rule/reference.h"

#include <stdlib.h>

#include "base/memory.h"
#include "rule/code_span.h"
#include "rule/container.h"
#include "rule/wording.h"

enum {
    OPEN_MENTIONS = 32,
    LAST_COLUMN = 16384, /* bytes into a line: to count the column of each reference takes a walk from its
                            beginning, so that what stands further out in a line is left alone */
};

static int compare_numbers(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static size_t collect_numbers(const struct sequence *sequence, uint32_t **numbers) {
    size_t count = 0, i = 0;
    for (size_t page = 0; page < sequence->count; page++)
        count += sequence->pages[page]->entry_count;
    *numbers = memory_get_zeroed(count + 1, sizeof **numbers);
    for (size_t page = 0; page < sequence->count; page++)
        for (size_t k = 0; k < sequence->pages[page]->entry_count; k++)
            (*numbers)[i++] = sequence->pages[page]->entries[k].number;
    qsort(*numbers, count, sizeof **numbers, compare_numbers);
    return count;
}

/* Where the collector stands in one part of the page. */
struct walk {
    const struct document *document;
    void (*visit)(void *context, struct span span, uint32_t number);
    void *context;
    struct text t;
    size_t at;
    /* What is known not to come any more, so that nothing is searched twice. */
    bool no_parenthesis, no_comment_end, no_angle;
    struct code_spans spans;
    /* Mentions inside square brackets wait for what follows the closing one. */
    unsigned brackets;
    size_t waiting;
    struct mention open[OPEN_MENTIONS];
};

static void add_mention(struct walk *walk, const struct mention *mention) {
    for (size_t i = 0; i < mention->count; i++) {
        size_t begin = i == 0 ? mention->begin : mention->numbers[i].begin;
        struct text part = text_slice(walk->t, begin, mention->numbers[i].end);
        walk->visit(walk->context, source_span_of(walk->document->source, part), mention->numbers[i].number);
    }
}

/* Offset behind a comment, tag or autolink that opens at walk->at. */
static size_t behind_angle(struct walk *walk) {
    if (text_starts(text_from(walk->t, walk->at), "<!--") && !walk->no_comment_end) {
        size_t end = text_find(walk->t, TEXT("-->"), walk->at);
        walk->no_comment_end = end == TEXT_NONE;
        return end == TEXT_NONE ? walk->at + 4 : end + 3;
    }
    char next = walk->at + 1 < walk->t.len ? walk->t.at[walk->at + 1] : ' ';
    if (walk->no_angle || !(byte_is_alpha(next) || next == '/'))
        return walk->at + 1;
    size_t end = text_find_byte(walk->t, '>', walk->at);
    walk->no_angle = end == TEXT_NONE;
    return end == TEXT_NONE ? walk->at + 1 : end + 1;
}

/* A closing bracket: the mentions inside count unless it is the text of a link to another page. */
static size_t behind_bracket(struct walk *walk) {
    size_t next = walk->at + 1;
    char c = next < walk->t.len ? walk->t.at[next] : ' ';
    walk->brackets -= walk->brackets > 0;
    bool elsewhere = c == '[' || (c == '(' && !text_starts(text_from(walk->t, next), "(#"));
    if (walk->brackets == 0 || elsewhere) {
        for (size_t i = 0; i < walk->waiting && !elsewhere; i++)
            add_mention(walk, &walk->open[i]);
        walk->waiting = 0;
    }
    if (c != '(' || walk->no_parenthesis)
        return next;
    size_t end = text_find_byte(walk->t, ')', next);
    walk->no_parenthesis = end == TEXT_NONE;
    return end == TEXT_NONE ? next : end + 1;
}

/* Takes one of the words off the front of *t, with the white space behind it. */
static bool take_word(struct text *t, const char *const *words) {
    for (; *words; words++) {
        size_t length = strlen(*words);
        if (text_starts(*t, *words) && t->len > length &&
            (byte_is_blank(t->at[length]) || byte_is_eol(t->at[length]))) {
            *t = text_strip(text_from(*t, length));
            return true;
        }
    }
    return false;
}

/* "Example 12 of the other tutorial", "the book's Example 3": somebody else's. t is what stands around the
 * mention. */
static bool is_elsewhere(struct text t, const struct mention *mention) {
    static const char *const prepositions[] = {"of", "in", "from", NULL};
    static const char *const others[] = {"the", "our", "another", "that", "a", NULL};
    struct text before = text_slice(t, 0, mention->begin), rest = text_strip(text_from(t, mention->end));
    before = text_strip(text_slice(before, before.len > 8 ? before.len - 8 : 0, before.len));
    if (text_ends(before, "'s") || text_ends(before, "’s"))
        return true;
    if (!take_word(&rest, prepositions))
        return false;
    return take_word(&rest, others) ||
           (rest.len && (strchr("[*_`\"", *rest.at) || (*rest.at >= 'A' && *rest.at <= 'Z')));
}

static size_t behind_noun(struct walk *walk) {
    struct mention mention;
    if (!mention_read(walk->t, walk->at, walk->document->profile->noun, &mention))
        return walk->at + 1;
    if (is_elsewhere(text_slice(walk->t, 0, mention.end + 80), &mention))
        return mention.end;
    if (walk->brackets == 0)
        add_mention(walk, &mention);
    else if (walk->waiting < OPEN_MENTIONS)
        walk->open[walk->waiting++] = mention;
    return mention.end;
}

static void walk_text(struct walk *walk, struct text t) {
    const char *noun = walk->document->profile->noun;
    if (!*noun || text_find(t, text_of(noun), 0) == TEXT_NONE)
        return;
    walk->t = t;
    walk->brackets = 0;
    walk->waiting = 0;
    walk->no_parenthesis = walk->no_comment_end = walk->no_angle = false;
    walk->spans = (struct code_spans){0};
    for (walk->at = 0; walk->at < t.len;) {
        switch (t.at[walk->at]) {
        case '\\': walk->at += 2; break;
        case '`': walk->at = code_span_end(&walk->spans, t, walk->at); break;
        case '<': walk->at = behind_angle(walk); break;
        case '[': walk->brackets++, walk->at++; break;
        case ']': walk->at = behind_bracket(walk); break;
        default: walk->at = t.at[walk->at] == *noun ? behind_noun(walk) : walk->at + 1;
        }
    }
    for (size_t i = 0; i < walk->waiting; i++) /* the bracket never closed */
        add_mention(walk, &walk->open[i]);
}

/* A list or quote: its text around the fences in it. */
static void walk_container(struct walk *walk, const struct part *part) {
    const struct source *source = walk->document->source;
    if (text_find(source_text(source, part->span), text_of(walk->document->profile->noun), 0) == TEXT_NONE)
        return;
    struct container_scan scan;
    struct container_fence fence;
    uint32_t at = part->span.begin;
    container_scan_init(&scan, source, part);
    while (container_next_fence(&scan, &fence)) {
        walk_text(walk, source_text(source, (struct span){at, fence.span.begin}));
        at = fence.span.end;
    }
    walk_text(walk, source_text(source, (struct span){at, part->span.end}));
}

void reference_each(const struct document *document,
                    void (*visit)(void *context, struct span span, uint32_t number), void *context) {
    struct walk walk = {.document = document, .visit = visit, .context = context};
    for (uint32_t i = 0; i < document->block_count; i++) {
        const struct block *block = &document->blocks[i];
        if (block->kind != BLOCK_PROSE &&
            (!block_kind_is_labelled(block->kind) || block->kind == BLOCK_QUESTION))
            continue;
        for (uint32_t k = 0; k < block->part_count; k++) {
            const struct part *part = &block->parts[k];
            if (part->shape == SHAPE_PARAGRAPH)
                walk_text(&walk, source_text(document->source, part->span));
            else if (part->shape == SHAPE_LIST || part->shape == SHAPE_QUOTE)
                walk_container(&walk, part);
        }
    }
}

struct collector {
    const struct document *document;
    struct outline *outline;
    struct arena *arena;
    size_t capacity; /* of outline->references */
    uint32_t *own;   /* the page's numbers, rising: what refers to them needs no second look */
    size_t own_count;
};

static void add_reference(void *context, struct span span, uint32_t number) {
    struct collector *collector = context;
    struct outline *outline = collector->outline;
    const struct source *source = collector->document->source;
    uint32_t line = source->line_begin[source_line_at(source, span.begin) - 1];
    if (span.begin - line > LAST_COLUMN ||
        bsearch(&number, collector->own, collector->own_count, sizeof number, compare_numbers))
        return;
    ARENA_ROOM(collector->arena, outline->references, outline->reference_count, collector->capacity);
    const struct entry *entry = document_entry_at(collector->document, span.begin);
    outline->references[outline->reference_count++] = (struct outline_reference){
        .number = number,
        .example = entry && entry->type == ENTRY_EXAMPLE ? entry->number : 0,
        .place = place_of(source, span, collector->arena),
    };
}

void reference_collect(const struct document *document, struct outline *outline, struct arena *arena) {
    struct collector collector = {.document = document, .outline = outline, .arena = arena};
    const struct outline *pages[] = {outline};
    collector.own_count = collect_numbers(&(struct sequence){.pages = pages, .count = 1}, &collector.own);
    reference_each(document, add_reference, &collector);
    free(collector.own);
}

/* Adds which numbers there are instead of one that is missing: its neighbours, or from where to where they
 * go. */
static void add_existing(const uint32_t *numbers, size_t count, uint32_t missing, struct buf *out) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (numbers[middle] < missing)
            low = middle + 1;
        else
            high = middle;
    }
    buf_cut(out, 0);
    if (low == 0 || low == count)
        buf_print(out, "the numbers go from %u to %u", numbers[0], numbers[count - 1]);
    else
        buf_print(out, "%u is followed by %u", numbers[low - 1], numbers[low]);
}

static void check_references(const struct outline *page, struct report *report, const uint32_t *numbers,
                             size_t count) {
    uint32_t first = numbers[0];
    struct buf noun = {0}, existing = {0};
    wording_noun(&noun, page->noun, 1);
    for (size_t i = 0; i < page->reference_count; i++) {
        const struct outline_reference *reference = &page->references[i];
        /* What stands before a first number above 1 may well exist on a page that is not here. */
        if (reference->number < first && first > 1)
            continue;
        if (bsearch(&reference->number, numbers, count, sizeof *numbers, compare_numbers))
            continue;
        add_existing(numbers, count, reference->number, &existing);
        report_add_at(report, MESSAGE_NUMBERING_REFERENCE, reference->place, reference->example, page->noun,
                      "the text refers to %s %u, which does not exist; %s", noun.at, reference->number,
                      existing.at);
    }
    buf_free(&noun);
    buf_free(&existing);
}

void check_numbering_reference(const struct sequence *sequence) {
    uint32_t *numbers;
    size_t count = collect_numbers(sequence, &numbers);
    for (size_t page = 0; count && page < sequence->count; page++)
        if (sequence->reports[page])
            check_references(sequence->pages[page], sequence->reports[page], numbers, count);
    free(numbers);
}
