/* SPDX-License-Identifier: MIT */
/* How the author of a page lays out what formatters disagree on, by what the page's code shows of it. */
#ifndef EXLINT_READ_PLAIN_HABITS_H
#define EXLINT_READ_PLAIN_HABITS_H

#include <stdbool.h>

struct plain_page;

struct habits {
    long shell_step; /* columns of a level, and of what goes on, in a shell */
    bool twice; /* Java: what goes on stands two levels further in (google-java-format for AOSP, IntelliJ) */
    bool flush_labels; /* C++: case labels stand in the column of their switch (K&R, the Linux kernel) */
    bool noted;        /* Lisp: code among notes on lines of their own, which no formatter went over */
};

/* Sets the page's habits, once its blocks have their languages. */
void habits_find(struct plain_page *page);

#endif
