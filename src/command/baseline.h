/* SPDX-License-Identifier: MIT */
/* Baselines: files of findings that are accepted, as counts for each page, rule
 * and key; a key stays when lines move. Paths in one are relative to its folder.
 *
 *   {"exlint": "baseline/1", "files": {"a.md": {"numbering/gap": {"0123456789abcdef": 1}}}} */
#ifndef EXLINT_COMMAND_BASELINE_H
#define EXLINT_COMMAND_BASELINE_H

#include "report/report.h"

struct baseline;

/* NULL where the file cannot be read, or is no baseline of this version: that was said, with line and column. A file that
 * is not there is an empty baseline when `new` is set. The caller frees it. */
struct baseline *baseline_read(const char *file, bool new);
void baseline_free(struct baseline *baseline);

/* Takes out of a page's report what is accepted, and gives the number of findings taken. What is accepted but was not
 * found, although its rule was run, is stale from then on. May be called again for the same page, from the start. */
size_t baseline_apply(struct baseline *baseline, const char *path, struct report *report);
/* Says on stderr what is stale: pages that were given to baseline_apply(), and pages that are no more. */
void baseline_say_stale(struct baseline *baseline);

/* Instead of baseline_apply(): takes the page's findings from `lowest` up, and what was accepted before, out of the report
 * and accepts them. */
size_t baseline_accept(struct baseline *baseline, const char *path, enum severity lowest, struct report *report);
/* Writes what was accepted, and what the baseline held about pages and rules that were not looked at. NULL or a message. */
const char *baseline_write(struct baseline *baseline, const char *file, size_t *findings, size_t *pages);

#endif
