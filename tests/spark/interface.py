#!/usr/bin/env python3
# Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
"""What the C interface of docs/examples/spark refuses, with the words that it must say, and that what is refused changes nothing. It needs Python alone.
interface.py liblead_reports.so FOLDER_OF_lead_reports.py"""
import os
import sys

library, folder = os.path.abspath(sys.argv[1]), sys.argv[2]
sys.path.insert(0, folder)
import lead_reports

good = {"stages": ["Lead", "MQL", "Won"], "lost": ["Lost"], "as_of": "2024-07-01T00:00:00Z", "by": ["source"], "reports": {"volume": {}, "velocity": {}}}


def refused(words, work):
    try:
        work()
    except lead_reports.Refused as refusal:
        assert words in str(refusal), f"found {refusal}, expected {words}"
        return
    raise AssertionError(f"not refused: {words}")


for words, change in {
    "Lead: this stage stands there twice": {"stages": ["Lead", "Lead"]},
    'found "weekly", expected some of volume, conversion': {"reports": {"weekly": {}}},
    "reports: found null, expected at least one": {"reports": None},
    'as_of: found "now", expected an instant': {"as_of": "now"},
    "as_of: found null": {"as_of": None},
    'windows: found "fortnight", expected day': {"windows": "fortnight"},
    "each column once": {"by": ["source", "source"]},
    'precision: found "hours"': {"precision": "hours"},
    'zone: found "Europe/Berlin", expected UTC': {"zone": "Europe/Berlin"},
    'goals: found {"Won":0.5}, expected a whole number': {"reports": {"volume": {"goals": {"Won": 0.5}}}},
    "sla, office: found \"9 to 5\", expected days and hours": {"reports": {"sla": {"start": "MQL", "response": "Won", "hours": 2, "office": ["9 to 5"]}}},
    "sla, holidays: found \"May\", expected a date": {"reports": {"sla": {"start": "MQL", "response": "Won", "hours": 2, "office": ["Mon 09:00-17:00"], "holidays": ["May"]}}},
    "sla, office: found nothing, expected opening hours": {"reports": {"sla": {"start": "MQL", "response": "Won", "hours": 2, "holidays": ["2024-05-01"]}}},
    'found the key "owner", expected one of lead_id': {"columns": {"owner": "x"}},
    'found the key "colour"': {"colour": "red"},
    'roi: found no "record" among "columns"': {"reports": {"roi": {}}},
    'scores: found no "activity" among "columns"': {"columns": {"record": "kind"}, "reports": {"scores": {}}},
    'models: found ["best"], expected some of first_touch': {"columns": {"record": "kind", "campaign": "campaign", "amount": "cents"}, "reports": {"attribution": {"models": ["best"]}}},
    "models: found nothing, expected at least one": {"columns": {"record": "kind", "campaign": "campaign", "amount": "cents"}, "reports": {"attribution": {}}},
    "model, rules: found nothing": {"columns": {"record": "kind", "activity": "what"}, "reports": {"scores": {"model": {}}}},
    "sla.start = not set": {"reports": {"sla": {"hours": 2, "response": "Won"}}},
    'horizons_days: found {"Lead":null}, expected a number of days': {"reports": {"conversion": {"horizons_days": {"Lead": None}}}},
    "conversion.with_horizon = Won": {"reports": {"conversion": {"horizons_days": {"Won": 3}}}},
    "horizon_hours: found 4, expected one of horizon_hours and horizon_days": {"reports": {"conversion": {"horizon_hours": 4, "horizon_days": 3}}},
    "forecast.within": {"reports": {"forecast": {}}},
    "within_days: found [null], expected a list of numbers": {"reports": {"forecast": {"within_days": [None]}}},
    "samples: found 4294967297, expected a number of samples": {"reports": {"forecast": {"within_days": [30], "samples": 2**32 + 1}}},
    'entered_since: found "spring", expected an instant': {"reports": {"forecast": {"within_days": [30], "entered_since": "spring"}}},
    'curves: found "mine", expected of_key or of_all': {"reports": {"forecast": {"within_days": [30], "curves": "mine"}}},
    'comparison: found no "by"': {"by": [], "reports": {"comparison": {}}},
    'comparison: found "windows"': {"windows": "month", "reports": {"comparison": {}}},
    'step: found "Won", expected the first stage of a step': {"reports": {"comparison": {"step": "Won"}}},
    'of: found "volume", expected conversion or velocity': {"reports": {"comparison": {"of": "volume"}}},
    "strict: found true, expected none beside velocity": {"reports": {"comparison": {"of": "velocity", "strict": True}}},
    'sequence: found no "activity"': {"columns": {"record": "kind"}, "reports": {"sequence": {"steps": [{"kind": "visit"}]}}},
    "sequence, steps: found nothing, expected a list of steps": {"columns": {"record": "kind", "activity": "what"}, "reports": {"sequence": {}}},
    "working_days: found 2, expected one of hours and working_days": {"reports": {"sla": {"start": "MQL", "response": "Won", "hours": 2, "working_days": 2}}},
    "working days": {"reports": {"sla": {"start": "MQL", "response": "Won", "working_days": 2}}},
    "sla, by_latest, column: found nothing, expected a column": {"reports": {"sla": {"start": "MQL", "response": "Won", "by_latest": {}}}},
    "by_latest, high, hours: found nothing, expected hours or working_days": {"reports": {"sla": {"start": "MQL", "response": "Won", "by_latest": {"column": "p", "allowances": {"high": {}}}}}},
    'by_latest, column: found "", expected a column': {"reports": {"sla": {"start": "MQL", "response": "Won", "hours": 2, "by_latest": {"column": "", "allowances": {"high": {"hours": 1}}}}}},
    'waiting: found ["Asleep"], expected stages': {"reports": {"sla": {"start": "MQL", "response": "Won", "hours": 2, "waiting": ["Asleep"]}}},
    "sla, hours: found nothing, expected hours or working_days": {"reports": {"sla": {"start": "MQL", "response": "Won", "waiting": ["Lead"]}}},
    'horizon_days: found "long", expected a number': {"reports": {"conversion": {"horizon_days": "long"}}},
}.items():
    refused(words, lambda: lead_reports.Reports({**good, **change}, library))
