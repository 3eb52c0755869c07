/* SPDX-License-Identifier: MIT */
#include "read/page.h"

#include "base/buf.h"
#include "read/front_matter.h"

struct assembly {
    struct document *document;
    const struct node_list *nodes;
    struct part *parts; /* of all nodes, one after the other: blocks borrow runs of it */
};

static struct text node_text(const struct assembly *assembly, const struct node *node) {
    return source_text(assembly->document->source, node->part.content);
}

/* Part of the source with LF line ends; copied only where that changes something. */
static struct text unix_text(struct document *document, struct text t) {
    struct text page = document->source->bytes;
    bool part = t.at >= page.at && t.at <= page.at + page.len; /* else a title from front matter */
    if (part ? !document->source->has_cr : text_find_byte(t, '\r', 0) == TEXT_NONE)
        return t;
    struct buf buf = {0};
    buf_add_unix(&buf, t);
    struct text copy = arena_copy(&document->arena, buf_text(&buf));
    buf_free(&buf);
    return copy;
}

static bool is_heading(const struct node *node) {
    return node->part.shape == SHAPE_ATX || node->part.shape == SHAPE_SETEXT;
}

static enum heading_reading read_heading(const struct assembly *assembly, const struct profile *profile,
                                         const struct node *node, uint32_t *number, struct text *title) {
    if (node->level < profile->level_min || node->level > profile->level_max) {
        *number = 0;
        return HEADING_OTHER;
    }
    return profile_read_heading(profile, node_text(assembly, node), number, title);
}

/* The level most entries stand at under the profile (of equal ones the deepest), or 0 where there are none.
 * malformed: headings count, too, that were meant as entries and state a number. */
static unsigned entry_level(const struct assembly *assembly, const struct profile *profile, bool malformed) {
    size_t at_level[7] = {0};
    for (uint32_t i = 0; i < assembly->nodes->count; i++) {
        const struct node *node = &assembly->nodes->nodes[i];
        uint32_t number;
        struct text title;
        if (!is_heading(node))
            continue;
        enum heading_reading reading = read_heading(assembly, profile, node, &number, &title);
        if (reading == HEADING_ENTRY || reading == HEADING_DEVIANT ||
            (malformed && reading == HEADING_MALFORMED && number))
            at_level[node->level]++;
    }
    unsigned best = 0;
    for (unsigned level = 1; level <= 6; level++)
        if (at_level[level] && at_level[level] >= at_level[best])
            best = level;
    return best;
}

/* Whether a paragraph of the page is a label of that kind under the profile. */
static bool has_label(const struct assembly *assembly, const struct profile *profile, enum block_kind kind) {
    for (uint32_t i = 0; i < assembly->nodes->count; i++) {
        const struct node *node = &assembly->nodes->nodes[i];
        struct text words;
        size_t end;
        if (node->part.shape != SHAPE_PARAGRAPH)
            continue;
        const struct profile_label *label = profile_read_label(profile, node_text(assembly, node), &words, &end);
        if (label && label->kind == kind)
            return true;
    }
    return false;
}

/* Numbered headings alone may be of several profiles: one that asks questions is taken where the page asks some. */
static void prefer_questions(struct assembly *assembly, size_t from) {
    struct document *document = assembly->document;
    for (size_t i = from; i < profiles_count(document->profiles); i++) {
        const struct profile *profile = profiles_at(document->profiles, i);
        unsigned level = profile_label_of(profile, BLOCK_QUESTION) ? entry_level(assembly, profile, false) : 0;
        if (!level || !has_label(assembly, profile, BLOCK_QUESTION))
            continue;
        document->profile = profile;
        document->entry_level = level;
        return;
    }
}

/* The profile by the entries that the page holds; a page without any is one of the first profile. */
static void recognise(struct assembly *assembly, const struct profile *forced) {
    struct document *document = assembly->document;
    document->profile = forced ? forced : profiles_at(document->profiles, 0);
    document->entry_level = entry_level(assembly, document->profile, false);
    for (size_t i = 1; !forced && !document->entry_level && i < profiles_count(document->profiles); i++) {
        document->entry_level = entry_level(assembly, profiles_at(document->profiles, i), false);
        if (!document->entry_level)
            continue;
        document->profile = profiles_at(document->profiles, i);
        prefer_questions(assembly, i + 1);
    }
    if (!document->entry_level)
        document->entry_level = entry_level(assembly, document->profile, true);
    document->form = document->entry_level ? document->profile->form : FORM_PAGE;
}

