/* SPDX-License-Identifier: MIT */
#include "report/catalogue.h"

#define SAFE FIX_SAFE
#define NONE FIX_NONE
#define RULE(id, name, severity, fix, scope, function, headline)                                             \
    {name, headline, SEVERITY_##severity, fix, false},
#define FAULT(id, name, severity, fix, headline) {name, headline, SEVERITY_##severity, fix, true},
static const struct catalogue_row rows[MESSAGE_COUNT] = {
#include "report/catalogue.def"
};
#undef RULE
#undef FAULT
#undef SAFE
#undef NONE

const struct catalogue_row *catalogue_row(enum message message) {
    return &rows[message];
}

enum message catalogue_find(struct text name) {
    unsigned i = 0;
    while (i < MESSAGE_COUNT && !text_is(name, rows[i].name))
        i++;
    return (enum message)i;
}

/* What stands behind the slash; all of it where there is none. */
static struct text last_part(struct text name) {
    size_t slash = text_find_byte(name, '/', 0);
    return slash == TEXT_NONE ? name : text_from(name, slash + 1);
}

enum { NEAR = 3 /* edits that a misspelling may have */, FAR = 64 };

/* The selectors of groups, for those who misspell one. */
static const char *const groups[] = {
    "annotation/*", "config/*",      "diagram/*",  "fence/*",     "file/*", "front-matter/*",
    "import/*",     "index/*",       "link/*",     "numbering/*", "part/*", "shortcode/*",
    "structure/*",  "suppression/*", "takeaway/*", "variant/*",   "why/*"};

/* bare: the selector has no slash, as a group's name may. */
static const char *nearest_group(struct text selector, bool bare) {
    const char *nearest = NULL;
    unsigned most = bare && selector.len < 3 * NEAR ? (unsigned)selector.len / 3 : NEAR, least = most + 1;
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        struct text group = text_of(groups[i]);
        group.len -= bare ? 2 : 0;
        unsigned distance = text_distance(selector, group, FAR);
        if (distance < least) {
            least = distance;
            nearest = groups[i];
        }
    }
    return nearest;
}

const char *catalogue_nearest(struct text name) {
    if (text_ends(name, "*"))
        return nearest_group(name, false);
    const char *nearest = NULL;
    unsigned least = FAR;
    for (size_t i = 0; i < MESSAGE_COUNT; i++) {
        struct text row = text_of(rows[i].name);
        unsigned distance = text_distance(name, row, FAR);
        bool same = text_equal_nocase(last_part(name), last_part(row));
        /* Any misspelling comes before the same name in another group. */
        if (distance > NEAR)
            distance = same ? NEAR + distance : FAR;
        if (distance < least) {
            least = distance;
            nearest = rows[i].name;
        }
    }
    return nearest || text_find_byte(name, '/', 0) != TEXT_NONE ? nearest : nearest_group(name, true);
}

bool catalogue_matches(struct text selector, enum message message) {
    struct text name = text_of(rows[message].name);
    if (text_is(selector, "all") || text_equal(selector, name))
        return true;
    if (text_ends(selector, "/*"))
        selector.len -= 2;
    return selector.len && text_equal(selector, text_slice(name, 0, text_find_byte(name, '/', 0)));
}

static const char *const severity_names[SEVERITY_COUNT] = {"off", "info", "warning", "error"};

const char *severity_name(enum severity severity) {
    return severity_names[severity];
}

int severity_from_name(struct text name) {
    for (int i = 0; i < SEVERITY_COUNT; i++)
        if (text_is(name, severity_names[i]))
            return i;
    return -1;
}
