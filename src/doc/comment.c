/* SPDX-License-Identifier: MIT */
/* The scanner that tells comments from strings, for every row of language.c. */
#include "base/utf8.h"
#include "doc/language.h"

enum { FAILED_REGEX = 1 << 16 };

struct scan {
    const struct language *language;
    struct language_state *state;
    struct text line;
    size_t first; /* offset of the first byte that is no blank */
};

/* A set of bytes: those at which anything but plain text may begin. */
struct byte_set {
    uint64_t bits[4];
};

static void set_add(struct byte_set *set, char c) {
    unsigned char byte = (unsigned char)c;
    set->bits[byte >> 6] |= (uint64_t)1 << (byte & 63);
}

static bool set_has(const struct byte_set *set, char c) {
    unsigned char byte = (unsigned char)c;
    return set->bits[byte >> 6] >> (byte & 63) & 1;
}

static struct byte_set interesting_bytes(const struct language *language) {
    struct byte_set set = {{0}};
    for (int i = 0; language->leaders[i]; i++)
        set_add(&set, *language->leaders[i]);
    for (int i = 0; i < LANGUAGE_STRINGS && language->strings[i].open; i++)
        set_add(&set, *language->strings[i].open);
    if (language->escape)
        set_add(&set, language->escape);
    if (language->traits & LANGUAGE_HEREDOC)
        set_add(&set, '<');
    if (language->traits & LANGUAGE_REGEX)
        set_add(&set, '/');
    return set;
}

/* The same for every line of a text, made once. */
static struct byte_set known_bytes(const struct language *language, struct language_state *state) {
    struct byte_set set;
    if (state->known != language) {
        set = interesting_bytes(language);
        memcpy(state->bytes, set.bits, sizeof state->bytes);
        state->known = language;
    }
    memcpy(set.bits, state->bytes, sizeof set.bits);
    return set;
}

/* Offset of the first byte of the set at or after `at`, or what is behind the line's end. */
static size_t skip_plain(const struct byte_set *set, struct text line, size_t at) {
    while (at < line.len && !set_has(set, line.at[at]))
        at++;
    return at;
}

static bool stands_at(struct text line, size_t at, const char *what) {
    return at < line.len && line.at[at] == *what && text_starts(text_from(line, at), what);
}

static bool is_word_byte(char c) {
    return byte_is_alpha(c) || byte_is_digit(c) || c == '_' || (c & 0x80);
}

static bool is_symbol(char c) {
    return c && strchr("!#$%&*+./<=>?@\\^|-~:", c);
}

/* Whether the leader that stands at the offset begins a comment there. */
static bool leader_counts(const struct scan *scan, size_t at, const char *leader) {
    struct text line = scan->line;
    unsigned traits = scan->language->traits;
    char before = at ? line.at[at - 1] : ' ';
    size_t behind = at + strlen(leader);
    if (traits & LANGUAGE_LINES)
        return at == scan->first;
    if (traits & LANGUAGE_YAML)
        return byte_is_blank(before);
    if ((traits & LANGUAGE_WORDS) && !byte_is_blank(before) && !strchr(";&|()", before))
        return false;
    if ((traits & LANGUAGE_SYMBOLS) && *leader == '-') {
        while (behind < line.len && line.at[behind] == '-')
            behind++;
        return !is_symbol(before) && !(behind < line.len && is_symbol(line.at[behind]));
    }
    /* (*) is an operator in the ML family. */
    return strcmp(leader, "(*") != 0 || behind >= line.len || line.at[behind] != ')';
}

/* Number of the longest leader that begins a comment at the offset, or -1. */
static int leader_at(const struct scan *scan, size_t at) {
    int best = -1;
    size_t longest = 0;
    for (int i = 0; scan->language->leaders[i]; i++) {
        const char *leader = scan->language->leaders[i];
        if (!stands_at(scan->line, at, leader) || strlen(leader) <= longest ||
            !leader_counts(scan, at, leader))
            continue;
        best = i;
        longest = strlen(leader);
    }
    return best;
}

static int string_at(const struct scan *scan, size_t at) {
    const struct language_string *strings = scan->language->strings;
    for (int i = 0; i < LANGUAGE_STRINGS && strings[i].open; i++) {
        if (!stands_at(scan->line, at, strings[i].open))
            continue;
        char before = at ? scan->line.at[at - 1] : ' ';
        if ((scan->language->traits & LANGUAGE_YAML) && !byte_is_blank(before) && !strchr("[{,", before))
            return -1;
        /* r"raw" and the like: the r must not be the end of a word; b and c may stand before it (Rust). */
        if (byte_is_alpha(*strings[i].open) && is_word_byte(before) && !strchr("bcuL", before))
            continue;
        return i;
    }
    return -1;
}

