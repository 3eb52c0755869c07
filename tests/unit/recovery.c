/* SPDX-License-Identifier: MIT */
#include "recovery.h"

#include <stdlib.h>

#include "flatten.h"
#include "read/rebuilt.h"

struct reading {
    struct source source;
    struct report report;
    struct document document;
};

struct comparison {
    struct recovery *recovery;
    const char *page;
    FILE *misses;
    struct reading want, got;
};

double share_percent(struct share share) {
    return share.all ? 100.0 * (double)share.right / (double)share.all : 100;
}

static bool count(struct share *share, bool right) {
    share->all++;
    share->right += right;
    return right;
}

/* Names for one language, among which no reader can choose by the text: the first stands for all. */
static const char *const same[][7] = {
    {"bash", "sh", "shell", "zsh", "console"}, {"python", "py"}, {"javascript", "js"}, {"typescript", "ts"},
    {"-", "", "text", "plaintext", "txt"},     {"yaml", "yml"},  {"go", "golang"},     {"csharp", "cs", "c#"},
};

static struct text language_name(struct text name) {
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        for (size_t k = 0; same[i][k]; k++)
            if (text_is(name, same[i][k]))
                return text_of(same[i][0]);
    return name;
}

static void open_reading(const struct read_context *context, const char *reader, const char *name,
                         struct text bytes, struct reading *r) {
    static const struct settings settings;
    source_init(&r->source, name, bytes);
    report_init(&r->report, name, &settings);
    read_page(context, reader_find(reader), &r->source, &r->document, &r->report);
}

static void close_reading(struct reading *r) {
    document_free(&r->document);
    report_free(&r->report);
    source_free(&r->source);
}

static struct language_score *language_of(struct recovery *recovery, struct text name) {
    name = language_name(name);
    size_t i = 0;
    while (i < recovery->language_count && !text_is(name, recovery->languages[i].name))
        i++;
    if (i == recovery->language_count && i + 1 < RECOVERY_LANGUAGES) {
        recovery->language_count++;
        snprintf(recovery->languages[i].name, sizeof recovery->languages[i].name, "%.*s", TEXT_ARG(name));
    }
    return &recovery->languages[i];
}

/* Letters and digits and marks alone: white space and the shape of quotes say nothing. */
static void add_bare(struct text markdown, struct buf *out) {
    struct buf shown = {0};
    markdown_text(markdown, &shown);
    for (size_t i = 0; i < shown.len; i++) {
        struct text rest = text_from(buf_text(&shown), i);
        bool typographic =
            text_starts(rest, "\xE2\x80") && rest.len > 2 && strchr("\x99\x9C\x9D", rest.at[2]);
        if (typographic)
            i += 2;
        else if (!strchr(" \t\n\"'", shown.at[i]))
            buf_add_byte(out, shown.at[i]);
    }
    buf_free(&shown);
}

static bool same_prose(struct text a, struct text b) {
    struct buf left = {0}, right = {0};
    add_bare(a, &left);
    add_bare(b, &right);
    bool equal = text_equal(buf_text(&left), buf_text(&right));
    buf_free(&left);
    buf_free(&right);
    return equal;
}

/* The lines of code that are not blank, squeezed. */
static void add_lines(struct text code, struct buf *out) {
    struct text line;
    while (text_next_line(&code, &line))
        if (!text_is_blank(line)) {
            flatten_line(line, out);
            buf_add_byte(out, '\n');
        }
}

static bool same_code(const struct block *a, const struct block *b) {
    struct buf left = {0}, right = {0};
    add_lines(a->text, &left);
    add_lines(b->text, &right);
    bool equal = text_equal(buf_text(&left), buf_text(&right));
    buf_free(&left);
    buf_free(&right);
    return equal;
}

/* Columns before the text; a tab goes to the next multiple of four. */
static size_t columns(struct text line) {
    size_t n = 0;
    for (size_t i = 0; i < line.len && byte_is_blank(line.at[i]); i++)
        n += line.at[i] == '\t' ? 4 - n % 4 : 1;
    return n;
}

static bool next_line(struct text *rest, struct text *line) {
    while (text_next_line(rest, line))
        if (!text_is_blank(*line))
            return true;
    return false;
}

