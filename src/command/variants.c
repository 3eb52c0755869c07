/* SPDX-License-Identifier: MIT */
#include "command/variants.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "base/files.h"
#include "base/memory.h"
#include "command/paths.h"
#include "read/rebuilt.h"

const char *variant_page_read(struct variant_page *page, const char *file, const char *path,
                              const struct read_context *read, const struct settings *settings) {
    *page = (struct variant_page){.path = path};
    const char *error = file_read(file, &page->bytes);
    if (error)
        return error;
    source_init(&page->source, path, buf_text(&page->bytes));
    report_init(&page->report, path, settings);
    read_page(read, reader_for(read, &page->source), &page->source, &page->document, &page->report);
    page->read = true;
    return page->document.unreadable ? "cannot be compared: it is not readable; \"exlint check\" says why" : NULL;
}

void variant_page_free(struct variant_page *page) {
    if (page->read) {
        document_free(&page->document);
        report_free(&page->report);
        source_free(&page->source);
    }
    buf_free(&page->bytes);
}

struct variant variant_page_as(struct variant_page *page) {
    return (struct variant){page->path, &page->source, &page->document, &page->report};
}

/* What leads from a path to the page: "/a/b.md"; empty where it is the page; at is NULL where the page is not there. */
static struct text way_to(const char *path, struct text page) {
    struct text start = text_of(path);
    struct text way = text_from(page, start.len);
    bool there = text_starts(page, path) && (!way.len || *way.at == '/');
    return there ? way : (struct text){NULL, 0};
}

static bool is_page(const char *path) {
    struct stat status; /* to open a FIFO is to wait for one who writes */
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

/* Adds the page of the same name below a path, perhaps with another suffix; false where there is none. */
static bool find_counterpart(const char *path, struct text way, struct buf *found) {
    static const char *const suffixes[] = {".md", ".markdown", ".txt", ".json"};
    enum { SUFFIXES = sizeof suffixes / sizeof *suffixes };
    buf_add_string(found, path);
    buf_add(found, way);
    size_t known = 0;
    for (size_t i = 0; i < SUFFIXES && !known; i++)
        known = text_ends(way, suffixes[i]) ? strlen(suffixes[i]) : 0;
    size_t stem = found->len - known;
    bool there = is_page(found->at);
    for (size_t i = 0; !there && known && i < SUFFIXES; i++) {
        buf_cut(found, stem);
        buf_add_string(found, suffixes[i]);
        there = is_page(found->at);
    }
    return there;
}

/* The page is number `side` of the two. */
static void compare_with(const char *counterpart, int side, const struct read_context *read,
                         const struct variant *page, struct buf *trouble) {
    struct settings *silent = memory_get_zeroed(1, sizeof *silent); /* SEVERITY_OFF throughout */
    struct variant_page other;
    struct buf name = {0};
    path_from_working(counterpart, &name);
    const char *error = variant_page_read(&other, name.at, name.at, read, silent);
    if (error) {
        buf_print(trouble, "%s: %s", name.at, error);
        buf_add_byte(trouble, '\0');
    } else {
        struct variant beside = variant_page_as(&other);
        variants_compare(side ? &beside : page, side ? page : &beside, markdown_text);
    }
    variant_page_free(&other);
    buf_free(&name);
    free(silent);
}

static bool is_wanted(const struct report *report) {
    return report_wants(report, MESSAGE_VARIANT_MISSING) || report_wants(report, MESSAGE_VARIANT_TITLE) ||
           report_wants(report, MESSAGE_VARIANT_TAKEAWAY) || report_wants(report, MESSAGE_VARIANT_CODE);
}

void variants_check(const struct page_config *config, const struct source *source, const struct document *document,
                    struct report *report, struct buf *trouble) {
    struct variant page = {report->path, source, document, report};
    struct buf absolute = {0};
    for (const struct config_file *file = is_wanted(report) ? config->file : NULL; file; file = file->base)
        for (size_t i = 0; i < file->variants_count; i++) {
            const struct config_variants *pair = &file->variants[i];
            if (!absolute.len)
                path_resolve(report->path, &absolute);
            struct text ways[2];
            for (int k = 0; k < 2; k++)
                ways[k] = way_to(pair->paths[k], buf_text(&absolute));
            if (!ways[0].at && !ways[1].at)
                continue;
            /* Where one folder holds the other, the inner one counts. */
            int side = !ways[0].at || (ways[1].at && ways[1].len < ways[0].len);
            struct buf counterpart = {0};
            if (find_counterpart(pair->paths[!side], ways[side], &counterpart))
                compare_with(counterpart.at, side, &config->read, &page, trouble);
            buf_free(&counterpart);
        }
    buf_free(&absolute);
}
