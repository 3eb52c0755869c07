/* SPDX-License-Identifier: MIT */
#include "command/site.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/files.h"
#include "base/memory.h"
#include "command/site_folder.h"
#include "read/markdown.h"

enum {
    BUCKETS = 1024,
    ENTRIES_KEPT = 256, /* pages that nobody is looking at are forgotten when there are more */
};

/* A page. Its key is the file itself, whatever it is called, and the profile that it is read by. */
struct site_entry {
    dev_t device;
    ino_t inode;
    struct read_context read;
    bool done;             /* else some thread is reading it */
    bool kept;             /* in the store's table */
    bool readable;
    size_t users;
    struct text replaced;  /* at == NULL: what the file holds */
    struct arena arena;
    struct anchors anchors;
    struct site_entry *next;
};

struct site_store {
    const struct settings *silent; /* everything is off */
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct site_entry *buckets[BUCKETS];
    size_t count;
    atomic_bool asked; /* some page asked about another's anchors: others may, too, so that they are kept from now on */
    struct site_folders *folders;
};

struct site_store *site_store_new(void) {
    struct site_store *store = memory_get_zeroed(1, sizeof *store);
    store->silent = memory_get_zeroed(1, sizeof *store->silent);
    pthread_mutex_init(&store->lock, NULL);
    pthread_cond_init(&store->changed, NULL);
    store->folders = site_folders_new();
    return store;
}

static void free_entry(struct site_entry *entry) {
    arena_free(&entry->arena);
    free(entry);
}

void site_store_free(struct site_store *store) {
    for (size_t i = 0; i < BUCKETS; i++)
        for (struct site_entry *entry = store->buckets[i], *next; entry; entry = next) {
            next = entry->next;
            free_entry(entry);
        }
    site_folders_free(store->folders);
    pthread_mutex_destroy(&store->lock);
    pthread_cond_destroy(&store->changed);
    free((void *)(uintptr_t)store->silent);
    free(store);
}

static struct site_entry **bucket_of(struct site_store *store, const struct stat *status) {
    return &store->buckets[((size_t)status->st_ino * 31 + (size_t)status->st_dev) % BUCKETS];
}

/* What stands for a file's bytes is read by nobody: its entry has no profiles. */
static const struct read_context nobody = {.profiles = NULL};

static struct site_entry *find(struct site_store *store, const struct stat *status, const struct read_context *read) {
    struct site_entry *entry = *bucket_of(store, status);
    while (entry && !(entry->inode == status->st_ino && entry->device == status->st_dev &&
                      entry->read.profiles == read->profiles && entry->read.profile == read->profile))
        entry = entry->next;
    return entry;
}

/* Forgets pages that nobody uses. What stands for a file's bytes stays: it is never done. */
static void make_room(struct site_store *store) {
    for (size_t i = 0; i < BUCKETS; i++)
        for (struct site_entry **link = &store->buckets[i]; *link;) {
            struct site_entry *entry = *link;
            if (entry->users || !entry->done) {
                link = &entry->next;
                continue;
            }
            *link = entry->next;
            free_entry(entry);
            store->count--;
        }
}

static void keep(struct site_store *store, struct site_entry *entry, const struct stat *status) {
    if (store->count >= ENTRIES_KEPT)
        make_room(store);
    struct site_entry **bucket = bucket_of(store, status);
    entry->device = status->st_dev;
    entry->inode = status->st_ino;
    entry->kept = true;
    entry->next = *bucket;
    *bucket = entry;
    store->count++;
}

void site_store_replace(struct site_store *store, const char *file, struct text bytes) {
    struct stat status;
    if (stat(file, &status) != 0 || find(store, &status, &nobody))
        return;
    struct site_entry *entry = memory_get_zeroed(1, sizeof *entry);
    entry->replaced = bytes;
    keep(store, entry, &status);
}

static void read_entry(const struct site_store *store, struct site_entry *entry, const char *file) {
    struct buf bytes = {0};
    struct source source;
    struct report report;
    struct document document;
    if (!entry->replaced.at && file_read(file, &bytes) != NULL) {
        buf_free(&bytes);
        return;
    }
    source_init(&source, file, entry->replaced.at ? entry->replaced : buf_text(&bytes));
    report_init(&report, file, store->silent);
    read_page(&entry->read, reader_for(&entry->read, &source), &source, &document, &report);
    entry->readable = !document.unreadable;
    anchors_make(&document, &entry->anchors, &entry->arena);
    document_free(&document);
    report_free(&report);
    source_free(&source);
    buf_free(&bytes);
}