static bool is_own_annotation(struct text line) {
    line = text_trim(line);
    size_t arrow = text_find(line, TEXT("=>"), 0);
    return arrow != TEXT_NONE && arrow <= 4 && line.len && strchr("#/-;%<", line.at[0]);
}

/* Whether the page's own indentation was squeezed to one blank: there is nothing to get back. */
static bool is_squeezed(struct text code) {
    size_t deepest = 0;
    struct text line;
    while (text_next_line(&code, &line))
        if (!text_is_blank(line) && columns(line) > deepest)
            deepest = columns(line);
    return deepest == 1;
}

/* Lines with the indentation they had. An annotation that goes on from the line above is layout, no
 * structure. */
static struct share same_indentation(struct text want, struct text got) {
    struct share lines = {0, 0};
    struct text a, b;
    if (is_squeezed(want))
        return lines;
    for (bool chain = false; next_line(&want, &a) && next_line(&got, &b);) {
        bool own = is_own_annotation(a), annotated = text_find(a, TEXT("=>"), 0) != TEXT_NONE;
        if (!own || (!chain && columns(a) < 24))
            count(&lines, columns(a) == columns(b));
        chain = (own && chain) || (!own && annotated);
    }
    return lines;
}

static bool is_compared(const struct block *block) {
    return block_is_code(block) || block->kind == BLOCK_TAKEAWAY || block->kind == BLOCK_WHY;
}

/* The next block from *at on that counts; NULL at the end. */
static const struct block *next_block(const struct document *document, const struct entry *entry,
                                      size_t *at) {
    while (entry && *at < entry->block_count) {
        const struct block *block = &document->blocks[entry->first_block + (*at)++];
        if (is_compared(block))
            return block;
    }
    return NULL;
}

/* What a block counts as: "code:go", "diagram:mermaid", "takeaway". */
static void add_kind(const struct block *block, struct buf *out) {
    bool diagram = block->kind == BLOCK_DIAGRAM;
    buf_add_string(out, block_is_code(block) && !diagram ? "code" : block_kind_name(block->kind));
    if (block_is_code(block)) {
        buf_add_byte(out, ':');
        buf_add(out, language_name(block->language));
    }
    buf_add_byte(out, ' ');
}

static void add_sequence(const struct document *document, const struct entry *entry, struct buf *out) {
    const struct block *block;
    for (size_t at = 0; (block = next_block(document, entry, &at));)
        add_kind(block, out);
}

static void compare_sequences(struct comparison *c, const struct entry *want, const struct entry *got) {
    struct buf a = {0}, b = {0};
    add_sequence(&c->want.document, want, &a);
    add_sequence(&c->got.document, got, &b);
    bool right = count(&c->recovery->sequences, text_equal(buf_text(&a), buf_text(&b)));
    if (!right && c->misses)
        fprintf(c->misses, "%s: %u: sequence\n    %s\n    %s\n", c->page, want->number, a.at ? a.at : "",
                b.at ? b.at : "");
    buf_free(&a);
    buf_free(&b);
}

static void compare_labelled(struct comparison *c, const struct entry *want, const struct entry *got,
                             enum block_kind kind, struct share *share) {
    const struct block *a = entry_find(&c->want.document, want, kind);
    const struct block *b = got ? entry_find(&c->got.document, got, kind) : NULL;
    if (a && !count(share, b && same_prose(a->markdown, b->markdown)) && c->misses)
        fprintf(c->misses, "%s: %u: %s\n", c->page, want->number, block_kind_name(kind));
}

static const struct block *find_code(const struct comparison *c, const struct entry *got,
                                     const struct block *want) {
    const struct block *block;
    for (size_t at = 0; (block = next_block(&c->got.document, got, &at));)
        if (block_is_code(block) && same_code(want, block))
            return block;
    return NULL;
}

static bool same_language(const struct block *a, const struct block *b) {
    return text_equal(language_name(a->language), language_name(b->language));
}

static void add_share(struct share *to, struct share from) {
    to->right += from.right;
    to->all += from.all;
}

