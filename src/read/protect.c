/* SPDX-License-Identifier: MIT */
/* Plain text as Markdown that renders as that text. What acts is not worked out in full: a few ways to write
 * it are tried, from no backslash to all of them, and libcmark says which is the first that renders as it
 * should. */
#include "read/protect.h"

#include <assert.h>

#include "doc/text_form.h"
#include "read/markdown.h"
#include "read/rebuilt.h"

enum { LONG_TEXT = 1 << 16, RUNS_KNOWN = 64 };

enum marks { MARKS_TAGS, MARKS_ACTING, MARKS_ALL }; /* which marks inside lines get a backslash */
enum starts {
    STARTS_PLAIN, /* what begins lines stays */
    STARTS_APART, /* as above, with blank lines before lines that are code in a list */
    STARTS_ESCAPED,
};

/* Which delimiter runs may form emphasis: those from the first that may open to the last that may close. */
struct emphasis {
    size_t first_open, last_close; /* offsets; TEXT_NONE and 0 for none */
};

struct writing {
    struct text plain;
    enum marks marks;
    enum starts starts;
    bool at_line_start; /* the first line begins a line of Markdown */
    struct emphasis star, score;
    uint32_t runs[RUNS_KNOWN]; /* how many runs of so many backticks there are */
    bool bracket;              /* a "[" came before */
    struct buf *out;
};

static bool is_word(struct text t, size_t at) {
    unsigned char c = at < t.len ? (unsigned char)t.at[at] : ' ';
    return c >= 0x80 || byte_is_alpha((char)c) || byte_is_digit((char)c);
}

static bool is_space(struct text t, size_t at) {
    return at >= t.len || byte_is_blank(t.at[at]) || byte_is_eol(t.at[at]);
}

/* Whether the run at..end can open or close emphasis, or nearly so (CommonMark 0.30, 6.2). */
static bool can_open(struct text t, size_t at, size_t end) {
    return !is_space(t, end) && !(t.at[at] == '_' && at && is_word(t, at - 1));
}

static bool can_close(struct text t, size_t at, size_t end) {
    return at && !is_space(t, at - 1) && !(t.at[at] == '_' && is_word(t, end));
}

static void look(struct writing *writing) {
    struct text t = writing->plain;
    writing->star = writing->score = (struct emphasis){TEXT_NONE, 0};
    for (size_t at = 0, run; at < t.len; at += run) {
        run = 1;
        if (t.at[at] != '*' && t.at[at] != '_' && t.at[at] != '`')
            continue;
        run = text_run(text_from(t, at), t.at[at]);
        if (t.at[at] == '`') {
            writing->runs[run < RUNS_KNOWN ? run : RUNS_KNOWN - 1]++;
            continue;
        }
        struct emphasis *emphasis = t.at[at] == '*' ? &writing->star : &writing->score;
        if (emphasis->first_open == TEXT_NONE && can_open(t, at, at + run))
            emphasis->first_open = at;
        else if (emphasis->first_open != TEXT_NONE && can_close(t, at, at + run))
            emphasis->last_close = at;
    }
}

static bool is_punctuation(char c) {
    return c && strchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", c);
}

/* "&name;" or "&#12;" */
static bool is_entity(struct text t) {
    size_t i = 1;
    while (i < t.len && i < 40 &&
           (byte_is_alpha(t.at[i]) || byte_is_digit(t.at[i]) || (i == 1 && t.at[i] == '#')))
        i++;
    return i > 1 && i < t.len && t.at[i] == ';';
}

/* Whether the marks of the run at..end mean something where they stand. */
static bool acts(const struct writing *writing, size_t at, size_t run) {
    struct text t = writing->plain;
    char c = t.at[at], next = at + run < t.len ? t.at[at + run] : '\0';
    if (c == '*' || c == '_') {
        const struct emphasis *emphasis = c == '*' ? &writing->star : &writing->score;
        return at >= emphasis->first_open && at <= emphasis->last_close &&
               (can_open(t, at, at + run) || can_close(t, at, at + run));
    }
    switch (c) {
    case '`': return writing->runs[run < RUNS_KNOWN ? run : RUNS_KNOWN - 1] > 1;
    case '\\': return !next || byte_is_eol(next) || is_punctuation(next);
    case '&': return is_entity(text_from(t, at));
    case '<': return byte_is_alpha(next) || (next && strchr("/!?", next));
    case ']': return next == '(' && writing->bracket;
    default: return false;
    }
}

