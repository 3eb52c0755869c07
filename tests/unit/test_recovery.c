/* SPDX-License-Identifier: MIT */
/* How much of each page of tests/recovery comes back from its flattened text: no less than
 * tests/recovery/floors.txt says, row by row, in per cent. UPDATE=1 test_recovery     writes the floors anew
 *   test_recovery FILE…        prints what comes back of these pages together, by language, and what does not
 */
#include <math.h>
#include <stdlib.h>

#include "base/files.h"
#include "base/tree.h"
#include "command/profile_file.h"
#include "generate.h"
#include "over.h"
#include "recovery.h"

#define FLOORS "tests/recovery/floors.txt"

enum { ROW_COUNT = 8 };

struct row {
    const char *name;
    struct share share;
};

static int failed;

static void say(bool right, const char *what) {
    failed += !right;
    printf("%s - %s\n", right ? "ok" : "not ok", what);
}

static void rows_of(const struct recovery *r, struct row rows[ROW_COUNT]) {
    const struct row all[ROW_COUNT] = {{"examples", r->examples},  {"sequences", r->sequences},
                                       {"takeaway", r->takeaways}, {"why", r->whys},
                                       {"code", r->code},          {"language", r->language},
                                       {"lines", r->lines},        {"blocks", r->blocks}};
    memcpy(rows, all, sizeof all);
}

/* The floor of "PAGE/ROW" in per cent; below 0 where it has none: a page that has just come. */
static double floor_of(struct text floors, const char *name) {
    struct text line;
    while (text_next_line(&floors, &line)) {
        size_t blank = text_find_byte(line, ' ', 0);
        if (text_is(text_slice(line, 0, blank), name))
            return strtod(text_from(line, blank).at, NULL);
    }
    return -1;
}

/* Compares a page's rows with the floors, or writes new ones where `written` is given. */
static void check_page(const char *page, const struct recovery *recovery, struct text floors,
                       struct buf *written) {
    struct row rows[ROW_COUNT];
    rows_of(recovery, rows);
    for (size_t i = 0; i < ROW_COUNT; i++) {
        char name[200], what[400];
        double percent = share_percent(rows[i].share);
        snprintf(name, sizeof name, "%s/%s", page, rows[i].name);
        if (written) {
            buf_print(written, "%s %d\n", name, (int)percent);
            continue;
        }
        double least = floor_of(floors, name);
        snprintf(what, sizeof what, "recovery: %s %.2f %% (%zu of %zu), floor %.0f", name, percent,
                 rows[i].share.right, rows[i].share.all, least);
        say(percent >= least, what);
    }
}

static void print_table(const struct recovery *r) {
    struct row rows[ROW_COUNT];
    rows_of(r, rows);
    for (size_t i = 0; i < ROW_COUNT; i++)
        printf("%-12s %6.2f %%  %zu of %zu\n", rows[i].name, share_percent(rows[i].share),
               rows[i].share.right, rows[i].share.all);
    for (size_t i = 0; i < r->language_count; i++) {
        const struct language_score *l = &r->languages[i];
        printf("%-12s code %6.2f %% of %4zu  language %6.2f %%  lines %6.2f %% of %5zu\n", l->name,
               share_percent(l->code), l->code.all, share_percent(l->language), share_percent(l->lines),
               l->lines.all);
    }
    for (size_t i = 0; i < RECOVERY_BINS; i++)
        if (r->bins[i].all)
            printf("confidence %.1f: %4zu blocks, claimed %5.1f %%, right %5.1f %%\n", (double)i / 10,
                   r->bins[i].all, 100 * r->claimed[i] / (double)r->bins[i].all, share_percent(r->bins[i]));
}

static void measure(const struct read_context *context, const char *path, struct recovery *recovery,
                    FILE *misses) {
    struct buf page = {0};
    const char *message = file_read(path, &page);
    char what[400];
    snprintf(what, sizeof what, "flattens back: %s%s%s", path, message ? ": " : "", message ? message : "");
    say(!message && recovery_measure(context, path, buf_text(&page), recovery, misses), what);
    buf_free(&page);
}

