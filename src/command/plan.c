/* SPDX-License-Identifier: MIT */
#include "command/plan.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "base/files.h"
#include "base/json.h"
#include "base/memory.h"
#include "command/console.h"
#include "read/json.h"

struct planner {
    struct plan *plan;
    const struct inputs *inputs;
    const struct read_context *read;
    const struct plan_wishes *wishes;
};

static struct job *add_job(struct plan *plan) {
    if (plan->count == plan->capacity) {
        plan->capacity = plan->capacity + plan->capacity / 2 + 64;
        plan->jobs = memory_grow(plan->jobs, plan->capacity, sizeof *plan->jobs);
    }
    struct job *job = &plan->jobs[plan->count++];
    *job = (struct job){0};
    return job;
}

static struct buf *add_load(struct plan *plan) {
    MEMORY_ROOM(plan->loads, plan->load_count, plan->load_capacity);
    struct buf *load = &plan->loads[plan->load_count++];
    *load = (struct buf){0};
    return load;
}

static bool has_suffix(struct text path, const char *const *suffixes) {
    for (; *suffixes; suffixes++)
        if (text_ends(path, *suffixes))
            return true;
    return false;
}

/* The path without a suffix that is known to be one. */
static struct text stem_of(struct text path) {
    static const char *const suffixes[] = {".markdown", ".md", ".txt", ".json", ".ndjson", NULL};
    for (size_t i = 0; suffixes[i]; i++)
        if (text_ends(path, suffixes[i]) && path.len > strlen(suffixes[i]) &&
            path.at[path.len - strlen(suffixes[i]) - 1] != '/')
            return text_slice(path, 0, path.len - strlen(suffixes[i]));
    return path;
}

static char *output_path(const struct planner *planner, struct text below) {
    struct buf path = {0};
    buf_add_string(&path, planner->wishes->out_dir);
    if (!text_ends(buf_text(&path), "/"))
        buf_add_byte(&path, '/');
    buf_add(&path, stem_of(below));
    buf_add_string(&path, planner->wishes->to->suffix);
    return path.at;
}

/* Where a page goes that is alone in its file. */
static char *output_of_file(const struct planner *planner, size_t item) {
    const struct tree_file *file = &planner->inputs->tree.files[item];
    if (!planner->wishes->out_dir)
        return NULL;
    if (strcmp(file->path, "-") != 0)
        return output_path(planner, text_of(file->below));
    const char *name = inputs_name(planner->inputs, item);
    return output_path(planner, *name == '<' ? TEXT("stdin") : text_of(file_name(name)));
}

/* Whether a path stays below the folder it is put behind. */
static bool stays_below(struct text path) {
    if (!path.len || text_find_byte(path, '\0', 0) != TEXT_NONE)
        return false;
    while (path.len) {
        size_t slash = text_find_byte(path, '/', 0);
        struct text part = text_slice(path, 0, slash);
        if (part.len == 0 || text_is(part, ".") || text_is(part, ".."))
            return false;
        path = text_from(path, slash == TEXT_NONE ? path.len : slash + 1);
    }
    return true;
}

/* Where one of several documents of a JSON file goes: by the path that it carries. */
static bool output_of_document(const struct planner *planner, struct job *job) {
    struct json_error error;
    if (!planner->wishes->out_dir)
        return true;
    struct json_value *value = json_read(job->bytes, &error);
    struct text path = json_member_text(value, "path");
    while (text_starts(path, "./") || text_starts(path, "/"))
        path = text_from(path, *path.at == '.' ? 2 : 1);
    bool good = stays_below(path);
    if (good)
        job->output = output_path(planner, path);
    else if (value)
        say("%s: a document whose path is \"%.*s\" cannot be put into %s",
            inputs_name(planner->inputs, job->file), TEXT_ARG(path),
            planner->wishes->out_dir);
    json_free(value);
    return good || !value; /* what is no JSON is for the reader to report */
}

static void add_document(struct planner *planner, size_t item, struct text bytes) {
    *add_job(planner->plan) = (struct job){.file = item, .bytes = bytes, .loaded = true, .json = true};
}

/* One job for each document of a file that was read as JSON. */
static bool plan_documents(struct planner *planner, size_t item, struct text bytes) {
    struct plan *plan = planner->plan;
    size_t first = plan->count;
    struct text one;
    while (json_next_document(&bytes, &one))
        add_document(planner, item, one);
    if (plan->count == first)
        add_document(planner, item, bytes);
    if (plan->count - first == 1) {
        plan->jobs[first].output = output_of_file(planner, item);
        return true;
    }
    for (size_t i = first; i < plan->count; i++)
        if (!output_of_document(planner, &plan->jobs[i]))
            return false;
    return true;
}

