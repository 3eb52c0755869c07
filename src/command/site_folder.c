/* SPDX-License-Identifier: MIT */
#include "command/site_folder.h"

#include <dirent.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "read/front_matter.h"

enum { BUCKETS = 256, HEAD = 16 * 1024 /* bytes of a page that are looked at: front matter beyond has no weight */ };

struct folder {
    struct text path;
    struct arena arena;
    struct site_folder pages;
    bool listed;
    struct folder *next;
};

struct site_folders {
    pthread_mutex_t lock; /* held while a folder is listed, so that it is listed once */
    struct folder *buckets[BUCKETS];
};

struct site_folders *site_folders_new(void) {
    struct site_folders *folders = memory_get_zeroed(1, sizeof *folders);
    pthread_mutex_init(&folders->lock, NULL);
    return folders;
}

void site_folders_free(struct site_folders *folders) {
    for (size_t i = 0; i < BUCKETS; i++)
        for (struct folder *folder = folders->buckets[i], *next; folder; folder = next) {
            next = folder->next;
            arena_free(&folder->arena);
            free(folder);
        }
    pthread_mutex_destroy(&folders->lock);
    free(folders);
}

/* A folder as it is listed. */
struct listing {
    struct arena *arena;
    size_t page; /* that is being read */
    struct site_value *values;
    size_t count, capacity;
};

/* Anything but a plain whole number counts as no weight. */
static void read_weight(struct text value, struct site_page *page) {
    value = text_trim_right(text_slice(value, 0, text_find(value, TEXT(" #"), 0)));
    bool minus = text_starts(value, "-");
    value = text_from(value, minus);
    long long weight = 0;
    for (size_t i = 0; i < value.len; i++) {
        if (!byte_is_digit(value.at[i]) || value.len > 17)
            return;
        weight = weight * 10 + (value.at[i] - '0');
    }
    page->weight = minus ? -weight : weight;
    page->weighted = weight != 0; /* Hugo takes 0 for none */
}

static struct text unquote(struct text value) {
    bool quoted = value.len > 1 && (*value.at == '"' || *value.at == '\'') && value.at[value.len - 1] == *value.at;
    return quoted ? text_slice(value, 1, value.len - 1) : value;
}

/* The value of a line "key: value", as far as it is a scalar that ends in its line. */
static bool read_value(struct text line, struct text *key, struct text *value) {
    size_t colon = text_find_byte(line, ':', 0);
    if (colon == TEXT_NONE || colon == 0 || !byte_is_alpha(line.at[0]))
        return false;
    *key = text_slice(line, 0, colon);
    *value = text_trim(text_from(line, colon + 1));
    if (!value->len || strchr("[{|>&*!#", value->at[0]))
        return false;
    if (value->at[0] != '"' && value->at[0] != '\'')
        *value = text_trim_right(text_slice(*value, 0, text_find(*value, TEXT(" #"), 0)));
    *value = unquote(*value);
    return true;
}

static void add_value(struct listing *listing, struct text key, struct text value, uint32_t line) {
    MEMORY_ROOM(listing->values, listing->count, listing->capacity);
    listing->values[listing->count++] = (struct site_value){
        site_value_hash(key, value), arena_copy(listing->arena, value), listing->page, line};
}

/* A page's lines "key: value"; title and weight are looked for again and again. */
static void read_head(struct text head, struct site_page *page, struct listing *listing) {
    struct front_matter front_matter = {0};
    front_matter_split(head, &front_matter);
    struct text rest = front_matter.text, line, key, value;
    bool slug = false;
    for (uint32_t number = 2; front_matter.present && text_next_line(&rest, &line); number++) {
        if (!read_value(line, &key, &value))
            continue;
        if (text_is(key, "title"))
            page->title = arena_copy(listing->arena, value);
        slug = slug || text_is(key, "slug");
        add_value(listing, key, value, number);
        if (!text_is(key, "weight"))
            continue;
        read_weight(text_trim(text_from(line, strlen("weight:"))), page);
        page->line = number;
    }
    struct text name = text_of(page->name);
    if (!slug)
        add_value(listing, TEXT("slug"), text_slice(name, 0, text_find_byte(name, '.', 0)), 0);
}

