#!/bin/sh
# SPDX-License-Identifier: MIT
# Prints the files named as the C table NAME that embedded.h describes:  sh embed.sh NAME FILE ... >NAME.inc
set -eu
table=$1
shift
n=0
rows=
for file in "$@"; do
    printf 'static const unsigned char %s_%d[] = {\n' "$table" "$n"
    od -An -v -tu1 "$file" | sed 's/\([0-9][0-9]*\)/\1,/g'
    printf '0};\n'
    rows="$rows    {\"${file##*/}\", ${table}_$n, sizeof ${table}_$n - 1},
"
    n=$((n + 1))
done
printf 'static const struct embedded %s[] = {\n%s    {NULL, NULL, 0},\n};\n' "$table" "$rows"
