//! What happens to bulletins, and what each event leaves behind.

use jiff::civil::Date;

use super::BulletinAbout;
use crate::ids::{BulletinId, DocumentId, PersonId, UnitId};
use crate::petitions::TextErased;
use crate::request::Subject;
use crate::rooms::{RoomEvent, names};
use crate::state::State;

/// What has happened to a bulletin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BulletinEvent {
    /// It was written for the first time.
    Drafted {
        /// The bulletin.
        bulletin: BulletinId,
        /// The unit that is to publish it.
        unit: UnitId,
        /// What it is about.
        about: Option<BulletinAbout>,
        /// Who wrote it; nobody for the operator.
        by: Option<PersonId>,
        /// Its text.
        text: DocumentId,
    },
    /// Its text was written anew, or one that is to correct what is published.
    Revised {
        /// The bulletin.
        bulletin: BulletinId,
        /// The unit.
        unit: UnitId,
        /// Who wrote it.
        by: Option<PersonId>,
        /// The text.
        text: DocumentId,
        /// Why it is to take the place of what is published, where that is new.
        reason: Option<DocumentId>,
    },
    /// A picture was kept with it.
    PictureAdded {
        /// The bulletin.
        bulletin: BulletinId,
        /// The unit.
        unit: UnitId,
        /// The picture.
        picture: DocumentId,
    },
    /// A picture was destroyed with its key.
    PictureErased {
        /// The bulletin.
        bulletin: BulletinId,
        /// The unit.
        unit: UnitId,
        /// The picture.
        picture: TextErased,
        /// When.
        on: Date,
        /// Why.
        reason: DocumentId,
    },
    /// Somebody else read the text and found it fit.
    Reviewed {
        /// The bulletin.
        bulletin: BulletinId,
        /// The unit.
        unit: UnitId,
        /// Who read it.
        by: Option<PersonId>,
    },
    /// Somebody else read the text and asks for changes.
    SentBack {
        /// The bulletin.
        bulletin: BulletinId,
        /// The unit.
        unit: UnitId,
        /// What has to be changed.
        reason: DocumentId,
    },
    /// The text was published, in the place of an earlier one where there was one.
    Published {
        /// The bulletin.
        bulletin: BulletinId,
        /// The unit.
        unit: UnitId,
        /// When.
        on: Date,
    },
    /// It was withdrawn.
    Withdrawn {
        /// The bulletin.
        bulletin: BulletinId,
        /// The unit.
        unit: UnitId,
        /// When.
        on: Date,
        /// Why.
        reason: DocumentId,
    },
}

names! {
    BulletinEvent {
        Drafted = "bulletin-drafted",
        Revised = "bulletin-revised",
        PictureAdded = "picture-added",
        PictureErased = "picture-erased",
        Reviewed = "bulletin-reviewed",
        SentBack = "bulletin-sent-back",
        Published = "bulletin-published",
        Withdrawn = "bulletin-withdrawn",
    }
}

impl BulletinEvent {
    /// Which bulletin, and of which unit.
    #[must_use]
    pub fn about(&self) -> (BulletinId, UnitId) {
        match *self {
            BulletinEvent::Drafted { bulletin, unit, .. }
            | BulletinEvent::Revised { bulletin, unit, .. }
            | BulletinEvent::PictureAdded { bulletin, unit, .. }
            | BulletinEvent::PictureErased { bulletin, unit, .. }
            | BulletinEvent::Reviewed { bulletin, unit, .. }
            | BulletinEvent::SentBack { bulletin, unit, .. }
            | BulletinEvent::Published { bulletin, unit, .. }
            | BulletinEvent::Withdrawn { bulletin, unit, .. } => (bulletin, unit),
        }
    }
}

impl RoomEvent for BulletinEvent {
    fn apply(&self, state: &mut State) {
        state.bulletins.apply(self);
    }

    fn touches(&self) -> Vec<Subject> {
        let (_, unit) = self.about();
        let mut touched = vec![Subject::Unit(unit)];
        if let BulletinEvent::Drafted {
            about: Some(BulletinAbout::Meeting(meeting)),
            ..
        } = self
        {
            touched.push(Subject::Meeting(*meeting));
        }
        match self {
            BulletinEvent::Drafted { by, .. }
            | BulletinEvent::Revised { by, .. }
            | BulletinEvent::Reviewed { by, .. } => {
                touched.extend(by.map(Subject::Person));
            }
            BulletinEvent::PictureAdded { .. }
            | BulletinEvent::PictureErased { .. }
            | BulletinEvent::SentBack { .. }
            | BulletinEvent::Published { .. }
            | BulletinEvent::Withdrawn { .. } => {}
        }
        touched
    }

    fn documents(&self) -> Vec<DocumentId> {
        match *self {
            BulletinEvent::Drafted { text, .. } => vec![text],
            BulletinEvent::Revised { text, reason, .. } => {
                std::iter::once(text).chain(reason).collect()
            }
            BulletinEvent::PictureAdded { picture, .. } => vec![picture],
            BulletinEvent::Reviewed { .. } | BulletinEvent::Published { .. } => Vec::new(),
            BulletinEvent::SentBack { reason, .. }
            | BulletinEvent::PictureErased { reason, .. }
            | BulletinEvent::Withdrawn { reason, .. } => vec![reason],
        }
    }
}
