/* SPDX-License-Identifier: MIT */
#include "command/syntax.h"

#include "base/utf8.h"
#include "command/checker.h"
#include "doc/language.h"

enum { WORDS_MOST = 200 /* code points of a complaint */ };

/* The last one that is for the language, by its name or another one. */
static const struct config_checker *find(const struct page_config *config, struct text language) {
    const struct language *row = language_find(language);
    for (size_t i = config->checker_count; i-- > 0;) {
        const struct config_checker *checker = &config->checkers[i];
        if (text_equal_nocase(checker->language, language) || (row && row == language_find(checker->language)))
            return checker;
    }
    return NULL;
}

static const struct part *fence_of(const struct block *block) {
    const struct part *part = block->part_count ? &block->parts[block->part_count - 1] : NULL;
    return part && part->shape == SHAPE_FENCE ? part : NULL;
}

static uint32_t count_lines(struct text t) {
    struct text line;
    uint32_t count = 0;
    while (text_next_line(&t, &line))
        count++;
    return count;
}

/* The line of the block, where it stands in the page; the opening fence for line 0. */
static struct span place_in(const struct document *document, const struct part *fence, uint32_t line) {
    const struct source *source = document->source;
    uint32_t first = source_line_at(source, fence->span.begin);
    struct text found = source_line(source, first + line), trimmed = text_trim(found);
    return trimmed.len ? source_span_of(source, trimmed) : source_line_span(source, first + line);
}

static void check_block(const struct config_checker *checker, const struct document *document,
                        const struct block *block, struct report *report, struct buf *trouble) {
    struct buf output = {0};
    const struct part *fence = fence_of(block);
    struct complaint complaint = {0};
    enum checker_end how = checker_run(checker->command, block->text, SYNTAX_MILLISECONDS, &output);
    if (how == CHECKER_ABSENT) {
        struct text words = text_strip(buf_text(&output));
        buf_print(trouble, "%s: the checker of %.*s cannot be run: %.*s", report->path, TEXT_ARG(checker->language),
                  TEXT_ARG(words.len ? text_slice(words, 0, 200) : text_of(checker->command)));
        buf_add_byte(trouble, '\0');
    } else if (how != CHECKER_CONTENT) {
        complaint = complaint_read(buf_text(&output), count_lines(block->text));
        struct text words = text_slice(complaint.words, 0, utf8_offset(complaint.words, WORDS_MOST));
        if (how == CHECKER_LATE)
            words = TEXT("nothing within 10 seconds, so that it was ended");
        report_add(report, document, MESSAGE_FENCE_SYNTAX,
                   place_in(document, fence, how == CHECKER_LATE ? 0 : complaint.line),
                   "the checker of %.*s says: %.*s", TEXT_ARG(checker->language),
                   TEXT_ARG(words.len ? words : TEXT("that something is wrong, and nothing more")));
    }
    buf_free(&output);
}

void syntax_check(const struct page_config *config, const struct document *document, struct report *report,
                  struct buf *trouble) {
    size_t before = trouble->len;
    for (uint32_t i = 0; i < document->block_count && trouble->len == before; i++) {
        const struct block *block = &document->blocks[i];
        bool checked = block->kind == BLOCK_CODE || block->kind == BLOCK_DIAGRAM;
        const struct config_checker *checker =
            checked && block->language.len && fence_of(block) ? find(config, block->language) : NULL;
        if (checker)
            check_block(checker, document, block, report, trouble);
    }
}