/* The entry of a file, for the caller to give back; reads it where nobody did. */
static struct site_entry *take(struct site_store *store, const struct read_context *read, const char *file,
                               const struct stat *status) {
    pthread_mutex_lock(&store->lock);
    struct site_entry *entry = find(store, status, read);
    bool mine = !entry;
    if (mine) {
        const struct site_entry *replaced = find(store, status, &nobody);
        entry = memory_get_zeroed(1, sizeof *entry);
        entry->read = *read;
        entry->replaced = replaced ? replaced->replaced : (struct text){NULL, 0};
        keep(store, entry, status);
    }
    entry->users++;
    while (!mine && !entry->done)
        pthread_cond_wait(&store->changed, &store->lock);
    if (mine) {
        pthread_mutex_unlock(&store->lock);
        read_entry(store, entry, file);
        pthread_mutex_lock(&store->lock);
        entry->done = true;
        pthread_cond_broadcast(&store->changed);
    }
    pthread_mutex_unlock(&store->lock);
    return entry;
}

static void give_back(struct site_store *store, struct site_entry *entry) {
    pthread_mutex_lock(&store->lock);
    entry->users--;
    bool unused = !entry->users && !entry->kept;
    pthread_mutex_unlock(&store->lock);
    if (unused)
        free_entry(entry);
}

static struct site_visit *visit_of(const struct site *site) { return site->context; }

/* Whether the file is the page itself. */
static bool is_own(struct site_visit *visit, const struct stat *file) {
    struct stat status;
    if (!visit->placed && visit->site.path && stat(visit->site.path, &status) == 0) {
        visit->device = status.st_dev;
        visit->inode = status.st_ino;
    }
    visit->placed = true;
    return visit->inode && visit->inode == file->st_ino && visit->device == file->st_dev;
}

/* Made when a rule asks for them, or when others may; and kept for those. */
static const struct anchors *answer_own(const struct site *site) {
    struct site_visit *visit = visit_of(site);
    struct site_store *store = visit->store;
    struct stat status;
    if (visit->own)
        return &visit->own->anchors;
    struct site_entry *own = visit->own = memory_get_zeroed(1, sizeof *own);
    anchors_make(visit->document, &own->anchors, &own->arena);
    own->read = visit->read;
    own->done = own->readable = true;
    own->users = 1;
    if (site->path && stat(site->path, &status) == 0) {
        pthread_mutex_lock(&store->lock);
        if (!find(store, &status, &visit->read)) /* else somebody read it already */
            keep(store, own, &status);
        pthread_mutex_unlock(&store->lock);
    }
    return &own->anchors;
}

static const struct anchors *answer_anchors(const struct site *site, const char *file) {
    struct site_visit *visit = visit_of(site);
    struct stat status;
    if (stat(file, &status) != 0)
        return NULL;
    if (is_own(visit, &status))
        return answer_own(site);
    for (size_t i = 0; i < visit->held_count; i++)
        if (visit->held[i]->inode == status.st_ino && visit->held[i]->device == status.st_dev)
            return visit->held[i]->readable ? &visit->held[i]->anchors : NULL;
    MEMORY_ROOM(visit->held, visit->held_count, visit->held_capacity);
    atomic_store(&visit->store->asked, true);
    struct site_entry *entry = take(visit->store, &visit->read, file, &status);
    visit->held[visit->held_count++] = entry;
    return entry->readable ? &entry->anchors : NULL;
}

