#!/bin/sh
# SPDX-License-Identifier: MIT
# Faults: each read, write, rename, allocation, thread start and other call fails in turn; and fmt and convert are killed
# at many moments.  EXLINT is the program, FAIL the library made from tests/faults/fail.c.
# A run with a fault ends with status 2, a message and the files as they were; or, where the fault could be got over,
# as if there had been none. No temporary file is left.
# ALL=1 (make faults): every single call and 50 kills; otherwise the first calls, and then fewer and fewer.
set -u
exlint=$(cd "$(dirname "${EXLINT:?}")" && pwd)/$(basename "$EXLINT")
fail=$(cd "$(dirname "${FAIL:?}")" && pwd)/$(basename "$FAIL")
content=$(cd "$(dirname "$0")/../content" && pwd)
work=$(mktemp -d) || exit 1
[ -n "${KEEP:-}" ] || trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
result=0
tell() { # MESSAGE FAULTS
    if [ -z "$2" ]; then
        echo "ok - $1"
    else
        echo "not ok - $1"
        printf '%s\n' "$2" | head -n 5 | sed 's/^/# /'
        result=1
    fi
}

# A page that fmt changes and that check --fix changes, too; short, so that few calls are many of all.
page() {
    sed -e 's/^## Example \([0-9]*\): .*/& ##/' -e 's/\*\*Key Takeaway\*\*:/**Key takeaway:**/' \
        "$content/tutorial/annotated/beginner.md"
}

mkdir old old/sub
page >old/page.md
page >old/sub/beginner.md
printf '[a](page.md#example-1)\n' >old/sub/links.md
mkdir old/sub/more
printf '# Left out #\n' >old/sub/more/x.md
printf 'x.md\n' >old/.gitignore
printf 'rules:\n  why/length: off\noverrides:\n- files: ["sub/*"]\n  rules: { link/target: off }\n' >old/.exlint.yaml
printf '  profile: own.profile.yaml\n' >>old/.exlint.yaml
printf 'name: own\nextends: by-example\npages: ["*.md"]\nfront-matter: { schema: own.schema.yaml }\n' >old/own.profile.yaml
printf '$ref: more.schema.yaml\n' >old/own.schema.yaml
printf 'type: object\n' >old/more.schema.yaml
printf 'type: object\nproperties: { a: { type: integer, multipleOf: 0.1 } }\n' >schema.yaml
printf 'a: 1\n' >old/data.yaml
printf '{"a": "b"}' >old/data.json
(cd old && "$exlint" check -q --write-baseline base.json . >/dev/null 2>&1)
[ -s old/base.json ] || echo 'not ok - there is no baseline to work with'

# What is run, by name. All in a copy of the folder `old`.
arguments_of() {
    case $1 in
    check) echo check -j 2 . ;;
    fmt) echo fmt -j 2 . ;;
    fmt-renumber) echo fmt --renumber . ;;
    check-fix) echo check --fix -q -j 2 . ;;
    convert-folder) echo convert --to json --out-dir out/deep -q -j 2 page.md sub ;;
    convert-file) echo convert --to text -q -o page.txt page.md ;;
    convert-stream) echo convert --to ndjson -q -j 2 . ;;
    validate) echo validate --schema ../schema.yaml data.yaml data.json ;;
    compare) echo compare page.md sub/beginner.md ;;
    baseline) echo check --baseline base.json . ;;
    write-baseline) echo check --write-baseline base.json page.md ;;
    init) echo init ;;
    esac
}

# The folder after a run without faults, in new.
prepare() { # NAME
    rm -rf new now
    cp -r old new
    [ "$1" != init ] || rm new/.exlint.yaml
    cp -r new before
    # shellcheck disable=SC2046 # no argument has a blank
    (cd new && "$exlint" $(arguments_of "$1") >../new.out 2>../new.err)
    expected=$?
    [ $expected -lt 2 ] || tell "$1 works without faults" "$(cat new.err)"
    cp -r before now
}

# Files that are neither old nor new, are gone, or stay although they should not.
look_at_files() { # STATUS
    diff -rq now before >differ && { [ "$1" = 2 ] || diff -rq now new >differ; } && return
    find before new now -type f | sed 's/^[a-z]*\///' | sort -u | while read -r name; do
        if [ ! -e "now/$name" ]; then
            [ ! -e "before/$name" ] || echo "$name is gone"
            [ "$1" = 2 ] || echo "$name was not written, and nobody said so"
        elif cmp -s "now/$name" "new/$name"; then
            :
        elif cmp -s "now/$name" "before/$name"; then
            [ "$1" = 2 ] || echo "$name is not done, and nobody said so"
        else
            case $name in
            *.tmp) echo "a temporary file is left" ;;
            *) echo "$name is neither old nor new" ;;
            esac
        fi
    done
    rm -rf now
    cp -r before now
}

