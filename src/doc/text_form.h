/* SPDX-License-Identifier: MIT */
/* The marks of the text form (DESIGN: "The text form"): what its writer puts
 * and its reader looks for. Lines are without their ends. */
#ifndef EXLINT_DOC_TEXT_FORM_H
#define EXLINT_DOC_TEXT_FORM_H

#include "base/buf.h"
#include "doc/profile.h"

#define TEXT_FORM_FRONT_MATTER "front matter"
#define TEXT_FORM_SEPARATOR    "* * *"

struct bracket {
    struct text info;   /* empty where there is none */
    struct text digits; /* of the number of lines, in the line */
    uint32_t lines;
};

/* "[info, N lines]" or "[N lines]". */
bool text_form_bracket(struct text line, struct bracket *bracket);
void text_form_write_bracket(struct text info, uint32_t lines, struct buf *out);
/* A run of three or more of one of the underlines' characters: 0 for the page title, 1..6 for a level. */
bool text_form_underline(struct text line, unsigned *level);
/* Adds the title with its underline: as many characters as the title has columns, three at least. */
void text_form_write_heading(unsigned level, struct text title, struct buf *out);
/* Whether the line is as long as an underline of the title should be. */
bool text_form_underlines(struct text title, struct text line);

enum verbatim { VERBATIM_NONE, VERBATIM_HTML, VERBATIM_SHORTCODE, VERBATIM_DEFINITION };

/* What a block that begins with this line may be instead of text: Markdown that travels as it stands. */
enum verbatim text_form_verbatim(struct text line);
/* Of Markdown that begins as a link reference definition does: whether it is one, given what it renders as.
 */
static inline bool text_form_hides_start(struct text markdown, struct text rendered) {
    return !text_equal(text_slice(markdown, 0, 3), text_slice(rendered, 0, 3));
}

/* The label that a block's first line begins with: "Words:" with any words that the profile would take in
 * bold. *end is the length of the label with its colon. */
const struct profile_label *text_form_label(const struct profile *profile, struct text line,
                                            struct text *words, size_t *end);

/* Whether an unmarked line of prose would be taken for something else; first: it is its block's first line.
 * Without a profile labels are left out. */
bool text_form_is_mark(const struct profile *profile, struct text line, bool first);
/* The same under any of the profiles: such a line, when backslashes stand before it, takes one more from the
 * writer and loses one to the reader. */
bool text_form_is_any_mark(const struct profiles *profiles, struct text line, bool first);

/* Whether a heading with this text is read as a label by those who read Markdown: takeaway or why, with or
 * without a colon. */
bool text_form_is_label_heading(const struct profile *profile, struct text title);

/* The front matter that holds a title and nothing else, line end included. */
void text_form_title_yaml(struct text title, struct buf *out);

#endif
