/* SPDX-License-Identifier: MIT */
/* Pages that are no Markdown (the text form, copied plain text, Q&A articles)
 * are rebuilt: their readers write the Markdown page that they mean, piece by
 * piece, and say for each piece where it came from and what was guessed. The
 * Markdown reader then makes the document, so that every form goes through one
 * model and one set of rules. */
#ifndef EXLINT_READ_REBUILT_H
#define EXLINT_READ_REBUILT_H

#include "base/buf.h"
#include "read/read.h"

struct rebuilt_piece {
    uint32_t line;          /* in the rebuilt Markdown, from 1: where the piece begins */
    uint32_t original_line; /* in the input, from 1 */
    unsigned inferred;      /* enum inferred, or-ed */
    double confidence;      /* 0..1; 1 where nothing was guessed */
};

/* All zero bytes is an empty one. */
struct rebuilt {
    struct buf markdown;
    uint32_t lines; /* line ends in markdown so far */
    struct rebuilt_piece *pieces;
    size_t count, capacity;
    char list;       /* private: the mark of the list that the last piece is, or NUL */
    bool label_open; /* private: paragraphs that follow would belong to the label above */
};

/* Each adds one top-level piece with a blank line before it (none at the start). Texts are plain text, not Markdown,
 * where nothing else is said; what Markdown would read as marks is protected (prose_protect). */
void rebuilt_front_matter(struct rebuilt *rebuilt, struct text yaml); /* first piece only; lines with their ends */
void rebuilt_title(struct rebuilt *rebuilt, struct text title);       /* front matter with the title alone */
void rebuilt_heading(struct rebuilt *rebuilt, struct rebuilt_piece piece, unsigned level, struct text title);
void rebuilt_prose(struct rebuilt *rebuilt, struct rebuilt_piece piece, struct text prose);
/* Markdown that is taken as it stands. */
void rebuilt_markdown(struct rebuilt *rebuilt, struct rebuilt_piece piece, struct text markdown);
/* A fence long enough for the code; info is the plain info string. code ends with a line end unless it is empty. */
void rebuilt_code(struct rebuilt *rebuilt, struct rebuilt_piece piece, struct text info, struct text code);
/* The label with the words as spelt, and its text; below the label where the text begins with a line end. */
void rebuilt_labelled(struct rebuilt *rebuilt, struct rebuilt_piece piece, const struct profile_label *label,
                      struct text words, struct text prose);

/* Reads the rebuilt page: *document is complete (form set to `form`), its lines are those of the input, and its blocks
 * carry inferred and confidence of the piece they came from. document->source is the rebuilt Markdown, owned by the
 * document. Every guess is reported as import/guessed at its line in source, with a confidence; below 0.6 as a
 * warning. Frees *rebuilt. */
void rebuilt_read(const struct read_context *context, const struct profile *profile, enum form form,
                  const struct source *source, struct rebuilt *rebuilt, struct document *document,
                  struct report *report);

/* Adds plain text as Markdown that renders as that very text: marks that would mean something get a backslash, and
 * only those. Line ends stay; the text is one paragraph (or a list where lines begin with "- " or "N. ", or a quote where
 * all begin with ">"). Blanks at line ends and before the first line go, blank lines too. */
void prose_protect(struct text plain, struct buf *out);
/* The same for a heading's content, which is one line. */
void title_protect(struct text plain, struct buf *out);
/* The text that Markdown renders as: marks and link targets gone, line ends and list marks kept, code spans as their
 * text, raw HTML kept. No blank lines, no line end at the end. What is plain is rendered by
 * inlines.c, the rest by libcmark. */
void markdown_text(struct text markdown, struct buf *out);

#endif
