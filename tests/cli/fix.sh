#!/bin/sh
# SPDX-License-Identifier: MIT
# check --fix and --diff: what is repaired, what is printed where, and what is left alone.
. "$(dirname "$0")/lib.sh"
page sound.md 1 3
sed 's/^\*\*Key Takeaway\*\*: Number 2/**Key takeaway:** Number 2/; s/Examples 1-3/Examples 1-9/
    s/^```$/````/; s/^```python$/````python/' sound.md >broken.md
cp broken.md broken.orig
# A fix, and a finding that has none.
sed '/^\*\*Key Takeaway\*\*: Number 3/d' broken.md >both.md
cp both.md both.orig

run 1 '--diff' check --diff broken.md
out '--- a/broken.md'
out '-**Key takeaway:** Number 2 is learnt.'
out '+**Key Takeaway**: Number 2 is learnt.'
err 'broken.md:13:1: warning[fence/length]'
err 'fixable with --fix)'
same '--diff writes nothing' broken.orig broken.md
cp .out change.patch
run 1 '--fix --diff' check --fix --diff broken.md
same '--fix --diff is --diff' change.patch .out
same '--fix --diff writes nothing' broken.orig broken.md
if command -v patch >/dev/null; then
    mkdir patched && cp broken.md patched/
    (cd patched && patch -p1 <../change.patch >/dev/null 2>&1)
    same 'patch accepts the diff' sound.md patched/broken.md
fi
run 0 '--diff of a sound page' check --diff -q sound.md
no_out
no_err

chmod 640 broken.md
ln -s broken.md link.md
run 0 '--fix' check --fix link.md
out 'no findings in 1 file (5 fixed)'
no_err
same 'the page is sound now' sound.md broken.md
ok 'the mode stays' test "$(stat -c %a broken.md)" = 640
ok 'the link is still one' test -L link.md
touch -d '2001-01-01' broken.md
run 0 'a second time' check --fix broken.md
out 'no findings in 1 file'
ok 'nothing is written then' test "$(stat -c %Y broken.md)" -lt 1000000000
ok 'no temporary file is left' test -z "$(find . -name '*.tmp*' -o -name '.*.md*')"

run 1 'what has no fix stays and counts' check --fix both.md
out '1 error in 1 of 1 file (5 fixed)'
ok 'only that is printed' test "$(grep -c '^both.md:' .out)" -eq 1

cp broken.orig broken.md
run 0 '--fix of chosen rules' check --fix --select takeaway/label broken.md
out '(1 fixed)'
ok 'one line changed' test "$(diff broken.orig broken.md | grep -c '^>')" -eq 1
cp broken.orig broken.md
run 0 '--fix of what is shown' check --fix --severity error broken.md
ok 'warnings were not fixed' grep -q 'Key takeaway:' broken.md
ok 'the error was' grep -q 'Examples 1-3' broken.md

"$EXLINT" check --fix - <broken.orig >.out 2>.err
judge 0 $? 'standard input'
what='standard input'
same 'the page goes to standard output' sound.md .out
err 'no findings in 1 file (5 fixed)'
"$EXLINT" check --fix - <both.orig >.out 2>.err
judge 1 $? 'standard input with a finding left'
err '<stdin>:'
"$EXLINT" check --fix - <sound.md >.out 2>.err
same 'a sound page comes out as it is' sound.md .out
printf 'bad \377 byte\n' >bad.txt
"$EXLINT" check --fix - <bad.txt >.out 2>.err
judge 1 $? 'a page that cannot be read'
same 'comes out as it is' bad.txt .out
"$EXLINT" check --fix --diff --stdin-filename here.md - <broken.orig >.out 2>.err
judge 1 $? '--diff of standard input'
what='--diff of standard input'
out '+++ b/here.md'
err 'here.md:'
run 2 'standard input with files' check --fix - broken.md </dev/null
err 'together with files'

# Machine formats show what is left.
cp both.orig both.md
run 1 'json after --fix' check --fix --output-format json-lines both.md
ok 'one finding' test "$(wc -l <.out)" -eq 1
out '"rule":"takeaway/missing"'

# The pages of a sequence.
mkdir guide
page guide/beginner.md 1 2
page guide/intermediate.md 3 4
sed -i 's/\*\*Key Takeaway\*\*:/**Key Takeaways**:/' guide/*.md
run 0 'a folder' check --fix guide
out 'no findings in 2 files (4 fixed)'

# What cannot be written is said and stays as it was. No file may grow here, so what is printed goes through a pipe.
mkdir full
cp broken.orig full/a.md
small() {
    trap '' XFSZ
    ulimit -f 0
    "$EXLINT" check --fix "$@"
}
what='an unwritable file'
(small full/a.md 2>/dev/null) | cat >.out
(small full/a.md 2>&1 >/dev/null) | cat >.err
err 'full/a.md: not fixed: '
out 'full/a.md:'
same 'the page is as it was' broken.orig full/a.md
ok 'no temporary file is left' test "$(ls -A full)" = a.md
(small full/a.md >/dev/null 2>&1)
judge 2 $? "$what"
mkfifo pipe.md
cat broken.orig >pipe.md &
run 2 'a pipe cannot be fixed' check --fix pipe.md
err 'pipe.md: not fixed: not a regular file'
out 'pipe.md:'
wait

# Pages that are no Markdown have no spans to edit.
"$EXLINT" convert --to json broken.orig >page.json 2>/dev/null
cp page.json page.orig
run 1 'JSON is not fixed' check --fix page.json
same 'it is as it was' page.orig page.json
finish
