/* SPDX-License-Identifier: MIT */
#include "base/tree.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files.h"
#include "base/ignore.h"
#include "base/memory.h"

/* A folder that is still to be searched. */
struct folder {
    struct folder *next;
    struct text path;                  /* from the search's root: "docs/a", or "" for the root itself */
    const struct ignore_level *level;  /* what the folders further up ignore */
};

struct search {
    struct tree *tree;
    const char *const *suffixes;
    struct text prefix;    /* what paths begin with: the named folder and a slash, or nothing */
    size_t root_len;       /* bytes of a folder's path that lead to the named folder, with the slash */
    struct arena arena;
    struct folder *stack;
    struct buf names;      /* the folder's entries: a byte that tells the kind, the name, NUL */
    struct buf path;       /* of an entry, from the root */
    struct buf open_path;  /* to call the system with */
};

enum { KIND_FILE = 'f', KIND_FOLDER = 'd', KIND_LINK = 'l' };

static void add_error(struct tree *tree, const char *path, const char *message) {
    MEMORY_ROOM(tree->errors, tree->error_count, tree->error_capacity);
    struct buf buf = {0};
    buf_print(&buf, "%s: %s", path, message);
    tree->errors[tree->error_count++] = buf.at;
}

/* below: length of what stands below the named folder, at the end of the path. */
static void add_file(struct tree *tree, struct text path, size_t below, bool named) {
    if (tree->count == tree->capacity) {
        tree->capacity = tree->capacity + tree->capacity / 2 + 64;
        tree->files = memory_grow(tree->files, tree->capacity, sizeof *tree->files);
    }
    const char *copy = arena_copy(&tree->paths, path).at;
    tree->files[tree->count++] = (struct tree_file){copy, copy + path.len - below, named};
}

/* The entry's path for the system, and for messages; valid until the next call. */
static const char *system_path(struct search *search, struct text below) {
    buf_cut(&search->open_path, 0);
    buf_add(&search->open_path, search->prefix);
    buf_add(&search->open_path, below);
    if (below.len == 0 && search->prefix.len > 1)
        buf_cut(&search->open_path, search->prefix.len - 1);
    return search->open_path.len ? search->open_path.at : ".";
}

static struct text below_named(const struct search *search, struct text path) {
    return text_from(path, search->root_len);
}

/* Reads an ignore file, where there is one that is a regular file, on top of *level. git follows no link here; neither
 * do we for its file. */
static bool read_ignore_file(struct search *search, const char *path, bool follow, size_t base,
                             const struct ignore_level **level) {
    struct stat status;
    const char *message = NULL;
    struct buf content = {0};
    if (follow ? stat(path, &status) : lstat(path, &status))
        message = errno == ENOENT || errno == ENOTDIR || errno == EACCES ? NULL : file_message(errno);
    else if (S_ISREG(status.st_mode))
        message = file_read(path, &content);
    if (message)
        add_error(search->tree, path, message);
    else if (content.len)
        *level = ignore_read(&search->arena, buf_text(&content), base, *level);
    buf_free(&content);
    return !message;
}

/* Both ignore files of a folder; path is the folder's. False after an error: what they leave out is not known then. */
static bool read_ignore_files(struct search *search, struct text folder, size_t base, const struct ignore_level **level) {
    struct buf path = {0};
    buf_add(&path, folder);
    buf_add_string(&path, "/.gitignore");
    bool good = read_ignore_file(search, path.at, false, base, level);
    buf_cut(&path, folder.len);
    buf_add_string(&path, "/.exlintignore");
    good = read_ignore_file(search, path.at, true, base, level) && good;
    buf_free(&path);
    return good;
}

static bool has_suffix(const struct search *search, struct text name) {
    for (const char *const *suffix = search->suffixes; *suffix; suffix++)
        if (text_ends(name, *suffix))
            return true;
    return false;
}

