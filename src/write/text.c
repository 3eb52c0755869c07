/* SPDX-License-Identifier: MIT */
/* The text form. Prose is rendered, and a line of it that looks like a mark of the form gets a backslash. */
#include "doc/text_form.h"
#include "write/write.h"

struct text_page {
    const struct document *document;
    const struct write_options *options;
    struct buf *out;
    size_t begin;        /* where the page begins in out */
    bool in_example;     /* the last entry was an example */
    struct buf rendered; /* of the block that is being written */
};

/* Fills page->rendered with what the Markdown renders as; where that is nothing at all, the Markdown. */
static struct text render(struct text_page *page, struct text markdown) {
    buf_cut(&page->rendered, 0);
    if (page->options && page->options->render)
        page->options->render(markdown, &page->rendered);
    if (text_is_blank(buf_text(&page->rendered))) {
        buf_cut(&page->rendered, 0);
        buf_add_unix(&page->rendered, markdown);
    }
    return buf_text(&page->rendered);
}

/* The same for what does not begin a line: nothing in it can be a list or a heading. */
static struct text render_inline(struct text_page *page, struct text markdown) {
    struct buf shielded = {0};
    buf_add_string(&shielded, "X ");
    buf_add_unix(&shielded, markdown);
    struct text t = render(page, buf_text(&shielded));
    buf_free(&shielded);
    t = text_strip(text_from(t, text_starts(t, "X") ? 1 : 0));
    return t.len || !markdown.len ? t : text_strip(render(page, markdown));
}

/* A title stands in one line. */
static struct text render_title(struct text_page *page, struct text markdown) {
    struct text t = render_inline(page, markdown);
    for (size_t i = 0, at = (size_t)(t.len ? t.at - page->rendered.at : 0); i < t.len; i++)
        if (byte_is_eol(page->rendered.at[at + i]))
            page->rendered.at[at + i] = ' ';
    while (t.len && (t.at[0] == '\v' || t.at[0] == '\f'))
        t = text_trim_left(text_from(t, 1)); /* libcmark drops them, too */
    return t;
}

static void begin_block(struct text_page *page) {
    if (page->out->len > page->begin)
        buf_add_byte(page->out, '\n');
}

/* Adds one line of prose; declared: it is what it looks like. */
static void add_line(struct text_page *page, struct text line, bool first, bool declared) {
    const struct document *document = page->document;
    size_t backslashes = text_run(line, '\\');
    bool mark = backslashes ? text_form_is_any_mark(document->profiles, text_from(line, backslashes), first)
                            : text_form_is_mark(declared ? NULL : document->profile, line, first);
    if (mark)
        buf_add_byte(page->out, '\\');
    buf_add(page->out, line);
    buf_add_byte(page->out, '\n');
}

/* Adds lines that are not blank. first: they begin a block. */
static void add_lines(struct text_page *page, struct text lines, bool first, bool declared) {
    struct text line;
    while (text_next_line(&lines, &line)) {
        line = first ? text_trim(line) : text_trim_right(line);
        if (!line.len)
            continue;
        add_line(page, line, first, declared);
        first = false;
    }
}

static void add_indented(struct text_page *page, struct text info, struct text lines) {
    uint32_t count = 0;
    struct text rest = lines, line;
    while (text_next_line(&rest, &line))
        count++;
    text_form_write_bracket(info, count, page->out);
    while (text_next_line(&lines, &line)) {
        if (line.len)
            buf_add_string(page->out, "    ");
        buf_add(page->out, line);
        buf_add_byte(page->out, '\n');
    }
}

static void add_code(struct text_page *page, const struct block *block) {
    struct arena arena = {0};
    struct buf info = {0};
    bool strip = page->options && page->options->strip_annotations && block->annotation_count;
    struct text code = strip ? block_without_annotations(block, &arena) : block->text;
    if (text_is(text_from(block->info, text_run(block->info, '\\')), TEXT_FORM_FRONT_MATTER))
        buf_add_byte(&info, '\\');
    for (size_t i = 0; i < block->info.len; i++)
        buf_add_byte(&info, byte_is_eol(block->info.at[i]) ? ' ' : block->info.at[i]);
    add_indented(page, text_trim(buf_text(&info)), code);
    buf_free(&info);
    arena_free(&arena);
}

