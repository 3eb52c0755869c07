#!/bin/sh
# SPDX-License-Identifier: MIT
# Many threads say and write what one does. `make races` runs this with the thread sanitizer, which also sees threads that
# only nearly got into each other's way.
. "$(dirname "$0")/lib.sh"
cp -r "$root/content" "$root/tests/fixtures/pages" "$root/tests/fixtures/check" . || exit 1
cat >own.yaml <<'END'
profile: by-example
rules: { all: info, annotation/density: { severity: warning, min: 1.0, max: 2.5 } }
overrides:
- files: ["**/a*/**", "!pages/**"]
  rules: { all: warning }
END

# alike STATUS COMMAND: the same with 1 and 8 threads; each in a copy of the folder.
alike() {
    for jobs in 1 8; do
        rm -rf "in-$jobs" && mkdir "in-$jobs" && cp -r content pages check own.yaml "in-$jobs"
        # shellcheck disable=SC2086
        (cd "in-$jobs" && "$EXLINT" $2 -j $jobs >"../out-$jobs" 2>"../err-$jobs")
        judge "$1" $? "$2, -j $jobs"
    done
    same "$2: stdout" out-1 out-8
    same "$2: stderr" err-1 err-8
    diff -r in-1 in-8 >differ
    empty differ "$2: what differs"
}
alike 1 'check --severity info --output-format json content pages check'
alike 0 'check --config own.yaml pages check'
alike 1 'check --no-config --output-format sarif check'
alike 1 'check --fix check content'
alike 2 'fmt --check --diff pages/layout.md check' # some pages there are no text
alike 2 'fmt check content'
alike 0 'fmt --renumber content/tutorial'
alike 0 'convert --to ndjson content'
alike 0 'convert --to json --out-dir out content'
alike 0 'convert --from text --to markdown --out-dir out content/tutorial'
alike 0 'check -q --write-baseline base.json check'
finish
