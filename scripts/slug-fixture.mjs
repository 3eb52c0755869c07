// SPDX-License-Identifier: MIT
// Makes tests/fixtures/slugs.tsv with the real package:  node scripts/slug-fixture.mjs package >tests/fixtures/slugs.tsv
// (package: what slug-table.mjs was given). The headings are our own; all of them stand on one page, in order.
import { resolve } from 'node:path'
const { default: Slugger } = await import(resolve(process.argv[2]) + '/index.js')

const written = `
Example 1: Boil water|Example 2: Fill the kettle|Example 2: Fill the kettle|Example 2: Fill the kettle
Summary|Summary|Summary|summary|SUMMARY|Summary-1|Summary 1|Summary-1|Summary 1 1
1. Dataclasses|2. Abstract Bases|10) Last things|3.5 Half steps
A – B|A — B|A - B|A -- B|A  B|A   B| leading blank|trailing blank | - |-|--|---|_|__|a_b|_a_|__init__ and friends
C++ and C#|F# for the patient|.NET in a day|node.js?|What? Why! Who...|50% off & more|$HOME/.profile|~/bin
Futures with Task<T>|Map<K, V> of lists|list[int]|f(x) = x^2|a|b|x|x-1|x-1|x|a=b; c=d|"Quoted" 'words'|“Curly” ‘quotes’
it's|it’s|don’t stop|C'est la vie|rock 'n' roll|e.g. this|i.e. that|a.b.c|a/b/c|a\\\\b|back\`tick|star * star|plus + plus
email@example.org|@decorator|#hashtag|:colon:|;semi|100,000 lines|1_000_000|0x1F|v2.0.1-rc.1|--long-option|-s
Grüße aus Köln|ÄÖÜ|Straße|STRASSE|ẞ|ŒUVRE|Æsir|Ångström|Łódź|ČEŠTINA|ÑANDÚ|ĞÜŞİÖÇ|İstanbul|ISTANBUL|ıstanbul
ΟΔΥΣΣΕΥΣ|ΣΟΦΟΣ|Σ|ΑΣ|ΑΣ Β|ΑΣΒ|ΑΣ.Β|ΑΣ'|ΑΣ’Β|ΣΣ|Α Σ|Α.Σ|1Σ|ΑΣ1|ΑΣ́|Άλφα βήτα|ΐ|ΰ
Привет, мир!|ЁЛКА|ЩУКА и Ъ|українська|Ђорђе|ქართული|Ⴀ|ᲐᲑ|հայերեն|ՀԱՅ
你好,世界|日本語のテキスト|カタカナ・ひらがな|한국어 제목|繁體字|「括弧」|全角ABC123|１２３|。、！？
שלום עולם|مرحبا بالعالم|عَرَبِي|۱۲۳|हिन्दी में|বাংলা|தமிழ்|ไทย|ລາວ|မြန်မာ|ភាសាខ្មែរ|བོད་ཡིག|አማርኛ
Ꭰ Ꭱ|ꭰ|𐐀𐐁|𐐨|𝐀𝐁 bold|𝒜|ℌ|ⅣV|Ⓐ|ａｂｃ|ＡＢＣ|ﬁne|ǅ|Ǆ|ǆ|Ǉ|ẖ
Emoji 🎉 party|🎉|🎉🎉|👩‍💻 at work|❤️|❤|☃ snow|✓ done|→ arrow|=> arrow|⇒|≤ and ≥|∑ of all|√2|∞|½ cup|x²|x₂|№ 5|™ and ©|®|€100|£5|¥|°C|µs|±1|×2|÷
tab\there|no\u00a0break|thin\u2009space|zero\u200bwidth|zero\u200djoiner|soft\u00adhyphen|bom\ufeffinside|line\u2028sep|ideographic\u3000space
e\u0301 combined|\u0301 alone|a\u0300\u0301\u0302|\u0345|ᾳ|ᾼ|Ω|K|Å
Key Takeaway|Why It Matters|Frequently Asked Questions|How to: do it|Part II (of III)|Part II (of IV)|[Brackets] and (parens)|{braces}|a,b;c
constructor|hasOwnProperty|__proto__|toString|valueOf
`.trim()

const page = written
  .split('\n')
  .flatMap((line) => line.split('|'))
  .map((s) => s.replace(/\\t/g, '\t'))

// Generated: each kind of separator between two words, then a character out of each block of Unicode between letters.
for (const mark of ['.', ',', ':', ';', '!', '?', '&', '%', '+', '*', '/', '=', '~', '^', '$', '@', '(', ')', '·', '…', '–', '—', '‐', '‑', '‒', '•', '«', '»', '„', '¿', '¡', '§', '¶', '†'])
  page.push(`Step ${mark} next`, `Step${mark}next`, `Step${mark} Next`)
let block = []
for (let c = 0xa0; c <= 0x1ffff; c += c < 0x3000 ? 13 : c < 0x10000 ? 401 : 307) {
  if (c >= 0xd800 && c <= 0xdfff) continue
  block.push('x' + String.fromCodePoint(c))
  if (block.length === 12) {
    page.push(block.join(''))
    block = []
  }
}

const slugger = new Slugger()
const clean = page.filter((s) => !/[\n\r]/.test(s))
process.stdout.write(`# Heading texts and the slugs they make, one after the other on one page: what github-slugger 2.0.0 gave\n# (scripts/slug-fixture.mjs). A tab stands between the two; in a heading \\t is a tab.\n`)
for (const heading of clean) process.stdout.write(heading.replace(/\t/g, '\\t') + '\t' + slugger.slug(heading) + '\n')
