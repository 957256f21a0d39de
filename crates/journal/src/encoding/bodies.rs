//! What happens to affiliated bodies, as it is stored.

use charter::{BodyKindId, PostId};
use jiff::civil::Date;
use kernel::bodies::BodyEvent;
use kernel::{BodyId, DocumentId, UnitId};

use super::form::events;

events! {
    BodyEvent {
        Entered = "body-entered" {
            body: BodyId,
            kind: BodyKindId,
            unit: UnitId,
            name: String,
            since: Option<Date>,
            liaison: Option<PostId>,
            on: Date,
        }
        Corrected = "body-corrected" {
            body: BodyId,
            unit: UnitId,
            name: String,
            since: Option<Date>,
            until: Option<Date>,
            liaison: Option<PostId>,
            reason: DocumentId,
            on: Date,
        }
        Ended = "body-ended" {
            body: BodyId,
            unit: UnitId,
            reason: Option<DocumentId>,
            on: Date,
        }
    }
}
