/* SPDX-License-Identifier: MIT */
/* What the recovery of copied text knows of languages: the table, its terms and shapes, labels and file
 * names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>

#include "read/plain/guess.h"
#include "read/plain/leads.h"
#include "read/plain/shapes.h"

static size_t row_of(const char *name) {
    int row = grammar_find(text_of(name));
    assert_true(row >= 0);
    return (size_t)row;
}

/* Each row stands once, has what it needs, and leads to an end. */
static void rows_are_languages(void **state) {
    (void)state;
    for (size_t i = 0; i < grammar_count(); i++) {
        const struct grammar *row = grammar_at(i);
        assert_int_equal(grammar_find(text_of(row->name)), i);
        assert_true(row->words && row->marks && row->files);
        if (row->like)
            assert_non_null(grammar_base(row));
        size_t steps = 0;
        for (const struct grammar *base = row; base; base = grammar_base(base))
            assert_true(steps++ < 5); /* rows that are like each other would never end */
    }
    assert_int_equal(grammar_find(TEXT("py")), row_of("python"));
    assert_int_equal(grammar_find(TEXT("no-such-language")), -1);
}

static const char *guess(const struct terms *terms, const char *line) {
    float score[GRAMMAR_LIMIT] = {0}, margin;
    uint8_t *seen = calloc(terms_count(terms), 1);
    terms_see(terms, text_of(line), seen);
    terms_weigh(terms, seen, score);
    free(seen);
    for (size_t i = 0; i < grammar_count(); i++)
        score[i] -= grammar_at(i)->rare;
    int row = guess_best(score, &margin);
    return margin > 0 ? grammar_at((size_t)row)->name : "";
}

/* One typical line of each, which no neighbour would have. */
static void a_line_may_be_enough(void **state) {
    (void)state;
    struct terms *terms = terms_learn();
    static const char *const lines[][2] = {
        {"rust", "let mut counts: HashMap<String, u32> = HashMap::new();"},
        {"kotlin", "suspend fun load(): List<String> = listOf(\"a\")"},
        {"csharp", "Console.WriteLine($\"{name}\");"},
        {"fsharp", "let inline printAll xs = xs |> List.iter (printfn \"%d\")"},
        {"go", "if err := run(ctx); err != nil {"},
        {"haskell", "main :: IO ()"},
        {"clojure", "(defn greet [name] (str \"Hello, \" name))"},
        {"elixir", "defmodule Shop.Cart do"},
        {"sql", "SELECT name FROM users WHERE age > 30"},
        {"bash", "$ docker compose up -d"},
        {"dockerfile", "FROM node:20-alpine AS build"},
        {"yaml", "apiVersion: apps/v1"},
        {"hcl", "resource \"aws_instance\" \"web\" {"},
        {"protobuf", "syntax = \"proto3\";"},
        {"php", "<?php"},
        {"xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"},
        {"html", "<!DOCTYPE html>"},
        {"wat", "(func $add (param $a i32) (result i32)"},
        {"gherkin", "Scenario: A guest signs in"},
        {"swift", "guard let url = URL(string: text) else { return nil }"},
        {"dart", "import 'package:flutter/material.dart';"},
        {"powershell", "Get-ChildItem -Recurse | Where-Object { $_.Length -gt 1kb }"},
        {"ruby", "attr_reader :name"},
        {"lua", "local function map(t, f)"},
        {"nginx", "proxy_pass http://backend;"},
        {"groovy", "pipeline {"},
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        assert_string_equal(guess(terms, lines[i][1]), lines[i][0]);
    terms_free(terms);
}

static void lines_begin_as_their_language_does(void **state) {
    (void)state;
    struct terms *terms = terms_learn();
    assert_true(terms_starts(terms, TEXT("import os"), row_of("python")));
    assert_true(terms_starts(terms, TEXT("kubectl get pods"), row_of("bash")));
    assert_false(terms_starts(terms, TEXT("kubectl get pods"), row_of("java")));
    assert_false(terms_starts(terms, TEXT("Three lines of plain words"), row_of("text")));
    assert_false(terms_starts(terms, TEXT(""), row_of("bash")));
    terms_free(terms);
}

static void shapes_fit(void **state) {
    (void)state;
    static const struct {
        const char *shape, *line;
        bool fits;
    } cases[] = {
        {"@command", "git commit -m x", true},
        {"@command", "x = 1", false},
        {"@key", "name: web", true},
        {"@key", "call(x): y", false},
        {"@section", "[tool.black]", true},
        {"@section", "[1, 2]", false},
        {"@bare", "email = ada@example.test", true},
        {"@bare", "x = \"a\"", false},
        {"@rule", "main.o: main.c util.h", true},
        {"@rule", "name: \"web\"", false},
        {"@typed", "const n: number = 1;", true},
        {"@typed", "const n = f({ a: 1 });", false},
        {"@typed", "function f(a: string) {", true},
        {"@typed", "case (x): y", false},
        {"@markup", "<p>text</p>", true},
        {"@markup", "a < b", false},
        {"@prompt", "$ ls", true},
        {"@fields", "a,b,c", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        line_shape_fit fits = line_shape_find(text_of(cases[i].shape));
        assert_non_null(fits);
        if (fits(text_of(cases[i].line)) != cases[i].fits)
            fail_msg("%s: %s", cases[i].shape, cases[i].line);
    }
    assert_null(line_shape_find(TEXT("@none")));
}

static void labels_name_files_and_output(void **state) {
    (void)state;
    assert_true(leads_is_file(TEXT("src/main.rs")));
    assert_true(leads_is_file(TEXT("tsconfig.json")));
    assert_false(leads_is_file(TEXT("ansible.builtin.service")));
    assert_false(leads_is_file(TEXT("a sentence.rs")));
    assert_true(leads_is_file_name(TEXT("app/Dockerfile")));
    assert_false(leads_is_file_name(TEXT("parser.rs")));
    assert_true(leads_announces_output(TEXT("Output:")));
    assert_true(leads_announces_output(TEXT("# => end of the blockOutput:")));
    assert_false(leads_announces_output(TEXT("Output of it")));
    assert_true(leads_names_file(TEXT("# src/app.py")));
    assert_true(leads_names_file(TEXT("// File: main.ts")));
    assert_false(leads_names_file(TEXT("// prints it")));
    float score[GRAMMAR_LIMIT] = {0};
    leads_weigh(TEXT("Code (main.tf):"), TEXT("x"), score);
    assert_true(score[row_of("hcl")] > 0);
    leads_weigh(TEXT("Expected output:"), TEXT("x"), score);
    assert_true(score[row_of("text")] > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_languages),
        cmocka_unit_test(a_line_may_be_enough),
        cmocka_unit_test(lines_begin_as_their_language_does),
        cmocka_unit_test(shapes_fit),
        cmocka_unit_test(labels_name_files_and_output),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
