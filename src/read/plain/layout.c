/* SPDX-License-Identifier: MIT */
#include "read/plain/layout.h"

#include <assert.h>
#include <stdlib.h>

#include "base/memory.h"

/* What a page is made of beside its tags. */
enum page_part { PART_OWN, PART_SCRIPT, PART_SHEET, PART_COUNT };

/* Where the scanner is, over the lines of a block. */
struct masking {
    const struct language *languages[PART_COUNT];
    const struct language *language; /* of the part that we are in */
    enum page_part part;
    struct text closer; /* of what is open, or empty */
    char escape;
    bool comment;        /* what is open is a comment */
    struct text heredoc; /* the word that ends the here-document */
    size_t failed_from[PART_COUNT][LANGUAGE_STRINGS + LANGUAGE_LEADERS]; /* nothing closes from this line on:
                                                                            do not look again */
};

static void begin_masking(struct masking *m, const struct grammar *grammar) {
    bool page = grammar->style == STYLE_TAGS;
    m->language = grammar_language(grammar);
    m->languages[PART_OWN] = m->language;
    m->languages[PART_SCRIPT] = page ? language_find(TEXT("typescript")) : m->language;
    m->languages[PART_SHEET] = page ? language_find(TEXT("css")) : m->language;
}

static bool begins_element(struct text t, const char *begin, const char *end) {
    return text_starts(t, begin) && text_find(t, text_of(end), 0) == TEXT_NONE;
}

/* Scripts and style sheets in a page have the comments and strings of their own languages. */
static void follow_part(struct masking *m, struct text t) {
    if (m->part != PART_OWN)
        m->part = text_starts(t, m->part == PART_SCRIPT ? "</script" : "</style") ? PART_OWN : m->part;
    else if (begins_element(t, "<script", "</script"))
        m->part = PART_SCRIPT;
    else if (begins_element(t, "<style", "</style"))
        m->part = PART_SHEET;
    m->language = m->languages[m->part];
}

struct text layout_word(struct text t) {
    size_t n = 0;
    while (n < t.len && byte_is_word(t.at[n]))
        n++;
    return text_slice(t, 0, n);
}

bool layout_ends_any(struct text code, const char *const *ends) {
    for (; *ends; ends++)
        if (text_ends(code, *ends) || (**ends == ' ' && text_is(code, *ends + 1)))
            return true;
    return false;
}

bool layout_listed(const char *list, struct text word) {
    if (!list || !word.len)
        return false;
    struct text rest = text_of(list);
    for (size_t at = 0; (at = text_find(rest, word, at)) != TEXT_NONE; at++) {
        size_t end = at + word.len;
        if ((!at || rest.at[at - 1] == ' ') && (end == rest.len || rest.at[end] == ' '))
            return true;
    }
    return false;
}

/* Whether a closer stands on one of the lines behind. */
static bool closes_later(const struct layout *layout, size_t line, const char *closer) {
    for (size_t i = line + 1; i < layout->count; i++)
        if (text_find(layout->lines[i].text, text_of(closer), 0) != TEXT_NONE)
            return true;
    return false;
}

static bool may_span(struct layout *layout, struct masking *m, size_t slot, size_t line, const char *closer) {
    if (m->failed_from[m->part][slot] && line >= m->failed_from[m->part][slot] - 1)
        return false;
    if (closes_later(layout, line, closer))
        return true;
    m->failed_from[m->part][slot] = line + 1;
    return false;
}

/* Offset behind the closer, or TEXT_NONE. */
static size_t find_close(struct text t, size_t at, struct text closer, char escape) {
    assert(closer.at);
    for (; at < t.len; at++) {
        if (escape && t.at[at] == escape) {
            at++;
            continue;
        }
        if (t.at[at] == closer.at[0] && text_starts(text_from(t, at), closer.at))
            return at + closer.len;
    }
    return TEXT_NONE;
}

static void hide(char *mask, size_t begin, size_t end, char with) {
    if (end > begin)
        memset(mask + begin, with, end - begin);
}

