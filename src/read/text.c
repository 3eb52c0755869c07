/* SPDX-License-Identifier: MIT */
/* A page in the text form is a sequence of chunks: a first line says what each is. */
#include "read/text.h"

#include "doc/text_form.h"
#include "read/chunk.h"
#include "read/front_matter.h"
#include "read/page.h"
#include "read/protect.h"
#include "read/rebuilt.h"

struct text_reader {
    const struct read_context *context;
    const struct source *source;
    const struct profile *profile;
    struct report *report;
    struct rebuilt rebuilt;
    uint32_t line;    /* the next one to read, from 1 */
    uint32_t example; /* the last entry's number, 0 for none */
};

static bool is_title(const struct source *source, uint32_t line, unsigned *level) {
    struct text title = chunk_line(source, line);
    return line < source->line_count && title.len && !byte_is_blank(title.at[0]) &&
           text_form_underline(chunk_line(source, line + 1), level);
}

/* Marks that Markdown has and the text form has not. */
static bool is_markdown_line(struct text line) {
    size_t hashes = text_run(line, '#');
    return text_starts(line, "```") || text_starts(line, "~~~") || text_starts(line, "---") ||
           (hashes && hashes < 7 && hashes < line.len && line.at[hashes] == ' ');
}

bool text_claims(const struct read_context *context, const struct source *source) {
    (void)context;
    struct bracket bracket;
    unsigned level;
    bool underlined = false, marks = false;
    for (uint32_t line = 1; line <= source->line_count; line++) {
        struct text t = chunk_line(source, line);
        bool front_matter = text_form_bracket(t, &bracket) && text_is(bracket.info, TEXT_FORM_FRONT_MATTER);
        if (front_matter && (line == 1 || !underlined))
            return true;
        struct text next = chunk_line(source, line + 1);
        if (text_form_bracket(t, &bracket) && (bracket.lines == 0 || !next.len || text_starts(next, "    ")))
            return true;
        bool alone = chunk_is_blank(source, line - 1) && chunk_is_blank(source, line + 2);
        if (alone && is_title(source, line, &level) && text_form_underlines(t, next)) {
            if (level != 0 && level != 2)
                return true;
            underlined = true;
            line++;
            continue;
        }
        if (is_markdown_line(t))
            return false;
        for (size_t i = 0; i < t.len && !marks && !text_is(t, TEXT_FORM_SEPARATOR); i++)
            marks = t.at[i] && strchr("*_`[<&\\", t.at[i]);
    }
    return underlined && !marks; /* as Markdown it would say the same */
}

static bool reads_as_entry(const struct profile *profile, unsigned level, struct text title, uint32_t *number) {
    struct text rest;
    *number = 0;
    if (level < profile->level_min || level > profile->level_max)
        return false;
    enum heading_reading reading = profile_read_heading(profile, title, number, &rest);
    return reading == HEADING_ENTRY || reading == HEADING_DEVIANT;
}

static bool has_entries(const struct text_reader *reader, const struct profile *profile) {
    for (uint32_t line = 1; line < reader->source->line_count; line++) {
        unsigned level;
        uint32_t number;
        if (is_title(reader->source, line, &level) &&
            reads_as_entry(profile, level, text_trim(chunk_line(reader->source, line)), &number))
            return true;
    }
    return false;
}

static bool has_questions(const struct text_reader *reader, const struct profile *profile) {
    for (uint32_t line = 1; line <= reader->source->line_count; line++) {
        struct text words;
        size_t end;
        const struct profile_label *label =
            text_form_label(profile, chunk_line(reader->source, line), &words, &end);
        if (label && label->kind == BLOCK_QUESTION)
            return true;
    }
    return false;
}

/* As for Markdown: the first profile that has entries here, and of numbered ones that which asks questions.
 */
static const struct profile *recognise(const struct text_reader *reader) {
    const struct profiles *profiles = reader->context->profiles;
    const struct profile *found = NULL;
    if (reader->context->profile)
        return reader->context->profile;
    for (size_t i = 0; i < profiles_count(profiles); i++) {
        const struct profile *profile = profiles_at(profiles, i);
        bool asks = profile_label_of(profile, BLOCK_QUESTION) != NULL;
        if (found == profiles_at(profiles, 0) || (found && !(asks && has_questions(reader, profile))))
            continue;
        if (has_entries(reader, profile))
            found = profile;
    }
    return found ? found : profiles_at(profiles, 0);
}