static void read_page_head(struct text folder, struct site_page *page, struct listing *listing) {
    struct buf path = {0}, head = {0};
    buf_add(&path, folder);
    buf_add_string(&path, page->name);
    struct stat status; /* to open a FIFO is to wait for one who writes */
    bool regular = stat(path.at, &status) == 0 && S_ISREG(status.st_mode);
    FILE *file = regular ? fopen(path.at, "rb") : NULL;
    if (file) {
        size_t size = fread(buf_reserve(&head, HEAD), 1, HEAD, file);
        read_head((struct text){head.at, size}, page, listing);
        fclose(file);
    }
    buf_free(&path);
    buf_free(&head);
}

static bool is_page(const char *name) {
    struct text t = text_of(name);
    return *name != '.' && (text_ends(t, ".md") || text_ends(t, ".markdown")) && strcmp(name, "_index.md") != 0 &&
           strcmp(name, "index.md") != 0;
}

static int by_name(const void *a, const void *b) {
    const struct site_page *x = a, *y = b;
    return strcmp(x->name, y->name);
}

struct weighed {
    long long weight;
    size_t page;
};

static int by_weight(const void *a, const void *b) {
    const struct weighed *x = a, *y = b;
    if (x->weight != y->weight)
        return x->weight < y->weight ? -1 : 1;
    return (x->page > y->page) - (x->page < y->page);
}

static void weigh(struct folder *folder) {
    struct site_folder *pages = &folder->pages;
    struct weighed *weighed = memory_get_zeroed(pages->count + 1, sizeof *weighed);
    for (size_t i = 0; i < pages->count; i++)
        if (pages->pages[i].weighted)
            weighed[pages->weighted_count++] = (struct weighed){pages->pages[i].weight, i};
    qsort(weighed, pages->weighted_count, sizeof *weighed, by_weight);
    pages->by_weight = ARENA_ARRAY(&folder->arena, size_t, pages->weighted_count + 1);
    for (size_t i = 0; i < pages->weighted_count; i++)
        pages->by_weight[i] = weighed[i].page;
    free(weighed);
}

static int by_hash(const void *a, const void *b) {
    const struct site_value *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return (x->page > y->page) - (x->page < y->page);
}

static void keep_values(struct folder *folder, struct listing *listing) {
    struct site_value *kept = ARENA_ARRAY(&folder->arena, struct site_value, listing->count + 1);
    if (listing->count) {
        qsort(listing->values, listing->count, sizeof *listing->values, by_hash);
        memcpy(kept, listing->values, listing->count * sizeof *kept);
    }
    folder->pages.values = kept;
    folder->pages.value_count = listing->count;
    free(listing->values);
}

static void list(struct folder *folder) {
    DIR *directory = opendir(folder->path.len ? folder->path.at : ".");
    struct site_page *pages = NULL;
    size_t count = 0, capacity = 0;
    if (!directory)
        return;
    for (struct dirent *entry; (entry = readdir(directory));) {
        if (!is_page(entry->d_name))
            continue;
        MEMORY_ROOM(pages, count, capacity);
        pages[count++] = (struct site_page){.name = arena_copy(&folder->arena, text_of(entry->d_name)).at};
    }
    closedir(directory);
    if (count)
        qsort(pages, count, sizeof *pages, by_name);
    struct site_page *kept = ARENA_ARRAY(&folder->arena, struct site_page, count + 1);
    struct listing listing = {.arena = &folder->arena};
    for (size_t i = 0; i < count; i++) {
        listing.page = i;
        read_page_head(folder->path, &pages[i], &listing);
        kept[i] = pages[i];
    }
    free(pages);
    keep_values(folder, &listing);
    folder->pages.pages = kept;
    folder->pages.count = count;
    folder->listed = true;
    weigh(folder);
}

const struct site_folder *site_folders_get(struct site_folders *folders, struct text path) {
    struct folder **bucket = &folders->buckets[text_hash(path, 0) % BUCKETS];
    pthread_mutex_lock(&folders->lock);
    struct folder *folder = *bucket;
    while (folder && !text_equal(folder->path, path))
        folder = folder->next;
    if (!folder) {
        folder = memory_get_zeroed(1, sizeof *folder);
        folder->path = arena_copy(&folder->arena, path);
        folder->next = *bucket;
        *bucket = folder;
        list(folder);
    }
    pthread_mutex_unlock(&folders->lock);
    return folder->listed ? &folder->pages : NULL;
}
