#!/bin/sh
# SPDX-License-Identifier: MIT
# exlint validate: data, schemas and their mistakes; every output; the exit status.
. "$(dirname "$0")/lib.sh"
cat >schema.yaml <<'END'
$schema: https://json-schema.org/draft/2020-12/schema
type: object
required: [title, weight]
additionalProperties: false
properties:
  title: {type: string, minLength: 1}
  weight: {$ref: 'types.json#/$defs/count'}
  date: {type: string, format: date-time}
  tags: {type: array, items: {type: string}}
END
echo '{"$defs": {"count": {"type": "integer", "minimum": 1}}}' >types.json
printf 'title: A page\nweight: 1\ndate: 2024-02-29T00:00:00+07:00\ntags:\n  - "no"\n' >good.yaml
printf '{"title": "A page",\n "weight": 1.0}\n' >good.json
printf 'title: A page\nweight: 0\ntags:\n  - no\n  - 3\n' >bad.yaml
printf '{"title": "A page",\n\t"weight": "1"}\n' >bad.json
printf -- '---\ntitle: A page\nweight: 0\n---\n\nWords.\n' >page.md
printf '# Words\n' >plain.md

run 0 'sound data' validate --schema schema.yaml good.yaml good.json
out 'no findings in 2 files'
no_err
run 0 'sound data, quietly' validate -q --schema schema.yaml good.yaml
no_out
run 1 'unsound data' validate --schema schema.yaml good.yaml bad.yaml bad.json
out 'bad.yaml:2:9: error[schema]: weight: at least 1 is expected, not 0'
out 'bad.yaml:5:5: error[schema]: tags[1]: a string is expected, not the integer 3'
out 'bad.json:2:12: error[schema]: weight: an integer is expected, not the string "1"'
out ' 2 | weight: 0'
out '3 errors in 2 of 3 files'
no_err
run 1 'front matter' validate --schema schema.yaml page.md
out 'page.md:3:9: error[schema]: weight: at least 1 is expected, not 0'
run 2 'a page without front matter' validate --schema schema.yaml plain.md
out 'plain.md:1:1: error[syntax]: front matter is expected'
run 1 'standard input' validate --schema schema.yaml - <bad.json
out '<stdin>:2:12: error[schema]'

run 1 'gcc' validate --output-format gcc --schema schema.yaml bad.yaml
out 'bad.yaml:2:9: error: weight: at least 1 is expected, not 0 [schema]'
ok 'gcc prints nothing else' test "$(wc -l <.out)" -eq 2
run 1 'json' validate --output-format json --schema schema.yaml bad.yaml
out '"path":"bad.yaml","line":2,"column":9,"end_line":2,"end_column":10,"rule":"schema","severity":"error"'
out '"instance":"tags[1]","keyword":"type"'
run 0 'json of nothing' validate --output-format json --schema schema.yaml good.yaml
ok 'is an empty list' test "$(tr -d '\n' <.out)" = '[]'
run 1 'json-lines' validate --output-format json-lines --schema schema.yaml bad.yaml
ok 'a line each' test "$(grep -c '^{.*}$' .out)" -eq 2
run 1 'colours' validate --color always --schema schema.yaml bad.yaml
out '[1;31merror'

