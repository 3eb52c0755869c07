/* SPDX-License-Identifier: MIT */
#include "base/files.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "folder.h"

static void assert_message(const char *message, const char *expected) {
    if (!expected)
        assert_null(message);
    else {
        assert_non_null(message);
        assert_string_equal(message, expected);
    }
}

static void write_file(const char *path, const char *content) {
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(content, file);
    fclose(file);
}

static void assert_content(const char *path, const char *content) {
    struct buf buf;
    assert_message(file_read(path, &buf), NULL);
    assert_true(text_is(buf_text(&buf), content));
    buf_free(&buf);
}

static size_t entries(const char *folder) {
    DIR *stream = opendir(folder);
    size_t count = 0;
    assert_non_null(stream);
    while (readdir(stream))
        count++;
    closedir(stream);
    return count - 2;
}

static void reads(void **state) {
    (void)state;
    write_file("a", "one\ntwo");
    assert_content("a", "one\ntwo");
    write_file("empty", "");
    struct buf buf;
    assert_null(file_read("empty", &buf));
    assert_int_equal(buf.len, 0);
    assert_string_equal(buf.at, "");
    buf_free(&buf);
    assert_null(file_read("/proc/self/status", &buf));
    assert_true(buf.len > 100);
    buf_free(&buf);
}

static void reads_what_is_no_file(void **state) {
    (void)state;
    struct buf buf;
    static const struct { const char *path, *message; } cases[] = {
        {"missing", "no such file"}, {"", "no such file"},
        {".", "is a directory"}, {"a/b", "Not a directory"},
        {"/dev/zero", "larger than 256 MiB"}, {"large", "larger than 256 MiB"}};
    write_file("a", "");
    write_file("large", "");
    assert_int_equal(truncate("large", (off_t)FILE_LARGEST + 1), 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_message(file_read(cases[i].path, &buf), cases[i].message);
        assert_null(buf.at);
        assert_int_equal(buf.len, 0);
    }
    assert_null(file_read("/dev/null", &buf));
    assert_int_equal(buf.len, 0);
    buf_free(&buf);
}

static void the_largest_page_is_read(void **state) {
    (void)state;
    struct buf buf;
    write_file("large", "");
    assert_int_equal(truncate("large", FILE_LARGEST), 0);
    assert_null(file_read("large", &buf));
    assert_int_equal(buf.len, FILE_LARGEST);
    buf_free(&buf);
}

static void *feed(void *path) {
    int fd = open(path, O_WRONLY);
    for (int i = 0; i < 3000; i++)
        if (write(fd, "0123456789012345678901234567890123456789012345678\n", 50) != 50)
            break;
    close(fd);
    return NULL;
}

static void reads_a_fifo(void **state) {
    (void)state;
    char path[] = "fifo";
    pthread_t thread;
    struct buf buf;
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(pthread_create(&thread, NULL, feed, path), 0);
    assert_null(file_read(path, &buf));
    assert_int_equal(buf.len, 150000);
    assert_int_equal(buf.at[149999], '\n');
    pthread_join(thread, NULL);
    buf_free(&buf);
}

static void reads_standard_input(void **state) {
    (void)state;
    write_file("in", "from stdin");
    int kept = dup(STDIN_FILENO), fd = open("in", O_RDONLY);
    dup2(fd, STDIN_FILENO);
    close(fd);
    assert_content("-", "from stdin");
    assert_content("-", "");
    if (kept >= 0) {
        dup2(kept, STDIN_FILENO);
        close(kept);
    }
}

static void expect_replaced(const char *(*replace)(const char *path, struct text bytes)) {
    struct stat status;
    mode_t mask = umask(027);
    assert_message(replace("new", TEXT("first")), NULL);
    umask(mask);
    assert_content("new", "first");
    assert_int_equal(stat("new", &status), 0);
    assert_int_equal(status.st_mode & 07777, 0640);
    assert_int_equal(chmod("new", 0604), 0);
    if (geteuid() == 0)
        assert_int_equal(chown("new", 12, 34), 0);
    ino_t before = status.st_ino;
    assert_message(replace("new", TEXT("second")), NULL);
    assert_content("new", "second");
    assert_int_equal(stat("new", &status), 0);
    assert_int_equal(status.st_mode & 07777, 0604);
    assert_true(status.st_ino != before);
    if (geteuid() == 0) {
        assert_int_equal(status.st_uid, 12);
        assert_int_equal(status.st_gid, 34);
    }
    assert_message(replace("new", (struct text){0}), NULL);
    assert_content("new", "");
    assert_int_equal(entries("."), 1);
}

