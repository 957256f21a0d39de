//! What happens to people and members, as it is stored.

use charter::GradeId;
use jiff::civil::Date;
use kernel::members::MemberEvent;
use kernel::{DocumentId, PersonId, UnitId};

use super::form::events;

events! {
    MemberEvent {
        Registered = "person-registered" { person: PersonId, }
        Admitted = "member-admitted" { person: PersonId, unit: UnitId, grade: GradeId, on: Date, }
        JoiningCorrected = "joining-corrected" { person: PersonId, unit: UnitId, on: Date, }
        Promoted = "member-promoted" { person: PersonId, unit: UnitId, grade: GradeId, on: Date, }
        PromotionStruck = "promotion-struck" {
            person: PersonId,
            unit: UnitId,
            grade: GradeId,
            since: Date,
            on: Date,
            reason: Option<DocumentId>,
        }
        Transferred = "member-transferred" { person: PersonId, from: UnitId, to: UnitId, on: Date, }
        Left = "member-left" { person: PersonId, unit: UnitId, on: Date, }
        Merged = "members-merged" { former: PersonId, kept: PersonId, unit: UnitId, on: Date, }
        Parted = "members-parted" { former: PersonId, kept: PersonId, unit: UnitId, on: Date, }
        Forgotten = "former-number-forgotten" { former: PersonId, kept: PersonId, on: Date, }
        TransferStruck = "transfer-struck" {
            person: PersonId,
            unit: UnitId,
            back: UnitId,
            since: Date,
            on: Date,
            reason: DocumentId,
        }
    }
}
