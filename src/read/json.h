/* SPDX-License-Identifier: MIT */
/* JSON documents (schemas/document.schema.json): what exlint wrote, read back.
 * What is no such document is import/unreadable, and nothing may be written
 * from it (document->unreadable). */
#ifndef EXLINT_READ_JSON_H
#define EXLINT_READ_JSON_H

#include "read/read.h"

/* Rows of the table of readers. */
bool json_claims(const struct read_context *context, const struct source *source);
/* Reads the one document of the source; several in one source are unreadable (see json_next_document()). */
void json_read_document(const struct read_context *context, const struct source *source,
                        struct document *document, struct report *report);

/* Takes one document off the front of *rest, which is a file at first: an object, an array of objects, or an
 * object a line. false when nothing is left. Looks at brackets and strings only, in linear time over all
 * calls; what is no object, or never closes, is given as it stands up to the end, for the reader to report.
 */
bool json_next_document(struct text *rest, struct text *one);

/* "source" counts only as long as reading it as Markdown gives the other members: forgets those of entries
 * and blocks that were edited since. */
void json_check_sources(const struct read_context *context, struct document *document);

/* Fills document->front_matter from the members front_matter and front_matter_source: the source, unless the
 * values were edited since, which are then written as YAML. */
struct json_value;
void json_read_front_matter(struct document *document, const struct json_value *values, struct text source,
                            struct report *report);

#endif
