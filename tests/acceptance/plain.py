# SPDX-License-Identifier: MIT
"""Copied text comes back: every page flattens to the text it was recovered from, and the scores hold.

Needs ../shared beside the checkout; without it everything is skipped. EXLINT is the program."""
import os, re, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SHARED = os.path.join(os.path.dirname(ROOT), 'shared')
EXLINT = os.environ.get('EXLINT', os.path.join(ROOT, 'build', 'exlint'))
TOOLS = os.path.join(SHARED, 'tools')

# Least shares, in per cent, that the score prints: of the source of the plain seed, and of the tutorials.
SEED = {'examples found': 100, 'block sequence exact': 100, 'takeaway exact': 100, 'why exact': 100, 'code text exact': 97.5,
        'language exact': 97, 'indent, lines': 97.5, 'python that parses': 100}
CORPUS = {'examples found': 100, 'block sequence exact': 95.5, 'takeaway exact': 99.5, 'why exact': 99.5, 'code text exact': 98,
          'language exact': 97.8, 'indent, lines': 95, 'python that parses': 98.7}

RECOVERY = os.environ.get('RECOVERY', os.path.join(ROOT, 'build', 'tests', 'unit', 'test_recovery'))
ENOUGH, SLACK = 40, 5  # blocks that say something of a confidence; per cent that may be missing, beside what chance takes

bad = 0


def say(right, what):
    global bad
    bad += not right
    print('%s - %s' % ('ok' if right else 'not ok', what), flush=True)


def pages():
    for folder, folders, files in os.walk(os.path.join(SHARED, 'corpus')):
        folders.sort()
        for name in sorted(files):
            path = os.path.join(folder, name)
            if name.endswith('.md'):
                with open(path, encoding='utf-8') as file:
                    text = file.read()
                if re.search(r'(?m)^#+ Example \d', text) and '{{<' not in text:
                    yield path, text


def flattens_back(path, text, plainify):
    with tempfile.NamedTemporaryFile('w', suffix='.txt', encoding='utf-8', newline='') as file:
        file.write(text)
        file.flush()
        run = subprocess.run([EXLINT, 'convert', '--from', 'text', '--to', 'markdown', file.name], capture_output=True)
    again = plainify(run.stdout.decode('utf-8', 'replace'))
    say(run.returncode == 0 and again.rstrip('\n') == text.rstrip('\n'), 'flattens back: ' + os.path.relpath(path, SHARED))


def holds(what, files, least):
    run = subprocess.run([sys.executable, os.path.join(TOOLS, 'score_recovery.py'), EXLINT] + files, capture_output=True, text=True)
    shares = {m[1].strip(): float(m[2]) for m in re.finditer(r'(?m)^(\D+?) +([\d.]+)% \(', run.stdout)}
    for row, share in least.items():
        say(shares.get(row, 0) >= share, '%s: %s %.2f %%, at least %s' % (what, row, shares.get(row, 0), share))


def is_calibrated(files):
    """Of the blocks marked 0.9, nine in ten are right in text, language and indentation; and so on."""
    run = subprocess.run([RECOVERY] + files, capture_output=True, text=True)
    rows = re.findall(r'(?m)^confidence ([\d.]+): +(\d+) blocks, claimed +([\d.]+) %, right +([\d.]+) %', run.stdout)
    for low, count, claimed, right in rows:
        print('#| confidence %s: %4s blocks, claimed %5s %%, right %5s %%' % (low, count, claimed, right), flush=True)
        if int(count) >= ENOUGH:
            chance = 2 * (float(claimed) * (100 - float(claimed)) / int(count)) ** 0.5  # two standard deviations
            say(float(right) + SLACK + chance >= float(claimed), 'corpus: blocks marked %s are right' % low)
    say(sum(int(count) for _, count, _, _ in rows) > 1000, 'corpus: confidences were compared')


def main():
    if not os.path.isdir(TOOLS):
        print('ok - skipped # SKIP no ../shared')
        return 0
    sys.path.insert(0, TOOLS)
    from plainify import plainify
    with open(os.path.join(SHARED, 'seeds', 'plain.txt'), encoding='utf-8') as file:
        flattens_back(file.name, file.read(), plainify)
    found = list(pages())
    for path, text in found:
        flattens_back(path, plainify(text), plainify)
    holds('seed', [os.path.join(SHARED, 'seeds', 'plain-source.md')], SEED)
    holds('corpus', [path for path, _ in found], CORPUS)
    is_calibrated([path for path, _ in found])
    return bad > 0


sys.exit(main())
