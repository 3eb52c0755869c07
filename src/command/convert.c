/* SPDX-License-Identifier: MIT */
/* exlint convert: pages in another form. */
#include <stdio.h>
#include <stdlib.h>

#include "base/files.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/threads.h"
#include "command/command.h"
#include "command/config.h"
#include "command/console.h"
#include "command/format.h"
#include "command/like_page.h"
#include "command/losses.h"
#include "command/plan.h"
#include "read/rebuilt.h"
#include "report/output.h"

enum { NOT_GIVEN = -1, ANNOTATIONS_STRIP = 1 };

struct convert_options {
    struct page_options pages;
    int to, from; /* choices; from: 0 is auto, reader number i stands at i + 1 */
    const char *output, *out_dir, *like;
    int annotations;
};

static const char *to_choice(size_t i) {
    return i < writer_count() ? writer_at(i)->name : NULL;
}

static const char *from_choice(size_t i) {
    if (i == 0)
        return "auto";
    return i <= reader_count() ? reader_at(i - 1)->name : NULL;
}

static const char *annotations_choice(size_t i) {
    static const char *const words[] = {"keep", "strip", NULL};
    return words[i];
}

#define CONVERT_OPTION(member) offsetof(struct convert_options, member)

static const struct option option_table[] = {
    {"to", 0, OPTION_CHOICE, "FORM", CONVERT_OPTION(to), "write this form", to_choice},
    {"from", 0, OPTION_CHOICE, "FORM", CONVERT_OPTION(from), "read the pages as this form", from_choice},
    {"output", 'o', OPTION_STRING, "FILE", CONVERT_OPTION(output), "write to FILE, not to standard output",
     NULL},
    {"out-dir", 0, OPTION_STRING, "DIR", CONVERT_OPTION(out_dir),
     "write a file for each page below DIR, in folders as they were found", NULL},
    {"annotations", 0, OPTION_CHOICE, "WHAT", CONVERT_OPTION(annotations),
     "what happens to annotations in code", annotations_choice},
    {"like", 0, OPTION_STRING, "PAGE", CONVERT_OPTION(like),
     "copied text: take front matter, languages, indentation and inline marks from PAGE, which holds the same examples", NULL},
    OPTION_TABLE_END,
};

/* The form that --from names, or NULL. */
static const struct reader *from_of(const struct convert_options *options) {
    return options->from ? reader_at((size_t)options->from - 1) : NULL;
}

struct page {
    struct read_context read;
    struct report report; /* what the reader has to say */
    struct buf out;
    struct buf losses; /* what the form written does not hold, a line each */
    const char *error; /* why it was not read or written */
    bool written;      /* it was read, and error is about its output */
    bool refused;      /* the report tells why */
};

struct converting {
    const struct convert_options *options;
    const struct plan *plan;
    const struct writer *writer;
    const struct inputs *inputs;
    const struct page_config *const *configs; /* one for each input */
    const struct settings *settings;
    const struct like *like; /* the page of --like, or NULL */
    struct page *pages;  /* slots for page_slots pages that are not given out yet */
    size_t page_slots;
    struct progress progress;
    struct buf joined;   /* what goes to -o */
    size_t joined_count; /* documents in the one output so far */
    int status;
};

/* Canonical Markdown of bytes that are Markdown. */
static bool write_canonical(const struct source *source, const struct write_options *options,
                            struct page *page) {
    return format_page(&page->read, source, options, &page->out, &page->report) !=
           FORMAT_REFUSED;
}

/* Markdown that the writer made, brought into canonical format. Where that cannot be done it stays as it was
 * made. */
static void make_canonical(const struct converting *converting, struct page *page) {
    struct page formatted = {.read = page->read};
    struct write_options as_is = {0};
    struct source source;
    source_init(&source, page->report.path, buf_text(&page->out));
    report_init(&formatted.report, page->report.path, converting->settings);
    if (write_canonical(&source, &as_is, &formatted)) {
        struct buf made = page->out;
        page->out = formatted.out;
        formatted.out = made;
    }
    report_free(&formatted.report);
    source_free(&source);
    buf_free(&formatted.out);
}

static const char not_copied[] = "is no copied text, so that --like has no use";

