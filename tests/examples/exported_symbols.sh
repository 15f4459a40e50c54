#!/bin/sh
# exported_symbols.sh NM OBJECT NAME ...: a shared object exports the functions of its C interface, and nothing else.
nm=$1 object=$2
shift 2
found=$("$nm" -D --defined-only "$object" | awk '{ print $NF }' | sort | tr '\n' ' ')
expected=$(printf '%s\n' "$@" | sort | tr '\n' ' ')
[ "$found" = "$expected" ] || { echo "found $found, expected $expected"; exit 1; }
