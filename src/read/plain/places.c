/* SPDX-License-Identifier: MIT */
#include "read/plain/places.h"

#include "read/plain/brackets.h"
#include "read/plain/guess.h"
#include "read/plain/leads.h"
#include "read/plain/seam.h"
#include "read/plain/shapes.h"

enum { LONG_LINE = 3000, TAG_LONGEST = 64 };

/* Weights, in units of log odds. */
static const float weight_closed = 5, weight_letter = 1.5F, weight_statement = 2, weight_bracket = 2,
                   weight_opener = 1.5F, weight_quote = 1.5F, weight_words = -1.5F, weight_markup = 0,
                   weight_returned = 2, weight_data = 1.5F, weight_member_name = 1.5F, weight_member = -3,
                   none = -20;

bool joint_begins_lines(const struct plain_page *page, struct text word) {
    return word.len > 1 &&
           ((words_get(&page->vocabulary, word) & WORD_OPENER) != 0 || words_get(&page->openers, word));
}

/* The word at the place, from there on. */
static struct text word_at(const struct place_view *v) {
    size_t end = 0;
    struct text word;
    return words_next(v->right, &end, &word) && word.at == v->right.at ? word : (struct text){0};
}

/* Whether the word around the place is two, the second of which begins lines: "80kubectl apply". */
static bool joins_words(const struct plain_page *page, const struct place_view *v) {
    struct text word = word_at(v);
    size_t at = v->left.len, begin = at, end = at + word.len;
    while (begin && byte_is_word(v->line.at[begin - 1]))
        begin--;
    struct text whole = text_slice(v->line, begin, end);
    bool apart = byte_is_digit(v->before) || (v->before >= 'A' && v->before <= 'Z') ||
                 (begin && v->line.at[begin - 1] == '.');
    if (word.len < 3 || (at - begin < 2 && !apart) || words_get(&page->counts, whole) > 1 ||
        (words_get(&page->vocabulary, whole) & WORD_KEYWORD) || !joint_begins_lines(page, word))
        return false;
    while (end < v->line.len && (v->line.at[end] == '-' || byte_is_word(v->line.at[end])))
        end++;
    if (end == v->line.len)
        return line_is_output(v->below);
    return end + 1 < v->line.len && v->line.at[end] == ' ' && !strchr("=.,:;)", v->line.at[end + 1]);
}

/* Whether a name of the page and a word that begins lines are written together, as they are nowhere else:
 * "Mrequire(". */
static bool ends_name(const struct plain_page *page, const struct place_view *v) {
    struct text word = word_at(v);
    size_t at = v->left.len, begin = at;
    while (begin && byte_is_word(v->line.at[begin - 1]))
        begin--;
    return word.len > 3 && joint_begins_lines(page, word) &&
           words_get(&page->counts, text_slice(v->line, begin, at)) > 1 &&
           words_get(&page->counts, text_slice(v->line, begin, at + word.len)) == 1;
}

/* Whether the text is a word that closes a block. */
static bool closes_block(struct text t) {
    static const char *const closers[] = {"end", "done", "fi", "esac", "endif", "endfunction", NULL};
    return text_is_any(t, closers);
}

/* Whether the text ends with a closing tag. */
static bool ends_closing_tag(struct text t) {
    size_t at = t.len;
    while (at && t.at[at - 1] != '<' && t.len - at < TAG_LONGEST)
        at--;
    return at && at < t.len && t.at[at - 1] == '<' && t.at[at] == '/' && t.at[t.len - 1] == '>';
}

static bool begins_tag(struct text t) {
    return t.len > 2 && t.at[0] == '<' && (strchr("?!", t.at[1]) || byte_is_alpha(t.at[1])) &&
           text_ends(t, ">");
}