static void convert(const struct converting *converting, const struct reader *reader,
                    const struct source *source, struct page *page) {
    struct write_options options = {
        .strip_annotations = converting->options->annotations == ANNOTATIONS_STRIP, .render = markdown_text};
    bool to_markdown = converting->writer == writer_find("markdown");
    if (converting->like && reader != reader_find("text")) {
        page->error = not_copied;
        return;
    }
    if (to_markdown && reader == reader_find("markdown")) {
        page->refused = !write_canonical(source, &options, page);
        return;
    }
    struct document document;
    read_page(&page->read, reader, source, &document, &page->report);
    page->refused = document.unreadable;
    if (converting->like && document.form != FORM_PLAIN)
        page->error = not_copied;
    if (!page->refused && !page->error) {
        converting->writer->write(&document, &options, &page->out);
        if (!converting->options->pages.quiet)
            losses_find(&document, converting->writer, &page->losses);
    }
    document_free(&document);
    if (!page->refused && !page->error && to_markdown)
        make_canonical(converting, page);
}

/* The path that a JSON document carries, which it keeps as JSON; otherwise the name of the page. */
static char *carried_path(const struct converting *converting, const struct reader *reader, struct text bytes,
                          const char *name) {
    if (reader != reader_find("json") || !converting->writer->joins)
        return memory_copy_string(name);
    struct json_error error;
    struct json_value *value = json_read(bytes, &error);
    struct text path = json_member_text(value, "path");
    struct buf copy = {0};
    buf_add(&copy, path.len && text_find_byte(path, '\0', 0) == TEXT_NONE ? path : text_of(name));
    json_free(value);
    return copy.at;
}

static struct page *page_of(const struct converting *converting, size_t item) {
    return &converting->pages[item % converting->page_slots];
}

static const struct reader *reader_of(const struct converting *converting, const struct job *job,
                                      const struct read_context *read, const struct source *source) {
    if (job->json)
        return reader_find("json");
    const struct reader *from = from_of(converting->options);
    return from ? from : reader_for(read, source);
}

static void run(void *context, size_t item) {
    struct converting *converting = context;
    const struct job job = plan_job(converting->plan, item);
    struct page *page = page_of(converting, item);
    const char *name = inputs_name(converting->inputs, job.file);
    struct buf bytes = {0};
    *page = (struct page){.read = converting->configs[job.file]->read};
    report_init(&page->report, name, converting->settings);
    page->read.like = converting->like;
    page->error = job.loaded ? NULL : file_read(converting->inputs->tree.files[job.file].path, &bytes);
    if (page->error)
        return;
    struct text text = job.loaded ? job.bytes : buf_text(&bytes);
    struct source source;
    source_init(&source, name, text);
    const struct reader *reader = reader_of(converting, &job, &page->read, &source);
    char *path = carried_path(converting, reader, text, name);
    source.name = path;
    convert(converting, reader, &source, page);
    source_free(&source);
    free(path);
    buf_free(&bytes);
    if (!page->refused && !page->error && job.output) {
        page->written = true;
        page->error = file_make_folders(job.output, strlen(converting->options->out_dir));
        if (!page->error)
            page->error = file_replace_unsynced(job.output, buf_text(&page->out));
        buf_free(&page->out);
    }
}

static void say_losses(const char *name, struct buf *losses) {
    struct text rest = buf_text(losses), line;
    while (text_next_line(&rest, &line))
        say("%s: %.*s", name, TEXT_ARG(line));
    buf_free(losses);
}

/* What the reader found, on stderr: it is about the conversion and never part of it. */
static void say_findings(struct converting *converting, struct report *report) {
    const struct output_format *gcc = output_format_find("gcc");
    struct output output = {.stream = stderr, .quiet = true};
    output.lowest = converting->options->pages.quiet ? SEVERITY_ERROR : SEVERITY_INFO;
    output_begin(&output, gcc);
    report_sort(report);
    output_report(&output, gcc, report);
    output_end(&output, gcc);
}

static void put(struct converting *converting, struct text t) {
    if (converting->options->output)
        buf_add(&converting->joined, t);
    else if (t.len)
        console_write(t);
}

static bool joins_several(const struct converting *converting) {
    return converting->writer->joins && converting->plan->count > 1;
}

/* Adds a document to the one output that all share. */
static void join(struct converting *converting, struct text document) {
    bool several = joins_several(converting), first = converting->joined_count++ == 0;
    if (several)
        put(converting, text_of(first ? converting->writer->open : converting->writer->between));
    put(converting, document);
}

static bool done(void *context, size_t item) {
    struct converting *converting = context;
    const struct job job = plan_job(converting->plan, item);
    const char *name = inputs_name(converting->inputs, job.file);
    struct page *page = page_of(converting, item);
    if (page->error || page->refused || page->report.count)
        progress_clear(&converting->progress);
    if (page->report.count)
        say_findings(converting, &page->report);
    say_losses(name, &page->losses);
    if (page->error)
        say_path(page->written ? job.output : name, page->error);
    else if (page->refused)
        say_path(name, "not converted");
    else if (!job.output)
        join(converting, buf_text(&page->out));
    if (page->error || page->refused)
        converting->status = STATUS_TROUBLE;
    buf_free(&page->out);
    report_free(&page->report);
    progress_show(&converting->progress, item + 1);
    return console_writable();
}

