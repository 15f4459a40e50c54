#!/usr/bin/env python3
# Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
"""Holds the JSON of reports against their schemas, and the schemas of docs/schema against the standard.
validate.py PROGRAM_THAT_PRINTS_REPORTS FOLDER_OF_SCHEMAS. Ends with 77, skipped, where there is no jsonschema (apt-get install python3-jsonschema)."""
import copy
import json
import pathlib
import subprocess
import sys

try:
    import jsonschema
except ImportError as missing:
    print(f"SKIPPED: {missing} (apt-get install python3-jsonschema)")
    sys.exit(77)


def no_constant(name):
    raise ValueError(f"{name} is no JSON")


def strict(schema):
    """The same for this version alone: a figure that the schema does not name is a mistake of ours. Readers must allow it, as later versions may have more."""
    if isinstance(schema, list):
        return [strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: strict(one) for name, one in schema.items()}
    return {**made, "additionalProperties": False} if isinstance(schema.get("properties"), dict) else made


def changed(value):
    """The same with one figure less, and with one more."""
    less, more = copy.deepcopy(value), copy.deepcopy(value)
    less["result"] = None
    more["surprise"] = 1
    return less, more


printed = subprocess.run([sys.argv[1]], stdout=subprocess.PIPE, check=True).stdout.decode()
reports = 0
for line in printed.splitlines():
    one = json.loads(line, parse_constant=no_constant)
    jsonschema.Draft202012Validator.check_schema(one["schema"])
    schema, ours = jsonschema.Draft202012Validator(one["schema"]), jsonschema.Draft202012Validator(strict(one["schema"]))
    for report in one["reports"]:
        for problem in ours.iter_errors(report):
            sys.exit(f"{one['name']}, at {list(problem.absolute_path)}: {problem.message}")
        less, more = changed(report)
        assert not schema.is_valid(less), f"{one['name']}: what is wrong is valid, too"
        assert schema.is_valid(more) and not ours.is_valid(more), f"{one['name']}: a later version may have more, and this one has not"
        reports += 1
assert reports > 400, f"found {reports} reports"
schemas = sorted(pathlib.Path(sys.argv[2]).glob("*.json"))
for file in schemas:
    jsonschema.Draft202012Validator.check_schema(json.loads(file.read_text()))
assert len(schemas) > 20, f"found {len(schemas)} schemas"
print(f"{reports} reports are as their schemas say; {len(schemas)} schemas are schemas")
