/* SPDX-License-Identifier: MIT */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"

char *buf_reserve(struct buf *buf, size_t more) {
    if (more >= SIZE_MAX / 2 - buf->len)
        memory_die();
    size_t needed = buf->len + more + 1;
    if (needed > buf->capacity) {
        size_t capacity = buf->capacity * 2 > needed ? buf->capacity * 2 : needed;
        buf->at = memory_grow(buf->at, capacity < 64 ? 64 : capacity, 1);
        buf->capacity = capacity < 64 ? 64 : capacity;
    }
    return buf->at + buf->len;
}

void buf_add(struct buf *buf, struct text t) {
    char *end = buf_reserve(buf, t.len);
    if (t.len)
        memcpy(end, t.at, t.len);
    buf->len += t.len;
    buf->at[buf->len] = '\0';
}

void buf_add_string(struct buf *buf, const char *string) { buf_add(buf, text_of(string)); }

void buf_add_number(struct buf *buf, uint64_t number) {
    char digits[20];
    size_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + number % 10);
    while (number /= 10);
    buf_add(buf, (struct text){digits + at, sizeof digits - at});
}

void buf_add_run(struct buf *buf, char c, size_t count) {
    memset(buf_reserve(buf, count), c, count);
    buf->len += count;
    buf->at[buf->len] = '\0';
}

void buf_print(struct buf *buf, const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    char small[256];
    int length = vsnprintf(small, sizeof small, format, arguments);
    if (length > 0 && (size_t)length < sizeof small)
        buf_add(buf, (struct text){small, (size_t)length});
    else if (length > 0) {
        vsnprintf(buf_reserve(buf, (size_t)length), (size_t)length + 1, format, again);
        buf->len += (size_t)length;
    }
    va_end(again);
    va_end(arguments);
}

void buf_add_unix(struct buf *buf, struct text t) {
    if (text_find_byte(t, '\r', 0) == TEXT_NONE) {
        buf_add(buf, t);
        return;
    }
    char *to = buf_reserve(buf, t.len);
    for (size_t i = 0; i < t.len; i++) {
        if (t.at[i] == '\r' && i + 1 < t.len && t.at[i + 1] == '\n')
            continue;
        *to++ = t.at[i] == '\r' ? '\n' : t.at[i];
    }
    buf->len = (size_t)(to - buf->at);
    *to = '\0';
}

void buf_cut(struct buf *buf, size_t len) {
    if (len < buf->len) {
        buf->len = len;
        buf->at[len] = '\0';
    }
}

void buf_free(struct buf *buf) {
    free(buf->at);
    *buf = (struct buf){0};
}
