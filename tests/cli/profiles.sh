#!/bin/sh
# SPDX-License-Identifier: MIT
# A profile of one's own, for quite another kind of page: recipes are checked, fixed, formatted, numbered and converted by
# it. And what is said of files that are no profiles.
. "$(dirname "$0")/lib.sh"
mkdir .git
cat >recipe.profile.yaml <<'EOF'
name: recipe
noun: Recipe
entry:
  pattern: '^Recipe (?<number>[1-9][0-9]{0,8}) — (?<title>\S.*)$'
  deviant: '^recipe (?<number>[1-9][0-9]{0,8})[ \t]*[-–:][ \t]*(?<title>\S.*)$'
  malformed: '^recipe [^0-9]'
  format: "Recipe {number} — {title}"
parts:
  - { kind: prose }
  - { label: Ingredients, also: [What you need], written: "**Ingredients**", required: true }
  - { label: Method, required: true }
  - { label: Yield, required: true }
title: front-matter
front-matter: { required: true, schema: recipe.schema.yaml }
pages: [starters.md, mains.md]
unique: [weight, title, slug]
rules: { structure/intro: off, structure/count: { severity: warning, max: 3, min: 1 } }
EOF
cat >recipe.schema.yaml <<'EOF'
type: object
required: [title, oven]
properties: { title: { type: string }, weight: { $ref: weights.yaml }, oven: { enum: [hot, cold] }, slug: { type: string } }
additionalProperties: false
EOF
echo 'type: integer' >weights.yaml
printf 'profile: ./recipe.profile.yaml\n' >.exlint.yaml
sound() {
    cat >starters.md <<'EOF'
---
title: Starters
weight: 10
oven: cold
---

Pea soup is Recipe 1; Recipes 1-3 feed four.

## Recipe 1 — Pea soup

A soup for winter.

**Ingredients**

- 300 g of dried peas
- two onions

**Method**:

1. Soak the peas.
2. Boil them, as in Recipe 2.

**Yield**: Four bowls.

## Recipe 2 — Bean salad

**Ingredients**

- Beans, oil

**Method**: Mix.

**Yield**: Four plates.

## About beans

**Yield**: Words of a section.
EOF
    cat >mains.md <<'EOF'
---
title: Mains
weight: 20
oven: hot
---

## Recipe 3 — Stew

**Ingredients**

Meat.

**Method**:

```sh
oven --on
```

**Yield**: One pot.
EOF
}

# Changes one of the sound pages, and looks at what is said of it.
broken() { # PAGE SED-EXPRESSION STATUS TITLE FINDING
    sound
    sed -i "$2" "$1"
    run "$3" "$4" check --output-format gcc "$1"
    out "$5"
}

# Checking.
sound
run 0 'sound pages' check --fail-on warning .
run 0 'which have the canonical layout' fmt --check .
run 0 'and the profile is shown' config --file mains.md
out 'recipe (recipe.profile.yaml) .exlint.yaml:1:10'
out 'max                      3            recipe.profile.yaml:17:'
sed -i 's/^## Recipe 3/## Recipe 4/; /Yield/d; s/oven: hot/oven: warm/' mains.md
sed -i 's/^\*\*Yield\*\*: Four b/**Yeild:** Four b/; s/^\*\*Method\*\*: Mix/**Yield**: Mix/; s/Recipes 1-3/Recipes 1-9/; s/title: S/title: M/' starters.md
sed -i 's/title: M.*/title: Same/' starters.md mains.md
run 1 'pages that are not sound' check --output-format gcc .
cat >"$work/.expected" <<'EOF'
mains.md:2:8: warning: "Same" is the title of starters.md, too (starters.md:2); expected: a title of its own for each page of the folder [front-matter/unique]
mains.md:4:7: error: oven: one of "hot", "cold" is expected, not "warm" [front-matter/schema]
mains.md:7:4: error: Recipe 4: recipe 3 is missing: 2 is followed by 4 (starters.md:25) [numbering/gap]
mains.md:7:4: error: Recipe 4: no "Yield"; expected: a paragraph that begins with **Yield**: [part/missing]
starters.md:2:8: warning: "Same" is the title of mains.md, too (mains.md:2); expected: a title of its own for each page of the folder [front-matter/unique]
starters.md:7:33: warning: the text refers to recipe 9, which does not exist; the numbers go from 1 to 4 [numbering/reference]
starters.md:23:1: warning: Recipe 1: the label is spelt "**Yeild:**"; expected: "**Yield**:" [part/label]
starters.md:25:4: error: Recipe 2: no "Method"; expected: a paragraph that begins with **Method**: [part/missing]
starters.md:33:1: warning: Recipe 2: a second "Yield" in one recipe; the first one stands in line 31 [part/duplicate]
EOF
same 'each finding at its place' "$work/.expected" "$work/.out"
run 1 'one page alone is counted with its neighbour' check --output-format gcc mains.md
out 'recipe 3 is missing: 2 is followed by 4 (starters.md:25)'
"$EXLINT" check -q --fix . >"$work/.out" 2>&1
ok 'the label is put right' grep -qF '**Yield**: Four bowls.' starters.md
run 1 'and nothing is left to fix' check --output-format json .
ok 'nothing' test "$(grep -c '"fixable": *true' "$work/.out")" -eq 0

