#!/bin/sh
# SPDX-License-Identifier: MIT
# Installs what the benchmark compares with into a folder:  bench/peers.sh FOLDER
set -u
mkdir -p "$1" && cd "$1" || exit 1
npm install --no-save --no-audit --no-fund --silent --prefix . rumdl oxfmt markdownlint-cli2 prettier ||
    echo "npm could not install all of rumdl, oxfmt, markdownlint-cli2, prettier" >&2
apt-get download pandoc pandoc-data liblua5.3-0 >/dev/null && for package in *.deb; do
    dpkg-deb -x "$package" .
done
rm -f ./*.deb
# It looks for its libraries where the system has them.
mkdir -p bin
cat >bin/pandoc <<'END'
#!/bin/sh
root=$(cd "$(dirname "$0")/.." && pwd)
LD_LIBRARY_PATH=$(echo "$root"/usr/lib/*-linux-gnu) exec "$root/usr/bin/pandoc" --data-dir="$root/usr/share/pandoc/data" "$@"
END
chmod +x bin/pandoc
ls node_modules/.bin bin 2>/dev/null | grep -E '^(rumdl|oxfmt|markdownlint-cli2|prettier|pandoc)$'
