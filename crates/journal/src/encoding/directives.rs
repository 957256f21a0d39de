//! What happens to directives, as it is stored.

use charter::{DirectiveKindId, LevelId};
use jiff::civil::Date;
use kernel::directives::{DirectiveEvent, Origin, Outcome};
use kernel::{ConferenceId, DirectiveId, DocumentId, MeetingId, PetitionId, UnitId};
use serde::{Deserialize, Serialize};

use super::form::{Field, Reading, Shape, Writing, events, words};
use super::{DecodeError, EncodeError};

events! {
    DirectiveEvent {
        Issued = "directive-issued" {
            directive: DirectiveId,
            unit: UnitId,
            kind: DirectiveKindId,
            to: Vec<LevelId>,
            areas: Vec<UnitId>,
            text: DocumentId,
            origin: Origin,
            replaces: Option<DirectiveId>,
            on: Date,
        }
        PassedOn = "directive-passed-on" { directive: DirectiveId, unit: UnitId, on: Date, }
        PutOnAgenda = "directive-put-on-agenda" {
            directive: DirectiveId,
            unit: UnitId,
            meeting: MeetingId,
        }
        TakenOffAgenda = "directive-taken-off-agenda" {
            directive: DirectiveId,
            unit: UnitId,
            meeting: MeetingId,
            reason: DocumentId,
        }
        Answered = "directive-answered" {
            directive: DirectiveId,
            unit: UnitId,
            outcome: Outcome,
            text: Option<DocumentId>,
            on: Date,
        }
        Amended = "directive-amended" {
            directive: DirectiveId,
            unit: UnitId,
            text: DocumentId,
            on: Date,
        }
        Withdrawn = "directive-withdrawn" {
            directive: DirectiveId,
            unit: UnitId,
            reason: DocumentId,
            on: Date,
        }
        ObjectedTo = "directive-objected-to" {
            directive: DirectiveId,
            unit: UnitId,
            reason: DocumentId,
            on: Date,
        }
        ObjectionSettled = "objection-settled" {
            directive: DirectiveId,
            unit: UnitId,
            upheld: bool,
            reason: DocumentId,
            on: Date,
        }
    }
}

words! {
    Outcome is "outcome of a directive" {
        Done = "done",
        InPart = "in-part",
        NotDone = "not-done",
    }
}

/// Where a task comes from, if it does not begin where it is issued.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum From {
    Meeting(u32),
    Directive(u32),
    Conference(u32),
    Petition(u32),
    Item { conference: u32, item: u32 },
}

impl Shape for From {}

impl Field for Origin {
    type Form<'a> = Option<From>;

    fn write<'a>(&'a self, _: Writing<'a>) -> Result<Option<From>, EncodeError> {
        Ok(match self {
            Origin::Own => None,
            Origin::Meeting(meeting) => Some(From::Meeting(meeting.0)),
            Origin::Directive(directive) => Some(From::Directive(directive.0)),
            Origin::Conference(conference) => Some(From::Conference(conference.0)),
            Origin::Petition(petition) => Some(From::Petition(petition.0)),
            Origin::Item(conference, item) => Some(From::Item {
                conference: conference.0,
                item: *item,
            }),
        })
    }

    fn read(form: Option<From>, _: &mut Reading<'_>) -> Result<Origin, DecodeError> {
        Ok(match form {
            None => Origin::Own,
            Some(From::Meeting(meeting)) => Origin::Meeting(MeetingId(meeting)),
            Some(From::Directive(directive)) => Origin::Directive(DirectiveId(directive)),
            Some(From::Conference(conference)) => Origin::Conference(ConferenceId(conference)),
            Some(From::Petition(petition)) => Origin::Petition(PetitionId(petition)),
            Some(From::Item { conference, item }) => Origin::Item(ConferenceId(conference), item),
        })
    }
}
