/* SPDX-License-Identifier: MIT */
/* exlint init: looks at the pages of a folder and writes a configuration for them, with a profile and a
 * schema of front matter where no built-in profile fits. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/files.h"
#include "base/memory.h"
#include "base/tree.h"
#include "command/command.h"
#include "command/config.h"
#include "command/console.h"
#include "command/paths.h"
#include "command/propose.h"
#include "doc/profile_build.h"
#include "read/page.h"
#include "read/yaml.h"
#include "report/output.h"
#include "schema/schema.h"

struct init_options {
    const char *name;
    bool force;
};

#define INIT_OPTION(member) offsetof(struct init_options, member)

static const struct option init_table[] = {
    {"name", 0, OPTION_STRING, "NAME", INIT_OPTION(name), "what the profile and its files are to be called",
     NULL},
    {"force", 'f', OPTION_FLAG, NULL, INIT_OPTION(force), "replace files that are there already", NULL},
    OPTION_TABLE_END,
};

/* How far pages are of a built-in profile. */
struct fit {
    size_t entries, lacking[PROFILE_PARTS]; /* by part */
    size_t front_matters, valid;            /* of pages that the profile's schema is for */
};

struct looking {
    const struct profiles *built_in;
    struct tree tree;
    struct arena arena;
    struct fit fits[8]; /* by built-in profile */
    struct heading_survey headings;
    struct part_survey parts;
    struct key_survey keys;
    struct page_numbers *numbers;
    size_t number_count;
    size_t read, with_entries, with_front_matter, titled;
    size_t of_shape; /* headings that look like entries' */
    bool trouble;    /* a page could not be read, which was said */
    struct proposal proposal;
};

static const struct settings nothing = {.severity = {SEVERITY_OFF}};

/* Reads each page and has it looked at. */
static void each_page(struct looking *looking, const struct profile *profile,
                      void (*look)(struct looking *looking, const struct document *document,
                                   const char *below)) {
    struct read_context read = {.profiles = looking->built_in, .profile = profile};
    looking->read = 0;
    for (size_t i = 0; i < looking->tree.count && !looking->trouble; i++) {
        const struct tree_file *file = &looking->tree.files[i];
        struct buf bytes = {0};
        const char *error = file_read(file->path, &bytes);
        if (error) {
            say_path(file->path, error);
            looking->trouble = true;
        } else {
            struct source source;
            struct report report;
            struct document document;
            source_init(&source, file->path, buf_text(&bytes));
            report_init(&report, file->path, &nothing);
            page_read(&read, &source, &document, &report);
            looking->read += !document.unreadable;
            if (!document.unreadable)
                look(looking, &document, file->below);
            document_free(&document);
            report_free(&report);
            source_free(&source);
        }
        buf_free(&bytes);
    }
}

/* First look: headings, front matter, and how far built-in profiles fit. */

static void look_for_fit(struct fit *fit, const struct document *document) {
    const struct profile *profile = document->profile;
    for (uint32_t i = 0; i < document->entry_count; i++) {
        const struct entry *entry = &document->entries[i];
        fit->entries += entry->type == ENTRY_EXAMPLE;
        for (size_t p = 0; p < profile->part_count && entry->type == ENTRY_EXAMPLE; p++)
            fit->lacking[p] += entry_find(document, entry, profile->parts[p].kind) == NULL;
    }
    if (!profile->front_matter_schema || !document->front_matter.present || !document->front_matter.valid)
        return;
    struct arena arena = {0};
    fit->front_matters++;
    fit->valid +=
        schema_validate(profile->front_matter_schema, document->front_matter.value, &arena).count == 0;
    arena_free(&arena);
}

static void look_first(struct looking *looking, const struct document *document, const char *below) {
    headings_add(&looking->headings, document, &looking->arena);
    keys_add(&looking->keys, document, path_folder(text_of(below)), &looking->arena);
    for (size_t i = 0; i < profiles_count(looking->built_in); i++)
        if (profiles_at(looking->built_in, i) == document->profile)
            look_for_fit(&looking->fits[i], document);
}

