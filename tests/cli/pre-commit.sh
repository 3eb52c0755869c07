#!/bin/sh
# SPDX-License-Identifier: MIT
# The hooks of .pre-commit-hooks.yaml, run by the real pre-commit on a repository that is made here.
. "$(dirname "$0")/lib.sh"
if ! command -v pre-commit >/dev/null || ! git -C "$root" rev-parse HEAD >/dev/null 2>&1; then
    echo "ok - hooks # SKIP pre-commit is not installed, or this is no git checkout"
    exit 0
fi
mkdir bin && ln -s "$EXLINT" bin/exlint
PATH=$work/bin:$PATH
HOME=$work PRE_COMMIT_HOME=$work/cache
GIT_CONFIG_GLOBAL=$work/gitconfig
export PATH HOME PRE_COMMIT_HOME GIT_CONFIG_GLOBAL
git config --global user.name test
git config --global user.email test@example.com
git config --global --add safe.directory '*'
git config --global protocol.file.allow always
# The hooks as they stand in the working tree: pre-commit takes them from a repository.
mkdir hooks-repo && cp -R "$root/.pre-commit-hooks.yaml" "$root/hooks" hooks-repo/
git -C hooks-repo init -q && git -C hooks-repo add . && git -C hooks-repo commit -qm hooks
git init -q site && cd site || exit 1

page() { # TAKEAWAY-LABEL FENCE
    printf -- '---\ntitle: "Tea"\n---\n\nTea in one example.\n\n## Example 1: Boil\n\nWater comes first.\n\n'
    printf '%s\nboil()\n%s\n\n%s Water boils at sea level at 100 degrees.\n' "$2python" "$2" "$1"
}
# hook WHAT STATUS HOOK: pre-commit's own exit status is 0 or 1
hook() {
    git add -A
    pre-commit try-repo "$work/hooks-repo" "$3" --all-files >"$work/.out" 2>"$work/.err"
    judge "$2" "$?" "$1"
    what=$1
}

page '**Key Takeaway**:' '```' >tea.md
hook 'a clean page' 0 exlint
out 'Passed'
hook 'a clean page, formatted' 0 exlint-fmt
out 'Passed'
page 'Heed this:' '```' >broken.md
hook 'a broken page' 1 exlint
out 'broken.md:7:4: error[takeaway/missing]: Example 1'
rm broken.md
page '**Key Takeaway**:' '````' >long.md
hook 'a page that exlint-fmt changes' 1 exlint-fmt
out 'files were modified by this hook'
page '**Key Takeaway**:' '```' | cmp -s - long.md && pass 'the page was formatted' || fail 'the page was formatted'
hook 'the same page again' 0 exlint-fmt
exit $bad
