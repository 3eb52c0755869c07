/* SPDX-License-Identifier: MIT */
/* Writers: a document in, bytes out. A table with a row per output form stands
 * in write.c. Writers change nothing and add to the buffer only. */
#ifndef EXLINT_WRITE_WRITE_H
#define EXLINT_WRITE_WRITE_H

#include "base/buf.h"
#include "doc/document.h"
#include "doc/profile.h"

enum keep {
    KEEP_NOTHING, /* the node is written in canonical form */
    KEEP_BYTES,   /* as it stands */
    KEEP_GAP,     /* as it stands, and so are the blank lines behind it */
};

/* Where a part went: bytes of what was written. */
struct write_place {
    const struct part *part;
    size_t begin, end;
};

/* In the order of the page. The caller frees at. */
struct write_places {
    struct write_place *at;
    size_t count, capacity;
};

struct write_options {
    bool strip_annotations;    /* --annotations strip */
    const unsigned char *keep; /* Markdown: an enum keep for each top-level node (struct part.node); NULL for none */
    size_t keep_count;
    struct write_places *places; /* Markdown: takes the places of what came from Markdown; NULL where nobody asks */
    void (*render)(struct text markdown, struct buf *out); /* text: what Markdown renders as (markdown_text) */
};

struct writer {
    const char *name;   /* what --to calls it */
    const char *suffix; /* ".md" */
    bool joins;         /* several documents may stand in one output */
    void (*write)(const struct document *document, const struct write_options *options, struct buf *out);
    const char *open, *between, *close; /* around several documents in one output, where joins; else "" */
};

/* NULL for an unknown name. */
const struct writer *writer_find(const char *name);
size_t writer_count(void);
const struct writer *writer_at(size_t i);

/* The canonical Markdown of a document (DESIGN: "Canonical Markdown"), as far as it can be written block by block; that
 * the page's HTML stays is for the caller to check (read.h, markdown_compare) and to repair with options->keep. */
void write_markdown(const struct document *document, const struct write_options *options, struct buf *out);
/* The Markdown of a block (an entry's heading) made from its members alone, as a page of that profile has it; nothing
 * at the end. */
void write_markdown_block(const struct profile *profile, const struct block *block, struct buf *out);
void write_markdown_heading(const struct profile *profile, const struct entry *entry, struct buf *out);

/* The text form (DESIGN: "The text form"). options->render must be set. */
void write_text(const struct document *document, const struct write_options *options, struct buf *out);

void write_json(const struct document *document, const struct write_options *options, struct buf *out);
void write_ndjson(const struct document *document, const struct write_options *options, struct buf *out);

#endif
