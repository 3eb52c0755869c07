#!/bin/sh
# SPDX-License-Identifier: MIT
# fmt: what is written, what is printed, and its statuses.
. "$(dirname "$0")/lib.sh"
page good.md 1 2
sed 's/^## \(.*\)$/##   \1 ##/; s/```/~~~~/' good.md >loose.md
cp loose.md loose.orig
cp good.md untouched.md
touch -d '2001-01-01' untouched.md

run 1 '--check' fmt --check good.md loose.md
out 'loose.md: not in canonical format'
ok 'only the one' test "$(wc -l <.out)" -eq 1
err '1 of 2 files would change'
same '--check writes nothing' loose.orig loose.md
run 1 '--check -q' fmt --check -q good.md loose.md
no_err
run 0 '--check of a sound page' fmt --check good.md
no_out
run 0 '--diff' fmt --diff good.md loose.md
out '--- a/loose.md'
out '+++ b/loose.md'
same '--diff writes nothing' loose.orig loose.md
cp .out change.patch
run 1 '--diff --check' fmt --diff --check good.md loose.md
if command -v patch >/dev/null; then
    mkdir patched && cp loose.md patched/loose.md
    (cd patched && patch -p1 <../change.patch >/dev/null 2>&1)
    same 'patch accepts the diff' good.md patched/loose.md
fi
"$EXLINT" fmt - <loose.md >.out 2>.err
judge 0 $? 'standard input'
same 'standard input to standard output' good.md .out
"$EXLINT" fmt - <good.md >.out 2>.err
same 'what is canonical comes out as it is' good.md .out
"$EXLINT" fmt --check --stdin-filename here.md - <loose.md >.out 2>.err
judge 1 $? '--check of standard input'
what='--check of standard input'
out 'here.md: not in canonical format'
run 2 'standard input with files' fmt - good.md </dev/null

chmod 640 loose.md
ln -s loose.md link.md
run 0 'in place' fmt loose.md untouched.md
out 'loose.md'
ok 'only changed files are named' test "$(wc -l <.out)" -eq 1
same 'the page is canonical now' good.md loose.md
ok 'the mode stays' test "$(stat -c %a loose.md)" = 640
ok 'an unchanged file is not written' test "$(stat -c %Y untouched.md)" -lt 1000000000
run 0 'a second time' fmt loose.md
no_out
cp loose.orig loose.md
run 0 'through a link, quietly' fmt -q link.md
no_out
ok 'the link is still one' test -L link.md
same 'its target is canonical' good.md loose.md
ok 'no temporary file is left' test -z "$(find . -name '*.tmp*' -o -name '.*.md*')"

mkdir tree && cp loose.orig tree/b.md && cp good.md tree/a.md && printf 'x\000' >tree/c.md
run 2 'a refused page, and the rest goes on' fmt tree missing.md
err 'tree/c.md:1:2: error: '
err 'missing.md: no such file'
same 'the rest was formatted' good.md tree/b.md
mkdir none
run 0 'nothing to format' fmt none
err 'nothing was formatted'
finish
