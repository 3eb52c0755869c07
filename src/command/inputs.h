/* SPDX-License-Identifier: MIT */
/* The pages that a command line names, and the options that all commands that
 * read pages have in common. */
#ifndef EXLINT_COMMAND_INPUTS_H
#define EXLINT_COMMAND_INPUTS_H

#include "base/tree.h"
#include "command/command.h"

struct page_options {
    const char *files_from, *stdin_filename, *config;
    long jobs;
    int colour; /* enum colour */
    bool quiet, no_config;
};

extern const struct option page_option_table[];

/* The names of Markdown pages: ".md", ".markdown". */
extern const char *const markdown_suffixes[];

struct inputs {
    struct tree tree;
    const char *stdin_name; /* what "-" is called */
    const char *stdin_path; /* --stdin-filename, or "-" */
    const char *list_name;  /* --files-from, or NULL */
    int status;             /* STATUS_TROUBLE where something named could not be read; it was said */
};

/* Finds the pages. folder is what is read where nothing is named ("."). The caller frees *inputs in any case.
 */
void inputs_find(struct inputs *inputs, const struct page_options *options, struct arguments paths,
                 const char *const *suffixes);
/* Where there is no page: says so and why, with done for what was not done to it ("checked"). */
void inputs_say_nothing(const struct inputs *inputs, struct arguments paths, const char *const *suffixes,
                        const char *done);
/* How messages name page number i. */
const char *inputs_name(const struct inputs *inputs, size_t i);
/* Where page number i stands, for what depends on that: its path, that of --stdin-filename, or "-". */
const char *inputs_path(const struct inputs *inputs, size_t i);
/* Writes back a page that held `was` when it was read; NULL or a message. Not through a link that leads out of the folder
 * that was named. */
const char *inputs_rewrite(const struct inputs *inputs, size_t i, struct text was, struct text bytes);
/* -j as threads_run() wants it. */
unsigned inputs_threads(const struct page_options *options);
void inputs_free(struct inputs *inputs);

#endif
