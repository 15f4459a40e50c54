# Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
"""Runs the vectors of docs/conformance through the C interface of a shared object:
    python3 through_c.py liblead_reports_zones.so FOLDER_OF_lead_reports.py FOLDER_OF_VECTORS
It needs nothing but Python."""
import json
import math
import pathlib
import sys

library, module, vectors = sys.argv[1:]
sys.path.insert(0, module)
import lead_reports  # noqa: E402


def at(value, pointer):
    for key in pointer.split("/")[1:]:
        key = key.replace("~1", "/").replace("~0", "~")
        value = value[int(key)] if isinstance(value, list) else value[key]
    return value


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def same(found, expected, tolerance=1e-9):
    if is_number(found) and is_number(expected):
        return math.isclose(found, expected, rel_tol=tolerance, abs_tol=1e-12)
    if isinstance(found, dict) and isinstance(expected, dict):
        return found.keys() == expected.keys() and all(same(found[key], expected[key]) for key in found)
    if isinstance(found, list) and isinstance(expected, list):
        return len(found) == len(expected) and all(map(same, found, expected))
    return type(found) is type(expected) and found == expected


n = figures = wrong = 0
for file in sorted(pathlib.Path(vectors).glob("*.json")):
    vector = json.loads(file.read_text())
    with lead_reports.Reports(vector["configuration"], library) as reports:
        for record in vector["records"]:
            reports.add_records([record])
        answer = reports.json()
    n += 1
    for pointer, expected in vector["figures"].items():
        figures += 1
        if not same(at(answer, pointer), expected, 1e-6 if pointer.endswith(("/low", "/high")) else 1e-9):
            wrong += 1
            print(f"{file.name}: {pointer} is {at(answer, pointer)}, expected {expected}")
    if not same(answer, vector["answer"]):
        wrong += 1
        print(f"{file.name}: the answer is another one")
print(f"{n} vectors, {figures} figures, {wrong} wrong")
sys.exit(wrong != 0 or n < 100)
