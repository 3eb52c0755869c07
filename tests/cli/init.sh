#!/bin/sh
# SPDX-License-Identifier: MIT
# exlint init: what it finds in pages of several kinds, and that its proposal has nothing to say about them.
. "$(dirname "$0")/lib.sh"
mkdir .git

# recipes FILE FIRST LAST: a sound page of recipes; $heading formats number and title, $level are its marks.
heading='Recipe %d — Dish %d' level='##'
recipes() {
    {
        [ "${bare:-}" ] || printf -- '---\ntitle: "From %d"\nweight: %d\ndate: 2026-03-%02d\noven: %s\ntags: [a, "b%d"]\n---\n' \
            "$2" "$2" "$2" "$([ $(($2 % 2)) -eq 0 ] && echo hot || echo cold)" "$2"
        printf '\nDishes for every day.\n'
        number=$2
        while [ "$number" -le "$3" ]; do
            # shellcheck disable=SC2059
            printf "\n$level $heading\n" "$number" "$number"
            printf '\nDish %d is old.\n\n**Ingredients**\n\n- flour\n- water %d\n' "$number" "$number"
            printf '\n#%s Step 1: Mix\n\nMix it %d times.\n\n#%s Step 2: Wait\n\nSome hours.\n' "$level" "$number" "$level"
            [ $((number % 2)) -eq 0 ] || printf '\n**Tip:** Salt it, number %d.\n' "$number"
            printf '\nYield: %d bowls.\n' "$number"
            number=$((number + 1))
        done
    } >"$1"
}

