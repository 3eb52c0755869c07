/* SPDX-License-Identifier: MIT */
/* Front matter: finding the block, and reading its YAML. */
#ifndef EXLINT_READ_FRONT_MATTER_H
#define EXLINT_READ_FRONT_MATTER_H

#include "doc/document.h"
#include "report/report.h"

/* Offset where the page begins: 3 behind a UTF-8 byte order mark, else 0. */
uint32_t front_matter_bom(struct text page);
/* Finds the block: "---" (blanks may follow) as the first line and a later one. Sets present, unclosed, text
 * and span of *front_matter, and gives the offset where the body begins. Looks at no YAML. */
uint32_t front_matter_split(struct text page, struct front_matter *front_matter);

/* Reads document->front_matter.text: sets valid and value, or reports front-matter/invalid at the line and
 * column where yaml_load() fails or there is no mapping at the top. Says too where a page begins with TOML or
 * JSON front matter, which is left a part of the body. Values are in the document's arena. */
void front_matter_read(struct document *document, struct report *report);

#endif
