#!/usr/bin/env python3
"""leadmetrics beside DuckDB, Polars and ClickHouse: the same data, the same machine, the same run.

    python3 benchmarks/rivals.py [--threads 1 2] [--runs 5] [--folder build/rivals]

The rivals come from PyPI into a virtual environment of their own (duckdb, polars, chdb). Their tables are in their memory before the clock
starts; they compute, per lead, the first entry into each stage, and over all leads the counts, and median and 90 % quantile of each step.
Ours starts from the user's raw records, an array of structs, and gives `together(volume, velocity)` with quality counts: once without
incidence curves (the rivals' work), once whole (which none of them can do). Wide records have no rival's query of their own: they are
compared with the grouped ones.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "support"))
from side_by_side import ROOT, best_of, built, in_own_environment, measured, run

WORKS = {"time order, 64-bit ids": ("time_order", "events"), "grouped by lead": ("grouped_by_lead", "grouped"), "time order, text ids": ("text_ids", "text")}

FIRST_ENTRIES = ", ".join(f"min(ts) filter (where stage = {s}) as t{s}" for s in range(4))
QUANTILES = ", ".join(f"quantile_cont(t{s + 1} - t{s}, [0.5, 0.9]) filter (where t{s + 1} >= t{s})" for s in range(3))


def duckdb(folder, table, threads, runs):
    import duckdb

    db = duckdb.connect(config={"threads": threads, "preserve_insertion_order": False})
    db.execute(f"create table events as from '{folder}/{table}.parquet'")
    query = f"""with leads as (select lead, {FIRST_ENTRIES}, max(ts) filter (where stage = 4) as gone from events group by lead)
                select count(t0), count(t1), count(t2), count(t3), count(gone), {QUANTILES} from leads"""
    return best_of(runs, lambda: db.execute(query).fetchone())


def clickhouse(folder, table, threads, runs):
    from chdb import session

    db = session.Session()
    db.query("create database b")
    db.query(f"create table b.events engine = Memory as select assumeNotNull(lead) as lead, assumeNotNull(stage) as stage, assumeNotNull(ts) as ts from file('{folder}/{table}.parquet')")
    firsts = ", ".join(f"minOrNullIf(ts, stage = {s}) as t{s}" for s in range(4))
    steps = ", ".join(f"quantilesExactInclusiveIf(0.5, 0.9)(assumeNotNull(t{s + 1} - t{s}), t{s + 1} >= t{s})" for s in range(3))
    query = f"""select count(t0), count(t1), count(t2), count(t3), count(gone), {steps}
                from (select lead, {firsts}, maxOrNullIf(ts, stage = 4) as gone from b.events group by lead) settings max_threads = {threads}"""
    seconds, answer = best_of(runs, lambda: str(db.query(query, "CSV")))
    return seconds, answer.split(",")


def polars(folder, table, threads, runs):
    os.environ["POLARS_MAX_THREADS"] = str(threads)
    import polars as pl

    events = pl.read_parquet(f"{folder}/{table}.parquet")
    firsts = [pl.col("ts").filter(pl.col("stage") == s).min().alias(f"t{s}") for s in range(4)] + [pl.col("ts").filter(pl.col("stage") == 4).max().alias("gone")]
    figures = [pl.col(c).count().alias(f"n_{c}") for c in ("t0", "t1", "t2", "t3", "gone")]
    for s in range(3):
        step = pl.col(f"t{s + 1}") - pl.col(f"t{s}")
        figures += [step.filter(step >= 0).quantile(q, "linear").alias(f"q{s}_{q}") for q in (0.5, 0.9)]
    return best_of(runs, lambda: events.lazy().group_by("lead").agg(firsts).select(figures).collect(engine="streaming").row(0))


ENGINES = {"DuckDB": duckdb, "Polars": polars, "ClickHouse": clickhouse}


def make_tables(program, folder):
    """The program's own records as Parquet: in time order, grouped by lead, and with ids of 18 characters."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    if all((folder / f"{t}.parquet").exists() for _, t in WORKS.values()):
        return
    run(program, "--write", folder)
    lead, stage, at = (np.fromfile(folder / f, d) for f, d in (("lead.u64", "<u8"), ("stage.u8", "u1"), ("at.i64", "<i8")))
    pq.write_table(pa.table({"lead": lead, "stage": stage, "ts": at}), folder / "events.parquet")
    order = np.lexsort((at, lead))
    pq.write_table(pa.table({"lead": lead[order], "stage": stage[order], "ts": at[order]}), folder / "grouped.parquet")
    digits = np.frombuffer(b"0123456789ABCDEFGHIJKLMNOPQRSTUV", "u1")
    text = np.tile(np.frombuffer(b"00Q5e0000000000000", "u1"), (len(lead), 1))
    for k in range(13):
        text[:, 5 + k] = digits[(lead >> np.uint64(5 * k)) & np.uint64(31)]
    ends = pa.py_buffer(np.arange(0, 18 * (len(lead) + 1), 18, dtype=np.int32))
    names = pa.StringArray.from_buffers(len(lead), ends, pa.py_buffer(text.tobytes()))
    pq.write_table(pa.table({"lead": names, "stage": stage, "ts": at}), folder / "text.parquet")


