//! Commands about bulletins.

use kernel::bulletins::{
    AddPicture, BulletinAbout, BulletinStanding, CorrectBulletin, DraftBulletin, PublishBulletin,
    RemovePicture, ReviewBulletin, ReviseBulletin, SendBackBulletin, WithdrawBulletin,
};
use kernel::{AwardId, BulletinId, Command, ConferenceId, DocumentId, MeetingId, State, UnitId};

use super::Workload;

impl Workload {
    pub(super) fn of_bulletins(&mut self, state: &State) -> Command {
        let count = state.bulletin_count();
        if count == 0 || self.dice.one_in(4) {
            return self.draft(state);
        }
        // The newest ones mostly, and one too many now and then: nobody drafted that.
        let bulletin = if self.dice.one_in(2) {
            BulletinId(self.dice.below(count.saturating_add(1)))
        } else {
            let among = count.min(4);
            BulletinId(
                count
                    .saturating_sub(1)
                    .saturating_sub(self.dice.below(among)),
            )
        };
        let kept: Vec<DocumentId> = state.pictures_of(bulletin).collect();
        if self.dice.one_in(if kept.is_empty() { 40 } else { 3 }) {
            // Now and then a text that is no picture of it.
            let other = DocumentId(self.dice.below(100));
            let picture = self.dice.pick(&kept).filter(|_| !self.dice.one_in(6));
            return Command::from(RemovePicture {
                bulletin,
                picture: picture.unwrap_or(other),
                reason: self.words(),
            });
        }
        let last = state.bulletin(bulletin).map_or(1, |it| it.revision);
        // Somebody has an old text before them now and then.
        let revision = last.saturating_sub(u32::from(self.dice.one_in(8)));
        // What fits mostly, and anything at all now and then.
        let fitting = state.bulletin(bulletin).filter(|_| !self.dice.one_in(4));
        let what = match fitting.map(|it| it.standing()) {
            Some(BulletinStanding::Drafted) => self.dice.between(3, 8),
            Some(BulletinStanding::SentBack) => self.dice.between(1, 3),
            Some(BulletinStanding::Reviewed) => self.dice.between(7, 11),
            Some(BulletinStanding::Published | BulletinStanding::Withdrawn) => {
                self.dice.between(12, 16)
            }
            None => self.dice.below(17),
        };
        match what {
            0..=2 => Command::from(ReviseBulletin {
                bulletin,
                text: self.words(),
            }),
            3 => Command::from(AddPicture {
                bulletin,
                picture: self.words(),
            }),
            4..=6 => Command::from(ReviewBulletin { bulletin, revision }),
            7 => Command::from(SendBackBulletin {
                bulletin,
                reason: self.words(),
            }),
            8..=11 => Command::from(PublishBulletin { bulletin, revision }),
            12..=15 => Command::from(CorrectBulletin {
                bulletin,
                text: self.words(),
                reason: self.words(),
            }),
            _ => Command::from(WithdrawBulletin {
                bulletin,
                reason: self.words(),
            }),
        }
    }

    fn draft(&mut self, state: &State) -> Command {
        let mut unit = self.unit(state);
        let about = match self.dice.below(5) {
            0 => Some(BulletinAbout::Award(AwardId(
                self.dice.below(state.award_count().saturating_add(1)),
            ))),
            1 | 2 => Some(BulletinAbout::Meeting(self.meeting_in(state, unit))),
            3 => {
                // The last one, by whoever called it; one that nobody called where there is none.
                let last = state.conference_count().saturating_sub(1);
                let conference = state.conference(ConferenceId(last));
                unit = conference.map_or(unit, |it| it.unit);
                Some(BulletinAbout::Conference(ConferenceId(last)))
            }
            _ => None,
        };
        Command::from(DraftBulletin {
            unit,
            about,
            text: self.words(),
        })
    }

    /// A meeting of the unit, where it has one; else any.
    fn meeting_in(&mut self, state: &State, unit: UnitId) -> MeetingId {
        let own: Vec<MeetingId> = state.meetings_of(unit).map(|it| it.id).take(5).collect();
        let any = MeetingId(self.dice.below(state.meeting_count().saturating_add(1)));
        self.dice.pick(&own).unwrap_or(any)
    }
}
