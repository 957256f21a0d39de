//! What happens to units, as it is stored.

use charter::LevelId;
use jiff::civil::Date;
use kernel::units::{Descent, UnitEvent};
use kernel::{DocumentId, UnitId};

use super::form::{events, words};

events! {
    UnitEvent {
        Founded = "unit-founded" {
            unit: UnitId,
            code: String,
            level: LevelId,
            name: String,
            parent: Option<UnitId>,
            on: Date,
        }
        Renamed = "unit-renamed" { unit: UnitId, name: String, on: Date, }
        Moved = "unit-moved" { unit: UnitId, parent: UnitId, on: Date, }
        LevelChanged = "unit-level-changed" { unit: UnitId, level: LevelId, on: Date, }
        Descended = "unit-descended" { from: UnitId, to: UnitId, how: Descent, on: Date, }
        FoundingCorrected = "founding-corrected" { unit: UnitId, on: Date, }
        Dissolved = "unit-dissolved" { unit: UnitId, on: Date, }
        FoundingStruck = "founding-struck" {
            unit: UnitId,
            parent: UnitId,
            on: Date,
            reason: DocumentId,
        }
        RenamingStruck = "renaming-struck" {
            unit: UnitId,
            name: String,
            on: Date,
            reason: DocumentId,
        }
        MoveStruck = "move-struck" {
            unit: UnitId,
            from: UnitId,
            parent: UnitId,
            on: Date,
            reason: DocumentId,
        }
        DissolutionStruck = "dissolution-struck" {
            unit: UnitId,
            parent: UnitId,
            on: Date,
            reason: DocumentId,
        }
    }
}

words! {
    Descent is "a way to descend" {
        Split = "split",
        Formed = "formed",
        Merged = "merged",
    }
}
