//! What is true of every state, whatever has happened: a check for tests, the
//! simulator and the verifier. It looks at the columns and at no rule.
//!
//! Each check passes over its columns once and keeps a number a unit, or a
//! byte a person at the most, so that it holds the largest organisation too.

mod dues;
mod members;
mod rows;
mod streams;
mod tree;

use crate::ids::UnitId;
use crate::sizes;
use crate::state::State;

/// Things said of one state: whoever is told of more than that has learnt enough.
const SAID_MAX: usize = 10_000;

/// Every way in which the state is broken, in words; empty for a sound one.
/// After ten thousand it only counts.
#[must_use]
pub fn broken(state: &State) -> Vec<String> {
    let mut said = Said::default();
    tree::check(state, &mut said);
    members::check(state, &mut said);
    rows::check_posts(state, &mut said);
    rows::check_meetings(state, &mut said);
    rows::check_awards(state, &mut said);
    rows::check_visits(state, &mut said);
    rows::check_bulletins(state, &mut said);
    dues::check(state, &mut said);
    check_sizes(state, &mut said);
    crate::petitions::check(state, &mut |words| said.say(|| words));
    streams::check(state, &mut said);
    said.end()
}

/// What was found.
#[derive(Debug, Default)]
struct Said {
    words: Vec<String>,
    more: usize,
}

impl Said {
    /// Says it, if it is so.
    fn when(&mut self, broken: bool, words: impl FnOnce() -> String) {
        if broken {
            self.say(words);
        }
    }

    fn say(&mut self, words: impl FnOnce() -> String) {
        if self.words.len() < SAID_MAX {
            self.words.push(words());
        } else {
            self.more = self.more.saturating_add(1);
        }
    }

    fn end(mut self) -> Vec<String> {
        if self.more > 0 {
            self.words.push(format!("and {} more", self.more));
        }
        self.words
    }
}

fn units(state: &State) -> impl Iterator<Item = UnitId> {
    (0..state.unit_count()).map(UnitId)
}

/// INVARIANT (sizes): a day is kept exactly for units outside their range.
fn check_sizes(state: &State, said: &mut Said) {
    for unit in units(state) {
        let outside = sizes::is_outside(state, unit);
        let kept = state.sizes.outside_since(unit).date().is_some();
        said.when(kept != outside, || {
            format!("since when unit {unit} is outside its range is not kept right")
        });
    }
}