/* Offset behind the closing of a string whose content begins at `at`, or TEXT_NONE. */
static size_t string_end(const struct language_string *string, struct text line, size_t at) {
    while (at < line.len) {
        if (string->escapes && line.at[at] == string->escapes)
            at += 2;
        else if (line.at[at] == *string->close && stands_at(line, at, string->close))
            return at + strlen(string->close);
        else
            at++;
    }
    return TEXT_NONE;
}

/* The same for a literal of one character: one code point, or an escape of some bytes ('\u{1F600}'). */
static size_t character_end(const struct language_string *string, struct text line, size_t at) {
    enum { LONGEST_ESCAPE = 12 };
    if (at >= line.len)
        return TEXT_NONE;
    if (string->escapes && line.at[at] == string->escapes) {
        size_t close = text_find_byte(text_slice(line, 0, at + LONGEST_ESCAPE), '\'', at + 2);
        return close == TEXT_NONE ? TEXT_NONE : close + 1;
    }
    size_t length;
    utf8_decode(text_from(line, at), &length);
    return stands_at(line, at + length, string->close) ? at + length + 1 : TEXT_NONE;
}

/* Offset to go on at when strings[i] opens at the offset: behind it, or behind its quote alone where that is
 * no string. */
static size_t pass_string(const struct scan *scan, size_t at, int i) {
    const struct language_string *string = &scan->language->strings[i];
    struct language_state *state = scan->state;
    size_t content = at + strlen(string->open), end;
    if (string->character) {
        end = character_end(string, scan->line, content);
        return end == TEXT_NONE ? content : end;
    }
    if (state->failed & 1u << i)
        return content;
    end = string_end(string, scan->line, content);
    if (end != TEXT_NONE)
        return end;
    /* An apostrophe in a word ("It's", in what a shell prints) opens nothing that goes on over lines. */
    bool in_word = *string->open == '\'' && at && is_word_byte(scan->line.at[at - 1]);
    if (string->spans_lines && !in_word && !(state->confined & 1u << i)) {
        state->inside = string;
        return scan->line.len;
    }
    if (!in_word)
        state->failed |= 1u << i;
    return content;
}

/* Whether a slash stands where a value is expected, so that it begins a regular expression and divides
 * nothing. */
static bool value_is_expected(struct text line, size_t at) {
    struct text before = text_trim_right(text_slice(line, 0, at));
    if (!before.len || strchr("(,=:[!&|?{;+*%~^", before.at[before.len - 1]))
        return true;
    return text_ends(before, "=>") || text_ends(before, "return") || text_ends(before, " in") ||
           text_ends(before, " if") || text_ends(before, "case") || text_ends(before, "when");
}

static size_t pass_regex(const struct scan *scan, size_t at) {
    struct text line = scan->line;
    if ((scan->state->failed & FAILED_REGEX) || !value_is_expected(line, at))
        return at + 1;
    bool in_class = false;
    for (size_t i = at + 1; i < line.len; i++) {
        if (line.at[i] == '\\')
            i++;
        else if (line.at[i] == '[')
            in_class = true;
        else if (line.at[i] == ']')
            in_class = false;
        else if (line.at[i] == '/' && !in_class)
            return i + 1;
    }
    scan->state->failed |= FAILED_REGEX;
    return at + 1;
}

/* Reads a here-document's mark, <<WORD, <<-'WORD', <<~WORD, <<<WORD (PHP), at the offset. Gives the offset
 * behind it. */
static size_t pass_heredoc(const struct scan *scan, size_t at) {
    struct text line = scan->line;
    size_t run = text_run(text_from(line, at), '<');
    bool is_php = *scan->language->leaders[0] == '/';
    if (run != (is_php ? 3u : 2u) || (scan->state->confined & LANGUAGE_CONFINED_BODIES))
        return at + run;
    size_t i = at + run;
    bool indented = is_php || (i < line.len && (line.at[i] == '-' || line.at[i] == '~'));
    if (i < line.len && (line.at[i] == '-' || line.at[i] == '~'))
        i++;
    /* Shells allow blanks before the word; elsewhere they tell a shift from a here-document. */
    if (scan->language->escape == '\\')
        while (i < line.len && byte_is_blank(line.at[i]))
            i++;
    char quote = i < line.len && (line.at[i] == '"' || line.at[i] == '\'') ? line.at[i++] : '\0';
    size_t begin = i;
    while (i < line.len && is_word_byte(line.at[i]))
        i++;
    if (i == begin || byte_is_digit(line.at[begin]) || (quote && (i == line.len || line.at[i] != quote)))
        return at + run;
    scan->state->heredoc = text_slice(line, begin, i);
    scan->state->heredoc_indented = indented;
    return quote ? i + 1 : i;
}

/* Offset behind the word that ends a here-document, where the line ends it, or TEXT_NONE. To be exact the
 * word must stand alone; but tutorials annotate it (EOF # => the end), and without its annotations the page
 * means what it shows. */
