#!/usr/bin/env python3
# Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
"""Reports on one machine, from tables that do not fit into its memory: DuckDB divides the changes by the hash of their lead, one process a core
summarizes one part after another, and the bytes are merged.

    partitions.py liblead_reports.so configuration.json 'changes/*.parquet' [--partitions 64] [--processes 2]
"""
import argparse
import json
import multiprocessing
import os
import sys
import tempfile

import duckdb

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "spark"))
import lead_reports


def summary_of(configuration, library, folder):
    """The bytes of one part."""
    with duckdb.connect() as database, lead_reports.Reports(configuration, library) as reports:
        database.execute("set threads = 1; set timezone = 'UTC'")
        columns = ", ".join(f'"{one}"' for one in lead_reports.columns_of(configuration))
        reports.add(database.sql(f"select {columns} from read_parquet('{folder}/*.parquet', hive_partitioning = false)"))
        return reports.bytes()


def report(configuration, library, files, partitions=64, processes=None):
    """The reports on Parquet files, as a dict."""
    with tempfile.TemporaryDirectory() as scratch:
        parts = os.path.join(scratch, "parts")
        columns = lead_reports.columns_of(configuration)
        named = ", ".join(f'"{one}"' for one in columns)
        with duckdb.connect() as database:
            database.execute("set timezone = 'UTC'")
            database.execute(f"copy (select {named}, coalesce(hash(\"{columns[0]}\") % {int(partitions)}, 0) as part_of_leads from read_parquet(?)) "
                             f"to '{parts}' (format parquet, partition_by (part_of_leads))", [files])
        folders = sorted(os.path.join(parts, one) for one in os.listdir(parts))
        with multiprocessing.get_context("spawn").Pool(processes) as pool, lead_reports.Reports(configuration, library) as reports:
            reports.merge(pool.starmap(summary_of, [(configuration, library, one) for one in folders], chunksize=1))
            return reports.json()


if __name__ == "__main__":
    say = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    say.add_argument("library")
    say.add_argument("configuration", help="a JSON file; ../spark/README.md tells its keys")
    say.add_argument("files", help="Parquet files of stage changes, as a pattern")
    say.add_argument("--partitions", type=int, default=64, help="as many that one of them fits into the memory that a process has")
    say.add_argument("--processes", type=int, default=None, help="default: one a core")
    told = say.parse_args()
    with open(told.configuration) as file:
        print(json.dumps(report(json.load(file), os.path.abspath(told.library), told.files, told.partitions, told.processes), indent=2))