run 2 'no schema' validate good.yaml
err 'a schema: --schema SCHEMA'
run 2 'no file' validate --schema schema.yaml
err 'files to validate'
run 2 'a missing schema' validate --schema missing.yaml good.yaml
err 'missing.yaml: no such file'
run 2 'a missing file' validate --schema schema.yaml missing.yaml bad.yaml
err 'missing.yaml: no such file'
out 'bad.yaml:2:9'
run 2 'a folder' validate --schema schema.yaml .
err 'is a directory'
printf 'type: object\nproperties:\n  a: {type: strin}\n  b: {$ref: missing.yaml}\n' >broken.yaml
run 2 'a schema that is none' validate --schema broken.yaml good.yaml
err 'broken.yaml:3:13: error: type: there is no type "strin"'
err 'broken.yaml:4:13: error: "missing.yaml": cannot be read: missing.yaml: no such file'
no_out
printf 'a: [\n' >syntax.yaml
run 2 'a schema that is no YAML' validate --schema syntax.yaml good.yaml
err 'syntax.yaml:1:6: error: not valid YAML'
run 2 'data that is no YAML' validate --schema schema.yaml syntax.yaml
out 'syntax.yaml:1:6: error[syntax]: not valid YAML'
printf 'a: 1\nb: 2\na: 3\n' >twice.yaml
run 2 'a key twice' validate --schema schema.yaml twice.yaml
out 'twice.yaml:3:1: error[syntax]: the key "a" stands twice, first in line 1'
printf '{"a": 1,\n "a": 2}' >twice.json
run 2 'a member twice' validate --schema schema.yaml twice.json
out 'twice.json:2:2: error[syntax]: the key "a" stands twice, first in line 1'
: >empty.yaml
run 1 'an empty file' validate --schema schema.yaml empty.yaml
out 'an object is expected, not nothing (null)'
run 2 'an empty schema file' validate --schema empty.yaml good.yaml
err 'empty.yaml:1:1: error: a schema is expected'
mkdir folder && mv schema.yaml types.json folder/
run 1 'references are relative to their file' validate --schema folder/schema.yaml bad.json
out 'weight: an integer is expected'
printf '{"$ref": "https://example.org/no-network"}' >far.json
run 2 'a reference to the network' validate --schema far.json good.yaml
err 'far.json:1:10: error: "https://example.org/no-network": an unknown schema, and the network is never asked'

# Bad input: it ends with a message.
printf '[%.0s' $(seq 1 10000) >deep.json
cp deep.json deep.yaml
echo '{}' >any.json
run 2 'deep nesting' validate --schema any.json deep.json deep.yaml
out 'deep.json:1:1001: error[syntax]: nested more than 1000 levels deep'
out 'deep.yaml:1:1001: error[syntax]: nested more than 1000 levels deep'
{
    echo 'a: &a [x, x, x, x, x, x, x, x, x]'
    before=a
    for name in b c d e f g h; do
        echo "$name: &$name [*$before, *$before, *$before, *$before, *$before, *$before, *$before, *$before, *$before]"
        before=$name
    done
} >bomb.yaml
run 2 'an alias bomb' validate --schema any.json bomb.yaml
out 'more than 100000 values once aliases are followed'
{
    printf 'a: "'
    head -c 10000000 /dev/zero | tr '\0' a
    printf '"\n'
} >long.yaml
echo '{"properties": {"a": {"maxLength": 9999999}}}' >short.json
run 1 'a long scalar' validate --schema short.json long.yaml
out 'at most 9999999 characters are expected, not 10000000'
ok 'whose line is cut' test "$(wc -c <.out)" -lt 1000
echo '{"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#"}}}' >endless.json
run 2 'a reference without progress' validate --schema endless.json good.yaml
err 'endless.json:1:10: error: $ref leads back to where it stands'
echo '{"pattern": "^(a+)+$"}' >slow.json
printf '%s' aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa! >slow.yaml
run 2 'a pattern that explodes' validate --schema slow.json slow.yaml
out 'too many steps'
printf 'a: !custom 1\n' >tag.yaml
run 2 'a tag' validate --schema any.json tag.yaml
out 'tag.yaml:1:4: error[syntax]: a tag that is not supported: !custom'

# Front matter of other generators is said to be unsupported, and left alone.
printf '+++\ntitle = "x"\n+++\n\n## Example 1: A\n' >toml.md
printf '{\n"title": "x"\n}\n\n## Example 1: A\n' >json.md
run 1 'TOML and JSON front matter' check --select front-matter/invalid toml.md json.md
out 'toml.md:1:1: error[front-matter/invalid]: front matter in TOML is not supported'
out 'json.md:1:1: error[front-matter/invalid]: front matter in JSON is not supported'
run 2 'TOML front matter as data' validate --schema any.json toml.md
finish
