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

static void check_same(const struct document *document, struct report *report, const struct site_folder *folder,
                       const struct value *weight, const char *own) {
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
    report_add(report, document, MESSAGE_FRONT_MATTER_WEIGHT, weight->span,
               "%lld is the weight of %s, too (%s:%u)%s; expected: a weight of its own for each page of the folder",
               weight->integer, other->name, other->name, other->line, rest.at ? rest.at : "");
    buf_free(&rest);
}

enum { SEQUENCE_LONGEST = PROFILE_PAGES };

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

static const struct site_page *find_page(const struct site_folder *folder, const char *name) {
    for (size_t i = 0; i < folder->count; i++)
        if (strcmp(folder->pages[i].name, name) == 0)
            return &folder->pages[i];
    return NULL;
}

/* Whether the weights rise in the order that the profile names the pages in. Then there is nothing to look into: numbers
 * that run against it are for numbering/order to report. */
static bool weights_rise(const struct document *document, const struct site *site, const struct site_folder *folder,
                         const struct value *weight) {
    bool any = false;
    long long before = 0;
    for (const char *const *name = document->profile->sequence; *name; name++) {
        const struct site_page *page = find_page(folder, *name);
        bool is_own = strcmp(name_of(site->path), *name) == 0;
        if (!is_own && (!page || !page->weighted))
            continue;
        long long here = is_own ? weight->integer : page->weight;
        if (any && here < before)
            return false;
        before = here;
        any = true;
    }
    return true;
}

/* The pages of the sequence, by their numbers. */
static size_t rank(const struct document *document, const struct site *site, const struct site_folder *folder,
                   const struct value *weight, struct ranked ranked[SEQUENCE_LONGEST]) {
    size_t count = 0;
    struct buf file = {0};
    const char *own = name_of(site->path);
    for (const char *const *name = document->profile->sequence; *name && count < SEQUENCE_LONGEST; name++) {
        const struct site_page *page = find_page(folder, *name);
        bool is_own = strcmp(own, *name) == 0;
        struct ranked next = {.name = *name, .weight = weight->integer};
        if (!is_own && (!page || !page->weighted || site->resolve(site, NULL, text_of(*name), &file) != SITE_PAGE))
            continue;
        if (!is_own) {
            next.weight = page->weight;
            next.line = page->line;
        }
        next.number = first_number(is_own ? site->own(site) : site->anchors(site, file.at));
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

/* Marks the pages that have to move so that the weights rise with the numbers: as few as can be, the later ones first. */
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
    struct ranked ranked[SEQUENCE_LONGEST];
    bool astray[SEQUENCE_LONGEST];
    const char *own = name_of(site->path);
    size_t count = rank(document, site, folder, weight, ranked), me = 0;
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
        report_add(report, document, MESSAGE_FRONT_MATTER_WEIGHT, weight->span,
                   "the weight %lld puts this page %s %s (%s:%u, weight %lld), but its %s begin at %u and those there "
                   "at %u",
                   weight->integer, lighter ? "behind" : "before", ranked[i].name, ranked[i].name, ranked[i].line,
                   ranked[i].weight, noun.at, ranked[me].number, ranked[i].number);
        buf_free(&noun);
        return;
    }
}

void check_front_matter_weight(const struct document *document, const struct site *site, struct report *report) {
    const struct value *weight = value_get(document->front_matter.value, "weight");
    const char *own = site->path ? name_of(site->path) : "";
    /* Hugo takes 0 for no weight; an index page is weighed against folders, not against its own pages. */
    if (!weight || weight->kind != VALUE_INTEGER || weight->integer == 0 || !*own || strcmp(own, "_index.md") == 0 ||
        strcmp(own, "index.md") == 0)
        return;
    const struct site_folder *folder = site->folder(site);
    if (!folder)
        return;
    if (profile_is_unique(document->profile, "weight"))
        check_same(document, report, folder, weight, own);
    if (document->profile->sequence && profile_sequence_place(document->profile, site->path) >= 0 &&
        !weights_rise(document, site, folder, weight))
        check_order(document, site, report, folder, weight);
}