static size_t heredoc_end(const struct scan *scan) {
    const struct language_state *state = scan->state;
    struct text line = scan->line, rest = state->heredoc_indented ? text_trim_left(line) : line;
    if (!text_equal(text_slice(rest, 0, state->heredoc.len), state->heredoc))
        return TEXT_NONE;
    rest = text_from(rest, state->heredoc.len);
    size_t behind = line.len - rest.len;
    struct text after = text_trim(rest);
    if (!after.len || (state->heredoc_indented && text_is(after, ";"))) /* PHP: EOT; */
        return behind;
    bool commented = byte_is_blank(*rest.at) && leader_at(scan, line.len - text_trim_left(rest).len) >= 0;
    return commented ? behind : TEXT_NONE;
}

/* At the start of a line: whether it belongs to a block scalar that goes on. */
static bool is_scalar_line(struct language_state *state, struct text line) {
    if (!state->scalar)
        return false;
    struct text content = text_trim_left(line);
    if (!content.len || line.len - content.len >= state->scalar)
        return true;
    state->scalar = 0;
    return false;
}

/* YAML: whether the line, its comment left out, ends with the mark of a block scalar. */
static void note_scalar(const struct scan *scan, size_t end) {
    if (!(scan->language->traits & LANGUAGE_YAML) || language_state_is_open(scan->state) ||
        (scan->state->confined & LANGUAGE_CONFINED_BODIES))
        return;
    struct text t = text_trim_right(text_slice(scan->line, 0, end));
    for (int i = 0; i < 2 && t.len && (byte_is_digit(t.at[t.len - 1]) || strchr("+-", t.at[t.len - 1])); i++)
        t.len--;
    if (!t.len || (t.at[t.len - 1] != '|' && t.at[t.len - 1] != '>'))
        return;
    t.len--;
    if (!t.len || !byte_is_blank(t.at[t.len - 1]))
        return;
    t = text_trim_right(t);
    if (text_ends(t, ":") || text_ends(t, "-"))
        scan->state->scalar = scan->first + 1;
}

static void take_comment(const struct scan *scan, size_t at, int leader, struct language_comment *comment) {
    const char *closer = scan->language->closers[leader];
    size_t length = strlen(scan->language->leaders[leader]);
    *comment =
        (struct language_comment){.begin = at, .leader = length, .end = scan->line.len, .closer = closer};
    if (!closer)
        return;
    size_t close = text_find(scan->line, text_of(closer), at + length);
    comment->closed = close != TEXT_NONE;
    if (comment->closed)
        comment->end = close + strlen(closer);
    else if (!(scan->state->confined & LANGUAGE_CONFINED_COMMENTS))
        scan->state->closer = closer;
}

/* Leaves what was open at the end of the last line. Gives the offset where plain code begins, TEXT_NONE for
 * nowhere. */
static size_t leave_open(const struct scan *scan) {
    struct language_state *state = scan->state;
    size_t at = 0;
    state->failed = 0;
    if (is_scalar_line(state, scan->line))
        return TEXT_NONE;
    if (state->heredoc.at) {
        at = heredoc_end(scan);
        if (at != TEXT_NONE)
            state->heredoc = (struct text){NULL, 0};
    } else if (state->inside) {
        at = string_end(state->inside, scan->line, 0);
        if (at != TEXT_NONE)
            state->inside = NULL;
    } else if (state->closer) {
        at = text_find(scan->line, text_of(state->closer), 0);
        if (at != TEXT_NONE) {
            at += strlen(state->closer);
            state->closer = NULL;
        }
    }
    return at;
}

bool language_next_comment(const struct language *language, struct text line, size_t from,
                           struct language_state *state, struct language_comment *comment) {
    struct scan scan = {language, state, line, 0};
    if (language->traits & (LANGUAGE_LINES | LANGUAGE_YAML))
        scan.first = line.len - text_trim_left(line).len;
    size_t at = from;
    if (from == 0 && (at = leave_open(&scan)) == TEXT_NONE)
        return false;
    struct byte_set set = known_bytes(language, state);
    while ((at = skip_plain(&set, line, at)) < line.len) {
        char c = line.at[at];
        int i;
        if (c == language->escape)
            at += 2;
        else if ((i = leader_at(&scan, at)) >= 0) {
            note_scalar(&scan, at);
            take_comment(&scan, at, i, comment);
            return true;
        } else if ((i = string_at(&scan, at)) >= 0)
            at = pass_string(&scan, at, i);
        else if (c == '<' && (language->traits & LANGUAGE_HEREDOC))
            at = pass_heredoc(&scan, at);
        else if (c == '/' && (language->traits & LANGUAGE_REGEX))
            at = pass_regex(&scan, at);
        else
            at++;
    }
    note_scalar(&scan, line.len);
    return false;
}
