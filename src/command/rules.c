/* SPDX-License-Identifier: MIT */
/* exlint rules: every rule there is. */
#include <stdio.h>

#include "base/json.h"
#include "command/command.h"
#include "command/console.h"
#include "report/catalogue.h"

enum rules_format { RULES_TEXT, RULES_JSON };

struct rules_options {
    int format;
};

static const char *format_choice(size_t i) {
    static const char *const words[] = {"text", "json", NULL};
    return words[i];
}

static const struct option option_table[] = {
    {"output-format", 0, OPTION_CHOICE, "FORMAT", offsetof(struct rules_options, format),
     "print the list in this form", format_choice},
    OPTION_TABLE_END,
};

static void print_text(void) {
    int width = 0;
    for (int m = 0; m < MESSAGE_COUNT; m++) {
        int length = (int)strlen(catalogue_row((enum message)m)->name);
        width = length > width ? length : width;
    }
    for (int m = 0; m < MESSAGE_COUNT; m++) {
        const struct catalogue_row *row = catalogue_row((enum message)m);
        printf("%-*s  %-7s  %-7s  %s\n", width, row->name, severity_name(row->severity),
               row->fix == FIX_SAFE ? "fixable" : "", row->headline);
    }
}

static void print_json(void) {
    struct json_value *list = json_new_array();
    for (int m = 0; m < MESSAGE_COUNT; m++) {
        const struct catalogue_row *row = catalogue_row((enum message)m);
        struct json_value *rule = json_new_object();
        json_set_string(rule, "name", text_of(row->name));
        json_set_string(rule, "severity", text_of(severity_name(row->severity)));
        json_set(rule, "fixable", json_new_bool(row->fix == FIX_SAFE));
        json_set_string(rule, "headline", text_of(row->headline));
        json_append(list, rule);
    }
    struct buf out = {0};
    json_write_pretty(list, &out);
    puts(out.at);
    buf_free(&out);
    json_free(list);
}

static int run(const struct command *command, struct arguments arguments) {
    struct rules_options options = {RULES_TEXT};
    int status;
    if (!options_parse(command, &arguments, &options, &status))
        return status;
    if (arguments.count) {
        say("rules takes no operand; \"exlint explain %s\" tells about one rule", arguments.at[0]);
        return STATUS_TROUBLE;
    }
    if (options.format == RULES_JSON)
        print_json();
    else
        print_text();
    return STATUS_OK;
}

const struct command command_rules = {
    "rules", "[OPTION...]", "List every rule with its severity", option_table, false, run,
};
