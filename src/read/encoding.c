/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "base/utf8.h"
#include "read/page.h"

static void refuse(struct document *document, struct report *report, size_t at, const char *what) {
    size_t end = at < document->source->bytes.len ? at + 1 : at;
    document->unreadable = true;
    report_add(report, document, MESSAGE_FILE_ENCODING, (struct span){(uint32_t)at, (uint32_t)end}, "%s", what);
}

bool encoding_is_text(struct text bytes) {
    return text_find_byte(bytes, '\0', 0) == TEXT_NONE && utf8_valid_until(bytes) == bytes.len;
}

void encoding_check(struct document *document, struct report *report) {
    struct text bytes = document->source->bytes;
    if (text_starts(bytes, "\xFF\xFE") || text_starts(bytes, "\xFE\xFF")) {
        refuse(document, report, 0, "the page is UTF-16 (it begins with its byte order mark); UTF-8 is expected");
        return;
    }
    size_t nul = document->source->has_nul ? text_find_byte(bytes, '\0', 0) : TEXT_NONE;
    size_t invalid = document->source->valid;
    if (nul != TEXT_NONE && nul < invalid) {
        bool wide = nul < 4 && (text_find_byte(bytes, '\0', nul + 1) == nul + 2);
        refuse(document, report, nul,
               wide ? "every second byte is NUL: the page is UTF-16, UTF-8 is expected"
                    : "a NUL byte; a page is text in UTF-8");
    } else if (invalid < bytes.len) {
        char message[96];
        snprintf(message, sizeof message, "the byte 0x%02X is not part of valid UTF-8",
                 (unsigned)(unsigned char)bytes.at[invalid]);
        refuse(document, report, invalid, message);
    }
}