static struct text first_word(struct document *document, struct text info) {
    size_t end = 0;
    while (end < info.len && !byte_is_blank(info.at[end]))
        end++;
    struct text word = text_slice(info, 0, end);
    bool upper = false;
    for (size_t i = 0; i < word.len; i++)
        upper = upper || (word.at[i] >= 'A' && word.at[i] <= 'Z');
    if (!upper)
        return word;
    struct text copy = arena_copy(&document->arena, word);
    char *lower = arena_get(&document->arena, word.len + 1);
    for (size_t i = 0; i < word.len; i++)
        lower[i] = byte_lower(copy.at[i]);
    return (struct text){lower, word.len};
}

static struct block *add_block(struct assembly *assembly, const struct node *node, enum block_kind kind) {
    struct document *document = assembly->document;
    struct block *block = &document->blocks[document->block_count++];
    if (document->entry_count)
        document->entries[document->entry_count - 1].block_count++;
    else
        document->lead_count++;
    *block = (struct block){.kind = kind, .span = node->part.span, .line = node->line, .confidence = 1};
    block->parts = &assembly->parts[node - assembly->nodes->nodes];
    block->part_count = 1;
    block->source = source_text(document->source, block->span);
    return block;
}

static void end_entry(struct document *document, uint32_t end) {
    if (document->entry_count)
        document->entries[document->entry_count - 1].end = end;
}

static void add_code(struct assembly *assembly, const struct node *node, const struct profile_label *announced) {
    struct document *document = assembly->document;
    struct block *block = add_block(assembly, node, BLOCK_CODE);
    block->text = node->literal;
    block->info = node->info;
    block->language = first_word(document, node->info);
    if (announced && announced->kind == BLOCK_OUTPUT) {
        size_t end;
        block->kind = BLOCK_OUTPUT;
        profile_read_label(document->profile, block[-1].markdown, &block->label, &end);
    } else if (profile_is_diagram(document->profile, block->language)) {
        block->kind = BLOCK_DIAGRAM;
    } else {
        block_annotate(block, &document->arena);
    }
}

/* A paragraph that holds bold words with a colon and nothing else, such as "**Related reading**:". */
static bool is_bare_label(struct text paragraph) {
    struct text t = text_strip(paragraph);
    if (!text_starts(t, "**") || t.len < 6 || text_find_byte(t, '\n', 0) != TEXT_NONE)
        return false;
    return text_find(t, TEXT("**"), 2) != TEXT_NONE && (text_ends(t, "**:") || text_ends(t, ":**"));
}

/* Whether the node goes on with what a label on its own announced. */
static bool continues_label(const struct assembly *assembly, const struct node *node) {
    struct text words, t = node_text(assembly, node);
    size_t end;
    switch (node->part.shape) {
    case SHAPE_LIST:
    case SHAPE_QUOTE: return true;
    case SHAPE_PARAGRAPH:
        return !text_starts(t, "{{") && !is_bare_label(t) &&
               !profile_read_label(assembly->document->profile, t, &words, &end);
    default: return false;
    }
}

/* A labelled part: its label paragraph (or heading), and the nodes behind it where the label stands alone. Gives the
 * number of the last node it takes. */
static uint32_t add_labelled(struct assembly *assembly, uint32_t at, const struct profile_label *label,
                             struct text words, size_t label_end) {
    struct document *document = assembly->document;
    const struct node *node = &assembly->nodes->nodes[at];
    struct block *block = add_block(assembly, node, label->kind);
    struct text content = node_text(assembly, node);
    block->label = words;
    block->label_span = source_span_of(document->source, text_slice(content, 0, label_end));
    block->label_is_heading = is_heading(node);
    block->level = node->level;
    struct text rest = text_strip(text_from(content, label_end));
    if (block->label_is_heading)
        rest = text_trim_left(text_starts(rest, ":") ? text_from(rest, 1) : rest);
    if (rest.len) {
        block->markdown = unix_text(document, rest);
        return at;
    }
    uint32_t last = at;
    while (last + 1 < assembly->nodes->count && continues_label(assembly, &assembly->nodes->nodes[last + 1]))
        last++;
    if (last == at) {
        block->markdown = rest;
        return at;
    }
    const struct node *first = &assembly->nodes->nodes[at + 1], *end = &assembly->nodes->nodes[last];
    block->part_count = last - at + 1;
    block->span.end = end->part.span.end;
    block->source = source_text(document->source, block->span);
    block->markdown = unix_text(document, text_strip(source_text(document->source, (struct span){
                                                                                       first->part.span.begin,
                                                                                       end->part.span.end})));
    return last;
}

