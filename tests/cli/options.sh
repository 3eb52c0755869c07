#!/bin/sh
# SPDX-License-Identifier: MIT
# Options, help, version, and what is said about mistakes.
. "$(dirname "$0")/lib.sh"
page good.md 1 2

run 0 'overview' --help
for command in check fmt convert validate rules explain config init; do out "  $command "; done
run 0 'overview, short' -h
run 0 'help' help
out '  check '
run 0 'version' --version
out 'exlint 0.'
run 0 'version, short' -V
for command in check fmt convert validate rules explain config init; do
    run 0 "$command --help" $command --help
    out "Usage: exlint $command"
    out '--help'
    no_err
    run 0 "help $command" help $command
    out "Usage: exlint $command"
    run 0 "$command -h" $command -h
    run 0 "$command -V" $command -V
    out 'exlint 0.'
    run 2 "$command with an unknown option" $command --wibble
    err 'unknown option --wibble'
    run 2 "$command with an unknown letter" $command -Z
    err 'unknown option -Z'
done

run 0 'a path alone' good.md
run 0 'check by name' check good.md
run 0 'an option first' --quiet good.md
run 0 'options behind the path' good.md -q --severity=error
run 0 'letters together' check -qj2 good.md
run 2 'a misspelt option' check --severty error good.md
err 'did you mean --severity?'
run 2 'a misspelt command' chekc good.md
err 'did you mean "check"?'
run 2 'a misspelt value' check --severity warnin good.md
err 'did you mean warning?'
run 2 'a missing value' check good.md --select
err '--select needs a value'
run 2 'a number that is none' check -j x good.md
err 'whole number'
run 2 'a negative number' check --max-warnings -1 good.md
err 'whole number'
run 2 'a value where none belongs' check --quiet=yes good.md
err '--quiet takes no value'
run 2 'an unknown rule' check --select numbering/gpa good.md
err 'numbering/gap'
run 2 'an unknown rule to ignore' check --ignore nonsense/rule good.md
err 'nonsense/rule'
run 2 'an empty path' check ''
cp good.md ./--diff.md
run 0 'a path behind --' check -- --diff.md
run 2 'a path like an option' check --diff.md

# The manual page knows every option, every command and every rule.
for command in check fmt convert validate rules explain config init; do
    for option in $("$EXLINT" $command --help | sed -n 's/^ *\(-[a-zA-Z], \)\{0,1\}--\([a-z-]*\).*/\2/p'); do
        ok "manual page: $command --$option" grep -qE "Fl -$option( |\$)" "$root/man/exlint.1"
    done
    ok "manual page: $command" grep -qE "^\.(It )?Cm $command" "$root/man/exlint.1"
done
for rule in $("$EXLINT" rules | cut -d ' ' -f 1); do
    ok "manual page: $rule" grep -qx ".It Cm $rule" "$root/man/exlint.1"
done
for option in 'check --output-format' 'check --severity' 'check --fail-on' 'convert --to' 'convert --from' \
    'convert --annotations' 'rules --output-format' 'fmt --color'; do
    # shellcheck disable=SC2086 # a command and an option
    for word in $("$EXLINT" $option '?' 2>&1 | sed 's/.*it takes //; s/,//g'); do
        ok "manual page: $option $word" grep -qE "^\.Cm $word( |\$)" "$root/man/exlint.1"
    done
done
if command -v mandoc >/dev/null; then
    mandoc -T lint "$root/man/exlint.1" >lint.txt 2>&1
    empty lint.txt 'mandoc -T lint'
else
    echo 'ok - mandoc -T lint # SKIP no mandoc'
fi

run 0 'rules' rules
out 'numbering/gap'
run 0 'rules as JSON' rules --output-format json
out '"name": "numbering/gap"'
run 2 'rules with an operand' rules numbering/gap
for rule in $("$EXLINT" rules | cut -d ' ' -f 1); do
    run 0 "explain $rule" explain "$rule"
    out "$rule"
    out 'Key Takeaway: '
    out 'Why It Matters: '
done
run 2 'explain nothing' explain
run 2 'explain an unknown rule' explain numbering/gpa
err 'numbering/gap'
run 2 'explain a misspelt group' explain nubering
err 'no rule is called "nubering"; did you mean one of numbering/*?'
run 2 'explain a group' explain 'numbering/*'
err 'explain takes one rule after another, not "numbering/*"'
finish
