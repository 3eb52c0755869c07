/* SPDX-License-Identifier: MIT */
#include "command/config.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files.h"
#include "base/memory.h"
#include "base/tree.h"
#include "command/console.h"
#include "command/paths.h"

/* A file that was found, or one that --config names. */
struct root {
    struct config_file *file;
    struct buf folder; /* that patterns are relative to, absolute */
    bool wished;       /* by --config */
    bool asked;        /* what there is to say about it was made */
};

/* Pages with the same file to whose paths the same overrides apply. */
struct variant {
    const struct root *root;
    struct buf applied; /* a byte for each override of the chain: whether it applies */
    struct page_config config;
};

struct folder {
    char *path;              /* absolute */
    const struct root *root; /* NULL: none */
};

struct configs {
    const struct config_wishes *wishes;
    const struct profiles *profiles; /* the built-in ones */
    struct profile_store *own;
    struct arena arena;
    struct root **roots;
    size_t root_count;
    struct variant **variants;
    size_t variant_count;
    struct folder *folders; /* where pages are, in the order they were asked for */
    size_t folder_count, folder_capacity;
};

struct configs *configs_new(const struct config_wishes *wishes, const struct profiles *profiles) {
    struct configs *configs = memory_get_zeroed(1, sizeof *configs);
    configs->wishes = wishes;
    configs->profiles = profiles;
    configs->own = profile_store_new(profiles);
    return configs;
}

void configs_free(struct configs *configs) {
    if (!configs)
        return;
    for (size_t i = 0; i < configs->root_count; i++) {
        config_file_free(configs->roots[i]->file);
        buf_free(&configs->roots[i]->folder);
        free(configs->roots[i]);
    }
    for (size_t i = 0; i < configs->variant_count; i++) {
        buf_free(&configs->variants[i]->applied);
        free(configs->variants[i]);
    }
    for (size_t i = 0; i < configs->folder_count; i++)
        free(configs->folders[i].path);
    free(configs->roots);
    free(configs->variants);
    free(configs->folders);
    profile_store_free(configs->own);
    arena_free(&configs->arena);
    free(configs);
}

/* Which file. */

/* The root for a file, read when it is new; NULL after a complaint. */
static const struct root *root_of(struct configs *configs, const char *absolute, const char *named,
                                  struct text folder) {
    for (size_t i = 0; i < configs->root_count; i++)
        if (strcmp(configs->roots[i]->file->path, absolute) == 0)
            return configs->roots[i];
    struct config_file *file = config_file_read(named, configs->own);
    if (!file)
        return NULL;
    configs->roots = memory_grow(configs->roots, configs->root_count + 1, sizeof *configs->roots);
    struct root *root = memory_get_zeroed(1, sizeof *root);
    root->file = file;
    root->wished = configs->wishes->file != NULL;
    buf_add(&root->folder, folder.len ? folder : TEXT("/"));
    configs->roots[configs->root_count++] = root;
    return root;
}

/* The file that --config names; its patterns are relative to the working folder. */
static const struct root *wished_root(struct configs *configs) {
    struct buf absolute = {0};
    char *working = file_working_folder();
    path_resolve(configs->wishes->file, &absolute);
    const struct root *root =
        root_of(configs, absolute.at, configs->wishes->file, text_of(working ? working : "/"));
    free(working);
    buf_free(&absolute);
    return root;
}

/* Searches the folder and those above it, up to the root of the repository. False after a complaint. */
static bool search(struct configs *configs, const char *folder, const struct root **found) {
    struct buf path = {0}, named = {0};
    size_t least = tree_root(folder);
    bool good = true;
    for (size_t end = strlen(folder); good && !*found; end--) {
        buf_cut(&path, 0);
        buf_add(&path, (struct text){folder, end});
        buf_add_string(&path, text_ends(buf_text(&path), "/") ? CONFIG_NAME : "/" CONFIG_NAME);
        struct stat status;
        if (stat(path.at, &status) == 0) {
            path_from_working(path.at, &named);
            if (S_ISFIFO(status.st_mode)) /* opening it would wait for somebody who writes */
                say_path(named.at, "not a regular file");
            else
                *found = root_of(configs, path.at, named.at, (struct text){folder, end});
            good = *found != NULL;
        } else if (errno != ENOENT && errno != ENOTDIR && errno != EACCES) {
            path_from_working(path.at, &named);
            say_path(named.at, file_message(errno));
            good = false;
        }
        if (end <= least)
            break;
        while (folder[end - 1] != '/')
            end--;
    }
    buf_free(&path);
    buf_free(&named);
    return good;
}

/* The root that counts for a folder; pages come folder by folder, so that the last one is looked at first. */
static bool root_for(struct configs *configs, const char *folder, const struct root **root) {
    *root = NULL;
    for (size_t i = configs->folder_count; i-- > 0;)
        if (strcmp(configs->folders[i].path, folder) == 0) {
            *root = configs->folders[i].root;
            return true;
        }
    if (!search(configs, folder, root))
        return false;
    MEMORY_ROOM(configs->folders, configs->folder_count, configs->folder_capacity);
    configs->folders[configs->folder_count++] = (struct folder){memory_copy_string(folder), *root};
    return true;
}

