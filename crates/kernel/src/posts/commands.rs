//! What can be commanded of posts.

use charter::PostId;
use jiff::civil::Date;

use super::{choosing, decide, mistaken, striking, taking_back};
use crate::ids::{PersonId, UnitId};
use crate::rooms::commands;

commands! {
    /// What can be commanded of posts.
    PostCommand in Post {
        TakeUp(TakeUpPost) = "take-up-post" by decide::take_up,
        LayDown(LayDownPost) = "lay-down-post" by decide::lay_down,
        Elect(RecordElection) = "record-election" by choosing::elect,
        Confirm(ConfirmHolder) = "confirm-holder" by choosing::confirm,
        RefuseConfirmation(RefuseConfirmation) = "refuse-confirmation" by choosing::refuse,
        HandOver(HandOverPost) = "hand-over-post" by choosing::hand_over,
        StrikeElection(StrikeElection) = "strike-election" by striking::strike,
        WithdrawConfirmation(WithdrawConfirmation) = "withdraw-confirmation" by taking_back::withdraw,
        StrikeHandOver(StrikeHandOver) = "strike-hand-over" by taking_back::strike_hand_over,
        Strike(StrikePost) = "strike-post" by mistaken::strike_post,
        StrikeLayingDown(StrikeLayingDown) = "strike-laying-down" by mistaken::strike_laying_down,
    }
    writings written;
}

/// Takes up a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakeUpPost {
    /// Who.
    pub person: PersonId,
    /// Where.
    pub unit: UnitId,
    /// Which post.
    pub post: PostId,
    /// First day.
    pub on: Date,
}

/// Lays down a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayDownPost {
    /// Who.
    pub person: PersonId,
    /// Where.
    pub unit: UnitId,
    /// Which post.
    pub post: PostId,
    /// Last day.
    pub on: Date,
}

/// Records an election, with what was counted and whom it elected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordElection {
    /// Where.
    pub unit: UnitId,
    /// To which post.
    pub post: PostId,
    /// How many were to be elected.
    pub places: u8,
    /// How many were entitled to vote.
    pub entitled: u32,
    /// How many ballots were cast.
    pub ballots: u32,
    /// How many of them were valid.
    pub valid: u32,
    /// Everybody who stood, and the votes for each.
    pub votes: Vec<(PersonId, u32)>,
    /// Who is reported to be elected; nobody where it ended without.
    pub elected: Vec<PersonId>,
    /// When.
    pub on: Date,
}

/// The unit above confirms whoever was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmHolder {
    /// Who.
    pub person: PersonId,
    /// Where.
    pub unit: UnitId,
    /// Which post.
    pub post: PostId,
    /// When.
    pub on: Date,
}

/// The unit above refuses to confirm whoever was chosen, who lays the post down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefuseConfirmation {
    /// Who.
    pub person: PersonId,
    /// Where.
    pub unit: UnitId,
    /// Which post.
    pub post: PostId,
    /// When.
    pub on: Date,
}

/// What there is to hand over has gone from the last holder to this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandOverPost {
    /// Who has taken over.
    pub person: PersonId,
    /// Where.
    pub unit: UnitId,
    /// Which post.
    pub post: PostId,
    /// When.
    pub on: Date,
}

/// Strikes the record of an election that was not held like that. Whoever it gave the post
/// never held it by it, and whoever it took the post from has it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrikeElection {
    /// Where.
    pub unit: UnitId,
    /// Its number in the unit, from one.
    pub number: u32,
    /// Why the record is struck.
    pub reason: String,
}

/// Takes back that the unit above confirmed a holder: its word is waited for again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithdrawConfirmation {
    /// Whose.
    pub person: PersonId,
    /// Where.
    pub unit: UnitId,
    /// Which post.
    pub post: PostId,
    /// Why.
    pub reason: String,
    /// When.
    pub on: Date,
}

/// Strikes the record that a post was handed over: it was not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrikeHandOver {
    /// To whom it was said to be handed over.
    pub person: PersonId,
    /// Where.
    pub unit: UnitId,
    /// Which post.
    pub post: PostId,
    /// Why.
    pub reason: String,
}

/// Strikes that somebody took a post up: they never held it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrikePost {
    /// Who is on record as its holder.
    pub person: PersonId,
    /// Where.
    pub unit: UnitId,
    /// Which post.
    pub post: PostId,
    /// Why.
    pub reason: String,
}

/// Strikes that somebody laid a post down: they hold it still.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrikeLayingDown {
    /// Who is on record as having laid it down.
    pub person: PersonId,
    /// Where.
    pub unit: UnitId,
    /// Which post.
    pub post: PostId,
    /// Why.
    pub reason: String,
}

/// The texts somebody wrote in a command.
fn written(command: &PostCommand) -> Vec<&str> {
    match command {
        PostCommand::StrikeElection(it) => vec![it.reason.as_str()],
        PostCommand::WithdrawConfirmation(it) => vec![it.reason.as_str()],
        PostCommand::StrikeHandOver(it) => vec![it.reason.as_str()],
        PostCommand::Strike(it) => vec![it.reason.as_str()],
        PostCommand::StrikeLayingDown(it) => vec![it.reason.as_str()],
        PostCommand::TakeUp(_)
        | PostCommand::LayDown(_)
        | PostCommand::Elect(_)
        | PostCommand::Confirm(_)
        | PostCommand::RefuseConfirmation(_)
        | PostCommand::HandOver(_) => Vec::new(),
    }
}
