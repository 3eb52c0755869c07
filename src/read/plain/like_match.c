/* SPDX-License-Identifier: MIT */
/* Which parts of the sibling's example stand in a section of copied text, and
 * where. What lies between them is recovered as if there were no sibling. */
#include <stdlib.h>

#include "base/memory.h"
#include "read/plain/like.h"

enum {
    LONG_KEY = 24,     /* bytes that do not stand in two places by chance */
    SEARCH_LIMIT = 64, /* a section's bytes are looked through this often at most */
};
static const double alike = 0.34; /* from here on two blocks are taken for versions of one */

struct spot {
    uint32_t line; /* index of the page's line */
    uint32_t at;   /* offset in it */
};

/* A section's text without its blanks. */
struct flat {
    struct buf key;
    struct spot *spots; /* where each byte of the key stands */
    bool open_end;      /* code may end with the section */
};

static void flatten(const struct plain_page *page, const struct plain_section *section, struct flat *flat) {
    size_t total = 0;
    for (size_t i = section->begin; i < section->end; i++)
        total += page->lines[i].text.len;
    *flat = (struct flat){.spots = memory_get((total + 1) * sizeof *flat->spots)};
    for (size_t i = section->begin; i < section->end; i++) {
        struct text t = page->lines[i].text;
        for (size_t at = 0; at < t.len;) {
            size_t length = (unsigned char)t.at[at] == 0xE2 && t.len - at >= 3 ? 3 : 1,
                   before = flat->key.len;
            like_add_key(text_slice(t, at, at + length), &flat->key);
            for (size_t k = before; k < flat->key.len; k++)
                flat->spots[k] = (struct spot){(uint32_t)i, (uint32_t)at};
            at += length;
        }
    }
}

static void flat_free(struct flat *flat) {
    buf_free(&flat->key);
    free(flat->spots);
}

static bool begins_line(const struct flat *flat, size_t at) {
    return at == 0 || at >= flat->key.len || flat->spots[at].line != flat->spots[at - 1].line;
}

struct match {
    bool found;
    size_t begin, end; /* in the key */
};

struct matching {
    struct plain_page *page;
    const struct like_part *parts;
    size_t count;
    const struct flat *flat;
    struct match *matches; /* one for each part */
    size_t budget;         /* bytes that may still be looked through */
};

static bool ends_with_line(const struct like_part *part) {
    return part->part->shape != SHAPE_FENCE || (part->block && part->block->kind == BLOCK_DIAGRAM);
}

/* Whether blanks stand before a byte: what runs into something runs into it without any. */
static bool follows_blank(const struct matching *m, size_t at) {
    if (begins_line(m->flat, at))
        return false;
    struct spot spot = m->flat->spots[at];
    return byte_is_blank(m->page->lines[spot.line].text.at[spot.at - 1]);
}

/* Whether a part can stand there: everything begins with its line but what code ran into, and code alone runs
 * into what follows it. */
static bool fits(const struct matching *m, size_t i, size_t begin, bool behind_code) {
    size_t end = begin + m->parts[i].key.len;
    if ((!begins_line(m->flat, begin) && !behind_code) || follows_blank(m, begin) || follows_blank(m, end))
        return false;
    if (ends_with_line(&m->parts[i]))
        return begins_line(m->flat, end);
    return end == m->flat->key.len ? m->flat->open_end : !begins_line(m->flat, end);
}

static bool stands_at(const struct matching *m, size_t i, size_t begin) {
    struct text key = m->parts[i].key;
    return text_equal(text_slice(buf_text(&m->flat->key), begin, begin + key.len), key);
}

static void accept(struct matching *m, size_t i, size_t begin) {
    m->matches[i] = (struct match){true, begin, begin + m->parts[i].key.len};
}

/* The place of a long key behind `from`. */
static bool search(struct matching *m, size_t i, size_t from) {
    struct text key = buf_text(&m->flat->key);
    for (size_t at = from; key.len - at < m->budget; at++) {
        size_t found = text_find(key, m->parts[i].key, at);
        m->budget -= (found == TEXT_NONE ? key.len : found) - at;
        if (found == TEXT_NONE)
            return false;
        if (fits(m, i, found, found > from)) {
            accept(m, i, found);
            return true;
        }
        at = found;
    }
    return false;
}

