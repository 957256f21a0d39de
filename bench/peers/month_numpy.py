"""The simulated months in NumPy: `python month_numpy.py FOLDER MONTHS RUNS THREADS`.

Members are columns, and what is drawn for each of them is drawn for a stretch
at a time, in place, so that the numbers stay in the processor's cache.
"""

import json
import sys
import time as clock
from concurrent.futures import ThreadPoolExecutor

import numpy as np

import answers
import draws
import month_model as model

STRETCH = 16_384
GONE = 2


class People:
    """Columns by number, with room for those to come."""

    def __init__(self, folder, room):
        unit = answers.column(folder, "people.unit")
        self.count = self.first_count = len(unit)
        rows = int(self.count * room)
        self.subject = np.arange(rows, dtype=np.uint64) * np.uint64(draws.GOLDEN)
        self.unit = np.zeros(rows, dtype=np.int32)
        self.grade = np.full(rows, GONE, dtype=np.uint8)
        self.since = np.zeros(rows, dtype=np.uint16)
        self.unit[: self.count] = unit
        self.grade[: self.count] = answers.column(folder, "people.grade")
        self.since[: self.count] = answers.column(folder, "people.since")
        # People of the first day stand in the order of their units.
        units = len(answers.column(folder, "units.level"))
        self.starts = np.searchsorted(unit, np.arange(units + 1))
        self.waiting = {}
        waits = np.flatnonzero(self.grade[: self.count] == 1)
        self.wait(waits, model.due_months(self.since[waits]))

    def wait(self, persons, months):
        order = np.argsort(months, kind="stable")
        months, starts = np.unique(months[order], return_index=True)
        for month, some in zip(months, np.split(persons[order], starts[1:])):
            self.waiting.setdefault(int(month), []).append(some)

    def waited(self, time):
        months = sorted(month for month in self.waiting if month <= time.index)
        some = [part for month in months for part in self.waiting.pop(month)]
        some = np.concatenate(some) if some else np.empty(0, dtype=np.int64)
        return some[self.grade[some] == 1]

    def of_units(self, units):
        """The numbers of those who belong to some units, in the order of the rolls."""
        lengths = self.starts[units + 1] - self.starts[units]
        at = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        persons = np.repeat(self.starts[units], lengths) + at
        wanted = np.zeros(len(self.starts), dtype=bool)
        wanted[units] = True
        newer = self.first_count + np.flatnonzero(wanted[self.unit[self.first_count : self.count]])
        persons = np.concatenate([persons, newer])
        return persons[np.lexsort((persons, self.unit[persons]))]


class Worker:
    """The room that one thread draws in."""

    def __init__(self):
        self.values = np.empty(STRETCH, dtype=np.uint64)
        self.spare = np.empty(STRETCH, dtype=np.uint64)
        self.taken = np.empty(STRETCH, dtype=bool)

    def taken_of(self, people, start, end, begun, parts):
        """Whose draws fall into a share, among those from one number to another."""
        length = end - start
        values, spare, taken = self.values[:length], self.spare[:length], self.taken[:length]
        np.add(people.subject[start:end], begun, out=values)
        draws.stir(values, spare)
        # The lower half of each number, as it lies in memory.
        np.less(values.view(np.uint32)[::2], parts, out=taken)
        return np.flatnonzero(taken)

    def come_and_go(self, people, time, start, end):
        coming = np.uint64(draws.base(model.SEED, time.number, draws.COMING))
        going = np.uint64(draws.base(model.SEED, time.number, draws.GOING))
        brings, goes = [], []
        for at in range(start, end, STRETCH):
            stop = min(at + STRETCH, end)
            brings.append(self.taken_of(people, at, stop, coming, np.uint32(model.JOINING)) + at)
            goes.append(self.taken_of(people, at, stop, going, np.uint32(model.LEAVING)) + at)
        return np.concatenate(brings), np.concatenate(goes)

    def attend(self, people, begun, start, end, units):
        absent, voters = [], []
        begun_here = np.empty(STRETCH, dtype=np.uint64)
        for at in range(start, end, STRETCH):
            stop = min(at + STRETCH, end)
            unit, grade = people.unit[at:stop], people.grade[at:stop]
            here = begun_here[: stop - at]
            np.take(begun, unit, out=here, mode="clip")
            away = self.taken_of(people, at, stop, here, np.uint32(model.ABSENT))
            of_grade, of_unit = grade[away], unit[away]
            absent.append(of_unit[of_grade != GONE])
            voters.append(of_unit[of_grade == 0])
        absent, voters = np.concatenate(absent), np.concatenate(voters)
        return np.bincount(absent, minlength=units), np.bincount(voters, minlength=units)


