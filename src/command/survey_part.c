/* SPDX-License-Identifier: MIT */
#include "command/survey.h"

#include "base/utf8.h"

enum { WORDS_MOST = 40, PLAIN_WORDS_MOST = 4 };

/* A label that a paragraph begins with. */
struct sight {
    struct text words, written;
    bool breaks;
};

/* Letters, digits and blanks, hyphens and quotes between them; what a profile takes as a label. */
static bool are_words(struct text t) {
    bool letter = t.len && (byte_is_alpha(t.at[0]) || (unsigned char)t.at[0] >= 0xC3);
    for (size_t i = 0; letter && i < t.len; i++)
        letter = byte_is_alpha(t.at[i]) || byte_is_digit(t.at[i]) || strchr(" -'?", t.at[i]) ||
                 (unsigned char)t.at[i] >= 0x80;
    return letter && t.len <= WORDS_MOST;
}

static struct text first_line(struct text t) {
    struct text line = {t.at, 0};
    text_next_line(&t, &line);
    return line;
}

/* "**Words**:", "**Words:**", and "**Words**" on a line of its own. */
static bool read_bold(struct text paragraph, struct sight *sight) {
    struct text line = first_line(paragraph);
    size_t close = text_find(line, TEXT("**"), 2);
    if (close == TEXT_NONE)
        return false;
    struct text inner = text_slice(line, 2, close), behind = text_from(line, close + 2);
    bool inside = text_ends(inner, ":"), outside = text_starts(behind, ":");
    sight->words = text_slice(inner, 0, inner.len - inside);
    sight->written = text_slice(line, 0, close + 2 + outside);
    sight->breaks = text_is(text_from(behind, outside), "  ");
    return are_words(sight->words) && (inside || outside || text_is_blank(behind));
}

/* "Words: text". */
static bool read_plain(struct text paragraph, struct sight *sight) {
    struct text line = first_line(paragraph);
    size_t colon = text_find_byte(text_slice(line, 0, WORDS_MOST), ':', 0), blanks = 0;
    if (colon == TEXT_NONE || (colon + 1 < line.len && !byte_is_blank(line.at[colon + 1])))
        return false;
    sight->words = text_slice(line, 0, colon);
    sight->written = text_slice(line, 0, colon + 1);
    sight->breaks = false;
    for (size_t i = 0; i < sight->words.len; i++)
        blanks += sight->words.at[i] == ' ';
    bool upper = sight->words.len && !(sight->words.at[0] >= 'a' && sight->words.at[0] <= 'z');
    return upper && blanks < PLAIN_WORDS_MOST && are_words(sight->words);
}

/* A heading below the entries' that is nothing but words. */
static bool read_heading(const struct block *block, struct sight *sight, struct arena *arena) {
    sight->words = text_trim(block->markdown);
    sight->breaks = false;
    if (!are_words(sight->words))
        return false;
    sight->written = arena_print(arena, "%.*s %.*s", (int)block->level, "######", TEXT_ARG(sight->words));
    return true;
}

static struct label_count *label_of(struct part_survey *survey, struct text words, struct arena *arena) {
    for (size_t i = 0; i < survey->label_count; i++)
        if (text_equal_nocase(survey->labels[i].words, words))
            return &survey->labels[i];
    if (survey->label_count == LABELS_MOST)
        return NULL;
    struct label_count *made = &survey->labels[survey->label_count++];
    *made = (struct label_count){.words = arena_copy(arena, words)};
    return made;
}

static void add_form(struct label_count *label, const struct sight *sight, struct arena *arena) {
    for (size_t i = 0; i < label->form_count; i++)
        if (text_equal(label->forms[i].written, sight->written) && label->forms[i].breaks == sight->breaks) {
            label->forms[i].count++;
            return;
        }
    if (label->form_count < FORMS_MOST)
        label->forms[label->form_count++] =
            (struct label_form){arena_copy(arena, sight->written), sight->breaks, 1};
}

/* The item that a block is, or -1. */
static int item_of(struct part_survey *survey, const struct block *block, const struct profile *diagrams,
                   struct arena *arena) {
    struct sight sight = {0};
    struct text t = text_strip(block->markdown);
    if (block_is_code(block))
        return profile_is_diagram(diagrams, block->language) ? ITEM_DIAGRAM : ITEM_CODE;
    bool paragraph =
        block->kind == BLOCK_PROSE && block->part_count && block->parts[0].shape == SHAPE_PARAGRAPH;
    bool found = paragraph && (text_starts(t, "**") ? read_bold(t, &sight) : read_plain(t, &sight));
    if (block->kind == BLOCK_HEADING)
        found = read_heading(block, &sight, arena);
    if (!found)
        return -1;
    struct label_count *label = label_of(survey, sight.words, arena);
    if (!label)
        return -1;
    add_form(label, &sight, arena);
    label->repeated += label->seen == survey->entries;
    label->entries += label->seen != survey->entries;
    label->seen = (uint32_t)survey->entries;
    return ITEM_LABEL + (int)(label - survey->labels);
}

