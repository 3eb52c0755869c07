#!/bin/sh
# SPDX-License-Identifier: MIT
# fence/syntax: commands run only when they are asked for, and what goes wrong with them is said.
. "$(dirname "$0")/lib.sh"

page page.md 1 2
marker=$work/ran
config() { printf 'checkers:\n  %s\n' "$@" >.exlint.yaml; }
config "python: 'cat >/dev/null; echo x >>$marker; echo line 1; exit 1'"

what='nobody asks'
run 0 "$what" check page.md
run 0 "$what, but the rule is on" check --select fence/syntax --fail-on warning page.md
run 0 'config' config
out "checkers.python"
out '.exlint.yaml:2:11'
run 0 'fmt' fmt --check page.md
ok 'no command ran' test ! -e "$marker"

what='asked for'
run 0 "$what" check --run-checkers --output-format gcc page.md
out 'page.md:14:1: warning: Example 1: the checker of python says: line 1 [fence/syntax]'
out 'page.md:26:1: warning: Example 2: '
ok 'once for each block' test "$(wc -l <"$marker")" -eq 2
run 1 'as an error' check --run-checkers --fail-on warning page.md
rm "$marker"
run 0 '--fix' check --run-checkers --fix page.md
ok 'once for each block, with --fix too' test "$(wc -l <"$marker")" -eq 2
rm "$marker"
run 0 'ignored' check --run-checkers --ignore 'fence/*' --fail-on warning page.md
run 0 'others selected' check --run-checkers --select 'numbering/*' --fail-on warning page.md
printf 'rules: { fence/syntax: off }\n' >>.exlint.yaml
run 0 'turned off' check --run-checkers --fail-on warning page.md
ok 'no command ran' test ! -e "$marker"

sed 's/^```python/<!-- exlint-disable-next-line fence\/syntax -->\
&/' page.md >silent.md
config 'python: "false"'
run 0 'suppressed' check --run-checkers --select fence/syntax --fail-on warning silent.md
run 0 'suppressed, and not run' check --fail-on warning silent.md

what='no such command'
config 'python: no-such-command-here'
run 2 "$what" check --run-checkers page.md
err 'page.md: the checker of python cannot be run: '
ok 'said once' test "$(wc -l <.err)" -eq 1
what='a shell command, as it is written'
config "python: 'grep -q \"print(1)\" || { echo \"a \$((1 + 1)) ; b\"; exit 1; }'"
run 0 "$what" check --run-checkers --output-format gcc page.md
out 'page.md:25:1: warning: Example 2: the checker of python says: a 2 ; b'
what='bytes that are no text'
config "python: 'printf \"\\033[31m\\377\\n\"; exit 1'"
run 0 "$what" check --run-checkers page.md
out '\x1B[31m\xFF'
run 0 "$what, as JSON" check --run-checkers --output-format json page.md
what='no checkers'
printf '{}\n' >.exlint.yaml
run 0 "$what" check --run-checkers page.md
err '--run-checkers: the configuration names no checkers'

bad() { # LINE PLACE MESSAGE
    printf '%s\n' "$1" >.exlint.yaml
    what=$1
    run 2 "$what" check --run-checkers page.md
    err ".exlint.yaml:$2: $3"
}
bad 'checkers: [bash]' 1:11 'a mapping of languages and commands is expected'
bad 'checkers: { bash: 3 }' 1:19 'a command for the shell is expected'
bad 'checkers: { bash: " " }' 1:19 'a command for the shell is expected'
bad 'checkers: { bash: [bash, -n] }' 1:19 'a command for the shell is expected'

what='extends'
printf 'checkers: { python: "echo base; false", sh: "false" }\n' >base.yaml
printf 'extends: base.yaml\ncheckers: { python: "echo own; false" }\n' >.exlint.yaml
run 0 "$what" check --run-checkers --output-format gcc page.md
out 'says: own'
if grep -q 'says: base' .out; then fail 'the base counts as well'; else pass 'the base does not count'; fi
finish