/* A profile fits where it reads nearly all headings that seem to be entries', and most of these have the
 * parts that it requires. */
static bool fits(const struct looking *looking, const struct profile *profile, const struct fit *fit) {
    bool good = fit->entries && fit->entries * 10 >= looking->of_shape * 9;
    for (size_t p = 0; good && p < profile->part_count; p++)
        good = profile->parts[p].wish != PART_REQUIRED || fit->lacking[p] * 2 < fit->entries;
    return good;
}

static void choose_profile(struct looking *looking) {
    struct proposal *proposal = &looking->proposal;
    const struct shape_count *best =
        headings_best(&looking->headings, &proposal->level_min, &proposal->level_max, &looking->of_shape);
    proposal->shape = best ? &best->shape : NULL;
    for (size_t i = 0; i < profiles_count(looking->built_in) && !proposal->fits; i++)
        if (fits(looking, profiles_at(looking->built_in, i), &looking->fits[i]))
            proposal->fits = profiles_at(looking->built_in, i);
}

/* Second look, with entries known: their parts, and which pages follow each other. */

static void look_second(struct looking *looking, const struct document *document, const char *below) {
    uint32_t first = 0, last = 0;
    for (uint32_t i = 0; i < document->entry_count; i++) {
        uint32_t number = document->entries[i].number;
        if (document->entries[i].type != ENTRY_EXAMPLE)
            continue;
        first = !first || number < first ? number : first;
        last = number > last ? number : last;
    }
    if (!first)
        return;
    looking->with_entries++;
    looking->with_front_matter += document->front_matter.present;
    looking->titled +=
        value_get_string(document->front_matter.value, "title").at && !document_has_level_one(document);
    parts_add(&looking->parts, document, profiles_at(looking->built_in, 0), &looking->arena);
    looking->numbers = memory_grow(looking->numbers, looking->number_count + 1, sizeof *looking->numbers);
    looking->numbers[looking->number_count++] =
        (struct page_numbers){arena_copy(&looking->arena, path_folder(text_of(below))),
                              arena_copy(&looking->arena, text_of(file_name(below))), first, last};
}

/* The pages by a profile that knows the headings alone. */
static void look_at_parts(struct looking *looking) {
    struct profile_problem problem;
    struct value_error error;
    struct buf text = {0};
    struct profiles *own = profiles_new(looking->built_in);
    const struct profile *profile = looking->proposal.fits;
    if (!profile) {
        propose_entry(&looking->proposal, &text);
        const struct value *root = yaml_load(buf_text(&text), 0, &looking->arena, &error);
        profile = root ? profile_build(own, root, NULL, &problem) : NULL;
    }
    if (profile)
        each_page(looking, profile, look_second);
    profiles_free(own);
    buf_free(&text);
}

/* What to propose. */

/* How U+00C0 to U+00FF, two bytes of which the first is C3, are written in file names. */
static const char *const plain_letters[64] = {
    "a", "a", "a", "a", "ae", "a", "ae", "c", "e", "e", "e", "e", "i",  "i", "i",  "i",
    "d", "n", "o", "o", "o",  "o", "oe", "x", "o", "u", "u", "u", "ue", "y", "th", "ss",
    "a", "a", "a", "a", "ae", "a", "ae", "c", "e", "e", "e", "e", "i",  "i", "i",  "i",
    "d", "n", "o", "o", "o",  "o", "oe", "x", "o", "u", "u", "u", "ue", "y", "th", "y",
};

/* The plain letters for the one that begins at an offset, which is moved to its last byte; NULL for others.
 */
static const char *plain_letters_at(struct text name, size_t *at) {
    unsigned second = *at + 1 < name.len ? (unsigned char)name.at[*at + 1] : 0;
    if (name.at[*at] != '\xC3' || (second & 0xC0) != 0x80)
        return NULL;
    *at += 1;
    return plain_letters[second & 0x3F];
}

