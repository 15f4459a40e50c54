#!/bin/sh
# Installs from Debian's or Ubuntu's own packages what a task needs: cmake/apt-setup.sh [report|test|matrix]
set -eu
task="${1:-report}"

packages="g++ cmake ninja-build librange-v3-dev libhowardhinnant-date-dev libcli11-dev libcsv-dev libfmt-dev libical-dev libmd4c-dev libmd4c-html0-dev nlohmann-json3-dev zlib1g-dev libtbb-dev"
case "$task" in
  report) ;;
  test) packages="$packages python3-jsonschema catch2 librapidcheck-dev libtbb-dev libbenchmark-dev pkg-config tzdata" ;;
  matrix) packages="$packages python3-jsonschema catch2 librapidcheck-dev libtbb-dev libbenchmark-dev pkg-config tzdata clang-19 clang-format-19 clang-tidy-19 libclang-rt-19-dev libc++-19-dev libc++abi-19-dev dpkg-dev qemu-user g++-s390x-linux-gnu python3-venv default-jre-headless" ;;
  *) echo "apt-setup.sh: found \"$task\", expected report, test or matrix" >&2; exit 2 ;;
esac

missing=""
for package in $packages; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

root=""
[ "$(id -u)" = 0 ] || root=sudo
$root env DEBIAN_FRONTEND=noninteractive apt-get update -q
# shellcheck disable=SC2086
$root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing
