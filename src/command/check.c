/* SPDX-License-Identifier: MIT */
/* exlint check: findings about pages. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/diff.h"
#include "command/baseline.h"
#include "command/command.h"
#include "command/config.h"
#include "command/console.h"
#include "command/fixes.h"
#include "command/inputs.h"
#include "command/pages.h"
#include "report/output.h"

enum { NOT_GIVEN = -1 };

struct check_options {
    struct page_options pages;
    int format;
    struct buf select, ignore;
    int severity, fail_on; /* choices; severity is NOT_GIVEN at first */
    long max_warnings;
    const char *baseline, *write_baseline;
    bool statistics, fix, diff, no_inline_config, run_checkers;
};

static const char *format_choice(size_t i) {
    return i < output_format_count() ? output_format_at(i)->name : NULL;
}

/* The severities from info up, and behind them "never" for a threshold that nothing reaches. */
static const char *severity_choice(size_t i) {
    return i + SEVERITY_INFO < SEVERITY_COUNT ? severity_name((enum severity)(i + SEVERITY_INFO)) : NULL;
}

static const char *threshold_choice(size_t i) {
    const char *name = severity_choice(i);
    return name || i + SEVERITY_INFO > SEVERITY_COUNT ? name : "never";
}

static enum severity severity_chosen(int choice) {
    return (enum severity)(choice + SEVERITY_INFO);
}

#define CHECK_OPTION(member) offsetof(struct check_options, member)

static const struct option option_table[] = {
    {"output-format", 0, OPTION_CHOICE, "FORMAT", CHECK_OPTION(format), "print findings in this form",
     format_choice},
    {"select", 0, OPTION_LIST, "RULE,...", CHECK_OPTION(select),
     "run these rules only (names, or patterns such as \"numbering/*\")", NULL},
    {"ignore", 0, OPTION_LIST, "RULE,...", CHECK_OPTION(ignore), "leave these rules out", NULL},
    {"severity", 0, OPTION_CHOICE, "LEVEL", CHECK_OPTION(severity),
     "lowest severity shown (default: warning)", severity_choice},
    {"fail-on", 0, OPTION_CHOICE, "LEVEL", CHECK_OPTION(fail_on),
     "lowest severity that makes the exit status 1 (default: error)", threshold_choice},
    {"max-warnings", 0, OPTION_NUMBER, "N", CHECK_OPTION(max_warnings),
     "exit with status 1 when there are more than N warnings", NULL},
    {"fix", 0, OPTION_FLAG, NULL, CHECK_OPTION(fix),
     "repair what has a safe fix; standard input is written to standard output", NULL},
    {"diff", 0, OPTION_FLAG, NULL, CHECK_OPTION(diff),
     "write nothing; print what --fix would change as a unified diff", NULL},
    {"statistics", 0, OPTION_FLAG, NULL, CHECK_OPTION(statistics), "print how often each rule was broken",
     NULL},
    {"baseline", 0, OPTION_STRING, "FILE", CHECK_OPTION(baseline),
     "leave out the findings that FILE accepts; say what it accepts in vain", NULL},
    {"write-baseline", 0, OPTION_STRING, "FILE", CHECK_OPTION(write_baseline),
     "accept what is found now: write it into FILE, and forget there what is no longer found", NULL},
    {"run-checkers", 0, OPTION_FLAG, NULL, CHECK_OPTION(run_checkers),
     "run the commands that the configuration names for the code of a language (fence/syntax)", NULL},
    {"no-inline-config", 0, OPTION_FLAG, NULL, CHECK_OPTION(no_inline_config),
     "let suppression comments in pages have no effect", NULL},
    OPTION_TABLE_END,
};

struct checking {
    const struct check_options *options;
    const struct output_format *format;
    struct output output;
    struct progress progress;
    struct baseline *baseline; /* or NULL */
    struct configs *configs;
    size_t config_reports; /* printed, of those of configs */
    size_t pages;
    size_t shown[MESSAGE_COUNT];  /* findings shown, by rule */
    size_t found[SEVERITY_COUNT]; /* all findings, by severity */
    int status;
};