# Order, headings, fences.
broken starters.md '/^\*\*Method\*\*: Mix/d; s/^\*\*Yield\*\*: Four plates\./&\n\n**Method**: Mix./' 0 'another order' \
    'starters.md:34:1: warning: Recipe 2: this "Method" stands behind the "Yield" of line 32; expected: before it [structure/order]'
broken starters.md 's/^## Recipe 2 — /## recipe 2: /' 1 'another spelling of a heading' \
    'starters.md:25:4: error: Recipe 2: "recipe 2: Bean salad" is not how such a heading is written; expected: "Recipe 2 — Bean salad"'
broken starters.md 's/^## Recipe 2 — Bean/## Recipe two — Bean/' 1 'a heading without a number' \
    'starters.md:25:4: error: "Recipe two — Bean salad" does not have one whole number'
broken mains.md 's/^```$//' 1 'a fence that never closes' \
    'this fence hides one "Yield" label'
sound
printf '\n## Recipe 4 — Pie\n\n**Ingredients**\n\nApples.\n\n# leaked\n\n**Method**: Bake.\n\n**Yield**: One.\n' >>mains.md
run 1 'a line that leaked out of a fence' check --output-format gcc mains.md
out 'this heading cuts recipe 4 off from its "Method" in line 29'

# Numbers.
sound
sed -i 's/^## Recipe 3/## Recipe 9/' mains.md
run 0 'renumbering' fmt -q --renumber .
ok 'the number' grep -q '^## Recipe 3 — Stew' mains.md
sed -i 's/^## Recipe 1 /## Recipe 5 /' starters.md
run 0 'renumbering from 5' fmt -q --renumber .
ok 'references follow, also inside a part' grep -q 'as in Recipe 6' starters.md

# Conversion.
sound
run 0 'to JSON' convert --to json starters.md -o starters.json
ok 'the profile is named' grep -q '"profile": "recipe"' starters.json
ok 'parts are parts' test "$(grep -c '"kind": "part"' starters.json)" -eq 7
run 0 'which is a document' validate --schema "$root/schemas/document.schema.json" starters.json
run 0 'and back' convert --to markdown starters.json -o back.md
same 'byte for byte' starters.md back.md
run 2 'not where the profile is not known' convert --no-config --to markdown starters.json
err 'a profile that is known here is expected'
sed 's/"source": .*/"source": "x"/' starters.json >made.json
run 0 'from the members' convert --to markdown made.json -o back.md
same 'the same page' starters.md back.md
run 0 'to text' convert --to text starters.md -o starters.txt
ok 'a label in text' grep -qx 'Yield: Four bowls.' starters.txt
run 0 'and back from text' convert --from text --to markdown starters.txt -o back.md
same 'the same, too' starters.md back.md
printf 'Starters\n\nRecipe 1 — Pea soup\n\nA soup for winter.\n\nIngredients: Peas.\n\nMethod: Boil.\n\nYield: Four.\n' >copied.txt
run 0 'copied text' convert --from text --to markdown copied.txt
out '## Recipe 1 — Pea soup'
out '**Yield**: Four.'
run 0 'NDJSON of both' convert --to ndjson starters.md mains.md

