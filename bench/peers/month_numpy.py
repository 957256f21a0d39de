"""The simulated months in NumPy: `python month_numpy.py FOLDER MONTHS RUNS THREADS`.

Members are columns by number, and units are rows of a table of places. Whom
chance takes is found for all units at once, and nobody else is looked at, so
that a second thread would have little to do.
"""

import json
import sys
import time as clock

import numpy as np

import answers
import month_model as model

FOLDER, MONTHS, RUNS, THREADS = sys.argv[1], *map(int, sys.argv[2:5])
GONE = 2


class People:
    """Columns by number, with room for those to come."""

    def __init__(self, room):
        unit = answers.column(FOLDER, "people.unit")
        self.count = len(unit)
        rows = int(self.count * room) + 1000
        self.unit = np.zeros(rows, dtype=np.int32)
        self.grade = np.full(rows, GONE, dtype=np.uint8)
        self.since = np.zeros(rows, dtype=np.uint16)
        self.unit[: self.count] = unit
        self.grade[: self.count] = answers.column(FOLDER, "people.grade")
        self.since[: self.count] = answers.column(FOLDER, "people.since")
        self.waiting = {}
        waits = np.flatnonzero(self.grade[: self.count] == 1)
        months = model.due_months(self.since[waits])
        order = np.argsort(months, kind="stable")
        months, starts = np.unique(months[order], return_index=True)
        for month, some in zip(months, np.split(waits[order], starts[1:])):
            self.waiting.setdefault(int(month), []).append(some)

    def waited(self, time):
        """Those who wait and have waited long enough."""
        months = sorted(month for month in self.waiting if month <= time.index)
        some = [part for month in months for part in self.waiting.pop(month)]
        some = np.concatenate(some) if some else np.empty(0, dtype=np.int64)
        return some[self.grade[some] == 1]


def pass_month(people, units, time):
    figures = model.figures()
    left, joined = units.going(time)
    # Posts, as they stand at the beginning of the month.
    resigning = units.resigning(time)
    filled, chosen = units.chosen(*units.to_fill(time), people.grade)
    leavers = units.rolls[left].astype(np.int64)
    units.change(figures, leavers, left[0], resigning, filled, chosen)
    # Those who go, rise and come.
    np.subtract.at(units.voters, left[0][people.grade[leavers] == 0], 1)
    people.grade[leavers] = GONE
    rising = people.waited(time)
    people.grade[rising] = 0
    people.since[rising] = time.first
    np.add.at(units.voters, people.unit[rising], 1)
    first, last = people.count, people.count + len(joined)
    people.unit[first:last] = joined
    people.grade[first:last] = 1
    people.since[first:last] = time.first
    people.count = last
    people.waiting.setdefault(time.index + model.WAIT_MONTHS, []).append(np.arange(first, last))
    units.enrol(left, joined, first)
    figures["joined"], figures["left"], figures["promoted"] = len(joined), len(leavers), len(rising)
    units.meet(figures, time, people.grade)
    units.close(figures, time)
    return figures


def run():
    people = People(1.0 + 0.01 * MONTHS)
    units = model.Units(FOLDER, people.unit[: people.count], people.grade[: people.count])
    begun, processor = clock.perf_counter(), clock.process_time()
    told = [pass_month(people, units, model.Time(1 + at)) for at in range(MONTHS)]
    times = clock.perf_counter() - begun, clock.process_time() - processor
    there = np.flatnonzero(people.grade[: people.count] != GONE)
    columns = (people.unit[there], people.grade[there], people.since[there])
    return times, model.answer(told, units, there, *columns)


def main():
    told = {"engine": "numpy", "version": np.__version__, "python": sys.version.split()[0]}
    times = []
    for _ in range(RUNS):
        taken, told["answer"] = run()
        times.append(taken)
    walls, processors = (sorted(column) for column in zip(*times))
    told["threads_1"] = {"wall": walls[RUNS // 2], "processor": processors[RUNS // 2], "runs": RUNS}
    print(json.dumps(told))


main()
