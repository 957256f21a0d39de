//! What happens to visits, as it is stored.

use jiff::civil::Date;
use kernel::visits::VisitEvent;
use kernel::{DocumentId, UnitId, VisitId};

use super::form::events;

events! {
    VisitEvent {
        Recorded = "visit-recorded" {
            visit: VisitId,
            unit: UnitId,
            by: UnitId,
            on: Date,
            agreed: Option<DocumentId>,
        }
        Corrected = "visit-corrected" {
            visit: VisitId,
            unit: UnitId,
            on: Date,
            reason: DocumentId,
            agreed: Option<DocumentId>,
        }
        Struck = "visit-struck" {
            visit: VisitId,
            unit: UnitId,
            reason: DocumentId,
        }
    }
}
