"""What the comparisons with column stores share: an environment that has them, our program, and both in one run."""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import time
import venv

ROOT = pathlib.Path(__file__).resolve().parents[2]
PACKAGES = ["duckdb", "polars", "chdb", "pyarrow", "numpy"]


def run(*command, **options):
    return subprocess.run([str(c) for c in command], check=True, **options)


def in_own_environment(folder):
    """Starts this script again in a virtual environment that has the rivals, unless it is there already."""
    folder.mkdir(parents=True, exist_ok=True)
    home = folder / "venv"
    if pathlib.Path(sys.prefix).resolve() != home.resolve():
        if not (home / "bin" / "python").exists():
            venv.create(home, with_pip=True)
            run(home / "bin" / "pip", "install", "-q", *PACKAGES)
        os.execv(home / "bin" / "python", [str(home / "bin" / "python"), *sys.argv])


def built(target):
    """Our program, up to date."""
    run("cmake", "--preset", "benchmark", cwd=ROOT, stdout=subprocess.DEVNULL)
    run("cmake", "--build", "--preset", "benchmark", "--target", target, cwd=ROOT, stdout=subprocess.DEVNULL)
    return ROOT / "build" / "benchmark" / "benchmarks" / target


def activities_as_tables(program, folder):
    """The program's own records as Parquet: in time order, and grouped by lead."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    if (folder / "grouped.parquet").exists():
        return
    run(program, "--write", folder)
    lead, at, kind = (np.fromfile(folder / f, d) for f, d in (("lead.u64", "<u8"), ("at.i64", "<i8"), ("kind.u8", "u1")))
    pq.write_table(pa.table({"lead": lead, "ts": at, "kind": kind}), folder / "activities.parquet")
    order = np.argsort(lead, kind="stable")
    pq.write_table(pa.table({"lead": lead[order], "ts": at[order], "kind": kind[order]}), folder / "grouped.parquet")


def best_of(runs, query):
    """The shortest of some runs, in seconds, and the answer."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        answer = query()
        times.append(time.perf_counter() - start)
    return min(times), answer


def measured(program, work, threads, runs):
    """Our runs of a piece of work, as Google Benchmark tells them."""
    out = run(program, f"--benchmark_filter=^{work}/threads:{threads}/", f"--benchmark_repetitions={runs}", "--benchmark_min_time=0.01", "--benchmark_format=json",
              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    return [b for b in json.loads(out)["benchmarks"] if b["run_type"] == "iteration"]


def compare(program, folder, threads_wanted, runs, works, engines, same):
    """Prints a line for each piece of work and number of threads: the engines, ours, and how many times as fast ours is as the fastest.

    `works`: title -> (our benchmark, the words that an engine is called with). `same(work, answer, counters)`: whether they say the same.
    """
    print(f"{'work':36} {'threads':>7} " + "".join(f"{e:>12}" for e in engines) + f"{'ours':>9}   times as fast as the fastest")
    for title, (work, words) in works.items():
        for threads in threads_wanted:
            mine = measured(program, work, threads, runs)
            seconds = min(b["real_time"] for b in mine) / 1000
            rivals = {}
            for engine in engines:  # each in a process of its own
                out = run(sys.executable, sys.argv[0], "--engine", engine, "--words", json.dumps(words), "--threads", threads, "--runs", runs, "--folder", folder, stdout=subprocess.PIPE).stdout
                result = json.loads(out.splitlines()[-1])
                if result is None:
                    continue
                rivals[engine], answer = result
                if not same(words, answer, mine[0]):
                    print(f"{engine} says {answer}, ours is another", file=sys.stderr)
            print(f"{title:36} {threads:7} " + "".join(f"{rivals[e]:10.3f} s" if e in rivals else f"{'–':>12}" for e in engines) + f"{seconds:7.3f} s   {min(rivals.values()) / seconds:.2f}", flush=True)


def main(description, folder, target, make_tables, works, engines, same):
    """A comparison as a program. `engines`: name -> function(folder, words, threads, runs) -> (seconds, answer), or None for what it cannot do."""
    arguments = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--folder", type=pathlib.Path, default=ROOT / "build" / folder)
    arguments.add_argument("--works", nargs="+", choices=works, default=list(works))
    arguments.add_argument("--engine", choices=engines, help=argparse.SUPPRESS)
    arguments.add_argument("--words", type=json.loads, help=argparse.SUPPRESS)
    a = arguments.parse_args()
    if a.engine:
        print(json.dumps(engines[a.engine](a.folder, a.words, a.threads[0], a.runs), default=str))
        return
    in_own_environment(a.folder)
    program = built(target)
    make_tables(program, a.folder)
    compare(program, a.folder, a.threads, a.runs, {title: works[title] for title in a.works}, engines, same)
