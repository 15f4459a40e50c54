#!/usr/bin/env python3
"""leadmetrics' scores beside DuckDB, Polars and ClickHouse: the same data, the same machine, the same run.

    python3 benchmarks/scoring_rivals.py [--threads 1 2] [--runs 5] [--folder build/scoring_rivals] [--works …]

The rivals come from PyPI into a virtual environment of their own (duckdb, polars, chdb). Their tables are in their memory before the clock
starts; ours starts from the user's raw records, an array of structs. Each says how many leads are at or over a threshold: of decayed sums of
points, in order of time and grouped by lead; where only the first three activities of each kind count; and with points off for inactivity,
where it is also asked who was ever ready: for that one needs to find a lead's first crossing, by window functions or arrays. In the last two
works ours lists for every lead, too, its score and when it first was ready, since when it is, when it last fell and until when it will be,
which have no query of their own; the rivals only count.
"""
import math
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "support"))
from side_by_side import activities_as_tables, best_of, main

NOW, HALF_LIFE, WEEK = 365 * 86400, 30 * 86400, 7 * 86400
K = math.log(2) / HALF_LIFE
POINTS = [(k * 7) % 13 - 2 for k in range(50)]
WEIGHT = f"exp((ts - {NOW}) * {K!r})"
WORKS = {
    "time order": ("time_order", ["activities", "sum"]),
    "grouped by lead": ("grouped_by_lead", ["grouped", "sum"]),
    "only the first 3 of each kind": ("first_three", ["activities", "first3"]),
    "inactivity, first crossing": ("ever_ready", ["activities", "crossing"]),
    "... grouped by lead": ("ever_ready_grouped", ["grouped", "crossing"]),
    "... and all instants, listed": ("first_crossing", ["activities", "crossing"]),
    "... listed, grouped by lead": ("first_crossing_grouped", ["grouped", "crossing"]),
}

# The score after an activity is what is left of all points up to it; off it, at activities worth nothing, the periods since the last one that
# was worth something. Between activities it only falls, or is below 0, so that it crosses at activities alone.
DUCKDB = {
    "sum": f"select count(*) from (select lead, sum(points * {WEIGHT}) s from activities join points using (kind) group by lead) where s >= 20",
    "first3": f"""select count(*) from (select lead, sum(points * {WEIGHT}) s from
        (select *, row_number() over (partition by lead, kind order by ts) n from activities) join points using (kind) where n <= 3 group by lead) where s >= 20""",
    "crossing": f"""select count(*) filter (now >= 20), count(first) from (
        select lead, min(ts) filter (s * exp(ts * -{K!r}) - (ts - scored) // {WEEK} >= 20) first, sum(points * {WEIGHT}) - ({NOW} - max(scored)) // {WEEK} now from (
            select lead, ts, points, sum(points * exp(ts * {K!r})) over w s, max(case when points <> 0 then ts end) over w scored
            from activities join points using (kind) window w as (partition by lead order by ts)) group by lead)""",
}
CLICKHOUSE = {
    "sum": f"select count() from (select lead, sum({POINTS}[kind + 1] * {WEIGHT}) s from b.activities group by lead) where s >= 20",
    "first3": f"select count() from (select lead, sum({POINTS}[kind + 1] * {WEIGHT}) s from (select lead, kind, ts from b.activities order by lead, kind, ts limit 3 by lead, kind) group by lead) where s >= 20",
    "crossing": f"""select countIf(now >= 20), countIf(ever) from (
        select arraySort(groupArray((ts, {POINTS}[kind + 1]))) a, a.1 as t, a.2 as p, arrayCumSum((x, y) -> x * exp(y * {K!r}), p, t) s,
            arrayFill((x, y) -> y != 0, t, p) scored,
            arrayExists((x, y, z) -> x * exp(y * -{K!r}) - if(z <= y, intDiv(y - z, {WEEK}), 0) >= 20, s, t, scored) ever,
            s[-1] * exp({NOW} * -{K!r}) - if(arrayExists(x -> x != 0, p), intDiv({NOW} - scored[-1], {WEEK}), 0) now
        from b.activities group by lead)""",
}


def duckdb(folder, words, threads, runs):
    import duckdb

    table, work = words
    db = duckdb.connect(config={"threads": threads, "preserve_insertion_order": False})
    db.execute(f"create table activities as from '{folder}/{table}.parquet'")
    db.execute("create table points as select k::utinyint kind, ((k * 7) % 13 - 2)::double points from range(50) r(k)")
    return best_of(runs, lambda: db.execute(DUCKDB[work]).fetchone())


def clickhouse(folder, words, threads, runs):
    table, work = words
    from chdb import session

    db = session.Session()
    db.query("create database b")
    db.query(f"create table b.activities engine = Memory as select assumeNotNull(lead) as lead, assumeNotNull(ts) as ts, assumeNotNull(kind) as kind from file('{folder}/{table}.parquet')")
    seconds, answer = best_of(runs, lambda: str(db.query(f"{CLICKHOUSE[work]} settings max_threads = {threads}", "CSV")))
    return seconds, answer.split(",")


def polars(folder, words, threads, runs):
    table, work = words
    if work != "sum":  # its streaming engine has no window functions
        return None
    os.environ["POLARS_MAX_THREADS"] = str(threads)
    import polars as pl

    activities = pl.read_parquet(f"{folder}/{table}.parquet")
    points = (pl.col("kind").cast(pl.Int32) * 7 % 13 - 2) * ((pl.col("ts") - NOW) * K).exp()
    return best_of(runs, lambda: activities.lazy().with_columns(points.alias("x")).group_by("lead").agg(pl.col("x").sum()).filter(pl.col("x") >= 20).select(pl.len()).collect(engine="streaming").row(0))


ENGINES = {"DuckDB": duckdb, "Polars": polars, "ClickHouse": clickhouse}


def same(words, answer, mine):
    return [int(a) for a in answer] == [int(mine[c]) for c in ("ready", "ever_ready") if c in mine]


if __name__ == "__main__":
    main(__doc__, "scoring_rivals", "benchmark_scores", activities_as_tables, WORKS, ENGINES, same)
