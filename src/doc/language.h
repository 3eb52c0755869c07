/* SPDX-License-Identifier: MIT */
/* What is known of the languages of code blocks: one table, a row a language
 * (language.c). Whoever adds a language adds a row. */
#ifndef EXLINT_DOC_LANGUAGE_H
#define EXLINT_DOC_LANGUAGE_H

#include "base/text.h"

enum { LANGUAGE_LEADERS = 6, LANGUAGE_STRINGS = 8 };

struct language_string {
    const char *open, *close; /* "\"", "'", "\"\"\"", "`" … */
    char escapes;             /* the byte that takes the next one along, mostly a backslash; 0 for none */
    bool spans_lines;         /* goes on over line ends; others end with their line, or are no strings */
    bool character; /* a literal of one character; the quote alone means something else ('a in Rust) */
};

/* What a language does in a way of its own, or-ed. */
enum language_trait {
    LANGUAGE_WORDS = 1,   /* a comment leader counts at a word's start only (shells, YAML) */
    LANGUAGE_LINES = 2,   /* a comment leader counts at a line's start only, blanks before it allowed */
    LANGUAGE_REGEX = 4,   /* regular expressions between slashes */
    LANGUAGE_HEREDOC = 8, /* <<WORD takes the lines up to WORD */
    LANGUAGE_YAML = 16, /* quotes open at a word's start; "|" and ">" take the lines that are indented more */
    LANGUAGE_SYMBOLS = 32, /* a leader next to another symbol is an operator (Haskell's -->) */
};

/* Leaders: what starts a comment, NULL-terminated, the usual one first: "#", "//"; also block comments such
 * as
 * "<!--". Where several stand at one place the longest counts. There are none where the language has no
 * comments (JSON). Closers: what ends the comment of the leader at the same place; NULL: the line's end does.
 */
struct language {
    const char *name;           /* canonical, lower case: "python" */
    const char *const *aliases; /* NULL-terminated: "py", "python3" */
    const char *leaders[LANGUAGE_LEADERS + 1];
    const char *closers[LANGUAGE_LEADERS + 1];
    struct language_string strings[LANGUAGE_STRINGS + 1]; /* longest opening first; open == NULL ends */
    unsigned traits;                                      /* enum language_trait */
    char escape; /* outside strings, takes the next byte along: \ in shells, ? in Ruby; 0 for none */
};

/* The row of a language or one of its aliases, without regard to case; NULL when unknown. */
const struct language *language_find(struct text name);
/* The row that stands for "some language we do not know": every common leader, the common strings. Never
 * NULL. */
const struct language *language_unknown(void);
size_t language_count(void);
const struct language *language_at(size_t i);

enum { LANGUAGE_CONFINED_COMMENTS = 1 << 16, LANGUAGE_CONFINED_BODIES = 1 << 17 };

/* Where a scanner of one language stands in a text that may be inside something over several lines. All zero at the start.
 * Texts are borrowed from the lines that were scanned. */
struct language_state {
    const struct language_string *inside; /* the string that was open at the end of the last line, or NULL */
    const char *closer;                   /* what ends the block comment that was open there, or NULL */
    struct text heredoc;   /* the word that ends the here-document that was open there; at == NULL: none */
    bool heredoc_indented; /* blanks may stand before that word */
    size_t scalar;         /* YAML: lines indented by at least this much are inside; 0: none */
    unsigned confined;     /* set by the caller: 1 << i says that strings[i] does not span lines here, the two
                              bits above that block comments, here-documents and block scalars do not */
    unsigned failed;       /* private: what is not closed on this line, so that nobody looks twice */
    const struct language *known; /* private: whose bytes the next are */
    uint64_t bytes[4];            /* private: those at which anything but plain text may begin */
};

static inline bool language_state_is_open(const struct language_state *state) {
    return state->inside || state->closer || state->heredoc.at || state->scalar;
}

struct language_comment {
    size_t begin;       /* offset of the leader in the line */
    size_t leader;      /* its length in bytes */
    size_t end;         /* behind the closer, or the line's end */
    const char *closer; /* NULL for a comment up to the line's end */
    bool closed;        /* the closer stands on this line */
};

/* The first comment in a line at or after `from` that is not inside a string; false when there is none. Goes
 * on from state, which is to be kept from line to line. When it gives a closed block comment, ask again from
 * its end; after any other answer the line is done. */
bool language_next_comment(const struct language *language, struct text line, size_t from,
                           struct language_state *state, struct language_comment *comment);

#endif
