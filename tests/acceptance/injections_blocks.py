# SPDX-License-Identifier: MIT
"""Further kinds of faults: fences, annotations, diagrams, links, front matter, bytes."""
import re

from injections import between, fault, LEAK, pick, plain, put, with_line
from page import WHY


# Fences.

@fault("fence/swallowed", "fence/unclosed", also=LEAK)
def lengthen_opening_fence(page, random):
    # Where a longer fence stands on the page already, it would end there.
    short = all(len(f.run) == 3 for f in page.fences)
    f = pick(random, page.fences, lambda f: not f.diagram and short)
    return f and with_line(page, f.first, "`" + page.lines[f.first])


@fault("fence/swallowed", also=LEAK)
def lengthen_two_fences(page, random):
    """An opening line here and the closing line of another example there: all closed, and what is between is gone."""
    if len(page.examples) < 6:
        return None
    at = random.randrange(len(page.examples) - 4)
    one, two = page.examples[at], page.examples[at + random.randint(1, 3)]
    if not one.code or not two.code or any(len(f.run) > 3 for f in page.fences):
        return None
    lines, found = with_line(page, one.code[-1].first, "`" + page.lines[one.code[-1].first])
    lines[two.code[-1].last] += "`"
    return lines, found


@fault("fence/swallowed", "fence/unclosed", also=LEAK)
def unclose_fence(page, random):
    e = pick(random, page.examples, lambda e: e.takeaway and e.fences and all(f.last < e.takeaway.start for f in e.fences))
    return e and (page.lines[:e.fences[-1].last] + page.lines[e.fences[-1].last + 1:], {e.fences[-1].first + 1})


@fault("fence/unclosed", also=LEAK)
def unclose_last_fence(page, random):
    f = page.fences[-1] if page.fences else None
    return f and (page.lines[:f.last] + page.lines[f.last + 1:], {f.first + 1})


@fault("fence/length")
def overlong_fence(page, random):
    f = pick(random, page.fences, lambda f: len(f.run) == 3)
    if not f:
        return None
    more = "`" * random.randint(1, 3)
    lines, found = with_line(page, f.first, more + page.lines[f.first])
    lines[f.last] += more
    return lines, found


# The inner closing line ends the outer fence: the rest of it leaks out, and its own closing line opens another one.
@fault("fence/nested", "fence/swallowed", also=LEAK | {"fence/length"})
def inner_fence_of_same_length(page, random):
    f = pick(random, page.fences, lambda f: not f.diagram and len(f.run) == 3 and f.last - f.first > 3)
    if not f:
        return None
    at = random.choice(f.inside[1:])
    inner = ["```" + random.choice(("bash", "text", "json")), "one more line", "```"]
    return page.lines[:at] + inner + page.lines[at:], {f.first + 1, at + 1, f.last + 4}


@fault("fence/language")
def drop_language(page, random):
    # A page shown in a "markdown" fence would be hidden in one that names no language.
    f = pick(random, page.fences, lambda f: f.info and not f.diagram and f.info != "markdown")
    return f and with_line(page, f.first, f.run)


@fault("fence/unknown-language")
def misspell_language(page, random):
    f = pick(random, page.fences, lambda f: len(f.info) > 3 and f.info.isalpha() and f.info not in ("mermaid", "markdown"))
    if not f:
        return None
    at = random.randrange(1, len(f.info) - 1)
    one, two = f.info[at:at + 2]
    return with_line(page, f.first, f.run + f.info[:at] + random.choice((two + one if one != two else one + "q" + two, "q" + one + two))
                     + f.info[at + 2:])


@fault("fence/blank-edges")
def blank_edge(page, random):
    f = pick(random, page.fences, lambda f: f.last - f.first > 3 and page.lines[f.first + 1] and page.lines[f.last - 1])
    if not f:
        return None
    at = random.choice((f.first + 1, f.last))
    return page.lines[:at] + [""] + page.lines[at:], {at + 1}


# Annotations.

LEADERS = {"bash": "#", "python": "#", "elixir": "#", "yaml": "#", "java": "//", "kotlin": "//", "go": "//",
           "typescript": "//", "fsharp": "//", "haskell": "--", "sql": "--"}


def annotation(page, random, own_line=None):
    """(line, column of the leader, leader) of an annotation of a page."""
    places = []
    for f in page.fences:
        leader = LEADERS.get(f.info)
        # In a here-document, and in a string or scalar of several lines, a comment is none.
        text = any(re.search("<<|jq '|[|>]$|^[^']*'[^']*$", page.lines[i]) for i in f.inside)
        for i in f.inside if leader and not text else []:
            found = re.search(rf"(^|\s)({leader}) => \S", page.lines[i])
            # Nothing that might be in a string or in another comment.
            before = page.lines[i][:found.start(2)] if found else ""
            if found and page.lines[i].count("=>") == 1 and not re.search(r"[\"'`]|#|//|--", before):
                if own_line is None or own_line == (not page.lines[i][:found.start(2)].strip()):
                    places.append((i, found.start(2), found[2]))
    # The arrow is only expected on pages that annotate, by more than the line that is about to change.
    return pick(random, places) if len(places) > 1 else None


