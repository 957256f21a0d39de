"""What the programs of the simulated month have in common: the rates, the
calendar, the rolls of units and whom chance takes of them, posts, meetings and
the answer. How a program keeps its members is its own.

People keep the order in which they came to their unit, and that is the order
of their numbers. Grade 0 votes and may hold a post; grade 1 waits.
"""

import calendar
import datetime

import numpy as np

import answers
import draws

SEED = 1
BEGINS = (2026, 1)
JOINING, LEAVING = draws.Runs(draws.monthly(0.03)), draws.Runs(draws.monthly(0.02))
ABSENT = draws.Runs(draws.share(0.12))
RESIGNING = draws.monthly(0.08)
HOLDING, FILLING = draws.share(0.97), draws.share(0.6)
WAIT_MONTHS = 12
LEAST, MOST = 5, 30
BASE_LEVEL = 5
NOBODY = -1


def day_number(year, month, day):
    return (datetime.date(year, month, day) - datetime.date(1899, 12, 31)).days


class Time:
    """A month: its number since the first, its place in the calendar, its days."""

    def __init__(self, number):
        self.number = number
        year, month = divmod(BEGINS[0] * 12 + BEGINS[1] - 1 + number - 1, 12)
        self.index = year * 12 + month
        self.first = day_number(year, month + 1, 1)
        self.days = calendar.monthrange(year, month + 1)[1]


def due_months(since):
    """The month on whose first day somebody has waited long enough."""
    dates = np.datetime64("1899-12-31") + since.astype("timedelta64[D]")
    months = dates.astype("datetime64[M]")
    later = dates > months.astype("datetime64[D]")
    return months.astype(np.int64) + 1970 * 12 + WAIT_MONTHS + later


