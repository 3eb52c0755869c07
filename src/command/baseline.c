/* SPDX-License-Identifier: MIT */
#include "command/baseline.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/files.h"
#include "base/json.h"
#include "base/memory.h"
#include "command/console.h"
#include "command/paths.h"
#include "doc/value_json.h"

static const char version[] = "baseline/1";

/* Findings of one page, rule and key. */
struct accepted {
    struct text path, rule;
    uint64_t key;
    size_t count, left; /* left: not found yet */
    bool seen;          /* its page was checked, and its rule run */
};

struct list {
    struct accepted *items;
    size_t count, capacity;
};

struct baseline {
    const char *file;
    struct buf folder; /* its, absolute */
    struct arena arena;
    struct list old, new; /* old: by path, rule, key */
};

static void append(struct list *list, struct accepted item) {
    MEMORY_ROOM(list->items, list->count, list->capacity);
    list->items[list->count++] = item;
}

static int compare(const void *left, const void *right) {
    const struct accepted *a = left, *b = right;
    int order = text_compare(a->path, b->path);
    order = order ? order : text_compare(a->rule, b->rule);
    return order ? order : (a->key > b->key) - (a->key < b->key);
}

static void sort(struct list *list) {
    if (list->count)
        qsort(list->items, list->count, sizeof *list->items, compare);
}

/* Reading. */

struct reading {
    struct baseline *baseline;
    struct source source;
    struct arena arena;
};

static bool complain(const struct reading *reading, struct span span, const char *message,
                     struct text detail) {
    struct position at = source_position(&reading->source, span.begin);
    say("%s:%u:%u: %s%.*s", reading->source.name, (unsigned)at.line, (unsigned)at.column, message,
        TEXT_ARG(detail));
    return false;
}

static bool read_count(struct reading *reading, struct accepted item, const struct member *member) {
    char digits[17] = "", *end = digits;
    const struct value *key = member->key, *count = member->value;
    if (key->scalar.len < sizeof digits && key->scalar.len) {
        memcpy(digits, key->scalar.at, key->scalar.len);
        item.key = strtoull(digits, &end, 16);
    }
    if (end == digits || *end)
        return complain(reading, key->span, "a key of 16 hexadecimal digits is expected, not ", key->scalar);
    if (count->kind != VALUE_INTEGER || count->integer < 1)
        return complain(reading, count->span, "a whole number from 1 is expected", (struct text){0});
    item.count = (size_t)count->integer;
    append(&reading->baseline->old, item);
    return true;
}

static bool read_rules(struct reading *reading, const struct member *page) {
    struct arena *arena = &reading->baseline->arena;
    struct accepted item = {.path = arena_copy(arena, page->key->scalar)};
    if (page->value->kind != VALUE_MAPPING)
        return complain(reading, page->value->span, "an object of rules is expected", (struct text){0});
    for (size_t r = 0; r < page->value->count; r++) {
        const struct member *rule = &page->value->members[r];
        if (rule->value->kind != VALUE_MAPPING)
            return complain(reading, rule->value->span, "an object of keys is expected", (struct text){0});
        item.rule = arena_copy(arena, rule->key->scalar);
        for (size_t k = 0; k < rule->value->count; k++)
            if (!read_count(reading, item, &rule->value->members[k]))
                return false;
    }
    return true;
}

static bool read_root(struct reading *reading) {
    struct value_error error;
    const struct value *root = value_read_json(reading->source.bytes, &reading->arena, &error);
    if (!root)
        return complain(reading, error.span, "", error.message);
    const struct value *made = value_get(root, "exlint"), *files = value_get(root, "files");
    if (!made)
        return complain(reading, root->span, "no baseline: a member \"exlint\" is expected",
                        (struct text){0});
    if (!text_is(made->scalar, version))
        return complain(reading, made->span,
                        "a baseline of another version; \"baseline/1\" is expected, not ", made->scalar);
    if (!files || files->kind != VALUE_MAPPING)
        return complain(reading, files ? files->span : root->span, "an object \"files\" is expected",
                        (struct text){0});
    for (size_t i = 0; i < files->count; i++)
        if (!read_rules(reading, &files->members[i]))
            return false;
    return true;
}

