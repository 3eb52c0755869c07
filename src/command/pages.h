/* SPDX-License-Identifier: MIT */
/* Checking many pages at once: each is read and checked by itself, and the
 * numbered sequence that a folder's pages form is checked when all of them are
 * there. Results come in the order of the inputs, as soon as they are final. */
#ifndef EXLINT_COMMAND_PAGES_H
#define EXLINT_COMMAND_PAGES_H

#include "command/inputs.h"
#include "read/read.h"
#include "report/report.h"

struct pages_work {
    const struct inputs *inputs;
    const struct read_context *read;
    const struct settings *settings;
    unsigned threads; /* 0: one for each processor */
    void *context;
    /* Called once for each page, in order, never two at once, from any thread. report is sorted; it is NULL
     * for a page that could not be read. trouble: messages with their paths, each ended by a NUL. false asks
     * to stop. */
    bool (*page)(void *context, const struct report *report, struct text trouble);
};

/* Pages of a folder's sequence that are not among the inputs are read from disk and counted, so that one page
 * gets the same findings as its whole folder. */
void pages_check(const struct pages_work *work);

#endif
