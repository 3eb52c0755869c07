/* SPDX-License-Identifier: MIT */
/* Where a line of code may have run into what follows it. Every place is
 * scored by what stands on either side. */
#include "read/plain/seam.h"

#include "read/plain/leads.h"

enum { LOOK = 300, LONG_LINE = 3000 };

static bool blank_at(char c) {
    return byte_is_blank(c) || c == '\n';
}

static bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
static bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

void seam_mark_quoted(struct text t, bool *inside) {
    memset(inside, 0, t.len);
    bool hopeless[128] = {false};
    for (size_t i = 0; i < t.len; i++) {
        char c = t.at[i];
        if (c == '\\') {
            i++;
            continue;
        }
        bool quote = c == '"' || c == '`' || (c == '\'' && (!i || !byte_is_word(t.at[i - 1])));
        if (!quote || hopeless[(unsigned char)c])
            continue;
        size_t close = i + 1;
        while (close < t.len && t.at[close] != c)
            close += t.at[close] == '\\' ? 2 : 1;
        if (close >= t.len) {
            hopeless[(unsigned char)c] = true;
            continue;
        }
        memset(inside + i + 1, 1, close - i);
        i = close;
    }
}

bool seam_closes_only(struct text t) {
    if (text_is(t, "end"))
        return true;
    for (size_t i = 0; i < t.len; i++)
        if (!strchr("})];,", t.at[i]))
            return false;
    return t.len != 0;
}

static float score_joined_word(const struct plain_page *page, struct text line, size_t at) {
    size_t begin = at, end = at;
    while (begin && byte_is_word(line.at[begin - 1]))
        begin--;
    while (end < line.len && byte_is_word(line.at[end]))
        end++;
    bool heading = end + 1 == line.len && words_get(&page->headings, text_slice(line, at, end));
    float score = words_get(&page->counts, text_slice(line, begin, end)) > 1 ? (heading ? 0 : -12) : 1;
    if (words_get(&page->counts, text_slice(line, begin, at)))
        score += 1;
    struct text word = text_slice(line, at, end);
    if (words_get(&page->counts, word))
        return score + 1.5F;
    if (end + 1 >= line.len)
        return score + (leads_is_label(word) ? 0.5F : -3);
    return score - 0.5F;
}

float seam_score_left(const struct plain_page *page, const struct place_view *v) {
    char c = v->before;
    if (seam_closes_only(v->left))
        return 4;
    if (v->after == '>')
        return 5; /* a quotation: see begins_marked */
    if ((byte_is_word(c) && !byte_is_word(v->after)) || (unsigned char)v->after >= 0x80)
        return 2; /* a sign or a quote begins what follows */
    if (byte_is_word(c))
        return score_joined_word(page, v->line, v->left.len);
    if (strchr(")}]", c))
        return 2.5F;
    if (strchr(";\"'`>", c))
        return v->quoted ? -5 : 1.5F;
    if (text_ends(v->left, "*/"))
        return 3;
    return strchr(".!?%,:/", c) ? -0.5F : -4;
}

static size_t count_words(struct text t) {
    size_t n = 0;
    struct text word;
    for (size_t at = 0; words_next(t, &at, &word);)
        n++;
    return n;
}

/* Whether the text is a heading of what follows: "Output:", "Type conversion requires explicit cast:". */
static bool is_sub_label(struct text t) {
    return text_ends(t, ":") && t.len < 160 && count_words(t) <= 16 &&
           text_find_byte(t, ';', 0) == TEXT_NONE && text_find_byte(t, '=', 0) == TEXT_NONE;
}

/* How many parentheses and brackets are open at the end; below 0 where one closes that did not open. */
static long open_brackets(struct text t) {
    long depth = 0;
    for (size_t i = 0; i < t.len && depth >= 0; i++)
        depth += t.at[i] == '(' || t.at[i] == '[' ? 1 : t.at[i] == ')' || t.at[i] == ']' ? -1 : 0;
    return depth;
}

/* Whether the line opens a block with its colon, which stands at its end: "except IOError as error:", "case
 * Red:". */
