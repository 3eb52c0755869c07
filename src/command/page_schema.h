/* SPDX-License-Identifier: MIT */
/* The schemas of front matter that profiles name: files of schemas/ that
 * travel in the program, compiled once for a run and then only read. */
#ifndef EXLINT_COMMAND_PAGE_SCHEMA_H
#define EXLINT_COMMAND_PAGE_SCHEMA_H

#include "doc/profile.h"
#include "schema/schema.h"

struct page_schemas;

/* The caller frees it. */
struct page_schemas *page_schemas_new(void);
void page_schemas_free(struct page_schemas *made);
/* The schema of a profile's pages, or NULL where it has none. */
const struct schema *page_schemas_of(const struct page_schemas *made, const struct profile *profile);

#endif
