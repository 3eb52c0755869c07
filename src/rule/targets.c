/* SPDX-License-Identifier: MIT */
#include "rule/targets.h"

#include <stdlib.h>

#include "base/memory.h"

struct finder {
    const struct document *document;
    const struct site *site;
    const char *root;
    struct targets *targets;
    struct sorted_link *sorted;
    size_t count;
    struct buf path, file;
};

struct sorted_link {
    struct text folder, name;
    enum link_kind kind;
    size_t link;
};

static int by_path(const void *a, const void *b) {
    const struct sorted_link *x = a, *y = b;
    int order = text_compare(x->folder, y->folder);
    order = order ? order : text_compare(x->name, y->name);
    return order ? order : (x->link > y->link) - (x->link < y->link);
}

static void cut(struct text path, struct text *folder, struct text *name) {
    while (path.len > 1 && text_ends(path, "/"))
        path.len--;
    size_t slash = path.len;
    while (slash && path.at[slash - 1] != '/')
        slash--;
    *folder = text_slice(path, 0, slash);
    *name = text_from(path, slash);
}

static void sort_links(struct finder *finder) {
    const struct links *links = &finder->targets->links;
    finder->sorted = memory_get_zeroed(links->count + 1, sizeof *finder->sorted);
    for (size_t i = 0; i < links->count; i++) {
        const struct link *link = &links->items[i];
        enum link_kind kind = link_kind(finder->document, link);
        struct target_page *page = &finder->targets->pages[i];
        if (kind == LINK_HERE) {
            *page = (struct target_page){TARGET_PAGE, finder->site->own(finder->site), NULL, true};
        } else if (kind == LINK_ABSOLUTE || (kind == LINK_RELATIVE && finder->site->path)) {
            struct sorted_link *sorted = &finder->sorted[finder->count++];
            sorted->kind = kind;
            sorted->link = i;
            cut(link_path(finder->document, link), &sorted->folder, &sorted->name);
        }
    }
    qsort(finder->sorted, finder->count, sizeof *finder->sorted, by_path);
}

/* Whether the last name of a path may be a page's: it has no suffix, or Markdown's. */
static bool may_be_page(struct text name) {
    return text_find_byte(name, '.', 0) == TEXT_NONE || text_ends(name, ".md") || text_ends(name, ".markdown");
}

/* fragments: whether its anchors are needed. */
static struct target_page resolve(struct finder *finder, struct text written, const char *root, bool beside,
                                  bool fragments) {
    const struct site *site = finder->site;
    struct target_page page = {.kind = TARGET_UNKNOWN};
    buf_cut(&finder->path, 0);
    link_decode(written, &finder->path);
    if (text_find_byte(buf_text(&finder->path), '\0', 0) != TEXT_NONE)
        return page;
    enum site_target target = site->resolve(site, root, buf_text(&finder->path), &finder->file);
    page.kind = target == SITE_PAGE ? TARGET_PAGE : target == SITE_FILE ? TARGET_FILE : TARGET_MISSING;
    if (page.kind != TARGET_PAGE)
        return page;
    page.anchors = fragments ? site->anchors(site, finder->file.at) : NULL;
    page.file = arena_copy(&finder->targets->arena, buf_text(&finder->file)).at;
    page.beside = beside;
    if (page.anchors && page.anchors == site->own(site))
        page.file = NULL;
    return page;
}

/* Number of links from `first` on with the same folder, and with the same name too. */
static size_t count_like(const struct finder *finder, size_t first, bool name) {
    size_t end = first;
    while (end < finder->count && text_equal(finder->sorted[end].folder, finder->sorted[first].folder) &&
           (!name || text_equal(finder->sorted[end].name, finder->sorted[first].name)))
        end++;
    return end - first;
}

static void set_pages(struct finder *finder, size_t first, size_t count, struct target_page page) {
    for (size_t i = first; i < first + count; i++)
        finder->targets->pages[finder->sorted[i].link] = page;
}

static bool has_fragments(const struct finder *finder, size_t first, size_t count) {
    for (size_t i = first; i < first + count; i++)
        if (finder->targets->links.items[finder->sorted[i].link].has_fragment)
            return true;
    return false;
}

static bool is_beside(struct text folder) { return folder.len == 0 || text_is(folder, "./"); }

static void find_relative(struct finder *finder, size_t first, size_t count) {
    const struct sorted_link *sorted = &finder->sorted[first];
    struct text path = {sorted->folder.at, sorted->folder.len + sorted->name.len};
    if (!sorted->folder.len)
        path = sorted->name;
    bool fragments = has_fragments(finder, first, count);
    set_pages(finder, first, count, resolve(finder, path, NULL, is_beside(sorted->folder), fragments));
}

