/* SPDX-License-Identifier: MIT */
#include "read/plain/leads.h"

#include <math.h>

enum { LEAD_LONGEST = 300, COMMENT_LONGEST = 120, WORD_LONGEST = 80 };

/* In units of log odds. */
static const float weight_file = 14, weight_label = 6, weight_path = 10, weight_name = 4, weight_comment = 4,
                   weight_title = 3, weight_mention = 0.3F;

/* Words of labels that say what follows, whatever the page's language. */
struct cue {
    const char *word; /* lower case */
    const char *row;
    float weight;
};

static const struct cue cues[] = {
    {"output", "text", 9},       {"outputs", "text", 9},  {"prints", "text", 9},    {"printed", "text", 8},
    {"displays", "text", 6},     {"shows", "text", 2},    {"result", "text", 5},    {"results", "text", 4},
    {"response", "json", 2},     {"run", "bash", 4},      {"running", "bash", 4},   {"terminal", "bash", 6},
    {"command", "bash", 5},      {"commands", "bash", 6}, {"shell", "bash", 5},     {"install", "bash", 5},
    {"installation", "bash", 5}, {"execute", "bash", 4},  {"execution", "bash", 3}, {"compile", "bash", 4},
    {"compilation", "bash", 4},  {"build", "bash", 2},    {"usage", "bash", 1},     {"structure", "text", 5},
    {"layout", "text", 3},       {"tree", "text", 3},     {"log", "text", 3},       {"logs", "text", 3},
    {"trace", "text", 3},        {"error", "text", 2},    {"console", "text", 2},
};

static void add(float score[GRAMMAR_LIMIT], int row, float weight) {
    if (row >= 0)
        score[row] += weight;
}

/* Whether a blank-separated list holds the word. */
static bool listed(const char *list, struct text word) {
    struct text rest = text_of(list);
    while (rest.len) {
        size_t blank = text_find_byte(rest, ' ', 0);
        if (text_equal(text_slice(rest, 0, blank), word))
            return true;
        rest = blank == TEXT_NONE ? text_from(rest, rest.len) : text_from(rest, blank + 1);
    }
    return false;
}

static size_t last_byte(struct text t, char c) {
    for (size_t i = t.len; i; i--)
        if (t.at[i - 1] == c)
            return i - 1;
    return TEXT_NONE;
}

/* Whether a list of names of files has the name, and it is more than a suffix: "package.json", "Dockerfile".
 */
static bool is_whole_name(const struct grammar *grammar, struct text name) {
    bool whole =
        text_find_byte(name, '.', 0) != TEXT_NONE || (name.len > 4 && name.at[0] >= 'A' && name.at[0] <= 'Z');
    return whole && listed(grammar->files, name);
}

/* Rows to which a file of that name belongs, by the whole name or else by its suffix; how many they are. */
static size_t weigh_file(struct text path, float weight, float score[GRAMMAR_LIMIT]) {
    size_t slash = last_byte(path, '/');
    struct text name = slash == TEXT_NONE ? path : text_from(path, slash + 1);
    size_t dot = last_byte(name, '.'), found = 0;
    for (size_t row = 0; row < grammar_count(); row++)
        if (is_whole_name(grammar_at(row), name)) {
            score[row] += weight;
            found++;
        }
    for (size_t row = 0; row < grammar_count() && !found && dot != TEXT_NONE; row++)
        if (listed(grammar_at(row)->files, text_from(name, dot + 1)))
            score[row] += weight;
    return found;
}

/* Words that labels are made of, which announce nothing. */
static const char label_words[] =
    "before after explanation note notes example examples code implementation solution problem usage test tests client server setup "
    "configuration comparison alternative approach steps benefits drawbacks advantages disadvantages pros cons performance behavior "
    "characteristics pitfalls good bad wrong right correct incorrect input expected requirements dependencies pattern syntax "
    "check checks start stop use verify verification query schema model view controller component components caller types "
    "styles markup deploy deployment migration request entity repository router routes playbook role tasks inventory script "
    "policy rules hook hooks consumer producer publisher subscriber worker session transcript variables styling defaults "
    "stylesheet actions declaration definition definitions header rollback cleanup inspect consumption module library profiles runner build seed store state reducer provider hook middleware "
    "form forms view views urls admin signals job queue listener event message mapper serializer pipeline compose unit program page "
    "routing endpoint api proto interface struct main benchmark";

bool leads_is_label(struct text word) {
    char lower[32];
    for (size_t i = 0; i < sizeof cues / sizeof *cues; i++)
        if (text_equal_nocase(word, text_of(cues[i].word)))
            return true;
    for (size_t i = 0; i < word.len && word.len <= sizeof lower; i++)
        lower[i] = byte_lower(word.at[i]);
    return word.len && word.len <= sizeof lower && listed(label_words, (struct text){lower, word.len});
}

bool leads_is_output(struct text lead) {
    static const char *const labels[] = {
        "Output", "Expected Output", "Console Output", "Sample Output", "Program Output", "Prints", NULL};
    struct text label = text_slice(lead, 0, text_ends(lead, ":") ? lead.len - 1 : 0);
    size_t i = 0;
    while (labels[i] && !text_equal_nocase(label, text_of(labels[i])))
        i++;
    return labels[i] != NULL;
}