static void say_trouble(struct text trouble) {
    struct text message;
    for (; trouble.len; trouble = text_from(trouble, message.len + 1)) {
        message = text_slice(trouble, 0, text_find_byte(trouble, '\0', 0));
        say("%.*s", TEXT_ARG(message));
    }
}

static void count_findings(struct checking *checking, const struct report *report) {
    for (size_t i = 0; i < report->count; i++) {
        checking->found[report->findings[i].severity]++;
        if (report->findings[i].severity >= checking->output.lowest)
            checking->shown[report->findings[i].message]++;
    }
}

static size_t take_accepted(const struct checking *checking, struct report *report) {
    if (!checking->baseline)
        return 0;
    if (checking->options->write_baseline)
        return baseline_accept(checking->baseline, report->path, checking->output.lowest, report);
    return baseline_apply(checking->baseline, report->path, report);
}

static void print_report(struct checking *checking, struct report *report) {
    checking->output.accepted += take_accepted(checking, report);
    if (report->count)
        progress_clear(&checking->progress);
    output_report(&checking->output, checking->format, report);
    count_findings(checking, report);
}

/* Prints what there is to say about configuration files whose names come before that of the next page; NULL:
 * all. */
static void print_configs(struct checking *checking, const char *page) {
    struct report *report;
    for (; (report = configs_report(checking->configs, checking->config_reports));
         checking->config_reports++) {
        if (page && strcmp(report->path, page) > 0)
            return;
        if (report->count)
            print_report(checking, report);
    }
}

static bool take_page(void *context, const struct pages_result *result) {
    struct checking *checking = context;
    struct report *report = result->report;
    checking->pages++;
    if (result->trouble.len) {
        progress_clear(&checking->progress);
        say_trouble(result->trouble);
        checking->status = STATUS_TROUBLE;
    }
    if (report) {
        print_configs(checking, report->path);
        print_report(checking, report);
    }
    progress_show(&checking->progress, checking->pages);
    return console_writable();
}

static bool complain_rule(const char *option, struct text unknown) {
    const char *nearest = catalogue_nearest(unknown);
    if (nearest)
        say("--%s: no rule is called \"%.*s\"; did you mean %s?", option, TEXT_ARG(unknown), nearest);
    else
        say("--%s: no rule is called \"%.*s\"; \"exlint rules\" lists them", option, TEXT_ARG(unknown));
    return false;
}

/* Whether the names of rules on the command line are right. */
static bool know_rules(const struct check_options *options) {
    struct text unknown;
    struct settings settings;
    settings_init(&settings);
    if (options->select.at && !settings_select(&settings, options->select.at, &unknown))
        return complain_rule("select", unknown);
    if (options->ignore.at && !settings_ignore(&settings, options->ignore.at, &unknown))
        return complain_rule("ignore", unknown);
    return true;
}

/* What makes a run fail is shown, unless --severity says otherwise. */
static enum severity lowest_shown(const struct check_options *options) {
    enum severity threshold = severity_chosen(options->fail_on);
    if (options->severity != NOT_GIVEN)
        return severity_chosen(options->severity);
    return threshold < SEVERITY_WARNING ? threshold : SEVERITY_WARNING;
}

/* Findings below this change nothing: they are not shown, not counted and in no baseline. */
static enum severity lowest_needed(const struct check_options *options) {
    enum severity lowest = lowest_shown(options);
    enum severity threshold = severity_chosen(options->fail_on);
    if (options->baseline || options->write_baseline)
        return SEVERITY_OFF;
    if (options->max_warnings != NOT_GIVEN && lowest > SEVERITY_WARNING)
        lowest = SEVERITY_WARNING;
    return lowest < threshold ? lowest : threshold;
}

static void print_statistics(const struct checking *checking) {
    FILE *stream = strcmp(checking->format->name, "text") == 0 ? checking->output.stream : stderr;
    size_t last = SIZE_MAX;
    for (;;) { /* the counts that occur, from the greatest down */
        size_t most = 0;
        for (size_t m = 0; m < MESSAGE_COUNT; m++)
            if (checking->shown[m] < last && checking->shown[m] > most)
                most = checking->shown[m];
        if (!most)
            return;
        for (size_t m = 0; m < MESSAGE_COUNT; m++)
            if (checking->shown[m] == most)
                fprintf(stream, "%7zu  %s\n", most, catalogue_row((enum message)m)->name);
        last = most;
    }
}

