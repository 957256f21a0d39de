//! Commands on posts in the words of cases.

use charter::PostId;
use kernel::posts::{PostCommand, RecordElection};
use kernel::{PersonId, UnitId};

use super::{Line, Telling};

impl Telling<'_> {
    pub(super) fn of_posts(&self, command: &PostCommand) -> Option<Line> {
        let (words, on) = match command {
            PostCommand::TakeUp(it) => {
                let (person, unit) = (self.person(it.person)?, self.unit(it.unit)?);
                let post = &self.charter.post(it.post)?.id;
                (format!("appoints {person} {post} of {unit}"), it.on)
            }
            PostCommand::LayDown(it) => {
                let (person, unit) = (self.person(it.person)?, self.unit(it.unit)?);
                let post = &self.charter.post(it.post)?.id;
                (format!("relieves {person} as {post} of {unit}"), it.on)
            }
            PostCommand::Elect(it) => (self.election(it)?, it.on),
            PostCommand::Confirm(it) => {
                let held = self.held(it.person, it.unit, it.post)?;
                (format!("confirms {held}"), it.on)
            }
            PostCommand::RefuseConfirmation(it) => {
                let held = self.held(it.person, it.unit, it.post)?;
                (format!("declines {held}"), it.on)
            }
            // These speak of the day on which they are done.
            PostCommand::WithdrawConfirmation(it) => {
                let held = self.held(it.person, it.unit, it.post)?;
                let reason = super::quoted(&it.reason)?;
                let words = format!("strikes the confirmation of {held} because {reason}");
                (words, it.on)
            }
            PostCommand::StrikeHandOver(it) => {
                let (person, unit) = (self.person(it.person)?, self.unit(it.unit)?);
                let post = &self.charter.post(it.post)?.id;
                let reason = super::quoted(&it.reason)?;
                return Some(Line {
                    words: format!(
                        "strikes the handing over of {post} of {unit} to {person} because {reason}"
                    ),
                    ..Line::default()
                });
            }
            PostCommand::Strike(it) => {
                return self.tenure_struck("taking up", (it.person, it.unit, it.post), &it.reason);
            }
            PostCommand::StrikeLayingDown(it) => {
                let held = (it.person, it.unit, it.post);
                return self.tenure_struck("laying down", held, &it.reason);
            }
            // A case names an election by its day, which the command does not.
            PostCommand::StrikeElection(_) => return None,
            PostCommand::HandOver(it) => {
                let (person, unit) = (self.person(it.person)?, self.unit(it.unit)?);
                let post = &self.charter.post(it.post)?.id;
                (format!("hands over {post} of {unit} to {person}"), it.on)
            }
        };
        Some(Line {
            words,
            on: Some(on),
            ..Line::default()
        })
    }

    fn tenure_struck(
        &self,
        what: &str,
        (person, unit, post): (PersonId, UnitId, PostId),
        reason: &str,
    ) -> Option<Line> {
        let (person, unit) = (self.person(person)?, self.unit(unit)?);
        let post = &self.charter.post(post)?.id;
        let reason = super::quoted(reason)?;
        Some(Line {
            words: format!("strikes the {what} of {post} of {unit} by {person} because {reason}"),
            ..Line::default()
        })
    }

    fn held(&self, person: PersonId, unit: UnitId, post: PostId) -> Option<String> {
        let (person, unit) = (self.person(person)?, self.unit(unit)?);
        let post = &self.charter.post(post)?.id;
        Some(format!("{person} as {post} of {unit}"))
    }

    /// A case says how many places there are by who is elected.
    fn election(&self, it: &RecordElection) -> Option<String> {
        let names = |people: &[PersonId]| -> Option<Vec<String>> {
            people.iter().map(|person| self.person(*person)).collect()
        };
        let elected = match it.elected.as_slice() {
            [] => "nobody".to_owned(),
            elected => names(elected)?.join(" and "),
        };
        if usize::from(it.places) != it.elected.len().max(1) {
            return None;
        }
        let mut votes = String::new();
        for (person, count) in &it.votes {
            votes.push_str(&format!(", {count} for {}", self.person(*person)?));
        }
        Some(format!(
            "elects {elected} as {} of {} with {} entitled, {} ballots, {} valid{votes}",
            self.charter.post(it.post)?.id,
            self.unit(it.unit)?,
            it.entitled,
            it.ballots,
            it.valid
        ))
    }
}
