/* SPDX-License-Identifier: MIT */
/* Configuration: which .exlint.yaml counts for a page, and what it comes to.
 * All pages' configurations are made before the work begins, by one thread;
 * afterwards they are only read. */
#ifndef EXLINT_COMMAND_CONFIG_H
#define EXLINT_COMMAND_CONFIG_H

#include "command/config_file.h"
#include "command/inputs.h"
#include "read/read.h"

#define CONFIG_NAME ".exlint.yaml"

/* What counts for a page. */
struct page_config {
    struct settings settings;
    struct settings visible;        /* the same without the rules that say nothing at or above wishes.lowest */
    struct read_context read;       /* profiles, and the profile that is set */
    const struct config_file *file; /* or NULL */
    struct config_origins origins;
    const struct config_checker *checkers; /* of two for a language the last one counts */
    size_t checker_count;
};

/* fence/syntax runs commands, so that a configuration alone does not turn it on. */
enum config_checkers {
    CHECKERS_AS_SET, /* for looking at the configuration */
    CHECKERS_NEVER,
    CHECKERS_RUN, /* --run-checkers: on, unless the configuration says otherwise */
};


struct config_wishes {
    const char *file;            /* --config: for every page; or NULL */
    bool none;                   /* --no-config: no file is searched for */
    enum config_checkers checkers;
    enum severity lowest;        /* what is below it is neither shown nor counted */
    const char *select, *ignore; /* lists of rules, known to be right, or NULL */
};

struct configs;

/* The caller frees it; wishes and profiles outlive it. */
struct configs *configs_new(const struct config_wishes *wishes, const struct profiles *profiles);
void configs_free(struct configs *configs);
/* The configuration of the page at a path ("-": of the working folder), good until configs_free(). NULL after a file that
 * cannot be used, which was said. */
const struct page_config *configs_for(struct configs *configs, const char *path);
/* The configuration of each input, as an array that the caller frees; NULL after a complaint. */
const struct page_config **configs_for_inputs(struct configs *configs, const struct inputs *inputs);
/* What there is to say about the files that were used: config/unknown-key, config/no-match. To be asked for when all
 * pages were. Report number i in the order of names, sorted; NULL behind the last. */
struct report *configs_report(struct configs *configs, size_t i);

#endif
