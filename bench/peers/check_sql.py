"""The check of every rule as one SQL query, the same text for both databases
but for the words each has for a list of counted numbers."""


def listed(numbers):
    return "(" + ",".join(str(number) for number in numbers) + ")"


def query(rules, counted):
    """The query over the rows of the record or, with `counted`, over what our
    kernel keeps counted beside them: people by unit, and the last meeting."""
    on = rules["on"]
    parts = [placement(rules), belonging(rules)]
    parts += [size(row) for row in rules["sizes"]]
    for number, row in enumerate(rules["posts"]):
        parts += posts(number, row)
    parts += [meetings(rules, number, row, counted) for number, row in enumerate(rules["meetings"])]
    grades = {grade for row in rules["sizes"] for grade in row["counts"]}
    if counted:
        people = "SELECT unit, people, counted FROM roll_counts WHERE people > 0"
    else:
        # Where every grade counts, one count does for both.
        counts = "count(*)"
        if len(grades) < rules["grades"]:
            counts = f"sum(CASE WHEN grade IN {listed(sorted(grades))} THEN 1 ELSE 0 END)"
        people = f"SELECT unit, count(*) AS people, {counts} AS counted FROM members GROUP BY unit"
    return (
        f"WITH here AS MATERIALIZED (SELECT * FROM units WHERE dissolved = 0 AND founded <= {on}), "
        f"rolls AS MATERIALIZED ({people}), "
        "posted AS MATERIALIZED (SELECT * FROM tenures WHERE until = 0) "
        + " UNION ALL ".join(parts)
    )


def placement(rules):
    right = " OR ".join(
        f"(u.level = {number} AND "
        + (f"p.level IN {listed(row['under'])}" if row["under"] else "p.level IS NULL")
        + ")"
        for number, row in enumerate(rules["levels"])
    )
    return (
        f"SELECT u.unit, {rule_of(rules)} AS rule, 1 AS kind, coalesce(p.level, 255) AS figure "
        f"FROM here u LEFT JOIN units p ON p.unit = u.parent WHERE NOT coalesce({right}, false)"
    )


def rule_of(rules):
    cases = " ".join(f"WHEN {number} THEN {row['rule']}" for number, row in enumerate(rules["levels"]))
    return f"CASE u.level {cases} END"


def belonging(rules):
    without = [number for number, row in enumerate(rules["levels"]) if not row["members"]]
    return (
        f"SELECT u.unit, {rules['belonging']}, 2, r.people FROM here u JOIN rolls r ON r.unit = u.unit "
        f"WHERE u.level IN {listed(without)} AND r.people > 0"
    )


def size(row):
    above = f" OR coalesce(r.counted, 0) > {row['most']}" if row["most"] is not None else ""
    return (
        f"SELECT u.unit, {row['rule']}, CASE WHEN coalesce(r.counted, 0) < {row['least']} THEN 3 ELSE 4 END, "
        "coalesce(r.counted, 0) FROM here u LEFT JOIN rolls r ON r.unit = u.unit "
        f"WHERE u.level = {row['level']} AND (coalesce(r.counted, 0) < {row['least']}{above})"
    )


def posts(number, row):
    right = f"u.level IN {listed(row['levels'])} AND m.grade IN {listed(row['grades'])}"
    home = ""
    if row["from"] == "own":
        right += " AND m.unit = t.unit"
    if row["from"] == "below":
        home = "LEFT JOIN units h ON h.unit = m.unit "
        right += ' AND h.enter >= u.enter AND h.enter < u."leave"'
    wrong = (
        f"SELECT u.unit, {row['rule']}, 6, t.person FROM posted t JOIN here u ON u.unit = t.unit "
        f"LEFT JOIN members m ON m.person = t.person {home}"
        f"WHERE t.post = {number} AND NOT coalesce({right}, false)"
    )
    if row["least"] == 0:
        return [wrong]
    vacant = (
        f"SELECT u.unit, {row['rule']}, 5, coalesce(h.holders, 0) FROM here u LEFT JOIN "
        f"(SELECT unit, count(*) AS holders FROM posted WHERE post = {number} GROUP BY unit) h "
        f"ON h.unit = u.unit WHERE u.level IN {listed(row['levels'])} "
        f"AND coalesce(h.holders, 0) < {row['least']}"
    )
    return [wrong, vacant]


def meetings(rules, number, row, counted):
    due = f"greatest_of(greatest_of(u.founded, {rules['first']}), u.placed)"
    last = f"SELECT unit, last FROM last_held WHERE kind = {number} AND last > 0"
    if not counted:
        last = f'SELECT unit, max("on") AS last FROM meetings WHERE held = 1 AND kind = {number} GROUP BY unit'
    return (
        f"SELECT u.unit, {row['rule']}, 8, coalesce(h.last, 0) FROM here u "
        f"LEFT JOIN ({last}) h ON h.unit = u.unit "
        f"WHERE u.level IN {listed(row['levels'])} "
        f"AND coalesce(h.last, {due}) < {row['overdue_before']}"
    )
