/* SPDX-License-Identifier: MIT */
/* A command of the user's that looks at a text: the shell runs it as it is
 * written, with the text as its standard input. */
#ifndef EXLINT_COMMAND_CHECKER_H
#define EXLINT_COMMAND_CHECKER_H

#include "base/buf.h"

enum { CHECKER_OUTPUT_MOST = 64 * 1024 /* bytes that are kept */ };

enum checker_end {
    CHECKER_CONTENT,   /* exit status 0 */
    CHECKER_COMPLAINS, /* another one, or a signal */
    CHECKER_LATE,      /* it did not end in time, or wrote without end, and was killed */
    CHECKER_ABSENT,    /* there is no such command, or it cannot be run */
};

/* Runs it, and whatever it begins, for no longer than that. *output (emptied first) gets what it wrote to its standard
 * output and error output. Any number of threads may call this. */
enum checker_end checker_run(const char *command, struct text input, unsigned milliseconds, struct buf *output);

/* What a complaint says: the words, and the line of the input (1 to `lines`) that they are about, 0 for none.
 * Understood are "line 3", ":3:" and ": 3:". */
struct complaint {
    struct text words; /* part of the output; empty where there are none */
    uint32_t line;
};

struct complaint complaint_read(struct text output, uint32_t lines);

#endif
