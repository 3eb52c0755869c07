/* SPDX-License-Identifier: MIT */
/* What the targets share: a page that is read, checked and written in every
 * way, and REQUIRE, which ends the program where something does not hold. */
#ifndef EXLINT_FUZZ_PAGE_H
#define EXLINT_FUZZ_PAGE_H

#include "read/read.h"

/* What does not change from input to input. */
struct bench {
    struct read_context context;
    struct settings settings; /* every rule on */
};

/* Made once, never freed: the fuzzer never ends. */
const struct bench *bench(void);

void require(bool condition, const char *what);
#define REQUIRE(condition) require((condition), #condition)

struct page {
    struct source source;
    struct document document;
    struct report report;
};

typedef void read_function(const struct read_context *context, const struct source *source,
                           struct document *document, struct report *report);

/* Reads the bytes, which outlive the page; read: NULL for whoever claims them. */
void open_page(struct page *page, read_function *read, struct text bytes);
void close_page(struct page *page);
/* Every rule, and what comes after them; comments: suppressions count. The report is sorted. */
void check_page(struct page *page, bool comments);
/* Findings lie in the page, and every output format prints them. */
void print_page(const struct page *page);
/* All of that, and every writer; what is written as JSON can be read, and says the same. */
void run_page(read_function *read, struct text bytes);

/* Takes what stands before a line "..." off the front of *rest; all of it where there is none. */
struct text take_part(struct text *rest);

/* Targets of other files (targets.h says what a target is). */
void run_front_matter(struct text bytes);
void run_schema(struct text bytes);
void run_json(struct text bytes);
void run_config(struct text bytes);
void run_plain(struct text bytes);

#endif