/* A heading's content as rendered text. */
static struct text plain_text(struct document *document, struct text content) {
    struct buf plain = {0};
    markdown_heading_text(content, &plain);
    struct text copy = text_equal(buf_text(&plain), content) ? content : arena_copy(&document->arena, buf_text(&plain));
    buf_free(&plain);
    return copy;
}

static void add_entry(struct assembly *assembly, const struct node *node, enum entry_type type, uint32_t number,
                      struct text title, enum heading_reading reading) {
    struct document *document = assembly->document;
    struct entry *entry = &document->entries[document->entry_count++];
    *entry = (struct entry){.type = type, .title = unix_text(document, title), .level = node->level};
    entry->number = type == ENTRY_EXAMPLE ? number : 0;
    entry->plain = plain_text(document, node_text(assembly, node));
    entry->span = node->part.span;
    entry->part = node->part;
    entry->source = source_text(document->source, entry->span);
    entry->line = node->line;
    entry->deviant = reading == HEADING_DEVIANT;
    entry->malformed = reading == HEADING_MALFORMED;
    entry->stated = entry->malformed ? number : 0;
    entry->first_block = document->block_count;
    entry->end = entry->span.end;
}

/* Whether a heading is a label written as one. At or above the entries' level it must look like a label ("## **Why It
 * Matters**: …"); plain words there are a section of the page. */
static bool heading_is_label(const struct assembly *assembly, const struct node *node) {
    const struct document *document = assembly->document;
    if (!document->entry_count || document->entries[document->entry_count - 1].type != ENTRY_EXAMPLE)
        return false;
    char first = node->part.content.end > node->part.content.begin ? document->source->bytes.at[node->part.content.begin] : '\0';
    return node->level > document->entry_level || first == '*' || first == '_';
}

/* Where a label on its own may be a heading without a colon: the words alone. */
static const struct profile_label *heading_label(const struct profile *profile, struct text content,
                                                 struct text *words, size_t *end) {
    const struct profile_label *label = profile_read_label(profile, content, words, end);
    for (size_t i = 0; !label && i < profile->label_count; i++)
        for (const char *const *spelling = profile->labels[i].spellings; *spelling && !label; spelling++)
            if (text_equal_nocase(content, text_of(*spelling))) {
                label = &profile->labels[i];
                *words = content;
                *end = content.len;
            }
    bool counts = label && block_kind_is_labelled(label->kind) && label->kind != BLOCK_QUESTION;
    return counts ? label : NULL;
}

static uint32_t take_heading(struct assembly *assembly, uint32_t at) {
    struct document *document = assembly->document;
    const struct node *node = &assembly->nodes->nodes[at];
    struct text content = node_text(assembly, node), title = content, words;
    uint32_t number;
    size_t end;
    enum heading_reading reading = read_heading(assembly, document->profile, node, &number, &title);
    if (document->entry_level && (reading == HEADING_ENTRY || reading == HEADING_DEVIANT)) {
        add_entry(assembly, node, ENTRY_EXAMPLE, number, title, reading);
        return at;
    }
    if (heading_is_label(assembly, node)) {
        const struct profile_label *label = heading_label(document->profile, content, &words, &end);
        if (label) {
            struct block *block = &document->blocks[document->block_count];
            uint32_t last = add_labelled(assembly, at, label, words, end);
            block->plain = plain_text(document, content);
            end_entry(document, assembly->nodes->nodes[last].part.span.end);
            return last;
        }
    }
    if (document->entry_level && node->level <= document->entry_level) {
        add_entry(assembly, node, ENTRY_SECTION, number, content, reading);
        return at;
    }
    struct block *block = add_block(assembly, node, BLOCK_HEADING);
    block->level = node->level;
    block->plain = plain_text(document, content);
    block->markdown = unix_text(document, content);
    end_entry(document, node->part.span.end);
    return at;
}

static uint32_t take_paragraph(struct assembly *assembly, uint32_t at, const struct profile_label **announced) {
    struct document *document = assembly->document;
    const struct node *node = &assembly->nodes->nodes[at];
    struct text words;
    size_t end;
    const struct profile_label *label = profile_read_label(document->profile, node_text(assembly, node), &words, &end);
    if (label && block_kind_is_labelled(label->kind))
        return add_labelled(assembly, at, label, words, end);
    struct block *block = add_block(assembly, node, BLOCK_PROSE);
    block->markdown = unix_text(document, node_text(assembly, node));
    *announced = label;
    return at;
}