/* A string that opens at `at`; gives the offset behind it, or `at` where it is none. */
static size_t mask_string(struct layout *layout, struct masking *m, size_t line, size_t at, char *mask) {
    struct text t = layout->lines[line].text, rest = text_from(t, at);
    for (size_t k = 0; k < LANGUAGE_STRINGS && m->language->strings[k].open; k++) {
        const struct language_string *string = &m->language->strings[k];
        size_t open = strlen(string->open);
        if (!text_starts(rest, string->open))
            continue;
        struct text closer = text_of(string->close);
        size_t end = find_close(t, at + open, closer, string->escapes);
        if (string->character && (end == TEXT_NONE || end - at > (t.at[at + open] == '\\' ? 12U : 6U)))
            return at;
        size_t from = strchr("[{(", string->open[0]) ? at : at + 1;
        if (end != TEXT_NONE) {
            hide(mask, from, from > at ? end - 1 : end, 'x');
            return end;
        }
        if (!string->spans_lines || !may_span(layout, m, k, line, string->close))
            continue;
        m->closer = closer;
        m->escape = string->escapes;
        m->comment = false;
        hide(mask, from, t.len, 'x');
        return t.len;
    }
    return at;
}

/* Code that was put out of action: a block comment whose lines do not begin with a star. */
static bool holds_code(const struct layout *layout, size_t line, const char *closer) {
    if (strcmp(closer, "*/") != 0 || line + 1 >= layout->count || !text_is(layout->lines[line].text, "/*"))
        return false;
    return layout->lines[line + 1].text.at[0] != '*';
}

/* A comment that begins at `at`; gives the offset behind it, or `at` where it is none. */
static size_t mask_comment(struct layout *layout, struct masking *m, size_t line, size_t at, char *mask) {
    struct text t = layout->lines[line].text, rest = text_from(t, at);
    size_t best = 0, length = 0;
    for (size_t k = 0; k < LANGUAGE_LEADERS && m->language->leaders[k]; k++)
        if (text_starts(rest, m->language->leaders[k]) && strlen(m->language->leaders[k]) > length) {
            best = k;
            length = strlen(m->language->leaders[k]);
        }
    if (!length || ((m->language->traits & LANGUAGE_WORDS) && at && !byte_is_blank(t.at[at - 1])))
        return at;
    if ((m->language->traits & LANGUAGE_LINES) && at)
        return at;
    const char *closer = m->language->closers[best];
    size_t end = closer ? find_close(t, at + length, text_of(closer), 0) : t.len;
    if (end == TEXT_NONE && closer && holds_code(layout, line, closer)) {
        hide(mask, at, at + length, ' ');
        return at + length;
    }
    if (end == TEXT_NONE) {
        if (!may_span(layout, m, LANGUAGE_STRINGS + best, line, closer))
            return at;
        m->closer = text_of(closer);
        m->escape = 0;
        m->comment = true;
        end = t.len;
    }
    hide(mask, at, end, ' ');
    return end;
}

/* "<<EOF", "<<-'EOF'", "<<~SQL", in PHP "<<<TEXT" at the end of a line: the word that the here-document ends
 * with. */
static bool opens_heredoc(struct text t, struct text *word) {
    size_t at = text_find(t, TEXT("<<"), 0);
    if (at == TEXT_NONE)
        return false;
    at += 2;
    if (at < t.len && t.at[at] == '<') {
        at++;
        at += at < t.len && strchr("'\"", t.at[at]);
        *word = layout_word(text_from(t, at));
        return word->len >= 2 && word->at[0] >= 'A' && word->at[0] <= 'Z' && at + word->len + 1 >= t.len;
    }
    while (at < t.len && strchr("-~ '\"\\", t.at[at]))
        at++;
    *word = layout_word(text_from(t, at));
    return word->len >= 2 && byte_is_alpha(word->at[0]) && word->at[0] < 'a';
}

/* The word alone; authors annotate even that, and PHP goes on behind it. */
static bool ends_heredoc(struct text t, struct text word) {
    return t.len >= word.len && text_equal(text_slice(t, 0, word.len), word) &&
           (t.len == word.len || strchr(";,)", t.at[word.len]) ||
            (byte_is_blank(t.at[word.len]) && line_annotated(t)));
}

