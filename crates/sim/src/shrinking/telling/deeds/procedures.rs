//! Commands about proceedings in the words of cases.

use kernel::ProceedingId;
use kernel::procedures::{OpenProceeding, ProcedureCommand};

use super::{Line, Telling, person_name, quoted};

impl Telling<'_> {
    pub(super) fn of_procedures(&self, command: &ProcedureCommand) -> Option<Line> {
        let (words, on) = match command {
            ProcedureCommand::Open(it) => return self.opening(it),
            ProcedureCommand::Sponsor(it) => {
                let of = self.proceeding(it.proceeding)?;
                let words = format!("sponsors {of} by {}", self.person(it.sponsor)?);
                (words, Some(it.on))
            }
            ProcedureCommand::StopSponsoring(it) => {
                let of = self.proceeding(it.proceeding)?;
                let words = format!("stops sponsoring {of} by {}", self.person(it.sponsor)?);
                (words, Some(it.on))
            }
            ProcedureCommand::Decide(it) => {
                let (procedure, _) = self.proceedings.get(&it.proceeding)?;
                let row = self.charter.procedure(*procedure)?.step(it.step)?;
                let outcome = &row.outcome(it.outcome)?.id;
                let of = self.proceeding(it.proceeding)?;
                let votes = it.votes.map(|votes| {
                    let entitled = votes.entitled.map(|it| format!("{it} entitled, "));
                    format!(
                        " with {}{} present, {} for, {} against, {} abstaining",
                        entitled.unwrap_or_default(),
                        votes.present,
                        votes.in_favour,
                        votes.against,
                        votes.abstaining
                    )
                });
                let votes = votes.unwrap_or_default();
                let words = format!("decides {} of {of} as {outcome}{votes}", row.id);
                (words, Some(it.on))
            }
            ProcedureCommand::StrikeDecision(it) => {
                let (of, reason) = (self.proceeding(it.proceeding)?, quoted(&it.reason)?);
                let words = format!("strikes the decision of {of} because {reason}");
                (words, None)
            }
            ProcedureCommand::Drop(it) => (
                format!("drops {}", self.proceeding(it.proceeding)?),
                Some(it.on),
            ),
            ProcedureCommand::LetTimeDecide(it) => {
                let of = self.proceeding(it.proceeding)?;
                (format!("lets time decide {of}"), None)
            }
            ProcedureCommand::Erase(_) => ("erases applicants".to_owned(), None),
        };
        Some(Line {
            words,
            on,
            ..Line::default()
        })
    }

    fn opening(&self, it: &OpenProceeding) -> Option<Line> {
        let rule = self.charter.procedure(it.procedure)?;
        let mut line = Line::default();
        let unit = self.unit(it.unit)?;
        let to = match it.to {
            Some(to) => format!(" to {}", self.unit(to)?),
            None => String::new(),
        };
        line.words = match rule.about {
            charter::About::Unit => format!("opens {} of {unit}{to}", rule.id),
            charter::About::Member => {
                let person = self.person(it.person?)?;
                format!("opens {} of {person} in {unit}{to}", rule.id)
            }
            charter::About::Applicant => {
                let name = person_name(it.person.or(self.next_person)?);
                line.new_people.push(name.clone());
                format!("opens {} of \"{name}\" in {unit}{to}", rule.id)
            }
        };
        line.on = Some(it.on);
        Some(line)
    }

    /// The newest proceeding of its procedure about somebody whom the case has named.
    fn proceeding(&self, id: ProceedingId) -> Option<String> {
        let (procedure, person) = self.proceedings.get(&id)?;
        let newest = self
            .proceedings
            .iter()
            .filter(|(_, about)| *about == &(*procedure, *person))
            .map(|(id, _)| *id)
            .max();
        let rule = self.charter.procedure(*procedure)?;
        let person = self.person((*person)?)?;
        (newest == Some(id)).then(|| format!("{} of {person}", rule.id))
    }
}