/* Of the blocks of all pages: those that are marked as sure are right, and those that are not are less often.
 */
static void check_confidence(const struct share bins[RECOVERY_BINS], const double claimed[RECOVERY_BINS]) {
    /* Blocks that say something; per cent that may be missing, beside what chance takes. */
    enum { ENOUGH = 40, SLACK = 5 };
    for (size_t i = 0; i < RECOVERY_BINS; i++) {
        char what[200];
        double claim = bins[i].all ? 100 * claimed[i] / (double)bins[i].all : 0;
        double chance =
            2 * sqrt(claim * (100 - claim) / (double)(bins[i].all + 1)); /* two standard deviations */
        snprintf(what, sizeof what,
                 "recovery: %zu blocks marked %.1f, %.1f %% on average, are right in %.1f %%", bins[i].all,
                 (double)i / 10, claim, share_percent(bins[i]));
        if (bins[i].all >= ENOUGH)
            say(share_percent(bins[i]) + SLACK + chance >= claim, what);
    }
}

/* Whatever stands in copied text, what is recovered from it flattens to it again. */
static void generated_pages_flatten_back(const struct read_context *context) {
    uint64_t rounds = over_rounds(400);
    size_t bad = 0;
    for (uint64_t seed = 1; seed <= rounds; seed++) {
        struct buf page = {0};
        generate_page(seed, seed % 4 == 0, &page);
        struct recovery *recovery = calloc(1, sizeof *recovery);
        char name[40];
        snprintf(name, sizeof name, "seed %u", (unsigned)seed);
        bad += !recovery_measure(context, name, buf_text(&page), recovery, stdout);
        free(recovery);
        buf_free(&page);
    }
    say(!bad, "flattens back: generated pages");
}

static void check_floors(const struct read_context *context, const struct tree *tree) {
    struct buf floors = {0}, written = {0};
    struct share bins[RECOVERY_BINS] = {{0, 0}};
    double claimed[RECOVERY_BINS] = {0};
    bool update = getenv("UPDATE") != NULL;
    say(update || !file_read(FLOORS, &floors), "floors read");
    say(tree->count > 0, "there are pages");
    for (size_t i = 0; i < tree->count; i++) {
        struct recovery *recovery = calloc(1, sizeof *recovery);
        measure(context, tree->files[i].path, recovery, NULL);
        if (recovery->examples.all)
            check_page(file_name(tree->files[i].path), recovery, buf_text(&floors), update ? &written : NULL);
        for (size_t k = 0; k < RECOVERY_BINS; k++) {
            bins[k].right += recovery->bins[k].right;
            bins[k].all += recovery->bins[k].all;
            claimed[k] += recovery->claimed[k];
        }
        free(recovery);
    }
    check_confidence(bins, claimed);
    if (update)
        say(!file_replace(FLOORS, buf_text(&written)), "floors written");
    buf_free(&floors);
    buf_free(&written);
}

int main(int count, char **arguments) {
    static const char *const suffixes[] = {".md", NULL};
    static struct recovery recovery;
    struct profiles *profiles = profiles_built_in();
    struct read_context context = {.profiles = profiles};
    struct tree tree = {0};
    for (int i = 1; i < count; i++)
        tree_add(&tree, arguments[i], suffixes);
    if (count == 1)
        tree_add(&tree, "tests/recovery", suffixes);
    tree_finish(&tree);
    if (count == 1)
        check_floors(&context, &tree);
    if (count == 1)
        generated_pages_flatten_back(&context);
    for (size_t i = 0; i < tree.count && count > 1; i++)
        measure(&context, tree.files[i].path, &recovery, stdout);
    if (count > 1)
        print_table(&recovery);
    tree_free(&tree);
    profiles_free(profiles);
    return failed > 0;
}
