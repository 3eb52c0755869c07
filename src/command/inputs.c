/* SPDX-License-Identifier: MIT */
#include "command/inputs.h"

#include "base/files.h"
#include "command/console.h"

enum { THREADS_MOST = 256 };

static const char *colour_choice(size_t i) {
    static const char *const words[] = {"auto", "always", "never", NULL};
    return words[i];
}

#define PAGE_OPTION(member) offsetof(struct page_options, member)

const struct option page_option_table[] = {
    {"files-from", 0, OPTION_STRING, "FILE", PAGE_OPTION(files_from),
     "read the paths from FILE (- for standard input), one a line or with NULs between", NULL},
    {"stdin-filename", 0, OPTION_STRING, "PATH", PAGE_OPTION(stdin_filename),
     "treat standard input as the page at PATH", NULL},
    {"jobs", 'j', OPTION_NUMBER, "N", PAGE_OPTION(jobs),
     "work on N pages at once (default: one for each processor)", NULL},
    {"color", 0, OPTION_CHOICE, "WHEN", PAGE_OPTION(colour), "colour the output", colour_choice},
    {"quiet", 'q', OPTION_FLAG, NULL, PAGE_OPTION(quiet), "print no summary and no progress", NULL},
    {"config", 0, OPTION_STRING, "FILE", PAGE_OPTION(config),
     "use this configuration for all pages, instead of .exlint.yaml", NULL},
    {"no-config", 0, OPTION_FLAG, NULL, PAGE_OPTION(no_config), "search for no .exlint.yaml", NULL},
    OPTION_TABLE_END,
};

const char *const markdown_suffixes[] = {".md", ".markdown", NULL};

static void refuse(struct inputs *inputs) {
    inputs->status = STATUS_TROUBLE;
}

/* The paths of a list, in which separators become the NULs that end them. */
static void add_paths(struct inputs *inputs, struct buf *list, bool is_stdin, const char *const *suffixes) {
    char *at = list->at, *end = at + list->len;
    char separator = text_find_byte(buf_text(list), '\0', 0) == TEXT_NONE ? '\n' : '\0';
    while (at < end) {
        char *stop = memchr(at, separator, (size_t)(end - at));
        if (!stop)
            stop = end; /* a buffer has a NUL behind its last byte */
        *stop = '\0';
        if (separator == '\n' && stop > at && stop[-1] == '\r')
            stop[-1] = '\0';
        if (is_stdin && strcmp(at, "-") == 0) {
            say("standard input cannot be both the list of paths and a page");
            refuse(inputs);
        } else if (*at) {
            tree_add(&inputs->tree, at, suffixes);
        }
        at = stop + 1;
    }
}

static void add_list(struct inputs *inputs, const char *path, const char *const *suffixes) {
    struct buf list = {0};
    const char *error = file_read(path, &list);
    if (error) {
        say_path(path, error);
        refuse(inputs);
    } else if (list.len) {
        inputs->tree.keeps_folders = true;
        add_paths(inputs, &list, strcmp(path, "-") == 0, suffixes);
    }
    buf_free(&list);
}

void inputs_find(struct inputs *inputs, const struct page_options *options, struct arguments paths,
                 const char *const *suffixes) {
    *inputs = (struct inputs){.stdin_name = options->stdin_filename ? options->stdin_filename : "<stdin>",
                              .stdin_path = options->stdin_filename ? options->stdin_filename : "-",
                              .list_name = options->files_from};
    bool list_is_stdin = options->files_from && strcmp(options->files_from, "-") == 0;
    for (size_t i = 0; i < paths.count; i++) {
        if (list_is_stdin && strcmp(paths.at[i], "-") == 0) {
            say("standard input cannot be both the list of paths and a page");
            refuse(inputs);
        } else if (!*paths.at[i]) {
            say("a path is empty");
            refuse(inputs);
        } else {
            tree_add(&inputs->tree, paths.at[i], suffixes);
        }
    }
    if (options->files_from)
        add_list(inputs, options->files_from, suffixes);
    else if (!paths.count)
        tree_add(&inputs->tree, options->stdin_filename ? "-" : ".", suffixes);
    tree_finish(&inputs->tree);
    for (size_t i = 0; i < inputs->tree.error_count; i++)
        say("%s", inputs->tree.errors[i]);
    if (inputs->tree.error_count)
        refuse(inputs);
}

void inputs_say_nothing(const struct inputs *inputs, struct arguments paths, const char *const *suffixes,
                        const char *done) {
    struct buf where = {0}, names = {0};
    for (size_t i = 0; i < paths.count; i++)
        buf_print(&where, "%s%s", i ? ", " : "", paths.at[i]);
    for (size_t i = 0; suffixes[i]; i++)
        buf_print(&names, "%s%s", !i ? "" : suffixes[i + 1] ? ", " : " or ", suffixes[i]);
    if (!paths.count)
        buf_add_string(&where, inputs->list_name ? inputs->list_name : ".");
    say("nothing was %s: no %s files in %s (%zu ignored)", done, names.at, where.at, inputs->tree.ignored);
    buf_free(&where);
    buf_free(&names);
}

const char *inputs_name(const struct inputs *inputs, size_t i) {
    const char *path = inputs->tree.files[i].path;
    return strcmp(path, "-") == 0 ? inputs->stdin_name : path;
}

const char *inputs_path(const struct inputs *inputs, size_t i) {
    const char *path = inputs->tree.files[i].path;
    return strcmp(path, "-") == 0 ? inputs->stdin_path : path;
}

const char *inputs_rewrite(const struct inputs *inputs, size_t i, struct text was, struct text bytes) {
    const struct tree_file *file = &inputs->tree.files[i];
    if (tree_leads_out(file))
        return "a symbolic link that leads out of the folder; it is changed when it is named itself";
    return file_rewrite(file->path, was, bytes);
}

unsigned inputs_threads(const struct page_options *options) {
    return (unsigned)(options->jobs < THREADS_MOST ? options->jobs : THREADS_MOST);
}

void inputs_free(struct inputs *inputs) {
    tree_free(&inputs->tree);
}
