/* SPDX-License-Identifier: MIT */
/* Fences inside lists and block quotes, which the model keeps whole. The
 * scanner follows item indentation and quote marks as CommonMark 0.30,
 * sections 5.1 and 5.2, closely enough to tell where a container ends. */
#ifndef EXLINT_RULE_CONTAINER_H
#define EXLINT_RULE_CONTAINER_H

#include "doc/document.h"

enum { CONTAINER_DEPTH = 32 };

struct container_scan {
    const struct source *source;
    struct text rest;                  /* what was not scanned yet */
    bool quote;                        /* the part is a block quote */
    uint32_t offsets[CONTAINER_DEPTH]; /* content columns of the items that are open, outermost first */
    unsigned depth;
};

struct container_fence {
    struct span opening; /* the run and its info string */
    struct span span;    /* the lines, from the opening run to the end of the last line of the fence */
    bool closed;
};

/* For a part of shape SHAPE_LIST or SHAPE_QUOTE. */
void container_scan_init(struct container_scan *scan, const struct source *source, const struct part *part);
/* The next fence in the container; false when there is none any more. */
bool container_next_fence(struct container_scan *scan, struct container_fence *fence);

#endif
