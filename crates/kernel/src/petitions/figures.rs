//! How many petitions wait and how many are late: the figures that go upward.

use charter::Action;
use jiff::civil::Date;

use super::PetitionStanding;
use crate::ids::{PetitionId, UnitId};
use crate::request::Actor;
use crate::rights;
use crate::state::State;

/// What petitions come to over a part of the organisation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PetitionFigures {
    /// Those that wait for an answer.
    pub waiting: u32,
    /// Those of them whose answer is late.
    pub late: u32,
    /// Those that were answered.
    pub answered: u32,
    /// Those that were taken back.
    pub withdrawn: u32,
}

impl PetitionFigures {
    /// All of them.
    #[must_use]
    pub fn all(self) -> u32 {
        self.waiting
            .saturating_add(self.answered)
            .saturating_add(self.withdrawn)
    }
}

impl State {
    /// The figures of a unit and everything beneath it, of the units whose
    /// figures the viewer may see.
    #[must_use]
    pub fn petition_figures(&self, viewer: Actor, today: Date, within: UnitId) -> PetitionFigures {
        let mut figures = PetitionFigures::default();
        let mut last = None;
        for number in 1..=self.petition_count() {
            let Some(it) = self.petition(PetitionId(number)) else {
                continue;
            };
            // Neighbouring numbers are often of one unit.
            let counts = match last {
                Some((unit, counts)) if unit == it.unit => counts,
                Some(_) | None => {
                    (it.unit == within || self.stands_under(it.unit, within))
                        && rights::may(self, viewer, today, Action::SeeFigures, it.unit)
                }
            };
            last = Some((it.unit, counts));
            if !counts {
                continue;
            }
            let count = match it.standing {
                PetitionStanding::Waiting => &mut figures.waiting,
                PetitionStanding::Answered => &mut figures.answered,
                PetitionStanding::Withdrawn => &mut figures.withdrawn,
            };
            *count = count.saturating_add(1);
            figures.late = figures.late.saturating_add(u32::from(it.is_late(today)));
        }
        figures
    }
}
