/* SPDX-License-Identifier: MIT */
#include "doc/profile_build.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "doc/profile_patterns.h"

struct building {
    struct profiles *profiles;
    struct arena *arena;
    const struct value *root, *base;
    struct profile *profile;
    struct profile_patterns *patterns;
    struct profile_problem *problem;
};

static bool fail(struct building *building, const struct value *value, size_t offset, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

static bool fail(struct building *building, const struct value *value, size_t offset, const char *format,
                 ...) {
    char message[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    *building->problem =
        (struct profile_problem){value, offset, arena_copy(building->arena, text_of(message))};
    return false;
}

/* The value of a key in root, else in base; NULL where neither has it. */
static const struct value *get(const struct building *building, const char *key) {
    const struct value *value = value_get(building->root, key);
    return value ? value : value_get(building->base, key);
}

/* The scalar as a string in the arena, or NULL. */
static const char *string_of(struct building *building, const struct value *value) {
    return value && value->kind == VALUE_STRING ? arena_copy(building->arena, value->scalar).at : NULL;
}

static bool truth_of(const struct value *value, bool otherwise) {
    return value && value->kind == VALUE_BOOL ? value->truth : otherwise;
}

/* A list of strings, NULL at the end; NULL where there is no list. */
static const char *const *strings_of(struct building *building, const struct value *list) {
    if (!list || list->kind != VALUE_SEQUENCE)
        return NULL;
    const char **words = ARENA_ARRAY(building->arena, const char *, list->count + 1);
    for (size_t i = 0; i < list->count; i++)
        words[i] = string_of(building, list->members[i].value);
    return words;
}

/* Entries. */

static void free_patterns(void *thing) {
    struct profile_patterns *patterns = thing;
    pattern_free(patterns->entry.pattern);
    pattern_free(patterns->deviant.pattern);
    pattern_free(patterns->malformed.pattern);
    free(patterns);
}

static bool want_group(struct building *building, const struct value *value, int group, const char *name) {
    if (group >= 0)
        return true;
    return fail(building, value, 0,
                "the pattern has no group \"%s\"; expected: (?<%s>...) among its first %d groups", name, name,
                PATTERN_GROUPS - 1);
}

static bool read_pattern(struct building *building, const struct value *entry, const char *key,
                         struct heading_pattern *heading) {
    const struct value *value = value_get(entry, key);
    const char *expression = string_of(building, value);
    bool exact = heading == &building->patterns->entry, begins = heading == &building->patterns->malformed;
    struct pattern_error error;
    if (!expression)
        return true;
    if (strlen(expression) != value->scalar.len)
        return fail(building, value, strlen(expression), "a pattern without NUL is expected");
    heading->pattern = pattern_new_at_start(expression, !exact, !begins, &error);
    if (!heading->pattern)
        return fail(building, value, error.offset, "%s.%s is no pattern: %s", "entry", key, error.message);
    heading->number = pattern_group(heading->pattern, "number");
    heading->title = pattern_group(heading->pattern, "title");
    pattern_first_bytes(expression, !exact, building->patterns->first);
    return begins || (want_group(building, value, heading->number, "number") &&
                      want_group(building, value, heading->title, "title"));
}

/* What the profile writes as a heading is to be read as that heading. */
static bool check_format(struct building *building, const struct value *format) {
    struct buf heading = {0};
    struct text title;
    uint32_t number;
    profile_write_heading(building->profile, 12, TEXT("A title"), &heading);
    bool good =
        profile_read_heading(building->profile, buf_text(&heading), &number, &title) == HEADING_ENTRY &&
        number == 12 && text_is(title, "A title");
    if (!good)
        fail(building, format, 0,
             "what entry.format writes, \"%.*s\", is not what entry.pattern reads as number 12 "
             "with that title",
             TEXT_ARG(buf_text(&heading)));
    buf_free(&heading);
    return good;
}

static bool read_entry(struct building *building) {
    const struct value *entry = get(building, "entry"), *levels = value_get(entry, "levels");
    struct profile *profile = building->profile;
    const struct value *least = levels, *most = levels;
    profile->entry_format = string_of(building, value_get(entry, "format"));
    if (levels && levels->kind == VALUE_SEQUENCE) {
        least = levels->members[0].value;
        most = levels->members[1].value;
    }
    profile->level_min = least ? (unsigned)least->integer : 2;
    profile->level_max = most ? (unsigned)most->integer : 2;
    if (profile->level_min > profile->level_max)
        return fail(building, least, 0, "the first level is greater than the second");
    return read_pattern(building, entry, "pattern", &building->patterns->entry) &&
           read_pattern(building, entry, "deviant", &building->patterns->deviant) &&
           read_pattern(building, entry, "malformed", &building->patterns->malformed) &&
           check_format(building, value_get(entry, "format"));
}

/* Parts. */

enum { WORDS_MOST = 44 }; /* bytes of a label */

static const struct value *word_value(const struct value *part, size_t i) {
    if (i == 0)
        return value_get(part, "label");
    const struct value *also = value_get(part, "also");
    return also && i <= also->count ? also->members[i - 1].value : NULL;
}

static void read_label(struct building *building, const struct value *part, enum block_kind kind,
                       struct profile_label *label) {
    const struct value *also = value_get(part, "also");
    size_t count = 1 + (also ? also->count : 0);
    const char **words = ARENA_ARRAY(building->arena, const char *, count + 1);
    for (size_t i = 0; i < count; i++)
        words[i] = string_of(building, word_value(part, i));
    label->kind = kind;
    label->spellings = words;
    label->written = string_of(building, value_get(part, "written"));
    label->separator = string_of(building, value_get(part, "separator"));
    if (!label->written)
        label->written = arena_print(building->arena, "**%s**:", words[0]).at;
    if (!label->separator)
        label->separator = " ";
    struct text written = text_of(label->written);
    label->level = (unsigned)text_run(written, '#');
    if (label->level)
        label->separator = "\n\n";
}

/* Labels are read as what they are. */
static bool check_label(struct building *building, const struct value *part,
                        const struct profile_label *label) {
    struct text words;
    size_t end = 0;
    for (size_t i = 0; label->spellings[i]; i++) {
        char bold[WORDS_MOST + 8];
        if (strlen(label->spellings[i]) > WORDS_MOST)
            return fail(building, word_value(part, i), 0, "a label of at most %d bytes is expected",
                        WORDS_MOST);
        snprintf(bold, sizeof bold, "**%s**:", label->spellings[i]);
        const struct profile_label *read = profile_read_label(building->profile, text_of(bold), &words, &end);
        if (read != label)
            return fail(building, word_value(part, i), 0, "\"%s\" is a spelling of the label \"%s\", too",
                        label->spellings[i], read ? read->spellings[0] : "");
    }
    const struct value *written = value_get(part, "written");
    assert(label->spellings[0]);
    if (label->level) {
        bool good = label->level <= 6 && label->level > building->profile->level_max &&
                    block_kind_is_labelled(label->kind) && label->written[label->level] == ' ' &&
                    strcmp(label->written + label->level + 1, label->spellings[0]) == 0;
        return good || fail(building, written, 0,
                            "a heading that is a label stands below the entries' and says \"%s\" alone",
                            label->spellings[0]);
    }
    const struct profile_label *read =
        profile_read_label(building->profile, text_of(label->written), &words, &end);
    if (read == label && end == strlen(label->written) && text_is(words, label->spellings[0]))
        return true;
    return fail(building, written, 0, "what is written, \"%s\", is not read as the label \"%s\"",
                label->written, label->spellings[0]);
}

static enum part_wish wish_of(const struct value *value) {
    if (value && value->kind == VALUE_STRING)
        return PART_WHERE_USED;
    return truth_of(value, false) ? PART_REQUIRED : PART_OPTIONAL;
}

/* Parts of a kind are told apart by labels, where these travel with the block. */
static bool check_kind(struct building *building, const struct value *value,
                       const struct profile_part *part) {
    const struct profile_part *same = profile_part_of_kind(building->profile, part->kind);
    bool many = part->kind == BLOCK_TAKEAWAY || part->kind == BLOCK_WHY || part->kind == BLOCK_PART;
    if (same != part && !many)
        return fail(building, value, 0, "a second part of the kind %s; expected: one",
                    block_kind_name(part->kind));
    return true;
}

static bool read_parts(struct building *building) {
    const struct value *list = get(building, "parts");
    struct profile *profile = building->profile;
    size_t count = list ? list->count : 0;
    struct profile_part *parts = ARENA_ARRAY(building->arena, struct profile_part, count + 1);
    struct profile_label *labels = ARENA_ARRAY(building->arena, struct profile_label, count + 1);
    profile->parts = parts;
    profile->labels = labels;
    for (size_t i = 0; i < count; i++) {
        const struct value *value = list->members[i].value, *kind = value_get(value, "kind");
        struct profile_part *part = &parts[profile->part_count++];
        bool labelled = value_get(value, "label") != NULL;
        part->kind = kind ? (enum block_kind)block_kind_from_name(kind->scalar) : BLOCK_PART;
        part->wish = wish_of(value_get(value, "required"));
        part->anywhere = truth_of(value_get(value, "anywhere"), part->kind == BLOCK_PROSE);
        part->repeats = truth_of(value_get(value, "repeat"), !labelled);
        if (labelled) {
            part->label = &labels[profile->label_count];
            read_label(building, value, part->kind, &labels[profile->label_count++]);
        }
        if (!check_kind(building, value, part))
            return false;
    }
    for (size_t i = 0; i < count; i++)
        if (parts[i].label && !check_label(building, list->members[i].value, parts[i].label))
            return false;
    return true;
}

/* The rest. */

static void read_others(struct building *building) {
    struct profile *profile = building->profile;
    const struct value *front_matter = get(building, "front-matter"), *diagrams = get(building, "diagrams");
    profile->sequence = strings_of(building, get(building, "pages"));
    for (size_t i = 0; profile->sequence && profile->sequence[i]; i++)
        profile->sequence_has_globs = profile->sequence_has_globs || strpbrk(profile->sequence[i], "*?");
    profile->unique = strings_of(building, get(building, "unique"));
    profile->wants_front_matter = truth_of(value_get(front_matter, "required"), false);
    profile->front_matter_keys = strings_of(building, value_get(front_matter, "keys"));
    profile->diagram_languages = strings_of(building, value_get(diagrams, "languages"));
    profile->palette = strings_of(building, value_get(diagrams, "palette"));
    profile->orientation = string_of(building, value_get(diagrams, "orientation"));
    profile->diagram_is_code = truth_of(value_get(diagrams, "count-as-code"), false);
    profile->shortcodes = strings_of(building, get(building, "shortcodes"));
    profile->rules = get(building, "rules");
    const struct value *title = get(building, "title");
    profile->title_in_front_matter = title && text_is(title->scalar, "front-matter");
}

static void read_names(struct building *building) {
    struct profile *profile = building->profile;
    const struct value *form = get(building, "form");
    profile->name = string_of(building, value_get(building->root, "name"));
    profile->noun = string_of(building, get(building, "noun"));
    profile->form = form ? (enum form)form_from_name(form->scalar) : FORM_HUGO;
}

struct profile *profile_build(struct profiles *profiles, const struct value *root, const struct value *base,
                              struct profile_problem *problem) {
    struct arena *arena = profiles_arena(profiles);
    struct building building = {
        .profiles = profiles, .arena = arena, .root = root, .base = base, .problem = problem};
    building.profile = ARENA_NEW(arena, struct profile);
    building.patterns = memory_get_zeroed(1, sizeof *building.patterns);
    building.profile->patterns = building.patterns;
    profiles_keep(profiles, building.patterns, free_patterns);
    read_names(&building);
    if (!read_entry(&building) || !read_parts(&building))
        return NULL;
    read_others(&building);
    profiles_add(profiles, building.profile);
    return building.profile;
}