static struct rebuilt_piece piece_at(uint32_t line) {
    return (struct rebuilt_piece){.original_line = line, .confidence = 1};
}

static void report_unreadable(struct text_reader *reader, struct span span, struct text announced,
                              uint32_t found) {
    report_add_at(
        reader->report, MESSAGE_IMPORT_UNREADABLE, place_of(reader->source, span, &reader->report->arena),
        reader->example, reader->example ? reader->profile->noun : NULL,
        "%.*s lines are announced, %u with four blanks before them follow", TEXT_ARG(announced), found);
}

/* Whether a line is one of a counted block, with *content what it says. */
static bool is_counted(struct text line, struct text *content) {
    bool indented = text_starts(line, "    ");
    *content = text_from(line, indented ? 4 : line.len);
    return indented || text_is_blank(line);
}

/* The lines that follow a bracket line. Where there are fewer than announced those are taken, where there are
 * more, all; the count is reported as wrong. */
static void take_counted(struct text_reader *reader, const struct bracket *bracket, struct buf *out) {
    const struct source *source = reader->source;
    uint32_t first = reader->line + 1, line = first,
             solid = first; /* solid: behind the last line that is not blank */
    struct text content;
    while (line <= source->line_count && is_counted(source_line(source, line), &content)) {
        if (content.len || line - first < bracket->lines)
            solid = content.len ? line + 1 : solid;
        line++;
    }
    uint32_t end = first + bracket->lines;
    bool right = end <= line && solid <= end;
    if (!right)
        end = solid;
    for (line = first; line < end; line++) {
        is_counted(source_line(source, line), &content);
        buf_add(out, content);
        buf_add_byte(out, '\n');
    }
    if (!right)
        report_unreadable(reader, source_span_of(source, bracket->digits), bracket->digits, end - first);
    reader->line = end;
}

static void take_code(struct text_reader *reader, const struct bracket *bracket) {
    struct buf code = {0};
    struct rebuilt_piece piece = piece_at(reader->line);
    struct text info = bracket->info;
    size_t backslashes = text_run(info, '\\');
    if (backslashes && text_is(text_from(info, backslashes), TEXT_FORM_FRONT_MATTER))
        info = text_from(info, 1);
    take_counted(reader, bracket, &code);
    rebuilt_code(&reader->rebuilt, piece, info, buf_text(&code));
    buf_free(&code);
}

static void take_front_matter(struct text_reader *reader, const struct bracket *bracket) {
    struct buf yaml = {0};
    take_counted(reader, bracket, &yaml);
    rebuilt_front_matter(&reader->rebuilt, buf_text(&yaml));
    buf_free(&yaml);
}

/* Whether front matter was read and holds that title; the page need not repeat it then. */
static bool is_known_title(const struct text_reader *reader, struct text title) {
    struct document probe = {.source = reader->source, .profiles = reader->context->profiles};
    struct report ignored;
    struct buf line = {0};
    report_init(&ignored, reader->report->path, reader->report->settings);
    probe.profile = reader->profile;
    front_matter_split(buf_text(&reader->rebuilt.markdown), &probe.front_matter);
    front_matter_read(&probe, &ignored);
    buf_add(&line, text_strip(value_get_string(probe.front_matter.value, "title")));
    for (size_t i = 0; i < line.len; i++)
        if (byte_is_eol(line.at[i]))
            line.at[i] = ' ';
    bool known = line.len && text_equal(buf_text(&line), title);
    buf_free(&line);
    report_free(&ignored);
    document_free(&probe);
    return known;
}

/* A heading whose text seems to be an entry or a label, but is not: its first character as a number. */
static void add_defused(struct text_reader *reader, unsigned level, struct text title) {
    struct buf heading = {0};
    buf_add_run(&heading, '#', level);
    buf_print(&heading, " &#%u;", (unsigned)(unsigned char)title.at[0]);
    title_protect(text_from(title, 1), &heading);
    rebuilt_markdown(&reader->rebuilt, piece_at(reader->line), buf_text(&heading));
    buf_free(&heading);
}

