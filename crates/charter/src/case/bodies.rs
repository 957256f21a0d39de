//! What a case says of affiliated bodies.

use jiff::civil::Date;

use crate::rule::{BodyKindId, PostId};

/// What is done to the register of bodies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BodyDeed {
    /// Enters one.
    Enter {
        /// Its kind.
        kind: BodyKindId,
        /// Its name.
        name: String,
        /// The unit that keeps it on its register.
        unit: String,
        /// Since when it is affiliated, where that is known.
        since: Option<Date>,
        /// The post whose holder is the contact person.
        liaison: Option<PostId>,
    },
    /// Corrects what is entered.
    Correct {
        /// Its name so far.
        name: String,
        /// The unit.
        unit: String,
        /// Its name from now on.
        to: String,
        /// Since when it is affiliated, where that is known.
        since: Option<Date>,
        /// Why.
        reason: String,
    },
    /// Ends its affiliation.
    End {
        /// Its name.
        name: String,
        /// The unit.
        unit: String,
        /// Why; may be empty.
        reason: String,
    },
}

/// What has to have come of it for affiliated bodies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BodyExpect {
    /// A unit has a body of this name on its register, or has none.
    Listed {
        /// The unit.
        unit: String,
        /// The name.
        name: String,
        /// Whether it is listed and not ended.
        listed: bool,
    },
}
