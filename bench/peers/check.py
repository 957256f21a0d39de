"""The check of every rule over the whole organisation, by DuckDB, SQLite,
Polars or NumPy: `python check.py ENGINE FOLDER RUNS THREADS`.

Everything is in memory before the clock starts. Each engine is tried with the
settings and forms of the query that might suit it, and its best counts.
"""

import json
import os
import sys

ENGINE, FOLDER, RUNS, THREADS = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
os.environ["POLARS_MAX_THREADS"] = str(THREADS)

import numpy as np  # noqa: E402

import answers  # noqa: E402
import check_sql  # noqa: E402

TABLES = {
    "units": ["level", "parent", "founded", "placed", "dissolved", "enter", "leave"],
    "members": ["person", "unit", "grade"],
    "tenures": ["person", "unit", "post", "until"],
    "meetings": ["unit", "kind", "on", "held"],
}


def tables():
    """Every table as columns by name."""
    made = {
        table: {name: answers.column(FOLDER, f"{table}.{name}") for name in names}
        for table, names in TABLES.items()
    }
    units = len(made["units"]["level"])
    made["units"] = {"unit": np.arange(units, dtype=np.uint32), **made["units"]}
    # Sorted by unit: the order that suits grouping by unit, and costs no one anything here.
    order = np.argsort(made["members"]["unit"], kind="stable")
    made["members"] = {name: values[order] for name, values in made["members"].items()}
    order = np.argsort(made["meetings"]["unit"], kind="stable")
    made["meetings"] = {name: values[order] for name, values in made["meetings"].items()}
    return made


def kept_counts(rules):
    """What our kernel keeps counted beside the rows."""
    counts = [answers.column(FOLDER, f"units.people_{grade}") for grade in range(rules["grades"])]
    counted = {grade for row in rules["sizes"] for grade in row["counts"]}
    units = np.arange(len(counts[0]), dtype=np.uint32)
    rolls = {
        "unit": units,
        "people": sum(counts),
        "counted": sum(counts[grade] for grade in counted),
    }
    last = [answers.column(FOLDER, f"units.last_held_{number}") for number in range(len(rules["meetings"]))]
    held = {
        "unit": np.concatenate([units] * len(last)),
        "kind": np.repeat(np.arange(len(last), dtype=np.uint8), len(units)),
        "last": np.concatenate(last),
    }
    return {"roll_counts": rolls, "last_held": held}


def duckdb_check(rules, made):
    import duckdb

    connection = duckdb.connect(":memory:", config={"threads": THREADS})
    for name, columns in made.items():
        connection.register("handed", columns)
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM handed")
        connection.unregister("handed")
    connection.execute("CREATE MACRO greatest_of(a, b) AS greatest(a, b)")
    connection.execute("ANALYZE")

    def prepared(counted, settings):
        text = check_sql.query(rules, counted)

        def work():
            for setting in settings:
                connection.execute(setting)
            found = connection.execute(text).fetchnumpy()
            return np.column_stack([np.asarray(values) for values in found.values()])

        return work

    forms = {
        "in any order": ["SET preserve_insertion_order = false"],
        "in order": ["SET preserve_insertion_order = true"],
    }
    works = {
        (counted, name): prepared(counted, settings)
        for counted in (False, True)
        for name, settings in forms.items()
    }
    return works, duckdb.__version__


def sqlite_check(rules, made):
    import sqlite3

    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute(f"PRAGMA threads = {THREADS}")
    for name, columns in made.items():
        key = {"units": "unit", "roll_counts": "unit", "members": "person"}.get(name)
        names = ",".join(
            f'"{column}" INTEGER' + (" PRIMARY KEY" if column == key else "") for column in columns
        )
        connection.execute(f"CREATE TABLE {name} ({names})")
        marks = ",".join("?" * len(columns))
        rows = zip(*(values.tolist() for values in columns.values()))
        connection.execute("BEGIN")
        connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
        connection.execute("COMMIT")
    for index in (
        "members_by_unit ON members (unit, grade)",
        'meetings_by_unit ON meetings (unit, kind, "on", held)',
        "tenures_by_unit ON tenures (post, until, unit, person)",
        "last_by_unit ON last_held (unit, kind, last)",
        "by_level ON units (level, dissolved)",
    ):
        connection.execute(f"CREATE INDEX {index}")
    connection.execute("ANALYZE")

    def prepared(counted, materialised):
        text = check_sql.query(rules, counted).replace("greatest_of", "max")
        if not materialised:
            text = text.replace("AS MATERIALIZED", "AS")

        def work():
            return np.array(connection.execute(text).fetchall(), dtype=np.uint32)

        return work

    works = {
        (counted, "made once" if materialised else "as the planner likes"): prepared(counted, materialised)
        for counted in (False, True)
        for materialised in (True, False)
    }
    return works, sqlite3.sqlite_version


def polars_check(rules, made):
    import polars

    import check_polars

    return check_polars.prepare(polars, rules, made), polars.__version__


def numpy_check(rules, made):
    import check_numpy

    return check_numpy.prepare(rules, made), np.__version__


def main():
    rules = answers.rules(FOLDER)
    made = {**tables(), **kept_counts(rules)}
    engines = {"duckdb": duckdb_check, "sqlite": sqlite_check, "polars": polars_check, "numpy": numpy_check}
    works, version = engines[ENGINE](rules, made)
    told = {"engine": ENGINE, "version": version, "python": sys.version.split()[0]}
    for counted, name in ((False, "rows"), (True, "counted")):
        best = None
        for (kind, form), work in works.items():
            if kind != counted:
                continue
            runs = RUNS if ENGINE != "sqlite" else min(RUNS, 3)
            measured, rows = answers.timed(work, runs)
            measured |= {"form": form, "answer": answers.findings(rows)}
            if best is None or measured["processor"] < best["processor"]:
                best = measured
        told[name] = best
    print(json.dumps(told))


main()
