/* SPDX-License-Identifier: MIT */
#include "command/pages.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/files.h"
#include "base/memory.h"
#include "base/threads.h"
#include "command/layout.h"
#include "command/site.h"
#include "command/siblings.h"
#include "command/syntax.h"
#include "command/variants.h"
#include "rule/rule.h"
#include "rule/suppress.h"

/* The pages of a folder that may form a sequence, as far as their names tell. */
struct folder {
    struct text path;     /* with its last slash; empty for the current one */
    size_t first, count;  /* its pages: checker.members[first ...] */
    atomic_size_t unread; /* pages not yet read; whoever reads the last one checks the sequence */
    bool scheduled;
};

/* What is made of a page while it is worked on, and until its results are given out. */
struct made {
    bool read;
    bool markdown; /* spans of findings are offsets in the file */
    const struct profile *profile;
    struct text bytes; /* what was read; own_bytes or the caller's, until it was looked at or given out */
    struct buf own_bytes;
    struct report report;
    struct outline outline;
    struct suppressions suppressions;
    struct arena arena; /* the outline's, and the suppressions' */
    struct buf trouble;
};

struct page {
    const char *path, *name; /* as findings name it; its last part */
    const char *file;        /* what is read */
    char *own_path;          /* a sibling's: where the three point into */
    const struct page_config *config;
    struct folder *folder; /* NULL: a sequence of its own */
    size_t final;          /* number of the work item after which nothing is added to the report */
    struct made *made;     /* NULL before and afterwards: there may be very many pages */
};

struct checker {
    const struct pages_work *work;
    struct page *pages;
    size_t count;
    struct page **members; /* pages with a folder, folder by folder */
    size_t member_count;
    struct folder *folders;
    size_t folder_count;
    struct page **order; /* pages in the order they are worked on: a folder's without others between */
    size_t next;         /* first page that was not given out */
    struct site_store *site;
};

static void note_trouble(struct buf *trouble, const char *path, const char *message) {
    buf_print(trouble, "%s: %s", path, message);
    buf_add_byte(trouble, '\0');
}

/* What the page holds: its file, or what stands for it. */
static const char *load(const struct checker *checker, struct page *page) {
    size_t item = page->own_path ? 0 : (size_t)(page - checker->pages);
    if (!page->own_path && checker->work->replaced && checker->work->replaced[item].at) {
        page->made->bytes = checker->work->replaced[item];
        return NULL;
    }
    const char *error = file_read(page->file, &page->made->own_bytes);
    page->made->bytes = buf_text(&page->made->own_bytes);
    return error;
}

static void check_page(const struct checker *checker, struct page *page, const struct document *document) {
    struct site_visit visit;
    rules_check_page(document, &page->made->report);
    site_visit_begin(&visit, checker->site, &page->config->read, page->path, document);
    rules_check_site(document, &visit.site, &page->made->report);
    site_visit_end(&visit);
}

/* A comment may silence a finding that nobody would see, and is of use then: so all rules run. */
static void read_comments(const struct checker *checker, struct page *page, const struct document *document) {
    if (!checker->work->ignore_comments)
        suppress_read(document, &page->made->suppressions, &page->made->report, &page->made->arena);
    if (!page->made->suppressions.count)
        page->made->report.settings = &page->config->visible;
}

