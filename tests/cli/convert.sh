#!/bin/sh
# SPDX-License-Identifier: MIT
# convert: forms, where output goes, and what is refused.
. "$(dirname "$0")/lib.sh"
mkdir -p in/sub
page in/a.md 1 2
page in/sub/b.md 1 1
page in/sub/c.markdown 1 1

run 2 'without --to' convert in/a.md
err '--to'
run 2 'an unknown form' convert --to jsn in/a.md
err 'did you mean json?'
run 0 'one page as JSON' convert --to json in/a.md
ok 'an object' test "$(head -c 1 .out)" = '{'
out '"exlint": "document/1"'
run 0 'several as JSON' convert --to json in
ok 'an array' test "$(head -c 1 .out)" = '['
ok 'of three' test "$(grep -c '"exlint": "document/1"' .out)" -eq 3
cp .out all.json
run 0 'as ndjson' convert --to ndjson in
ok 'a line each' test "$(wc -l <.out)" -eq 3
cp .out all.ndjson
run 2 'several as Markdown to stdout' convert --to markdown in
err '--out-dir'
no_out
run 0 'one as Markdown' convert --to markdown in/a.md
same 'a canonical page comes out as it is' in/a.md .out
"$EXLINT" convert --to json --stdin-filename x.md - <in/a.md >.out 2>.err
judge 0 $? 'standard input'
what='standard input'
out '"path": "x.md"'

# Back again.
run 0 'JSON out of one page' convert --to json -o a.json in/a.md
no_out
run 0 'and back' convert --to markdown a.json
same 'the round trip is the identity' in/a.md .out
run 0 'an array of one to Markdown' convert --from json --to markdown --out-dir back all.json
for name in a.md sub/b.md sub/c.md; do
    source=in/$name
    [ -e "$source" ] || source=in/sub/c.markdown
    same "all.json gives back $name" "$source" "back/in/$name"
done
run 0 'ndjson as well' convert --to markdown --out-dir back2 all.ndjson
ok 'all of it' diff -r back back2
"$EXLINT" convert --from json --to ndjson - <all.json >again.ndjson 2>.err
same 'JSON to JSON keeps the paths' all.ndjson again.ndjson
sed 's#"path": "in/a.md"#"path": "../../escape.md"#' all.json >escape.json
run 2 'a document that leads out of the folder' convert --to markdown --out-dir back3 escape.json
err '../../escape.md'
ok 'nothing was written' test ! -e back3
printf '{"exlint": "document/1", ' >broken.json
run 2 'JSON that ends too soon' convert --from json --to markdown broken.json
err 'broken.json:'
no_out

# --out-dir.
run 0 '--out-dir of a folder' convert --to json --out-dir out in
for name in a sub/b sub/c; do ok "out/$name.json" test -s "out/$name.json"; done
run 0 '--out-dir again' convert --to json --out-dir out in
run 0 '--out-dir of a named file' convert --to json --out-dir flat in/sub/b.md
ok 'its last part' test -s flat/b.json
mkdir -p deep/er && cp in/a.md deep/er
(cd deep/er && "$EXLINT" convert --to json --out-dir ../o ../../in/sub/../a.md >../../.out 2>../../.err)
judge 0 $? 'a path with ..'
ok 'stays in the folder' test -s deep/o/a.json
cp in/a.md in/a.markdown
run 2 'two pages for one file' convert --to json --out-dir twice in
err 'in/a.markdown'
err 'in/a.md'
ok 'nothing was written' test ! -e twice
rm in/a.markdown
cp -r in copy
run 2 'a page over itself' convert --to markdown --out-dir copy copy
err 'copy/a.md'
run 2 '-o over the page' convert --to markdown -o copy/a.md copy/a.md
ok 'the pages stay' diff -r in copy
run 2 '-o and --out-dir' convert --to json -o x --out-dir y in/a.md
printf 'x\000' >in/bad.md
run 2 'a bad page' convert --to json --out-dir out2 in
err 'in/bad.md:1:2:'
ok 'it has no output' test ! -e out2/bad.json
ok 'the others have' test -s out2/sub/c.json
run 2 'a bad page among several to stdout' convert --to json in
ok 'the others are in the array' test "$(grep -c '"exlint": "document/1"' .out)" -eq 3
run 2 '-o of a bad page alone' convert --to json -o keep.json in/bad.md
ok 'no file is made' test ! -e keep.json
rm in/bad.md
run 2 'a missing page, and the rest' convert --to ndjson missing.md in
err 'missing.md: no such file'
ok 'the rest is there' test "$(wc -l <.out)" -eq 3
: >blocked
run 2 'a folder that cannot be made' convert --to json --out-dir blocked/x in
err 'blocked/x/'
run 2 '-o into a folder that is not there' convert --to json -o nowhere/x.json in/a.md
err 'nowhere/x.json: '

# Threads, annotations.
run 0 '-j 1' convert -j 1 --to json in
cp .out one.json
run 0 '-j 8' convert -j 8 --to json in
same '-j 1 and -j 8 write the same' one.json .out
run 0 '--annotations strip' convert --to markdown --annotations strip in/a.md
ok 'no annotation is left' test "$(grep -c '# =>' .out)" -eq 0
ok 'the code is' test "$(grep -c '^print(' .out)" -eq 2
finish
