/* SPDX-License-Identifier: MIT */
/* The lines of one code block while their indentation is sought. */
#ifndef EXLINT_READ_PLAIN_LAYOUT_H
#define EXLINT_READ_PLAIN_LAYOUT_H

#include "read/plain/grammar.h"
#include "read/plain/plain.h"

/* Where a comment stands, once the code has its columns. */
enum comment_place {
    PLACE_SET,   /* where it was put */
    PLACE_ABOVE, /* with the line above */
    PLACE_BELOW, /* with the next line of code */
};

struct layout_line {
    struct text text; /* as it was copied */
    struct text code; /* the same length at most: strings hold 'x', comments are gone, no blanks at the end */
    bool inside;      /* begins inside a string, a comment or a here-document over several lines */
    bool comment;     /* holds nothing but a comment */
    bool annotation;  /* a comment that annotates the line above: "# => …" */
    bool trailing;    /* has an annotation behind code */
    size_t next;      /* the next line of code, or count */
    enum comment_place place;
    long shift;  /* of comments that stand with the line above: columns further in */
    long indent; /* the result, in columns */
    size_t tabs; /* … and before those: Makefiles */
};

struct layout {
    const struct grammar *grammar;
    struct layout_line *lines;
    size_t count;
    const struct habits *habits;
    size_t open;       /* braces that were opened in blocks before */
    char *masked;      /* what the codes point into */
    double confidence; /* the styles lower it where they had to choose */
};

void layout_init(struct layout *layout, const struct plain_page *page, const struct plain_block *block);
void layout_free(struct layout *layout);

/* One function a style; each sets indent of every line. */
void layout_nested(struct layout *layout); /* brackets, keywords, clauses */
void layout_offside(struct layout *layout);
/* Whether a block of Scala has its structure from indentation and not from braces. */
bool scala_is_indented(const struct layout *layout);
void layout_tags(struct layout *layout);
void layout_parens(struct layout *layout);
void layout_yaml(struct layout *layout);
void layout_levels(struct layout *layout);
void layout_sql(struct layout *layout);
void layout_make(struct layout *layout);
void layout_diagram(struct layout *layout);
/* Whatever the style: puts the lines of drawn trees where they belong. */
void layout_trees(struct layout *layout);

/* Puts the comments with the lines above and below. */
void layout_comments(struct layout *layout);

/* Text of another language within: where its lines stand, from the first one on. All zero at its start. */
enum { INNER_DEPTH = 16 };
struct inner {
    long columns[INNER_DEPTH]; /* of the lines that opened what is open */
    size_t depth;
    bool goes_on;
    bool shell;  /* it may be a script */
    bool markup; /* a line of it began with a tag */
    bool head;   /* in the head of a tag over several lines */
    long step;   /* columns of a level; 0: two */
    long items;  /* columns of what stands under "Options:" in a text that explains a command */
    bool listed; /* … and we are there */
};
/* The columns that the next line stands further in than the first. */
long inner_columns(struct inner *inner, struct text t);
/* Opens what stands on the line before, whose column, counted from the first line's, is given. */
void inner_open(struct inner *inner, long column);

/* The first run of word bytes of a text. */
struct text layout_word(struct text t);
/* Whether code ends with one of a list that NULL ends; " then" is also the line that holds nothing else. */
bool layout_ends_any(struct text code, const char *const *ends);
/* Whether a word stands in a list with blanks between. */
bool layout_listed(const char *list, struct text word);

#endif