# Trailing marks may be operators (7 // 2), so the rule speaks of annotations on lines of their own.
@fault("annotation/leader")
def other_comment_leader(page, random):
    place = annotation(page, random, own_line=True)
    if not place:
        return None
    i, column, leader = place
    other = "//" if leader == "#" else "#"
    return with_line(page, i, page.lines[i][:column] + other + page.lines[i][column + len(leader):])


@fault("annotation/empty")
def empty_annotation(page, random):
    place = annotation(page, random, own_line=False)
    return place and with_line(page, place[0], page.lines[place[0]][:place[1]] + place[2] + " =>")


def other_arrow(page, random, write):
    place = annotation(page, random)
    if not place:
        return None
    i, column, leader = place
    return with_line(page, i, page.lines[i][:column] + write(leader) + page.lines[i][column + len(leader) + 3:])


@fault("annotation/arrow")
def double_arrow(page, random):
    return other_arrow(page, random, lambda leader: leader + " => =>")


@fault("annotation/arrow")
def arrow_without_blank(page, random):
    # "--=>" is an operator in Haskell.
    return other_arrow(page, random, lambda leader: leader + ("=>" if leader != "--" else " => =>"))


@fault("annotation/arrow")
def drawn_arrow(page, random):
    return other_arrow(page, random, lambda leader: leader + " →")


# Such a line is a level-1 heading, and ends the example and its group.
@fault("annotation/outside", also={"structure/range", "structure/heading", "takeaway/missing", "why/missing", "structure/code"})
def annotation_outside(page, random):
    at = between(page, random)
    return at and put(page, at, "# => Prints what was computed above")


# Diagrams.

def in_diagram(page, random, pattern):
    return pick(random, [i for f in page.fences if f.diagram for i in f.inside if re.search(pattern, page.lines[i])])


@fault("diagram/newline")
def literal_newline(page, random):
    i = in_diagram(page, random, r'\["[^"\\]+"\]')
    return i and with_line(page, i, re.sub(r'(\["[^" ]+)([ "])', lambda m: m[1] + "\\n" + ("more" if m[2] == '"' else "") + m[2].strip(),
                                           page.lines[i], count=1))


@fault("diagram/palette")
def colour_outside_palette(page, random):
    i = in_diagram(page, random, r"^\s*(style|classDef) .*fill:#0173B2")
    return i and with_line(page, i, page.lines[i].replace("fill:#0173B2", random.choice(("fill:#FF0000", "fill:#0173B3", "fill:hotpink"))))


@fault("diagram/style")
def style_in_sequence_diagram(page, random):
    f = pick(random, page.fences, lambda f: f.diagram and any(page.lines[i].strip() == "sequenceDiagram" for i in f.inside))
    return f and (page.lines[:f.last] + ["    style A fill:#0173B2"] + page.lines[f.last:], {f.last + 1})


@fault("diagram/type")
def unknown_diagram_type(page, random):
    i = in_diagram(page, random, r"^(graph|flowchart|sequenceDiagram|stateDiagram|classDiagram)\b")
    return i and with_line(page, i, page.lines[i][:2] + page.lines[i][3:])


# Links and lists.

@fault("link/fragment", also={"index/coverage"})
def break_fragment(page, random):
    i = pick(random, page.items)
    if not i:
        return None
    line = page.lines[i]
    at = random.randrange(line.rindex("-"), len(line) - 1)
    return with_line(page, i, line[:at] + "q" + line[at:])


@fault("link/target")
def link_to_no_file(page, random):
    at = between(page, random)
    target = random.choice(("begginer.md", "./advanced-two.md", "../images/none.png", "beginer.md#example-1"))
    return at and put(page, at, f"There is [more about it]({target}) elsewhere.")


# The finding stands at the neighbour behind or before which the item is missing.
@fault("index/coverage")
def drop_index_item(page, random):
    i = pick(random, page.items)
    return i and (page.lines[:i] + page.lines[i + 1:], {i, i + 1})


@fault("index/coverage", also={"link/fragment"})
def index_item_too_many(page, random):
    i = pick(random, page.items)
    number = random.randint(500, 900)
    item = i and re.sub(r"\[.*\]\((\S+#).*", rf"[Example {number}: Nothing](\g<1>example-{number}-nothing)", page.lines[i])
    return i and (page.lines[:i + 1] + [item] + page.lines[i + 1:], {i + 2})


@fault("index/text")
def other_index_text(page, random):
    i = pick(random, page.items)
    return i and with_line(page, i, re.sub(r"\]\(", random.choice((" Again", "s", " (new)")) + "](", page.lines[i], count=1))


# Front matter.

def key(page, random, name):
    return pick(random, range(1, page.front), lambda i: page.lines[i].startswith(name + ":"))


@fault("front-matter/missing")
def drop_front_matter(page, random):
    return (page.lines[page.front + 1:], {1}) if page.examples else None


@fault("front-matter/invalid")
def key_twice(page, random):
    i = pick(random, range(1, page.front), lambda i: re.match(r"(title|weight|date|draft): ", page.lines[i]))
    return i and (page.lines[:page.front] + [page.lines[i]] + page.lines[page.front:], {page.front + 1})