/* What it comes to. */

/* The files of a chain, what is extended first. */
static size_t chain_of(const struct root *root, struct config_file *chain[CONFIG_CHAIN_MOST]) {
    size_t count = 0;
    for (struct config_file *file = root ? root->file : NULL; file; file = file->base)
        count++;
    struct config_file *file = root ? root->file : NULL;
    for (size_t i = count; i-- > 0; file = file->base)
        chain[i] = file;
    return count;
}

/* Adds a byte for each override of the chain: whether it is about the page. */
static void find_overrides(const struct root *root, struct text absolute, struct buf *applied) {
    struct config_file *chain[CONFIG_CHAIN_MOST];
    struct buf path = {0};
    size_t count = chain_of(root, chain);
    if (root)
        path_relative(buf_text(&root->folder), absolute, &path);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < chain[i]->override_count; k++) {
            struct text below =
                text_starts(buf_text(&path), "../") ? text_from(absolute, 1) : buf_text(&path);
            bool matches = config_override_matches(&chain[i]->overrides[k], below);
            chain[i]->overrides[k].matched = chain[i]->overrides[k].matched || matches;
            buf_add_byte(applied, matches);
        }
    buf_free(&path);
}

static void add_checkers(struct configs *configs, const struct config_file *file, struct page_config *config) {
    size_t count = config->checker_count + file->checker_count;
    if (!file->checker_count)
        return;
    struct config_checker *all = ARENA_ARRAY(&configs->arena, struct config_checker, count);
    for (size_t i = 0; i < count; i++)
        all[i] = i < config->checker_count ? config->checkers[i] : file->checkers[i - config->checker_count];
    config->checkers = all;
    config->checker_count = count;
}

/* The profile that is named last counts, of a file and its overrides those of the page. */
static void set_profile(struct config_file *const *chain, size_t count, const struct variant *variant,
                        struct page_config *config) {
    size_t bit = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k <= chain[i]->override_count; k++) {
            const struct config_profile *named = k ? &chain[i]->overrides[k - 1].profile : &chain[i]->profile;
            if ((k && !variant->applied.at[bit++]) || !named->profiles)
                continue;
            config->read = (struct read_context){.profiles = named->profiles, .profile = named->profile};
            config->origins.profile = (struct config_origin){&chain[i]->source, named->span.begin};
        }
}

/* Faults are found anyway, and one may be graver than its row says. */
static void hide(struct settings *settings, enum severity lowest) {
    for (unsigned m = 0; m < MESSAGE_COUNT; m++)
        if (!catalogue_row((enum message)m)->is_fault && settings->severity[m] < lowest)
            settings->severity[m] = SEVERITY_OFF;
}

static void compose(struct configs *configs, const struct root *root, struct variant *variant) {
    struct page_config *config = &variant->config;
    struct config_file *chain[CONFIG_CHAIN_MOST];
    size_t count = chain_of(root, chain), bit = 0;
    settings_init(&config->settings);
    if (configs->wishes->checkers == CHECKERS_RUN)
        config->settings.severity[MESSAGE_FENCE_SYNTAX] = SEVERITY_WARNING;
    config->read = (struct read_context){.profiles = configs->profiles};
    set_profile(chain, count, variant, config);
    config->file = root ? root->file : NULL;
    const struct profile *profile = config->read.profile;
    if (profile)
        config_rules_apply(profile->source, profile->rules, &config->settings, &config->origins, &configs->arena);
    for (size_t i = 0; i < count; i++) {
        const struct config_file *file = chain[i];
        config_rules_apply(&file->source, file->rules, &config->settings, &config->origins, &configs->arena);
        for (size_t k = 0; k < file->override_count; k++)
            if (variant->applied.at[bit++])
                config_rules_apply(&file->source, file->overrides[k].rules, &config->settings,
                                   &config->origins, &configs->arena);
        add_checkers(configs, file, config);
        if (file->site_root) {
            config->settings.options.site_root = file->site_root;
            config->origins.site_root = (struct config_origin){&file->source, file->site_root_span.begin};
        }
    }
    struct text unknown;
    if (configs->wishes->select)
        settings_select(&config->settings, configs->wishes->select, &unknown);
    if (configs->wishes->ignore)
        settings_ignore(&config->settings, configs->wishes->ignore, &unknown);
    if (configs->wishes->checkers == CHECKERS_NEVER)
        config->settings.severity[MESSAGE_FENCE_SYNTAX] = SEVERITY_OFF;
    config->visible = config->settings;
    hide(&config->visible, configs->wishes->lowest);
}

