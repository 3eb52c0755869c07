#!/bin/sh
# SPDX-License-Identifier: MIT
# fmt --renumber: numbers, references, fragments; what is left alone.
. "$(dirname "$0")/lib.sh"
mkdir guide
page guide/beginner.md 1 3
page guide/intermediate.md 4 6
sed -i 's/Example 3:/Example 5:/' guide/beginner.md     # 1 2 5, then 7 9 10
sed -i 's/Example 6:/Example 10:/; s/Example 5:/Example 9:/; s/Example 4:/Example 7:/; s/Examples 4-6/Examples 7-10/' guide/intermediate.md
sed -i 's/Examples 1-3/Examples 1-5/' guide/beginner.md
cat >>guide/intermediate.md <<'EOF'

## Where to Go (Examples 7-10)

As Example 9 shows, and Example 5 before it; see [Example 5: Title 3](beginner.md#example-5-title-3),
[the last one](#example-10-title-6), [two](./beginner#example-2-title-2), [here](/x/guide/beginner#example-5-title-3)
and [the end](intermediate.md#where-to-go-examples-7-10). Examples 7 to 10, Examples 5, 7 and 9; `Example 9` in code,
Example 9 of the Book, Example 93 of nothing.

```text
Example 9
```
EOF
printf '# Contents\n\n- [Example 1: Title 1](beginner.md#example-1-title-1)\n- [Example 5: Title 3](beginner.md#example-5-title-3)\n- [Example 10: Title 6](intermediate.md#example-10-title-6)\n' >guide/overview.md
cp -r guide orig

run 1 '--check' fmt --renumber --check guide
err '3 of 3 files would change'
run 0 '--diff' fmt --renumber --diff guide
out '+## Example 3: Title 3'
cp .out change.patch
ok 'nothing was written' diff -r orig guide
run 0 '--renumber' fmt --renumber guide
ok 'beginner' test "$(sed -n 's/^## Example \([0-9]*\):.*/\1/p' guide/beginner.md | tr '\n' ' ')" = '1 2 3 '
ok 'intermediate' test "$(sed -n 's/^## Example \([0-9]*\):.*/\1/p' guide/intermediate.md | tr '\n' ' ')" = '4 5 6 '
has() { ok "$2" grep -qF -e "$2" "guide/$1"; }
has beginner.md 'description: "Examples 1-3"'
has intermediate.md 'description: "Examples 4-6"'
has intermediate.md '## Where to Go (Examples 4-6)'
has intermediate.md 'As Example 5 shows, and Example 3 before it; see [Example 3: Title 3](beginner.md#example-3-title-3),'
has intermediate.md '[the last one](#example-6-title-6), [two](./beginner#example-2-title-2), [here](/x/guide/beginner#example-3-title-3)'
has intermediate.md '[the end](intermediate.md#where-to-go-examples-4-6). Examples 4 to 6, Examples 3, 4 and 5; `Example 9` in code,'
has intermediate.md 'Example 9 of the Book, Example 93 of nothing.'
ok 'code is as it was' test "$(grep -cx 'Example 9' guide/intermediate.md)" -eq 1
has overview.md '- [Example 3: Title 3](beginner.md#example-3-title-3)'
has overview.md '- [Example 6: Title 6](intermediate.md#example-6-title-6)'
run 0 'the numbers are sound' check --select 'numbering,link/fragment,front-matter/range,structure/range' --ignore numbering/reference guide
ok 'nothing is found' grep -q '^no findings' .out
cp -r guide done
run 0 'a second time' fmt --renumber guide
no_out
ok 'nothing changes' diff -r done guide
if command -v patch >/dev/null; then
    (cd orig && sed '/^[-+][-+][-+] /s#guide/##' ../change.patch | patch -s -p1 >/dev/null)
    ok 'patch accepts the diff' diff -r done orig
fi

# A sequence is renumbered as a whole, from its own first number on.
run 2 'one page of a sequence' fmt --renumber guide/beginner.md
err 'guide/beginner.md: not renumbered: intermediate.md'
ok 'nothing changes' diff -r done guide
page late.md 28 30
sed -i 's/Example 29:/Example 40:/' late.md
run 0 'a late start' fmt --renumber late.md
ok 'it stays' test "$(sed -n 's/^## Example \([0-9]*\):.*/\1/p' late.md | tr '\n' ' ')" = '28 29 30 '

# What could mean either of two is left, and said.
page twice.md 1 3
sed -i 's/Example 3:/Example 2:/' twice.md
printf '\nSee Example 2 and Example 1.\n' >>twice.md
run 0 'a number that stands twice' fmt --renumber twice.md
err 'twice.md:45:5: not renumbered: 2 stands 2 times in the sequence'
ok 'the reference stays' grep -q 'See Example 2 and Example 1' twice.md
ok 'the numbers do not' grep -q '^## Example 3:' twice.md
page swap.md 1 2
sed -i 's/Example 1:/Example 9:/; s/Example 2:/Example 1:/; s/Example 9:/Example 2:/' swap.md
printf '\nExample 1, then Example 2; the order is [2](#example-2-title-1), [1](#example-1-title-2).\n' >>swap.md
run 0 'two that are swapped' fmt --renumber swap.md
ok 'references follow' grep -q 'Example 3, then Example 2; the order is \[2\](#example-2-title-1), \[1\](#example-3-title-2)' swap.md

"$EXLINT" fmt --renumber - <orig/beginner.md >.out 2>.err
judge 0 $? 'standard input'
ok 'it is renumbered' grep -q '^## Example 3: Title 3' .out
printf 'bad \377\n' >bad.md
run 2 'a page that cannot be read' fmt --renumber bad.md
run 2 'a page that is not there' fmt --renumber none.md
finish
