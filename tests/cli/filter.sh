#!/bin/sh
# SPDX-License-Identifier: MIT
# convert --files-from - --to ndjson as a filter that other engines run: many processes give what one gives, memory does not
# grow with the pages, and what cannot be read costs nothing else.
. "$(dirname "$0")/lib.sh"
export PARALLEL_HOME="$work/.parallel"
mkdir "$PARALLEL_HOME"
i=0
while [ $i -lt 12 ]; do
    mkdir -p "in/f$i"
    for name in a b c d e f 'with blanks' "with 'quotes'" 'with $dollars' 'with \backslash'; do
        page "in/f$i/$name.md" 1 $((i % 3 + 1))
    done
    i=$((i + 1))
done
find in -name '*.md' | sort >list
find in -name '*.md' -print0 | sort -z >list0
filter() { "$EXLINT" convert -q --files-from - --to ndjson; }

filter <list >one 2>.err
judge 0 $? 'one process'
ok 'a line for each page' test "$(wc -l <one)" -eq "$(wc -l <list)"
filter <list0 >again 2>.err
judge 0 $? 'NULs between the names'
same 'NULs between the names: the same' one again
run 0 'folders instead of a list' convert -q --to ndjson in
same 'folders: the same' one .out
sort -r list | cat - list | filter >again 2>.err
judge 0 $? 'names in any order, and twice'
same 'names in any order, and twice: the same' one again
"$EXLINT" convert -q -j 7 --files-from list --to ndjson >again 2>.err
judge 0 $? 'seven threads'
same 'seven threads: the same' one again
: | filter >.out 2>.err
judge 0 $? 'no names'
no_out

# As Spark's pipe() does it: each partition has a process of its own, and gives its lines in its order.
split -n r/5 list part.
for part in part.*; do
    filter <"$part" || echo "status $?"
done >parts
sort parts >again
sort one >sorted
same 'five processes, one after the other: the same lines' sorted again

# with WHAT PARALLEL-ARGUMENT...: list on standard input, in order.
with() {
    what=$1
    shift
    parallel --will-cite -k "$@" <list >again 2>.err
    judge 0 $? "parallel $what"
    same "parallel $what: the same as one process" one again
}
export EXLINT
if ! parallel --version 2>/dev/null | grep -q '^GNU parallel'; then
    echo 'ok - GNU parallel # SKIP it is not installed'
else
    with '--pipe -N' -j 3 --pipe -N 7 '"$EXLINT" convert -q --files-from - --to ndjson'
    with '--pipe --block' -j 2 --pipe --block 300 '"$EXLINT" convert -q --files-from - --to ndjson'
    with '-X' -j 4 -X '"$EXLINT" convert -q --to ndjson {}'
    with '-N' -j 3 -N 11 '"$EXLINT" convert -q --to ndjson {}'
    with 'a process for each page' -j 4 '"$EXLINT" convert -q --to ndjson {}'
    parallel --will-cite -k -0 -j 3 -X '"$EXLINT" convert -q --to ndjson {}' <list0 >again 2>.err
    judge 0 $? 'parallel -0 -X'
    same 'parallel -0 -X: the same' one again
    parallel --will-cite -j 4 --pipe -N 3 '"$EXLINT" convert -q --files-from - --to ndjson' <list 2>.err | sort >again
    same 'parallel in no order: the same lines' sorted again
fi

# One bad name among them: it is named, the status is 2, and all others are there.
printf 'caf\351 au lait\n' >in/f3/latin1.md
{ cat list; echo in/f3/latin1.md; echo in/missing.md; } >bad.list
filter <bad.list >again 2>.err
judge 2 $? 'a list with bad names'
what='a list with bad names'
err 'in/f3/latin1.md: not converted'
err 'in/missing.md: no such file'
same 'a list with bad names: the others are there' one again
if parallel --version 2>/dev/null | grep -q '^GNU parallel'; then
    parallel --will-cite -k -j 3 --pipe -N 7 '"$EXLINT" convert -q --files-from - --to ndjson' <bad.list >again 2>.err
    judge 1 $? 'parallel with bad names: one process failed'
    same 'parallel with bad names: the others are there' one again