static const struct page_config *variant_of(struct configs *configs, const struct root *root,
                                            struct buf *applied) {
    for (size_t i = configs->variant_count; i-- > 0;)
        if (configs->variants[i]->root == root &&
            text_equal(buf_text(&configs->variants[i]->applied), buf_text(applied)))
            return &configs->variants[i]->config;
    configs->variants = memory_grow(configs->variants, configs->variant_count + 1, sizeof *configs->variants);
    struct variant *variant = memory_get_zeroed(1, sizeof *variant);
    configs->variants[configs->variant_count++] = variant;
    variant->root = root;
    variant->applied = *applied;
    *applied = (struct buf){0};
    compose(configs, root, variant);
    return &variant->config;
}

const struct page_config *configs_for(struct configs *configs, const char *path) {
    const struct root *root = NULL;
    struct buf absolute = {0}, folder = {0}, applied = {0};
    bool good = true;
    if (configs->wishes->file || !configs->wishes->none) {
        path_resolve(strcmp(path, "-") == 0 ? "./-" : path, &absolute);
        buf_add(&folder, path_folder(buf_text(&absolute)));
        if (!folder.len)
            buf_add_byte(&folder, '/');
    }
    if (configs->wishes->file)
        good = (root = wished_root(configs)) != NULL;
    else if (!configs->wishes->none)
        good = root_for(configs, folder.at, &root);
    if (good)
        find_overrides(root, buf_text(&absolute), &applied);
    const struct page_config *config = good ? variant_of(configs, root, &applied) : NULL;
    buf_free(&absolute);
    buf_free(&folder);
    buf_free(&applied);
    return config;
}

const struct page_config **configs_for_inputs(struct configs *configs, const struct inputs *inputs) {
    const struct page_config **made = memory_get_zeroed(inputs->tree.count + 1, sizeof *made);
    for (size_t i = 0; i < inputs->tree.count; i++)
        if (!(made[i] = configs_for(configs, inputs_path(inputs, i)))) {
            free(made);
            return NULL;
        }
    return made;
}

/* What there is to say about the files. */

/* Where folders could not be read, the page may be there. */
static bool matches_on_disk(const struct config_override *override, const struct tree *tree) {
    if (tree->error_count)
        return true;
    for (size_t i = 0; i < tree->count; i++)
        if (config_override_matches(override, text_of(tree->files[i].below)))
            return true;
    return false;
}

/* An override is about some page, perhaps one that is not checked this time. */
static void find_useless(struct root *root) {
    struct config_file *file = root->file;
    struct tree tree = {0};
    bool listed = false;
    for (size_t i = 0; i < file->override_count; i++) {
        const struct config_override *override = &file->overrides[i];
        if (override->matched)
            continue;
        if (!listed)
            tree_add(&tree, root->folder.at, markdown_suffixes);
        listed = true;
        if (!matches_on_disk(override, &tree))
            report_add_at(&file->report, MESSAGE_CONFIG_NO_MATCH,
                          place_of(&file->source, override->files->span, &file->report.arena), 0, NULL,
                          "no page matches; expected: patterns as in .gitignore, seen from %s",
                          root->wished ? "the working folder" : "this file's folder");
    }
    tree_free(&tree);
}

static const struct page_config *plain_config(struct configs *configs, const struct root *root) {
    struct buf applied = {0};
    for (const struct config_file *file = root->file; file; file = file->base)
        buf_add_run(&applied, '\0', file->override_count);
    const struct page_config *config = variant_of(configs, root, &applied);
    buf_free(&applied);
    return config;
}

/* Findings about a file have the severity that the file gives them. */
static void finish(struct configs *configs, struct root *root) {
    const struct settings *settings = &plain_config(configs, root)->settings;
    if (settings->severity[MESSAGE_CONFIG_NO_MATCH] != SEVERITY_OFF)
        find_useless(root);
    for (struct config_file *file = root->file; file; file = file->base) {
        struct report *report = &file->report;
        size_t kept = 0;
        for (size_t i = 0; i < report->count; i++) {
            report->findings[i].severity = settings->severity[report->findings[i].message];
            if (report->findings[i].severity != SEVERITY_OFF)
                report->findings[kept++] = report->findings[i];
        }
        report->count = kept;
        report->settings = settings;
        report_sort(report);
    }
}

static int by_name(const void *left, const void *right) {
    struct config_file *const *a = left, *const *b = right;
    return strcmp((*a)->name, (*b)->name);
}

struct report *configs_report(struct configs *configs, size_t i) {
    size_t count = 0, kept = 0;
    struct config_file *chain[CONFIG_CHAIN_MOST];
    struct config_file **files =
        memory_get_zeroed(configs->root_count * CONFIG_CHAIN_MOST + 1, sizeof *files);
    for (size_t r = 0; r < configs->root_count; r++) {
        struct root *root = configs->roots[r];
        if (!root->asked)
            finish(configs, root);
        root->asked = true;
        size_t length = chain_of(root, chain);
        memcpy(files + count, chain, length * sizeof *files);
        count += length;
    }
    qsort(files, count, sizeof *files, by_name);
    for (size_t k = 0; k < count; k++) /* one file may be what several extend */
        if (k == 0 || strcmp(files[k]->name, files[k - 1]->name) != 0)
            files[kept++] = files[k];
    struct report *report = i < kept ? &files[i]->report : NULL;
    free(files);
    return report;
}
