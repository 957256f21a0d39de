//! What happens to conferences, and what each event leaves behind.

use charter::ConferenceKindId;
use jiff::civil::Date;

use super::{ExOfficio, Seats};
use crate::ids::{ConferenceId, DocumentId, PersonId, UnitId};
use crate::request::Subject;
use crate::rooms::{RoomEvent, names};
use crate::state::State;

/// What has happened to a conference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConferenceEvent {
    /// One was called, and its seats were given out.
    Called {
        /// Its number.
        conference: ConferenceId,
        /// Of which kind.
        kind: ConferenceKindId,
        /// The unit that called it.
        unit: UnitId,
        /// The day by whose rolls the seats were given out.
        key_day: Date,
        /// Its first day.
        first: Date,
        /// Its last day.
        last: Date,
        /// What it is called, where it has a name of its own.
        title: Option<DocumentId>,
        /// Where it meets.
        place: Option<DocumentId>,
        /// How many people the rolls under the unit had on the key day.
        members: u32,
        /// Who sends how many.
        seats: Vec<Seats>,
        /// Who has a seat by a post.
        ex_officio: Vec<ExOfficio>,
        /// When it was called.
        on: Date,
    },
    /// It was called off.
    CalledOff {
        /// Its number.
        conference: ConferenceId,
        /// The unit that had called it.
        unit: UnitId,
        /// Why.
        reason: DocumentId,
        /// When.
        on: Date,
    },
    /// A unit chose whom it sends.
    DelegatesElected {
        /// The conference.
        conference: ConferenceId,
        /// The unit.
        unit: UnitId,
        /// The delegates.
        delegates: Vec<PersonId>,
        /// The substitutes, in the order in which they take a seat.
        substitutes: Vec<PersonId>,
        /// How many were entitled to vote.
        entitled: u32,
        /// How many ballots were cast.
        ballots: u32,
        /// When.
        on: Date,
    },
    /// The record of whom a unit chose was struck.
    DelegatesStruck {
        /// The conference.
        conference: ConferenceId,
        /// The unit.
        unit: UnitId,
        /// Why.
        reason: DocumentId,
        /// When.
        on: Date,
    },
    /// Somebody gave a seat up.
    DelegateReplaced {
        /// The conference.
        conference: ConferenceId,
        /// The unit that had sent them, or in which the post is held.
        unit: UnitId,
        /// Who gave it up.
        person: PersonId,
        /// Who took it; none where nobody was left.
        by: Option<PersonId>,
        /// Why.
        reason: DocumentId,
        /// When.
        on: Date,
    },
    /// A delegate came in at the door.
    DelegateCheckedIn {
        /// The conference.
        conference: ConferenceId,
        /// The unit that had called it.
        unit: UnitId,
        /// Who.
        person: PersonId,
        /// When.
        on: Date,
    },
    /// It was taken back that somebody came in.
    CheckInStruck {
        /// The conference.
        conference: ConferenceId,
        /// The unit that had called it.
        unit: UnitId,
        /// Who.
        person: PersonId,
        /// Why.
        reason: DocumentId,
        /// When.
        on: Date,
    },
}

names! {
    ConferenceEvent {
        Called = "conference-called",
        CalledOff = "conference-called-off",
        DelegatesElected = "delegates-elected",
        DelegatesStruck = "delegates-struck",
        DelegateReplaced = "delegate-replaced",
        DelegateCheckedIn = "delegate-checked-in",
        CheckInStruck = "check-in-struck",
    }
}

impl ConferenceEvent {
    /// The conference it is about, and the unit where it happened.
    #[must_use]
    pub fn about(&self) -> (ConferenceId, UnitId) {
        match self {
            ConferenceEvent::Called {
                conference, unit, ..
            }
            | ConferenceEvent::CalledOff {
                conference, unit, ..
            }
            | ConferenceEvent::DelegatesElected {
                conference, unit, ..
            }
            | ConferenceEvent::DelegatesStruck {
                conference, unit, ..
            }
            | ConferenceEvent::DelegateReplaced {
                conference, unit, ..
            }
            | ConferenceEvent::DelegateCheckedIn {
                conference, unit, ..
            }
            | ConferenceEvent::CheckInStruck {
                conference, unit, ..
            } => (*conference, *unit),
        }
    }

    fn people(&self) -> Vec<PersonId> {
        match self {
            ConferenceEvent::Called { ex_officio, .. } => {
                ex_officio.iter().map(|it| it.person).collect()
            }
            ConferenceEvent::CalledOff { .. } | ConferenceEvent::DelegatesStruck { .. } => {
                Vec::new()
            }
            ConferenceEvent::DelegatesElected {
                delegates,
                substitutes,
                ..
            } => delegates.iter().chain(substitutes).copied().collect(),
            ConferenceEvent::DelegateReplaced { person, by, .. } => {
                [*person].into_iter().chain(*by).collect()
            }
            ConferenceEvent::DelegateCheckedIn { person, .. }
            | ConferenceEvent::CheckInStruck { person, .. } => vec![*person],
        }
    }
}

impl RoomEvent for ConferenceEvent {
    fn apply(&self, state: &mut State) {
        state.conferences.apply(self);
    }

    fn touches(&self) -> Vec<Subject> {
        let (_, unit) = self.about();
        let mut touched: Vec<Subject> = self.people().into_iter().map(Subject::Person).collect();
        // Whoever has several posts has several seats in the list, and is one person.
        touched.sort_unstable();
        touched.dedup();
        touched.push(Subject::Unit(unit));
        touched
    }

    fn documents(&self) -> Vec<DocumentId> {
        match self {
            ConferenceEvent::Called { title, place, .. } => {
                title.iter().chain(place).copied().collect()
            }
            ConferenceEvent::CalledOff { reason, .. }
            | ConferenceEvent::DelegatesStruck { reason, .. }
            | ConferenceEvent::DelegateReplaced { reason, .. }
            | ConferenceEvent::CheckInStruck { reason, .. } => vec![*reason],
            ConferenceEvent::DelegatesElected { .. }
            | ConferenceEvent::DelegateCheckedIn { .. } => Vec::new(),
        }
    }
}
