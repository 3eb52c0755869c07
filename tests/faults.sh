#!/bin/sh
# SPDX-License-Identifier: MIT
# Faults: each read, write, rename, open, fsync, allocation and thread start fails in turn; and fmt and convert are
# killed at many moments.  EXLINT is the program, FAIL the library made from tests/faults/fail.c.
# A run with a fault ends with status 2, a message and the page as it was; or, where the fault could be got over,
# as if there had been none. No temporary file is left.
set -u
exlint=$(cd "$(dirname "${EXLINT:?}")" && pwd)/$(basename "$EXLINT")
fail=$(cd "$(dirname "${FAIL:?}")" && pwd)/$(basename "$FAIL")
content=$(cd "$(dirname "$0")/../content" && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
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

# A page that fmt changes and that check --fix changes, too.
page() {
    sed -e 's/^## Example \([0-9]*\): .*/& ##/' -e 's/\*\*Key Takeaway\*\*:/**Key takeaway:**/' "$content/tutorial/annotated/beginner.md"
}

# The folder before and after a run without faults, in old and new.
prepare() { # COMMAND…
    rm -rf old new now
    mkdir old
    page >old/page.md
    cp old/page.md old/other.md
    cp -r old new
    (cd new && "$exlint" "$@" >../new.out 2>../new.err)
    expected=$?
}

# One run with a fault: what is wrong with it, or nothing. Sets `over` where the call was never reached.
run() { # CALL N COMMAND…
    call=$1 at=$2
    shift 2
    rm -rf now note
    cp -r old now
    (cd now && timeout 20 env FAIL_CALL="$call" FAIL_AT="$at" FAIL_NOTE="$work/note" LD_PRELOAD="$fail" "$exlint" "$@" >../now.out 2>../now.err)
    status=$?
    [ -e note ] || over=1
    wrong=
    case $status in
    2) [ -s now.err ] || wrong="$call $at: no message" ;;
    "$expected") cmp -s now.out new.out || wrong="$call $at: status $status, but other output" ;;
    *) wrong="$call $at: status $status: $(head -n 1 now.err)" ;;
    esac
    for file in $(find old new -type f); do
        name=${file#*/}
        if [ -e "now/$name" ]; then
            cmp -s "now/$name" "old/$name" || cmp -s "now/$name" "new/$name" || wrong="$call $at: $name is neither old nor new"
        elif [ -e "old/$name" ]; then
            wrong="$call $at: $name is gone"
        fi
        # Where nothing was said, everything was done.
        [ "$status" = 2 ] || cmp -s "now/$name" "new/$name" || wrong="$call $at: $name is not done, and nobody said so"
    done
    [ -z "$(find now -name '*.tmp')" ] || wrong="$call $at: a temporary file is left"
}

# Every call of the first ones, then fewer and fewer.
each() { # WHAT CALL COMMAND…
    what=$1 call=$2
    shift 2
    faults= n=1 over= count=0
    while [ -z "$over" ] && [ "$count" -lt "${MOST:-60}" ]; do
        run "$call" "$n" "$@"
        [ -n "$over" ] && [ -z "$wrong" ] && break
        [ -z "$wrong" ] || faults="$faults
$wrong"
        count=$((count + 1))
        n=$((n + 1 + n / 8))
    done
    tell "$what: $count failures of $call" "$(printf '%s' "$faults" | sed 1d)"
}

for call in read write rename open fsync malloc pthread_create; do
    prepare fmt -j 2 .
    each 'fmt' $call fmt -j 2 .
    prepare check --fix -q -j 2 .
    each 'check --fix' $call check --fix -q -j 2 .
    prepare convert --to json --out-dir out -q -j 2 page.md
    each 'convert' $call convert --to json --out-dir out -q -j 2 page.md
done

# Killed. A page that stands in the folder is the old or the new one, whole.
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
broken= half=0 round=0
while [ $round -lt 20 ]; do
    rm -rf victim json
    cp -r tree victim
    killed "0.0$(((round * 37 + 11) % 90 + 10))" fmt -q victim
    olds=0 news=0
    for file in tree/*/*.md; do
        name=${file#tree/}
        if cmp -s "victim/$name" "tree/$name"; then
            olds=$((olds + 1))
        elif cmp -s "victim/$name" "formatted/$name"; then
            news=$((news + 1))
        else
            broken="$broken $name"
        fi
    done
    [ $olds -eq 0 ] || [ $news -eq 0 ] || half=$((half + 1))
    killed "0.0$(((round * 53 + 7) % 90 + 10))" convert --to json --out-dir json -q tree
    for file in $(find json -name '*.json' 2>/dev/null); do
        cmp -s "$file" "converted/${file#json/}" || broken="$broken $file"
    done
    round=$((round + 1))
done
tell "killed 20 times, $half of them half way: every page is old or new" "$broken"
exit $result
