//! Bulletins: what a unit writes for everybody to read. A text is drafted,
//! reviewed by somebody else and published; a wrong one is corrected or
//! withdrawn, and both stay visible. The kernel knows numbers and states; the
//! words are kept outside, sealed until they are published.

mod columns;
mod commands;
mod decide;
mod events;
mod refusal;

use charter::{Action, BulletinRule};
use jiff::civil::Date;

use crate::ids::{AwardId, BulletinId, ConferenceId, DocumentId, MeetingId, PersonId, UnitId};
use crate::request::Actor;
use crate::rights;
use crate::state::State;

pub(crate) use columns::Bulletins;
pub use commands::{
    AddPicture, BulletinCommand, CorrectBulletin, DraftBulletin, PublishBulletin, RemovePicture,
    ReviewBulletin, ReviseBulletin, SendBackBulletin, WithdrawBulletin,
};
pub use events::BulletinEvent;
pub use refusal::BulletinRefusal;

/// Longest text of a bulletin, in characters.
pub const TEXT_CHARACTERS_MAX: usize = 60_000;

/// Longest reason, in characters.
pub const REASON_CHARACTERS_MAX: usize = 2_000;

/// Longest picture, in letters: three megabytes of it.
pub const PICTURE_CHARACTERS_MAX: usize = 4_200_000;

/// Pictures that are kept with one bulletin at the most.
pub const PICTURES_MAX: usize = 40;

/// What a bulletin is about, where it is about something on record. Other kinds
/// of things may come to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BulletinAbout {
    /// A meeting that was held.
    Meeting(MeetingId),
    /// An award that was given.
    Award(AwardId),
    /// A conference that has begun.
    Conference(ConferenceId),
}

/// A bulletin: its text as it stands today, and what has become of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bulletin {
    /// Its number.
    pub id: BulletinId,
    /// The unit that publishes it.
    pub unit: UnitId,
    /// What it is about; nothing where it stands alone.
    pub about: Option<BulletinAbout>,
    /// The text that was written last.
    pub text: DocumentId,
    /// How often its text was written, from one: whoever reviews says which text they read.
    pub revision: u32,
    /// Who wrote that text; nobody for the operator.
    pub author: Option<PersonId>,
    /// Why it is to take the place of what is published, where it is.
    pub correction: Option<DocumentId>,
    /// Who reviewed that text; none where nobody has, nobody for the operator.
    pub reviewed: Option<Option<PersonId>>,
    /// Why whoever reviewed it sent it back, where they did.
    pub sent_back: Option<DocumentId>,
    /// The text that everybody can read, where there is one.
    pub public: Option<DocumentId>,
    /// When it was first published.
    pub published: Option<Date>,
    /// When and why it was withdrawn.
    pub withdrawn: Option<(Date, DocumentId)>,
}

/// How things stand with a bulletin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BulletinStanding {
    /// Its text waits for somebody to review it.
    Drafted,
    /// Whoever reviewed it sent it back.
    SentBack,
    /// Its text was reviewed and waits to be published.
    Reviewed,
    /// Everybody can read the text that was written last.
    Published,
    /// It was withdrawn.
    Withdrawn,
}

/// Something that stays visible of a bulletin once it was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BulletinNotice {
    /// Of which bulletin.
    pub bulletin: BulletinId,
    /// What was done.
    pub what: NoticeKind,
    /// When.
    pub on: Date,
    /// Why; publishing for the first time needs no reason.
    pub reason: Option<DocumentId>,
}

/// What was done with a bulletin before everybody's eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoticeKind {
    /// It was published.
    Published,
    /// It was corrected.
    Corrected,
    /// It was withdrawn.
    Withdrawn,
    /// One of its pictures was destroyed.
    PictureRemoved,
}

impl Bulletin {
    /// How things stand with it.
    #[must_use]
    pub fn standing(&self) -> BulletinStanding {
        if !self.waits() {
            return match self.withdrawn {
                Some(_) => BulletinStanding::Withdrawn,
                None => BulletinStanding::Published,
            };
        }
        match (self.sent_back, self.reviewed) {
            (Some(_), _) => BulletinStanding::SentBack,
            (None, Some(_)) => BulletinStanding::Reviewed,
            (None, None) => BulletinStanding::Drafted,
        }
    }

    /// Whether its text waits to be published. That of one that was withdrawn
    /// waits only if it was taken up again.
    #[must_use]
    pub fn waits(&self) -> bool {
        let is_new = self.public != Some(self.text);
        is_new && (self.withdrawn.is_none() || self.correction.is_some())
    }

    /// What whoever takes it or a picture of it back needs the right to: a draft is its
    /// writers' own, what everybody read is taken back by whoever may publish.
    #[must_use]
    pub fn taken_back_by(&self) -> Action {
        if self.was_public() {
            Action::PublishBulletin
        } else {
            Action::DraftBulletin
        }
    }

    /// Whether somebody outside could ever read it.
    #[must_use]
    pub fn was_public(&self) -> bool {
        self.published.is_some()
    }
}

impl State {
    /// A bulletin.
    #[must_use]
    pub fn bulletin(&self, bulletin: BulletinId) -> Option<Bulletin> {
        self.bulletins.get(bulletin)
    }

    /// How many were ever drafted.
    #[must_use]
    pub fn bulletin_count(&self) -> u32 {
        self.bulletins.count()
    }

    /// All of them, the first one first.
    pub fn bulletins(&self) -> impl DoubleEndedIterator<Item = Bulletin> + '_ {
        let all = (0..self.bulletins.count()).map(BulletinId);
        all.filter_map(|bulletin| self.bulletins.get(bulletin))
    }

    /// The bulletins of a unit, the last drafted first.
    pub fn bulletins_of(&self, unit: UnitId) -> impl Iterator<Item = Bulletin> + '_ {
        self.bulletins.of_unit(unit)
    }

    /// What was done with a bulletin before everybody's eyes, the last first.
    pub fn notices_of(&self, bulletin: BulletinId) -> impl Iterator<Item = BulletinNotice> + '_ {
        self.bulletins.notices_of(bulletin)
    }

    /// The pictures that are kept with a bulletin, the last first.
    pub fn pictures_of(&self, bulletin: BulletinId) -> impl Iterator<Item = DocumentId> + '_ {
        self.bulletins.pictures_of(bulletin)
    }

    /// How often anything was done with any bulletin before everybody's eyes:
    /// while this stays the same, so does what everybody can read.
    #[must_use]
    pub fn bulletin_notice_count(&self) -> u32 {
        self.bulletins.notice_count()
    }

    /// The rule under which a unit publishes, where the charter has one.
    #[must_use]
    pub fn bulletin_rule(&self, on: Date, unit: UnitId) -> Option<&BulletinRule> {
        let level = self.units.level(unit)?;
        self.charter_on(on)?.bulletin_of(level)
    }

    /// Whether the viewer may know of a bulletin that is not published: whoever
    /// writes, reviews or publishes in its unit.
    #[must_use]
    pub fn may_see_draft(&self, viewer: Actor, today: Date, unit: UnitId) -> bool {
        let may = |action| rights::may(self, viewer, today, action, unit);
        may(Action::DraftBulletin) || may(Action::ReviewBulletin) || may(Action::PublishBulletin)
    }
}
