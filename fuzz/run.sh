#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs each fuzz target for a while:  fuzz/run.sh PROGRAM FOLDER SECONDS [TARGET…]
# New inputs are kept in FOLDER/corpus-TARGET, crashes in FOLDER/crashes, logs in FOLDER/TARGET.log; after a crash the
# target goes on. To keep a crash: copy it to tests/fixtures/crashes/TARGET-NAME; `make test` then replays it
# through every target.
set -u
program=$1 folder=$2 seconds=$3
shift 3
root=$(cd "$(dirname "$0")/.." && pwd)
[ $# -gt 0 ] || set -- pipeline front_matter schema plain json fmt fix suppress config nodes
mkdir -p "$folder/seeds" "$folder/crashes"
find "$root/content" "$root/tests/fixtures" "$root/schemas" -type f -size -64k | while read -r file; do
    seed=$folder/seeds/$(echo "${file#"$root"/}" | tr '/ ' '__')
    [ -e "$seed" ] || cp "$file" "$seed" 2>/dev/null
done
status=0
for target in "$@"; do
    mkdir -p "$folder/corpus-$target"
    : >"$folder/$target.log"
    [ "$target" = config ] && mask=2 || mask=0 # it says on standard error what it cannot use
    end=$(($(date +%s) + seconds)) crashes=0
    while left=$((end - $(date +%s))) && [ "$left" -gt 0 ] && [ "$crashes" -lt 20 ]; do
        FUZZ_TARGET=$target nice -n 19 "$program" -max_total_time="$left" -max_len="${MAX_LEN:-2048}" -timeout=20 \
            -rss_limit_mb=4096 -dict="$root/fuzz/exlint.dict" -artifact_prefix="$folder/crashes/$target-" \
            -print_final_stats=1 -close_fd_mask=$mask -use_value_profile=1 "$folder/corpus-$target" "$folder/seeds" \
            </dev/null >>"$folder/$target.log" 2>&1 || crashes=$((crashes + 1))
    done
    [ "$crashes" -eq 0 ] || status=1
    awk -v target="$target" -v crashes="$crashes" '/^stat::number_of_executed_units/ {n += $2}
        END {printf "%s: %d executions, %d crashes\n", target, n, crashes}' "$folder/$target.log"
done
exit $status
