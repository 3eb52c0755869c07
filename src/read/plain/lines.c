/* SPDX-License-Identifier: MIT */
/* The lines and sections of a source, and what lines are by those around them. */
#include <stdlib.h>

#include "base/memory.h"
#include "read/plain/leads.h"
#include "read/plain/plain.h"

enum {
    LOOK = 4000,
    HEADING_LOOK = 300,
    STORY_LINES = 8 /* of a feature */,
    TEXT_LINES = 12 /* between quotes */
};

/* Log odds that a line is code: what is announced as output; the lines of features and texts. */
static const float least_output = 1.5F, least_step = 4;

void plain_add_line(struct plain_page *page, struct text t, uint32_t number) {
    MEMORY_ROOM(page->lines, page->line_count, page->line_capacity);
    page->lines[page->line_count++] = (struct plain_line){.text = t, .number = number};
}

static struct plain_section *open_section(struct plain_page *page, size_t heading, size_t begin) {
    MEMORY_ROOM(page->sections, page->section_count, page->section_capacity);
    struct plain_section *section = &page->sections[page->section_count++];
    *section = (struct plain_section){.heading = heading, .begin = begin};
    return section;
}

/* Whether an entry's heading begins the text, and which number it has. */
static bool heading_at(const struct plain_page *page, struct text t, uint32_t *number) {
    struct text title;
    if (t.len > HEADING_LOOK)
        return false;
    return profile_read_heading(page->profile, t, number, &title) == HEADING_ENTRY;
}

/* Offset of the next entry's heading where it was glued to the end of code, or TEXT_NONE. */
static size_t glued_heading(const struct plain_page *page, struct text t, uint32_t last) {
    size_t from = t.len > HEADING_LOOK ? t.len - HEADING_LOOK : 0;
    uint32_t number;
    struct text noun = text_of(page->profile->noun);
    for (size_t at = from + 1; (at = text_find(t, noun, at)) != TEXT_NONE; at++)
        if (at && !strchr(" \t\"'`([{*#", t.at[at - 1]) && heading_at(page, text_from(t, at), &number) &&
            number == last + 1)
            return at;
    return TEXT_NONE;
}

static void close_section(struct plain_page *page, bool glued) {
    struct plain_section *section = &page->sections[page->section_count - 1];
    section->end = page->line_count;
    section->glued = glued;
}

static void take_line(struct plain_page *page, struct text t, uint32_t number, uint32_t *last) {
    uint32_t entry;
    size_t glued = 0;
    if (heading_at(page, t, &entry)) {
        close_section(page, false);
    } else if ((glued = glued_heading(page, t, *last)) != TEXT_NONE) {
        heading_at(page, text_from(t, glued), &entry);
        plain_add_line(page, text_slice(t, 0, glued), number);
        close_section(page, true);
    } else {
        plain_add_line(page, t, number);
        return;
    }
    plain_add_line(page, text_from(t, glued), number);
    open_section(page, page->line_count - 1, page->line_count);
    *last = entry;
}

static void count_words(struct plain_page *page) {
    for (size_t i = 0; i < page->line_count; i++) {
        struct text word;
        struct text t = page->lines[i].text;
        for (size_t at = 0; words_next(t, &at, &word);)
            ++*words_at(&page->counts, word);
        size_t end = 0;
        if (!words_next(t, &end, &word) || word.at != t.at || end == t.len)
            continue;
        if (end + 1 == t.len && t.at[end] == ':')
            ++*words_at(&page->headings, word);
        if (t.at[end] == ' ' || t.at[end] == '-')
            ++*words_at(&page->openers, word);
    }
}

/* Whether a label of the profile stands somewhere in the line, where code has run into it. */
static bool holds_label(const struct plain_page *page, struct text t) {
    struct text words;
    size_t end;
    for (size_t at = 1; at < t.len && at < LOOK; at++)
        if (t.at[at] >= 'A' && t.at[at] <= 'Z' && !byte_is_blank(t.at[at - 1]) &&
            plain_label(page->profile, text_slice(t, at, at + HEADING_LOOK), &words, &end))
            return true;
    return false;
}

/* What a label announces as output is code, whatever it looks like, up to where it runs into something. */
static void mark_output(struct plain_page *page, size_t begin, size_t end) {
    bool output = false;
    for (size_t i = begin; i < end; i++) {
        struct plain_line *line = &page->lines[i];
        bool ends = line->labelled || (line->code < 0 && text_ends(line->text, ":"));
        if (output && !ends && line->code < least_output)
            line->code = least_output;
        output = (output && !ends && !holds_label(page, line->text)) || leads_announces_output(line->text);
    }
}

