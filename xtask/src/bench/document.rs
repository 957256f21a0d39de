//! The document: everything that was kept, in tables. Nothing stands in it
//! that was not measured.

use super::goals::{Found, GOALS, Goal, Limit};
use super::kept::{Circumstances, Figure, Kept, Measured, Spread, Value};
use super::parts::{self, Part};

/// Where the chart stands, seen from the document.
const CHART: &str = "benchmarks.svg";

/// The whole document; `peers` is the table of other programs, if they were run.
pub(super) fn render(kept: &Kept, peers: Option<&str>) -> String {
    let mut out = String::from(
        "# Benchmarks\n\n\
         Made by `cargo xtask bench` from `docs/benchmarks.json`, which keeps every value of every run; \
         `cargo xtask bench --render` writes it again, and a test compares the two. \
         `cargo xtask bench --list` names the parts, `--only NAME` measures some of them.\n\n",
    );
    if is_tried_out(kept) {
        out.push_str("**Tried out on small organisations: nothing here says anything about the sizes it names.**\n\n");
    }
    circumstances(kept, &mut out);
    goals(kept, &mut out);
    growth(kept, &mut out);
    out.push_str(
        peers.map(str::trim_end).unwrap_or(
            "## Against other programs\n\nNot run yet: `cargo xtask bench --peers` does.",
        ),
    );
    out.push_str("\n\n");
    figures(kept, &mut out);
    out.push_str(HOW);
    out
}

/// What a reader must know to believe a figure.
const HOW: &str = "\
## How it is measured

- A part is one program at one size, built with `--release`, and run as often as its table says. The value of a figure is the middle of all values of all runs; the least and the greatest stand beside it. Nothing is left out.
- *Commands*: an organisation of units of twenty under the charter of the kernel's tests, entered in parts. One value is the middle of 10,001 commands, each on other people and units: deciding, applying, and giving back what the events held, timed one by one.
- *Memory of the kernel*: what the process holds when the organisation stands, without what it held before it began, divided by the members; what the allocator keeps back is in it. *Bytes in columns* is the same organisation written out.
- *The check*: every rule over every unit, the findings collected. Once on the organisation as entered, and once after a simulated year with its meetings.
- *A simulated year*: under `bench/charter.md` (the party-cell charter, kept as it was so that figures can be compared over time) from seed 1 on two threads; making the organisation is not in it and has a row of its own. Processor time is user and system time of all threads. The state's SHA-256 must come out the same in every run.
- *Durable requests*: `charterhouse serve` in a process of its own, eight connections on 127.0.0.1 that are kept open, each sending the next request when the last is answered; a round of these, then a round of *SQLite alone*: the rows that the first round left behind, written into a copy of the same files with the same settings in as many transactions, nothing decided, sealed or hashed. The client runs on the same processors as the server. Transactions are counted by SQLite's own counter in `organisation.db-shm`.
- *Pages*: a server on 127.0.0.1 in the same process as those who ask, over an organisation on disk with a year behind it. Eight connections that are kept open ask for one page after another, all kinds in turn, each read to its end: for twenty seconds in quiet, and for twenty with twenty writes a second beside them. *Right after a write* and *once more* are one connection alone, the middle of seven. Where nothing else is said the operator asks, who sees everything: the longest lists there are. The plan is asked for by itself.
- *Import* and *start*: the program is started as an operator would, files in the system's cache. A start ends with the first page that is answered.
";

/// Whether some part was measured at another size than its name says.
fn is_tried_out(kept: &Kept) -> bool {
    let parts = parts::all(false);
    parts.iter().any(|part| {
        let measured = kept.parts.get(&part.name);
        measured.is_some_and(|measured| measured.size != part.size)
    })
}

