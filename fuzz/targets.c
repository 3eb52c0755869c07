/* SPDX-License-Identifier: MIT */
#include "targets.h"

#include "../tests/unit/same_nodes.h"
#include "command/format.h"
#include "page.h"
#include "report/fix.h"

enum { PASSES_MOST = 10 };

/* Read (as whatever form claims it), every rule, every output, every writer, JSON read back. */
static void run_pipeline(struct text bytes) {
    run_page(NULL, bytes);
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
    check_page(&before, true);
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

/* Findings that no comment is about, in their order. */
static bool is_about_comments(const struct finding *finding) {
    return finding->message == MESSAGE_SUPPRESSION_UNKNOWN || finding->message == MESSAGE_SUPPRESSION_UNUSED;
}

static bool same_finding(const struct finding *a, const struct finding *b) {
    return a->message == b->message && a->severity == b->severity && a->key == b->key &&
           a->place.span.begin == b->place.span.begin && a->place.span.end == b->place.span.end &&
           text_equal(a->text, b->text);
}

/* Comments take findings away, and nothing but what they say of themselves comes to them. */
static void run_suppress(struct text bytes) {
    struct page all, left;
    open_page(&all, reader_find("markdown")->read, bytes);
    open_page(&left, reader_find("markdown")->read, bytes);
    check_page(&all, false);
    check_page(&left, true);
    size_t at = 0;
    for (size_t i = 0; i < left.report.count; i++) {
        const struct finding *finding = &left.report.findings[i];
        if (is_about_comments(finding))
            continue;
        while (at < all.report.count && !same_finding(finding, &all.report.findings[at]))
            at++;
        require(at++ < all.report.count, "what is left was there");
    }
    print_page(&left);
    close_page(&all);
    close_page(&left);
}

static const struct fuzz_target targets[] = {
    {"pipeline", run_pipeline}, {"front_matter", run_front_matter},
    {"schema", run_schema},     {"plain", run_plain},
    {"json", run_json},         {"fmt", run_fmt},
    {"fix", run_fix},           {"suppress", run_suppress},
    {"nodes", run_nodes},       {"config", run_config},
};

const struct fuzz_target *fuzz_target_at(size_t i) {
    return i < sizeof targets / sizeof *targets ? &targets[i] : NULL;
}
