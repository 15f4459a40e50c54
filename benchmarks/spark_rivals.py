#!/usr/bin/env python3
"""Reports in Spark beside Spark's own SQL: the same Parquet files, the same session, the same run.

    python3 benchmarks/spark_rivals.py [--leads 15000000] [--threads 2] [--runs 2] [--folder build/spark]

SQL computes, per lead, the first entry into each stage, and over all leads the counts, and median and 90 % quantile of each step: exactly
(percentile), and approximately (percentile_approx). Ours is docs/examples/spark: volume and velocity of the same rows, with losses, re-entries,
duplicates, quality counts and incidence curves. PySpark comes from PyPI into a virtual environment of its own; Java 17 or later must be there.
"""
import argparse
import os
import pathlib
import subprocess
import sys
import time
import venv

ROOT = pathlib.Path(__file__).resolve().parents[1]
DAY = 86400
STAGES = ["Lead", "MQL", "SQL", "Won", "Lost"]


def in_own_environment(folder):
    folder.mkdir(parents=True, exist_ok=True)
    home = folder / "venv"
    if pathlib.Path(sys.prefix).resolve() != home.resolve():
        if not (home / "bin" / "python").exists():
            venv.create(home, with_pip=True)
            subprocess.run([home / "bin" / "pip", "install", "-q", "pyspark==4.*", "pandas<3", "pyarrow", "numpy"], check=True)
        os.execv(home / "bin" / "python", [str(home / "bin" / "python"), *sys.argv])


def write_changes(folder, leads):
    """Skipped stages, losses, re-entries, duplicates: about 3.1 changes a lead, in files of a million leads, in order of time."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder.mkdir(parents=True, exist_ok=True)
    for part, first in enumerate(range(0, leads, 1_000_000)):
        file = folder / f"part{part}.parquet"
        if file.exists():
            continue
        rng, n = np.random.default_rng(part), min(1_000_000, leads - first)
        lead, t = rng.integers(1, 2**62, n), rng.integers(0, 365 * DAY, n)
        rows, alive = [(lead, np.zeros(n, np.int8), t.copy())], np.ones(n, bool)
        for stage, share in ((1, 0.75), (2, 0.70), (3, 0.60)):
            moved = alive & (rng.random(n) < share)
            lost = alive & ~moved & (rng.random(n) < 0.6)
            rows.append((lead[lost], np.full(lost.sum(), 4, np.int8), t[lost] + rng.exponential(9 * DAY, lost.sum()).astype(np.int64)))
            t = t + rng.lognormal(12, 1.3, n).astype(np.int64)
            shown = moved if stage != 1 else moved & (rng.random(n) < 0.98)
            again = shown & (rng.random(n) < 0.08)
            rows += [(lead[shown], np.full(shown.sum(), stage, np.int8), t[shown]), (lead[again], np.full(again.sum(), stage, np.int8), t[again] + DAY)]
            alive = moved
        lead, stage, t = (np.concatenate(column) for column in zip(*rows))
        order = np.argsort(t, kind="stable")
        words = pa.DictionaryArray.from_arrays(pa.array(stage[order]), pa.array(STAGES)).cast(pa.string())
        pq.write_table(pa.table({"lead_id": lead[order], "stage": words, "at": pa.array(t[order] * 1_000_000, pa.timestamp("us", "UTC"))}), file)


def query(percentile):
    firsts = ", ".join(f"min(unix_seconds(at)) filter (where stage = '{name}') as t{i}" for i, name in enumerate(STAGES[:4]))
    steps = ", ".join(f"{percentile}(t{i + 1} - t{i}, array(0.5, 0.9)) filter (where t{i + 1} >= t{i})" for i in range(3))
    counts = ", ".join(f"count(t{i})" for i in range(4))
    return f"with leads as (select lead_id, {firsts}, max(at) filter (where stage = 'Lost') as gone from changes group by lead_id) select {counts}, count(gone), {steps} from leads"


def main():
    say = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    say.add_argument("--leads", type=int, default=15_000_000)
    say.add_argument("--threads", type=int, default=2)
    say.add_argument("--runs", type=int, default=2)
    say.add_argument("--partitions", type=int, default=16)
    say.add_argument("--memory", default="8g", help="of the driver, in which local Spark runs")
    say.add_argument("--folder", type=pathlib.Path, default=ROOT / "build" / "spark")
    told = say.parse_args()
    in_own_environment(told.folder)
    subprocess.run(["cmake", "--preset", "report"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", "build/report", "--target", "lead_reports"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    library = str(ROOT / "build" / "report" / "docs" / "examples" / "spark" / "liblead_reports.so")
    changes = told.folder / f"changes{told.leads}"
    write_changes(changes, told.leads)

    os.environ.update(SPARK_LOCAL_IP="127.0.0.1", PYSPARK_PYTHON=sys.executable, PYTHONPATH=str(ROOT / "docs" / "examples" / "spark"))
    sys.path.insert(0, str(ROOT / "docs" / "examples" / "spark"))
    import lead_reports
    from pyspark.sql import SparkSession

    spark = (
        SparkSession.builder.master(f"local[{told.threads}]")
        .config("spark.driver.memory", told.memory)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", told.partitions)
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", 100_000)
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    table = spark.read.parquet(str(changes))
    table.createOrReplaceTempView("changes")
    print(f"{table.count():,} rows of {told.leads:,} leads, {told.threads} threads")
    configuration = {"stages": STAGES[:4], "lost": STAGES[4:], "as_of": "2000-01-01T00:00:00Z", "precision": "seconds", "reports": {"volume": {}, "velocity": {}}}

    def best(what, work):
        times = []
        for _ in range(told.runs):
            start = time.perf_counter()
            answer = work()
            times.append(time.perf_counter() - start)
        print(f"{what:34} {min(times):7.1f} s", flush=True)
        return min(times), answer

    exact, said = best("Spark SQL, exact", lambda: spark.sql(query("percentile")).first())
    best("Spark SQL, approximate", lambda: spark.sql(query("percentile_approx")).first())
    best("of ours: rows to Python and back", lambda: table.select("lead_id", "stage", "at").repartition(told.partitions, "lead_id").mapInArrow(lambda all: (one.slice(0, 0) for one in all), table.schema).count())
    ours, report = best("ours, whole reports", lambda: lead_reports.spark_report(table, configuration, library, told.partitions))
    entered = [one["entered"] for one in report["volume"]["stages"]]
    print("the same counts" if entered == list(said[:4]) else f"OTHER COUNTS: {entered}, SQL {list(said[:4])}")
    print(f"ours: {ours / exact:.2f} of the time of exact SQL")


if __name__ == "__main__":
    main()
