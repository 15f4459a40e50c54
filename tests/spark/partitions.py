#!/usr/bin/env python3
# Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
"""Runs docs/examples/partitions on a Parquet file and holds the report against that of one process.
partitions.py liblead_reports.so FOLDER_OF_partitions.py. Ends with 77, skipped, where there is no DuckDB or pyarrow."""
import os
import random
import sys
import tempfile

library, folder = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
try:
    import duckdb
    import pyarrow
    import pyarrow.parquet
except ImportError as missing:
    print(f"SKIPPED: {missing} (pip install duckdb pyarrow)")
    sys.exit(77)
sys.path.insert(0, folder)
import partitions
from partitions import lead_reports

configuration = {
    "stages": ["Lead", "MQL", "Won"],
    "as_of": "2024-07-01T00:00:00Z",
    "by": ["source"],
    "reports": {"volume": {}, "velocity": {"durations": "within_half_percent"}},
}


def main():
    random.seed(7)
    rows = [(random.choice([None, *range(500)]), random.choice(["Lead", "MQL", "Won", "?"]), random.choice([None, *range(1_704_067_200, 1_720_000_000, 7919)]), random.choice(["web", "fair"])) for _ in range(5000)]
    table = pyarrow.table([pyarrow.array(c, t) for c, t in zip(zip(*rows), [pyarrow.int64(), pyarrow.string(), pyarrow.timestamp("s", "UTC"), pyarrow.string()])], ["lead_id", "stage", "at", "source"])
    with lead_reports.Reports(configuration, library) as reports, tempfile.TemporaryDirectory() as scratch:
        reports.add(table)
        pyarrow.parquet.write_table(table, os.path.join(scratch, "changes.parquet"))
        found = partitions.report(configuration, library, os.path.join(scratch, "*.parquet"), partitions=9, processes=2)
        assert found == reports.json(), f"found {found}, expected {reports.json()}"
    print("the report of parts is that of one process")


if __name__ == "__main__":
    main()
