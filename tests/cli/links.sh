#!/bin/sh
# SPDX-License-Identifier: MIT
# Rules that look around a page: the same findings for one page as for its folder, from whatever folder, with any number
# of threads; fixes that leave nothing to do.
. "$(dirname "$0")/lib.sh"

mkdir -p site/tea/by-example
cd site/tea/by-example || exit 1
page beginner.md 1 4
page intermediate.md 5 8
{
    printf -- '---\ntitle: "Overview"\nweight: 2\n---\n\n'
    for number in 1 2 4; do
        printf -- '- [Example %d: Title %d](/en/tea/by-example/beginner#example-%d-title-%d)\n' $number $number $number $number
    done
    printf '\nWords.\n\n'
    for number in 5 6 7 8 9; do
        printf -- '- [Title %d](./intermediate.md#example-%d-title-%d)\n' $number $number $number
    done
    printf '\nSee [one](beginner.md#example-1-titel-1), [two](beginner.md#nowhere) and [three](missing.md).\n'
} >overview.md
select='link/*,index/*,front-matter/weight'

run 1 'a page by itself' check --no-config --select "$select" --output-format gcc overview.md
cp "$work/.out" "$work/alone"
out 'overview.md:7:4: error: the list leaves out example 3 of beginner.md'
out 'overview.md:16:4: error: the list names example 9, which intermediate.md does not have'
out 'overview.md:18:22: error: no heading of beginner.md makes "#example-1-titel-1"'
out '"missing.md" does not exist'
for threads in 1 2 7; do
    run 1 "its folder, -j $threads" check --no-config --select "$select" --output-format gcc -j $threads .
    grep '^overview' "$work/.out" >"$work/folder"
    same "the same findings, -j $threads" "$work/alone" "$work/folder"
done
"$EXLINT" check --no-config --select "$select" --output-format gcc --stdin-filename overview.md - <overview.md >"$work/.out" 2>&1
same 'the same findings from standard input' "$work/alone" "$work/.out"
"$EXLINT" check --no-config --select 'link/*' --output-format gcc - <overview.md >"$work/.out" 2>&1
judge 0 $? 'a page without a place has no relative links'
cd ../.. || exit 1
run 1 'from another folder' check --no-config --select "$select" --output-format gcc tea/by-example/overview.md
sed 's,tea/by-example/,,g' "$work/.out" >"$work/folder"
same 'the same findings from another folder' "$work/alone" "$work/folder"

run 1 'the fixes' check --no-config --select "$select" --fix .
ok 'the example that was left out' grep -qF -- '- [Example 3: Title 3](/en/tea/by-example/beginner#example-3-title-3)' tea/by-example/overview.md
ok 'the fragment' grep -qF '(beginner.md#example-1-title-1)' tea/by-example/overview.md
if grep -qF 'Title 9' tea/by-example/overview.md; then fail 'the item too many is gone'; else pass 'the item too many is gone'; fi
cp tea/by-example/overview.md "$work/fixed.md"
run 1 'the fixes again' check --no-config --select "$select" --fix .
same 'nothing more changes' "$work/fixed.md" tea/by-example/overview.md
finish
