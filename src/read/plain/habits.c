/* SPDX-License-Identifier: MIT */
#include "read/plain/habits.h"

#include "read/plain/layout.h"

/* What was counted, for and against a habit. */
struct counts {
    size_t single, dual;      /* a shell's tests: "[ … ]", "[[ … ]]" */
    size_t scripts, commands; /* blocks of a shell */
    size_t hugged,
        apart; /* Java: parameters whose parenthesis ends behind the last one, on a line of its own */
    size_t notes, lines;       /* Lisp: annotations on lines of their own, and all lines */
    size_t own_line, attached; /* C++: braces of functions */
};

/* Whether a block of a shell is a script: has blocks of its own. */
static bool is_script(const struct layout *layout) {
    for (size_t i = 0; i < layout->count; i++) {
        struct text t = layout->lines[i].text;
        if (layout_listed("fi done esac", layout_word(t)) || text_starts(t, "#!"))
            return true;
    }
    return false;
}

/* Tests in single or double brackets. */
static void count_tests(struct text code, struct counts *counts) {
    for (size_t at = 0; (at = text_find_byte(code, '[', at)) != TEXT_NONE; at++) {
        bool twice = at + 1 < code.len && code.at[at + 1] == '[';
        size_t end = at + 1 + twice;
        if ((!at || code.at[at - 1] == ' ') && end < code.len && code.at[end] == ' ')
            (*(twice ? &counts->dual : &counts->single))++;
        at += twice;
    }
}

static void count_shell(const struct layout *layout, struct counts *counts) {
    for (size_t i = 0; i < layout->count; i++)
        count_tests(layout->lines[i].code, counts);
    (*(is_script(layout) ? &counts->scripts : &counts->commands))++;
}

/* Where the parameters of methods and records end that begin on a line of their own. Who ends them behind the
 * last one lets what goes on stand out by two levels, or it could not be told from the body below; of calls
 * nothing is to be learnt. */
static void count_parameters(const struct layout *layout, struct counts *counts) {
    enum { DEEP = 64 };
    bool at_end[DEEP] = {false};
    size_t depth = 0;
    for (size_t i = 0; i < layout->count; i++) {
        struct text code = layout->lines[i].code;
        bool heads = text_ends(code, "{") && text_find(code, TEXT("->"), 0) == TEXT_NONE;
        for (size_t k = 0; k < code.len; k++) {
            if (code.at[k] == '(') {
                if (depth < DEEP)
                    at_end[depth] = k + 1 == code.len &&
                                    !layout_listed("if for while switch try catch return", layout_word(code));
                depth++;
            } else if (code.at[k] == ')' && depth) {
                depth--;
                if (heads && depth < DEEP && at_end[depth])
                    (*(k ? &counts->hugged : &counts->apart))++;
            }
        }
    }
}

static void count_braces(const struct layout *layout, struct counts *counts) {
    struct text above = {0};
    for (size_t i = 0; i < layout->count; i++) {
        struct text code = layout->lines[i].code;
        if (layout->lines[i].comment)
            continue;
        counts->own_line += text_is(code, "{") && text_ends(above, ")");
        counts->attached +=
            text_ends(code, ") {") && !layout_listed("if for while switch", layout_word(code));
        above = code;
    }
}

static void count_notes(const struct layout *layout, struct counts *counts) {
    counts->lines += layout->count;
    for (size_t i = 0; i < layout->count; i++)
        counts->notes += layout->lines[i].annotation;
}

static const struct {
    const char *languages;
    void (*count)(const struct layout *layout, struct counts *counts);
} habits[] = {
    {"bash", count_shell},
    {"java", count_parameters},
    {"clojure", count_notes},
    {"cpp", count_braces},
};

static void count_block(const struct plain_page *page, const struct plain_block *block,
                        struct counts *counts) {
    if (block->kind != BLOCK_CODE || block->grammar < 0)
        return;
    const struct grammar *grammar = grammar_at((size_t)block->grammar);
    for (size_t k = 0; k < sizeof habits / sizeof *habits; k++) {
        if (!layout_listed(habits[k].languages, text_of(grammar->name)))
            continue;
        struct layout layout;
        layout_init(&layout, page, block);
        habits[k].count(&layout, counts);
        layout_free(&layout);
    }
}

/* Scripts have four columns a level, commands that go on two. Google's style guide wants two in scripts, too,
 * and
 * "[[ … ]]"; who writes "[ … ]" does not follow it. */
static long shell_step(const struct counts *counts) {
    size_t share = counts->single > counts->dual ? 15 : 40; /* per cent */
    bool scripts = counts->scripts * 100 > (counts->scripts + counts->commands) * share;
    return scripts && counts->dual <= counts->single ? 4 : 2;
}

void habits_find(struct plain_page *page) {
    struct counts counts = {0};
    for (size_t i = 0; i < page->block_count; i++)
        count_block(page, &page->blocks[i], &counts);
    page->habits = (struct habits){
        .shell_step = shell_step(&counts),
        .twice = counts.hugged > counts.apart,
        .noted = counts.notes * 5 > counts.lines,
        .flush_labels = counts.own_line > counts.attached,
    };
}
