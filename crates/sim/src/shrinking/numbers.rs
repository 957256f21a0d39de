//! Numbers that requests give out, and how they move when a request is left out.

use std::collections::BTreeMap;

use kernel::meetings::{CorrectMeeting, MeetingCommand};
use kernel::members::{AdmitMember, Leave, MemberCommand, PromoteMember, TransferMember};
use kernel::posts::{LayDownPost, PostCommand, TakeUpPost};
use kernel::register::EnterRegister;
use kernel::units::{FoundUnit, MergeUnits, MoveUnit, Part, UnitCommand};
use kernel::{Actor, Command, MeetingId, PersonId, Request, State, UnitId};

/// Numbers of units, people and meetings.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbers {
    units: Vec<u32>,
    people: Vec<u32>,
    meetings: Vec<u32>,
}

impl Numbers {
    /// The next number of each kind.
    pub(super) fn counted(state: &State) -> Numbers {
        Numbers {
            units: vec![state.unit_count()],
            people: vec![state.person_count()],
            meetings: vec![state.meeting_count()],
        }
    }

    /// The numbers from these on and before those.
    pub(super) fn until(&self, next: &Numbers) -> Numbers {
        let between = |from: &[u32], to: &[u32]| match (from.first(), to.first()) {
            (Some(from), Some(to)) => (*from..*to).collect(),
            (None, _) | (_, None) => Vec::new(),
        };
        Numbers {
            units: between(&self.units, &next.units),
            people: between(&self.people, &next.people),
            meetings: between(&self.meetings, &next.meetings),
        }
    }

    /// Strikes the numbers of the rows that a smaller register has no more. New
    /// people are numbered in the order of their rows. New units are numbered
    /// parents first, which for rows in that order is the order of the rows.
    pub(super) fn keep_rows_of(&mut self, old: &EnterRegister, new: &EnterRegister) {
        let new_people = |register: &EnterRegister| {
            let rows = register.people.clone().into_iter();
            rows.filter(|row| row.person.is_none()).collect::<Vec<_>>()
        };
        keep(&mut self.people, &new_people(old), &new_people(new));
        if self.units.len() == old.units.len() {
            keep(&mut self.units, &old.units, &new.units);
        }
    }
}

/// Keeps the numbers of the rows that are still there: `new` is `old` with rows left out.
fn keep<T: PartialEq>(numbers: &mut Vec<u32>, old: &[T], new: &[T]) {
    if numbers.len() != old.len() {
        return;
    }
    let mut left = new.iter().peekable();
    let kept = old
        .iter()
        .map(|row| left.next_if(|next| *next == row).is_some());
    let kept: Vec<bool> = kept.collect();
    let mut kept = kept.into_iter();
    numbers.retain(|_| kept.next().unwrap_or(false));
}

/// Which number stands for which of the first walk.
#[derive(Clone, Debug, Default)]
pub(super) struct Renumbering {
    units: BTreeMap<u32, u32>,
    people: BTreeMap<u32, u32>,
    meetings: BTreeMap<u32, u32>,
}

impl Renumbering {
    pub(super) fn learn(&mut self, first: &Numbers, now: &Numbers) {
        let pairs = |first: &[u32], now: &[u32]| -> Vec<(u32, u32)> {
            first.iter().copied().zip(now.iter().copied()).collect()
        };
        self.units.extend(pairs(&first.units, &now.units));
        self.people.extend(pairs(&first.people, &now.people));
        self.meetings.extend(pairs(&first.meetings, &now.meetings));
    }

    /// A unit nobody founded keeps a number nobody has.
    fn unit(&self, unit: UnitId) -> UnitId {
        UnitId(self.units.get(&unit.0).copied().unwrap_or(u32::MAX))
    }

    fn person(&self, person: PersonId) -> PersonId {
        PersonId(self.people.get(&person.0).copied().unwrap_or(u32::MAX))
    }

    fn meeting(&self, meeting: MeetingId) -> MeetingId {
        MeetingId(self.meetings.get(&meeting.0).copied().unwrap_or(u32::MAX))
    }

    fn people(&self, people: &[PersonId]) -> Vec<PersonId> {
        people.iter().map(|person| self.person(*person)).collect()
    }

    fn parts(&self, parts: &[Part]) -> Vec<Part> {
        parts
            .iter()
            .map(|part| Part {
                people: self.people(&part.people),
                ..part.clone()
            })
            .collect()
    }