static char kind_of(const struct dirent *entry) {
    switch (entry->d_type) {
    case DT_REG: return KIND_FILE;
    case DT_DIR: return KIND_FOLDER;
    case DT_LNK: return KIND_LINK;
    case DT_UNKNOWN: return '?';
    default: return 0;
    }
}

/* What an entry is where the folder does not say; a link counts as the regular file it leads to, if any. */
static char look(const char *path, char kind) {
    struct stat status;
    if (kind == '?') {
        if (lstat(path, &status))
            return 0;
        kind = S_ISREG(status.st_mode)   ? KIND_FILE
               : S_ISDIR(status.st_mode) ? KIND_FOLDER
               : S_ISLNK(status.st_mode) ? KIND_LINK
                                         : 0;
    }
    if (kind == KIND_LINK)
        return stat(path, &status) == 0 && S_ISREG(status.st_mode) ? KIND_FILE : 0;
    return kind;
}

/* Lists the folder into search->names. Whether it has ignore files goes to *ignores. */
static bool list(struct search *search, const char *path, bool *ignores) {
    DIR *stream = opendir(path);
    if (!stream) {
        add_error(search->tree, path, file_message(errno));
        return false;
    }
    buf_cut(&search->names, 0);
    const struct dirent *entry;
    while (errno = 0, (entry = readdir(stream)) != NULL) {
        const char *name = entry->d_name;
        char kind = kind_of(entry);
        *ignores = *ignores || strcmp(name, ".gitignore") == 0 || strcmp(name, ".exlintignore") == 0;
        if (!kind || strcmp(name, ".") == 0 || strcmp(name, "..") == 0 || strcmp(name, ".git") == 0)
            continue;
        if (kind == KIND_FOLDER || kind == '?' || has_suffix(search, text_of(name))) {
            buf_add_byte(&search->names, kind);
            buf_add(&search->names, (struct text){name, strlen(name) + 1});
        }
    }
    if (errno)
        add_error(search->tree, path, file_message(errno));
    closedir(stream);
    return true;
}

static void take_entry(struct search *search, const struct folder *folder, const struct ignore_level *level,
                       char kind, struct text name) {
    buf_cut(&search->path, 0);
    buf_add(&search->path, folder->path);
    if (folder->path.len)
        buf_add_byte(&search->path, '/');
    buf_add(&search->path, name);
    struct text path = buf_text(&search->path), below = below_named(search, path);
    if (kind != KIND_FILE && kind != KIND_FOLDER)
        kind = look(system_path(search, below), kind);
    if (kind == KIND_FOLDER && !ignore_matches(level, path, true)) {
        struct folder *found = ARENA_NEW(&search->arena, struct folder);
        *found = (struct folder){search->stack, arena_copy(&search->arena, path), level};
        search->stack = found;
    } else if (kind == KIND_FILE && has_suffix(search, name)) {
        if (ignore_matches(level, path, false))
            search->tree->ignored++;
        else
            add_file(search->tree, text_of(system_path(search, below)), below.len, false);
    }
}

static void search_folder(struct search *search, const struct folder *folder) {
    struct text below = below_named(search, folder->path);
    bool ignores = false;
    if (!list(search, system_path(search, below), &ignores))
        return;
    const struct ignore_level *level = folder->level;
    size_t base = folder->path.len + (folder->path.len > 0);
    struct text opened = search->open_path.len ? buf_text(&search->open_path) : TEXT(".");
    if (text_is(opened, "/"))
        opened.len = 0;
    if (ignores && !read_ignore_files(search, opened, base, &level))
        return;
    for (size_t at = 0; at < search->names.len;) {
        struct text name = text_of(search->names.at + at + 1);
        take_entry(search, folder, level, search->names.at[at], name);
        at += name.len + 2;
    }
}

