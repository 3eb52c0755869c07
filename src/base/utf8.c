/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* wcwidth */
#include "base/utf8.h"

#include <locale.h>
#include <pthread.h>
#include <wchar.h>

#include "base/lanes.h"

/* Length of the valid sequence at s, at most left bytes; 0 when there is none. Table 3-7 of the Unicode Standard. */
static size_t sequence(const unsigned char *s, size_t left) {
    if (s[0] < 0x80)
        return 1;
    if (s[0] < 0xC2 || s[0] > 0xF4)
        return 0;
    size_t need = s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
    if (left < need)
        return 0;
    unsigned char low = 0x80, high = 0xBF;
    if (s[0] == 0xE0)
        low = 0xA0;
    else if (s[0] == 0xED)
        high = 0x9F;
    else if (s[0] == 0xF0)
        low = 0x90;
    else if (s[0] == 0xF4)
        high = 0x8F;
    if (s[1] < low || s[1] > high)
        return 0;
    for (size_t i = 2; i < need; i++)
        if ((s[i] & 0xC0) != 0x80)
            return 0;
    return need;
}

/* Offset of the first byte at or after i that is not ASCII; the length where there is none. */
static size_t skip_ascii(struct text t, size_t i) {
    for (; t.len - i >= LANES; i += LANES) {
        unsigned bits = lanes_bits(lanes_load(t.at + i));
        if (bits)
            return i + bits_first(bits);
    }
    while (i < t.len && (unsigned char)t.at[i] < 0x80)
        i++;
    return i;
}

size_t utf8_valid_until(struct text t) {
    const unsigned char *s = (const unsigned char *)t.at;
    for (size_t i = skip_ascii(t, 0), step; i < t.len; i = skip_ascii(t, i)) {
        do {
            step = sequence(s + i, t.len - i);
            if (!step)
                return i;
            i += step;
        } while (i < t.len && s[i] >= 0x80);
    }
    return t.len;
}

size_t utf8_count(struct text t) {
    size_t count = 0;
    for (size_t i = 0; i < t.len; count++) {
        uint64_t word;
        while (i + 8 <= t.len && (memcpy(&word, t.at + i, 8), !(word & 0x8080808080808080u))) {
            i += 8;
            count += 8;
        }
        if (i == t.len)
            break;
        size_t step = sequence((const unsigned char *)t.at + i, t.len - i);
        i += step ? step : 1;
    }
    return count;
}

size_t utf8_offset(struct text t, size_t n) {
    size_t i = 0;
    while (n-- && i < t.len) {
        size_t step = sequence((const unsigned char *)t.at + i, t.len - i);
        i += step ? step : 1;
    }
    return i;
}

uint32_t utf8_decode(struct text t, size_t *length) {
    const unsigned char *s = (const unsigned char *)t.at;
    size_t step = sequence(s, t.len);
    *length = step ? step : 1;
    switch (step) {
    case 1: return s[0];
    case 2: return (uint32_t)(s[0] & 0x1F) << 6 | (s[1] & 0x3F);
    case 3: return (uint32_t)(s[0] & 0x0F) << 12 | (uint32_t)(s[1] & 0x3F) << 6 | (s[2] & 0x3F);
    case 4:
        return (uint32_t)(s[0] & 0x07) << 18 | (uint32_t)(s[1] & 0x3F) << 12 | (uint32_t)(s[2] & 0x3F) << 6 |
               (s[3] & 0x3F);
    default: return 0xFFFD;
    }
}

size_t utf8_encode(uint32_t c, char *out) {
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        c = 0xFFFD;
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

/* Made once and never changed: wcwidth() needs a locale that knows Unicode, whatever the user's is. */
static locale_t unicode_locale;

static void make_locale(void) { unicode_locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0); }

int utf8_width(uint32_t c) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    if (c < 0x20 || (c >= 0x7F && c < 0xA0))
        return 0;
    if (c < 0x7F)
        return 1;
    pthread_once(&once, make_locale);
    if (!unicode_locale)
        return 1;
    locale_t before = uselocale(unicode_locale);
    int width = wcwidth((wchar_t)c);
    uselocale(before);
    return width < 0 ? 0 : width;
}