/* Code in front of which more code was put is another block now. */
static bool has_code_before(const struct matching *m, size_t i, size_t from) {
    const struct match *match = &m->matches[i];
    if (m->parts[i].part->shape != SHAPE_FENCE || match->begin == from || !begins_line(m->flat, match->begin))
        return false;
    return m->page->lines[m->flat->spots[match->begin - 1].line].code > 2;
}

static void find_forward(struct matching *m) {
    size_t at = 0;
    bool behind_code = false;
    for (size_t i = 0; i < m->count; i++) {
        struct text key = m->parts[i].key;
        if (!key.len || m->parts[i].opaque)
            continue;
        if (stands_at(m, i, at) && fits(m, i, at, behind_code))
            accept(m, i, at);
        else if (key.len < LONG_KEY || !search(m, i, at))
            continue;
        if (has_code_before(m, i, at)) {
            m->matches[i].found = false;
            continue;
        }
        at = m->matches[i].end;
        behind_code = !ends_with_line(&m->parts[i]);
    }
}

/* Short parts that stand right before what was found. */
static void find_backward(struct matching *m) {
    for (size_t i = m->count, end = m->flat->key.len; i-- > 0;) {
        struct match *match = &m->matches[i];
        struct text key = m->parts[i].key;
        size_t least = 0;
        if (!key.len)
            continue;
        for (size_t k = i; k-- > 0 && !least;)
            least = m->matches[k].found ? m->matches[k].end : 0;
        if (!match->found && !m->parts[i].opaque && end >= least + key.len &&
            stands_at(m, i, end - key.len) && fits(m, i, end - key.len, end - key.len > least))
            accept(m, i, end - key.len);
        if (!match->found)
            return;
        end = match->begin;
    }
}

/* A part that copying leaves nothing of stands where its neighbours do. */
static bool stands_between(const struct matching *m, size_t i) {
    size_t before = i, after = i + 1;
    while (before > 0 && !m->parts[before - 1].key.len)
        before--;
    while (after < m->count && !m->parts[after].key.len)
        after++;
    size_t begin = before > 0 ? m->matches[before - 1].end : 0;
    size_t end = after < m->count ? m->matches[after].begin : m->flat->key.len;
    return (before == 0 || m->matches[before - 1].found) && (after == m->count || m->matches[after].found) &&
           begin == end;
}

/* The copied lines between two places of the key, as lines of their own at the page's end. */
static void copy_lines(struct matching *m, size_t begin, size_t end) {
    const struct spot *spots = m->flat->spots;
    struct spot first = spots[begin], last = spots[end - 1];
    for (uint32_t i = first.line; i <= last.line; i++) {
        struct plain_line line = m->page->lines[i];
        size_t from = i == first.line && !begins_line(m->flat, begin) ? first.at : 0;
        size_t to = i == last.line && !begins_line(m->flat, end) ? spots[end].at : line.text.len;
        plain_add_line(m->page, text_trim(text_slice(line.text, from, to)), line.number);
        plain_classify(m->page, &m->page->lines[m->page->line_count - 1]);
    }
}

/* The sibling's block that a recovered one is a version of, among those that were not found; or NULL. */
static const struct like_part *find_version(const struct matching *m, const struct plain_block *block,
                                            struct buf *rendered) {
    const struct like_part *best = NULL;
    double most = alike;
    for (size_t i = 0; i < m->count; i++) {
        const struct like_part *part = &m->parts[i];
        if (m->matches[i].found || !part->key.len || part->opaque || !part->block)
            continue;
        bool code = part->part->shape == SHAPE_FENCE, prose = part->part->shape == SHAPE_PARAGRAPH;
        double score = 0;
        if (code && block->kind == part->block->kind)
            score = like_compare_code(&m->page->pieces[block->first], block->count, part->block->text);
        if (prose && block->kind == part->block->kind && block->kind != BLOCK_CODE) {
            buf_cut(rendered, 0);
            markdown_text(part->block->markdown, rendered);
            score = like_compare_prose(block->text, buf_text(rendered));
        }
        if (score >= most) {
            most = score;
            best = part;
        }
    }
    return best;
}