refused("no JSON", lambda: lead_reports.Reports("{", library))

level = {"start": "MQL", "response": "Won", "hours": 2, "by_latest": {"column": "priority", "allowances": {"high": {"hours": 1}}}}
read = lead_reports.columns_of({**good, "reports": {"sla": level, "mql": {"reason": "why"}}})
assert read == ["lead_id", "stage", "at", "source", "why", "priority"], read

with lead_reports.Reports(good, library) as reports:
    empty = reports.bytes()
    reports.merge([])
    reports.merge([empty, empty])
    assert reports.bytes() == empty
    other = lead_reports.Reports({**good, "as_of": "2024-08-01T00:00:00Z"}, library).bytes()
    rules = lambda kind: {**good, "columns": {"record": "kind", "activity": "what"}, "reports": {"scores": {"model": {"rules": [{"name": "one", "kind": kind, "points": 1}]}}}}
    page = lead_reports.Reports(rules("page"), library)
    refused('"kind":"call"', lambda: page.merge([lead_reports.Reports(rules("call"), library).bytes()]))
    less = lead_reports.Reports({**good, "reports": {"volume": {}}}, library).bytes()
    more = lead_reports.Reports({**good, "reports": {**good["reports"], "efficiency": {}}}, library).bytes()
    for words, part in {
        "as_of: 2024-08-01T00:00:00Z": other,
        "summaries of fewer reports than the configuration": less,
        "more reports than the configuration": more,
        "they were cut": empty[:-1],
        "checksum does not agree": empty[:60] + bytes([empty[60] ^ 1]) + empty[61:],
        "no saved summary": b"lead_id,stage,at",
    }.items():
        refused(words, lambda: reports.merge([empty, part]))
        assert reports.bytes() == empty
    assert list(reports.json()) == ["rows", "volume", "velocity", "replaced_texts"]
print("what is refused is refused with its words, and changes nothing")
