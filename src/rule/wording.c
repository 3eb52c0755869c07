/* SPDX-License-Identifier: MIT */
#include "rule/wording.h"

/* English: "story", "stories"; "key", "keys"; "exercise", "exercises"; "box", "boxes". */
static void make_plural(struct buf *buf, size_t begin) {
    static const char *const hissing[] = {"s", "x", "z", "ch", "sh"};
    struct text noun = text_from(buf_text(buf), begin);
    bool y = noun.len > 1 && text_ends(noun, "y") && byte_is_alpha(noun.at[noun.len - 2]) &&
             !strchr("aeiou", noun.at[noun.len - 2]);
    bool hisses = false;
    for (size_t i = 0; i < sizeof hissing / sizeof *hissing; i++)
        hisses = hisses || text_ends(noun, hissing[i]);
    if (y)
        buf_cut(buf, buf->len - 1);
    buf_add_string(buf, y ? "ies" : hisses ? "es" : "s");
}

void wording_noun(struct buf *buf, const char *noun, size_t count) {
    size_t begin = buf->len;
    buf_add_string(buf, noun);
    if (buf->len > begin)
        buf->at[begin] = byte_lower(buf->at[begin]);
    if (count != 1)
        make_plural(buf, begin);
}

void wording_range(struct buf *buf, const char *noun, uint32_t first, uint32_t last) {
    wording_noun(buf, noun, first == last ? 1 : 2);
    buf_print(buf, " %u", first);
    if (last > first)
        buf_print(buf, last == first + 1 ? " and %u" : " to %u", last);
}

/* Number of the runs of successive numbers. */
static size_t count_runs(const uint32_t *numbers, size_t count) {
    size_t runs = 0;
    for (size_t i = 0; i < count; i++)
        runs += i == 0 || numbers[i] != numbers[i - 1] + 1;
    return runs;
}

void wording_numbers(struct buf *buf, const char *noun, const uint32_t *numbers, size_t count, size_t limit) {
    size_t runs = count_runs(numbers, count), run = 0;
    wording_noun(buf, noun, count);
    buf_add_byte(buf, ' ');
    for (size_t i = 0; i < count; run++) {
        if (run == limit) {
            buf_print(buf, " and %zu more", count - i);
            return;
        }
        size_t last = i;
        while (last + 1 < count && numbers[last + 1] == numbers[last] + 1)
            last++;
        if (run > 0)
            buf_add_string(buf, run + 1 == runs ? " and " : ", ");
        buf_print(buf, "%u", numbers[i]);
        if (last > i)
            buf_print(buf, last == i + 1 && runs == 1 ? " and %u" : " to %u", numbers[last]);
        i = last + 1;
    }
}

void wording_heading(struct buf *buf, const struct profile *profile, uint32_t number, struct text title) {
    profile_write_heading(profile, number, title.len ? title : TEXT("…"), buf);
}

static const char *name_of(const struct profile_part *part, enum block_kind kind) {
    if (part && part->label)
        return part->label->spellings[0];
    return kind == BLOCK_PROSE ? "explanation" : block_kind_name(kind);
}

const char *wording_kind(const struct profile *profile, enum block_kind kind) {
    return name_of(profile_part_of_kind(profile, kind), kind);
}

const char *wording_block(const struct profile *profile, const struct block *block) {
    return name_of(profile_part_of(profile, block), block->kind);
}

struct span span_first_line(const struct document *document, struct span span) {
    struct text rest = source_text(document->source, span), line;
    if (!text_next_line(&rest, &line))
        return span;
    return (struct span){span.begin, span.begin + (uint32_t)line.len};
}

struct span span_of_heading(const struct entry *entry) {
    return span_length(entry->part.content) ? entry->part.content : entry->span;
}

struct span span_of_content(const struct document *document, const struct block *block) {
    if (span_length(block->label_span) == 0)
        return block->span;
    struct span behind = {block->label_span.end, block->span.end};
    struct text content = text_strip(source_text(document->source, behind));
    return content.len ? source_span_of(document->source, content) : block->span;
}

struct span span_of_number(const struct document *document, const struct entry *entry, uint32_t number) {
    struct span content = span_of_heading(entry);
    struct text t = source_text(document->source, content);
    for (size_t i = 0; i < t.len; i++) {
        if (!byte_is_digit(t.at[i]))
            continue;
        uint64_t value = 0;
        for (; i < t.len && byte_is_digit(t.at[i]); i++)
            value = value > UINT32_MAX ? value : value * 10 + (uint64_t)(t.at[i] - '0');
        if (value == number)
            return (struct span){content.begin, content.begin + (uint32_t)i};
    }
    return content;
}
