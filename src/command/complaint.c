/* SPDX-License-Identifier: MIT */
/* What compilers and interpreters say, as far as all of them say it alike. */
#include "command/checker.h"

/* Takes a number off the front of *rest; 0 where there is none, or a great one. */
static uint32_t take_number(struct text *rest) {
    uint32_t number = 0;
    size_t i = 0;
    for (; i < rest->len && byte_is_digit(rest->at[i]); i++)
        number = number < 100000000 ? number * 10 + (uint32_t)(rest->at[i] - '0') : number;
    *rest = text_from(*rest, i);
    return number < 100000000 ? number : 0;
}

/* "line 3" that begins at i; *rest is what stands behind it. */
static uint32_t read_word(struct text line, size_t i, struct text *rest) {
    if ((i && byte_is_alpha(line.at[i - 1])) || !text_starts_nocase(text_from(line, i), "line "))
        return 0;
    *rest = text_trim_left(text_from(line, i + strlen("line ")));
    return take_number(rest);
}

/* ":3:", ": 3:", ":3)" or ":3" at the end, at i. */
static uint32_t read_colon(struct text line, size_t i, struct text *rest) {
    if (line.at[i] != ':')
        return 0;
    *rest = text_trim_left(text_from(line, i + 1));
    uint32_t number = take_number(rest);
    return !rest->len || *rest->at == ':' || *rest->at == ')' ? number : 0;
}

/* The last byte of ":12:1" at i, so that its column is not taken for a line; i where there is none. */
static size_t skip_places(struct text line, size_t i) {
    while (i + 1 < line.len && line.at[i] == ':' && byte_is_digit(line.at[i + 1])) {
        do
            i++;
        while (i < line.len && byte_is_digit(line.at[i]));
        if (i == line.len || line.at[i] != ':')
            return i - 1;
    }
    return i;
}

/* The first line number from 1 to most that a line names, or 0. *words: what is said, without the place where that
 * leaves something. */
static uint32_t read_place(struct text line, uint32_t most, struct text *words) {
    struct text rest = {0};
    for (size_t i = 0; i < line.len; i++) {
        uint32_t number = read_word(line, i, &rest);
        if (!number)
            number = read_colon(line, i, &rest);
        if (!number || number > most) {
            i = skip_places(line, i);
            continue;
        }
        bool column = text_starts(rest, ":");
        rest = text_from(rest, column);
        struct text behind = rest;
        if (column && take_number(&behind) && text_starts(behind, ":"))
            rest = text_from(behind, 1);
        *words = column && !text_is_blank(rest) ? text_trim(rest) : text_trim(line);
        return number;
    }
    return 0;
}

static bool says_error(struct text line) {
    for (size_t i = 0; i + strlen("error") <= line.len; i++)
        if (text_starts_nocase(text_from(line, i), "error"))
            return true;
    return false;
}

struct complaint complaint_read(struct text output, uint32_t lines) {
    struct complaint complaint = {0};
    struct text rest = output, line, words, first = {0}, error = {0};
    bool sure = false;
    /* Python names the place last, all others name it first. */
    bool last = text_find(output, TEXT("Traceback (most recent call last)"), 0) != TEXT_NONE;
    while (text_next_line(&rest, &line)) {
        line = text_trim(line);
        bool is_error = says_error(line);
        uint32_t number = read_place(line, lines + 1, &words);
        if (number && (last || !complaint.line || (is_error && !sure))) {
            complaint = (struct complaint){words, number};
            sure = is_error;
        }
        if (!first.len)
            first = line;
        if (is_error && (last || !error.len))
            error = line;
    }
    if (!complaint.line || (!sure && error.len))
        complaint.words = error.len ? error : first;
    if (complaint.line > lines) /* behind the end is where something is missing */
        complaint.line = lines;
    return complaint;
}
