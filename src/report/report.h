/* SPDX-License-Identifier: MIT */
/* A report: the findings of one page. Findings are complete when they are
 * added (message, position, excerpt), so that a report outlives its page.
 *
 * What findings hold lives in the report's arena; the list of them does not, so
 * that it grows in place. One thread at a time fills a report. A rule that is
 * off or not selected adds nothing. */
#ifndef EXLINT_REPORT_REPORT_H
#define EXLINT_REPORT_REPORT_H

#include "base/arena.h"
#include "doc/document.h"
#include "report/catalogue.h"

/* What annotation/density and structure/count look at as a whole. */
enum options_unit { UNIT_BLOCK, UNIT_EXAMPLE, UNIT_PAGE, UNIT_FOLDER };

/* The thresholds of rules. settings_init() gives the defaults that RULES in the manual page names. */
struct options {
    unsigned why_min_words, why_max_words; /* why/length */
    double density_min, density_max;       /* annotation/density: annotations per line of code */
    enum options_unit density_unit;        /* block, example or page */
    bool density_own_line;                 /* annotations on lines of their own count, too */
    unsigned count_min, count_max;         /* structure/count */
    enum options_unit count_unit;          /* page or folder */
    const char *site_root;        /* folder that links from the site's root lead below; NULL: they are not checked */
    const char *const *languages; /* fence/unknown-language: further known ones, NULL at the end, or NULL */
};

/* What is wanted, for the whole run; only read while pages are checked. */
struct settings {
    enum severity severity[MESSAGE_COUNT]; /* effective; SEVERITY_OFF where the rule is not wanted */
    struct options options;
};

/* Every rule at its default severity, every option at its default. */
void settings_init(struct settings *settings);
/* Turns off what the comma-separated selectors do not take (select) or take (ignore). A rule that is off and that
 * select names in full is turned on, as a warning where it is off by default. A name that matches nothing, or no name
 * at all: false, with *unknown the first of them (or empty), and nothing is changed. */
bool settings_select(struct settings *settings, const char *selectors, struct text *unknown);
bool settings_ignore(struct settings *settings, const char *selectors, struct text *unknown);

/* A place in a page, resolved. Lines and columns from 1, in code points; end_column is exclusive. */
struct place {
    struct span span; /* bytes */
    uint32_t line, column, end_line, end_column;
    struct text excerpt;         /* the first line, without its end; long ones are cut, see excerpt_column */
    uint32_t excerpt_column;     /* column in excerpt of `column`, from 1 */
};

/* Replaces the bytes of span, which begin and end there; lines are 0 for a finding of report_add_at(). */
struct edit {
    struct span span;
    struct text replacement;
    struct position begin, end;
};

struct finding {
    enum message message;
    enum severity severity;
    struct place place;
    struct text text;      /* what is wrong and what was expected; without path, rule and "Example N: " */
    uint32_t example;      /* number of the example it stands in; 0 for none */
    const char *noun;      /* "Example" (the profile's word); NULL where example is 0 */
    const struct edit *edits; /* the fix; edit_count of them, by rising span, disjoint */
    size_t edit_count;
    uint64_t key;          /* stable when lines move: of rule, example and what the excerpt says */
};

/* A place that was counted, for the next one to go on from: counting columns anew for each of many findings in one
 * line of many megabytes would be quadratic. All zero at the start; good for one source. */
struct place_cursor {
    uint32_t line, offset, column; /* line 0: none yet */
};

struct report {
    const char *path; /* as given; borrowed */
    const struct settings *settings;
    struct arena arena;
    struct finding *findings; /* count of them, in the order added until report_sort() */
    size_t count, capacity;
    const struct source *counted; /* what the cursors are good for */
    struct place_cursor cursors[2];
    const struct source *edited; /* that of the last finding; NULL where it is not known */
};

void report_init(struct report *report, const char *path, const struct settings *settings);
void report_free(struct report *report);
bool report_wants(const struct report *report, enum message message);

/* The place of a span; its excerpt is copied into the arena. */
struct place place_of(const struct source *source, struct span span, struct arena *arena);
/* The same, in time of how far the place is from those the cursors were left at (by the last call). */
struct place place_from(struct place_cursor cursors[2], const struct source *source, struct span span,
                        struct arena *arena);

/* Adds a finding about a span of the document; the example is found from the span. Gives it back for report_fix(), or
 * NULL when the rule is off. format and what follows make the text. The pointer is good until the next finding. */
struct finding *report_add(struct report *report, const struct document *document, enum message message,
                           struct span span, const char *format, ...) __attribute__((format(printf, 5, 6)));
/* The same for a place that was resolved earlier; example 0 for none. The place's excerpt is copied. */
struct finding *report_add_at(struct report *report, enum message message, struct place place, uint32_t example,
                              const char *noun, const char *format, ...) __attribute__((format(printf, 6, 7)));
/* Adds one edit to a finding's fix; edits come in rising order. The replacement is copied. NULL findings are ignored. */
void report_fix(struct report *report, struct finding *finding, struct span span, struct text replacement);

/* By line, column, rule name, then text. */
void report_sort(struct report *report);

#endif
