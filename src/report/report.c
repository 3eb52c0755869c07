/* SPDX-License-Identifier: MIT */
#include "report/report.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "doc/profile.h"

enum { EXCERPT_LONGEST = 240, EXCERPT_BEFORE = 80 /* bytes of a cut line that are shown before the place */ };

/* Settings. */

void settings_init(struct settings *settings) {
    for (unsigned i = 0; i < MESSAGE_COUNT; i++)
        settings->severity[i] = catalogue_row((enum message)i)->severity;
    settings->options = (struct options){
        .why_min_words = 50,
        .why_max_words = 100,
        .density_min = 1.0,
        .density_max = 2.5,
        .density_unit = UNIT_EXAMPLE,
        .density_own_line = true,
        .count_min = 20,
        .count_max = 40,
        .count_unit = UNIT_PAGE,
    };
}

/* Takes one selector off the front; false when none is left. Empty ones do not count. */
static bool next_selector(struct text *rest, struct text *selector) {
    do {
        if (!rest->len)
            return false;
        size_t comma = text_find_byte(*rest, ',', 0);
        *selector = text_strip(text_slice(*rest, 0, comma));
        *rest = text_from(*rest, comma == TEXT_NONE ? rest->len : comma + 1);
    } while (!selector->len);
    return true;
}

/* Marks what the selectors take. */
static bool take(const char *selectors, bool taken[MESSAGE_COUNT], struct text *unknown) {
    struct text rest = text_of(selectors), selector;
    bool any = false;
    while (next_selector(&rest, &selector)) {
        bool known = false;
        for (unsigned i = 0; i < MESSAGE_COUNT; i++)
            if (catalogue_matches(selector, (enum message)i))
                taken[i] = known = any = true;
        if (!known) {
            *unknown = selector;
            return false;
        }
    }
    if (!any)
        *unknown = (struct text){0};
    return any;
}

static bool turn_off(struct settings *settings, const char *selectors, bool what, struct text *unknown) {
    bool taken[MESSAGE_COUNT] = {false};
    if (!take(selectors, taken, unknown))
        return false;
    for (unsigned i = 0; i < MESSAGE_COUNT; i++)
        if (taken[i] == what)
            settings->severity[i] = SEVERITY_OFF;
    return true;
}

bool settings_select(struct settings *settings, const char *selectors, struct text *unknown) {
    if (!turn_off(settings, selectors, false, unknown))
        return false;
    struct text rest = text_of(selectors), selector;
    while (next_selector(&rest, &selector)) {
        enum message named = catalogue_find(selector);
        if (named == MESSAGE_COUNT || settings->severity[named] != SEVERITY_OFF)
            continue;
        enum severity usual = catalogue_row(named)->severity;
        settings->severity[named] = usual == SEVERITY_OFF ? SEVERITY_WARNING : usual;
    }
    return true;
}

bool settings_ignore(struct settings *settings, const char *selectors, struct text *unknown) {
    return turn_off(settings, selectors, true, unknown);
}

/* Places. */

static bool continues(const struct source *source, uint32_t offset) {
    return offset < source->bytes.len && ((unsigned char)source->bytes.at[offset] & 0xC0) == 0x80;
}

static uint32_t count_between(const struct source *source, uint32_t begin, uint32_t end) {
    return (uint32_t)utf8_count(text_slice(source->bytes, begin, end));
}

static uint32_t distance(uint32_t a, uint32_t b) { return a < b ? b - a : a - b; }

/* Line and column of an offset, counted from the nearest of its line's begin and the cursors. */
static struct place_cursor locate(const struct place_cursor cursors[2], const struct source *source,
                                  uint32_t offset) {
    uint32_t line = source_line_at(source, offset);
    struct place_cursor from = {line, source->line_begin[line - 1], 1};
    /* In the midst of a character counts are not to be added up, so only the line's begin will do. */
    bool whole = !continues(source, offset);
    for (int i = 0; i < 2; i++)
        if (whole && cursors[i].line == line && !continues(source, cursors[i].offset) &&
            distance(cursors[i].offset, offset) < distance(from.offset, offset))
            from = cursors[i];
    uint32_t column = from.offset <= offset ? from.column + count_between(source, from.offset, offset)
                                            : from.column - count_between(source, offset, from.offset);
    return (struct place_cursor){line, offset, column};
}

