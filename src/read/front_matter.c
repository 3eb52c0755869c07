/* SPDX-License-Identifier: MIT */
#include "read/front_matter.h"

#include "read/yaml.h"

uint32_t front_matter_bom(struct text page) {
    return text_starts(page, "\xEF\xBB\xBF") ? 3 : 0;
}

static bool is_rule(struct text line) {
    return text_is(text_trim_right(line), "---");
}

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

/* Other generators' front matter: said to be unsupported, never half read. */
static const char *foreign_form(struct text page) {
    struct text rest = text_from(page, front_matter_bom(page)), line;
    if (!text_next_line(&rest, &line))
        return NULL;
    line = text_trim_right(line);
    const char *form = text_is(line, "+++") ? "TOML" : text_is(line, "{") ? "JSON" : NULL;
    const char *last = text_is(line, "+++") ? "+++" : "}";
    while (form && text_next_line(&rest, &line))
        if (text_is(text_trim_right(line), last))
            return form;
    return NULL;
}

static void report_error(const struct document *document, struct report *report,
                         const struct value_error *error) {
    const struct source *source = document->source;
    if (error->has_first)
        report_add(report, document, MESSAGE_FRONT_MATTER_INVALID, error->span, "%.*s, first in line %u",
                   TEXT_ARG(error->message), source_line_at(source, error->first.begin));
    else
        report_add(report, document, MESSAGE_FRONT_MATTER_INVALID, error->span, "%.*s",
                   TEXT_ARG(error->message));
}

void front_matter_read(struct document *document, struct report *report) {
    struct front_matter *front_matter = &document->front_matter;
    const struct source *source = document->source;
    if (front_matter->unclosed)
        report_add(report, document, MESSAGE_FRONT_MATTER_INVALID, source_line_span(source, 1),
                   "the front matter that begins here never closes: a line of its own with --- is expected");
    const char *form = front_matter->present || front_matter->unclosed ? NULL : foreign_form(source->bytes);
    if (form)
        report_add(report, document, MESSAGE_FRONT_MATTER_INVALID, source_line_span(source, 1),
                   "front matter in %s is not supported: YAML between two lines \"---\" is expected", form);
    if (!front_matter->present || document->unreadable)
        return;
    const char *at = front_matter->text.at; /* of a page read from JSON it is no part of the source */
    bool in_source = at >= source->bytes.at && at <= source->bytes.at + source->bytes.len;
    uint32_t begin = in_source ? source_span_of(source, front_matter->text).begin : 0;
    struct value_error error;
    const struct value *root = yaml_load(front_matter->text, begin, &document->arena, &error);
    if (error.message.at)
        report_error(document, report, &error);
    bool sound = !root || root->kind == VALUE_MAPPING || root->kind == VALUE_NULL;
    if (!sound)
        report_add(report, document, MESSAGE_FRONT_MATTER_INVALID, root->span,
                   "a mapping of keys and values is expected, not a %s", value_kind_name(root->kind));
    front_matter->valid = !error.message.at && sound;
    front_matter->value = front_matter->valid && root && root->kind == VALUE_MAPPING ? root : NULL;
}
