/* SPDX-License-Identifier: MIT */
#include "command/config_file.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "base/files.h"
#include "base/memory.h"
#include "command/command.h"
#include "command/console.h"
#include "command/paths.h"
#include "read/yaml.h"

/* Complaints. */

#define complain(file, span, ...) say_at(&(file)->source, (span).begin, __VA_ARGS__)

static bool expect(const struct config_file *file, const struct value *value, const char *expected) {
    struct text shown = text_slice(source_text(&file->source, value->span), 0, 60);
    shown = text_slice(shown, 0, text_find_byte(shown, '\n', 0));
    if (value->kind == VALUE_NULL)
        return complain(file, value->span, "%s is expected here", expected);
    return complain(file, value->span, "%s is expected, not %.*s", expected, TEXT_ARG(shown));
}

/* The words of a NULL-terminated list, for options_nearest(). */
static const char *list_word(const void *context, size_t i) {
    const char *const *words = context;
    return words[i];
}

static void report_key(struct config_file *file, const struct value *key, const char *where,
                       const char *nearest, const char *expected) {
    struct place place = place_of(&file->source, key->span, &file->report.arena);
    report_add_at(&file->report, MESSAGE_CONFIG_UNKNOWN_KEY, place, 0, NULL, "\"%.*s\" is no %s; %s%s",
                  TEXT_ARG(key->scalar), where,
                  nearest ? "did you mean " : "expected: ", nearest ? nearest : expected);
}

/* The same for a key that should have been one of the words. */
static void report_key_of(struct config_file *file, const struct value *key, const char *where,
                          const char *const *words) {
    struct buf all = {0};
    for (size_t i = 0; words[i]; i++)
        buf_print(&all, "%s%s", !i ? "" : words[i + 1] ? ", " : " or ", words[i]);
    report_key(file, key, where, options_nearest(key->scalar, list_word, words), all.at);
    buf_free(&all);
}

/* Reports the keys of a mapping that are none of the words; false where it is no mapping. */
static bool check_keys(struct config_file *file, const struct value *mapping, const char *const *words,
                       const char *where) {
    if (mapping->kind != VALUE_MAPPING)
        return expect(file, mapping, "a mapping");
    for (size_t i = 0; i < mapping->count; i++) {
        const struct value *key = mapping->members[i].key;
        size_t w = 0;
        while (words[w] && !text_is(key->scalar, words[w]))
            w++;
        if (!words[w])
            report_key_of(file, key, where, words);
    }
    return true;
}

/* Rules. */

static bool check_severity(const struct config_file *file, const struct value *value) {
    if (value->kind == VALUE_STRING && severity_from_name(value->scalar) >= 0)
        return true;
    return expect(file, value, "off, info, warning or error");
}

static bool check_option(struct config_file *file, enum message message, const struct member *member) {
    const char *words[RULE_OPTIONS_MOST + 2] = {"severity"};
    size_t count = 1, row;
    struct options unused;
    const struct rule_option *option = rule_option_find(message, member->key->scalar, &row);
    if (option && rule_option_set(option, member->value, &unused, &file->arena))
        return true;
    if (option) {
        struct buf expected = {0};
        rule_option_expect(option, &expected);
        expect(file, member->value, expected.at);
        buf_free(&expected);
        return false;
    }
    for (size_t i = 0; rule_option_at(i); i++)
        if (rule_option_at(i)->message == message)
            words[count++] = rule_option_at(i)->name;
    words[count] = NULL;
    report_key_of(file, member->key, "option of this rule", words);
    return true;
}

static bool check_range(const struct config_file *file, const struct value *options) {
    const struct value *least = value_get(options, "min"), *most = value_get(options, "max");
    if (least && most && least->real > most->real)
        return complain(file, least->span, "min is greater than max");
    return true;
}

static bool check_rule(struct config_file *file, const struct member *member) {
    const struct value *value = member->value;
    enum message message = catalogue_find(member->key->scalar);
    if (value->kind != VALUE_MAPPING)
        return check_severity(file, value);
    for (size_t i = 0; i < value->count; i++) {
        bool severity = text_is(value->members[i].key->scalar, "severity");
        if (severity ? !check_severity(file, value->members[i].value)
                     : !check_option(file, message, &value->members[i]))
            return false;
    }
    return check_range(file, value);
}

static bool is_known(struct text selector) {
    for (unsigned m = 0; m < MESSAGE_COUNT; m++)
        if (catalogue_matches(selector, (enum message)m))
            return true;
    return false;
}

