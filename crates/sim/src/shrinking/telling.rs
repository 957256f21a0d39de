//! A failure told as a case block: the register it began with as what is given,
//! each request as what is done, and at the end what the second account says
//! has to have come of it. What the words of cases cannot say stands as a remark.

mod deeds;

use std::collections::{BTreeMap, BTreeSet};

use charter::{Charter, MeetingKindId, ProcedureId};
use jiff::civil::Date;
use kernel::directives::DirectiveEvent;
use kernel::meetings::MeetingEvent;
use kernel::members::MemberEvent;
use kernel::posts::PostEvent;
use kernel::procedures::ProcedureEvent;
use kernel::units::UnitEvent;
use kernel::{
    Command, DirectiveId, Event, MeetingId, PersonId, ProceedingId, Refusal, Request, UnitId,
};

use crate::exploration::{Broken, Walk};

/// The words of one line and the names it uses for the first time.
#[derive(Debug, Default)]
struct Line {
    words: String,
    /// The day the command speaks of, where it is the day of the deed.
    on: Option<Date>,
    new_units: Vec<String>,
    new_people: Vec<String>,
}

/// A case as it grows.
struct Telling<'a> {
    charter: &'a Charter,
    units: BTreeMap<UnitId, String>,
    people: BTreeMap<PersonId, String>,
    /// Where each meeting was held, which kind it was, and the day the record has.
    meetings: BTreeMap<MeetingId, (UnitId, MeetingKindId, Date)>,
    /// Of which procedure each proceeding is, and about whom.
    proceedings: BTreeMap<ProceedingId, (ProcedureId, Option<PersonId>)>,
    /// The directives that were issued in words of the case.
    directives: BTreeSet<DirectiveId>,
    /// The directive that the request at hand issues, if it issues one.
    next_directive: Option<DirectiveId>,
    /// Whom the request at hand registers, if it registers anybody.
    next_person: Option<PersonId>,
    /// Names that have been used, so that none is used for another unit.
    used: BTreeSet<String>,
    begun: bool,
    lines: Vec<String>,
}

/// Tells a walk that ended with something broken.
pub(super) fn tell(
    charter: &Charter,
    walk: &Walk,
    requests: &[Request],
    broken: &[Broken],
) -> String {
    let mut telling = Telling {
        charter,
        units: BTreeMap::new(),
        people: BTreeMap::new(),
        meetings: BTreeMap::new(),
        proceedings: BTreeMap::new(),
        directives: BTreeSet::new(),
        next_directive: None,
        next_person: None,
        used: BTreeSet::new(),
        begun: false,
        lines: Vec::new(),
    };
    for (request, answer) in requests.iter().zip(walk.answers()) {
        telling.request(request, answer);
    }
    telling.expectations(walk);
    for it in broken {
        // A remark ends with its line.
        let words = it.words.replace('\n', " ");
        telling.lines.push(format!("# broken: {words}"));
    }
    format!("```case\n{}\n```\n", telling.lines.join("\n"))
}

