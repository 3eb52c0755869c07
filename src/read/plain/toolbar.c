/* SPDX-License-Identifier: MIT */
/* What sites show above blocks of code, and copying takes along: the name of
 * the language, and a button that copies. Such lines are prose, which nobody
 * wrote; the name is what the page's author said the language is. */
#include "read/plain/grammar.h"
#include "read/plain/plain.h"

static const char *const buttons[] = {"copy", "copy code", "copied", "copied!", "copy to clipboard"};

/* Names that stand for themselves where code follows, with no button beside them: no commands, which code may
 * begin with. */
static const char *const plain_names[] = {"javascript", "typescript", "python", "java", "csharp",     "cpp",
                                          "rust",       "kotlin",     "html",   "css",  "sql",        "yaml",
                                          "json",       "toml",       "xml",    "tsx",  "dockerfile", "bash"};

enum { NAME_LONGEST = 20 };

static bool listed(struct text t, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (text_equal_nocase(t, text_of(names[i])))
            return true;
    return false;
}

static bool is_button(struct text t) {
    return listed(t, buttons, sizeof buttons / sizeof *buttons);
}

/* The grammar's row of a language's name or alias, or -1. */
static int row_of(struct text name) {
    if (!name.len || name.len > NAME_LONGEST)
        return -1;
    const struct language *language = language_find(name);
    char lower[NAME_LONGEST];
    for (size_t i = 0; i < name.len; i++)
        lower[i] = byte_lower(name.at[i]);
    int row = grammar_find((struct text){lower, name.len});
    return row < 0 && language ? grammar_find(text_of(language->name)) : row;
}

static bool is_plain_name(const struct plain_page *page, size_t begin, size_t i, size_t end) {
    return i > begin && i + 1 < end && page->lines[i - 1].code < 0 && page->lines[i + 1].code > 0 &&
           listed(page->lines[i].text, plain_names, sizeof plain_names / sizeof *plain_names);
}

void plain_mark_toolbars(struct plain_page *page, size_t begin, size_t end) {
    static const float prose = -8;
    for (size_t i = begin; i < end; i++) {
        struct plain_line *line = &page->lines[i];
        bool button = is_button(line->text);
        bool beside = (i > begin && is_button(page->lines[i - 1].text)) ||
                      (i + 1 < end && is_button(page->lines[i + 1].text));
        bool names = !button && (beside || is_plain_name(page, begin, i, end));
        int row = names ? row_of(line->text) : -1;
        line->toolbar = button || row >= 0;
        if (!line->toolbar)
            continue;
        line->code = prose;
        line->names = row + 1;
    }
}

size_t plain_toolbar_above(const struct plain_page *page, size_t i, int *row) {
    size_t count = 0;
    *row = -1;
    for (; count < i && page->lines[i - count - 1].toolbar; count++)
        if (page->lines[i - count - 1].names)
            *row = page->lines[i - count - 1].names - 1;
    return count;
}
