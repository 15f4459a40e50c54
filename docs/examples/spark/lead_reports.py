# Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
"""Funnel reports made in parts. Each part of the leads gives bytes, wherever it is; the bytes are merged, and give the reports.

    import lead_reports
    report = lead_reports.spark_report(changes, configuration, library="/path/to/liblead_reports.so", partitions=64)

`changes` is a DataFrame with a row for each stage change; README.md tells the configuration. Without Spark:

    reports = lead_reports.Reports(configuration, library)
    reports.add(table)                 # anything with __arrow_c_stream__: pyarrow, DuckDB
    reports.json()
"""
import ctypes
import json
import os


class Refused(Exception):
    """The library's own words for what it cannot take."""


def _loaded(library):
    lib = ctypes.CDLL(library)
    lib.lead_reports_version.restype = ctypes.c_char_p
    lib.lead_reports_error.restype = ctypes.c_char_p
    lib.lead_reports_error.argtypes = [ctypes.c_void_p]
    lib.lead_reports_close.argtypes = [ctypes.c_void_p]
    lib.lead_reports_open.argtypes = [ctypes.c_char_p, ctypes.POINTER(ctypes.c_void_p), ctypes.POINTER(ctypes.c_char_p)]
    lib.lead_reports_add.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
    lib.lead_reports_add_json.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
    lib.lead_reports_bytes.argtypes = [ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p), ctypes.POINTER(ctypes.c_size_t)]
    lib.lead_reports_merge.argtypes = [ctypes.c_void_p, ctypes.POINTER(ctypes.c_char_p), ctypes.POINTER(ctypes.c_size_t), ctypes.c_size_t]
    lib.lead_reports_json.argtypes = [ctypes.c_void_p, ctypes.POINTER(ctypes.c_char_p)]
    return lib


class Reports:
    """Reports on the changes and the parts that have been added. `configuration` is a dict or JSON."""

    def __init__(self, configuration, library):
        self._lib = _loaded(library)
        self._made = ctypes.c_void_p()
        text = configuration if isinstance(configuration, str) else json.dumps(configuration)
        error = ctypes.c_char_p()
        if self._lib.lead_reports_open(text.encode(), ctypes.byref(self._made), ctypes.byref(error)) != 0:
            raise Refused(error.value.decode(errors="replace"))

    def _check(self, status):
        if status != 0:
            raise Refused(self._lib.lead_reports_error(self._made).decode(errors="replace"))

    def add(self, table):
        """Adds a table, or a stream of record batches: anything with __arrow_c_stream__."""
        capsule = table.__arrow_c_stream__()
        pointer = ctypes.pythonapi.PyCapsule_GetPointer
        pointer.restype, pointer.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
        self._check(self._lib.lead_reports_add(self._made, pointer(capsule, b"arrow_array_stream")))

    def add_records(self, records):
        """Adds rows as dicts, or as the text of a list of objects in JSON: for those who have no table. Instants are texts."""
        text = records if isinstance(records, str) else json.dumps(records)
        self._check(self._lib.lead_reports_add_json(self._made, text.encode()))

    def bytes(self):
        """The summary of all that has been added and merged: the same changes give the same bytes."""
        data, size = ctypes.c_void_p(), ctypes.c_size_t()
        self._check(self._lib.lead_reports_bytes(self._made, ctypes.byref(data), ctypes.byref(size)))
        return ctypes.string_at(data.value, size.value)

    def merge(self, parts):
        """Merges the bytes of parts, of which there may be none: all, or none where one is refused."""
        parts = [bytes(part) for part in parts]
        pointers = (ctypes.c_char_p * len(parts))(*parts)
        sizes = (ctypes.c_size_t * len(parts))(*[len(part) for part in parts])
        self._check(self._lib.lead_reports_merge(self._made, pointers, sizes, len(parts)))

    def json(self):
        text = ctypes.c_char_p()
        self._check(self._lib.lead_reports_json(self._made, ctypes.byref(text)))
        return json.loads(text.value.decode())

    def close(self):
        if self._made:
            self._lib.lead_reports_close(self._made)
            self._made = ctypes.c_void_p()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def __del__(self):
        try:
            self.close()
        except AttributeError:
            pass  # it was never opened


def columns_of(configuration):
    """The columns of a DataFrame that a configuration reads."""
    said = configuration if isinstance(configuration, dict) else json.loads(configuration)
    named = said.get("columns") or {}
    columns = [named.get(one) or one for one in ("lead_id", "stage", "at")]
    columns += [named[one] for one in ("amount", "record", "campaign", "activity") if named.get(one)]
    columns += said.get("by") or []
    reports = [one for one in (said.get("reports") or {}).values() if isinstance(one, dict)]
    columns += [one["reason"] for one in reports if one.get("reason")]
    columns += [one["by_latest"]["column"] for one in reports if isinstance(one.get("by_latest"), dict) and one["by_latest"].get("column")]
    return list(dict.fromkeys(columns))


