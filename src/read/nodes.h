/* SPDX-License-Identifier: MIT */
/* How the list of a page's top-level nodes grows, from above downwards: what a node is follows from its
 * lines. blocks.c finds plain nodes by itself; markdown.c adds those that libcmark found. */
#ifndef EXLINT_READ_NODES_H
#define EXLINT_READ_NODES_H

#include "read/markdown.h"

/* All zero bytes but source and arena is an empty list. The caller ends with nodes_take(). */
struct node_builder {
    const struct source *source;
    struct arena *arena;
    uint32_t body; /* where the page's body begins */
    struct node *nodes;
    uint32_t count, capacity;
    uint32_t number;  /* of the next node as libcmark counts them: definitions are none */
    uint32_t next;    /* first line that no node has yet, from 1 */
    bool plain_bytes; /* neither CR nor NUL nor invalid UTF-8: literals are the source's own bytes */
};

/* Each adds the node that lines first..last (from 1) are, and before it what stands between it and the node
 * above: link reference definitions. Blank lines at its end are left out where the node does not own them. */
struct node *nodes_add(struct node_builder *builder, enum shape shape, uint32_t first, uint32_t last);
/* SHAPE_ATX or SHAPE_SETEXT, as its first line says. */
struct node *nodes_add_heading(struct node_builder *builder, unsigned level, uint32_t first, uint32_t last);
/* literal and info are filled in where they stand in the source as they are; else their `at` is NULL. */
struct node *nodes_add_fence(struct node_builder *builder, uint32_t first, uint32_t last);
/* Adds the definitions that stand in front of a line. */
void nodes_add_definitions(struct node_builder *builder, uint32_t before);
/* The list, in the arena; the builder is empty then. */
struct node_list nodes_take(struct node_builder *builder);

/* Adds the nodes that libcmark finds in lines first..last, which begin where no block is open. False, and
 * nothing is added, when a block that they end in may go on behind them. Implemented in markdown.c. */
bool markdown_add_lines(struct node_builder *builder, uint32_t first, uint32_t last);

/* The info string with its escapes and entities resolved, in the arena. Implemented in markdown.c. */
struct text markdown_info(struct text info, struct arena *arena);

/* Level (1 or 2) of the setext heading that a line below a paragraph makes (CommonMark 0.30, 4.3); 0 for
 * none. */
unsigned line_setext_level(struct text line);
/* Level (1..6) of the ATX heading that the line is (4.2), blanks before it left aside; 0 for none. */
unsigned line_atx_level(struct text line);

#endif
