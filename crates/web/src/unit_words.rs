//! Units found by a part of their name or code. Both stand without capitals in one text, which
//! is read sooner than name after name; it is kept, and made anew when a unit was founded or
//! is called otherwise.

use std::sync::{Arc, Mutex, PoisonError};

use clerk::Recent;
use kernel::{State, Subject, UnitId};
use memchr::memmem::Finder;

use crate::error::Failure;
use crate::session::SignedIn;
use crate::site::Site;
use crate::survey::Surveying;
use crate::view::View;

/// Names and codes, a line each by number of the unit.
#[derive(Debug, Default)]
struct UnitWords {
    text: String,
    /// Of each line where its break is.
    ends: Vec<usize>,
}

/// The last that were made.
#[derive(Clone, Debug, Default)]
pub(crate) struct KeptWords(Arc<Mutex<Option<Kept>>>);

/// Words, and after which entry.
type Kept = (u64, Arc<UnitWords>);

/// The units whose name or code has every word that somebody typed.
#[derive(Debug)]
pub(crate) struct Having {
    /// By number of the unit.
    units: Vec<bool>,
}

impl Having {
    /// Whether a unit is among them.
    pub(crate) fn has(&self, unit: UnitId) -> bool {
        self.units.get(unit.index()).copied().unwrap_or(false)
    }
}

/// Name and code of a unit, without capitals.
fn line_of(state: &State, unit: UnitId) -> String {
    let (name, code) = state.unit_words(unit).unwrap_or_default();
    let text = format!("{name} {code}");
    if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        text.to_lowercase()
    }
    .replace('\n', " ")
}

impl UnitWords {
    fn of(state: &State) -> UnitWords {
        let mut words = UnitWords::default();
        for unit in (0..state.unit_count()).map(UnitId) {
            words.text.push_str(&line_of(state, unit));
            words.ends.push(words.text.len());
            words.text.push('\n');
        }
        words
    }

    /// Whether these are still the words of a state in which so much was touched since.
    fn are_of(&self, state: &State, mut touched: impl Iterator<Item = Subject>) -> bool {
        let same = |subject| match subject {
            Subject::Unit(unit) => self.line(unit) == Some(line_of(state, unit).as_str()),
            Subject::Person(_)
            | Subject::Meeting(_)
            | Subject::Charter
            | Subject::Directive(_)
            | Subject::Petition(_) => true,
        };
        self.ends.len() == UnitId(state.unit_count()).index() && touched.all(same)
    }

    fn line(&self, unit: UnitId) -> Option<&str> {
        let end = *self.ends.get(unit.index())?;
        let before = unit.index().checked_sub(1);
        let before = before.and_then(|before| self.ends.get(before));
        self.text.get(before.map_or(0, |end| end + 1)..end)
    }

    /// The units that have every word of a text; none where there is no word.
    fn having(&self, text: &str) -> Option<Having> {
        let lower = text.to_lowercase();
        let mut words = lower.split_whitespace().map(|word| self.with(word));
        let mut units = words.next()?;
        for other in words {
            for (one, other) in units.iter_mut().zip(other) {
                *one &= other;
            }
        }
        Some(Having { units })
    }

    /// By unit: whether it has a word.
    fn with(&self, word: &str) -> Vec<bool> {
        let finder = Finder::new(word);
        let mut units = vec![false; self.ends.len()];
        let mut lines = self.ends.iter().zip(&mut units);
        let mut from = 0;
        while let Some(rest) = self.text.as_bytes().get(from..)
            && let Some(at) = finder.find(rest)
            && let Some((end, unit)) = lines.find(|(end, _)| **end > from + at)
        {
            *unit = true;
            // What else there is in this line does not matter.
            from = *end;
        }
        units
    }
}

impl KeptWords {
    fn at(&self, recent: &Recent, state: &State) -> Arc<UnitWords> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let still = kept.take().and_then(|(sequence, words)| {
            let touched = recent.since(sequence)?;
            words.are_of(state, touched).then_some(words)
        });
        let words = still.unwrap_or_else(|| Arc::new(UnitWords::of(state)));
        *kept = Some((recent.sequence(), Arc::clone(&words)));
        words
    }
}

impl Site {
    /// Looks at the organisation with the survey and the units that have every word of a text
    /// at hand; none where there is no word.
    ///
    /// # Errors
    /// When nothing is in force yet, the desk has stopped, or `look` finds nothing.
    pub(crate) fn look_for_units<T>(
        &self,
        by: &SignedIn,
        text: &str,
        look: impl FnOnce(View<'_>, Surveying<'_>, Option<&Having>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        self.look_recent(by, |view, recent| {
            let asked = !text.trim().is_empty();
            let words = asked.then(|| self.unit_words.at(recent, view.state));
            let having = words.and_then(|words| words.having(text));
            let survey = || self.surveys.at(recent, view.state, view.today);
            look(view, &survey, having.as_ref())
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use charter::Charter;
    use kernel::decide;
    use sim::workload::Workload;

    use super::*;

    /// Units as reading each of them finds them.
    fn plainly(state: &State, text: &str) -> Vec<UnitId> {
        let has = |unit: &UnitId| {
            let (name, code) = state.unit_words(*unit).unwrap();
            let line = format!("{name} {code}").to_lowercase();
            let mut words = text.split_whitespace();
            words.all(|word| line.contains(&word.to_lowercase()))
        };
        (0..state.unit_count()).map(UnitId).filter(has).collect()
    }

    #[test]
    fn words_are_kept_just_as_long_as_no_unit_is_called_otherwise() {
        let text = include_str!("../../../charters/union.md");
        let charter: Arc<Charter> = Arc::new(charter::read(text).charter.unwrap());
        let (mut kept, mut anew) = (0, 0);
        for seed in 0..8 {
            let mut state = State::default();
            let mut workload = Workload::new(&charter, seed);
            let mut words = UnitWords::of(&state);
            for _ in 0..300 {
                let request = workload.next(&state);
                let events = decide(&state, &request).unwrap_or_default();
                events.iter().for_each(|event| state.apply(event));
                let fresh = UnitWords::of(&state);
                let same = words.are_of(&state, events.iter().flat_map(kernel::Event::touches));
                assert_eq!(same, fresh.text == words.text);
                *(if same { &mut kept } else { &mut anew }) += 1;
                words = fresh;
            }
            found_as_by_reading(&state, &words);
        }
        assert!(kept > 1_000 && anew > 20, "{kept} kept, {anew} anew");
    }

    fn found_as_by_reading(state: &State, words: &UnitWords) {
        for text in ["a", "B", "1", "an 1", "no such words"] {
            let having = words.having(text).unwrap();
            let all = (0..state.unit_count()).map(UnitId);
            let found: Vec<UnitId> = all.filter(|unit| having.has(*unit)).collect();
            assert_eq!(found, plainly(state, text), "{text}");
        }
        assert!(words.having("  ").is_none());
    }
}