static void replaces_and_keeps_the_mode(void **state) {
    (void)state;
    expect_replaced(file_replace);
}

static void replaces_without_fsync(void **state) {
    (void)state;
    expect_replaced(file_replace_unsynced);
    assert_non_null(file_replace_unsynced("missing/page", TEXT("x")));
    assert_int_equal(entries("."), 1);
}

static void links_are_replaced_without_fsync(void **state) {
    (void)state;
    struct stat status;
    write_file("target", "stays");
    assert_int_equal(symlink("target", "link"), 0);
    assert_message(file_replace_unsynced("link", TEXT("new")), NULL);
    assert_content("target", "stays");
    assert_content("link", "new");
    assert_int_equal(lstat("link", &status), 0);
    assert_true(S_ISREG(status.st_mode));
    assert_int_equal(mkfifo("fifo", 0600), 0);
    assert_message(file_replace_unsynced("fifo", TEXT("x")), "not a regular file");
    assert_int_equal(mkdir("folder", 0700), 0);
    assert_message(file_replace_unsynced("folder", TEXT("x")), "is a directory");
}

static void rewrites_what_was_read(void **state) {
    (void)state;
    write_file("page", "one");
    assert_message(file_rewrite("page", TEXT("one"), TEXT("two")), NULL);
    assert_content("page", "two");
    assert_message(file_rewrite("page", TEXT("one"), TEXT("two")), NULL); /* somebody did the same */
    assert_message(file_rewrite("page", TEXT("one"), TEXT("three")), "changed in the meantime; it was left as it is");
    assert_content("page", "two");
    assert_int_equal(unlink("page"), 0);
    assert_message(file_rewrite("page", TEXT("two"), TEXT("three")), "no such file");
    assert_int_equal(entries("."), 0);
}

static void waits_for_no_fifo_that_nobody_named(void **state) {
    (void)state;
    struct buf buf;
    assert_int_equal(mkfifo("fifo", 0600), 0);
    assert_message(file_read_regular("fifo", &buf), "not a regular file");
    assert_null(buf.at);
    assert_message(file_read_regular(".", &buf), "is a directory");
    assert_message(file_read_regular("/dev/null", &buf), "not a regular file");
    write_file("page", "text");
    assert_message(file_read_regular("page", &buf), NULL);
    assert_int_equal(buf.len, 4);
    buf_free(&buf);
}