/* Reads a page and makes its outline; runs the rules of page scope where they are wanted. */
static void look_at(const struct checker *checker, struct page *page, bool check) {
    const char *error = load(checker, page);
    if (error) {
        note_trouble(&page->made->trouble, page->path, error);
        return;
    }
    struct source source;
    source_init(&source, page->path, page->made->bytes);
    struct document document;
    const struct read_context *read = &page->config->read;
    const struct reader *reader = reader_for(read, &source);
    read_page(read, reader, &source, &document, &page->made->report);
    if (check && !document.unreadable) {
        read_comments(checker, page, &document);
        check_page(checker, page, &document);
    }
    page->made->markdown = reader == reader_find("markdown") && document.source == &source;
    if (check && page->made->markdown && !document.unreadable && report_wants(&page->made->report, MESSAGE_FILE_LAYOUT))
        layout_check(read, &document, &page->made->report);
    if (check && checker->work->run_checkers && !document.unreadable &&
        report_wants(&page->made->report, MESSAGE_FENCE_SYNTAX))
        syntax_check(page->config, &document, &page->made->report, &page->made->trouble);
    if (check && !document.unreadable)
        variants_check(page->config, &source, &document, &page->made->report, &page->made->trouble);
    outline_make(&document, &page->made->outline, &page->made->arena);
    page->made->profile = document.profile;
    page->made->read = true;
    document_free(&document);
    source_free(&source);
    if (!checker->work->keep_bytes)
        buf_free(&page->made->own_bytes);
}

static void begin_page(struct page *page, const struct settings *settings) {
    page->made = memory_get_zeroed(1, sizeof *page->made);
    report_init(&page->made->report, page->path, settings);
}

static void free_page(struct page *page) {
    struct made *made = page->made;
    if (!made)
        return;
    report_free(&made->report);
    arena_free(&made->arena);
    buf_free(&made->trouble);
    buf_free(&made->own_bytes);
    free(made);
    page->made = NULL;
}

static void check_sequence(struct page *const *pages, struct report *const *reports, size_t count) {
    const struct outline **outlines = memory_grow(NULL, count + 1, sizeof *outlines);
    for (size_t i = 0; i < count; i++)
        outlines[i] = &pages[i]->made->outline;
    rules_check_sequence(&(struct sequence){outlines, reports, count});
    free(outlines);
}

static void check_alone(struct page *page) {
    struct report *report = &page->made->report;
    check_sequence(&page, &report, 1);
}

/* A sequence as it is put together: pages among the inputs and siblings that are not. */
struct gathering {
    struct page **pages;
    struct report **reports; /* NULL for siblings */
    size_t count, capacity;
};

/* Keeps the pages in the order of the sequence; equal names in the order they come. */
static void gather(struct gathering *gathering, const struct profile *profile, struct page *page,
                   struct report *report) {
    if (gathering->count == gathering->capacity) {
        gathering->capacity = gathering->capacity ? gathering->capacity * 2 : 8;
        gathering->pages = memory_grow(gathering->pages, gathering->capacity, sizeof *gathering->pages);
        gathering->reports = memory_grow(gathering->reports, gathering->capacity, sizeof *gathering->reports);
    }
    size_t at = gathering->count++;
    for (; at && profile_sequence_compare(profile, gathering->pages[at - 1]->name, page->name) > 0; at--) {
        gathering->pages[at] = gathering->pages[at - 1];
        gathering->reports[at] = gathering->reports[at - 1];
    }
    gathering->pages[at] = page;
    gathering->reports[at] = report;
}