static bool opens_with_colon(struct text left) {
    static const char *const openers[] = {
        "except ",   "case ",  "for ",    "if ",     "elif ",    "while ",     "with ",  "class ",
        "def ",      "async ", "match ",  "object ", "trait ",   "enum ",      "given ", "extension ",
        "abstract ", "final ", "sealed ", "open ",   "private ", "protected ", NULL};
    if (text_ends(left, "}") || text_ends(left, ";")) /* its own marks have ended it */
        return false;
    return text_starts_any(left, openers) && text_find(left, TEXT(": "), 0) == TEXT_NONE;
}

/* Whether what stands left of the place is the begin of a key, "preStop:": a word, and no statement, is all
 * there is. */
static bool is_key(const struct plain_page *page, struct text left) {
    bool item = text_starts(left, "- ");
    left = text_from(left, item ? 2 : 0);
    size_t at = 0;
    while (at < left.len && byte_is_word(left.at[at]))
        at++;
    static const char *const statements[] = {
        "pass",  "raise",  "return", "break", "continue",    "done",    "true",
        "false", "null",   "nil",    "None",  "fi",          "esac",    "exit",
        "quit",  "COMMIT", "EOF",    "endif", "endfunction", "Nothing", NULL};
    return !text_is_any(left, statements) && at == left.len && at && !byte_is_digit(left.at[0]) &&
           !seam_closes_only(left) && !(item && words_get(&page->counts, left));
}

/* A label of one word counts where the page has it on a line of its own; else it may be any key or exception.
 */
static float score_heading(const struct plain_page *page, const struct place_view *v) {
    struct text word = text_slice(v->right, 0, v->right.len - 1);
    if (is_key(page, v->left))
        return -5;
    if (words_get(&page->headings, word))
        return 5;
    if (leads_is_label(word))
        return 4.5F;
    return byte_is_word(v->before) ? -3 : 2.5F;
}

/* Whether the last word of the text is a file's path. */
static bool ends_with_file(struct text t) {
    size_t at = t.len;
    while (at && !byte_is_blank(t.at[at - 1]))
        at--;
    return at < t.len && leads_is_file(text_from(t, at));
}

/* Whether the rest of the line is a file's label: "tsconfig.json:", "src/main.rs:". Inside a word only a name
 * that is known as a whole can be told from its end. */
static bool is_file_label(struct text left, struct text t) {
    if (!text_ends(t, ":") || !left.len || strchr("./-_:", left.at[left.len - 1]))
        return false;
    struct text path = text_slice(t, 0, t.len - 1);
    char before = left.at[left.len - 1];
    bool inside = byte_is_alpha(before) && !(is_upper(before) && is_lower(t.at[0]));
    return inside && !(text_find_byte(path, '/', 0) != TEXT_NONE && ends_with_file(left))
               ? leads_is_file_name(path)
               : leads_is_file(path);
}

/* Whether the rest of the line is the label of a file by its whole path: "/etc/fstab:", "~/.ssh/config:",
 * ".gitconfig:". */
static bool is_path_label(struct text left, struct text t) {
    static const char *const roots[] = {"/etc/",  "/usr/", "/opt/", "/var/", "/srv/",
                                        "/home/", "/lib/", "~/",    NULL};
    if (!text_ends(t, ":") || t.len > 120 || text_find_byte(t, ' ', 0) != TEXT_NONE)
        return false;
    if (text_starts_any(t, roots))
        return text_find(left, TEXT(": "), 0) == TEXT_NONE || !strchr("/-.", left.at[left.len - 1]);
    static const char *const names[] = {
        ".dockerignore:", ".gitignore:", ".gitattributes:", ".gitconfig:",     ".editorconfig:",
        ".env:",          ".npmrc:",     ".bashrc:",        ".gitlab-ci.yml:", NULL};
    if (text_is_any(t, names))
        return true;
    static const char *const closers[] = {"fi", "done", "esac", "EOF", NULL};
    bool closed = seam_closes_only(left) || text_is_any(left, closers);
    return closed && t.len > 3 && t.at[0] == '.' && byte_is_alpha(t.at[1]);
}

