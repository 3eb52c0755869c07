/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* memfd_create(); open_memstream() on older systems */
#include "command/profile_file.h"
#include "targets.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../tests/unit/same_nodes.h"
#include "base/json.h"
#include "base/utf8.h"
#include "command/config_file.h"
#include "command/format.h"
#include "command/site.h"
#include "doc/value_json.h"
#include "read/plain/plain.h"
#include "read/qa.h"
#include "read/read.h"
#include "read/rebuilt.h"
#include "read/text.h"
#include "read/yaml.h"
#include "report/fix.h"
#include "report/output.h"
#include "rule/rule.h"
#include "rule/suppress.h"
#include "schema/schema.h"
#include "write/write.h"

enum { PASSES_MOST = 10 };

/* What does not change from input to input. Made once, never freed: the fuzzer never ends. */
struct bench {
    struct read_context context;
    struct settings settings; /* every rule on */
};

static const struct bench *bench(void) {
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

static void require(bool condition, const char *what) {
    if (condition)
        return;
    fprintf(stderr, "does not hold: %s\n", what);
    abort();
}

#define REQUIRE(condition) require((condition), #condition)

struct page {
    struct source source;
    struct document document;
    struct report report;
};

typedef void read_function(const struct read_context *context, const struct source *source,
                           struct document *document, struct report *report);

static void open_page(struct page *page, read_function *read, struct text bytes) {
    source_init(&page->source, "beginner.md", bytes);
    report_init(&page->report, "beginner.md", &bench()->settings);
    if (!read)
        read = reader_for(&bench()->context, &page->source)->read;
    read(&bench()->context, &page->source, &page->document, &page->report);
}

static void close_page(struct page *page) {
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

/* Every rule, and what comes after them. */
static void check_page(struct page *page) {
    struct arena arena = {0};
    struct suppressions suppressions = {0};
    struct outline outline;
    struct report *report = &page->report;
    if (!page->document.unreadable) {
        rules_check_page(&page->document, report);
        check_site(page);
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

static void print_findings(const struct page *page) {
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

static void run_page(read_function *read, struct text bytes) {
    struct page page;
    open_page(&page, read, bytes);
    check_page(&page);
    check_places(&page);
    print_findings(&page);
    if (!page.document.unreadable)
        write_everything(&page.document);
    close_page(&page);
}

/* Read (as whatever form claims it), every rule, every output, every writer, JSON read back. */
static void run_pipeline(struct text bytes) { run_page(NULL, bytes); }

static void add_words(struct text t, struct buf *words) {
    for (size_t i = 0; i < t.len; i++)
        if (byte_is_alpha(t.at[i]) || byte_is_digit(t.at[i]) || (unsigned char)t.at[i] >= 0x80)
            buf_add_byte(words, t.at[i]);
}

/* Letters and digits of HTML that libcmark made, without tags and entities. */
static void add_shown_words(struct text html, struct buf *words) {
    for (size_t at = 0; at < html.len;) {
        size_t end = at;
        while (end < html.len && html.at[end] != '<' && html.at[end] != '&')
            end++;
        add_words(text_slice(html, at, end), words);
        if (end == html.len)
            return;
        size_t close = text_find_byte(html, html.at[end] == '<' ? '>' : ';', end);
        at = close == TEXT_NONE ? html.len : close + 1;
    }
}

/* Copied text that is brought back shows each word that it had, in order, and no other. */
static void keep_words(struct text bytes) {
    if (utf8_valid_until(bytes) != bytes.len || text_find_byte(bytes, '\0', 0) != TEXT_NONE)
        return;
    struct page page;
    struct buf had = {0}, html = {0}, shown = {0};
    open_page(&page, plain_read, bytes);
    if (!page.document.unreadable && !page.document.front_matter.present) {
        markdown_html(page.document.source->bytes, &html);
        add_words(bytes, &had);
        add_shown_words(buf_text(&html), &shown);
        require(text_equal(buf_text(&had), buf_text(&shown)), "recovered text keeps its words");
    }
    buf_free(&had);
    buf_free(&html);
    buf_free(&shown);
    close_page(&page);
}

/* The three forms that are recovered from text, whether they claim it or not. */
static void run_plain(struct text bytes) {
    if (bytes.len == 0)
        return;
    static read_function *const readers[] = {plain_read, qa_read, text_read};
    unsigned char which = (unsigned char)*bytes.at;
    if (which < 3)
        bytes = text_from(bytes, 1);
    if (which % 3 == 0)
        keep_words(bytes);
    run_page(readers[which % 3], bytes);
}

/* Front matter as YAML; and a schema with data, where a line "..." parts them. */
static void run_front_matter(struct text bytes) {
    struct arena arena = {0};
    struct value_error error = {0};
    size_t at = text_find(bytes, TEXT("\n...\n"), 0);
    struct text first = text_slice(bytes, 0, at == TEXT_NONE ? bytes.len : at + 1);
    const struct value *root = yaml_load(first, 0, &arena, &error);
    if (at != TEXT_NONE && root) {
        struct value_error ignored = {0};
        struct source source;
        source_init(&source, "schema.yaml", first);
        struct schema *schema = schema_new(&source, root, NULL);
        size_t faults;
        schema_faults(schema, &faults);
        const struct value *data = yaml_load(text_from(bytes, at + 5), 0, &arena, &ignored);
        if (!faults && !ignored.message.at)
            schema_validate(schema, data, &arena);
        schema_free(schema);
        source_free(&source);
    }
    arena_free(&arena);
    struct buf page = {0};
    buf_add_string(&page, "---\n");
    buf_add(&page, bytes);
    buf_add_string(&page, "\n---\n\nText.\n");
    run_page(reader_find("markdown")->read, buf_text(&page));
    buf_free(&page);
}

/* Both readers of JSON, and documents. */
static void run_json(struct text bytes) {
    struct json_error json_error;
    struct json_value *value = json_read(bytes, &json_error);
    if (value) {
        struct buf once = {0}, twice = {0};
        json_write_line(value, &once);
        struct json_value *again = json_read(buf_text(&once), &json_error);
        require(again, "JSON that was written is JSON");
        json_write_line(again, &twice);
        require(text_equal(buf_text(&once), buf_text(&twice)), "JSON is written the same again");
        json_free(again);
        buf_free(&once);
        buf_free(&twice);
    }
    json_free(value);
    struct arena arena = {0};
    struct value_error error = {0};
    value_read_json(bytes, &arena, &error);
    arena_free(&arena);
    run_page(reader_find("json")->read, bytes);
}

/* The laws of fmt: the same HTML, and nothing to do the second time; however that is shown. */
static void run_fmt(struct text bytes) {
    struct source source, again;
    struct report report;
    struct buf once = {0}, twice = {0}, html[2] = {{0}, {0}};
    source_init(&source, "page.md", bytes);
    report_init(&report, "page.md", &bench()->settings);
    if (format_page(&bench()->context, &source, NULL, &once, &report) == FORMAT_REFUSED) {
        require(once.len == 0 && report.count, "who refuses says why");
    } else {
        markdown_html(bytes, &html[0]);
        markdown_html(buf_text(&once), &html[1]);
        require(text_equal(buf_text(&html[0]), buf_text(&html[1])), "the HTML stays");
        source_init(&again, "page.md", buf_text(&once));
        enum format_result result = format_page(&bench()->context, &again, NULL, &twice, &report);
        require(result == FORMAT_SAME && text_equal(buf_text(&once), buf_text(&twice)),
                "the second fmt does nothing");
        buf_cut(&twice, 0);
        format_page_by_html(&bench()->context, &source, &twice, &report);
        require(text_equal(buf_text(&once), buf_text(&twice)), "shapes prove what HTML shows");
        source_free(&again);
    }
    buf_free(&once);
    buf_free(&twice);
    buf_free(&html[0]);
    buf_free(&html[1]);
    report_free(&report);
    source_free(&source);
}

/* One pass of fixes in place of the page; gives how many were made. */
static size_t fix_once(struct buf *page) {
    struct page before;
    struct buf fixed = {0};
    open_page(&before, reader_find("markdown")->read, buf_text(page));
    check_page(&before);
    for (size_t i = 0; i < before.report.count; i++) {
        const struct finding *finding = &before.report.findings[i];
        for (size_t k = 0; k < finding->edit_count; k++) {
            struct span span = finding->edits[k].span;
            REQUIRE(span.begin <= span.end && span.end <= page->len);
            REQUIRE(k == 0 || span.begin >= finding->edits[k - 1].span.end);
        }
    }
    size_t count = fix_apply(buf_text(page), &before.report, &fixed);
    require(count || text_equal(buf_text(page), buf_text(&fixed)), "a page without fixes stays");
    close_page(&before);
    buf_free(page);
    *page = fixed;
    return count;
}

/* Fixes come to an end. */
static void run_fix(struct text bytes) {
    struct buf page = {0};
    int passes = 0;
    buf_add(&page, bytes);
    while (fix_once(&page))
        require(++passes <= PASSES_MOST, "fixes come to an end");
    buf_free(&page);
}

/* The page's nodes are those that libcmark finds. */
static void run_nodes(struct text bytes) {
    REQUIRE(same_nodes(bytes));
}

/* What the configuration makes of a page's settings; its overrides as if the page were below each folder. */
static void apply_config(const struct config_file *file, struct settings *settings, struct arena *arena) {
    static const char *const paths[] = {"beginner.md", "docs/by-example/overview.md",
                                        "a b/\xC3\xA4.markdown"};
    static struct config_origins origins; /* large, and of no use here */
    for (; file; file = file->base) {
        if (file->rules)
            config_rules_apply(&file->source, file->rules, settings, &origins, arena);
        for (size_t i = 0; i < file->override_count; i++)
            for (size_t k = 0; k < sizeof paths / sizeof *paths; k++)
                if (config_override_matches(&file->overrides[i], text_of(paths[k])) &&
                    file->overrides[i].rules)
                    config_rules_apply(&file->source, file->overrides[i].rules, settings, &origins, arena);
    }
    struct buf printed = {0};
    for (size_t i = 0; rule_option_at(i); i++)
        rule_option_print(rule_option_at(i), &settings->options, &printed);
    buf_free(&printed);
}

/* A page under settings, and a set of profiles with the one that counts. */
static void check_under(const struct settings *settings, const struct profiles *profiles,
                        const struct profile *profile, struct text bytes) {
    struct read_context context = bench()->context;
    struct page page;
    context.profiles = profiles;
    context.profile = profile;
    source_init(&page.source, "beginner.md", bytes);
    report_init(&page.report, "beginner.md", settings);
    reader_find("markdown")->read(&context, &page.source, &page.document, &page.report);
    check_page(&page);
    check_places(&page);
    print_findings(&page);
    close_page(&page);
}

/* A configuration or a profile (both are tried) and, behind a line "...", a page that it counts for. They are
 * read from files; what keeps them from being used is said on standard error. */
static void run_config(struct text bytes) {
    size_t at = text_find(bytes, TEXT("\n...\n"), 0);
    struct text first = text_slice(bytes, 0, at == TEXT_NONE ? bytes.len : at + 1);
    struct text rest = at == TEXT_NONE ? TEXT("") : text_from(bytes, at + 5);
    int fd = memfd_create("config", 0);
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    REQUIRE(fd >= 0 && write(fd, first.at, first.len) == (ssize_t)first.len);
    struct arena arena = {0};
    struct settings settings = bench()->settings;
    struct profile_store *store = profile_store_new(bench()->context.profiles);
    struct config_file *file = config_file_read(path, store);
    apply_config(file, &settings, &arena);
    const struct profiles *own = profile_store_read(store, path, path);
    if (file && file->profile.profiles)
        check_under(&settings, file->profile.profiles, file->profile.profile, rest);
    else if (own)
        check_under(&settings, own, profiles_last(own), rest);
    else
        check_under(&settings, bench()->context.profiles, NULL, rest);
    config_file_free(file);
    profile_store_free(store);
    arena_free(&arena);
    close(fd);
}

static const struct fuzz_target targets[] = {
    {"pipeline", run_pipeline}, {"front_matter", run_front_matter},
    {"plain", run_plain},       {"json", run_json},
    {"fmt", run_fmt},           {"fix", run_fix},
    {"nodes", run_nodes},       {"config", run_config},
};

const struct fuzz_target *fuzz_target_at(size_t i) {
    return i < sizeof targets / sizeof *targets ? &targets[i] : NULL;
}