static bool check_rules(struct config_file *file, const struct value *rules) {
    if (rules->kind == VALUE_NULL)
        return true;
    if (rules->kind != VALUE_MAPPING)
        return expect(file, rules, "a mapping of rules");
    for (size_t i = 0; i < rules->count; i++) {
        const struct value *key = rules->members[i].key;
        if (!is_known(key->scalar))
            report_key(file, key, "rule", catalogue_nearest(key->scalar),
                       "a name that \"exlint rules\" lists");
        else if (!check_rule(file, &rules->members[i]))
            return false;
    }
    return true;
}

/* The other keys. */

static bool read_pattern(struct config_file *file, const struct value *value,
                         struct config_pattern *pattern) {
    struct text line = value->scalar;
    if (value->kind != VALUE_STRING || text_is_blank(line) || text_find_byte(line, '\n', 0) != TEXT_NONE)
        return false;
    pattern->negative = text_starts(line, "!");
    pattern->level = ignore_read(&file->arena, text_from(line, pattern->negative), 0, NULL);
    return true;
}

static bool read_patterns(struct config_file *file, struct config_override *override) {
    const struct value *files = override->files;
    bool good = files->kind == VALUE_SEQUENCE && files->count;
    override->patterns = ARENA_ARRAY(&file->arena, struct config_pattern, good ? files->count : 1);
    for (size_t i = 0; good && i < files->count; i++)
        good = read_pattern(file, files->members[i].value, &override->patterns[i]);
    return good || expect(file, files, "a list of patterns such as [\"**/overview.md\"]");
}

static const char *profile_name(const void *context, size_t i) {
    const struct profile *profile = profiles_at(context, i);
    return profile ? profile->name : NULL;
}

static bool no_profile(const struct config_file *file, const struct value *value, const struct profiles *built_in) {
    struct buf names = {0};
    const char *nearest = options_nearest(value->scalar, profile_name, built_in);
    for (size_t i = 0; i < profiles_count(built_in); i++)
        buf_print(&names, "%s%s", i ? ", " : "", profiles_at(built_in, i)->name);
    complain(file, value->span, "the name of a profile is expected (%s), or the path of one that ends in .yaml%s%s",
             names.at, nearest ? "; did you mean " : "", nearest ? nearest : "");
    buf_free(&names);
    return false;
}

static bool read_profile(const struct config_file *file, const struct value *value, struct profile_store *store,
                         struct config_profile *profile) {
    if (!value)
        return true;
    const struct profiles *built_in = profile_store_built_in(store);
    profile->span = value->span;
    if (value->kind != VALUE_STRING || !value->scalar.len)
        return expect(file, value, "the name of a profile, or the path of one");
    profile->profiles = built_in;
    for (size_t i = 0; i < profiles_count(built_in); i++)
        if (text_is(value->scalar, profiles_at(built_in, i)->name))
            profile->profile = profiles_at(built_in, i);
    if (profile->profile)
        return true;
    bool path = text_find_byte(value->scalar, '/', 0) != TEXT_NONE || text_ends(value->scalar, ".yaml") ||
                text_ends(value->scalar, ".yml");
    if (!path)
        return no_profile(file, value, built_in);
    struct buf absolute = {0}, named = {0};
    path_beside(file->path, value->scalar, &absolute);
    path_from_working(absolute.at, &named);
    profile->profiles = profile_store_read(store, absolute.at, named.at);
    if (profile->profiles)
        profile->profile = profiles_last(profile->profiles);
    else
        complain(file, value->span, "%s cannot be used as a profile", named.at);
    buf_free(&absolute);
    buf_free(&named);
    return profile->profile != NULL;
}

static bool read_override(struct config_file *file, const struct value *value, struct profile_store *store) {
    static const char *const words[] = {"files", "rules", "profile", NULL};
    struct config_override *override = &file->overrides[file->override_count];
    if (!check_keys(file, value, words, "key of an override"))
        return false;
    override->files = value_get(value, "files");
    override->rules = value_get(value, "rules");
    if (!override->files)
        return complain(file, value->span, "an override needs files: a list of patterns");
    file->override_count++;
    return read_patterns(file, override) && (!override->rules || check_rules(file, override->rules)) &&
           read_profile(file, value_get(value, "profile"), store, &override->profile);
}

static bool read_overrides(struct config_file *file, const struct value *list, struct profile_store *store) {
    if (!list || list->kind == VALUE_NULL)
        return true;
    if (list->kind != VALUE_SEQUENCE)
        return expect(file, list, "a list of overrides");
    file->overrides = ARENA_ARRAY(&file->arena, struct config_override, list->count);
    for (size_t i = 0; i < list->count; i++)
        if (!read_override(file, list->members[i].value, store))
            return false;
    return true;
}

