//! Commands on directives in the words of cases. A directive goes by its
//! number there, since its text may be that of others.

use kernel::DirectiveId;
use kernel::directives::{DirectiveCommand, IssueDirective, Origin, Outcome};

use super::{Line, Telling, quoted};

impl Telling<'_> {
    #[expect(clippy::too_many_lines, reason = "a list, a stanza a command")]
    pub(super) fn of_directives(&self, command: &DirectiveCommand) -> Option<Line> {
        let (words, on) = match command {
            DirectiveCommand::Issue(it) => (self.issue(it)?, Some(it.on)),
            DirectiveCommand::PassOn(it) => {
                let words = format!(
                    "passes on {} from {}",
                    self.directive(it.directive)?,
                    self.unit(it.unit)?
                );
                (words, Some(it.on))
            }
            DirectiveCommand::PutOnAgenda(it) => {
                let (unit, kind, day) = *self.meetings.get(&it.meeting)?;
                let words = format!(
                    "puts {} on the agenda of {} of {} for {day}",
                    self.directive(it.directive)?,
                    self.charter.meeting(kind)?.id,
                    self.unit(unit)?
                );
                (words, None)
            }
            DirectiveCommand::TakeOffAgenda(it) => {
                let (unit, kind, day) = *self.meetings.get(&it.meeting)?;
                let words = format!(
                    "strikes {} from the agenda of {} of {} for {day} because {}",
                    self.directive(it.directive)?,
                    self.charter.meeting(kind)?.id,
                    self.unit(unit)?,
                    quoted(&it.reason)?
                );
                (words, None)
            }
            DirectiveCommand::Answer(it) => {
                let outcome = match it.outcome {
                    Outcome::Done if it.text.is_empty() => "done".to_owned(),
                    // A case gives no words to what was done.
                    Outcome::Done => return None,
                    Outcome::InPart => format!("done in part because {}", quoted(&it.text)?),
                    Outcome::NotDone => format!("not done because {}", quoted(&it.text)?),
                };
                let words = format!(
                    "answers {} for {} as {outcome}",
                    self.directive(it.directive)?,
                    self.unit(it.unit)?
                );
                (words, Some(it.on))
            }
            DirectiveCommand::Amend(it) => {
                let directive = self.directive(it.directive)?;
                let words = format!("amends {directive} to {}", quoted(&it.text)?);
                (words, Some(it.on))
            }
            DirectiveCommand::Withdraw(it) => {
                let directive = self.directive(it.directive)?;
                let words = format!("withdraws {directive} because {}", quoted(&it.reason)?);
                (words, Some(it.on))
            }
            DirectiveCommand::Object(it) => {
                let words = format!(
                    "objects to {} for {} because {}",
                    self.directive(it.directive)?,
                    self.unit(it.unit)?,
                    quoted(&it.reason)?
                );
                (words, Some(it.on))
            }
            DirectiveCommand::Settle(it) => {
                let words = format!(
                    "settles the objection of {} to {} as {} because {}",
                    self.unit(it.unit)?,
                    self.directive(it.directive)?,
                    if it.upheld { "upheld" } else { "not upheld" },
                    quoted(&it.reason)?
                );
                (words, Some(it.on))
            }
        };
        Some(Line {
            words,
            on,
            ..Line::default()
        })
    }

    /// One that begins where it is issued, which is all a case can say.
    fn issue(&self, it: &IssueDirective) -> Option<String> {
        if it.origin != Origin::Own || it.text.trim().is_empty() {
            return None;
        }
        let name = match self.next_directive {
            Some(id) => name(id),
            None => "a directive that is refused".to_owned(),
        };
        let levels: Option<Vec<String>> = it
            .to
            .iter()
            .map(|level| Some(self.charter.level(*level)?.id.clone()))
            .collect();
        let levels = levels.filter(|levels| !levels.is_empty())?;
        let mut words = format!(
            "issues {} \"{name}\" from {} to {}",
            self.charter.directive(it.kind)?.id,
            self.unit(it.unit)?,
            levels.join(" and ")
        );
        if !it.areas.is_empty() {
            let areas: Option<Vec<String>> = it.areas.iter().map(|area| self.unit(*area)).collect();
            words.push_str(&format!(" in {}", areas?.join(" and ")));
        }
        if let Some(replaced) = it.replaces {
            words.push_str(&format!(" replacing {}", self.directive(replaced)?));
        }
        Some(words)
    }

    fn directive(&self, id: DirectiveId) -> Option<String> {
        self.directives
            .contains(&id)
            .then(|| format!("\"{}\"", name(id)))
    }
}

fn name(id: DirectiveId) -> String {
    format!("directive {id}")
}
