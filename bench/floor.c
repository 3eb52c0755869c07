/* SPDX-License-Identifier: MIT */
/* The floor of the benchmark: what reading the same files costs when libcmark parses them and nothing else is done.
 *   floor THREADS LIST        LIST: a file with a path on each line
 * libcmark's memory is a bump allocator that is emptied after each page, as in the program itself. */
#include <cmark.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 1 << 20, THREADS_MOST = 64 };

struct block {
    struct block *next;
    size_t used, size;
};

static _Thread_local struct block *newest;

static void *check(void *memory) {
    if (!memory) {
        fputs("floor: out of memory\n", stderr);
        exit(2);
    }
    return memory;
}

static char *bump(size_t size) {
    size = (size + 31) & ~(size_t)15; /* 16 bytes before it hold the size, for realloc */
    if (!newest || newest->size - newest->used < size) {
        size_t room = size > BLOCK ? size : BLOCK;
        struct block *block = check(malloc(sizeof *block + room));
        *block = (struct block){newest, 0, room};
        newest = block;
    }
    char *at = (char *)(newest + 1) + newest->used;
    newest->used += size;
    size -= 16;
    memcpy(at, &size, sizeof size);
    return at + 16;
}

static void *bump_calloc(size_t count, size_t size) { return memset(bump(count * size), 0, count * size); }

static void *bump_realloc(void *old, size_t size) {
    size_t old_size = 0;
    if (old)
        memcpy(&old_size, (char *)old - 16, sizeof old_size);
    if (old_size >= size && old)
        return old;
    return old ? memcpy(bump(size), old, old_size) : bump(size);
}

static void bump_free(void *at) { (void)at; }

static void empty(void) {
    while (newest && newest->next) {
        struct block *next = newest->next;
        free(newest);
        newest = next;
    }
    if (newest)
        newest->used = 0;
}

static cmark_mem memory = {bump_calloc, bump_realloc, bump_free};

struct work {
    char **paths;
    size_t count;
    atomic_size_t next;
};

struct page {
    char *bytes;
    size_t length, capacity;
};

static void read_file(const char *path, struct page *page) {
    struct stat status;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &status)) {
        perror(path);
        exit(2);
    }
    size_t size = (size_t)status.st_size;
    if (size > page->capacity)
        page->bytes = check(realloc(page->bytes, page->capacity = size));
    page->length = 0;
    for (ssize_t got; page->length < size; page->length += (size_t)got)
        if ((got = read(fd, page->bytes + page->length, size - page->length)) <= 0)
            break;
    close(fd);
}

static void *labour(void *context) {
    struct work *work = context;
    struct page page = {0};
    for (size_t i; (i = atomic_fetch_add(&work->next, 1)) < work->count;) {
        read_file(work->paths[i], &page);
        cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &memory);
        cmark_parser_feed(parser, page.bytes, page.length);
        cmark_parser_finish(parser);
        empty();
    }
    free(page.bytes);
    free(newest);
    newest = NULL;
    return NULL;
}

static void read_list(const char *path, struct work *work) {
    FILE *list = fopen(path, "r");
    if (!list) {
        perror(path);
        exit(2);
    }
    char line[4096];
    size_t capacity = 0;
    while (fgets(line, sizeof line, list)) {
        line[strcspn(line, "\n")] = '\0';
        if (work->count == capacity)
            work->paths = check(realloc(work->paths, (capacity = capacity ? capacity * 2 : 64) * sizeof *work->paths));
        work->paths[work->count++] = check(strdup(line));
    }
    fclose(list);
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fputs("usage: floor THREADS LIST\n", stderr);
        return 2;
    }
    struct work work = {0};
    int threads = atoi(argv[1]);
    pthread_t helpers[THREADS_MOST];
    read_list(argv[2], &work);
    if (threads > THREADS_MOST)
        threads = THREADS_MOST;
    int started = 1;
    while (started < threads && pthread_create(&helpers[started], NULL, labour, &work) == 0)
        started++;
    labour(&work);
    while (--started > 0)
        pthread_join(helpers[started], NULL);
    for (size_t i = 0; i < work.count; i++)
        free(work.paths[i]);
    free(work.paths);
    return 0;
}
