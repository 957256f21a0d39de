//! Striking the founding of a unit: it was entered by mistake and never was. Only while
//! nothing rests on it; whatever was on record of it is put right by itself, or stands, and
//! then the unit is dissolved.

use charter::Action;

use super::decide::standing;
use super::{StrikeFounding, UnitEvent, UnitRefusal};
use crate::ids::{DocumentId, UnitId};
use crate::posts::reason_given;
use crate::refusal::{Reason, Refusal};
use crate::request::{Event, Request};
use crate::rights;
use crate::state::State;

pub(super) fn strike_founding(
    state: &State,
    request: &Request,
    it: &StrikeFounding,
) -> Result<Vec<Event>, Refusal> {
    let unit = it.unit;
    let above = state.units.parent(unit);
    rights::require(state, request, Action::FoundUnit, above.unwrap_or(unit))?;
    standing(state, unit)?;
    let parent = above.ok_or(Reason::TopStays)?;
    reason_given(&it.reason)?;
    let name = || state.units.name(unit).to_owned();
    let people = state.members.count_in(unit);
    if people > 0 {
        return Err(Reason::UnitNotEmpty {
            unit: name(),
            people,
        }
        .into());
    }
    if state.units.beneath(unit).next().is_some() {
        return Err(Reason::UnitsBeneath(name()).into());
    }
    if let Some(what) = on_record(state, unit) {
        return Err(UnitRefusal::HasRecord { unit: name(), what }.into());
    }
    Ok(vec![Event::Unit(UnitEvent::FoundingStruck {
        unit,
        parent,
        on: state.units.founded(unit).date().unwrap_or(request.today),
        reason: DocumentId(state.documents),
    })])
}

/// What there is on record of a unit beside its founding, its names and its places.
fn on_record(state: &State, unit: UnitId) -> Option<&'static str> {
    let directive = || {
        let mut issued = state.directives_issued_by(unit);
        issued.next().is_some() || state.directives_with(unit)
    };
    let proceeding = || {
        let open = state.proceedings.of_unit(unit, true).next();
        open.or_else(|| state.proceedings.of_unit(unit, false).next())
            .is_some()
    };
    let conference = || state.conferences().any(|it| it.unit == unit);
    let facts: [(bool, &'static str); 15] = [
        (
            !state.units.lineage(unit).is_empty(),
            "it came out of another unit",
        ),
        (
            state.units.gone_from(unit).next().is_some(),
            "units have stood beneath it",
        ),
        (
            state.members.ever_had_people(unit),
            "people have belonged to it",
        ),
        (
            state.tenures_in(unit).next().is_some(),
            "somebody has had a post in it",
        ),
        (
            state.elections_in(unit).next().is_some(),
            "an election is on record",
        ),
        (
            state.meetings_of(unit).next().is_some(),
            "a meeting is on record",
        ),
        (
            state.reports.of_unit(unit).next().is_some(),
            "a return is on record",
        ),
        (state.has_books(unit), "money is on record"),
        (
            state.visits_to(unit).next().is_some(),
            "a visit is on record",
        ),
        (
            state.sessions_of(unit).next().is_some(),
            "a session is on record",
        ),
        (
            state.awards_of(unit).next().is_some(),
            "an award is on record",
        ),
        (
            state.bodies_of(unit).next().is_some(),
            "a body is on record",
        ),
        (
            state.bulletins_of(unit).next().is_some(),
            "a bulletin is on record",
        ),
        (
            !state.petitions.of_unit(unit).is_empty(),
            "a petition is on record",
        ),
        (
            directive() || proceeding() || conference(),
            "a directive, a proceeding or a conference is on record",
        ),
    ];
    facts.into_iter().find(|(is, _)| *is).map(|(_, what)| what)
}
