/* SPDX-License-Identifier: MIT */
#include "rule/suppress.h"

#include <stdlib.h>

#include "rule/code_span.h"
#include "rule/container.h"

static const char prefix[] = "exlint-";

static const char *const verbs[] = {"disable", "enable", "disable-line", "disable-next-line", "disable-file"};

struct reader {
    const struct document *document;
    struct suppressions *all;
    struct report *report;
    struct arena *arena;
    struct place_cursor cursors[2];
};

/* Reading. */

static void add(struct reader *reader, enum suppress_reach reach, struct text comment, struct text selector) {
    struct suppressions *all = reader->all;
    ARENA_ROOM(reader->arena, all->items, all->count, all->capacity);
    const struct source *source = reader->document->source;
    struct span at = source_span_of(source, selector.len ? selector : comment);
    struct span span = source_span_of(source, comment);
    all->items[all->count++] = (struct suppression){
        .reach = reach,
        .selector = arena_copy(reader->arena, selector),
        .comment = span,
        .line = source_line_at(source, span.begin),
        .place = place_from(reader->cursors, source, at, reader->arena),
    };
}

static void complain_verb(struct reader *reader, struct text word) {
    const char *nearest = verbs[0];
    unsigned least = UINT32_MAX;
    struct text verb = text_from(word, sizeof prefix - 1);
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        unsigned distance = text_distance(verb, text_of(verbs[i]), 64);
        if (distance < least) {
            least = distance;
            nearest = verbs[i];
        }
    }
    report_add(reader->report, reader->document, MESSAGE_SUPPRESSION_UNKNOWN,
               source_span_of(reader->document->source, word),
               "\"%.*s\" is no suppression; expected: %s%s or another of that family", TEXT_ARG(word), prefix,
               nearest);
}

static bool is_known(struct text selector) {
    for (unsigned m = 0; m < MESSAGE_COUNT; m++)
        if (catalogue_matches(selector, (enum message)m))
            return true;
    return false;
}

static void complain_selector(struct reader *reader, struct text selector) {
    const char *nearest = catalogue_nearest(selector);
    report_add(reader->report, reader->document, MESSAGE_SUPPRESSION_UNKNOWN,
               source_span_of(reader->document->source, selector), "no rule is called \"%.*s\"; %s%s",
               TEXT_ARG(selector), nearest ? "did you mean " : "expected: a name that \"exlint rules\" lists",
               nearest ? nearest : "");
}

/* Takes a word off the front of *rest; commas separate, too. False at the end, and where the reason begins.
 */
static bool next_word(struct text *rest, struct text *word) {
    size_t at = 0, end;
    while (at < rest->len &&
           (byte_is_blank(rest->at[at]) || byte_is_eol(rest->at[at]) || rest->at[at] == ','))
        at++;
    for (end = at; end < rest->len; end++)
        if (byte_is_blank(rest->at[end]) || byte_is_eol(rest->at[end]) || rest->at[end] == ',')
            break;
    *word = text_slice(*rest, at, end);
    *rest = text_from(*rest, end);
    return word->len && !text_is(*word, "--");
}

/* comment: with its marks; inner: what they enclose. */
static void read_comment(struct reader *reader, struct text comment, struct text inner) {
    struct text rest = text_strip(inner), word;
    if (!text_starts(rest, prefix) || !next_word(&rest, &word))
        return;
    size_t verb = 0, count = sizeof verbs / sizeof *verbs;
    while (verb < count && !text_is(text_from(word, sizeof prefix - 1), verbs[verb]))
        verb++;
    if (verb == count) {
        complain_verb(reader, word);
        return;
    }
    bool named = false;
    while (next_word(&rest, &word)) {
        named = true;
        if (is_known(word))
            add(reader, (enum suppress_reach)verb, comment, word);
        else
            complain_selector(reader, word);
    }
    if (!named)
        add(reader, (enum suppress_reach)verb, comment, (struct text){0});
}