static bool is_regular(const char *path) {
    struct stat status;
    return strcmp(path, "-") != 0 && stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static bool is_json(const struct planner *planner, size_t item, struct text bytes) {
    if (planner->wishes->from)
        return true;
    struct source source;
    source_init(&source, inputs_name(planner->inputs, item), bytes);
    const struct reader *reader = reader_for(planner->read, &source);
    source_free(&source);
    return reader == reader_find("json");
}

/* Only what may hold several documents has to be looked at before the work begins. */
static bool wants_look(const struct planner *planner, size_t item) {
    const struct reader *from = planner->wishes->from;
    if (from)
        return from == reader_find("json");
    return !has_suffix(text_of(planner->inputs->tree.files[item].path), markdown_suffixes);
}

static bool plan_file(struct planner *planner, size_t item) {
    const char *path = planner->inputs->tree.files[item].path;
    struct job job = {.file = item};
    if (wants_look(planner, item)) { /* an error is for later: it comes again */
        struct buf load = {0};
        const char *error = file_read(path, &load);
        bool is_documents = !error && is_json(planner, item, buf_text(&load));
        job.loaded = !error && (is_documents || !is_regular(path));
        if (job.loaded) {
            job.bytes = buf_text(&load);
            *add_load(planner->plan) = load;
        } else {
            buf_free(&load);
        }
        if (is_documents)
            return plan_documents(planner, item, job.bytes);
    }
    job.output = output_of_file(planner, item);
    *add_job(planner->plan) = job;
    return true;
}

static bool plan_files(struct planner *planner) {
    size_t count = planner->inputs->tree.count, plain = 0;
    while (!planner->wishes->out_dir && plain < count && !wants_look(planner, plain))
        plain++;
    if (plain == count) {
        planner->plan->count = count;
        return true;
    }
    for (size_t i = 0; i < count; i++)
        if (!plan_file(planner, i))
            return false;
    return true;
}

static int by_output(const void *a, const void *b) {
    const struct job *const *left = a, *const *right = b;
    return strcmp((*left)->output, (*right)->output);
}

static bool outputs_differ(const struct plan *plan, const struct inputs *inputs) {
    const struct job **jobs = memory_get_zeroed(plan->count, sizeof *jobs);
    size_t count = 0;
    bool differ = true;
    for (size_t i = 0; i < plan->count; i++)
        if (plan->jobs[i].output)
            jobs[count++] = &plan->jobs[i];
    qsort(jobs, count, sizeof *jobs, by_output);
    for (size_t i = 1; i < count; i++)
        if (strcmp(jobs[i - 1]->output, jobs[i]->output) == 0) {
            bool said = i > 1 && strcmp(jobs[i - 2]->output, jobs[i]->output) == 0; /* of a third page, and on */
            if (!said && jobs[i - 1]->file == jobs[i]->file)
                say("%s: two of its documents would become %s", inputs_name(inputs, jobs[i]->file), jobs[i]->output);
            else if (!said)
                say("%s and %s would both become %s", inputs_name(inputs, jobs[i - 1]->file),
                    inputs_name(inputs, jobs[i]->file), jobs[i]->output);
            differ = false;
        }
    free(jobs);
    return differ;
}

struct identity {
    dev_t device;
    ino_t inode;
};

static int by_identity(const void *a, const void *b) {
    const struct identity *left = a, *right = b;
    if (left->device != right->device)
        return left->device < right->device ? -1 : 1;
    return (left->inode > right->inode) - (left->inode < right->inode);
}

static bool identify(const char *path, struct identity *identity) {
    struct stat status;
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode))
        return false;
    *identity = (struct identity){status.st_dev, status.st_ino};
    return true;
}

/* No file that is read may be written: a conversion never takes its own source away. */
static bool inputs_stay(const struct plan *plan, const struct inputs *inputs, const struct plan_wishes *wishes) {
    struct identity *known = memory_get_zeroed(inputs->tree.count + 1, sizeof *known), written;
    size_t count = 0;
    bool stay = true;
    for (size_t i = 0; i < inputs->tree.count; i++)
        count += identify(inputs->tree.files[i].path, &known[count]);
    count += wishes->keep && identify(wishes->keep, &known[count]);
    qsort(known, count, sizeof *known, by_identity);
    for (size_t i = 0; i < plan->count + 1; i++) {
        const char *path = i < plan->count ? plan_job(plan, i).output : wishes->output;
        if (path && identify(path, &written) && bsearch(&written, known, count, sizeof *known, by_identity)) {
            say_path(path, "is one of the pages that are read; it is not overwritten");
            stay = false;
        }
    }
    free(known);
    return stay;
}

bool plan_make(struct plan *plan, const struct inputs *inputs, const struct read_context *read,
               const struct plan_wishes *wishes) {
    struct planner planner = {plan, inputs, read, wishes};
    *plan = (struct plan){0};
    if (!plan_files(&planner))
        return false;
    if (plan->count > 1 && !wishes->to->joins && !wishes->out_dir) {
        say("%zu pages cannot stand in one %s output; use --out-dir DIR", plan->count, wishes->to->name);
        return false;
    }
    return (!wishes->out_dir || outputs_differ(plan, inputs)) &&
           (!(wishes->out_dir || wishes->output) || inputs_stay(plan, inputs, wishes));
}

struct job plan_job(const struct plan *plan, size_t i) {
    return plan->jobs ? plan->jobs[i] : (struct job){.file = i};
}

void plan_free(struct plan *plan) {
    for (size_t i = 0; plan->jobs && i < plan->count; i++)
        free(plan->jobs[i].output);
    for (size_t i = 0; i < plan->load_count; i++)
        buf_free(&plan->loads[i]);
    free(plan->jobs);
    free(plan->loads);
    *plan = (struct plan){0};
}
