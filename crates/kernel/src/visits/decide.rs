//! When a visit is recorded, corrected and struck, and what comes of it.

use charter::{Action, Charter};
use jiff::civil::Date;

use super::{
    CorrectVisit, RecordVisit, StrikeVisit, TEXT_CHARACTERS_MAX, Visit, VisitEvent, VisitRefusal,
};
use crate::charters::in_force;
use crate::day::happened;
use crate::ids::{DocumentId, UnitId, VisitId};
use crate::refusal::{Reason, Refusal};
use crate::request::{Event, Request};
use crate::rights;
use crate::state::State;
use crate::units::standing;

const FOUNDED: &str = "the day the unit was founded";

pub(super) fn record(
    state: &State,
    request: &Request,
    it: &RecordVisit,
) -> Result<Vec<Event>, Refusal> {
    rights::require(state, request, Action::RecordVisit, it.unit)?;
    standing(state, it.unit)?;
    let by = visitor(state, request, it)?;
    took_place(state, request, it.unit, it.on)?;
    alone(state, in_force(state, request)?, (it.unit, by), it.on, None)?;
    let agreed = short_enough(&it.agreed)?.then_some(DocumentId(state.documents));
    Ok(vec![
        VisitEvent::Recorded {
            visit: VisitId(state.visits.count()),
            unit: it.unit,
            by,
            on: it.on,
            agreed,
        }
        .into(),
    ])
}

pub(super) fn correct(
    state: &State,
    request: &Request,
    it: &CorrectVisit,
) -> Result<Vec<Event>, Refusal> {
    let visit = on_record(state, request, it.visit)?;
    took_place(state, request, visit.unit, it.on)?;
    let charter = in_force(state, request)?;
    let (between, this) = ((visit.unit, visit.by), Some(it.visit));
    alone(state, charter, between, it.on, this)?;
    reason_given(&it.reason)?;
    let reason = DocumentId(state.documents);
    let next = DocumentId(state.documents.saturating_add(1));
    let agreed = short_enough(&it.agreed)?.then_some(next);
    Ok(vec![
        VisitEvent::Corrected {
            visit: it.visit,
            unit: visit.unit,
            on: it.on,
            reason,
            agreed,
        }
        .into(),
    ])
}

pub(super) fn strike(
    state: &State,
    request: &Request,
    it: &StrikeVisit,
) -> Result<Vec<Event>, Refusal> {
    let visit = on_record(state, request, it.visit)?;
    reason_given(&it.reason)?;
    Ok(vec![
        VisitEvent::Struck {
            visit: it.visit,
            unit: visit.unit,
            reason: DocumentId(state.documents),
        }
        .into(),
    ])
}

/// The unit from which the visit was made: it stands above, and the charter lets it.
fn visitor(state: &State, request: &Request, it: &RecordVisit) -> Result<UnitId, Refusal> {
    let charter = in_force(state, request)?;
    let level = state.units.level(it.unit);
    let Some(rule) = level.and_then(|level| charter.visit_of(level)) else {
        let title = level.and_then(|level| charter.level(level));
        let title = title.map_or("unit", |row| row.title.as_str());
        return Err(Reason::from(VisitRefusal::NotVisited(title.to_owned())).into());
    };
    let mut above = state.visitors_of(rule, it.unit);
    let found = match it.by {
        Some(by) => above.find(|above| *above == by),
        None => above.next(),
    };
    found.ok_or_else(|| {
        let unit = state.units.name(it.unit).to_owned();
        Refusal::by(rule.rule, VisitRefusal::NotLookedAfter(unit).into())
    })
}

/// The visit that is corrected, where the actor may.
fn on_record(state: &State, request: &Request, visit: VisitId) -> Result<Visit, Refusal> {
    let no_such = || Reason::from(VisitRefusal::NoSuchVisit(visit));
    let it = state.visit(visit).ok_or_else(no_such)?;
    // Whoever may not see the visits of the unit is not told that there is one.
    let may = |action| rights::may(state, request.actor, request.today, action, it.unit);
    if !may(Action::CorrectVisit) && !may(Action::SeeVisits) {
        return Err(no_such().into());
    }
    rights::require(state, request, Action::CorrectVisit, it.unit)?;
    if it.struck {
        return Err(Reason::from(VisitRefusal::Struck).into());
    }
    Ok(it)
}

fn took_place(state: &State, request: &Request, unit: UnitId, on: Date) -> Result<(), Refusal> {
    let founded = state.units.founded(unit).date().map(|on| (on, FOUNDED));
    Ok(happened(on, request.today, founded)?)
}

/// Two may have been there together: one of them records it.
fn alone(
    state: &State,
    charter: &Charter,
    (unit, by): (UnitId, UnitId),
    on: Date,
    but: Option<VisitId>,
) -> Result<(), Refusal> {
    let same =
        |visit: &Visit| !visit.struck && visit.by == by && visit.on == on && Some(visit.id) != but;
    if !state.visits_to(unit).any(|visit| same(&visit)) {
        return Ok(());
    }
    let level = state.units.level(unit);
    let rule = level.and_then(|level| charter.visit_of(level));
    let unit = state.units.name(unit).to_owned();
    Err(Refusal {
        reason: VisitRefusal::OnRecord { unit, on }.into(),
        rule: rule.map(|rule| rule.rule),
    })
}

fn reason_given(reason: &str) -> Result<(), Reason> {
    if !short_enough(reason)? {
        return Err(Reason::Missing("the reason"));
    }
    Ok(())
}

/// Whether anything is written.
fn short_enough(text: &str) -> Result<bool, Reason> {
    if text.chars().count() > TEXT_CHARACTERS_MAX {
        return Err(Reason::TooLong {
            what: "a text",
            characters_max: TEXT_CHARACTERS_MAX,
        });
    }
    Ok(!text.trim().is_empty())
}
