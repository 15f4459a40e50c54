#!/usr/bin/env python3
"""crm_report beside DuckDB on the same files: from the files on disk to the figures, in the same run.

    python3 benchmarks/file_rivals.py [--leads 1330000] [--threads 2] [--runs 3] [--folder build/file_rivals]

Makes a CSV file of about 3 million stage changes (lead, stage, time) and a folder of Salesforce's exports with as many rows of history, and
prints how long DuckDB takes to read the file and to answer one question (leads at each stage, moved within 30 days, median and 90th
percentile of each step), how long crm_report takes for its whole report, and their memory. DuckDB comes from PyPI, into a virtual
environment of its own.
"""
import argparse
import datetime
import os
import pathlib
import random
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "support"))
from side_by_side import ROOT, in_own_environment, run

STAGES = [("Lead", 1.0, "New"), ("MQL", 0.7, "Working"), ("SQL", 0.5, "Qualified"), ("Won", 0.3, "Closed Won")]

QUESTION = """
with entries as (select lead_id, stage, min("at") as t
                 from read_csv('{file}', header = true, columns = {{'lead_id': 'VARCHAR', 'stage': 'VARCHAR', 'at': 'TIMESTAMP'}}) group by 1, 2),
     leads as (select lead_id, min(t) filter (stage = 'Lead') l, min(t) filter (stage = 'MQL') m, min(t) filter (stage = 'SQL') s,
                      min(t) filter (stage = 'Won') w from entries group by 1)
select count(l), count(m), count(s), count(w), count(*) filter (m - l < interval 30 day), quantile_cont(epoch(m) - epoch(l), [0.5, 0.9]),
       quantile_cont(epoch(s) - epoch(m), [0.5, 0.9]), quantile_cont(epoch(w) - epoch(s), [0.5, 0.9]) from leads"""


def make_files(changes, sales, leads):
    """The same pipeline as one file of changes and as a folder of Salesforce's exports."""
    if changes.exists() and (sales / "Lead.csv").exists():
        return
    sales.mkdir(parents=True, exist_ok=True)
    rng, start = random.Random(20240701), datetime.datetime(2023, 1, 1)
    rows, history, created = [], [], []
    for i in range(leads):
        at = start + datetime.timedelta(seconds=rng.randrange(500 * 86400))
        lead, before, last = f"00Q{i * 7919 % 1000000007:012d}", None, None
        for stage, chance, status in STAGES:
            if rng.random() > chance:
                break
            text = at.strftime("%Y-%m-%d %H:%M:%S")
            rows.append(f"{lead},{stage},{text}\n")
            if before is None:  # the creation is in the lead's own record; most histories have changes of other fields, too
                created.append((lead, text))
                history.append(f"{lead},Owner,Ann,Bob,{text}\n")
            else:
                history.append(f"{lead},Status,{before},{status},{text}\n")
            before = status
            at += datetime.timedelta(seconds=rng.expovariate(1 / (5 * 86400)))
    rng.shuffle(rows)
    changes.write_text("lead_id,stage,at\n" + "".join(rows))
    (sales / "LeadHistory.csv").write_text("LeadId,Field,OldValue,NewValue,CreatedDate\n" + "".join(history))
    (sales / "Lead.csv").write_text("Id,Status,CreatedDate\n" + "".join(f"{lead},New,{text}\n" for lead, text in created))


def timed(command, runs):
    """The shortest of some runs in seconds, and the most memory of any in megabytes."""
    best, most = float("inf"), 0
    for _ in range(runs):
        start = time.perf_counter()
        pid = os.posix_spawn(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
        _, status, usage = os.wait4(pid, 0)
        if status != 0:
            sys.exit(f"{' '.join(command)} failed")
        best, most = min(best, time.perf_counter() - start), max(most, usage.ru_maxrss / 1024)
    return best, most


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--leads", type=int, default=1_330_000)
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--folder", type=pathlib.Path, default=ROOT / "build" / "file_rivals")
    arguments.add_argument("--query", help=argparse.SUPPRESS)
    arguments.add_argument("--make", action="store_true", help=argparse.SUPPRESS)
    wanted = arguments.parse_args()
    changes, sales = wanted.folder / f"changes_{wanted.leads}.csv", wanted.folder / f"salesforce_{wanted.leads}"
    if wanted.make:
        make_files(changes, sales, wanted.leads)
        return
    if wanted.query:
        import duckdb

        connection = duckdb.connect()
        connection.execute(f"set threads = {wanted.threads}")
        connection.execute(QUESTION.format(file=wanted.query)).fetchall()
        return
    in_own_environment(wanted.folder)
    # In a process of its own: the memory of a process counts for those that it starts, too.
    run(sys.executable, __file__, "--make", "--leads", wanted.leads, "--folder", wanted.folder)
    run("cmake", "--preset", "report", cwd=ROOT, stdout=subprocess.DEVNULL)
    run("cmake", "--build", "--preset", "report", cwd=ROOT, stdout=subprocess.DEVNULL)
    program = str(ROOT / "build" / "report" / "docs" / "examples" / "crm_report" / "crm_report")
    megabytes = changes.stat().st_size / 1e6

    start_of_python, _ = timed([sys.executable, "-c", "import duckdb; duckdb.connect()"], wanted.runs)
    rival, rival_memory = timed([sys.executable, __file__, "--query", str(changes), "--threads", str(wanted.threads)], wanted.runs)
    rival -= start_of_python
    ours, memory = timed([program, str(changes)], wanted.runs)
    folder, folder_memory = timed([program, "--crm", "salesforce", str(sales)], wanted.runs)
    print(f"{megabytes:.0f} MB, {wanted.leads} leads, {os.cpu_count()} cores, best of {wanted.runs}")
    print(f"DuckDB, one question        {rival:6.2f} s  {rival_memory:6.0f} MB")
    print(f"crm_report, whole report    {ours:6.2f} s  {memory:6.0f} MB, {memory / megabytes:.1f} times the file   {rival / ours:.2f} times as fast as DuckDB")
    print(f"crm_report, Salesforce      {folder:6.2f} s  {folder_memory:6.0f} MB   {folder / ours:.1f} times as long as the plain file")


if __name__ == "__main__":
    main()
