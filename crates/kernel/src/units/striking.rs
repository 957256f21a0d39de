//! Striking what was said of a unit: its name, its place, its end. It is as if it had never
//! been, unless something has been built on it since. Founding stands in `never_founded`.

use charter::Action;

use super::decide::{level_of, may_stand, standing};
use super::{Descent, StrikeDissolution, StrikeMove, StrikeRenaming, UnitEvent, UnitRefusal};
use crate::charters::in_force;
use crate::dues;
use crate::ids::{DocumentId, UnitId};
use crate::posts::{self, reason_given};
use crate::refusal::{Reason, Refusal};
use crate::request::{Event, Request};
use crate::rights;
use crate::state::State;

pub(super) fn strike_renaming(
    state: &State,
    request: &Request,
    it: &StrikeRenaming,
) -> Result<Vec<Event>, Refusal> {
    rights::require(state, request, Action::RenameUnit, it.unit)?;
    standing(state, it.unit)?;
    let before = state.units.before_renaming(it.unit);
    let (name, on) = before.ok_or_else(|| UnitRefusal::NotRenamed(named(state, it.unit)))?;
    reason_given(&it.reason)?;
    Ok(vec![Event::Unit(UnitEvent::RenamingStruck {
        unit: it.unit,
        name: name.to_owned(),
        on,
        reason: DocumentId(state.documents),
    })])
}

pub(super) fn strike_move(
    state: &State,
    request: &Request,
    it: &StrikeMove,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    let unit = it.unit;
    rights::require(state, request, Action::MoveUnit, unit)?;
    standing(state, unit)?;
    let before = state.units.before_move(unit);
    let (parent, on) = before.ok_or_else(|| UnitRefusal::NotMoved(named(state, unit)))?;
    let from = state.units.parent(unit).ok_or(Reason::TopStays)?;
    rights::require(state, request, Action::MoveUnit, parent)?;
    reason_given(&it.reason)?;
    standing(state, parent)?;
    if parent == unit || state.units.stands_under(parent, unit) {
        return Err(Reason::Ring(named(state, parent)).into());
    }
    may_stand(state, charter, level_of(state, unit)?, Some(parent))?;
    if let Some((person, post, above)) = posts::held_by_place(state, charter, unit, (parent, from))
    {
        return Err(UnitRefusal::PostSince {
            person,
            post,
            unit: above,
        }
        .into());
    }
    let mut returns = state.reports.of_unit(unit);
    if returns.any(|it| it.on >= on && it.under == Some(from)) {
        return Err(UnitRefusal::FiledSince {
            unit: named(state, unit),
            above: named(state, from),
        }
        .into());
    }
    let mut events = posts::held_again_by_place(state, charter, unit, (parent, from), on);
    events.push(Event::Unit(UnitEvent::MoveStruck {
        unit,
        from,
        parent,
        on,
        reason: DocumentId(state.documents),
    }));
    Ok(events)
}

pub(super) fn strike_dissolution(
    state: &State,
    request: &Request,
    it: &StrikeDissolution,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    let unit = it.unit;
    rights::require(state, request, Action::DissolveUnit, unit)?;
    if state.units.level(unit).is_none() {
        return Err(Reason::NoSuchUnit(unit).into());
    }
    if state.units.never_was(unit) {
        return Err(UnitRefusal::NeverWas(named(state, unit)).into());
    }
    let on = state.units.dissolved(unit).date();
    let on = on.ok_or_else(|| UnitRefusal::NotDissolved(named(state, unit)))?;
    reason_given(&it.reason)?;
    let steps = state.units.lineage(unit);
    let merged = |it: &&super::Lineage| it.from == unit && it.how == Descent::Merged;
    if let Some(step) = steps.iter().rev().find(merged) {
        return Err(UnitRefusal::WasMerged {
            unit: named(state, unit),
            into: named(state, step.to),
        }
        .into());
    }
    let parent = state.units.parent(unit).ok_or(Reason::TopStays)?;
    standing(state, parent)?;
    may_stand(state, charter, level_of(state, unit)?, Some(parent))?;
    if let Some(to) = dues::passed_on_at_the_end(state, unit, on) {
        return Err(UnitRefusal::BooksClosed {
            unit: named(state, unit),
            to: named(state, to),
            on,
        }
        .into());
    }
    let again = posts::held_again_in(state, charter, unit, on);
    let mut events = vec![Event::Unit(UnitEvent::DissolutionStruck {
        unit,
        parent,
        on,
        reason: DocumentId(state.documents),
    })];
    // A post stands in a unit that stands: first the unit, then its posts.
    events.extend(again);
    Ok(events)
}

fn named(state: &State, unit: UnitId) -> String {
    state.units.name(unit).to_owned()
}

impl State {
    /// The name a unit had before the last one, and since when it has that: its name again
    /// where that is struck.
    #[must_use]
    pub fn before_renaming(&self, unit: UnitId) -> Option<(&str, jiff::civil::Date)> {
        self.units.before_renaming(unit)
    }

    /// What a unit stood under before the move that brought it to where it stands, and the day
    /// of that move.
    #[must_use]
    pub fn before_move(&self, unit: UnitId) -> Option<(UnitId, jiff::civil::Date)> {
        self.units.before_move(unit)
    }

    /// Whether a unit was entered by mistake and never was.
    #[must_use]
    pub fn never_was(&self, unit: UnitId) -> bool {
        self.units.never_was(unit)
    }
}
