/* SPDX-License-Identifier: MIT */
#include "base/pattern.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/utf8.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

enum {
    STEPS_PER_START = 1000000, /* backtracking steps from one starting point */
    STEPS_IN_ALL = 16000000,   /* and, roughly, from all those of a subject together */
    STEPS_AT_START =
        20000, /* of a pattern that is tried at the start alone: there are many subjects, and short ones */
    STEPS_PER_BYTE = 32, /* and so many more for each byte */
    HEAP_KIB = 32 * 1024
};

/* Machine code takes as long to make as hundreds of short matches, and many patterns never match anything: so it is
 * made before the first match, by whoever comes first. */
struct machine_code {
    atomic_bool made;
    pthread_mutex_t making;
};

struct pattern {
    pcre2_code *code;
    struct machine_code *fast;
    bool anchored; /* tried at the first byte only */
    bool thrifty;  /* was made for many short subjects */
};

/* What a match needs room in. One for each thread, made when it first matches and freed with it. */
struct scratch {
    pcre2_match_data *data;
    pcre2_match_context *context;
};

static pthread_once_t key_made = PTHREAD_ONCE_INIT;
static pthread_key_t key; /* written once, before any use */

static void free_scratch(void *memory) {
    struct scratch *scratch = memory;
    pcre2_match_data_free(scratch->data);
    pcre2_match_context_free(scratch->context);
    free(scratch);
}

static void make_key(void) {
    if (pthread_key_create(&key, free_scratch))
        memory_die();
}

static struct scratch *thread_scratch(void) {
    pthread_once(&key_made, make_key);
    struct scratch *scratch = pthread_getspecific(key);
    if (scratch)
        return scratch;
    scratch = memory_get(sizeof *scratch);
    scratch->data = pcre2_match_data_create(PATTERN_GROUPS, NULL);
    scratch->context = pcre2_match_context_create(NULL);
    if (!scratch->data || !scratch->context || pthread_setspecific(key, scratch))
        memory_die();
    pcre2_set_heap_limit(scratch->context, HEAP_KIB);
    return scratch;
}

static struct pattern *compile(const char *expression, uint32_t options, struct pattern_error *error) {
    int code = 0;
    PCRE2_SIZE offset = 0;
    options |= PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C;
    pcre2_code *compiled =
        pcre2_compile((PCRE2_SPTR)expression, PCRE2_ZERO_TERMINATED, options, &code, &offset, NULL);
    if (!compiled && code == PCRE2_ERROR_HEAP_FAILED)
        memory_die();
    if (!compiled) {
        if (error) {
            error->offset = offset;
            if (pcre2_get_error_message(code, (PCRE2_UCHAR *)error->message, sizeof error->message) < 0)
                snprintf(error->message, sizeof error->message, "PCRE2 error %d", code);
        }
        return NULL;
    }
    uint32_t all = 0;
    pcre2_pattern_info(compiled, PCRE2_INFO_ALLOPTIONS, &all);
    struct machine_code *fast = memory_get(sizeof *fast);
    atomic_init(&fast->made, false);
    if (pthread_mutex_init(&fast->making, NULL))
        memory_die();
    struct pattern *pattern = memory_get(sizeof *pattern);
    *pattern = (struct pattern){compiled, fast, (all & PCRE2_ANCHORED) != 0, false};
    return pattern;
}

/* Where it fails, matching is slower and nothing else. */
static void make_fast(const struct pattern *pattern) {
    struct machine_code *fast = pattern->fast;
    if (atomic_load_explicit(&fast->made, memory_order_acquire))
        return;
    pthread_mutex_lock(&fast->making);
    if (!atomic_load_explicit(&fast->made, memory_order_relaxed))
        pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE);
    atomic_store_explicit(&fast->made, true, memory_order_release);
    pthread_mutex_unlock(&fast->making);
}

struct pattern *pattern_new(const char *expression, bool nocase, struct pattern_error *error) {
    return compile(expression, nocase ? PCRE2_CASELESS : 0, error);
}

struct pattern *pattern_new_at_start(const char *expression, bool nocase, bool whole,
                                     struct pattern_error *error) {
    uint32_t options = PCRE2_ANCHORED | (nocase ? PCRE2_CASELESS : 0) | (whole ? PCRE2_ENDANCHORED : 0);
    struct pattern *pattern = compile(expression, options, error);
    if (pattern)
        pattern->thrifty = true;
    return pattern;
}

