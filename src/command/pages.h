/* SPDX-License-Identifier: MIT */
/* Checking many pages at once: each is read and checked by itself, and the
 * numbered sequence that a folder's pages form is checked when all of them are
 * there. Results come in the order of the inputs, as soon as they are final. */
#ifndef EXLINT_COMMAND_PAGES_H
#define EXLINT_COMMAND_PAGES_H

#include "command/config.h"
#include "command/inputs.h"

/* What was made of a page. */
struct pages_result {
    size_t item;           /* its number among the inputs */
    struct report *report; /* sorted, without fixes where the page is no Markdown; NULL where it could not be read */
    struct text bytes;     /* the page, where they were asked for */
    struct text trouble;   /* messages with their paths, each ended by a NUL */
};

struct pages_work {
    const struct inputs *inputs;
    const struct read_context *read;           /* for pages that are none of the inputs */
    const struct page_config *const *configs;  /* one for each input */
    unsigned threads;            /* 0: one for each processor */
    const struct text *replaced; /* NULL, or for each input what is looked at instead of its file; at == NULL: the file */
    bool keep_bytes;             /* results have the page's bytes */
    bool run_checkers;           /* --run-checkers */
    bool ignore_comments;        /* --no-inline-config */
    bool partial;                /* rules were turned off on the command line */
    void *context;
    /* Called once for each page, in order, never two at once, from any thread. false asks to stop. */
    bool (*page)(void *context, const struct pages_result *result);
};

/* Pages of a folder's sequence that are not among the inputs are read from disk and counted, so that one page
 * gets the same findings as its whole folder. */
void pages_check(const struct pages_work *work);

#endif
