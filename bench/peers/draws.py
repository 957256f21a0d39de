"""Chance by counting, as our simulator draws it: a draw depends on the seed,
the time, what it is for and whom it concerns, and on nothing else."""

import numpy as np

GOLDEN = 0x9E3779B97F4A7C15
FIRST, SECOND = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
WORD = (1 << 64) - 1

GOING, ATTENDING, DAY, HOLDING, RESIGNING, FILLING, LEAVING, JOINING = (
    kind * 256 for kind in (4, 6, 7, 8, 9, 10, 13, 14)
)
# Whom a post is filled with is drawn apart from whether it is.
CHOOSING = FILLING | 0x80


def mixed(value):
    """One number of sixty-four bits, stirred."""
    value = ((value ^ (value >> 30)) * FIRST) & WORD
    value = ((value ^ (value >> 27)) * SECOND) & WORD
    return value ^ (value >> 31)


def base(seed, time, purpose):
    """What all draws of one purpose in one stretch of time begin with."""
    return mixed((mixed(seed) + ((time << 16) | purpose)) & WORD)


def share(number):
    """A share in parts of two to the power of 32."""
    return int(number * (1 << 32))


def monthly(number):
    """A month's part of a year's share."""
    return share(number) // 12


def stir(values, spare):
    """Stirs every number of an array in place."""
    np.right_shift(values, np.uint64(30), out=spare)
    np.bitwise_xor(values, spare, out=values)
    np.multiply(values, np.uint64(FIRST), out=values)
    np.right_shift(values, np.uint64(27), out=spare)
    np.bitwise_xor(values, spare, out=values)
    np.multiply(values, np.uint64(SECOND), out=values)
    np.right_shift(values, np.uint64(31), out=spare)
    np.bitwise_xor(values, spare, out=values)
    return values


def of(begun, subjects):
    """The draws of some subjects: a fresh array."""
    values = subjects.astype(np.uint64)
    values *= np.uint64(GOLDEN)
    values += np.uint64(begun) if isinstance(begun, int) else begun
    return stir(values, np.empty_like(values))


def takes(values, parts):
    """Which draws fall into a share: the lower half of a draw decides."""
    return (values & np.uint64(0xFFFFFFFF)) < np.uint64(parts)


def below(values, sides):
    """Whole numbers below others, from the upper halves of draws."""
    return ((values >> np.uint64(32)) * sides.astype(np.uint64)) >> np.uint64(32)


LONGEST = 64


class Runs:
    """How many in a row a share passes over before it takes one: one draw for
    each taken, and none for the others. The longest run has no end: of whoever
    comes after it nothing is known yet, and another draw tells."""

    def __init__(self, parts):
        longer = [1 << 32]
        for _ in range(LONGEST):
            longer.append((longer[-1] * ((1 << 32) - parts)) >> 32)
        self.longer = np.array(longer, dtype=np.uint64)
        self.rising = self.longer[:0:-1].copy()
        # By the sixteen upper bits of a half, where they say enough.
        least = np.arange(1 << 16, dtype=np.uint64) << np.uint64(16)
        runs = self.searched(least)
        self.known = np.where(runs == self.searched(least | np.uint64(0xFFFF)), runs, -1)

    def searched(self, halves):
        return LONGEST - np.searchsorted(self.rising, halves, side="right")

    def of(self, halves):
        """The runs of some halves of draws."""
        runs = self.known.take((halves >> np.uint64(16)).view(np.int64))
        unknown = np.flatnonzero(runs < 0)
        if len(unknown):
            runs[unknown] = self.searched(halves[unknown])
        return runs

    def passing(self, halves, counts):
        """Which halves pass over so many."""
        return (halves < self.longer[np.minimum(counts, LONGEST)]) & (counts <= LONGEST)

    def taken(self, rolls, counts, units, halves, begun):
        """Whom the share takes of the rolls of some units: units and places,
        first places first. `halves` tells each unit's first run, and `begun`
        what the draws of those taken begin with."""
        there = np.flatnonzero(~self.passing(halves, counts[units]))
        units = units[there]
        begun = begun if isinstance(begun, int) else begun[there]
        place = self.of(halves[there])
        ended = place < LONGEST
        found = [(np.empty(0, dtype=np.int64),) * 2]
        while len(units):
            drawn = of(begun, rolls[units, place])
            takes = np.ones(len(units), dtype=bool)
            run = self.of(drawn & np.uint64(0xFFFFFFFF))
            open_ended = np.flatnonzero(~ended)
            step = run + 1
            if len(open_ended):
                other = self.of(drawn[open_ended] >> np.uint64(32))
                passed = other > 0
                at = open_ended[passed]
                takes[at] = False
                step[at] = run[at] = other[passed]
            found.append((units[takes], place[takes]))
            ended = run < LONGEST
            place = place + step
            on = np.flatnonzero(place < counts[units])
            units, place, ended = units[on], place[on], ended[on]
            begun = begun if isinstance(begun, int) else begun[on]
        return tuple(np.concatenate(column) for column in zip(*found))
