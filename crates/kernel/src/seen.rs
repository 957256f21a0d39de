//! What may be seen of the rooms, where no single action says it. Pages and programs ask here,
//! and the tables of rights beside the charters have a row for each.

use charter::Action;
use jiff::civil::Date;

use crate::ids::{PersonId, UnitId};
use crate::request::Actor;
use crate::rights;
use crate::state::State;

impl State {
    fn may_any(&self, viewer: Actor, today: Date, actions: &[Action], unit: UnitId) -> bool {
        let mut actions = actions.iter();
        actions.any(|action| rights::may(self, viewer, today, *action, unit))
    }

    /// Whether the viewer may read the words in a unit's returns. Their figures go with those
    /// of the unit.
    #[must_use]
    pub fn may_read_returns(&self, viewer: Actor, today: Date, unit: UnitId) -> bool {
        let readers = [Action::SeeRoll, Action::FileReturn, Action::CorrectReturn];
        self.may_any(viewer, today, &readers, unit)
    }

    /// Whether the viewer may know of a unit's sessions of courses.
    #[must_use]
    pub fn may_know_sessions(&self, viewer: Actor, today: Date, unit: UnitId) -> bool {
        let readers = [Action::SeeFigures, Action::HoldSessions];
        self.may_any(viewer, today, &readers, unit)
    }

    /// Whether the viewer may see what somebody attended: they themselves, and whoever holds
    /// sessions where they belong.
    #[must_use]
    pub fn may_see_attended(&self, viewer: Actor, today: Date, person: PersonId) -> bool {
        let home = self.unit_of(person);
        viewer == Actor::Person(person)
            || home.is_some_and(|unit| rights::may(self, viewer, today, Action::HoldSessions, unit))
    }

    /// Whether the viewer may read why the record of an election of a unit was struck: whoever
    /// records elections there, confirms whom they elect, or reads what is done there. The
    /// figures of elections go with those of the unit.
    #[must_use]
    pub fn may_read_why_struck(&self, viewer: Actor, today: Date, unit: UnitId) -> bool {
        let readers = [
            Action::RecordElection,
            Action::ConfirmHolder,
            Action::SeeJournal,
        ];
        self.may_any(viewer, today, &readers, unit)
    }

    /// Whether the viewer may read the day book of a unit: its figures; or, by name, what
    /// single people paid too.
    #[must_use]
    pub fn may_read_day_book(
        &self,
        viewer: Actor,
        today: Date,
        unit: UnitId,
        by_name: bool,
    ) -> bool {
        let action = if by_name {
            Action::SeeDues
        } else {
            Action::SeeFigures
        };
        rights::may(self, viewer, today, action, unit)
    }
}
