/* SPDX-License-Identifier: MIT */
#include "base/memory.h"
#include "write/write.h"

/* Longest run of the mark in the text that could close a fence of it: alone on its line, at most three spaces before
 * (CommonMark 0.30, 4.5). */
static size_t closing_run(struct text code, char mark) {
    size_t longest = 0;
    for (size_t at = text_find_byte(code, mark, 0); at != TEXT_NONE; at = text_find_byte(code, mark, at)) {
        size_t begin = at, run = text_run(text_from(code, at), mark), end = at + run;
        while (begin && code.at[begin - 1] == ' ' && at - begin < 4)
            begin--;
        while (end < code.len && byte_is_blank(code.at[end]))
            end++;
        bool alone = (begin == 0 || byte_is_eol(code.at[begin - 1])) && at - begin < 4 &&
                     (end == code.len || byte_is_eol(code.at[end]));
        if (alone && run > longest)
            longest = run;
        at += run;
    }
    return longest;
}

static void add_fence(struct text info, struct text code, char mark, struct buf *out) {
    size_t run = closing_run(code, mark), length = run >= 3 ? run + 1 : 3;
    buf_add_run(out, mark, length);
    buf_add(out, info);
    buf_add_byte(out, '\n');
    buf_add(out, code);
    if (code.len && code.at[code.len - 1] != '\n')
        buf_add_byte(out, '\n');
    buf_add_run(out, mark, length);
}

/* The info string with what Markdown would resolve escaped. */
static void add_code_members(const struct block *block, struct text code, struct buf *out) {
    struct buf info = {0};
    char mark = '`';
    for (size_t i = 0; i < block->info.len; i++) {
        char c = block->info.at[i];
        if (c == '\\' || c == '&')
            buf_add_byte(&info, '\\');
        if (c == '`')
            mark = '~';
        buf_add_byte(&info, byte_is_eol(c) ? ' ' : c);
    }
    add_fence(text_trim(buf_text(&info)), code, mark, out);
    buf_free(&info);
}

/* Whether "# " + content would be read as less than content: its closing #s would go. */
static bool loses_hashes(struct text content) {
    size_t end = content.len;
    while (end && content.at[end - 1] == '#')
        end--;
    return end < content.len && (end == 0 || byte_is_blank(content.at[end - 1]));
}

static void add_heading(unsigned level, struct text content, struct buf *out) {
    if (level < 1 || level > 6)
        level = level < 1 ? 1 : 6;
    if (level <= 2 && text_find_byte(content, '\n', 0) != TEXT_NONE) {
        buf_add(out, content);
        buf_add_string(out, level == 1 ? "\n===" : "\n---");
        return;
    }
    buf_add_run(out, '#', level);
    if (content.len)
        buf_add_byte(out, ' ');
    size_t from = out->len;
    buf_add(out, content);
    for (size_t i = from; i < out->len; i++)
        if (out->at[i] == '\n')
            out->at[i] = ' ';
    if (loses_hashes(content))
        buf_add_string(out, " #");
}

/* Whether Markdown begins with something that is no paragraph: a list, a quote, a heading, a fence, indented code. */
static bool begins_block(struct text t) {
    size_t digits = 0;
    if (text_starts(t, "    ") || text_starts(t, ">") || text_starts(t, "```") || text_starts(t, "~~~"))
        return true;
    while (digits < t.len && digits < 9 && byte_is_digit(t.at[digits]))
        digits++;
    if (digits)
        return digits + 1 < t.len && (t.at[digits] == '.' || t.at[digits] == ')') && byte_is_blank(t.at[digits + 1]);
    size_t hashes = text_run(t, '#');
    if (hashes)
        return hashes <= 6 && hashes < t.len && byte_is_blank(t.at[hashes]);
    return t.len > 1 && (t.at[0] == '-' || t.at[0] == '*' || t.at[0] == '+') && byte_is_blank(t.at[1]);
}

static void add_labelled(const struct profile *profile, const struct block *block, struct buf *out) {
    const struct profile_label *label = profile_label_for(profile, block->kind, block->label);
    if (!label) { /* a kind that this profile has no words for */
        buf_add_string(out, "**");
        buf_add(out, block->label);
        buf_add_string(out, "**:");
    } else {
        profile_write_label(label, block->label, out);
    }
    if (!block->markdown.len)
        return;
    if (begins_block(block->markdown))
        buf_add_string(out, "\n\n");
    else
        buf_add_string(out, label ? label->separator : " ");
    buf_add(out, block->markdown);
}

