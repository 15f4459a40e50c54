#!/usr/bin/env python3
"""What a user's compiler pays: a first program with leadmetrics, beside one that uses the same range-v3 and date headers alone.

    python3 benchmarks/compile_time.py [PROGRAM] [--compiler g++] [--runs 5]

Prints the shortest processor time of some runs of each, and the ratio. Further flags for the compiler go into CXXFLAGS.
"""
import argparse
import os
import pathlib
import resource
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent


def seconds(compiler, program, *flags):
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    subprocess.run([compiler, "-std=c++20", *os.environ.get("CXXFLAGS", "").split(), f"-I{ROOT / 'include'}", *flags, "-c", str(program), "-o", os.devnull], check=True)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
arguments.add_argument("program", nargs="?", default=ROOT / "benchmarks/compile_time/first_program.cpp")
arguments.add_argument("--compiler", default="g++")
arguments.add_argument("--runs", type=int, default=5)
a = arguments.parse_args()
alone = min(seconds(a.compiler, ROOT / "benchmarks/compile_time/same_headers.cpp") for _ in range(a.runs))
for what, flags in (("with the headers of its family", ()), ("with the whole library", ("-DWHOLE_LIBRARY",))):
    ours = min(seconds(a.compiler, a.program, *flags) for _ in range(a.runs))
    print(f"{a.program.name if isinstance(a.program, pathlib.Path) else a.program} {what}: {ours:.2f} s; the same range-v3 and date headers alone: {alone:.2f} s; {ours / alone:.2f} times")