def ours(program, work, threads, runs):
    """Seconds of the rivals' work and of the whole, and how many leads entered each stage."""
    results = measured(program, work, threads, runs)
    shortest = lambda i: min(b["real_time"] for b in results if f"incidence:{i}/" in b["name"]) / 1000
    return shortest(0), shortest(1), [int(results[0][f"entered_{s}"]) for s in range(4)]


def compare(program, folder, threads_wanted, runs):
    print(f"{'input':24} {'threads':>7} " + "".join(f"{e:>12}" for e in ENGINES) + f"{'ours':>9}{'whole':>9}   times as fast as the fastest: rivals' work, whole")
    for title, (work, table) in WORKS.items():
        for threads in threads_wanted:
            rivals, answers = {}, {}
            for engine in ENGINES:  # each in a process of its own
                out = run(sys.executable, __file__, "--engine", engine, "--table", table, "--threads", threads, "--runs", runs, "--folder", folder, stdout=subprocess.PIPE).stdout
                rivals[engine], answers[engine] = json.loads(out.splitlines()[-1])
            same_work, whole, entered = ours(program, work, threads, runs)
            for engine, answer in answers.items():
                if [int(a) for a in answer[:4]] != entered:
                    sys.exit(f"{engine} counts {answer[:4]} entries, ours are {entered}")
            fastest = min(rivals.values())
            print(f"{title:24} {threads:7} " + "".join(f"{s:10.3f} s" for s in rivals.values()) + f"{same_work:7.3f} s{whole:7.3f} s   {fastest / same_work:.2f}, {fastest / whole:.2f}", flush=True)
    for threads in threads_wanted:
        wide, grouped = ours(program, "wide_records", threads, runs), ours(program, "grouped_by_lead", threads, runs)
        print(f"{'wide records':24} {threads:7} " + " " * 36 + f"{wide[0]:7.3f} s{wide[1]:7.3f} s   times as fast as grouped: {grouped[0] / wide[0]:.2f}, {grouped[1] / wide[1]:.2f}", flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--folder", type=pathlib.Path, default=ROOT / "build" / "rivals")
    arguments.add_argument("--engine", choices=ENGINES, help=argparse.SUPPRESS)
    arguments.add_argument("--table", help=argparse.SUPPRESS)
    a = arguments.parse_args()
    if a.engine:
        print(json.dumps(ENGINES[a.engine](a.folder, a.table, a.threads[0], a.runs), default=str))
        return
    in_own_environment(a.folder)
    program = built("benchmark_journeys")
    make_tables(program, a.folder)
    compare(program, a.folder, a.threads, a.runs)


if __name__ == "__main__":
    main()