static void take_version(const struct matching *m, struct plain_block *block, const struct like_part *version,
                         struct buf *rendered) {
    block->like = version->block;
    if (version->part->shape != SHAPE_PARAGRAPH || version->block->part_count != 1)
        return;
    buf_cut(rendered, 0);
    markdown_text(version->block->markdown, rendered);
    if (like_same_words(block->text, buf_text(rendered)))
        block->verbatim = like_source(m->page->context->like, version);
}

static void add_gap(struct matching *m, size_t begin, size_t end, bool glued, bool last) {
    if (begin >= end)
        return;
    struct plain_page *page = m->page;
    struct plain_section section = {.heading = PLAIN_NO_LINE, .begin = page->line_count, .glued = glued};
    size_t block = page->block_count;
    struct buf rendered = {0};
    copy_lines(m, begin, end);
    section.end = page->line_count;
    plain_look_around(page, section.begin, section.end);
    plain_section_blocks(page, &section, last);
    for (; block < page->block_count && m->count < 4096; block++) {
        const struct like_part *version = find_version(m, &page->blocks[block], &rendered);
        if (version)
            take_version(m, &page->blocks[block], version, &rendered);
    }
    buf_free(&rendered);
}

static void add_part(const struct matching *m, size_t i, size_t at) {
    uint32_t number = 1;
    if (m->flat->key.len) {
        size_t place = m->matches[i].found ? m->matches[i].begin : at ? at - 1 : 0;
        number = m->page->lines[m->flat->spots[place].line].number;
    }
    struct plain_block *block = plain_add_block(m->page, BLOCK_PROSE, number);
    block->verbatim = like_source(m->page->context->like, &m->parts[i]);
}

static void add_blocks(struct matching *m, bool glued, bool last) {
    size_t at = 0, length = m->flat->key.len;
    for (size_t i = 0; i < m->count; i++) {
        const struct match *match = &m->matches[i];
        bool nothing = !m->parts[i].key.len && stands_between(m, i);
        if (!match->found && !nothing)
            continue;
        if (match->found) {
            add_gap(m, at, match->begin, !begins_line(m->flat, match->begin), false);
            at = match->end;
        }
        add_part(m, i, at);
    }
    add_gap(m, at, length, glued, last);
}

static bool example_number(const struct plain_page *page, struct text heading, uint32_t *number) {
    struct text title;
    return profile_read_heading(page->profile, heading, number, &title) ==
           HEADING_ENTRY;
}

bool like_take_section(struct plain_page *page, const struct plain_section *section, bool last) {
    uint32_t number = 0;
    if (section->heading != PLAIN_NO_LINE &&
        !example_number(page, page->lines[section->heading].text, &number))
        return false;
    const struct like *like = page->context->like;
    const struct like_group *group = like_find(like, number);
    if (!group)
        return false;
    struct flat flat;
    flatten(page, section, &flat);
    flat.open_end = section->glued || last;
    struct matching m = {page, like->parts + group->first, group->count, &flat, NULL, 0};
    m.matches = memory_get_zeroed(group->count + 1, sizeof *m.matches);
    m.budget = SEARCH_LIMIT * (flat.key.len + 1);
    find_forward(&m);
    find_backward(&m);
    add_blocks(&m, section->glued, last);
    free(m.matches);
    flat_free(&flat);
    return true;
}

void like_take_heading(struct plain_page *page, struct plain_block *block) {
    uint32_t number;
    const struct like_group *group =
        example_number(page, block->text, &number) ? like_find(page->context->like, number) : NULL;
    if (!group)
        return;
    const struct entry *entry = group->entry;
    struct text source = source_text(page->context->like->document->source, entry->span);
    block->level = entry->level;
    if (like_same(entry->plain, block->text))
        block->verbatim = source;
}