def pieces(count, threads):
    length = -(-count // threads)
    return [(at, min(at + length, count)) for at in range(0, count, length)]


def pass_month(people, units, time, workers, pool):
    figures = model.figures()
    parts = pieces(people.count, len(workers))
    changes = list(pool.map(lambda worker, part: worker.come_and_go(people, time, *part), workers, parts))
    brings = np.concatenate([one[0] for one in changes])
    goes = np.concatenate([one[1] for one in changes])
    brings = brings[people.grade[brings] != GONE]
    leavers = goes[people.grade[goes] != GONE]
    # Posts, as they stand at the beginning of the month.
    resigning = units.resigning(time)
    filled, drawn = units.to_fill(time)
    able = people.of_units(filled)
    able = able[people.grade[able] == 0]
    able = able[~units.holds(able)]
    filled, chosen = units.chosen(filled, drawn, able, people.unit[able])
    units.change(figures, leavers, people.unit[leavers], resigning, filled, chosen)
    # Those who go, rise and come.
    left_units, left_grades = people.unit[leavers], people.grade[leavers]
    people.grade[leavers] = GONE
    rising = people.waited(time)
    people.grade[rising] = 0
    people.since[rising] = time.first
    joined = np.sort(people.unit[brings])
    first, last = people.count, people.count + len(joined)
    people.unit[first:last] = joined
    people.grade[first:last] = 1
    people.since[first:last] = time.first
    people.count = last
    people.wait(np.arange(first, last), np.full(len(joined), time.index + model.WAIT_MONTHS))
    units.recount(joined, left_units, left_units[left_grades == 0], people.unit[rising])
    figures["joined"], figures["left"], figures["promoted"] = len(joined), len(leavers), len(rising)
    # Meetings.
    day, holds, begun = units.calls(time)
    parts = pieces(people.count, len(workers))
    counts = list(
        pool.map(lambda worker, part: worker.attend(people, begun, *part, units.count), workers, parts)
    )
    absent, voters = (sum(one[at] for one in counts) for at in (0, 1))
    units.meet(figures, time, day, holds, absent, voters)
    units.close(figures, time)
    return figures


def run(folder, months, threads):
    people = People(folder, 1.0 + 0.01 * months)
    units = model.Units(folder, people.unit[: people.count], people.grade[: people.count])
    workers = [Worker() for _ in range(threads)]
    with ThreadPoolExecutor(threads) as pool:
        begun, processor = clock.perf_counter(), clock.process_time()
        told = [pass_month(people, units, model.Time(1 + at), workers, pool) for at in range(months)]
        times = clock.perf_counter() - begun, clock.process_time() - processor
    there = np.flatnonzero(people.grade[: people.count] != GONE)
    answer = model.answer(
        told, units, there, people.unit[there], people.grade[there], people.since[there]
    )
    return times, answer


def main():
    folder, months, runs, threads = sys.argv[1], *map(int, sys.argv[2:5])
    told = {"engine": "numpy", "version": np.__version__, "python": sys.version.split()[0]}
    for count in sorted({1, threads}):
        times = []
        for _ in range(runs):
            taken, told["answer"] = run(folder, months, count)
            times.append(taken)
        walls, processors = (sorted(column) for column in zip(*times))
        told[f"threads_{count}"] = {
            "wall": walls[len(walls) // 2],
            "processor": processors[len(processors) // 2],
            "runs": runs,
        }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
