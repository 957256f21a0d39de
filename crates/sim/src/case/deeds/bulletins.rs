//! Deeds about bulletins.

use charter::case::{AboutDeed, BulletinDeed, BulletinOf};
use kernel::bulletins::{
    AddPicture, Bulletin, BulletinAbout, CorrectBulletin, DraftBulletin, PublishBulletin,
    RemovePicture, ReviewBulletin, ReviseBulletin, SendBackBulletin, WithdrawBulletin,
};
use kernel::{BulletinId, Command, DocumentId, UnitId};

use super::Scene;

impl Scene<'_> {
    pub(super) fn bulletin_command(&self, deed: &BulletinDeed) -> Result<Command, String> {
        Ok(match deed {
            BulletinDeed::Draft { unit, text, about } => {
                let unit = self.unit(unit)?;
                let about = about.as_ref().map(|about| self.about(unit, about));
                Command::from(DraftBulletin {
                    unit,
                    about: about.transpose()?,
                    text: text.clone(),
                })
            }
            BulletinDeed::Revise { of, text } => Command::from(ReviseBulletin {
                bulletin: self.bulletin(of)?.id,
                text: text.clone(),
            }),
            BulletinDeed::Correct { of, text, reason } => Command::from(CorrectBulletin {
                bulletin: self.bulletin(of)?.id,
                text: text.clone(),
                reason: reason.clone(),
            }),
            BulletinDeed::Attach { of, picture } => Command::from(AddPicture {
                bulletin: self.bulletin(of)?.id,
                picture: picture.clone(),
            }),
            BulletinDeed::Detach {
                of,
                picture,
                reason,
            } => {
                let bulletin = self.bulletin(of)?.id;
                Command::from(RemovePicture {
                    bulletin,
                    picture: self.picture(bulletin, *picture)?,
                    reason: reason.clone(),
                })
            }
            BulletinDeed::Review(of) => {
                let it = self.bulletin(of)?;
                Command::from(ReviewBulletin {
                    bulletin: it.id,
                    revision: it.revision,
                })
            }
            BulletinDeed::SendBack { of, reason } => Command::from(SendBackBulletin {
                bulletin: self.bulletin(of)?.id,
                reason: reason.clone(),
            }),
            BulletinDeed::Publish(of) => {
                let it = self.bulletin(of)?;
                Command::from(PublishBulletin {
                    bulletin: it.id,
                    revision: it.revision,
                })
            }
            BulletinDeed::Withdraw { of, reason } => Command::from(WithdrawBulletin {
                bulletin: self.bulletin(of)?.id,
                reason: reason.clone(),
            }),
        })
    }

    /// The bulletin of a unit by its place among them, counted from one.
    fn bulletin(&self, of: &BulletinOf) -> Result<Bulletin, String> {
        let mut all: Vec<Bulletin> = self.state.bulletins_of(self.unit(&of.unit)?).collect();
        all.reverse();
        let at = usize::try_from(of.number).unwrap_or(usize::MAX);
        let found = at.checked_sub(1).and_then(|at| all.get(at).copied());
        found.ok_or_else(|| format!("\"{}\" has no bulletin {}", of.unit, of.number))
    }

    /// A picture of a bulletin by its place among those that are kept.
    fn picture(&self, bulletin: BulletinId, number: u32) -> Result<DocumentId, String> {
        let mut all: Vec<DocumentId> = self.state.pictures_of(bulletin).collect();
        all.reverse();
        let at = usize::try_from(number).unwrap_or(usize::MAX);
        let found = at.checked_sub(1).and_then(|at| all.get(at).copied());
        found.ok_or_else(|| format!("bulletin {bulletin} has no picture {number}"))
    }

    fn about(&self, unit: UnitId, about: &AboutDeed) -> Result<BulletinAbout, String> {
        match about {
            AboutDeed::Meeting(on) => {
                let mut meetings = self.state.meetings_of(unit);
                let found = meetings.find(|meeting| meeting.on == *on);
                found
                    .map(|meeting| BulletinAbout::Meeting(meeting.id))
                    .ok_or_else(|| format!("no meeting of {on} is on record there"))
            }
            AboutDeed::Award(of) => self.award_of(of).map(BulletinAbout::Award),
            AboutDeed::Conference(of) => {
                super::conferences::last_of(self.state, *of).map(BulletinAbout::Conference)
            }
        }
    }
}