fi

# Names are bytes. In JSON a line stays a line, and what is no UTF-8 is U+FFFD.
mkdir odd
page "odd/$(printf 'line\nend').md" 1 1
page "odd/$(printf 'tab\tand\033[31m').md" 1 1
page "odd/$(printf 'latin\351').md" 1 1
find odd -name '*.md' -print0 | sort -z >odd.list
filter <odd.list >again 2>.err
judge 0 $? 'odd names'
ok 'odd names: a line for each page' test "$(wc -l <again)" -eq 3
ok 'odd names: a line end is escaped' grep -qF '"path":"odd/line\nend.md"' again
ok 'odd names: control characters are escaped' grep -qF '"path":"odd/tab\tand\u001B[31m.md"' again
ok 'odd names: bytes that are no UTF-8' grep -qF "\"path\":\"odd/latin$(printf '\357\277\275').md\"" again
"$EXLINT" convert -q --files-from odd.list --to text --out-dir texts >.out 2>.err
judge 0 $? 'odd names into a folder'
ok 'odd names into a folder: their bytes stay' test -s "texts/odd/$(printf 'line\nend').txt" -a -s "texts/odd/$(printf 'latin\351').txt"

# Files of a list keep their folders; those that lead elsewhere keep their names.
mkdir -p listed/a listed/b/c
page listed/a/same.md 1 1
page listed/b/c/same.md 1 1
printf './listed/a/same.md\nlisted/b/c/same.md\n' | "$EXLINT" convert -q --files-from - --to text --out-dir kept >.out 2>.err
judge 0 $? 'files of one name'
ok 'files of one name: in their folders' test -s kept/listed/a/same.txt -a -s kept/listed/b/c/same.txt
(cd listed/a && printf '../b/c/same.md\n%s/listed/a/same.md\n' "$work" | "$EXLINT" convert -q --files-from - --to text --out-dir ../out >.out 2>../../.err)
judge 2 $? 'files of one name that lead elsewhere'
err 'would both become ../out/same.txt'
ok 'files of one name that lead elsewhere: nothing is written' test ! -e listed/out
"$EXLINT" fmt --files-from odd.list >.out 2>.err
judge 0 $? 'odd names formatted'
chmod 000 "odd/$(printf 'line\nend').md"
if [ ! -r "odd/$(printf 'line\nend').md" ]; then
    filter <odd.list >again 2>.err
    judge 2 $? 'an odd name that cannot be read'
    ok 'an odd name that cannot be read: in one line, without escapes' test "$(wc -l <.err)" -eq 1
fi

# Memory: the names, and the pages that are being worked on.
# peak NAMES: kilobytes, for so many pages of 80 KB; what python3 itself has is the least that this can say.
page large.md 1 400
peak() {
    rm -rf large && mkdir large
    i=0
    while [ $i -lt "$1" ]; do
        ln large.md large/$i.md || cp large.md large/$i.md
        i=$((i + 1))
    done
    find large -name '*.md' | python3 -c '
import resource, subprocess, sys
subprocess.run([sys.argv[1], "convert", "-q", "-j", "2", "--files-from", "-", "--to", "ndjson"], stdout=open("large.out", "wb"))
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)' "$EXLINT"
}
if ! command -v python3 >/dev/null 2>&1; then
    echo 'ok - memory is flat # SKIP no python3'
elif grep -qaE '__(asan|tsan)_init' "$EXLINT"; then
    echo 'ok - memory is flat # SKIP sanitizers take memory of their own'
else
    few=$(peak 60)
    many=$(peak 900)
    ok "900 pages are written" test "$(wc -l <large.out)" -eq 900
    ok "memory is flat: at most $few KB for 60 pages, $many KB for 900" test "$many" -lt $((few + 4096))
fi
finish
