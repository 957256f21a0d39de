//! What happens to posts, as it is stored.

use charter::PostId;
use jiff::civil::Date;
use kernel::posts::PostEvent;
use kernel::{PersonId, UnitId};

use super::form::events;

events! {
    PostEvent {
        TakenUp = "post-taken-up" { person: PersonId, unit: UnitId, post: PostId, on: Date, }
        LaidDown = "post-laid-down" { person: PersonId, unit: UnitId, post: PostId, on: Date, }
    }
}
