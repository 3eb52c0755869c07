/* SPDX-License-Identifier: MIT */
/* Text that was copied from a rendered page, brought back as the page it was.
 *
 *   blanks     what browsers put in their place goes              copied.c
 *   lines      what each line looks like: prose or code           line.c, and by those around it lines.c
 *   diagrams   how far a diagram goes                             diagram.c
 *   seams      where, inside a line, code may run into text       seam.c
 *   toolbars   names of languages and buttons above code          toolbar.c
 *   blocks     the likeliest sequence of blocks of an example     blocks.c
 *   language   of each code block                                 guess.c: terms.c, leads.c, grammar.c
 *   joints     where, inside a block, code runs into other code   joint.c, places.c
 *   habits     of the page's author; what blocks leave open       habits.c, carried.c
 *   indent     of each line of code                               indent.c and its styles: nested.c
 * (brackets, words, tags), offside.c (Python, F#, Scala), haskell.h, yaml.c (beam.h finds the likeliest
 * nesting for these three), sql.c, parens.c, styles.c plain.c    puts the pieces together again
 *
 * Two facts hold in copied text and are never given up: a code block ends at a
 * seam inside a line or at the end of the page, and nowhere else; a diagram
 * ends with its line. So the page that is written flattens to the text that
 * was read. */
#ifndef EXLINT_READ_PLAIN_PLAIN_H
#define EXLINT_READ_PLAIN_PLAIN_H

#include "read/plain/habits.h"
#include "read/plain/words.h"
#include "read/rebuilt.h"

/* A row of the readers' table. */
bool plain_claims(const struct read_context *context, const struct source *source);
void plain_read(const struct read_context *context, const struct source *source, struct document *document,
                struct report *report);

struct plain_line {
    struct text text; /* trimmed, never empty */
    uint32_t number;  /* in the source, from 1 */
    float code;       /* log odds that it is code and not prose */
    bool labelled;    /* begins with a label of the profile */
    bool toolbar;     /* was shown above code, for readers: "python", "Copy code" */
    int names;        /* toolbar: 1 + row of the grammar whose language it names, or 0 */
};

/* An example with its heading line, or what stands before the first one. */
struct plain_section {
    size_t heading;    /* index of the heading's line, or PLAIN_NO_LINE */
    size_t begin, end; /* lines behind it */
    bool titled;       /* the heading is the page's title, behind what leads around a site */
    bool glued;        /* the last line ends where the next heading was glued to it */
};

#define PLAIN_NO_LINE SIZE_MAX

struct plain_block {
    enum block_kind kind; /* prose, heading, code, diagram, takeaway, why */
    uint32_t line;        /* in the source */
    size_t first;         /* code, diagram: its lines are pieces first .. first + count */
    size_t count;
    struct text text;  /* prose, heading: the text; takeaway, why: behind the label */
    struct text words; /* takeaway, why: the label */
    bool bare;         /* the label has no colon of its own */
    bool tight;        /* no blank stands behind the label */
    struct text lead;  /* code, diagram: the prose line above, or empty */
    unsigned level;
    double boundary; /* confidence */
    double certain;  /* of the language */
    int grammar;     /* code: row of the grammar table, or -1 */
    bool named;      /* the row is what stood above the code; nothing is to be guessed */
    size_t open;     /* code: braces that earlier blocks of the example opened for it */
    struct text verbatim;     /* Markdown of a sibling page that says just this; at == NULL: to be recovered */
    const struct block *like; /* a sibling page's block that this is a version of, or NULL */
};

struct plain_page {
    const struct read_context *context;
    const struct profile *profile;
    const struct source *source;
    struct text title; /* of the page, or empty */
    struct plain_line *lines;
    size_t line_count, line_capacity;
    struct plain_section *sections;
    size_t section_count, section_capacity;
    struct plain_block *blocks;
    size_t block_count, block_capacity;
    struct text *pieces; /* the lines of code and diagrams */
    size_t piece_count, piece_capacity;
    struct habits habits;
    struct words counts;     /* how often each word stands on the page */
    struct words openers;    /* how often each word begins a line, and is not all of it */
    struct words headings;   /* lines of one word and a colon, and how often they stand */
    struct words vocabulary; /* what is known of words: enum word_class, or-ed */
};

