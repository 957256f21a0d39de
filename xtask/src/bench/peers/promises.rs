//! What was promised against other programs, and whether it is kept.

use super::outcome::{Entry, Outcome, Part};

/// A promise: ours is so many times quicker than the quickest of some.
struct Promise {
    what: &'static str,
    /// How the names of the parts begin in which it holds.
    parts: &'static str,
    /// Against whom: how the names of the programs begin.
    against: &'static [&'static str],
    /// How what they did begins.
    how: &'static str,
    /// What is compared.
    time: fn(&Entry) -> f64,
    at_least: f64,
}

const PROMISES: &[Promise] = &[
    Promise {
        what: "the check against the quicker of Polars and DuckDB, clock",
        parts: "check-",
        against: &["Polars", "DuckDB"],
        how: "from the rows",
        time: |entry| entry.wall,
        at_least: 10.0,
    },
    Promise {
        what: "member-months a processor second against NumPy",
        parts: "month-",
        against: &["NumPy"],
        how: "",
        time: |entry| entry.processor,
        at_least: 3.0,
    },
    Promise {
        what: "member-months a processor second against krabmaga, an agent a member",
        parts: "month-",
        against: &["krabmaga, an agent a member"],
        how: "",
        time: |entry| entry.processor,
        at_least: 10.0,
    },
];

/// The promises as a table, the ones that are not kept too.
pub(super) fn render(outcome: &Outcome) -> String {
    let mut out = String::from(
        "\n| what | part | must be at least | is | reached |\n|---|---|---:|---:|---|\n",
    );
    for promise in PROMISES {
        for (name, part) in &outcome.parts {
            if let Some(is) = promise.measured(name, part) {
                let reached = if is >= promise.at_least {
                    "yes"
                } else {
                    "**no**"
                };
                let (what, least) = (promise.what, promise.at_least);
                out.push_str(&format!(
                    "| {what} | {name} | {least} | {is:.2} | {reached} |\n"
                ));
            }
        }
    }
    out
}

impl Promise {
    /// How many times ours fits into the least of theirs; none where it was not measured.
    fn measured(&self, name: &str, part: &Part) -> Option<f64> {
        if !name.starts_with(self.parts) {
            return None;
        }
        let theirs = |entry: &Entry| {
            let named = |start: &&str| entry.program.starts_with(*start);
            entry.version.is_some()
                && self.against.iter().any(named)
                && entry.how.starts_with(self.how)
        };
        let least = |ours: bool| {
            let entries = part.entries.iter();
            let entries = entries.filter(|it| {
                if ours {
                    it.version.is_none()
                } else {
                    theirs(it)
                }
            });
            entries.map(self.time).min_by(f64::total_cmp)
        };
        let (ours, theirs) = (least(true)?, least(false)?);
        (ours > 0.0).then(|| theirs / ours)
    }
}

#[cfg(test)]
mod tests {
    use super::PROMISES;
    use crate::bench::peers::outcome::Outcome;

    #[test]
    fn what_was_promised_is_measured_in_what_is_kept() {
        let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/peers.json");
        let outcome = Outcome::read(kept.as_ref()).unwrap().unwrap();
        for promise in PROMISES {
            let mut parts = outcome.parts.iter();
            let found = parts.find_map(|(name, part)| promise.measured(name, part));
            assert!(found.is_some_and(|it| it > 0.0), "{}", promise.what);
        }
        let table = super::render(&outcome);
        assert_eq!(
            table.matches("yes").count() + table.matches("**no**").count(),
            table.lines().count() - 3
        );
    }
}