rm back.md
# Some pages only; beside pages of another kind; two configurations with one profile.
sound
printf 'overrides: [{ files: [starters.md, mains.md], profile: recipe.profile.yaml }]\n' >.exlint.yaml
page examples.md 1 2
run 0 'a profile for some pages' check --fail-on warning starters.md mains.md examples.md
run 0 'in any number of threads' check --fail-on warning -j 4 .
printf '\n[Stew](mains.md#recipe-3--stew) and [examples](examples.md#example-2-title-2)\n' >>starters.md
run 0 'links between pages of two profiles' check --fail-on warning .
mkdir more
printf 'profile: ../recipe.profile.yaml\n' >more/.exlint.yaml
cp mains.md more/mains.md
run 0 'another folder with the same profile' check .
printf 'extends: shared.yaml\n' >.exlint.yaml
printf 'profile: recipe.profile.yaml\n' >shared.yaml
run 0 'a profile by way of another file' check --fail-on warning starters.md mains.md
rm -r more examples.md

# Parts under headings.
mkdir headed
sed 's/label: Ingredients, also: \[What you need\], written: "[^"]*"/label: Ingredients, written: "### Ingredients"/
    s/label: Method/&, written: "### Method"/; s/label: Yield/&, written: "### Yield"/; /^front-matter/d; s/^title: .*/title: heading/' \
    recipe.profile.yaml >headed/recipe.profile.yaml
printf 'profile: recipe.profile.yaml\n' >headed/.exlint.yaml
cat >headed/sound.md <<'EOF'
# Cakes

## Recipe 1 — Apple cake

### Ingredients

#### For the dough

- flour

### Method

```sh
bake
```

### Yield

One, or two if they are small.

## Yield
EOF
run 0 'parts under headings' check --fail-on warning headed
run 0 'in canonical layout' fmt --check headed
(cd headed && "$EXLINT" convert --to json sound.md -o sound.json && sed 's/"source": .*/"source": "x"/' sound.json >made.json)
for form in sound.json made.json; do
    run 0 "$form" convert --to markdown headed/$form -o headed/back.md
    same 'and back' headed/sound.md headed/back.md
    rm headed/back.md
done
run 0 'to text' convert --to text headed/sound.md -o headed/sound.txt
run 0 'and back' convert --from text --to markdown headed/sound.txt -o headed/back.md
same 'the same' headed/sound.md headed/back.md
rm headed/back.md
cat >headed/broken.md <<'EOF'
# Cakes

## Recipe 1 — Plum cake

### Ingredients:

Plums.

**Method**: Bake.

#### Yield

One.

## Recipe 2 — Pear cake

### Method

### Ingredients

Pears.
EOF
run 1 'headings that are not as they should be' check --output-format gcc headed/broken.md
cat >"$work/.expected" <<'EOF'
headed/broken.md:5:5: warning: Recipe 1: the label is spelt "Ingredients:"; expected: the heading "### Ingredients" [part/label]
headed/broken.md:9:1: warning: Recipe 1: the label is spelt "**Method**:"; expected: the heading "### Method" [part/label]
headed/broken.md:11:6: warning: Recipe 1: the label is a heading of level 4; expected: "### Yield" [part/label]
headed/broken.md:15:4: error: Recipe 2: no "Yield"; expected: the heading ### Yield [part/missing]
headed/broken.md:17:5: error: Recipe 2: "Method" has no text; expected: a sentence behind the label [part/empty]
headed/broken.md:19:5: warning: Recipe 2: this "Ingredients" stands behind the "Method" of line 17; expected: before it [structure/order]
EOF
same 'each at its place' "$work/.expected" "$work/.out"
"$EXLINT" check -q --fix headed/broken.md >"$work/.out" 2>&1
ok 'a colon goes' grep -qx '### Ingredients' headed/broken.md
printf 'Cakes\n\nRecipe 1 — Pie\n\nIngredients: Apples.\n\nMethod: Bake.\n\nYield: Four.\n' >headed/copied.txt
run 0 'copied text under headings' convert --from text --to markdown headed/copied.txt
ok 'a heading' grep -qx '### Yield' "$work/.out"
rm -r headed

