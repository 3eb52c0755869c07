/* SPDX-License-Identifier: MIT */
/* Which of the "source" members of a JSON document still say what the other
 * members say: each is read as a small page of its own. */
#include "read/json.h"

/* A page of one heading or block, with headings before it that give it the place it has in the document. */
struct fragment {
    struct buf bytes;
    struct source source;
    struct report report;
    struct document document;
    const struct entry *entry; /* the last one, NULL where there is none */
};

static const struct settings quiet = {.severity = {SEVERITY_OFF}};

static void add_heading(struct buf *out, unsigned level, struct text content) {
    buf_add_run(out, '#', level);
    buf_add_byte(out, ' ');
    buf_add(out, content);
    buf_add_string(out, "\n\n");
}

/* The blank line keeps "---" from beginning front matter. */
static void begin(struct fragment *fragment) {
    *fragment = (struct fragment){.entry = NULL};
    buf_add_byte(&fragment->bytes, '\n');
}

static void add_example(struct fragment *fragment, const struct document *document) {
    struct buf content = {0};
    if (!document->entry_level)
        return;
    profile_write_heading(document->profile, 1, TEXT("x"), &content);
    add_heading(&fragment->bytes, document->entry_level, buf_text(&content));
    buf_free(&content);
}

static void read_fragment(struct fragment *fragment, const struct document *document, struct text source) {
    buf_add(&fragment->bytes, source);
    struct read_context context = {.profiles = document->profiles, .profile = document->profile};
    source_init(&fragment->source, document->source->name, buf_text(&fragment->bytes));
    report_init(&fragment->report, document->source->name, &quiet);
    read_page(&context, reader_find("markdown"), &fragment->source, &fragment->document, &fragment->report);
    if (fragment->document.entry_count)
        fragment->entry = &fragment->document.entries[fragment->document.entry_count - 1];
}

static void end(struct fragment *fragment) {
    document_free(&fragment->document);
    report_free(&fragment->report);
    source_free(&fragment->source);
    buf_free(&fragment->bytes);
}

static bool same_block(const struct block *a, const struct block *b) {
    if (block_is_code(a)) /* what announces an output stands before it */
        return block_is_code(b) && text_equal(a->info, b->info) && text_equal(a->text, b->text);
    return a->kind == b->kind && (a->kind != BLOCK_HEADING || a->level == b->level) &&
           text_equal(a->label, b->label) && text_equal(a->markdown, b->markdown);
}

static bool block_holds(const struct document *document, const struct entry *entry,
                        const struct block *block) {
    struct fragment fragment;
    begin(&fragment);
    if (entry)
        add_example(&fragment, document);
    if (entry && entry->type == ENTRY_SECTION)
        add_heading(&fragment.bytes, entry->level, TEXT("x"));
    read_fragment(&fragment, document, block->source);
    uint32_t entries = !entry ? 0 : entry->type == ENTRY_SECTION ? 2 : 1;
    bool holds = fragment.document.entry_count == entries && fragment.document.block_count == 1 &&
                 (!entry || fragment.entry->block_count == 1) &&
                 same_block(block, &fragment.document.blocks[0]);
    end(&fragment);
    return holds;
}

/* A heading that is spelt as a label is one behind an example, and a section elsewhere. */
static bool entry_holds(const struct document *document, struct entry *entry) {
    struct fragment fragment;
    bool follows_example = entry > document->entries && entry[-1].type == ENTRY_EXAMPLE;
    uint32_t entries = 1;
    begin(&fragment);
    if (entry->type == ENTRY_SECTION) {
        add_example(&fragment, document);
        entries++;
    }
    if (entry->type == ENTRY_SECTION && !follows_example) {
        add_heading(&fragment.bytes, entry->level, TEXT("x"));
        entries++;
    }
    read_fragment(&fragment, document, entry->source);
    const struct entry *read = fragment.entry;
    bool holds = read && fragment.document.entry_count == entries && fragment.document.block_count == 0 &&
                 read->type == entry->type && read->number == entry->number && read->level == entry->level &&
                 text_equal(read->title, entry->title);
    if (holds) {
        entry->deviant = read->deviant;
        entry->malformed = read->malformed;
        entry->stated = read->stated;
    }
    end(&fragment);
    return holds;
}

static void check_block(const struct document *document, const struct entry *entry, struct block *block) {
    if (block->source.at && !block_holds(document, entry, block))
        block->source = (struct text){NULL, 0};
}

void json_check_sources(const struct read_context *context, struct document *document) {
    (void)context;
    for (uint32_t i = 0; i < document->lead_count; i++)
        check_block(document, NULL, &document->blocks[i]);
    for (uint32_t i = 0; i < document->entry_count; i++) {
        struct entry *entry = &document->entries[i];
        if (entry->source.at && !entry_holds(document, entry))
            entry->source = (struct text){NULL, 0};
        for (uint32_t j = 0; j < entry->block_count; j++)
            check_block(document, entry, &document->blocks[entry->first_block + j]);
    }
}
