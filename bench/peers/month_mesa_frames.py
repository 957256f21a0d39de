"""The simulated months in mesa-frames: `python month_mesa_frames.py FOLDER MONTHS RUNS THREADS`.

Members are an agent set kept by Polars; a step changes them by a lazy query.
Units, their rolls and whom chance takes are the model's, as in NumPy: a frame
has no way to look at a few members without looking at all.
"""

import importlib.metadata
import json
import os
import sys
import time as clock

FOLDER, MONTHS, RUNS, THREADS = sys.argv[1], *map(int, sys.argv[2:5])
os.environ["POLARS_MAX_THREADS"] = str(THREADS)

import mesa_frames  # noqa: E402
import numpy as np  # noqa: E402
import polars as pl  # noqa: E402

import answers  # noqa: E402
import month_model as model  # noqa: E402


class Members(mesa_frames.AgentSetPolars):
    """Every member, an agent each, in the order of their numbers."""

    def __init__(self, world):
        super().__init__(world)
        unit = answers.column(FOLDER, "people.unit").astype(np.int32)
        grade = answers.column(FOLDER, "people.grade")
        since = answers.column(FOLDER, "people.since")
        due = np.where(grade == 1, model.due_months(since), 0).astype(np.int32)
        self.add(self.rows(np.arange(len(unit)), unit, grade, since, due))

    @staticmethod
    def rows(person, unit, grade, since, due):
        columns = {"unit": unit, "grade": grade, "since": since, "due": due}
        return pl.DataFrame({"unique_id": person.astype(np.int64), **columns})

    def step(self):
        world = self.model
        units, time, figures = world.units, world.time, world.figures
        left, joined = units.going(time)
        # Posts, as they stand at the beginning of the month.
        resigning = units.resigning(time)
        filled, chosen = units.chosen(*units.to_fill(time), world.grade)
        leavers = units.rolls[left].astype(np.int64)
        units.change(figures, leavers, left[0], resigning, filled, chosen)
        # Those who go, rise and come.
        world.goes[leavers] = True
        goes = pl.Series(world.goes[: world.next_person][self.agents["unique_id"].to_numpy()])
        waits = (pl.col("grade") == 1) & (pl.col("due") <= time.index)
        risen = self.agents.lazy().filter(waits & ~goes).select("unique_id", "unit").collect()
        stays = (
            self.agents.lazy().filter(~goes)
            .with_columns(
                since=pl.when(waits).then(pl.lit(time.first, dtype=pl.UInt16)).otherwise("since"),
                grade=pl.when(waits).then(pl.lit(0, dtype=pl.UInt8)).otherwise("grade"),
            )
            .collect()
        )
        np.subtract.at(units.voters, left[0][world.grade[leavers] == 0], 1)
        np.add.at(units.voters, risen["unit"].to_numpy(), 1)
        world.grade[risen["unique_id"].to_numpy()] = 0
        first, count = world.next_person, len(joined)
        world.next_person += count
        grade, since = np.full(count, 1, dtype=np.uint8), np.full(count, time.first, dtype=np.uint16)
        due = np.full(count, time.index + model.WAIT_MONTHS, dtype=np.int32)
        person = np.arange(first, first + count)
        self.agents = pl.concat([stays, self.rows(person, joined.astype(np.int32), grade, since, due)])
        world.grade[person] = 1
        units.enrol(left, joined, first)
        figures["joined"], figures["left"], figures["promoted"] = count, len(leavers), len(risen)
        units.meet(figures, time, world.grade)
        units.close(figures, time)


class Organisation(mesa_frames.ModelDF):
    """The members, and beside them the units, which are few."""

    def __init__(self):
        super().__init__()
        self.members = Members(self)
        self.agents += self.members
        agents = self.members.agents
        unit, grade = agents["unit"].to_numpy(), agents["grade"].to_numpy()
        self.units = model.Units(FOLDER, unit, grade)
        self.next_person = len(agents)
        room = int(len(agents) * (1.0 + 0.01 * MONTHS)) + 1000
        # By person: the grade, and whether they have left.
        self.grade, self.goes = np.full(room, 2, dtype=np.uint8), np.zeros(room, dtype=bool)
        self.grade[: len(agents)] = grade
        self.told, self.time, self.figures = [], None, None

    def step(self):
        self.time, self.figures = model.Time(len(self.told) + 1), model.figures()
        self.told.append(self.figures)
        self.agents.step()


def run():
    world = Organisation()
    begun, processor = clock.perf_counter(), clock.process_time()
    for _ in range(MONTHS):
        world.step()
    times = clock.perf_counter() - begun, clock.process_time() - processor
    agents = world.get_agents_of_type(Members).agents.sort("unique_id")
    columns = (agents[name].to_numpy() for name in ("unique_id", "unit", "grade", "since"))
    return times, model.answer(world.told, world.units, *columns)


def main():
    version = importlib.metadata.version("mesa-frames")
    told = {"engine": "mesa-frames", "version": f"{version} on Polars {pl.__version__}"}
    told["python"] = sys.version.split()[0]
    times = []
    for _ in range(RUNS):
        taken, told["answer"] = run()
        times.append(taken)
    walls, processors = (sorted(column) for column in zip(*times))
    middle = RUNS // 2
    told[f"threads_{THREADS}"] = {"wall": walls[middle], "processor": processors[middle], "runs": RUNS}
    print(json.dumps(told))


main()
