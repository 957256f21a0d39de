//! What happens to units, and what each event leaves behind.

use charter::LevelId;
use jiff::civil::Date;

use super::Descent;
use crate::ids::{DocumentId, UnitId};
use crate::request::Subject;
use crate::rooms::{RoomEvent, names};
use crate::sizes;
use crate::state::State;

/// What has happened to a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnitEvent {
    /// A unit was founded.
    Founded {
        /// Its number.
        unit: UnitId,
        /// Its code, unique among all units that ever were.
        code: String,
        /// Its level.
        level: LevelId,
        /// Its name.
        name: String,
        /// What it stands under; none for the top.
        parent: Option<UnitId>,
        /// When.
        on: Date,
    },
    /// A unit took another name.
    Renamed {
        /// The unit.
        unit: UnitId,
        /// Its new name.
        name: String,
        /// First day of the name.
        on: Date,
    },
    /// A unit was put under another parent.
    Moved {
        /// The unit.
        unit: UnitId,
        /// Its new parent.
        parent: UnitId,
        /// When.
        on: Date,
    },
    /// A unit became a unit of another level.
    LevelChanged {
        /// The unit.
        unit: UnitId,
        /// Its new level.
        level: LevelId,
        /// When.
        on: Date,
    },
    /// One unit came out of another, wholly or in part.
    Descended {
        /// Where its people came from.
        from: UnitId,
        /// Where they went.
        to: UnitId,
        /// How.
        how: Descent,
        /// When.
        on: Date,
    },
    /// The day a unit was founded was written down wrongly.
    FoundingCorrected {
        /// The unit.
        unit: UnitId,
        /// The day it was really founded.
        on: Date,
    },
    /// A unit ceased to be. Its record stays.
    Dissolved {
        /// The unit.
        unit: UnitId,
        /// When.
        on: Date,
    },
    /// The founding of a unit was struck: it never was.
    FoundingStruck {
        /// The unit.
        unit: UnitId,
        /// What it stood under.
        parent: UnitId,
        /// The day on record.
        on: Date,
        /// Why.
        reason: DocumentId,
    },
    /// The last renaming of a unit was struck.
    RenamingStruck {
        /// The unit.
        unit: UnitId,
        /// The name it has, as before.
        name: String,
        /// First day of the name that was struck.
        on: Date,
        /// Why.
        reason: DocumentId,
    },
    /// The move that brought a unit to where it stood was struck.
    MoveStruck {
        /// The unit.
        unit: UnitId,
        /// Where it was said to stand.
        from: UnitId,
        /// What it stands under, as before.
        parent: UnitId,
        /// The day of the move.
        on: Date,
        /// Why.
        reason: DocumentId,
    },
    /// The dissolution of a unit was struck: it stands.
    DissolutionStruck {
        /// The unit.
        unit: UnitId,
        /// What it stands under.
        parent: UnitId,
        /// The day on record.
        on: Date,
        /// Why.
        reason: DocumentId,
    },
}

names! {
    UnitEvent {
        Founded = "unit-founded",
        Renamed = "unit-renamed",
        Moved = "unit-moved",
        LevelChanged = "unit-level-changed",
        Descended = "unit-descended",
        FoundingCorrected = "founding-corrected",
        Dissolved = "unit-dissolved",
        FoundingStruck = "founding-struck",
        RenamingStruck = "renaming-struck",
        MoveStruck = "move-struck",
        DissolutionStruck = "dissolution-struck",
    }
}

/// What founding a unit leaves behind: the fields of the event.
#[derive(Clone, Copy, Debug)]
pub(super) struct Founded<'a> {
    pub unit: UnitId,
    pub code: &'a str,
    pub level: LevelId,
    pub name: &'a str,
    pub parent: Option<UnitId>,
    pub on: Date,
}

