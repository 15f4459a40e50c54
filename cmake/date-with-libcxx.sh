#!/bin/sh
# Builds date's compiled time zones once more, with Clang and libc++, into a prefix: cmake/date-with-libcxx.sh build/libc++
# Debian's own library is compiled with libstdc++, and no program with libc++ links it. The source is Debian's, too.
set -eu
prefix="$(mkdir -p "$1" && cd "$1" && pwd)"
[ ! -e "$prefix/lib/cmake/date/dateConfig.cmake" ] || exit 0

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
. /etc/os-release
mirror="http://deb.debian.org/debian"
[ "$ID" = debian ] || mirror="http://archive.ubuntu.com/ubuntu"
component=main
[ "$ID" = debian ] || component=universe
echo "deb-src $mirror $VERSION_CODENAME $component" > "$work/source.list"
mkdir -p "$work/lists/partial"
cd "$work"
options="-q -o Dir::Etc::sourcelist=$work/source.list -o Dir::Etc::sourceparts=- -o Dir::State::lists=$work/lists"
# shellcheck disable=SC2086
apt-get $options update && apt-get $options source --download-only howardhinnant-date
mkdir date && tar xf ./*.orig.tar.* -C date --strip-components 1
cmake -S date -B build -G Ninja -DCMAKE_CXX_COMPILER=clang++-19 -DCMAKE_CXX_FLAGS=-stdlib=libc++ -DBUILD_TZ_LIB=ON -DUSE_SYSTEM_TZ_DB=ON -DCMAKE_BUILD_TYPE=Release \
  "-DCMAKE_INSTALL_PREFIX=$prefix"
cmake --build build --target install
