/* SPDX-License-Identifier: MIT */
#include "read/plain/plain.h"

#include "read/plain/brackets.h"
#include "read/plain/leads.h"

enum { LOOK = 400 }; /* bytes of a line that are enough to judge it */

/* What starts a comment in the languages we know of; a blank, a mark or the line's end must follow. */
static const char *const leaders[] = {"///", "//!", "//", "##",  "#!", "#",      "--|", "--",
                                      ";;;", ";;",  ";",  "/**", "/*", "*/",     "*",   "<!--",
                                      "%%",  "%",   "{-", "(*",  "(;", "\"\"\"", "'''"};

size_t line_comment(struct text t) {
    for (size_t i = 0; i < sizeof leaders / sizeof *leaders; i++) {
        size_t n = strlen(leaders[i]);
        if (!text_starts(t, leaders[i]))
            continue;
        if (t.len == n || byte_is_blank(t.at[n]) || strchr("=!/", t.at[n]) || n == 3 || t.at[0] == '<')
            return n;
    }
    return 0;
}

size_t line_annotation(struct text t) {
    for (size_t at = 0; (at = text_find(t, TEXT("=>"), at)) != TEXT_NONE; at += 2) {
        size_t end = at;
        while (end && byte_is_blank(t.at[end - 1]))
            end--;
        size_t leader = end;
        while (leader && t.at[leader - 1] && strchr("#/-;%*", t.at[leader - 1]))
            leader--;
        if (leader < end && (leader == 0 || end - leader > 1 || byte_is_blank(t.at[leader - 1])))
            return leader;
    }
    return TEXT_NONE;
}

/* What a line is made of. */
struct makeup {
    size_t words, function_words, symbols, straight, typographic;
    bool capital;
};

static struct makeup makeup_of(const struct words *vocabulary, struct text t) {
    struct makeup s = {.capital = t.len && t.at[0] >= 'A' && t.at[0] <= 'Z'};
    struct text word;
    for (size_t at = 0; words_next(t, &at, &word);) {
        s.words++;
        s.function_words += (words_get(vocabulary, word) & WORD_GRAMMAR) != 0;
    }
    for (size_t i = 0; i < t.len; i++) {
        char c = t.at[i];
        s.symbols += strchr("{}[]()=<>|&$@\\;_*+/~^", c) && c;
        s.straight += c == '"' || c == '\'';
        s.typographic +=
            c == '\xE2' && i + 2 < t.len && t.at[i + 1] == '\x80' && strchr("\x99\x9C\x9D", t.at[i + 2]);
    }
    return s;
}

struct mark {
    const char *mark;
    float score;
};

static const struct mark endings[] = {
    {"{", 5},    {";", 4},  {"}", 4},   {"};", 5},    {"(", 4},  {"[", 4},  {"\\", 4}, {"=>", 4},
    {"->", 4},   {" =", 4}, {" |", 4},  {"&&", 4},    {"||", 4}, {",", 2},  {"()", 3}, {"):", 3},
    {")", 0.5F}, {"]", 1},  {" do", 3}, {" then", 2}, {"|>", 3}, {"/>", 3}, {"\"", 1}, {"'", 1},
};

static const struct mark insides[] = {
    {" = ", 2.5F},  {" == ", 2},    {":=", 2},      {"::", 1.5F}, {"->", 1}, {"=>", 1},
    {"|>", 1.5F},   {" && ", 1.5F}, {" || ", 1.5F}, {"</", 1},    {"/>", 1}, {"();", 2},
    {"\\n", 1.5F},  {"${", 1.5F},   {"#{", 1.5F},   {" := ", 1},  {"!=", 1}, {" | ", 0.7F},
    {"$(", 1},      {" <- ", 1.5F}, {"[\"", 1.5F},  {"(\"", 2},   {"('", 2}, {" --", 0.7F},
    {"\": ", 1.5F}, {"=\"", 2},     {"├──", 6},     {"└──", 6},   {"│", 3},
};

/* The first word's bytes, up to a blank or one of the marks that code puts behind a name. */
static struct text first_word(struct text t) {
    size_t n = 0;
    while (n < t.len && (byte_is_word(t.at[n]) || (n && t.at[n] == '-')))
        n++;
    return text_slice(t, 0, n);
}

static float score_marks(struct text t) {
    float score = 0, best = 0;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (endings[i].score > best && text_ends(t, endings[i].mark))
            best = endings[i].score;
    for (size_t i = 0; i < sizeof insides / sizeof *insides; i++)
        if (text_find(t, text_of(insides[i].mark), 0) != TEXT_NONE)
            score += insides[i].score;
    return best + (score > 6 ? 6 : score);
}

