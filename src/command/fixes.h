/* SPDX-License-Identifier: MIT */
/* check --fix and --diff: the edits of findings, applied page by page until
 * nothing more changes. A page is changed only where it parses to the same
 * structure afterwards. */
#ifndef EXLINT_COMMAND_FIXES_H
#define EXLINT_COMMAND_FIXES_H

#include "command/pages.h"

struct fixed_page {
    bool held;            /* original is filled: the page was changed, or it can be read only once */
    bool once;            /* it is no regular file, so it can be read only once */
    bool changed;         /* now is filled, and differs */
    struct buf original, now;
    size_t fixed;         /* findings */
    bool refused;         /* a fix was not made because the structure would have changed */
    const char *error;    /* why it could not be read or written */
};

struct fixes {
    struct fixed_page *pages; /* one for each input */
    size_t count;
    struct text *now, *before; /* as pages_work.replaced wants them: the pages as fixed, and as they were */
};

/* Makes the fixes in memory, in passes over all of the work's pages; nothing is written. work->page is not called;
 * narrow (may be NULL) is called instead of it, to take out of a report what is not to be fixed. The caller frees *fixes
 * in any case. */
void fixes_make(struct fixes *fixes, const struct pages_work *work,
                void (*narrow)(void *context, size_t item, struct report *report));
/* Replaces the files that changed. What cannot be written gets an error, and is as it was, here too. */
void fixes_write(struct fixes *fixes, const struct inputs *inputs);
/* Number of findings fixed. */
size_t fixes_total(const struct fixes *fixes);
void fixes_free(struct fixes *fixes);

#endif
