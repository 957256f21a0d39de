//! Petitions: what anybody asks of a unit, which owes an answer by a day, passes
//! it to another unit that can give one, or answers.
//!
//! Whoever asks from outside has no name here and no right but this: they hold
//! a secret of which the kernel knows the hash, and who knows the secret sees
//! what became of it and can take it back. What was written, the answer too, is
//! erased some time after the answer; that it was asked and answered stays.

mod columns;
mod commands;
mod decide;
mod due;
mod events;
mod figures;
mod invariants;
mod refusal;
mod seeing;

use charter::PetitionKindId;
use jiff::civil::Date;

use crate::ids::{DocumentId, PersonId, PetitionId, UnitId};

pub(crate) use columns::Petitions;
pub use commands::{
    AnswerPetition, Ask, CorrectPetitionAnswer, ErasePetitions, PassOnPetition, PetitionCommand,
    RecordPetition, WithdrawPetition,
};
pub(crate) use decide::handed_over;
pub(crate) use due::due_from;
pub use events::{PetitionEvent, TextErased};
pub use figures::PetitionFigures;
pub(crate) use invariants::check;
pub use refusal::PetitionRefusal;
pub(crate) use seeing::is_open_to_all;
pub use seeing::{Sight, by_whom_asked, kinds_open, may_see};

/// Longest text of whoever asks, in characters.
pub const ASKED_CHARACTERS_MAX: usize = 4000;
/// Longest contact, in characters.
pub const CONTACT_CHARACTERS_MAX: usize = 200;
/// Longest answer or reason, in characters.
pub const TEXT_CHARACTERS_MAX: usize = 10_000;
/// Most petitions that one command erases.
pub const ERASED_AT_ONCE_MAX: usize = 1000;

/// The hash of a secret that only whoever asked holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AskerKey(pub [u8; 32]);

/// How things stand with a petition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PetitionStanding {
    /// A unit owes an answer.
    Waiting,
    /// It was answered.
    Answered,
    /// Whoever asked took it back.
    Withdrawn,
}

/// A petition as the columns have it. Whoever asks for it may not see all of
/// it: see [`may_see`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Petition {
    /// Its number, which people can quote. The first is number one.
    pub id: PetitionId,
    /// What kind of petition.
    pub kind: PetitionKindId,
    /// The unit that has it now.
    pub unit: UnitId,
    /// When it was asked.
    pub on: Date,
    /// When the unit that has it received it.
    pub received: Date,
    /// By when the answer is due.
    pub due: Date,
    /// How things stand.
    pub standing: PetitionStanding,
    /// When it was first answered, or withdrawn.
    pub ended: Option<Date>,
    /// When what was written in it was erased.
    pub erased: Option<Date>,
    /// What is asked.
    pub text: DocumentId,
    /// Where the answer can be sent, if somebody wants it sent.
    pub contact: Option<DocumentId>,
    /// The person who asked, where it was one of the organisation.
    pub asker: Option<PersonId>,
    /// The hash of the asker's secret.
    pub key: Option<AskerKey>,
}

impl Petition {
    /// Whether an answer is owed and the day by which it was due has passed.
    #[must_use]
    pub fn is_late(&self, today: Date) -> bool {
        self.standing == PetitionStanding::Waiting && self.due < today
    }
}

/// One step of what became of a petition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What happened.
    pub what: StepKind,
    /// The unit it came to, or that did something with it.
    pub unit: UnitId,
    /// When.
    pub on: Date,
    /// The answer, or the reason why it was passed on.
    pub text: Option<DocumentId>,
    /// Why an answer was corrected.
    pub reason: Option<DocumentId>,
}

/// What can happen to a petition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepKind {
    /// It was brought from afar.
    TakenIn,
    /// It was made in person and recorded.
    Recorded,
    /// It was passed on to the unit.
    PassedOn,
    /// It came to the unit because the one before was dissolved.
    HandedOver,
    /// It was answered.
    Answered,
    /// The answer was corrected.
    Corrected,
    /// Whoever asked took it back.
    Withdrawn,
    /// What was written was erased.
    Erased,
}

impl StepKind {
    /// All there are, in the order of their numbers in the columns.
    pub const ALL: &[StepKind] = &[
        StepKind::TakenIn,
        StepKind::Recorded,
        StepKind::PassedOn,
        StepKind::HandedOver,
        StepKind::Answered,
        StepKind::Corrected,
        StepKind::Withdrawn,
        StepKind::Erased,
    ];

    /// Whether the petition came to a unit by it.
    #[must_use]
    pub fn is_arrival(self) -> bool {
        match self {
            StepKind::TakenIn | StepKind::Recorded | StepKind::PassedOn | StepKind::HandedOver => {
                true
            }
            StepKind::Answered | StepKind::Corrected | StepKind::Withdrawn | StepKind::Erased => {
                false
            }
        }
    }
}
