/* SPDX-License-Identifier: MIT */
/* exlint explain: what the manual says about a rule. */
#include <stdio.h>

#include "base/utf8.h"
#include "command/command.h"
#include "command/console.h"
#include "command/profile_file.h"
#include "command/manual.h"
#include "read/read.h"
#include "report/catalogue.h"

enum { WIDTH = 78 };

static const struct option option_table[] = {OPTION_TABLE_END};

static void print_indented(struct text lines) {
    struct text line;
    while (text_next_line(&lines, &line))
        printf("%s%.*s\n", line.len ? "    " : "", TEXT_ARG(line));
    putchar('\n');
}

/* The text without the marks of strong emphasis; what stands in code spans is kept. */
static void add_plain(struct text t, struct buf *buf) {
    bool in_code = false;
    for (size_t i = 0; i < t.len; i++) {
        in_code = in_code != (t.at[i] == '`');
        if (!in_code && t.at[i] == '*' && i + 1 < t.len && t.at[i + 1] == '*')
            i++;
        else
            buf_add_byte(buf, t.at[i]);
    }
}

/* The words in lines of WIDTH columns. lead stands before the first. */
static void print_words(const char *lead, struct text words) {
    size_t column = strlen(lead);
    fputs(lead, stdout);
    bool first = true;
    while ((words = text_strip(words)).len) {
        size_t end = 0;
        while (end < words.len && !byte_is_blank(words.at[end]) && !byte_is_eol(words.at[end]))
            end++;
        struct text word = text_slice(words, 0, end);
        size_t width = utf8_count(word);
        words = text_from(words, end);
        bool breaks = column && column + !first + width > WIDTH;
        printf("%s%.*s", breaks ? "\n" : first ? "" : " ", TEXT_ARG(word));
        column = breaks ? width : column + !first + width;
        first = false;
    }
    fputs("\n\n", stdout);
}

static bool is_paragraph(const struct block *block) {
    for (uint32_t i = 0; i < block->part_count; i++)
        if (block->parts[i].shape != SHAPE_PARAGRAPH)
            return false;
    return true;
}

static void print_prose(const char *lead, const struct block *block) {
    struct buf plain = {0};
    add_plain(block->markdown, &plain);
    if (is_paragraph(block))
        print_words(lead, buf_text(&plain));
    else
        printf("%s%s%.*s\n\n", lead, *lead ? "\n" : "", TEXT_ARG(buf_text(&plain)));
    buf_free(&plain);
}

static void print_labelled(const struct block *block) {
    struct buf lead = {0};
    buf_print(&lead, "%.*s: ", TEXT_ARG(block->label));
    print_prose(lead.at, block);
    buf_free(&lead);
}

static void print_block(const struct block *block) {
    switch (block->kind) {
    case BLOCK_CODE:
    case BLOCK_DIAGRAM:
    case BLOCK_OUTPUT: print_indented(block->text); break;
    case BLOCK_TAKEAWAY:
    case BLOCK_WHY:
    case BLOCK_PART: print_labelled(block); break;
    case BLOCK_SEPARATOR: break;
    case BLOCK_PROSE:
    case BLOCK_HEADING:
    case BLOCK_QUESTION:
    case BLOCK_KIND_COUNT: print_prose("", block); break;
    }
}

/* Whether the title of an example begins with the rule's name, which may stand in backticks. */
static bool is_about(struct text title, const char *rule) {
    size_t length = strlen(rule);
    title = text_from(title, text_run(title, '`'));
    if (!text_starts(title, rule))
        return false;
    char next = title.len > length ? title.at[length] : ' ';
    return !byte_is_alpha(next) && !byte_is_digit(next) && next != '-' && next != '/';
}

static void print_example(const struct document *document, const struct entry *entry) {
    struct text title = entry->title;
    printf("%.*s\n", TEXT_ARG(title));
    for (size_t i = utf8_count(title); i; i--)
        putchar('-');
    fputs("\n\n", stdout);
    for (uint32_t i = 0; i < entry->block_count; i++)
        print_block(&document->blocks[entry->first_block + i]);
}

/* Prints the page's example about the rule; false when it has none. */
static bool print_from(const struct read_context *read, size_t page, const char *rule) {
    struct settings settings;
    struct source source;
    struct report report;
    struct document document;
    const char *name;
    struct text bytes = manual_page(page, &name);
    settings_init(&settings);
    source_init(&source, name, bytes);
    report_init(&report, name, &settings);
    read_page(read, reader_find("markdown"), &source, &document, &report);
    const struct entry *about = NULL;
    for (uint32_t i = 0; i < document.entry_count && !about; i++)
        if (document.entries[i].type == ENTRY_EXAMPLE && is_about(document.entries[i].title, rule))
            about = &document.entries[i];
    if (about)
        print_example(&document, about);
    document_free(&document);
    report_free(&report);
    source_free(&source);
    return about != NULL;
}

static void explain(const struct catalogue_row *row) {
    printf("%s: %s\n", row->name, row->headline);
    printf("severity: %s\n", severity_name(row->severity));
    printf("fix: %s\n\n", row->fix == FIX_SAFE ? "safe" : "none");
    struct profiles *profiles = profiles_built_in_for_reading();
    struct read_context read = {.profiles = profiles};
    bool found = false;
    for (size_t i = 0; i < manual_count() && !found; i++)
        found = print_from(&read, i, row->name);
    if (!found)
        puts("The manual has no example of this rule.");
    profiles_free(profiles);
}

static int refuse(const char *name) {
    bool is_pattern = strchr(name, '*') != NULL;
    const char *nearest = is_pattern ? NULL : catalogue_nearest(text_of(name));
    if (is_pattern)
        say("explain takes one rule after another, not \"%s\"; \"exlint rules\" lists them", name);
    else if (nearest)
        say("no rule is called \"%s\"; did you mean %s%s?", name,
            text_ends(text_of(nearest), "*") ? "one of " : "", nearest);
    else
        say("no rule is called \"%s\"; \"exlint rules\" lists them", name);
    return STATUS_TROUBLE;
}

static int run(const struct command *command, struct arguments arguments) {
    struct buf unused = {0};
    int status;
    if (!options_parse(command, &arguments, &unused, &status))
        return status;
    if (!arguments.count) {
        say("explain needs the name of a rule; \"exlint rules\" lists them");
        return STATUS_TROUBLE;
    }
    for (size_t i = 0; i < arguments.count; i++) {
        enum message message = catalogue_find(text_of(arguments.at[i]));
        if (message == MESSAGE_COUNT)
            status = refuse(arguments.at[i]);
        else
            explain(catalogue_row(message));
    }
    return status;
}

const struct command command_explain = {
    "explain", "RULE...", "Tell what a rule finds, with the manual's example of it", option_table, false, run,
};
