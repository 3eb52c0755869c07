/* SPDX-License-Identifier: MIT */
/* annotation/leader: annotations behind what begins no comment in the language of their block. */
#include "rule/annotations.h"
#include "rule/swallow.h"

static const char *const common[] = {"#", "//", "--"};
enum { COMMON = sizeof common / sizeof *common };

/* Leaders of a dialect that has no row of its own. */
static bool dialect_has(struct text name, struct text leader) {
    static const char *const hashes[] = {"mysql", "mariadb", "octave"};
    for (size_t i = 0; text_is(leader, "#") && i < sizeof hashes / sizeof *hashes; i++)
        if (text_equal_nocase(name, text_of(hashes[i])))
            return true;
    return false;
}

static bool is_foreign(const struct block *block, const struct language *language, struct text leader) {
    return !code_has_leader(language, leader) && !dialect_has(block->language, leader);
}

static struct finding *report_leader(const struct code_cursor *cursor, struct report *report,
                                     const struct block *block, const struct language *language, size_t begin,
                                     size_t end) {
    struct text leader = text_slice(block->text, begin, end), name = block->language;
    struct span span = code_span(cursor, begin, end);
    if (!language->leaders[0])
        return report_add(
            report, cursor->document, MESSAGE_ANNOTATION_LEADER, span,
            "\"%.*s\" begins no comment in %.*s, which has none; expected: no annotation, or a language that "
            "has comments",
            TEXT_ARG(leader), TEXT_ARG(name));
    return report_add(report, cursor->document, MESSAGE_ANNOTATION_LEADER, span,
                      "\"%.*s\" begins no comment in %.*s; expected: \"%s\"", TEXT_ARG(leader),
                      TEXT_ARG(name), language->leaders[0]);
}

static void fix_leader(const struct code_cursor *cursor, struct report *report, struct finding *finding,
                       const struct language *language, size_t begin, size_t end) {
    const char *leader = language->leaders[0], *closer = leader ? language->closers[0] : NULL;
    struct text behind = text_trim_right(text_slice(cursor->text, end, cursor->end));
    if (!leader || !cursor->exact || (closer && text_find(behind, text_of(closer), 0) != TEXT_NONE))
        return;
    report_fix(report, finding, code_span(cursor, begin, end), text_of(leader));
    if (!closer)
        return;
    struct buf insert = {0};
    buf_print(&insert, " %s", closer);
    report_fix(report, finding, code_span(cursor, end + behind.len, end + behind.len), buf_text(&insert));
    buf_free(&insert);
}

/* Those that were recognised although the leader is none of the language: on lines of their own. */
static void check_own_lines(const struct document *document, struct report *report, const struct block *block,
                            const struct language *language) {
    struct code_cursor cursor;
    bool begun = false;
    for (uint32_t i = 0; i < block->annotation_count; i++) {
        const struct annotation *annotation = &block->annotations[i];
        if (!is_foreign(block, language, annotation->leader) ||
            (!begun && !code_begin(&cursor, document, block)))
            continue;
        begun = true;
        code_seek(&cursor, annotation->begin);
        size_t end = annotation_leader_end(block, annotation);
        struct finding *finding = report_leader(&cursor, report, block, language, annotation->begin, end);
        if (annotation->own_line)
            fix_leader(&cursor, report, finding, language, annotation->begin, end);
    }
}

/* Whether an arrow stands behind a foreign leader somewhere: before anybody looks closer. */
static bool may_have_trailing(const struct block *block, const struct language *language) {
    struct text text = block->text;
    bool foreign[COMMON];
    for (int i = 0; i < COMMON; i++)
        foreign[i] = is_foreign(block, language, text_of(common[i]));
    for (size_t at = annotation_find_arrow(text, 0); at != TEXT_NONE;
         at = annotation_find_arrow(text, at + 2)) {
        size_t end = at && byte_is_blank(text.at[at - 1]) ? at - 1 : at;
        for (int i = 0; i < COMMON; i++)
            if (foreign[i] && text_ends(text_slice(text, 0, end), common[i]))
                return true;
    }
    return false;
}

/* The language with "# =>" and the like as further leaders, so that its scanner tells which of them stand in
 * strings. */
static struct language with_foreign(const struct block *block, const struct language *language) {
    static const char *const arrows[][2] = {{"# =>", "#=>"}, {"// =>", "//=>"}, {"-- =>", "--=>"}};
    struct language made = *language;
    int count = 0;
    while (made.leaders[count])
        count++;
    for (int i = 0; i < COMMON && count + 2 <= LANGUAGE_LEADERS; i++)
        for (int k = 0; k < 2 && is_foreign(block, language, text_of(common[i])); k++) {
            made.leaders[count] = arrows[i][k];
            made.closers[count++] = NULL;
        }
    return made;
}

/* The foreign leader behind code that the line has: its offset, TEXT_NONE for none; *length is then its
 * length. */
static size_t find_trailing(const struct language *language, struct text line, struct language_state *state,
                            size_t *length) {
    struct language_comment comment;
    size_t from = 0;
    while (language_next_comment(language, line, from, state, &comment)) {
        struct text leader = text_slice(line, comment.begin, comment.begin + comment.leader);
        bool behind = comment.begin && byte_is_blank(line.at[comment.begin - 1]) &&
                      !text_is_blank(text_slice(line, 0, comment.begin));
        if (text_ends(leader, "=>") && behind) {
            *length = text_trim_right(text_slice(leader, 0, leader.len - 2)).len;
            return comment.begin;
        }
        if (!comment.closed)
            return TEXT_NONE;
        from = comment.end;
    }
    return TEXT_NONE;
}

static void check_trailing(const struct document *document, struct report *report, const struct block *block,
                           const struct language *language) {
    struct code_cursor cursor;
    if (!code_begin(&cursor, document, block))
        return;
    struct language scanned = with_foreign(block, language);
    struct language_state state = {0};
    do {
        size_t length, at = find_trailing(&scanned, code_line(&cursor), &state, &length);
        if (at != TEXT_NONE)
            report_leader(&cursor, report, block, language, cursor.begin + at, cursor.begin + at + length);
    } while (code_next(&cursor));
}

static bool has_own_lines(const struct block *block, const struct language *language) {
    for (uint32_t i = 0; i < block->annotation_count; i++)
        if (is_foreign(block, language, block->annotations[i].leader))
            return true;
    return false;
}

/* A fence that hides parts of the page, or never ends, hides code of other languages too, whose leaders are
 * right there. */
static bool is_mixed(const struct document *document, const struct block *block) {
    const struct part *fence = code_fence(block);
    return fence && (!fence->closed || code_hides_page(document, fence, page_has_shortcodes(document)));
}

void check_annotation_leader(const struct document *document, struct report *report) {
    for (uint32_t i = 0; i < document->block_count; i++) {
        const struct block *block = &document->blocks[i];
        const struct language *language = block->kind == BLOCK_CODE ? code_language(block) : NULL;
        if (!language || !annotation_is_certain(language, block->language))
            continue;
        bool own_lines = has_own_lines(block, language);
        bool trailing = language->leaders[0] && may_have_trailing(block, language);
        if ((!own_lines && !trailing) || is_mixed(document, block))
            continue;
        if (own_lines)
            check_own_lines(document, report, block, language);
        if (trailing)
            check_trailing(document, report, block, language);
    }
}