# A profile that begins with a built-in one.
cat >short.profile.yaml <<'EOF'
name: short
extends: by-example
pages: [one.md, two.md]
rules: { why/missing: off }
EOF
printf 'profile: short.profile.yaml\n' >.exlint.yaml
page one.md 1 2
page two.md 4 5
sed -i 's/weight: 1/weight: 2/; s/"Page"/"Two"/' two.md
run 1 'it extends' check --output-format gcc one.md two.md
out 'example 3 is missing'
ok 'and that is all' test "$(wc -l <"$work/.out")" -eq 1
sed -i 's/^weight: .*/weight: heavy/' one.md
run 1 'with the schema' check --output-format gcc one.md
out '[front-matter/schema]'
rm one.md two.md

# Pages that follow each other by a pattern: by name, numbers in it by value.
mkdir parts
sed 's/^pages: .*/pages: [start.md, "part-*.md"]/; /^rules/d' recipe.profile.yaml >parts/recipe.profile.yaml
cp recipe.schema.yaml weights.yaml parts
printf 'profile: recipe.profile.yaml\n' >parts/.exlint.yaml
part() { # FILE NUMBER WEIGHT
    printf -- '---\ntitle: %s\nweight: %s\noven: hot\n---\n\n## Recipe %s — A\n\n**Ingredients**\n\n- b\n\n' "$1" "$3" "$2"
    printf '**Method**: C.\n\n**Yield**: D.\n'
}
part start 1 1 >parts/start.md
for n in 2 3 4 5 6 7 8 9 10 11; do part "p$n" $n $n >"parts/part-$n.md"; done
part index 1 1 | sed 's/Recipe 1/Recipe 40/' >parts/_index.md
run 0 'a pattern of names' check --fail-on warning parts
part p5 6 5 >parts/part-5.md
run 1 'a page alone' check --output-format gcc parts/part-10.md parts/part-5.md
out 'parts/part-5.md:7:4: error: Recipe 6: '
rm parts/part-5.md
run 1 'a gap between two pages' check --output-format gcc parts/part-6.md
out 'recipe 5 is missing: 4 is followed by 6 (parts/part-4.md:7)'
run 2 'numbering one of them' fmt --renumber parts/part-6.md
err 'follows in the same sequence'
run 0 'renumbering by name' fmt -q --renumber parts
ok 'the last one' grep -q '^## Recipe 10 ' parts/part-11.md
part p11 10 3 >parts/part-11.md
run 0 'weights against numbers' check --select front-matter/weight --output-format gcc parts/part-11.md
out 'parts/part-11.md:3:9: warning: '
sed -i 's/^weight: 3/weight: 2/; s/^weight: 11/weight: 2/' parts/part-11.md
run 0 'a weight twice' check --select front-matter/weight --output-format gcc parts/part-11.md
out '2 is the weight of part-2.md, too'
rm -r parts

