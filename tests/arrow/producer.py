#!/usr/bin/env python3
"""Hands tables of a real producer (pyarrow, and DuckDB where it is there) to the reader by Arrow's C data interface, and holds what it counts
against the same counted here. Ends with 77, skipped, where there is no pyarrow: producer.py READER.so"""
import ctypes
import datetime
import random
import sys

try:
    import pyarrow as pa
except ImportError:
    print("SKIPPED: no pyarrow (pip install pyarrow)")
    sys.exit(77)

reader = ctypes.CDLL(sys.argv[1])
reader.arrow_reader_counts.restype = ctypes.c_char_p
reader.arrow_reader_counts.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int]


def counted(batch, integers):
    schema, array = ctypes.create_string_buffer(72), ctypes.create_string_buffer(80)  # ArrowSchema and ArrowArray, 64-bit
    batch._export_to_c(ctypes.addressof(array), ctypes.addressof(schema))
    try:
        return reader.arrow_reader_counts(ctypes.addressof(schema), ctypes.addressof(array), integers).decode()
    finally:
        pa.RecordBatch._import_from_c(ctypes.addressof(array), ctypes.addressof(schema))  # takes it back, and releases it


def expected(rows):
    """By the definitions, in plain Python."""
    used, missing_lead, missing_time, entries = 0, 0, 0, {}
    seen = set()
    for lead, stage, at in rows:
        if lead is None:
            missing_lead += 1
        elif at is None:
            missing_time += 1
        elif stage in ("lead", "mql", "won") and (lead, stage, at) not in seen:
            seen.add((lead, stage, at))
            used += 1
            entries[lead, stage] = min(at, entries.get((lead, stage), at))
    micro = sum(int(at.timestamp()) * 1000000 for (_, stage), at in entries.items() if stage == "lead")
    count = lambda wanted: sum(stage == wanted for _, stage in entries)
    return f"{count('lead')} {count('won')} {used} {missing_lead} {missing_time} {micro}"


random.seed(1)
utc = datetime.timezone.utc
failures = 0


def check(what, found, wanted):
    global failures
    if found != wanted:
        failures += 1
        print(f"{what}: found {found!r}, expected {wanted!r}")


for integers in (0, 1):
    rows = []
    for _ in range(5000):
        lead = random.randrange(900)
        rows.append((None if random.random() < 0.02 else lead if integers else f"lead-{lead}", random.choice(["lead", "mql", "won", "else"]),
                     None if random.random() < 0.02 else datetime.datetime(2024, 1, 1, tzinfo=utc) + datetime.timedelta(hours=random.randrange(500))))
    leads, stages, times = zip(*rows)
    id_types = (pa.int64(), pa.int32(), pa.uint16()) if integers else (pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string()), pa.dictionary(pa.int8(), pa.large_string()) )
    for id_type in id_types:
        if not integers and str(id_type).startswith("dictionary") and "int8" in str(id_type):
            continue  # more leads than an index of 8 bits tells apart
        for stage_type in (pa.string(), pa.large_string(), pa.dictionary(pa.int8(), pa.string())):
            for time_type in (pa.timestamp("s", "UTC"), pa.timestamp("ms"), pa.timestamp("us", "Europe/Berlin"), pa.timestamp("ns")):
                make = lambda values, t: pa.array(values, pa.string()).dictionary_encode().cast(t) if pa.types.is_dictionary(t) else pa.array(values, t)
                table = pa.RecordBatch.from_arrays([make(leads, id_type), make(stages, stage_type), pa.array(times, pa.timestamp("us", "UTC")).cast(time_type)], ["lead_id", "stage", "at"])
                check(f"{id_type} {stage_type} {time_type}", counted(table, integers), expected(rows))
                check(f"{id_type} {stage_type} {time_type}, a slice", counted(table.slice(1001, 2500), integers), expected(rows[1001:3501]))

bad = pa.RecordBatch.from_arrays([pa.array([1.5]), pa.array(["lead"]), pa.array([0])], ["lead_id", "stage", "at"])
check("a column of another type", "give a column of texts" in counted(bad, 0), True)

try:
    import duckdb
    batch = duckdb.sql("select 'l' || (i % 100) as lead_id, (['lead', 'mql', 'won'])[1 + i % 3] as stage, timestamp '2024-01-01' + to_hours(cast(i % 700 as bigint)) as at from range(2000) t(i)").to_arrow_table().combine_chunks().to_batches()[0]
    check("DuckDB", counted(batch, 0), expected([(r["lead_id"], r["stage"], r["at"].replace(tzinfo=utc)) for r in batch.to_pylist()]))
except ImportError:
    print("without DuckDB")
print(f"{failures} tables read wrongly")
sys.exit(failures != 0)