size_t tree_root(const char *absolute) {
    struct buf probe = {0};
    size_t len = strlen(absolute), root = SIZE_MAX;
    for (size_t end = len; root == SIZE_MAX;) {
        struct stat status;
        buf_cut(&probe, 0);
        buf_add(&probe, (struct text){absolute, end});
        buf_add_string(&probe, "/.git");
        if (lstat(probe.at, &status) == 0)
            root = end;
        else if (end == 0)
            break;
        else
            while (end && absolute[--end] != '/') {
            }
    }
    buf_free(&probe);
    if (root != SIZE_MAX)
        return root;
    char *working = file_working_folder();
    struct text at = text_of(working);
    if (text_is(at, "/"))
        at.len = 0;
    bool inside = working && text_starts(text_of(absolute), working) &&
                  (absolute[at.len] == '/' || len == at.len);
    root = inside ? at.len : len;
    free(working);
    return root;
}

/* Reads the ignore files of the folders from the root down to above the named one, whose path from the root
 * goes to the first folder of the search. False after an error. */
static bool begin_below_root(struct search *search, const char *named, struct folder *first) {
    char *absolute = file_real_path(named);
    if (!absolute) {
        add_error(search->tree, named, file_message(errno));
        return false;
    }
    if (strcmp(absolute, "/") == 0)
        absolute[0] = '\0';
    size_t len = strlen(absolute), root = tree_root(absolute), begin = root + (root < len);
    first->path = arena_copy(&search->arena, (struct text){absolute + begin, len - begin});
    search->root_len = first->path.len + (first->path.len > 0);
    bool good = true;
    for (size_t end = root; good && end < len;) {
        size_t base = end == root ? 0 : end - begin + 1;
        good = read_ignore_files(search, (struct text){absolute, end}, base, &first->level);
        size_t slash = text_find_byte(text_of(absolute), '/', end + 1);
        end = slash == TEXT_NONE ? len : slash;
    }
    free(absolute);
    return good;
}

/* "./a//" -> "a", "." -> "", "/" -> "/". */
static struct text tidy(const char *named) {
    struct text t = text_of(named);
    while (text_starts(t, "./")) {
        t = text_from(t, 2);
        t = text_from(t, text_run(t, '/'));
    }
    while (t.len > 1 && (text_ends(t, "/") || text_ends(t, "/.")))
        t.len--;
    return text_is(t, ".") ? TEXT("") : t;
}

static void search_named(struct tree *tree, const char *named, const char *const *suffixes) {
    struct search search = {.tree = tree, .suffixes = suffixes};
    struct buf prefix = {0};
    buf_add(&prefix, tidy(named));
    if (prefix.len && !text_ends(buf_text(&prefix), "/"))
        buf_add_byte(&prefix, '/');
    search.prefix = buf_text(&prefix);
    search.stack = ARENA_NEW(&search.arena, struct folder);
    search.stack->path = TEXT("");
    if (!begin_below_root(&search, named, search.stack))
        search.stack = NULL;
    while (search.stack) {
        const struct folder *folder = search.stack;
        search.stack = folder->next;
        search_folder(&search, folder);
    }
    buf_free(&search.open_path);
    buf_free(&search.path);
    buf_free(&search.names);
    buf_free(&prefix);
    arena_free(&search.arena);
}

/* Whether a path leads from the working folder to something below it, by its names alone. */
static bool leads_down(struct text path) {
    while (path.len) {
        size_t slash = text_find_byte(path, '/', 0);
        struct text part = text_slice(path, 0, slash);
        if (!part.len || text_is(part, ".") || text_is(part, ".."))
            return false;
        path = text_from(path, slash == TEXT_NONE ? path.len : slash + 1);
    }
    return true;
}

void tree_add(struct tree *tree, const char *path, const char *const *suffixes) {
    struct stat status;
    if (strcmp(path, "-") != 0) {
        if (stat(path, &status)) {
            add_error(tree, path, file_message(errno));
            return;
        }
        if (S_ISDIR(status.st_mode)) {
            search_named(tree, path, suffixes);
            return;
        }
    }
    struct text below = tidy(path);
    bool whole = tree->keeps_folders && leads_down(below);
    add_file(tree, text_of(path), whole ? below.len : strlen(file_name(path)), true);
}