# Files that are no profiles: bad LINE:COLUMN TEXT EDIT
bad() {
    sed "$3" recipe.profile.yaml >bad.profile.yaml
    run 2 "no profile: $2" check starters.md
    err "bad.profile.yaml:$1: $2"
    err '.exlint.yaml:1:10: bad.profile.yaml cannot be used as a profile'
    no_out
}
printf 'profile: bad.profile.yaml\n' >.exlint.yaml
bad 2:1 'noum: the key "noum" is not expected; did you mean "noun"?' 's/^noun/noum/'
bad 1:1 'the key "noun" is missing' '/^noun/d'
bad 4:12 'the pattern has no group "number"' '4s/?<number>//'
bad 4:12 'the pattern has no group "title"' '4s/?<title>/?:/'
bad 4:28 'entry.pattern is no pattern: ' '4s/?<number>/?<numb er>/'
bad 7:11 'what entry.format writes, "Recipe 12: A title", is not what entry.pattern reads' '7s/ — /: /'
bad 7:11 'entry.format: ' '7s/{title}//'
bad 10:5 'parts[1]: the key "label" is missing' '10s/label/labl/'
bad 10:34 'parts[1].also[0]: ' '10s/What you need/"**"/'
bad 11:14 '"Ingredients" is a spelling of the label "Ingredients", too' '11s/Method/Ingredients/'
bad 10:59 'what is written, "Stuff:", is not read as the label "Ingredients"' '10s/"\*\*Ingredients\*\*"/"Stuff:"/'
bad 10:59 'a heading that is a label stands below the entries' '10s/"\*\*Ingredients\*\*"/"## Ingredients"/'
bad 10:59 'a heading that is a label stands below the entries' '10s/"\*\*Ingredients\*\*"/"### Stuff"/'
bad 11:5 'a second part of the kind question' '10s/label/kind: question, label/; 11s/label/kind: question, label/'
bad 12:31 'parts[3].required: ' '12s/true/yes/'
bad 14:41 'recipe.schem.yaml cannot be used as a schema' '14s/schema.yaml/schem.yaml/'
bad 15:8 'pages: ' '15s/\[.*/[]/'
bad 17:27 'rules["structure/intr"]: the key "structure/intr" is not expected; did you mean "structure/intro"?' 's/structure\/intro/structure\/intr/; 17s/rules:/rules:                 /'
bad 17:83 'min is greater than max' '17s/min: 1/min: 4/'
bad 1:7 '"qa" is a built-in profile' '1s/recipe/qa/'
bad 3:1 'the key "entry" stands twice' '2s/.*/entry: {}/'
bad 4:11 'entry.levels: ' '3s/.*/&\n  levels: [2, 3, 7]/'
bad 4:12 'the first level is greater than the second' '3s/.*/&\n  levels: [3, 2]/'
echo 'type: sting' >recipe.schema.yaml
printf 'profile: recipe.profile.yaml\n' >.exlint.yaml
run 2 'a schema that is none' check starters.md
err 'recipe.schema.yaml:1:7: error: '
printf 'profile: nix.yaml\n' >.exlint.yaml
run 2 'a profile that is not there' check starters.md
err 'nix.yaml: no such file'
mkdir folder.yaml
printf 'profile: folder.yaml\n' >.exlint.yaml
run 2 'a folder' check starters.md
err 'folder.yaml: '

# A sequence of many pages: weights of all of them are compared.
mkdir many
printf 'name: long\nextends: by-example\npages: ["part-*.md"]\n' >many/long.yaml
printf 'profile: long.yaml\n' >many/.exlint.yaml
for n in $(seq 1 100); do
    printf -- '---\ntitle: "Part %d"\nweight: %d\n---\n\n## Example %d: Title\n' $n $((n * 10)) $n >many/part-$n.md
done
sed -i 's/^weight: 900/weight: 775/' many/part-90.md
run 0 'a page that is too light among many' check --select front-matter/weight --output-format gcc many
ok 'a page that is too light among many: it alone' test "$(grep -c 'front-matter/weight' .out)" -eq 1
out 'many/part-90.md:3:9: warning: '
out 'the weight 775 puts this page before part-78.md'

# The built-in ones are in the program, and obey their schema; what they set is what counts anyway.
for profile in by-example concepts qa; do
    run 0 "$profile obeys the schema" validate --schema "$root/schemas/profile.schema.yaml" "$root/schemas/$profile.yaml"
    printf 'profile: %s\n' $profile >.exlint.yaml
    "$EXLINT" config | sed 's/ [^ ]*$//' | tail -n +2 >named
    "$EXLINT" config --no-config | sed 's/ [^ ]*$//' | tail -n +2 >default
    same "$profile sets what counts without it" named default
done
run 0 'a profile obeys the schema' validate --schema "$root/schemas/profile.schema.yaml" recipe.profile.yaml
finish
