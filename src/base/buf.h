/* SPDX-License-Identifier: MIT */
/* A byte buffer that grows. All zero bytes is an empty one; buf_free() frees
 * it and makes it empty again. at[len] is always a NUL once anything was
 * added, so at can serve as a C string where the bytes hold none. */
#ifndef EXLINT_BASE_BUF_H
#define EXLINT_BASE_BUF_H

#include "base/text.h"

struct buf {
    char *at;
    size_t len, capacity;
};

void buf_add(struct buf *buf, struct text t);
void buf_add_string(struct buf *buf, const char *string);
/* In decimal. */
void buf_add_number(struct buf *buf, uint64_t number);
/* count times the byte c. */
void buf_add_run(struct buf *buf, char c, size_t count);
void buf_print(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Adds t with CRLF and lone CR written as LF. */
void buf_add_unix(struct buf *buf, struct text t);
/* Room for more bytes at at + len; the caller then raises len. */
char *buf_reserve(struct buf *buf, size_t more);
/* Shortens to len bytes; does nothing when it is shorter. */
void buf_cut(struct buf *buf, size_t len);
void buf_free(struct buf *buf);

static inline void buf_add_byte(struct buf *buf, char c) {
    if (buf->capacity - buf->len < 2)
        buf_reserve(buf, 1);
    buf->at[buf->len++] = c;
    buf->at[buf->len] = '\0';
}

/* What the buffer holds; valid until it next changes. */
static inline struct text buf_text(const struct buf *buf) { return (struct text){buf->at, buf->len}; }

#endif
