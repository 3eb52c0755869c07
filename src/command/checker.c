/* SPDX-License-Identifier: MIT */
#include "command/checker.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum {
    FILE_MOST = 16 * 1024 * 1024, /* bytes of output; a command that writes more is killed */
    NOT_RUNNABLE = 126,           /* statuses of the shell: 127 is "not found" */
};

/* A file without a name, or -1. Files, not pipes: nobody waits for anybody, and whatever is left over goes by itself. */
static int open_nameless(void) {
    const char *folder = getenv("TMPDIR");
    struct buf path = {0};
    buf_print(&path, "%s/exlint-XXXXXX", folder && *folder ? folder : "/tmp");
    int file = mkstemp(path.at);
    if (file >= 0) {
        unlink(path.at);
        fcntl(file, F_SETFD, FD_CLOEXEC);
    }
    buf_free(&path);
    return file;
}

static bool fill(int file, struct text input) {
    while (input.len) {
        ssize_t written = write(file, input.at, input.len);
        if (written < 0 && errno != EINTR)
            return false;
        input = text_from(input, written < 0 ? 0 : (size_t)written);
    }
    return lseek(file, 0, SEEK_SET) == 0;
}

/* Begins the command in a process group of its own. */
static bool begin(const char *command, int input, int output, pid_t *process) {
    char shell[] = "/bin/sh", flag[] = "-c";
    char *copy = (char *)(uintptr_t)command; /* posix_spawn() takes char *const[], and changes nothing */
    char *const arguments[] = {shell, flag, copy, NULL};
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    sigset_t usual;
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files, output, STDERR_FILENO);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    int error = posix_spawn(process, shell, &files, &attributes, arguments, environ);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    return error == 0;
}

static long long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000LL + time.tv_nsec / 1000000;
}

static bool is_too_much(int output) {
    struct stat status;
    return fstat(output, &status) != 0 || status.st_size > FILE_MOST;
}

/* Waits for the process, which stays to be collected; false when it took too long. */
static bool wait_for(pid_t process, int output, unsigned milliseconds) {
    long long until = now() + milliseconds;
    for (long pause = 500000;; pause = pause < 20000000 ? pause * 2 : pause) {
        siginfo_t info = {0};
        int result = waitid(P_PID, (id_t)process, &info, WEXITED | WNOHANG | WNOWAIT);
        if (result == 0 && info.si_pid == process)
            return true;
        if ((result != 0 && errno != EINTR) || now() >= until || is_too_much(output))
            return false;
        nanosleep(&(struct timespec){0, pause}, NULL);
    }
}

/* Ends the process and all that it began; gives its status. */
static int end(pid_t process) {
    int status = -1;
    kill(-process, SIGKILL);
    while (waitpid(process, &status, 0) < 0 && errno == EINTR)
        continue;
    return status;
}

static void collect(int file, struct buf *output) {
    char *bytes = malloc(CHECKER_OUTPUT_MOST);
    ssize_t length = bytes ? pread(file, bytes, CHECKER_OUTPUT_MOST, 0) : 0;
    if (length > 0)
        buf_add(output, (struct text){bytes, (size_t)length});
    free(bytes);
}

static enum checker_end run(const char *command, unsigned milliseconds, int input, int file,
                            struct buf *output) {
    pid_t process;
    if (!begin(command, input, file, &process))
        return CHECKER_ABSENT;
    bool ended = wait_for(process, file, milliseconds);
    int status = end(process);
    collect(file, output);
    if (!ended)
        return CHECKER_LATE;
    if (WIFEXITED(status) && WEXITSTATUS(status) >= NOT_RUNNABLE && WEXITSTATUS(status) <= NOT_RUNNABLE + 1)
        return CHECKER_ABSENT;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? CHECKER_CONTENT : CHECKER_COMPLAINS;
}

enum checker_end checker_run(const char *command, struct text input, unsigned milliseconds,
                             struct buf *output) {
    int from = open_nameless(), to = open_nameless();
    enum checker_end how = CHECKER_ABSENT;
    buf_cut(output, 0);
    if (from >= 0 && to >= 0 && fill(from, input))
        how = run(command, milliseconds, from, to, output);
    if (from >= 0)
        close(from);
    if (to >= 0)
        close(to);
    return how;
}
