/* SPDX-License-Identifier: MIT */
/* front-matter/unique: values that no two pages of a folder may have. */
#include "rule/rule.h"
#include "rule/site.h"

static const char *name_of(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* Whether two files are one page in two languages ("a.md", "a.de.md"), which have their values in common. */
static bool same_page(const char *a, const char *b) {
    return strncmp(a, b, strcspn(a, ".")) == 0 && strcspn(a, ".") == strcspn(b, ".");
}

/* The first of the values with that hash. */
static size_t first_of(const struct site_folder *folder, uint64_t hash) {
    size_t low = 0, high = folder->value_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (folder->values[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void check_key(const struct document *document, struct report *report,
                      const struct site_folder *folder, const char *own, const char *key) {
    const struct value *value = value_get(document->front_matter.value, key);
    const struct site_value *other = NULL;
    size_t more = 0;
    if (!value || value->kind == VALUE_NULL || value->kind > VALUE_STRING || !value->scalar.len)
        return;
    uint64_t hash = site_value_hash(text_of(key), value->scalar);
    for (size_t i = first_of(folder, hash); i < folder->value_count && folder->values[i].hash == hash; i++) {
        const struct site_value *same = &folder->values[i];
        if (!text_equal(same->value, value->scalar) || same_page(folder->pages[same->page].name, own))
            continue;
        more += other != NULL;
        other = other ? other : same;
    }
    if (!other)
        return;
    const char *name = folder->pages[other->page].name;
    struct buf rest = {0};
    if (other->line)
        buf_print(&rest, " (%s:%u)", name, other->line);
    else
        buf_add_string(&rest, ", which has no other");
    if (more)
        buf_print(&rest, " and of %zu more", more);
    report_add(report, document, MESSAGE_FRONT_MATTER_UNIQUE, value->span,
               "\"%.*s\" is the %s of %s, too%s; expected: a %s of its own for each page of the folder",
               TEXT_ARG(value->scalar), key, name, rest.at, key);
    buf_free(&rest);
}

void check_front_matter_unique(const struct document *document, const struct site *site,
                               struct report *report) {
    const char *const *key = document->profile->unique;
    const char *own = site->path ? name_of(site->path) : "";
    if (!key || !*own || strcmp(own, "_index.md") == 0 || strcmp(own, "index.md") == 0)
        return;
    const struct site_folder *folder = site->folder(site);
    for (; folder && *key; key++)
        if (strcmp(*key, "weight") != 0) /* front-matter/weight's */
            check_key(document, report, folder, own, *key);
}
