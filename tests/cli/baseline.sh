#!/bin/sh
# SPDX-License-Identifier: MIT
# Baselines: what is accepted, what is new, what is stale, and files that are none.
. "$(dirname "$0")/lib.sh"
mkdir -p docs sub
page docs/a.md 1 3
page docs/b.md 1 2
page docs/c.md 1 1
sed -i '/^\*\*Key Takeaway/d' docs/a.md docs/b.md
sed -i 's/```python/```/' docs/b.md
run 1 'old pages' check docs

run 0 '--write-baseline' check --write-baseline base.json docs
out 'no findings in 3 files (7 in the baseline)'
err 'base.json: 7 findings in 2 files accepted'
ok 'the version' grep -q '"exlint": "baseline/1"' base.json
ok 'relative paths' grep -q '"docs/a.md": {' base.json
ok 'sound pages are not in it' test "$(grep -c c.md base.json)" -eq 0
run 0 '--baseline' check --baseline base.json docs
out 'no findings in 3 files (7 in the baseline)'
no_err
run 0 'no finding in any format' check --baseline base.json --output-format json-lines docs
no_out
run 0 'it is the same from another folder' check --baseline "$work/base.json" "$work/docs/b.md"
(cd docs && "$EXLINT" check --baseline ../base.json b.md >../.out 2>../.err)
judge 0 $? 'and from within'
cp base.json first.json
run 0 'written again' check -q --write-baseline base.json docs
same 'it is the same' first.json base.json
no_err
(cd sub && "$EXLINT" check -q --write-baseline base.json ../docs)
ok 'paths are relative to the file' grep -q '"../docs/a.md": {' sub/base.json
run 0 'from its parent' check --baseline sub/base.json docs

# Lines that move are the same lines.
sed -i '6s/^/\nOne more paragraph.\n\nAnd one more.\n/' docs/a.md docs/b.md
run 0 'lines moved' check --baseline base.json docs
no_err

# New findings.
cp docs/a.md docs/a.keep
page more.md 4 4
sed '1,/^Words/d; /^\*\*Key Takeaway/d' more.md >>docs/a.md
run 1 'a new finding' check --baseline base.json docs
out 'Example 4: no "Key Takeaway"'
ok 'that one alone' test "$(grep -c 'takeaway/missing' .out)" -eq 1
cp docs/a.keep docs/a.md
printf '\n```\nmore\n```\n\n```\nmore\n```\n' >>docs/b.md
run 0 'new warnings' check --baseline base.json docs
ok 'each is shown' test "$(grep -c 'fence/language' .out)" -eq 2
run 1 'and count' check --baseline base.json --max-warnings 1 docs

# Stale ones.
cp docs/b.md docs/b.keep
page docs/b.md 1 2
run 0 'what was repaired is stale' check --baseline base.json docs
err 'base.json: docs/b.md: 4 stale'
err 'base.json: 4 accepted findings in 1 file: no longer found'
run 0 'a page that is not checked is not stale' check --baseline base.json docs/a.md
no_err
run 0 'nor is a rule that is not run' check --baseline base.json --select takeaway/missing docs
err 'docs/b.md: 2 stale'
run 0 'quiet' check -q --baseline base.json docs
no_err
run 0 '--write-baseline of one page and rule' check -q --select takeaway/missing --write-baseline base.json docs/b.md
ok 'forgets what is not there' test "$(grep -c docs/b.md base.json)" -eq 1
ok 'keeps the other rule' grep -q fence/language base.json
ok 'keeps the other page' grep -q docs/a.md base.json
run 0 '--write-baseline' check -q --write-baseline base.json docs
ok 'forgets all of the page' test "$(grep -c docs/b.md base.json)" -eq 0
rm docs/a.md docs/a.keep
run 0 'a page that is gone' check --baseline base.json docs
err 'base.json: docs/a.md: 3 stale'
run 0 '--write-baseline' check -q --write-baseline base.json docs
ok 'forgets it' test "$(grep -c a.md base.json)" -eq 0
printf '{"exlint": "baseline/1", "files": {"docs/c.md": {"old/rule": {"00000000000000ff": 2}}}}\n' >old.json
run 0 'a rule that is gone' check --baseline old.json docs
err 'docs/c.md: 2 stale'

# Fixes leave accepted findings alone.
sed -i 's/^\*\*Key Takeaway\*\*:/**Key takeaway:**/' docs/b.md
cp docs/b.md docs/b.keep
run 0 'accept labels' check -q --write-baseline base.json docs
run 0 '--fix of what is new' check --fix --baseline base.json docs
same 'nothing was new' docs/b.keep docs/b.md
run 0 '--fix, then accept' check --fix --write-baseline base.json docs
out 'no findings in 2 files (2 fixed)'
ok 'nothing is left to accept' grep -qF '"files": {}' base.json

# Files that are no baseline.
bad() { # TEXT PLACE MESSAGE
    printf '%s' "$1" >bad.json
    run 2 "no baseline: $3" check --baseline bad.json docs
    err "bad.json:$2: "
    err "$3"
    no_out
}
bad '{"exlint": "baseline/2", "files": {}}' 1:12 'another version'
bad '{
 "exlint": "baseline/1",
 "files": {"a.md": {"why/missing": {"0000000000000001": "1"}}}}' 3:57 'a whole number'
bad '{"exlint": "baseline/1", "files": {"a.md": {"why/missing": {"key": 1}}}}' 1:61 'hexadecimal'
bad '{"exlint": "baseline/1", "files": []}' 1:35 'an object "files"'
bad '{"exlint": "baseline/1", "files": {"a.md": 1}}' 1:44 'an object of rules'
bad '{"files": {}}' 1:1 'no baseline'
bad '{"exlint": "baseline/1", "files": {},}' 1:38 ''
bad '' 1:1 ''
run 2 'a missing file' check --baseline none.json docs
err 'none.json: no such file'
cp bad.json bad.orig
printf '{' >bad.json
run 2 'what is no baseline is not overwritten' check --write-baseline bad.json docs
ok 'it is as it was' test "$(cat bad.json)" = '{'
run 2 'a folder that is not there' check --write-baseline none/base.json docs
err 'none/base.json: '
run 2 'two different files' check --baseline a.json --write-baseline b.json docs
finish
