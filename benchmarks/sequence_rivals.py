#!/usr/bin/env python3
"""leadmetrics' sequences beside ClickHouse's windowFunnel and DuckDB: the same data, the same machine, the same run.

    python3 benchmarks/sequence_rivals.py [--threads 1 2] [--runs 5] [--folder build/sequence_rivals] [--works …]

The rivals come from PyPI into a virtual environment of their own (duckdb, chdb). Their tables are in their memory before the clock starts; ours
starts from the user's raw records, an array of structs. Each says how many leads came to each of five steps within 90 days, of which the last two
have the same condition: ClickHouse by windowFunnel in mode strict_once, DuckDB by the latest start of each level, which its windows carry on. Ours
also tells the rates, who is pending, and the times between steps.
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "support"))
from side_by_side import activities_as_tables, best_of, main

WINDOW = 90 * 86400
STEPS = [0, 1, 2, 3, 3]
WORKS = {
    "five steps, time order": ("time_order", "activities"),
    "five steps, grouped by lead": ("grouped_by_lead", "grouped"),
}


def clickhouse(folder, table, threads, runs):
    from chdb import session

    db = session.Session()
    db.query("create database b")
    db.query(f"create table b.activities engine = Memory as select assumeNotNull(lead) as lead, assumeNotNull(ts) as ts, assumeNotNull(kind) as kind from file('{folder}/{table}.parquet')")
    steps = ", ".join(f"kind = {k}" for k in STEPS)
    query = f"""select {', '.join(f'countIf(level >= {i + 1})' for i in range(len(STEPS)))} from (
        select windowFunnel({WINDOW}, 'strict_once')(toUInt64(ts), {steps}) level from b.activities where kind <= 3 group by lead) settings max_threads = {threads}"""
    seconds, answer = best_of(runs, lambda: str(db.query(query, "CSV")))
    return seconds, answer.split(",")


def duckdb(folder, table, threads, runs):
    import duckdb

    db = duckdb.connect(config={"threads": threads, "preserve_insertion_order": False})
    db.execute(f"create table activities as select lead, ts::bigint ts, kind from '{folder}/{table}.parquet'")
    # s1 … s5: at an activity, the latest start of an attempt that has met so many steps before or now.
    inner = "select lead, ts, kind, case when kind = 0 then ts end e1 from activities where kind <= 3"
    before = "over (partition by lead order by ts rows between unbounded preceding and 1 preceding)"
    for i, kind in enumerate(STEPS[1:], 2):
        inner = f"select *, case when kind = {kind} and ts - b{i} <= {WINDOW} then b{i} end e{i} from (select *, max(e{i - 1}) {before} b{i} from ({inner}))"
    query = f"""select {', '.join(f'count(*) filter (l{i + 1} is not null)' for i in range(len(STEPS)))} from (
        select lead, {', '.join(f'max(e{i + 1}) l{i + 1}' for i in range(len(STEPS)))} from ({inner}) group by lead)"""
    return best_of(runs, lambda: db.execute(query).fetchone())


ENGINES = {"DuckDB": duckdb, "ClickHouse": clickhouse}


def same(words, answer, mine):
    return [int(a) for a in answer] == [int(mine[f"step_{i + 1}"]) for i in range(len(STEPS))]


if __name__ == "__main__":
    main(__doc__, "sequence_rivals", "benchmark_sequence", activities_as_tables, WORKS, ENGINES, same)
