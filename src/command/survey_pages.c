/* SPDX-License-Identifier: MIT */
/* Which pages of a folder follow each other, as their numbers tell. */
#include <stdlib.h>

#include "command/survey.h"

static int by_folder_and_number(const void *left, const void *right) {
    const struct page_numbers *a = left, *b = right;
    int order = text_compare(a->folder, b->folder);
    if (order)
        return order;
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    return text_compare(a->name, b->name);
}

/* Puts a name behind the place of the one before it, where it is new. False where it stands before that
 * already, or there is no room. */
static bool place_name(struct text names[PROFILE_PAGES], size_t *count, struct text name, size_t *after) {
    for (size_t i = 0; i < *count; i++)
        if (text_equal(names[i], name)) {
            bool good = i >= *after;
            *after = i + 1;
            return good;
        }
    if (*count == PROFILE_PAGES)
        return false;
    for (size_t i = (*count)++; i > *after; i--)
        names[i] = names[i - 1];
    names[(*after)++] = name;
    return true;
}

size_t sequence_propose(struct page_numbers *pages, size_t count, struct text names[PROFILE_PAGES]) {
    size_t named = 0, seams = 0, good = 0, after = 0;
    if (count)
        qsort(pages, count, sizeof *pages, by_folder_and_number);
    for (size_t i = 0; i < count; i++) {
        bool follows = i && text_equal(pages[i - 1].folder, pages[i].folder);
        if (!follows)
            after = 0;
        seams += follows;
        bool placed = place_name(names, &named, pages[i].name, &after);
        good += follows && placed && pages[i].first > pages[i - 1].last &&
                pages[i].first <= pages[i - 1].last + 3;
    }
    return seams && good * 5 >= seams * 4 ? named : 0;
}
