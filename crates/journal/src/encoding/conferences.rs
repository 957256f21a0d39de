//! What happens to conferences, as it is stored.

use charter::{ConferenceKindId, PostId};
use jiff::civil::Date;
use kernel::conferences::{
    AttendanceLine, Attendee, Capacity, ConferenceEvent, ExOfficio, ItemKind, Seats,
};
use kernel::{ConferenceId, DocumentId, PersonId, UnitId};
use serde::{Deserialize, Serialize};

use super::form::{Document, Field, Reading, Shape, Writing, events, nested, words};
use super::{DecodeError, EncodeError};

events! {
    ConferenceEvent {
        Called = "conference-called" {
            conference: ConferenceId,
            kind: ConferenceKindId,
            unit: UnitId,
            key_day: Date,
            first: Date,
            last: Date,
            title: Option<DocumentId>,
            place: Option<DocumentId>,
            members: u32,
            seats: Vec<Seats>,
            ex_officio: Vec<ExOfficio>,
            on: Date,
        }
        CalledOff = "conference-called-off" {
            conference: ConferenceId,
            unit: UnitId,
            reason: DocumentId,
            on: Date,
        }
        DelegatesElected = "delegates-elected" {
            conference: ConferenceId,
            unit: UnitId,
            delegates: Vec<PersonId>,
            substitutes: Vec<PersonId>,
            entitled: u32,
            ballots: u32,
            on: Date,
        }
        DelegatesStruck = "delegates-struck" {
            conference: ConferenceId,
            unit: UnitId,
            reason: DocumentId,
            on: Date,
        }
        DelegateReplaced = "delegate-replaced" {
            conference: ConferenceId,
            unit: UnitId,
            person: PersonId,
            by: Option<PersonId>,
            reason: DocumentId,
            on: Date,
        }
        DelegateCheckedIn = "delegate-checked-in" {
            conference: ConferenceId,
            unit: UnitId,
            person: PersonId,
            on: Date,
        }
        CheckInStruck = "check-in-struck" {
            conference: ConferenceId,
            unit: UnitId,
            person: PersonId,
            reason: DocumentId,
            on: Date,
        }
        AttendanceListed = "conference-attendance-listed" {
            conference: ConferenceId,
            unit: UnitId,
            rows: Vec<AttendanceLine>,
            on: Date,
        }
        ItemEntered = "conference-item-entered" {
            conference: ConferenceId,
            unit: UnitId,
            item: u32,
            kind: ItemKind,
            under: Option<u32>,
            title: DocumentId,
            text: Option<DocumentId>,
            sender: Option<DocumentId>,
            addressee: Option<DocumentId>,
            speaker: Option<PersonId>,
            read: bool,
            on: Date,
        }
        ItemStruck = "conference-item-struck" {
            conference: ConferenceId,
            unit: UnitId,
            item: u32,
            reason: DocumentId,
            on: Date,
        }
        VoteRecorded = "conference-vote-recorded" {
            conference: ConferenceId,
            unit: UnitId,
            vote: u32,
            item: u32,
            majority: u8,
            entitled: u32,
            present: u32,
            favour: u32,
            against: u32,
            abstained: u32,
            quorum: Option<u32>,
            needed: u32,
            adopted: bool,
            on: Date,
        }
        VoteStruck = "conference-vote-struck" {
            conference: ConferenceId,
            unit: UnitId,
            vote: u32,
            reason: DocumentId,
            on: Date,
        }
    }
}

nested! {
    Seats as SeatsForm {
        unit: UnitId,
        members: u32,
        delegates: u32,
        substitutes: u32,
    }
}

nested! {
    ExOfficio as ExOfficioForm {
        person: PersonId,
        unit: UnitId,
        post: PostId,
    }
}

nested! {
    AttendanceLine as LineForm {
        who: Attendee,
        capacity: Capacity,
    }
}

words! {
    Capacity is "a capacity in which somebody attends" {
        Participant = "participant",
        Platform = "platform",
        Guest = "guest",
    }
}

words! {
    ItemKind is "something that is entered at a conference" {
        Session = "session",
        Workshop = "workshop",
        Point = "point",
        Speech = "speech",
        Paper = "paper",
    }
}

/// Who attends: a number, or a text that names whoever has none.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Who<'a> {
    Person(u32),
    #[serde(borrow)]
    Named(Document<'a>),
}

impl Shape for Who<'_> {}

impl Field for Attendee {
    type Form<'a> = Who<'a>;

    fn write<'a>(&'a self, writing: Writing<'a>) -> Result<Who<'a>, EncodeError> {
        Ok(match self {
            Attendee::Person(person) => Who::Person(person.0),
            Attendee::Named(text) => Who::Named(text.write(writing)?),
        })
    }

    fn read(form: Who<'_>, reading: &mut Reading<'_>) -> Result<Attendee, DecodeError> {
        Ok(match form {
            Who::Person(person) => Attendee::Person(PersonId(person)),
            Who::Named(text) => Attendee::Named(Field::read(text, reading)?),
        })
    }
}
