/* SPDX-License-Identifier: MIT */
/* What the pages of a folder have in common: for `exlint init`. Pages are added one by one; texts that are
 * kept live in the arena of whoever counts. */
#ifndef EXLINT_COMMAND_SURVEY_H
#define EXLINT_COMMAND_SURVEY_H

#include "doc/profile.h"

/* A share that counts as all: of twenty or more, one in twenty may be a mistake. */
static inline bool nearly_all(size_t some, size_t all) {
    return all && (some == all || (all >= 20 && some * 20 >= all * 19));
}

/* Headings with a number. */

enum { SHAPES_MOST = 64 };

/* How a heading says its number: "Recipe 12 — Title", "12. Title", "REQ-12: Title". */
struct heading_shape {
    struct text word;      /* before the number; empty for none */
    struct text separator; /* behind it, with the blank before: " —", ":" */
    struct text join;      /* between word and number: " ", " #", "#", "-"; empty for none */
};

struct shape_count {
    struct heading_shape shape;
    size_t count;    /* headings */
    size_t rising;   /* those whose number is greater than all before them on their page */
    size_t level[7]; /* headings by level */
};

struct heading_survey {
    struct shape_count shapes[SHAPES_MOST];
    size_t count;
};

void headings_add(struct heading_survey *survey, const struct document *document, struct arena *arena);
/* The shape that most entries seem to have, and the levels at which such headings stand; NULL where there are
 * none. Shapes with the same word are of the same kind; *count: of them all. */
const struct shape_count *headings_best(const struct heading_survey *survey, unsigned *level_min,
                                        unsigned *level_max, size_t *count);

/* Parts of entries. */

enum { LABELS_MOST = 128, FORMS_MOST = 8 };

struct label_form { /* one way in which a label is written */
    struct text written;
    bool breaks; /* its text follows behind a hard line break */
    size_t count;
};

struct label_count {
    struct text words; /* as spelt where it was seen first; they differ by more than case */
    struct label_form forms[FORMS_MOST];
    size_t form_count;
    size_t entries;  /* that have it */
    size_t repeated; /* that have it more than once */
    uint32_t seen;   /* number of the entry that was counted last */
};

/* Parts without a label come first among the items of an entry. */
enum { ITEM_DIAGRAM, ITEM_CODE, ITEM_LABEL };

struct entry_items { /* what an entry has, in its order */
    const uint8_t *items;
    size_t count;
    struct entry_items *next;
};

struct part_survey {
    struct label_count labels[LABELS_MOST];
    size_t label_count;
    size_t entries, with_code, with_diagram, with_intro;
    struct entry_items *items;
};

/* Counts the parts of a page's entries. diagrams: tells languages of diagrams. */
void parts_add(struct part_survey *survey, const struct document *document, const struct profile *diagrams,
               struct arena *arena);

struct proposed_part {
    int item;                        /* ITEM_DIAGRAM, ITEM_CODE, or ITEM_LABEL + number of the label */
    const struct label_count *label; /* or NULL */
    size_t entries;
    bool required, repeats, anywhere;
};

/* The parts that recur, in the order in which they mostly stand; gives how many. */
size_t parts_propose(const struct part_survey *survey, struct proposed_part parts[PROFILE_PARTS]);

/* Front matter. */

enum { KEYS_MOST = 200 };

enum key_form { KEY_TEXT, KEY_DATE, KEY_MOMENT };

struct key_count {
    struct text name;
    size_t pages;
    unsigned kinds;      /* 1 << enum value_kind, or-ed */
    unsigned items;      /* the same of the items of sequences */
    size_t strings[3];   /* by enum key_form */
    bool negative, zero; /* some integer is */
    bool empty;          /* some string is empty, has several lines, or a blank at an end */
    bool repeats_items;  /* some sequence has an item twice */
    bool shared;         /* two pages of a folder have the same value */
};

struct key_survey {
    struct key_count keys[KEYS_MOST];
    size_t count, pages; /* with front matter */
    struct folder_value *values;
    size_t value_count;
};

void keys_add(struct key_survey *survey, const struct document *document, struct text folder,
              struct arena *arena);
/* Finds keys whose values are shared; call once after the last page. */
void keys_finish(struct key_survey *survey);
/* Whether the key seems to be a misspelling of one that is commoner by far. */
bool key_is_slip(const struct key_survey *survey, const struct key_count *key);

/* Sequences. */

struct page_numbers { /* a page with entries */
    struct text folder, name;
    uint32_t first, last;
};

/* The names of pages that follow each other in every folder where they stand, in their order, at most
 * PROFILE_PAGES; 0 where pages are numbered each for itself. Sorts the pages. */
size_t sequence_propose(struct page_numbers *pages, size_t count, struct text names[PROFILE_PAGES]);

#endif