/* Text of the page that is no code. html: it has neither code spans nor escapes. */
static void read_text(struct reader *reader, struct text t, bool html) {
    if (text_find(t, text_of(prefix), 0) == TEXT_NONE || text_find(t, TEXT("<!--"), 0) == TEXT_NONE)
        return;
    struct code_spans spans = {0};
    for (size_t at = 0; at < t.len;) {
        char c = t.at[at];
        if (c == '<' && text_starts(text_from(t, at), "<!--")) {
            size_t end = text_find(t, TEXT("-->"), at + 4);
            if (end == TEXT_NONE)
                return; /* nor does any later one close */
            read_comment(reader, text_slice(t, at, end + 3), text_slice(t, at + 4, end));
            at = end + 3;
        } else if (c == '`' && !html) {
            at = code_span_end(&spans, t, at);
        } else {
            at += c == '\\' && !html ? 2 : 1;
        }
    }
}

/* A list or quote: its text around the fences in it. */
static void read_container(struct reader *reader, const struct part *part) {
    const struct source *source = reader->document->source;
    if (text_find(source_text(source, part->span), text_of(prefix), 0) == TEXT_NONE)
        return;
    struct container_scan scan;
    struct container_fence fence;
    uint32_t at = part->span.begin;
    container_scan_init(&scan, source, part);
    while (container_next_fence(&scan, &fence)) {
        read_text(reader, source_text(source, (struct span){at, fence.span.begin}), false);
        at = fence.span.end;
    }
    read_text(reader, source_text(source, (struct span){at, part->span.end}), false);
}

static void read_part(struct reader *reader, const struct part *part) {
    switch (part->shape) {
    case SHAPE_LIST:
    case SHAPE_QUOTE: read_container(reader, part); break;
    case SHAPE_FENCE:
    case SHAPE_INDENTED:
    case SHAPE_BREAK:
    case SHAPE_NONE:
    case SHAPE_COUNT: break;
    case SHAPE_PARAGRAPH:
    case SHAPE_DEFINITIONS:
    case SHAPE_ATX:
    case SHAPE_SETEXT:
    case SHAPE_HTML:
        read_text(reader, source_text(reader->document->source, part->span), part->shape == SHAPE_HTML);
        break;
    }
}

/* A YAML comment begins at a # that is first in its line or behind a blank, and not in quotes. */
static void read_yaml_line(struct reader *reader, struct text line) {
    char quote = 0;
    for (size_t i = 0; i < line.len; i++) {
        char c = line.at[i];
        bool begins = i == 0 || byte_is_blank(line.at[i - 1]);
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '#' && begins) {
            read_comment(reader, text_from(line, i), text_from(line, i + 1));
            return;
        } else if ((c == '"' || c == '\'') && (begins || strchr("[{,:", line.at[i - 1])))
            quote = c;
    }
}

static void read_front_matter(struct reader *reader) {
    struct text rest = source_text(reader->document->source, reader->document->front_matter.span), line;
    while (text_next_line(&rest, &line))
        if (text_find(line, text_of(prefix), 0) != TEXT_NONE)
            read_yaml_line(reader, line);
}

static int by_offset(const void *left, const void *right) {
    const struct suppression *a = left, *b = right;
    if (a->comment.begin != b->comment.begin)
        return a->comment.begin < b->comment.begin ? -1 : 1;
    return (a->place.span.begin > b->place.span.begin) - (a->place.span.begin < b->place.span.begin);
}

/* Whether a comment is all that stands in its lines. */
static bool stands_alone(const struct source *source, struct span comment) {
    struct span first = source_line_span(source, source_line_at(source, comment.begin));
    struct span last = source_line_span(source, source_line_at(source, comment.end - 1));
    return text_is_blank(source_text(source, (struct span){first.begin, comment.begin})) &&
           text_is_blank(source_text(source, (struct span){comment.end, last.end}));
}