static int final_status(const struct checking *checking) {
    int status = checking->status;
    for (int level = checking->options->fail_on + SEVERITY_INFO; level < SEVERITY_COUNT; level++)
        if (checking->found[level])
            status = status_worst(status, STATUS_FINDINGS);
    long most = checking->options->max_warnings;
    if (most != NOT_GIVEN && checking->found[SEVERITY_WARNING] > (size_t)most) {
        say("%zu warnings are more than --max-warnings %ld", checking->found[SEVERITY_WARNING], most);
        status = status_worst(status, STATUS_FINDINGS);
    }
    return status;
}

/* What is not shown, or accepted, is not fixed. */
static void narrow(void *context, size_t item, struct report *report) {
    const struct checking *checking = context;
    (void)item;
    size_t kept = 0;
    if (checking->baseline && !checking->options->write_baseline)
        baseline_apply(checking->baseline, report->path, report);
    for (size_t i = 0; i < report->count; i++)
        if (report->findings[i].severity >= checking->output.lowest)
            report->findings[kept++] = report->findings[i];
    report->count = kept;
}

static void print_diff(const struct fixed_page *page, const char *name) {
    struct buf diff = {0};
    if (page->changed)
        diff_unified(buf_text(&page->original), buf_text(&page->now), name, &diff);
    console_write(buf_text(&diff));
    buf_free(&diff);
}

/* Standard input goes to standard output, whether or not it changed. */
static void print_held(const struct fixed_page *page) {
    const struct buf *bytes = page->changed ? &page->now : &page->original;
    if (bytes->len)
        console_write(buf_text(bytes));
}

/* Makes the fixes and writes, or prints, what they change. */
static void fix(struct checking *checking, struct pages_work *work, struct fixes *fixes) {
    const struct inputs *inputs = work->inputs;
    fixes_make(fixes, work, narrow);
    if (!checking->options->diff)
        fixes_write(fixes, inputs);
    for (size_t i = 0; i < fixes->count; i++) {
        const struct fixed_page *page = &fixes->pages[i];
        const char *name = inputs_name(inputs, i);
        if (page->error) {
            say("%s: not fixed: %s", name, page->error);
            checking->status = STATUS_TROUBLE;
        } else if (page->refused) {
            say("%s: a fix was left out: the page would not have had the same examples and blocks", name);
        }
        if (checking->options->diff)
            print_diff(page, name);
        else if (strcmp(inputs->tree.files[i].path, "-") == 0)
            print_held(page);
    }
    work->replaced = checking->options->diff ? fixes->before : fixes->now;
    if (!checking->options->diff)
        checking->output.fixed = fixes_total(fixes);
}

static bool reads_stdin(const struct inputs *inputs) {
    for (size_t i = 0; i < inputs->tree.count; i++)
        if (strcmp(inputs->tree.files[i].path, "-") == 0)
            return true;
    return false;
}

/* False after an error, which was said. */
static bool open_baseline(struct checking *checking) {
    const struct check_options *options = checking->options;
    const char *file = options->write_baseline ? options->write_baseline : options->baseline;
    if (options->write_baseline && options->baseline && strcmp(file, options->baseline) != 0) {
        say("--baseline and --write-baseline name different files");
        return false;
    }
    if (file)
        checking->baseline = baseline_read(file, options->write_baseline != NULL);
    return !file || checking->baseline;
}

static void close_baseline(struct checking *checking) {
    const char *file = checking->options->write_baseline;
    size_t findings, pages;
    if (checking->baseline && file) {
        const char *error = baseline_write(checking->baseline, file, &findings, &pages);
        if (error)
            checking->status = STATUS_TROUBLE;
        if (error)
            say_path(file, error);
        else if (!checking->options->pages.quiet)
            say("%s: %zu finding%s in %zu file%s accepted", file, findings, findings == 1 ? "" : "s", pages,
                pages == 1 ? "" : "s");
    } else if (checking->baseline && !checking->options->pages.quiet) {
        baseline_say_stale(checking->baseline);
    }
    baseline_free(checking->baseline);
}

