/* SPDX-License-Identifier: MIT */
/* The document: what every reader builds, every rule looks at and every writer
 * prints. A flat sequence of blocks, with the entries as ranges of it.
 *
 * - Spans are byte offsets into the source (of Markdown, text: the page; of
 *   JSON: all zero). Texts are parts of the source or of the arena.
 * - Everything lives in the document's arena and goes with document_free().
 * - Readers never fail: there is always a document, and what was wrong with
 *   the input stands in the report.
 * - Each non-blank line of a body belongs to exactly one heading or block. */
#ifndef EXLINT_DOC_DOCUMENT_H
#define EXLINT_DOC_DOCUMENT_H

#include "base/arena.h"
#include "doc/source.h"
#include "doc/value.h"

struct profile;
struct profiles;

enum block_kind {
    BLOCK_PROSE,
    BLOCK_HEADING,
    BLOCK_CODE,
    BLOCK_DIAGRAM,
    BLOCK_OUTPUT,
    BLOCK_TAKEAWAY,
    BLOCK_WHY,
    BLOCK_QUESTION,
    BLOCK_PART, /* another part with a label, which tells what it is */
    BLOCK_SEPARATOR,
    BLOCK_KIND_COUNT
};

/* What a part is in CommonMark (0.30, chapters 4 and 5). */
enum shape {
    SHAPE_NONE, /* not from Markdown: the writer makes it from the members */
    SHAPE_PARAGRAPH,
    SHAPE_DEFINITIONS, /* link reference definitions alone, which libcmark gives no node for */
    SHAPE_ATX,
    SHAPE_SETEXT,
    SHAPE_FENCE,
    SHAPE_INDENTED,
    SHAPE_LIST,
    SHAPE_QUOTE,
    SHAPE_HTML,
    SHAPE_BREAK,
    SHAPE_COUNT
};

/* One top-level node of the page: whole lines, from the first byte of the first (indentation included) to behind the
 * last byte of the last, without its line end. */
struct part {
    struct span span;
    enum shape shape;
    struct span content; /* headings: between the marks, trimmed; paragraphs: trimmed; else the span */
    uint32_t node;    /* number of libcmark's top-level node, from 0; UINT32_MAX for definitions */
    /* fences only */
    char mark;        /* '`' or '~' */
    bool closed;
    uint32_t length;  /* of the opening run */
    uint32_t indent;  /* columns before it, 0..3 */
    struct span info; /* the info string as it stands, trimmed */
    struct span body; /* the lines between the fences, with their line ends */
};

struct annotation {
    uint32_t line;     /* in the block's text, from 1 */
    uint32_t column;   /* of the comment leader in that line, code points, from 1 */
    struct text text;  /* behind the arrow, trimmed */
    struct text leader; /* "#", "//", "--" … */
    bool own_line;     /* nothing but blanks before it */
    size_t begin;      /* offset of the leader in the block's text, bytes */
};

enum inferred { INFERRED_FENCE = 1, INFERRED_LANGUAGE = 2, INFERRED_INDENTATION = 4, INFERRED_BOUNDARY = 8 };

struct block {
    enum block_kind kind;
    struct span span;     /* from its first part's begin to its last part's end */
    struct text source;   /* its exact bytes where it was Markdown (or JSON carried them), else at == NULL */
    struct text language; /* code, diagram, output: first word of info, lower case */
    struct text info;     /* code, diagram, output: the info string as libcmark gives it, escapes resolved */
    struct text text;     /* code, diagram, output: libcmark's literal, LF line ends */
    struct text markdown; /* prose, heading, labelled kinds: Markdown of the content */
    struct text plain;    /* headings, labels that are headings: the content as rendered text, as struct entry has it */
    struct text label;    /* labelled kinds, output: the words as spelt */
    struct span label_span;       /* the label with its marks and colon; empty where there is none */
    const struct part *parts;     /* part_count parts, in order; NULL where it was not Markdown */
    uint32_t part_count;
    uint32_t line;        /* first line, from 1; of JSON as read, of copied text of the input */
    unsigned level;       /* heading: 1..6 */
    bool label_is_heading; /* takeaway, why: the label stood in a heading */
    const struct annotation *annotations; /* code */
    uint32_t annotation_count;
    unsigned inferred;    /* enum inferred, or-ed: what had to be guessed */
    double confidence;    /* 0..1, of the weakest guess; 1 where nothing was guessed */
};

