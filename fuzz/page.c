/* SPDX-License-Identifier: MIT */
#include "page.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "command/profile_file.h"
#include "command/site.h"
#include "read/rebuilt.h"
#include "report/output.h"
#include "rule/rule.h"
#include "rule/suppress.h"
#include "write/write.h"

const struct bench *bench(void) {
    static struct bench made;
    if (!made.context.profiles) {
        made.context.profiles = profiles_built_in();
        settings_init(&made.settings);
        for (unsigned i = 0; i < MESSAGE_COUNT; i++)
            if (made.settings.severity[i] == SEVERITY_OFF)
                made.settings.severity[i] = SEVERITY_WARNING;
    }
    return &made;
}

void require(bool condition, const char *what) {
    if (condition)
        return;
    fprintf(stderr, "does not hold: %s\n", what);
    abort();
}

void open_page(struct page *page, read_function *read, struct text bytes) {
    source_init(&page->source, "beginner.md", bytes);
    report_init(&page->report, "beginner.md", &bench()->settings);
    if (!read)
        read = reader_for(&bench()->context, &page->source)->read;
    read(&bench()->context, &page->source, &page->document, &page->report);
}

void close_page(struct page *page) {
    document_free(&page->document);
    report_free(&page->report);
    source_free(&page->source);
}

static void check_site(struct page *page) {
    struct site_store *store = site_store_new();
    struct site_visit visit;
    site_visit_begin(&visit, store, &bench()->context, "<stdin>", &page->document);
    rules_check_site(&page->document, &visit.site, &page->report);
    site_visit_end(&visit);
    site_store_free(store);
}

void check_page(struct page *page, bool comments) {
    struct arena arena = {0};
    struct suppressions suppressions = {0};
    struct outline outline;
    struct report *report = &page->report;
    if (!page->document.unreadable) {
        rules_check_page(&page->document, report);
        check_site(page);
        if (comments)
            suppress_read(&page->document, &suppressions, report, &arena);
    }
    outline_make(&page->document, &outline, &arena);
    const struct outline *outlines[] = {&outline};
    rules_check_sequence(&(struct sequence){outlines, &report, 1});
    report_sort(report);
    suppress_apply(&suppressions, report, false);
    report_sort(report);
    arena_free(&arena);
}

static void check_places(const struct page *page) {
    for (size_t i = 0; i < page->report.count; i++) {
        const struct finding *finding = &page->report.findings[i];
        const struct place *place = &finding->place;
        REQUIRE(place->line >= 1 && place->column >= 1 && place->span.begin <= place->span.end);
        REQUIRE(page->document.source != &page->source || place->span.end <= page->source.bytes.len);
        REQUIRE(place->end_line > place->line || place->end_column >= place->column);
    }
}

void print_page(const struct page *page) {
    check_places(page);
    for (size_t i = 0; i < output_format_count(); i++) {
        char *printed = NULL;
        size_t length = 0;
        struct output output = {.stream = open_memstream(&printed, &length), .colour = i % 2 == 0};
        const struct output_format *format = output_format_at(i);
        output_begin(&output, format);
        output_report(&output, format, &page->report);
        output_end(&output, format);
        fclose(output.stream);
        if (strcmp(format->name, "json") == 0 || strcmp(format->name, "sarif") == 0) {
            struct json_error error;
            struct json_value *value = json_read((struct text){printed, length}, &error);
            require(value, "findings are JSON");
            json_free(value);
        }
        free(printed);
    }
}

/* What is written as JSON can be read, and says the same. */
static void write_everything(const struct document *document) {
    struct write_options options = {.render = markdown_text};
    struct buf out = {0};
    for (size_t i = 0; i < writer_count(); i++) {
        buf_cut(&out, 0);
        writer_at(i)->write(document, &options, &out);
    }
    options.strip_annotations = true;
    for (size_t i = 0; i < writer_count(); i++) {
        buf_cut(&out, 0);
        writer_at(i)->write(document, &options, &out);
    }
    buf_cut(&out, 0);
    write_json(document, NULL, &out);
    struct page again;
    open_page(&again, reader_find("json")->read, buf_text(&out));
    REQUIRE(!again.document.unreadable);
    REQUIRE(again.document.block_count == document->block_count);
    REQUIRE(again.document.entry_count == document->entry_count);
    close_page(&again);
    buf_free(&out);
}

void run_page(read_function *read, struct text bytes) {
    struct page page;
    open_page(&page, read, bytes);
    check_page(&page, true);
    print_page(&page);
    if (!page.document.unreadable)
        write_everything(&page.document);
    close_page(&page);
}

struct text take_part(struct text *rest) {
    const struct text mark = TEXT("\n...\n");
    size_t at = text_find(*rest, mark, 0);
    struct text part = text_slice(*rest, 0, at == TEXT_NONE ? rest->len : at + 1);
    *rest = text_from(*rest, at == TEXT_NONE ? rest->len : at + mark.len);
    return part;
}
