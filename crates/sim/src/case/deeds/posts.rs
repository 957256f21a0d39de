//! Deeds on posts.

use charter::PostId;
use charter::case::PostDeed;
use jiff::civil::Date;
use kernel::Command;
use kernel::posts::{
    ConfirmHolder, HandOverPost, LayDownPost, RecordElection, RefuseConfirmation, StrikeElection,
    StrikeHandOver, StrikeLayingDown, StrikePost, TakeUpPost, WithdrawConfirmation,
};

use super::Scene;

impl Scene<'_> {
    #[expect(clippy::too_many_lines, reason = "a list, a line or a stanza a room")]
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
            } => return self.word_on((person, *post, unit), *confirms),
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
            PostDeed::WithdrawConfirmation {
                person,
                post,
                unit,
                reason,
            } => Command::from(WithdrawConfirmation {
                person: self.person(person)?,
                unit: self.unit(unit)?,
                post: *post,
                reason: reason.clone(),
                on,
            }),
            PostDeed::StrikeHandOver {
                person,
                post,
                unit,
                reason,
            } => Command::from(StrikeHandOver {
                person: self.person(person)?,
                unit: self.unit(unit)?,
                post: *post,
                reason: reason.clone(),
            }),
            PostDeed::StrikeTenure {
                person,
                post,
                unit,
                laid_down,
                reason,
            } => {
                let (person, unit) = (self.person(person)?, self.unit(unit)?);
                let (post, reason) = (*post, reason.clone());
                if *laid_down {
                    Command::from(StrikeLayingDown {
                        person,
                        unit,
                        post,
                        reason,
                    })
                } else {
                    Command::from(StrikePost {
                        person,
                        unit,
                        post,
                        reason,
                    })
                }
            }
            PostDeed::Strike {
                post,
                unit,
                held,
                reason,
            } => Command::from(StrikeElection {
                unit: self.unit(unit)?,
                number: self.election(unit, *post, *held)?,
                reason: reason.clone(),
            }),
        })
    }

    /// What the unit above says of a holder.
    fn word_on(
        &self,
        (person, post, unit): (&str, PostId, &str),
        confirms: bool,
    ) -> Result<Command, String> {
        let (person, unit, on) = (self.person(person)?, self.unit(unit)?, self.today);
        Ok(if confirms {
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
        })
    }

    /// The number of the election on a day: the one that stands, or else one that was struck.
    fn election(&self, name: &str, post: PostId, held: Date) -> Result<u32, String> {
        let unit = self.unit(name)?;
        let elections = self.state.numbered_elections_in(unit);
        elections
            .iter()
            .filter(|(_, it)| (it.post, it.on) == (post, held))
            .map(|(number, _)| *number)
            .max_by_key(|number| {
                let stands = self.state.election_struck(unit, *number).is_none();
                (stands, *number)
            })
            .ok_or_else(|| format!("\"{name}\" has no such election of {held} on record"))
    }
}