enum entry_type { ENTRY_EXAMPLE, ENTRY_SECTION };

struct entry {
    enum entry_type type;
    uint32_t number;    /* examples: positive; sections: 0 */
    struct text title;  /* Markdown */
    struct text plain;  /* its heading's content as rendered text: no marks, no raw HTML; at == NULL where it was not
                           Markdown */
    unsigned level;     /* 1..6 */
    struct span span;   /* of its heading */
    struct part part;   /* its heading */
    struct text source; /* as block.source */
    uint32_t line;
    bool deviant;       /* an example whose heading is spelt in another way than the profile writes it */
    bool malformed;     /* a section that was meant as an example, but has no whole number */
    uint32_t stated;    /* malformed: the whole number it began with, or 0 */
    uint32_t first_block, block_count; /* in document.blocks */
    uint32_t end;       /* offset where its last block (or its heading) ends */
};

enum form { FORM_PAGE, FORM_HUGO, FORM_ANNOTATED, FORM_CONCEPTS, FORM_PLAIN, FORM_QA, FORM_TEXT, FORM_JSON, FORM_COUNT };

struct front_matter {
    bool present;              /* there is a block, perhaps an empty one */
    bool unclosed;             /* the first line is "---" and no later one is: not present, and the body is the whole page */
    bool valid;                /* present, and value holds what it says */
    struct text text;          /* what stands between the two "---" lines, line ends included */
    struct span span;          /* the block with its two lines, without the last line end */
    const struct value *value; /* a mapping, or NULL (empty, invalid, absent) */
};

struct document {
    const struct source *source; /* borrowed, or own_source */
    struct source *own_source;   /* of a page that was rebuilt as Markdown: freed with the document; else NULL */
    struct arena arena;
    enum form form;
    const struct profile *profile;   /* never NULL */
    const struct profiles *profiles; /* what profile is one of */
    struct text title; /* front matter's title, else the first level-1 heading's content; at == NULL for none */
    struct front_matter front_matter;
    bool unreadable;   /* invalid UTF-8, NUL or UTF-16: nothing may be written from it */
    uint32_t body;     /* offset where the body begins: behind the front matter and a byte order mark */
    struct block *blocks;
    uint32_t block_count;
    uint32_t lead_count; /* the first lead_count blocks stand before the first entry */
    struct entry *entries;
    uint32_t entry_count;
    unsigned entry_level; /* the level examples stand at (the commonest; 0 where there are none) */
};

/* Frees the arena; the document itself and the source are the caller's. */
void document_free(struct document *document);
/* "prose", "code" … and back; -1 for an unknown name. */
const char *block_kind_name(enum block_kind kind);
int block_kind_from_name(struct text name);
const char *form_name(enum form form);
int form_from_name(struct text name);
/* The entry whose heading or blocks hold the offset, or NULL before the first. */
const struct entry *document_entry_at(const struct document *document, uint32_t offset);
/* The first block of an entry of that kind, or NULL. */
const struct block *entry_find(const struct document *document, const struct entry *entry, enum block_kind kind);
/* What stands between a part and the next one: line ends and blank lines, up to the end of the page. */
struct text document_gap(const struct document *document, const struct part *part);
/* Whether a level-1 heading stands in the body, so that the title has a place there. */
bool document_has_level_one(const struct document *document);
/* Whether the block is one whose text is code: code, diagram, output. */
static inline bool block_is_code(const struct block *block) {
    return block->kind == BLOCK_CODE || block->kind == BLOCK_DIAGRAM || block->kind == BLOCK_OUTPUT;
}

/* Whether a block of the kind is a label and the text behind it: takeaway, why, question, part. */
static inline bool block_kind_is_labelled(enum block_kind kind) {
    return kind == BLOCK_TAKEAWAY || kind == BLOCK_WHY || kind == BLOCK_QUESTION || kind == BLOCK_PART;
}

/* Finds the annotations ("# => text") of a code block's text: fills annotations and annotation_count, in the arena. */
void block_annotate(struct block *block, struct arena *arena);
/* The text of a code block without its annotations, in the arena: own-line ones go with their line, trailing ones
 * are cut together with the blanks before them. */
struct text block_without_annotations(const struct block *block, struct arena *arena);

#endif
