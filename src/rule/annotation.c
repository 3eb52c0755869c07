/* SPDX-License-Identifier: MIT */
/* annotation/empty, annotation/arrow, annotation/outside. */
#include "rule/annotations.h"
#include "rule/wording.h"

#define ARROW       "=>"
#define TYPED_ARROW "\xE2\x86\x92" /* U+2192 */

bool annotation_is_certain(const struct language *language, struct text name) {
    static const char *const mixed[] = {"text", "markdown", "html", "xml", "http",
                                        "vim",  "diff",     "csv",  "php"};
    static const char *const sessions[] = {"console", "shell-session", "shellsession", "terminal", "irb",
                                           "iex",     "ghci",          "psql",         "node",     "jsh",
                                           "rmd",     "heex",          "eex"};
    for (size_t i = 0; i < sizeof mixed / sizeof *mixed; i++)
        if (strcmp(language->name, mixed[i]) == 0)
            return false;
    for (size_t i = 0; i < sizeof sessions / sizeof *sessions; i++)
        if (text_equal_nocase(name, text_of(sessions[i])))
            return false;
    return true;
}

size_t annotation_find_arrow(struct text t, size_t from) {
    size_t at = text_find_byte(t, '>', from + 1);
    while (at != TEXT_NONE && t.at[at - 1] != '=')
        at = text_find_byte(t, '>', at + 1);
    return at == TEXT_NONE ? TEXT_NONE : at - 1;
}

size_t annotation_leader_end(const struct block *block, const struct annotation *annotation) {
    size_t end = annotation->begin + annotation->leader.len;
    char last = block->text.at[end - 1];
    if (*annotation->leader.at == last)
        end += text_run(text_from(block->text, end), last);
    return end;
}

/* The annotation's text without further arrows before it; empty where it says nothing. */
static struct text words_of(const struct annotation *annotation) {
    struct text words = annotation->text;
    while (text_starts(words, ARROW))
        words = text_trim_left(text_from(words, 2));
    return words;
}

/* Offset in the block's text behind the annotation's comment: the line's end where nothing else follows, TEXT_NONE
 * where something follows without a blank between. The cursor stands in that line. */
static size_t end_of(const struct code_cursor *cursor, const struct block *block,
                     const struct annotation *annotation) {
    const struct language *language = code_language(block);
    const char *closer = NULL;
    for (int i = 0; language && language->leaders[i]; i++)
        if (text_is(annotation->leader, language->leaders[i]))
            closer = language->closers[i];
    if (!closer)
        return cursor->end;
    size_t close = text_find(text_slice(cursor->text, 0, cursor->end), text_of(closer),
                             annotation->begin + annotation->leader.len);
    if (close == TEXT_NONE)
        return TEXT_NONE;
    close += strlen(closer);
    if (text_is_blank(text_slice(cursor->text, close, cursor->end)))
        return cursor->end;
    return byte_is_blank(cursor->text.at[close]) ? close : TEXT_NONE;
}

/* Whether the line before goes on in this one. */
static bool continues_line(const struct code_cursor *cursor) {
    return text_ends(text_trim_right(source_line(cursor->document->source, cursor->line - 1)), "\\");
}

/* Whether a comment without an arrow begins the next line: then the arrow may stand for what follows. */
static bool comment_follows(const struct code_cursor *cursor, const struct annotation *annotation) {
    struct text rest = text_from(cursor->text, cursor->end + 1), line = {0};
    text_next_line(&rest, &line);
    line = text_trim_left(line);
    if (annotation->leader.len > line.len ||
        memcmp(line.at, annotation->leader.at, annotation->leader.len) != 0)
        return false;
    line = text_trim_left(text_from(line, text_run(line, *annotation->leader.at)));
    return line.len && !text_starts(line, ARROW);
}