struct baseline *baseline_read(const char *file, bool new) {
    struct buf bytes = {0}, path = {0};
    struct baseline *baseline = memory_get_zeroed(1, sizeof *baseline);
    baseline->file = file;
    path_resolve(file, &path);
    buf_add(&baseline->folder, path_folder(buf_text(&path)));
    const char *error = new &&access(file, F_OK) != 0 ? NULL : file_read(file, &bytes);
    bool good = !error;
    if (error)
        say_path(file, error);
    if (bytes.at) {
        struct reading reading = {.baseline = baseline};
        source_init(&reading.source, file, buf_text(&bytes));
        good = read_root(&reading);
        arena_free(&reading.arena);
        source_free(&reading.source);
    }
    sort(&baseline->old);
    buf_free(&path);
    buf_free(&bytes);
    if (good)
        return baseline;
    baseline_free(baseline);
    return NULL;
}

void baseline_free(struct baseline *baseline) {
    if (!baseline)
        return;
    free(baseline->old.items);
    free(baseline->new.items);
    buf_free(&baseline->folder);
    arena_free(&baseline->arena);
    free(baseline);
}

/* Applying. */

/* The old items of a page: *count from the first. */
static struct accepted *items_of(struct baseline *baseline, struct text path, size_t *count) {
    struct accepted *items = baseline->old.items;
    size_t low = 0, high = baseline->old.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (text_compare(items[middle].path, path) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (high = low; high < baseline->old.count && text_equal(items[high].path, path);)
        high++;
    *count = high - low;
    return items ? items + low : NULL;
}

static bool take(struct accepted *items, size_t count, const struct finding *finding) {
    struct accepted wanted = {.rule = text_of(catalogue_row(finding->message)->name), .key = finding->key};
    wanted.path = count ? items->path : (struct text){0};
    struct accepted *item = count ? bsearch(&wanted, items, count, sizeof wanted, compare) : NULL;
    if (!item || !item->left)
        return false;
    item->left--;
    return true;
}

/* Rules that exist no more are found no more. */
static bool was_run(struct text rule, const struct report *report) {
    enum message message = catalogue_find(rule);
    return message == MESSAGE_COUNT || report_wants(report, message);
}

static size_t apply(struct baseline *baseline, const char *path, bool accept, enum severity lowest,
                    struct report *report) {
    struct buf absolute = {0}, below = {0};
    size_t count, kept = 0;
    path_resolve(path, &absolute);
    path_relative(buf_text(&baseline->folder), buf_text(&absolute), &below);
    struct accepted *items = items_of(baseline, buf_text(&below), &count);
    struct text name = accept ? arena_copy(&baseline->arena, buf_text(&below)) : (struct text){0};
    for (size_t i = 0; i < count; i++) {
        items[i].left = items[i].count;
        items[i].seen = was_run(items[i].rule, report);
    }
    for (size_t i = 0; i < report->count; i++) {
        const struct finding *finding = &report->findings[i];
        bool taken = take(items, count, finding) || (accept && finding->severity >= lowest);
        if (taken && accept)
            append(&baseline->new, (struct accepted){.path = name,
                                                     .rule = text_of(catalogue_row(finding->message)->name),
                                                     .key = finding->key,
                                                     .count = 1});
        if (!taken)
            report->findings[kept++] = *finding;
    }
    count = report->count - kept;
    report->count = kept;
    buf_free(&absolute);
    buf_free(&below);
    return count;
}

size_t baseline_apply(struct baseline *baseline, const char *path, struct report *report) {
    return apply(baseline, path, false, SEVERITY_ERROR, report);
}

size_t baseline_accept(struct baseline *baseline, const char *path, enum severity lowest,
                       struct report *report) {
    return apply(baseline, path, true, lowest, report);
}

/* Whether the page is there, seen from the baseline's folder. */
static bool exists(const struct baseline *baseline, struct text path) {
    struct buf absolute = {0};
    buf_add(&absolute, buf_text(&baseline->folder));
    buf_add_byte(&absolute, '/');
    buf_add(&absolute, path);
    bool there = access(absolute.at, F_OK) == 0;
    buf_free(&absolute);
    return there;
}

/* Number of findings of the page whose items begin at *at that are stale; *at moves behind them. */
static size_t count_stale(const struct baseline *baseline, size_t *at) {
    const struct accepted *items = baseline->old.items;
    struct text path = items[*at].path;
    size_t stale = 0, all = 0;
    bool seen = false;
    for (; *at < baseline->old.count && text_equal(items[*at].path, path); ++*at) {
        all += items[*at].count;
        seen = seen || items[*at].seen;
        stale += items[*at].seen ? items[*at].left : 0;
    }
    return seen || exists(baseline, path) ? stale : all;
}

void baseline_say_stale(struct baseline *baseline) {
    size_t total = 0, pages = 0;
    for (size_t at = 0; at < baseline->old.count;) {
        struct text path = baseline->old.items[at].path;
        size_t stale = count_stale(baseline, &at);
        if (stale)
            say("%s: %.*s: %zu stale", baseline->file, TEXT_ARG(path), stale);
        total += stale;
        pages += stale > 0;
    }
    if (total)
        say("%s: %zu accepted finding%s in %zu file%s: no longer found; --write-baseline %s forgets what is stale",
            baseline->file, total, total == 1 ? "" : "s", pages, pages == 1 ? "" : "s", baseline->file);
}

/* Writing. */

/* Keeps what is not known to be stale: pages that are there but were not checked, rules that were not run. */
static void keep_unseen(struct baseline *baseline) {
    for (size_t i = 0; i < baseline->old.count; i++) {
        struct accepted *item = &baseline->old.items[i];
        if (!item->seen && item->left == 0)
            item->left = item->count; /* its page was not checked */
        if (!item->seen && exists(baseline, item->path)) {
            struct accepted kept = *item;
            kept.count = item->left;
            append(&baseline->new, kept);
        }
    }
}

static struct json_value *make_keys(const struct list *list, size_t *at, size_t *findings) {
    struct json_value *keys = json_new_object();
    struct accepted first = list->items[*at];
    while (*at < list->count && text_equal(list->items[*at].path, first.path) &&
           text_equal(list->items[*at].rule, first.rule)) {
        uint64_t key = list->items[*at].key;
        size_t count = 0;
        for (; *at < list->count &&
               compare(&list->items[*at], &(struct accepted){first.path, first.rule, key, 0, 0, false}) == 0;
             ++*at)
            count += list->items[*at].count;
        char name[17];
        snprintf(name, sizeof name, "%016" PRIx64, key);
        json_set_integer(keys, name, (long long)count);
        *findings += count;
    }
    return keys;
}

const char *baseline_write(struct baseline *baseline, const char *file, size_t *findings, size_t *pages) {
    struct json_value *root = json_new_object(), *files = json_new_object();
    struct list *list = &baseline->new;
    *findings = *pages = 0;
    keep_unseen(baseline);
    sort(list);
    for (size_t at = 0; at < list->count; ++*pages) {
        struct text path = list->items[at].path;
        struct json_value *rules = json_new_object();
        while (at < list->count && text_equal(list->items[at].path, path)) {
            struct text rule = list->items[at].rule;
            json_set_text(rules, rule, make_keys(list, &at, findings));
        }
        json_set_text(files, path, rules);
    }
    json_set_string(root, "exlint", text_of(version));
    json_set(root, "files", files);
    struct buf out = {0};
    json_write_pretty(root, &out);
    buf_add_byte(&out, '\n');
    const char *error = file_replace(file, buf_text(&out));
    buf_free(&out);
    json_free(root);
    return error;
}
