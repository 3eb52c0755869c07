/* SPDX-License-Identifier: MIT */
#include "read/read.h"

#include "read/json.h"
#include "read/page.h"
#include "read/plain/plain.h"
#include "read/qa.h"
#include "read/text.h"

static bool claims_everything(const struct read_context *context, const struct source *source) {
    (void)context, (void)source;
    return true;
}

/* "text" is the text form where its marks stand, else text that was copied from a page. */
static bool claims_text(const struct read_context *context, const struct source *source) {
    return text_claims(context, source) || plain_claims(context, source);
}

static void read_text(const struct read_context *context, const struct source *source, struct document *document,
                      struct report *report) {
    (text_claims(context, source) ? text_read : plain_read)(context, source, document, report);
}

/* A form = one file + one row + fixtures. "auto" asks from the top; the last row takes what is left. */
static const struct reader readers[] = {
    {"json", json_claims, json_read_document},
    {"text", claims_text, read_text},
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
    /* Bytes that are no UTF-8 cannot be rebuilt: the reader of Markdown says what is wrong with them. */
    bool rebuilds = reader->read == read_text || reader->read == qa_read;
    if (rebuilds && !encoding_is_text(source->bytes))
        page_read(context, source, document, report);
    else
        reader->read(context, source, document, report);
}
