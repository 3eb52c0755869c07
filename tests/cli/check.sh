#!/bin/sh
# SPDX-License-Identifier: MIT
# check: exit statuses, choosing rules, inputs, sequences, order.
. "$(dirname "$0")/lib.sh"
page good.md 1 3
page gap.md 1 2
sed 's/Example 2:/Example 4:/; s/Examples 1-2/Examples 1-4/' gap.md >bad.md
page warned.md 1 2
sed 's/```python/```/' warned.md >plain-fence.md

run 0 'a sound page' check good.md
run 1 'a page with an error' check bad.md
out 'numbering/gap'
out 'bad.md:'
run 0 'a page with warnings' check plain-fence.md
out 'fence/language'
run 1 '--fail-on warning' check --fail-on warning plain-fence.md
run 0 '--fail-on never' check --fail-on never bad.md
out 'numbering/gap'
run 1 '--max-warnings that is passed' check --max-warnings 1 plain-fence.md
run 0 '--max-warnings that is kept' check --max-warnings 2 plain-fence.md
run 0 '--severity error' check --severity error --quiet plain-fence.md
no_out
run 0 '--select' check --select 'fence/*' bad.md
run 1 '--select twice' check --select 'fence/*' --select numbering bad.md
run 0 '--ignore' check --ignore numbering/gap bad.md
run 1 '--statistics' check --statistics bad.md
out '      1  numbering/gap'
run 1 '--statistics beside gcc' check --statistics --output-format gcc bad.md
err '      1  numbering/gap'
ok 'gcc lines only' test "$(grep -cv '^bad.md:[0-9]*:[0-9]*: error: .*\[numbering/gap\]$' .out)" -eq 0
run 0 'json with nothing to say' check --output-format json good.md
ok 'an empty array' test "$(tr -d ' \n' <.out)" = '[]'
run 0 'json-lines with nothing to say' check --output-format json-lines good.md
no_out
run 1 'json-lines' check --output-format json-lines bad.md
out '"rule":"numbering/gap"'
run 1 '--color always' check --color always bad.md
ok 'has colours' grep -q "$(printf '\033')" .out
run 1 'no terminal, no colours' check bad.md
ok 'has no colours' test -z "$(grep "$(printf '\033')" .out)"

# Paths.
run 2 'a path that does not exist' check missing.md bad.md
err 'exlint: missing.md: no such file'
out 'numbering/gap'
run 2 'the program alone with a missing path' missing.md
mkdir empty && echo text >empty/note.txt
run 0 'a folder without pages' check empty
err 'nothing was checked: no .md or .markdown files in empty'
mkdir ignored && echo '*.md' >ignored/.exlintignore && cp bad.md ignored
run 0 'a folder whose pages are ignored' check ignored
err '(1 ignored)'
run 1 'an ignored page that is named' check ignored/bad.md
mkdir locked.d && cp good.md locked.d/locked.md && chmod 0 locked.d/locked.md
if [ -r locked.d/locked.md ]; then
    echo 'ok - a page that cannot be read # SKIP everything can be read'
else
    run 2 'a page that cannot be read' check locked.d/locked.md bad.md
    err 'locked.d/locked.md: '
    out 'numbering/gap'
fi
chmod 600 locked.d/locked.md
(cd empty && cp ../bad.md . && "$EXLINT" >../.out 2>../.err)
judge 1 $? 'no arguments: the current folder'
what='no arguments'
out 'bad.md:'
rm empty/bad.md

# Lists of files.
printf 'good.md\nbad.md\n' >list
run 1 '--files-from a file' check --files-from list
out 'bad.md:'
printf 'good.md\0bad.md\0' >list0
run 1 '--files-from with NULs' check --files-from list0
printf 'good.md\r\nbad.md' | "$EXLINT" check --files-from - >.out 2>.err
judge 1 $? '--files-from standard input, CRLF'
run 2 '--files-from a missing file' check --files-from missing.list
err 'missing.list: no such file'
: >none
run 0 '--files-from an empty file' check --files-from none
err 'nothing was checked'
echo - | "$EXLINT" check --files-from - >.out 2>.err
judge 2 $? 'standard input as list and page'

# Standard input.
"$EXLINT" check - <bad.md >.out 2>.err
judge 1 $? 'standard input'
what='standard input'
out '<stdin>:'
"$EXLINT" check --stdin-filename guide/x.md - <bad.md >.out 2>.err
judge 1 $? '--stdin-filename'
what='--stdin-filename'
out 'guide/x.md:'

# Sequences: a page gets the same findings whoever is named with it.
mkdir -p guide/sub
page guide/beginner.md 1 3
page guide/intermediate.md 5 6
page guide/advanced.md 7 8
page guide/sub/beginner.md 1 1
page guide/zz.md 1 1
run 1 'a folder with a gap at a seam' check --output-format gcc guide
cp .out folder.txt
out 'guide/intermediate.md:'
run 1 'its page alone' check --output-format gcc guide/intermediate.md
grep '^guide/intermediate.md:' folder.txt >expected.txt
same 'same findings as in the folder' expected.txt .out
run 0 'the page before the seam' check --output-format gcc guide/beginner.md
no_out
run 0 'the page behind it' check --output-format gcc guide/advanced.md
"$EXLINT" check --output-format gcc --stdin-filename guide/intermediate.md - <guide/intermediate.md >.out 2>.err
judge 1 $? 'the page on standard input'
same 'same findings on standard input' expected.txt .out
mkdir guide/pro && page guide/pro/beginner.md 1 2 && mkdir guide/pro/intermediate.md
run 0 'a folder named as a sibling' check guide/pro/beginner.md
page other.md 9 9
run 0 'a page of its own may begin anywhere' check other.md

# The same output whatever the number of threads, and streams in order.
mkdir many
n=0
while [ $n -lt 120 ]; do
    d=many/$((n % 7))/$((n % 5))
    mkdir -p $d
    sed "s/Example 4:/Example $((n % 9 + 3)):/" bad.md >$d/page$n.md
    [ $((n % 3)) -eq 0 ] && cp bad.md $d/beginner.md
    [ $((n % 4)) -eq 0 ] && page $d/intermediate.md $((n % 6)) 8
    [ $((n % 4)) -eq 0 ] && page many/$((n % 7))/advanced.md 9 10
    n=$((n + 1))
done
for format in text gcc json json-lines; do
    run 1 "-j 1, $format" check -j 1 --severity info --output-format $format many
    cp .out one.txt
    run 1 "-j 8, $format" check -j 8 --severity info --output-format $format many
    same "$format: -j 1 and -j 8 print the same" one.txt .out
done
"$EXLINT" check --output-format gcc many | cut -d : -f 1 | uniq >order.txt
sort -u order.txt >sorted.txt
same 'findings come in the order of paths' sorted.txt order.txt
finish
