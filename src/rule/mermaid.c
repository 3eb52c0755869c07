/* SPDX-License-Identifier: MIT */
#include "rule/mermaid.h"

bool mermaid_begin(struct mermaid *mermaid, const struct document *document, const struct block *block) {
    *mermaid = (struct mermaid){0};
    return block->kind == BLOCK_DIAGRAM && text_is(block->language, "mermaid") &&
           code_begin(&mermaid->cursor, document, block);
}

/* Sets the kind of the current line; false for one to pass over. first: no line with something on it came
 * before. */
static bool classify(struct mermaid *mermaid, bool first) {
    struct text line = mermaid->line;
    if (mermaid->in_front_matter || (first && text_is(line, "---"))) {
        mermaid->in_front_matter = first || !text_is(line, "---");
        return false;
    }
    mermaid->kind = MERMAID_STATEMENT;
    if (mermaid->in_directive || text_starts(line, "%%{")) {
        mermaid->in_directive = text_find(line, TEXT("}%%"), 0) == TEXT_NONE;
        mermaid->kind = MERMAID_DIRECTIVE;
        return true;
    }
    return !text_starts(line, "%%");
}

bool mermaid_next(struct mermaid *mermaid) {
    struct code_cursor *cursor = &mermaid->cursor;
    bool more = !mermaid->begun || code_next(cursor), first = !mermaid->begun;
    mermaid->begun = true;
    for (; more; more = code_next(cursor)) {
        mermaid->line = text_trim(code_line(cursor));
        if (!mermaid->line.len)
            continue;
        mermaid->begin = (size_t)(mermaid->line.at - cursor->text.at);
        if (classify(mermaid, first))
            return true;
        first = false;
    }
    return false;
}

bool mermaid_says(struct text line, const char *word) {
    size_t length = strlen(word);
    return text_starts(line, word) && line.len > length && byte_is_blank(line.at[length]);
}

struct span mermaid_span(const struct mermaid *mermaid, struct text part) {
    size_t begin = (size_t)(part.at - mermaid->cursor.text.at);
    return code_span(&mermaid->cursor, begin, begin + part.len);
}
