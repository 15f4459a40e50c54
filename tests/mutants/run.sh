#!/bin/sh
# Are the tests worth their time? Each patch here breaks the library in one small way, and a test must notice.
#
#     sh tests/mutants/run.sh [NAME ...]
#
# A patch begins with lines that say what is broken ("# what"), which file of tests is compiled ("# test: tests/...cpp"), and which of its cases must
# fail ("# case: name", one line for each; "*" stands for any text, needed for names with commas). It is applied to a copy of include/. A patch that no longer applies, or does not compile, is an error:
# mend it. The last line counts.
set -u
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH= cd -- "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
compiler=${CXX:-c++}
flags="-std=c++20 -O0 -DHAS_STRING_VIEW=1 -DONLY_C_LOCALE=1 ${CXXFLAGS:-}"

if echo '#include <catch2/catch_test_macros.hpp>' | $compiler -std=c++20 -fsyntax-only -x c++ - 2> "$work/log"; then
  main=-lCatch2Main
  libraries='-lCatch2 -lrapidcheck -lpthread'
else
  printf '#define CATCH_CONFIG_MAIN\n#include <catch2/catch.hpp>\n' > "$work/main.cpp"
  $compiler -std=c++20 -O0 -c "$work/main.cpp" -o "$work/main.o" || exit 2
  main="$work/main.o"
  libraries='-lrapidcheck -lpthread'
fi

if [ $# -eq 0 ]; then
  for patch in "$here"/*.patch; do
    name=${patch##*/}
    set -- "$@" "${name%.patch}"
  done
fi

killed=0 survived=0 errors=0
for name in "$@"; do
  patch="$here/$name.patch"
  tests=$(sed -n 's/^# test: //p' "$patch")
  rm -rf "$work/include" "$work/program"
  cp -R "$root/include" "$work/include"
  verdict=
  if ! (cd "$work" && patch -p1 -s --no-backup-if-mismatch < "$patch") > "$work/log" 2>&1; then
    verdict='ERROR: the patch does not apply'
  elif ! $compiler $flags -I"$work/include" -I"$root/tests" "$root/$tests" "$main" $libraries -o "$work/program" > "$work/log" 2>&1; then
    verdict='ERROR: it does not compile'
  else
    sed -n 's/^# case: //p' "$patch" > "$work/cases"
    while IFS= read -r case; do
      RC_PARAMS="${RC_PARAMS:-seed=1}" timeout 300 "$work/program" "$case" > "$work/log" 2>&1
      status=$?
      if grep -q 'No test cases matched\|No tests ran' "$work/log"; then verdict="ERROR: there is no case \"$case\""
      elif [ $status -eq 0 ]; then verdict="SURVIVED: \"$case\" passes"
      elif [ $status -eq 124 ]; then echo "$name: \"$case\" did not end, which counts as failed"
      fi
    done < "$work/cases"
    [ -s "$work/cases" ] || verdict='ERROR: it names no case'
  fi
  case "$verdict" in
    '') killed=$((killed + 1)); echo "$name: killed" ;;
    SURVIVED*) survived=$((survived + 1)); echo "$name: $verdict" ;;
    *) errors=$((errors + 1)); echo "$name: $verdict"; head -20 "$work/log" ;;
  esac
done
echo "$((killed + survived + errors)) mutants: $killed killed, $survived survived, $errors in error"
[ $((survived + errors)) -eq 0 ]