fn circumstances(kept: &Kept, out: &mut String) {
    let mut groups: Vec<(&Circumstances, Vec<&str>)> = Vec::new();
    for (name, measured) in &kept.parts {
        match groups.iter_mut().find(|(of, _)| **of == measured.of) {
            Some((_, names)) => names.push(name),
            None => groups.push((&measured.of, vec![name])),
        }
    }
    let alone = groups.len() == 1;
    for (of, names) in groups {
        let (machine, clean) = (
            &of.machine,
            if of.clean {
                "nothing changed since"
            } else {
                "with changes since"
            },
        );
        let names = if alone {
            "All parts".to_owned()
        } else {
            names.join(", ")
        };
        out.push_str(&format!(
            "- {names}: {}, {} cores, {} GB of memory, {}, {}; commit `{}`, {clean}; {}; seed 1.\n",
            machine.processor,
            machine.cores,
            machine.memory_gb,
            machine.system,
            machine.rustc,
            of.commit.get(..12).unwrap_or(&of.commit),
            of.day
        ));
    }
    if !kept.parts.is_empty() {
        out.push('\n');
    }
}

fn goals(kept: &Kept, out: &mut String) {
    out.push_str(
        "## What was promised\n\n| what | must be | is | least to greatest | reached |\n|---|---:|---:|---:|---|\n",
    );
    for goal in GOALS {
        let (value, range) = found(goal, kept);
        let reached = match goal.is_reached(kept) {
            Some(true) => "yes",
            Some(false) => "**no**",
            None => "not measured",
        };
        out.push_str(&format!(
            "| {} | {} | {value} | {range} | {reached} |\n",
            goal.what,
            limit(goal)
        ));
    }
    out.push('\n');
}

fn limit(goal: &Goal) -> String {
    match goal.limit {
        Limit::AtMost(value) => format!("at most {}", with_unit(value, goal.unit)),
        Limit::AtLeast(value) => format!("at least {}", with_unit(value, goal.unit)),
        Limit::TheSame => "the same".to_owned(),
    }
}

/// The value of a goal and its spread.
fn found(goal: &Goal, kept: &Kept) -> (String, String) {
    match goal.found(kept) {
        Found::Nothing => (String::new(), String::new()),
        Found::Numbers(spread) => (with_unit(spread.median, goal.unit), range(spread)),
        Found::Ratio(ratio) => (number(ratio), String::new()),
        Found::Texts { runs, same: true } => (format!("the same in {runs} runs"), String::new()),
        Found::Texts { same: false, .. } => ("not the same".to_owned(), String::new()),
    }
}

/// The figures that are measured at several sizes, side by side.
fn growth(kept: &Kept, out: &mut String) {
    out.push_str(&format!(
        "## How cost grows\n\n![Cost at 10 thousand, 1 million and 100 million members, both axes logarithmic; the figures stand in the table below]({CHART})\n\n| what | unit | 10 thousand | 1 million | 100 million |\n|---|---|---:|---:|---:|\n"
    ));
    for (figure, part) in GROWING {
        let sizes = ["10k", "1m", "100m"].map(|size| format!("{part}-{size}"));
        let unit = sizes
            .iter()
            .find_map(|part| kept.figure(part, figure))
            .map_or("", |figure| figure.unit.as_str());
        let cells = sizes.map(|part| {
            kept.spread(&part, figure)
                .map_or_else(String::new, |spread| number(spread.median))
        });
        out.push_str(&format!(
            "| {} | {unit} | {} |\n",
            title(figure),
            cells.join(" | ")
        ));
    }
    out.push('\n');
}

/// Figures that are shown by size, and the part that measures each.
pub(super) const GROWING: &[(&str, &str)] = &[
    ("admit", "kernel"),
    ("transfer", "kernel"),
    ("record-meeting", "kernel"),
    ("act", "kernel"),
    ("check", "kernel"),
    ("plan", "kernel"),
    ("resident-bytes", "kernel"),
    ("column-bytes", "kernel"),
    ("making", "year"),
    ("year", "year"),
    ("year-processor", "year"),
    ("member-months", "year"),
    ("peak-memory", "year"),
];