static void raise_lines(struct plain_page *page, size_t begin, size_t end) {
    for (size_t i = begin; i < end; i++)
        if (!page->lines[i].labelled && page->lines[i].code < least_step)
            page->lines[i].code = least_step;
}

/* The first line from `at` on that is just this text, among the next TEXT_LINES; or `end`. */
static size_t find_line(const struct plain_page *page, struct text t, size_t at, size_t end) {
    size_t limit = at + TEXT_LINES < end ? at + TEXT_LINES : end;
    while (at < limit && !text_equal(page->lines[at].text, t))
        at++;
    return at < limit ? at : end;
}

/* The lines of a text between two lines of three quotes read as prose. */
static void mark_texts(struct plain_page *page, size_t begin, size_t end) {
    for (size_t i = begin; i < end; i++) {
        struct text t = page->lines[i].text;
        if (!text_is(t, "\"\"\"") && !text_is(t, "'''"))
            continue;
        size_t close = find_line(page, t, i + 1, end);
        if (close == end)
            continue;
        raise_lines(page, i + 1, close);
        i = close;
    }
}

/* The first line from `at` on that begins a part of a feature or is its tag, among the next STORY_LINES; or
 * `at`. */
static size_t find_part(const struct plain_page *page, size_t at, size_t end) {
    size_t next = at, limit = at + STORY_LINES < end ? at + STORY_LINES : end;
    while (next < limit && !line_begins_part(page->lines[next].text) && page->lines[next].text.at[0] != '@')
        next++;
    return next < limit ? next : at;
}

/* The lines of a feature read as prose: its story, up to its first part, and the steps below each part. */
static void mark_steps(struct plain_page *page, size_t begin, size_t end) {
    bool steps = false;
    for (size_t i = begin; i < end; i++) {
        struct text t = page->lines[i].text;
        bool part = line_begins_part(t), step = steps && line_begins_step(t) && !text_ends(t, ".");
        if (part && text_starts(t, "Feature: "))
            raise_lines(page, i, find_part(page, i + 1, end));
        else if (step)
            raise_lines(page, i, i + 1);
        steps = part || step || (steps && (line_comment(t) || strchr("|\"", t.at[0])));
    }
}

void plain_look_around(struct plain_page *page, size_t begin, size_t end) {
    mark_output(page, begin, end);
    mark_steps(page, begin, end);
    mark_texts(page, begin, end);
    plain_mark_toolbars(page, begin, end);
}

/* A table of contents that was copied along has the headings too: those that come again, with nothing behind
 * them here but perhaps the heading of a group, are lines like any others. */
static void drop_contents(struct plain_page *page) {
    struct words left = {0}; /* how often each heading is still to come */
    size_t kept = 1;
    for (size_t i = 1; i < page->section_count; i++)
        ++*words_at(&left, page->lines[page->sections[i].heading].text);
    for (size_t i = 1; i < page->section_count; i++) {
        struct plain_section section = page->sections[i];
        uint32_t again = --*words_at(&left, page->lines[section.heading].text);
        if (again && !section.glued && section.end - section.begin <= 1)
            page->sections[kept - 1].end = section.end;
        else
            page->sections[kept++] = section;
    }
    page->section_count = kept;
    words_free(&left);
}

void plain_lines(struct plain_page *page) {
    uint32_t last = 0;
    open_section(page, PLAIN_NO_LINE, 0);
    for (uint32_t i = 1; i <= page->source->line_count; i++) {
        struct text t = text_strip(source_line(page->source, i));
        if (t.len)
            take_line(page, t, i, &last);
    }
    close_section(page, false);
    drop_contents(page);
    count_words(page);
    for (size_t i = 0; i < page->line_count; i++)
        plain_classify(page, &page->lines[i]);
    plain_look_around(page, 0, page->line_count);
}

void plain_part_title(struct plain_page *page, size_t line) {
    size_t end = page->sections[0].end;
    open_section(page, PLAIN_NO_LINE, 0);
    memmove(page->sections + 2, page->sections + 1, (page->section_count - 2) * sizeof *page->sections);
    page->sections[0].end = line;
    page->sections[1] =
        (struct plain_section){.heading = line, .begin = line + 1, .end = end, .titled = true};
    page->sections[1].glued = page->sections[0].glued;
    page->sections[0].glued = false;
}
