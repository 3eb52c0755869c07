/* SPDX-License-Identifier: MIT */
/* Copied text read with a page that holds the same examples (convert --like), over the pages of
 * tests/recovery:
 * - with the page that it was copied from, everything comes back, and nothing was guessed;
 * - with that page after the text was edited, languages and indentation are the page's, and the text is the
 * copied one;
 * - with quite another page, nothing is lost. */
#include <stdio.h>
#include <stdlib.h>

#include "command/profile_file.h"
#include "base/files.h"
#include "base/tree.h"
#include "read/like.h"
#include "recovery.h"

struct sibling {
    struct buf bytes;
    struct source source;
    struct report report;
    struct document document;
    struct like *like;
};

static struct settings settings;
static int failed;

static void say(bool right, const char *page, const char *what) {
    failed += !right;
    printf("%s - like: %s: %s\n", right ? "ok" : "not ok", page, what);
}

static void open_sibling(const struct read_context *context, const char *path, struct sibling *sibling) {
    *sibling = (struct sibling){0};
    if (file_read(path, &sibling->bytes))
        say(false, path, "read");
    source_init(&sibling->source, path, buf_text(&sibling->bytes));
    report_init(&sibling->report, path, &settings);
    read_page(context, reader_find("markdown"), &sibling->source, &sibling->document, &sibling->report);
    sibling->like = like_new(&sibling->document);
}

static void close_sibling(struct sibling *sibling) {
    like_free(sibling->like);
    document_free(&sibling->document);
    report_free(&sibling->report);
    source_free(&sibling->source);
    buf_free(&sibling->bytes);
}

static bool all(struct share share) {
    return share.right == share.all;
}

static void check_same(const struct read_context *context, const char *page, struct text bytes) {
    struct recovery *r = calloc(1, sizeof *r);
    bool back = recovery_measure(context, page, bytes, r, stdout);
    say(back, page, "with itself it flattens back");
    say(r->examples.all && all(r->examples) && all(r->sequences) && all(r->takeaways) && all(r->whys), page,
        "with itself every example, block and label comes back");
    say(r->code.all && all(r->code) && all(r->language) && all(r->blocks), page,
        "with itself all code comes back, language and indentation, too");
    size_t guessed = 0;
    for (size_t i = 0; i + 1 < RECOVERY_BINS; i++)
        guessed += r->bins[i].all;
    say(guessed == 0, page, "with itself nothing is guessed");
    free(r);
}

/* Other numbers and other words, in code and in prose; headings of examples and fences stay. */
static void edit(struct text page, struct buf *out) {
    struct text line;
    while (text_next_line(&page, &line)) {
        bool stays = text_find(line, TEXT("Example "), 0) != TEXT_NONE || text_starts(line, "```");
        for (size_t i = 0; i < line.len; i++) {
            if (!stays && i && byte_is_blank(line.at[i - 1]) && text_starts(text_from(line, i), "the "))
                buf_add_string(out, "all ");
            buf_add_byte(out, !stays && line.at[i] == '1' ? '8' : line.at[i]);
        }
        buf_add_byte(out, '\n');
    }
}

static void check_edited(const struct read_context *context, const char *page, struct text bytes) {
    struct recovery *r = calloc(1, sizeof *r), *alone = calloc(1, sizeof *alone);
    struct read_context without = {.profiles = context->profiles};
    struct buf edited = {0};
    char what[200];
    edit(bytes, &edited);
    bool back = recovery_measure(context, page, buf_text(&edited), r, NULL);
    say(back, page, "edited, it flattens back");
    recovery_measure(&without, page, buf_text(&edited), alone, NULL);
    snprintf(what, sizeof what, "edited, indentation %.1f %% (alone %.1f %%), code %.1f %% (alone %.1f %%)",
             share_percent(r->lines), share_percent(alone->lines), share_percent(r->code),
             share_percent(alone->code));
    /* A version of other text may mislead now and then: by a line in a hundred, by a block in a page. */
    say(share_percent(r->lines) + 1 >= share_percent(alone->lines) && r->code.right + 1 >= alone->code.right, page,
        what);
    buf_free(&edited);
    free(alone);
    free(r);
}

int main(void) {
    static const char *const suffixes[] = {".md", NULL};
    struct profiles *profiles = profiles_built_in();
    struct read_context context = {.profiles = profiles};
    struct tree tree = {0};
    settings_init(&settings);
    tree_add(&tree, "tests/recovery", suffixes);
    tree_finish(&tree);
    for (size_t i = 0; i < tree.count; i++) {
        const char *path = tree.files[i].path, *other = tree.files[(i + 1) % tree.count].path;
        struct sibling own, strange;
        open_sibling(&context, path, &own);
        open_sibling(&context, other, &strange);
        struct recovery *r = calloc(1, sizeof *r);
        if (own.document.entry_count) {
            context.like = own.like;
            check_same(&context, path, own.source.bytes);
            check_edited(&context, path, own.source.bytes);
            context.like = strange.like;
            say(recovery_measure(&context, path, own.source.bytes, r, NULL), path,
                "with another page it flattens back");
            context.like = NULL;
        }
        free(r);
        close_sibling(&strange);
        close_sibling(&own);
    }
    say(tree.count > 2, "tests/recovery", "there are pages");
    tree_free(&tree);
    profiles_free(profiles);
    return failed > 0;
}
