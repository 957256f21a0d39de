//! What can be commanded about conferences.

use charter::ConferenceKindId;
use jiff::civil::Date;

use super::{decide, door};
use crate::ids::{ConferenceId, PersonId, UnitId};
use crate::rooms::commands;

commands! {
    /// Everything that can be commanded about conferences.
    ConferenceCommand in Conference {
        Call(CallConference) = "call-conference" by decide::call,
        CallOff(CallOffConference) = "call-off-conference" by decide::call_off,
        Elect(ElectDelegates) = "elect-delegates" by decide::elect,
        Strike(StrikeDelegates) = "strike-delegates" by decide::strike,
        Replace(ReplaceDelegate) = "replace-delegate" by decide::replace,
        CheckIn(CheckInDelegate) = "check-in-delegate" by door::check_in,
        StrikeCheckIn(StrikeCheckIn) = "strike-check-in" by door::strike,
    }
    writings writings;
}

/// Calls a conference and gives the seats out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallConference {
    /// Of which kind.
    pub kind: ConferenceKindId,
    /// The unit that calls it.
    pub unit: UnitId,
    /// The day by whose rolls the seats are given out.
    pub key_day: Date,
    /// Its first day.
    pub first: Date,
    /// Its last day.
    pub last: Date,
    /// What it is called; empty where the charter's word is enough.
    pub title: String,
    /// Where it meets; may be empty.
    pub place: String,
}

/// Calls a conference off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallOffConference {
    /// The conference.
    pub conference: ConferenceId,
    /// Why.
    pub reason: String,
}

/// Records whom a unit chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElectDelegates {
    /// The conference.
    pub conference: ConferenceId,
    /// The unit.
    pub unit: UnitId,
    /// The delegates.
    pub delegates: Vec<PersonId>,
    /// The substitutes, in the order in which they take a seat.
    pub substitutes: Vec<PersonId>,
    /// How many were entitled to vote.
    pub entitled: u32,
    /// How many ballots were cast.
    pub ballots: u32,
    /// When.
    pub on: Date,
}

/// Strikes the record of whom a unit chose, so that it can be made anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrikeDelegates {
    /// The conference.
    pub conference: ConferenceId,
    /// The unit.
    pub unit: UnitId,
    /// Why.
    pub reason: String,
}

/// A delegate gives a seat up; the next substitute takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplaceDelegate {
    /// The conference.
    pub conference: ConferenceId,
    /// Who gives it up.
    pub person: PersonId,
    /// Why.
    pub reason: String,
    /// When.
    pub on: Date,
}

/// Lets a delegate in at the door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckInDelegate {
    /// The conference.
    pub conference: ConferenceId,
    /// Who.
    pub person: PersonId,
    /// When.
    pub on: Date,
}

/// Takes back that a delegate came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrikeCheckIn {
    /// The conference.
    pub conference: ConferenceId,
    /// Who.
    pub person: PersonId,
    /// Why.
    pub reason: String,
}

/// The texts somebody wrote in a command.
fn writings(command: &ConferenceCommand) -> Vec<&str> {
    let texts: Vec<&String> = match command {
        ConferenceCommand::Call(it) => vec![&it.title, &it.place],
        ConferenceCommand::CallOff(it) => vec![&it.reason],
        ConferenceCommand::Strike(it) => vec![&it.reason],
        ConferenceCommand::Replace(it) => vec![&it.reason],
        ConferenceCommand::StrikeCheckIn(it) => vec![&it.reason],
        ConferenceCommand::Elect(_) | ConferenceCommand::CheckIn(_) => Vec::new(),
    };
    let written = texts.into_iter().map(String::as_str);
    written.filter(|text| !text.trim().is_empty()).collect()
}
