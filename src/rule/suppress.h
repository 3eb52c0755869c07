/* SPDX-License-Identifier: MIT */
/* Suppression comments: what an author wrote into a page to silence findings.
 *
 *   <!-- exlint-disable [RULE...] [-- reason] -->   up to exlint-enable, or to the end of the page
 *   -disable-line, -disable-next-line (the next that is not blank), -disable-file
 *   # exlint-disable-line, inside front matter
 *
 * RULE is a name, a group or "group/" + "*"; without one, all are meant. In code
 * and code spans a comment is none. A page without "exlint-" costs one search. */
#ifndef EXLINT_RULE_SUPPRESS_H
#define EXLINT_RULE_SUPPRESS_H

#include "doc/document.h"
#include "report/report.h"

enum suppress_reach { SUPPRESS_DISABLE, SUPPRESS_ENABLE, SUPPRESS_LINE, SUPPRESS_NEXT_LINE, SUPPRESS_FILE };

/* One rule that a comment names, or a comment that names none. */
struct suppression {
    enum suppress_reach reach;
    struct text selector; /* empty: every rule */
    struct span comment;  /* in the page */
    uint32_t line;        /* the one it is about: LINE, NEXT_LINE; 0 where there is none */
    struct place place;   /* of the selector, or of the comment */
    bool used;            /* it silenced something */
};

/* Of one page; in the order of offsets. All zero bytes: there are none. */
struct suppressions {
    struct suppression *items;
    size_t count, capacity;
};

/* Reads the document's comments into the arena, and reports suppression/unknown. Of pages that are no Markdown nothing is
 * read: their findings have no offsets. */
void suppress_read(const struct document *document, struct suppressions *suppressions, struct report *report,
                   struct arena *arena);
/* Takes out of a sorted report what is suppressed, and adds suppression/unused, so that it has to be sorted again. partial:
 * rules were turned off on the command line, so that a comment may well have its use although nothing was found. */
void suppress_apply(struct suppressions *suppressions, struct report *report, bool partial);

#endif
