/* SPDX-License-Identifier: MIT */
/* The fuzzer's side: FUZZ_TARGET in the environment names the target. */
#include <stdio.h>
#include <stdlib.h>

#include "targets.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct fuzz_target *chosen(void) {
    const char *name = getenv("FUZZ_TARGET");
    for (size_t i = 0; fuzz_target_at(i); i++)
        if (name && strcmp(fuzz_target_at(i)->name, name) == 0)
            return fuzz_target_at(i);
    fputs("FUZZ_TARGET names no target of fuzz/targets.c\n", stderr);
    exit(2);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const struct fuzz_target *target;
    if (!target)
        target = chosen();
    target->run((struct text){(const char *)data, size});
    return 0;
}
