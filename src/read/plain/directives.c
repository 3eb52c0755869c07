/* SPDX-License-Identifier: MIT */
#include "read/plain/directives.h"

#include "read/plain/layout.h"

/* What begins a directive, and the words of those that hold the lines below up to their end. */
static const struct {
    const char *mark;  /* before its first word, but for blanks and the marks of trimming */
    const char *close; /* what its line ends with, or NULL: anything */
    const char *end;   /* what the word of an end begins with */
    const char *opens, *middles;
} kinds[] = {
    {"{%", "%}", "end",
     "if for block macro filter call with autoescape blocktrans blocktranslate spaceless comment raw verbatim unless case "
     "capture embed apply cache form ifchanged",
     "else elif elsif elseif empty when"},
    {"<?php", "?>", "end", "if foreach for while switch", "else elseif case default"},
    {"{{#", "}}", "/", NULL, ""},
    {"{{/", "}}", "", "", ""},
    {"{{", "}}", "end", "if range with define block", "else"},
    {"{#", "}", "/", NULL, ""},
    {"{:", "}", "/", "", "else then catch"},
    {"{/", "}", "", "", ""},
    {"@", NULL, "end",
     "if unless foreach forelse for while switch auth guest can cannot isset push prepend once php error component slot "
     "production env verbatim fragment section session",
     "else elseif empty case default"},
};

static struct text first_word(struct text t) {
    while (t.len && strchr(" -~=", t.at[0]))
        t = text_from(t, 1);
    return layout_word(t);
}

/* Embedded Ruby and Elixir: "<% if open %>", "<%= for x <- list do %>", "<% end %>". */
static enum directive embedded(struct text t) {
    size_t end = text_find(t, TEXT("%>"), 0);
    if (end == TEXT_NONE || end + 2 != t.len)
        return DIRECTIVE_NONE;
    struct text body = text_trim(text_slice(t, 2, end)), word = first_word(body);
    if (text_is(word, "end") || text_starts(body, "}"))
        return text_ends(body, "{") ? DIRECTIVE_MIDDLE : DIRECTIVE_CLOSES;
    if (layout_listed("else elsif when rescue", word))
        return DIRECTIVE_MIDDLE;
    size_t block = text_find(body, TEXT(" do |"), 0);
    bool opens = text_ends(body, " do") || text_ends(body, "->") || text_ends(body, "{") ||
                 block != TEXT_NONE || layout_listed("if unless case while for", word);
    return opens ? DIRECTIVE_OPENS : DIRECTIVE_NONE;
}

/* "@section('title', 'Home')" and "<?php if ($x) { ?>" have no end of the kind, "{# text #}" is a comment. */
static bool is_complete(struct text t, struct text word) {
    return (text_is(word, "section") && text_find(t, TEXT("', "), 0) != TEXT_NONE) ||
           (text_starts(t, "<?php") && !text_ends(t, ": ?>")) || text_starts(t, "{# ") || text_ends(t, "#}");
}

enum directive directive_of(struct text t, bool blade) {
    if (text_starts(t, "<%"))
        return embedded(t);
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        if (!text_starts(t, kinds[k].mark) || (kinds[k].mark[0] == '@' && !blade))
            continue;
        if (kinds[k].close && (!text_ends(t, kinds[k].close) ||
                               text_find(t, text_of(kinds[k].close), 0) + strlen(kinds[k].close) != t.len))
            return DIRECTIVE_NONE;
        struct text word = first_word(text_from(t, strlen(kinds[k].mark)));
        if (!*kinds[k].end || text_starts(word, kinds[k].end))
            return DIRECTIVE_CLOSES;
        if (layout_listed(kinds[k].middles, word))
            return DIRECTIVE_MIDDLE;
        bool opens = !kinds[k].opens || layout_listed(kinds[k].opens, word);
        return opens && !is_complete(t, word) ? DIRECTIVE_OPENS : DIRECTIVE_NONE;
    }
    return DIRECTIVE_NONE;
}
