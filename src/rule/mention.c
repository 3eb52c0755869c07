/* SPDX-License-Identifier: MIT */
#include "rule/reference.h"

static bool is_word_byte(char c) {
    return byte_is_alpha(c) || byte_is_digit(c) || c == '_' || (unsigned char)c >= 0x80;
}

static bool starts_at(struct text t, size_t at, const char *prefix) {
    return text_starts(text_from(t, at), prefix);
}

/* Skips blanks and at most one line end; gives the offset behind them. */
static size_t skip_space(struct text t, size_t at) {
    bool line_end = false;
    for (; at < t.len; at++) {
        if (byte_is_eol(t.at[at])) {
            if (line_end && !(t.at[at] == '\n' && t.at[at - 1] == '\r'))
                break;
            line_end = true;
        } else if (!byte_is_blank(t.at[at])) {
            break;
        }
    }
    return at;
}

/* A whole number that is no part of a word, a decimal or a percentage: adds it to the mention. */
static bool read_number(struct text t, size_t at, struct mention *mention) {
    uint64_t number = 0;
    size_t end = at;
    for (; end < t.len && byte_is_digit(t.at[end]) && end - at < 9; end++)
        number = number * 10 + (uint64_t)(t.at[end] - '0');
    if (end == at || mention->count == MENTION_NUMBERS)
        return false;
    char next = end < t.len ? t.at[end] : ' ';
    bool dash =
        starts_at(t, end, "–") || starts_at(t, end, "—") || starts_at(t, end, "’") || starts_at(t, end, "…");
    if ((is_word_byte(next) && !dash) || next == '%')
        return false;
    if (next == '.' && end + 1 < t.len && byte_is_digit(t.at[end + 1]))
        return false;
    mention->numbers[mention->count++] = (struct mention_number){(uint32_t)number, at, end};
    mention->end = end;
    return true;
}

/* Bytes of what joins the two ends of a range, blanks around it included; 0 for none. */
static size_t range_mark(struct text t, size_t at, bool plural) {
    static const char *const marks[] = {"--", "-", "–", "—"};
    size_t begin = plural ? skip_space(t, at) : at;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (starts_at(t, begin, marks[i]))
            return (plural ? skip_space(t, begin + strlen(marks[i])) : begin + strlen(marks[i])) - at;
    static const char *const words[] = {"to", "through"};
    for (size_t i = 0; plural && begin > at && i < sizeof words / sizeof *words; i++) {
        size_t end = begin + strlen(words[i]);
        if (starts_at(t, begin, words[i]) && skip_space(t, end) > end)
            return skip_space(t, end) - at;
    }
    return 0;
}

/* Bytes of what joins two items of a list (", " " and " ", or "); 0 for none. */
static size_t list_mark(struct text t, size_t at) {
    size_t begin = at;
    if (at < t.len && t.at[at] == ',')
        at++;
    size_t word = skip_space(t, at);
    static const char *const words[] = {"and", "or", "&"};
    for (size_t i = 0; word > at && i < sizeof words / sizeof *words; i++) {
        size_t end = word + strlen(words[i]);
        if (starts_at(t, word, words[i]) && skip_space(t, end) > end)
            return skip_space(t, end) - begin;
    }
    return at > begin && word > at ? word - begin : 0;
}

bool mention_read(struct text t, size_t at, const char *noun, struct mention *mention) {
    if (!starts_at(t, at, noun) || (at > 0 && (is_word_byte(t.at[at - 1]) || strchr("#/-.@", t.at[at - 1]))))
        return false;
    *mention = (struct mention){.begin = at};
    size_t end = at + strlen(noun);
    bool plural = end < t.len && t.at[end] == 's';
    end += plural;
    size_t number = skip_space(t, end);
    if (number == end || !read_number(t, number, mention))
        return false;
    for (bool more = true; more;) {
        size_t range = range_mark(t, mention->end, plural), list = plural ? list_mark(t, mention->end) : 0;
        more = (range || list) && read_number(t, mention->end + (range ? range : list), mention);
        if (more)
            mention->range = mention->count == 2 && range;
    }
    return true;
}
