/* SPDX-License-Identifier: MIT */
/* exlint fmt: pages in canonical format. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/diff.h"
#include "base/files.h"
#include "base/memory.h"
#include "base/threads.h"
#include "command/command.h"
#include "command/config.h"
#include "command/console.h"
#include "command/format.h"
#include "command/inputs.h"
#include "command/layout.h"
#include "command/renumber.h"
#include "report/output.h"

enum { NOT_GIVEN = -1 };

struct fmt_options {
    struct page_options pages;
    int format; /* a choice, or NOT_GIVEN */
    bool check, diff, renumber;
};

static const char *format_choice(size_t i) {
    return i < output_format_count() ? output_format_at(i)->name : NULL;
}

#define FMT_OPTION(member) offsetof(struct fmt_options, member)

static const struct option option_table[] = {
    {"check", 0, OPTION_FLAG, NULL, FMT_OPTION(check),
     "write nothing; exit with status 1 where something would change", NULL},
    {"diff", 0, OPTION_FLAG, NULL, FMT_OPTION(diff),
     "write nothing; print what would change as a unified diff", NULL},
    {"output-format", 0, OPTION_CHOICE, "FORMAT", FMT_OPTION(format),
     "with --check: print what is not in canonical format as findings in this form", format_choice},
    {"renumber", 0, OPTION_FLAG, NULL, FMT_OPTION(renumber),
     "number the examples anew, and rewrite what refers to them", NULL},
    OPTION_TABLE_END,
};

struct page {
    enum format_result result;
    const char *error; /* why it could not be read or written */
    struct buf output; /* what goes to stdout: a diff, or the page from stdin */
    struct report report;
};

struct formatting {
    const struct fmt_options *options;
    const struct inputs *inputs;
    const struct page_config *const *configs; /* one for each input */
    const struct settings *settings;
    const struct renumbering *renumbering; /* or NULL */
    struct page *pages; /* slots for page_slots pages that are not given out yet */
    size_t page_slots;
    struct progress progress;
    const struct output_format *format; /* of findings; or NULL */
    struct output output;
    size_t changed;
    int status;
};

static struct page *page_of(const struct formatting *formatting, size_t item) {
    return &formatting->pages[item % formatting->page_slots];
}

static bool is_stdin(const struct formatting *formatting, size_t item) {
    return strcmp(formatting->inputs->tree.files[item].path, "-") == 0;
}

/* Does with the formatted page what the options ask for. */
static void deliver(const struct formatting *formatting, size_t item, struct text before, struct buf *after) {
    const struct fmt_options *options = formatting->options;
    struct page *page = page_of(formatting, item);
    if (options->diff) {
        if (page->result == FORMAT_CHANGED)
            diff_unified(before, buf_text(after), inputs_name(formatting->inputs, item), &page->output);
    } else if (options->check) {
        return;
    } else if (is_stdin(formatting, item)) {
        page->output = *after;
        *after = (struct buf){0};
    } else if (page->result == FORMAT_CHANGED) {
        page->error = inputs_rewrite(formatting->inputs, item, before, buf_text(after));
    }
}

/* The finding about a page that would change, and nothing else. */
static void note_layout(const struct formatting *formatting, size_t item, struct text before, struct text after) {
    struct report *report = &page_of(formatting, item)->report;
    struct settings *silent = memory_get_zeroed(1, sizeof *silent);
    struct report ignored;
    struct source source;
    struct document document;
    source_init(&source, report->path, before);
    report_init(&ignored, report->path, silent);
    read_page(&formatting->configs[item]->read, reader_find("markdown"), &source, &document, &ignored);
    report->count = 0;
    layout_report(&document, after, report);
    document_free(&document);
    report_free(&ignored);
    source_free(&source);
    free(silent);
}