static void compare_code(struct comparison *c, const struct entry *want, const struct entry *got) {
    const struct block *a;
    for (size_t at = 0; (a = next_block(&c->want.document, want, &at));) {
        if (!block_is_code(a))
            continue;
        struct language_score *score = language_of(c->recovery, a->language);
        const struct block *b = find_code(c, got, a);
        count(&score->code, b != NULL);
        if (!count(&c->recovery->code, b != NULL))
            continue;
        count(&score->language, same_language(a, b));
        count(&c->recovery->language, same_language(a, b));
        struct share lines = same_indentation(a->text, b->text);
        add_share(&score->lines, lines);
        add_share(&c->recovery->lines, lines);
        if (!count(&c->recovery->blocks, lines.right == lines.all) && c->misses)
            fprintf(c->misses, "%s: %u: indentation %zu of %zu %s\n", c->page, want->number, lines.right,
                    lines.all, score->name);
    }
}

/* Whether a recovered block is one of the page's, in language and indentation, too. */
static bool is_right(const struct comparison *c, const struct entry *want, const struct block *got) {
    const struct block *block;
    for (size_t at = 0; (block = next_block(&c->want.document, want, &at));) {
        struct share lines = {0, 0};
        if (!block_is_code(block) || !same_language(block, got) || !same_code(block, got))
            continue;
        lines = same_indentation(block->text, got->text);
        return lines.right == lines.all;
    }
    return false;
}

static void calibrate(struct comparison *c, const struct entry *want, const struct entry *got) {
    const struct block *block;
    for (size_t at = 0; (block = next_block(&c->got.document, got, &at));) {
        if (!block_is_code(block))
            continue;
        size_t bin = (size_t)(block->confidence * 10);
        count(&c->recovery->bins[bin], is_right(c, want, block));
        c->recovery->claimed[bin] += block->confidence;
    }
}

static const struct entry *find_entry(const struct document *document, uint32_t number) {
    for (uint32_t i = 0; i < document->entry_count; i++)
        if (document->entries[i].type == ENTRY_EXAMPLE && document->entries[i].number == number)
            return &document->entries[i];
    return NULL;
}

static void compare(struct comparison *c) {
    for (uint32_t i = 0; i < c->want.document.entry_count; i++) {
        const struct entry *want = &c->want.document.entries[i];
        if (want->type != ENTRY_EXAMPLE)
            continue;
        const struct entry *got = find_entry(&c->got.document, want->number);
        if (!count(&c->recovery->examples, got && same_prose(want->title, got->title)) && c->misses)
            fprintf(c->misses, "%s: %u: not found\n", c->page, want->number);
        compare_sequences(c, want, got);
        compare_labelled(c, want, got, BLOCK_TAKEAWAY, &c->recovery->takeaways);
        compare_labelled(c, want, got, BLOCK_WHY, &c->recovery->whys);
        compare_code(c, want, got);
        calibrate(c, want, got);
    }
}

static bool flattens_back(struct text text, const struct document *document, FILE *misses, const char *name) {
    struct buf again = {0};
    flatten_page(document->source->bytes, &again);
    size_t at = 0;
    while (at < text.len && at < again.len && text.at[at] == again.at[at])
        at++;
    bool same_text = text_equal(text, buf_text(&again));
    if (!same_text && misses)
        fprintf(misses, "%s: does not flatten back: %.*s / %.*s\n", name,
                TEXT_ARG(text_slice(text, at < 30 ? 0 : at - 30, at + 30)),
                TEXT_ARG(text_slice(buf_text(&again), at < 30 ? 0 : at - 30, at + 30)));
    buf_free(&again);
    return same_text;
}

bool recovery_measure(const struct read_context *context, const char *name, struct text page,
                      struct recovery *recovery, FILE *misses) {
    struct comparison c = {.recovery = recovery, .page = name, .misses = misses};
    struct buf flat = {0};
    flatten_page(page, &flat);
    open_reading(context, "markdown", name, page, &c.want);
    open_reading(context, "text", name, buf_text(&flat), &c.got);
    compare(&c);
    bool back = flattens_back(buf_text(&flat), &c.got.document, misses, name);
    close_reading(&c.got);
    close_reading(&c.want);
    buf_free(&flat);
    return back;
}
