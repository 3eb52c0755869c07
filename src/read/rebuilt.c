/* SPDX-License-Identifier: MIT */
#include "read/rebuilt.h"

#include <stdlib.h>

#include "base/memory.h"
#include "doc/text_form.h"
#include "read/page.h"
#include "read/protect.h"

enum { CONFIDENCE_LEAST = 60 }; /* per cent; a guess below it is a warning */

static void begin_piece(struct rebuilt *rebuilt, struct rebuilt_piece piece) {
    if (rebuilt->markdown.len) {
        buf_add_byte(&rebuilt->markdown, '\n');
        rebuilt->lines++;
    }
    MEMORY_ROOM(rebuilt->pieces, rebuilt->count, rebuilt->capacity);
    piece.line = rebuilt->lines + 1;
    rebuilt->pieces[rebuilt->count++] = piece;
}

/* Adds Markdown with a line end behind it and counts its lines. */
static void add_lines(struct rebuilt *rebuilt, struct text markdown) {
    buf_add(&rebuilt->markdown, markdown);
    for (size_t at = 0; (at = text_find_byte(markdown, '\n', at)) != TEXT_NONE; at++)
        rebuilt->lines++;
    if (markdown.len && markdown.at[markdown.len - 1] == '\n')
        return;
    buf_add_byte(&rebuilt->markdown, '\n');
    rebuilt->lines++;
}

static void add_piece(struct rebuilt *rebuilt, struct rebuilt_piece piece, struct text markdown) {
    begin_piece(rebuilt, piece);
    add_lines(rebuilt, markdown);
    rebuilt->list = '\0';
    rebuilt->label_open = false;
}

void rebuilt_front_matter(struct rebuilt *rebuilt, struct text yaml) {
    add_lines(rebuilt, TEXT("---"));
    if (yaml.len)
        add_lines(rebuilt, yaml);
    add_lines(rebuilt, TEXT("---"));
}

void rebuilt_title(struct rebuilt *rebuilt, struct text title) {
    struct buf yaml = {0};
    text_form_title_yaml(title, &yaml);
    rebuilt_front_matter(rebuilt, buf_text(&yaml));
    buf_free(&yaml);
}

void rebuilt_heading(struct rebuilt *rebuilt, struct rebuilt_piece piece, unsigned level, struct text title) {
    struct buf heading = {0};
    buf_add_run(&heading, '#', level);
    if (!text_is_blank(title))
        buf_add_byte(&heading, ' ');
    title_protect(title, &heading);
    add_piece(rebuilt, piece, buf_text(&heading));
    buf_free(&heading);
}

void rebuilt_markdown(struct rebuilt *rebuilt, struct rebuilt_piece piece, struct text markdown) {
    add_piece(rebuilt, piece, markdown);
}

/* A list right behind a list of the same kind would go on with it: it takes the other mark. Gives the list's
 * mark. */
static char part_lists(char before, struct buf *list) {
    size_t digits = 0;
    while (digits < list->len && byte_is_digit(list->at[digits]))
        digits++;
    char mark = digits ? '.' : '-', other = digits ? ')' : '*';
    if (before != mark)
        return mark;
    for (size_t at = 0; at < list->len;) {
        for (digits = at; digits < list->len && byte_is_digit(list->at[digits]);)
            digits++;
        if (digits < list->len && list->at[digits] == mark && (mark == '-') == (digits == at))
            list->at[digits] = other;
        at = text_find_byte(buf_text(list), '\n', at);
        at = at == TEXT_NONE ? list->len : at + 1;
    }
    return other;
}

/* Paragraphs behind a label on its own belong to it, but for words in bold with a colon. */
static void add_bare_label(struct text line, struct buf *out) {
    buf_add_string(out, "**");
    prose_protect(text_slice(line, 0, line.len - 1), out);
    buf_add_string(out, "**:");
}