/* The first line behind a comment that is not blank; 0 for none. */
static uint32_t line_behind(const struct source *source, struct span comment) {
    uint32_t line = source_line_at(source, comment.end - 1) + 1;
    while (line <= source->line_count && text_is_blank(source_line(source, line)))
        line++;
    return line <= source->line_count ? line : 0;
}

/* Finds the lines that -next-line means: other comments that stand alone do not count, so the last one comes
 * first. */
static void find_next_lines(struct reader *reader) {
    const struct source *source = reader->document->source;
    const struct suppressions *all = reader->all;
    uint32_t begin = UINT32_MAX, line = 0; /* of the comment looked at last: its offset, the line behind it */
    uint32_t alone = 0,
             behind = 0; /* the line of the last comment that stands alone, and the line behind that */
    for (size_t i = all->count; i-- > 0;) {
        struct suppression *item = &all->items[i];
        if (item->comment.begin != begin) { /* else another rule of the same comment */
            begin = item->comment.begin;
            line = line_behind(source, item->comment);
            line = line && line == alone ? behind : line;
            if (stands_alone(source, item->comment)) {
                alone = source_line_at(source, begin);
                behind = line;
            }
        }
        if (item->reach == SUPPRESS_NEXT_LINE)
            item->line = line;
    }
}

/* Whether a comment somewhere, of HTML or YAML, begins with our name: in code, too, which is found out later. */
static bool has_comment(struct text page) {
    for (size_t at = 0; (at = text_find(page, text_of(prefix), at)) != TEXT_NONE; at++) {
        size_t begin = at;
        while (begin && (byte_is_blank(page.at[begin - 1]) || byte_is_eol(page.at[begin - 1])))
            begin--;
        if (text_ends(text_slice(page, 0, begin), "<!--") || text_ends(text_slice(page, 0, begin), "#"))
            return true;
    }
    return false;
}

void suppress_read(const struct document *document, struct suppressions *suppressions, struct report *report,
                   struct arena *arena) {
    struct reader reader = {document, suppressions, report, arena, {{0}}};
    bool markdown = !document->own_source && document->form != FORM_JSON;
    if (!markdown || !has_comment(document->source->bytes))
        return;
    if (document->front_matter.present)
        read_front_matter(&reader);
    for (uint32_t i = 0; i < document->entry_count; i++)
        read_part(&reader, &document->entries[i].part);
    for (uint32_t i = 0; i < document->block_count; i++)
        for (uint32_t k = 0; k < document->blocks[i].part_count; k++)
            read_part(&reader, &document->blocks[i].parts[k]);
    if (suppressions->count > 1)
        qsort(suppressions->items, suppressions->count, sizeof *suppressions->items, by_offset);
    find_next_lines(&reader);
}

/* Applying. */

/* For each message the comment that silences it, or NULL. */
struct silence {
    struct suppression *by[MESSAGE_COUNT];
};

static bool matches(const struct suppression *item, unsigned message) {
    return !item->selector.len || catalogue_matches(item->selector, (enum message)message);
}

static void put(struct silence *silence, struct suppression *item) {
    for (unsigned m = 0; m < MESSAGE_COUNT; m++)
        if (matches(item, m))
            silence->by[m] = item;
}

static void lift(struct silence *silence, struct suppression *item) {
    for (unsigned m = 0; m < MESSAGE_COUNT; m++)
        if (matches(item, m) && silence->by[m]) {
            silence->by[m] = NULL;
            item->used = true;
        }
}

static int by_line(const void *left, const void *right) {
    const struct suppression *const *a = left, *const *b = right;
    return ((*a)->line > (*b)->line) - ((*a)->line < (*b)->line);
}

struct applier {
    struct suppressions *all;
    struct silence file, region, line;
    size_t next;                /* of all, for the region */
    struct suppression **lines; /* those about a line, by line */
    size_t line_count, next_line;
    uint32_t at; /* the line that `line` is about */
};