static void take_heading(struct text_reader *reader, struct text title, unsigned level) {
    bool escaped = text_starts(title, "\\"), seems = false;
    uint32_t number;
    title = text_trim(text_from(title, escaped));
    for (size_t i = 0; escaped && i < profiles_count(reader->context->profiles); i++) {
        const struct profile *profile = profiles_at(reader->context->profiles, i);
        seems = seems || reads_as_entry(profile, level, title, &number) ||
                text_form_is_label_heading(profile, title);
    }
    if (level == 0 && !reader->rebuilt.markdown.len)
        rebuilt_title(&reader->rebuilt, title);
    else if (level == 0 && !reader->rebuilt.count && is_known_title(reader, title))
        ;
    else if (seems)
        add_defused(reader, level ? level : 1, title);
    else
        rebuilt_heading(&reader->rebuilt, piece_at(reader->line), level ? level : 1, title);
    if (!seems && reads_as_entry(reader->profile, level, title, &number))
        reader->example = number;
    reader->line += 2;
}

/* What ends an HTML block that may hold blank lines (CommonMark 0.30, 4.6, conditions 1 to 5); NULL for
 * another. */
static const char *const *html_ends(struct text line) {
    static const char *const tags[] = {"script", "pre", "style", "textarea", NULL};
    static const char *const ends[][5] = {{"</script>", "</pre>", "</style>", "</textarea>", NULL},
                                          {"-->", NULL},
                                          {"?>", NULL},
                                          {"]]>", NULL},
                                          {">", NULL}};
    if (text_starts(line, "<!--"))
        return ends[1];
    if (text_starts(line, "<?"))
        return ends[2];
    if (text_starts(line, "<![CDATA["))
        return ends[3];
    if (text_starts(line, "<!"))
        return ends[4];
    for (size_t i = 0; tags[i]; i++) {
        struct text rest = text_from(line, 1 + strlen(tags[i]));
        if (text_starts_nocase(text_from(line, 1), tags[i]) &&
            (!rest.len || byte_is_blank(rest.at[0]) || rest.at[0] == '>'))
            return ends[0];
    }
    return NULL;
}

static bool holds_nocase(struct text line, const char *word) {
    for (size_t at = 0; (at = text_find_byte(line, word[0], at)) != TEXT_NONE; at++)
        if (text_starts_nocase(text_from(line, at), word))
            return true;
    return false;
}

/* Number of the line behind an HTML block's last one. */
static uint32_t html_end(const struct source *source, uint32_t line) {
    const char *const *ends = html_ends(chunk_line(source, line));
    for (; line <= source->line_count; line++) {
        struct text t = chunk_line(source, line);
        if (!ends && text_is_blank(t))
            return line;
        for (size_t i = 0; ends && ends[i]; i++)
            if (holds_nocase(t, ends[i]))
                return line + 1;
    }
    return line;
}

static bool take_verbatim(struct text_reader *reader, struct text first) {
    uint32_t end = reader->line;
    switch (text_form_verbatim(first)) {
    case VERBATIM_HTML:
        if (protect_shape(first) == SHAPE_HTML)
            end = html_end(reader->source, reader->line);
        break;
    case VERBATIM_SHORTCODE: end = chunk_end(reader->source, reader->line); break;
    case VERBATIM_DEFINITION: {
        uint32_t last = chunk_end(reader->source, reader->line);
        struct buf shown = {0};
        struct text chunk = chunk_lines(reader->source, reader->line, last);
        markdown_text(chunk, &shown);
        if (text_form_hides_start(chunk, buf_text(&shown)))
            end = last;
        buf_free(&shown);
        break;
    }
    default: break;
    }
    if (end == reader->line)
        return false;
    struct buf unix = {0};
    buf_add_unix(&unix, text_strip(chunk_lines(reader->source, reader->line, end)));
    rebuilt_markdown(&reader->rebuilt, piece_at(reader->line), buf_text(&unix));
    buf_free(&unix);
    reader->line = end;
    return true;
}

