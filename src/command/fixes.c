/* SPDX-License-Identifier: MIT */
#include "command/fixes.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "base/files.h"
#include "base/memory.h"
#include "report/fix.h"

enum { PASSES_MOST = 10 };

struct fixer {
    struct fixes *fixes;
    const struct pages_work *work;
    void (*narrow)(void *context, size_t item, struct report *report);
    size_t changed; /* pages, in this pass */
};

/* Structure. */

struct reading {
    struct source source;
    struct report report;
    struct document document;
};

static void read_again(struct reading *reading, const struct read_context *context, const char *name,
                       struct text page, const struct settings *nothing) {
    source_init(&reading->source, name, page);
    report_init(&reading->report, name, nothing);
    read_page(context, reader_for(context, &reading->source), &reading->source, &reading->document,
              &reading->report);
}

static void forget(struct reading *reading) {
    document_free(&reading->document);
    report_free(&reading->report);
    source_free(&reading->source);
}

/* Adds a byte for each block of the range that is more than words. */
static void add_kinds(const struct document *document, uint32_t first, uint32_t count, struct buf *kinds) {
    for (uint32_t i = first; i < first + count; i++) {
        enum block_kind kind = document->blocks[i].kind;
        if (kind != BLOCK_PROSE && kind != BLOCK_SEPARATOR)
            buf_add_byte(kinds, (char)('a' + kind));
    }
    buf_add_byte(kinds, '\n');
}

/* Two equal ones: the same entries, with the same blocks in the same order. */
static void add_structure(const struct document *document, struct buf *out) {
    buf_print(out, "%s %d %d\n", document->profile->name, document->front_matter.present,
              document->unreadable);
    add_kinds(document, 0, document->lead_count, out);
    for (uint32_t i = 0; i < document->entry_count; i++) {
        const struct entry *entry = &document->entries[i];
        buf_print(out, "%d %u %u ", (int)entry->type, (unsigned)entry->number, entry->level);
        add_kinds(document, entry->first_block, entry->block_count, out);
    }
}

/* The bytes of all code. */
static void add_code(const struct document *document, struct buf *out) {
    for (uint32_t i = 0; i < document->block_count; i++)
        if (block_is_code(&document->blocks[i])) {
            buf_print(out, "%zu:", document->blocks[i].text.len);
            buf_add(out, document->blocks[i].text);
        }
}

static bool same(void (*add)(const struct document *document, struct buf *out), const struct reading *a,
                 const struct reading *b) {
    struct buf left = {0}, right = {0};
    add(&a->document, &left);
    add(&b->document, &right);
    bool equal = text_equal(buf_text(&left), buf_text(&right));
    buf_free(&left);
    buf_free(&right);
    return equal;
}

/* Whether some fix of the report is meant to change what stands in fences. */
static bool changes_code(const struct report *report) {
    static const char *const groups[] = {"fence", "annotation", "diagram", "file"};
    for (size_t i = 0; i < report->count; i++)
        for (size_t g = 0; report->findings[i].edit_count && g < sizeof groups / sizeof *groups; g++)
            if (catalogue_matches(text_of(groups[g]), report->findings[i].message))
                return true;
    return false;
}

static bool keeps_structure(const struct read_context *read, const struct report *report, struct text before,
                            struct text after) {
    struct settings *nothing = memory_get_zeroed(1, sizeof *nothing); /* SEVERITY_OFF throughout */
    struct reading old, new;
    read_again(&old, read, report->path, before, nothing);
    read_again(&new, read, report->path, after, nothing);
    bool kept = same(add_structure, &old, &new) && (changes_code(report) || same(add_code, &old, &new));
    forget(&old);
    forget(&new);
    free(nothing);
    return kept;
}

/* Passes. */

static struct text present(const struct buf *buf) {
    return buf->at ? buf_text(buf) : TEXT("");
}

