//! Directives: decisions that a unit hands down to units beneath it, followed
//! on their way until each unit they are addressed to has answered.
//!
//! A directive goes from its issuer to the units directly beneath, and from each
//! of those on to the next once it is passed on. Whom it is addressed to is
//! settled when it is issued: a unit that is founded later is not addressed, one
//! that is dissolved owes nothing any more, and one that is moved to where
//! nobody had to pass it on has received it by that.

mod bytes;
mod cascade;
mod columns;
mod commands;
mod decide;
mod events;
mod names;
mod refusal;
mod seen;

use crate::ids::{ConferenceId, DirectiveId, MeetingId, PetitionId};

pub use cascade::{LevelStanding, Owed};
pub(crate) use columns::Directives;
pub use columns::{Answer, Directive, Objection};
pub use commands::{
    AmendDirective, AnswerDirective, DirectiveCommand, IssueDirective, ObjectToDirective,
    PassOnDirective, PutOnAgenda, SettleObjection, TakeOffAgenda, WithdrawDirective,
};
pub use events::DirectiveEvent;
pub use refusal::DirectiveRefusal;

/// Longest text of a directive or an answer, in characters.
pub const TEXT_CHARACTERS_MAX: usize = 10_000;
/// Most parts of the organisation that one directive names.
pub const AREAS_MAX: usize = 1000;

/// Where a task comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// It begins here.
    Own,
    /// It was resolved at a meeting.
    Meeting(MeetingId),
    /// It carries out another directive.
    Directive(DirectiveId),
    /// A conference asked for it.
    Conference(ConferenceId),
    /// It comes of one thing at a conference, by its number there: a letter that was read, a
    /// speech, a point of the agenda.
    Item(ConferenceId, u32),
    /// It comes of something that was asked.
    Petition(PetitionId),
}

/// What became of a directive in a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It was done.
    Done,
    /// It was done in part.
    InPart,
    /// It was not done.
    NotDone,
}

impl Outcome {
    /// All there are.
    pub const ALL: &[Outcome] = &[Outcome::Done, Outcome::InPart, Outcome::NotDone];
}
