/* SPDX-License-Identifier: MIT */
/* From places in the text of a code block to the bytes of the page, for the
 * rules that look at code. Linear when asked in rising order. */
#ifndef EXLINT_RULE_CODE_H
#define EXLINT_RULE_CODE_H

#include "doc/document.h"
#include "doc/language.h"

struct code_cursor {
    const struct document *document;
    const struct part *part; /* the fence; NULL for other code */
    struct text text;        /* of the block */
    size_t begin, end;       /* the current line in text, without its end */
    uint32_t line;           /* the page's line it stands in, from 1 */
    struct span span;        /* the same bytes in the page */
    bool exact;              /* span does hold them, so that edits may be made */
};

/* Stands at the first line. false for a block that is no code of a Markdown page. */
bool code_begin(struct code_cursor *cursor, const struct document *document, const struct block *block);
/* Goes on to the next line; false behind the last one. */
bool code_next(struct code_cursor *cursor);
/* Goes on to the line that holds the offset of the text, which is not before the current line. */
void code_seek(struct code_cursor *cursor, size_t offset);
static inline struct text code_line(const struct code_cursor *cursor) {
    return text_slice(cursor->text, cursor->begin, cursor->end);
}
/* Bytes begin..end of the text, in the current line, as bytes of the page; the whole line where it is not
 * exact. */
struct span code_span(const struct code_cursor *cursor, size_t begin, size_t end);
/* The current line of the page with its line end. */
struct span code_whole_line(const struct code_cursor *cursor);
/* Whether an edit that leaves only the text's bytes up to `end` of the current line keeps it from being read
 * as the fence's closing line. */
bool code_may_cut(const struct code_cursor *cursor, size_t end);

/* The row of the block's language; NULL where it has none or an unknown one. */
const struct language *code_language(const struct block *block);
/* Whether the language has line comments with that leader, a run of its last byte counting as one. */
bool code_has_leader(const struct language *language, struct text leader);
/* The fence of a block, or NULL. */
const struct part *code_fence(const struct block *block);
/* Whether fence/swallowed reports the fence: what else looks odd about it has the same cause. shortcodes is
 * what page_has_shortcodes() says, once for a page. */
bool code_hides_page(const struct document *document, const struct part *fence, bool shortcodes);

#endif
