//! Why a visit is not recorded.

use jiff::civil::Date;

use crate::ids::VisitId;

/// The facts that can stand in the way of recording a visit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VisitRefusal {
    /// The number means nothing, or nothing the viewer may know about.
    #[error("there is no visit {0}")]
    NoSuchVisit(VisitId),
    /// The charter lets nobody visit units of this level.
    #[error("the charter knows no visits to a {0}")]
    NotVisited(String),
    /// The unit named does not look after the other.
    #[error("that unit does not look after {0}")]
    NotLookedAfter(String),
    /// Somebody recorded it already.
    #[error("the visit to {unit} of {on} is already on record")]
    OnRecord {
        /// The unit's name.
        unit: String,
        /// The day.
        on: Date,
    },
    /// The record was struck.
    #[error("the record of that visit was struck")]
    Struck,
}