void write_markdown_block(const struct profile *profile, const struct block *block, struct buf *out) {
    switch (block->kind) {
    case BLOCK_HEADING: add_heading(block->level, block->markdown, out); break;
    case BLOCK_CODE:
    case BLOCK_DIAGRAM:
    case BLOCK_OUTPUT: add_code_members(block, block->text, out); break;
    case BLOCK_TAKEAWAY:
    case BLOCK_WHY:
    case BLOCK_QUESTION:
    case BLOCK_PART: add_labelled(profile, block, out); break;
    case BLOCK_SEPARATOR: buf_add_string(out, "---"); break;
    default: buf_add(out, block->markdown); break;
    }
}

void write_markdown_heading(const struct profile *profile, const struct entry *entry, struct buf *out) {
    if (entry->type == ENTRY_SECTION) {
        add_heading(entry->level, entry->title, out);
        return;
    }
    struct buf content = {0};
    profile_write_heading(profile, entry->number, entry->title, &content);
    add_heading(entry->level, buf_text(&content), out);
    buf_free(&content);
}

/* A paragraph without the blanks at line ends that mean nothing: all but two spaces or more before a line end. */
static void add_paragraph(struct text paragraph, struct buf *out) {
    struct text line;
    bool first = true;
    while (text_next_line(&paragraph, &line)) {
        if (!first)
            buf_add_byte(out, '\n');
        first = false;
        bool hard_break = paragraph.len && text_ends(line, "  ");
        buf_add(out, hard_break ? line : text_trim_right(line));
    }
}

struct page {
    const struct document *document;
    const struct write_options *options;
    struct buf *out;
    size_t begin; /* where the page begins in out */
    struct text gap; /* what has to stand behind what was written last; nothing: one blank line */
};

static enum keep kept(const struct page *page, const struct part *part) {
    const struct write_options *options = page->options;
    bool known = options && options->keep && part->node < options->keep_count;
    return known ? (enum keep)options->keep[part->node] : KEEP_NOTHING;
}

/* Says where the part went that was written last. */
static void note_place(struct page *page, const struct part *part, size_t begin) {
    struct write_places *places = page->options ? page->options->places : NULL;
    if (!places)
        return;
    MEMORY_ROOM(places->at, places->count, places->capacity);
    places->at[places->count++] = (struct write_place){part, begin - page->begin, page->out->len - page->begin};
}

static void add_part(struct page *page, const struct part *part, unsigned level) {
    size_t begin = page->out->len;
    struct text bytes = source_text(page->document->source, part->span);
    struct text content = source_text(page->document->source, part->content);
    bool one_line = text_find_byte(content, '\n', 0) == TEXT_NONE && text_find_byte(content, '\r', 0) == TEXT_NONE;
    bool heading = part->shape == SHAPE_ATX || part->shape == SHAPE_SETEXT;
    if (heading && one_line && !loses_hashes(content) && !kept(page, part))
        add_heading(level, content, page->out);
    else if (part->shape == SHAPE_PARAGRAPH && !kept(page, part))
        add_paragraph(bytes, page->out);
    else
        buf_add_unix(page->out, bytes);
    note_place(page, part, begin);
    if (kept(page, part) == KEEP_GAP)
        page->gap = document_gap(page->document, part);
}

static void add_code_part(struct page *page, const struct block *block, struct text code) {
    const struct part *part = block->parts;
    size_t begin = page->out->len;
    struct text info = source_text(page->document->source, part->info);
    bool stripped = code.at != block->text.at;
    bool fits = part->shape == SHAPE_FENCE && text_find_byte(info, '`', 0) == TEXT_NONE;
    if (fits && (stripped || (part->closed && !kept(page, part))))
        add_fence(info, code, '`', page->out);
    else if (stripped)
        add_code_members(block, code, page->out);
    else
        buf_add_unix(page->out, source_text(page->document->source, part->span));
    note_place(page, part, begin);
}

