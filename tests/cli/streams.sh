#!/bin/sh
# SPDX-License-Identifier: MIT
# Standard streams that fail.
. "$(dirname "$0")/lib.sh"
page good.md 1 2
sed 's/Example 2:/Example 4:/' good.md >bad.md
mkdir many
n=0
while [ $n -lt 300 ]; do
    cp bad.md many/page$n.md
    n=$((n + 1))
done

if [ -w /dev/full ]; then
    for arguments in 'check bad.md' 'check many' 'check --output-format json bad.md' 'fmt --check --diff crlf.md' \
        'convert --to json good.md' 'convert --to ndjson many' rules 'explain numbering/gap' --help 'check --help' -V; do
        sed "s/\$/$(printf '\r')/" good.md >crlf.md
        "$EXLINT" $arguments >/dev/full 2>.err
        judge 2 $? "/dev/full: $arguments"
        holds .err 'standard output' "/dev/full: $arguments: stderr"
        ok 'said once' test "$(grep -c 'standard output' .err)" -eq 1
    done
else
    echo 'ok - /dev/full # SKIP there is none'
fi

# The pipe's reader goes away: the program ends by itself, quietly.
for arguments in 'check many' 'check --output-format json many' 'convert --to json many' 'fmt --check many'; do
    { "$EXLINT" $arguments 2>.err; echo $? >status; } | head -c 10 >/dev/null
    status=$(cat status)
    if [ "$status" -le 1 ]; then pass "closed pipe: $arguments"; else fail "closed pipe: $arguments: status $status"; fi
    grep -v 'would change' .err >.err2
    empty .err2 "closed pipe: $arguments: stderr"
done

"$EXLINT" check bad.md >&- 2>.err
judge 2 $? 'stdout closed'
"$EXLINT" check bad.md >.out 2>&-
judge 1 $? 'stderr closed'
"$EXLINT" check - <&- >.out 2>.err
judge 2 $? 'stdin closed'
cp bad.md crlf.md && sed "s/\$/$(printf '\r')/" bad.md >crlf.md
"$EXLINT" fmt crlf.md >&- 2>.err
judge 2 $? 'fmt with stdout closed'
"$EXLINT" fmt bad.md crlf.md >.out 2>.err
same 'the page itself was not hurt' bad.md crlf.md
finish
