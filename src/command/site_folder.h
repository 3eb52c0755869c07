/* SPDX-License-Identifier: MIT */
/* Folders as their pages' front matter orders them, each listed once in a run. */
#ifndef EXLINT_COMMAND_SITE_FOLDER_H
#define EXLINT_COMMAND_SITE_FOLDER_H

#include "rule/site.h"

struct site_folders;

struct site_folders *site_folders_new(void);
void site_folders_free(struct site_folders *folders);
/* path: with its last slash, or empty for the current folder. Safe from any thread; NULL where it cannot be listed. */
const struct site_folder *site_folders_get(struct site_folders *folders, struct text path);

#endif