static uint32_t take_node(struct assembly *assembly, uint32_t at, const struct profile_label **announced) {
    struct document *document = assembly->document;
    const struct node *node = &assembly->nodes->nodes[at];
    const struct profile_label *before = *announced;
    uint32_t last = at;
    *announced = NULL;
    switch (node->part.shape) {
    case SHAPE_ATX:
    case SHAPE_SETEXT: return take_heading(assembly, at);
    case SHAPE_FENCE:
    case SHAPE_INDENTED: add_code(assembly, node, before); break;
    case SHAPE_BREAK: add_block(assembly, node, BLOCK_SEPARATOR); break;
    case SHAPE_PARAGRAPH: last = take_paragraph(assembly, at, announced); break;
    default: {
        struct block *block = add_block(assembly, node, BLOCK_PROSE);
        block->markdown = unix_text(document, source_text(document->source, block->span));
    }
    }
    end_entry(document, assembly->nodes->nodes[last].part.span.end);
    return last;
}

/* Annotated: a why label, a diagram in an example, or at least one annotation for two lines of code. */
static bool is_annotated(const struct document *document) {
    size_t lines = 0, annotations = 0;
    for (uint32_t i = 0; i < document->block_count; i++) {
        const struct block *block = &document->blocks[i];
        if (block->kind == BLOCK_WHY || block->kind == BLOCK_DIAGRAM)
            return true;
        if (block->kind != BLOCK_CODE)
            continue;
        annotations += block->annotation_count;
        struct text rest = block->text, line;
        while (text_next_line(&rest, &line))
            lines += !text_is_blank(line);
        for (uint32_t j = 0; j < block->annotation_count; j++)
            lines -= block->annotations[j].own_line && lines;
    }
    return lines && annotations * 2 >= lines;
}

/* Front matter's title, else the first level-1 heading that is no label. */
static struct text page_title(const struct document *document) {
    struct text title = value_get_string(document->front_matter.value, "title");
    uint32_t at = UINT32_MAX;
    if (title.at)
        return title;
    for (uint32_t i = 0; i < document->entry_count && at == UINT32_MAX; i++)
        if (document->entries[i].level == 1) {
            title = document->entries[i].title;
            at = document->entries[i].span.begin;
        }
    for (uint32_t i = 0; i < document->block_count && document->blocks[i].span.begin < at; i++)
        if (document->blocks[i].kind == BLOCK_HEADING && document->blocks[i].level == 1)
            return document->blocks[i].markdown;
    return title;
}

static void assemble(struct assembly *assembly) {
    struct document *document = assembly->document;
    uint32_t count = assembly->nodes->count, headings = 0;
    assembly->parts = ARENA_ARRAY_RAW(&document->arena, struct part, count);
    for (uint32_t i = 0; i < count; i++) {
        assembly->parts[i] = assembly->nodes->nodes[i].part;
        headings += is_heading(&assembly->nodes->nodes[i]);
    }
    document->blocks = ARENA_ARRAY_RAW(&document->arena, struct block, count);
    document->entries = ARENA_ARRAY_RAW(&document->arena, struct entry, headings);
    const struct profile_label *announced = NULL;
    for (uint32_t i = 0; i < count; i++)
        i = take_node(assembly, i, &announced);
}

void page_read(const struct read_context *context, const struct source *source, struct document *document,
               struct report *report) {
    *document = (struct document){0};
    page_read_into(context, source, document, report);
}

void page_read_into(const struct read_context *context, const struct source *source, struct document *document,
                    struct report *report) {
    document->source = source;
    document->profiles = context->profiles;
    document->profile = context->profile ? context->profile : profiles_at(context->profiles, 0);
    encoding_check(document, report);
    document->body = front_matter_split(source->bytes, &document->front_matter);
    struct node_list nodes = markdown_parse(source, document->body, &document->arena);
    struct assembly assembly = {.document = document, .nodes = &nodes};
    recognise(&assembly, context->profile);
    assemble(&assembly);
    if (document->form == FORM_HUGO && is_annotated(document))
        document->form = FORM_ANNOTATED;
    front_matter_read(document, report);
    document->title = unix_text(document, page_title(document));
}
