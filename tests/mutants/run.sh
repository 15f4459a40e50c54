#!/bin/sh
# Applies each mutant of this folder (a small mistake in the headers) by itself, and runs the test that must find it.
#
#   tests/mutants/run.sh             all mutants
#   tests/mutants/run.sh NAME …      these: NAME.patch
#   tests/mutants/run.sh --clean […] no mutant: the tests that the patches name must pass
#
# The status is 0 where every mutant is killed: the named test cases fail. CXX is the compiler (default: g++).

set -u
here=$(cd "$(dirname "$0")" && pwd) || exit 2
cd "$here/../.." || exit 2
compiler=${CXX:-g++}
room=$(mktemp -d) || exit 2
trap 'rm -rf "$room"' EXIT
trap 'exit 2' HUP INT TERM

clean=no
if [ "${1-}" = --clean ]; then
    clean=yes
    shift
fi
if [ $# -eq 0 ]; then
    for patch in "$here"/*.patch; do set -- "$@" "$(basename "$patch" .patch)"; done
fi

# Catch2's main: that of Catch2 3 where its headers are found, else that of 2.13, which some packages hold compiled.
libraries='-lrapidcheck -pthread'
echo '#include <catch2/catch_test_macros.hpp>' >"$room/catch.cpp"
if $compiler -std=c++20 -E "$room/catch.cpp" >"$room/log" 2>&1; then
    libraries="$libraries -lCatch2Main -lCatch2"
elif : >"$room/catch.cpp" && $compiler "$room/catch.cpp" -lCatch2WithMain -o "$room/tests" >"$room/log" 2>&1; then
    libraries="$libraries -lCatch2WithMain"
else
    printf '#define CATCH_CONFIG_MAIN\n#include <catch2/catch.hpp>\n' >"$room/catch.cpp"
    if ! $compiler -std=c++20 -O0 -c "$room/catch.cpp" -o "$room/main.o" 2>"$room/log"; then
        cat "$room/log"
        echo "error: Catch2's main does not compile"
        exit 2
    fi
    libraries="$room/main.o $libraries"
fi

said() { # NAME WORD: what the patch says behind "# WORD: "
    sed -n '/^--- /q; s/^# '"$2"': *//p' "$here/$1.patch"
}

if [ "$clean" = yes ]; then # patches of one test side by side, so that it is compiled once
    # shellcheck disable=SC2046
    set -- $(for name in "$@"; do echo "$(said "$name" test) $name"; done | sort | sed 's/.* //')
fi

# Compiles test files with the headers in a folder.
compile() { # FOLDER FILES
    # shellcheck disable=SC2086 # lists of words
    $compiler -std=c++20 -O0 -I"$1" -Itests $2 $libraries -o "$room/tests" >"$room/log" 2>&1
}

# Runs one test case; the answer is passed, failed, hung, or what went wrong. The status of Catch2 is a number of failures, which may be that of a signal,
# so that only its last line says that it came to its end.
answer() { # CASE
    name_of_case=$(printf '%s\n' "$1" | sed 's/[][\\",]/\\&/g') # as Catch2 wants it: a comma would part two names
    RC_PARAMS="${RC_PARAMS:-seed=1}" timeout -s KILL 120 "$room/tests" "$name_of_case" >"$room/log" 2>&1 </dev/null
    status=$?
    if grep -q 'fatal error condition' "$room/log"; then echo 'it crashed by a signal'
    elif grep -Eq 'No test cases matched|No tests ran' "$room/log"; then echo 'there is no such test case'
    elif [ "$status" -eq 0 ]; then echo passed
    elif grep -q '^test cases:' "$room/log"; then echo failed
    elif [ "$status" -eq 137 ]; then echo hung
    else echo "it ended with status $status"
    fi
}

mutants=0 killed=0 survived=0 errors=0 compiled=
error() {
    errors=$((errors + 1))
    echo "error: $1: $2"
}

for name in "$@"; do
    mutants=$((mutants + 1))
    if [ ! -f "$here/$name.patch" ]; then
        error "$name" 'there is no such patch'
        continue
    fi
    files="$(said "$name" test) $(said "$name" with)"
    said "$name" case >"$room/cases"
    if [ ! -s "$room/cases" ] || [ "$files" = ' ' ]; then
        error "$name" 'it names no test, or no case'
        continue
    fi
    if [ "$clean" = yes ]; then
        folder=include
    else
        folder=$room/include
        rm -rf "$folder"
        cp -R include "$folder"
        if ! patch -d "$room" -p1 -s -f -F0 <"$here/$name.patch" >"$room/log" 2>&1; then
            cat "$room/log"
            error "$name" 'the patch does not apply'
            continue
        fi
    fi
    if [ "$clean" = no ] || [ "$compiled" != "$files" ]; then
        compiled=
        if ! compile "$folder" "$files"; then
            head -n 20 "$room/log"
            error "$name" "$files does not compile"
            continue
        fi
        [ "$clean" = no ] || compiled=$files
    fi
    what=killed hung=
    while IFS= read -r case; do
        found=$(answer "$case")
        case $found in
        failed) ;;
        hung) hung=' (it hangs)' ;;
        passed)
            what=survived
            [ "$clean" = yes ] || echo "passes: $case"
            ;;
        *) what="error: $case: $found" && break ;;
        esac
        if [ "$clean" = yes ] && [ "$found" != passed ]; then what="error: $case: $found without a mutant" && break; fi
    done <"$room/cases"
    case $what in
    killed) killed=$((killed + 1)) && echo "killed: $name$hung" ;;
    survived)
        survived=$((survived + 1))
        [ "$clean" = yes ] || echo "SURVIVED: $name"
        ;;
    *)
        tail -n 20 "$room/log"
        error "$name" "${what#error: }"
        ;;
    esac
done

if [ "$clean" = yes ]; then
    echo "$mutants mutants: the tests of $survived pass without them, $errors errors"
    [ "$survived" -eq "$mutants" ]
else
    echo "$mutants mutants: $killed killed, $survived survived$([ "$errors" -eq 0 ] || echo ", $errors errors")"
    [ "$killed" -eq "$mutants" ]
fi
