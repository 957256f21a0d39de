//! Commands on posts in the words of cases.

use kernel::posts::PostCommand;

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
        };
        Some(Line {
            words,
            on: Some(on),
            ..Line::default()
        })
    }
}
