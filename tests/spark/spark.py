#!/usr/bin/env python3
# Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
"""Runs docs/examples/spark on a standalone Spark of one master and two workers, and holds the merged bytes against those of one process.
spark.py liblead_reports.so FOLDER_OF_lead_reports.py. Ends with 77, skipped, where there is no Java, PySpark or pyarrow."""
import datetime
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

library, folder = os.path.abspath(sys.argv[1]), sys.argv[2]
sys.path.insert(0, folder)
try:
    import pyarrow
    import pyspark
    from pyspark.sql import SparkSession
    from pyspark.sql import functions as F
except ImportError as missing:
    print(f"SKIPPED: {missing} (pip install pyspark 'pandas<3' pyarrow)")
    sys.exit(77)
if shutil.which("java") is None:
    print("SKIPPED: no java (apt-get install default-jre-headless)")
    sys.exit(77)

import lead_reports

configuration = {
    "stages": ["Lead", "MQL", "SQL", "Won"],
    "lost": ["Lost"],
    "as_of": "2024-07-01T00:00:00Z",
    "columns": {"amount": "cents", "record": "record", "campaign": "campaign", "activity": "activity"},
    "by": ["source"],
    "windows": "month",
    "reports": {
        "volume": {},
        "conversion": {"horizon_days": 30},
        "velocity": {},
        "efficiency": {},
        "mql": {"qualified": "MQL", "accepted": "SQL", "reason": "reason"},
        "sla": {"start": "MQL", "response": "SQL", "hours": 48},
        "response_lift": {"start": "MQL", "response": "SQL", "bands_hours": [1, 24]},
        "roi": {"annual_rate": 0.09},
        "scores": {"model": {"rules": [{"kind": "page", "points": 2, "at_most": 3, "per": "day"}, {"kind": "demo", "points": 30}], "half_life_days": 30, "sales_ready": 25}},
        "attribution": {"models": ["first_touch", "last_touch", "linear", "time_decay", "position_based", "shapley", "markov"], "lookback_days": 60},
    },
}
failures = 0


def check(what, holds):
    global failures
    print(("ok: " if holds else "FAILED: ") + what, flush=True)
    failures += not holds


def rows_of(n, leads, integers=False):
    random.seed(n)
    start = datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc)
    ids = lambda lead: None if random.random() < 0.01 else lead if integers else f"lead-{lead}"
    return [
        (
            ids(random.randrange(leads)),
            random.choice(["Lead", "Lead", "MQL", "SQL", "Won", "Lost", "unheard of"]),
            None if random.random() < 0.01 else start + datetime.timedelta(microseconds=random.randrange(200 * 86400 * 10**6)),
            random.choice(["web", "fair", None]),
            random.choice(["price", "", None]),
            None if random.random() < 0.1 else random.randrange(-500, 10**6),
            random.choice(["change"] * 8 + ["touch", "touch", "deal", "activity", "activity", "cost", "note"]),
            random.choice(["mail", "ads", "fair", None]),
            random.choice(["page", "page", "demo", "call", None]),
        )
        for _ in range(n)
    ]


NAMES = ["lead_id", "stage", "at", "source", "reason", "cents", "record", "campaign", "activity"]
COLUMNS = "stage string, at timestamp, source string, reason string, cents long, record string, campaign string, activity string"


def table_of(rows, integers=False):
    columns = list(zip(*rows)) if rows else [[]] * len(NAMES)
    types = [pyarrow.int64() if integers else pyarrow.string(), pyarrow.string(), pyarrow.timestamp("us", "UTC"), *[pyarrow.string()] * 2, pyarrow.int64(), *[pyarrow.string()] * 3]
    return pyarrow.table([pyarrow.array(c, t) for c, t in zip(columns, types)], NAMES)


def in_one_process(table):
    with lead_reports.Reports(configuration, library) as reports:
        reports.add(table)
        return reports.bytes(), reports.json()


