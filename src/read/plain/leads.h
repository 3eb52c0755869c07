/* SPDX-License-Identifier: MIT */
/* What is said of a block's language around it: file names and names of
 * languages in its label and its first comment, what its label announces, and
 * what the page speaks of. */
#ifndef EXLINT_READ_PLAIN_LEADS_H
#define EXLINT_READ_PLAIN_LEADS_H

#include "read/plain/grammar.h"
#include "read/plain/plain.h"

/* Adds what the prose above a block and its first line say for each row, in units of log odds. */
void leads_weigh(struct text lead, struct text first, float score[GRAMMAR_LIMIT]);
/* Whether the text is a path whose last part, or its suffix, is of a language that we know: "src/main.rs". */
bool leads_is_file(struct text path);
/* Whether the path's last part is a file's name that says its language by itself: "package.json", "Dockerfile". */
bool leads_is_file_name(struct text path);
/* Whether labels of tutorials are made of the word: "Output", "Before". */
bool leads_is_label(struct text word);
/* Whether the line ends with a label that announces what a program prints: "Output:", "…blockOutput:", "Console output:". */
bool leads_announces_output(struct text line);
/* Whether the line is a label that says that output follows, and nothing else: "Output:", "Expected output:". */
bool leads_is_output(struct text lead);
/* Whether the line is a comment that begins with a path, as a file's first line does: "# src/app.py", "//
 * File: a.ts". */
bool leads_names_file(struct text line);
/* Sets what the page's title and prose say for each row. */
void leads_topics(const struct plain_page *page, float prior[GRAMMAR_LIMIT]);

#endif