static bool is_file(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static bool is_page_name(struct text name) { return text_ends(name, ".md") || text_ends(name, ".markdown"); }

/* Whether the path with this behind it is a page; *file is that path then, else as it was. */
static bool is_page_with(struct buf *file, const char *suffix) {
    size_t length = file->len;
    buf_add_string(file, suffix);
    if (is_file(file->at))
        return true;
    buf_cut(file, length);
    return false;
}

static enum site_target find_target(struct buf *file) {
    struct stat status;
    while (file->len > 1 && file->at[file->len - 1] == '/')
        buf_cut(file, file->len - 1);
    bool exists = stat(file->at, &status) == 0;
    if (exists && !S_ISDIR(status.st_mode))
        return is_page_name(buf_text(file)) && S_ISREG(status.st_mode) ? SITE_PAGE : SITE_FILE;
    if (is_page_with(file, ".md") || is_page_with(file, "/_index.md") || is_page_with(file, "/index.md"))
        return SITE_PAGE;
    if (exists)
        return SITE_FILE;
    if (text_ends(buf_text(file), ".html")) { /* what a page is published as */
        buf_cut(file, file->len - strlen(".html"));
        if (is_page_with(file, ".md"))
            return SITE_PAGE;
    }
    return SITE_NOTHING;
}

static struct text folder_part(const char *path) {
    const char *slash = strrchr(path, '/');
    return (struct text){path, slash ? (size_t)(slash - path) + 1 : 0};
}

static enum site_target answer_resolve(const struct site *site, const char *root, struct text path,
                                       struct buf *file) {
    bool absolute = path.len && *path.at == '/';
    buf_cut(file, 0);
    if (absolute ? !root : !site->path)
        return SITE_NOTHING;
    struct text folder = absolute ? text_of(root) : folder_part(site->path);
    while (text_starts(path, "./"))
        path = text_from(path, 2);
    buf_add(file, folder);
    buf_add(file, path);
    if (!file->len)
        buf_add_byte(file, '.');
    enum site_target target = find_target(file);
    if (target != SITE_NOTHING || absolute || !text_starts(path, "../") || is_page_name(path))
        return target;
    /* Hugo publishes a/b.md as the folder a/b, so that links without a suffix may count from there. */
    struct text name = text_of(file_name(site->path));
    if (text_starts(name, "index.") || text_starts(name, "_index."))
        return target;
    buf_cut(file, 0);
    buf_add(file, folder);
    buf_add(file, text_from(path, strlen("../")));
    if (!file->len)
        buf_add_byte(file, '.');
    return find_target(file);
}

static size_t answer_matches(const struct site *site, struct text folder) {
    struct site_visit *visit = visit_of(site);
    if (!site->path)
        return 0;
    if (!visit->folder) {
        char *name = file_folder(site->path);
        visit->folder = file_real_path(name);
        free(name);
        if (!visit->folder)
            visit->folder = memory_copy_string("/");
    }
    struct text own = text_of(visit->folder);
    size_t count = 0;
    for (;;) {
        while (text_ends(folder, "/"))
            folder.len--;
        while (text_ends(own, "/"))
            own.len--;
        size_t a = folder.len, b = own.len;
        while (a && folder.at[a - 1] != '/')
            a--;
        while (b && own.at[b - 1] != '/')
            b--;
        if (a == folder.len || !text_equal(text_from(folder, a), text_from(own, b)))
            return count;
        count++;
        folder.len = a;
        own.len = b;
    }
}

static const struct site_folder *answer_folder(const struct site *site) {
    return site->path ? site_folders_get(visit_of(site)->store->folders, folder_part(site->path)) : NULL;
}

void site_visit_begin(struct site_visit *visit, struct site_store *store, const struct read_context *read,
                      const char *path, const struct document *document) {
    *visit = (struct site_visit){.store = store, .read = *read, .document = document};
    visit->site = (struct site){.context = visit,
                                .front_matter = document->profile->front_matter_schema,
                                .path = *path != '<' ? path : NULL,
                                .own = answer_own,
                                .resolve = answer_resolve,
                                .anchors = answer_anchors,
                                .matches = answer_matches,
                                .folder = answer_folder,
                                .render = markdown_heading_text};
}

void site_visit_end(struct site_visit *visit) {
    if (visit->site.path && atomic_load(&visit->store->asked))
        answer_own(&visit->site);
    for (size_t i = 0; i < visit->held_count; i++)
        give_back(visit->store, visit->held[i]);
    if (visit->own)
        give_back(visit->store, visit->own);
    free(visit->held);
    free(visit->folder);
    *visit = (struct site_visit){0};
}
