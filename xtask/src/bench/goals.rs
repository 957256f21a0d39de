//! What the design asks for, and whether what was measured reaches it.

use super::kept::{Kept, Spread};

/// Something that is asked for.
#[derive(Debug)]
pub(super) struct Goal {
    /// In words.
    pub(super) what: &'static str,
    /// Where the value comes from.
    pub(super) source: Source,
    /// What it must keep to.
    pub(super) limit: Limit,
    /// Its unit; empty for a ratio.
    pub(super) unit: &'static str,
}

/// Where the value of a goal comes from.
#[derive(Clone, Copy, Debug)]
pub(super) enum Source {
    /// A figure of a part.
    Figure(&'static str, &'static str),
    /// A figure of one part over the same figure of another.
    Ratio(&'static str, &'static str, &'static str),
    /// The greatest of all figures of a part whose names begin so.
    Worst(&'static str, &'static str),
    /// A text that every run must give.
    Same(&'static str, &'static str),
}

/// What a value must keep to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Limit {
    /// No more than this.
    AtMost(f64),
    /// No less than this.
    AtLeast(f64),
    /// The same in every run.
    TheSame,
}

/// What was measured of a goal.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Found {
    /// Nothing yet.
    Nothing,
    /// Numbers.
    Numbers(Spread),
    /// A ratio of two medians.
    Ratio(f64),
    /// A text, the same in so many runs, or not the same.
    Texts {
        /// How many runs gave one.
        runs: usize,
        /// Whether all gave the same.
        same: bool,
    },
}

/// A row of the table.
const fn goal(what: &'static str, source: Source, limit: Limit, unit: &'static str) -> Goal {
    Goal {
        what,
        source,
        limit,
        unit,
    }
}

/// Everything that is asked for, in the order of the design.
pub(super) const GOALS: &[Goal] = &[
    goal(
        "memory of the kernel at 100 million members, a member",
        Source::Figure("kernel-100m", "resident-bytes"),
        Limit::AtMost(40.0),
        "bytes",
    ),
    goal(
        "a member is admitted, 1 million members",
        Source::Figure("kernel-1m", "admit"),
        Limit::AtMost(1000.0),
        "ns",
    ),
    goal(
        "a member is admitted, 100 million members against 1 million",
        Source::Ratio("kernel-100m", "kernel-1m", "admit"),
        Limit::AtMost(2.0),
        "",
    ),
    goal(
        "a member goes over, 1 million members",
        Source::Figure("kernel-1m", "transfer"),
        Limit::AtMost(1000.0),
        "ns",
    ),
    goal(
        "a member goes over, 100 million members against 1 million",
        Source::Ratio("kernel-100m", "kernel-1m", "transfer"),
        Limit::AtMost(2.0),
        "",
    ),
    goal(
        "a meeting is recorded, 1 million members",
        Source::Figure("kernel-1m", "record-meeting"),
        Limit::AtMost(1000.0),
        "ns",
    ),
    goal(
        "a meeting is recorded, 100 million members against 1 million",
        Source::Ratio("kernel-100m", "kernel-1m", "record-meeting"),
        Limit::AtMost(2.0),
        "",
    ),
    goal(
        "every rule is checked, 100 million members",
        Source::Figure("kernel-100m", "check"),
        Limit::AtMost(1000.0),
        "ms",
    ),
    goal(
        "every rule is checked after a simulated year, 100 million members",
        Source::Figure("year-100m", "check"),
        Limit::AtMost(1000.0),
        "ms",
    ),
    goal(
        "a simulated year, 100 million members",
        Source::Figure("year-100m", "year"),
        Limit::AtMost(30.0),
        "s",
    ),
    goal(
        "its memory at most",
        Source::Figure("year-100m", "peak-memory"),
        Limit::AtMost(8192.0),
        "MB",
    ),
    goal(
        "invariants that do not hold at its end",
        Source::Figure("year-100m", "broken-invariants"),
        Limit::AtMost(0.0),
        "",
    ),
    goal(
        "its state, run again",
        Source::Same("year-100m", "state"),
        Limit::TheSame,
        "",
    ),
    goal(
        "meetings recorded through HTTP, against SQLite alone",
        Source::Figure("writes-1m", "meeting-ratio"),
        Limit::AtLeast(0.5),
        "",
    ),
    goal(
        "members admitted through HTTP, against SQLite alone",
        Source::Figure("writes-1m", "admit-ratio"),
        Limit::AtLeast(0.5),
        "",
    ),
    goal(
        "a page, 99th percentile of all, 1 million members, 8 connections",
        Source::Figure("pages-1m", "page p99 quiet"),
        Limit::AtMost(20.0),
        "ms",
    ),
    goal(
        "the same with writes beside them",
        Source::Figure("pages-1m", "page p99 writing"),
        Limit::AtMost(20.0),
        "ms",
    ),
    goal(
        "the slowest of the pages, 99th percentile",
        Source::Worst("pages-1m", "page p99 quiet "),
        Limit::AtMost(20.0),
        "ms",
    ),
    goal(
        "the slowest of the pages, asked for right after a write",
        Source::Worst("pages-1m", "page first after a write "),
        Limit::AtMost(20.0),
        "ms",
    ),
    goal(
        "import of 1 million people",
        Source::Figure("import-1m", "import"),
        Limit::AtMost(20.0),
        "s",
    ),
    goal(
        "start from a snapshot, 1 million members",
        Source::Figure("start-1m", "start"),
        Limit::AtMost(0.5),
        "s",
    ),
    goal(
        "the desk stands still for a snapshot, 1 million members",
        Source::Figure("snapshot-1m", "snapshot-stop"),
        Limit::AtMost(100.0),
        "ms",
    ),
    goal(
        "the desk stands still for a snapshot, 100 million members",
        Source::Figure("snapshot-100m", "snapshot-stop"),
        Limit::AtMost(100.0),
        "ms",
    ),
    goal(
        "a snapshot of 100 million members is read",
        Source::Figure("snapshot-100m", "snapshot-read"),
        Limit::AtMost(20.0),
        "s",
    ),
    goal(
        "release build from nothing",
        Source::Figure("build", "build"),
        Limit::AtMost(360.0),
        "s",
    ),
    goal(
        "the whole test suite",
        Source::Figure("tests", "tests"),
        Limit::AtMost(900.0),
        "s",
    ),
];

