/* SPDX-License-Identifier: MIT */
/* Prose, written as Markdown. Copied text has lost its quotes to typographic
 * ones, so straight quotes, like stars and ampersands, stood in code spans:
 * they are escaped, so that no reader makes more of them. */
#include "read/plain/plain.h"

/* Whether the text begins as a list item would; gives the offset of the mark that makes it one. */
static bool begins_item(struct text t, size_t *mark) {
    size_t digits = 0;
    while (digits < t.len && byte_is_digit(t.at[digits]))
        digits++;
    *mark = digits;
    if (digits >= t.len ||
        !(digits ? t.at[digits] == '.' || t.at[digits] == ')' : strchr("-*+", t.at[0]) != NULL))
        return false;
    return digits + 1 == t.len || byte_is_blank(t.at[digits + 1]);
}

/* What prose_protect() writes for characters that Markdown would drop. */
static bool is_made_entity(struct text t) {
    static const char *const made[] = {"&#9;", "&#11;", "&#12;", "&#32;"};
    for (size_t i = 0; i < sizeof made / sizeof *made; i++)
        if (text_starts(t, made[i]))
            return true;
    return false;
}

static bool wants_escape(struct text t, size_t at) {
    char c = t.at[at], next = at + 1 < t.len ? t.at[at + 1] : ' ';
    switch (c) {
    case '"':
    case '*':
    case '`': return true;
    case '\'': return at && byte_is_word(t.at[at - 1]) && byte_is_word(next);
    case '&': return byte_is_alpha(next) || (next == '#' && !is_made_entity(text_from(t, at)));
    case '[': return text_find(t, TEXT("]("), at) != TEXT_NONE;
    default: return c == '{' && next == '{' && !at;
    }
}

void plain_write_prose(struct text plain, struct buf *out) {
    struct buf made = {0};
    size_t mark;
    if (begins_item(plain, &mark)) {
        buf_add(out, text_slice(plain, 0, mark));
        buf_add_byte(out, '\\');
        buf_add_byte(out, plain.at[mark]);
        plain = text_from(plain, mark + 1);
    }
    size_t blanks = plain.len - text_trim_left(plain).len;
    buf_add_run(out, ' ', blanks ? 1 : 0);
    prose_protect(text_from(plain, blanks), &made);
    struct text t = text_trim_right(buf_text(&made));
    for (size_t i = 0; i < t.len; i++) {
        if (t.at[i] == '\\' && i + 1 < t.len) {
            buf_add_byte(out, t.at[i++]);
        } else if (wants_escape(t, i)) {
            buf_add_byte(out, '\\');
        }
        buf_add_byte(out, t.at[i]);
    }
    buf_free(&made);
}

/* The label's words before what else stands in it: "Why It Matters" of "Why It Matters (95 words): …". */
const struct profile_label *plain_label(const struct profile *profile, struct text t, struct text *words,
                                        size_t *end) {
    if (!t.len || t.at[0] == '*' || t.at[0] == '_') /* marks that were copied are no marks */
        return NULL;
    const struct profile_label *label = profile_read_label(profile, t, words, end);
    for (size_t i = 0; i < profile->label_count && !label; i++)
        for (const char *const *spelling = profile->labels[i].spellings; *spelling && !label; spelling++) {
            size_t n = strlen(*spelling);
            struct text after = text_from(t, n);
            if (!text_starts_nocase(t, *spelling) || !text_starts(after, " ("))
                continue;
            size_t close = text_find(after, TEXT("):"), 0);
            if (close == TEXT_NONE || close > 40)
                continue;
            label = &profile->labels[i];
            *words = text_slice(t, 0, n);
            *end = n;
        }
    size_t behind = label ? words->len + text_starts(text_from(t, words->len), ":") : t.len;
    if (behind < t.len && (t.at[behind] == '*' || t.at[behind] == '_'))
        return NULL;
    if (label && *end > words->len + 1) /* a blank before the colon would be lost */
        return NULL;
    return label;
}

void plain_write_label(const struct profile_label *label, struct text words, bool colon, struct buf *out) {
    struct text written = text_of(label->written), canonical = text_of(label->spellings[0]);
    size_t at = text_find(written, canonical, 0);
    struct text behind = text_from(written, at == TEXT_NONE ? written.len : at + canonical.len);
    if (!colon && text_ends(behind, ":"))
        behind.len--;
    buf_add(out, text_slice(written, 0, at));
    if (at != TEXT_NONE)
        buf_add(out, words);
    buf_add(out, behind);
    if (label->level)
        buf_add_string(out, "\n\n");
}
