//! Commands in the words of cases, as far as cases have words for them.

mod directives;
mod meetings;
mod members;
mod petitions;
mod posts;
mod procedures;
mod reports;
mod units;

use kernel::{Actor, Command, PersonId, Request, UnitId};

use super::{Line, Telling, person_name};

impl Telling<'_> {
    /// A deed; none where it speaks of what the case has not named, or of days
    /// on which a case cannot do it.
    pub(super) fn deed(&self, request: &Request) -> Option<Line> {
        let actor = match request.actor {
            Actor::Operator => "operator".to_owned(),
            Actor::Public => "anyone".to_owned(),
            Actor::Person(person) => self.person(person)?,
        };
        let mut line = match &request.command {
            Command::Unit(it) => self.of_units(it)?,
            Command::Member(it) => self.of_members(it)?,
            Command::Post(it) => self.of_posts(it)?,
            Command::Meeting(it) => self.of_meetings(it)?,
            Command::Procedure(it) => self.of_procedures(it)?,
            Command::Directive(it) => self.of_directives(it)?,
            Command::Report(it) => self.of_reports(it)?,
            Command::Award(_)
            | Command::Body(_)
            | Command::Conference(_)
            | Command::Study(_)
            | Command::Visit(_)
            | Command::Bulletin(_)
            | Command::Dues(_) => {
                return None;
            }
            Command::Petition(it) => self.of_petitions(it)?,
            Command::AdoptCharter(_) | Command::EnterRegister(_) | Command::Act(_) => return None,
        };
        let on = line.on.unwrap_or(request.today);
        if on > request.today {
            return None;
        }
        line.words = format!("{actor} {} on {on}", line.words);
        Some(line)
    }

    fn unit(&self, unit: UnitId) -> Option<String> {
        Some(format!("\"{}\"", self.units.get(&unit)?))
    }

    fn person(&self, person: PersonId) -> Option<String> {
        Some(format!("\"{}\"", self.people.get(&person)?))
    }

    /// Names joined by `and`; none for nobody.
    fn names(&self, people: &[PersonId]) -> Option<String> {
        let names: Option<Vec<String>> = people.iter().map(|person| self.person(*person)).collect();
        names
            .filter(|names| !names.is_empty())
            .map(|names| names.join(" and "))
    }
}

/// A text as a case writes it; none where it cannot.
fn quoted(text: &str) -> Option<String> {
    let plain = text == text.trim()
        && !text.is_empty()
        && text.chars().count() <= 100
        && !text.contains(['"', '\u{201c}', '\u{201d}', '\n']);
    plain.then(|| format!("\"{text}\""))
}
