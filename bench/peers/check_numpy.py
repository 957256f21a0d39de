"""The check of every rule in NumPy: units, rolls and posts as arrays that are
looked up by number, which no query language allows."""

import numpy as np


def prepare(rules, made):
    units = len(made["units"]["unit"])
    persons = int(max(made["members"]["person"].max(), made["tenures"]["person"].max())) + 1
    home = np.full(persons, units, dtype=np.uint32)
    home[made["members"]["person"]] = made["members"]["unit"]
    grade = np.full(persons, 255, dtype=np.uint8)
    grade[made["members"]["person"]] = made["members"]["grade"]
    return {
        (counted, "arrays"): lambda counted=counted: check(rules, made, home, grade, counted)
        for counted in (False, True)
    }


def told(unit, rule, kind, figure):
    rows = np.empty((len(unit), 4), dtype=np.uint32)
    rows[:, 0], rows[:, 1], rows[:, 2], rows[:, 3] = unit, rule, kind, figure
    return rows


def table(numbers, length=256):
    """Whether a number is one of those listed."""
    there = np.zeros(length, dtype=bool)
    there[numbers] = True
    return there


def check(rules, made, home, grade, counted):
    units, levels = made["units"], rules["levels"]
    count, level = len(units["unit"]), units["level"]
    here = (units["dissolved"] == 0) & (units["founded"] <= rules["on"])
    found = []
    # Where each unit stands.
    under = np.append(level, np.uint8(255))[np.minimum(units["parent"], count)]
    right = np.zeros((256, 256), dtype=bool)
    for number, row in enumerate(levels):
        right[number, row["under"] or [255]] = True
    wrong = np.flatnonzero(here & ~right[level, under])
    rule_of = np.array([row["rule"] for row in levels], dtype=np.uint32)
    found.append(told(wrong, rule_of[level[wrong]], 1, under[wrong]))
    # How many belong to it, and how many of them count.
    if counted:
        people, counts = made["roll_counts"]["people"], made["roll_counts"]["counted"]
    else:
        grades = sorted({one for row in rules["sizes"] for one in row["counts"]})
        members = made["members"]
        people = np.bincount(members["unit"], minlength=count)
        counting = table(grades)[members["grade"]]
        counts = people if counting.all() else np.bincount(members["unit"][counting], minlength=count)
    without = table([number for number, row in enumerate(levels) if not row["members"]])
    wrong = np.flatnonzero(here & without[level] & (people > 0))
    found.append(told(wrong, rules["belonging"], 2, people[wrong]))
    for row in rules["sizes"]:
        below = counts < row["least"]
        outside = below if row["most"] is None else below | (counts > row["most"])
        wrong = np.flatnonzero(here & (level == row["level"]) & outside)
        found.append(told(wrong, row["rule"], np.where(below[wrong], 3, 4), counts[wrong]))
    for number, row in enumerate(rules["posts"]):
        found += posts(made, number, row, here, home, grade)
    for number, row in enumerate(rules["meetings"]):
        found.append(meetings(rules, made, number, row, here, counted))
    return np.concatenate(found)


def posts(made, number, row, here, home, grade):
    units, tenures = made["units"], made["tenures"]
    held = np.flatnonzero((tenures["until"] == 0) & (tenures["post"] == number))
    unit, person = tenures["unit"][held], tenures["person"][held]
    of_level = table(row["levels"])[units["level"]]
    right = of_level[unit] & table(row["grades"])[grade[person]]
    if row["from"] == "own":
        right &= home[person] == unit
    if row["from"] == "below":
        enter = np.append(units["enter"], np.uint32(0xFFFFFFFF))[home[person]]
        right &= (enter >= units["enter"][unit]) & (enter < units["leave"][unit])
    wrong = here[unit] & ~right
    found = [told(unit[wrong], row["rule"], 6, person[wrong])]
    if row["least"]:
        holders = np.bincount(unit, minlength=len(here))
        vacant = np.flatnonzero(here & of_level & (holders < row["least"]))
        found.append(told(vacant, row["rule"], 5, holders[vacant]))
    return found


def meetings(rules, made, number, row, here, counted):
    units = made["units"]
    if counted:
        kept = made["last_held"]
        last = kept["last"][kept["kind"] == number]
    else:
        held = made["meetings"]
        right = (held["held"] == 1) & (held["kind"] == number)
        # The rows are sorted by unit, so that each unit's are one stretch.
        unit, on = held["unit"][right], held["on"][right]
        last = np.zeros(len(here), dtype=np.uint16)
        if len(unit):
            starts = np.flatnonzero(np.concatenate(([True], unit[1:] != unit[:-1])))
            last[unit[starts]] = np.maximum.reduceat(on, starts)
    due = np.maximum(np.maximum(units["founded"], np.uint16(rules["first"])), units["placed"])
    missed = np.where(last > 0, last, due) < row["overdue_before"]
    wrong = np.flatnonzero(here & table(row["levels"])[units["level"]] & missed)
    return told(wrong, row["rule"], 8, last[wrong])
