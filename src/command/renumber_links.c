/* SPDX-License-Identifier: MIT */
/* Links to renumbered examples: their fragments, and the numbers in their texts. */
#include <assert.h>

#include "command/paths.h"
#include "command/renumber_page.h"
#include "rule/links.h"

/* The input at an absolute path, with or without its suffix, or NULL. */
static struct renumber_page *find_page(const struct renumbering *renumbering, struct text path) {
    static const char *const suffixes[] = {"", ".md", ".markdown", "/_index.md", "/index.md"};
    for (size_t s = 0; s < sizeof suffixes / sizeof *suffixes; s++)
        for (size_t i = 0; i < renumbering->count; i++) {
            struct text own = buf_text(&renumbering->pages[i].path);
            if (own.len == path.len + strlen(suffixes[s]) && text_ends(own, suffixes[s]) &&
                text_equal(text_slice(own, 0, path.len), path))
                return &renumbering->pages[i];
        }
    return NULL;
}

/* Where a link from the root of the site leads. Without a known root, those to the page's own folder are
 * known by the folder's name. */
static struct renumber_page *find_absolute(const struct renumbering *renumbering,
                                           const struct renumber_page *page, struct text path) {
    size_t item = (size_t)(page - renumbering->pages);
    const char *root = renumbering->configs[item]->settings.options.site_root;
    struct buf named = {0}, absolute = {0};
    struct text own = path_folder(buf_text(&page->path)), folder = path_folder(path);
    struct text own_name = text_from(own, path_folder(own).len),
                name = text_from(folder, path_folder(folder).len);
    if (root) {
        buf_print(&named, "%s%.*s", root, TEXT_ARG(path));
        path_resolve(named.at, &absolute);
    } else if (own_name.len > 1 && text_equal(own_name, name)) {
        buf_add(&absolute, own);
        buf_add(&absolute, text_from(path, folder.len));
    }
    struct renumber_page *found = absolute.len ? find_page(renumbering, buf_text(&absolute)) : NULL;
    buf_free(&named);
    buf_free(&absolute);
    return found;
}

static struct renumber_page *find_relative(const struct renumbering *renumbering,
                                           const struct renumber_page *page, struct text path) {
    struct buf named = {0}, absolute = {0};
    buf_add(&named, path_folder(buf_text(&page->path)));
    buf_print(&named, "/%.*s", TEXT_ARG(path));
    path_resolve(named.at, &absolute);
    struct renumber_page *found = find_page(renumbering, buf_text(&absolute));
    buf_free(&named);
    buf_free(&absolute);
    return found;
}

/* The input that a link leads to, or NULL. */
static struct renumber_page *target_of(const struct renumbering *renumbering, struct renumber_page *page,
                                       const struct link *link) {
    struct renumber_page *found = NULL;
    struct buf path = {0};
    link_decode(link_path(&page->old.document, link), &path);
    while (path.len > 1 && path.at[path.len - 1] == '/')
        buf_cut(&path, path.len - 1);
    switch (link_kind(&page->old.document, link)) {
    case LINK_HERE: found = page; break;
    case LINK_RELATIVE:
        found = page->path.len ? find_relative(renumbering, page, buf_text(&path)) : NULL;
        break;
    case LINK_ABSOLUTE:
        found = page->path.len ? find_absolute(renumbering, page, buf_text(&path)) : NULL;
        break;
    case LINK_EXTERNAL: break;
    }
    buf_free(&path);
    return found;
}

/* The heading that a fragment leads to has another slug now. */
static void change_fragment(struct renumber_page *page, const struct renumber_page *target,
                            const struct link *link) {
    const struct anchors *before = &target->old.anchors, *after = &target->new.anchors;
    struct buf fragment = {0};
    link_decode(source_text(&page->old.source, link->fragment), &fragment);
    const struct anchor *anchor = anchors_find(before, buf_text(&fragment));
    if (anchor && before->count == after->count)
        renumber_edit(page, &page->others, link->fragment, after->items[anchor - before->items].slug);
    buf_free(&fragment);
}

void renumber_links(const struct renumbering *renumbering, struct renumber_page *page) {
    struct links links = {0};
    assert(page);
    links_collect(&page->old.document, &links);
    for (size_t i = 0; i < links.count; i++) {
        const struct link *link = &links.items[i];
        struct renumber_page *target = target_of(renumbering, page, link);
        if (!target || !target->new.open)
            continue;
        if (link->has_fragment)
            change_fragment(page, target, link);
        if (target != page && !link->image && !link->definition)
            renumber_mentions(renumbering, page, source_text(&page->old.source, link->text), target);
    }
    links_free(&links);
}
