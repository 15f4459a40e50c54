#!/bin/sh
# every_case.sh PROGRAM FOLDER: fails unless ctest has an entry for every test case that the program lists. A name that CMake reads as something else
# (a semicolon separates list items) would leave an entry that runs nothing.
set -eu
name=$(basename "$1")
cases=$("$1" --list-test-names-only 2>/dev/null | grep -c . || true)
[ "$cases" -gt 0 ] || cases=$("$1" --list-tests --verbosity quiet | grep -c . || true) # Catch2 3
entries=$(cat "$2/$name"_tests*.cmake | grep -c '^ *add_test(' || true)
echo "$name: $cases cases, $entries entries"
[ "$cases" -gt 0 ] && [ "$cases" = "$entries" ]
