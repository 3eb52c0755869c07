#!/bin/sh
# SPDX-License-Identifier: MIT
# Front matter: a sound page is silent, and each kind of damage is found at its own line and column, alone.
. "$(dirname "$0")/lib.sh"

cat >sound.md <<'END'
---
title: "Beginner"
weight: 10000001
date: 2026-03-01T08:30:00+07:00
draft: false
description: "Examples 1-2: the dough, and how to knead it"
tags: ["bread", "dough", 'by-example',
  yeast]
---

Words to begin with.
END
page body.md 1 2
sed '1,/^$/d' body.md >>sound.md
rm body.md
mkdir damaged
what='a sound page'
run 0 "$what" check --no-config --severity info --ignore why/length sound.md
out 'no findings'

# damage PLACE RULE MESSAGE SED...: the page, edited by these sed scripts, gets this one finding of the group.
damages=0
damage() {
    place=$1 rule=$2 message=$3
    shift 3
    damages=$((damages + 1))
    for script in "$@"; do set -- "$@" -e "$script" && shift; done
    sed "$@" sound.md >damaged/damaged.md
    "$EXLINT" check --no-config --severity info --select 'front-matter/*' --output-format gcc damaged/damaged.md >.out 2>.err
    [ "$(wc -l <.out)" -eq 1 ] && grep -F "[front-matter/$rule]" .out | grep -qF "damaged/damaged.md:$place: " &&
        grep -qF -e "$message" .out
    if [ $? -eq 0 ] && ! cmp -s sound.md damaged/damaged.md; then pass "$place, $rule, $message"; else
        fail "$*: $place, $rule, $message"
        sed 's/^/# /' .out .err
    fi
}

damage 2:1 schema 'the key "title" is missing' 2d
damage 2:8 schema 'title: at least 1 character' '2s/".*"/""/'
damage 2:8 schema 'title: text that' '2s/".*"/"   "/'
damage 2:7 schema 'title: a string is expected, not nothing' '2s/ ".*"//'
damage 2:8 schema 'title: a string is expected, not the integer 12' '2s/".*"/12/'
damage 2:8 schema 'title: a string is expected, not the boolean true' '2s/".*"/true/'
damage 2:8 schema 'title: a string is expected, not an array of 1 item' '2s/".*"/[Beginner]/'
damage 2:8 schema 'title: a string is expected, not an object of 1 key' '2s/".*"/{ en: Beginner }/'
damage 2:8 schema 'title: at most 200 characters' "2s/\"/\"$(printf '%0200d' 0)/"
damage 2:1 schema 'the key "weight" is missing' 3d
damage 3:9 schema 'weight: an integer is expected, not the string "10"' '3s/ .*/ "10"/'
damage 3:9 schema 'weight: an integer is expected, not the string "ten"' '3s/ .*/ ten/'
damage 3:9 schema 'weight: at least 0 is expected, not -3' '3s/ .*/ -3/'
damage 3:9 schema 'weight: an integer is expected, not the number 1.5' '3s/ .*/ 1.5/'
damage 3:9 schema 'weight: at most 2147483647 is expected' '3s/ .*/ 99999999999999999999/'
damage 3:9 schema 'weight: an integer is expected, not null' '3s/ .*/ ~/'
damage 3:9 schema 'weight: an integer is expected, not an array' '3s/ .*/ [10]/'
damage 2:1 schema 'the key "date" is missing' 4d
damage 4:7 schema 'date: a date and time' '4s/2026-03/2026-13/'
damage 4:7 schema 'date: a date such as' '4s/2026.*/2026-02-30/'
damage 4:7 schema 'date: a date and time' '4s/2026.*/01.03.2026/'
damage 4:7 schema 'date: a date and time' '4s/2026.*/yesterday/'
damage 4:7 schema 'date: a date and time' '4s/T08/T28/'
damage 4:7 schema 'date: a date and time' '4s/+07:00/+7/'
damage 4:7 schema 'date: a string is expected, not the integer 2026' '4s/2026.*/2026/'
damage 5:8 schema 'draft: a boolean is expected, not the string "false"' '5s/false/"false"/'
damage 5:8 schema 'draft: a boolean is expected, not the string "no"' '5s/false/no/'
damage 5:8 schema 'draft: a boolean is expected, not the integer 0' '5s/false/0/'
damage 6:14 schema 'description: at least 1 character' '6s/".*"/""/'
damage 6:14 schema 'description: a string is expected, not an array' '6s/".*"/[bread]/'
damage 7:7 schema 'tags: an array is expected, not the string "bread"' '7s/\[.*/bread/' 8d
damage 7:6 schema 'tags: an array is expected, not nothing' '7s/ \[.*//' 8d
damage 7:7 schema 'tags: an array is expected, not an object' '7s/\[.*/{ bread: yes }/' 8d
damage 7:17 schema 'tags[1]: a string is expected, not the integer 7' '7s/"dough"/7/'
damage 7:17 schema 'tags[1]: at least 1 character' '7s/"dough"/""/'
damage 8:3 schema 'tags[3]: "dough" stands twice, first as item [1]' 's/^  yeast/  dough/'
damage 8:3 schema 'tags[3]: a string is expected, not nothing' 's/^  yeast/  !!null ""/'
damage 8:3 schema 'tags[3]: a string is expected, not an object' 's/^  yeast/  {name: yeast}/'
damage 8:3 schema 'tags[3]: text that matches' 's/^  yeast/  " yeast"/'
damage 3:1 unknown-key 'the key "wieght" is not expected; did you mean "weight"?' '3s/.*/wieght: 3/' 4,5d
damage 6:1 unknown-key 'did you mean "description"?' '6s/description/desciption/'
damage 7:1 unknown-key 'did you mean "tags"?' '7s/tags/tag/'
damage 7:1 unknown-key 'did you mean "tags"?' '7s/tags/Tags/'
damage 6:1 unknown-key 'the key "über" is not expected' '6s/^/"über": all\
/'
damage 4:1 invalid 'the key "title" stands twice, first in line 2' '3s/$/\
title: Again/'
damage 7:1 invalid 'found character' '7s/^/	/'
damage 1:1 invalid 'never closes' 9d
damage 1:1 missing 'begins without front matter' 1,9d
damage 1:1 schema 'the key "title" is missing' 2,8d
if [ "$damages" -ge 40 ]; then pass "$damages kinds of damage"; else fail "only $damages kinds of damage"; fi

