//! What happens to awards, as it is stored.

use charter::{AwardKindId, Measured};
use jiff::civil::Date;
use kernel::awards::{AwardEvent, Reading};
use kernel::{AwardId, DocumentId, UnitId};
use serde::{Deserialize, Serialize};

use super::form::{self, Field, Shape, Writing, events};
use super::{DecodeError, EncodeError};

events! {
    AwardEvent {
        Proposed = "award-proposed" {
            award: AwardId,
            kind: AwardKindId,
            unit: UnitId,
            first: Date,
            last: Date,
            readings: Vec<Reading>,
            grounds: Option<DocumentId>,
            on: Date,
        }
        Decided = "award-decided" {
            award: AwardId,
            unit: UnitId,
            by: UnitId,
            granted: bool,
            reason: Option<DocumentId>,
            on: Date,
        }
        Revoked = "award-revoked" {
            award: AwardId,
            unit: UnitId,
            reason: DocumentId,
            on: Date,
        }
    }
}

/// What a criterion came to.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Figures {
    found: u64,
    needed: u64,
}

impl Shape for Figures {}

impl Field for Reading {
    type Form<'a> = Option<Figures>;

    fn write<'a>(&'a self, _: Writing<'a>) -> Result<Option<Figures>, EncodeError> {
        Ok(self.measured.map(|it| Figures {
            found: it.found,
            needed: it.needed,
        }))
    }

    fn read(form: Option<Figures>, _: &mut form::Reading<'_>) -> Result<Reading, DecodeError> {
        let measured = form.map(|it| Measured {
            found: it.found,
            needed: it.needed,
        });
        Ok(Reading { measured })
    }
}