def merged(parts):
    with lead_reports.Reports(configuration, library) as reports:
        reports.merge(parts)
        return reports.bytes()


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def executors(workers):
    """The pids of the executors that the workers have started."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat") as stat, open(f"/proc/{pid}/cmdline") as line:
                if int(stat.read().rsplit(")", 1)[1].split()[1]) in workers and "CoarseGrainedExecutorBackend" in line.read():
                    found.append(int(pid))
        except (OSError, IndexError):
            pass
    return found


scratch = tempfile.mkdtemp()
home = os.path.dirname(pyspark.__file__)
environment = dict(os.environ, SPARK_HOME=home, SPARK_LOCAL_IP="127.0.0.1", SPARK_WORKER_DIR=scratch, SPARK_LOG_DIR=scratch, PYSPARK_PYTHON=sys.executable, PYSPARK_DRIVER_PYTHON=sys.executable)
os.environ.update(environment)
started = []
spark = None


def start(*arguments):
    log = open(os.path.join(scratch, f"log{len(started)}"), "w")
    started.append(subprocess.Popen([os.path.join(home, "bin", "spark-class"), *map(str, arguments)], env=environment, stdout=log, stderr=log, start_new_session=True))
    return started[-1].pid


def figures_of_all_kinds():
    """By hand: what each kind of rows is for."""
    day = lambda n: datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc) + datetime.timedelta(days=n)
    row = lambda record, lead=None, at=None, stage=None, cents=None, campaign=None, activity=None: (lead, stage, at, None, None, cents, record, campaign, activity)
    rows = [
        row("change", "a", day(0), "Lead", campaign="mail"),
        row("change", "b", day(0), "Lead", 700, "ads"),
        row("touch", "a", day(1), campaign="mail"),
        row("touch", "a", day(2), campaign="ads"),
        row("deal", "a", day(3), cents=1001, campaign="mail"),
        row("cost", at=day(0), cents=400, campaign="mail"),
        row("cost", at=day(0), cents=100, campaign="ads"),
        row("activity", "a", day(4), activity="demo"),
        row("activity", "b", day(4), activity="call"),
        row("note", "a", day(5)),
    ]
    reports = {"volume": {}, "roi": {}, "scores": {"model": {"rules": [{"kind": "demo", "points": 30}], "sales_ready": 25}}, "attribution": {"models": ["linear", "first_touch"]}}
    with lead_reports.Reports({**configuration, "by": [], "windows": None, "reports": reports}, library) as made:
        made.add(table_of(rows))
        said = made.json()
    check("rows are counted by kind", said["rows"] == {"read": 10, "change": 2, "touch": 2, "deal": 1, "activity": 2, "cost": 2, "of_unknown_kind": 1})
    check("stage changes are journeys", [one["entered"] for one in said["volume"]["stages"]] == [2, 0, 0, 0] and said["volume"]["quality"]["records"] == 2)
    roi = said["roi"]
    check("costs and deals are cash flows", [one["value"]["net_minor"] for one in roi["campaigns"]] == [-100, 601] and roi["total"]["net_minor"] == 501)
    check("leads that are open are told with their value", [(one["value"]["open_leads"], one["value"]["open_value_minor"]) for one in roi["campaigns"]] == [(1, 700), (1, 0)])
    scores = said["scores"]
    check("activities give scores", (scores["leads"]["count"], scores["sales_ready"], scores["highest"][0]) == (2, 1, {"lead_id": "a", "value": 30}))
    linear, first = (said["attribution"][one] for one in ("linear", "first_touch"))
    check("touches share the deal", sorted(one["value"]["attributed_minor"] for one in linear["campaigns"]) == [500, 501] and linear["total_minor"] == 1001)
    check("or the first has it", {one["key"]: one["value"]["attributed_minor"] for one in first["campaigns"]}["mail"] == 1001)


def main():
    global spark
    figures_of_all_kinds()
    port = free_port()
    master = f"spark://127.0.0.1:{port}"
    start("org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", port, "--webui-port", free_port())
    workers = [start("org.apache.spark.deploy.worker.Worker", master, "--host", "127.0.0.1", "--cores", 2, "--memory", "1g", "--webui-port", free_port()) for _ in range(2)]
    spark = (
        SparkSession.builder.master(master)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.executor.memory", "512m")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", 1000)
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.adaptive.enabled", "false")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("OFF")
    spark.sparkContext.addPyFile(os.path.join(folder, "lead_reports.py"))
    spark.sparkContext.addFile(library)
    # Workers are told a name that does not exist there, so that the file that was sent is found.
    sent = "/not/here/" + os.path.basename(library)

    rows = rows_of(20000, 6000)
    table = table_of(rows)
    changes = spark.createDataFrame(table.to_pandas(), schema="lead_id string, " + COLUMNS)
    expected, report = in_one_process(table)

    parts = lead_reports.spark_parts(changes, configuration, sent, 8).persist(pyspark.StorageLevel.DISK_ONLY)
    each = [bytes(row["bytes"]) for row in parts.collect()]
    check("as many parts as partitions, each once", sorted(row["part"] for row in parts.collect()) == list(range(8)) and len(set(each)) == 8)
    check("the merged bytes are those of one process", merged(each) == expected)
    check("in another order, too", merged(each[::-1]) == expected)
    check("the report is that of one process", lead_reports.spark_report(changes, configuration, library, 8) == report)

    running = executors(workers)
    check("two executors run", len(running) == 2)
    os.kill(running[0], signal.SIGKILL)  # finished parts lie on its disk
    tree = lead_reports.merged_by_tree(parts, configuration, sent, fan_in=3)
    few = [bytes(row["bytes"]) for row in tree.collect()]
    check("an executor was killed under the tree: fewer parts, the same bytes", len(few) <= 3 and merged(few) == expected)

    def killed_once(batches):
        from pyspark import TaskContext

        task = TaskContext.get()
        for n, batch in enumerate(lead_reports.summarize_batches(configuration, sent)(batches)):
            if task.partitionId() == 1 and task.attemptNumber() == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            yield batch

    again = changes.select(*lead_reports.columns_of(configuration)).repartition(4, "lead_id").mapInArrow(killed_once, lead_reports.PARTS)
    check("a Python worker was killed inside its task: the same bytes", merged([bytes(row["bytes"]) for row in again.collect()]) == expected)

    nothing = lead_reports.spark_parts(changes.limit(0), configuration, sent, 4).collect()
    check("an empty table gives no parts, and the report on nothing", nothing == [] and merged([]) == in_one_process(table_of([]))[0])
    few_leads = changes.where(F.col("lead_id").isin("lead-1", "lead-2"))
    check("more partitions than leads", merged([bytes(row["bytes"]) for row in lead_reports.spark_parts(few_leads, configuration, sent, 32).collect()]) == in_one_process(table_of([row for row in rows if row[0] in ("lead-1", "lead-2")]))[0])

    numbered = rows_of(3000, 700, integers=True)
    frame = spark.createDataFrame(numbered, "lead_id long, " + COLUMNS)
    check("integer ids", merged([bytes(row["bytes"]) for row in lead_reports.spark_parts(frame, configuration, sent, 5).collect()]) == in_one_process(table_of(numbered, integers=True))[0])
    local = changes.withColumn("at", F.col("at").cast("timestamp_ntz"))
    check("timestamps without a zone are in UTC", merged([bytes(row["bytes"]) for row in lead_reports.spark_parts(local, configuration, sent, 3).collect()]) == expected)

    try:
        lead_reports.spark_parts(changes.drop("stage"), configuration, sent, 2)
        check("a missing column is refused", False)
    except lead_reports.Refused as refusal:
        check("a missing column is refused", "has no column stage" in str(refusal))
    try:
        changes.drop("stage").repartition(2).mapInArrow(lead_reports.summarize_batches(configuration, sent), lead_reports.PARTS).collect()
        check("a missing column on a worker is told in the library's words", False)
    except Exception as refusal:
        check("a missing column on a worker is told in the library's words", '"stage": the table has no column of this name' in str(refusal))

    merged_leads = spark.createDataFrame([("d", "b"), ("b", "a"), ("e", "d"), ("f", "g"), (None, "a"), ("x", "")], "loser string, winner string")
    ids = spark.createDataFrame([(one, one) for one in ("a", "b", " b ", "c", "d", "e", "f", "g", "", None, "x")], "was string, lead_id string")
    found = {row["was"]: row["lead_id"] for row in lead_reports.canonical_ids(ids, merged_leads).collect()}
    check("merged leads have one id", found == {"a": "a", "b": "a", " b ": "a", "c": "c", "d": "a", "e": "a", "f": "g", "g": "g", "": None, None: None, "x": "x"})
    circle = spark.createDataFrame([("q", "p"), ("p", "q")], "loser string, winner string")
    found = {row["lead_id"] for row in lead_reports.canonical_ids(spark.createDataFrame([("p",), ("q",)], "lead_id string"), circle).collect()}
    check("leads that were merged in a circle have the smallest id", found == {"p"})
    forms = spark.createDataFrame([("00Q5g00000AbCdEEAV",), ("00Q5g00000AbCdE",)], "lead_id string")
    check("ids of 15 and 18 characters are one", {row["lead_id"] for row in lead_reports.canonical_ids(forms, salesforce=True).collect()} == {"00Q5g00000AbCdE"})

    by_row = changes.select(*lead_reports.columns_of(configuration)).repartition(8).mapInArrow(lead_reports.summarize_batches(configuration, sent), lead_reports.PARTS)
    check("control: rows distributed without regard to the lead give other bytes", merged([bytes(row["bytes"]) for row in by_row.collect()]) != expected)


try:
    main()
finally:
    if spark is not None:
        spark.stop()
    for one in reversed(started):
        try:
            os.killpg(one.pid, signal.SIGKILL)  # its own group, and nobody else's
        except ProcessLookupError:
            pass
        one.wait()
    shutil.rmtree(scratch, ignore_errors=True)
print(f"{failures} checks failed")
sys.exit(failures != 0)
