/* SPDX-License-Identifier: MIT */
/* front-matter/weight: the pages of a folder in the order their weights give. */
#include "rule/rule.h"
#include "rule/site.h"
#include "rule/wording.h"

static const char *name_of(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* First of the folder's weighted pages with that weight, as a number of by_weight. */
static size_t first_of_weight(const struct site_folder *folder, long long weight) {
    size_t low = 0, high = folder->weighted_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (folder->pages[folder->by_weight[middle]].weight < weight)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void check_same(const struct document *document, struct report *report,
                       const struct site_folder *folder, const struct value *weight, const char *own) {
    const struct site_page *other = NULL;
    size_t more = 0;
    for (size_t i = first_of_weight(folder, weight->integer);
         i < folder->weighted_count && folder->pages[folder->by_weight[i]].weight == weight->integer; i++) {
        const struct site_page *page = &folder->pages[folder->by_weight[i]];
        /* A page of the same title is the same page in another form, and not beside it on the site. */
        if (strcmp(page->name, own) == 0 || (page->title.len && text_equal(page->title, document->title)))
            continue;
        more += other != NULL;
        other = other ? other : page;
    }
    if (!other)
        return;
    struct buf rest = {0};
    if (more)
        buf_print(&rest, " and of %zu more", more);
    report_add(
        report, document, MESSAGE_FRONT_MATTER_WEIGHT, weight->span,
        "%lld is the weight of %s, too (%s:%u)%s; expected: a weight of its own for each page of the folder",
        weight->integer, other->name, other->name, other->line, rest.at ? rest.at : "");
    buf_free(&rest);
}

/* Of a longer one the first pages count, beside the page itself: each page looks at all of them. */
enum { SEQUENCE_LONGEST = 512 };

/* A page of the sequence with a number and a weight. */
struct ranked {
    const char *name;
    long long weight;
    uint32_t number; /* its first */
    uint32_t line;
};

static uint32_t first_number(const struct anchors *anchors) {
    uint32_t first = 0;
    for (size_t i = 0; anchors && i < anchors->count; i++)
        if (anchors->items[i].number && (!first || anchors->items[i].number < first))
            first = anchors->items[i].number;
    return first;
}

/* A page of the sequence with a weight, in its place. */
struct placed {
    const char *name;
    const struct site_page *page; /* NULL: the page that is checked */
};

static size_t place(const struct document *document, size_t count, struct placed pages[SEQUENCE_LONGEST],
                    struct placed next) {
    size_t at = count;
    if (profile_sequence_place(document->profile, next.name) < 0 || count == SEQUENCE_LONGEST)
        return count;
    for (; at && profile_sequence_compare(document->profile, pages[at - 1].name, next.name) > 0; at--)
        pages[at] = pages[at - 1];
    pages[at] = next;
    return count + 1;
}

/* The page of that name, or NULL. */
static const struct site_page *find_page(const struct site_folder *folder, const char *name) {
    size_t low = 0, high = folder->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(folder->pages[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < folder->count && strcmp(folder->pages[low].name, name) == 0 ? &folder->pages[low] : NULL;
}

/* The weighted pages of the sequence in its order. */
static size_t find_sequence(const struct document *document, const struct site *site,
                            const struct site_folder *folder, struct placed pages[SEQUENCE_LONGEST]) {
    const struct profile *profile = document->profile;
    const char *own = name_of(site->path);
    size_t count = place(document, 0, pages, (struct placed){own, NULL});
    for (size_t i = 0; profile->sequence_has_globs ? i < folder->count : profile->sequence[i] != NULL; i++) {
        const struct site_page *page =
            profile->sequence_has_globs ? &folder->pages[i] : find_page(folder, profile->sequence[i]);
        if (page && page->weighted && strcmp(page->name, own) != 0)
            count = place(document, count, pages, (struct placed){page->name, page});
    }
    return count;
}

/* Whether the weights rise in the order of the sequence. Then there is nothing to look into: numbers that run
 * against it are for numbering/order to report. */
static bool weights_rise(const struct placed *pages, size_t count, const struct value *weight) {
    for (size_t i = 1; i < count; i++) {
        long long before = pages[i - 1].page ? pages[i - 1].page->weight : weight->integer;
        long long here = pages[i].page ? pages[i].page->weight : weight->integer;
        if (here < before)
            return false;
    }
    return true;
}

/* The pages of the sequence, by their numbers. */
static size_t rank(const struct site *site, const struct placed *pages, size_t page_count,
                   const struct value *weight, struct ranked ranked[SEQUENCE_LONGEST]) {
    size_t count = 0;
    struct buf file = {0};
    for (size_t i = 0; i < page_count; i++) {
        const struct site_page *page = pages[i].page;
        struct ranked next = {.name = pages[i].name, .weight = page ? page->weight : weight->integer};
        if (page && site->resolve(site, NULL, text_of(page->name), &file) != SITE_PAGE)
            continue;
        next.line = page ? page->line : 0;
        next.number = first_number(page ? site->anchors(site, file.at) : site->own(site));
        size_t at = count;
        if (!next.number)
            continue;
        for (; at && ranked[at - 1].number > next.number; at--)
            ranked[at] = ranked[at - 1];
        ranked[at] = next;
        count++;
    }
    buf_free(&file);
    return count;
}

/* Marks the pages that have to move so that the weights rise with the numbers: as few as can be, the later
 * ones first. */
static void find_astray(const struct ranked *ranked, size_t count, bool astray[SEQUENCE_LONGEST]) {
    size_t length[SEQUENCE_LONGEST], best = 0;
    size_t before[SEQUENCE_LONGEST];
    for (size_t i = 0; i < count; i++) {
        astray[i] = true;
        length[i] = 1;
        before[i] = i;
        for (size_t k = 0; k < i; k++)
            if (ranked[k].weight <= ranked[i].weight && length[k] + 1 > length[i]) {
                length[i] = length[k] + 1;
                before[i] = k;
            }
        best = length[i] > length[best] ? i : best;
    }
    for (size_t i = best; count; i = before[i]) {
        astray[i] = false;
        if (before[i] == i)
            break;
    }
}

static void check_order(const struct document *document, const struct site *site, struct report *report,
                        const struct site_folder *folder, const struct value *weight) {
    struct placed pages[SEQUENCE_LONGEST];
    struct ranked ranked[SEQUENCE_LONGEST];
    bool astray[SEQUENCE_LONGEST];
    const char *own = name_of(site->path);
    size_t page_count = find_sequence(document, site, folder, pages), me = 0;
    if (weights_rise(pages, page_count, weight))
        return;
    size_t count = rank(site, pages, page_count, weight, ranked);
    while (me < count && strcmp(ranked[me].name, own) != 0)
        me++;
    find_astray(ranked, count, astray);
    if (me == count || !astray[me])
        return;
    for (size_t i = 0; i < count; i++) {
        bool lighter = ranked[i].weight < ranked[me].weight;
        if (i == me || astray[i] || ranked[i].weight == ranked[me].weight || lighter == (i < me))
            continue;
        struct buf noun = {0};
        wording_noun(&noun, document->profile->noun, 2);
        report_add(
            report, document, MESSAGE_FRONT_MATTER_WEIGHT, weight->span,
            "the weight %lld puts this page %s %s (%s:%u, weight %lld), but its %s begin at %u and those there "
            "at %u",
            weight->integer, lighter ? "behind" : "before", ranked[i].name, ranked[i].name, ranked[i].line,
            ranked[i].weight, noun.at, ranked[me].number, ranked[i].number);
        buf_free(&noun);
        return;
    }
}

void check_front_matter_weight(const struct document *document, const struct site *site,
                               struct report *report) {
    const struct value *weight = value_get(document->front_matter.value, "weight");
    const char *own = site->path ? name_of(site->path) : "";
    /* Hugo takes 0 for no weight; an index page is weighed against folders, not against its own pages. */
    if (!weight || weight->kind != VALUE_INTEGER || weight->integer == 0 || !*own ||
        strcmp(own, "_index.md") == 0 || strcmp(own, "index.md") == 0)
        return;
    const struct site_folder *folder = site->folder(site);
    if (!folder)
        return;
    if (profile_is_unique(document->profile, "weight"))
        check_same(document, report, folder, weight, own);
    if (profile_sequence_place(document->profile, site->path) >= 0)
        check_order(document, site, report, folder, weight);
}
