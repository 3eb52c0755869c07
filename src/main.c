/* SPDX-License-Identifier: MIT */
/* The program: which command is meant, and how it ends. */
#include <stdio.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "command/command.h"
#include "command/console.h"

static const struct command *const commands[] = {
    &command_check, &command_fmt, &command_convert, &command_compare, &command_validate, &command_rules, &command_explain,
    &command_config, &command_init, NULL,
};

static const char *command_word(const void *context, size_t i) {
    (void)context;
    return commands[i] ? commands[i]->name : NULL;
}

static const struct command *find_command(const char *name) {
    for (size_t i = 0; commands[i]; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

static int print_overview(void) {
    puts("Usage: exlint [check] [OPTION...] [PATH...]\n"
         "       exlint COMMAND [OPTION...] [ARGUMENT...]\n\n"
         "A linter, formatter and converter for tutorials made of numbered examples.\n\n"
         "Commands:");
    for (size_t i = 0; commands[i]; i++)
        printf("  %-9s %s\n", commands[i]->name, commands[i]->summary);
    puts("\n\"exlint COMMAND --help\" lists the options of a command.");
    return STATUS_OK;
}

static int print_version(void) {
    puts("exlint " EXLINT_VERSION);
    return STATUS_OK;
}

/* The command that a word was meant as, where no such file exists. */
static const char *meant_command(const char *word) {
    struct stat status;
    if (word[0] == '-' || strpbrk(word, "./") || stat(word, &status) == 0)
        return NULL;
    return options_nearest(text_of(word), command_word, NULL);
}

/* "exlint help", "exlint help fmt": for those who expect such a command, as long as no page is called so. */
static int print_help(struct arguments arguments) {
    const struct command *command = arguments.count > 1 ? find_command(arguments.at[1]) : NULL;
    char option[] = "--help", *help[] = {option, NULL};
    return command ? command->run(command, (struct arguments){help, 1}) : print_overview();
}

/* arguments: without the program's name. */
static int dispatch(struct arguments arguments) {
    const char *first = arguments.count ? arguments.at[0] : NULL;
    if (first && (strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0))
        return print_overview();
    if (first && (strcmp(first, "--version") == 0 || strcmp(first, "-V") == 0))
        return print_version();
    const struct command *command = first ? find_command(first) : NULL;
    if (command)
        return command->run(command, (struct arguments){arguments.at + 1, arguments.count - 1});
    struct stat status;
    if (first && strcmp(first, "help") == 0 && stat(first, &status) != 0)
        return print_help(arguments);
    const char *meant = first ? meant_command(first) : NULL;
    if (meant) {
        say("%s: no such file or command; did you mean \"%s\"?", first, meant);
        return STATUS_TROUBLE;
    }
    return command_check.run(&command_check, arguments);
}

int main(int argc, char **argv) {
    memory_begin();
    console_begin();
    size_t count = argc > 0 ? (size_t)argc - 1 : 0;
    return console_end(dispatch((struct arguments){argv + (argc > 0), count}));
}
