/* SPDX-License-Identifier: MIT */
/* What is known of the languages of code blocks: one table, a row a language
 * (language.c). Whoever adds a language adds a row. */
#ifndef EXLINT_DOC_LANGUAGE_H
#define EXLINT_DOC_LANGUAGE_H

#include "base/text.h"

enum { LANGUAGE_LEADERS = 4, LANGUAGE_STRINGS = 6 };

struct language_string {
    const char *open, *close; /* "\"", "'", "\"\"\"", "`" … */
    bool escapes;             /* a backslash takes the next byte along */
    bool spans_lines;         /* goes on over line ends; others end with their line at the latest */
};

struct language {
    const char *name;               /* canonical, lower case: "python" */
    const char *const *aliases;     /* NULL-terminated: "py", "python3" */
    const char *leaders[LANGUAGE_LEADERS + 1]; /* comment leaders that start a comment up to the line's end: "#", "//";
                                                  also "/ *" and "<!--" where only block comments exist; NULL-terminated */
    const char *closers[LANGUAGE_LEADERS + 1]; /* what ends the comment of the leader at the same place, or NULL */
    struct language_string strings[LANGUAGE_STRINGS]; /* longest opening first; open == NULL ends the list */
};

/* The row of a language or one of its aliases, without regard to case; NULL when unknown. */
const struct language *language_find(struct text name);
/* The row that stands for "some language we do not know": every common leader, the common strings. Never NULL. */
const struct language *language_unknown(void);
size_t language_count(void);
const struct language *language_at(size_t i);

/* Where a scanner stands in a text that may be inside a string over several lines. All zero at the start. */
struct language_state {
    const struct language_string *inside; /* the string that was open at the end of the last line, or NULL */
};

/* Offset in one line of the first comment leader that is not inside a string, or TEXT_NONE; *leader is then its length
 * in bytes. Goes on from state and leaves it as it is at the line's end. In a language where "#" or "--" begins a comment
 * only at a word's start (shells, YAML), one in the middle of a word does not count. */
size_t language_find_comment(const struct language *language, struct text line, struct language_state *state,
                             size_t *leader);

#endif
