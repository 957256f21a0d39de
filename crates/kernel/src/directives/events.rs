//! What happens to directives, and what each event leaves behind.

use charter::{DirectiveKindId, LevelId};
use jiff::civil::Date;

use super::{Origin, Outcome, columns};
use crate::ids::{DirectiveId, DocumentId, MeetingId, UnitId};
use crate::request::Subject;
use crate::rooms::{RoomEvent, names};
use crate::state::State;

/// What has happened to a directive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DirectiveEvent {
    /// It was issued.
    Issued {
        /// Its number.
        directive: DirectiveId,
        /// The unit that issued it.
        unit: UnitId,
        /// What kind of directive.
        kind: DirectiveKindId,
        /// The levels whose units it is addressed to.
        to: Vec<LevelId>,
        /// The parts of the organisation it is meant for.
        areas: Vec<UnitId>,
        /// What is decided.
        text: DocumentId,
        /// Where the task comes from.
        origin: Origin,
        /// The directive whose place it takes.
        replaces: Option<DirectiveId>,
        /// When.
        on: Date,
    },
    /// A unit on the way handed it on.
    PassedOn {
        /// The directive.
        directive: DirectiveId,
        /// The unit.
        unit: UnitId,
        /// When.
        on: Date,
    },
    /// A unit put it on the agenda of a meeting.
    PutOnAgenda {
        /// The directive.
        directive: DirectiveId,
        /// The unit.
        unit: UnitId,
        /// The meeting.
        meeting: MeetingId,
    },
    /// A unit took it off the agenda of a meeting again.
    TakenOffAgenda {
        /// The directive.
        directive: DirectiveId,
        /// The unit.
        unit: UnitId,
        /// The meeting.
        meeting: MeetingId,
        /// Why.
        reason: DocumentId,
    },
    /// A unit said what became of it.
    Answered {
        /// The directive.
        directive: DirectiveId,
        /// The unit.
        unit: UnitId,
        /// What became of it.
        outcome: Outcome,
        /// In words, where there were any.
        text: Option<DocumentId>,
        /// When.
        on: Date,
    },
    /// It was given another wording.
    Amended {
        /// The directive.
        directive: DirectiveId,
        /// The unit that issued it.
        unit: UnitId,
        /// The new wording.
        text: DocumentId,
        /// When.
        on: Date,
    },
    /// It was taken back.
    Withdrawn {
        /// The directive.
        directive: DirectiveId,
        /// The unit that issued it.
        unit: UnitId,
        /// Why.
        reason: DocumentId,
        /// When.
        on: Date,
    },
    /// A unit objected to it.
    ObjectedTo {
        /// The directive.
        directive: DirectiveId,
        /// The unit.
        unit: UnitId,
        /// Why.
        reason: DocumentId,
        /// When.
        on: Date,
    },
    /// The issuer answered an objection.
    ObjectionSettled {
        /// The directive.
        directive: DirectiveId,
        /// The unit that objected.
        unit: UnitId,
        /// Whether the objection holds.
        upheld: bool,
        /// Why.
        reason: DocumentId,
        /// When.
        on: Date,
    },
}

names! {
    DirectiveEvent {
        Issued = "directive-issued",
        PassedOn = "directive-passed-on",
        PutOnAgenda = "directive-put-on-agenda",
        TakenOffAgenda = "directive-taken-off-agenda",
        Answered = "directive-answered",
        Amended = "directive-amended",
        Withdrawn = "directive-withdrawn",
        ObjectedTo = "directive-objected-to",
        ObjectionSettled = "objection-settled",
    }
}

impl RoomEvent for DirectiveEvent {
    fn apply(&self, state: &mut State) {
        columns::apply(state, self);
    }

    fn touches(&self) -> Vec<Subject> {
        let (directive, unit) = self.about();
        let mut subjects = vec![Subject::Directive(directive), Subject::Unit(unit)];
        if let DirectiveEvent::PutOnAgenda { meeting, .. }
        | DirectiveEvent::TakenOffAgenda { meeting, .. } = self
        {
            subjects.push(Subject::Meeting(*meeting));
        }
        subjects
    }

    fn documents(&self) -> Vec<DocumentId> {
        match self {
            DirectiveEvent::Issued { text, .. } | DirectiveEvent::Amended { text, .. } => {
                vec![*text]
            }
            DirectiveEvent::Withdrawn { reason, .. }
            | DirectiveEvent::TakenOffAgenda { reason, .. }
            | DirectiveEvent::ObjectedTo { reason, .. }
            | DirectiveEvent::ObjectionSettled { reason, .. } => vec![*reason],
            DirectiveEvent::Answered { text, .. } => text.iter().copied().collect(),
            DirectiveEvent::PassedOn { .. } | DirectiveEvent::PutOnAgenda { .. } => Vec::new(),
        }
    }
}

impl DirectiveEvent {
    /// The directive, and the unit that did something.
    #[must_use]
    pub fn about(&self) -> (DirectiveId, UnitId) {
        match self {
            DirectiveEvent::Issued {
                directive, unit, ..
            }
            | DirectiveEvent::PassedOn {
                directive, unit, ..
            }
            | DirectiveEvent::PutOnAgenda {
                directive, unit, ..
            }
            | DirectiveEvent::TakenOffAgenda {
                directive, unit, ..
            }
            | DirectiveEvent::Answered {
                directive, unit, ..
            }
            | DirectiveEvent::Amended {
                directive, unit, ..
            }
            | DirectiveEvent::Withdrawn {
                directive, unit, ..
            }
            | DirectiveEvent::ObjectedTo {
                directive, unit, ..
            }
            | DirectiveEvent::ObjectionSettled {
                directive, unit, ..
            } => (*directive, *unit),
        }
    }
}
