/* SPDX-License-Identifier: MIT */
/* What convert is to do: a job for each document, with the file it becomes.
 * Everything that can be refused is refused before the first byte is written.
 * Of pages no bytes are held, of JSON files all, since they are planned document
 * by document. */
#ifndef EXLINT_COMMAND_PLAN_H
#define EXLINT_COMMAND_PLAN_H

#include "command/inputs.h"
#include "read/read.h"
#include "write/write.h"

struct job {
    size_t file; /* which input */
    struct text bytes;
    char *output; /* file to write; NULL: stdout or -o */
    bool loaded;  /* bytes were read while planning, since they may hold several documents or cannot be read twice */
    bool json;    /* they are a document of JSON; otherwise the form is named or is to be recognised */
};

struct plan {
    struct job *jobs; /* NULL: a job for each input, nothing loaded, all to one output */
    size_t count, capacity;
    struct buf *loads; /* load_count files that the jobs' bytes are parts of */
    size_t load_count, load_capacity;
};

struct plan_wishes {
    const struct reader *from; /* NULL: recognise */
    const struct writer *to;
    const char *out_dir, *output; /* NULL where not given */
    const char *keep;             /* a page that is only looked at: not overwritten either; or NULL */
};

/* False, with the reason said, when it cannot be done as wished: several pages for one place, an output that
 * is an input, a name that leads out of the folder. The caller frees *plan in any case. */
bool plan_make(struct plan *plan, const struct inputs *inputs, const struct read_context *read,
               const struct plan_wishes *wishes);
struct job plan_job(const struct plan *plan, size_t i);
void plan_free(struct plan *plan);

#endif
