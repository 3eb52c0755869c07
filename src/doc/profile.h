/* SPDX-License-Identifier: MIT */
/* A profile: what a page of one kind looks like. The built-in ones are rows of
 * a table in profile.c; readers, rules and writers ask the profile and know no
 * words of their own. Profiles are constant and shared between threads. */
#ifndef EXLINT_DOC_PROFILE_H
#define EXLINT_DOC_PROFILE_H

#include "base/buf.h"
#include "base/pattern.h"
#include "base/text.h"
#include "doc/document.h"

enum { PROFILE_LABELS = 8, PROFILE_PARTS = 8, PROFILE_PAGES = 8 };

struct profile_label {
    enum block_kind kind;        /* BLOCK_TAKEAWAY, BLOCK_WHY, BLOCK_OUTPUT … */
    const char *written;         /* the canonical way to write it, Markdown, without what follows: "**Key Takeaway**:" */
    const char *separator;       /* what stands between it and its text: " " or "  \n" */
    const char *const *spellings; /* the words a reader accepts, NULL-terminated, without regard to case; the first is
                                     the canonical one */
};

struct profile {
    const char *name;              /* "by-example" */
    enum form form;                /* what a Markdown page of this profile is called */
    const char *noun;              /* what an entry is called in messages: "Example" */
    const char *entry_pattern;     /* of a heading's content, with groups number and title */
    const char *deviant_pattern;   /* the same heading in spellings that are understood, but reported; same groups, or
                                      NULL */
    const char *malformed_pattern; /* a heading's content that was meant as an entry but has no whole number, or NULL;
                                      group number (optional) is what it begins with */
    const char *entry_format;      /* how an entry's heading is written: "Example {number}: {title}" */
    const char *entry_first;       /* bytes that such a heading can begin with, so that most need no pattern */
    unsigned level_min, level_max; /* heading levels an entry may stand at */
    const struct profile_label *labels;
    size_t label_count;
    const enum block_kind *order; /* the parts of an entry in the order they are wanted */
    size_t order_count;
    const char *const *sequence; /* names of the pages of a folder that form one numbered sequence, in order, NULL at
                                    the end; NULL: every page is a sequence of its own */
    bool wants_front_matter;     /* front-matter/missing applies */
    const char *const *front_matter_keys; /* keys such a page has, NULL at the end; NULL: none in particular */
    const char *front_matter_schema; /* file of schemas/ that such front matter obeys, or NULL */
    bool wants_code;             /* structure/code applies */
    bool wants_why;              /* why/missing applies (to pages that have one somewhere) */
    bool diagram_is_code;        /* an example with a diagram alone has its code */
    bool title_in_front_matter;  /* the page title is front matter's, so the body has no level-1 heading */
    const char *const *diagram_languages; /* fences that are diagrams, NULL at the end */
    const char *const *palette;      /* colours of diagrams beside black, white and shades of grey, as "#0173B2", NULL at
                                        the end; NULL: any */
    const char *orientation;         /* of flowcharts: "TD"; NULL: any */
    const char *const *shortcodes;   /* those that enclose something, NULL at the end; NULL: none is known to */
};

/* A profile with its patterns compiled; made once by profiles_new() and only read afterwards. */
struct profiles;
struct profiles *profiles_new(void);
void profiles_free(struct profiles *profiles);
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
enum heading_reading profile_read_heading(const struct profiles *profiles, const struct profile *profile,
                                          struct text content, uint32_t *number, struct text *title);

/* Adds the content of an entry's heading as the profile writes it. */
void profile_write_heading(const struct profile *profile, uint32_t number, struct text title, struct buf *out);

/* The label that a paragraph (or heading content, or table-less line) begins with: its row, with *words the words as
 * spelt and *end the bytes that the label takes with its marks and colon; NULL where it begins with none. A label is
 * in bold or emphasis marks, with a colon inside, outside or none, or plain words with a colon. */
const struct profile_label *profile_read_label(const struct profile *profile, struct text paragraph, struct text *words,
                                               size_t *end);
/* The row of a kind, or NULL. */
const struct profile_label *profile_label_of(const struct profile *profile, enum block_kind kind);
/* Whether the language is a diagram's. */
bool profile_is_diagram(const struct profile *profile, struct text language);
/* Place of a page's file name ("beginner.md", any folder in front) in the profile's sequence, or -1. */
int profile_sequence_place(const struct profile *profile, const char *path);

#endif
