/* SPDX-License-Identifier: MIT */
/* A page of questions and answers is a sequence of chunks, runs of lines that are not blank. */
#include "read/qa.h"

#include "read/chunk.h"
#include "read/page.h"
#include "read/qa_code.h"
#include "read/rebuilt.h"

struct qa_reader {
    const struct read_context *context;
    const struct source *source;
    const struct profile *profile;
    struct report *report;
    struct rebuilt rebuilt;
    struct text language; /* of most code on the page */
    uint32_t line;        /* the next one to read, from 1 */
    uint32_t example;     /* number of the last entry, 0 for none */
};

static uint32_t next_chunk(const struct source *source, uint32_t line) {
    while (line <= source->line_count && chunk_is_blank(source, line))
        line++;
    return line;
}

static const struct profile *questions_profile(const struct read_context *context) {
    if (context->profile && profile_label_of(context->profile, BLOCK_QUESTION))
        return context->profile;
    for (size_t i = 0; i < profiles_count(context->profiles); i++)
        if (profiles_at(context->profiles, i)->form == FORM_QA)
            return profiles_at(context->profiles, i);
    return profiles_at(context->profiles, 0);
}

static const struct profile_label *label_at(const struct profile *profile, struct text line,
                                            struct text *words, size_t *end) {
    if (!line.len || byte_is_blank(line.at[0]) || line.at[0] == '*' || line.at[0] == '_')
        return NULL;
    return profile_read_label(profile, line, words, end);
}

static bool is_question(const struct profile *profile, struct text line) {
    struct text words;
    size_t end;
    const struct profile_label *label = label_at(profile, line, &words, &end);
    return label && label->kind == BLOCK_QUESTION;
}

/* A line on its own that is an entry's heading; 0 where it is none. */
static uint32_t entry_number(const struct profile *profile, const struct source *source, uint32_t line) {
    uint32_t number;
    struct text title;
    struct text t = text_trim_right(chunk_line(source, line));
    bool entry = profile_read_heading(profile, t, &number, &title) == HEADING_ENTRY;
    return entry && chunk_is_blank(source, line - 1) && chunk_is_blank(source, line + 1) ? number : 0;
}

bool qa_claims(const struct read_context *context, const struct source *source) {
    const struct profile *profile = questions_profile(context);
    bool entry = false, question = false;
    for (uint32_t line = 1; line <= source->line_count; line++) {
        struct text t = chunk_line(source, line);
        if (text_starts(t, "```") || text_starts(t, "~~~") || text_starts(t, "## ") ||
            (line == 1 && text_is(t, "---")))
            return false;
        question = question || is_question(profile, t);
        entry = entry ||
                (t.len && entry_number(profile, source, line));
    }
    return entry && question;
}

static struct rebuilt_piece piece_at(uint32_t line) {
    return (struct rebuilt_piece){.original_line = line, .confidence = 1};
}

static void report_lost(struct qa_reader *reader, uint32_t line, const char *what) {
    bool example = reader->example != 0;
    struct text t = text_trim(chunk_line(reader->source, line));
    struct place place = place_of(reader->source, source_span_of(reader->source, t), &reader->report->arena);
    report_add_at(reader->report, MESSAGE_IMPORT_UNREADABLE, place, reader->example,
                  example ? reader->profile->noun : NULL, "nothing follows this line: %s seems to be lost",
                  what);
}

/* Numbers rise by one; a title with another number must be followed by a question. */
static uint32_t heading_at(const struct qa_reader *reader, uint32_t line) {
    struct text t = chunk_line(reader->source, line);
    if (!t.len || !byte_is_digit(t.at[0]))
        return 0;
    uint32_t number = entry_number(reader->profile, reader->source, line);
    uint32_t next = next_chunk(reader->source, line + 1);
    bool asked = is_question(reader->profile, chunk_line(reader->source, next));
    return number && (asked || number == reader->example + 1) ? number : 0;
}

/* Whether the chunk is neither a heading nor a label, but code. */
static bool is_code_chunk(const struct qa_reader *reader, uint32_t line) {
    struct text words;
    size_t end;
    if (line > reader->source->line_count || heading_at(reader, line) ||
        label_at(reader->profile, chunk_line(reader->source, line), &words, &end))
        return false;
    return qa_is_code(chunk_lines(reader->source, line, chunk_end(reader->source, line)));
}

/* A line of its own that ends in a colon, such as "Key Methods:", and what has to follow it. */
static bool announces(struct text chunk) {
    return text_ends(text_trim_right(chunk), ":") && text_find_byte(chunk, '\n', 0) == TEXT_NONE;
}