static void change(struct fixer *fixer, const struct pages_result *result, struct buf *after, size_t count) {
    struct fixed_page *page = &fixer->fixes->pages[result->item];
    if (!page->held)
        buf_add(&page->original, result->bytes);
    page->held = true;
    buf_free(&page->now); /* result->bytes are these, from now on not used any more */
    page->now = *after;
    *after = (struct buf){0};
    page->changed = true;
    page->fixed += count;
    fixer->fixes->now[result->item] = present(&page->now);
    fixer->changed++;
}

static bool fix_page(void *context, const struct pages_result *result) {
    struct fixer *fixer = context;
    struct fixed_page *page = &fixer->fixes->pages[result->item];
    if (!result->report || page->refused)
        return true;
    if (fixer->narrow)
        fixer->narrow(fixer->work->context, result->item, result->report);
    struct buf after = {0};
    size_t count = fix_apply(result->bytes, result->report, &after);
    if (count && !text_equal(result->bytes, buf_text(&after))) {
        if (keeps_structure(&fixer->work->configs[result->item]->read, result->report, result->bytes,
                            buf_text(&after)))
            change(fixer, result, &after, count);
        else
            page->refused = true;
    }
    buf_free(&after);
    return true;
}

/* What can be read only once is read now. */
static void hold(struct fixes *fixes, const struct inputs *inputs, size_t item) {
    struct fixed_page *page = &fixes->pages[item];
    const char *path = inputs->tree.files[item].path;
    struct stat status;
    page->once = strcmp(path, "-") == 0 || (stat(path, &status) == 0 && !S_ISREG(status.st_mode));
    if (!page->once)
        return;
    page->error = file_read(path, &page->original);
    page->held = !page->error;
    if (page->held)
        fixes->now[item] = fixes->before[item] = present(&page->original);
}

/* A page whose fixes undid each other did not change. */
static void conclude(struct fixes *fixes, size_t item) {
    struct fixed_page *page = &fixes->pages[item];
    if (page->held)
        fixes->before[item] = present(&page->original);
    if (page->changed && text_equal(present(&page->original), present(&page->now))) {
        page->changed = false;
        page->fixed = 0;
    }
}

void fixes_make(struct fixes *fixes, const struct pages_work *work,
                void (*narrow)(void *context, size_t item, struct report *report)) {
    size_t count = work->inputs->tree.count;
    *fixes = (struct fixes){.count = count};
    fixes->pages = memory_get_zeroed(count + 1, sizeof *fixes->pages);
    fixes->now = memory_get_zeroed(count + 1, sizeof *fixes->now);
    fixes->before = memory_get_zeroed(count + 1, sizeof *fixes->before);
    for (size_t i = 0; i < count; i++)
        hold(fixes, work->inputs, i);
    struct fixer fixer = {fixes, work, narrow, 0};
    struct pages_work pass = *work;
    pass.replaced = fixes->now;
    pass.keep_bytes = true;
    pass.context = &fixer;
    pass.page = fix_page;
    for (int i = 0; i < PASSES_MOST; i++) {
        fixer.changed = 0;
        pages_check(&pass);
        if (!fixer.changed)
            break;
    }
    for (size_t i = 0; i < count; i++)
        conclude(fixes, i);
}

void fixes_write(struct fixes *fixes, const struct inputs *inputs) {
    for (size_t i = 0; i < fixes->count; i++) {
        struct fixed_page *page = &fixes->pages[i];
        if (!page->changed || strcmp(inputs->tree.files[i].path, "-") == 0)
            continue;
        page->error = page->once ? "not a regular file"
                                 : inputs_rewrite(inputs, i, buf_text(&page->original), buf_text(&page->now));
        if (page->error) {
            page->changed = false;
            page->fixed = 0;
            fixes->now[i] = fixes->before[i];
        }
    }
}

size_t fixes_total(const struct fixes *fixes) {
    size_t total = 0;
    for (size_t i = 0; i < fixes->count; i++)
        total += fixes->pages[i].fixed;
    return total;
}

void fixes_free(struct fixes *fixes) {
    for (size_t i = 0; i < fixes->count; i++) {
        buf_free(&fixes->pages[i].original);
        buf_free(&fixes->pages[i].now);
    }
    free(fixes->pages);
    free(fixes->now);
    free(fixes->before);
    *fixes = (struct fixes){0};
}