/* "'name' | …": a quote that closes again, and more behind it. */
static bool begins_quote(struct text t) {
    size_t end = t.len > 3 && t.at[0] == '\'' && (byte_is_word(t.at[1]) || t.at[1] == '/')
                     ? text_find_byte(t, '\'', 1)
                     : TEXT_NONE;
    return end != TEXT_NONE && end + 2 < t.len;
}

/* "@Test", "@main": no code has it behind a bracket that closes. */
static bool is_annotation(struct text t) {
    return t.len > 1 && t.at[0] == '@' && byte_is_alpha(t.at[1]);
}

/* Whether the rest of the line begins data: "{" or "[" alone, "[section]", "- key: value". */
static bool begins_data(const struct place_view *v) {
    if (v->quoted || !strchr("[{-", v->after))
        return false;
    if (v->right.len == 1)
        return v->after != '-' && (byte_is_word(v->before) || strchr(")}]>\"'/", v->before));
    if (v->after == '[')
        return (byte_is_word(v->before) || strchr(")]}\"'", v->before)) &&
               line_shape_find(TEXT("@section"))(v->right);
    return text_starts(v->right, "- ") && line_shape_find(TEXT("@key"))(v->right) &&
           (byte_is_word(v->before) || strchr(")}]\"'", v->before));
}

/* Whether the rest of the line is how files of some languages begin, and nothing else in them does. */
static bool begins_file(const struct place_view *v) {
    static const char *const openings[] = {
        "#include ", "#ifndef ",       "#pragma once",   "<?php",
        "<?xml ",    "<!DOCTYPE html", "<!doctype html", "{-# LANGUAGE",
        ".PHONY: ",  ".DEFAULT_GOAL ", "apiVersion: ",   "cmake_minimum_required(",
        NULL};
    if (v->quoted || v->before == '`')
        return false;
    return text_starts_any(v->right, openings) ||
           (text_is(v->right, "---") && v->before != '-' && v->before != '|');
}

/* Whether the rest of the line is what a shell prints of what it runs, or runs a file: "+ docker ps",
 * "./run". */
static bool begins_run(const struct place_view *v) {
    size_t mark = text_starts(v->right, "./") || text_starts(v->right, "+ ") ? 2 : 0;
    if (text_starts(v->right, "make[") || text_starts(v->right, "make: *** "))
        return true;
    return mark && v->right.len > mark + 1 && byte_is_alpha(v->right.at[mark]) &&
           (seam_closes_only(v->left) || ends_closing_tag(v->left));
}

/* Whether the text is a key or the mark of an item, and one word behind it: "url: https://example.test/". */
static bool is_path_value(struct text t) {
    size_t blank = text_find_byte(t, ' ', 0);
    return blank != TEXT_NONE && blank && strchr(":-", t.at[blank - 1]) &&
           text_find_byte(t, ' ', blank + 1) == TEXT_NONE;
}

/* Whether a text of several lines ends left of the place, and more than its kind stands right of it. */
static bool closes_text(const struct place_view *v) {
    return (text_is(v->left, "\"\"\"") || text_is(v->left, "'''")) &&
           text_find_byte(v->right, ' ', 0) != TEXT_NONE;
}

