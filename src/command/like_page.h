/* SPDX-License-Identifier: MIT */
/* The page that convert --like names, read once for all that is converted. */
#ifndef EXLINT_COMMAND_LIKE_PAGE_H
#define EXLINT_COMMAND_LIKE_PAGE_H

#include "read/like.h"
#include "read/read.h"

struct like_page {
    struct buf bytes;
    struct source source;
    struct document document;
    struct like *like; /* NULL: it could not be used */
    bool read;         /* private: source and document are to be freed */
};

/* Reads the page at a path. False, with the reason said on stderr, where it cannot be read, is no Markdown,
 * or holds no examples. The caller calls like_page_free() in any case. */
bool like_page_read(struct like_page *page, const char *path, const struct read_context *read);
void like_page_free(struct like_page *page);

#endif
