// SPDX-License-Identifier: MIT
// Makes src/doc/slug_table.inc from github-slugger's published regular expression:
//
//   npm pack github-slugger@2 && tar xzf github-slugger-2.*.tgz
//   node scripts/slug-table.mjs package >src/doc/slug_table.inc
//
// The expression works on UTF-16; here every code point is put to it, and to String.toLowerCase(), by itself.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

const folder = resolve(process.argv[2])
const { regex } = await import(folder + '/regex.js')
const version = JSON.parse(readFileSync(folder + '/package.json')).version
const licence = readFileSync(folder + '/LICENSE', 'utf8')
const LAST = 0x10ffff

function ranges(holds) {
  const found = []
  for (let c = 0; c <= LAST; c++) {
    if ((c >= 0xd800 && c <= 0xdfff) || !holds(String.fromCodePoint(c))) continue
    const last = found[found.length - 1]
    if (last && last[1] === c - 1) last[1] = c
    else found.push([c, c])
  }
  return found
}

const removed = ranges((s) => {
  const left = s.replace(regex, '')
  if (left !== '' && left !== s) throw new Error('half a character: ' + s.codePointAt(0).toString(16))
  return left === ''
})
const cased = ranges((s) => /\p{Cased}/u.test(s))
const ignorable = ranges((s) => /\p{Case_Ignorable}/u.test(s))

// Runs of code points whose lower case is as far from each, one after the other or every second one.
const lower = []
for (let c = 0; c <= LAST; c++) {
  if (c >= 0xd800 && c <= 0xdfff) continue
  const to = [...String.fromCodePoint(c).toLowerCase()].map((s) => s.codePointAt(0))
  if (to.length === 1 && to[0] === c) continue
  if (to.length !== 1) {
    if (c !== 0x130 || to.length !== 2 || to[0] !== 0x69 || to[1] !== 0x307) throw new Error('a new special case')
    continue // slug.c has it
  }
  const last = lower[lower.length - 1]
  const step = last && c - last.last
  if (last && to[0] - c === last.delta && (last.step ? step === last.step : step === 1 || step === 2)) {
    last.step = step
    last.last = c
  } else lower.push({ first: c, last: c, step: 0, delta: to[0] - c })
}

const hex = (n) => '0x' + n.toString(16).toUpperCase()
function rows(list) {
  let text = '', line = '   '
  for (const row of list) {
    if (line.length + row.length + 2 > 110) { text += line + '\n'; line = '   ' }
    line += ' ' + row + ','
  }
  return text + line + '\n'
}
const pairs = (list) => rows(list.map(([a, b]) => `{${hex(a)}, ${hex(b)}}`))

process.stdout.write(`/* Made by scripts/slug-table.mjs; not to be edited.
 *
 * slug_removed is the regular expression of github-slugger ${version} (https://github.com/Flet/github-slugger), a table now;
 * the other tables are Unicode's, as the JavaScript engine that ran the script knows it. github-slugger's licence:
 *
${licence.trim().split('\n').map((l) => ' *' + (l.trim() && ' ' + l.trim().replace(/(.{1,105})( |$)/g, '$1\n *   ').replace(/\n \* {3}$/, ''))).join('\n')} */

static const struct slug_range slug_removed[] = {
${pairs(removed)}};

/* \\p{Cased} and \\p{Case_Ignorable}: what decides which small letter a capital sigma becomes. */
static const struct slug_range slug_cased[] = {
${pairs(cased)}};
static const struct slug_range slug_ignorable[] = {
${pairs(ignorable)}};

/* First and last code point, the step between them, and how far their lower case is. */
static const struct slug_case slug_lower[] = {
${rows(lower.map((r) => `{${hex(r.first)}, ${hex(r.last)}, ${r.step || 1}, ${r.delta}}`))}};
`)
