#!/bin/sh
# SPDX-License-Identifier: MIT
# Prints the files named as the C table that manual.c includes:  sh embed.sh PAGE.md ... >manual.inc
set -eu
n=0
rows=
for page in "$@"; do
    printf 'static const unsigned char manual_page_%d[] = {\n' "$n"
    od -An -v -tu1 "$page" | sed 's/\([0-9][0-9]*\)/\1,/g'
    printf '0};\n'
    rows="$rows    {\"${page##*/}\", manual_page_$n, sizeof manual_page_$n - 1},
"
    n=$((n + 1))
done
printf 'static const struct manual_page manual_pages[] = {\n%s    {NULL, NULL, 0},\n};\n' "$rows"