# What Hugo takes as well.
for sound in 4s/T.*// '4s/+07:00/Z/' '4s/T\(.....\).*/ \1/' '3s/ .*/ 0/' '2s/$/\
lastmod: 2026-04-01/' '2s/$/\
aliases: [\/dough]/' '2s/$/\
params: { oven: hot }/'; do
    sed "$sound" sound.md >other.md
    run 0 "sound: $(echo $sound)" check --no-config --severity info --select 'front-matter/*' --fail-on info other.md
done

# Other profiles have no schema; pages without examples have that of by-example.
sed '3s/.*/wieght: [heavy]/' sound.md >other.md
printf 'profile: concepts\n' >concepts.yaml
run 0 'a page of concepts' check --config concepts.yaml --severity info --select front-matter/schema,front-matter/unknown-key --fail-on info other.md
sed '/^## /,$d' sound.md | sed '3s/ .*/ heavy/' >other.md
what='a page without examples'
run 1 "$what" check --no-config --output-format gcc other.md
out 'other.md:3:9: error: weight: '

# It can be suppressed where it stands, and \r\n changes no place.
sed '3s/ .*/ heavy # exlint-disable-line front-matter\/schema/' sound.md >other.md
run 0 'suppressed in its line' check --no-config other.md
sed -e '3s/ .*/ heavy/' -e 's/$/\r/' sound.md >other.md
what='line ends of two bytes'
run 1 "$what" check --no-config --output-format gcc --select 'front-matter/*' other.md
out 'other.md:3:9: error: weight: '

# What is in the program is what lies in schemas/, and it validates by itself.
schema=$root/schemas/by-example.front-matter.yaml
run 0 'the schema, by itself' validate --schema "$schema" sound.md
what='the schema on a damaged page'
sed '3s/ .*/ heavy/' sound.md >other.md
run 1 "$what" validate --schema "$schema" other.md
out 'other.md:3:9'
finish
