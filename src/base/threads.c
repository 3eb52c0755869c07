/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* sched_getaffinity */
#include "base/threads.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/memory.h"

enum { MOST_THREADS = 1024, AHEAD_PER_THREAD = 16 };

struct crew {
    const struct threads_work *work;
    size_t count, ahead;
    pthread_mutex_t lock; /* for all below */
    pthread_cond_t moved; /* given went up, or stopped */
    size_t begun, given;  /* items 0..begun-1 were begun, items 0..given-1 given out */
    bool *finished;       /* of begun items not given out, at item % ahead */
    size_t waiting;       /* threads that wait for `moved` */
    bool stopped;
};

unsigned threads_processors(void) {
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0)
        return (unsigned)CPU_COUNT(&set);
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (unsigned)online : 1;
}

static void run_alone(const struct threads_work *work, size_t count) {
    for (size_t item = 0; item < count; item++) {
        work->run(work->context, item);
        if (work->done && !work->done(work->context, item))
            return;
    }
}

/* Takes the next item; false when there is none to be begun any more. Called, and comes back, with the lock
 * held. */
static bool take(struct crew *crew, size_t *item) {
    for (;;) {
        if (crew->stopped || crew->begun == crew->count)
            return false;
        if (!crew->work->done || crew->begun - crew->given < crew->ahead)
            break;
        crew->waiting++;
        pthread_cond_wait(&crew->moved, &crew->lock);
        crew->waiting--;
    }
    *item = crew->begun++;
    return true;
}

/* Gives out what is finished, in order. Lock held, but not during done(): there the item counts as not
 * finished, so that no other thread gives out it or what follows; this one looks again afterwards. */
static void give(struct crew *crew) {
    while (!crew->stopped && crew->given < crew->begun && crew->finished[crew->given % crew->ahead]) {
        size_t item = crew->given;
        crew->finished[item % crew->ahead] = false;
        pthread_mutex_unlock(&crew->lock);
        bool go_on = crew->work->done(crew->work->context, item);
        pthread_mutex_lock(&crew->lock);
        crew->given++;
        if (!go_on)
            crew->stopped = true;
        if (crew->waiting)
            pthread_cond_broadcast(&crew->moved);
    }
}

static void *labour(void *context) {
    struct crew *crew = context;
    size_t item;
    pthread_mutex_lock(&crew->lock);
    while (take(crew, &item)) {
        pthread_mutex_unlock(&crew->lock);
        crew->work->run(crew->work->context, item);
        pthread_mutex_lock(&crew->lock);
        if (crew->work->done) {
            crew->finished[item % crew->ahead] = true;
            give(crew);
        }
    }
    if (crew->waiting) /* the last item was begun: those that wait for their turn have none */
        pthread_cond_broadcast(&crew->moved);
    pthread_mutex_unlock(&crew->lock);
    return NULL;
}

static unsigned threads_meant(unsigned threads) {
    if (threads == 0)
        threads = threads_processors();
    return threads < MOST_THREADS ? threads : MOST_THREADS;
}

size_t threads_ahead(unsigned threads) { return (size_t)AHEAD_PER_THREAD * threads_meant(threads); }

void threads_run(const struct threads_work *work, size_t count, unsigned threads) {
    threads = threads_meant(threads);
    if (threads > count)
        threads = (unsigned)count;
    if (threads <= 1) {
        run_alone(work, count);
        return;
    }
    struct crew crew = {.work = work, .count = count, .ahead = work->ahead};
    if (crew.ahead == 0)
        crew.ahead = threads_ahead(threads);
    if (crew.ahead > count)
        crew.ahead = count;
    crew.finished = memory_get_zeroed(crew.ahead, sizeof *crew.finished);
    pthread_mutex_init(&crew.lock, NULL);
    pthread_cond_init(&crew.moved, NULL);
    pthread_t *helpers = memory_get_zeroed(threads, sizeof *helpers);
    unsigned started = 0;
    while (started < threads - 1 && pthread_create(&helpers[started], NULL, labour, &crew) == 0)
        started++;
    labour(&crew);
    while (started)
        pthread_join(helpers[--started], NULL);
    pthread_cond_destroy(&crew.moved);
    pthread_mutex_destroy(&crew.lock);
    free(helpers);
    free(crew.finished);
}
