/* SPDX-License-Identifier: MIT */
/* One configuration file: read, and checked as far as it can be without pages.
 * What keeps it from being used is said on stderr with line and column; keys
 * that mean nothing become findings. */
#ifndef EXLINT_COMMAND_CONFIG_FILE_H
#define EXLINT_COMMAND_CONFIG_FILE_H

#include "base/ignore.h"
#include "command/rule_options.h"
#include "command/profile_file.h"

enum { CONFIG_CHAIN_MOST = 64 }; /* files that extend each other */

struct config_pattern {
    const struct ignore_level *level; /* one thread at a time may ask */
    bool negative;                    /* pages that match are taken out again */
};

/* What `profile` names. */
struct config_profile {
    const struct profiles *profiles; /* the set that it is one of; NULL: none is named */
    const struct profile *profile;
    struct span span;
};

struct config_override {
    const struct value *files, *rules; /* the list of patterns; a mapping, or NULL */
    struct config_profile profile;
    struct config_pattern *patterns;   /* one for each item of files; the last that matches a page decides */
    bool matched;                      /* some page */
};

/* A command that checks the code of a language (checker.h). */
struct config_checker {
    struct text language;
    const char *command;
    const struct config_file *file;
    struct span span;
};

/* Two forms of the same pages: folders, or two pages. */
struct config_variants {
    const char *paths[2]; /* absolute, and there */
};

struct config_file {
    struct config_file *base;  /* what it extends, or NULL */
    char *name, *path;         /* as messages name it; absolute */
    struct buf bytes;
    struct source source;
    struct arena arena;
    const struct value *rules; /* mapping, or NULL */
    struct config_override *overrides;
    size_t override_count;
    struct config_checker *checkers;
    size_t checker_count;
    struct config_variants *variants;
    size_t variants_count;
    struct config_profile profile;
    const char *site_root;     /* from the working folder, or NULL */
    struct span site_root_span;
    struct settings all_on;
    struct report report;      /* config/unknown-key; config/no-match of variants */
};

/* Reads the file, those it extends and the profiles they name. NULL after a complaint. named: as the user knows it. */
struct config_file *config_file_read(const char *named, struct profile_store *store);
void config_file_free(struct config_file *file);

/* Where settings come from: offsets in a file; source NULL: the default, or the command line. */
struct config_origin {
    const struct source *source;
    uint32_t offset;
};

struct config_origins {
    struct config_origin severity[MESSAGE_COUNT], option[RULE_OPTIONS_MOST], profile, site_root;
};

/* Applies the rules of a file, of one of its overrides, or of a profile. */
void config_rules_apply(const struct source *source, const struct value *rules, struct settings *settings,
                        struct config_origins *origins, struct arena *arena);
/* Whether the override is about a page at this path below the folder that patterns are relative to. */
bool config_override_matches(const struct config_override *override, struct text path);
/* "config.yaml:3:5" */
void config_origin_print(struct config_origin origin, struct buf *out);

#endif
