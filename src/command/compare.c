/* SPDX-License-Identifier: MIT */
/* exlint compare: what two forms of the same examples disagree on. */
#include <stdio.h>

#include "command/command.h"
#include "command/console.h"
#include "command/profile_file.h"
#include "command/variants.h"
#include "read/rebuilt.h"
#include "report/output.h"

enum { NOT_GIVEN = -1 };

struct compare_options {
    int format, colour, severity, fail_on;
    const char *config;
    bool quiet, no_config;
};

static const char *format_choice(size_t i) {
    return i < output_format_count() ? output_format_at(i)->name : NULL;
}

static const char *colour_choice(size_t i) {
    static const char *const words[] = {"auto", "always", "never", NULL};
    return words[i];
}

static const char *severity_choice(size_t i) {
    static const char *const words[] = {"info", "warning", "error", NULL};
    return words[i];
}

static const char *threshold_choice(size_t i) {
    static const char *const words[] = {"info", "warning", "error", "never", NULL};
    return words[i];
}

#define COMPARE_OPTION(member) offsetof(struct compare_options, member)

static const struct option option_table[] = {
    {"output-format", 0, OPTION_CHOICE, "FORMAT", COMPARE_OPTION(format), "print findings in this form",
     format_choice},
    {"severity", 0, OPTION_CHOICE, "LEVEL", COMPARE_OPTION(severity),
     "lowest severity shown (default: warning)", severity_choice},
    {"fail-on", 0, OPTION_CHOICE, "LEVEL", COMPARE_OPTION(fail_on),
     "lowest severity that makes the exit status 1 (default: error)", threshold_choice},
    {"color", 0, OPTION_CHOICE, "WHEN", COMPARE_OPTION(colour), "colour the output", colour_choice},
    {"quiet", 'q', OPTION_FLAG, NULL, COMPARE_OPTION(quiet), "print no summary", NULL},
    {"config", 0, OPTION_STRING, "FILE", COMPARE_OPTION(config),
     "use this configuration for both pages, instead of .exlint.yaml", NULL},
    {"no-config", 0, OPTION_FLAG, NULL, COMPARE_OPTION(no_config), "search for no .exlint.yaml", NULL},
    OPTION_TABLE_END,
};

static void say_nothing(const struct variant_page *side) {
    say("%s: no numbered examples were found", side->path);
}

static size_t example_count(const struct document *document) {
    size_t count = 0;
    for (uint32_t i = 0; i < document->entry_count; i++)
        count += document->entries[i].type == ENTRY_EXAMPLE;
    return count;
}

static int print(const struct compare_options *options, struct variant_page sides[2]) {
    const struct output_format *format = output_format_at((size_t)options->format);
    struct output output = {.stream = stdout, .quiet = options->quiet};
    int level = options->severity == NOT_GIVEN ? SEVERITY_WARNING : options->severity + SEVERITY_INFO;
    int status = STATUS_OK;
    if (options->severity == NOT_GIVEN && options->fail_on == 0)
        level = SEVERITY_INFO;
    output.lowest = (enum severity)level;
    output.colour = console_colour((enum colour)options->colour);
    output_begin(&output, format);
    for (int i = 0; i < 2; i++) {
        struct report *report = &sides[i].report;
        report_sort(report);
        output_report(&output, format, report);
        for (size_t k = 0; k < report->count; k++)
            if ((int)report->findings[k].severity >= options->fail_on + SEVERITY_INFO)
                status = STATUS_FINDINGS;
    }
    if (console_writable())
        output_end(&output, format);
    return status;
}

/* False after an error, which was said. */
static bool read_side(struct variant_page *side, const char *path, struct configs *configs) {
    const char *name = strcmp(path, "-") == 0 ? "<stdin>" : path;
    const struct page_config *config = configs_for(configs, path);
    if (!config)
        return false;
    const char *error = variant_page_read(side, path, name, &config->read, &config->settings);
    if (error)
        say_path(name, error);
    return !error;
}

static int compare(const struct compare_options *options, struct arguments paths) {
    struct profiles *profiles = profiles_built_in_for_reading();
    /* What is wrong with each page is for check to say. */
    struct config_wishes wishes = {.file = options->config, .none = options->no_config, .select = "variant/*"};
    struct configs *configs = configs_new(&wishes, profiles);
    struct variant_page sides[2] = {{0}};
    bool good = read_side(&sides[0], paths.at[0], configs);
    good = read_side(&sides[1], paths.at[1], configs) && good;
    int status = STATUS_TROUBLE;
    if (good) {
        struct variant first = variant_page_as(&sides[0]), second = variant_page_as(&sides[1]);
        for (int i = 0; i < 2; i++)
            if (!example_count(&sides[i].document))
                say_nothing(&sides[i]);
        variants_compare(&first, &second, markdown_text);
        status = print(options, sides);
    }
    variant_page_free(&sides[0]);
    variant_page_free(&sides[1]);
    configs_free(configs);
    profiles_free(profiles);
    return status;
}

static int run(const struct command *command, struct arguments arguments) {
    struct compare_options options = {.severity = NOT_GIVEN, .fail_on = SEVERITY_ERROR - SEVERITY_INFO};
    int status;
    if (!options_parse(command, &arguments, &options, &status))
        return status;
    if (arguments.count != 2) {
        say("compare needs two pages, not %zu; \"exlint compare --help\" lists its options", arguments.count);
        return STATUS_TROUBLE;
    }
    if (strcmp(arguments.at[0], "-") == 0 && strcmp(arguments.at[1], "-") == 0) {
        say("standard input cannot be both pages");
        return STATUS_TROUBLE;
    }
    return compare(&options, arguments);
}

const struct command command_compare = {
    "compare", "[OPTION...] A B", "Say what two forms of the same examples disagree on", option_table, false, run,
};