class Units:
    """The units: how many belong to each, who heads it, and its meetings."""

    def __init__(self, folder, unit, grade):
        level = answers.column(folder, "units.level")
        holder = answers.column(folder, "units.holder").astype(np.int64)
        holder[holder == answers.NONE] = NOBODY
        self.count = len(level)
        self.is_base = level == BASE_LEVEL
        self.bases = np.flatnonzero(self.is_base)
        # The officers of committees only matter in that they hold a post. Whoever
        # joins later becomes none: the last row stands for all of them.
        committees = np.flatnonzero(~self.is_base & (holder != NOBODY))
        self.officer_of = np.full(len(unit) + 1, NOBODY)
        self.officer_of[holder[committees]] = committees
        self.head = np.where(self.is_base, holder, NOBODY)
        self.people = np.bincount(unit, minlength=self.count)
        self.voters = np.bincount(unit[grade == 0], minlength=self.count)
        self.last_met = np.full(self.count, BEGINS[0] * 12 + BEGINS[1] - 1)
        self.meetings = []
        # A row of places a unit, with room for those to come.
        self.rolls = np.zeros((self.count, int(self.people.max()) + 16), dtype=np.uint32)
        places = np.arange(len(unit)) - np.repeat(np.cumsum(self.people) - self.people, self.people)
        self.rolls[unit, places] = np.arange(len(unit))

    def going(self, time):
        """Who leaves, as units and places, and the units to which somebody is brought."""
        drawn = draws.of(draws.base(SEED, time.number, draws.GOING), self.bases)
        leaves, joins = (draws.base(SEED, time.number, one) for one in (draws.LEAVING, draws.JOINING))
        lower, upper = drawn & np.uint64(0xFFFFFFFF), drawn >> np.uint64(32)
        left = LEAVING.taken(self.rolls, self.people, self.bases, lower, leaves)
        brought, _ = JOINING.taken(self.rolls, self.people, self.bases, upper, joins)
        return left, np.sort(brought)

    def enrol(self, left, joined, first):
        """Takes those who left off their rolls, and puts those who joined at the ends."""
        units, places = left
        rows, at = np.unique(units, return_inverse=True)
        some = self.rolls[rows]
        gone = np.zeros(some.shape, dtype=bool)
        gone[at, places] = True
        self.rolls[rows] = np.take_along_axis(some, np.argsort(gone, axis=1, kind="stable"), axis=1)
        np.subtract.at(self.people, units, 1)
        rows, starts, counts = np.unique(joined, return_index=True, return_counts=True)
        nth = np.arange(len(joined)) - np.repeat(starts, counts)
        ends = self.people[joined] + nth
        if len(ends) and ends.max() >= self.rolls.shape[1]:
            self.rolls = np.pad(self.rolls, ((0, 0), (0, 16 + int(ends.max()) - self.rolls.shape[1])))
        self.rolls[joined, ends] = first + np.arange(len(joined))
        self.people[rows] += counts

    def resigning(self, time):
        """The units whose heads resign."""
        units = np.flatnonzero(self.head != NOBODY)
        subjects = self.head[units] ^ (BASE_LEVEL << 24)
        drawn = draws.of(draws.base(SEED, time.number, draws.RESIGNING), subjects)
        return units[draws.takes(drawn, RESIGNING)]

    def to_fill(self, time):
        """The units without a head that look for one, and a draw for whom."""
        units = self.bases[self.head[self.bases] == NOBODY]
        drawn = draws.of(draws.base(SEED, time.number, draws.FILLING), units)
        units = units[draws.takes(drawn, FILLING)]
        # Twelve looks are set apart for every unit, of which a base unit needs the first.
        subjects = (units * 12) & 0xFFFFFFFF
        return units, draws.of(draws.base(SEED, time.number, draws.CHOOSING), subjects)

    def chosen(self, units, drawn, grade):
        """Who is chosen of those on the rolls who may hold a post and hold none:
        the units in which anybody is, and whom."""
        rolls = self.rolls[units]
        able = (np.arange(rolls.shape[1]) < self.people[units][:, None]) & (grade[rolls] == 0)
        able &= self.officer_of[np.minimum(rolls, len(self.officer_of) - 1)] == NOBODY
        counts = able.sum(axis=1)
        turned = (drawn << np.uint64(29)) | (drawn >> np.uint64(35))
        nth = draws.below(turned, counts).astype(np.int64)
        there = counts > 0
        place = np.argmax(np.cumsum(able, axis=1) > nth[:, None], axis=1)
        return units[there], rolls[there, place[there]].astype(np.int64)

    def change(self, figures, leavers, leavers_units, resigning, filled, chosen):
        """Posts change hands. `chosen` may be somebody who leaves."""
        heads_gone = self.head[leavers_units] == leavers
        gone_units = leavers_units[heads_gone]
        known = leavers[leavers < len(self.officer_of)]
        figures["laid_down"] += len(gone_units) + int(np.count_nonzero(self.officer_of[known] != NOBODY))
        self.officer_of[known] = NOBODY
        self.head[gone_units] = NOBODY
        still = self.head[resigning] != NOBODY
        figures["refused"] += int(np.count_nonzero(~still))
        figures["laid_down"] += int(np.count_nonzero(still))
        self.head[resigning] = NOBODY
        left = np.isin(chosen, leavers)
        figures["refused"] += int(np.count_nonzero(left))
        figures["taken_up"] += int(np.count_nonzero(~left))
        self.head[filled[~left]] = chosen[~left]

    def meet(self, figures, time, grade):
        """The meetings of a month: on which day each unit meets, whether it does,
        and who is absent."""
        drawn = draws.of(draws.base(SEED, time.index, draws.DAY), self.bases)
        below = ((drawn & np.uint64(0xFFFFFFFF)) * np.uint64(time.days - 1)) >> np.uint64(32)
        day = below.astype(np.int64) + 2
        times = [time.number * 32 + one for one in range(time.days + 1)]
        holding = np.array([draws.base(SEED, one, draws.HOLDING) for one in times], dtype=np.uint64)
        attending = np.array([draws.base(SEED, one, draws.ATTENDING) for one in times], dtype=np.uint64)
        drawn = draws.of(holding[day], self.bases)
        holds = np.flatnonzero(draws.takes(drawn, HOLDING))
        units, day, upper = self.bases[holds], day[holds], drawn[holds] >> np.uint64(32)
        away, places = ABSENT.taken(self.rolls, self.people, units, upper, attending[day])
        voters = grade[self.rolls[away, places]] == 0
        absent = np.bincount(away, minlength=self.count)
        absent_voters = np.bincount(away[voters], minlength=self.count)
        present = self.people - absent
        there = present[units] > 0
        held, day = units[there], day[there]
        figures["refused"] += len(units) - len(held)
        voters = self.voters[held]
        quorate = voters - absent_voters[held] >= voters // 2 + 1
        expected, present = self.people[held], present[held]
        figures["meetings"] += len(held)
        figures["without_quorum"] += int(np.count_nonzero(~quorate))
        figures["not_held"] += len(self.bases) - len(held)
        figures["expected"] += int(expected.sum())
        figures["present"] += int(present.sum())
        self.last_met[held] = time.index
        on = day + (time.first - 1)
        rows = (held, on, expected, present, quorate)
        self.meetings.append([np.asarray(column, dtype=np.uint32) for column in rows])

    def close(self, figures, time):
        """The figures of the last day."""
        bases = self.bases
        people = self.people[bases]
        vacant = self.head[bases] == NOBODY
        met = self.last_met[bases] + 1 >= time.index
        inside = (people >= LEAST) & (people <= MOST) & ~vacant & met
        figures["members"] = int(self.people.sum())
        figures["posts_vacant"] = int(np.count_nonzero(vacant))
        figures["units_inside"] = self.count - len(bases) + int(np.count_nonzero(inside))


FIGURES = (
    "members joined left promoted taken_up laid_down meetings without_quorum "
    "not_held expected present posts_vacant units_inside refused"
).split()


def figures():
    return dict.fromkeys(FIGURES, 0)


def answer(months, units, person, unit, grade, since):
    """The answer as our side gives it; the people in the order of their numbers."""
    meetings = np.concatenate([np.column_stack(columns) for columns in units.meetings])
    posts = {int(at): int(units.head[at]) for at in np.flatnonzero(units.head != NOBODY)}
    officers = np.flatnonzero(units.officer_of != NOBODY)
    posts |= {int(units.officer_of[one]): int(one) for one in officers}
    return {
        "months": [[month[name] for name in FIGURES] for month in months],
        "meetings": answers.sha256(answers.in_order(meetings)),
        "members": answers.sha256(np.column_stack([person, unit, grade, since])),
        "posts": answers.sha256(np.array(sorted(posts.items()), dtype=np.uint32)),
    }
