/* SPDX-License-Identifier: MIT */
/* Paragraphs that are plain, rendered as text without libcmark (CommonMark 0.30, chapter 6): words, code
 * spans that end in their line, and emphasis whose delimiters can be nothing else. Whatever is in any doubt
 * is not, so that this knows a part of the grammar and guesses none of it. */
#include "base/utf8.h"
#include "read/markdown.h"
#include "read/rebuilt.h"

struct span_state {
    char mark;     /* of the emphasis that is open, '*' or '_'; NUL for none */
    size_t length; /* of its run: 1 or 2 */
};

static bool is_alnum(char c) {
    return byte_is_alpha(c) || byte_is_digit(c);
}

static bool is_punctuation(char c) {
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
           (c >= '{' && c <= '~');
}

/* The byte, or a blank beyond the line. */
static char byte_at(struct text line, size_t at) {
    return at < line.len ? line.at[at] : ' ';
}

/* Whether a line that begins so goes on with a paragraph, or begins one: no list, heading, rule, fence,
 * quote, HTML. */
static bool begins_text(struct text line) {
    size_t digits = 0;
    char c = line.at[0];
    if (byte_is_digit(c)) {
        while (byte_is_digit(byte_at(line, digits)))
            digits++;
        return byte_at(line, digits) != '.' && byte_at(line, digits) != ')';
    }
    if (c == '*' || c == '_')
        return !byte_is_blank(byte_at(line, text_run(line, c)));
    if (c == '`')
        return text_run(line, c) < 3;
    return byte_is_alpha(c) || (c && strchr("\"'($/@.,:;%?|{}!", c)) ||
           ((unsigned char)c >= 0x80 && c != '\xEF');
}

/* Adds a code span that begins at *at, and goes behind it; false where it is no span of this line, or shows
 * blanks at its ends. */
static bool add_code_span(struct text line, size_t *at, struct buf *out) {
    size_t length = text_run(text_from(line, *at), '`'), begin = *at + length, end = begin;
    for (size_t run; (end = text_find_byte(line, '`', end)) != TEXT_NONE; end += run) {
        run = text_run(text_from(line, end), '`');
        if (run == length)
            break;
    }
    if (end == TEXT_NONE)
        return false;
    struct text code = text_slice(line, begin, end);
    if (code.len > 2 && code.at[0] == ' ' && code.at[code.len - 1] == ' ')
        code = text_slice(code, 1, code.len - 1);
    if (!code.len || byte_is_blank(code.at[0]) || byte_is_blank(code.at[code.len - 1]))
        return false;
    buf_add(out, code);
    *at = end + length;
    return true;
}

enum run { RUN_LITERAL, RUN_DELIMITER, RUN_DOUBTFUL };

/* What a run of '*' or '_' between two bytes is (6.2, left- and right-flanking). */
static enum run classify(struct span_state *state, char mark, size_t length, char before, char after) {
    if (mark == '_' && is_alnum(before) && is_alnum(after))
        return RUN_LITERAL;
    if (byte_is_blank(before) && byte_is_blank(after))
        return RUN_LITERAL;
    if (length > 2 || (unsigned char)before >= 0x80 || (unsigned char)after >= 0x80)
        return RUN_DOUBTFUL;
    if (!state->mark && byte_is_blank(before)) {
        *state = (struct span_state){mark, length};
        return RUN_DELIMITER;
    }
    bool closes = state->mark == mark && state->length == length && !byte_is_blank(before) &&
                  (byte_is_blank(after) || is_punctuation(after));
    *state = (struct span_state){0};
    return closes ? RUN_DELIMITER : RUN_DOUBTFUL;
}

static bool add_run(struct span_state *state, struct text line, size_t *at, struct buf *out) {
    char mark = line.at[*at];
    size_t length = text_run(text_from(line, *at), mark);
    char before = *at ? line.at[*at - 1] : ' ', after = byte_at(line, *at + length);
    enum run run = classify(state, mark, length, before, after);
    if (run == RUN_LITERAL)
        buf_add_run(out, mark, length);
    *at += length;
    return run != RUN_DOUBTFUL;
}

/* Bytes that may be more than themselves; control characters too, of which libcmark trims some. */
static const bool special[256] = {
    ['\\'] = true, ['`'] = true, ['*'] = true,  ['_'] = true,  ['['] = true, ['<'] = true,
    ['&'] = true,  [0] = true,   ['\v'] = true, ['\f'] = true, ['\r'] = true};

/* Adds what the line shows; false where that is in doubt. */
static bool add_line(struct text line, struct buf *out) {
    struct span_state state = {0};
    for (size_t at = 0, begin = 0; at < line.len; begin = at) {
        while (at < line.len && !special[(unsigned char)line.at[at]])
            at++;
        buf_add(out, text_slice(line, begin, at));
        if (at == line.len)
            break;
        char c = line.at[at], next = byte_at(line, at + 1);
        bool known = false;
        if (c == '`')
            known = add_code_span(line, &at, out);
        else if (c == '*' || c == '_')
            known = add_run(&state, line, &at, out);
        else if ((c == '<' || c == '&') && (byte_is_blank(next) || (c == '<' && byte_is_digit(next)))) {
            buf_add_byte(out, c);
            at++;
            known = true;
        }
        if (!known)
            return false;
    }
    return !state.mark;
}

bool markdown_text_plain(struct text markdown, struct buf *out) {
    size_t begin = out->len;
    struct text rest = markdown, line;
    bool plain = markdown.len && !byte_is_blank(markdown.at[0]) && utf8_valid_until(markdown) == markdown.len;
    for (bool first = true; plain && text_next_line(&rest, &line); first = false) {
        line = text_trim(line);
        plain = line.len && begins_text(line);
        if (!first)
            buf_add_byte(out, '\n');
        plain = plain && add_line(line, out);
    }
    if (!plain)
        buf_cut(out, begin);
    return plain;
}

void markdown_text(struct text markdown, struct buf *out) {
    if (!markdown_text_plain(markdown, out))
        markdown_text_whole(markdown, out);
}
