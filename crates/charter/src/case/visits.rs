//! What a case says of visits.

use jiff::civil::Date;

/// What is done about visits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VisitDeed {
    /// Records that a visit took place.
    Record {
        /// The unit that was visited.
        unit: String,
        /// The unit from which; none for the nearest above that visits.
        by: Option<String>,
        /// When it took place, where that is not the day of the deed.
        held: Option<Date>,
        /// What was agreed.
        agreed: Option<String>,
    },
    /// Corrects the record.
    Correct {
        /// The unit that was visited.
        unit: String,
        /// The day on record.
        held: Date,
        /// The day on which it really took place.
        really: Date,
        /// What was really agreed.
        agreed: Option<String>,
        /// Why.
        reason: String,
    },
    /// Strikes a record: nothing took place.
    Strike {
        /// The unit that was not visited.
        unit: String,
        /// The day on record.
        held: Date,
        /// Why.
        reason: String,
    },
}

/// What has to have come of it for visits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VisitExpect {
    /// When a unit was last visited.
    Last {
        /// The unit.
        unit: String,
        /// When; none for never.
        on: Option<Date>,
    },
}
