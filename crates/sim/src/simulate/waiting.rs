//! How long those who wait for their next grade have waited, unit by unit: a roll
//! on which nobody has waited long enough need not be gone down for that.

use kernel::members::{MemberCommand, MemberEvent};
use kernel::{Command, Day, Event, PersonId, State, UnitId};

/// By unit: nobody on its roll has been in their grade since an earlier day and waits
/// for the next. Of a unit that is not in it, or since no day, nothing is known.
#[derive(Debug, Default)]
pub(super) struct Waiting(Vec<Day>);

/// Later than any day: nobody waits.
pub(super) const NOBODY: Day = Day(u16::MAX);

impl Waiting {
    /// Whether anybody may have waited since a day or longer.
    pub(super) fn any(&self, unit: UnitId, until: Day) -> bool {
        let since = self.0.get(unit.index());
        since.is_none_or(|since| *since <= until)
    }

    /// Takes in what was seen on a unit's roll.
    pub(super) fn saw(&mut self, unit: UnitId, since: Day) {
        if self.0.len() <= unit.index() {
            self.0.resize(unit.index() + 1, Day::NONE);
        }
        if let Some(slot) = self.0.get_mut(unit.index()) {
            *slot = since;
        }
    }

    /// Takes in what has just happened.
    pub(super) fn heard(&mut self, state: &State, event: &Event) {
        match event {
            Event::Meeting(_) => {}
            Event::Member(
                MemberEvent::Admitted { person, .. }
                | MemberEvent::JoiningCorrected { person, .. }
                | MemberEvent::Promoted { person, .. }
                | MemberEvent::PromotionStruck { person, .. }
                | MemberEvent::Transferred { person, .. }
                | MemberEvent::TransferStruck { person, .. }
                | MemberEvent::Parted { former: person, .. },
            ) => self.stands(state, *person),
            // Whoever may rise under another charter was not looked for under this one.
            Event::Charter(_) => self.0.clear(),
            _ => {}
        }
    }

    /// Somebody stands on a roll who may not have stood there, or not so.
    fn stands(&mut self, state: &State, person: PersonId) {
        if let Some(unit) = state.unit_of(person)
            && let Some(slot) = self.0.get_mut(unit.index())
        {
            *slot = state.in_grade_since(person).min(*slot);
        }
    }

    /// Somebody may still wait on whom it was counted that they would not.
    pub(super) fn refused(&mut self, state: &State, command: &Command) {
        match command {
            Command::Member(MemberCommand::Promote(it)) => self.stands(state, it.person),
            Command::Member(MemberCommand::Leave(it)) => self.stands(state, it.person),
            _ => {}
        }
    }
}
