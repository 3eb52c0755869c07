/* SPDX-License-Identifier: MIT */
#include "rule/rule.h"

#include "rule/reference.h"
#include "rule/targets.h"
#include "rule/wording.h"

struct page_rule {
    enum message message;
    void (*check)(const struct document *document, struct report *report);
};

struct site_rule {
    enum message message;
    void (*check)(const struct document *document, const struct site *site, struct report *report);
};

struct sequence_rule {
    enum message message;
    void (*check)(const struct sequence *sequence);
};

/* The catalogue twice: a row goes into the table of its scope and vanishes from the other. */
#define FAULT(id, name, severity, fix, headline)
#define RULE(id, name, severity, fix, scope, function, headline) RULE_##scope(id, function)

static const struct page_rule page_rules[] = {
#define RULE_PAGE(id, function) {MESSAGE_##id, function},
#define RULE_SITE(id, function)
#define RULE_SEQUENCE(id, function)
#include "report/catalogue.def"
#undef RULE_PAGE
#undef RULE_SITE
#undef RULE_SEQUENCE
};

static const struct site_rule site_rules[] = {
#define RULE_PAGE(id, function)
#define RULE_SITE(id, function) {MESSAGE_##id, function},
#define RULE_SEQUENCE(id, function)
#include "report/catalogue.def"
#undef RULE_PAGE
#undef RULE_SITE
#undef RULE_SEQUENCE
};

static const struct sequence_rule sequence_rules[] = {
#define RULE_PAGE(id, function)
#define RULE_SITE(id, function)
#define RULE_SEQUENCE(id, function) {MESSAGE_##id, function},
#include "report/catalogue.def"
#undef RULE_PAGE
#undef RULE_SITE
#undef RULE_SEQUENCE
};

#undef FAULT
#undef RULE

void rules_check_page(const struct document *document, struct report *report) {
    for (size_t i = 0; i < sizeof page_rules / sizeof *page_rules; i++)
        if (report_wants(report, page_rules[i].message))
            page_rules[i].check(document, report);
}

void rules_check_site(const struct document *document, const struct site *site, struct report *report) {
    struct targets found = {0};
    struct site with = *site;
    with.found = &found;
    for (size_t i = 0; i < sizeof site_rules / sizeof *site_rules; i++)
        if (report_wants(report, site_rules[i].message))
            site_rules[i].check(document, &with, report);
    targets_forget(&found);
}

static bool somebody_wants(const struct sequence *sequence, enum message message) {
    for (size_t i = 0; i < sequence->count; i++)
        if (sequence->reports[i] && report_wants(sequence->reports[i], message))
            return true;
    return false;
}

void rules_check_sequence(const struct sequence *sequence) {
    for (size_t i = 0; i < sizeof sequence_rules / sizeof *sequence_rules; i++)
        if (somebody_wants(sequence, sequence_rules[i].message))
            sequence_rules[i].check(sequence);
}

void outline_make(const struct document *document, struct outline *outline, struct arena *arena) {
    const struct profile *profile = document->profile;
    *outline = (struct outline){.path = document->source->name,
                                .noun = profile->noun,
                                .order = profile_sequence_place(profile, document->source->name)};
    outline->entries = ARENA_ARRAY(arena, struct outline_entry, document->entry_count);
    for (uint32_t i = 0; i < document->entry_count; i++) {
        const struct entry *entry = &document->entries[i];
        uint32_t number = entry->malformed ? entry->stated : entry->number;
        if (entry->type != ENTRY_EXAMPLE && !(entry->malformed && number))
            continue;
        outline->entries[outline->entry_count++] = (struct outline_entry){
            .number = number,
            .title = arena_copy(arena, entry->title),
            .place = place_of(document->source, span_of_number(document, entry, number), arena),
            .malformed = entry->malformed,
        };
    }
    reference_collect(document, outline, arena);
}
