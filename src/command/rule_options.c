/* SPDX-License-Identifier: MIT */
#include "command/rule_options.h"

#include <limits.h>

#define ROW(message, name, kind, member, ...)                                                                \
    {                                                                                                        \
        MESSAGE_##message, name, RULE_OPTION_##kind, offsetof(struct options, member), {                     \
            __VA_ARGS__                                                                                      \
        }                                                                                                    \
    }

static const struct rule_option rows[] = {
    ROW(WHY_LENGTH, "min", COUNT, why_min_words, NULL),
    ROW(WHY_LENGTH, "max", COUNT, why_max_words, NULL),
    ROW(ANNOTATION_DENSITY, "min", RATIO, density_min, NULL),
    ROW(ANNOTATION_DENSITY, "max", RATIO, density_max, NULL),
    ROW(ANNOTATION_DENSITY, "unit", UNIT, density_unit, "block", "example", "page"),
    ROW(ANNOTATION_DENSITY, "own-line", FLAG, density_own_line, NULL),
    ROW(STRUCTURE_COUNT, "min", COUNT, count_min, NULL),
    ROW(STRUCTURE_COUNT, "max", COUNT, count_max, NULL),
    ROW(STRUCTURE_COUNT, "unit", UNIT, count_unit, "page", "folder"),
    ROW(FENCE_UNKNOWN_LANGUAGE, "languages", WORDS, languages, NULL),
};

/* By enum options_unit. */
static const char *const unit_names[] = {"block", "example", "page", "folder"};

const struct rule_option *rule_option_at(size_t i) {
    _Static_assert(sizeof rows / sizeof *rows <= RULE_OPTIONS_MOST, "more rows than RULE_OPTIONS_MOST");
    return i < sizeof rows / sizeof *rows ? &rows[i] : NULL;
}

const struct rule_option *rule_option_find(enum message message, struct text name, size_t *row) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].message == message && text_is(name, rows[i].name)) {
            *row = i;
            return &rows[i];
        }
    return NULL;
}

static bool set_unit(const struct rule_option *option, struct text word, enum options_unit *unit) {
    for (size_t i = 0; option->units[i]; i++)
        for (size_t u = 0; u < sizeof unit_names / sizeof *unit_names; u++)
            if (text_is(word, option->units[i]) && text_is(word, unit_names[u])) {
                *unit = (enum options_unit)u;
                return true;
            }
    return false;
}

static bool set_words(const struct value *value, const char *const **variable, struct arena *arena) {
    if (value->kind != VALUE_SEQUENCE)
        return false;
    const char **words = ARENA_ARRAY(arena, const char *, value->count + 1);
    for (size_t i = 0; i < value->count; i++) {
        if (value->members[i].value->kind != VALUE_STRING)
            return false;
        words[i] = arena_copy(arena, value->members[i].value->scalar).at;
    }
    *variable = words;
    return true;
}

bool rule_option_set(const struct rule_option *option, const struct value *value, struct options *options,
                     struct arena *arena) {
    void *variable = (char *)options + option->offset;
    bool number = value->kind == VALUE_INTEGER || value->kind == VALUE_REAL;
    switch (option->kind) {
    case RULE_OPTION_COUNT:
        if (value->kind != VALUE_INTEGER || value->integer < 0 || value->integer > INT_MAX)
            return false;
        *(unsigned *)variable = (unsigned)value->integer;
        return true;
    case RULE_OPTION_RATIO:
        if (!number || !(value->real >= 0 && value->real <= INT_MAX))
            return false;
        *(double *)variable = value->real;
        return true;
    case RULE_OPTION_FLAG:
        if (value->kind != VALUE_BOOL)
            return false;
        *(bool *)variable = value->truth;
        return true;
    case RULE_OPTION_UNIT: return value->kind == VALUE_STRING && set_unit(option, value->scalar, variable);
    case RULE_OPTION_WORDS: return set_words(value, variable, arena);
    }
    return false;
}

void rule_option_expect(const struct rule_option *option, struct buf *out) {
    static const char *const kinds[] = {"a whole number, 0 or more", "a number, 0 or more", "true or false",
                                        "one of ", "a list of strings"};
    buf_add_string(out, kinds[option->kind]);
    for (size_t i = 0; option->kind == RULE_OPTION_UNIT && option->units[i]; i++)
        buf_print(out, "%s%s", i ? ", " : "", option->units[i]);
}

void rule_option_print(const struct rule_option *option, const struct options *options, struct buf *out) {
    const void *variable = (const char *)options + option->offset;
    switch (option->kind) {
    case RULE_OPTION_COUNT: buf_print(out, "%u", *(const unsigned *)variable); break;
    case RULE_OPTION_RATIO: buf_print(out, "%g", *(const double *)variable); break;
    case RULE_OPTION_FLAG: buf_add_string(out, *(const bool *)variable ? "true" : "false"); break;
    case RULE_OPTION_UNIT: buf_add_string(out, unit_names[*(const enum options_unit *)variable]); break;
    case RULE_OPTION_WORDS: {
        const char *const *words = *(const char *const *const *)variable;
        buf_add_byte(out, '[');
        for (size_t i = 0; words && words[i]; i++)
            buf_print(out, "%s%s", i ? ", " : "", words[i]);
        buf_add_byte(out, ']');
        break;
    }
    }
}