/* All stages but the last: the page's blocks, with their languages. The caller frees it with
 * plain_page_free(). */
void plain_recover(struct plain_page *page, const struct read_context *context, const struct source *source);
void plain_page_free(struct plain_page *page);

/* Adds a line, not yet classified; sets what a line looks like. */
void plain_add_line(struct plain_page *page, struct text t, uint32_t number);
void plain_classify(const struct plain_page *page, struct plain_line *line);
/* Looks again at classified lines that may be other than they seem, by the lines around them. */
void plain_look_around(struct plain_page *page, size_t begin, size_t end);
/* Marks the lines begin .. end that are toolbars of code. */
void plain_mark_toolbars(struct plain_page *page, size_t begin, size_t end);
/* How many lines right above line i are toolbars; *row: of the grammar, that they name, or -1. */
size_t plain_toolbar_above(const struct plain_page *page, size_t i, int *row);
/* Splits the source into lines and sections. */
void plain_lines(struct plain_page *page);
/* Begins a section at a line of the first one, which is the page's title. */
void plain_part_title(struct plain_page *page, size_t line);
/* Fills blocks and pieces. */
void plain_blocks(struct plain_page *page);
/* Adds the blocks of one section, without its heading. last: it is the page's end, where code may end, too. */
void plain_section_blocks(struct plain_page *page, const struct plain_section *section, bool last);
/* Adds a block with nothing in it. */
struct plain_block *plain_add_block(struct plain_page *page, enum block_kind kind, uint32_t line);
/* Sets grammar and certain of every code block. */
void plain_languages(struct plain_page *page);
/* Sets what is open at the beginning of each code block. */
void plain_carry(struct plain_page *page);
/* Adds the code of a block with its indentation; gives the confidence. */
double plain_indent(const struct plain_page *page, const struct plain_block *block, struct buf *out);

/* Adds prose as Markdown in one paragraph; it renders as the text, with nothing changed. */
void plain_write_prose(struct text plain, struct buf *out);
/* The label that a line begins with, as profile_read_label; also with words in parentheses before its colon.
 */
const struct profile_label *plain_label(const struct profile *profile, struct text t, struct text *words,
                                        size_t *end);
/* Adds the label as the profile writes it, with the words as they were spelt, without its colon where none was; behind a
 * heading a blank line. */
void plain_write_label(const struct profile_label *label, struct text words, bool colon, struct buf *out);

enum word_class {
    WORD_GRAMMAR = 1, /* prose is made of them */
    WORD_KEYWORD = 2, /* of a language */
    WORD_OPENER = 4,  /* begins lines of a language */
};
/* Log odds that a text, a line or a part of one, is code. */
float line_score(const struct words *vocabulary, struct text t);
/* Whether the text may be a heading or a step: "Approach 2: Functional", "Run the server". */
bool line_is_title(const struct words *vocabulary, struct text t);
/* The length of the comment leader that the text begins with, 0 for none. */
size_t line_comment(struct text t);
/* Offset of the comment leader of the text's first annotation ("# =>"), or TEXT_NONE. */
size_t line_annotation(struct text t);
static inline bool line_annotated(struct text t) { return line_annotation(t) != TEXT_NONE; }
/* Whether the text is a comment that says what the code above puts out, and nothing else: "# => …". */
static inline bool line_is_output(struct text t) { return line_annotation(t) == 0; }

/* Whether the text begins as a part of a feature in Gherkin does ("Scenario: …"), or as a step ("Given …"). */
bool line_begins_part(struct text t);
bool line_begins_step(struct text t);

/* Number of lines, from `at` on and before `end`, that are a diagram; 0 where none begins. */
size_t diagram_length(const struct plain_line *lines, size_t at, size_t end);

enum seam_kind { SEAM_LABEL, SEAM_PROSE };

struct seam {
    size_t at; /* offset in the line; no blank before or behind it */
    enum seam_kind kind;
    float score; /* log odds */
};

enum { SEAM_LIMIT = 16 };

/* The places in a line where code may end and text begin; at most SEAM_LIMIT, by rising offset. */
size_t seams_find(const struct plain_page *page, const struct plain_line *line, struct seam *seams);

#endif
