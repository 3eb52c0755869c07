/* SPDX-License-Identifier: MIT */
/* The catalogue of messages: catalogue.def as an enum and as a table. */
#ifndef EXLINT_REPORT_CATALOGUE_H
#define EXLINT_REPORT_CATALOGUE_H

#include "base/text.h"

#define RULE(id, name, severity, fix, scope, function, headline)  MESSAGE_##id,
#define FAULT(id, name, severity, fix, headline)                  MESSAGE_##id,
enum message {
#include "report/catalogue.def"
    MESSAGE_COUNT
};
#undef RULE
#undef FAULT

/* Rising: a threshold takes what is at or above it. */
enum severity { SEVERITY_OFF, SEVERITY_INFO, SEVERITY_WARNING, SEVERITY_ERROR, SEVERITY_COUNT };

enum fix_kind { FIX_NONE, FIX_SAFE };

struct catalogue_row {
    const char *name;     /* "numbering/gap" */
    const char *headline; /* one clause, lower case, no full stop */
    enum severity severity; /* the default */
    enum fix_kind fix;
    bool is_fault;        /* found while reading, by no function of src/rule/ */
};

const struct catalogue_row *catalogue_row(enum message message);
/* The message of a rule name, or MESSAGE_COUNT. */
enum message catalogue_find(struct text name);
/* The rule name nearest to a misspelt one (by edit distance, or the same name in another group), or the group's selector
 * where one is misspelt; NULL when none is near. */
const char *catalogue_nearest(struct text name);
/* Whether a selector takes the message: its name, "group/" + "*", "group", or "all". */
bool catalogue_matches(struct text selector, enum message message);
const char *severity_name(enum severity severity);
/* -1 for an unknown name. */
int severity_from_name(struct text name);

#endif
