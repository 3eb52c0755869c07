/* SPDX-License-Identifier: MIT */
/* What a command says beside its output: messages and a progress line on
 * stderr; and how it ends when stdout cannot be written. */
#ifndef EXLINT_COMMAND_CONSOLE_H
#define EXLINT_COMMAND_CONSOLE_H

#include <time.h>

#include "doc/source.h"

/* Prints "exlint: ", the text and a line end on stderr, in one piece; what a terminal could obey is escaped.
 */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* As say("%s: %s", path, message). */
void say_path(const char *path, const char *message);
/* As say("%s:%u:%u: …") of a place in a source. Gives false. */
bool say_at(const struct source *source, uint32_t offset, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

enum colour { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

/* Whether stdout gets colours: the flag, then NO_COLOR, then whether it is a terminal. */
bool console_colour(enum colour flag);

/* Makes the standard streams safe to use: one that is closed fails instead of being given to the next file
 * that is opened, and a closed pipe becomes a write error. */
void console_begin(void);
/* Prints a page, or a diff, on stdout: byte for byte, but on a terminal with what it would obey made visible. */
void console_write(struct text t);
/* Whether stdout can still be written. */
bool console_writable(void);
/* Flushes stdout. Gives status; a write error is said and gives 2, a reader that went away is no error. */
int console_end(int status);

/* "12/300 files" on a terminal's stderr while long work is going on. */
struct progress {
    bool on, shown;
    size_t total;
    struct timespec last;
};

void progress_begin(struct progress *progress, size_t total, bool quiet);
void progress_show(struct progress *progress, size_t done);
/* Takes the line away; call before anything else is printed. */
void progress_clear(struct progress *progress);

#endif
