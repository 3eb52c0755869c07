/* SPDX-License-Identifier: MIT */
#include "command/like_page.h"

#include "base/files.h"
#include "command/console.h"

static bool has_examples(const struct document *document) {
    for (uint32_t i = 0; i < document->entry_count; i++)
        if (document->entries[i].type == ENTRY_EXAMPLE)
            return true;
    return false;
}

bool like_page_read(struct like_page *page, const char *path, const struct read_context *read) {
    *page = (struct like_page){0};
    const char *error = file_read(path, &page->bytes);
    if (error) {
        say_path(path, error);
        return false;
    }
    struct settings settings;
    struct report report; /* what is wrong with it is check's to say */
    settings_init(&settings);
    source_init(&page->source, path, buf_text(&page->bytes));
    report_init(&report, path, &settings);
    const struct reader *reader = reader_for(read, &page->source), *markdown = reader_find("markdown");
    read_page(read, markdown, &page->source, &page->document, &report);
    page->read = true;
    report_free(&report);
    if (reader != markdown || page->document.unreadable)
        say_path(path, "--like takes a Markdown page in UTF-8");
    else if (!has_examples(&page->document))
        say_path(path, "--like takes a page with examples, and this one has none");
    else
        page->like = like_new(&page->document);
    return page->like != NULL;
}

void like_page_free(struct like_page *page) {
    like_free(page->like);
    if (page->read) {
        document_free(&page->document);
        source_free(&page->source);
    }
    buf_free(&page->bytes);
}