/* Takes the comment away with the blanks before it, or with its line. */
static void fix_empty(const struct code_cursor *cursor, struct report *report, struct finding *finding,
                      const struct block *block, const struct annotation *annotation) {
    size_t begin = annotation->begin, end = end_of(cursor, block, annotation);
    if (!cursor->exact || end == TEXT_NONE || comment_follows(cursor, annotation))
        return;
    if (annotation->own_line) {
        if (end == cursor->end && !continues_line(cursor))
            report_fix(report, finding, code_whole_line(cursor), (struct text){0});
        return;
    }
    while (begin > cursor->begin && byte_is_blank(cursor->text.at[begin - 1]))
        begin--;
    if (code_may_cut(cursor, begin) && cursor->text.at[begin - 1] != '\\')
        report_fix(report, finding, code_span(cursor, begin, end), (struct text){0});
}

/* Whether annotation k stands between others, line by line: a blank line of the output that they show. */
static bool is_blank_output(const struct block *block, uint32_t k) {
    const struct annotation *own = &block->annotations[k];
    return own->own_line && k > 0 && own[-1].line + 1 == own->line && k + 1 < block->annotation_count &&
           own[1].own_line && own[1].line == own->line + 1;
}

void check_annotation_empty(const struct document *document, struct report *report) {
    for (uint32_t i = 0; i < document->block_count; i++) {
        const struct block *block = &document->blocks[i];
        struct code_cursor cursor = {0};
        for (uint32_t k = 0; k < block->annotation_count; k++) {
            const struct annotation *annotation = &block->annotations[k];
            if (words_of(annotation).len || is_blank_output(block, k) ||
                (!cursor.document && !code_begin(&cursor, document, block)))
                continue;
            code_seek(&cursor, annotation->begin);
            size_t end = (size_t)(annotation->text.at - block->text.at) + annotation->text.len;
            struct finding *finding = report_add(
                report, document, MESSAGE_ANNOTATION_EMPTY, code_span(&cursor, annotation->begin, end),
                "an arrow with nothing behind it; expected: what the line does or gives");
            fix_empty(&cursor, report, finding, block, annotation);
        }
    }
}

/* "=> =>": the arrows behind the first. */
static void check_repeated(const struct code_cursor *cursor, struct report *report, const struct block *block,
                           const struct annotation *annotation) {
    size_t begin = (size_t)(annotation->text.at - block->text.at);
    size_t end = begin + annotation->text.len - words_of(annotation).len;
    struct text arrows = text_trim_right(text_slice(block->text, begin, end));
    struct finding *finding = report_add(report, cursor->document, MESSAGE_ANNOTATION_ARROW,
                                         code_span(cursor, begin, begin + arrows.len),
                                         "the arrow stands there more than once; expected: a single \"=>\"");
    if (cursor->exact)
        report_fix(report, finding, code_span(cursor, begin, end),
                   byte_is_blank(block->text.at[begin - 1]) ? TEXT("") : TEXT(" "));
}

static void check_arrow(const struct code_cursor *cursor, struct report *report, const struct block *block,
                        const struct annotation *annotation) {
    size_t end = annotation_leader_end(block, annotation);
    if (text_starts(text_from(block->text, end), ARROW)) {
        struct text leader = text_slice(block->text, annotation->begin, end);
        struct finding *finding = report_add(
            report, cursor->document, MESSAGE_ANNOTATION_ARROW, code_span(cursor, annotation->begin, end + 2),
            "the arrow is stuck to the comment mark; expected: \"%.*s =>\"", TEXT_ARG(leader));
        if (cursor->exact)
            report_fix(report, finding, code_span(cursor, end, end), TEXT(" "));
    }
    if (text_starts(annotation->text, ARROW))
        check_repeated(cursor, report, block, annotation);
}

/* Whether an arrow "→" stands behind a comment mark somewhere: before anybody looks closer. */
static bool may_have_typed(const struct block *block, const struct language *language) {
    struct text text = block->text;
    char first = *TYPED_ARROW;
    for (size_t at = text_find_byte(text, first, 0); at != TEXT_NONE;
         at = text_find_byte(text, first, at + 1)) {
        size_t end = at;
        if (!text_starts(text_from(text, at), TYPED_ARROW))
            continue;
        while (end && byte_is_blank(text.at[end - 1]))
            end--;
        for (int i = 0; language->leaders[i]; i++)
            if (text_ends(text_slice(text, 0, end), language->leaders[i]))
                return true;
    }
    return false;
}

