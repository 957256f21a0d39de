//! Who held which post at the end of a day.

use jiff::civil::Date;

use super::Tenure;
use crate::ids::{PersonId, UnitId};
use crate::state::State;

/// Whether a post was held at the end of a day: one that was laid down on it was not.
fn held_on(tenure: &Tenure, day: Date) -> bool {
    tenure.from <= day && tenure.until.is_none_or(|until| until > day)
}

impl State {
    /// Who held a post in a unit at the end of a day, the last taken up first.
    pub fn holders_on(&self, unit: UnitId, day: Date) -> impl Iterator<Item = Tenure> + '_ {
        self.tenures_in(unit)
            .filter(move |tenure| held_on(tenure, day))
    }

    /// What a person held at the end of a day, the last taken up first.
    pub fn held_on(&self, person: PersonId, day: Date) -> impl Iterator<Item = Tenure> + '_ {
        self.tenures_of(person)
            .filter(move |tenure| held_on(tenure, day))
    }
}
