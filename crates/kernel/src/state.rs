//! The whole organisation in memory, and the two functions everything passes
//! through: [`decide`] changes nothing, [`State::apply`] judges nothing.

use std::sync::Arc;

use charter::Charter;
use jiff::civil::Date;

use crate::ids::DocumentId;
use crate::refusal::{Reason, Refusal};
use crate::request::{Command, Event, Request};
use crate::{acts, charters, meetings, members, posts, register, sizes, units};

/// The organisation: one column set for each room.
#[derive(Clone, Debug, Default)]
pub struct State {
    pub(crate) charters: charters::Charters,
    pub(crate) units: units::Units,
    pub(crate) members: members::Members,
    pub(crate) posts: posts::Posts,
    pub(crate) meetings: meetings::Meetings,
    pub(crate) sizes: sizes::Sizes,
    pub(crate) documents: u32,
}

/// Answers a request: the events it causes, or why it is refused. Changes nothing.
///
/// # Errors
/// Refuses what the charter forbids, naming the rule, and what the record makes impossible.
pub fn decide(state: &State, request: &Request) -> Result<Vec<Event>, Refusal> {
    if let Command::AdoptCharter(it) = &request.command {
        return charters::decide_adopt(state, request, it);
    }
    if state.charter_on(request.today).is_none() {
        return Err(Reason::NoCharterInForce.into());
    }
    match &request.command {
        Command::AdoptCharter(it) => charters::decide_adopt(state, request, it),
        Command::FoundUnit(it) => units::decide_found(state, request, it),
        Command::RenameUnit(it) => units::decide_rename(state, request, it),
        Command::MoveUnit(it) => units::decide_move(state, request, it),
        Command::SplitUnit(it) => units::decide_split(state, request, it),
        Command::MergeUnits(it) => units::decide_merge(state, request, it),
        Command::FormCommittee(it) => units::decide_form(state, request, it),
        Command::DissolveUnit(it) => units::decide_dissolve(state, request, it),
        Command::RegisterPerson => members::decide_register(state, request),
        Command::AdmitMember(it) => members::decide_admit(state, request, it),
        Command::PromoteMember(it) => members::decide_promote(state, request, it),
        Command::TransferMember(it) => members::decide_transfer(state, request, it),
        Command::Leave(it) => members::decide_leave(state, request, it),
        Command::TakeUpPost(it) => posts::decide_take_up(state, request, it),
        Command::LayDownPost(it) => posts::decide_lay_down(state, request, it),
        Command::CallMeeting(it) => meetings::decide_call(state, request, it),
        Command::RecordMeeting(it) => meetings::decide_record(state, request, it),
        Command::CorrectMeeting(it) => meetings::decide_correct(state, request, it),
        Command::EnterRegister(it) => register::decide_enter(state, request, it),
        Command::Act(commands) => acts::decide(state, request, commands),
    }
}

impl State {
    /// Applies what has happened. It judges nothing and cannot refuse.
    #[expect(clippy::too_many_lines, reason = "one flat match, an arm an event")]
    pub fn apply(&mut self, event: &Event) {
        match event {
            Event::CharterAdopted {
                charter,
                sha256,
                from,
            } => {
                charters::apply_adopted(self, charter, *sha256, *from);
            }
            Event::UnitFounded {
                unit,
                code,
                level,
                name,
                parent,
                on,
            } => {
                let founded = units::Founded {
                    unit: *unit,
                    code,
                    level: *level,
                    name,
                    parent: *parent,
                    on: *on,
                };
                units::apply_founded(self, &founded);
            }
            Event::UnitRenamed { unit, name, on: _ } => self.units.rename(*unit, name),
            Event::UnitMoved { unit, parent, on } => self.units.put_under(*unit, *parent, *on),
            Event::UnitLevelChanged { unit, level, on } => {
                units::apply_level(self, *unit, *level, *on)
            }
            Event::UnitDescended { from, to, how, on } => self.units.descend(*from, *to, *how, *on),
            Event::FoundingCorrected { unit, on } => self.units.correct_founding(*unit, *on),
            Event::UnitDissolved { unit, on } => units::apply_dissolved(self, *unit, *on),
            Event::PersonRegistered { person } => self.members.register(*person),
            Event::MemberAdmitted {
                person,
                unit,
                grade,
                on,
            } => {
                members::apply_admitted(self, *person, *unit, *grade, *on);
            }
            Event::JoiningCorrected { person, on, .. } => {
                self.members.correct_joining(*person, *on);
            }
            Event::MemberPromoted {
                person,
                unit,
                grade,
                on,
            } => {
                members::apply_promoted(self, *person, *unit, *grade, *on);
            }
            Event::MemberTransferred {
                person,
                from,
                to,
                on,
            } => {
                members::apply_transferred(self, *person, *from, *to, *on);
            }
            Event::MemberLeft { person, unit, on } => {
                members::apply_left(self, *person, *unit, *on)
            }
            Event::PostTakenUp {
                person,
                unit,
                post,
                on,
            } => self.posts.take_up(*person, *unit, *post, *on),
            Event::PostLaidDown {
                person,
                unit,
                post,
                on,
            } => self.posts.lay_down(*person, *unit, *post, *on),
            Event::MeetingCalled {
                meeting,
                unit,
                kind,
                on,
            } => self.meetings.call(*meeting, *unit, *kind, *on),
            Event::MeetingRecorded { meeting, record } => self.meetings.record(*meeting, record),
            Event::MeetingCorrected {
                meeting, record, ..
            } => self.meetings.correct(*meeting, record),
        }
        for document in event.documents() {
            self.documents = self.documents.max(document.0.saturating_add(1));
        }
    }

    /// The edition of the charter in force on a day.
    #[must_use]
    pub fn charter_on(&self, date: Date) -> Option<&Arc<Charter>> {
        self.charters.on(date)
    }

    /// The newest edition of the charter, whose tables hold every word any older one holds.
    #[must_use]
    pub fn charter(&self) -> Option<&Arc<Charter>> {
        self.charters.newest()
    }

    /// The numbers of the next `count` texts.
    pub(crate) fn next_documents(&self, count: usize) -> Vec<DocumentId> {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        (0..count)
            .map(|n| DocumentId(self.documents.saturating_add(n)))
            .collect()
    }
}
