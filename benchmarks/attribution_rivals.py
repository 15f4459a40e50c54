#!/usr/bin/env python3
"""leadmetrics' attribution beside DuckDB and ClickHouse: the same data, the same machine, the same run.

    python3 benchmarks/attribution_rivals.py [--threads 1 2] [--runs 5] [--folder build/attribution_rivals] [--works …]

The rivals come from PyPI into a virtual environment of their own. Their tables are in their memory before the clock starts; ours starts from the
user's raw records, arrays of structs. Linear attribution, 90 days of look-back, of 300 thousand conversions among 10 million touches of 2 million
leads; then ours by three models in one pass (linear, position-based, time decay) beside the rivals' linear alone; then every lead's path in order,
counted. The rivals split amounts into fractions, ours to the unit.
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "support"))
from side_by_side import best_of, main, run

LOOKBACK = 90 * 86400
WORKS = {"linear": ("linear", "linear"), "three models, rivals linear alone": ("three_models", "linear"), "every lead's path, counted": ("paths", "paths")}

# Joined first, so that only touches of leads that converted are looked at; every lead buys once at most.
DUCKDB = {
    "linear": f"""select ch, sum(a) from (select t.ch ch, w.amount / count(*) over (partition by w.lead) a
        from touches t join deals w on t.lead = w.lead and t.ts <= w.ts and t.ts >= w.ts - {LOOKBACK}) group by ch order by ch limit 2""",
    "paths": "select count(*), max(n) from (select path, count(*) n from (select lead, string_agg(chr(65 + ch::int), '' order by ts, ch) path from touches group by lead) group by path)",
}
CLICKHOUSE = {
    "linear": f"""select ch, sum(amount / n) from (select lead, any(w.amount) amount, groupArray(t.ch) chs, count() n from b.touches t inner join b.deals w on t.lead = w.lead
        where t.ts <= w.ts and t.ts >= w.ts - {LOOKBACK} group by lead) array join chs as ch group by ch order by ch limit 2""",
    "paths": "select count(), max(n) from (select path, count() n from (select lead, arrayMap(x -> x.2, arraySort(groupArray((ts, ch)))) path from b.touches group by lead) group by path)",
}
TOUCHES = "select lead, ts, campaign as ch from"


def duckdb(folder, work, threads, runs):
    import duckdb

    db = duckdb.connect(config={"threads": threads, "preserve_insertion_order": False})
    db.execute(f"create table touches as {TOUCHES} '{folder}/touches.parquet'")
    db.execute(f"create table deals as from '{folder}/deals.parquet'")
    return best_of(runs, lambda: db.execute(DUCKDB[work]).fetchall())


def clickhouse(folder, work, threads, runs):
    from chdb import session

    db = session.Session()
    db.query("create database b")
    db.query(f"create table b.touches engine = Memory as select assumeNotNull(lead) as lead, assumeNotNull(ts) as ts, assumeNotNull(campaign) as ch from file('{folder}/touches.parquet')")
    db.query(f"create table b.deals engine = Memory as select assumeNotNull(lead) as lead, assumeNotNull(ts) as ts, assumeNotNull(amount) as amount from file('{folder}/deals.parquet')")
    seconds, answer = best_of(runs, lambda: str(db.query(f"{CLICKHOUSE[work]} settings max_threads = {threads}", "CSV")))
    return seconds, [line.split(",") for line in answer.split()]


def make_tables(program, folder):
    """The program's own records as Parquet."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    if (folder / "deals.parquet").exists():
        return
    run(program, "--write", folder)
    read = lambda name, kind: np.fromfile(folder / name, kind)
    pq.write_table(pa.table({"lead": read("lead.u64", "<u8"), "ts": read("at.i64", "<i8"), "campaign": read("campaign.u8", "u1")}), folder / "touches.parquet")
    pq.write_table(pa.table({"lead": read("deal_lead.u64", "<u8"), "ts": read("deal_at.i64", "<i8"), "amount": read("deal_amount.i64", "<i8")}), folder / "deals.parquet")


def same(work, answer, mine):
    if work == "paths":
        return [int(a) for a in answer[0]] == [int(mine["distinct"]), int(mine["paths_top"])]
    return "campaign_0" not in mine or all(abs(float(row[1]) / mine[f"campaign_{i}"] - 1) < 1e-5 for i, row in enumerate(answer))


if __name__ == "__main__":
    main(__doc__, "attribution_rivals", "benchmark_attribution", make_tables, WORKS, {"DuckDB": duckdb, "ClickHouse": clickhouse}, same)