/* Code goes on over blank lines as long as code follows. */
static void take_code(struct qa_reader *reader, bool announced) {
    uint32_t first = reader->line, end = chunk_end(reader->source, first), next;
    while (is_code_chunk(reader, next = next_chunk(reader->source, end)))
        end = chunk_end(reader->source, next);
    struct buf code = {0};
    struct rebuilt_piece piece = piece_at(first);
    buf_add_unix(&code, chunk_lines(reader->source, first, end));
    buf_add_byte(&code, '\n');
    struct qa_guess guess = qa_guess_language(buf_text(&code), reader->language);
    piece.inferred = INFERRED_FENCE | (guess.language.len ? INFERRED_LANGUAGE : 0U);
    piece.confidence = announced ? guess.confidence : guess.confidence * 0.8;
    rebuilt_code(&reader->rebuilt, piece, guess.language, buf_text(&code));
    buf_free(&code);
    reader->line = end;
}

/* What a program printed: the chunk behind its label, whatever it looks like. */
static void take_output(struct qa_reader *reader) {
    uint32_t first = next_chunk(reader->source, reader->line);
    struct text words;
    size_t label_end;
    if (first > reader->source->line_count || heading_at(reader, first) ||
        label_at(reader->profile, chunk_line(reader->source, first), &words, &label_end)) {
        report_lost(reader, reader->line - 1, "the output that it announces");
        return;
    }
    uint32_t end = chunk_end(reader->source, first);
    struct buf output = {0};
    struct rebuilt_piece piece = {.original_line = first, .inferred = INFERRED_FENCE, .confidence = 0.9};
    buf_add_unix(&output, chunk_lines(reader->source, first, end));
    buf_add_byte(&output, '\n');
    rebuilt_code(&reader->rebuilt, piece, TEXT(""), buf_text(&output));
    buf_free(&output);
    reader->line = end;
}

/* Questions need answers: prose or code before the next one. */
static void check_answer(struct qa_reader *reader, uint32_t line) {
    uint32_t next = next_chunk(reader->source, reader->line);
    if (next > reader->source->line_count || heading_at(reader, next) ||
        is_question(reader->profile, chunk_line(reader->source, next)))
        report_lost(reader, line, "the answer");
}

/* A label takes its line; other lines of the chunk go with the text of a question or a note. */
static void take_label(struct qa_reader *reader, const struct profile_label *label, struct text words,
                       size_t end) {
    uint32_t first = reader->line;
    bool text = label->kind != BLOCK_CODE && label->kind != BLOCK_OUTPUT;
    reader->line = text ? chunk_end(reader->source, first) : first + 1;
    struct buf unix = {0};
    buf_add_unix(&unix, text_trim(text_from(chunk_lines(reader->source, first, reader->line), end)));
    rebuilt_labelled(&reader->rebuilt, piece_at(first), label, words, buf_text(&unix));
    bool alone = text_is_blank(buf_text(&unix));
    buf_free(&unix);
    if (label->kind == BLOCK_OUTPUT && alone)
        take_output(reader);
    if (label->kind == BLOCK_QUESTION)
        check_answer(reader, first);
    if (label->kind != BLOCK_CODE)
        return;
    reader->line = next_chunk(reader->source, reader->line);
    if (is_code_chunk(reader, reader->line))
        take_code(reader, true);
}

static void take_prose(struct qa_reader *reader) {
    uint32_t first = reader->line, end = chunk_end(reader->source, first);
    struct buf unix = {0};
    buf_add_unix(&unix, chunk_lines(reader->source, first, end));
    rebuilt_prose(&reader->rebuilt, piece_at(first), buf_text(&unix));
    reader->line = next_chunk(reader->source, end);
    if (announces(buf_text(&unix))) {
        if (is_code_chunk(reader, reader->line))
            take_code(reader, true);
        else
            report_lost(reader, first, "the list that it announces");
    }
    buf_free(&unix);
}

static void take_chunk(struct qa_reader *reader) {
    struct text first = chunk_line(reader->source, reader->line), words;
    size_t end;
    uint32_t number = heading_at(reader, reader->line);
    const struct profile_label *label = label_at(reader->profile, first, &words, &end);
    if (number) {
        reader->example = number;
        rebuilt_heading(&reader->rebuilt, piece_at(reader->line), reader->profile->level_min,
                        text_trim(first));
        reader->line++;
    } else if (label) {
        take_label(reader, label, words, end);
    } else if (!reader->rebuilt.markdown.len && chunk_is_blank(reader->source, reader->line + 1)) {
        rebuilt_title(&reader->rebuilt, text_trim(first));
        reader->line++;
    } else if (is_code_chunk(reader, reader->line)) {
        take_code(reader, false);
    } else {
        take_prose(reader);
    }
}

void qa_read(const struct read_context *context, const struct source *source, struct document *document,
             struct report *report) {
    struct qa_reader reader = {.context = context, .source = source, .report = report, .line = 1};
    reader.profile = questions_profile(context);
    reader.language = qa_guess_language(source->bytes, TEXT("")).language;
    for (;;) {
        reader.line = next_chunk(source, reader.line);
        if (reader.line > source->line_count)
            break;
        take_chunk(&reader);
    }
    rebuilt_read(context, reader.profile, FORM_QA, source, &reader.rebuilt, document, report);
}