impl Telling<'_> {
    fn request(&mut self, request: &Request, answer: &Result<Vec<Event>, Refusal>) {
        match (&request.command, answer) {
            // A case has its charter in force from its first day.
            (Command::AdoptCharter(_), Ok(_)) if !self.begun && self.lines.is_empty() => return,
            (Command::EnterRegister(_), Ok(events)) if !self.begun => {
                for event in events {
                    self.given(event);
                }
                self.begun = true;
                return;
            }
            (Command::Act(steps), Ok(_)) => {
                self.next_person = None;
                self.next_directive = None;
                // Carried out, an act is its steps; refused, it is nothing a case could say.
                for step in steps {
                    let step = Request {
                        command: step.clone(),
                        ..request.clone()
                    };
                    self.tell_or_remark(&step, answer);
                }
            }
            _ => {
                self.next_person = answer.iter().flatten().find_map(registered);
                self.next_directive = answer.iter().flatten().find_map(issued);
                if self.tell_or_remark(request, answer) {
                    self.directives.extend(self.next_directive);
                }
            }
        }
        self.begun = true;
        for event in answer.iter().flatten() {
            self.learn(event);
        }
    }

    /// Whether there were words for it.
    fn tell_or_remark(&mut self, request: &Request, answer: &Result<Vec<Event>, Refusal>) -> bool {
        let told = self.deed(request).filter(|line| {
            let fresh = |name: &String| !self.used.contains(name);
            line.new_units.iter().all(fresh)
        });
        let Some(line) = told else {
            let kind = request.command.name();
            let end = if answer.is_ok() { "done" } else { "refused" };
            self.lines.push(format!(
                "# on {}: {kind}, {end}, which a case has no words for",
                request.today
            ));
            return false;
        };
        self.used.extend(line.new_units);
        self.used.extend(line.new_people);
        self.lines.push(format!("when   {}", line.words));
        let end = if answer.is_ok() { "done" } else { "refused" };
        self.lines.push(format!("expect {end}"));
        true
    }

    /// The names of units and people that came up.
    fn learn(&mut self, event: &Event) {
        match event {
            // What stands in a remark has no name that a case could use.
            Event::Unit(UnitEvent::Founded { unit, code, .. }) if self.used.contains(code) => {
                self.units.insert(*unit, code.clone());
            }
            Event::Member(MemberEvent::Admitted { person, .. }) => {
                let name = person_name(*person);
                if self.used.contains(&name) {
                    self.people.insert(*person, name);
                }
            }
            Event::Procedure(ProcedureEvent::Opened {
                proceeding,
                procedure,
                person,
                ..
            }) => {
                self.proceedings.insert(*proceeding, (*procedure, *person));
                if let Some(person) = person {
                    let name = person_name(*person);
                    if self.used.contains(&name) {
                        self.people.insert(*person, name);
                    }
                }
            }
            Event::Meeting(MeetingEvent::Called {
                meeting,
                unit,
                kind,
                on,
            }) => {
                self.meetings.insert(*meeting, (*unit, *kind, *on));
            }
            Event::Meeting(MeetingEvent::Recorded { meeting, record })
            | Event::Meeting(MeetingEvent::Corrected {
                meeting, record, ..
            }) => {
                self.meetings
                    .insert(*meeting, (record.unit, record.kind, record.on));
            }
            _ => {}
        }
    }

    fn given(&mut self, event: &Event) {
        let words = match event {
            Event::Unit(UnitEvent::Founded {
                unit,
                code,
                level,
                parent,
                on,
                ..
            }) => {
                let under = parent
                    .and_then(|parent| self.units.get(&parent))
                    .map(|name| format!(" under \"{name}\""))
                    .unwrap_or_default();
                let level = self.level_word(*level);
                self.units.insert(*unit, code.clone());
                self.used.insert(code.clone());
                format!("{level} \"{code}\"{under} since {on}")
            }
            Event::Member(MemberEvent::Admitted {
                person,
                unit,
                grade,
                on,
            }) => {
                let name = person_name(*person);
                let grade = self.charter.grade(*grade).map_or("", |row| row.id.as_str());
                let unit = self.units.get(unit).cloned().unwrap_or_default();
                self.people.insert(*person, name.clone());
                self.used.insert(name.clone());
                format!("\"{name}\", {grade} of \"{unit}\" since {on}")
            }
            Event::Post(PostEvent::TakenUp {
                person,
                unit,
                post,
                on,
            }) => {
                let post = self.charter.post(*post).map_or("", |row| row.id.as_str());
                let unit = self.units.get(unit).cloned().unwrap_or_default();
                format!(
                    "\"{}\" is {post} of \"{unit}\" since {on}",
                    person_name(*person)
                )
            }
            _ => return,
        };
        self.lines.push(format!("given  {words}"));
    }

    fn level_word(&self, level: charter::LevelId) -> String {
        self.charter
            .level(level)
            .map(|row| row.id.clone())
            .unwrap_or_default()
    }

    /// What the second account says of everybody and everything the case has named.
    fn expectations(&mut self, walk: &Walk) {
        let account = walk.auditor();
        let mut lines = Vec::new();
        for (unit, row) in account.units() {
            let Some(name) = self.units.get(&unit) else {
                continue;
            };
            let count = account.roll_count(unit);
            if row.dissolved.is_some() {
                lines.push(format!("expect \"{name}\" is dissolved"));
            } else {
                lines.push(format!("expect {count} people in \"{name}\""));
            }
        }
        for (person, membership) in account.people() {
            let Some(name) = self.people.get(&person) else {
                continue;
            };
            let unit = membership.and_then(|membership| self.units.get(&membership.unit));
            match (membership, unit) {
                (None, _) => lines.push(format!("expect \"{name}\" in no unit")),
                (Some(_), Some(unit)) => lines.push(format!("expect \"{name}\" in \"{unit}\"")),
                (Some(_), None) => {}
            }
        }
        for (person, unit, post) in account.held_posts() {
            if let (Some(name), Some(unit)) = (self.people.get(&person), self.units.get(&unit)) {
                let post = self.charter.post(post).map_or("", |row| row.id.as_str());
                lines.push(format!("expect \"{name}\" is {post} of \"{unit}\""));
            }
        }
        self.lines.append(&mut lines);
    }
}

fn registered(event: &Event) -> Option<PersonId> {
    match event {
        Event::Member(MemberEvent::Registered { person }) => Some(*person),
        _ => None,
    }
}

fn issued(event: &Event) -> Option<DirectiveId> {
    match event {
        Event::Directive(DirectiveEvent::Issued { directive, .. }) => Some(*directive),
        _ => None,
    }
}

fn person_name(person: PersonId) -> String {
    format!("Person {person}")
}
