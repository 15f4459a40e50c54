#!/bin/sh
# Builds the program for a big-endian machine, runs it there (in an emulator) and here, and compares what they print.
# compare.sh HERE COMPILER EMULATOR ROOT INCLUDE FOLDER: the program as built here; cross compiler, emulator and the root of its libraries; the
# library's headers; a folder to work in.
set -eu
here=$1 compiler=$2 emulator=$3 root=$4 include=$5 folder=$6
for tool in "$compiler" "$emulator"; do
  command -v "$tool" >/dev/null || { echo "SKIPPED: no $tool (apt-get install qemu-user g++-s390x-linux-gnu)"; exit 77; }
done
mkdir -p "$folder/include"
# The headers of the two libraries alone: those of this machine's C library must not be seen.
for name in range meta concepts std date; do
  [ ! -d "/usr/include/$name" ] || ln -sfn "/usr/include/$name" "$folder/include/$name"
done
"$compiler" -std=c++20 -O1 -DHAS_STRING_VIEW=1 -I "$include" -isystem "$folder/include" "$(dirname "$0")/summaries.cpp" -o "$folder/summaries"
"$emulator" -L "$root" "$folder/summaries" > "$folder/there.txt"
"$here" > "$folder/here.txt"
cmp "$folder/here.txt" "$folder/there.txt"
! grep -q "NOT LOADED" "$folder/here.txt"
wc -l < "$folder/here.txt"