/* "→" as the first thing in a comment. */
static void check_typed(const struct document *document, struct report *report, const struct block *block,
                        const struct language *language) {
    struct code_cursor cursor;
    struct language_state state = {0};
    struct language_comment comment;
    if (!may_have_typed(block, language) || !code_begin(&cursor, document, block))
        return;
    do {
        struct text line = code_line(&cursor);
        for (size_t from = 0; language_next_comment(language, line, from, &state, &comment);
             from = comment.end) {
            size_t at = comment.begin + comment.leader;
            while (at < line.len && (byte_is_blank(line.at[at]) || line.at[at] == line.at[comment.begin]))
                at++;
            struct span span = code_span(&cursor, cursor.begin + at, cursor.begin + at + strlen(TYPED_ARROW));
            if (text_starts(text_from(line, at), TYPED_ARROW)) {
                struct finding *finding =
                    report_add(report, document, MESSAGE_ANNOTATION_ARROW, span,
                               "the arrow is spelt \"" TYPED_ARROW "\"; expected: \"=>\"");
                if (cursor.exact)
                    report_fix(report, finding, span, TEXT(ARROW));
            }
            if (!comment.closed)
                break;
        }
    } while (code_next(&cursor));
}

void check_annotation_arrow(const struct document *document, struct report *report) {
    bool annotates = false;
    for (uint32_t i = 0; i < document->block_count && !annotates; i++)
        annotates = document->blocks[i].annotation_count > 0;
    for (uint32_t i = 0; annotates && i < document->block_count; i++) {
        const struct block *block = &document->blocks[i];
        struct code_cursor cursor = {0};
        for (uint32_t k = 0; k < block->annotation_count; k++) {
            const struct annotation *annotation = &block->annotations[k];
            bool odd = text_starts(annotation->text, ARROW) ||
                       text_starts(text_from(block->text, annotation_leader_end(block, annotation)), ARROW);
            if (!odd || !words_of(annotation).len ||
                (!cursor.document && !code_begin(&cursor, document, block)))
                continue;
            code_seek(&cursor, annotation->begin);
            check_arrow(&cursor, report, block, annotation);
        }
        const struct language *language = block->kind == BLOCK_CODE ? code_language(block) : NULL;
        if (language && annotation_is_certain(language, block->language))
            check_typed(document, report, block, language);
    }
}

/* Bytes of "# =>", "//=>" … that a line begins with; 0 for none. */
static size_t leaked_length(struct text line) {
    static const char *const leaders[] = {"#", "//", "--"};
    for (size_t i = 0; i < sizeof leaders / sizeof *leaders; i++) {
        size_t run = text_run(line, *leaders[i]);
        struct text behind = text_trim_left(text_from(line, run));
        if (run >= strlen(leaders[i]) && text_starts(behind, ARROW))
            return line.len - behind.len + strlen(ARROW);
    }
    return 0;
}

static void check_outside(const struct document *document, struct report *report, struct text lines,
                          bool heading) {
    struct text line;
    while (text_next_line(&lines, &line)) {
        struct text t = text_trim_left(line);
        size_t length = leaked_length(t);
        if (length)
            report_add(
                report, document, MESSAGE_ANNOTATION_OUTSIDE,
                source_span_of(document->source, text_slice(t, 0, length)),
                heading ? "an annotation outside of code, so that it is a heading; expected: inside a fence"
                        : "an annotation outside of code; expected: inside a fence");
    }
}

void check_annotation_outside(const struct document *document, struct report *report) {
    for (uint32_t i = 0; i < document->entry_count; i++) {
        const struct entry *entry = &document->entries[i];
        if (entry->part.shape == SHAPE_ATX && text_starts(entry->title, ARROW))
            check_outside(document, report, source_text(document->source, entry->span), true);
    }
    for (uint32_t i = 0; i < document->block_count; i++) {
        const struct block *block = &document->blocks[i];
        if (block_is_code(block) || annotation_find_arrow(block->markdown, 0) == TEXT_NONE)
            continue;
        for (uint32_t k = 0; k < block->part_count; k++)
            if (block->parts[k].shape == SHAPE_ATX || block->parts[k].shape == SHAPE_PARAGRAPH)
                check_outside(document, report, source_text(document->source, block->parts[k].span),
                              block->parts[k].shape == SHAPE_ATX);
    }
}
