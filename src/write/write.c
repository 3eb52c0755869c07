/* SPDX-License-Identifier: MIT */
#include "write/write.h"

/* A form = one file + one row + fixtures. */
static const struct writer writers[] = {
    {"markdown", ".md", false, write_markdown, "", "", ""},
    {"text", ".txt", false, write_text, "", "", ""},
    {"json", ".json", true, write_json, "[\n", ",\n", "]\n"},
    {"ndjson", ".ndjson", true, write_ndjson, "", "", ""},
};

size_t writer_count(void) { return sizeof writers / sizeof *writers; }

const struct writer *writer_at(size_t i) { return i < writer_count() ? &writers[i] : NULL; }

const struct writer *writer_find(const char *name) {
    for (size_t i = 0; i < writer_count(); i++)
        if (strcmp(writers[i].name, name) == 0)
            return &writers[i];
    return NULL;
}
