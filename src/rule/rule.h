/* SPDX-License-Identifier: MIT */
/* Rules: they look at what readers built and add findings. A rule is one
 * function in this folder, one row in report/catalogue.def, one example in
 * content/, one folder in tests/fixtures/check/. Rules change nothing. */
#ifndef EXLINT_RULE_RULE_H
#define EXLINT_RULE_RULE_H

#include "doc/document.h"
#include "doc/profile.h"
#include "report/report.h"

struct site; /* rule/site.h */

/* What the pages of a sequence need to know of each other: small, and complete without the page. */
struct outline_entry {
    uint32_t number;
    struct text title;
    struct place place; /* of the heading */
    bool malformed;     /* a malformed heading that begins with this number */
};

struct outline_reference { /* prose that refers to "Example N" */
    uint32_t number;
    uint32_t example; /* the example it stands in, 0 for none */
    struct place place;
};

struct outline {
    const char *path; /* as findings name it */
    const char *noun; /* the profile's word for an entry */
    int order;        /* place in the profile's sequence; -1: the page is a sequence of its own */
    struct outline_entry *entries; /* in page order, examples only */
    size_t entry_count;
    struct outline_reference *references;
    size_t reference_count;
};

/* Fills *outline from a document, in the arena, which outlives the document. */
void outline_make(const struct document *document, struct outline *outline, struct arena *arena);

/* The pages that are numbered together, in their order. wanted[i] says whether findings about pages[i] go anywhere;
 * reports[i] is its report, NULL where it is not wanted (a sibling read from disk only to be counted). */
struct sequence {
    const struct outline *const *pages;
    struct report *const *reports;
    size_t count;
};

/* Runs every rule of page scope. */
void rules_check_page(const struct document *document, struct report *report);
/* Runs every rule of site scope: those of a page that ask about the pages around it. */
void rules_check_site(const struct document *document, const struct site *site, struct report *report);
/* Runs every rule of sequence scope. Reports may have findings already. */
void rules_check_sequence(const struct sequence *sequence);

/* One declaration per row. */
#define FAULT(id, name, severity, fix, headline)
#define RULE(id, name, severity, fix, scope, function, headline) RULE_##scope(function)
#define RULE_PAGE(function)     void function(const struct document *document, struct report *report);
#define RULE_SITE(function)                                                                                  \
    void function(const struct document *document, const struct site *site, struct report *report);
#define RULE_SEQUENCE(function) void function(const struct sequence *sequence);
#include "report/catalogue.def"
#undef RULE
#undef FAULT
#undef RULE_PAGE
#undef RULE_SITE
#undef RULE_SEQUENCE

#endif