void rebuilt_prose(struct rebuilt *rebuilt, struct rebuilt_piece piece, struct text prose) {
    struct buf made = {0};
    bool label_open = rebuilt->label_open;
    char list = '\0';
    prose = text_strip(prose);
    if (label_open && text_ends(prose, ":") && prose.len > 1 && text_find_byte(prose, '\n', 0) == TEXT_NONE) {
        add_bare_label(prose, &made);
        label_open = false;
    } else if (text_form_verbatim(prose) ==
               VERBATIM_SHORTCODE) { /* its Markdown must not begin as one does */
        buf_add_byte(&made, '\\');
        prose_protect(prose, &made);
    } else if (protect(PROTECT_BLOCK, TEXT(""), prose, &made) == SHAPE_LIST) {
        list = part_lists(rebuilt->list, &made);
        if ((list == '*' || list == ')') && !protect_holds(buf_text(&made), prose, SHAPE_LIST)) {
            buf_cut(&made, 0); /* as a paragraph */
            protect(PROTECT_PARAGRAPH, TEXT(""), prose, &made);
            list = '\0';
        }
    }
    add_piece(rebuilt, piece, buf_text(&made));
    rebuilt->list = list;
    rebuilt->label_open = label_open;
    buf_free(&made);
}

/* Longest run of the mark that could close a fence (CommonMark 0.30, 4.5). */
static size_t closing_run(struct text code, char mark) {
    size_t longest = 0;
    struct text line;
    while (text_next_line(&code, &line)) {
        size_t indent = text_run(line, ' '), run = text_run(text_from(line, indent), mark);
        if (indent < 4 && run > longest && text_is_blank(text_from(line, indent + run)))
            longest = run;
    }
    return longest;
}

void rebuilt_code(struct rebuilt *rebuilt, struct rebuilt_piece piece, struct text info, struct text code) {
    struct buf made = {0};
    char mark = text_find_byte(info, '`', 0) == TEXT_NONE ? '`' : '~';
    size_t run = closing_run(code, mark), length = run >= 3 ? run + 1 : 3;
    buf_add_run(&made, mark, length);
    info = text_trim(info);
    if (info.len && info.at[0] == mark)
        buf_add_byte(&made, ' ');
    for (size_t i = 0; i < info.len; i++) {
        if (info.at[i] == '\\' || info.at[i] == '&')
            buf_add_byte(&made, '\\');
        buf_add_byte(&made, byte_is_eol(info.at[i]) ? ' ' : info.at[i]);
    }
    buf_add_byte(&made, '\n');
    buf_add(&made, code);
    if (code.len && code.at[code.len - 1] != '\n')
        buf_add_byte(&made, '\n');
    buf_add_run(&made, mark, length);
    add_piece(rebuilt, piece, buf_text(&made));
    buf_free(&made);
}

void rebuilt_labelled(struct rebuilt *rebuilt, struct rebuilt_piece piece, const struct profile_label *label,
                      struct text words, struct text prose) {
    struct buf made = {0}, text = {0};
    bool below = prose.len && byte_is_eol(prose.at[0]);
    prose = text_strip(prose);
    profile_write_label(label, words, &made);
    if (prose.len && below) {
        buf_add_string(&made, "\n\n");
        protect(PROTECT_BLOCK, TEXT(""), prose, &text);
    } else if (prose.len) {
        buf_add_string(&made, label->separator);
        protect(PROTECT_PARAGRAPH, buf_text(&made), prose, &text);
    }
    buf_add(&made, buf_text(&text));
    add_piece(rebuilt, piece, buf_text(&made));
    rebuilt->label_open = (below || !prose.len) && block_kind_is_labelled(label->kind);
    buf_free(&made);
    buf_free(&text);
}

/* What is needed to get from lines of the rebuilt page to those of the input. */
struct mapping {
    const struct rebuilt *rebuilt;
    const struct source *source; /* the input */
};

/* The piece that holds a line, or NULL before the first. */
static const struct rebuilt_piece *piece_at(const struct mapping *mapping, uint32_t line) {
    size_t low = 0, high = mapping->rebuilt->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (mapping->rebuilt->pieces[middle].line <= line)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? &mapping->rebuilt->pieces[low - 1] : NULL;
}

static uint32_t original_line(const struct mapping *mapping, uint32_t line) {
    const struct rebuilt_piece *piece = piece_at(mapping, line);
    uint32_t original = piece ? piece->original_line + (line - piece->line) : line;
    return original <= mapping->source->line_count ? original : mapping->source->line_count;
}

/* Findings about the rebuilt page, at the input's lines: those in front matter stand four columns further
 * right. */
static void pass_on(const struct mapping *mapping, const struct report *inner, struct report *report) {
    for (size_t i = 0; i < inner->count; i++) {
        const struct finding *finding = &inner->findings[i];
        uint32_t line = original_line(mapping, finding->place.line);
        struct text bytes = source_line(mapping->source, line);
        struct span span = source_line_span(mapping->source, line);
        size_t indent = text_starts(bytes, "    ") ? 4 : 0;
        size_t shift =
            finding->place.column - 1 + indent < bytes.len ? finding->place.column - 1 + indent : 0;
        span.begin += (uint32_t)shift;
        report_add_at(report, finding->message, place_of(mapping->source, span, &report->arena),
                      finding->example, finding->noun, "%.*s", TEXT_ARG(finding->text));
    }
}

