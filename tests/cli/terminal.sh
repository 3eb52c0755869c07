#!/bin/sh
# SPDX-License-Identifier: MIT
# Where standard output is a terminal: colours, progress, and nothing that the terminal would obey comes from pages.
. "$(dirname "$0")/lib.sh"
if ! script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
    echo 'ok - # SKIP script(1), which makes terminals, is not here'
    exit 0
fi
NO_COLOR='' TERM=xterm
export TERM NO_COLOR
page good.md 1 2
terminal() { # COMMAND: what the program prints on a terminal goes to .out
    script -qec "'$EXLINT' $1" /dev/null <"${2:-/dev/null}" >.out 2>&1
    status=$?
}
colours() { grep -q "$(printf '\033\\[1')" .out; }
# Escape sequences other than colours and the clearing of a line.
obeyed() { sed "s/$(printf '\033')\\[[0-9;]*[mK]//g" .out | tr -d '\r\n\t' | LC_ALL=C grep -cP '[\x00-\x1f\x7f]|\xc2[\x80-\x9f]'; }

sed 's/Example 2:/Example 4:/' good.md >bad.md
terminal 'check bad.md'
judge 1 $status 'check on a terminal'
ok 'in colours' colours
terminal 'check --color never bad.md'
ok 'without, where they are not wanted' test "$(grep -c "$(printf '\033')" .out)" -eq 0
TERM=dumb terminal 'check bad.md'
ok 'or not known' test "$(grep -c "$(printf '\033')" .out)" -eq 0

sed "s/^## .*/& $(printf '\033]0;title\007\302\233') ##/" bad.md >escapes.md
for command in 'check' 'fmt --diff' 'fmt --check --diff' 'check --fix --diff' 'convert --to markdown' 'convert --to json' 'convert --to text'; do
    terminal "$command escapes.md"
    ok "$command: nothing is obeyed" test "$(obeyed)" -eq 0
done
holds .out 'title' 'but shown'
"$EXLINT" fmt --diff escapes.md >patch.diff
ok 'elsewhere a diff is byte for byte' grep -q "$(printf '\033')" patch.diff
if command -v patch >/dev/null; then
    patch -s escapes.md patch.diff
    run 0 'so that it can be applied' fmt --check escapes.md
fi

mkdir many
awk 'BEGIN { for (i = 0; i < 300; i++) print "\n## Example " i + 1 ": Words\n\nWords *and* more of [them](x.md#y).\n\n```python\nx = 1  # => 1\n```" }' >long.md
i=0
while [ $i -lt 60 ]; do
    cp long.md many/p$i.md
    i=$((i + 1))
done
for command in 'check --severity error -j 1' 'fmt -j 1' 'convert --to json --out-dir out -j 1'; do
    terminal "$command many"
    ok "$command: a line of progress obeys the terminal" test "$(obeyed)" -eq 0
done
terminal 'check -q -j 1 many'
ok 'none where it has to be quiet' test "$(grep -c 'files' .out)" -eq 0
finish
