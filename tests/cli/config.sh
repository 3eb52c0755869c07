#!/bin/sh
# SPDX-License-Identifier: MIT
# Configuration: which file counts, what it changes, what is said about mistakes, `config` and `init`.
. "$(dirname "$0")/lib.sh"
mkdir -p repo/.git repo/docs/deep
cd repo || exit 1
page sound.md 1 2
sed '/^\*\*Key Takeaway/d; s/```python/```/' sound.md >docs/a.md # takeaway/missing at 9 and 20, fence/language
cp docs/a.md docs/deep/a.md
# rules STATUS WHAT ARGUMENT... -- the rules found, sorted
rules() {
    run "$1" "$2" check --output-format gcc "${3-docs/a.md}"
    sed -n 's/.*\[\(.*\)\]$/\1/p' "$work/.out" | sort -u | tr '\n' ' ' >"$work/.rules"
    ok "$2: $wanted" test "$(cat "$work/.rules")" = "$wanted"
}

wanted='fence/language takeaway/missing ' rules 1 'without a file'
printf 'rules:\n  takeaway/missing: off\n' >.exlint.yaml
wanted='fence/language ' rules 0 'a file in a folder above'
printf 'rules: { fence/language: error }\n' >docs/deep/.exlint.yaml
wanted='fence/language takeaway/missing ' rules 1 'the nearest file counts' docs/deep/a.md
run 1 'both at once' check --output-format gcc docs
ok 'each with its own' test "$(grep -c 'takeaway/missing' "$work/.out")" -eq 2
run 1 '--no-config' check --no-config docs/a.md
"$EXLINT" check -q --stdin-filename docs/a.md - <docs/a.md >"$work/.out" 2>"$work/.err"
judge 0 $? 'standard input by its name'
mkdir -p docs/deep/.git
rm docs/deep/.exlint.yaml
wanted='fence/language takeaway/missing ' rules 1 'not above the root of the repository' docs/deep/a.md
rmdir docs/deep/.git
wanted='fence/language ' rules 0 'above, when there is none' docs/deep/a.md

# Severities and options.
printf 'rules:\n  fence/*: off\n  takeaway: warning\n  why/length: { severity: error, min: 6, max: 6 }\n' >.exlint.yaml
wanted='takeaway/missing ' rules 0 'groups'
sed -i 's/min: 6/min: 8/; s/max: 6/max: 8/' .exlint.yaml
wanted='takeaway/missing why/length ' rules 1 'options'
out 'expected: 8 to 8'
run 0 '--ignore comes after it' check --ignore why/length docs/a.md
run 1 '--select comes after it' check --select fence/language,why docs/a.md
out 'fence/language'
printf 'rules: { fence/unknown-language: { languages: [wibble] } }\n' >.exlint.yaml
sed 's/```python/```wibble/' sound.md >docs/w.md
run 0 'a list' check --fail-on warning docs/w.md
run 1 'without it' check --fail-on warning --no-config docs/w.md
rm docs/w.md

# Overrides: the last that matches wins.
cat >.exlint.yaml <<'EOF'
rules: { takeaway/missing: off }
overrides:
  - files: ["docs/**", "!docs/deep/"]
    rules: { fence/language: off }
  - files: [a.md]
    rules: { takeaway/missing: error }
EOF
wanted='takeaway/missing ' rules 1 'an override'
wanted='fence/language takeaway/missing ' rules 1 'a negated pattern' docs/deep/a.md
wanted='' rules 0 'no match here' sound.md
printf 'overrides:\n  - files: [docs/deep/]\n    rules: { all: off }\n' >.exlint.yaml
wanted='' rules 0 'a folder' docs/deep/a.md
printf 'overrides:\n  - files: [nix.md]\n    rules: { all: off }\n' >.exlint.yaml
wanted='config/no-match fence/language takeaway/missing ' rules 1 'an override that no page matches'
out '.exlint.yaml:2:12: warning: '
printf 'overrides:\n  - files: [docs/deep/a.md]\n    rules: { all: off }\n' >.exlint.yaml
wanted='fence/language takeaway/missing ' rules 1 'pages that are not checked match, too'

