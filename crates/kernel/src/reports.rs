//! Reports: what every unit of a level owes upward for each stretch of time.
//! A return is one unit's answer; sums are struck on a day that the charter
//! names, and whatever changes later is kept apart as a correction.
//!
//! A unit owes a return for every stretch in which it was of a level that owes
//! one, in their order; for the stretch in which it was founded anew it owes one
//! where the charter says so. What came out of another unit, or ended, owes a part:
//! see `owing`. The
//! number of a stretch of time is that of meetings.

mod columns;
mod commands;
mod decide;
mod events;
mod owing;
mod stretch;
mod sums;

use crate::ids::DocumentId;

pub(crate) use columns::Reports;
pub use columns::Return;
pub use commands::{CorrectReturn, FileReturn, ReportCommand};
pub use events::ReportEvent;
pub use stretch::{NoStretch, day_of_stretch, stretch_code, stretch_named};
pub use sums::{Both, DaysOf, RollUp, Sum, Sums};

/// Longest answer in words, in characters.
pub const TEXT_CHARACTERS_MAX: usize = 10_000;
/// Largest number a field takes: sums over any organisation stay exact.
pub const NUMBER_MAX: u64 = 1_000_000_000_000;

/// What somebody fills in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// A number.
    Number(u64),
    /// One of the choices, counted from nought.
    Choice(u8),
    /// Some words, or none.
    Text(String),
    /// Nothing: the record knows it.
    FromRecord,
}

/// What a return says in one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number.
    Number(u64),
    /// One of the choices, counted from nought.
    Choice(u8),
    /// Some words, or none.
    Text(Option<DocumentId>),
}
