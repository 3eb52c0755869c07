/* SPDX-License-Identifier: MIT */
/* What a place inside a line is judged by, for those who look for seams. */
#ifndef EXLINT_READ_PLAIN_SEAM_H
#define EXLINT_READ_PLAIN_SEAM_H

#include "read/plain/plain.h"

struct place_view {
    struct text line, left, right;
    char before, after;
    bool quoted;       /* in a string of the line */
    bool closes_quote; /* behind the quote that ends one */
    bool above_prose;  /* the next line is prose */
    struct text below; /* the next line of the code, or empty */
};

/* Marks the bytes that stand in quotes which open and close on the line; inside has room for it. */
void seam_mark_quoted(struct text t, bool *inside);
/* Whether the text is nothing but what closes: "}", "})", "});", "end". */
bool seam_closes_only(struct text t);
/* Log odds, by what stands left of the place, that code ends there. */
float seam_score_left(const struct plain_page *page, const struct place_view *v);
/* Log odds that a comment right of the place begins other code; -20 where none begins. */
float seam_score_comment(const struct place_view *v);

#endif
