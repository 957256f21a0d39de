//! Deeds on posts.

use charter::case::PostDeed;
use kernel::Command;
use kernel::posts::{
    ConfirmHolder, HandOverPost, LayDownPost, RecordElection, RefuseConfirmation, TakeUpPost,
};

use super::Scene;

impl Scene<'_> {
    pub(super) fn post_command(&self, deed: &PostDeed) -> Result<Command, String> {
        let on = self.today;
        Ok(match deed {
            PostDeed::TakeUp { person, post, unit } => Command::from(TakeUpPost {
                person: self.person(person)?,
                unit: self.unit(unit)?,
                post: *post,
                on,
            }),
            PostDeed::Elect(report) => {
                let mut votes = Vec::new();
                for (person, count) in &report.votes {
                    votes.push((self.person(person)?, *count));
                }
                let elected: Result<Vec<_>, String> = report
                    .elected
                    .iter()
                    .map(|name| self.person(name))
                    .collect();
                let elected = elected?;
                Command::from(RecordElection {
                    unit: self.unit(&report.unit)?,
                    post: report.post,
                    places: u8::try_from(elected.len().max(1)).unwrap_or(u8::MAX),
                    entitled: report.entitled,
                    ballots: report.ballots,
                    valid: report.valid,
                    votes,
                    elected,
                    on,
                })
            }
            PostDeed::Confirm {
                person,
                post,
                unit,
                confirms,
            } => {
                let (person, unit, post) = (self.person(person)?, self.unit(unit)?, *post);
                if *confirms {
                    Command::from(ConfirmHolder {
                        person,
                        unit,
                        post,
                        on,
                    })
                } else {
                    Command::from(RefuseConfirmation {
                        person,
                        unit,
                        post,
                        on,
                    })
                }
            }
            PostDeed::HandOver { person, post, unit } => Command::from(HandOverPost {
                person: self.person(person)?,
                unit: self.unit(unit)?,
                post: *post,
                on,
            }),
            PostDeed::LayDown { person, post, unit } => Command::from(LayDownPost {
                person: self.person(person)?,
                unit: self.unit(unit)?,
                post: *post,
                on,
            }),
        })
    }
}