/* Letters, digits and hyphens of a name, in lower case; "pages" where none are left. */
static struct text file_word(struct looking *looking, struct text name) {
    struct buf word = {0};
    for (size_t i = 0; i < name.len; i++) {
        char c = byte_lower(name.at[i]);
        const char *letters = plain_letters_at(name, &i);
        if (letters)
            buf_add_string(&word, letters);
        else if (byte_is_alpha(c) || (word.len && (byte_is_digit(c) || c == '-')))
            buf_add_byte(&word, c);
        else if (word.len && word.at[word.len - 1] != '-')
            buf_add_byte(&word, '-');
    }
    while (word.len && word.at[word.len - 1] == '-')
        buf_cut(&word, word.len - 1);
    if (!word.len || profiles_find(looking->built_in, word.at))
        buf_add_string(&word, word.len ? "-pages" : "pages");
    struct text copy = arena_copy(&looking->arena, text_slice(buf_text(&word), 0, 50));
    buf_free(&word);
    return copy;
}

static void choose_name(struct looking *looking, const char *wish, const char *folder) {
    struct buf absolute = {0};
    struct text name = text_of(wish);
    if (!wish && !looking->proposal.fits)
        name = propose_noun(&looking->proposal);
    if (!wish && looking->proposal.fits) {
        buf_add_string(&absolute, folder);
        buf_add_string(&absolute, "/x");
        char *path = memory_copy_string(absolute.at);
        buf_cut(&absolute, 0);
        path_resolve(path, &absolute);
        name = text_of(file_name(arena_copy(&looking->arena, path_folder(buf_text(&absolute))).at));
        free(path);
    }
    looking->proposal.name = file_word(looking, name);
    buf_free(&absolute);
}

/* Whether the profile names the pages already. */
static bool has_pages(const struct profile *profile, const struct text *names, size_t count) {
    size_t known = 0;
    for (size_t i = 0; i < count; i++)
        known += profile_sequence_place(profile, names[i].at) >= 0; /* arena_copy() ends them in NUL */
    return known == count;
}

static void choose_rest(struct looking *looking) {
    struct proposal *proposal = &looking->proposal;
    const struct profile *fit = proposal->fits;
    proposal->part_count = fit ? 0 : parts_propose(&looking->parts, proposal->parts);
    proposal->intro = nearly_all(looking->parts.with_intro, looking->parts.entries);
    proposal->titled = nearly_all(looking->titled, looking->with_entries);
    proposal->front_matter = nearly_all(looking->with_front_matter, looking->with_entries);
    proposal->page_count = sequence_propose(looking->numbers, looking->number_count, proposal->pages);
    if (fit && has_pages(fit, proposal->pages, proposal->page_count))
        proposal->page_count = 0;
    keys_finish(&looking->keys);
    size_t i = 0;
    while (fit && profiles_at(looking->built_in, i) != fit)
        i++;
    bool known =
        fit && fit->front_matter_schema && nearly_all(looking->fits[i].valid, looking->fits[i].front_matters);
    if (looking->keys.count && !known)
        proposal->keys = &looking->keys;
}

/* Pages of several built-in profiles side by side are told apart by their form. */
static bool is_mixed(const struct looking *looking) {
    size_t own = 0, others = 0;
    for (size_t i = 0; i < profiles_count(looking->built_in); i++)
        *(profiles_at(looking->built_in, i) == looking->proposal.fits ? &own : &others) +=
            looking->fits[i].entries;
    return looking->proposal.fits && others * 20 >= own + others;
}

/* Saying it. */

static void say_headings(const struct looking *looking) {
    const struct proposal *proposal = &looking->proposal;
    struct buf shown = {0};
    if (proposal->fits) {
        profile_write_heading(proposal->fits, 12, TEXT("Title"), &shown);
    } else {
        const struct heading_shape *shape = proposal->shape;
        buf_print(&shown, "%.*s%.*s12%.*s Title", TEXT_ARG(shape->word), TEXT_ARG(shape->join),
                  TEXT_ARG(shape->separator));
    }
    printf("  headings like \"%s\": %zu on %zu %s\n", shown.at, looking->parts.entries, looking->with_entries,
           looking->with_entries == 1 ? "page" : "pages");
    buf_free(&shown);
}