/* Adds bytes at..end of the text with backslashes before the marks that want them. */
static void add_marks(struct writing *writing, size_t at, size_t end) {
    struct text t = writing->plain;
    struct buf *out = writing->out;
    assert(at >= end || t.at);
    for (size_t run; at < end; at += run) {
        char c = t.at[at];
        run = c == '*' || c == '_' || c == '`' ? text_run(text_slice(t, at, end), c) : 1;
        writing->bracket = writing->bracket || c == '[';
        if ((c == '\v' || c == '\f') && writing->marks != MARKS_TAGS) {
            buf_print(out, "&#%d;", c);
            continue;
        }
        bool mark = c && strchr("\\`*_[]<&", c);
        bool escape =
            mark && (writing->marks == MARKS_ALL || (writing->marks == MARKS_TAGS ? c == '<' : c != '['));
        escape = escape && (writing->marks == MARKS_ALL || acts(writing, at, run));
        for (size_t i = 0; i < run; i++) {
            if (escape)
                buf_add_byte(out, '\\');
            buf_add_byte(out, c);
        }
    }
}

/* Bytes of the line before which a backslash takes away what it begins; TEXT_NONE where it begins nothing. */
static size_t start_mark(struct text line) {
    size_t digits = 0;
    if (!line.len)
        return TEXT_NONE;
    char c = line.at[0];
    while (digits < line.len && byte_is_digit(line.at[digits]))
        digits++;
    if (digits && digits < 10)
        return digits < line.len && (line.at[digits] == '.' || line.at[digits] == ')') &&
                       is_space(line, digits + 1)
                   ? digits
                   : TEXT_NONE;
    if (c == '#')
        return text_run(line, c) < 7 && is_space(line, text_run(line, c)) ? 0 : TEXT_NONE;
    if (c == '>' || (c == '[' && text_form_verbatim(line) == VERBATIM_DEFINITION))
        return 0;
    if ((c == '-' || c == '+' || c == '*') && is_space(line, 1))
        return 0;
    if (strchr("=-*_", c)) { /* an underline or a thematic break */
        size_t i = 0;
        while (i < line.len && (line.at[i] == c || byte_is_blank(line.at[i])))
            i++;
        return i == line.len ? 0 : TEXT_NONE;
    }
    return (c == '~' || c == '`') && text_run(line, c) >= 3 ? 0 : TEXT_NONE;
}

/* Where the text of a list item or a quote begins in its line. */
static size_t content_column(struct text line) {
    size_t at = 0, digits = 0;
    for (;;) {
        while (at < line.len && (line.at[at] == ' ' || line.at[at] == '>'))
            at++;
        for (digits = 0; at + digits < line.len && byte_is_digit(line.at[at + digits]);)
            digits++;
        if (at + 1 < line.len && line.at[at] == '-' && line.at[at + 1] == ' ')
            at += 2;
        else if (digits && at + digits + 1 < line.len && line.at[at + digits] == '.' &&
                 line.at[at + digits + 1] == ' ')
            at += digits + 2;
        else
            return at;
    }
}

static size_t container_column(struct text line) {
    size_t at = 0;
    while (at < line.len && (line.at[at] == ' ' || line.at[at] == '>'))
        at++;
    return at;
}

static void add_start(struct writing *writing, struct text line, size_t *at, bool first) {
    size_t blanks = 0;
    while (blanks < line.len && byte_is_blank(line.at[blanks]))
        blanks++;
    if (blanks && !first) { /* libcmark would drop them */
        buf_print(writing->out, "&#%d;", line.at[0]);
        buf_add(writing->out, text_slice(line, 1, blanks));
    }
    struct text rest = text_from(line, blanks);
    size_t mark = first && !writing->at_line_start ? TEXT_NONE : start_mark(rest);
    size_t before = mark == TEXT_NONE ? 0 : mark;
    buf_add(writing->out, text_slice(rest, 0, before));
    *at += blanks + before;
    bool doubled = mark != TEXT_NONE && writing->marks == MARKS_ALL && strchr("*_`[", rest.at[mark]);
    if (mark == TEXT_NONE || doubled)
        return;
    buf_add_byte(writing->out, '\\');
    buf_add_byte(writing->out, rest.at[mark]);
    *at += 1;
}

static void write_lines(struct writing *writing) {
    struct text rest = writing->plain, line;
    size_t column = 0;
    bool first = true, code = false;
    while (text_next_line(&rest, &line)) {
        size_t at = (size_t)(line.at - writing->plain.at), end = at + line.len;
        if (!first)
            buf_add_byte(writing->out, '\n');
        bool deep = !first && writing->starts == STARTS_APART && container_column(line) >= column + 4;
        if (deep && !code) {
            struct text quote = text_trim_right(text_slice(line, 0, container_column(line)));
            buf_add(writing->out, quote);
            buf_add_byte(writing->out, '\n');
        }
        if (!deep)
            column = content_column(line);
        code = deep;
        if (writing->starts == STARTS_ESCAPED)
            add_start(writing, line, &at, first);
        if (deep)
            buf_add(writing->out, line);
        else
            add_marks(writing, at, end);
        first = false;
    }
}

