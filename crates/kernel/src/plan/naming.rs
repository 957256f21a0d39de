//! Codes and names for new units, made from those of the unit they come from.

use std::collections::BTreeSet;

use crate::ids::UnitId;
use crate::state::State;
use crate::units::TEXT_CHARACTERS_MAX;

/// Hands out codes and names that nobody has.
pub(super) struct Names<'a> {
    state: &'a State,
    codes: BTreeSet<String>,
}

impl<'a> Names<'a> {
    pub(super) fn new(state: &'a State) -> Names<'a> {
        Names {
            state,
            codes: BTreeSet::new(),
        }
    }

    /// A code and a name with the lowest number, from `first` on, that makes both new.
    /// The name is new among the units beside the old one and beneath it.
    pub(super) fn next(&mut self, from: UnitId, first: u32) -> (u32, String, String) {
        let units = &self.state.units;
        let (code, name) = (units.code(from).unwrap_or_default(), units.name(from));
        let beside = units.parent(from).map(|parent| units.beneath(parent));
        let taken: BTreeSet<&str> = beside
            .into_iter()
            .flatten()
            .chain(units.beneath(from))
            .map(|unit| units.name(unit))
            .collect();
        let mut number = first;
        loop {
            let new_code = with_ending(code, &format!("-{number}"));
            let new_name = with_ending(name, &format!(" ({number})"));
            let free = units.by_code(&new_code).is_none()
                && !self.codes.contains(&new_code)
                && !taken.contains(new_name.as_str());
            if free {
                self.codes.insert(new_code.clone());
                return (number, new_code, new_name);
            }
            number = number.saturating_add(1);
        }
    }
}

/// The text with an ending, cut so that both fit.
fn with_ending(text: &str, ending: &str) -> String {
    let room = TEXT_CHARACTERS_MAX.saturating_sub(ending.chars().count());
    let mut whole: String = text.chars().take(room).collect();
    whole.push_str(ending);
    whole
}