/* Goes over what changes nothing in a path: "./" where a name may begin, and slashes behind a slash. */
static const char *next_byte(const char *path, const char *at) {
    for (;;) {
        bool begins = at == path || at[-1] == '/';
        if (begins && at[0] == '.' && at[1] == '/')
            at += 2 + strspn(at + 2, "/");
        else if (at[0] == '/' && at > path && at[-1] == '/')
            at++;
        else
            return at;
    }
}

/* As strcmp(), for what paths mean. */
static int compare_meanings(const char *left, const char *right) {
    const char *a = left, *b = right;
    for (;; a++, b++) {
        a = next_byte(left, a);
        b = next_byte(right, b);
        if (*a != *b || !*a)
            return (int)(unsigned char)*a - (int)(unsigned char)*b;
    }
}

struct ordered {
    struct tree_file file;
    size_t order;
};

/* Of several that mean the same, the one that was named, and the first, comes first. */
static int compare_ordered(const void *left, const void *right) {
    const struct ordered *a = left, *b = right;
    int order = compare_meanings(a->file.path, b->file.path);
    if (order == 0)
        order = (int)b->file.named - (int)a->file.named;
    return order ? order : (a->order > b->order) - (a->order < b->order);
}

static int compare_files(const void *left, const void *right) {
    const struct tree_file *a = left, *b = right;
    return strcmp(a->path, b->path);
}

static void remove_repeats(struct tree *tree) {
    struct ordered *all = memory_grow(NULL, tree->count, sizeof *all);
    for (size_t i = 0; i < tree->count; i++)
        all[i] = (struct ordered){tree->files[i], i};
    qsort(all, tree->count, sizeof *all, compare_ordered);
    size_t kept = 0;
    for (size_t i = 0; i < tree->count; i++)
        if (!i || compare_meanings(all[i].file.path, all[i - 1].file.path) != 0)
            tree->files[kept++] = all[i].file;
    free(all);
    tree->count = kept;
}

static bool is_dotted(const char *path) { return path[0] == '.' && path[1] == '/'; }

/* Whether the path holds nothing that changes nothing, but for a "./" before it. */
static bool is_plain(const char *path) {
    return !is_dotted(is_dotted(path) ? path + 2 : path) && !strstr(path, "//") && !strstr(path, "/./");
}

/* Plain paths in order, as "find | sort" gives them, are what they will be. */
static bool is_finished(const struct tree *tree) {
    for (size_t i = 0; i < tree->count; i++) {
        const char *path = tree->files[i].path, *before = i ? tree->files[i - 1].path : path;
        if (!is_plain(path) || is_dotted(path) != is_dotted(before) || (i && strcmp(before, path) >= 0))
            return false;
    }
    return true;
}

void tree_finish(struct tree *tree) {
    if (is_finished(tree))
        return;
    remove_repeats(tree);
    qsort(tree->files, tree->count, sizeof *tree->files, compare_files);
}

bool tree_leads_out(const struct tree_file *file) {
    struct stat status;
    if (file->named || lstat(file->path, &status) || !S_ISLNK(status.st_mode))
        return false;
    struct buf folder = {0};
    buf_add(&folder, (struct text){file->path, strlen(file->path) - strlen(file->below)});
    char *root = file_real_path(folder.len ? folder.at : "."), *target = file_real_path(file->path);
    size_t len = root ? strlen(root) : 0;
    bool inside = root && target && text_starts(text_of(target), root) && (len == 1 || target[len] == '/');
    free(root);
    free(target);
    buf_free(&folder);
    return !inside;
}

void tree_free(struct tree *tree) {
    arena_free(&tree->paths);
    for (size_t i = 0; i < tree->error_count; i++)
        free(tree->errors[i]);
    free(tree->files);
    free(tree->errors);
    *tree = (struct tree){0};
}