static bool read_site(struct config_file *file, const struct value *site) {
    static const char *const words[] = {"root", NULL};
    if (!site || site->kind == VALUE_NULL)
        return true;
    if (!check_keys(file, site, words, "key of site"))
        return false;
    const struct value *root = value_get(site, "root");
    if (!root)
        return true;
    if (root->kind != VALUE_STRING || !root->scalar.len)
        return expect(file, root, "the path of a folder");
    struct buf absolute = {0}, relative = {0};
    struct stat status;
    path_beside(file->path, root->scalar, &absolute);
    path_from_working(absolute.at, &relative);
    bool good = stat(absolute.at, &status) == 0 && S_ISDIR(status.st_mode);
    file->site_root = arena_copy(&file->arena, buf_text(&relative)).at;
    file->site_root_span = root->span;
    buf_free(&absolute);
    buf_free(&relative);
    return good || complain(file, root->span, "%.*s: no such folder", TEXT_ARG(root->scalar));
}

static bool read_checkers(struct config_file *file, const struct value *checkers) {
    if (!checkers || checkers->kind == VALUE_NULL)
        return true;
    if (checkers->kind != VALUE_MAPPING)
        return expect(file, checkers, "a mapping of languages and commands");
    file->checkers = ARENA_ARRAY(&file->arena, struct config_checker, checkers->count);
    for (size_t i = 0; i < checkers->count; i++) {
        const struct value *command = checkers->members[i].value;
        bool nul = text_find_byte(command->scalar, '\0', 0) != TEXT_NONE;
        if (command->kind != VALUE_STRING || text_is_blank(command->scalar) || nul)
            return expect(file, command, "a command for the shell");
        file->checkers[file->checker_count++] =
            (struct config_checker){checkers->members[i].key->scalar,
                                    arena_copy(&file->arena, command->scalar).at, file, command->span};
    }
    return true;
}

/* One of the two paths; NULL, and a finding, where it leads nowhere. */
static const char *read_variant(struct config_file *file, const struct value *value) {
    struct buf absolute = {0};
    struct stat status;
    path_beside(file->path, value->scalar, &absolute);
    bool there = stat(absolute.at, &status) == 0;
    char *real = there && S_ISDIR(status.st_mode) ? file_real_path(absolute.at) : NULL;
    const char *path = arena_copy(&file->arena, real ? text_of(real) : buf_text(&absolute)).at;
    if (!there)
        report_add_at(&file->report, MESSAGE_CONFIG_NO_MATCH,
                      place_of(&file->source, value->span, &file->report.arena), 0, NULL,
                      "%.*s is not there; expected: a folder or a page, seen from this file's folder",
                      TEXT_ARG(value->scalar));
    free(real);
    buf_free(&absolute);
    return there ? path : NULL;
}

static bool read_variants(struct config_file *file, const struct value *list) {
    if (!list || list->kind == VALUE_NULL)
        return true;
    if (list->kind != VALUE_SEQUENCE)
        return expect(file, list, "a list of pairs of paths");
    file->variants = ARENA_ARRAY(&file->arena, struct config_variants, list->count);
    for (size_t i = 0; i < list->count; i++) {
        const struct value *pair = list->members[i].value;
        bool good = pair->kind == VALUE_SEQUENCE && pair->count == 2;
        struct config_variants read = {{NULL, NULL}};
        for (size_t k = 0; good && k < 2; k++)
            good = pair->members[k].value->kind == VALUE_STRING && pair->members[k].value->scalar.len;
        if (!good)
            return expect(file, pair, "a pair of paths such as [sparse, annotated]");
        for (size_t k = 0; k < 2; k++)
            read.paths[k] = read_variant(file, pair->members[k].value);
        if (read.paths[0] && read.paths[1])
            file->variants[file->variants_count++] = read;
    }
    return true;
}

/* *next: what the file extends, or NULL. */
static bool read_root(struct config_file *file, struct profile_store *store, const struct value **next) {
    static const char *const words[] = {"profile", "extends",  "rules",    "overrides",
                                        "site",    "checkers", "variants", NULL};
    struct value_error error;
    const struct value *root = yaml_load(buf_text(&file->bytes), 0, &file->arena, &error);
    *next = NULL;
    if (error.message.at)
        return complain(file, error.span, "%.*s", TEXT_ARG(error.message));
    if (!root || root->kind == VALUE_NULL)
        return true;
    if (!check_keys(file, root, words, "key of a configuration"))
        return false;
    const struct value *rules = value_get(root, "rules");
    file->rules = rules;
    *next = value_get(root, "extends");
    if (*next && ((*next)->kind != VALUE_STRING || !(*next)->scalar.len))
        return expect(file, *next, "the path of a configuration");
    return (!rules || check_rules(file, rules)) && read_overrides(file, value_get(root, "overrides"), store) &&
           read_profile(file, value_get(root, "profile"), store, &file->profile) &&
           read_site(file, value_get(root, "site")) && read_checkers(file, value_get(root, "checkers")) &&
           read_variants(file, value_get(root, "variants"));
}

/* Files. */

