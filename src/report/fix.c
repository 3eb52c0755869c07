/* SPDX-License-Identifier: MIT */
#include "report/fix.h"

#include <stdlib.h>

#include "base/memory.h"

/* Which offsets of the page belong to an edit that was taken, a bit each: the bytes it replaces, or the place where it
 * only inserts. */
struct claims {
    unsigned char *bits;
    size_t size; /* of the page */
};

static uint32_t claim_end(struct span span) { return span.end > span.begin ? span.end : span.begin + 1; }

static bool is_claimed(const struct claims *claims, uint32_t offset) {
    return claims->bits[offset >> 3] >> (offset & 7) & 1;
}

static void claim(struct claims *claims, struct span span, bool taken) {
    for (uint32_t i = span.begin; i < claim_end(span); i++)
        if (taken)
            claims->bits[i >> 3] |= (unsigned char)(1u << (i & 7));
        else
            claims->bits[i >> 3] &= (unsigned char)~(1u << (i & 7));
}

static bool is_free(const struct claims *claims, struct span span) {
    if (span.begin > span.end || span.end > claims->size)
        return false;
    for (uint32_t i = span.begin; i < claim_end(span); i++)
        if (is_claimed(claims, i))
            return false;
    return true;
}

/* Claims all edits of a finding, or none. */
static bool take(struct claims *claims, const struct finding *finding) {
    for (size_t i = 0; i < finding->edit_count; i++) {
        if (is_free(claims, finding->edits[i].span)) {
            claim(claims, finding->edits[i].span, true);
            continue;
        }
        while (i-- > 0)
            claim(claims, finding->edits[i].span, false);
        return false;
    }
    return finding->edit_count > 0;
}

static int compare(const void *left, const void *right) {
    const struct edit *const *a = left, *const *b = right;
    return ((*a)->span.begin > (*b)->span.begin) - ((*a)->span.begin < (*b)->span.begin);
}

static void put(struct text page, const struct edit **edits, size_t count, struct buf *out) {
    uint32_t from = 0;
    for (size_t i = 0; i < count; i++) {
        buf_add(out, text_slice(page, from, edits[i]->span.begin));
        buf_add(out, edits[i]->replacement);
        from = edits[i]->span.end;
    }
    buf_add(out, text_from(page, from));
}

size_t fix_apply(struct text page, const struct report *report, struct buf *out) {
    size_t edit_count = 0, count = 0, fixed = 0;
    for (size_t i = 0; i < report->count; i++)
        edit_count += report->findings[i].edit_count;
    if (edit_count == 0) {
        buf_add(out, page);
        return 0;
    }
    struct claims claims = {memory_get_zeroed(page.len / 8 + 1, 1), page.len};
    const struct edit **edits = memory_grow(NULL, edit_count, sizeof *edits);
    for (size_t i = 0; i < report->count; i++) {
        const struct finding *finding = &report->findings[i];
        if (!take(&claims, finding))
            continue;
        fixed++;
        for (size_t k = 0; k < finding->edit_count; k++)
            edits[count++] = &finding->edits[k];
    }
    qsort(edits, count, sizeof *edits, compare);
    put(page, edits, count, out);
    free(edits);
    free(claims.bits);
    return fixed;
}
