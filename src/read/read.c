/* SPDX-License-Identifier: MIT */
#include "read/read.h"

#include "read/json.h"
#include "read/page.h"
#include "read/qa.h"
#include "read/text.h"

static bool claims_everything(const struct read_context *context, const struct source *source) {
    (void)context, (void)source;
    return true;
}

/* A form = one file + one row + fixtures. "auto" asks from the top; the last row takes what is left. */
static const struct reader readers[] = {
    {"json", json_claims, json_read_document},
    {"text", text_claims, text_read},
    {"qa", qa_claims, qa_read},
    {"markdown", claims_everything, page_read},
};

size_t reader_count(void) { return sizeof readers / sizeof *readers; }

const struct reader *reader_at(size_t i) { return i < reader_count() ? &readers[i] : NULL; }

const struct reader *reader_find(const char *name) {
    for (size_t i = 0; i < reader_count(); i++)
        if (strcmp(readers[i].name, name) == 0)
            return &readers[i];
    return NULL;
}

const struct reader *reader_for(const struct read_context *context, const struct source *source) {
    size_t i = 0;
    while (i + 1 < reader_count() && !readers[i].claims(context, source))
        i++;
    return &readers[i];
}

void read_page(const struct read_context *context, const struct reader *reader, const struct source *source,
               struct document *document, struct report *report) {
    reader->read(context, source, document, report);
}
