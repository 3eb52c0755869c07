/* SPDX-License-Identifier: MIT */
/* Formatting: a page in, the same page in canonical Markdown out (DESIGN:
 * "Canonical Markdown"). The HTML that libcmark renders stays the same, and
 * formatting the result again changes nothing. */
#ifndef EXLINT_COMMAND_FORMAT_H
#define EXLINT_COMMAND_FORMAT_H

#include "base/buf.h"
#include "read/read.h"
#include "report/report.h"
#include "write/write.h"

enum format_result { FORMAT_SAME, FORMAT_CHANGED, FORMAT_REFUSED };

/* The page, which is Markdown, in canonical format added to out (the same bytes when FORMAT_SAME), and what
 * reading it finds to the report. FORMAT_REFUSED: nothing added, and the report holds the error findings that
 * say why. */
enum format_result format_page(const struct read_context *context, const struct source *source,
                               const struct write_options *options, struct buf *out, struct report *report);

/* The same, slower: HTML is rendered and compared even where shapes prove that it stays (command/shapes.h).
 * What comes of it is the same; tests compare the two. */
enum format_result format_page_by_html(const struct read_context *context, const struct source *source,
                                       struct buf *out, struct report *report);

#endif