/* By the kind of the bytes on either side; `none` where no code would begin. */
static float score_sides(const struct plain_page *page, const struct place_view *v) {
    bool letter = byte_is_alpha(v->after),
         closed = seam_closes_only(v->left) || ends_closing_tag(v->left) || closes_text(v);
    bool prompt = text_starts(v->right, ">>> ");
    if (begins_file(v))
        return weight_closed;
    if (begins_run(v))
        return weight_closed + weight_letter;
    if (begins_data(v))
        return closed ? weight_closed
                      : weight_data +
                            (v->right.len == 1 && text_starts(v->below, "\"") ? weight_member_name : 0);
    if (closed && begins_quote(v->right))
        return weight_closed;
    if (v->quoted || (!prompt && v->after == '>') || strchr(")]},;:=&|?!+*%^~`'\\", v->after) ||
        text_starts(v->right, "</") || (v->after == '-' && !text_starts(v->right, "---")))
        return none;
    if (v->after == '<' && v->before == '>')
        return none;
    if (v->after == '.')
        return closed && v->right.len > 1 && byte_is_alpha(v->right.at[1]) ? weight_closed + weight_member
                                                                           : none;
    if (closes_block(v->left) && byte_is_word(v->after))
        return joins_words(page, v) ? weight_closed : none;
    if (closed)
        return weight_closed + (letter || is_annotation(v->right) ? weight_letter : 0);
    if (v->before == ';' || text_ends(v->left, "*/"))
        return weight_statement;
    if (begins_tag(v->right))
        return byte_is_word(v->before) || strchr(")\"'}", v->before) ? weight_markup : none;
    bool form =
        text_starts(v->right, "(def") || text_starts(v->right, "(ns ") || text_starts(v->right, "(module");
    if (form)
        return weight_statement;
    if (!letter && !text_starts(v->right, "$ ") && !prompt)
        return none;
    if (strchr(")]}", v->before))
        return weight_bracket + (prompt || joint_begins_lines(page, word_at(v)) ? weight_opener : 0);
    if (strchr("\"'`", v->before))
        return v->closes_quote ? weight_quote : none;
    if (v->before == '|' && text_starts(v->left, "| "))
        return weight_bracket; /* behind a row of a table */
    if (v->before == '/' && letter && is_path_value(v->left) && joint_begins_lines(page, word_at(v)))
        return 0;
    if (!byte_is_word(v->before))
        return none;
    if (letter && text_starts(v->left, "return ") && (joins_words(page, v) || ends_name(page, v)))
        return weight_statement + weight_returned;
    return letter && joins_words(page, v) ? seam_score_left(page, v) + weight_words : none;
}

static float score_local(const struct plain_page *page, const struct place_view *v) {
    float comment = seam_score_comment(v);
    return comment > none ? comment : score_sides(page, v);
}

static void keep_joint(struct joints *joints, struct joint joint) {
    size_t worst = 0;
    for (size_t i = 1; i < joints->count; i++)
        if (joints->list[i].local < joints->list[worst].local)
            worst = i;
    if (joints->count == JOINTS) {
        if (joints->list[worst].local >= joint.local)
            return;
        joints->count--;
        memmove(joints->list + worst, joints->list + worst + 1, (joints->count - worst) * sizeof joint);
    }
    joints->list[joints->count++] = joint;
}

/* The bytes of a line before its comment. */
static size_t code_length(struct text t, const bool *inside) {
    if (line_comment(t) && !strchr("\"'", t.at[0]))
        return 0;
    size_t length = guess_code(t).len;
    return length + 1 < t.len && inside[length + 1] ? t.len : length;
}

void joints_find(const struct plain_page *page, size_t piece, struct text next, long *depth,
                 struct joints *joints) {
    struct text t = page->pieces[piece];
    bool inside[LONG_LINE + 1];
    if (t.len > LONG_LINE)
        return;
    seam_mark_quoted(t, inside);
    size_t code = code_length(t, inside);
    for (size_t at = 0; at < t.len; at++) {
        if (at && !byte_is_blank(t.at[at]) && !byte_is_blank(t.at[at - 1])) {
            struct place_view v = {t,
                                   text_slice(t, 0, at),
                                   text_from(t, at),
                                   t.at[at - 1],
                                   t.at[at],
                                   .quoted = inside[at],
                                   .closes_quote = inside[at - 1] && !inside[at],
                                   .below = next};
            float local = score_local(page, &v);
            bool comment = at > code;
            if (local > none)
                keep_joint(joints, (struct joint){piece, at, *depth,
                                                  comment ? brackets_balance(guess_code(v.right)) : 0,
                                                  comment, local, false});
        }
        if (!inside[at] && at < code)
            *depth += bracket_step(t.at[at]);
    }
}