/* Adds a line of prose without the backslash that keeps it from being a mark. */
static bool add_unescaped(const struct text_reader *reader, struct text line, bool first, struct buf *out) {
    size_t backslashes = text_run(line, '\\');
    bool escaped =
        backslashes && text_form_is_any_mark(reader->context->profiles, text_from(line, backslashes), first);
    buf_add(out, text_from(line, escaped));
    buf_add_byte(out, '\n');
    return escaped;
}

/* Adds prose from the next line to a blank one, a bracket line or a separator. */
static void take_rest(struct text_reader *reader, struct buf *out) {
    struct bracket bracket;
    while (++reader->line <= reader->source->line_count) {
        struct text line = chunk_line(reader->source, reader->line);
        if (text_is_blank(line) || text_form_bracket(line, &bracket) ||
            text_is(text_trim_right(line), TEXT_FORM_SEPARATOR))
            break;
        add_unescaped(reader, line, false, out);
    }
}

static void take_label(struct text_reader *reader, const struct profile_label *label, struct text words,
                       size_t end) {
    struct buf text = {0};
    struct rebuilt_piece piece = piece_at(reader->line);
    buf_add(&text, text_trim(text_from(chunk_line(reader->source, reader->line), end)));
    buf_add_byte(&text, '\n');
    take_rest(reader, &text);
    rebuilt_labelled(&reader->rebuilt, piece, label, words, buf_text(&text));
    buf_free(&text);
}

/* Prose that seems to begin with a label: its colon becomes a character like others. */
static void add_unlabelled(struct text_reader *reader, struct rebuilt_piece piece, struct text prose,
                           size_t label_end) {
    struct buf made = {0}, protected = {0};
    struct text rest = text_trim(text_from(prose, label_end));
    buf_add(&made, text_slice(prose, 0, label_end - 1));
    buf_add_string(&made, "\\:");
    if (!text_is_blank(rest)) {
        buf_add_byte(&made, byte_is_eol(rest.at[0]) ? '\n' : ' ');
        protect(PROTECT_PARAGRAPH, buf_text(&made), text_strip(rest), &protected);
    }
    buf_add(&made, buf_text(&protected));
    rebuilt_markdown(&reader->rebuilt, piece, buf_text(&made));
    buf_free(&made);
    buf_free(&protected);
}

static void take_prose(struct text_reader *reader, struct text first) {
    struct buf prose = {0};
    struct rebuilt_piece piece = piece_at(reader->line);
    struct text words;
    size_t end;
    bool escaped = add_unescaped(reader, first, true, &prose);
    take_rest(reader, &prose);
    if (escaped && text_form_label(reader->profile, buf_text(&prose), &words, &end))
        add_unlabelled(reader, piece, buf_text(&prose), end);
    else
        rebuilt_prose(&reader->rebuilt, piece, buf_text(&prose));
    buf_free(&prose);
}

static void take_chunk(struct text_reader *reader, struct text first) {
    struct bracket bracket;
    struct text words;
    unsigned level;
    size_t end;
    bool begins_page = !reader->rebuilt.markdown.len;
    if (text_form_bracket(first, &bracket)) {
        if (begins_page && text_is(bracket.info, TEXT_FORM_FRONT_MATTER))
            take_front_matter(reader, &bracket);
        else
            take_code(reader, &bracket);
    } else if (text_is(text_trim_right(first), TEXT_FORM_SEPARATOR)) {
        rebuilt_markdown(&reader->rebuilt, piece_at(reader->line++), text_of(begins_page ? "***" : "---"));
    } else if (take_verbatim(reader, first)) {
        return;
    } else if (is_title(reader->source, reader->line, &level)) {
        take_heading(reader, text_trim(first), level);
    } else {
        const struct profile_label *label = text_form_label(reader->profile, first, &words, &end);
        if (label)
            take_label(reader, label, words, end);
        else
            take_prose(reader, first);
    }
}

void text_read(const struct read_context *context, const struct source *source, struct document *document,
               struct report *report) {
    struct text_reader reader = {.context = context, .source = source, .report = report, .line = 1};
    reader.profile = recognise(&reader);
    while (reader.line <= source->line_count) {
        struct text first = chunk_line(source, reader.line);
        if (text_is_blank(first))
            reader.line++;
        else
            take_chunk(&reader, first);
    }
    rebuilt_read(context, reader.profile, FORM_TEXT, source, &reader.rebuilt, document, report);
}
