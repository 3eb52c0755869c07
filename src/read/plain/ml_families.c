/* SPDX-License-Identifier: MIT */
/* Families of constructors: the cases of one match are mostly of one type, which tells whose case a line is where
 * matches nest. */
#include "read/plain/offside.h"

/* Numbers below those that the types of a block have. */
static const struct {
    const char *constructors;
    uint32_t family;
} known[] = {{"Some None", 1}, {"Ok Error", 2}, {"true false", 3}, {"Left Right", 4}, {"Success Failure", 5}};

void statements_note_family(struct statements *s, struct text constructor, uint32_t family) {
    if (constructor.len && constructor.at[0] >= 'A' && constructor.at[0] <= 'Z')
        *words_at(&s->families, constructor) = family + (uint32_t)(sizeof known / sizeof *known) + 1;
}

uint32_t statements_family(const struct statements *s, struct text pattern) {
    struct text word;
    for (size_t at = 0; words_next(pattern, &at, &word);) {
        bool qualifies = at < pattern.len && pattern.at[at] == '.';
        if (qualifies || (word.at > pattern.at && strchr("\"'", word.at[-1])))
            continue;
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
            if (layout_listed(known[i].constructors, word))
                return known[i].family;
        if (word.at[0] >= 'A' && word.at[0] <= 'Z')
            return words_get(&s->families, word);
    }
    return 0;
}
