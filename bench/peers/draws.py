"""Chance by counting, as our simulator draws it: a draw depends on the seed,
the time, what it is for and whom it concerns, and on nothing else."""

import numpy as np

GOLDEN = 0x9E3779B97F4A7C15
FIRST, SECOND = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
WORD = (1 << 64) - 1

COMING, GOING, ATTENDING, DAY, HOLDING, RESIGNING, FILLING = (kind * 256 for kind in range(4, 11))
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