/* Formats the page, which is `before` on disk and perhaps has other numbers by now. */
static void format_one(const struct formatting *formatting, size_t item, struct text before,
                       struct text page_now) {
    struct page *page = page_of(formatting, item);
    struct source source;
    struct write_options as_is = {0};
    struct buf after = {0};
    source_init(&source, page->report.path, page_now);
    page->result = format_page(&formatting->configs[item]->read, &source, &as_is,
                               &after, &page->report);
    if (page->result != FORMAT_REFUSED) {
        page->result = text_equal(before, buf_text(&after)) ? FORMAT_SAME : FORMAT_CHANGED;
        if (formatting->format)
            note_layout(formatting, item, before, buf_text(&after));
        deliver(formatting, item, before, &after);
    }
    source_free(&source);
    buf_free(&after);
}

static void run(void *context, size_t item) {
    struct formatting *formatting = context;
    struct page *page = page_of(formatting, item);
    struct buf bytes = {0};
    struct text before, now;
    *page = (struct page){0};
    report_init(&page->report, inputs_name(formatting->inputs, item), formatting->settings);
    if (formatting->renumbering) {
        before = renumber_before(formatting->renumbering, item, &page->error);
        now = renumber_after(formatting->renumbering, item);
    } else {
        page->error = file_read(formatting->inputs->tree.files[item].path, &bytes);
        before = now = buf_text(&bytes);
    }
    if (!page->error)
        format_one(formatting, item, before, now);
    buf_free(&bytes);
}

/* The findings that keep a page from being formatted. */
static void say_refused(struct formatting *formatting, struct report *report) {
    const struct output_format *gcc = output_format_find("gcc");
    struct output output = {.stream = stderr, .quiet = true, .lowest = SEVERITY_ERROR};
    output_begin(&output, gcc);
    report_sort(report);
    output_report(&output, gcc, report);
    output_end(&output, gcc);
    say_path(report->path, "not formatted");
    formatting->status = STATUS_TROUBLE;
}

/* Names are for other programs, so they are printed as they are, except to a terminal. */
static void print_name(const char *name, const char *behind) {
    struct buf line = {0};
    if (isatty(STDOUT_FILENO))
        output_safe(text_of(name), &line);
    else
        buf_add_string(&line, name);
    buf_add_string(&line, behind);
    fwrite(line.at, 1, line.len, stdout);
    buf_free(&line);
}

static void print_changed(struct formatting *formatting, const char *name) {
    const struct fmt_options *options = formatting->options;
    formatting->changed++;
    if (options->check)
        formatting->status = status_worst(formatting->status, STATUS_FINDINGS);
    if (options->check && !options->diff && !formatting->format)
        print_name(name, ": not in canonical format\n");
    else if (!options->check && !options->diff && !options->pages.quiet)
        print_name(name, "\n");
}

static bool done(void *context, size_t item) {
    struct formatting *formatting = context;
    struct page *page = page_of(formatting, item);
    const char *name = inputs_name(formatting->inputs, item);
    if (page->error || page->result == FORMAT_REFUSED || page->result == FORMAT_CHANGED)
        progress_clear(&formatting->progress);
    if (page->error) {
        say_path(name, page->error);
        formatting->status = STATUS_TROUBLE;
    } else if (page->result == FORMAT_REFUSED) {
        say_refused(formatting, &page->report);
    } else if (page->result == FORMAT_CHANGED &&
               (!is_stdin(formatting, item) || formatting->options->check)) {
        print_changed(formatting, name);
    }
    if (formatting->format && !page->error && page->result != FORMAT_REFUSED)
        output_report(&formatting->output, formatting->format, &page->report);
    if (page->output.len)
        console_write(buf_text(&page->output));
    buf_free(&page->output);
    report_free(&page->report);
    progress_show(&formatting->progress, item + 1);
    return console_writable();
}

