/* SPDX-License-Identifier: MIT */
/* exlint config: what counts for a page, and where it comes from. */
#include <stdio.h>

#include "command/command.h"
#include "command/config.h"
#include "command/console.h"
#include "report/output.h"

struct config_options {
    const char *file, *config;
    bool no_config;
};

#define CONFIG_OPTION(member) offsetof(struct config_options, member)

static const struct option config_table[] = {
    {"file", 0, OPTION_STRING, "PATH", CONFIG_OPTION(file), "show what counts for the page at PATH", NULL},
    {"config", 0, OPTION_STRING, "FILE", CONFIG_OPTION(config),
     "use this configuration instead of .exlint.yaml", NULL},
    {"no-config", 0, OPTION_FLAG, NULL, CONFIG_OPTION(no_config), "search for no .exlint.yaml", NULL},
    OPTION_TABLE_END,
};

static void print_line(const char *name, const char *value, struct config_origin origin) {
    struct buf line = {0}, safe = {0};
    buf_print(&line, "%-26s %-12s ", name, value);
    if (origin.source)
        config_origin_print(origin, &line);
    else
        buf_add_string(&line, "default");
    output_safe(buf_text(&line), &safe);
    puts(safe.at);
    buf_free(&line);
    buf_free(&safe);
}

static void print_options(const struct page_config *config, enum message message) {
    const struct rule_option *option;
    for (size_t i = 0; (option = rule_option_at(i)); i++) {
        if (option->message != message)
            continue;
        struct buf name = {0}, value = {0};
        buf_print(&name, "  %s", option->name);
        rule_option_print(option, &config->settings.options, &value);
        print_line(name.at, value.at, config->origins.option[i]);
        buf_free(&name);
        buf_free(&value);
    }
}

static void print_config(const struct page_config *config, const struct profiles *built_in) {
    const struct profile *profile = config->read.profile;
    const char *root = config->settings.options.site_root;
    struct buf shown = {0};
    buf_add_string(&shown, profile ? profile->name : "(by form)");
    if (profile && profiles_find(built_in, profile->name) != profile)
        buf_print(&shown, " (%s)", profile->source->name);
    print_line("profile", shown.at, config->origins.profile);
    buf_free(&shown);
    print_line("site.root", root ? root : "(none)", config->origins.site_root);
    for (size_t i = 0; i < config->checker_count; i++) {
        const struct config_checker *checker = &config->checkers[i];
        struct buf name = {0};
        buf_print(&name, "checkers.%.*s", TEXT_ARG(checker->language));
        print_line(name.at, checker->command, (struct config_origin){&checker->file->source, checker->span.begin});
        buf_free(&name);
    }
    for (unsigned m = 0; m < MESSAGE_COUNT; m++) {
        print_line(catalogue_row((enum message)m)->name, severity_name(config->settings.severity[m]),
                   config->origins.severity[m]);
        print_options(config, (enum message)m);
    }
}

/* What would be said about the files when pages are checked. */
static void print_findings(struct configs *configs) {
    const struct output_format *gcc = output_format_find("gcc");
    struct output output = {.stream = stderr, .quiet = true, .lowest = SEVERITY_INFO};
    struct report *report;
    output_begin(&output, gcc);
    for (size_t i = 0; (report = configs_report(configs, i)); i++)
        output_report(&output, gcc, report);
    output_end(&output, gcc);
}

static int show_config(const struct config_options *options) {
    struct profiles *profiles = profiles_built_in_for_reading();
    struct config_wishes wishes = {.file = options->config, .none = options->no_config};
    struct configs *configs = configs_new(&wishes, profiles);
    const struct page_config *config = configs_for(configs, options->file ? options->file : "-");
    if (config) {
        print_config(config, profiles);
        print_findings(configs);
    }
    configs_free(configs);
    profiles_free(profiles);
    return config ? STATUS_OK : STATUS_TROUBLE;
}

static bool has_operand(const char *command, struct arguments arguments) {
    if (arguments.count)
        say("%s takes no operand, such as %s", command, arguments.at[0]);
    return arguments.count > 0;
}

static int run_config(const struct command *command, struct arguments arguments) {
    struct config_options options = {0};
    int status;
    if (!options_parse(command, &arguments, &options, &status))
        return status;
    return has_operand("config", arguments) ? STATUS_TROUBLE : show_config(&options);
}

const struct command command_config = {
    "config",     "[OPTION...]", "Show the configuration that counts for a page, and where it comes from",
    config_table, false,         run_config,
};