/* The part of a line, as offsets, that is shown for a place in it. */
static struct span cut_line(const struct source *source, struct span line, uint32_t at) {
    if (span_length(line) <= EXCERPT_LONGEST)
        return line;
    uint32_t last = line.end - EXCERPT_LONGEST;
    struct span cut = {at - line.begin > EXCERPT_BEFORE ? at - EXCERPT_BEFORE : line.begin, 0};
    if (cut.begin > last)
        cut.begin = last;
    cut.end = cut.begin + EXCERPT_LONGEST;
    /* A character has at most three bytes behind its first. */
    for (int i = 0; i < 3 && cut.begin > line.begin && continues(source, cut.begin); i++)
        cut.begin++;
    for (int i = 0; i < 3 && cut.end < line.end && continues(source, cut.end); i++)
        cut.end--;
    return cut;
}

struct place place_from(struct place_cursor cursors[2], const struct source *source, struct span span,
                        struct arena *arena) {
    uint32_t size = (uint32_t)source->bytes.len;
    span.begin = span.begin < size ? span.begin : size;
    span.end = span.end < span.begin ? span.begin : span.end < size ? span.end : size;
    cursors[0] = locate(cursors, source, span.begin);
    cursors[1] = locate(cursors, source, span.end);
    struct span line = source_line_span(source, cursors[0].line);
    uint32_t at = span.begin < line.end ? span.begin : line.end; /* not in the line's end */
    struct span shown = cut_line(source, line, at);
    return (struct place){
        .span = span,
        .line = cursors[0].line,
        .column = cursors[0].column,
        .end_line = cursors[1].line,
        .end_column = cursors[1].column,
        .excerpt = arena_copy(arena, source_text(source, shown)),
        .excerpt_column = 1 + count_between(source, shown.begin, at),
    };
}

struct place place_of(const struct source *source, struct span span, struct arena *arena) {
    struct place_cursor cursors[2] = {{0}};
    return place_from(cursors, source, span, arena);
}

/* Findings. */

void report_init(struct report *report, const char *path, const struct settings *settings) {
    *report = (struct report){.path = path, .settings = settings};
}

void report_free(struct report *report) {
    free(report->findings);
    arena_free(&report->arena);
    *report = (struct report){0};
}

bool report_wants(const struct report *report, enum message message) {
    return report->settings->severity[message] != SEVERITY_OFF;
}

/* Length of a line number at the start of rest ("812" after ":" or "line "), with what follows in "812:5" and
 * "3-5". */
static size_t line_number(struct text before, struct text rest) {
    if (!rest.len || !byte_is_digit(*rest.at))
        return 0;
    if (!text_ends(before, ":") && !text_ends(before, "line ") && !text_ends(before, "lines "))
        return 0;
    size_t n = 0;
    while (n < rest.len && (byte_is_digit(rest.at[n]) || ((rest.at[n] == ':' || rest.at[n] == '-') &&
                                                          n + 1 < rest.len && byte_is_digit(rest.at[n + 1]))))
        n++;
    return n;
}

static uint64_t hash_without_lines(struct text t, uint64_t hash) {
    size_t from = 0;
    for (size_t i = 0; i < t.len;) {
        size_t skip = line_number(text_slice(t, 0, i), text_from(t, i));
        if (skip) {
            hash = text_hash(text_slice(t, from, i), hash);
            from = i + skip;
        }
        i += skip ? skip : 1;
    }
    return text_hash(text_from(t, from), hash);
}

static uint64_t key_of(const struct finding *finding) {
    const struct text end = {"", 1}; /* a NUL, so that parts do not run together */
    char number[16];
    snprintf(number, sizeof number, "%u", (unsigned)finding->example);
    uint64_t hash = text_hash(text_of(catalogue_row(finding->message)->name), 0);
    hash = text_hash(text_of(number), text_hash(end, hash));
    hash = text_hash(text_strip(finding->place.excerpt), text_hash(end, hash));
    return hash_without_lines(finding->text, text_hash(end, hash));
}