/* Where standard output is for a diff, findings go to standard error. */
static void begin_output(struct formatting *formatting) {
    const struct fmt_options *options = formatting->options;
    enum colour colour = (enum colour)options->pages.colour;
    formatting->format = output_format_at((size_t)options->format);
    formatting->output.stream = options->diff ? stderr : stdout;
    formatting->output.colour = options->diff ? colour == COLOUR_ALWAYS : console_colour(colour);
    formatting->output.quiet = options->pages.quiet || formatting->inputs->tree.count == 0;
    formatting->output.lowest = SEVERITY_ERROR;
    output_begin(&formatting->output, formatting->format);
}

static int format_inputs(const struct fmt_options *options, const struct inputs *inputs,
                         const struct page_config *const *configs, const struct renumbering *renumbering) {
    struct settings settings;
    settings_init(&settings);
    settings.severity[MESSAGE_FILE_LAYOUT] = SEVERITY_ERROR; /* --check fails */
    struct formatting formatting = {.options = options,
                                    .inputs = inputs,
                                    .configs = configs,
                                    .settings = &settings,
                                    .renumbering = renumbering,
                                    .status = inputs->status};
    size_t count = inputs->tree.count;
    unsigned threads = inputs_threads(&options->pages);
    formatting.page_slots = threads_ahead(threads);
    formatting.pages = memory_get_zeroed(formatting.page_slots, sizeof *formatting.pages);
    progress_begin(&formatting.progress, count, options->pages.quiet);
    if (options->format != NOT_GIVEN)
        begin_output(&formatting);
    struct threads_work work = {&formatting, run, done, 0};
    threads_run(&work, count, threads);
    progress_clear(&formatting.progress);
    if (formatting.format && console_writable())
        output_end(&formatting.output, formatting.format);
    else if (options->check && !options->pages.quiet && count)
        say("%zu of %zu files would change", formatting.changed, count);
    for (size_t i = 0; i < formatting.page_slots; i++) {
        buf_free(&formatting.pages[i].output);
        report_free(&formatting.pages[i].report);
    }
    free(formatting.pages);
    return formatting.status;
}

/* Formats the pages as their configurations have them read. */
static int format_configured(const struct fmt_options *options, const struct inputs *inputs) {
    struct profiles *profiles = profiles_built_in_for_reading();
    struct config_wishes wishes = {.file = options->pages.config, .none = options->pages.no_config};
    struct configs *configs = configs_new(&wishes, profiles);
    const struct page_config **made = configs_for_inputs(configs, inputs);
    struct renumbering renumbering = {0};
    int status = STATUS_TROUBLE;
    if (made && !options->renumber)
        status = format_inputs(options, inputs, made, NULL);
    else if (made && renumber_make(&renumbering, inputs, made))
        status = format_inputs(options, inputs, made, &renumbering);
    renumber_free(&renumbering);
    free(made);
    configs_free(configs);
    profiles_free(profiles);
    return status;
}

static int run_fmt(const struct command *command, struct arguments arguments) {
    struct fmt_options options = {.format = NOT_GIVEN};
    int status;
    if (!options_parse(command, &arguments, &options, &status))
        return status;
    if (options.format != NOT_GIVEN && !options.check) {
        say("--output-format is for --check");
        return STATUS_TROUBLE;
    }
    struct inputs inputs;
    inputs_find(&inputs, &options.pages, arguments, markdown_suffixes);
    bool reads_stdin = false;
    for (size_t i = 0; i < inputs.tree.count; i++)
        reads_stdin = reads_stdin || strcmp(inputs.tree.files[i].path, "-") == 0;
    if (reads_stdin && inputs.tree.count > 1 && !options.check && !options.diff) {
        say("standard input cannot be formatted together with files");
        status = STATUS_TROUBLE;
    } else {
        if (inputs.tree.count == 0 && inputs.status == STATUS_OK)
            inputs_say_nothing(&inputs, arguments, markdown_suffixes, "formatted");
        status = format_configured(&options, &inputs);
    }
    inputs_free(&inputs);
    return status;
}

const struct command command_fmt = {
    "fmt", "[OPTION...] [PATH...]", "Rewrite pages into the canonical format", option_table, true, run_fmt,
};
