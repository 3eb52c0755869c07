/* SPDX-License-Identifier: MIT */
/* The files that `exlint init` proposes, written from a survey. */
#ifndef EXLINT_COMMAND_PROPOSE_H
#define EXLINT_COMMAND_PROPOSE_H

#include "command/survey.h"

struct proposal {
    const struct profiles *built_in;
    struct text name;                  /* of the profile, and of its files */
    const struct profile *fits;        /* a built-in profile that the pages are of, or NULL */
    bool mixed;                        /* other pages are of other built-in profiles */
    const struct heading_shape *shape; /* of entries, where none fits */
    unsigned level_min, level_max;
    struct proposed_part parts[PROFILE_PARTS];
    size_t part_count;
    bool intro;                       /* entries begin with prose */
    bool titled;                      /* pages have their title in the front matter */
    bool front_matter;                /* pages have front matter */
    const struct key_survey *keys;    /* NULL: no schema */
    struct text pages[PROFILE_PAGES]; /* that follow each other */
    size_t page_count;
};

/* The noun for an entry. */
struct text propose_noun(const struct proposal *proposal);
/* The name, noun and headings of the profile alone. */
void propose_entry(const struct proposal *proposal, struct buf *out);
/* The file NAME.profile.yaml, and NAME.schema.yaml. */
void propose_profile(const struct proposal *proposal, struct buf *out);
void propose_schema(const struct proposal *proposal, struct buf *out);
/* The words of a label in the way it is mostly written. */
const struct label_form *propose_form(const struct label_count *label, struct text *words);

#endif
