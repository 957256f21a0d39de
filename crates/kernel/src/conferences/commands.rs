//! What can be commanded about conferences.

use charter::ConferenceKindId;
use jiff::civil::Date;

use super::{Capacity, ItemKind, decide, door, proceedings};
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
        ListAttendance(ListConferenceAttendance) = "list-conference-attendance" by proceedings::list,
        EnterItem(EnterConferenceItem) = "enter-conference-item" by proceedings::enter,
        StrikeItem(StrikeConferenceItem) = "strike-conference-item" by proceedings::strike_item,
        RecordVote(RecordConferenceVote) = "record-conference-vote" by proceedings::vote,
        StrikeVote(StrikeConferenceVote) = "strike-conference-vote" by proceedings::strike_vote,
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

/// Lists who attends, in the order in which it is printed; it takes the place of the list before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListConferenceAttendance {
    /// The conference.
    pub conference: ConferenceId,
    /// The lines.
    pub rows: Vec<AttendingRow>,
}

/// A line of attendance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttendingRow {
    /// Who.
    pub who: Attending,
    /// In which capacity.
    pub capacity: Capacity,
}

/// Who is on a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attending {
    /// Somebody with a number.
    Person(PersonId),
    /// Somebody by name only: a guest from outside.
    Named(String),
}

/// Enters a child event, a point of the agenda, something said or presented.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnterConferenceItem {
    /// The conference.
    pub conference: ConferenceId,
    /// What it is.
    pub kind: ItemKind,
    /// The item it stands under.
    pub under: Option<u32>,
    /// What it is called.
    pub title: String,
    /// Its text; may be empty.
    pub text: String,
    /// Who sent it; may be empty.
    pub sender: String,
    /// To whom it is addressed; may be empty.
    pub addressee: String,
    /// Who spoke.
    pub speaker: Option<PersonId>,
    /// Whether it was read out where it stands.
    pub read: bool,
    /// When.
    pub on: Date,
}

/// Strikes an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrikeConferenceItem {
    /// The conference.
    pub conference: ConferenceId,
    /// Number of the item in it.
    pub item: u32,
    /// Why.
    pub reason: String,
}

/// Records a vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordConferenceVote {
    /// The conference.
    pub conference: ConferenceId,
    /// Number of the item in it.
    pub item: u32,
    /// Which majority it needs: a row of the rule, nought for the ordinary one.
    pub majority: u8,
    /// How many with a seat were there.
    pub present: u32,
    /// Votes for it.
    pub favour: u32,
    /// Votes against it.
    pub against: u32,
    /// Those who abstained.
    pub abstained: u32,
    /// When.
    pub on: Date,
}

/// Strikes the record of a vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrikeConferenceVote {
    /// The conference.
    pub conference: ConferenceId,
    /// Number of the vote in it.
    pub vote: u32,
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
        ConferenceCommand::ListAttendance(it) => it.rows.iter().filter_map(named).collect(),
        ConferenceCommand::EnterItem(it) => {
            vec![&it.title, &it.text, &it.sender, &it.addressee]
        }
        ConferenceCommand::StrikeItem(it) => vec![&it.reason],
        ConferenceCommand::StrikeVote(it) => vec![&it.reason],
        ConferenceCommand::Elect(_)
        | ConferenceCommand::CheckIn(_)
        | ConferenceCommand::RecordVote(_) => Vec::new(),
    };
    let written = texts.into_iter().map(String::as_str);
    written.filter(|text| !text.trim().is_empty()).collect()
}

fn named(row: &AttendingRow) -> Option<&String> {
    match &row.who {
        Attending::Person(_) => None,
        Attending::Named(name) => Some(name),
    }
}
