/* SPDX-License-Identifier: MIT */
#include "read/plain/plain.h"

#include <math.h>
#include <stdlib.h>

#include "read/front_matter.h"
#include "read/plain/copied.h"
#include "read/plain/grammar.h"
#include "read/plain/like.h"

/* Words that prose is made of and code hardly uses. */
static const char function_words[] =
    "the a an of to that this these those are be been was were will would can could should may might must your you we our their "
    "its it they which when where what how why because so than then also both each every any all some such only into onto over "
    "under between without within while during after before through using used uses use by on at is and or for with as but not "
    "The A An This These It You We When Use Using Each Both If For In To Without Unlike Note Why How What";

static bool first_is_title(const struct plain_page *page) {
    struct text t = page->line_count ? page->lines[0].text : (struct text){0};
    if (page->context->like && like_is_title(page->context->like, t))
        return page->sections[0].end > 0;
    return page->sections[0].begin == 0 && page->sections[0].end > 0 && t.len && t.len <= 120 &&
           !text_ends(t, ".") && !text_ends(t, ":") && text_find_byte(t, '"', 0) == TEXT_NONE &&
           text_find_byte(t, '\\', 0) == TEXT_NONE && !line_comment(t) && page->lines[0].code < 3;
}

/* What a site shows above a page to lead around in it: "Skip to main content", "Home › Guides › Python". */
static bool is_navigation(struct text t) {
    static const char *const words[] = {"on this page", "table of contents", "contents", "menu", "search"};
    bool found = text_starts_nocase(t, "skip to ") || text_find(t, TEXT(" \u203A "), 0) != TEXT_NONE ||
                 text_find(t, TEXT(" \u00BB "), 0) != TEXT_NONE;
    for (size_t i = 0; i < sizeof words / sizeof *words && !found; i++)
        found = text_equal_nocase(t, text_of(words[i]));
    return found && t.len <= 120;
}

/* Behind such lines the title is the first line of words right above a sentence; PLAIN_NO_LINE for none. */
static size_t title_behind_navigation(const struct plain_page *page) {
    const struct plain_section *section = &page->sections[0];
    for (size_t i = 1; i + 1 < section->end; i++) {
        struct text t = page->lines[i].text, next = page->lines[i + 1].text;
        bool sentence = text_ends(next, ".") && next.len > t.len && text_find_byte(next, ' ', 0) != TEXT_NONE;
        if (sentence)
            return !is_navigation(t) && t.len <= 120 && !text_ends(t, ".") && !text_ends(t, ":") &&
                           !line_comment(t) && page->lines[i].code < 3
                       ? i
                       : PLAIN_NO_LINE;
    }
    return PLAIN_NO_LINE;
}

/* Takes the title off the first line, or gives it a heading where it stands: text keeps its order. */
static void find_title(struct plain_page *page) {
    bool leads = page->sections[0].begin == 0 && page->sections[0].end > 0 && !page->context->like &&
                 is_navigation(page->lines[0].text);
    size_t line = leads ? title_behind_navigation(page) : PLAIN_NO_LINE;
    if (line != PLAIN_NO_LINE) {
        plain_part_title(page, line);
    } else if (first_is_title(page)) {
        page->title = page->lines[0].text;
        page->sections[0].begin = 1;
    }
}

/* Copied text tells nothing of its profile. */
static const struct profile *profile_of(const struct read_context *context) {
    return context->profile ? context->profile : profiles_at(context->profiles, 0);
}

/* Whether a line is a Markdown heading that begins as an entry's does. */
static bool is_entry_heading(const struct profile *profile, struct text line) {
    size_t hashes = text_run(line, '#');
    struct text content = text_from(line, hashes);
    if (!hashes || !text_starts(content, " ") || !text_starts(text_from(content, 1), profile->noun))
        return false;
    struct text number = text_trim(text_from(content, 1 + strlen(profile->noun)));
    return number.len && byte_is_digit(number.at[0]);
}

/* Whether the source looks like copied text; cleaned: once its blanks are plain (copied_add). Its entries outnumber the
 * comments that begin as headings of entries do. */
static bool claims(const struct read_context *context, const struct source *source, bool cleaned) {
    const struct profile *profile = profile_of(context);
    struct buf line = {0};
    size_t entries = 0, headings = 0;
    for (uint32_t i = 1; i <= source->line_count; i++) {
        struct text t = source_line(source, i), title;
        uint32_t number;
        if (text_starts(t, "```") || text_starts(t, "~~~")) {
            entries = 0;
            break;
        }
        if (is_entry_heading(profile, t)) {
            headings++;
            continue;
        }
        if (t.len >= 300)
            continue;
        if (cleaned) {
            buf_cut(&line, 0);
            copied_add(t, &line);
            t = text_strip(buf_text(&line));
        }
        entries += profile_read_heading(profile, t, &number, &title) == HEADING_ENTRY;
    }
    buf_free(&line);
    return entries > headings;
}

bool plain_claims(const struct read_context *context, const struct source *source) {
    return claims(context, source, true);
}

/* However clear a guess looks, this share of such guesses was right on pages that it was not tuned on. */
static const double surest_boundary = 0.96, surest_language = 0.985;

/* That boundary, language and indentation are right, all three. */
static double confidence_of(const struct plain_block *block, double indent) {
    double language = block->kind == BLOCK_CODE ? fmin(block->certain, surest_language) : 1;
    return fmin(block->boundary, surest_boundary) * language * indent;
}