static void follows_links(void **state) {
    (void)state;
    struct stat status;
    assert_int_equal(mkdir("a", 0700), 0);
    write_file("a/page", "old");
    assert_int_equal(symlink("page", "a/near"), 0);
    assert_int_equal(symlink("a/near", "far"), 0);
    assert_message(file_replace("far", TEXT("new")), NULL);
    assert_content("a/page", "new");
    assert_int_equal(lstat("far", &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    assert_int_equal(lstat("a/near", &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    assert_int_equal(symlink("a/later", "dangling"), 0);
    assert_message(file_replace("dangling", TEXT("made")), NULL);
    assert_content("a/later", "made");
    assert_int_equal(symlink("loop", "loop"), 0);
    assert_non_null(file_replace("loop", TEXT("x")));
    assert_int_equal(entries("a"), 3);
    assert_int_equal(entries("."), 4);
}

static void failing_leaves_all_as_it_was(void **state) {
    (void)state;
    assert_message(file_replace("/dev/full", TEXT("x")), "No space left on device");
    assert_message(file_replace("/dev/null", TEXT("x")), NULL);
    assert_message(file_replace(".", TEXT("x")), "is a directory");
    assert_message(file_replace("missing/page", TEXT("x")), "no such folder");
    assert_int_equal(entries("."), 0);
}

static void no_temporary_file_is_left(void **state) {
    (void)state;
    struct rlimit before;
    write_file("page", "old");
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &(struct rlimit){8, before.rlim_max}), 0);
    const char *message = file_replace("page", TEXT("more than eight bytes"));
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_message(message, "File too large");
    assert_content("page", "old");
    assert_int_equal(entries("."), 1);
}

/* Root may write anything, so this is done as somebody else where we are root. */
static void respects_rights(void **state) {
    (void)state;
    assert_int_equal(chmod(".", 0777), 0);
    write_file("page", "old");
    assert_int_equal(chmod("page", 0444), 0);
    assert_int_equal(mkdir("closed", 0700), 0);
    write_file("closed/page", "old");
    assert_int_equal(chmod("closed/page", 0666), 0);
    assert_int_equal(chmod("closed", 0555), 0);
    write_file("secret", "old");
    assert_int_equal(chmod("secret", 0), 0);
    bool root = geteuid() == 0;
    if (root)
        assert_int_equal(seteuid(65534), 0);
    struct buf buf;
    const char *read_only = file_replace("page", TEXT("x")), *closed = file_replace("closed/page", TEXT("x"));
    const char *secret = file_read("secret", &buf);
    if (root)
        assert_int_equal(seteuid(0), 0);
    assert_message(read_only, "permission denied");
    assert_message(closed, "permission denied");
    assert_message(secret, "permission denied");
    assert_content("page", "old");
    assert_content("closed/page", "old");
    assert_int_equal(entries("."), 3);
    assert_int_equal(entries("closed"), 1);
}

static void makes_folders(void **state) {
    (void)state;
    struct stat status;
    assert_message(file_make_folders("a/b//c/page.md", SIZE_MAX), NULL);
    assert_int_equal(stat("a/b/c", &status), 0);
    assert_true(S_ISDIR(status.st_mode));
    assert_int_equal(entries("a/b/c"), 0);
    assert_message(file_make_folders("a/b/c/page.md", SIZE_MAX), NULL);
    assert_message(file_make_folders("page.md", SIZE_MAX), NULL);
    assert_message(file_make_folders("/page.md", SIZE_MAX), NULL);
    write_file("a/file", "");
    assert_message(file_make_folders("a/file/d/page.md", SIZE_MAX), "Not a directory");
    assert_message(file_make_folders("a/file/page.md", SIZE_MAX), "Not a directory");
    assert_int_equal(symlink("/", "a/link"), 0);
    assert_message(file_make_folders("a/link/page.md", SIZE_MAX), NULL);
    assert_message(file_make_folders("a/link/page.md", 1), "a folder on its way is a symbolic link");
    assert_message(file_make_folders("a/link/page.md", 6), NULL);
    struct buf absolute = {0};
    buf_print(&absolute, "%s/x/y/page.md", (char *)*state);
    assert_message(file_make_folders(absolute.at, SIZE_MAX), NULL);
    assert_int_equal(stat("x/y", &status), 0);
    buf_free(&absolute);
}

static void parts_of_paths(void **state) {
    (void)state;
    static const char *const cases[][3] = {
        {"a/b.md", "a", "b.md"}, {"b.md", ".", "b.md"}, {"/b.md", "/", "b.md"}, {"a//b", "a", "b"},
        {"a/", "a", ""}, {"../a/b", "../a", "b"}, {"//b", "/", "b"}, {"", ".", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *folder = file_folder(cases[i][0]);
        assert_string_equal(folder, cases[i][1]);
        assert_string_equal(file_name(cases[i][0]), cases[i][2]);
        free(folder);
    }
}


int main(void) {
    const struct CMUnitTest tests[] = {
        IN_FOLDER(reads),
        IN_FOLDER(reads_what_is_no_file),
        IN_FOLDER(the_largest_page_is_read),
        IN_FOLDER(reads_a_fifo),
        IN_FOLDER(reads_standard_input),
        IN_FOLDER(replaces_and_keeps_the_mode),
        IN_FOLDER(replaces_without_fsync),
        IN_FOLDER(links_are_replaced_without_fsync),
        IN_FOLDER(rewrites_what_was_read),
        IN_FOLDER(waits_for_no_fifo_that_nobody_named),
        IN_FOLDER(follows_links),
        IN_FOLDER(failing_leaves_all_as_it_was),
        IN_FOLDER(no_temporary_file_is_left),
        IN_FOLDER(respects_rights),
        IN_FOLDER(makes_folders),
        cmocka_unit_test(parts_of_paths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