/* PCRE2 tells what a match begins with, but not of a pattern that is anchored. */
void pattern_first_bytes(const char *expression, bool nocase, bool first[256]) {
    struct pattern *pattern = compile(expression + (*expression == '^'), nocase ? PCRE2_CASELESS : 0, NULL);
    uint32_t type = 2, unit = 0, least = 0;
    const uint8_t *bits = NULL;
    if (pattern) {
        pcre2_pattern_info(pattern->code, PCRE2_INFO_FIRSTCODETYPE, &type);
        pcre2_pattern_info(pattern->code, PCRE2_INFO_FIRSTCODEUNIT, &unit);
        pcre2_pattern_info(pattern->code, PCRE2_INFO_FIRSTBITMAP, &bits);
        pcre2_pattern_info(pattern->code, PCRE2_INFO_MINLENGTH, &least);
    }
    bool one = type == 1 && (unit < 0x80 || !nocase);
    for (unsigned b = 0; b < 256; b++) {
        bool listed = type == 0 && bits && least && (bits[b / 8] & 1u << b % 8);
        bool same =
            one && (b == unit || (nocase && b < 0x80 && byte_lower((char)b) == byte_lower((char)unit)));
        first[b] = first[b] || listed || same || !(one || (type == 0 && bits && least));
    }
    pattern_free(pattern);
}

void pattern_free(struct pattern *pattern) {
    if (!pattern)
        return;
    pcre2_code_free(pattern->code);
    pthread_mutex_destroy(&pattern->fast->making);
    free(pattern->fast);
    free(pattern);
}

/* PCRE2 counts steps anew at each starting point, so an unanchored pattern gets fewer for each in a long
 * subject; but always enough to go over the whole subject a few times, which honest patterns do. */
static uint32_t step_limit(const struct pattern *pattern, size_t len) {
    if (pattern->thrifty && len < (STEPS_PER_START - STEPS_AT_START) / STEPS_PER_BYTE)
        return STEPS_AT_START + STEPS_PER_BYTE * (uint32_t)len;
    if (pattern->anchored || len < STEPS_IN_ALL / STEPS_PER_START)
        return STEPS_PER_START;
    size_t limit = STEPS_IN_ALL / len, least = 4 * len + 1000;
    if (limit < least)
        limit = least;
    return limit < STEPS_PER_START ? (uint32_t)limit : STEPS_PER_START;
}

static void fill_groups(const struct scratch *scratch, int pairs, struct text subject,
                        struct pattern_match *match) {
    const PCRE2_SIZE *at = pcre2_get_ovector_pointer(scratch->data);
    if (pairs == 0) /* there are more groups than room for them */
        pairs = PATTERN_GROUPS;
    *match = (struct pattern_match){0};
    for (int i = 0; i < pairs && i < PATTERN_GROUPS; i++)
        if (at[2 * i] != PCRE2_UNSET)
            match->group[i] = text_slice(subject, at[2 * i], at[2 * i + 1]);
}

static int match_with(const struct pattern *pattern, struct text subject, uint32_t options,
                      const struct scratch *scratch) {
    return pcre2_match(pattern->code, (PCRE2_SPTR)subject.at, subject.len, 0, options, scratch->data,
                       scratch->context);
}

/* What pcre2_match() gives; subject.at is not NULL. */
static int match_subject(const struct pattern *pattern, struct scratch *scratch, struct text subject) {
    if (utf8_valid_until(subject) < subject.len)
        return PCRE2_ERROR_NOMATCH;
    make_fast(pattern);
    pcre2_set_match_limit(scratch->context, step_limit(pattern, subject.len));
    int pairs = match_with(pattern, subject, PCRE2_NO_UTF_CHECK, scratch);
    if (pairs == PCRE2_ERROR_JIT_STACKLIMIT) /* compiled code has little stack, the interpreter a heap */
        pairs = match_with(pattern, subject, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, scratch);
    if (pairs == PCRE2_ERROR_NOMEMORY)
        memory_die();
    return pairs;
}

enum pattern_outcome pattern_try(const struct pattern *pattern, struct text subject,
                                 struct pattern_match *match) {
    struct scratch *scratch = thread_scratch();
    if (!subject.at)
        subject = TEXT("");
    int pairs = match_subject(pattern, scratch, subject);
    if (pairs >= 0 && match)
        fill_groups(scratch, pairs, subject, match);
    return pairs >= 0 ? PATTERN_YES : pairs == PCRE2_ERROR_NOMATCH ? PATTERN_NO : PATTERN_GAVE_UP;
}

int pattern_group(const struct pattern *pattern, const char *name) {
    int number = pcre2_substring_number_from_name(pattern->code, (PCRE2_SPTR)name);
    return number >= 0 && number < PATTERN_GROUPS ? number : -1;
}
