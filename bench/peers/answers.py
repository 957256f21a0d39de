"""What every program here does alike: reads columns, keeps time, tells its answer."""

import datetime
import hashlib
import json
import pathlib
import statistics
import time

import numpy as np

NONE = 0xFFFFFFFF


def column(folder, name):
    """A column that our side has written."""
    return np.load(pathlib.Path(folder) / f"{name}.npy")


def rules(folder):
    """What the charter says. A meeting is overdue when one whole stretch of time
    has passed since the last: when that lies before a day that is the same for
    all units, so that nobody has to compute with calendars row by row."""
    said = json.loads((pathlib.Path(folder) / "rules.json").read_text())
    day_nought = datetime.date(1899, 12, 31)
    on = day_nought + datetime.timedelta(days=said["on"])
    for row in said["meetings"]:
        month = (on.year * 12 + on.month - 1) // row["months"] - 1
        year, month = divmod(month * row["months"], 12)
        row["overdue_before"] = (datetime.date(year, month + 1, 1) - day_nought).days
    return said


def sha256(rows):
    """The SHA-256 of rows of numbers, each number as four little-endian bytes."""
    return hashlib.sha256(np.ascontiguousarray(rows, dtype="<u4").tobytes()).hexdigest()


def in_order(rows):
    """Rows sorted by their first number, then their second, and so on."""
    return rows[np.lexsort(rows.T[::-1])]


def timed(work, runs, seconds_least=1.0):
    """Does the work once to warm up and then several times: the middle of the
    times on the clock, the mean of the processor's, and the last result."""
    result = work()
    walls = []
    begun, processor = time.perf_counter(), time.process_time()
    while len(walls) < runs or time.perf_counter() - begun < seconds_least:
        start = time.perf_counter()
        result = work()
        walls.append(time.perf_counter() - start)
    processor = (time.process_time() - processor) / len(walls)
    measured = {"wall": statistics.median(walls), "processor": processor, "runs": len(walls)}
    return measured, result


def findings(rows):
    """Findings as our side tells them: how many by rule and kind, and a hash
    over unit, rule, kind and figure of every one."""
    rows = in_order(np.asarray(rows, dtype=np.uint32).reshape(-1, 4))
    kinds, counts = np.unique(rows[:, 1:3], axis=0, return_counts=True)
    named = {f"{rule}.{kind}": int(count) for (rule, kind), count in zip(kinds, counts)}
    return {"findings": len(rows), "counts": named, "sha256": sha256(rows)}
