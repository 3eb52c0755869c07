/* SPDX-License-Identifier: MIT */
/* How much of the pages of tests/recovery comes back from their flattened text, by language, and not less than
 * tests/recovery/floors.txt says.
 *   UPDATE=1 test_recovery     writes the floors anew
 *   test_recovery FILE…        prints what comes back of these pages, and what does not */
#include <stdlib.h>

#include "base/files.h"
#include "base/tree.h"
#include "recovery.h"

#define FLOORS "tests/recovery/floors.txt"

static int failed;

static void say(bool right, const char *what) {
    failed += !right;
    printf("%s - %s\n", right ? "ok" : "not ok", what);
}

/* Calls tell for each row of the table: "all/sequences", "rust/code" … */
static void for_each_row(const struct recovery *r, void (*tell)(const char *name, struct share share, void *with),
                         void *with) {
    const struct {
        const char *name;
        struct share share;
    } rows[] = {{"all/examples", r->examples}, {"all/sequences", r->sequences}, {"all/takeaways", r->takeaways},
                {"all/whys", r->whys},         {"all/code", r->code},           {"all/language", r->language},
                {"all/lines", r->lines},       {"all/blocks", r->blocks}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        tell(rows[i].name, rows[i].share, with);
    for (size_t i = 0; i < r->language_count; i++) {
        const struct language_score *score = &r->languages[i];
        const struct share shares[] = {score->code, score->language, score->lines};
        static const char *const names[] = {"code", "language", "lines"};
        for (size_t k = 0; k < 3; k++) {
            char name[64];
            snprintf(name, sizeof name, "%s/%s", score->name, names[k]);
            tell(name, shares[k], with);
        }
    }
}

/* The floor of a row in per cent, or a number below 0 where it has none. */
static double floor_of(struct text floors, const char *name) {
    struct text line;
    while (text_next_line(&floors, &line)) {
        size_t blank = text_find_byte(line, ' ', 0);
        if (text_is(text_slice(line, 0, blank), name))
            return strtod(text_from(line, blank).at, NULL);
    }
    return -1;
}

static void check_row(const char *name, struct share share, void *with) {
    double floor = floor_of(*(const struct text *)with, name), percent = share_percent(share);
    char what[160];
    snprintf(what, sizeof what, "recovery: %s %.2f %% (%zu of %zu), floor %.0f", name, percent, share.right, share.all, floor);
    say(percent >= floor, floor < 0 ? "recovery: a row without a floor" : what);
}

static void write_floor(const char *name, struct share share, void *with) {
    buf_print(with, "%s %d\n", name, (int)share_percent(share));
}

static void print_row(const char *name, struct share share, void *with) {
    (void)with;
    printf("%-24s %6.2f %%  %zu of %zu\n", name, share_percent(share), share.right, share.all);
}

static void print_calibration(const struct recovery *r) {
    for (size_t i = 0; i < RECOVERY_BINS; i++)
        if (r->bins[i].all)
            printf("confidence from %.1f: %4zu blocks, claimed %5.1f %%, right %5.1f %%\n", (double)i / 10, r->bins[i].all,
                   100 * r->claimed[i] / (double)r->bins[i].all, share_percent(r->bins[i]));
}

static void measure(const struct read_context *context, const char *path, struct recovery *recovery, FILE *misses) {
    struct buf page = {0};
    const char *message = file_read(path, &page);
    char what[400];
    snprintf(what, sizeof what, "flattens back: %s", message ? message : path);
    say(!message && recovery_measure(context, path, buf_text(&page), recovery, misses), what);
    buf_free(&page);
}

static void check_floors(const struct recovery *recovery) {
    struct buf floors = {0};
    if (getenv("UPDATE")) {
        for_each_row(recovery, write_floor, &floors);
        say(!file_replace(FLOORS, buf_text(&floors)), "floors written");
    } else {
        say(!file_read(FLOORS, &floors), "floors read");
        struct text text = buf_text(&floors);
        for_each_row(recovery, check_row, &text);
    }
    buf_free(&floors);
}

int main(int count, char **arguments) {
    static const char *const suffixes[] = {".md", NULL};
    struct profiles *profiles = profiles_new();
    struct read_context context = {.profiles = profiles};
    static struct recovery recovery;
    struct tree tree = {0};
    for (int i = 1; i < count; i++)
        tree_add(&tree, arguments[i], suffixes);
    if (count == 1)
        tree_add(&tree, "tests/recovery", suffixes);
    tree_finish(&tree);
    for (size_t i = 0; i < tree.count; i++)
        measure(&context, tree.files[i].path, &recovery, count > 1 ? stdout : NULL);
    if (count == 1) {
        say(tree.count > 0, "there are pages");
        check_floors(&recovery);
    } else {
        for_each_row(&recovery, print_row, NULL);
        print_calibration(&recovery);
    }
    tree_free(&tree);
    profiles_free(profiles);
    return failed > 0;
}
