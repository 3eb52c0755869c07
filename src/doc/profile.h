/* SPDX-License-Identifier: MIT */
/* A profile: what a page of one kind looks like. Readers, rules and writers ask
 * the profile and know no words of their own. Profiles are made from files
 * (profile_build.h) before pages are read, and then constant: any number of
 * threads may share them. */
#ifndef EXLINT_DOC_PROFILE_H
#define EXLINT_DOC_PROFILE_H

#include "base/buf.h"
#include "base/text.h"
#include "doc/document.h"

enum {
    PROFILE_PARTS = 16, /* the most that a profile may have, and so of labels, too */
    PROFILE_PAGES = 64, /* of a sequence */
};

struct profile_label {
    enum block_kind kind;        /* BLOCK_TAKEAWAY, BLOCK_WHY, BLOCK_PART, BLOCK_OUTPUT … */
    const char *written;         /* the canonical way to write it, Markdown, without what follows: "**Key Takeaway**:" */
    unsigned level;              /* of the heading that is the canonical way ("### Ingredients"); 0: a paragraph */
    const char *separator;       /* what stands between it and its text: " " or "  \n"; behind a heading "\n\n" */
    const char *const *spellings; /* the words a reader accepts, NULL-terminated, without regard to case; the first is
                                     the canonical one */
};

enum part_wish {
    PART_OPTIONAL,
    PART_REQUIRED,
    PART_WHERE_USED, /* required on a page that has one somewhere */
};

/* A part of an entry. Several may be of the same kind where their labels tell them apart. */
struct profile_part {
    enum block_kind kind;
    const struct profile_label *label; /* NULL: it has none */
    enum part_wish wish;
    bool repeats;  /* may stand more than once in an entry */
    bool anywhere; /* in any place of the order */
};

struct profile_patterns; /* compiled */
struct schema;

struct profile {
    const char *name;              /* "by-example" */
    enum form form;                /* what a Markdown page of this profile is called */
    const char *noun;              /* what an entry is called in messages: "Example" */
    const char *entry_format;      /* how an entry's heading is written: "Example {number}: {title}" */
    unsigned level_min, level_max; /* heading levels an entry may stand at */
    const struct profile_patterns *patterns;
    const struct profile_part *parts; /* in the order they are wanted */
    size_t part_count;
    const struct profile_label *labels; /* of the parts, in their order */
    size_t label_count;
    const char *const *sequence; /* names, or patterns of names, of the pages of a folder that form one numbered
                                    sequence, in order, NULL at the end; NULL: every page is a sequence of its own */
    bool sequence_has_globs;     /* some is a pattern */
    const char *const *unique;   /* keys of front matter whose values differ between the pages of a folder, NULL at the
                                    end; NULL: none */
    bool wants_front_matter;     /* front-matter/missing applies */
    const char *const *front_matter_keys; /* keys such a page has, NULL at the end; NULL: none in particular */
    const struct schema *front_matter_schema; /* what its front matter obeys; NULL: nothing */
    bool diagram_is_code;        /* an entry with a diagram alone has its code */
    bool title_in_front_matter;  /* the page title is front matter's, so the body has no level-1 heading */
    const char *const *diagram_languages; /* fences that are diagrams, NULL at the end */
    const char *const *palette;      /* colours of diagrams beside black, white and shades of grey, as "#0173B2", NULL at
                                        the end; NULL: any */
    const char *orientation;         /* of flowcharts: "TD"; NULL: any */
    const char *const *shortcodes;   /* those that enclose something, NULL at the end; NULL: none is known to */
    const struct value *rules;       /* severities and options of rules, as in a configuration, or NULL */
    const struct source *source;     /* where rules stand */
};

/* A set of profiles, in the order in which a page is asked whether it is of them. */
struct profiles;
/* An empty set, or one that begins with the profiles of another set, which outlives it. */
struct profiles *profiles_new(const struct profiles *base);
/* Frees the profiles that were made in it, and what it keeps. */
void profiles_free(struct profiles *profiles);
struct arena *profiles_arena(struct profiles *profiles);
/* Whatever the profiles point to besides: given back when the set is freed, the last one first. */
void profiles_keep(struct profiles *profiles, void *thing, void (*give_back)(void *thing));
void profiles_add(struct profiles *profiles, const struct profile *profile);
const struct profile *profiles_find(const struct profiles *profiles, const char *name);
size_t profiles_count(const struct profiles *profiles);
const struct profile *profiles_at(const struct profiles *profiles, size_t i);

enum heading_reading {
    HEADING_OTHER,     /* no entry */
    HEADING_ENTRY,     /* number and title are set */
    HEADING_DEVIANT,   /* an entry in another spelling ("Example 5 - Title", no title): number and title are set */
    HEADING_MALFORMED, /* meant as an entry, but without a whole number; number is what it began with, or 0 */
};

/* What the content of a heading (Markdown, without #s) is under the profile. title is part of content. */
enum heading_reading profile_read_heading(const struct profile *profile, struct text content, uint32_t *number,
                                          struct text *title);

/* Adds the content of an entry's heading as the profile writes it. */
void profile_write_heading(const struct profile *profile, uint32_t number, struct text title, struct buf *out);

/* The label that a paragraph (or heading content, or table-less line) begins with: its row, with *words the words as
 * spelt and *end the bytes that the label takes with its marks and colon; NULL where it begins with none. A label is
 * in bold or emphasis marks, with a colon inside, outside or none, or plain words with a colon. */
const struct profile_label *profile_read_label(const struct profile *profile, struct text paragraph, struct text *words,
                                               size_t *end);
/* The first row of a kind, or NULL. */
const struct profile_label *profile_label_of(const struct profile *profile, enum block_kind kind);
/* The row that the words of a block of that kind are the label of; of a kind with one row always that. NULL for a kind
 * without any. */
const struct profile_label *profile_label_for(const struct profile *profile, enum block_kind kind, struct text words);
/* Adds the label as the profile writes it, but with these words; as it writes it where there are none. */
void profile_write_label(const struct profile_label *label, struct text words, struct buf *out);
/* The part that a block is, or NULL. */
const struct profile_part *profile_part_of(const struct profile *profile, const struct block *block);
/* The first part of a kind, or NULL. */
const struct profile_part *profile_part_of_kind(const struct profile *profile, enum block_kind kind);
/* Whether the language is a diagram's. */
bool profile_is_diagram(const struct profile *profile, struct text language);
/* Place of a page's file name ("beginner.md", any folder in front) in the profile's sequence, or -1. */
int profile_sequence_place(const struct profile *profile, const char *path);
/* The order of two pages of the sequence: by place, of those at one place by name, numbers in it by value. */
int profile_sequence_compare(const struct profile *profile, const char *a, const char *b);
/* Whether values of the key are to differ between the pages of a folder. */
bool profile_is_unique(const struct profile *profile, const char *key);

#endif