/* Reads the bytes; who: the file and place that extend it, for the complaint. */
static struct config_file *open_file(const char *named, const struct config_file *who, struct span span) {
    struct config_file *file = memory_get_zeroed(1, sizeof *file);
    struct buf path = {0};
    path_resolve(named, &path);
    file->path = path.at;
    file->name = memory_copy_string(named);
    const char *error = who ? file_read_regular(named, &file->bytes) : file_read(named, &file->bytes);
    source_init(&file->source, file->name, buf_text(&file->bytes));
    for (unsigned m = 0; m < MESSAGE_COUNT; m++)
        file->all_on.severity[m] = SEVERITY_WARNING;
    report_init(&file->report, file->name, &file->all_on);
    if (!error)
        return file;
    if (who)
        complain(who, span, "%s: %s", file->name, error);
    else
        say_path(file->name, error);
    config_file_free(file);
    return NULL;
}

/* What the file extends; NULL after a complaint. first: where the chain begins. */
static struct config_file *open_base(const struct config_file *first, const struct config_file *file,
                                     const struct value *extends) {
    struct buf absolute = {0}, named = {0};
    path_beside(file->path, extends->scalar, &absolute);
    path_from_working(absolute.at, &named);
    bool cycle = false;
    size_t depth = 0;
    for (const struct config_file *one = first; one; one = one->base, depth++)
        cycle = cycle || text_is(buf_text(&absolute), one->path);
    struct config_file *base = NULL;
    if (cycle)
        complain(file, extends->span, "%s extends itself by way of this file", named.at);
    else if (depth == CONFIG_CHAIN_MOST)
        complain(file, extends->span, "more than %d files extend each other", CONFIG_CHAIN_MOST);
    else
        base = open_file(named.at, file, extends->span);
    buf_free(&absolute);
    buf_free(&named);
    return base;
}

struct config_file *config_file_read(const char *named, struct profile_store *store) {
    const struct value *extends;
    struct config_file *first = open_file(named, NULL, (struct span){0, 0}), *file = first;
    while (file) {
        if (!read_root(file, store, &extends))
            break;
        if (!extends)
            return first;
        file->base = open_base(first, file, extends);
        file = file->base;
    }
    config_file_free(first);
    return NULL;
}

void config_file_free(struct config_file *file) {
    while (file) {
        struct config_file *base = file->base;
        report_free(&file->report);
        arena_free(&file->arena);
        source_free(&file->source);
        buf_free(&file->bytes);
        free(file->name);
        free(file->path);
        free(file);
        file = base;
    }
}

/* Applying. */

static void set_severity(const struct source *source, struct text selector, const struct value *severity,
                         struct settings *settings, struct config_origins *origins) {
    for (unsigned m = 0; m < MESSAGE_COUNT; m++)
        if (catalogue_matches(selector, (enum message)m)) {
            settings->severity[m] = (enum severity)severity_from_name(severity->scalar);
            origins->severity[m] = (struct config_origin){source, severity->span.begin};
        }
}

void config_rules_apply(const struct source *source, const struct value *rules, struct settings *settings,
                        struct config_origins *origins, struct arena *arena) {
    for (size_t i = 0; rules && rules->kind == VALUE_MAPPING && i < rules->count; i++) {
        struct text selector = rules->members[i].key->scalar;
        const struct value *value = rules->members[i].value;
        enum message message = catalogue_find(selector);
        if (value->kind != VALUE_MAPPING)
            set_severity(source, selector, value, settings, origins);
        for (size_t k = 0; value->kind == VALUE_MAPPING && k < value->count; k++) {
            const struct member *member = &value->members[k];
            size_t row;
            const struct rule_option *option = rule_option_find(message, member->key->scalar, &row);
            if (text_is(member->key->scalar, "severity"))
                set_severity(source, selector, member->value, settings, origins);
            else if (option && rule_option_set(option, member->value, &settings->options, arena))
                origins->option[row] = (struct config_origin){source, member->value->span.begin};
        }
    }
}

/* A pattern for a folder is one for what it holds. */
static bool pattern_matches(const struct config_pattern *pattern, struct text path) {
    for (size_t i = 0; i < path.len; i++)
        if (path.at[i] == '/' && ignore_matches(pattern->level, text_slice(path, 0, i), true))
            return true;
    return ignore_matches(pattern->level, path, false);
}

bool config_override_matches(const struct config_override *override, struct text path) {
    for (size_t i = override->files->count; i-- > 0;)
        if (pattern_matches(&override->patterns[i], path))
            return !override->patterns[i].negative;
    return false;
}

void config_origin_print(struct config_origin origin, struct buf *out) {
    struct position at = source_position(origin.source, origin.offset);
    buf_print(out, "%s:%u:%u", origin.source->name, (unsigned)at.line, (unsigned)at.column);
}