# Extends.
printf 'rules: { takeaway/missing: off, fence/language: off }\noverrides: [{files: [docs/a.md], rules: {fence/language: info}}]\n' >../shared.yaml
printf 'extends: ../shared.yaml\nrules: { takeaway/missing: warning }\n' >.exlint.yaml
wanted='takeaway/missing ' rules 0 'what stands here wins'
run 0 'and the rest counts' check --severity info docs/a.md
out 'info[fence/language]'
printf 'extends: b.yaml\n' >a.yaml
printf '\nextends: a.yaml\n' >b.yaml
printf 'extends: a.yaml\n' >.exlint.yaml
run 2 'a cycle' check docs/a.md
err 'b.yaml:2:10: a.yaml extends itself'
printf 'extends: .exlint.yaml\n' >.exlint.yaml
run 2 'a short cycle' check docs/a.md
err '.exlint.yaml:1:10: '
no_out
i=0
while [ $i -lt 80 ]; do
    echo "extends: c$((i + 1)).yaml" >c$i.yaml
    i=$((i + 1))
done
run 2 'a long chain' check --config c0.yaml docs/a.md
err 'more than 64 files'
rm c*.yaml

# Mistakes: what means nothing is a finding, what cannot be meant ends the run.
printf 'rulse: {}\nrules:\n  takeaway/mising: off\n  why/length: { mix: 3 }\nsite: { rot: . }\noverrides: [{file: x, files: ["*.md"]}]\n' >.exlint.yaml
run 1 'unknown keys' check --output-format gcc docs/a.md
out '.exlint.yaml:1:1: warning: "rulse" is no key of a configuration; did you mean rules [config/unknown-key]'
out '.exlint.yaml:3:3: warning: "takeaway/mising" is no rule; did you mean takeaway/missing'
out '.exlint.yaml:4:17: warning: "mix" is no option of this rule; did you mean m'
out '.exlint.yaml:5:9: warning: "rot" is no key of site; did you mean root'
out '.exlint.yaml:6:14: warning: "file" is no key of an override; did you mean files'
ok 'they come first' test "$(sed -n 1p "$work/.out" | cut -c 1-12)" = .exlint.yaml
printf 'rulse: {}\nrules: { config/unknown-key: off }\n' >.exlint.yaml
wanted='fence/language takeaway/missing ' rules 1 'they can be turned off'
bad() { # TEXT PLACE MESSAGE
    printf '%s\n' "$1" >.exlint.yaml
    run 2 "$1" check docs/a.md
    err ".exlint.yaml:$2"
    err "$3"
    no_out
}
bad 'rules: [' 1: 'not valid YAML'
bad 'a: 1
a: 2' 2:1 'stands twice'
bad '[]' 1:1 'a mapping is expected'
bad 'rules: [a]' 1:8 'a mapping of rules is expected'
bad 'rules: { why/missing: of }' 1:23 'off, info, warning or error is expected, not of'
bad 'rules: { why/missing: false }' 1:23 'off, info, warning or error'
bad 'rules: { why/length: { min: many } }' 1:29 'a whole number'
bad 'rules: { why/length: { min: -1 } }' 1:29 'a whole number'
bad 'rules: { why/length: { min: 3, max: 2 } }' 1:29 'min is greater than max'
bad 'rules: { annotation/density: { unit: line } }' 1:38 'one of block, example, page'
bad 'rules: { annotation/density: { own-line: 1 } }' 1:42 'true or false'
bad 'rules: { fence/unknown-language: { languages: x } }' 1:47 'a list of strings'
bad 'extends: none.yaml' 1:10 'none.yaml: no such file'
bad 'extends: [a]' 1:10 'the path of a configuration'
bad 'overrides: { files: x }' 1:12 'a list of overrides'
bad 'overrides: [{ rules: {} }]' 1:13 'an override needs files'
bad 'overrides: [{ files: x }]' 1:22 'a list of patterns'
bad 'profile: nonsense' 1:10 'by-example, concepts, qa'
bad 'profile: schemas/own.yaml' 1:10 'schemas/own.yaml cannot be used as a profile'
bad 'profile: by-exmple' 1:10 'did you mean by-example'
bad 'site: { root: none }' 1:15 'none: no such folder'
printf 'rules: {}\377\n' >.exlint.yaml
run 2 'bytes that are no text' check docs/a.md
err '.exlint.yaml:1:'
run 2 'fmt, too' fmt --check docs/a.md
run 2 'convert, too' convert --to json docs/a.md
run 0 'they need not read it' fmt -q --no-config --check sound.md
mkdir dir.yaml
run 2 'a folder' check --config dir.yaml docs/a.md
run 2 'a missing file' check --config none.yaml docs/a.md
err 'none.yaml: no such file'

