//! Commands on people and members in the words of cases.

use kernel::members::MemberCommand;

use super::{Line, Telling, person_name, quoted};

impl Telling<'_> {
    pub(super) fn of_members(&self, command: &MemberCommand) -> Option<Line> {
        let mut line = Line::default();
        let (words, on) = match command {
            MemberCommand::Register(_) => return None,
            MemberCommand::Admit(it) => {
                let grade = self.charter.grade(it.grade)?.id.clone();
                let unit = self.unit(it.unit)?;
                let name = match it.person {
                    Some(person) => person_name(person),
                    None => person_name(self.next_person?),
                };
                line.new_people.push(name.clone());
                (format!("admits \"{name}\" to {unit} as {grade}"), it.on)
            }
            MemberCommand::Promote(it) => {
                let grade = &self.charter.grade(it.grade)?.id;
                let words = format!("promotes {} to {grade}", self.person(it.person)?);
                (words, it.on)
            }
            MemberCommand::StrikePromotion(it) => {
                let (person, reason) = (self.person(it.person)?, quoted(&it.reason)?);
                return Some(Line {
                    words: format!("strikes the promotion of {person} because {reason}"),
                    ..line
                });
            }
            MemberCommand::StrikeTransfer(it) => {
                let (person, reason) = (self.person(it.person)?, quoted(&it.reason)?);
                return Some(Line {
                    words: format!("strikes the transfer of {person} because {reason}"),
                    ..line
                });
            }
            MemberCommand::Transfer(it) => {
                let (person, to) = (self.person(it.person)?, self.unit(it.to)?);
                (format!("transfers {person} to {to}"), it.on)
            }
            MemberCommand::Leave(it) => {
                let person = self.person(it.person)?;
                (format!("records that {person} leaves"), it.on)
            }
            MemberCommand::Merge(it) => {
                let (former, kept) = (self.person(it.former)?, self.person(it.kept)?);
                (format!("identifies {former} as {kept}"), it.on)
            }
            MemberCommand::Part(it) => (format!("parts {} again", self.person(it.former)?), it.on),
        };
        Some(Line {
            words,
            on: Some(on),
            ..line
        })
    }
}
