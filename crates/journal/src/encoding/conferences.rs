//! What happens to conferences, as it is stored.

use charter::{ConferenceKindId, PostId};
use jiff::civil::Date;
use kernel::conferences::{ConferenceEvent, ExOfficio, Seats};
use kernel::{ConferenceId, DocumentId, PersonId, UnitId};

use super::form::{events, nested};

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