/* A title with its underline; escape: it must not be read as an entry or a label. */
static void add_heading(struct text_page *page, unsigned level, struct text title, bool escape) {
    struct buf line = {0};
    if (escape || !title.len || title.at[0] == '\\' || text_form_is_mark(NULL, title, true))
        buf_add_byte(&line, '\\');
    buf_add(&line, title);
    text_form_write_heading(level, buf_text(&line), page->out);
    buf_free(&line);
}

static bool reads_as_entry(const struct profile *profile, unsigned level,
                           struct text title) {
    uint32_t number;
    struct text rest;
    if (level < profile->level_min || level > profile->level_max)
        return false;
    enum heading_reading reading = profile_read_heading(profile, title, &number, &rest);
    return reading == HEADING_ENTRY || reading == HEADING_DEVIANT;
}

/* Whether text that is no entry would be one under a profile that the reader asks. */
static bool seems_entry(const struct document *document, unsigned level, struct text title) {
    for (size_t i = 0; i < profiles_count(document->profiles); i++) {
        const struct profile *profile = profiles_at(document->profiles, i);
        if (reads_as_entry(profile, level, title))
            return true;
        if (profile == document->profile && document->entry_level)
            return false;
    }
    return false;
}

static void add_example(struct text_page *page, const struct entry *entry) {
    const struct document *document = page->document;
    struct buf made = {0};
    struct text content = source_text(document->source, entry->part.content), title;
    if (entry->part.shape == SHAPE_NONE) {
        profile_write_heading(document->profile, entry->number, entry->title, &made);
        content = buf_text(&made);
    }
    title = render_title(page, content);
    if (!reads_as_entry(document->profile, entry->level, title)) {
        buf_cut(&made, 0);
        profile_write_heading(document->profile, entry->number, render_title(page, entry->title), &made);
        title = text_trim(buf_text(&made));
    }
    add_heading(page, entry->level, title, false);
    buf_free(&made);
}

static void add_entry(struct text_page *page, const struct entry *entry) {
    begin_block(page);
    page->in_example = entry->type == ENTRY_EXAMPLE;
    if (page->in_example) {
        add_example(page, entry);
        return;
    }
    struct text title = render_title(page, entry->title);
    add_heading(page, entry->level, title, seems_entry(page->document, entry->level, title));
}

static void add_heading_block(struct text_page *page, const struct block *block) {
    struct text title = render_title(page, block->markdown);
    bool label = page->in_example && text_form_is_label_heading(page->document->profile, title);
    add_heading(page, block->level, title, label || seems_entry(page->document, block->level, title));
}

/* Whether a label's text stands below it: where that was its own block, or can be nothing else. */
static bool stands_below(const struct block *block) {
    if (block->part_count)
        return block->part_count > 1;
    struct text t = block->markdown;
    size_t digits = 0;
    while (digits < t.len && byte_is_digit(t.at[digits]))
        digits++;
    bool numbered =
        digits && digits < 10 && digits + 1 < t.len && (t.at[digits] == '.' || t.at[digits] == ')');
    bool marked =
        t.len > 1 && (strchr("-*+", t.at[0]) || numbered) && byte_is_blank(t.at[numbered ? digits + 1 : 1]);
    return marked || text_starts(t, ">") || text_find(t, TEXT("\n\n"), 0) != TEXT_NONE;
}

/* A label, and its text behind it or below it. */
static void add_labelled(struct text_page *page, const struct block *block) {
    const struct profile_label *label = 
        profile_label_for(page->document->profile, block->kind, block->label), *read;
    struct buf line = {0};
    struct text words = block->label, spelt;
    size_t end;
    buf_add(&line, words);
    buf_add_byte(&line, ':');
    read = text_form_label(page->document->profile, buf_text(&line), &spelt, &end);
    if (label && (!read || read != label || end != line.len)) {
        buf_cut(&line, 0);
        buf_add_string(&line, label->spellings[0]);
        buf_add_byte(&line, ':');
    }
    buf_add(page->out, buf_text(&line));
    buf_free(&line);
    bool below = stands_below(block);
    struct text t = below ? render(page, block->markdown) : render_inline(page, block->markdown), first;
    if (!below && text_next_line(&t, &first)) {
        buf_add_byte(page->out, ' ');
        buf_add(page->out, text_trim_right(first));
    }
    buf_add_byte(page->out, '\n');
    add_lines(page, t, false, true);
}

