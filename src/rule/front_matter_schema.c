/* SPDX-License-Identifier: MIT */
/* The front matter against the schema of its profile. */
#include <string.h>

#include "rule/rule.h"
#include "rule/site.h"
#include "schema/schema.h"

/* A key that the schema does not know, rather than a value that it refuses. */
static bool is_unknown_key(const struct schema_error *error) {
    return error->keyword && (strcmp(error->keyword, "additionalProperties") == 0 ||
                              strcmp(error->keyword, "unevaluatedProperties") == 0);
}

/* Where the error is. Front matter that says nothing, and that of a page made from another form, has no places. */
static struct span span_of_error(const struct document *document, const struct schema_error *error) {
    struct text bytes = document->source->bytes;
    const char *at = document->front_matter.text.at;
    bool placed = document->front_matter.value && at >= bytes.at && at <= bytes.at + bytes.len;
    return placed ? error->span : source_line_span(document->source, 1);
}

static void validate(const struct document *document, const struct site *site, struct report *report,
                     enum message message) {
    const struct front_matter *front_matter = &document->front_matter;
    if (!site->front_matter || !front_matter->present || !front_matter->valid)
        return;
    struct arena arena = {0};
    const struct value nothing = {.kind = VALUE_MAPPING, .weight = 1, .height = 1};
    const struct value *value = front_matter->value ? front_matter->value : &nothing;
    struct schema_result result = schema_validate(site->front_matter, value, &arena);
    for (size_t i = 0; i < result.count; i++) {
        const struct schema_error *error = &result.errors[i];
        if (is_unknown_key(error) != (message == MESSAGE_FRONT_MATTER_UNKNOWN_KEY))
            continue;
        struct text path = error->path.len && !is_unknown_key(error) ? error->path : TEXT("front matter");
        report_add(report, document, message, span_of_error(document, error), "%.*s: %.*s", TEXT_ARG(path),
                   TEXT_ARG(error->message));
    }
    arena_free(&arena);
}

void check_front_matter_schema(const struct document *document, const struct site *site,
                               struct report *report) {
    validate(document, site, report, MESSAGE_FRONT_MATTER_SCHEMA);
}

void check_front_matter_unknown_key(const struct document *document, const struct site *site,
                                    struct report *report) {
    validate(document, site, report, MESSAGE_FRONT_MATTER_UNKNOWN_KEY);
}
