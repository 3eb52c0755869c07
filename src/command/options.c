/* SPDX-License-Identifier: MIT */
#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "command/command.h"
#include "command/console.h"
#include "command/inputs.h"

enum { HELP_INDENT = 30, HELP_WIDTH = 79 };

static const struct option every_table[] = {
    {"help", 'h', OPTION_HELP, NULL, 0, "print this help", NULL},
    {"version", 'V', OPTION_VERSION, NULL, 0, "print the version", NULL},
    OPTION_TABLE_END,
};

/* Option number i of a command: its own, then those of all that read pages, then those of all. */
static const struct option *option_at(const struct command *command, size_t i) {
    const struct option *tables[] = {command->options, command->reads_pages ? page_option_table : NULL,
                                     every_table};
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
        for (const struct option *option = tables[t]; option && option->name; option++)
            if (i-- == 0)
                return option;
    return NULL;
}

/* Prints words from column `column` on, each line that follows indented; column is where the line stands
 * already. */
static void print_wrapped(struct text words, size_t column) {
    while ((words = text_trim_left(words)).len) {
        size_t end = text_find_byte(words, ' ', 0);
        struct text word = text_slice(words, 0, end);
        words = text_from(words, word.len);
        if (column + 1 + word.len > HELP_WIDTH && column > HELP_INDENT) {
            printf("\n%*s", HELP_INDENT, "");
            column = HELP_INDENT;
        }
        bool first = column == HELP_INDENT;
        printf("%s%.*s", first ? "" : " ", TEXT_ARG(word));
        column += word.len + !first;
    }
    putchar('\n');
}

static void print_option(const struct option *option) {
    struct buf line = {0};
    if (option->letter)
        buf_print(&line, "  -%c, --%s", option->letter, option->name);
    else
        buf_print(&line, "      --%s", option->name);
    if (option->value)
        buf_print(&line, " %s", option->value);
    if (line.len + 2 > HELP_INDENT)
        printf("%s\n%*s", line.at, HELP_INDENT, "");
    else
        printf("%-*s", HELP_INDENT, line.at);
    buf_cut(&line, 0);
    buf_add_string(&line, option->help);
    const char *word;
    for (size_t i = 0; option->choice && (word = option->choice(i)); i++)
        buf_print(&line, "%s %s", i ? "," : ":", word);
    print_wrapped(buf_text(&line), HELP_INDENT);
    buf_free(&line);
}

static void print_help(const struct command *command) {
    printf("Usage: exlint %s%s%s\n\n%s.\n\nOptions:\n", command->name, *command->synopsis ? " " : "",
           command->synopsis, command->summary);
    const struct option *option;
    for (size_t i = 0; (option = option_at(command, i)); i++)
        print_option(option);
}

static const struct option *find_long(const struct command *command, struct text name) {
    const struct option *option;
    for (size_t i = 0; (option = option_at(command, i)); i++)
        if (text_is(name, option->name))
            return option;
    return NULL;
}

static const struct option *find_letter(const struct command *command, char letter) {
    const struct option *option;
    for (size_t i = 0; (option = option_at(command, i)); i++)
        if (option->letter == letter)
            return option;
    return NULL;
}

