/* SPDX-License-Identifier: MIT */
#include "schema/format.h"

#include <arpa/inet.h>

#include "schema/ecma.h"
#include "schema/uri.h"

/* Takes `digits` digits off the front. */
static bool take_number(struct text *rest, size_t digits, unsigned *number) {
    *number = 0;
    if (rest->len < digits)
        return false;
    for (size_t i = 0; i < digits; i++) {
        if (!byte_is_digit(rest->at[i]))
            return false;
        *number = *number * 10 + (unsigned)(rest->at[i] - '0');
    }
    *rest = text_from(*rest, digits);
    return true;
}

static bool take_byte(struct text *rest, char c) {
    if (!rest->len || *rest->at != c)
        return false;
    *rest = text_from(*rest, 1);
    return true;
}

/* RFC 3339, 5.6: full-date. */
static bool take_date(struct text *rest) {
    static const unsigned days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    unsigned year, month, day;
    if (!take_number(rest, 4, &year) || !take_byte(rest, '-') || !take_number(rest, 2, &month) ||
        !take_byte(rest, '-') || !take_number(rest, 2, &day) || month < 1 || month > 12)
        return false;
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return day >= 1 && day <= days[month - 1] + (month == 2 && leap);
}

/* time-offset, in minutes. */
static bool take_offset(struct text *rest, int *minutes) {
    unsigned hour, minute;
    *minutes = 0;
    if (take_byte(rest, 'Z') || take_byte(rest, 'z'))
        return true;
    bool behind = take_byte(rest, '-');
    if ((!behind && !take_byte(rest, '+')) || !take_number(rest, 2, &hour) || !take_byte(rest, ':') ||
        !take_number(rest, 2, &minute) || hour > 23 || minute > 59)
        return false;
    *minutes = (int)(hour * 60 + minute) * (behind ? -1 : 1);
    return true;
}

/* full-time. A leap second is the last of a day in UTC. */
static bool take_time(struct text *rest) {
    unsigned hour, minute, second;
    int offset;
    if (!take_number(rest, 2, &hour) || !take_byte(rest, ':') || !take_number(rest, 2, &minute) ||
        !take_byte(rest, ':') || !take_number(rest, 2, &second) || hour > 23 || minute > 59 || second > 60)
        return false;
    if (take_byte(rest, '.')) {
        size_t digits = 0;
        while (digits < rest->len && byte_is_digit(rest->at[digits]))
            digits++;
        if (!digits)
            return false;
        *rest = text_from(*rest, digits);
    }
    if (!take_offset(rest, &offset))
        return false;
    enum { DAY = 24 * 60 };
    int utc = ((int)(hour * 60 + minute) - offset + DAY) % DAY;
    return second < 60 || utc == DAY - 1;
}

static bool is_date(struct text t) {
    return take_date(&t) && !t.len;
}

static bool is_time(struct text t) {
    return take_time(&t) && !t.len;
}

static bool is_date_time(struct text t) {
    return take_date(&t) && (take_byte(&t, 'T') || take_byte(&t, 't')) && take_time(&t) && !t.len;
}

static bool is_uuid(struct text t) {
    static const char shape[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    if (t.len != sizeof shape - 1)
        return false;
    for (size_t i = 0; i < t.len; i++)
        if (shape[i] == '-' ? t.at[i] != '-' : !t.at[i] || !strchr("0123456789abcdefABCDEF", t.at[i]))
            return false;
    return true;
}

static bool is_regex(struct text t) {
    struct pattern_error error;
    struct pattern *pattern = ecma_pattern(t, &error);
    pattern_free(pattern);
    return pattern != NULL;
}

/* RFC 5321, 4.1.2: what an atom is made of; beyond ASCII nothing. */
static bool is_atom_byte(char c) {
    return byte_is_alpha(c) || byte_is_digit(c) || (c && strchr("!#$%&'*+-/=?^_`{|}~", c));
}

/* Length of the local part, or 0. */
static size_t local_part(struct text t) {
    size_t i = 0;
    if (t.len && *t.at == '"') {
        for (i = 1; i < t.len && t.at[i] != '"'; i++) {
            if (t.at[i] == '\\')
                i++;
            if (i >= t.len || t.at[i] < 0x20 || t.at[i] > 0x7E)
                return 0;
        }
        return i < t.len ? i + 1 : 0;
    }
    for (bool atom = false; i < t.len && (is_atom_byte(t.at[i]) || t.at[i] == '.'); i++) {
        if (t.at[i] == '.' && (!atom || i + 1 == t.len || !is_atom_byte(t.at[i + 1])))
            return 0;
        atom = t.at[i] != '.';
    }
    return i;
}

static bool is_domain(struct text t) {
    size_t label = 0;
    if (!t.len || t.len > 255)
        return false;
    for (size_t i = 0; i <= t.len; i++) {
        if (i == t.len || t.at[i] == '.') {
            if (!label || label > 63 || t.at[i - 1] == '-')
                return false;
            label = 0;
        } else if (byte_is_alpha(t.at[i]) || byte_is_digit(t.at[i]) || (t.at[i] == '-' && label)) {
            label++;
        } else {
            return false;
        }
    }
    return true;
}

static bool is_address_literal(struct text t) {
    char address[64];
    bool v6 = text_starts_nocase(t, "IPv6:");
    t = text_from(t, v6 ? 5 : 0);
    if (t.len >= sizeof address)
        return false;
    memcpy(address, t.at, t.len);
    address[t.len] = '\0';
    unsigned char binary[16];
    return strlen(address) == t.len && inet_pton(v6 ? AF_INET6 : AF_INET, address, binary) == 1;
}

static bool is_email(struct text t) {
    size_t local = local_part(t);
    if (!local || local >= t.len || t.at[local] != '@')
        return false;
    struct text domain = text_from(t, local + 1);
    if (domain.len > 2 && *domain.at == '[' && domain.at[domain.len - 1] == ']')
        return is_address_literal(text_slice(domain, 1, domain.len - 1));
    return is_domain(domain);
}

static const struct format formats[] = {
    {"date", "a date such as 2024-02-29", is_date},
    {"date-time", "a date and time such as 2024-02-29T12:30:00Z", is_date_time},
    {"time", "a time such as 12:30:00Z", is_time},
    {"uri", "a URI such as https://example.org/", uri_is_valid},
    {"email", "an email address", is_email},
    {"regex", "a regular expression", is_regex},
    {"uuid", "a UUID such as 123e4567-e89b-12d3-a456-426614174000", is_uuid},
};

const struct format *format_find(struct text name) {
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (text_is(name, formats[i].name))
            return &formats[i];
    return NULL;
}
