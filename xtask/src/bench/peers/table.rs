//! The comparison as Markdown: every program with its ratio, lost ones too.

use super::super::kept::Circumstances;
use super::outcome::{Entry, Outcome, Part};
use super::{MONTHS, promises};

/// The section of the document.
pub(super) fn render(outcome: &Outcome) -> String {
    let mut out = String::from(INTRODUCTION);
    out.push_str(&promises::render(outcome));
    for (name, part) in &outcome.parts {
        let work = if name.starts_with("check") {
            "The check"
        } else {
            "Twelve months"
        };
        out.push_str(&format!(
            "\n### {work}, {} members\n\n",
            grouped(part.members)
        ));
        out.push_str(&circumstances(part));
        table(name, part, &mut out);
    }
    out.push_str(HOW);
    out
}

const INTRODUCTION: &str = "\
## Against other programs

Made by `cargo xtask bench --peers`, which installs the other programs from their registries into `target/peers`, \
hands everybody the same data, has everybody do the same work, and keeps a program's time only if its whole answer \
is the same as ours. *Ratio* is the processor time of that program by the least of ours: above 1 we took less, \
below 1 we lost. What is kept is in `docs/peers.json`; the programs stand in `bench/peers`, our side in \
`crates/sim/examples/peers`.
";

const HOW: &str = "
### What was compared, and what was not

- *The check*: every rule of `bench/charter.md` over an organisation with faults of every kind: levels under \
the wrong level, people in committees, sizes, posts vacant or held by somebody who may not, missed meetings. The \
answer is the number of findings by rule and kind, and a hash over unit, rule, kind and figure of each. Ours also \
says since when, until when, and how it can be mended; the others do not. *From the rows*: members, posts and \
meetings are counted in the check. *Already counted*: the others are handed what our kernel keeps counted as things \
happen. Everything is in memory before the clock starts. DuckDB and Polars may use two threads; each program is \
tried in several forms and settings, and its best counts. SQLite has the indexes that its query can use; the tree \
is handed over as intervals, so that nobody walks it. NumPy is in no way a query language: its program was written \
for this charter by hand.
- *Twelve months*: joining, leaving, rising after the waiting time, heads who resign, leave and are replaced, a \
meeting a month with attendance member by member and a quorum, and at the end of each month the vacant posts and \
the units inside the rules. All draw the same chance in the same way, so the answers are equal to the number: fourteen \
figures for each month, and hashes over every meeting, every member and every head at the end. Whom a share takes of \
a roll is drawn in runs, as our simulator does it, so that nobody spends a draw on a member to whom nothing happens.
- *Left out for everybody*: going over to another unit, officers of committees, splits and mergers. The other \
programs do only this model, written out for one charter. Ours gives every act to the kernel as a command, which \
decides it under the charter it has read, and records who was absent.
- *What the others cannot do*: krabmaga runs on one thread here (its parallel feature holds one lock on the whole \
state for each agent's step); with an agent a unit, its queue has a seventeenth of the agents and each is a loop \
over an array, which leaves little of the engine. In mesa-frames a change to a few members is a query over all; whom \
chance takes is found as in the NumPy program. NumPy and mesa-frames could not decide an act that depends on the one \
before it without a loop in Python, which is why nobody goes over to another unit here.
";

/// When, where and of what.
fn circumstances(part: &Part) -> String {
    let Circumstances {
        machine,
        commit,
        clean,
        day,
    } = &part.of;
    let short: String = commit.chars().take(12).collect();
    let changed = if *clean { "" } else { ", with changes" };
    let load = part.load.map_or(String::new(), |load| {
        format!(" When it began, {load:.1} other processes wanted to run.")
    });
    format!(
        "`{}` on {day}, commit `{short}`{changed}; {}, {} cores, {} GB, {}, {}.{load}\n\n",
        part.command,
        machine.processor,
        machine.cores,
        machine.memory_gb,
        machine.system,
        machine.rustc
    )
}

fn table(name: &str, part: &Part, out: &mut String) {
    let month = name.starts_with("month");
    let ours = part
        .entries
        .iter()
        .filter(|entry| entry.version.is_none())
        .map(|entry| entry.processor)
        .fold(f64::INFINITY, f64::min);
    let rate = if month {
        " member-months a processor second |"
    } else {
        ""
    };
    out.push_str(&format!(
        "| program | | clock | processor |{rate} ratio |\n|---|---|---|---|{}---|\n",
        if month { "---|" } else { "" }
    ));
    for entry in &part.entries {
        let rate = if month {
            format!(" {} |", million_months(part, entry))
        } else {
            String::new()
        };
        let version = entry
            .version
            .as_deref()
            .map_or(String::new(), |version| format!(" {version}"));
        out.push_str(&format!(
            "| {}{version} | {} | {} | {} |{rate} {} |\n",
            entry.program,
            entry.how,
            seconds(entry.wall),
            seconds(entry.processor),
            ratio(entry.processor, ours),
        ));
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a rate is shown in whole millions and tenths"
)]
fn million_months(part: &Part, entry: &Entry) -> String {
    let months = part.members as f64 * MONTHS as f64;
    format!("{:.1} million", months / entry.processor / 1e6)
}

/// How often ours fits into another's time; none where ours could not be told.
fn ratio(theirs: f64, ours: f64) -> String {
    if ours > 0.0 && ours.is_finite() {
        let ratio = theirs / ours;
        if ratio < 10.0 {
            format!("{ratio:.2}")
        } else {
            format!("{ratio:.0}")
        }
    } else {
        "–".to_owned()
    }
}

fn seconds(time: f64) -> String {
    if time < 1.0 {
        format!("{:.1} ms", time * 1e3)
    } else {
        format!("{time:.2} s")
    }
}

/// A number with a comma before every three digits.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{grouped, ratio, seconds};

    #[test]
    fn numbers_are_shown_as_people_read_them() {
        assert_eq!(grouped(1_000_000), "1,000,000");
        assert_eq!(grouped(999), "999");
        assert_eq!(
            (seconds(0.0123), seconds(2.5)),
            ("12.3 ms".into(), "2.50 s".into())
        );
    }

    #[test]
    fn a_loss_is_shown_as_one() {
        assert_eq!(ratio(0.3, 0.6), "0.50");
        assert_eq!(ratio(60.0, 0.6), "100");
        assert_eq!(ratio(1.0, 0.0), "–");
    }
}