const char *options_nearest(struct text misspelt, const char *(*word)(const void *, size_t),
                            const void *context) {
    const char *nearest = NULL, *candidate;
    unsigned best = (unsigned)(misspelt.len / 3 < 4 ? misspelt.len / 3 + 1 : 4) + 1;
    for (size_t i = 0; (candidate = word(context, i)); i++) {
        struct text name = text_of(candidate);
        bool begins = misspelt.len > 1 && name.len > misspelt.len &&
                      text_equal(text_slice(name, 0, misspelt.len), misspelt);
        unsigned distance = begins ? 1 : text_distance(misspelt, name, best);
        if (distance < best) {
            best = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

static const char *option_word(const void *context, size_t i) {
    const struct option *option = option_at(context, i);
    return option ? option->name : NULL;
}

static const char *choice_word(const void *context, size_t i) {
    const struct option *option = context;
    return option->choice(i);
}

static bool complain_unknown(const struct command *command, const char *argument, struct text name) {
    const char *nearest = argument[1] == '-' ? options_nearest(name, option_word, command) : NULL;
    if (nearest)
        say("unknown option --%.*s; did you mean --%s?", TEXT_ARG(name), nearest);
    else
        say("unknown option %s; \"exlint %s --help\" lists them", argument, command->name);
    return false;
}

static bool set_choice(const struct option *option, int *variable, const char *value) {
    const char *word;
    for (size_t i = 0; (word = option->choice(i)); i++)
        if (strcmp(word, value) == 0) {
            *variable = (int)i;
            return true;
        }
    struct buf words = {0};
    for (size_t i = 0; (word = option->choice(i)); i++)
        buf_print(&words, "%s%s", i ? ", " : "", word);
    const char *nearest = options_nearest(text_of(value), choice_word, option);
    if (nearest)
        say("--%s knows no \"%s\"; did you mean %s? It takes %s", option->name, value, nearest, words.at);
    else
        say("--%s knows no \"%s\"; it takes %s", option->name, value, words.at ? words.at : "nothing");
    buf_free(&words);
    return false;
}

static bool set_number(const struct option *option, long *variable, const char *value) {
    char *end;
    errno = 0;
    long number = strtol(value, &end, 10);
    if (!byte_is_digit(*value) || *end || errno || number > 1000000000) {
        say("--%s needs a whole number, not \"%s\"", option->name, value);
        return false;
    }
    *variable = number;
    return true;
}

/* value is NULL for the kinds that take none. */
static bool set(const struct option *option, void *values, const char *value) {
    void *variable = (char *)values + option->offset;
    assert(value || option->kind == OPTION_FLAG || option->kind >= OPTION_HELP);
    switch (option->kind) {
    case OPTION_FLAG: *(bool *)variable = true; return true;
    case OPTION_STRING: *(const char **)variable = value; return true;
    case OPTION_NUMBER: return set_number(option, variable, value);
    case OPTION_CHOICE: return set_choice(option, variable, value);
    case OPTION_LIST: {
        struct buf *list = variable;
        if (list->len)
            buf_add_byte(list, ',');
        buf_add_string(list, value);
        return true;
    }
    case OPTION_HELP:
    case OPTION_VERSION: break;
    }
    return true;
}

struct parser {
    const struct command *command;
    struct arguments *arguments;
    void *values;
    size_t next; /* argument to look at */
    bool over;   /* --help or --version was given, and answered */
};

/* One option with the value that stands in its own argument, or NULL; takes the next argument where it needs
 * one. */
static bool take(struct parser *parser, const struct option *option, const char *value) {
    if (option->kind == OPTION_HELP || option->kind == OPTION_VERSION) {
        if (option->kind == OPTION_HELP)
            print_help(parser->command);
        else
            printf("exlint %s\n", EXLINT_VERSION);
        parser->over = true;
        return true;
    }
    if (option->value && !value) {
        if (parser->next == parser->arguments->count) {
            say("--%s needs a value: %s", option->name, option->value);
            return false;
        }
        value = parser->arguments->at[parser->next++];
    }
    return set(option, parser->values, value);
}

static bool parse_long(struct parser *parser, const char *argument) {
    struct text name = text_of(argument + 2);
    size_t equals = text_find_byte(name, '=', 0);
    const char *value = equals == TEXT_NONE ? NULL : name.at + equals + 1;
    name = text_slice(name, 0, equals);
    const struct option *option = find_long(parser->command, name);
    if (!option)
        return complain_unknown(parser->command, argument, name);
    if (value && !option->value) {
        say("--%s takes no value", option->name);
        return false;
    }
    return take(parser, option, value);
}

static bool parse_letters(struct parser *parser, const char *argument) {
    for (const char *letter = argument + 1; *letter && !parser->over; letter++) {
        const struct option *option = find_letter(parser->command, *letter);
        if (!option)
            return complain_unknown(parser->command, argument, text_of(letter));
        const char *value = option->value && letter[1] ? letter + 1 : NULL;
        if (!take(parser, option, value))
            return false;
        if (value)
            break;
    }
    return true;
}

bool options_parse(const struct command *command, struct arguments *arguments, void *values, int *status) {
    struct parser parser = {command, arguments, values, 0, false};
    size_t operands = 0;
    bool only_operands = false, good = true;
    while (parser.next < arguments->count && good && !parser.over) {
        char *argument = arguments->at[parser.next++];
        if (only_operands || argument[0] != '-' || !argument[1])
            arguments->at[operands++] = argument;
        else if (strcmp(argument, "--") == 0)
            only_operands = true;
        else
            good = argument[1] == '-' ? parse_long(&parser, argument) : parse_letters(&parser, argument);
    }
    arguments->count = operands;
    *status = good ? STATUS_OK : STATUS_TROUBLE;
    return good && !parser.over;
}
