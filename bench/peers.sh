#!/bin/sh
# SPDX-License-Identifier: MIT
# Installs what the benchmark compares with into a folder:  bench/peers.sh FOLDER
set -u
mkdir -p "$1" && cd "$1" || exit 1
npm install --no-save --no-audit --no-fund --silent --prefix . rumdl oxfmt markdownlint-cli2 prettier ||
    echo "npm could not install all of rumdl, oxfmt, markdownlint-cli2, prettier" >&2
apt-get download pandoc pandoc-data >/dev/null && for package in *.deb; do
    dpkg-deb -x "$package" .
done
rm -f ./*.deb
ls node_modules/.bin usr/bin 2>/dev/null | grep -E '^(rumdl|oxfmt|markdownlint-cli2|prettier|pandoc)$'