/* Links from the root of the site, all of one folder, where the root is known. */
static void find_below_root(struct finder *finder, size_t first, size_t count) {
    const struct sorted_link *sorted = &finder->sorted[first];
    struct text path = {sorted->folder.at, sorted->folder.len + sorted->name.len};
    if (!may_be_page(sorted->name))
        return;
    struct target_page page = resolve(finder, path, finder->root, false, has_fragments(finder, first, count));
    if (page.anchors && finder->site->path) /* the same file, seen from the page's own folder */
        page.beside = resolve(finder, sorted->name, NULL, true, true).anchors == page.anchors;
    set_pages(finder, first, count, page);
}

/* The same where it is not: they may lead to the page's own folder. */
static void guess_folder(struct finder *finder, size_t first, size_t count) {
    size_t fragments = 0, found = 0;
    for (size_t i = first, n; i < first + count; i += n) {
        n = count_like(finder, i, true);
        struct target_page page = {.kind = TARGET_UNKNOWN};
        if (finder->sorted[i].name.len && may_be_page(finder->sorted[i].name))
            page = resolve(finder, finder->sorted[i].name, NULL, true, has_fragments(finder, i, n));
        if (page.kind != TARGET_PAGE)
            page.kind = TARGET_UNKNOWN;
        set_pages(finder, i, n, page);
        for (size_t k = i; k < i + n && page.anchors; k++) {
            fragments += finder->targets->links.items[finder->sorted[k].link].has_fragment;
            found += target_anchor(finder->document, finder->targets, finder->sorted[k].link) != NULL;
        }
    }
    bool few = fragments < 3;
    bool own = few ? finder->site->matches(finder->site, finder->sorted[first].folder) > 1 : found * 2 > fragments;
    if (!own)
        set_pages(finder, first, count, (struct target_page){.kind = TARGET_UNKNOWN});
}

void targets_find(const struct document *document, const struct site *site, const char *root, struct targets *targets) {
    struct finder finder = {.document = document, .site = site, .root = root, .targets = targets};
    if (site->found && site->found->kept) {
        *targets = *site->found;
        return;
    }
    *targets = (struct targets){0};
    links_collect(document, &targets->links);
    targets->pages = memory_get_zeroed(targets->links.count + 1, sizeof *targets->pages);
    sort_links(&finder);
    for (size_t i = 0, n; i < finder.count; i += n) {
        bool guess = finder.sorted[i].kind == LINK_ABSOLUTE && !root;
        n = count_like(&finder, i, !guess);
        if (guess && site->path)
            guess_folder(&finder, i, n);
        else if (finder.sorted[i].kind == LINK_RELATIVE)
            find_relative(&finder, i, n);
        else if (!guess)
            find_below_root(&finder, i, n);
    }
    buf_free(&finder.path);
    buf_free(&finder.file);
    free(finder.sorted);
    if (site->found) {
        targets->kept = true;
        *site->found = *targets;
    }
}

void targets_forget(struct targets *found) {
    found->kept = false;
    targets_free(found);
}

void targets_free(struct targets *targets) {
    if (targets->kept) {
        *targets = (struct targets){0};
        return;
    }
    links_free(&targets->links);
    free(targets->pages);
    arena_free(&targets->arena);
    *targets = (struct targets){0};
}

const struct anchor *target_anchor(const struct document *document, const struct targets *targets, size_t link) {
    const struct link *which = &targets->links.items[link];
    const struct target_page *page = &targets->pages[link];
    if (page->kind != TARGET_PAGE || !page->anchors || !which->has_fragment)
        return NULL;
    struct text written = source_text(document->source, which->fragment);
    const struct anchor *anchor = anchors_find(page->anchors, written);
    if (anchor || (text_find_byte(written, '%', 0) == TEXT_NONE && text_find_byte(written, '\\', 0) == TEXT_NONE &&
                   text_find_byte(written, '&', 0) == TEXT_NONE))
        return anchor;
    struct buf decoded = {0};
    link_decode(written, &decoded);
    anchor = anchors_find(page->anchors, buf_text(&decoded));
    buf_free(&decoded);
    return anchor;
}

bool fragment_is_free(struct text fragment) {
    return !fragment.len || text_equal_nocase(fragment, TEXT("top")) || text_starts(fragment, ":~:") ||
           text_find(fragment, TEXT("{{"), 0) != TEXT_NONE;
}