/* Whether the first word of the text has another one in it that a line may rather begin with: "GiOutput". */
static bool begins_inside(const struct plain_page *page, struct text t) {
    size_t end = 0;
    struct text word;
    if (!words_next(t, &end, &word) || words_get(&page->counts, word) > 1)
        return false;
    for (size_t i = 1; i + 1 < word.len; i++)
        if (is_upper(word.at[i]) && is_lower(word.at[i + 1]))
            return true;
    return false;
}

static float score_prose(const struct plain_page *page, const struct place_view *v) {
    float code = line_score(&page->vocabulary, v->right);
    if (is_lower(v->after) && seam_closes_only(v->left) && code > 0)
        return -20; /* other code */
    float score = seam_score_left(page, v) - 4;
    size_t words = count_words(text_slice(v->right, 0, LOOK));
    if (is_path_label(v->left, v->right))
        score += 7;
    else if (is_file_label(v->left, v->right))
        score += leads_is_file_name(text_slice(v->right, 0, v->right.len - 1)) ? 6 : 2;
    else if (is_sub_label(v->right))
        score += words == 1                                        ? score_heading(page, v)
                 : text_find(v->right, TEXT(": "), 0) == TEXT_NONE ? 5.5F
                                                                   : 2;
    else if (words <= 8 && v->above_prose && line_is_title(&page->vocabulary, v->right))
        score += 1.5F; /* a heading */
    else if (words < 4)
        score -= 3;
    else if (words > 6 && text_ends(v->right, "."))
        score += line_comment(v->left) ? 2.5F : 1.5F;
    if (text_ends(v->right, ">") && text_find(v->right, TEXT("</"), 0) != TEXT_NONE)
        score -= 6; /* what an element says */
    if (open_brackets(text_slice(v->right, 0, LOOK)) < 0 ||
        (!line_annotated(v->left) && open_brackets(v->left) > 0))
        score -= 5;
    if (text_ends(v->right, ":") && opens_with_colon(v->left))
        score -= 9;
    if (begins_inside(page, v->right))
        score -= 1.5F;
    score -= code < -8 ? -5 : code > 4 ? 6 : code * 0.6F;
    if (v->quoted)
        score -= 4;
    return score;
}

/* "C#" and the like. */
static bool is_sharp_name(const struct place_view *v) {
    return v->after == '#' && is_upper(v->before) &&
           (v->left.len < 2 || !byte_is_word(v->left.at[v->left.len - 2]));
}

/* Whether a comment that stands right behind the byte is a new line's: no operator, no special variable. */
static bool may_precede_comment(const struct place_view *v) {
    if (v->before == '.')
        return v->left.len > 1 && byte_is_word(v->left.at[v->left.len - 2]);
    return byte_is_word(v->before) || strchr(")}];*\"'`>!?", v->before);
}

/* Whether a comment is the path of a file, alone or before what the file is: "src/main.rs", "vars.yml - plain
 * text". */
static bool names_known_file(struct text said) {
    struct text path = text_slice(said, 0, text_find_byte(said, ' ', 0));
    struct text rest = text_trim_left(text_from(said, path.len));
    return leads_is_file(path) && (!rest.len || strchr("-(:", rest.at[0]));
}

float seam_score_comment(const struct place_view *v) {
    size_t leader = line_comment(v->right);
    if (text_starts(v->right, "#!/") && !v->quoted)
        return 6;
    if (!leader || v->right.len <= leader + 1 || !strchr("#/-;", v->after))
        return -20;
    struct text said = text_trim_left(text_from(v->right, leader));
    if (v->before == ':' || v->quoted || v->before == v->after || is_sharp_name(v) ||
        text_starts(v->right, "/*") || !said.len ||
        !(byte_is_word(said.at[0]) || strchr("~$\"'`<@.([", said.at[0]) || leads_names_file(v->right)) ||
        !may_precede_comment(v))
        return -20;
    if (seam_closes_only(v->left))
        return 6;
    bool comment = line_comment(v->left) || line_annotated(v->left);
    bool same = text_find(v->left, text_slice(v->right, 0, leader), 0) != TEXT_NONE;
    if (v->after == '#' || v->after == '/')
        return comment || names_known_file(said) ? 4.5F : 0.5F;
    if (!byte_is_word(said.at[0]) || leader < 2)
        return -20;
    return comment && !same ? 4.5F : text_starts(v->left, "--") ? 3 : -2.5F;
}

