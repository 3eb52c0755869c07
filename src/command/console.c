/* SPDX-License-Identifier: MIT */
#include "command/console.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/memory.h"
#include "command/command.h"
#include "report/output.h"

static void say_text(struct text message) {
    struct buf line = {0};
    buf_add_string(&line, "exlint: ");
    output_safe(message, &line);
    buf_add_byte(&line, '\n');
    fwrite(line.at, 1, line.len, stderr);
    buf_free(&line);
}

void say(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    char small[512];
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(small, sizeof small, format, arguments);
    if (length >= 0 && (size_t)length < sizeof small) {
        say_text(text_of(small));
    } else if (length >= 0) {
        char *large = memory_get((size_t)length + 1);
        vsnprintf(large, (size_t)length + 1, format, again);
        say_text(text_of(large));
        free(large);
    }
    va_end(again);
    va_end(arguments);
}

bool say_at(const struct source *source, uint32_t offset, const char *format, ...) {
    struct position at = source_position(source, offset);
    char message[1000];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    say("%s:%u:%u: %s", source->name, (unsigned)at.line, (unsigned)at.column, message);
    return false;
}

void say_path(const char *path, const char *message) {
    say("%s: %s", path, message);
}

bool console_colour(enum colour flag) {
    if (flag != COLOUR_AUTO)
        return flag == COLOUR_ALWAYS;
    const char *none = getenv("NO_COLOR"), *terminal = getenv("TERM");
    if (none && *none)
        return false;
    return isatty(STDOUT_FILENO) && !(terminal && strcmp(terminal, "dumb") == 0);
}

void console_begin(void) {
    /* A closed descriptor is filled the wrong way round, so that using it gives an error and not another
     * file. */
    static const int wrong[] = {O_WRONLY, O_RDONLY, O_WRONLY};
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) == -1 && errno == EBADF && open("/dev/null", wrong[fd]) != fd)
            _exit(STATUS_TROUBLE);
    signal(SIGPIPE, SIG_IGN);
#ifdef SIGXFSZ
    signal(SIGXFSZ, SIG_IGN); /* write() then says that the file grew too large */
#endif
}

void console_write(struct text t) {
    if (!t.len)
        return;
    if (!isatty(STDOUT_FILENO) || output_is_plain(t)) {
        fwrite(t.at, 1, t.len, stdout);
        return;
    }
    struct buf shown = {0};
    for (size_t at = 0; at < t.len;) {
        size_t lf = text_find_byte(t, '\n', at), end = lf == TEXT_NONE ? t.len : lf;
        output_safe(text_slice(t, at, end), &shown);
        if (lf != TEXT_NONE)
            buf_add_byte(&shown, '\n');
        at = end + 1;
    }
    fwrite(shown.at, 1, shown.len, stdout);
    buf_free(&shown);
}

bool console_writable(void) {
    return !ferror(stdout);
}

static bool reader_went_away(void) {
    struct pollfd out = {STDOUT_FILENO, POLLOUT, 0};
    return poll(&out, 1, 0) == 1 && (out.revents & (POLLERR | POLLHUP));
}

int console_end(int status) {
    errno = 0;
    bool failed = fflush(stdout) == EOF;
    int reason = errno;
    if (!failed && !ferror(stdout))
        return status;
    if (reason == EPIPE || reader_went_away())
        return status;
    say("standard output: %s", reason ? strerror(reason) : "cannot be written");
    return STATUS_TROUBLE;
}

void progress_begin(struct progress *progress, size_t total, bool quiet) {
    *progress = (struct progress){.on = !quiet && total > 1 && isatty(STDERR_FILENO), .total = total};
    if (progress->on)
        clock_gettime(CLOCK_MONOTONIC, &progress->last);
}

void progress_show(struct progress *progress, size_t done) {
    if (!progress->on)
        return;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    long milliseconds =
        (long)(now.tv_sec - progress->last.tv_sec) * 1000 + (now.tv_nsec - progress->last.tv_nsec) / 1000000;
    if (milliseconds < (progress->shown ? 100 : 400))
        return;
    progress->last = now;
    progress->shown = true;
    fprintf(stderr, "\r%zu/%zu files", done, progress->total);
}

void progress_clear(struct progress *progress) {
    if (!progress->shown)
        return;
    fputs("\r\033[K", stderr);
    progress->shown = false;
}