static bool stands_later(const struct layout *layout, size_t line, struct text word) {
    for (size_t i = line + 1; i < layout->count && i < line + 400; i++)
        if (ends_heredoc(layout->lines[i].text, word))
            return true;
    return false;
}

static void mask_line(struct layout *layout, struct masking *m, size_t line, char *mask) {
    struct layout_line *l = &layout->lines[line];
    struct text t = l->text;
    size_t at = 0;
    memcpy(mask, t.at, t.len);
    l->inside = m->closer.len || m->heredoc.len;
    if (m->heredoc.len) {
        bool ends = ends_heredoc(t, m->heredoc);
        at = ends ? m->heredoc.len : t.len;
        if (ends)
            m->heredoc = (struct text){0};
        hide(mask, 0, at, 'x');
    } else if (m->closer.len) {
        size_t end = find_close(t, 0, m->closer, m->escape);
        l->comment = m->comment;
        hide(mask, 0, end == TEXT_NONE ? t.len : end, m->comment ? ' ' : 'x');
        at = end == TEXT_NONE ? t.len : end;
        if (end != TEXT_NONE)
            m->closer = (struct text){0};
    }
    while (at < t.len) {
        if (m->language->escape && t.at[at] == m->language->escape) {
            at += 2;
            continue;
        }
        size_t next = mask_comment(layout, m, line, at, mask);
        if (next == at)
            next = mask_string(layout, m, line, at, mask);
        at = next == at ? at + 1 : next;
    }
    l->code = text_trim_right((struct text){mask, t.len});
    struct text word;
    if (!m->closer.len && !m->heredoc.len && (m->language->traits & LANGUAGE_HEREDOC) && l->code.len &&
        !l->inside && opens_heredoc(t, &word) && stands_later(layout, line, word))
        m->heredoc = word;
}

static bool is_annotation(struct text t) {
    size_t leader = line_comment(t);
    return leader && text_starts(text_trim_left(text_from(t, leader)), "=>");
}

/* Annotations are none of the code, in the leader of another language either: "# =>" in Kotlin. */
static void cut_annotation(struct layout_line *line) {
    static const char *const leaders[] = {"# =>", "// =>", "-- =>", ";; =>", NULL};
    for (size_t i = 0; leaders[i]; i++) {
        size_t at = text_find(line->code, text_of(leaders[i]), 0);
        if (at != TEXT_NONE && (!at || byte_is_blank(line->code.at[at - 1])))
            line->code = text_trim_right(text_slice(line->code, 0, at));
    }
}

void layout_init(struct layout *layout, const struct plain_page *page, const struct plain_block *block) {
    static const struct grammar none = {.name = "text", .style = STYLE_LEFT};
    *layout =
        (struct layout){.count = block->count, .habits = &page->habits, .open = block->open, .confidence = 1};
    layout->grammar = block->grammar >= 0 ? grammar_at((size_t)block->grammar) : &none;
    layout->lines = memory_get_zeroed(block->count + 1, sizeof *layout->lines);
    size_t total = 0;
    for (size_t i = 0; i < block->count; i++) {
        layout->lines[i].text = page->pieces[block->first + i];
        total += layout->lines[i].text.len;
    }
    layout->masked = memory_get(total + 1);
    struct masking m = {.part = PART_OWN};
    begin_masking(&m, layout->grammar);
    char *mask = layout->masked;
    for (size_t i = 0; i < block->count; i++) {
        struct layout_line *line = &layout->lines[i];
        if (!m.closer.len)
            follow_part(&m, line->text);
        mask_line(layout, &m, i, mask);
        mask += line->text.len;
        if (!line->inside)
            cut_annotation(line);
        line->comment = line->comment || (text_is_blank(line->code) && !line->inside);
        line->annotation = line->comment && is_annotation(line->text);
        line->trailing = !line->comment && line_annotated(line->text);
    }
    for (size_t i = block->count, next = block->count; i-- > 0;) {
        layout->lines[i].next = next;
        next = layout->lines[i].comment ? next : i;
    }
}

void layout_free(struct layout *layout) {
    free(layout->lines);
    free(layout->masked);
}