static float score_prose(const struct makeup *s, struct text t) {
    char last = t.at[t.len - 1];
    float score = 0;
    bool sentence = (s->capital && s->words >= 4) ||
                    (s->words >= 6 && last == '.' && s->function_words && !text_ends(t, " ."));
    if (last == ':' && s->capital && leads_is_label(text_slice(t, 0, t.len - 1)))
        score += 4;
    if (last == '.' && s->words >= 4 && !text_ends(t, " ."))
        score += 3;
    if (last == ':' && s->capital)
        score += s->words >= 2 ? 2.5F : 2;
    if (sentence)
        score += 1;
    if (s->capital && last == '.' && s->words < 4 && !s->symbols)
        score += 3;
    if (last == ':' && leads_is_file(text_slice(t, 0, t.len - 1)))
        score += 9;
    if (text_ends(t, "):") && text_find(t, TEXT(" ("), 0) != TEXT_NONE &&
        text_find_byte(t, '=', 0) == TEXT_NONE)
        score += 4;
    if (s->words > 1 && s->function_words * 100 > s->words * 15)
        score += 2.5F;
    if (s->function_words >= 3 && sentence)
        score += 2.5F;
    if (s->words >= 12 && s->symbols * 25 < t.len)
        score += 2;
    if (s->typographic)
        score += 6;
    if (t.at[0] == '|' &&
        (text_find(t, TEXT("| ---"), 0) != TEXT_NONE || text_find(t, TEXT("|---"), 0) != TEXT_NONE))
        score += 20; /* a table, its rows run together */
    return score;
}

/* How many of the words of a text are such as prose has: letters alone, the first perhaps a capital. */
struct wording {
    size_t words, plain, capitals; /* capitals: of the plain ones, or numbers and function words */
    bool symbols;                  /* marks of code */
};

static struct wording wording_of(const struct words *vocabulary, struct text t) {
    struct wording w = {0, 0, 0, false};
    for (size_t at = 0; at < t.len;) {
        size_t end = text_find_byte(t, ' ', at);
        struct text word = text_slice(t, at, end);
        at = end == TEXT_NONE ? t.len : end + 1;
        while (word.len && strchr(",.:!?)", word.at[word.len - 1]))
            word.len--;
        word = text_from(word, word.len && word.at[0] == '(');
        size_t small = 0, digits = 0;
        for (size_t i = 0; i < word.len; i++) {
            small += (word.at[i] >= 'a' && word.at[i] <= 'z') || (i && word.at[i] == '-') ||
                     (unsigned char)word.at[i] >= 0x80;
            digits += byte_is_digit(word.at[i]);
            w.symbols = w.symbols || strchr("=(){}[];<>|$\"\\@#&*+", word.at[i]);
        }
        bool capital = word.len && word.at[0] >= 'A' && word.at[0] <= 'Z' && (small + 1 == word.len);
        w.words += word.len != 0;
        w.plain += word.len && (capital || small == word.len);
        w.capitals +=
            capital || (word.len && digits == word.len) || (words_get(vocabulary, word) & WORD_GRAMMAR);
    }
    return w;
}

/* "name(x) - what it does", "name.x: what it does": an item of a list that explains. */
static float score_gloss(const struct words *vocabulary, struct text t) {
    static const char *const dashes[] = {" - ", " – ", " — ", ": ", NULL};
    for (size_t i = 0; dashes[i]; i++) {
        size_t at = text_find(t, text_of(dashes[i]), 0);
        if (at == TEXT_NONE)
            continue;
        struct wording w = wording_of(vocabulary, text_from(t, at + strlen(dashes[i])));
        bool named = false;
        for (size_t k = 0; k < at; k++)
            named = named || strchr("(.<_/", t.at[k]) ||
                    (k && t.at[k] >= 'A' && t.at[k] <= 'Z' && byte_is_alpha(t.at[k - 1]));
        if (w.words >= 2 && w.plain * 3 >= w.words * 2 && !w.symbols && (i < 3 || (named && w.words > 2)))
            return i < 3 ? 4 : 3;
    }
    return 0;
}

bool line_is_title(const struct words *vocabulary, struct text t) {
    struct wording w = wording_of(vocabulary, t);
    bool capital = t.len > 1 && t.at[0] >= 'A' && t.at[0] <= 'Z' && !(t.at[1] >= 'A' && t.at[1] <= 'Z');
    return capital && !w.symbols && w.words <= 12 && w.plain + 1 >= w.words &&
           !strchr(",;.", t.at[t.len - 1]);
}

static float score_title(const struct words *vocabulary, struct text t) {
    struct wording w = wording_of(vocabulary, t);
    if (!line_is_title(vocabulary, t))
        return 0;
    if (w.words < 2)
        return leads_is_label(t) ? 3 : 1;
    return w.capitals == w.words ? 2.5F : w.words > 2 ? 1.5F : 1;
}