static bool travels_verbatim(const struct block *block, struct text markdown, struct text rendered) {
    enum shape shape = block->part_count ? block->parts->shape : SHAPE_NONE;
    struct text rest = markdown, first = {NULL, 0};
    text_next_line(&rest, &first);
    switch (text_form_verbatim(first)) {
    case VERBATIM_SHORTCODE: return shape == SHAPE_PARAGRAPH || shape == SHAPE_NONE;
    case VERBATIM_HTML: return shape == SHAPE_HTML || shape == SHAPE_NONE;
    case VERBATIM_DEFINITION:
        return shape == SHAPE_DEFINITIONS || ((shape == SHAPE_PARAGRAPH || shape == SHAPE_NONE) &&
                                              text_form_hides_start(markdown, rendered));
    default: return false;
    }
}

static void add_prose(struct text_page *page, const struct block *block) {
    struct text markdown = text_trim_left(block->markdown), words, line;
    size_t end;
    struct text rendered = render(page, block->markdown);
    if (travels_verbatim(block, markdown, rendered)) {
        buf_add_unix(page->out, text_strip(markdown));
        buf_add_byte(page->out, '\n');
        return;
    }
    struct text rest = rendered;
    text_next_line(&rest, &line);
    const struct profile_label *seen = text_form_label(page->document->profile, line, &words, &end);
    bool declared = seen && seen == profile_read_label(page->document->profile, block->markdown, &words, &end);
    add_lines(page, rendered, true, declared);
}

static void add_block(struct text_page *page, const struct block *block) {
    if (block->kind == BLOCK_PROSE && text_is_blank(block->markdown))
        return;
    begin_block(page);
    switch (block->kind) {
    case BLOCK_CODE:
    case BLOCK_DIAGRAM:
    case BLOCK_OUTPUT: add_code(page, block); break;
    case BLOCK_TAKEAWAY:
    case BLOCK_WHY:
    case BLOCK_QUESTION:
    case BLOCK_PART: add_labelled(page, block); break;
    case BLOCK_HEADING: add_heading_block(page, block); break;
    case BLOCK_SEPARATOR: buf_add_string(page->out, TEXT_FORM_SEPARATOR "\n"); break;
    default: add_prose(page, block);
    }
}

/* Front matter, unless it holds the title alone, and the title. */
static void add_front_matter(struct text_page *page) {
    const struct document *document = page->document;
    struct buf title = {0}, yaml = {0}, lines = {0};
    bool shown = value_get_string(document->front_matter.value, "title").at || !document_has_level_one(document);
    buf_add(&title, shown ? text_strip(document->title) : TEXT(""));
    for (size_t i = 0; i < title.len; i++)
        if (byte_is_eol(title.at[i]))
            title.at[i] = ' ';
    text_form_title_yaml(buf_text(&title), &yaml);
    buf_add_unix(&lines, document->front_matter.text);
    if (document->front_matter.present && !(title.len && text_equal(buf_text(&yaml), buf_text(&lines))))
        add_indented(page, TEXT(TEXT_FORM_FRONT_MATTER), buf_text(&lines));
    if (title.len) {
        begin_block(page);
        add_heading(page, 0, buf_text(&title), false);
    }
    buf_free(&title);
    buf_free(&yaml);
    buf_free(&lines);
}

void write_text(const struct document *document, const struct write_options *options, struct buf *out) {
    struct text_page page = {.document = document, .options = options, .out = out, .begin = out->len};
    add_front_matter(&page);
    for (uint32_t i = 0; i < document->lead_count; i++)
        add_block(&page, &document->blocks[i]);
    for (uint32_t i = 0; i < document->entry_count; i++) {
        const struct entry *entry = &document->entries[i];
        add_entry(&page, entry);
        for (uint32_t j = 0; j < entry->block_count; j++)
            add_block(&page, &document->blocks[entry->first_block + j]);
    }
    buf_free(&page.rendered);
}
