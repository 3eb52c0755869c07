/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"
#include "rule/rule.h"
#include "rule/wording.h"

/* Whether a code point is part of a word, and no dash, arrow or bullet on its own. */
static bool is_word_point(uint32_t c) {
    if (c < 0x80)
        return byte_is_alpha((char)c) || byte_is_digit((char)c);
    return c >= 0xC0 && !(c >= 0x2000 && c <= 0x2BFF);
}

/* Runs between blanks that hold a letter or digit. */
static size_t count_words(struct text t) {
    size_t count = 0, length;
    bool counted = false;
    for (size_t i = 0; i < t.len; i += length) {
        length = 1;
        uint32_t c = (unsigned char)t.at[i];
        if (c >= 0x80)
            c = utf8_decode(text_from(t, i), &length);
        if (byte_is_blank(t.at[i]) || byte_is_eol(t.at[i]))
            counted = false;
        else if (!counted && is_word_point(c)) {
            counted = true;
            count++;
        }
    }
    return count;
}

void check_why_length(const struct document *document, struct report *report) {
    const struct options *options = &report->settings->options;
    for (uint32_t i = 0; i < document->block_count; i++) {
        const struct block *block = &document->blocks[i];
        size_t words = block->kind == BLOCK_WHY ? count_words(block->markdown) : 0;
        if (words == 0 || (words >= options->why_min_words && words <= options->why_max_words))
            continue; /* none at all is why/empty's */
        report_add(report, document, MESSAGE_WHY_LENGTH, span_of_content(document, block),
                   "%zu word%s; expected: %u to %u", words, words == 1 ? "" : "s", options->why_min_words,
                   options->why_max_words);
    }
}