/* Adds the names of what was guessed: "A", "A and B", "A, B and C". */
static void add_guessed(unsigned inferred, struct buf *what) {
    static const struct {
        enum inferred flag;
        const char *name;
    } names[] = {
        {INFERRED_FENCE, "that this is code"},
        {INFERRED_BOUNDARY, "where it begins or ends"},
        {INFERRED_LANGUAGE, "its language"},
        {INFERRED_INDENTATION, "its indentation"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!(inferred & names[i].flag))
            continue;
        inferred &= ~(unsigned)names[i].flag;
        if (what->len)
            buf_add_string(what, inferred ? ", " : " and ");
        buf_add_string(what, names[i].name);
    }
}

static void report_guess(const struct mapping *mapping, const struct rebuilt_piece *piece,
                         const struct entry *entry, const struct document *document, struct report *report) {
    struct buf what = {0};
    add_guessed(piece->inferred, &what);
    struct span span = source_line_span(mapping->source, piece->original_line);
    bool example = entry && entry->type == ENTRY_EXAMPLE;
    struct finding *finding =
        report_add_at(report, MESSAGE_IMPORT_GUESSED, place_of(mapping->source, span, &report->arena),
                      example ? entry->number : 0, example ? document->profile->noun : NULL,
                      "guessed: %.*s (confidence %.2f)", TEXT_ARG(buf_text(&what)), piece->confidence);
    if (finding && finding->severity < SEVERITY_WARNING && piece->confidence * 100 < CONFIDENCE_LEAST)
        finding->severity = SEVERITY_WARNING;
    buf_free(&what);
}

/* Prose whose only guess is where it begins has it from the code before, of which it is told already. */
static bool is_told(const struct rebuilt_piece *pieces, size_t i) {
    return pieces[i].inferred == INFERRED_BOUNDARY && i > 0 && (pieces[i - 1].inferred & INFERRED_FENCE) &&
           (pieces[i - 1].inferred & INFERRED_BOUNDARY);
}

static void report_guesses(const struct mapping *mapping, const struct document *document,
                           struct report *report) {
    uint32_t next = 0;
    for (size_t i = 0; i < mapping->rebuilt->count; i++) {
        const struct rebuilt_piece *piece = &mapping->rebuilt->pieces[i];
        while (next < document->entry_count && document->entries[next].line <= piece->line)
            next++;
        if (piece->inferred && !is_told(mapping->rebuilt->pieces, i))
            report_guess(mapping, piece, next ? &document->entries[next - 1] : NULL, document, report);
    }
}

static void map_document(const struct mapping *mapping, struct document *document) {
    for (uint32_t i = 0; i < document->block_count; i++) {
        struct block *block = &document->blocks[i];
        const struct rebuilt_piece *piece = piece_at(mapping, block->line);
        block->line = original_line(mapping, block->line);
        if (!piece)
            continue;
        block->inferred = piece->inferred;
        block->confidence = piece->inferred ? piece->confidence : 1;
    }
    for (uint32_t i = 0; i < document->entry_count; i++)
        document->entries[i].line = original_line(mapping, document->entries[i].line);
}

void rebuilt_read(const struct read_context *context, const struct profile *profile, enum form form,
                  const struct source *source, struct rebuilt *rebuilt, struct document *document,
                  struct report *report) {
    struct read_context narrowed = *context;
    struct report inner;
    struct mapping mapping = {rebuilt, source};
    *document = (struct document){0};
    struct text bytes = arena_copy(&document->arena, buf_text(&rebuilt->markdown));
    struct source *own = ARENA_NEW(&document->arena, struct source);
    source_init(own, source->name, bytes);
    if (profile)
        narrowed.profile = profile;
    report_init(&inner, report->path, report->settings);
    page_read_into(&narrowed, own, document, &inner);
    document->own_source = own;
    document->form = form;
    pass_on(&mapping, &inner, report);
    report_guesses(&mapping, document, report);
    map_document(&mapping, document);
    report_free(&inner);
    buf_free(&rebuilt->markdown);
    free(rebuilt->pieces);
    *rebuilt = (struct rebuilt){0};
}
