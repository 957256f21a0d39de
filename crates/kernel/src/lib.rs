//! The organisation as a deterministic state machine: decide, apply, query,
//! findings, plan. No I/O, clock, chance, async or floats.
//!
//! One room for each capability: its commands, state, decisions, what applying
//! its events does, and its queries. Absent on purpose: names of people, text
//! that people wrote, storage, languages.
#![deny(
    clippy::float_arithmetic,
    clippy::wildcard_enum_match_arm,
    clippy::disallowed_types,
    clippy::disallowed_methods
)]

mod acts;
pub mod awards;
pub mod bodies;
pub mod bulletins;
pub mod charters;
pub mod columns;
pub mod conferences;
mod day;
pub mod directives;
pub mod due;
pub mod dues;
pub mod findings;
mod ids;
pub mod invariants;
pub mod meetings;
pub mod members;
pub mod petitions;
pub mod plan;
pub mod posts;
pub mod procedures;
mod refusal;
pub mod register;
pub mod reports;
mod request;
pub mod rights;
mod rooms;
mod seen;
pub mod sizes;
mod state;
pub mod study;
pub mod texts;
pub mod units;
pub mod visits;

pub use day::Day;
pub use ids::{
    AwardId, BodyId, BulletinId, ConferenceId, DirectiveId, DocumentId, MeetingId, PersonId,
    PetitionId, ProceedingId, SessionId, UnitId, VisitId,
};
pub use refusal::{Reason, Refusal};
pub use request::{Actor, Command, Event, Request, Subject};
pub use state::{State, decide};