bool leads_announces_output(struct text line) {
    size_t end = line.len && line.at[line.len - 1] == ':' ? line.len - 1 : 0, begin = end;
    while (begin && byte_is_alpha(line.at[begin - 1]))
        begin--;
    struct text run = text_slice(line, begin, end);
    for (size_t i = 0; i < sizeof cues / sizeof *cues; i++) {
        struct text word = text_of(cues[i].word),
                    tail = text_from(run, run.len > word.len ? run.len - word.len : 0);
        bool announces =
            cues[i].weight >= 5 && strcmp(cues[i].row, "text") == 0 && text_equal_nocase(tail, word);
        if (announces && (tail.len == run.len || (tail.at[0] >= 'A' && tail.at[0] <= 'Z')))
            return true;
    }
    return false;
}

bool leads_is_file_name(struct text path) {
    size_t slash = last_byte(path, '/');
    struct text name = slash == TEXT_NONE ? path : text_from(path, slash + 1);
    for (size_t row = 0; row < grammar_count(); row++)
        if (is_whole_name(grammar_at(row), name))
            return true;
    return false;
}

bool leads_is_file(struct text path) {
    float score[GRAMMAR_LIMIT] = {0}, most = 0;
    size_t dots = 0;
    for (size_t i = 0; i < path.len; i++)
        dots += path.at[i] == '.';
    if (path.len > WORD_LONGEST || text_find_byte(path, ' ', 0) != TEXT_NONE ||
        text_find(path, TEXT("//"), 0) != TEXT_NONE ||
        (dots > 1 && path.len - last_byte(path, '.') > 5 && text_find_byte(path, '/', 0) == TEXT_NONE))
        return false; /* "ansible.builtin.service" is none */
    weigh_file(path, 1, score);
    for (size_t row = 0; row < grammar_count(); row++)
        most = score[row] > most ? score[row] : most;
    return most > 0;
}

/* The next run of bytes of which names of files and languages are made, at or after *at. */
static bool next_name(struct text t, size_t *at, struct text *name) {
    static const char marks[] = ".-/+#_";
    size_t begin = *at;
    while (begin < t.len && !byte_is_word(t.at[begin]) && t.at[begin] != '.')
        begin++;
    size_t end = begin;
    while (end < t.len && (byte_is_word(t.at[end]) || strchr(marks, t.at[end])))
        end++;
    *at = end;
    while (end > begin && strchr(".-/", t.at[end - 1]))
        end--;
    *name = text_slice(t, begin, end);
    return begin < t.len;
}

static void weigh_cues(struct text word, float score[GRAMMAR_LIMIT]) {
    for (size_t i = 0; i < sizeof cues / sizeof *cues; i++)
        if (text_equal_nocase(word, text_of(cues[i].word)))
            add(score, grammar_find(text_of(cues[i].row)), cues[i].weight);
}

static void weigh_names(struct text t, float file, float name, float score[GRAMMAR_LIMIT]) {
    struct text word;
    for (size_t at = 0; next_name(t, &at, &word);) {
        if (word.len < 2 || word.len > WORD_LONGEST)
            continue;
        bool capital = word.at[0] >= 'A' && word.at[0] <= 'Z';
        size_t whole = weigh_file(word, file, score);
        if (!whole && capital && text_find_byte(word, '.', 0) == TEXT_NONE)
            add(score, grammar_find(word), name);
    }
}

bool leads_names_file(struct text line) {
    size_t leader = line_comment(line);
    struct text said = text_trim_left(text_from(line, leader));
    size_t end = text_find_byte(said, ' ', 0);
    struct text path = text_slice(said, 0, end);
    if (!leader)
        return false;
    if (text_equal_nocase(path, TEXT("file:")) || text_equal_nocase(path, TEXT("filename:")))
        return true;
    size_t dot = text_find_byte(path, '.', 1);
    return dot != TEXT_NONE && dot + 1 < path.len && byte_is_alpha(path.at[dot + 1]);
}

void leads_weigh(struct text lead, struct text first, float score[GRAMMAR_LIMIT]) {
    if (lead.len && lead.len < LEAD_LONGEST && text_ends(lead, ":")) {
        struct text word;
        weigh_names(lead, weight_path, weight_name, score);
        for (size_t at = 0; words_next(lead, &at, &word);)
            weigh_cues(word, score);
    }
    size_t leader = line_comment(first);
    if (!leader || first.len > COMMENT_LONGEST)
        return;
    struct text said = text_trim_left(text_from(first, leader));
    if (leads_names_file(first))
        weigh_names(said, weight_file, weight_comment, score);
    else
        weigh_names(said, first.len < 70 ? weight_label : 3, first.len < 70 ? weight_comment : 2, score);
}

static int topic_row(struct text word) {
    int row = grammar_find(word);
    for (size_t i = 0; i < grammar_count() && row < 0; i++)
        if (listed(grammar_at(i)->topics, word))
            row = (int)i;
    return row;
}

void leads_topics(const struct plain_page *page, float prior[GRAMMAR_LIMIT]) {
    memset(prior, 0, GRAMMAR_LIMIT * sizeof *prior);
    for (size_t i = 0; i < page->counts.capacity; i++) {
        const struct word_slot *slot = &page->counts.slots[i];
        bool capital =
            slot->word.at && slot->word.len > 2 && slot->word.at[0] >= 'A' && slot->word.at[0] <= 'Z';
        if (capital)
            add(prior, topic_row(slot->word), weight_mention * logf(1 + (float)slot->value));
    }
    struct text word;
    for (size_t at = 0; next_name(page->title, &at, &word);)
        if (word.len > 0 && word.at[0] >= 'A' && word.at[0] <= 'Z')
            add(prior, topic_row(word), weight_title);
}