impl Goal {
    /// What was measured of it.
    pub(super) fn found(&self, kept: &Kept) -> Found {
        match self.source {
            Source::Figure(part, figure) => kept
                .spread(part, figure)
                .map_or(Found::Nothing, Found::Numbers),
            Source::Ratio(part, other, figure) => {
                match (kept.spread(part, figure), kept.spread(other, figure)) {
                    (Some(over), Some(under)) if under.median > 0.0 => {
                        Found::Ratio(over.median / under.median)
                    }
                    _ => Found::Nothing,
                }
            }
            Source::Worst(part, beginning) => worst(kept, part, beginning),
            Source::Same(part, figure) => match kept.figure(part, figure) {
                Some(it) if it.values.len() > 1 => Found::Texts {
                    runs: it.values.len(),
                    same: it.same_text().is_some(),
                },
                Some(_) | None => Found::Nothing,
            },
        }
    }

    /// Whether what was measured keeps to the limit; nothing where nothing was.
    pub(super) fn is_reached(&self, kept: &Kept) -> Option<bool> {
        let value = match self.found(kept) {
            Found::Nothing => return None,
            Found::Texts { same, .. } => return Some(same),
            Found::Numbers(spread) => spread.median,
            Found::Ratio(ratio) => ratio,
        };
        Some(match self.limit {
            Limit::AtMost(most) => value <= most,
            Limit::AtLeast(least) => value >= least,
            Limit::TheSame => false,
        })
    }
}

fn worst(kept: &Kept, part: &str, beginning: &str) -> Found {
    kept.parts
        .get(part)
        .into_iter()
        .flat_map(|measured| &measured.figures)
        .filter(|figure| figure.name.starts_with(beginning))
        .filter_map(|figure| figure.spread())
        .max_by(|one, other| one.median.total_cmp(&other.median))
        .map_or(Found::Nothing, Found::Numbers)
}

#[cfg(test)]
mod tests {
    use super::super::parts;
    use super::{Found, GOALS, Source};
    use crate::bench::sample;

    #[test]
    fn every_goal_is_measured_by_some_part() {
        let names: Vec<String> = parts::all(false)
            .into_iter()
            .map(|part| part.name)
            .collect();
        for goal in GOALS {
            let (Source::Figure(part, _)
            | Source::Ratio(part, ..)
            | Source::Worst(part, _)
            | Source::Same(part, _)) = goal.source;
            assert!(names.iter().any(|name| name == part), "{}", goal.what);
        }
    }

    #[test]
    fn what_is_lost_is_told_and_what_is_not_measured_is_not_won() {
        let kept = sample();
        let of = |figure: &str| {
            GOALS
                .iter()
                .find(|goal| goal.what == figure)
                .expect("a goal")
        };
        assert_eq!(
            of("a member is admitted, 1 million members").is_reached(&kept),
            Some(true)
        );
        let ratio = of("a member is admitted, 100 million members against 1 million");
        assert_eq!(ratio.found(&kept), Found::Ratio(3.0));
        assert_eq!(ratio.is_reached(&kept), Some(false));
        assert_eq!(of("its state, run again").is_reached(&kept), Some(true));
        assert_eq!(of("the whole test suite").is_reached(&kept), None);
    }
}
