/* SPDX-License-Identifier: MIT */
#include "rule/variant.h"

#include <stdlib.h>

#include "base/diff.h"
#include "base/memory.h"
#include "doc/profile.h"
#include "rule/wording.h"

enum { LINES_SHOWN = 3, LONGEST_LINE = 60 /* bytes of a line that a message shows */ };



/* An example of one form and the same of the other. */
struct pair {
    const struct variant *first, *second;
    const struct entry *a, *b;
    void (*render)(struct text markdown, struct buf *out);
};

struct numbered {
    const struct entry *entry;
    uint32_t at;
};

static int compare_numbered(const void *a, const void *b) {
    const struct numbered *x = a, *y = b;
    if (x->entry->number != y->entry->number)
        return x->entry->number < y->entry->number ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

static size_t collect(const struct document *document, struct numbered **examples) {
    size_t count = 0;
    *examples = memory_get_zeroed((size_t)document->entry_count + 1, sizeof **examples);
    for (uint32_t i = 0; i < document->entry_count; i++)
        if (document->entries[i].type == ENTRY_EXAMPLE)
            (*examples)[count++] = (struct numbered){&document->entries[i], i};
    qsort(*examples, count, sizeof **examples, compare_numbered);
    return count;
}

/* The place of a span; where the document was made from something else, of the line in that. */
static struct place place_in(const struct variant *variant, struct span span, uint32_t line) {
    bool own = variant->document->source == variant->source;
    return place_of(variant->source, own ? span : source_line_span(variant->source, line), &variant->report->arena);
}

static void add(const struct variant *variant, enum message message, struct span span, uint32_t line,
                const struct entry *entry, const struct buf *text) {
    report_add_at(variant->report, message, place_in(variant, span, line), entry->number,
                  variant->document->profile->noun, "%.*s", TEXT_ARG(buf_text(text)));
}

static bool has_number(const struct document *document, uint32_t number) {
    for (uint32_t i = 0; i < document->entry_count; i++)
        if (document->entries[i].type == ENTRY_EXAMPLE && document->entries[i].number == number)
            return true;
    return false;
}

static void report_alone(const struct variant *has, const struct variant *lacks, const struct entry *entry) {
    struct buf text = {0}, noun = {0};
    wording_noun(&noun, has->document->profile->noun, 1);
    bool repeated = has_number(lacks->document, entry->number);
    buf_print(&text, "%s has no %s%s %u; it is \"%.*s\" here", lacks->path, repeated ? "further " : "", noun.at,
              entry->number, TEXT_ARG(entry->title));
    add(has, MESSAGE_VARIANT_MISSING, span_of_heading(entry), entry->line, entry, &text);
    buf_free(&noun);
    buf_free(&text);
}

/* What a site's typography makes of plain characters, and copied text therefore has. */
static const char *const typography[][2] = {
    {"\xE2\x80\x98", "'"}, {"\xE2\x80\x99", "'"}, {"\xE2\x80\x9C", "\""},
    {"\xE2\x80\x9D", "\""}, {"\xE2\x80\xA6", "..."},
};

/* Adds the character at the front of a text, curly quotes made straight; gives its length. */
static size_t add_straight(struct text t, struct buf *out) {
    for (size_t i = 0; *t.at == '\xE2' && i < sizeof typography / sizeof *typography; i++)
        if (text_starts(t, typography[i][0])) {
            buf_add_string(out, typography[i][1]);
            return strlen(typography[i][0]);
        }
    buf_add_byte(out, *t.at);
    return 1;
}

/* Markdown as it reads: rendered, with white space in runs counting as one blank, and without typography. */
static void read_text(void (*render)(struct text markdown, struct buf *out), struct text markdown, struct buf *out) {
    struct buf shown = {0};
    render(markdown, &shown);
    struct text t = text_strip(buf_text(&shown));
    buf_add_string(out, "");
    for (size_t i = 0; i < t.len;) {
        bool space = byte_is_blank(t.at[i]) || byte_is_eol(t.at[i]);
        if (space && out->at[out->len - 1] != ' ')
            buf_add_byte(out, ' ');
        i += space ? 1 : add_straight(text_from(t, i), out);
    }
    buf_free(&shown);
}

static void compare_titles(const struct pair *pair) {
    struct buf a = {0}, b = {0}, text = {0};
    read_text(pair->render, pair->a->title, &a);
    read_text(pair->render, pair->b->title, &b);
    if (!text_equal(buf_text(&a), buf_text(&b))) {
        buf_print(&text, "the title is \"%s\", but \"%s\" in %s:%u", b.at, a.at, pair->first->path, pair->a->line);
        add(pair->second, MESSAGE_VARIANT_TITLE, span_of_heading(pair->b), pair->b->line, pair->b, &text);
    }
    buf_free(&a);
    buf_free(&b);
    buf_free(&text);
}

/* Adds where two texts part: "…from here on". */
static void add_from(struct text t, size_t at, struct buf *out) {
    while (at && t.at[at - 1] != ' ')
        at--;
    struct text rest = text_from(t, at);
    size_t end = rest.len;
    if (end > LONGEST_LINE)
        for (end = LONGEST_LINE; end && ((unsigned char)rest.at[end] & 0xC0) == 0x80;)
            end--;
    buf_print(out, "\"%s%.*s%s\"", at ? "…" : "", TEXT_ARG(text_slice(rest, 0, end)), end < rest.len ? "…" : "");
}

static void compare_takeaways(const struct pair *pair) {
    const struct block *a = entry_find(pair->first->document, pair->a, BLOCK_TAKEAWAY);
    const struct block *b = entry_find(pair->second->document, pair->b, BLOCK_TAKEAWAY);
    struct buf said_a = {0}, said_b = {0}, text = {0};
    if (a)
        read_text(pair->render, a->markdown, &said_a);
    if (b)
        read_text(pair->render, b->markdown, &said_b);
    const char *kind = wording_kind(pair->second->document->profile, BLOCK_TAKEAWAY);
    struct text x = buf_text(&said_a), y = buf_text(&said_b);
    size_t same = 0;
    while (same < x.len && same < y.len && x.at[same] == y.at[same])
        same++;
    if (a && !b) {
        buf_print(&text, "the \"%s\" of %s:%u is not here", kind, pair->first->path, a->line);
    } else if (b && !a) {
        buf_print(&text, "%s:%u has no \"%s\"", pair->first->path, pair->a->line, kind);
    } else if (!text_equal(x, y)) {
        buf_print(&text, "the \"%s\" says ", kind);
        add_from(y, same, &text);
        buf_add_string(&text, ", but ");
        add_from(x, same, &text);
        buf_print(&text, " in %s:%u", pair->first->path, a->line);
    }
    if (text.len)
        add(pair->second, MESSAGE_VARIANT_TAKEAWAY, b ? span_of_content(pair->second->document, b) : span_of_heading(pair->b),
            b ? b->line : pair->b->line, pair->b, &text);
    buf_free(&said_a);
    buf_free(&said_b);
    buf_free(&text);
}

static bool is_word(char c) {
    return byte_is_alpha(c) || byte_is_digit(c) || c == '_' || (unsigned char)c >= 0x80;
}

/* The code of an example: all blocks of it, without annotations and blank lines. */
struct code {
    const struct block *first; /* block; NULL where there is none */
    struct buf bare;           /* a line each, without the white space that makes no difference */
    struct text *lines;        /* the same as they stand, in the arena */
    size_t count, capacity;
    struct arena arena;
};

/* Adds a line; what is left of its white space is one blank between two words. */
static void add_line(struct code *code, struct text line) {
    struct buf *out = &code->bare;
    size_t begin = out->len;
    bool blank = false;
    for (size_t i = 0; i < line.len; i++) {
        char c = line.at[i];
        if (byte_is_blank(c)) {
            blank = true;
            continue;
        }
        if (blank && out->len > begin && is_word(out->at[out->len - 1]) && is_word(c))
            buf_add_byte(out, ' ');
        buf_add_byte(out, c);
        blank = false;
    }
    if (out->len == begin)
        return;
    buf_add_byte(out, '\n');
    MEMORY_ROOM(code->lines, code->count, code->capacity);
    code->lines[code->count++] = text_trim(line);
}

static void code_read(const struct document *document, const struct entry *entry, struct code *code) {
    *code = (struct code){0};
    buf_add_string(&code->bare, "");
    for (uint32_t i = 0; i < entry->block_count; i++) {
        const struct block *block = &document->blocks[entry->first_block + i];
        if (block->kind != BLOCK_CODE)
            continue;
        code->first = code->first ? code->first : block;
        struct text rest = block_without_annotations(block, &code->arena), line;
        while (text_next_line(&rest, &line))
            add_line(code, line);
    }
}

static void code_free(struct code *code) {
    buf_free(&code->bare);
    free(code->lines);
    arena_free(&code->arena);
}

/* Whether both are the same when line ends are set aside, too. */
static bool same_code(struct text a, struct text b) {
    size_t i = 0, j = 0;
    for (;;) {
        while (i < a.len && (a.at[i] == '\n' || a.at[i] == ' '))
            i++;
        while (j < b.len && (b.at[j] == '\n' || b.at[j] == ' '))
            j++;
        if (i == a.len || j == b.len)
            return i == a.len && j == b.len;
        if (a.at[i++] != b.at[j++])
            return false;
    }
}

/* Number at the start of a text, which it is taken off; 0 where there is none. */
static size_t take_number(struct text *t) {
    size_t number = 0;
    for (; t->len && byte_is_digit(*t->at); *t = text_from(*t, 1))
        number = number * 10 + (size_t)(*t->at - '0');
    return number;
}

/* "@@ -3,2 +4 @@": the lines that a hunk begins at, counted from 0. */
static void read_hunk(struct text line, size_t *a, size_t *b) {
    size_t *const begins[] = {a, b};
    line = text_from(line, strlen("@@ -"));
    for (int i = 0; i < 2; i++) {
        size_t first = take_number(&line), count = 1;
        if (text_starts(line, ",")) {
            line = text_from(line, 1);
            count = take_number(&line);
        }
        *begins[i] = count ? first - 1 : first; /* of no lines: the one before is named */
        line = text_from(line, strlen(" +"));
    }
}

static void add_shown(char mark, struct text line, struct buf *out) {
    size_t end = line.len;
    if (end > LONGEST_LINE)
        for (end = LONGEST_LINE; ((unsigned char)line.at[end] & 0xC0) == 0x80;)
            end--;
    buf_print(out, "%s%c \"%.*s%s\"", out->len ? ", " : "", mark, TEXT_ARG(text_slice(line, 0, end)),
              end < line.len ? "…" : "");
}

/* Adds what a diff says in short: how many lines differ, and the first of them. */
static void add_diff(const struct code *a, const struct code *b, struct buf *out) {
    struct buf diff = {0}, shown = {0};
    size_t gone = 0, come = 0, i = 0, j = 0;
    diff_unified(buf_text(&a->bare), buf_text(&b->bare), "code", &diff);
    struct text rest = buf_text(&diff), line;
    text_next_line(&rest, &line);
    text_next_line(&rest, &line); /* the names */
    while (text_next_line(&rest, &line)) {
        char mark = line.len ? *line.at : ' ';
        bool show = gone + come < LINES_SHOWN;
        if (mark == '@') {
            read_hunk(line, &i, &j);
            continue;
        }
        if (mark == '-' && show && i < a->count)
            add_shown(mark, a->lines[i], &shown);
        if (mark == '+' && show && j < b->count)
            add_shown(mark, b->lines[j], &shown);
        gone += mark == '-';
        come += mark == '+';
        i += mark != '+';
        j += mark != '-';
    }
    buf_print(out, "%zu line%s less, %zu more: %s%s", gone, gone == 1 ? "" : "s", come, shown.at ? shown.at : "",
              gone + come > LINES_SHOWN ? ", …" : "");
    buf_free(&diff);
    buf_free(&shown);
}

static void compare_code(const struct pair *pair) {
    struct code a, b;
    struct buf text = {0};
    code_read(pair->first->document, pair->a, &a);
    code_read(pair->second->document, pair->b, &b);
    if (!same_code(buf_text(&a.bare), buf_text(&b.bare))) {
        buf_print(&text, "the code differs from that in %s:%u, annotations and white space aside: ",
                  pair->first->path, a.first ? a.first->line : pair->a->line);
        add_diff(&a, &b, &text);
        struct span span =
            b.first ? span_first_line(pair->second->document, b.first->span) : span_of_heading(pair->b);
        add(pair->second, MESSAGE_VARIANT_CODE, span, b.first ? b.first->line : pair->b->line, pair->b, &text);
    }
    code_free(&a);
    code_free(&b);
    buf_free(&text);
}

void variants_compare(const struct variant *first, const struct variant *second,
                      void (*render)(struct text markdown, struct buf *out)) {
    struct numbered *a, *b;
    size_t a_count = collect(first->document, &a), b_count = collect(second->document, &b), i = 0, j = 0;
    while (i < a_count || j < b_count) {
        uint32_t left = i < a_count ? a[i].entry->number : UINT32_MAX;
        uint32_t right = j < b_count ? b[j].entry->number : UINT32_MAX;
        if (left < right) {
            report_alone(first, second, a[i++].entry);
        } else if (right < left) {
            report_alone(second, first, b[j++].entry);
        } else {
            struct pair pair = {first, second, a[i++].entry, b[j++].entry, render};
            compare_titles(&pair);
            compare_takeaways(&pair);
            compare_code(&pair);
        }
    }
    free(a);
    free(b);
}