static int by_string(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names of the folder's members, sorted; the caller frees them. */
static const char **member_names(const struct checker *checker, const struct folder *folder) {
    const char **names = memory_get_zeroed(folder->count + 1, sizeof *names);
    for (size_t i = 0; i < folder->count; i++)
        names[i] = checker->members[folder->first + i]->name;
    qsort(names, folder->count, sizeof *names, by_string);
    return names;
}

static void free_sibling(struct page *page) {
    free_page(page);
    free(page->own_path);
    free(page);
}

/* Reads the sibling called name, where there is one that belongs to the sequence. What could not be read is
 * noted with `asks`, the page that needs it. */
static struct page *read_sibling(const struct checker *checker, const struct folder *folder, const char *name,
                                 const struct profile *profile, struct page *asks) {
    struct buf path = {0};
    buf_add(&path, folder->path);
    buf_add_string(&path, name);
    struct stat status;
    if (stat(path.at, &status) != 0 || !S_ISREG(status.st_mode)) {
        buf_free(&path);
        return NULL;
    }
    struct settings *nothing = memory_get_zeroed(1, sizeof *nothing); /* SEVERITY_OFF throughout */
    struct page *page = memory_get_zeroed(1, sizeof *page);
    *page = (struct page){
        .path = path.at, .file = path.at, .name = name, .own_path = path.at, .config = asks->config};
    begin_page(page, nothing);
    look_at(checker, page, false);
    report_free(&page->made->report);
    free(nothing);
    page->made->report = (struct report){0};
    buf_add(&asks->made->trouble, buf_text(&page->made->trouble));
    if (page->made->read && page->made->profile == profile && page->made->outline.order >= 0)
        return page;
    free_sibling(page);
    return NULL;
}

/* Checks the sequence that the folder's pages of one profile form. */
static void check_folder_profile(const struct checker *checker, const struct folder *folder,
                                 const struct profile *profile) {
    struct gathering sequence = {0};
    for (size_t i = 0; i < folder->count; i++) {
        struct page *page = checker->members[folder->first + i];
        if (page->made->read && page->made->profile == profile && page->made->outline.order >= 0)
            gather(&sequence, profile, page, &page->made->report);
    }
    struct page *asks = sequence.count ? sequence.pages[0] : NULL;
    const char **members = member_names(checker, folder);
    struct siblings siblings = {.names = NULL};
    const char *error = asks ? siblings_list(&siblings, profile, folder->path) : NULL;
    if (error) {
        struct text path = folder->path.len ? folder->path : TEXT("./");
        buf_print(&asks->made->trouble, "%.*s: %s", TEXT_ARG(path), error);
        buf_add_byte(&asks->made->trouble, '\0');
    }
    for (const char *const *name = siblings.names; name && *name; name++) {
        if (bsearch(name, members, folder->count, sizeof *members, by_string))
            continue;
        struct page *sibling = read_sibling(checker, folder, *name, profile, asks);
        if (sibling)
            gather(&sequence, profile, sibling, NULL);
    }
    if (sequence.count)
        check_sequence(sequence.pages, sequence.reports, sequence.count);
    for (size_t i = 0; i < sequence.count; i++)
        if (!sequence.reports[i])
            free_sibling(sequence.pages[i]);
    free(sequence.pages);
    free(sequence.reports);
    free(members);
    siblings_free(&siblings);
}

static void check_folder(const struct checker *checker, const struct folder *folder) {
    for (size_t i = 0; i < folder->count; i++) {
        const struct page *page = checker->members[folder->first + i];
        bool first = page->made->read && page->made->outline.order >= 0;
        for (size_t k = 0; first && k < i; k++)
            first = checker->members[folder->first + k]->made->profile != page->made->profile;
        if (first)
            check_folder_profile(checker, folder, page->made->profile);
    }
    for (size_t i = 0; i < folder->count; i++) {
        struct page *page = checker->members[folder->first + i];
        if (page->made->read && page->made->outline.order < 0)
            check_alone(page);
    }
}

static void run(void *context, size_t item) {
    struct checker *checker = context;
    struct page *page = checker->order[item];
    begin_page(page, &page->config->settings);
    look_at(checker, page, true);
    if (!page->folder) {
        if (page->made->read)
            check_alone(page);
    } else if (atomic_fetch_sub(&page->folder->unread, 1) == 1) {
        check_folder(checker, page->folder);
    }
}

/* Edits are for Markdown pages: of other forms they are edits of the page that was made from them. */
static void forget_fixes(struct report *report) {
    for (size_t i = 0; i < report->count; i++)
        report->findings[i].edit_count = 0;
}

static void finish(struct page *page, bool partial) {
    report_sort(&page->made->report);
    if (page->made->suppressions.count) {
        suppress_apply(&page->made->suppressions, &page->made->report, partial);
        report_sort(&page->made->report);
    }
    if (!page->made->markdown)
        forget_fixes(&page->made->report);
}

static bool done(void *context, size_t item) {
    struct checker *checker = context;
    const struct pages_work *work = checker->work;
    bool go_on = true;
    for (; go_on && checker->next < checker->count && checker->pages[checker->next].final <= item;
         checker->next++) {
        struct page *page = &checker->pages[checker->next];
        finish(page, work->partial);
        struct pages_result result = {checker->next, page->made->read ? &page->made->report : NULL,
                                      work->keep_bytes ? page->made->bytes : (struct text){0},
                                      buf_text(&page->made->trouble)};
        go_on = work->page(work->context, &result);
        free_page(page);
    }
    return go_on;
}

/* Whether a profile that the page may be of counts pages of that name as part of a sequence. */
static bool may_follow(const struct read_context *read, const char *path) {
    if (read->profile)
        return profile_sequence_place(read->profile, path) >= 0;
    for (size_t i = 0; i < profiles_count(read->profiles); i++)
        if (profile_sequence_place(profiles_at(read->profiles, i), path) >= 0)
            return true;
    return false;
}

static struct text folder_of(const struct page *page) {
    return (struct text){page->path, (size_t)(page->name - page->path)};
}

static int by_folder(const void *a, const void *b) {
    struct page *const *left = a, *const *right = b;
    int order = text_compare(folder_of(*left), folder_of(*right));
    return order ? order : (*left > *right) - (*left < *right);
}

static void find_folders(struct checker *checker) {
    qsort(checker->members, checker->member_count, sizeof *checker->members, by_folder);
    checker->folders = memory_get_zeroed(checker->member_count + 1, sizeof *checker->folders);
    struct folder *folder = NULL;
    for (size_t i = 0; i < checker->member_count; i++) {
        struct page *page = checker->members[i];
        if (!folder || !text_equal(folder->path, folder_of(page))) {
            folder = &checker->folders[checker->folder_count++];
            folder->path = folder_of(page);
            folder->first = i;
        }
        folder->count++;
        page->folder = folder;
    }
    for (size_t i = 0; i < checker->folder_count; i++)
        atomic_init(&checker->folders[i].unread, checker->folders[i].count);
}

/* Pages are worked on in their order, but a folder's members all where its first one stands. */
static void schedule(struct checker *checker) {
    size_t items = 0;
    for (size_t i = 0; i < checker->count; i++) {
        struct folder *folder = checker->pages[i].folder;
        if (!folder) {
            checker->pages[i].final = items;
            checker->order[items++] = &checker->pages[i];
        } else if (!folder->scheduled) {
            folder->scheduled = true;
            size_t last = items + folder->count - 1;
            for (size_t m = 0; m < folder->count; m++) {
                checker->members[folder->first + m]->final = last;
                checker->order[items++] = checker->members[folder->first + m];
            }
        }
    }
}

void pages_check(const struct pages_work *work) {
    size_t count = work->inputs->tree.count;
    struct checker checker = {.work = work, .count = count};
    checker.pages = memory_get_zeroed(count, sizeof *checker.pages);
    checker.members = memory_get_zeroed(count, sizeof *checker.members);
    checker.order = memory_get_zeroed(count, sizeof *checker.order);
    for (size_t i = 0; i < count; i++) {
        struct page *page = &checker.pages[i];
        page->path = inputs_name(work->inputs, i);
        page->name = file_name(page->path);
        page->config = work->configs[i];
        page->file = work->inputs->tree.files[i].path;
        if (may_follow(&page->config->read, page->path))
            checker.members[checker.member_count++] = page;
    }
    find_folders(&checker);
    schedule(&checker);
    checker.site = site_store_new();
    for (size_t i = 0; work->replaced && i < count; i++)
        if (work->replaced[i].at)
            site_store_replace(checker.site, checker.pages[i].file, work->replaced[i]);
    struct threads_work threads = {&checker, run, done, 0};
    threads_run(&threads, count, work->threads);
    for (size_t i = 0; i < count; i++)
        free_page(&checker.pages[i]);
    site_store_free(checker.site);
    free(checker.pages);
    free(checker.members);
    free(checker.order);
    free(checker.folders);
}