static void add_entry(struct part_survey *survey, const struct document *document, const struct entry *entry,
                      const struct profile *diagrams, struct arena *arena) {
    struct entry_items *made = ARENA_NEW(arena, struct entry_items);
    uint8_t *items = arena_get(arena, entry->block_count + 1u);
    bool code = false, diagram = false;
    survey->entries++;
    for (uint32_t i = 0; i < entry->block_count; i++) {
        const struct block *block = &document->blocks[entry->first_block + i];
        int item = item_of(survey, block, diagrams, arena);
        survey->with_intro += i == 0 && item < 0 && block->kind == BLOCK_PROSE;
        code = code || item == ITEM_CODE;
        diagram = diagram || item == ITEM_DIAGRAM;
        if (item >= 0)
            items[made->count++] = (uint8_t)item;
    }
    survey->with_code += code;
    survey->with_diagram += diagram;
    made->items = items;
    made->next = survey->items;
    survey->items = made;
}

void parts_add(struct part_survey *survey, const struct document *document, const struct profile *diagrams,
               struct arena *arena) {
    for (uint32_t i = 0; i < document->entry_count; i++)
        if (document->entries[i].type == ENTRY_EXAMPLE)
            add_entry(survey, document, &document->entries[i], diagrams, arena);
}

/* Which parts. */

static size_t choose(const struct part_survey *survey, struct proposed_part parts[PROFILE_PARTS]) {
    size_t count = 0;
    if (survey->with_diagram)
        parts[count++] =
            (struct proposed_part){.item = ITEM_DIAGRAM, .entries = survey->with_diagram, .repeats = true};
    if (survey->with_code)
        parts[count++] =
            (struct proposed_part){.item = ITEM_CODE, .entries = survey->with_code, .repeats = true};
    for (size_t i = 0; i < survey->label_count && count < PROFILE_PARTS - 1; i++) { /* one is for prose */
        const struct label_count *label = &survey->labels[i];
        if (label->entries < 2 || label->entries * 5 < survey->entries)
            continue;
        parts[count++] = (struct proposed_part){.item = ITEM_LABEL + (int)i,
                                                .label = label,
                                                .entries = label->entries,
                                                .repeats = label->repeated * 20 > label->entries};
    }
    for (size_t i = 0; i < count; i++)
        parts[i].required = nearly_all(parts[i].entries, survey->entries);
    return count;
}

/* In which order. before[a][b]: entries where an a stands before a b. */
struct order {
    size_t before[PROFILE_PARTS][PROFILE_PARTS];
};

static void count_entry(const struct entry_items *entry, const struct proposed_part *parts, size_t count,
                        struct order *order) {
    bool counted[PROFILE_PARTS][PROFILE_PARTS] = {{false}}, seen[PROFILE_PARTS] = {false};
    for (size_t i = 0; i < entry->count; i++)
        for (size_t b = 0; b < count; b++) {
            /* Code and diagrams take turns: the first ones count. */
            if (parts[b].item != entry->items[i] || (parts[b].item < ITEM_LABEL && seen[b]))
                continue;
            seen[b] = true;
            for (size_t a = 0; a < count; a++)
                if (a != b && seen[a] && !counted[a][b]) {
                    counted[a][b] = true;
                    order->before[a][b]++;
                }
        }
}

static void sort_parts(struct proposed_part *parts, size_t count, struct order *order) {
    size_t wins[PROFILE_PARTS] = {0}, place[PROFILE_PARTS];
    for (size_t a = 0; a < count; a++)
        for (size_t b = 0; b < count; b++)
            wins[a] += order->before[a][b] > order->before[b][a];
    struct proposed_part sorted[PROFILE_PARTS] = {{.label = NULL}};
    struct order moved = {{{0}}};
    for (size_t a = 0; a < count; a++) {
        place[a] = 0;
        for (size_t b = 0; b < count; b++)
            place[a] += wins[b] > wins[a] || (b < a && wins[b] == wins[a]);
        sorted[place[a]] = parts[a];
    }
    for (size_t a = 0; a < count; a++)
        for (size_t b = 0; b < count; b++)
            moved.before[place[a]][place[b]] = order->before[a][b];
    memcpy(parts, sorted, count * sizeof *parts);
    *order = moved;
}

size_t parts_propose(const struct part_survey *survey, struct proposed_part parts[PROFILE_PARTS]) {
    size_t count = choose(survey, parts);
    struct order order = {{{0}}};
    for (const struct entry_items *entry = survey->items; entry; entry = entry->next)
        count_entry(entry, parts, count, &order);
    sort_parts(parts, count, &order);
    /* Of two that stand now this way, now that, the rarer one has no place. */
    for (size_t a = 0; a < count; a++)
        for (size_t b = a + 1; b < count; b++)
            if (!parts[a].anywhere && !parts[b].anywhere && order.before[b][a] &&
                !nearly_all(order.before[a][b], order.before[a][b] + order.before[b][a]))
                parts[parts[a].entries < parts[b].entries ? a : b].anywhere = true;
    return count;
}