def canonical_ids(changes, merged=None, salesforce=False, lead="lead_id"):
    """The same DataFrame with one spelling for each lead, as its rows must have before they are distributed. Ids lose the space around them, and
    empty ones become null. `salesforce`: ids of 18 characters become those of 15. `merged`: a DataFrame whose first column is the id of a lead that
    was merged, or of a contact or deal that a lead became, and whose second is the lead's. One may lead to another; of several leads that were merged
    in a circle, and of several that one was merged into, the smallest id is that of all. The pairs are collected on the driver."""
    from pyspark.sql import functions as F

    def spelled(column):
        text = F.trim(column.cast("string"))
        if salesforce:
            text = F.when(F.length(text) == 18, F.substring(text, 1, 15)).otherwise(text)
        return F.when(text != "", text)

    changes = changes.withColumn(lead, spelled(F.col(lead)))
    if merged is None:
        return changes
    pairs = merged.select(*(spelled(F.col(one)).alias(name) for one, name in zip(merged.columns, ("other", "lead")))).dropna().distinct().collect()
    same, others = {}, {pair["other"] for pair in pairs if pair["other"] != pair["lead"]}

    def group(one):  # the id that stands for it so far
        while same.get(one, one) != one:
            same[one] = same.get(same[one], same[one])
            one = same[one]
        return one

    for pair in pairs:
        a, b = sorted((group(pair["lead"]), group(pair["other"])), key=lambda one: (one in others, one))
        same[b] = a
    known = [(one, group(one)) for one in same if group(one) != one]
    if not known:
        return changes
    names = changes.sparkSession.createDataFrame(known, f"`{lead}` string, `lead that it is` string")
    return changes.join(F.broadcast(names), lead, "left").withColumn(lead, F.coalesce("lead that it is", lead)).drop("lead that it is")


def _found(library):
    """The shared object's path on this machine: as given, or where SparkContext.addFile has put it."""
    if os.path.exists(library):
        return library
    from pyspark import SparkFiles

    return SparkFiles.get(os.path.basename(library))


# What the functions below give, for DataFrame.mapInArrow.
PARTS = "part int, bytes binary"


def _row(reports):
    import pyarrow
    from pyspark import TaskContext

    part = pyarrow.array([TaskContext.get().partitionId()], pyarrow.int32())
    return pyarrow.RecordBatch.from_arrays([part, pyarrow.array([reports.bytes()], pyarrow.binary())], ["part", "bytes"])


def summarize_batches(configuration, library):
    """The function for DataFrame.mapInArrow: record batches of one partition in, one row with the partition's number and the bytes of its summary
    out. A partition without rows gives no row."""

    def summarize(batches):
        import pyarrow

        reports = None
        for batch in batches:
            if batch.num_rows == 0:
                continue
            if reports is None:
                reports = Reports(configuration, _found(library))
            reports.add(pyarrow.Table.from_batches([batch]))
        if reports is not None:
            yield _row(reports)
            reports.close()

    return summarize


def merge_batches(configuration, library):
    """The same for such rows in, one row with the merged bytes out."""

    def merge(batches):
        parts = [part for batch in batches for part in batch.column("bytes").to_pylist()]
        if parts:
            with Reports(configuration, _found(library)) as reports:
                reports.merge(parts)
                yield _row(reports)

    return merge


def spark_parts(changes, configuration, library, partitions):
    """A DataFrame with the number and the bytes of each partition. All rows of a lead go to one partition: that is what makes the parts add up."""
    lead = columns_of(configuration)[0]
    missing = [one for one in columns_of(configuration) if one not in changes.columns]
    if missing:
        raise Refused(f"the table has no column {', '.join(missing)}; it has {', '.join(changes.columns)}")
    rows = changes.select(*columns_of(configuration)).repartition(partitions, lead)
    return rows.mapInArrow(summarize_batches(configuration, library), PARTS)


def merged_by_tree(parts, configuration, library, fan_in=16):
    """Merges bytes on the workers until at most `fan_in` parts are left, for summaries that are large."""
    n = parts.rdd.getNumPartitions()
    while n > fan_in:
        n = (n + fan_in - 1) // fan_in
        # By number where Spark can (since 4.1): then each task merges equally many. Not coalesce, which would summarize in as few tasks, too.
        spread = parts.repartitionById(n, parts["part"] % n) if hasattr(parts, "repartitionById") else parts.repartition(n)
        parts = spread.mapInArrow(merge_batches(configuration, library), PARTS)
    return parts


def spark_report(changes, configuration, library, partitions=None, tree=False):
    """The reports on a DataFrame of stage changes, as a dict. `library` is on each worker at this path, or was sent by SparkContext.addFile."""
    partitions = partitions or changes.sparkSession.sparkContext.defaultParallelism * 4
    parts = spark_parts(changes, configuration, library, partitions)
    if tree:
        parts = merged_by_tree(parts, configuration, library)
    with Reports(configuration, library) as reports:
        reports.merge(row["bytes"] for row in parts.toLocalIterator())
        return reports.json()