static void add_gap(struct page *page) {
    if (page->gap.len)
        buf_add_unix(page->out, page->gap);
    else if (page->out->len > page->begin)
        buf_add_string(page->out, "\n\n");
    page->gap = (struct text){NULL, 0};
}

/* Bytes that came with a document: line ends behind them are the gap that has to follow. */
static void add_source(struct page *page, struct text source) {
    size_t end = source.len;
    bool ends_line = end && byte_is_eol(source.at[end - 1]);
    while (ends_line && end && (byte_is_blank(source.at[end - 1]) || byte_is_eol(source.at[end - 1])))
        end--;
    size_t eol = end;
    while (eol < source.len && !byte_is_eol(source.at[eol]))
        eol++;
    buf_add_unix(page->out, text_slice(source, 0, eol));
    page->gap = text_from(source, eol);
}

/* "---" as a page's first line would begin front matter. */
static void change_first_rule(struct page *page, size_t begin) {
    struct text written = text_from(buf_text(page->out), begin);
    if (text_is(text_trim_right(written), "---"))
        memcpy(page->out->at + begin, "***", 3);
}

static void add_parts(struct page *page, const struct block *block) {
    for (uint32_t i = 0; i < block->part_count; i++) {
        if (i)
            add_gap(page);
        add_part(page, &block->parts[i], block->level);
    }
}

static void add_code(struct page *page, const struct block *block) {
    struct arena arena = {0};
    bool strip = page->options && page->options->strip_annotations && block->annotation_count;
    struct text code = strip ? block_without_annotations(block, &arena) : block->text;
    if (block->part_count)
        add_code_part(page, block, code);
    else if (block->source.at && !strip)
        add_source(page, block->source);
    else
        add_code_members(block, code, page->out);
    arena_free(&arena);
}

static void add_block(struct page *page, const struct block *block) {
    bool first = page->out->len == page->begin;
    add_gap(page);
    size_t begin = page->out->len;
    if (block_is_code(block))
        add_code(page, block);
    else if (block->part_count)
        add_parts(page, block);
    else if (block->source.at)
        add_source(page, block->source);
    else
        write_markdown_block(page->document->profile, block, page->out);
    if (first && block->kind == BLOCK_SEPARATOR)
        change_first_rule(page, begin);
    if (page->out->len == begin && !first)
        buf_cut(page->out, begin - 2); /* an empty block takes no gap */
}

static void add_entry(struct page *page, const struct entry *entry) {
    add_gap(page);
    if (entry->part.shape != SHAPE_NONE)
        add_part(page, &entry->part, entry->level);
    else if (entry->source.at)
        add_source(page, entry->source);
    else
        write_markdown_heading(page->document->profile, entry, page->out);
}

/* A page that has a title and no place for it gets front matter. */
static void add_title(struct page *page) {
    buf_add_string(page->out, "---\ntitle: \"");
    struct text title = page->document->title;
    for (size_t i = 0; i < title.len; i++) {
        if (title.at[i] == '"' || title.at[i] == '\\')
            buf_add_byte(page->out, '\\');
        buf_add_byte(page->out, byte_is_eol(title.at[i]) ? ' ' : title.at[i]);
    }
    buf_add_string(page->out, "\"\n---");
}

void write_markdown(const struct document *document, const struct write_options *options, struct buf *out) {
    struct page page = {document, options, out, out->len, {NULL, 0}};
    if (document->front_matter.present) {
        buf_add_string(out, "---\n");
        buf_add_unix(out, document->front_matter.text);
        buf_add_string(out, "---");
    } else if (document->title.len && !document_has_level_one(document)) {
        add_title(&page);
    }
    for (uint32_t i = 0; i < document->lead_count; i++)
        add_block(&page, &document->blocks[i]);
    for (uint32_t i = 0; i < document->entry_count; i++) {
        const struct entry *entry = &document->entries[i];
        add_entry(&page, entry);
        for (uint32_t j = 0; j < entry->block_count; j++)
            add_block(&page, &document->blocks[entry->first_block + j]);
    }
    if (page.gap.len)
        buf_add_unix(out, page.gap);
    if (out->len > page.begin && !(page.gap.len && out->at[out->len - 1] == '\n'))
        buf_add_byte(out, '\n');
}
