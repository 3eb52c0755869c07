/* SPDX-License-Identifier: MIT */
/* The target of forms that are recovered from text. */
#include <stdio.h>

#include "../tests/unit/flatten.h"
#include "base/utf8.h"
#include "page.h"
#include "read/plain/copied.h"
#include "read/plain/plain.h"
#include "read/qa.h"
#include "read/text.h"

/* Lines as copying leaves them: none blank, no blanks at their ends, runs of blanks one. Headings of entries
 * always follow without a line end: where one runs into text, which copying never does, it is parted from it.
 */
static void add_squeezed(struct text t, struct buf *out) {
    const struct profile *profile = profiles_at(bench()->context.profiles, 0);
    struct text line, title;
    struct buf squeezed = {0};
    uint32_t number;
    while (text_next_line(&t, &line)) {
        buf_cut(&squeezed, 0);
        flatten_line(line, &squeezed);
        if (!squeezed.len)
            continue;
        bool heading = profile_read_heading(profile, buf_text(&squeezed), &number, &title) == HEADING_ENTRY;
        if (out->len && !heading)
            buf_add_byte(out, '\n');
        buf_add(out, buf_text(&squeezed));
    }
    buf_free(&squeezed);
}

static bool has_finding(const struct report *report, enum message message) {
    for (size_t i = 0; i < report->count; i++)
        if (report->findings[i].message == message)
            return true;
    return false;
}

static void require_same(struct text had, struct text again) {
    size_t at = 0;
    while (at < had.len && at < again.len && had.at[at] == again.at[at])
        at++;
    if (at == had.len && at == again.len)
        return;
    struct text wanted = text_slice(had, at < 40 ? 0 : at - 40, at + 40);
    struct text got = text_slice(again, at < 40 ? 0 : at - 40, at + 40);
    fprintf(stderr, "at byte %zu\n--- wanted\n%.*s\n--- got\n%.*s\n---\n", at, TEXT_ARG(wanted),
            TEXT_ARG(got));
    require(false, "recovered text flattens to what it was");
}

/* Copied text that is brought back flattens to what it was. */
static void keep_text(struct text bytes) {
    if (utf8_valid_until(bytes) != bytes.len || text_find_byte(bytes, '\0', 0) != TEXT_NONE)
        return;
    struct page page;
    struct buf plain = {0}, had = {0}, flat = {0}, again = {0};
    open_page(&page, plain_read, bytes);
    if (!page.document.unreadable) {
        if (has_finding(&page.report, MESSAGE_FILE_INVISIBLE)) /* it says that it made blanks plain */
            copied_add(bytes, &plain);
        else
            buf_add(&plain, text_from(bytes, text_starts(bytes, "\xEF\xBB\xBF") ? 3 : 0));
        add_squeezed(buf_text(&plain), &had);
        flatten_page(page.document.source->bytes, &flat);
        add_squeezed(buf_text(&flat), &again);
        require_same(buf_text(&had), buf_text(&again));
    }
    buf_free(&plain);
    buf_free(&had);
    buf_free(&flat);
    buf_free(&again);
    close_page(&page);
}

/* The three forms that are recovered from text, whether they claim it or not. */
void run_plain(struct text bytes) {
    if (bytes.len == 0)
        return;
    static read_function *const readers[] = {plain_read, qa_read, text_read};
    unsigned char which = (unsigned char)*bytes.at;
    if (which < 3)
        bytes = text_from(bytes, 1);
    if (which % 3 == 0)
        keep_text(bytes);
    run_page(readers[which % 3], bytes);
}