@fault("front-matter/invalid")
def tab_in_front_matter(page, random):
    return page.lines[:page.front] + ["params:", "\tlevel: 3"] + page.lines[page.front:], {page.front + 2}


@fault("front-matter/invalid", also={"front-matter/missing"})
def unclosed_quote(page, random):
    i = pick(random, range(1, page.front), lambda i: re.match(r'(title|description): ".*"$', page.lines[i]))
    # libyaml may name the line where the string should have ended.
    return i and (page.lines[:i] + [page.lines[i][:-1]] + page.lines[i + 1:], set(range(i + 1, page.front + 2)))


# Where a separator follows, front matter goes on up to there, which is no YAML at some line.
@fault("front-matter/invalid", also=LEAK | {"front-matter/missing"})
def unclosed_front_matter(page, random):
    lines = page.lines[:page.front] + page.lines[page.front + 1:]
    return lines, set(range(1, lines.index("---", 1) + 2)) if "---" in lines[1:] else {1}


@fault("front-matter/schema")
def quote_weight(page, random):
    i = key(page, random, "weight")
    return i and with_line(page, i, re.sub(r": (\d+)", r': "\1"', page.lines[i]))


@fault("front-matter/schema")
def no_boolean(page, random):
    i = key(page, random, "draft")
    return i and with_line(page, i, "draft: " + random.choice(("no", '"false"', "0")))


@fault("front-matter/unknown-key")
def misspell_key(page, random):
    i = pick(random, range(1, page.front), lambda i: re.match(r"(title|weight|date|draft|description):", page.lines[i]))
    return i and (page.lines[:i + 1] + [re.sub(r"^(.)(.*?):.*", r"\1x\2: 1", page.lines[i])] + page.lines[i + 1:], {i + 2})


# Each of the two names the other.
@fault("front-matter/weight", also={"front-matter/weight"})
def weight_of_sibling(page, random):
    i = key(page, random, "weight")
    weight = i and int(page.lines[i].split()[1])
    if not i or page.path in ("_index.md", "overview.md"):
        return None
    other = weight - 1 if page.path != "beginner.md" else weight + 1
    return with_line(page, i, f"weight: {other}")


@fault("front-matter/range")
def wrong_range_in_description(page, random):
    i = key(page, random, "description")
    found = i and re.search(r"Examples (\d+)-(\d+)", page.lines[i])
    if not found or not page.examples:
        return None
    first, last = int(found[1]), int(found[2])
    other = random.choice(((first + 1, last), (first, last + random.randint(1, 9)), (max(first - 1, 0), last), (first, last - 1)))
    return with_line(page, i, page.lines[i].replace(found[0], "Examples %d-%d" % other))


# Bytes, shortcodes, comments.

def into_prose(page, random, what):
    e = pick(random, page.examples, plain)
    part = e and random.choice((e.takeaway, e.why))
    if not part:
        return None
    line = page.lines[part.start]
    at = random.randrange(len(WHY) + 4, max(len(line), len(WHY) + 5))
    return with_line(page, part.start, line[:at] + what + line[at:])


@fault("file/invisible")
def invisible_character(page, random):
    return into_prose(page, random, random.choice("\u200b\u200e\u202e\u2060\ufeff\u2066"))


@fault("file/encoding")
def invalid_byte(page, random):
    return into_prose(page, random, random.choice("\udcff\udcc3\udc80\udce2"))


@fault("file/encoding")
def nul_byte(page, random):
    return into_prose(page, random, "\0")


@fault("shortcode/unbalanced")
def shortcode_left_open(page, random):
    i = pick(random, range(len(page.lines)), lambda i: re.fullmatch(r"\{\{< /\w+ >\}\}", page.lines[i]))
    if not i:
        return None
    name, depth = re.search(r"/(\w+)", page.lines[i])[1], 0
    for opening in range(i - 1, 0, -1):
        depth += bool(re.match(r"\{\{< /%s >" % name, page.lines[opening]))
        if re.match(r"\{\{< %s[ >]" % name, page.lines[opening]):
            if depth == 0:
                # Where the tab is left open, its neighbour may be the one that has no close.
                return page.lines[:i] + page.lines[i + 1:], {opening + 1}
            depth -= 1
    return None


@fault("shortcode/unbalanced")
def shortcode_closed_twice(page, random):
    i = pick(random, range(len(page.lines)), lambda i: re.fullmatch(r"\{\{< /\w+ >\}\}", page.lines[i]))
    return i and (page.lines[:i + 1] + [page.lines[i]] + page.lines[i + 1:], {i + 2})


@fault("suppression/unused")
def comment_for_nothing(page, random):
    at = between(page, random)
    return at and put(page, at, "<!-- exlint-disable-next-line why/boilerplate -- a reason -->")


@fault("suppression/unknown")
def comment_for_no_rule(page, random):
    at = between(page, random)
    return at and put(page, at, "<!-- exlint-disable-next-line takeaway/misssing -- a reason -->")
