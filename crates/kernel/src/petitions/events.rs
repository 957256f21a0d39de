//! What happens to petitions, and what each event leaves behind.

use charter::PetitionKindId;
use jiff::civil::Date;

use super::AskerKey;
use crate::ids::{DocumentId, PersonId, PetitionId, UnitId};
use crate::request::Subject;
use crate::rooms::{RoomEvent, names};
use crate::state::State;

/// A text whose key is destroyed with the event: no new one, so the event
/// carries no fingerprint of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextErased(pub DocumentId);

/// What has happened to a petition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PetitionEvent {
    /// A unit took it in.
    TakenIn {
        /// Its number.
        petition: PetitionId,
        /// The unit.
        unit: UnitId,
        /// What kind of petition.
        kind: PetitionKindId,
        /// What is asked.
        text: DocumentId,
        /// Where the answer can be sent.
        contact: Option<DocumentId>,
        /// The person who asked, where it was one of the organisation.
        asker: Option<PersonId>,
        /// The hash of the asker's secret.
        key: Option<AskerKey>,
        /// Whether it was made in person and recorded by the unit.
        in_person: bool,
        /// By when the answer is due.
        due: Date,
        /// When it was asked.
        on: Date,
    },
    /// It was passed to another unit.
    PassedOn {
        /// The petition.
        petition: PetitionId,
        /// The unit that had it.
        from: UnitId,
        /// The unit that has it now.
        to: UnitId,
        /// Why.
        reason: DocumentId,
        /// By when the answer is due now.
        due: Date,
        /// When.
        on: Date,
    },
    /// It went over to another unit with the end of the one that had it.
    HandedOver {
        /// The petition.
        petition: PetitionId,
        /// The unit that had it.
        from: UnitId,
        /// The unit that has it now.
        to: UnitId,
        /// When.
        on: Date,
    },
    /// It was answered.
    Answered {
        /// The petition.
        petition: PetitionId,
        /// The unit.
        unit: UnitId,
        /// The answer.
        text: DocumentId,
        /// When.
        on: Date,
    },
    /// The answer was corrected.
    AnswerCorrected {
        /// The petition.
        petition: PetitionId,
        /// The unit.
        unit: UnitId,
        /// What the answer is.
        text: DocumentId,
        /// Why it was corrected.
        reason: DocumentId,
        /// When.
        on: Date,
    },
    /// Whoever asked took it back.
    Withdrawn {
        /// The petition.
        petition: PetitionId,
        /// The unit that had it.
        unit: UnitId,
        /// When.
        on: Date,
    },
    /// What was written in it was erased.
    Erased {
        /// The petition.
        petition: PetitionId,
        /// The unit that has it.
        unit: UnitId,
        /// The texts whose keys are destroyed.
        texts: Vec<TextErased>,
        /// When.
        on: Date,
    },
}

names! {
    PetitionEvent {
        TakenIn = "petition-taken-in",
        PassedOn = "petition-passed-on",
        HandedOver = "petition-handed-over",
        Answered = "petition-answered",
        AnswerCorrected = "petition-answer-corrected",
        Withdrawn = "petition-withdrawn",
        Erased = "petition-erased",
    }
}

impl PetitionEvent {
    /// Whether whoever caused it did so as the asker, whom only those may know
    /// who read what was asked.
    #[must_use]
    pub fn is_by_asker(&self) -> bool {
        match self {
            PetitionEvent::TakenIn { in_person, .. } => !in_person,
            // The operator erases too, and is named by the actor of the entry.
            PetitionEvent::Withdrawn { .. } | PetitionEvent::Erased { .. } => true,
            PetitionEvent::PassedOn { .. }
            | PetitionEvent::HandedOver { .. }
            | PetitionEvent::Answered { .. }
            | PetitionEvent::AnswerCorrected { .. } => false,
        }
    }

    /// The petition, and the unit that has it after the event.
    #[must_use]
    pub fn about(&self) -> (PetitionId, UnitId) {
        match self {
            PetitionEvent::TakenIn { petition, unit, .. }
            | PetitionEvent::Answered { petition, unit, .. }
            | PetitionEvent::AnswerCorrected { petition, unit, .. }
            | PetitionEvent::Withdrawn { petition, unit, .. }
            | PetitionEvent::Erased { petition, unit, .. } => (*petition, *unit),
            PetitionEvent::PassedOn { petition, to, .. }
            | PetitionEvent::HandedOver { petition, to, .. } => (*petition, *to),
        }
    }
}

impl RoomEvent for PetitionEvent {
    fn apply(&self, state: &mut State) {
        state.petitions.apply(self);
    }

    fn touches(&self) -> Vec<Subject> {
        let (petition, unit) = self.about();
        let mut subjects = vec![Subject::Petition(petition), Subject::Unit(unit)];
        match self {
            PetitionEvent::PassedOn { from, .. } | PetitionEvent::HandedOver { from, .. } => {
                subjects.push(Subject::Unit(*from));
            }
            // Who asked is no part of anybody's history that others may read.
            PetitionEvent::TakenIn { .. }
            | PetitionEvent::Answered { .. }
            | PetitionEvent::AnswerCorrected { .. }
            | PetitionEvent::Withdrawn { .. }
            | PetitionEvent::Erased { .. } => {}
        }
        subjects
    }

    fn documents(&self) -> Vec<DocumentId> {
        match self {
            PetitionEvent::TakenIn { text, contact, .. } => {
                std::iter::once(*text).chain(*contact).collect()
            }
            PetitionEvent::PassedOn { reason, .. } => vec![*reason],
            PetitionEvent::Answered { text, .. } => vec![*text],
            PetitionEvent::AnswerCorrected { text, reason, .. } => vec![*text, *reason],
            PetitionEvent::HandedOver { .. }
            | PetitionEvent::Withdrawn { .. }
            | PetitionEvent::Erased { .. } => Vec::new(),
        }
    }
}
