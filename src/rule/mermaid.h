/* SPDX-License-Identifier: MIT */
/* The statements of a Mermaid diagram, as far as the rules on diagrams need
 * them: lines, without comments and configuration. */
#ifndef EXLINT_RULE_MERMAID_H
#define EXLINT_RULE_MERMAID_H

#include "rule/code.h"

enum mermaid_line {
    MERMAID_STATEMENT,
    MERMAID_DIRECTIVE, /* of %%{ … }%%, perhaps over several lines */
};

struct mermaid {
    struct code_cursor cursor;
    enum mermaid_line kind; /* of the current line */
    struct text line;       /* trimmed */
    size_t begin;           /* its offset in the block's text */
    bool begun, in_directive, in_front_matter;
};

/* false for blocks that are no Mermaid diagram. */
bool mermaid_begin(struct mermaid *mermaid, const struct document *document, const struct block *block);
/* Goes on to the next line that is not blank, a comment or front matter; false behind the last one. */
bool mermaid_next(struct mermaid *mermaid);
/* Whether the line begins with the word, and blanks behind it. */
bool mermaid_says(struct text line, const char *word);
/* The bytes of a part of the line in the page. */
struct span mermaid_span(const struct mermaid *mermaid, struct text part);

#endif
