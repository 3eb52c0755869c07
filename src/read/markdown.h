/* SPDX-License-Identifier: MIT */
/* Markdown as libcmark sees it: the body of a page as a flat list of top-level
 * nodes, each with its bytes. blocks.c finds what is plain by itself; markdown.c
 * is the only user of libcmark. What the nodes mean for a tutorial is for
 * page.c to say. */
#ifndef EXLINT_READ_MARKDOWN_H
#define EXLINT_READ_MARKDOWN_H

#include "base/buf.h"
#include "doc/document.h"

struct node {
    struct part part;
    uint32_t line;       /* first line, from 1, in the page */
    unsigned level;      /* headings: 1..6 */
    struct text literal; /* fences, indented code: libcmark's literal */
    struct text info;    /* fences: the info string, escapes resolved */
};

struct node_list {
    struct node *nodes;
    uint32_t count;
};

/* Parses source's bytes from body on. Nodes come in the order of lines, every non-blank line belongs to exactly one,
 * and their texts are in the arena or part of the source. Bytes that are not UTF-8 count as U+FFFD in literals. */
struct node_list markdown_parse(const struct source *source, uint32_t body, struct arena *arena);

/* The same from libcmark alone: what markdown_parse() is measured by. */
struct node_list markdown_parse_whole(const struct source *source, uint32_t body, struct arena *arena);

/* What markdown_text() (read/rebuilt.h) adds, from libcmark alone: what the latter is measured by. */
void markdown_text_whole(struct text markdown, struct buf *out);
/* The same, where that can be told without libcmark; false, and nothing added, where it cannot. */
bool markdown_text_plain(struct text markdown, struct buf *out);

/* Adds the text that a heading's content (or a link's text) renders as: what is left when marks, link targets, images and
 * raw HTML are taken away. Line ends stay. */
void markdown_heading_text(struct text content, struct buf *out);

#endif
