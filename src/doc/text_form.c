/* SPDX-License-Identifier: MIT */
#include "doc/text_form.h"

#include "base/utf8.h"

static const char underlines[] = "=#-~^\"'";

enum { UNDERLINE_LEAST = 3, DIGITS_MOST = 9, LABEL_MOST = 80 };

bool text_form_bracket(struct text line, struct bracket *bracket) {
    line = text_trim_right(line);
    if (!text_starts(line, "[") || !text_ends(line, " lines]"))
        return false;
    size_t end = line.len - strlen(" lines]"), begin = end;
    while (begin > 1 && byte_is_digit(line.at[begin - 1]))
        begin--;
    struct text before = text_slice(line, 1, begin);
    if (begin == end || end - begin > DIGITS_MOST ||
        (before.len && (before.len < 3 || !text_ends(before, ", "))))
        return false;
    bracket->info = before.len ? text_slice(before, 0, before.len - 2) : text_slice(line, 0, 0);
    bracket->digits = text_slice(line, begin, end);
    bracket->lines = 0;
    for (size_t i = begin; i < end; i++)
        bracket->lines = bracket->lines * 10 + (uint32_t)(line.at[i] - '0');
    return true;
}

void text_form_write_bracket(struct text info, uint32_t lines, struct buf *out) {
    buf_add_byte(out, '[');
    buf_add(out, info);
    if (info.len)
        buf_add_string(out, ", ");
    buf_print(out, "%u lines]\n", lines);
}

bool text_form_underline(struct text line, unsigned *level) {
    line = text_trim_right(line);
    const char *mark = line.len >= UNDERLINE_LEAST && line.at[0] ? strchr(underlines, line.at[0]) : NULL;
    if (!mark || text_run(line, *mark) != line.len)
        return false;
    *level = (unsigned)(mark - underlines);
    return true;
}

static size_t columns(struct text t) {
    size_t width = 0, length;
    for (size_t i = 0; i < t.len; i += length)
        width += (size_t)utf8_width(utf8_decode(text_from(t, i), &length));
    return width < UNDERLINE_LEAST ? UNDERLINE_LEAST : width;
}

void text_form_write_heading(unsigned level, struct text title, struct buf *out) {
    buf_add(out, title);
    buf_add_byte(out, '\n');
    buf_add_run(out, underlines[level < 6 ? level : 6], columns(title));
    buf_add_byte(out, '\n');
}

bool text_form_underlines(struct text title, struct text line) {
    return text_trim_right(line).len == columns(text_trim_right(title));
}

enum verbatim text_form_verbatim(struct text line) {
    if (text_starts(line, "{{<") || text_starts(line, "{{%"))
        return VERBATIM_SHORTCODE;
    if (line.len > 1 && line.at[0] == '<' && (byte_is_alpha(line.at[1]) || strchr("/!?", line.at[1])) &&
        line.at[1])
        return VERBATIM_HTML;
    if (line.len > 3 && line.at[0] == '[' && text_find(text_slice(line, 0, 1002), TEXT("]:"), 2) != TEXT_NONE)
        return VERBATIM_DEFINITION;
    return VERBATIM_NONE;
}

/* Words without marks, so that they stay what they are where they are no label. */
static bool are_words(struct text t) {
    for (size_t i = 0; i < t.len; i++)
        if (!t.at[i] || strchr("*_`[]<&\\", t.at[i]))
            return false;
    return t.len && (byte_is_alpha(t.at[0]) || (unsigned char)t.at[0] >= 0x80);
}

/* In bold, as the writer of Markdown puts it, a label may be misspelt a little. */
const struct profile_label *text_form_label(const struct profile *profile, struct text line,
                                            struct text *words, size_t *end) {
    for (size_t colon = 0; (colon = text_find_byte(text_slice(line, 0, LABEL_MOST), ':', colon)) != TEXT_NONE;
         colon++) {
        char bold[LABEL_MOST + 8] = "**";
        memcpy(bold + 2, line.at, colon);
        memcpy(bold + 2 + colon, "**:", 4);
        struct text spelt;
        size_t taken;
        const struct profile_label *label =
            are_words(text_slice(line, 0, colon))
                ? profile_read_label(profile, (struct text){bold, colon + 5}, &spelt, &taken)
                : NULL;
        if (!label || taken != colon + 5)
            continue;
        *words = text_slice(line, (size_t)(spelt.at - bold) - 2, (size_t)(spelt.at - bold) - 2 + spelt.len);
        *end = colon + 1;
        return label;
    }
    return NULL;
}

static bool is_plain_mark(struct text line, bool first) {
    struct bracket bracket;
    unsigned level;
    return text_form_bracket(line, &bracket) || text_form_underline(line, &level) ||
           text_is(text_trim_right(line), TEXT_FORM_SEPARATOR) ||
           (first && text_form_verbatim(line) != VERBATIM_NONE);
}

bool text_form_is_mark(const struct profile *profile, struct text line, bool first) {
    struct text words;
    size_t end;
    return is_plain_mark(line, first) || (first && profile && text_form_label(profile, line, &words, &end));
}

bool text_form_is_any_mark(const struct profiles *profiles, struct text line, bool first) {
    if (is_plain_mark(line, first))
        return true;
    for (size_t i = 0; first && i < profiles_count(profiles); i++)
        if (text_form_is_mark(profiles_at(profiles, i), line, first))
            return true;
    return false;
}

bool text_form_is_label_heading(const struct profile *profile, struct text title) {
    struct text words;
    size_t end;
    const struct profile_label *label = profile_read_label(profile, title, &words, &end);
    for (size_t i = 0; !label && i < profile->label_count; i++)
        for (const char *const *spelling = profile->labels[i].spellings; *spelling; spelling++)
            if (text_equal_nocase(title, text_of(*spelling)))
                label = &profile->labels[i];
    return label && block_kind_is_labelled(label->kind) && label->kind != BLOCK_QUESTION;
}

void text_form_title_yaml(struct text title, struct buf *out) {
    buf_add_string(out, "title: \"");
    for (size_t i = 0; i < title.len; i++) {
        unsigned char c = (unsigned char)title.at[i];
        if (byte_is_eol(title.at[i]))
            buf_add_byte(out, ' ');
        else if (c < ' ' || c == 0x7F)
            buf_print(out, "\\x%02X", c);
        else if (c == '"' || c == '\\')
            buf_print(out, "\\%c", c);
        else
            buf_add_byte(out, title.at[i]);
    }
    buf_add_string(out, "\"\n");
}