/* Ends the one output and, with -o, writes it: nothing at all where no page could be converted. */
static void end_joined(struct converting *converting) {
    const char *path = converting->options->output;
    if (joins_several(converting) && !converting->options->out_dir && (converting->joined_count || !path)) {
        if (!converting->joined_count)
            put(converting, text_of(converting->writer->open));
        put(converting, text_of(converting->writer->close));
    }
    if (path && converting->joined_count) {
        const char *error = file_replace(path, buf_text(&converting->joined));
        if (error) {
            say_path(path, error);
            converting->status = STATUS_TROUBLE;
        }
    }
    buf_free(&converting->joined);
}

static int convert_plan(const struct convert_options *options, const struct inputs *inputs,
                        const struct plan *plan, const struct page_config *const *configs,
                        const struct like *like) {
    struct settings settings;
    settings_init(&settings);
    struct converting converting = {
        .options = options, .plan = plan, .inputs = inputs, .configs = configs, .settings = &settings, .like = like};
    converting.writer = writer_at((size_t)options->to);
    converting.status = inputs->status;
    unsigned threads = inputs_threads(&options->pages);
    converting.page_slots = threads_ahead(threads);
    converting.pages = memory_get_zeroed(converting.page_slots, sizeof *converting.pages);
    progress_begin(&converting.progress, plan->count, options->pages.quiet);
    struct threads_work work = {&converting, run, done, 0};
    threads_run(&work, plan->count, threads);
    progress_clear(&converting.progress);
    end_joined(&converting);
    for (size_t i = 0; i < converting.page_slots; i++) { /* what was begun, but not given out when stdout failed */
        buf_free(&converting.pages[i].out);
        report_free(&converting.pages[i].report);
    }
    free(converting.pages);
    return converting.status;
}

/* Folders are searched for the names of the forms that are read. */
static const char *const *suffixes_of(const struct reader *from) {
    static const char *const json[] = {".json", ".ndjson", NULL};
    static const char *const text[] = {".txt", ".md", ".markdown", NULL};
    if (from == reader_find("markdown"))
        return markdown_suffixes;
    return from && from == reader_find("json") ? json : text;
}

static int convert_paths(const struct convert_options *options, struct arguments paths) {
    const struct reader *from = from_of(options);
    const char *output = options->output && strcmp(options->output, "-") != 0 ? options->output : NULL;
    struct convert_options settled = *options;
    settled.output = output;
    struct profiles *profiles = profiles_built_in_for_reading();
    struct read_context read = {.profiles = profiles};
    struct plan_wishes wishes = {from, writer_at((size_t)options->to), options->out_dir, output, options->like};
    struct inputs inputs;
    struct plan plan;
    struct like_page like = {0};
    int status = STATUS_TROUBLE;
    inputs_find(&inputs, &options->pages, paths, suffixes_of(from));
    if (inputs.tree.count == 0 && inputs.status == STATUS_OK)
        inputs_say_nothing(&inputs, paths, suffixes_of(from), "converted");
    struct config_wishes configuration = {.file = options->pages.config, .none = options->pages.no_config};
    struct configs *configs = configs_new(&configuration, profiles);
    const struct page_config **made = configs_for_inputs(configs, &inputs);
    bool ready = plan_make(&plan, &inputs, &read, &wishes) && made;
    if (ready && options->like)
        ready = like_page_read(&like, options->like, &read);
    if (ready)
        status = convert_plan(&settled, &inputs, &plan, made, like.like);
    free(made);
    configs_free(configs);
    like_page_free(&like);
    plan_free(&plan);
    inputs_free(&inputs);
    profiles_free(profiles);
    return status;
}

static int run_convert(const struct command *command, struct arguments arguments) {
    struct convert_options options = {.to = NOT_GIVEN};
    int status;
    if (!options_parse(command, &arguments, &options, &status))
        return status;
    if (options.to == NOT_GIVEN) {
        say("convert needs --to FORM; \"exlint convert --help\" lists the forms");
        return STATUS_TROUBLE;
    }
    if (options.output && options.out_dir) {
        say("--output and --out-dir cannot be used together");
        return STATUS_TROUBLE;
    }
    return convert_paths(&options, arguments);
}

const struct command command_convert = {
    "convert",   "--to FORM [OPTION...] [PATH...]", "Write pages in another form", option_table, true,
    run_convert,
};