# One run with a fault: what is wrong with it, or nothing.
run() { # NAME CALL N
    rm -f note
    # shellcheck disable=SC2046
    (cd now && FAIL_CALL="$2" FAIL_AT="$3" FAIL_NOTE="$work/note" LD_PRELOAD="$fail" timeout 20 "$exlint" $(arguments_of "$1") >../now.out 2>../now.err)
    status=$?
    wrong=$(look_at_files $status)
    case $status in
    2) [ -s now.err ] || wrong="no message" ;;
    "$expected") cmp -s now.out new.out || wrong="status $status, but other output" ;;
    *) wrong="status $status: $(head -n 1 now.err)" ;;
    esac
    [ -z "$wrong" ] || faults="$faults
$1, $2 $3: $(echo "$wrong" | head -n 1)"
}

# How often a run without faults makes the call.
count() { # NAME CALL
    rm -f note
    # shellcheck disable=SC2046
    (cd now && FAIL_CALL="$2" FAIL_AT=0 FAIL_NOTE="$work/note" LD_PRELOAD="$fail" "$exlint" $(arguments_of "$1") >/dev/null 2>&1)
    rm -rf now
    cp -r before now
    total=$(cat note 2>/dev/null || echo 0)
}

for name in check fmt fmt-renumber check-fix convert-folder convert-file convert-stream validate compare baseline \
    write-baseline init; do
    rm -rf before
    prepare $name
    faults='' made=0 all=0
    for call in read pread write rename linkat open fopen close fsync fchmod mkdir opendir readdir stat lstat fstat \
        realpath malloc pthread_create; do
        count $name $call
        n=1
        while [ $n -le "$total" ]; do
            run $name $call $n
            made=$((made + 1))
            if [ -n "${ALL:-}" ]; then n=$((n + 1)); else n=$((n + 1 + n / 2)); fi
        done
        all=$((all + total))
    done
    tell "$name: $made of $all calls failed" "$(printf '%s' "$faults" | sed 1d)"
done

# Killed. A page that stands in the folder is the old or the new one, whole; what else is left can be told by its name.
mkdir tree tree/a tree/b
i=0
while [ $i -lt 60 ]; do
    page >tree/a/p$i.md
    page >tree/b/p$i.md
    i=$((i + 1))
done
cp -r tree formatted
(cd formatted && "$exlint" fmt -q . >/dev/null)
"$exlint" convert --to json --out-dir converted -q tree >/dev/null 2>&1
killed() { # SECONDS COMMAND…
    delay=$1
    shift
    "$exlint" "$@" >/dev/null 2>&1 &
    victim=$!
    sleep "$delay"
    kill -9 $victim 2>/dev/null
    wait $victim 2>/dev/null
}
sums() { # FOLDER PATTERN: one line for each content, with how often it is there
    find "$1" -name "$2" -exec cksum {} + | cut -d' ' -f1,2 | sort | uniq -c
}
old_sum=$(cksum <tree/a/p0.md) new_sum=$(cksum <formatted/a/p0.md)
broken='' half=0 round=0 kills=12
[ -z "${ALL:-}" ] || kills=50
while [ $round -lt "$kills" ]; do
    rm -rf victim json
    cp -r tree victim
    killed "0.0$(((round * 37 + 11) % 90 + 10))" fmt -q victim
    there=$(sums victim '*.md')
    [ "$(find victim -name '*.md' | wc -l)" -eq 120 ] || broken="$broken a-page-is-gone"
    [ -z "$(echo "$there" | grep -vE " ($old_sum|$new_sum)\$")" ] || broken="$broken fmt-round-$round"
    [ "$(echo "$there" | wc -l)" -lt 2 ] || half=$((half + 1))
    [ -z "$(find victim -type f ! -name 'p*.md' ! -name '.exlint-*.tmp')" ] || broken="$broken strange-name"
    killed "0.0$(((round * 53 + 7) % 90 + 10))" convert --to json --out-dir json -q tree
    find json -name '*.json' 2>/dev/null | while read -r file; do
        cmp -s "$file" "converted/${file#json/}" || echo "$file"
    done >differ
    [ ! -s differ ] || broken="$broken $(cat differ)"
    "$exlint" fmt -q victim >/dev/null 2>&1 || broken="$broken the-next-run-fails"
    [ "$(sums victim '*.md')" = "$(sums formatted '*.md')" ] || broken="$broken the-next-run-does-not-finish"
    round=$((round + 1))
done
tell "fmt and convert, killed $kills times, fmt $half times half way: every page is old or new" "$broken"
exit $result
