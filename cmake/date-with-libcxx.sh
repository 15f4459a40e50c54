#!/bin/sh
# Builds the time zones of date, which are a compiled library, with Clang and libc++, into a prefix: cmake/date-with-libcxx.sh build/libc++
# The package of the distribution is compiled with libstdc++, and no program with libc++ links it. The source is that of the same package, from
# wherever this machine's apt takes its packages.
set -eu
prefix="$(mkdir -p "$1" && cd "$1" && pwd)"
[ ! -e "$prefix/lib/cmake/date/dateConfig.cmake" ] || exit 0

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# apt's own lists of sources, asking for source packages instead: one line each, or in paragraphs.
mkdir -p "$work/parts" "$work/lists/partial"
for list in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
  [ -e "$list" ] && sed -n 's/^[[:space:]]*deb[[:space:]]/deb-src /p' "$list"
done > "$work/parts/lines.list"
for list in /etc/apt/sources.list.d/*.sources; do
  [ -e "$list" ] && sed 's/^Types:.*/Types: deb-src/' "$list" > "$work/parts/$(basename "$list")"
done
[ -s "$work/parts/lines.list" ] || rm "$work/parts/lines.list"

cd "$work"
options="-q -o Dir::Etc::sourcelist=- -o Dir::Etc::sourceparts=$work/parts -o Dir::State::lists=$work/lists"
# shellcheck disable=SC2086
apt-get $options update || true # some of the lists may have no source packages
# shellcheck disable=SC2086
apt-get $options source --download-only howardhinnant-date
mkdir date && tar xf ./*.orig.tar.* -C date --strip-components 1
cmake -S date -B build -G Ninja -DCMAKE_CXX_COMPILER=clang++-19 -DCMAKE_CXX_FLAGS=-stdlib=libc++ -DBUILD_TZ_LIB=ON -DUSE_SYSTEM_TZ_DB=ON -DCMAKE_BUILD_TYPE=Release \
  "-DCMAKE_INSTALL_PREFIX=$prefix"
cmake --build build --target install
