/* SPDX-License-Identifier: MIT */
/* link/fragment, link/target. */
#include <assert.h>
#include <stdlib.h>

#include "base/memory.h"
#include "rule/rule.h"
#include "rule/targets.h"

enum {
    LONGEST_SLUG = 160, /* bytes of a slug that is compared with others */
    MOST_SOUGHT = 200,  /* broken fragments of a page that get their nearest slug: each takes a walk over all of them */
};

/* What a broken fragment was probably meant to be. */
struct nearest {
    const struct anchor *anchor; /* NULL for none */
    bool certain;                /* no other is as likely */
};

/* The bytes that make a difference to the eye: letters and digits, in lower case. */
static size_t squeeze(struct text slug, char *out) {
    size_t n = 0;
    assert(slug.at || !slug.len);
    for (size_t i = 0; i < slug.len && n < LONGEST_SLUG; i++)
        if (byte_is_alpha(slug.at[i]) || byte_is_digit(slug.at[i]) || (unsigned char)slug.at[i] >= 0x80)
            out[n++] = byte_lower(slug.at[i]);
    return n;
}

/* Edit distance of two texts of at most LONGEST_SLUG bytes. */
static unsigned distance(struct text a, struct text b) {
    unsigned row[LONGEST_SLUG + 1];
    for (size_t j = 0; j <= b.len; j++)
        row[j] = (unsigned)j;
    for (size_t i = 0; i < a.len; i++) {
        unsigned corner = row[0];
        row[0] = (unsigned)i + 1;
        for (size_t j = 0; j < b.len; j++) {
            unsigned best = corner + (a.at[i] != b.at[j]);
            if (row[j] + 1 < best)
                best = row[j] + 1;
            if (row[j + 1] + 1 < best)
                best = row[j + 1] + 1;
            corner = row[j + 1];
            row[j + 1] = best;
        }
    }
    return row[b.len];
}

/* Whether both have the same digits in the same order: another number is another example. */
static bool same_digits(struct text a, struct text b) {
    size_t i = 0, j = 0;
    for (;; i++, j++) {
        while (i < a.len && !byte_is_digit(a.at[i]))
            i++;
        while (j < b.len && !byte_is_digit(b.at[j]))
            j++;
        if (i == a.len || j == b.len)
            return i == a.len && j == b.len;
        if (a.at[i] != b.at[j])
            return false;
    }
}

static struct nearest find_nearest(const struct anchors *anchors, struct text slug) {
    struct nearest nearest = {0};
    char wanted_bytes[LONGEST_SLUG], bytes[LONGEST_SLUG] = "";
    struct text wanted = {wanted_bytes, squeeze(slug, wanted_bytes)};
    unsigned least = (unsigned)wanted.len / 3 + 1;
    for (size_t i = 0; i < anchors->count; i++) {
        struct text here = {bytes, squeeze(anchors->items[i].slug, bytes)};
        size_t longer = here.len > wanted.len ? here.len - wanted.len : wanted.len - here.len;
        if (longer > least)
            continue;
        unsigned apart = distance(here, wanted);
        bool same = same_digits(here, wanted);
        if (apart > least || (!same && apart > 1))
            continue;
        bool first = !nearest.anchor || apart < least;
        nearest.certain = first && same && apart <= 2;
        nearest.anchor = first ? &anchors->items[i] : nearest.anchor;
        least = apart;
    }
    return nearest;
}

static void report_fragment(const struct document *document, struct report *report, const struct link *link,
                            const struct target_page *page, bool seek) {
    struct text written = source_text(document->source, link->fragment);
    struct nearest nearest = seek ? find_nearest(page->anchors, written) : (struct nearest){0};
    struct span span = {link->fragment.begin - 1, link->fragment.end};
    struct text where = page->file ? text_of(page->file) : TEXT("this page");
    struct finding *finding;
    if (nearest.anchor && nearest.anchor->line)
        finding = report_add(report, document, MESSAGE_LINK_FRAGMENT, span,
                             "no heading of %.*s makes \"#%.*s\"; the nearest one is \"#%.*s\" (line %u)",
                             TEXT_ARG(where), TEXT_ARG(written), TEXT_ARG(nearest.anchor->slug), nearest.anchor->line);
    else
        finding = report_add(report, document, MESSAGE_LINK_FRAGMENT, span,
                             "no heading of %.*s makes \"#%.*s\"%s; expected: the slug of one of its headings",
                             TEXT_ARG(where), TEXT_ARG(written),
                             page->anchors->hides ? " (a code block hides headings there)" : "");
    if (nearest.anchor && nearest.certain)
        report_fix(report, finding, link->fragment, nearest.anchor->slug);
}

void check_link_fragment(const struct document *document, const struct site *site, struct report *report) {
    struct targets targets;
    size_t sought = 0;
    targets_find(document, site, report->settings->options.site_root, &targets);
    for (size_t i = 0; i < targets.links.count; i++) {
        const struct link *link = &targets.links.items[i];
        const struct target_page *page = &targets.pages[i];
        if (page->kind != TARGET_PAGE || !page->anchors || !link->has_fragment || link->image ||
            fragment_is_free(source_text(document->source, link->fragment)) ||
            target_anchor(document, &targets, i))
            continue;
        report_fragment(document, report, link, page, sought++ < MOST_SOUGHT);
    }
    targets_free(&targets);
}

void check_link_target(const struct document *document, const struct site *site, struct report *report) {
    struct targets targets;
    const char *root = report->settings->options.site_root;
    targets_find(document, site, root, &targets);
    for (size_t i = 0; i < targets.links.count; i++) {
        const struct link *link = &targets.links.items[i];
        if (targets.pages[i].kind != TARGET_MISSING)
            continue;
        struct text path = link_path(document, link);
        struct span span = source_span_of(document->source, path);
        if (link_kind(document, link) == LINK_ABSOLUTE)
            report_add(report, document, MESSAGE_LINK_TARGET, span,
                       "\"%.*s\" leads to no page below %s; expected: a page there, as X.md, X/_index.md or X/index.md",
                       TEXT_ARG(path), root);
        else
            report_add(report, document, MESSAGE_LINK_TARGET, span,
                       "\"%.*s\" does not exist, seen from this page's folder; expected: %s", TEXT_ARG(path),
                       link->image ? "an image" : "a page or another file");
    }
    targets_free(&targets);
}
