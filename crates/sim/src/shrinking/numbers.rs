//! Numbers that requests give out, and how they move when a request is left out.

mod awards;
mod bodies;
mod bulletins;
mod conferences;
mod directives;
mod dues;
mod meetings;
mod members;
mod petitions;
mod posts;
mod procedures;
mod reports;
mod study;
mod units;

use std::collections::BTreeMap;

use kernel::register::EnterRegister;
use kernel::{Actor, Command, MeetingId, PersonId, ProceedingId, Request, State, UnitId};

/// Numbers of units, people, meetings, petitions, proceedings and directives.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbers {
    units: Vec<u32>,
    people: Vec<u32>,
    meetings: Vec<u32>,
    petitions: Vec<u32>,
    proceedings: Vec<u32>,
    directives: Vec<u32>,
}

impl Numbers {
    /// The next number of each kind.
    pub(super) fn counted(state: &State) -> Numbers {
        Numbers {
            units: vec![state.unit_count()],
            people: vec![state.person_count()],
            meetings: vec![state.meeting_count()],
            // People count petitions from one.
            petitions: vec![state.petition_count().saturating_add(1)],
            proceedings: vec![state.proceeding_count()],
            directives: vec![state.directive_count()],
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
            petitions: between(&self.petitions, &next.petitions),
            proceedings: between(&self.proceedings, &next.proceedings),
            directives: between(&self.directives, &next.directives),
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
    petitions: BTreeMap<u32, u32>,
    proceedings: BTreeMap<u32, u32>,
    directives: BTreeMap<u32, u32>,
}

impl Renumbering {
    pub(super) fn learn(&mut self, first: &Numbers, now: &Numbers) {
        let pairs = |first: &[u32], now: &[u32]| -> Vec<(u32, u32)> {
            first.iter().copied().zip(now.iter().copied()).collect()
        };
        self.units.extend(pairs(&first.units, &now.units));
        self.people.extend(pairs(&first.people, &now.people));
        self.meetings.extend(pairs(&first.meetings, &now.meetings));
        let petitions = pairs(&first.petitions, &now.petitions);
        self.petitions.extend(petitions);
        self.proceedings
            .extend(pairs(&first.proceedings, &now.proceedings));
        let directives = pairs(&first.directives, &now.directives);
        self.directives.extend(directives);
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

    fn proceeding(&self, it: ProceedingId) -> ProceedingId {
        ProceedingId(self.proceedings.get(&it.0).copied().unwrap_or(u32::MAX))
    }

    pub(super) fn request(&self, request: &Request) -> Request {
        Request {
            actor: match request.actor {
                Actor::Operator => Actor::Operator,
                Actor::Public => Actor::Public,
                Actor::Person(person) => Actor::Person(self.person(person)),
            },
            today: request.today,
            command: self.command(&request.command),
        }
    }

    fn of_people(&self, people: &mut [PersonId]) {
        for person in people {
            *person = self.person(*person);
        }
    }

    fn command(&self, command: &Command) -> Command {
        let mut command = command.clone();
        match &mut command {
            Command::AdoptCharter(_) => {}
            Command::Act(steps) => {
                for step in steps {
                    *step = self.command(step);
                }
            }
            Command::EnterRegister(register) => {
                for row in &mut register.people {
                    row.person = row.person.map(|person| self.person(person));
                }
            }
            Command::Unit(it) => self.of_units(it),
            Command::Member(it) => self.of_members(it),
            Command::Post(it) => self.of_posts(it),
            Command::Meeting(it) => self.of_meetings(it),
            Command::Procedure(it) => self.of_procedures(it),
            Command::Dues(it) => self.of_dues(it),
            Command::Directive(it) => self.of_directives(it),
            Command::Report(it) => self.of_reports(it),
            Command::Visit(_) => {}
            Command::Bulletin(it) => self.of_bulletins(it),
            Command::Award(it) => self.of_awards(it),
            Command::Body(it) => self.of_bodies(it),
            Command::Conference(it) => self.of_conferences(it),
            Command::Study(it) => self.of_study(it),
            Command::Petition(it) => self.of_petitions(it),
        }
        command
    }
}
