/* SPDX-License-Identifier: MIT */
#include "schema/ecma.h"

#include <stdio.h>

#include "base/utf8.h"

enum { LONGEST = 64 * 1024 };

struct translator {
    struct text from;
    size_t at;
    struct buf to;
    bool quantifiable; /* what stands before may be repeated */
    struct pattern_error *error;
};

/* WhiteSpace and LineTerminator of ECMA-262, and everything else, as ranges within a class. */
#define SPACES                                                                                               \
    "\\x{9}-\\x{d}\\x{20}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}"
#define NO_SPACES                                                                                            \
    "\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}"      \
    "\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{fefe}\\x{ff00}-\\x{10ffff}"

static bool fail(struct translator *translator, size_t offset, const char *message) {
    translator->error->offset = offset;
    snprintf(translator->error->message, sizeof translator->error->message, "%s", message);
    return false;
}

static int peek(const struct translator *translator, size_t ahead) {
    size_t at = translator->at + ahead;
    return at < translator->from.len ? (unsigned char)translator->from.at[at] : -1;
}

static bool looking_at(const struct translator *translator, const char *string) {
    return text_starts(text_from(translator->from, translator->at), string);
}

static int hex_value(int c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    int lower = c | 0x20;
    return c >= 0 && lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* `digits` hexadecimal digits, `ahead` bytes on; -1 where they are not there. */
static long read_hex(const struct translator *translator, size_t ahead, size_t digits) {
    long value = 0;
    for (size_t i = 0; i < digits; i++) {
        int digit = hex_value(peek(translator, ahead + i));
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

static void add_code_point(struct translator *translator, long c) {
    buf_print(&translator->to, "\\x{%lx}", (unsigned long)c);
}

/* At "u". */
static bool unicode_escape(struct translator *translator) {
    size_t begin = translator->at - 1;
    long c = 0;
    if (peek(translator, 1) == '{') {
        size_t i = 2;
        for (; hex_value(peek(translator, i)) >= 0 && c <= 0x10FFFF; i++)
            c = c * 16 + hex_value(peek(translator, i));
        if (i == 2 || peek(translator, i) != '}' || c > 0x10FFFF)
            return fail(translator, begin, "\\u{...} needs a code point in hexadecimal digits");
        translator->at += i + 1;
    } else {
        c = read_hex(translator, 1, 4);
        if (c < 0)
            return fail(translator, begin, "\\u needs four hexadecimal digits");
        translator->at += 5;
        long low =
            c >= 0xD800 && c < 0xDC00 && looking_at(translator, "\\u") ? read_hex(translator, 2, 4) : -1;
        if (low >= 0xDC00 && low < 0xE000) {
            c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
            translator->at += 6;
        }
    }
    if (c >= 0xD800 && c < 0xE000)
        return fail(translator, begin, "one half of a surrogate pair stands alone");
    add_code_point(translator, c);
    return true;
}

/* Long names of general categories, which PCRE2 does not know; with the words of ECMA-262 for whole groups.
 */
static const char *const categories[][2] = {
    {"Cased_Letter", "L&"},
    {"Close_Punctuation", "Pe"},
    {"Connector_Punctuation", "Pc"},
    {"Control", "Cc"},
    {"cntrl", "Cc"},
    {"Currency_Symbol", "Sc"},
    {"Dash_Punctuation", "Pd"},
    {"Decimal_Number", "Nd"},
    {"digit", "Nd"},
    {"Enclosing_Mark", "Me"},
    {"Final_Punctuation", "Pf"},
    {"Format", "Cf"},
    {"Initial_Punctuation", "Pi"},
    {"Letter", "L"},
    {"Letter_Number", "Nl"},
    {"Line_Separator", "Zl"},
    {"Lowercase_Letter", "Ll"},
    {"Mark", "M"},
    {"Combining_Mark", "M"},
    {"Math_Symbol", "Sm"},
    {"Modifier_Letter", "Lm"},
    {"Modifier_Symbol", "Sk"},
    {"Nonspacing_Mark", "Mn"},
    {"Number", "N"},
    {"Open_Punctuation", "Ps"},
    {"Other", "C"},
    {"Other_Letter", "Lo"},
    {"Other_Number", "No"},
    {"Other_Punctuation", "Po"},
    {"Other_Symbol", "So"},
    {"Paragraph_Separator", "Zp"},
    {"Private_Use", "Co"},
    {"Punctuation", "P"},
    {"punct", "P"},
    {"Separator", "Z"},
    {"Space_Separator", "Zs"},
    {"Spacing_Mark", "Mc"},
    {"Surrogate", "Cs"},
    {"Symbol", "S"},
    {"Titlecase_Letter", "Lt"},
    {"Unassigned", "Cn"},
    {"Uppercase_Letter", "Lu"},
    {NULL, NULL},
};

static struct text without_prefix(struct text name, const char *prefix) {
    return text_starts(name, prefix) ? text_from(name, strlen(prefix)) : name;
}

/* At "p" or "P". */
static bool property_escape(struct translator *translator) {
    size_t begin = translator->at - 1, end = text_find_byte(translator->from, '}', translator->at);
    bool negative = peek(translator, 0) == 'P';
    if (peek(translator, 1) != '{' || end == TEXT_NONE)
        return fail(translator, begin, "\\p needs the name of a property in braces");
    struct text name = text_slice(translator->from, translator->at + 2, end);
    name = without_prefix(without_prefix(name, "General_Category="), "gc=");
    for (size_t i = 0; i < name.len; i++)
        if (!byte_is_alpha(name.at[i]) && !byte_is_digit(name.at[i]) && !strchr("_=&", name.at[i]))
            return fail(translator, begin, "no such Unicode property");
    for (size_t i = 0; categories[i][0]; i++)
        if (text_is(name, categories[i][0]))
            name = text_of(categories[i][1]);
    bool assigned = text_is(name, "Assigned");
    buf_print(&translator->to, "\\%c{%.*s}", negative != assigned ? 'P' : 'p', assigned ? 2 : (int)name.len,
              assigned ? "Cn" : name.at);
    translator->at = end + 1;
    return true;
}

/* At a letter that stands for one code point: \n, \cX, \xHH … Gives false where there is no such escape. */
static bool character_escape(struct translator *translator, bool *known) {
    static const char letters[] = "tnvfr", meant[] = "\t\n\v\f\r";
    int c = peek(translator, 0), next = peek(translator, 1);
    const char *letter = strchr(letters, c);
    *known = true;
    if (letter) {
        add_code_point(translator, meant[letter - letters]);
        translator->at++;
    } else if (c == 'c' && next > 0 && byte_is_alpha((char)next)) {
        add_code_point(translator, next % 32);
        translator->at += 2;
    } else if (c == 'x' && read_hex(translator, 1, 2) >= 0) {
        add_code_point(translator, read_hex(translator, 1, 2));
        translator->at += 3;
    } else if (c == '0' && !(next >= '0' && next <= '9')) {
        add_code_point(translator, 0);
        translator->at++;
    } else if (c == 'u') {
        return unicode_escape(translator);
    } else {
        *known = false;
    }
    return true;
}

static void add_literal(struct translator *translator) {
    size_t length;
    add_code_point(translator, (long)utf8_decode(text_from(translator->from, translator->at), &length));
    translator->at += length;
}

/* \d, \s and their like; false where it is none. */
static bool class_escape(struct translator *translator, bool in_class) {
    int c = peek(translator, 0);
    if (c == 's' || c == 'S')
        buf_print(&translator->to, in_class ? "%s" : "[%s]", c == 's' ? SPACES : NO_SPACES);
    else if (c == 'd' || c == 'D' || c == 'w' || c == 'W')
        buf_print(&translator->to, "\\%c", c);
    else
        return false;
    translator->at++;
    return true;
}

/* Behind the backslash. */
static bool escape(struct translator *translator, bool in_class) {
    size_t begin = translator->at - 1;
    int c = peek(translator, 0);
    bool known;
    if (c < 0)
        return fail(translator, begin, "a backslash at the end");
    if (class_escape(translator, in_class))
        return true;
    if (c == 'p' || c == 'P')
        return property_escape(translator);
    if (c > 0 && c < 0x80 && (byte_is_alpha((char)c) || byte_is_digit((char)c))) {
        if (!character_escape(translator, &known))
            return false;
        return known || fail(translator, begin, "no such escape in ECMA-262");
    }
    add_literal(translator);
    return true;
}

/* \b, \B, back references: what means something outside classes only. */
static bool assertion_or_reference(struct translator *translator, bool *taken) {
    size_t begin = translator->at;
    int c = peek(translator, 1);
    *taken = true;
    if (c == 'b' || c == 'B') {
        buf_print(&translator->to, "\\%c", c);
        translator->at += 2;
        translator->quantifiable = false;
    } else if (c >= '1' && c <= '9') {
        size_t digits = 1;
        while (peek(translator, digits + 1) >= '0' && peek(translator, digits + 1) <= '9')
            digits++;
        buf_print(&translator->to, "\\g{%.*s}", (int)(digits < 9 ? digits : 9),
                  translator->from.at + begin + 1);
        translator->at += digits + 1;
        translator->quantifiable = true;
    } else if (c == 'k') {
        size_t end = text_find_byte(translator->from, '>', begin);
        if (peek(translator, 2) != '<' || end == TEXT_NONE)
            return fail(translator, begin, "\\k needs the name of a group in < and >");
        buf_add(&translator->to, text_slice(translator->from, begin, end + 1));
        translator->at = end + 1;
        translator->quantifiable = true;
    } else {
        *taken = false;
    }
    return true;
}

static bool outside_escape(struct translator *translator) {
    bool taken;
    if (!assertion_or_reference(translator, &taken))
        return false;
    if (taken)
        return true;
    translator->at++;
    translator->quantifiable = true;
    return escape(translator, false);
}

/* Whether \d, \s, \w, \p or one of their opposites stands there. */
static bool at_set(const struct translator *translator, size_t ahead) {
    int c = peek(translator, ahead + 1);
    return peek(translator, ahead) == '\\' && c > 0 && strchr("dDsSwWpP", c);
}

/* At "[". */
static bool character_class(struct translator *translator) {
    size_t begin = translator->at++;
    bool negative = peek(translator, 0) == '^';
    translator->at += negative;
    translator->quantifiable = true;
    if (peek(translator, 0) == ']') {
        buf_add_string(&translator->to, negative ? "(?s:.)" : "(?!)");
        translator->at++;
        return true;
    }
    buf_add_string(&translator->to, negative ? "[^" : "[");
    int c;
    bool after_set = false;
    while ((c = peek(translator, 0)) != ']') {
        if (c < 0)
            return fail(translator, begin, "a class that is never closed");
        bool is_set = at_set(translator, 0);
        if (c == '-') { /* beside a set it is no range */
            buf_add_string(&translator->to, after_set || at_set(translator, 1) ? "\\x{2d}" : "-");
            translator->at++;
        } else if (c != '\\') {
            add_literal(translator);
        } else if (peek(translator, 1) == 'b') {
            add_code_point(translator, '\b');
            translator->at += 2;
        } else {
            translator->at++;
            if (!escape(translator, true))
                return false;
        }
        after_set = is_set;
    }
    buf_add_byte(&translator->to, ']');
    translator->at++;
    return true;
}

/* At "(". */
static bool group(struct translator *translator) {
    static const char *const openings[] = {"(?:", "(?=", "(?!", "(?<=", "(?<!", NULL};
    translator->quantifiable = false;
    for (size_t i = 0; openings[i]; i++)
        if (looking_at(translator, openings[i])) {
            buf_add_string(&translator->to, openings[i]);
            translator->at += strlen(openings[i]);
            return true;
        }
    if (looking_at(translator, "(?<")) {
        size_t end = text_find_byte(translator->from, '>', translator->at);
        if (end == TEXT_NONE)
            return fail(translator, translator->at, "the name of a group needs < and >");
        buf_add(&translator->to, text_slice(translator->from, translator->at, end + 1));
        translator->at = end + 1;
        return true;
    }
    if (looking_at(translator, "(?") || looking_at(translator, "(*"))
        return fail(translator, translator->at, "no such group in ECMA-262");
    buf_add_byte(&translator->to, '(');
    translator->at++;
    return true;
}

/* Length of a quantifier at this place, or 0. */
static size_t quantifier_length(const struct translator *translator) {
    int c = peek(translator, 0);
    if (c == '*' || c == '+' || c == '?')
        return 1;
    size_t i = 1, digits = 0;
    if (c != '{')
        return 0;
    for (; peek(translator, i) >= '0' && peek(translator, i) <= '9'; i++)
        digits++;
    if (digits && peek(translator, i) == ',')
        for (i++; peek(translator, i) >= '0' && peek(translator, i) <= '9';)
            i++;
    return digits && peek(translator, i) == '}' ? i + 1 : 0;
}

static bool quantifier(struct translator *translator, size_t length) {
    if (!translator->quantifiable)
        return fail(translator, translator->at, "there is nothing to repeat");
    length += peek(translator, length) == '?';
    buf_add(&translator->to, text_slice(translator->from, translator->at, translator->at + length));
    translator->at += length;
    translator->quantifiable = false;
    return true;
}

/* One character with a meaning of its own, or a literal. */
static void plain(struct translator *translator) {
    int c = peek(translator, 0);
    translator->quantifiable = c != '|' && c != '^' && c != '$';
    if (c == '.')
        buf_add_string(&translator->to, "[^\\n\\r\\x{2028}\\x{2029}]");
    else if (c == '$')
        buf_add_string(&translator->to, "\\z");
    else if (c == '|' || c == '^' || c == ')')
        buf_add_byte(&translator->to, (char)c);
    else {
        add_literal(translator);
        return;
    }
    translator->at++;
}

static bool translate(struct translator *translator) {
    int c;
    while ((c = peek(translator, 0)) >= 0) {
        size_t length = quantifier_length(translator);
        bool sound = true;
        if (length)
            sound = quantifier(translator, length);
        else if (c == '\\')
            sound = outside_escape(translator);
        else if (c == '[')
            sound = character_class(translator);
        else if (c == '(')
            sound = group(translator);
        else
            plain(translator);
        if (!sound)
            return false;
    }
    return true;
}

struct pattern *ecma_pattern(struct text expression, struct pattern_error *error) {
    struct translator translator = {.from = expression, .error = error};
    *error = (struct pattern_error){0};
    struct pattern *pattern = NULL;
    if (expression.len > LONGEST)
        fail(&translator, 0, "longer than 65536 bytes");
    else if (utf8_valid_until(expression) < expression.len)
        fail(&translator, 0, "not valid UTF-8");
    else if (translate(&translator))
        pattern = pattern_new(translator.to.at ? translator.to.at : "", false, error);
    buf_free(&translator.to);
    return pattern;
}
