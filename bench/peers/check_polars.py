"""The check of every rule as lazy expressions of Polars."""

import numpy as np

import answers


def prepare(pl, rules, made):
    """The check over the rows and over what is counted, in both of Polars' engines."""
    frames = {name: pl.DataFrame(columns) for name, columns in made.items()}
    for name in ("units", "members", "meetings", "roll_counts"):
        frames[name] = frames[name].with_columns(pl.col("unit").set_sorted())
    # A member's row is found by the person's number: the same tables as for NumPy.
    persons = int(max(made["members"]["person"].max(), made["tenures"]["person"].max())) + 1
    home, grade = np.full(persons, answers.NONE, dtype=np.uint32), np.full(persons, 255, dtype=np.uint8)
    home[made["members"]["person"]] = made["members"]["unit"]
    grade[made["members"]["person"]] = made["members"]["grade"]
    by_person = {"home": pl.Series(home), "grade": pl.Series(grade)}

    def work(counted, engine):
        def run():
            parts = check(pl, rules, frames, by_person, counted)
            found = pl.collect_all(parts, engine=engine)
            return pl.concat(found).to_numpy()

        return run

    return {
        (counted, engine): work(counted, engine)
        for counted in (False, True)
        for engine in ("in-memory", "streaming")
    }


def told(pl, frame, rule, kind, figure):
    """A part's findings in the columns that every part has."""
    number = pl.lit(rule, dtype=pl.UInt32) if isinstance(rule, int) else rule.cast(pl.UInt32)
    matter = pl.lit(kind, dtype=pl.UInt32) if isinstance(kind, int) else kind.cast(pl.UInt32)
    return frame.select(
        pl.col("unit"), number.alias("rule"), matter.alias("kind"), figure.cast(pl.UInt32).alias("figure")
    )


def check(pl, rules, frames, by_person, counted):
    units = frames["units"].lazy()
    here = units.filter((pl.col("dissolved") == 0) & (pl.col("founded") <= rules["on"]))
    if counted:
        rolls = frames["roll_counts"].lazy()
    else:
        # Where every grade counts, one count does for both.
        grades = sorted({grade for row in rules["sizes"] for grade in row["counts"]})
        counts = pl.len() if len(grades) == rules["grades"] else pl.col("grade").is_in(grades).sum()
        rolls = frames["members"].lazy().group_by("unit").agg(pl.len().alias("people"), counts.alias("counted"))
    peopled = here.join(rolls, on="unit", how="left").with_columns(
        pl.col("people").fill_null(0), pl.col("counted").fill_null(0)
    )
    parts = [placement(pl, rules, frames, here), belonging(pl, rules, peopled)]
    parts += [size(pl, row, peopled) for row in rules["sizes"]]
    posted = frames["tenures"].lazy().filter(pl.col("until") == 0)
    for number, row in enumerate(rules["posts"]):
        parts += posts(pl, frames, number, row, here, posted, by_person)
    parts += [meetings(pl, rules, frames, number, row, here, counted) for number, row in enumerate(rules["meetings"])]
    return parts


def placement(pl, rules, frames, here):
    level = frames["units"]["level"]
    under = here.with_columns(
        pl.when(pl.col("parent") < len(level))
        .then(pl.lit(level).gather(pl.col("parent").clip(upper_bound=len(level) - 1)))
        .otherwise(pl.lit(255, dtype=pl.UInt8)).alias("under")
    )
    right, rule = pl.lit(False), None
    for number, row in enumerate(rules["levels"]):
        fits = pl.any_horizontal([pl.col("under") == one for one in row["under"] or [255]])
        right = right | ((pl.col("level") == number) & fits)
        case = pl.when(pl.col("level") == number) if rule is None else rule.when(pl.col("level") == number)
        rule = case.then(pl.lit(row["rule"], dtype=pl.UInt32))
    return told(pl, under.filter(~right), rule.otherwise(None), 1, pl.col("under"))


def belonging(pl, rules, peopled):
    without = [number for number, row in enumerate(rules["levels"]) if not row["members"]]
    where = pl.any_horizontal([pl.col("level") == one for one in without]) & (pl.col("people") > 0)
    return told(pl, peopled.filter(where), rules["belonging"], 2, pl.col("people"))


def size(pl, row, peopled):
    below = pl.col("counted") < row["least"]
    outside = below if row["most"] is None else below | (pl.col("counted") > row["most"])
    found = peopled.filter((pl.col("level") == row["level"]) & outside)
    return told(pl, found, row["rule"], pl.when(below).then(3).otherwise(4), pl.col("counted"))


def posts(pl, frames, number, row, here, posted, by_person):
    held = posted.filter(pl.col("post") == number)
    of_level = pl.any_horizontal([pl.col("level") == one for one in row["levels"]])
    holders = held.join(here.select("unit", "level", "enter", "leave"), on="unit").with_columns(
        pl.lit(values).gather(pl.col("person")).alias(name) for name, values in by_person.items()
    )
    right = of_level & pl.any_horizontal([pl.col("grade") == one for one in row["grades"]])
    if row["from"] == "own":
        right = right & (pl.col("home") == pl.col("unit"))
    if row["from"] == "below":
        enter = frames["units"]["enter"]
        at = pl.lit(enter).gather(pl.col("home").clip(upper_bound=len(enter) - 1))
        right = right & (pl.col("home") < len(enter)) & (at >= pl.col("enter")) & (at < pl.col("leave"))
    parts = [told(pl, holders.filter(~right), row["rule"], 6, pl.col("person"))]
    if row["least"]:
        counts = held.group_by("unit").agg(pl.len().alias("holders"))
        vacant = (
            here.filter(of_level).join(counts, on="unit", how="left")
            .with_columns(pl.col("holders").fill_null(0)).filter(pl.col("holders") < row["least"])
        )
        parts.append(told(pl, vacant, row["rule"], 5, pl.col("holders")))
    return parts


def meetings(pl, rules, frames, number, row, here, counted):
    due = pl.max_horizontal(pl.col("founded"), pl.lit(rules["first"], dtype=pl.UInt16), pl.col("placed"))
    if counted:
        last = frames["last_held"].lazy().filter((pl.col("kind") == number) & (pl.col("last") > 0))
    else:
        held = frames["meetings"].lazy().filter((pl.col("held") == 1) & (pl.col("kind") == number))
        last = held.group_by("unit").agg(pl.col("on").max().alias("last"))
    found = (
        here.filter(pl.any_horizontal([pl.col("level") == one for one in row["levels"]]))
        .join(last.select("unit", "last"), on="unit", how="left")
        .filter(pl.coalesce("last", due) < row["overdue_before"])
    )
    return told(pl, found, row["rule"], 8, pl.col("last").fill_null(0))