# Empty files, --config, profiles.
: >.exlint.yaml
wanted='fence/language takeaway/missing ' rules 1 'an empty file'
printf 'rules:\noverrides:\nsite:\n' >.exlint.yaml
wanted='fence/language takeaway/missing ' rules 1 'empty members'
printf 'rules: { all: off }\noverrides: [{files: [docs/a.md], rules: {takeaway: warning}}]\n' >other.yaml
run 0 '--config' check --config other.yaml --output-format gcc docs/a.md
out 'takeaway/missing'
printf 'profile: concepts\n' >.exlint.yaml
printf '## 1. One\n\nWords.\n\n## Example 1: Two\n\nWords.\n' >p.md
run 0 'a profile' convert --to json p.md
out '"form": "concepts"'
rm .exlint.yaml
run 0 'none' convert --to json p.md
out '"form": "hugo"'

# config and init.
page docs/more.md 3 9
run 0 'init' init
rm docs/more.md
out 'wrote .exlint.yaml'
wanted='fence/language takeaway/missing ' rules 1 'changes nothing'
sed -i 's/^# //; s/^extends.*//' .exlint.yaml
mkdir content
cp docs/a.md content/overview.md
sed -i '1,2d; s/^  fence/  "fence/; s/fence\/\*:/fence\/*":/' .exlint.yaml
cp .exlint.yaml keep.yaml
run 2 'init once more' init
err 'is there already'
same 'changes nothing' keep.yaml .exlint.yaml
run 0 'what it shows is right' config --file docs/a.md
no_err
out 'why/length                 warning      .exlint.yaml:7:'
out '  min                      40           .exlint.yaml:7:'
out 'profile                    by-example   .exlint.yaml:2:10'
out 'site.root                  content      .exlint.yaml:'
out 'fence/language             warning      .exlint.yaml:8:'
out 'numbering/gap              error        default'
printf 'rules: { why/mising: off }\n' >.exlint.yaml
run 0 'config with an unknown key' config
err '.exlint.yaml:1:10: warning: '
printf 'rules: 3\n' >.exlint.yaml
run 2 'config of a bad file' config
run 0 'config --no-config' config --no-config
run 2 'config with an operand' config docs/a.md
run 2 'init of a folder that is not there' init here

# The schema knows every rule and every key.
schema=$root/schemas/config.schema.json
for rule in $("$EXLINT" rules | cut -d ' ' -f 1); do
    ok "schema: $rule" grep -qF "\"$rule\": {" "$schema"
done
for key in $("$EXLINT" config --no-config | sed -n 's/^  \([a-z-]*\) .*/\1/p'); do
    ok "schema: $key" grep -qF "\"$key\": {" "$schema"
done
printf 'profile: qa\nextends: x.yaml\nrules: { all: off, fence/*: info, why/length: { severity: off, min: 1 } }\n' >good.yaml
printf 'overrides: [{ files: [a.md], rules: { why/length: warning } }]\nsite: { root: content }\n' >>good.yaml
printf 'variants: [[sparse, full]]\n' >>good.yaml
run 0 'a good file is valid by it' validate --schema "$schema" good.yaml
printf 'rules: { why/length: { severity: of } }\n' >bad.yaml
run 1 'a bad one is not' validate --schema "$schema" bad.yaml
printf 'rulse: {}\n' >bad.yaml
run 1 'nor is one with an unknown key' validate --schema "$schema" bad.yaml
finish