static void begin(struct applier *applier, struct arena *arena) {
    struct suppressions *all = applier->all;
    applier->lines = ARENA_ARRAY(arena, struct suppression *, all->count + 1);
    for (size_t i = 0; i < all->count; i++) {
        struct suppression *item = &all->items[i];
        if (item->reach == SUPPRESS_FILE)
            put(&applier->file, item);
        else if (item->reach == SUPPRESS_LINE || item->reach == SUPPRESS_NEXT_LINE)
            applier->lines[applier->line_count++] = item;
    }
    qsort(applier->lines, applier->line_count, sizeof *applier->lines, by_line);
}

/* Goes on to the place of a finding; places come in order. */
static void go_to(struct applier *applier, const struct place *place) {
    struct suppressions *all = applier->all;
    for (; applier->next < all->count && all->items[applier->next].comment.begin <= place->span.begin;
         applier->next++) {
        struct suppression *item = &all->items[applier->next];
        if (item->reach == SUPPRESS_DISABLE)
            put(&applier->region, item);
        else if (item->reach == SUPPRESS_ENABLE)
            lift(&applier->region, item);
    }
    if (applier->at == place->line)
        return;
    applier->at = place->line;
    memset(&applier->line, 0, sizeof applier->line);
    while (applier->next_line < applier->line_count && applier->lines[applier->next_line]->line < place->line)
        applier->next_line++;
    for (;
         applier->next_line < applier->line_count && applier->lines[applier->next_line]->line == place->line;
         applier->next_line++)
        put(&applier->line, applier->lines[applier->next_line]);
}

static bool is_silenced(struct applier *applier, const struct finding *finding) {
    bool own =
        finding->message == MESSAGE_SUPPRESSION_UNUSED || finding->message == MESSAGE_SUPPRESSION_UNKNOWN;
    if (own)
        return false;
    go_to(applier, &finding->place);
    struct suppression *item = applier->line.by[finding->message];
    item = item ? item : applier->region.by[finding->message];
    item = item ? item : applier->file.by[finding->message];
    if (item)
        item->used = true;
    return item != NULL;
}

/* Whether the rules that a comment names were run, so that it is known to have no use. */
static bool was_tried(const struct suppression *item, const struct report *report, bool partial) {
    bool any = false, all = true;
    for (unsigned m = 0; m < MESSAGE_COUNT; m++)
        if (matches(item, m)) {
            bool wanted = report_wants(report, (enum message)m);
            any = any || wanted;
            all = all && wanted;
        }
    return partial ? all : any;
}

static void report_unused(const struct suppression *item, struct report *report) {
    const char *word = verbs[item->reach];
    struct text rule = item->selector.len ? item->selector : TEXT("any rule");
    if (item->reach == SUPPRESS_ENABLE)
        report_add_at(report, MESSAGE_SUPPRESSION_UNUSED, item->place, 0, NULL,
                      "%s%s: nothing of %.*s is disabled here; expected: no such comment", prefix, word,
                      TEXT_ARG(rule));
    else
        report_add_at(report, MESSAGE_SUPPRESSION_UNUSED, item->place, 0, NULL,
                      "%s%s: there is no finding of %.*s to suppress; expected: no such comment", prefix,
                      word, TEXT_ARG(rule));
}

void suppress_apply(struct suppressions *suppressions, struct report *report, bool partial) {
    if (!suppressions->count)
        return;
    struct applier applier = {.all = suppressions};
    begin(&applier, &report->arena);
    size_t kept = 0;
    for (size_t i = 0; i < report->count; i++)
        if (!is_silenced(&applier, &report->findings[i]))
            report->findings[kept++] = report->findings[i];
    report->count = kept;
    struct place end = {.span = {UINT32_MAX, UINT32_MAX}, .line = UINT32_MAX};
    go_to(&applier, &end); /* what closes after the last finding */
    for (size_t i = 0; i < suppressions->count; i++)
        if (!suppressions->items[i].used && was_tried(&suppressions->items[i], report, partial))
            report_unused(&suppressions->items[i], report);
}