static void write_code(const struct plain_page *page, const struct plain_block *block,
                       struct rebuilt *rebuilt) {
    struct buf code = {0};
    struct rebuilt_piece piece = {.original_line = block->line};
    piece.inferred = INFERRED_FENCE | INFERRED_BOUNDARY | INFERRED_LANGUAGE | INFERRED_INDENTATION;
    struct text info = TEXT("mermaid");
    double indent = plain_indent(page, block, &code);
    piece.confidence = confidence_of(block, indent);
    if (block->kind == BLOCK_CODE) {
        info = block->grammar >= 0 ? text_of(grammar_at((size_t)block->grammar)->name) : TEXT("text");
        if (block->like)
            info = block->like->info;
    }
    rebuilt_code(rebuilt, piece, info, buf_text(&code));
    buf_free(&code);
}

static void write_block(const struct plain_page *page, const struct plain_block *block,
                        struct rebuilt *rebuilt) {
    struct rebuilt_piece piece = {.original_line = block->line, .confidence = block->boundary};
    if (block->verbatim.at) {
        rebuilt_markdown(rebuilt, piece, block->verbatim);
        return;
    }
    if (block->boundary < 1)
        piece.inferred = INFERRED_BOUNDARY;
    const struct profile_label *label;
    struct buf markdown = {0};
    switch (block->kind) {
    case BLOCK_CODE:
    case BLOCK_DIAGRAM: write_code(page, block, rebuilt); return;
    case BLOCK_HEADING:
        buf_add_run(&markdown, '#', block->level);
        buf_add_byte(&markdown, ' ');
        break;
    case BLOCK_PROSE: break;
    default:
        label = profile_label_for(page->profile, block->kind, block->words);
        plain_write_label(label, block->words, !block->bare, &markdown);
        buf_add_run(&markdown, ' ', block->tight || label->level ? 0 : 1);
    }
    if (!block->like || !like_write_prose(block->text, block->like->markdown, &markdown))
        plain_write_prose(block->text, &markdown);
    rebuilt_markdown(rebuilt, piece, text_trim_right(buf_text(&markdown)));
    buf_free(&markdown);
}

void plain_recover(struct plain_page *page, const struct read_context *context, const struct source *source) {
    *page = (struct plain_page){.context = context, .source = source};
    page->profile = profile_of(context);
    words_add_list(&page->vocabulary, function_words, WORD_GRAMMAR);
    grammar_add_keywords(&page->vocabulary);
    plain_lines(page);
    find_title(page);
    plain_blocks(page);
    plain_languages(page);
    like_set_languages(page);
    habits_find(page);
    plain_carry(page);
}

void plain_page_free(struct plain_page *page) {
    free(page->lines);
    free(page->sections);
    free(page->blocks);
    free(page->pieces);
    words_free(&page->counts);
    words_free(&page->openers);
    words_free(&page->headings);
    words_free(&page->vocabulary);
}

/* cleaned: the source as it is to be read, line by line. */
static void read_cleaned(const struct read_context *context, const struct source *source,
                         const struct source *cleaned, struct document *document, struct report *report) {
    struct plain_page page;
    struct rebuilt rebuilt = {0};
    struct buf front_matter = {0};
    plain_recover(&page, context, cleaned);
    if (context->like && like_write_front_matter(context->like, page.title, &front_matter))
        rebuilt_front_matter(&rebuilt, buf_text(&front_matter));
    else if (page.title.len)
        rebuilt_title(&rebuilt, page.title);
    for (size_t i = 0; i < page.block_count; i++)
        write_block(&page, &page.blocks[i], &rebuilt);
    rebuilt_read(context, page.profile, FORM_PLAIN, source, &rebuilt, document, report);
    buf_free(&front_matter);
    plain_page_free(&page);
}

static void report_copied(const struct copied *copied, const struct source *source, struct report *report) {
    size_t first = copied->first;
    struct span span = {(uint32_t)first, (uint32_t)(first + (source->bytes.at[first] == '\xC2' ? 2 : 3))};
    struct buf what = {0};
    if (copied->blanks)
        buf_print(&what, "%zu no-break %s", copied->blanks,
                  copied->blanks == 1 ? "space read as a blank" : "spaces read as blanks");
    if (copied->invisible)
        buf_print(&what, "%s%zu invisible %s left out", what.len ? ", " : "", copied->invisible,
                  copied->invisible == 1 ? "character" : "characters");
    report_add_at(report, MESSAGE_FILE_INVISIBLE, place_of(source, span, &report->arena), 0, NULL,
                  "copied text: %s, from here on", what.at);
    buf_free(&what);
}

void plain_read(const struct read_context *context, const struct source *source, struct document *document,
                struct report *report) {
    size_t mark = front_matter_bom(source->bytes);
    struct buf text = {0};
    struct copied copied = {.first = TEXT_NONE};
    struct source cleaned;
    /* The text stays as it is unless its headings can be read only with plain blanks. */
    if (claims(context, source, false) || !claims(context, source, true))
        buf_add(&text, text_from(source->bytes, mark));
    else
        copied = copied_add(text_from(source->bytes, mark), &text);
    source_init(&cleaned, source->name, buf_text(&text));
    read_cleaned(context, source, &cleaned, document, report);
    if (copied.first != TEXT_NONE) {
        copied.first += mark;
        report_copied(&copied, source, report);
    }
    source_free(&cleaned);
    buf_free(&text);
}
