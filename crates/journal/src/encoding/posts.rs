//! What happens to posts, as it is stored.

use charter::{PostId, Silence};
use jiff::civil::Date;
use kernel::posts::{Election, Nominee, PostEvent};
use kernel::{DocumentId, PersonId, UnitId};

use super::form::{events, nested, words};

events! {
    PostEvent {
        TakenUp = "post-taken-up" { person: PersonId, unit: UnitId, post: PostId, on: Date, }
        LaidDown = "post-laid-down" { person: PersonId, unit: UnitId, post: PostId, on: Date, }
        ElectionRecorded = "election-recorded" { election: Election, }
        ConfirmationAwaited = "confirmation-awaited" {
            person: PersonId,
            unit: UnitId,
            post: PostId,
            by: UnitId,
            until: Date,
            acts: bool,
            silence: Silence,
        }
        HolderConfirmed = "holder-confirmed" {
            person: PersonId,
            unit: UnitId,
            post: PostId,
            by: UnitId,
            on: Date,
        }
        ConfirmationRefused = "confirmation-refused" {
            person: PersonId,
            unit: UnitId,
            post: PostId,
            by: UnitId,
            on: Date,
        }
        HandedOver = "post-handed-over" { person: PersonId, unit: UnitId, post: PostId, on: Date, }
        ElectionStruck = "election-struck" {
            unit: UnitId,
            post: PostId,
            number: u32,
            on: Date,
            reason: DocumentId,
            ended: Vec<PersonId>,
            back: Vec<PersonId>,
        }
        ConfirmationWithdrawn = "confirmation-withdrawn" {
            person: PersonId,
            unit: UnitId,
            post: PostId,
            by: UnitId,
            reason: DocumentId,
            on: Date,
        }
        HandOverStruck = "hand-over-struck" {
            person: PersonId,
            unit: UnitId,
            post: PostId,
            reason: DocumentId,
        }
        Struck = "post-struck" {
            person: PersonId,
            unit: UnitId,
            post: PostId,
            on: Date,
            reason: DocumentId,
        }
        LayingDownStruck = "laying-down-struck" {
            person: PersonId,
            unit: UnitId,
            post: PostId,
            on: Date,
            reason: DocumentId,
        }
        Resumed = "post-resumed" { person: PersonId, unit: UnitId, post: PostId, on: Date, }
    }
}

nested! {
    Election as Elected {
        unit: UnitId,
        post: PostId,
        on: Date,
        entitled: u32,
        ballots: u32,
        valid: u32,
        turnout_needed: Option<u32>,
        votes_needed: u32,
        nominees: Vec<Nominee>,
    }
}

nested! {
    Nominee as Stood {
        person: PersonId,
        votes: u32,
        elected: bool,
    }
}

words! {
    Silence is "what silence can mean" {
        Confirms = "confirms",
        Lapses = "lapses",
        Waits = "waits",
    }
}
