/* SPDX-License-Identifier: MIT */
/* Set-up and tear-down of tests that need an empty folder of their own to work in. */
#ifndef EXLINT_TESTS_FOLDER_H
#define EXLINT_TESTS_FOLDER_H

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"

/* *state is the folder's path. */
static inline int enter_folder(void **state) {
    char template[] = "/tmp/exlint-test-XXXXXX";
    if (!mkdtemp(template) || chdir(template))
        return -1;
    *state = strdup(template);
    return *state ? 0 : -1;
}

static inline int leave_folder(void **state) {
    struct buf command = {0};
    buf_print(&command, "chmod -R u+rwx '%s' && rm -rf '%s'", (char *)*state, (char *)*state);
    int failed = chdir("/") || system(command.at);
    buf_free(&command);
    free(*state);
    return failed;
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, enter_folder, leave_folder)

#endif
