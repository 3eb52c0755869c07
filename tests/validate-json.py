#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks JSON against a JSON Schema, for tests only.

usage: validate-json.py SCHEMA FILE...

A FILE holds one value, an array of documents (each element is checked where
the schema wants an object), or one value a line. Exits 0 when all are valid,
1 with a line for each problem, 77 when the module jsonschema is not there.
"""
import json
import sys

try:
    import jsonschema
except ImportError:
    print("skipped: the Python module jsonschema is not installed (Debian: python3-jsonschema)", file=sys.stderr)
    sys.exit(77)


def no_repeats(pairs):
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member's name stands twice")
    return members


def no_constant(name):
    raise ValueError(name + " is no JSON")


def load(text):
    return json.loads(text, object_pairs_hook=no_repeats, parse_constant=no_constant)


def values_of(text, wants_object):
    """(place, value) of each document in the text."""
    try:
        value = load(text)
    except json.JSONDecodeError:
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                yield "line %d" % number, load(line)
        return
    if wants_object and isinstance(value, list):
        for i, element in enumerate(value):
            yield "[%d]" % i, element
    else:
        yield "", value


def main(arguments):
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    with open(arguments[0], encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    problems = 0
    for path in arguments[1:]:
        try:
            with open(path, encoding="utf-8", newline="") as file:
                for place, value in values_of(file.read(), schema.get("type") == "object"):
                    for error in validator.iter_errors(value):
                        problems += 1
                        print("%s: %s %s: %s" % (path, place, error.json_path, error.message[:300]))
        except (ValueError, OSError) as error:
            problems += 1
            print("%s: %s" % (path, error))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
