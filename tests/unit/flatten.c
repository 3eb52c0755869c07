/* SPDX-License-Identifier: MIT */
#include "flatten.h"

#include "read/front_matter.h"
#include "read/rebuilt.h"
#include "read/yaml.h"

struct flattening {
    struct buf *out;
    struct buf paragraph; /* Markdown of the one that is being gathered */
    bool glued;           /* code has just ended: what follows goes on in its line */
    char mark;            /* of the fence that is open, or NUL */
    size_t length;        /* of its opening run */
    size_t indent;        /* columns before it */
};

void flatten_line(struct text line, struct buf *out) {
    line = text_trim(line);
    for (size_t i = 0; i < line.len; i++)
        if (!byte_is_blank(line.at[i]))
            buf_add_byte(out, line.at[i]);
        else if (!byte_is_blank(line.at[i - 1]))
            buf_add_byte(out, ' ');
}

static void put(struct flattening *f, struct text line) {
    line = text_trim(line);
    if (!line.len)
        return;
    if (f->out->len && !f->glued)
        buf_add_byte(f->out, '\n');
    f->glued = false;
    flatten_line(line, f->out);
}

/* The length of a code span that begins at the offset, or of the backticks that begin none. */
static size_t code_span(struct text t, size_t at) {
    size_t run = text_run(text_from(t, at), '`');
    for (size_t i = at + run; i < t.len; i++) {
        size_t close = text_run(text_from(t, i), '`');
        if (close == run)
            return i + close - at;
        i += close;
    }
    return run;
}

/* Markdown with the quotes that a typographer makes of straight ones, outside of code spans. */
static void curl(struct text t, struct buf *out) {
    bool open = false;
    for (size_t i = 0; i < t.len; i++) {
        char c = t.at[i];
        size_t span = c == '`' ? code_span(t, i) : c == '\\' ? 2 : 0;
        if (span) {
            buf_add(out, text_slice(t, i, i + span));
            i += span - 1;
        } else if (c == '"' && (open || text_find_byte(t, '"', i + 1) != TEXT_NONE)) {
            buf_add_string(out, open ? "\u201D" : "\u201C");
            open = !open;
        } else if (c == '\'' && i && i + 1 < t.len && byte_is_alpha(t.at[i - 1]) &&
                   byte_is_alpha(t.at[i + 1])) {
            buf_add_string(out, "\u2019");
        } else {
            buf_add_byte(out, c);
        }
    }
}

static void end_paragraph(struct flattening *f) {
    struct buf curled = {0}, shown = {0};
    if (!f->paragraph.len)
        return;
    curl(buf_text(&f->paragraph), &curled);
    markdown_text(buf_text(&curled), &shown);
    put(f, buf_text(&shown));
    buf_cut(&f->paragraph, 0);
    buf_free(&curled);
    buf_free(&shown);
}

/* The bytes that a list item's mark takes, or 0. */
static size_t item_mark(struct text t) {
    size_t n = 0;
    while (n < t.len && byte_is_digit(t.at[n]))
        n++;
    bool mark = n < t.len && (n ? t.at[n] == '.' : strchr("-*+", t.at[0]) != NULL);
    return mark && n + 1 < t.len && t.at[n + 1] == ' ' ? n + 2 : 0;
}

static bool is_break(struct text t) {
    size_t marks = 0;
    for (size_t i = 0; i < t.len; i++) {
        if (!byte_is_blank(t.at[i]) && (!strchr("-*_", t.at[i]) || t.at[i] != t.at[0]))
            return false;
        marks += t.at[i] == t.at[0];
    }
    return marks >= 3;
}

static size_t columns_before(struct text line) {
    size_t columns = 0;
    for (size_t i = 0; i < line.len && byte_is_blank(line.at[i]); i++)
        columns += line.at[i] == '\t' ? 4 - columns % 4 : 1;
    return columns;
}

/* Whether a fence opens or closes with the line. */
static bool take_fence(struct flattening *f, struct text line) {
    struct text t = text_trim(line);
    size_t run = t.len && strchr("`~", t.at[0]) ? text_run(t, t.at[0]) : 0;
    size_t indent = columns_before(line);
    if (f->mark && run >= f->length && t.at[0] == f->mark && run == t.len && indent < f->indent + 4) {
        f->mark = 0;
        return true;
    }
    if (f->mark || run < 3)
        return false;
    end_paragraph(f);
    f->mark = t.at[0];
    f->length = run;
    f->indent = indent;
    return true;
}

static void take_line(struct flattening *f, struct text line) {
    struct text t = text_trim(line);
    size_t marks = text_run(t, '#'), mark;
    if (!t.len || is_break(t)) {
        end_paragraph(f);
        return;
    }
    bool heading = marks && marks <= 6 && marks < t.len && t.at[marks] == ' ';
    mark = heading ? marks + 1 : item_mark(t);
    if (mark)
        end_paragraph(f);
    else if (f->paragraph.len)
        buf_add_byte(&f->paragraph, ' ');
    t = text_trim(text_from(t, mark));
    /* What the item says is a paragraph of its own, whatever it looks like. */
    if (mark && (item_mark(t) || text_run(t, '#')))
        buf_add_byte(&f->paragraph, '\\');
    buf_add(&f->paragraph, t);
    if (heading)
        end_paragraph(f);
}

/* Adds the title that front matter gives, as a line; takes the front matter off the page. */
static void take_title(struct flattening *f, struct text *page) {
    struct arena arena = {0};
    struct value_error error = {0};
    struct front_matter front_matter = {0};
    uint32_t body = front_matter_split(*page, &front_matter);
    if (front_matter.present) {
        put(f, value_get_string(yaml_load(front_matter.text, 0, &arena, &error), "title"));
        *page = text_from(*page, body);
    }
    arena_free(&arena);
}

void flatten_page(struct text markdown, struct buf *out) {
    struct flattening f = {.out = out};
    struct text line;
    take_title(&f, &markdown);
    bool diagram = false;
    while (text_next_line(&markdown, &line)) {
        bool inside = f.mark != 0;
        if (take_fence(&f, line)) {
            if (inside)
                f.glued = !diagram;
            diagram = text_starts(text_trim_left(text_from(text_trim(line), f.length)), "mermaid");
        } else if (inside) {
            put(&f, line);
        } else {
            take_line(&f, line);
        }
    }
    end_paragraph(&f);
    buf_add_byte(out, '\n');
    buf_free(&f.paragraph);
}