impl RoomEvent for UnitEvent {
    fn apply(&self, state: &mut State) {
        match self {
            UnitEvent::Founded {
                unit,
                code,
                level,
                name,
                parent,
                on,
            } => found(
                state,
                &Founded {
                    unit: *unit,
                    code,
                    level: *level,
                    name,
                    parent: *parent,
                    on: *on,
                },
            ),
            UnitEvent::Renamed { unit, name, on } => state.units.rename(*unit, name, *on),
            UnitEvent::Moved { unit, parent, on } => state.units.put_under(*unit, *parent, *on),
            UnitEvent::LevelChanged { unit, level, on } => {
                state.units.change_level(*unit, *level, *on);
                sizes::note(state, *unit, *on);
            }
            UnitEvent::Descended { from, to, how, on } => {
                state.units.descend(*from, *to, *how, *on);
                if *how != Descent::Split {
                    state.proceedings.went_on_as(*from, *to);
                }
            }
            UnitEvent::FoundingCorrected { unit, on } => state.units.correct_founding(*unit, *on),
            UnitEvent::Dissolved { unit, on } => {
                state.units.dissolve(*unit, *on);
                state.proceedings.dissolved(*unit, *on);
                sizes::note(state, *unit, *on);
            }
            UnitEvent::FoundingStruck { unit, on, .. } => {
                state.units.strike_founding(*unit, *on);
                sizes::note(state, *unit, *on);
            }
            UnitEvent::RenamingStruck { unit, name, .. } => {
                state.units.strike_renaming(*unit, name);
            }
            UnitEvent::MoveStruck { unit, parent, .. } => {
                state.units.strike_move(*unit, *parent);
            }
            UnitEvent::DissolutionStruck { unit, on, .. } => {
                state.units.strike_dissolution(*unit);
                sizes::note(state, *unit, *on);
            }
        }
    }

    fn touches(&self) -> Vec<Subject> {
        use Subject::Unit;
        match self {
            UnitEvent::Founded { unit, parent, .. } => std::iter::once(Unit(*unit))
                .chain(parent.map(Unit))
                .collect(),
            UnitEvent::Moved { unit, parent, .. } => vec![Unit(*unit), Unit(*parent)],
            UnitEvent::Descended { from, to, .. } => vec![Unit(*from), Unit(*to)],
            UnitEvent::MoveStruck {
                unit, from, parent, ..
            } => vec![Unit(*unit), Unit(*from), Unit(*parent)],
            UnitEvent::FoundingStruck { unit, parent, .. }
            | UnitEvent::DissolutionStruck { unit, parent, .. } => {
                vec![Unit(*unit), Unit(*parent)]
            }
            UnitEvent::Renamed { unit, .. }
            | UnitEvent::RenamingStruck { unit, .. }
            | UnitEvent::LevelChanged { unit, .. }
            | UnitEvent::FoundingCorrected { unit, .. }
            | UnitEvent::Dissolved { unit, .. } => vec![Unit(*unit)],
        }
    }

    fn documents(&self) -> Vec<DocumentId> {
        match self {
            UnitEvent::FoundingStruck { reason, .. }
            | UnitEvent::RenamingStruck { reason, .. }
            | UnitEvent::MoveStruck { reason, .. }
            | UnitEvent::DissolutionStruck { reason, .. } => vec![*reason],
            UnitEvent::Founded { .. }
            | UnitEvent::Renamed { .. }
            | UnitEvent::Moved { .. }
            | UnitEvent::LevelChanged { .. }
            | UnitEvent::Descended { .. }
            | UnitEvent::FoundingCorrected { .. }
            | UnitEvent::Dissolved { .. } => Vec::new(),
        }
    }
}

/// Every room opens a row for the new unit.
fn found(state: &mut State, it: &Founded<'_>) {
    state.units.found(it);
    state.members.open_unit();
    state.posts.open_unit();
    state.meetings.open_unit();
    state.directives.open_unit();
    state.reports.open_unit();
    state.awards.open_unit();
    state.bodies.open_unit();
    state.study.open_unit();
    state.visits.open_unit();
    state.bulletins.open_unit();
    state.proceedings.open_unit();
    state.sizes.open_unit();
    sizes::note(state, it.unit, it.on);
}