enum shape protect_shape(struct text markdown) {
    struct source source;
    struct arena arena = {0};
    source_init(&source, "", markdown);
    struct node_list list = markdown_parse(&source, 0, &arena);
    enum shape shape = list.count == 1 ? list.nodes[0].part.shape : SHAPE_NONE;
    source_free(&source);
    arena_free(&arena);
    return shape;
}

static bool renders_as(struct text markdown, struct text wanted) {
    struct buf rendered = {0};
    markdown_text(markdown, &rendered);
    bool same = text_equal(buf_text(&rendered), wanted);
    buf_free(&rendered);
    return same;
}

/* Lines without blanks at their ends; blank ones go, and so do blanks before the first. */
static void tidy(struct text plain, struct buf *out) {
    struct text line;
    while (text_next_line(&plain, &line)) {
        line = text_trim_right(line);
        if (!line.len)
            continue;
        if (out->len)
            buf_add_byte(out, '\n');
        buf_add(out, out->len ? line : text_trim_left(line));
    }
}

/* Text that is a paragraph whatever stands in it. */
static bool is_harmless(struct text t) {
    if (!t.len || !is_word(t, 0) || byte_is_digit(t.at[0]))
        return false;
    for (size_t i = 0; i < t.len; i++)
        if (strchr("\\`*_[<&\v\f\n", t.at[i]) || !t.at[i])
            return false;
    return true;
}

bool protect_holds(struct text markdown, struct text plain, enum shape shape) {
    struct buf text = {0};
    tidy(plain, &text);
    bool holds = protect_shape(markdown) == shape && renders_as(markdown, buf_text(&text));
    buf_free(&text);
    return holds;
}

/* #s at a heading's end would be taken for closing ones. */
static void keep_hashes(struct buf *heading) {
    size_t end = heading->len;
    while (end && heading->at[end - 1] == '#')
        end--;
    if (end == heading->len || !end || !byte_is_blank(heading->at[end - 1]))
        return;
    buf_add_byte(heading, '#');
    heading->at[end] = '\\';
}

static bool shape_fits(enum protect_as as, enum shape shape) {
    if (as == PROTECT_TITLE)
        return shape == SHAPE_ATX;
    return shape == SHAPE_PARAGRAPH || (as == PROTECT_BLOCK && (shape == SHAPE_LIST || shape == SHAPE_QUOTE));
}

enum shape protect(enum protect_as as, struct text prefix, struct text plain, struct buf *out) {
    static const struct {
        enum marks marks;
        enum starts starts;
    } ways[] = {{MARKS_TAGS, STARTS_PLAIN},   {MARKS_TAGS, STARTS_APART},   {MARKS_TAGS, STARTS_ESCAPED},
                {MARKS_ACTING, STARTS_PLAIN}, {MARKS_ACTING, STARTS_APART}, {MARKS_ACTING, STARTS_ESCAPED},
                {MARKS_ALL, STARTS_PLAIN},    {MARKS_ALL, STARTS_ESCAPED}};
    enum { WAYS = sizeof ways / sizeof *ways };
    struct buf text = {0}, wanted = {0}, made = {0};
    tidy(plain, &text);
    struct writing writing = {.plain = buf_text(&text), .out = &made};
    writing.at_line_start = as != PROTECT_TITLE && (!prefix.len || prefix.at[prefix.len - 1] == '\n');
    enum shape shape = SHAPE_PARAGRAPH;
    if (!prefix.len && is_harmless(buf_text(&text))) {
        buf_add(out, buf_text(&text));
        buf_free(&text);
        return shape;
    }
    look(&writing);
    if (as != PROTECT_TITLE && prefix.len) {
        markdown_text(prefix, &wanted);
        buf_add_byte(&wanted, writing.at_line_start ? '\n' : ' ');
    }
    buf_add(&wanted, buf_text(&text));
    for (size_t way = 0; way<WAYS; way = text.len> LONG_TEXT ? WAYS - 1 : way + 1) {
        writing.marks = ways[way].marks;
        writing.starts = ways[way].starts;
        writing.bracket = false;
        buf_cut(&made, 0);
        buf_add(&made, prefix);
        write_lines(&writing);
        if (as == PROTECT_TITLE)
            keep_hashes(&made);
        shape = way + 1 < WAYS ? protect_shape(buf_text(&made)) : SHAPE_PARAGRAPH;
        if (way + 1 == WAYS || (shape_fits(as, shape) && renders_as(buf_text(&made), buf_text(&wanted))))
            break;
    }
    buf_add(out, text_from(buf_text(&made), prefix.len));
    buf_free(&text);
    buf_free(&wanted);
    buf_free(&made);
    return shape;
}

void prose_protect(struct text plain, struct buf *out) {
    protect(PROTECT_BLOCK, TEXT(""), plain, out);
}

void title_protect(struct text plain, struct buf *out) {
    protect(PROTECT_TITLE, TEXT("# "), plain, out);
}