# proposal WHAT FOLDER: init proposes something for the folder that finds nothing on its pages.
proposal() {
    (cd "$2" && "$EXLINT" init) >"$work/.said" 2>&1
    judge 0 $? "$1: init"
    run 0 "$1: what it proposes has nothing to say" check --severity info --fail-on info "$2"
    no_err
    ! ls "$2"/*.profile.yaml >/dev/null 2>&1 ||
        run 0 "$1: the profile obeys the schema of profiles" validate --schema "$root/schemas/profile.schema.yaml" "$2"/*.profile.yaml
}
said() { holds "$work/.said" "$1" "$2 says"; }
profile() { holds "$2" "$1" "the profile"; }

mkdir recipes
recipes recipes/soups.md 1 9
recipes recipes/mains.md 10 19
recipes recipes/cakes.md 20 26
proposal 'recipes' recipes
said '3 pages were read' recipes
said 'headings like "Recipe 12 — Title": 26 on 3 pages' recipes
said ': Ingredients, in 26 of 26, required' recipes
said ': Yield, in 26 of 26, required' recipes
said 'pages that follow each other: soups.md, mains.md, cakes.md' recipes
said 'front matter: oven, on 3 of 3 pages, required' recipes
said 'wrote recipe.profile.yaml' recipes
profile 'format: "Recipe {number} — {title}"' recipes/recipe.profile.yaml
profile '{ label: Ingredients, written: "**Ingredients**", required: true }' recipes/recipe.profile.yaml
profile '{ label: Yield, written: "Yield:", required: true }' recipes/recipe.profile.yaml
profile '{ label: Tip, written: "**Tip:**" }' recipes/recipe.profile.yaml
profile 'pages: [soups.md, mains.md, cakes.md]' recipes/recipe.profile.yaml
profile 'unique: [weight, title]' recipes/recipe.profile.yaml
profile 'date: { type: string, format: date }' recipes/recipe.schema.yaml
profile 'weight: { type: integer, minimum: 1 }' recipes/recipe.schema.yaml
profile 'required: [title, weight, date, oven, tags]' recipes/recipe.schema.yaml

# Damage is found by it.
sed -i '/^Yield: 3 /d; s/^## Recipe 5 — /## Recipe 5: /; s/^weight: .*/weight: heavy/; s/^oven/ovne/' recipes/soups.md
sed -i 's/^## Recipe 15 /## Recipe 25 /' recipes/mains.md
run 1 'damage' check --output-format gcc recipes
for finding in 'soups.md:3:9: error: weight: an integer is expected' 'soups.md:2:1: error: front matter: the key "oven" is missing' \
    'soups.md:5:1: warning: front matter: the key "ovne" is not expected; did you mean "oven"?' \
    'Recipe 3: no "Yield"' '"Recipe 5: Dish 5" is not how such a heading is written' 'recipe 15 is missing'; do
    out "$finding"
done

# What is there stays there.
cp recipes/.exlint.yaml kept
echo '# mine' >>recipes/recipe.schema.yaml
run 2 'init once more' init recipes
err 'recipes/.exlint.yaml is there already; --force replaces it'
err 'recipes/recipe.schema.yaml is there already'
same 'nothing is written' kept recipes/.exlint.yaml
run 0 'init --name' init --force --name 'My kitchen' recipes
ok 'another name' test -e recipes/my-kitchen.profile.yaml
run 0 'init --force' init --force recipes
ok 'replaces' sh -c '! grep -q "^# mine" recipes/recipe.schema.yaml'
run 2 'two folders' init recipes recipes
run 2 'no folder' init nix
err 'nix: no such file'

# Other headings.
for heading in '%d. Dish %d' '%d) Dish %d' 'Recipe #%d: Dish %d' 'Part %d – Dish %d' 'Süße Speise %d | Dish %d'; do
    mkdir other
    bare=1 recipes other/a.md 1 4
    bare=1 recipes other/b.md 1 3
    proposal "$heading" other
    said 'on 2 pages' "$heading"
    ok "$heading: pages are numbered by themselves" sh -c '! grep -q "^pages:" other/*.profile.yaml'
    rm -r other
done
heading='Recipe %d — Dish %d' level='####'
mkdir other
recipes other/a.md 1 4
sed -i 's/^Dishes for.*/## All\n\n### Dishes/' other/a.md
proposal 'level 4' other
profile 'levels: 4' other/recipe.profile.yaml
rm -r other

# Parts under headings.
mkdir other
recipes other/a.md 1 4
sed -i 's/^\*\*Ingredients\*\*$/##### Ingredients/; s/^Yield: \(.*\)/##### Yield\n\n\1/' other/a.md
proposal 'headings' other
profile '{ label: Ingredients, written: "##### Ingredients", required: true }' other/recipe.profile.yaml
profile '{ label: Yield, written: "##### Yield", required: true }' other/recipe.profile.yaml
rm -r other

# Orders that vary, parts that repeat, labels with the kinds that built-in profiles know, code.
mkdir other
{
    for n in 1 2 3 4 5 6; do
        printf '## Lesson %d: L %d\n\n```sh\necho %d\n```\n\n' $n $n $n
        [ $((n % 2)) -eq 0 ] && printf '**Goal**: G %d.\n\n**Time**: T.\n\n' $n || printf '**Time**: T.\n\n**Goal**: G %d.\n\n' $n
        printf '**Note**: one.\n\n**Note**: two.\n\n**Key Takeaway**: K %d.\n\n' $n
    done
} >other/a.md
proposal 'lessons' other
profile '{ label: Note, written: "**Note**:", required: true, repeat: true }' other/lesson.profile.yaml
profile '{ kind: takeaway, label: Key Takeaway, written: "**Key Takeaway**:", required: true }' other/lesson.profile.yaml
profile '{ kind: code, required: true }' other/lesson.profile.yaml
ok 'a part without a place' test "$(grep -c 'anywhere: true' other/lesson.profile.yaml)" -eq 1
rm -r other

# A label in capitals here and there is a mistake, and one that few entries have is none of the profile's.
mkdir other
recipes other/a.md 1 30
sed -i 's/^Yield: 7 /YIELD: 7 /; s/^Dish 8 is old\./**Aside**: it is old./' other/a.md
run 0 'a few mistakes' init other
run 0 'one is found' check --output-format gcc other
out 'the label is spelt "YIELD:"; expected: "Yield:"'
ok 'and nothing else' test "$(wc -l <"$work/.out")" -eq 1
rm -r other

# A built-in profile where it fits, with a schema of its own where its schema does not.
mkdir other
page other/beginner.md 1 3
page other/advanced.md 4 6
sed -i 's/^weight: 1/weight: 2/; s/"Page"/"Second"/' other/advanced.md
run 0 'by-example' init other
out 'the built-in profile by-example fits'
ok 'is named' grep -qx 'profile: by-example' other/.exlint.yaml
ok 'and nothing else is written' test "$(ls -A other | wc -l)" -eq 3
run 0 'nothing to say' check --fail-on warning other
sed -i 's/^weight/oven: hot\nweight/' other/*.md
run 0 'another key' init --force other
ok 'it extends by-example' grep -qx 'extends: by-example' other/other.profile.yaml
run 0 'and nothing is found' check --fail-on warning other
rm other/*.yaml other/.exlint.yaml
mv other/beginner.md other/one.md
mv other/advanced.md other/two.md
run 0 'other names' init other
profile 'pages: [one.md, two.md]' other/other.profile.yaml
run 0 'nor there' check --fail-on warning other
printf '# C\n\n## 1. A\n\nB.\n\n**Summary**  \nC.\n\n## 2. D\n\nE.\n\n**Summary**  \nF.\n' >other/concepts.md
run 0 'several built-in profiles' init --force other
out 'other pages are of another built-in profile'
ok 'the form tells' sh -c '! grep -q "^profile:" other/.exlint.yaml'
rm -r other

# The manual itself.
cp -r "$root/content" content
rm -f content/.exlint.yaml
run 0 'the manual' init content
out 'the built-in profile by-example fits'
run 0 'nothing to say about it' check --fail-on warning content

# A file's name has no umlauts.
mkdir german
for n in 1 2 3; do
    printf '## Übung %d: Größe %d\n\n**Ziel**: Ein Maß, das %d.\n\n**Merke**: Nachmessen, zum %d. Mal.\n\n' $n $n $n $n
done >german/messen.md
proposal 'German exercises' german
said 'wrote uebung.profile.yaml' 'German exercises'

# No pages, no numbers, nothing readable.
mkdir empty plain
run 2 'an empty folder' init empty
err 'nothing was written: no .md or .markdown files in empty'
ok 'nothing is written' test ! -e empty/.exlint.yaml
printf '# A\n\n## Step 1: x\n\nText.\n' >plain/a.md
printf '\377\376bad' >plain/b.md
printf -- '+++\ntitle = 1\n+++\n' >plain/c.md
run 0 'no entries' init plain
out 'no headings with successive numbers were found'
ok 'a configuration to begin with' grep -q '^# profile: by-example' plain/.exlint.yaml

# Codes: a word of capitals and a number without a blank between them.
mkdir requirements questions versions
for n in 1 2 3 4; do
    printf '### REQ-%d: Rule %d\n\nThe system keeps rule %d.\n\n**Rationale**: Order, the %d.\n\n' $n $n $n $n
done >requirements/system.md
for n in 1 2 3; do printf '## Q%d. What is %d?\n\n**Answer**: It is %d.\n\n' $n $n $n; done >questions/faq.md
printf '## Python3: News\n\nText.\n\n## Python4: News\n\nText.\n' >versions/news.md
proposal 'requirements' requirements
said 'headings like "REQ-12: Title": 4 on 1 page' requirements
profile 'format: "REQ-{number}: {title}"' requirements/req.profile.yaml
proposal 'questions' questions
said 'headings like "Q12. Title": 3 on 1 page' questions
profile 'format: "Q{number}. {title}"' questions/q.profile.yaml
proposal 'versions' versions
said 'no headings with successive numbers were found' versions
sed -i 's/REQ-3:/REQ 3:/; s/REQ-4:/REQ-4.1:/' requirements/system.md
run 1 'codes misspelt' check --output-format gcc requirements
out '"REQ 3: Rule 3" is not how such a heading is written'
out 'REQ-4.1'
finish
