/* SPDX-License-Identifier: MIT */
/* Prose that stands in other words in the sibling: where the words that are
 * marked there stand in the copied text as well, they get their marks back. */
#include "read/plain/like.h"

#include "read/rebuilt.h"

enum { SHORT = 4 /* words so short are marked only where they stand as often in both */ };

double like_compare_prose(struct text plain, struct text rendered) {
    struct words known = {0};
    struct text word;
    size_t all = 0, common = 0, theirs = 0;
    for (size_t at = 0; words_next(rendered, &at, &word); theirs++)
        ++*words_at(&known, word);
    for (size_t at = 0; words_next(plain, &at, &word); all++) {
        uint32_t *left = words_at(&known, word);
        common += *left > 0;
        *left -= *left > 0;
    }
    words_free(&known);
    size_t most = all > theirs ? all : theirs;
    return most ? (double)common / (double)most : 0;
}

/* Bytes of the marked run that begins there, or 0: a code span (CommonMark 0.30, 6.1), emphasis with stars
 * (6.2) without other marks in it, an inline link (6.3) on one line. */
static size_t marked_run(struct text t, size_t at) {
    struct text rest = text_from(t, at);
    char c = rest.at[0];
    if (c == '`' || c == '*') {
        size_t run = text_run(rest, c);
        struct text mark = text_slice(rest, 0, run);
        size_t close = c == '*' && run > 2 ? TEXT_NONE : text_find(rest, mark, run);
        if (close == TEXT_NONE || close == run || text_run(text_from(rest, close), c) != run)
            return 0;
        return text_find_byte(text_slice(rest, run, close), c, 0) == TEXT_NONE ? close + run : 0;
    }
    if (c != '[')
        return 0;
    size_t middle = text_find(rest, TEXT("]("), 0),
           end = middle == TEXT_NONE ? TEXT_NONE : text_find_byte(rest, ')', middle);
    return end == TEXT_NONE || text_find_byte(text_slice(rest, 0, end), '\n', 0) != TEXT_NONE ? 0 : end + 1;
}

static size_t count_of(struct text t, struct text needle) {
    size_t n = 0;
    for (size_t at = 0; (at = text_find(t, needle, at)) != TEXT_NONE; at += needle.len)
        n++;
    return n;
}

/* Where the words stand as words, at or after from. */
static size_t find_words(struct text t, struct text words, size_t from) {
    for (size_t at = from; (at = text_find(t, words, at)) != TEXT_NONE; at++) {
        size_t end = at + words.len;
        bool open = at == 0 || !byte_is_word(t.at[at - 1]) || !byte_is_word(words.at[0]);
        if (open && (end == t.len || !byte_is_word(t.at[end]) || !byte_is_word(words.at[words.len - 1])))
            return at;
    }
    return TEXT_NONE;
}

/* A piece of the copied text, with the blanks at its ends. */
static void add_piece(struct text piece, struct buf *out) {
    struct text words = text_trim(piece);
    if (words.len < piece.len && (!words.len || words.at != piece.at))
        buf_add_byte(out, ' ');
    if (!words.len)
        return;
    plain_write_prose(words, out);
    if (byte_is_blank(piece.at[piece.len - 1]))
        buf_add_byte(out, ' ');
}

/* Gives the number of marks that were placed. */
static size_t place_marks(struct text plain, struct text markdown, struct text rendered, struct buf *out) {
    size_t done = 0, placed = 0, length;
    struct buf words = {0};
    for (size_t at = 0; at < markdown.len; at += length) {
        length = markdown.at[at] == '\\' ? 2 : marked_run(markdown, at);
        if (!length || markdown.at[at] == '\\') {
            length = length ? length : markdown.at[at] == '`' ? text_run(text_from(markdown, at), '`') : 1;
            continue;
        }
        struct text marked = text_slice(markdown, at, at + length);
        buf_cut(&words, 0);
        markdown_text(marked, &words);
        struct text inner = buf_text(&words);
        size_t found = inner.len ? find_words(plain, inner, done) : TEXT_NONE;
        if (found == TEXT_NONE || (inner.len < SHORT && count_of(plain, inner) != count_of(rendered, inner)))
            continue;
        add_piece(text_slice(plain, done, found), out);
        buf_add(out, marked);
        done = found + inner.len;
        placed++;
    }
    if (placed)
        add_piece(text_from(plain, done), out);
    buf_free(&words);
    return placed;
}

/* Adds prose marked in the sibling's manner only where it still says the very same. */
bool like_write_prose(struct text plain, struct text markdown, struct buf *out) {
    struct buf made = {0}, rendered = {0};
    markdown_text(markdown, &rendered);
    bool right = place_marks(plain, markdown, buf_text(&rendered), &made) > 0;
    if (right) {
        buf_cut(&rendered, 0);
        markdown_text(buf_text(&made), &rendered);
        right = like_same(plain, buf_text(&rendered));
    }
    if (right)
        buf_add(out, buf_text(&made));
    buf_free(&rendered);
    buf_free(&made);
    return right;
}