    pub(super) fn request(&self, request: &Request) -> Request {
        Request {
            actor: match request.actor {
                Actor::Operator => Actor::Operator,
                Actor::Person(person) => Actor::Person(self.person(person)),
            },
            today: request.today,
            command: self.command(&request.command),
        }
    }

    fn command(&self, command: &Command) -> Command {
        match command {
            Command::AdoptCharter(_) | Command::Member(MemberCommand::Register(_)) => {
                command.clone()
            }
            Command::Act(steps) => {
                Command::Act(steps.iter().map(|step| self.command(step)).collect())
            }
            Command::EnterRegister(register) => {
                let mut register = register.clone();
                for row in &mut register.people {
                    row.person = row.person.map(|person| self.person(person));
                }
                Command::EnterRegister(register)
            }
            Command::Member(MemberCommand::Admit(_))
            | Command::Member(MemberCommand::Promote(_))
            | Command::Member(MemberCommand::Transfer(_))
            | Command::Member(MemberCommand::Leave(_))
            | Command::Post(PostCommand::TakeUp(_))
            | Command::Post(PostCommand::LayDown(_)) => self.of_people(command),
            Command::Meeting(MeetingCommand::Call(_))
            | Command::Meeting(MeetingCommand::Record(_))
            | Command::Meeting(MeetingCommand::Correct(_)) => self.of_meetings(command),
            Command::Unit(UnitCommand::Found(_))
            | Command::Unit(UnitCommand::Rename(_))
            | Command::Unit(UnitCommand::Move(_))
            | Command::Unit(UnitCommand::Split(_))
            | Command::Unit(UnitCommand::Merge(_))
            | Command::Unit(UnitCommand::FormCommittee(_))
            | Command::Unit(UnitCommand::Dissolve(_)) => self.of_units(command),
        }
    }

    fn of_units(&self, command: &Command) -> Command {
        let mut command = command.clone();
        match &mut command {
            Command::Unit(UnitCommand::Found(FoundUnit { parent, .. })) => {
                *parent = parent.map(|unit| self.unit(unit));
            }
            Command::Unit(UnitCommand::Rename(it)) => it.unit = self.unit(it.unit),
            Command::Unit(UnitCommand::Dissolve(it)) => it.unit = self.unit(it.unit),
            Command::Unit(UnitCommand::Move(MoveUnit { unit, parent, .. })) => {
                (*unit, *parent) = (self.unit(*unit), self.unit(*parent));
            }
            Command::Unit(UnitCommand::Merge(MergeUnits { from, into, .. })) => {
                (*from, *into) = (self.unit(*from), self.unit(*into));
            }
            Command::Unit(UnitCommand::Split(it)) => {
                it.unit = self.unit(it.unit);
                it.parts = self.parts(&it.parts);
            }
            Command::Unit(UnitCommand::FormCommittee(it)) => {
                it.unit = self.unit(it.unit);
                it.parts = self.parts(&it.parts);
            }
            _ => {}
        }
        command
    }

    fn of_people(&self, command: &Command) -> Command {
        let mut command = command.clone();
        match &mut command {
            Command::Member(MemberCommand::Admit(AdmitMember { person, unit, .. })) => {
                *person = person.map(|person| self.person(person));
                *unit = self.unit(*unit);
            }
            Command::Member(MemberCommand::Promote(PromoteMember { person, .. }))
            | Command::Member(MemberCommand::Leave(Leave { person, .. })) => {
                *person = self.person(*person)
            }
            Command::Member(MemberCommand::Transfer(TransferMember { person, to, .. })) => {
                (*person, *to) = (self.person(*person), self.unit(*to));
            }
            Command::Post(PostCommand::TakeUp(TakeUpPost { person, unit, .. }))
            | Command::Post(PostCommand::LayDown(LayDownPost { person, unit, .. })) => {
                (*person, *unit) = (self.person(*person), self.unit(*unit));
            }
            _ => {}
        }
        command
    }

    fn of_meetings(&self, command: &Command) -> Command {
        let mut command = command.clone();
        match &mut command {
            Command::Meeting(MeetingCommand::Call(it)) => it.unit = self.unit(it.unit),
            Command::Meeting(MeetingCommand::Record(it)) => {
                it.unit = self.unit(it.unit);
                it.absent = self.people(&it.absent);
            }
            Command::Meeting(MeetingCommand::Correct(CorrectMeeting {
                meeting, absent, ..
            })) => {
                *meeting = self.meeting(*meeting);
                *absent = self.people(absent);
            }
            _ => {}
        }
        command
    }
}
