/* SPDX-License-Identifier: MIT */
#include "command/layout.h"

#include "base/utf8.h"
#include "command/format.h"

enum { SHOWN_MOST = 60 /* code points of a line */ };

/* The offset of the first line that differs; both texts are the same before it. */
static size_t first_line(struct text page, struct text canonical) {
    size_t most = page.len < canonical.len ? page.len : canonical.len, same = 0, begin;
    while (same < most && page.at[same] == canonical.at[same])
        same++;
    begin = same;
    while (begin && page.at[begin - 1] != '\n')
        begin--;
    return begin;
}

static struct text line_at(struct text t, size_t begin) {
    struct text rest = text_from(t, begin), line = {0};
    text_next_line(&rest, &line);
    return line;
}

static void add_line(struct text line, struct buf *out) {
    size_t end = utf8_offset(line, SHOWN_MOST);
    buf_print(out, "\"%.*s%s\"", TEXT_ARG(text_slice(line, 0, end)), end < line.len ? "..." : "");
}

/* What is expected instead of a line, which is not the same. */
static void say(struct text page, struct text canonical, size_t begin, struct buf *out) {
    struct text line = line_at(page, begin), wanted = line_at(canonical, begin);
    bool over = begin >= canonical.len;
    if (text_starts(line, "\xEF\xBB\xBF") && !text_starts(wanted, "\xEF\xBB\xBF"))
        buf_add_string(out, "a byte order mark stands here; expected: none");
    else if (text_equal(line, wanted) && begin + line.len == page.len)
        buf_add_string(out, "the last line does not end; expected: a line end");
    else if (text_equal(line, wanted) && !over)
        buf_add_string(out, "the line ends with a carriage return; expected: a line feed alone");
    else if (text_is_blank(line) && (over || wanted.len))
        buf_add_string(out, "a blank line stands here; expected: none");
    else if (over)
        buf_add_string(out, "expected: the end of the page");
    else if (text_is_blank(wanted) && !text_is_blank(line))
        buf_add_string(out, "no blank line stands before this line; expected: one");
    else if (text_equal(text_trim_right(line), wanted))
        buf_add_string(out, "blanks stand at the end of the line; expected: none");
    else {
        buf_add_string(out, "expected: ");
        add_line(wanted, out);
    }
}

void layout_report(const struct document *document, struct text canonical, struct report *report) {
    struct text page = document->source->bytes;
    if (text_equal(page, canonical))
        return;
    struct buf what = {0};
    size_t begin = first_line(page, canonical);
    struct text line = line_at(page, begin);
    say(page, canonical, begin, &what);
    struct span span = {(uint32_t)begin, (uint32_t)(begin + line.len)};
    report_add(report, document, MESSAGE_FILE_LAYOUT, span, "not in canonical layout: %.*s",
               TEXT_ARG(buf_text(&what)));
    buf_free(&what);
}

void layout_check(const struct read_context *read, const struct document *document, struct report *report) {
    static const struct settings silent;
    struct report ignored;
    struct buf canonical = {0};
    struct write_options as_is = {0};
    report_init(&ignored, report->path, &silent);
    if (format_page(read, document->source, &as_is, &canonical, &ignored) == FORMAT_CHANGED)
        layout_report(document, buf_text(&canonical), report);
    report_free(&ignored);
    buf_free(&canonical);
}
