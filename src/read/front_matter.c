/* SPDX-License-Identifier: MIT */
#include "read/front_matter.h"

uint32_t front_matter_bom(struct text page) { return text_starts(page, "\xEF\xBB\xBF") ? 3 : 0; }

static bool is_rule(struct text line) { return text_is(text_trim_right(line), "---"); }

uint32_t front_matter_split(struct text page, struct front_matter *front_matter) {
    uint32_t begin = front_matter_bom(page);
    struct text rest = text_from(page, begin), line;
    if (!text_next_line(&rest, &line) || !is_rule(line))
        return begin;
    const char *text_begin = rest.at;
    while (text_next_line(&rest, &line)) {
        if (!is_rule(line))
            continue;
        front_matter->present = true;
        front_matter->text = (struct text){text_begin, (size_t)(line.at - text_begin)};
        front_matter->span = (struct span){begin, (uint32_t)(line.at + line.len - page.at)};
        return (uint32_t)(page.len - rest.len);
    }
    front_matter->unclosed = true;
    return begin;
}