static void report_pages(struct checking *checking, const struct pages_work *work) {
    progress_begin(&checking->progress, work->inputs->tree.count, checking->options->pages.quiet);
    output_begin(&checking->output, checking->format);
    pages_check(work);
    progress_clear(&checking->progress);
    print_configs(checking, NULL);
    if (console_writable()) {
        output_end(&checking->output, checking->format);
        if (checking->options->statistics)
            print_statistics(checking);
    }
    close_baseline(checking);
}

static void begin(struct checking *checking, const struct check_options *options,
                  const struct inputs *inputs) {
    /* Where standard output is for the page or the diff, findings go to standard error. */
    bool beside = options->diff || (options->fix && reads_stdin(inputs));
    enum colour colour = (enum colour)options->pages.colour;
    *checking = (struct checking){.options = options, .format = output_format_at((size_t)options->format)};
    checking->status = inputs->status;
    checking->output.stream = beside ? stderr : stdout;
    checking->output.colour = beside ? colour == COLOUR_ALWAYS : console_colour(colour);
    checking->output.quiet = options->pages.quiet || inputs->tree.count == 0;
    checking->output.lowest = lowest_shown(options);
}

static void check_configured(struct checking *checking, const struct inputs *inputs,
                             const struct read_context *read, const struct page_config *const *configs) {
    const struct check_options *options = checking->options;
    struct pages_work work = {.inputs = inputs,
                              .read = read,
                              .configs = configs,
                              .threads = inputs_threads(&options->pages),
                              .ignore_comments = options->no_inline_config,
                              .partial = options->select.at || options->ignore.at,
                              .context = checking,
                              .page = take_page};
    struct fixes fixes = {0};
    if (options->fix || options->diff)
        fix(checking, &work, &fixes);
    work.run_checkers = options->run_checkers;
    report_pages(checking, &work);
    fixes_free(&fixes);
}

static void say_no_checkers(const struct page_config *const *configs, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (configs[i]->checker_count)
            return;
    if (count)
        say("--run-checkers: the configuration names no checkers");
}

static int check_inputs(const struct check_options *options, const struct inputs *inputs) {
    struct checking checking;
    struct profiles *profiles = profiles_built_in();
    struct read_context read = {.profiles = profiles};
    struct config_wishes wishes = {.file = options->pages.config,
                                   .none = options->pages.no_config,
                                   .checkers = options->run_checkers ? CHECKERS_RUN : CHECKERS_NEVER,
                                   .lowest = lowest_needed(options),
                                   .select = options->select.at,
                                   .ignore = options->ignore.at};
    begin(&checking, options, inputs);
    checking.configs = configs_new(&wishes, profiles);
    const struct page_config **made = configs_for_inputs(checking.configs, inputs);
    int status = STATUS_TROUBLE;
    if (made && options->run_checkers)
        say_no_checkers(made, inputs->tree.count);
    if (made && open_baseline(&checking)) {
        check_configured(&checking, inputs, &read, made);
        status = final_status(&checking);
    }
    configs_free(checking.configs);
    profiles_free(profiles);
    free(made);
    return status;
}

static int check_paths(const struct check_options *options, struct arguments paths) {
    if (!know_rules(options))
        return STATUS_TROUBLE;
    struct inputs inputs;
    inputs_find(&inputs, &options->pages, paths, markdown_suffixes);
    if (inputs.tree.count == 0 && inputs.status == STATUS_OK)
        inputs_say_nothing(&inputs, paths, markdown_suffixes, "checked");
    int status = STATUS_TROUBLE;
    if (options->fix && !options->diff && inputs.tree.count > 1 && reads_stdin(&inputs))
        say("standard input cannot be fixed together with files");
    else
        status = check_inputs(options, &inputs);
    inputs_free(&inputs);
    return status;
}

static int run(const struct command *command, struct arguments arguments) {
    struct check_options options = {
        .severity = NOT_GIVEN, .fail_on = SEVERITY_ERROR - SEVERITY_INFO, .max_warnings = NOT_GIVEN};
    int status;
    if (options_parse(command, &arguments, &options, &status))
        status = check_paths(&options, arguments);
    buf_free(&options.select);
    buf_free(&options.ignore);
    return status;
}

const struct command command_check = {
    "check", "[OPTION...] [PATH...]", "Check pages and print what is wrong with them", option_table, true,
    run,
};
