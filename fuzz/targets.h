/* SPDX-License-Identifier: MIT */
/* What is done with arbitrary bytes, by the fuzzer and by tests/unit/test_crashes.c. A target
 * ends the program by abort() where something does not hold that always must. */
#ifndef EXLINT_FUZZ_TARGETS_H
#define EXLINT_FUZZ_TARGETS_H

#include "base/text.h"

struct fuzz_target {
    const char *name;
    void (*run)(struct text bytes);
};

/* By number from 0; NULL behind the last. */
const struct fuzz_target *fuzz_target_at(size_t i);

#endif