/// A figure in words; one that is not known here stands under its own name.
pub(super) fn title(figure: &str) -> &str {
    match figure {
        "admit" => "a member is admitted",
        "transfer" => "a member goes over",
        "record-meeting" => "a meeting is recorded",
        "act" => "ten admissions in one act",
        "check" => "every rule is checked",
        "plan" => "a plan is made",
        "findings" => "findings",
        "enter" => "the register is entered",
        "resident-bytes" => "memory a member",
        "column-bytes" => "bytes in columns a member",
        "making" => "the organisation is made",
        "year" => "a simulated year",
        "year-processor" => "its processor time",
        "member-months" => "member-months a processor second",
        "peak-memory" => "memory at most",
        "state" => "SHA-256 of the state",
        "broken-invariants" => "invariants that do not hold",
        "meetings" => "meetings held",
        "snapshot-size" => "size of a snapshot",
        "snapshot-write" => "a snapshot is written",
        "snapshot-stop" => "the longest silence of the desk while one is written",
        "quiet-stop" => "its longest silence while none is",
        "snapshot-write-beside" => "a snapshot is written beside the desk",
        "answers-meanwhile" => "answers of the desk meanwhile",
        "snapshot-damaged" => "a start with a damaged one, which is named and replaced",
        "memory-estimated" => "memory foretold",
        "attendances" => "attendances",
        "members-at-the-end" => "members at the end",
        "invariants" => "time to hold every invariant against it",
        "snapshot-read" => "a snapshot is read",
        "import" => "a register is imported",
        "start" => "from the start to the first page",
        "open" => "opening the organisation",
        "meeting-http" => "meetings recorded through HTTP",
        "meeting-alone" => "SQLite alone, the same rows and transactions",
        "meeting-ratio" => "through HTTP over SQLite alone",
        "meeting-batch" => "requests in a transaction",
        "admit-http" => "members admitted through HTTP",
        "admit-alone" => "SQLite alone, the same rows and transactions (admitting)",
        "admit-ratio" => "through HTTP over SQLite alone (admitting)",
        "admit-batch" => "requests in a transaction (admitting)",
        "page p50 quiet" => "any page, p50",
        "page p99 quiet" => "any page, p99",
        "page p100 quiet" => "any page, the slowest",
        "page p50 writing" => "any page, p50, with writes",
        "page p99 writing" => "any page, p99, with writes",
        "page p100 writing" => "any page, the slowest, with writes",
        other => other,
    }
}

fn figures(kept: &Kept, out: &mut String) {
    out.push_str("## Every figure\n\n");
    let parts = parts::all(false);
    let known = parts
        .iter()
        .filter_map(|part| Some((part, kept.parts.get(&part.name)?)));
    for (part, measured) in known {
        one_part(part, measured, out);
    }
}

fn one_part(part: &Part, measured: &Measured, out: &mut String) {
    let size = match measured.size {
        0 => String::new(),
        size => format!(", {} members", whole(size)),
    };
    let load = measured
        .load
        .map_or(String::new(), |load| format!(", load before it {load:.2}"));
    let runs = if measured.runs == 1 { "run" } else { "runs" };
    out.push_str(&format!(
        "### {}{size}\n\n`{}`: {} {runs}{load}.\n\n| figure | unit | is | least | greatest | values |\n|---|---|---:|---:|---:|---:|\n",
        part.title, measured.command, measured.runs
    ));
    let (pages, others): (Vec<&Figure>, Vec<&Figure>) = measured
        .figures
        .iter()
        .partition(|figure| page_of(&figure.name).is_some());
    for figure in others {
        out.push_str(&row(figure));
    }
    out.push('\n');
    if !pages.is_empty() {
        page_table(&pages, out);
    }
}

/// How a page was asked for, as figures' names say it, and as a heading does.
const ASKED: &[(&str, &str)] = &[
    ("page p50 quiet", "p50"),
    ("page p99 quiet", "p99"),
    ("page p50 writing", "p50, with writes"),
    ("page p99 writing", "p99, with writes"),
    ("page first after a write", "right after a write"),
    ("page again", "once more"),
];

/// How the page was asked for and which it is, where a figure is that of a page.
fn page_of(figure: &str) -> Option<(&'static str, &str)> {
    ASKED.iter().find_map(|(beginning, _)| {
        let page = figure.strip_prefix(beginning)?.strip_prefix(' ')?;
        Some((*beginning, page))
    })
}

