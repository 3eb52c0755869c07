/* SPDX-License-Identifier: MIT */
/* The options of rules, as a configuration sets them: a table with a row each. */
#ifndef EXLINT_COMMAND_RULE_OPTIONS_H
#define EXLINT_COMMAND_RULE_OPTIONS_H

#include "base/buf.h"
#include "report/report.h"

enum rule_option_kind {
    RULE_OPTION_COUNT,  /* unsigned */
    RULE_OPTION_RATIO,  /* double, 0 or more */
    RULE_OPTION_FLAG,   /* bool */
    RULE_OPTION_UNIT,   /* enum options_unit, one of `units` */
    RULE_OPTION_WORDS,  /* const char *const *, NULL at the end */
};

struct rule_option {
    enum message message;
    const char *name;
    enum rule_option_kind kind;
    size_t offset;         /* in struct options */
    const char *units[4];  /* what a unit may be, NULL at the end */
};

enum { RULE_OPTIONS_MOST = 32 };

/* Row number i, or NULL behind the last. */
const struct rule_option *rule_option_at(size_t i);
/* The row of a rule's option, or NULL. */
const struct rule_option *rule_option_find(enum message message, struct text name, size_t *row);
/* Sets the option; false when the value is none for it. Words go into the arena. */
bool rule_option_set(const struct rule_option *option, const struct value *value, struct options *options,
                     struct arena *arena);
/* Adds what a value is expected to be: "a whole number", "one of block, example". */
void rule_option_expect(const struct rule_option *option, struct buf *out);
/* Adds the value that it has. */
void rule_option_print(const struct rule_option *option, const struct options *options, struct buf *out);

#endif