static void say_parts(const struct looking *looking) {
    const struct proposal *proposal = &looking->proposal;
    for (size_t i = 0; i < proposal->part_count; i++) {
        const struct proposed_part *part = &proposal->parts[i];
        struct text words = part->item == ITEM_CODE ? TEXT("code") : TEXT("diagram");
        struct buf line = {0};
        if (part->label)
            propose_form(part->label, &words);
        buf_print(&line, "  part %zu: %.*s, in %zu of %zu%s%s", i + 1, TEXT_ARG(words), part->entries,
                  looking->parts.entries, part->required ? ", required" : "",
                  part->anywhere ? ", anywhere" : "");
        struct buf safe = {0};
        output_safe(buf_text(&line), &safe);
        puts(safe.at);
        buf_free(&line);
        buf_free(&safe);
    }
}

static void say_keys(const struct looking *looking) {
    const struct key_survey *keys = looking->proposal.keys;
    for (size_t i = 0; keys && i < keys->count; i++) {
        const struct key_count *key = &keys->keys[i];
        struct buf safe = {0};
        output_safe(key->name, &safe);
        printf("  front matter: %s, on %zu of %zu pages%s%s\n", safe.at, key->pages, keys->pages,
               nearly_all(key->pages, keys->pages) ? ", required" : "",
               key_is_slip(keys, key) ? ", left out: it looks like a slip of the pen" : "");
        buf_free(&safe);
    }
}

static void say_findings(const struct looking *looking) {
    const struct proposal *proposal = &looking->proposal;
    printf("%zu page%s read.\n", looking->read, looking->read == 1 ? " was" : "s were");
    if (!proposal->shape && !proposal->fits) {
        puts("  no headings with successive numbers were found; a page's form tells its profile");
        return;
    }
    say_headings(looking);
    if (proposal->fits)
        printf("  the built-in profile %s fits\n", proposal->fits->name);
    if (proposal->mixed) {
        puts("  other pages are of another built-in profile; each page's form tells which");
        return;
    }
    say_parts(looking);
    for (size_t i = 0; i < proposal->page_count; i++)
        printf(i ? ", %.*s" : "  pages that follow each other: %.*s", TEXT_ARG(proposal->pages[i]));
    if (proposal->page_count)
        putchar('\n');
    say_keys(looking);
}

/* Writing. */

struct output_file {
    struct buf path, bytes;
    bool is_new; /* there was none before */
};

enum { FILES_MOST = 3 };

static void add_file(struct output_file *file, const char *folder, struct text name, const char *suffix) {
    if (strcmp(folder, ".") != 0)
        buf_print(&file->path, "%s%s", folder, text_ends(text_of(folder), "/") ? "" : "/");
    buf_print(&file->path, "%.*s%s", TEXT_ARG(name), suffix);
}

static void write_configuration(const struct proposal *proposal, bool own, struct buf *out) {
    buf_add_string(
        out,
        "# Configuration of exlint. \"exlint config --file PAGE\" shows what it comes to, and \"exlint rules\" lists the\n"
        "# rules. What begins with a # is there to be taken up.\n\n");
    if (own)
        buf_print(out, "profile: ./%.*s.profile.yaml\n", TEXT_ARG(proposal->name));
    else if (proposal->fits && !proposal->mixed)
        buf_print(out, "profile: %s\n", proposal->fits->name);
    else
        buf_add_string(
            out,
            "# profile: by-example            # a built-in one, or the path of one's own; without it, each "
            "page's form tells\n");
    buf_add_string(
        out,
        "# extends: ../shared.exlint.yaml # what stands there counts, too; what stands here wins\n"
        "\n"
        "# rules:\n"
        "#   why/missing: error           # off, info, warning or error\n"
        "#   why/length: { severity: warning, min: 40, max: 120 }\n"
        "#   fence/*: warning             # a group\n"
        "\n"
        "# overrides:                     # patterns as in .gitignore; the last override that matches wins\n"
        "#   - files: [\"**/overview.md\"]\n"
        "#     rules: { front-matter/missing: off }\n"
        "\n"
        "# site: { root: content }        # where links that begin with a slash lead; without it they are not checked\n"
        "\n"
        "# checkers: { bash: bash -n }     # commands that \"check --run-checkers\" gives the blocks of a language\n");
}

