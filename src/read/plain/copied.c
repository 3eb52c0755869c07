/* SPDX-License-Identifier: MIT */
#include "read/plain/copied.h"

struct odd {
    const char *bytes;
    bool is_blank; /* else nobody sees it */
};

static const struct odd odds[] = {
    {"\xC2\xA0", true},      /* U+00A0 no-break space */
    {"\xE2\x80\x87", true},  /* U+2007 figure space */
    {"\xE2\x80\xAF", true},  /* U+202F narrow no-break space */
    {"\xE2\x80\x8B", false}, /* U+200B zero-width space */
    {"\xEF\xBB\xBF", false}, /* U+FEFF byte order mark, also where two pages were put together */
};

static const struct odd *odd_at(struct text t) {
    if (!t.len || (*t.at != '\xC2' && *t.at != '\xE2' && *t.at != '\xEF'))
        return NULL;
    for (size_t i = 0; i < sizeof odds / sizeof *odds; i++)
        if (text_starts(t, odds[i].bytes))
            return &odds[i];
    return NULL;
}

struct copied copied_add(struct text t, struct buf *out) {
    struct copied copied = {.first = TEXT_NONE};
    size_t kept = 0;
    for (size_t i = 0; i < t.len;) {
        const struct odd *odd = odd_at(text_from(t, i));
        if (!odd) {
            i++;
            continue;
        }
        if (copied.first == TEXT_NONE)
            copied.first = i;
        buf_add(out, text_slice(t, kept, i));
        if (odd->is_blank)
            buf_add_byte(out, ' ');
        copied.blanks += odd->is_blank;
        copied.invisible += !odd->is_blank;
        i += strlen(odd->bytes);
        kept = i;
    }
    buf_add(out, text_from(t, kept));
    return copied;
}
