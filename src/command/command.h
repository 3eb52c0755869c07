/* SPDX-License-Identifier: MIT */
/* Commands: a table with a row each (main.c). A command names its options in a
 * table; parsing and --help are both made from it (options.c). */
#ifndef EXLINT_COMMAND_COMMAND_H
#define EXLINT_COMMAND_COMMAND_H

#include <stddef.h>

#include "base/buf.h"

/* Exit statuses; where several apply the greatest wins. */
enum status { STATUS_OK, STATUS_FINDINGS, STATUS_TROUBLE };

static inline int status_worst(int a, int b) {
    return a > b ? a : b;
}

enum option_kind {
    OPTION_FLAG,    /* bool, set to true */
    OPTION_STRING,  /* const char *, the argument itself */
    OPTION_NUMBER,  /* long, 0 or more */
    OPTION_CHOICE,  /* int, the number of the choice */
    OPTION_LIST,    /* struct buf: all that was given, with commas between; the command frees it */
    OPTION_HELP,    /* prints the help and ends */
    OPTION_VERSION, /* prints the version and ends */
};

struct option {
    const char *name; /* long, without "--" */
    char letter;      /* the short one, or 0 */
    enum option_kind kind;
    const char *value; /* what the help calls its value: "FILE"; NULL for those that take none */
    size_t offset;     /* of its variable in the command's struct of values */
    const char *help;  /* one clause, without a full stop */
    const char *(*choice)(size_t i); /* choices: the words by number, NULL behind the last */
};

#define OPTION_TABLE_END                                                                                     \
    { .name = NULL }

struct arguments {
    char **at; /* count of them; a NULL stands behind the last */
    size_t count;
};

struct command {
    const char *name;
    const char *synopsis;         /* what follows the name: "[OPTION...] [PATH...]" */
    const char *summary;          /* one line: what it does */
    const struct option *options; /* its own, ended by OPTION_TABLE_END */
    bool reads_pages; /* takes page_option_table (inputs.h) too: its values begin with struct page_options */
    int (*run)(const struct command *command, struct arguments arguments); /* gives the exit status */
};

extern const struct command command_check, command_fmt, command_convert, command_compare, command_validate,
    command_rules, command_explain, command_config, command_init;

/* Takes the options out of *arguments, so that only operands stay, and sets the variables in *values, which
 * begins as the command wants its defaults. False when the program is to end with *status: after --help and
 * --version, or after an error, which was said. */
bool options_parse(const struct command *command, struct arguments *arguments, void *values, int *status);
/* The word nearest to a misspelt one, or NULL when none is near; word(context, i) gives the words, NULL at
 * the end. */
const char *options_nearest(struct text misspelt, const char *(*word)(const void *context, size_t i),
                            const void *context);

#endif