/* Nothing is written where something is in the way. */
static bool is_free(const struct output_file *files, size_t count, bool force) {
    bool good = true;
    for (size_t i = 0; i < count && !force; i++)
        if (access(files[i].path.at, F_OK) == 0) {
            say("%s is there already; --force replaces it", files[i].path.at);
            good = false;
        }
    return good;
}

static bool write_file(struct output_file *file) {
    file->is_new = access(file->path.at, F_OK) != 0;
    const char *error = file_replace(file->path.at, buf_text(&file->bytes));
    if (error)
        say_path(file->path.at, error);
    return !error;
}

static int write_files(const struct proposal *proposal, const char *folder, bool force) {
    struct output_file files[FILES_MOST] = {{.is_new = false}};
    size_t count = 1;
    int status = STATUS_OK;
    bool own = !proposal->mixed &&
               (proposal->fits ? proposal->keys || proposal->page_count : proposal->shape != NULL);
    add_file(&files[0], folder, TEXT(CONFIG_NAME), "");
    write_configuration(proposal, own, &files[0].bytes);
    if (own) {
        add_file(&files[count], folder, proposal->name, ".profile.yaml");
        propose_profile(proposal, &files[count++].bytes);
    }
    if (own && proposal->keys) {
        add_file(&files[count], folder, proposal->name, ".schema.yaml");
        propose_schema(proposal, &files[count++].bytes);
    }
    if (!is_free(files, count, force))
        status = STATUS_TROUBLE;
    for (size_t i = count; i-- > 0 && status == STATUS_OK;) /* what others name comes first */
        if (!write_file(&files[i])) {
            status = STATUS_TROUBLE;
            while (++i < count)
                if (files[i].is_new)
                    remove(files[i].path.at);
            break;
        }
    for (size_t i = 0; i < count && status == STATUS_OK; i++)
        printf("wrote %s\n", files[i].path.at);
    for (size_t i = 0; i < FILES_MOST; i++) {
        buf_free(&files[i].path);
        buf_free(&files[i].bytes);
    }
    return status;
}

static int look_and_write(const struct init_options *options, const char *folder) {
    struct profiles *built_in = profiles_built_in();
    struct looking *looking = memory_get_zeroed(1, sizeof *looking);
    int status = STATUS_TROUBLE;
    looking->built_in = looking->proposal.built_in = built_in;
    tree_add(&looking->tree, folder, markdown_suffixes);
    tree_finish(&looking->tree);
    for (size_t i = 0; i < looking->tree.error_count; i++)
        say("%s", looking->tree.errors[i]);
    if (!looking->tree.error_count && !looking->tree.count) {
        say("nothing was written: no .md or .markdown files in %s", folder);
    } else if (!looking->tree.error_count) {
        each_page(looking, NULL, look_first);
        choose_profile(looking);
        if (looking->proposal.fits || looking->proposal.shape) {
            look_at_parts(looking);
            choose_name(looking, options->name, folder);
            choose_rest(looking);
        }
        looking->proposal.mixed = is_mixed(looking);
        if (!looking->trouble) {
            say_findings(looking);
            status = write_files(&looking->proposal, folder, options->force);
        }
    }
    tree_free(&looking->tree);
    arena_free(&looking->arena);
    free(looking->numbers);
    free(looking);
    profiles_free(built_in);
    return status;
}

static int run_init(const struct command *command, struct arguments arguments) {
    struct init_options options = {0};
    int status;
    if (!options_parse(command, &arguments, &options, &status))
        return status;
    if (arguments.count > 1) {
        say("init takes one folder, not %s, too", arguments.at[1]);
        return STATUS_TROUBLE;
    }
    return look_and_write(&options, arguments.count ? arguments.at[0] : ".");
}

const struct command command_init = {
    "init",
    "[OPTION...] [FOLDER]",
    "Look at a folder's pages and write a configuration for them",
    init_table,
    false,
    run_init,
};