/// A row for each page and a column for each way of asking.
fn page_table(figures: &[&Figure], out: &mut String) {
    let mut pages: Vec<&str> = Vec::new();
    for figure in figures {
        if let Some((_, page)) = page_of(&figure.name)
            && !pages.contains(&page)
        {
            pages.push(page);
        }
    }
    let heads: Vec<&str> = ASKED.iter().map(|(_, head)| *head).collect();
    out.push_str(&format!(
        "In milliseconds, the middle of all runs:\n\n| page | {} |\n|---|{}\n",
        heads.join(" | "),
        "---:|".repeat(heads.len())
    ));
    for page in pages {
        let cell = |(asked, _): &(&str, &str)| {
            let name = format!("{asked} {page}");
            let figure = figures.iter().find(|figure| figure.name == name);
            figure
                .and_then(|figure| figure.spread())
                .map_or_else(String::new, |spread| number(spread.median))
        };
        let cells: Vec<String> = ASKED.iter().map(cell).collect();
        out.push_str(&format!("| `{page}` | {} |\n", cells.join(" | ")));
    }
    out.push('\n');
}

fn row(figure: &Figure) -> String {
    let name = title(&figure.name);
    if figure.is_text() {
        let text = match (figure.same_text(), figure.values.first()) {
            (Some(text), _) => format!("`{}…`", text.get(..12).unwrap_or(text)),
            (None, Some(Value::Text(_))) => "not the same".to_owned(),
            (None, _) => String::new(),
        };
        return format!(
            "| {name} | {} | {text} | | | {} |\n",
            figure.unit,
            figure.values.len()
        );
    }
    figure.spread().map_or_else(String::new, |spread| {
        format!(
            "| {name} | {} | {} | {} | {} | {} |\n",
            figure.unit,
            number(spread.median),
            number(spread.least),
            number(spread.greatest),
            spread.count
        )
    })
}

fn range(spread: Spread) -> String {
    format!("{} to {}", number(spread.least), number(spread.greatest))
}

fn with_unit(value: f64, unit: &str) -> String {
    if unit.is_empty() {
        number(value)
    } else {
        format!("{} {unit}", number(value))
    }
}

/// A number with about three digits that say something.
pub(super) fn number(value: f64) -> String {
    let size = value.abs();
    if value.fract() == 0.0 || size >= 100.0 {
        grouped(&format!("{value:.0}"))
    } else if size >= 10.0 {
        format!("{value:.1}")
    } else if size >= 1.0 {
        format!("{value:.2}")
    } else if size >= 0.1 {
        format!("{value:.3}")
    } else {
        format!("{value:.4}")
    }
}

fn whole(value: u64) -> String {
    grouped(&value.to_string())
}

/// Digits in threes.
fn grouped(digits: &str) -> String {
    let mut out = String::new();
    let count = digits.trim_start_matches('-').len();
    let mut left = count;
    for letter in digits.chars() {
        if letter.is_ascii_digit() {
            if left != count && left.is_multiple_of(3) {
                out.push(',');
            }
            left -= 1;
        }
        out.push(letter);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{number, render};
    use crate::bench::sample;

    #[test]
    fn numbers_say_about_three_digits() {
        for (value, said) in [
            (0.0, "0"),
            (131.4, "131"),
            (1_234_567.8, "1,234,568"),
            (28.04, "28.0"),
            (2.345, "2.35"),
            (0.4567, "0.457"),
            (0.0123, "0.0123"),
            (100_000.0, "100,000"),
        ] {
            assert_eq!(number(value), said);
        }
    }

    #[test]
    fn the_document_says_what_was_measured_and_what_was_not() {
        let text = render(&sample(), Some("## Peers\n\nAll the same.\n"));
        for said in [
            "A machine, 2 cores, 24 GB of memory",
            "commit `0123456789ab`, with changes since",
            "| a member is admitted, 1 million members | at most 1,000 ns | 130 ns | 120 to 140 | yes |",
            "| a member is admitted, 100 million members against 1 million | at most 2 | 3 |  | **no** |",
            "| its state, run again | the same | the same in 2 runs |  | yes |",
            "| the whole test suite | at most 900 s |  |  | not measured |",
            "`cargo run --release -p kernel --example timing -- 1000000`: 2 runs, load before it 0.25.",
            "| a member is admitted | ns | 130 | 120 | 140 | 2 |",
            "## Peers\n\nAll the same.\n\n## Every figure",
        ] {
            assert!(text.contains(said), "{said}\nis missing in\n{text}");
        }
    }
}
