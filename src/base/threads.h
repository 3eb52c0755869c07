/* SPDX-License-Identifier: MIT */
/* Work on numbered items in parallel, results taken in order. */
#ifndef EXLINT_BASE_THREADS_H
#define EXLINT_BASE_THREADS_H

#include <stdbool.h>
#include <stddef.h>

struct threads_work {
    void *context;
    /* Does item number `item` (from 0); called once for each, from any thread, several at once. Items are begun in
     * rising order. */
    void (*run)(void *context, size_t item);
    /* Called once for each item, in rising order, never two at once, after its run() came back; from any thread.
     * false asks to stop: no further items are begun or given out. May be NULL. */
    bool (*done)(void *context, size_t item);
    /* How many items may be begun beyond the last one given out, so that waiting results stay bounded; 0 for
     * 16 for each thread. */
    size_t ahead;
};

/* Runs count items on at most `threads` threads (0: as many as there are processors) and comes back when all are done
 * or stopped. With one thread, or where a thread cannot be started, the calling thread does the work. */
void threads_run(const struct threads_work *work, size_t count, unsigned threads);
/* What ahead is where it is 0: so many results may wait at a time, those that are being made included. */
size_t threads_ahead(unsigned threads);
/* Processors this process may run on, at least 1. */
unsigned threads_processors(void);

#endif
