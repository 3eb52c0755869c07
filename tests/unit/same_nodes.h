/* SPDX-License-Identifier: MIT */
/* Whether a page's nodes, as they are found line by line, are those that libcmark finds; for the properties
 * and the fuzzer. */
#ifndef EXLINT_TESTS_SAME_NODES_H
#define EXLINT_TESTS_SAME_NODES_H

#include <stdio.h>

#include "read/front_matter.h"
#include "read/markdown.h"

static inline bool same_span(struct span a, struct span b) {
    return a.begin == b.begin && a.end == b.end;
}

static inline bool same_node(const struct node *a, const struct node *b) {
    const struct part *p = &a->part, *q = &b->part;
    return a->line == b->line && a->level == b->level && text_equal(a->literal, b->literal) &&
           text_equal(a->info, b->info) && p->shape == q->shape && p->node == q->node && p->mark == q->mark &&
           p->closed == q->closed && p->length == q->length && p->indent == q->indent &&
           same_span(p->span, q->span) && same_span(p->content, q->content) && same_span(p->info, q->info) &&
           same_span(p->body, q->body);
}

static inline void print_nodes(const char *what, const struct node_list *list, uint32_t from) {
    fprintf(stderr, "%s, of %u:", what, list->count);
    for (uint32_t i = from; i < list->count && i < from + 3; i++)
        fprintf(stderr, " line %u shape %d bytes %u-%u;", list->nodes[i].line, (int)list->nodes[i].part.shape,
                list->nodes[i].part.span.begin, list->nodes[i].part.span.end);
    fputc('\n', stderr);
}

/* False, and what differs is printed, where they are not. */
static inline bool same_nodes(struct text page) {
    struct source source;
    struct arena arena = {0};
    struct front_matter front_matter = {0};
    source_init(&source, "page", page);
    uint32_t body = front_matter_split(page, &front_matter), i = 0;
    struct node_list found = markdown_parse(&source, body, &arena),
                     wanted = markdown_parse_whole(&source, body, &arena);
    while (i < found.count && i < wanted.count && same_node(&found.nodes[i], &wanted.nodes[i]))
        i++;
    bool same = i == found.count && i == wanted.count;
    if (!same) {
        print_nodes("found", &found, i);
        print_nodes("libcmark", &wanted, i);
    }
    source_free(&source);
    arena_free(&arena);
    return same;
}

#endif
