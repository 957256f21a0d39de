//! What can be commanded of petitions.

use charter::PetitionKindId;
use jiff::civil::Date;

use super::{AskerKey, decide};
use crate::ids::{PetitionId, UnitId};
use crate::rooms::commands;

commands! {
    /// What can be commanded of petitions.
    PetitionCommand in Petition {
        Ask(Ask) = "ask" by decide::ask,
        Record(RecordPetition) = "record-petition" by decide::record,
        PassOn(PassOnPetition) = "pass-on-petition" by decide::pass_on,
        Answer(AnswerPetition) = "answer-petition" by decide::answer,
        Correct(CorrectPetitionAnswer) = "correct-petition-answer" by decide::correct,
        Withdraw(WithdrawPetition) = "withdraw-petition" by decide::withdraw,
        Erase(ErasePetitions) = "erase-petitions" by decide::erase,
    }
    writings written;
}

/// Asks a unit for something. It is the one command that needs no name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// The unit.
    pub unit: UnitId,
    /// What kind of petition.
    pub kind: PetitionKindId,
    /// What is asked.
    pub text: String,
    /// Where the answer can be sent, if it shall be sent.
    pub contact: Option<String>,
    /// The hash of a secret by which whoever asks finds it again.
    pub key: Option<AskerKey>,
}

/// Records what somebody asked in person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordPetition {
    /// The unit that was asked.
    pub unit: UnitId,
    /// What kind of petition.
    pub kind: PetitionKindId,
    /// What was asked.
    pub text: String,
    /// Where the answer can be sent, if it shall be sent.
    pub contact: Option<String>,
    /// The hash of a secret that whoever asked is handed.
    pub key: Option<AskerKey>,
    /// When it was asked.
    pub on: Date,
}

/// Passes a petition to another unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassOnPetition {
    /// The petition.
    pub petition: PetitionId,
    /// The unit that shall answer.
    pub to: UnitId,
    /// Why.
    pub reason: String,
    /// When.
    pub on: Date,
}

/// Answers a petition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerPetition {
    /// The petition.
    pub petition: PetitionId,
    /// The answer.
    pub text: String,
    /// When.
    pub on: Date,
}

/// Puts another answer in the place of one that was wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectPetitionAnswer {
    /// The petition.
    pub petition: PetitionId,
    /// What the answer is.
    pub text: String,
    /// Why it is corrected.
    pub reason: String,
    /// When.
    pub on: Date,
}

/// Takes a petition back, and has what was written in it erased at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithdrawPetition {
    /// The petition.
    pub petition: PetitionId,
    /// The hash of the secret that whoever asks for this has shown.
    pub key: Option<AskerKey>,
}

/// Erases what was written in every petition that is old enough, up to
/// [`ERASED_AT_ONCE_MAX`](super::ERASED_AT_ONCE_MAX) of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErasePetitions;

/// The texts of a command, in the order in which its event numbers them.
fn written(command: &PetitionCommand) -> Vec<&str> {
    match command {
        PetitionCommand::Ask(Ask { text, contact, .. })
        | PetitionCommand::Record(RecordPetition { text, contact, .. }) => {
            std::iter::once(text.as_str())
                .chain(contact.as_deref())
                .collect()
        }
        PetitionCommand::PassOn(it) => vec![&it.reason],
        PetitionCommand::Answer(it) => vec![&it.text],
        PetitionCommand::Correct(it) => vec![&it.text, &it.reason],
        PetitionCommand::Withdraw(_) | PetitionCommand::Erase(_) => Vec::new(),
    }
}
