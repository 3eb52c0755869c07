#!/bin/sh
# SPDX-License-Identifier: MIT
# Suppression comments: how far they reach, where they are none, and what is said about useless and misspelt ones.
. "$(dirname "$0")/lib.sh"
page sound.md 1 3
sed '/^\*\*Key Takeaway/d' sound.md >none.md # an error for each example, at lines 9, 20, 31

# put LINE TEXT: none.md with a line before that line, as p.md.
put() { awk -v line="$1" -v text="$2" 'NR == line { print text; print "" } { print }' none.md >p.md; }
# lines WHAT ARGUMENT... -- LINE...: these lines of p.md have the finding takeaway/missing.
lines() {
    what=$1
    shift
    "$EXLINT" check --output-format gcc "$@" p.md >.out 2>.err
    sed -n 's/^p\.md:\([0-9]*\):.*takeaway\/missing\]$/\1/p' .out | tr '\n' ' ' >.lines
    ok "$what" test "$(cat .lines)" = "$expected"
}

run 1 'without a comment' check none.md
ok 'three findings' test "$("$EXLINT" check --output-format gcc none.md | wc -l)" -eq 3

put 9 '<!-- exlint-disable -->'
expected='' lines 'disable'
no_out
put 20 '<!-- exlint-disable takeaway/missing -- an old page -->'
expected='9 ' lines 'disable from the comment on'
sed 's/^## Example 3/<!-- exlint-enable -->\n\n&/' p.md >q.md && mv q.md p.md
expected='9 35 ' lines 'disable to enable'
put 20 '<!-- exlint-disable fence/length, takeaway/* -->'
expected='9 ' lines 'several rules, and a group'
ok 'the one without use is named' grep -q '^p.md:20:21: warning: .*fence/length.*\[suppression/unused\]$' .out
put 20 '<!-- exlint-disable all -->'
sed -i 's/^## Example 3/<!-- exlint-enable takeaway\/missing -->\n\n&/' p.md
expected='9 35 ' lines 'enable of one rule of all'
put 40 '<!-- exlint-disable-file takeaway/missing -->'
printf '\n<!-- exlint-disable-file takeaway/missing -->\n' >>p.md
expected='' lines 'disable-file from anywhere'
put 9 '<!-- exlint-disable-next-line takeaway/missing -->'
expected='22 33 ' lines 'disable-next-line over blank lines'
awk 'NR == 6 { print; print ""; print "<!-- exlint-disable-next-line takeaway/missing -->"; next } NR > 8 || NR < 6' none.md >p.md
expected='20 31 ' lines 'disable-next-line behind the front matter'
awk 'NR == 9 { print "<!-- exlint-disable-next-line takeaway/missing -->\n<!-- exlint-disable-next-line\n  fence/length -->" } { print }' none.md >p.md
expected='23 34 ' lines 'disable-next-line twice'
sed '9s/$/ <!-- exlint-disable-line takeaway\/missing -->/' none.md >p.md
expected='20 31 ' lines 'disable-line'
run 1 '--no-inline-config' check --no-inline-config --output-format gcc p.md
ok 'as without comments' test "$(wc -l <.out)" -eq 3
sed 's/^description: .*/description: "Examples 1-9" # exlint-disable-line front-matter\/range/' none.md >p.md
expected='9 20 31 ' lines 'disable-line in front matter'
ok 'nothing else is said' test "$(wc -l <.out)" -eq 3
sed 's/^description: .*/description: "Examples 1-9 # exlint-disable-line front-matter\/range"/' none.md >p.md
run 1 'not in a quoted value' check --output-format gcc p.md
out '[front-matter/range]'

# Where a comment is none.
put 9 '`<!-- exlint-disable -->`'
expected='11 22 33 ' lines 'not in a code span'
put 9 '    <!-- exlint-disable -->'
expected='11 22 33 ' lines 'not in indented code'
sed 's/^print(1).*/<!-- exlint-disable -->/' none.md >p.md
expected='9 20 31 ' lines 'not in a fence'
sed '8s/.*/- item\n\n  ```\n  <!-- exlint-disable -->\n  ```\n/' none.md >p.md
expected='14 25 36 ' lines 'not in a fence in a list'
put 9 '<!-- exlint-disable'
expected='' lines 'not where the comment never closes'
put 9 '\<!-- exlint-disable -->'
expected='11 22 33 ' lines 'not behind a backslash'
printf '> <!-- exlint-disable -->\n' >quote
sed '8r quote' none.md >p.md
expected='' lines 'in a block quote'

# Useless and misspelt.
sed '20s/.*/<!-- exlint-disable-next-line -->/' sound.md >p.md
run 0 'a useless comment' check p.md
out 'p.md:20:1: warning[suppression/unused]'
run 0 'a rule that is not run is not judged' check --select takeaway/missing,suppression/unused p.md
ok 'nothing is said' test "$(grep -c suppression .out)" -eq 0
sed '20s/.*/<!-- exlint-disable-next-line takeaway\/mising -->/' sound.md >p.md
run 0 'an unknown rule' check p.md
out 'p.md:20:31: warning[suppression/unknown]'
out 'did you mean takeaway/missing'
sed '20s/.*/<!-- exlint-disabled-line -->/' sound.md >p.md
run 0 'an unknown comment' check p.md
out 'expected: exlint-disable-line'
run 1 'they count where warnings do' check --fail-on warning p.md
run 0 'and can be turned off' check --fail-on warning --ignore suppression p.md

# Findings about a folder, and fixes.
mkdir guide
page guide/beginner.md 1 2
page guide/intermediate.md 4 5
run 1 'a seam' check guide
sed -i 's/^## Example 4.*/<!-- exlint-disable-next-line numbering\/gap -- 3 was withdrawn -->\n\n&/' guide/intermediate.md
run 0 'a seam that is accepted' check guide
out 'no findings in 2 files'
run 0 'the page alone' check guide/intermediate.md
sed 's/^\*\*Key Takeaway\*\*:/**Key takeaway:**/; 9s/^/<!-- exlint-disable -->\n\n/' sound.md >p.md
cp p.md p.orig
run 0 'what is suppressed is not fixed' check --fix p.md
same 'the page is as it was' p.orig p.md

# Linear time.
awk 'BEGIN { for (i = 0; i < 60000; i++) print "<!-- exlint-disable-next-line -->" }' >many.md
awk 'BEGIN { for (i = 0; i < 60000; i++) printf "<!-- exlint-disable-line fence -->" ; print "" }' >long.md
awk 'BEGIN { for (i = 1; i < 3000; i++) { printf "exlint- "; for (j = 0; j < i % 80; j++) printf "`" } print "" }' >ticks.md
if command -v timeout >/dev/null; then
    timeout 60 "$EXLINT" check -q many.md long.md ticks.md >/dev/null 2>&1
    judge 0 $? 'many comments'
fi

# Rules whose findings nobody sees are left out, but not where a comment silences one.
{
    sed '/^\*\*Key/,$d; /^description/d' sound.md
    printf '**Key Takeaway**: Words.\n\n<!-- exlint-disable-next-line -->\n\n**Why It Matters**: Too short.\n'
} >short.md
run 0 'a comment about a finding that is not shown' check --output-format gcc short.md
no_out
run 0 'nor is it shown where the comment counts for nothing' check --output-format gcc --no-inline-config short.md
no_out
run 0 'which is there' check --output-format gcc --no-inline-config --severity info short.md
ok 'the finding' grep -q 'why/length' .out
run 1 'a finding that is not shown may fail the run' check --severity error --fail-on info --no-inline-config -q short.md
finish