/* Marks with which a line of prose begins: a quotation, bold text around code, signs such as a tick or a
 * cross. */
static bool begins_marked(struct text left, struct text t) {
    if (text_starts(t, "> ")) { /* no arrow, no bracket of a type */
        struct text near = text_from(left, left.len > LOOK ? left.len - LOOK : 0);
        bool prompt = text_find_byte(left, ' ', 0) == TEXT_NONE && !seam_closes_only(left);
        return t.len > 2 && is_upper(t.at[2]) && !prompt && !strchr("-=<|", left.at[left.len - 1]) &&
               text_find_byte(near, '<', 0) == TEXT_NONE;
    }
    if (text_starts(t, "**"))
        return t.len > 4 && byte_is_word(t.at[2]) &&
               text_find(text_slice(t, 0, LOOK), TEXT("**"), 3) != TEXT_NONE;
    static const char *const signs[] = {"“", "✅", "❌", "⚠", "🔹", "📝", "💡", "🚀", NULL};
    return text_starts_any(t, signs);
}

/* Whether the rest of the line begins as prose would. */
static bool may_begin(struct text line, size_t at) {
    char before = line.at[at - 1], after = line.at[at];
    if (is_upper(after) && before == '_')
        return false;
    if (is_upper(after))
        return !is_upper(before) || (at + 1 < line.len && is_lower(line.at[at + 1]));
    if (is_lower(after))
        return strchr(")}];`\"", before) != NULL ||
               is_file_label(text_slice(line, 0, at), text_from(line, at));
    if (after == '(')
        return before == ')' && text_ends(line, ".") && count_words(text_from(line, at)) > 5;
    if (strchr("/~.", after) && is_path_label(text_slice(line, 0, at), text_from(line, at)))
        return true;
    return begins_marked(text_slice(line, 0, at), text_from(line, at));
}

static void keep(struct seam *seams, size_t *count, struct seam seam) {
    if (*count < SEAM_LIMIT) {
        seams[(*count)++] = seam;
        return;
    }
    size_t worst = 0;
    for (size_t i = 1; i < *count; i++)
        if (seams[i].score < seams[worst].score)
            worst = i;
    if (seams[worst].score >= seam.score)
        return;
    memmove(seams + worst, seams + worst + 1, (*count - worst - 1) * sizeof *seams);
    seams[*count - 1] = seam;
}

static bool begins_label(const struct profile *profile, struct text t) {
    struct text words;
    size_t end;
    if (!plain_label(profile, t, &words, &end))
        return false;
    return end == t.len || byte_is_blank(t.at[end]);
}

static struct seam judge(const struct plain_page *page, const struct plain_line *line, size_t at, bool quoted,
                         bool long_line) {
    struct text t = line->text;
    const struct plain_line *next = line + 1 < page->lines + page->line_count ? line + 1 : NULL;
    struct place_view v = {t,
                           text_slice(t, 0, at),
                           text_from(t, at),
                           t.at[at - 1],
                           t.at[at],
                           .quoted = quoted,
                           .above_prose = next && !next->labelled && next->code < -3};
    if (begins_label(page->profile, text_slice(v.right, 0, LOOK))) {
        return (struct seam){at, SEAM_LABEL, quoted ? 1 : 14};
    }
    if (long_line)
        return (struct seam){at, SEAM_PROSE, -20};
    return (struct seam){at, SEAM_PROSE, score_prose(page, &v)};
}

size_t seams_find(const struct plain_page *page, const struct plain_line *line, struct seam *seams) {
    struct text t = line->text;
    size_t count = 0;
    bool long_line = t.len > LONG_LINE;
    bool inside[LONG_LINE + 1];
    if (!long_line)
        seam_mark_quoted(t, inside);
    for (size_t at = 1; at < t.len; at++) {
        if (blank_at(t.at[at - 1]) || blank_at(t.at[at]) || !may_begin(t, at))
            continue;
        struct seam seam = judge(page, line, at, !long_line && inside[at], long_line);
        if (seam.score > -8)
            keep(seams, &count, seam);
    }
    return count;
}
