//! Commands in the words of cases, as far as cases have words for them.

use charter::MeetingKindId;
use jiff::civil::Date;
use kernel::meetings::{CorrectMeeting, MeetingCommand, RecordMeeting};
use kernel::members::MemberCommand;
use kernel::posts::PostCommand;
use kernel::units::{Part, UnitCommand};
use kernel::{Actor, Command, PersonId, Request, UnitId};

use super::{Line, Telling, person_name};

impl Telling<'_> {
    /// A deed; none where it speaks of what the case has not named, or of days
    /// on which a case cannot do it.
    pub(super) fn deed(&self, request: &Request) -> Option<Line> {
        let actor = match request.actor {
            Actor::Operator => "operator".to_owned(),
            Actor::Person(person) => self.person(person)?,
        };
        let mut line = match &request.command {
            Command::Unit(UnitCommand::Found(_))
            | Command::Unit(UnitCommand::Rename(_))
            | Command::Unit(UnitCommand::Move(_))
            | Command::Unit(UnitCommand::Split(_))
            | Command::Unit(UnitCommand::Merge(_))
            | Command::Unit(UnitCommand::FormCommittee(_))
            | Command::Unit(UnitCommand::Dissolve(_)) => self.of_units(&request.command)?,
            Command::Member(MemberCommand::Admit(_))
            | Command::Member(MemberCommand::Promote(_))
            | Command::Member(MemberCommand::Transfer(_))
            | Command::Member(MemberCommand::Leave(_))
            | Command::Post(PostCommand::TakeUp(_))
            | Command::Post(PostCommand::LayDown(_)) => self.of_people(&request.command)?,
            Command::Meeting(MeetingCommand::Call(_))
            | Command::Meeting(MeetingCommand::Record(_))
            | Command::Meeting(MeetingCommand::Correct(_)) => self.of_meetings(&request.command)?,
            Command::AdoptCharter(_)
            | Command::Member(MemberCommand::Register(_))
            | Command::EnterRegister(_)
            | Command::Act(_) => return None,
        };
        let on = day_of(&request.command).unwrap_or(request.today);
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

    fn of_units(&self, command: &Command) -> Option<Line> {
        let mut line = Line::default();
        line.words = match command {
            Command::Unit(UnitCommand::Found(it)) => {
                let level = self.charter.level(it.level)?.id.clone();
                let code = self.new_unit(&it.code, &mut line)?;
                let under = match it.parent {
                    Some(parent) => format!(" under {}", self.unit(parent)?),
                    None => String::new(),
                };
                format!("founds {level} {code}{under}")
            }
            Command::Unit(UnitCommand::Rename(it)) => {
                format!("renames {} to {}", self.unit(it.unit)?, quoted(&it.name)?)
            }
            Command::Unit(UnitCommand::Move(it)) => {
                format!(
                    "moves {} under {}",
                    self.unit(it.unit)?,
                    self.unit(it.parent)?
                )
            }
            Command::Unit(UnitCommand::Split(it)) => format!(
                "splits {} giving {}",
                self.unit(it.unit)?,
                self.shares(&it.parts, &mut line)?
            ),
            Command::Unit(UnitCommand::FormCommittee(it)) => format!(
                "forms {} from {} giving {}",
                self.charter.level(it.level)?.id,
                self.unit(it.unit)?,
                self.shares(&it.parts, &mut line)?
            ),
            Command::Unit(UnitCommand::Merge(it)) => {
                format!(
                    "merges {} into {}",
                    self.unit(it.from)?,
                    self.unit(it.into)?
                )
            }
            Command::Unit(UnitCommand::Dissolve(it)) => {
                format!("dissolves {}", self.unit(it.unit)?)
            }
            _ => return None,
        };
        Some(line)
    }

    fn new_unit(&self, code: &str, line: &mut Line) -> Option<String> {
        line.new_units.push(code.to_owned());
        quoted(code)
    }

    fn shares(&self, parts: &[Part], line: &mut Line) -> Option<String> {
        let mut shares = Vec::new();
        for part in parts {
            let people = self.names(&part.people)?;
            let code = self.new_unit(&part.code, line)?;
            shares.push(format!("{people} to {code}"));
        }
        (!shares.is_empty()).then(|| shares.join(", "))
    }

    /// Names joined by `and`; none for nobody.
    fn names(&self, people: &[PersonId]) -> Option<String> {
        let names: Option<Vec<String>> = people.iter().map(|person| self.person(*person)).collect();
        names
            .filter(|names| !names.is_empty())
            .map(|names| names.join(" and "))
    }

    fn of_people(&self, command: &Command) -> Option<Line> {
        let mut line = Line::default();
        line.words = match command {
            Command::Member(MemberCommand::Admit(it)) => {
                let grade = self.charter.grade(it.grade)?.id.clone();
                let unit = self.unit(it.unit)?;
                let name = match it.person {
                    Some(person) => person_name(person),
                    None => person_name(self.next_person?),
                };
                line.new_people.push(name.clone());
                format!("admits \"{name}\" to {unit} as {grade}")
            }
            Command::Member(MemberCommand::Promote(it)) => {
                let grade = &self.charter.grade(it.grade)?.id;
                format!("promotes {} to {grade}", self.person(it.person)?)
            }
            Command::Member(MemberCommand::Transfer(it)) => {
                format!(
                    "transfers {} to {}",
                    self.person(it.person)?,
                    self.unit(it.to)?
                )
            }
            Command::Member(MemberCommand::Leave(it)) => {
                format!("records that {} leaves", self.person(it.person)?)
            }
            Command::Post(PostCommand::TakeUp(it)) => format!(
                "appoints {} {} of {}",
                self.person(it.person)?,
                self.charter.post(it.post)?.id,
                self.unit(it.unit)?
            ),
            Command::Post(PostCommand::LayDown(it)) => format!(
                "relieves {} as {} of {}",
                self.person(it.person)?,
                self.charter.post(it.post)?.id,
                self.unit(it.unit)?
            ),
            _ => return None,
        };
        Some(line)
    }

    fn of_meetings(&self, command: &Command) -> Option<Line> {
        let words = match command {
            Command::Meeting(MeetingCommand::Call(it)) => format!(
                "calls {} of {} for {}",
                self.meeting_word(it.kind)?,
                self.unit(it.unit)?,
                it.on
            ),
            Command::Meeting(MeetingCommand::Record(it)) => self.record(it)?,
            Command::Meeting(MeetingCommand::Correct(it)) => self.correction(it)?,
            _ => return None,
        };
        Some(Line {
            words,
            ..Line::default()
        })
    }

    fn record(&self, it: &RecordMeeting) -> Option<String> {
        let mut words = format!(
            "records {} of {} held {} with {}",
            self.meeting_word(it.kind)?,
            self.unit(it.unit)?,
            it.on,
            self.presence(&it.absent)?
        );
        for (number, resolution) in it.resolutions.iter().enumerate() {
            let joined = if number == 0 { ", resolving" } else { " and" };
            words.push_str(&format!("{joined} {}", quoted(resolution)?));
        }
        Some(words)
    }

    /// A correction that leaves the day and the resolutions alone, which is all a case can say.
    fn correction(&self, it: &CorrectMeeting) -> Option<String> {
        let (unit, kind, held) = *self.meetings.get(&it.meeting)?;
        if held != it.on || !it.resolutions.is_empty() {
            return None;
        }
        Some(format!(
            "corrects {} of {} held {held} to {} because {}",
            self.meeting_word(kind)?,
            self.unit(unit)?,
            self.presence(&it.absent)?,
            quoted(&it.reason)?
        ))
    }

    fn presence(&self, absent: &[PersonId]) -> Option<String> {
        if absent.is_empty() {
            return Some("all present".to_owned());
        }
        Some(format!("all present but {}", self.names(absent)?))
    }

    fn meeting_word(&self, kind: MeetingKindId) -> Option<String> {
        Some(self.charter.meeting(kind)?.id.clone())
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

/// The day a command speaks of, where it is the day of the deed.
fn day_of(command: &Command) -> Option<Date> {
    match command {
        Command::Unit(UnitCommand::Found(it)) => Some(it.on),
        Command::Unit(UnitCommand::Rename(it)) => Some(it.on),
        Command::Unit(UnitCommand::Move(it)) => Some(it.on),
        Command::Unit(UnitCommand::Split(it)) => Some(it.on),
        Command::Unit(UnitCommand::Merge(it)) => Some(it.on),
        Command::Unit(UnitCommand::FormCommittee(it)) => Some(it.on),
        Command::Unit(UnitCommand::Dissolve(it)) => Some(it.on),
        Command::Member(MemberCommand::Admit(it)) => Some(it.on),
        Command::Member(MemberCommand::Promote(it)) => Some(it.on),
        Command::Member(MemberCommand::Transfer(it)) => Some(it.on),
        Command::Member(MemberCommand::Leave(it)) => Some(it.on),
        Command::Post(PostCommand::TakeUp(it)) => Some(it.on),
        Command::Post(PostCommand::LayDown(it)) => Some(it.on),
        // These name the day of the meeting beside the day of the deed.
        Command::Meeting(MeetingCommand::Call(_))
        | Command::Meeting(MeetingCommand::Record(_))
        | Command::Meeting(MeetingCommand::Correct(_)) => None,
        Command::AdoptCharter(_)
        | Command::Member(MemberCommand::Register(_))
        | Command::EnterRegister(_)
        | Command::Act(_) => None,
    }
}
