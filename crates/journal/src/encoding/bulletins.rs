//! What happens to bulletins, as it is stored.

use jiff::civil::Date;
use kernel::bulletins::{BulletinAbout, BulletinEvent};
use kernel::petitions::TextErased;
use kernel::{AwardId, BulletinId, ConferenceId, DocumentId, MeetingId, PersonId, UnitId};
use serde::{Deserialize, Serialize};

use super::form::{Field, Reading, Shape, Writing, events};
use super::{DecodeError, EncodeError};

events! {
    BulletinEvent {
        Drafted = "bulletin-drafted" {
            bulletin: BulletinId,
            unit: UnitId,
            about: Option<BulletinAbout>,
            by: Option<PersonId>,
            text: DocumentId,
        }
        Revised = "bulletin-revised" {
            bulletin: BulletinId,
            unit: UnitId,
            by: Option<PersonId>,
            text: DocumentId,
            reason: Option<DocumentId>,
        }
        PictureAdded = "picture-added" {
            bulletin: BulletinId,
            unit: UnitId,
            picture: DocumentId,
        }
        PictureErased = "picture-erased" {
            bulletin: BulletinId,
            unit: UnitId,
            picture: TextErased,
            on: Date,
            reason: DocumentId,
        }
        Reviewed = "bulletin-reviewed" {
            bulletin: BulletinId,
            unit: UnitId,
            by: Option<PersonId>,
        }
        SentBack = "bulletin-sent-back" {
            bulletin: BulletinId,
            unit: UnitId,
            reason: DocumentId,
        }
        Published = "bulletin-published" {
            bulletin: BulletinId,
            unit: UnitId,
            on: Date,
        }
        Withdrawn = "bulletin-withdrawn" {
            bulletin: BulletinId,
            unit: UnitId,
            on: Date,
            reason: DocumentId,
        }
    }
}

/// What a bulletin is about, by the number of its kind: `{"meeting":3}`.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) enum AboutForm {
    Meeting(u32),
    Award(u32),
    Conference(u32),
}

impl Shape for AboutForm {}

impl Field for BulletinAbout {
    type Form<'a> = AboutForm;

    fn write<'a>(&'a self, _: Writing<'a>) -> Result<AboutForm, EncodeError> {
        Ok(match self {
            BulletinAbout::Meeting(meeting) => AboutForm::Meeting(meeting.0),
            BulletinAbout::Award(award) => AboutForm::Award(award.0),
            BulletinAbout::Conference(conference) => AboutForm::Conference(conference.0),
        })
    }

    fn read(form: AboutForm, _: &mut Reading<'_>) -> Result<BulletinAbout, DecodeError> {
        Ok(match form {
            AboutForm::Meeting(meeting) => BulletinAbout::Meeting(MeetingId(meeting)),
            AboutForm::Award(award) => BulletinAbout::Award(AwardId(award)),
            AboutForm::Conference(conference) => {
                BulletinAbout::Conference(ConferenceId(conference))
            }
        })
    }
}