static struct text print(struct arena *arena, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

static struct text print(struct arena *arena, const char *format, va_list arguments) {
    char small[512];
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(small, sizeof small, format, arguments);
    struct text made = {small, length > 0 ? (size_t)length : 0};
    if (made.len < sizeof small) {
        made = arena_copy(arena, made);
    } else {
        char *room = arena_get(arena, made.len + 1);
        vsnprintf(room, made.len + 1, format, again);
        made.at = room;
    }
    va_end(again);
    return made;
}

/* Adds the finding, whose excerpt is in the arena already. */
static struct finding *add(struct report *report, const struct finding *finding) {
    MEMORY_ROOM(report->findings, report->count, report->capacity);
    struct finding *added = &report->findings[report->count++];
    *added = *finding;
    added->severity = report->settings->severity[finding->message];
    added->key = key_of(added);
    return added;
}

struct finding *report_add(struct report *report, const struct document *document, enum message message,
                           struct span span, const char *format, ...) {
    if (!report_wants(report, message))
        return NULL;
    if (report->counted != document->source) {
        report->counted = document->source;
        memset(report->cursors, 0, sizeof report->cursors);
    }
    report->edited = document->source;
    struct finding finding = {.message = message};
    finding.place = place_from(report->cursors, document->source, span, &report->arena);
    const struct entry *entry = document_entry_at(document, span.begin);
    if (entry && entry->type == ENTRY_EXAMPLE && entry->number) {
        finding.example = entry->number;
        finding.noun = document->profile->noun;
    }
    va_list arguments;
    va_start(arguments, format);
    finding.text = print(&report->arena, format, arguments);
    va_end(arguments);
    return add(report, &finding);
}

struct finding *report_add_at(struct report *report, enum message message, struct place place,
                              uint32_t example, const char *noun, const char *format, ...) {
    if (!report_wants(report, message))
        return NULL;
    report->edited = NULL;
    place.excerpt = arena_copy(&report->arena, place.excerpt);
    struct finding finding = {
        .message = message, .place = place, .example = example, .noun = example ? noun : NULL};
    va_list arguments;
    va_start(arguments, format);
    finding.text = print(&report->arena, format, arguments);
    va_end(arguments);
    return add(report, &finding);
}

static struct position locate_edit(struct report *report, uint32_t offset) {
    const struct source *source = report->edited;
    if (!source)
        return (struct position){0, 0};
    struct place_cursor found = locate(report->cursors, source, offset);
    report->cursors[1] = found; /* the next edit stands behind this one */
    return (struct position){found.line, found.column};
}

void report_fix(struct report *report, struct finding *finding, struct span span, struct text replacement) {
    if (!finding)
        return;
    /* The room is a power of two, so it is full when the count is one. */
    size_t count = finding->edit_count;
    struct edit *edits = (struct edit *)(uintptr_t)finding->edits; /* our own, const for others */
    if ((count & (count - 1)) == 0) {
        edits = ARENA_ARRAY(&report->arena, struct edit, count ? count * 2 : 1);
        if (count)
            memcpy(edits, finding->edits, count * sizeof *edits);
    }
    struct edit *edit = &edits[count];
    *edit = (struct edit){.span = span, .replacement = arena_copy(&report->arena, replacement)};
    edit->begin = locate_edit(report, span.begin);
    edit->end = locate_edit(report, span.end);
    finding->edits = edits;
    finding->edit_count = count + 1;
}

static int compare_numbers(uint32_t a, uint32_t b) { return a < b ? -1 : a > b; }

/* As the contract has it; what follows only makes the order of like ones certain. */
static int compare(const void *left, const void *right) {
    const struct finding *a = left, *b = right;
    int order = compare_numbers(a->place.line, b->place.line);
    if (!order)
        order = compare_numbers(a->place.column, b->place.column);
    if (!order && a->message != b->message)
        order = strcmp(catalogue_row(a->message)->name, catalogue_row(b->message)->name);
    if (!order)
        order = text_compare(a->text, b->text);
    if (!order)
        order = compare_numbers(a->place.span.end, b->place.span.end);
    return order ? order : compare_numbers(a->example, b->example);
}

void report_sort(struct report *report) {
    if (report->count)
        qsort(report->findings, report->count, sizeof *report->findings, compare);
}
