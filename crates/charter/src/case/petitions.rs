//! What a case says of petitions. A petition goes by its number.

use jiff::civil::Date;

use crate::rule::PetitionKindId;

/// What is done to petitions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PetitionDeed {
    /// Asks a unit for something.
    Ask {
        /// What kind; the first that the unit takes in where none is named.
        kind: Option<PetitionKindId>,
        /// The unit.
        unit: String,
        /// What is asked.
        text: String,
        /// Where the answer can be sent.
        contact: Option<String>,
    },
    /// Records one that was made in person.
    Record {
        /// What kind.
        kind: PetitionKindId,
        /// The unit.
        unit: String,
        /// What is asked.
        text: String,
        /// Where the answer can be sent.
        contact: Option<String>,
    },
    /// Passes it on.
    PassOn {
        /// Its number.
        petition: u32,
        /// To this unit.
        to: String,
        /// Why.
        reason: String,
    },
    /// Answers it.
    Answer {
        /// Its number.
        petition: u32,
        /// The answer.
        text: String,
    },
    /// Puts another answer in the place of one that was wrong.
    Correct {
        /// Its number.
        petition: u32,
        /// The answer.
        text: String,
        /// Why.
        reason: String,
    },
    /// Takes it back, for whoever asked.
    Withdraw {
        /// Its number.
        petition: u32,
    },
    /// Erases what was written in all that are old enough.
    Erase,
}

/// What has to have come of it for petitions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PetitionExpect {
    /// It waits in a unit for an answer.
    Waits {
        /// Its number.
        petition: u32,
        /// The unit.
        unit: String,
        /// By when the answer is due, where the case says it.
        until: Option<Date>,
    },
    /// It is answered, or is not.
    Answered {
        /// Its number.
        petition: u32,
        /// Whether it is.
        answered: bool,
    },
    /// It was withdrawn.
    Withdrawn {
        /// Its number.
        petition: u32,
    },
    /// What was written in it is erased, or is not.
    Erased {
        /// Its number.
        petition: u32,
        /// Whether it is.
        erased: bool,
    },
}
