/* SPDX-License-Identifier: MIT */
/* Code in copied text that kept its lines and its indentation. */
#ifndef EXLINT_READ_QA_CODE_H
#define EXLINT_READ_QA_CODE_H

#include "base/text.h"

/* Whether lines without a blank one between them are code and not prose. */
bool qa_is_code(struct text chunk);

struct qa_guess {
    struct text language; /* empty: none */
    double confidence;    /* that this is code in that language */
};

/* The language whose words the code has most of; where it has none, the one that the rest of the page is in.
 */
struct qa_guess qa_guess_language(struct text code, struct text usual);

#endif