enum { BARE_PARTS = 2 /* that may have no name */ };
static const char *const feature_parts[] = {
    "Background:",        "Examples:", "Feature:",  "Scenario:", "Scenario Outline:",
    "Scenario Template:", "Rule:",     "Example: ", NULL};
static const char *const step_words[] = {"Given ", "When ", "Then ", "And ", "But ", NULL};

bool line_begins_part(struct text t) {
    return text_starts_any(t, feature_parts);
}

bool line_begins_step(struct text t) {
    return text_starts_any(t, step_words);
}

/* What languages whose lines begin with capitals look like: SELECT, FROM, Given, Scenario. */
static float score_first_word(struct text t, struct text first, bool keyword) {
    bool shouts = first.len > 1;
    for (size_t i = 0; i < first.len; i++)
        shouts = shouts && first.at[i] >= 'A' && first.at[i] <= 'Z';
    if (shouts && keyword)
        return 3;
    if (text_ends(t, "."))
        return 0;
    static const char *const story[] = {"As a ",        "As an ",   "I want ", "I need ",
                                        "In order to ", "So that ", NULL};
    if (line_begins_step(t) && t.len < 120 && !text_ends(t, ":"))
        return 3.5F;
    if (text_starts_any(t, story) && t.len < 80 && byte_is_word(t.at[t.len - 1]))
        return 4.5F;
    for (size_t i = 0; feature_parts[i]; i++)
        if (text_starts(t, feature_parts[i]) && (t.len > strlen(feature_parts[i]) || i < BARE_PARTS))
            return 5;
    return t.at[0] == '|' && text_ends(t, "|") ? 3 : 0;
}

/* "PermitRootLogin no": a setting whose name is words written together. */
static bool is_named_setting(struct text t, struct text first, size_t words) {
    bool together = false;
    for (size_t i = 1; i < first.len; i++)
        together = together || (first.at[i] >= 'A' && first.at[i] <= 'Z' &&
                                byte_lower(first.at[i - 1]) == first.at[i - 1]);
    return together && words > 1 && words <= 4 && first.len < t.len && t.at[first.len] == ' ' &&
           !strchr(".:!?", t.at[t.len - 1]);
}

/* "- name: Deploy": a mapping in a list. Copied lists of prose have lost their marks. */
static bool is_item_key(struct text t) {
    size_t at = 2;
    while (at < t.len && (byte_is_word(t.at[at]) || strchr("-./", t.at[at])))
        at++;
    return text_starts(t, "- ") && t.len > 2 && byte_lower(t.at[2]) == t.at[2] &&
           text_starts(text_from(t, at), ": ");
}

float line_score(const struct words *vocabulary, struct text t) {
    if (!t.len)
        return 0;
    struct text whole = t;
    t = text_slice(t, 0, LOOK);
    float annotated = line_annotated(t) ? 6 : 0;
    if (line_comment(t))
        return 4 + annotated;
    struct makeup s = makeup_of(vocabulary, t);
    if (!s.words)
        return 6;
    struct text ending = text_slice(whole, whole.len - (whole.len < 40 ? whole.len : 40), whole.len);
    float score = score_marks(t.len < whole.len ? ending : t) + annotated;
    struct text first = first_word(t);
    bool keyword = (words_get(vocabulary, first) & WORD_KEYWORD) != 0;
    if (!s.capital && !(s.words >= 6 && text_ends(whole, ".")))
        score += 1.5F;
    if (keyword)
        score += s.capital ? 0.7F : 1.5F;
    if (s.words == 1 && !s.capital)
        score += 1;
    score += s.straight ? (s.straight > 1 ? 2 : 1) : 0;
    if (s.symbols * 100 > t.len * 12)
        score += 1.5F;
    else if (s.symbols * 100 > t.len * 6)
        score += 0.5F;
    float steps = score_first_word(t, first, keyword);
    if (is_item_key(t) || (t.at[0] == '(' && brackets_balance(t) > 0))
        score += 2.5F;
    if (is_named_setting(whole, first, s.words))
        score += 2;
    else if (t.len == whole.len && annotated == 0 && steps == 0)
        score -= score_gloss(vocabulary, t) + score_title(vocabulary, t);
    return score + steps - score_prose(&s, whole);
}

void plain_classify(const struct plain_page *page, struct plain_line *line) {
    struct text words;
    size_t end;
    line->labelled = plain_label(page->profile, text_slice(line->text, 0, LOOK), &words, &end) != NULL;
    line->code = line_score(&page->vocabulary, line->text);
}
